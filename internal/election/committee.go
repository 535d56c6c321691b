package election

import "slices"

// ofCommittee are the rules of the meeting in which a Party organisation's new
// committee chooses secretary and deputy secretaries from its own members
// (中国共产党基层组织选举工作条例; the article was not seen). More than half of the
// members due elect here as in the members' meeting (article 28). How many of them
// must come, the texts seen do not say: the profile may. Nor is there a
// differential.
func (r rules) ofCommittee(round Round, p Profile) rules {
	r.differential, r.seatsMost, r.seatsLeast = nil, 0, 0
	r.quorum, r.quorumArticle = p.CommitteeQuorum.of(OfRegistered), Article{}
	r.registered, r.participants = Say("应到会委员", "committee members due"), Say("实到会", "present")
	if round == CommitteeRevote {
		r.elects, r.electsArticle = Threshold{}, r.tiesArticle
	}
	return r
}

// among reports whether a post is chosen by a committee from its own members.
func (p Post) among() bool { return p == Secretary || p == DeputySecretary }

// committeeCounts are the counts of the committee that the last whole election
// made.
func (p Progress) committeeCounts() []Count {
	var all []Count
	for _, c := range p.Counts {
		switch {
		case c.Round.nominates():
			all = nil
		case c.Round.OfCommittee():
			all = append(all, c)
		}
	}
	return all
}

// Meetings are the counts of the rounds in which all electors voted, without those
// of a committee's own meeting.
func (p Progress) Meetings() []Count {
	return slices.DeleteFunc(slices.Clone(p.Counts), func(c Count) bool { return c.Round.OfCommittee() })
}

// CommitteeTask is the meeting that a unit's new committee still has to hold to
// choose the posts among its members. ok is false where the roster plans none, while
// the members' meeting is not settled, and once all of them are chosen. It is no task
// of the members' meeting: no seat is left over for it.
func (e Election) CommitteeTask(u Unit, p Progress) (t Task, ok bool) {
	members := e.committee(p)
	if len(u.Among) == 0 || len(members) == 0 || len(e.OpenTasks(u, p)) > 0 {
		return Task{}, false
	}
	t = Task{Unit: u.ID, Round: CommitteeRound, Owners: u.Officers, Article: Article{Law: PartyRegulations}}
	if whole, counted := p.wholeCount(); counted {
		t.After = whole.Round
	}
	if counts := p.committeeCounts(); len(counts) > 0 {
		v := Judge(e, counts[len(counts)-1].Tally)
		t.After = v.Round
		for _, revote := range v.tasks() {
			if revote.Round == RevoteRound {
				revote.Unit, revote.Owners, revote.After, revote.Round = u.ID, u.Officers, v.Round, CommitteeRevote
				return revote, true
			}
		}
	}
	for _, plan := range u.Among {
		if post := e.amongTask(p, plan, members); post.Seats > 0 {
			t.Posts = append(t.Posts, post)
		}
	}
	if len(t.Posts) == 0 {
		return Task{}, false
	}
	return t, true
}

// amongTask is what is left of a post among the members of the committee: its
// candidates are those of the list who are on the committee, or else all members.
func (e Election) amongTask(p Progress, plan PostPlan, members []string) TaskPost {
	task := TaskPost{Post: plan.Post, Seats: plan.Seats, Elects: Verdict{rules: partyRules(e).ofCommittee(CommitteeRound, e.Profile)}.electsWords()}
	var taken []string
	for _, w := range e.Winners(p) {
		if w.Post.among() {
			taken = append(taken, w.Name)
		}
		if w.Post == plan.Post {
			task.Seats--
		}
	}
	listed := plan.Candidates
	if p.Nomination != nil {
		if names := p.Nomination.For(plan.Post); len(names) > 0 {
			listed = names
		}
	}
	free := slices.DeleteFunc(slices.Clone(members), func(name string) bool { return slices.Contains(taken, name) })
	named := slices.DeleteFunc(slices.Clone(listed), func(name string) bool { return !slices.Contains(free, name) })
	if task.Candidates = named; len(named) == 0 {
		task.Candidates = free
	}
	return task
}

// committee names the members of the committee whom the members' meeting elected.
func (e Election) committee(p Progress) []string {
	var names []string
	for _, w := range e.Winners(p) {
		if w.Post == Member || w.Post.among() {
			names = append(names, w.Name)
		}
	}
	return names
}

// CommitteeSize is how many vote in the committee's own meeting.
func (e Election) CommitteeSize(p Progress) int { return len(e.committee(p)) }

// CommitteeProblems finds votes in a committee's own meeting for somebody who is not
// on the committee: a typing error, as nobody else can be chosen.
func (e Election) CommitteeProblems(p Progress, t Tally) []Problem {
	if !t.Round.OfCommittee() {
		return nil
	}
	members := e.committee(p)
	var ps []Problem
	for _, post := range t.Posts {
		for _, c := range post.Candidates {
			if c.WriteIn && !slices.Contains(members, c.Name) {
				ps = append(ps, problem("not_on_committee", Say(
					"%s 不是新一届委员会的委员。%s从委员中选举，请核对姓名。",
					"%s is not on the new committee, from whose members the %s is chosen. Please check the name.").With(c.Name, post.Post.Name()), WriteInsField))
			}
		}
	}
	if n := len(members); t.Registered > n {
		ps = append(ps, problem("over_committee", Say(
			"应到会委员 %d 人，多于选出的委员 %d 人。请核对后重新输入。",
			"%d committee members due, more than the %d elected. Please check and enter it again.").With(t.Registered, n), "registered"))
	}
	return ps
}

// committeeMoves ends the stage of the committee's meeting with a count that fills
// its posts.
func (e Election) committeeMoves(p *Progress, t Tally, r Report) {
	v := Judge(e, t)
	e.moves(p, CommitteeStage, v.Outcome == ValidElection && v.SeatsLeft() == 0, DateOf(r.At), r)
}

// chosenDirectly ends the stage of the committee's meeting with a count of the members' meeting
// that elects the secretary itself: nothing is left for the committee to choose.
func (e Election) chosenDirectly(p *Progress, t Tally, r Report) {
	direct := e.Kind == Party && slices.ContainsFunc(t.Posts, func(of PostTally) bool { return of.Post == Secretary })
	if !direct {
		return
	}
	if v := Judge(e, t); v.Outcome == ValidElection && v.SeatsLeft() == 0 {
		e.moves(p, CommitteeStage, true, DateOf(r.At), r)
	}
}

// PostsNow is what a unit elects, post by post, as far as it has come: once its
// committee has chosen secretaries, these are no longer counted as members.
func (e Election) PostsNow(u Unit, p Progress) []PostPlan {
	counted := slices.ContainsFunc(p.committeeCounts(), func(c Count) bool { return Judge(e, c.Tally).Outcome == ValidElection })
	chosen := func() bool { return slices.ContainsFunc(e.Winners(p), func(w Winner) bool { return w.Post.among() }) }
	if len(u.Among) == 0 || !counted && !chosen() {
		return u.Posts
	}
	posts := slices.Clone(u.Among)
	for _, plan := range u.Posts {
		if plan.Post == Member {
			for _, a := range u.Among {
				plan.Seats -= a.Seats
			}
		}
		if plan.Seats > 0 {
			posts = append(posts, plan)
		}
	}
	return posts
}
