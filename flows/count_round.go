package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// countRound is something that can be entered: the count of a round, its
// correction, or the second entry.
type countRound struct {
	value  string          // of the option
	tally  election.Tally  // posts, seats and candidates, without figures
	was    string          // how far the count can be relied on that this takes the place of; "" if it is new
	check  bool            // the second entry
	sheet  bool            // the photo of the result sheet is there
	own    *election.Tally // the person's own earlier entry, where the two differ
	differ []string        // in these fields
}

// checkMark stands before the round in the option of a second entry.
const checkMark = "check:"

// startCount gathers what the person can enter: second entries, their own
// entries that differ from the second, the rounds that are to be held, and what
// they can correct.
func startCount(s flow.Subject) ballotCount {
	var due, corrections []countRound
	for _, c := range slices.Backward(s.Whole.Counts) {
		r, first := roundOf(s, c)
		switch {
		case r.value == "":
		case s.Corrects != "" && (c.Report == s.Corrects || c.Check != nil && c.Check.Report == s.Corrects):
			return ballotCount{rounds: []countRound{r}, bound: true, at: r, Tally: blank(r.tally)}
		case first:
			due = append(due, r)
		default:
			corrections = append(corrections, r)
		}
	}
	if s.Person.MayReport(s.Unit) {
		due = append(due, newRounds(s)...)
	}
	var t ballotCount
	seen := map[string]bool{}
	for i, r := range slices.Concat(due, corrections) {
		if seen[r.value] {
			continue
		}
		seen[r.value] = true
		t.rounds = append(t.rounds, r)
		if i < len(due) {
			t.open++
		}
	}
	t.sameDay(s)
	if len(t.rounds) > 0 {
		t.at, t.Tally = t.rounds[0], blank(t.rounds[0].tally)
	}
	return t
}

// sameDay asks for the round on the day on which one was counted: the next one is
// hardly held then, so what was counted comes first and nothing is presumed.
func (t *ballotCount) sameDay(s flow.Subject) {
	counted := slices.ContainsFunc(s.Whole.Counts, func(c election.Count) bool { return s.Town.Today(c.At) == s.Town.Today(s.Now) })
	isNew := func(r countRound) bool { return r.was == "" && !r.check && r.own == nil }
	if !counted || t.open == 0 || !isNew(t.rounds[0]) || len(t.rounds) == t.open {
		return
	}
	t.rounds = slices.Concat(t.rounds[t.open:], t.rounds[:t.open])
	t.unsure = true
}

// roundOf is what the person can do about a count; due says that they should.
// Whoever may enter it a second time does that, and does not correct what they
// have not seen.
func roundOf(s flow.Subject, c election.Count) (r countRound, due bool) {
	status := c.Status()
	r = countRound{tally: blank(c.Tally), sheet: c.Sheet != ""}
	mends := c.Check != nil && s.Corrects == c.Check.Report
	switch {
	case c.Asks(s.Person, s.Unit, s.User) && (status != election.Confirmed || mends):
		r.value, r.check = checkMark+string(c.Round), true
		own := c.Own(s.Person.ID, s.User)
		if own != nil {
			r.tally, r.was = blank(own.Tally), string(status)
		}
		if own != nil && status == election.Recount && s.Corrects == "" {
			r.own, r.differ = &own.Tally, c.DiffersFor(s.Person.ID, s.User)
		}
		return r, !mends
	case c.Hidden(s.Person, s.Unit, s.User), !s.Person.MayReport(s.Unit): // nobody corrects what they may not see
		return countRound{}, false
	}
	r.value, r.was = string(c.Round), string(status)
	if status == election.Recount && c.By == s.Person.ID && s.Corrects == "" {
		r.own, r.differ = &c.Tally, c.Differs()
	}
	return r, r.own != nil
}

// newRounds are those that earlier counts made necessary; for the first count,
// that of the roster. There are none while a count is hidden: what has to follow is
// known once that is confirmed.
func newRounds(s flow.Subject) []countRound {
	if len(s.Hidden) > 0 {
		return nil
	}
	var rounds []countRound
	for _, task := range s.Election.OpenTasks(s.Unit, s.Progress) {
		rounds = append(rounds, roundToHold(s, task))
	}
	if task, meets := s.Election.CommitteeTask(s.Unit, s.Progress); meets {
		rounds = append(rounds, roundToHold(s, task))
	}
	if len(s.Progress.Counts) > 0 {
		return rounds
	}
	first := election.Tally{Round: election.FirstRound}
	posts, _ := s.Election.Posts(s.Unit, s.Progress) // in the order of the ballot
	first.Posts = make([]election.PostTally, 0, len(posts))
	for _, p := range posts {
		first.Posts = append(first.Posts, postOf(p.Post, p.Seats, p.Candidates))
	}
	return []countRound{{value: string(election.FirstRound), tally: s.Election.Apart(withWomen(s.Progress, first))}}
}

// roundToHold is the count of a round that is still to be held.
func roundToHold(s flow.Subject, task election.Task) countRound {
	round := election.Tally{Round: task.Round}
	for _, p := range task.Posts {
		round.Posts = append(round.Posts, postOf(p.Post, p.Seats, p.Candidates))
	}
	return countRound{value: string(task.Round), tally: s.Election.Apart(round)}
}

func postOf(p election.Post, seats int, candidates []string) election.PostTally {
	post := election.PostTally{Post: p, Seats: seats, Candidates: slices.Grow([]election.CandidateVotes(nil), len(candidates))}
	for _, name := range candidates {
		post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name})
	}
	return post
}

// blank is a tally's posts, seats and candidates without its figures.
func blank(t election.Tally) election.Tally {
	b := election.Tally{Round: t.Round, Posts: slices.Grow([]election.PostTally(nil), len(t.Posts))}
	for _, other := range t.Others {
		b.Others = append(b.Others, election.OtherBallot{Posts: other.Posts})
	}
	for _, p := range t.Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats, Candidates: slices.Grow([]election.CandidateVotes(nil), len(p.Candidates))}
		for _, c := range p.Candidates {
			if !c.WriteIn {
				post.Candidates = append(post.Candidates, election.CandidateVotes{Name: c.Name, Woman: c.Woman})
			}
		}
		b.Posts = append(b.Posts, post)
	}
	return b
}

// nothing is the option of somebody who has no count to check.
const nothing = "none"

// nothingToCheck says to whoever only checks counts that there is none.
func nothingToCheck(_ flow.Subject, t ballotCount) election.Phrase {
	if len(t.rounds) > 0 {
		return election.Phrase{}
	}
	return say("现在没有要您复核的计票：第一次录入还没有上报，或者已经确认。什么都没有记下。", "There is no count for you to check now: none has been reported yet, or it is confirmed. Nothing was noted.")
}

// roundOptions are the rounds, what comes next first.
func roundOptions(_ flow.Subject, t ballotCount) []flow.Option {
	if len(t.rounds) == 0 {
		return []flow.Option{{Value: nothing, Label: say("没有要复核的计票", "No count to check")}}
	}
	var options []flow.Option
	for _, r := range t.rounds {
		o := flow.Option{Value: r.value, Label: r.tally.Round.Name(), Words: roundWords(r.tally.Round)}
		if r.was != "" {
			o.Words = append(o.Words, "更正", "订正")
		}
		switch {
		case r.check:
			o.Label = say("复核：%s", "Check: %s").With(r.tally.Round.Name())
		case r.own != nil:
			o.Label, o.Name = say("重新核对：%s", "Check again: %s").With(r.tally.Round.Name()), r.tally.Round.Name()
		case r.was != "":
			o.Label, o.Name = say("更正%s", "Correct: %s").With(r.tally.Round.Name()), r.tally.Round.Name()
		}
		options = append(options, o)
	}
	return options
}

// roundWords are the other ways of naming a round.
func roundWords(r election.Round) []string {
	switch r {
	case election.FirstRound:
		return []string{"首轮", "第一轮", "头一轮", "头轮", "首次", "首次投票", "第一次", "第一次投票", "第1轮", "第1次", "初次投票", "first round", "the first round"}
	case election.FurtherRound:
		return []string{"第二轮", "第二回", "第二次", "第二次投票", "第2轮", "另选", "second round"}
	case election.RevoteRound:
		return []string{"再次投票", "再投票", "第二轮", "第二次投票", "revote"}
	case election.FreshRound:
		return []string{"重新选举", "重选"}
	case election.CommitteeRound:
		return []string{"支委会", "支委会选举", "支委会选书记", "党委会选举", "委员会会议", "委员会第一次会议", "选书记", "书记选举", "committee meeting"}
	}
	return nil
}

func setRound(t *ballotCount, v string) {
	for _, r := range t.rounds {
		if r.value == v {
			t.at, t.Tally = r, blank(r.tally)
			return
		}
	}
}

// asksRound reports whether the card says which round it is: where there is a
// choice, and where the only one is not the plain entry of a count.
func (t ballotCount) asksRound() bool {
	return !t.bound && (len(t.rounds) != 1 || t.rounds[0].check || t.rounds[0].own != nil || t.rounds[0].was == string(election.Confirmed))
}

// nextRound is what is to be done next, if there is only one thing, or the
// correction of what was counted last. What is confirmed is corrected only if
// somebody says so.
func nextRound(_ flow.Subject, t ballotCount) (string, bool) {
	if len(t.rounds) == 0 {
		return nothing, true
	}
	first := t.rounds[0]
	if t.unsure {
		return "", false
	}
	return first.value, t.open == 1 || t.open == 0 && first.was != string(election.Confirmed)
}
