package election

import (
	"cmp"
	"slices"
	"strings"
)

// A rehearsal 演练 of a town is a town of its own: the same units and people under another
// ID, which no settings can name, with the polling day on the day on which it began.

// RehearsalMark begins every message of a rehearsal, in every language.
const RehearsalMark = "【演练】"

const rehearsalEnd = "~"

// TownMark begins the messages of a town to somebody whose chat is at home in another.
func TownMark(name string) string { return "【" + name + "】" }

// MarkedTown is the name of the town that a message is marked with; empty if it has no
// mark.
func MarkedTown(text string) string {
	rest, begins := strings.CutPrefix(text, "【")
	if name, _, ends := strings.Cut(rest, "】"); begins && ends {
		return name
	}
	return ""
}

// Rehearsal is the town of a town's rehearsal.
func (id TownID) Rehearsal() TownID { return id + rehearsalEnd }

// Rehearsed is the town that a rehearsal's town rehearses; is reports whether it is one.
func (id TownID) Rehearsed() (real TownID, is bool) {
	name, is := strings.CutSuffix(string(id), rehearsalEnd)
	return TownID(name), is
}

// Rehearsal is the town as it rehearses its polling day on a day. Polling is over at any
// hour, nothing is destroyed at its end, and it closes with the rehearsal.
func (t *Town) Rehearsal(day Date) (*Town, error) {
	next := *t
	next.ID, next.CloseOut = t.ID.Rehearsal(), Date{}
	next.Elections, next.Units = slices.Clone(t.Elections), slices.Clone(t.Units)
	for i, e := range next.Elections {
		next.Elections[i] = e.On(day)
	}
	for i := range next.Units {
		next.Units[i].Hours = ""
	}
	return NewTown(next)
}

// Exercise 演练科目 is something that everybody should have done once before polling day.
type Exercise string

// The exercises, in the order of the script.
const (
	ExerciseTurnout   Exercise = "turnout"
	ExerciseCount     Exercise = "count"
	ExerciseSlip      Exercise = "slip"      // a figure typed wrong and corrected after it was reported
	ExerciseSurplus   Exercise = "surplus"   // more ballots came back than were issued
	ExerciseTie       Exercise = "tie"       // for the last seat
	ExerciseSilence   Exercise = "silence"   // no signal: a report is promised for later
	ExerciseComplaint Exercise = "complaint" // an incident, a request or an objection
	ExerciseCheck     Exercise = "check"     // the second count
	ExerciseAnswer    Exercise = "answer"    // a leader takes or answers a case
)

// Name says what is done in it.
func (x Exercise) Name() Phrase {
	switch x {
	case ExerciseTurnout:
		return Say("报投票人数", "turnout")
	case ExerciseCount:
		return Say("报计票", "count")
	case ExerciseSlip:
		return Say("打错了再更正", "a slip corrected")
	case ExerciseSurplus:
		return Say("收回多于发出", "too many ballots")
	case ExerciseTie:
		return Say("票数相等", "tie")
	case ExerciseSilence:
		return Say("没信号", "no signal")
	case ExerciseComplaint:
		return Say("有人反映情况", "complaint")
	case ExerciseCheck:
		return Say("复核计票", "second count")
	}
	return Say("处理情况", "a case answered")
}

// Exercises are those of a person: of an officer, of who enters counts a second time, of
// a leader. The office, which runs the rehearsal, has none of its own.
func (t *Town) Exercises(p Person) (all []Exercise) {
	if len(p.Units) > 0 {
		all = append(all, ExerciseTurnout, ExerciseCount, ExerciseSlip, ExerciseSurplus)
		if slices.ContainsFunc(p.Units, t.canTie) {
			all = append(all, ExerciseTie)
		}
		all = append(all, ExerciseSilence, ExerciseComplaint)
	}
	if len(p.Checks) > 0 {
		all = append(all, ExerciseCheck)
	}
	if len(p.Areas) > 0 {
		all = append(all, ExerciseAnswer)
	}
	return all
}

// canTie reports whether a unit has more candidates for some post than seats, or none
// named yet.
func (t *Town) canTie(id UnitID) bool {
	u, _ := t.Unit(id)
	return len(u.Posts) == 0 || slices.ContainsFunc(u.Posts, func(p PostPlan) bool { return len(p.Candidates) == 0 || len(p.Candidates) > p.Seats })
}

// Exercised are the exercises that each person has passed, by what they reported.
func Exercised(reports []Report) map[PersonID][]Exercise {
	byID, passed := map[ReportID]Report{}, map[PersonID][]Exercise{}
	for _, r := range reports {
		byID[r.ID] = r
		for _, x := range exercised(r, byID[r.Replaces]) {
			if !slices.Contains(passed[r.By], x) {
				passed[r.By] = append(passed[r.By], x)
			}
		}
	}
	return passed
}

// exercised are the exercises that a report passes; was is the one that it replaces.
func exercised(r Report, was Report) (all []Exercise) {
	if r.Corrects(was) {
		all = append(all, ExerciseSlip)
	}
	switch b := r.Body.(type) {
	case Turnout:
		return append(all, ExerciseTurnout)
	case Tally:
		all = append(all, ExerciseCount)
		if b.Returned > b.Issued {
			all = append(all, ExerciseSurplus)
		}
		if slices.ContainsFunc(b.Posts, PostTally.tied) {
			all = append(all, ExerciseTie)
		}
	case CountCheck:
		all = append(all, ExerciseCheck)
	case Promise:
		all = append(all, ExerciseSilence)
	case Case:
		all = append(all, ExerciseComplaint)
	case Act:
		all = append(all, ExerciseAnswer)
	}
	return all
}

// tied reports whether the last seat and the next place have as many votes.
func (p PostTally) tied() bool {
	votes := slices.SortedFunc(slices.Values(p.Candidates), func(a, b CandidateVotes) int { return cmp.Compare(b.Votes, a.Votes) })
	return p.Seats > 0 && len(votes) > p.Seats && votes[p.Seats].Votes > 0 && votes[p.Seats].Votes == votes[p.Seats-1].Votes
}
