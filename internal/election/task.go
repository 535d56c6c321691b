package election

import "slices"

// Task is a round that a verdict makes necessary: somebody has to hold it. It is
// opened by the verdict on one count and closed by the count of that round.
type Task struct {
	Unit    UnitID
	Round   Round // RevoteRound, FurtherRound or FreshRound
	After   Round // the round whose verdict opened it
	Posts   []TaskPost
	From    Date // the first and the last day for it
	Until   Date
	Basis   Basis // what Until rests on
	Planned Date  // the office's own last day for it, where the timetable has one before Until
	Owners  []PersonID
	Article Article
}

// TaskPost is what has to be elected to one post.
type TaskPost struct {
	Post          Post
	Seats         int
	Candidates    []string // most votes in the round before first
	MinCandidates int      // 0 if the list is fixed, as in a re-vote
	MaxCandidates int      // 0 if there is no limit
	Elects        Phrase   // the votes it takes, in words
}

// Seats is the number of seats of all posts of the task.
func (t Task) Seats() int {
	n := 0
	for _, p := range t.Posts {
		n += p.Seats
	}
	return n
}

// Tasks lists what is still to be done in a unit after its counts, given in the
// order in which they were held, corrections already in place of what they
// correct. Each count closes the task of its round and opens those its own
// verdict asks for; a fresh election closes everything of its posts before it. A refused
// tally changes nothing.
func (e Election) Tasks(u Unit, counts []Count) []Task {
	var open []Task
	for _, c := range counts {
		v := Judge(e, c.Tally)
		if v.Outcome == Refused || c.Round.OfCommittee() { // see CommitteeTask
			continue
		}
		open = slices.DeleteFunc(open, func(t Task) bool { return t.closedBy(c.Tally) })
		if c.Round.nominates() {
			open = slices.DeleteFunc(open, func(t Task) bool {
				return slices.ContainsFunc(t.Posts, func(p TaskPost) bool { return c.elects(p.Post) })
			})
		}
		for _, t := range v.tasks() {
			t.Unit, t.Owners, t.After = u.ID, u.Officers, c.Round
			e.window(&t, c.On)
			open = append(open, t)
		}
	}
	return open
}

// closedBy reports whether a tally is the count of the task: the same round and
// at least one of its posts. What it leaves undone, its own verdict opens again.
func (t Task) closedBy(tally Tally) bool {
	return t.Round == tally.Round && slices.ContainsFunc(t.Posts, func(p TaskPost) bool { return tally.elects(p.Post) })
}

// elects reports whether a post is among those of the tally.
func (t Tally) elects(p Post) bool {
	return slices.ContainsFunc(t.Posts, func(q PostTally) bool { return q.Post == p })
}

// window sets the days between which the task can be held.
func (e Election) window(t *Task, on Date) {
	if on.IsZero() {
		return
	}
	rule := furtherDate(e.Profile)
	for _, r := range dateRules(e) {
		if r.code == "further" {
			rule = r
		}
	}
	t.From, t.Until, t.Basis = on, on.AddDays(rule.days), rule.basis
	if st, has := e.Stage(FurtherStage); has && !t.Round.nominates() && !st.Planned.Before(t.From) && st.Planned.Before(t.Until) {
		t.Planned = st.Planned
	}
}

// Due is the day by which the round must be held: the office's own, if it has
// set one, else the last there is.
func (t Task) Due() Date {
	if !t.Planned.IsZero() {
		return t.Planned
	}
	return t.Until
}

// tasks lists what the verdict asks for, without day and owner: at most one of
// each round.
func (v Verdict) tasks() []Task {
	var fresh Task
	if v.Fresh != nil {
		fresh = v.freshTask()
	}
	revote, further := Task{Round: RevoteRound}, Task{Round: FurtherRound}
	for _, p := range v.Posts {
		if r := p.Revote; r != nil {
			revote.Article = r.Article
			revote.Posts = append(revote.Posts, TaskPost{
				Post: p.Post, Seats: r.Seats, Candidates: r.Candidates, Elects: Say("得票多的当选", "most votes win"),
			})
		}
		if f := p.Further; f != nil {
			further.Article = f.Article
			further.Posts = append(further.Posts, TaskPost{
				Post: p.Post, Seats: f.Seats, Candidates: f.Candidates,
				MinCandidates: f.MinCandidates, MaxCandidates: f.MaxCandidates, Elects: v.furtherVotes(f),
			})
		}
	}
	return slices.DeleteFunc([]Task{fresh, revote, further}, func(t Task) bool { return len(t.Posts) == 0 })
}

// freshTask repeats the round with the posts and candidates it had.
func (v Verdict) freshTask() Task {
	t := Task{Round: v.Fresh.Round, Article: v.Fresh.Article}
	for _, p := range v.tally.Posts {
		if !slices.Contains(v.Fresh.Posts, p.Post) {
			continue
		}
		post := TaskPost{Post: p.Post, Seats: p.Seats, Elects: v.electsWords()}
		for _, c := range p.Candidates {
			if !c.WriteIn {
				post.Candidates = append(post.Candidates, c.Name)
			}
		}
		t.Posts = append(t.Posts, post)
	}
	return t
}

// electsWords is what elects in the verdict's own round.
func (v Verdict) electsWords() Phrase {
	if v.rules.elects.IsZero() {
		return Say("得票多的当选", "most votes win")
	}
	return Say("得票%s的当选", "elected with %s").With(v.rules.elects.Say(v.rules.noun(v.rules.elects.Base)))
}

// Say is the task in one line for a list: what, for how many seats, between
// whom, until when. Of the zero day, every day has its year.
func (t Task) Say(today Date) Phrase {
	posts := make([]Phrase, len(t.Posts))
	for i, p := range t.Posts {
		posts[i] = Say("%s %d 名（%s）", "%s, %d to elect (%s)").With(p.Post.Name(), p.Seats, names(p.Candidates))
	}
	what := Say("%s：%s", "%s: %s").With(t.Round.Name(), joined(Say("；", "; "), posts))
	last := Say("%s前", "by %s").With(t.Until.Say(today))
	switch {
	case t.Until.IsZero():
		return what
	case !t.Planned.IsZero() && t.Basis == Usual:
		last = Say("计划%s，按惯例最迟%s", "planned by %s, usually at the latest %s").With(t.Planned.Say(today), t.Until.Say(t.Planned))
	case !t.Planned.IsZero():
		last = Say("计划%s，最迟%s", "planned by %s, at the latest %s").With(t.Planned.Say(today), t.Until.Say(t.Planned))
	case t.Basis == Usual:
		last = Say("%s（惯例）", "%s (usual)").With(last)
	}
	return Say("%s，%s", "%s, %s").With(what, last)
}
