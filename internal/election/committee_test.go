package election

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// branch is a Party branch with a committee of three that chooses a secretary and a
// deputy among its members.
func branch() Unit {
	return Unit{ID: "P", Posts: []PostPlan{{Post: Member, Seats: 3}}, Among: []PostPlan{{Post: Secretary, Seats: 1}, {Post: DeputySecretary, Seats: 1}},
		Officers: []PersonID{"李芳"}}
}

func partyElection() Election {
	return Election{Kind: Party, PollingDay: polls(), Stages: UsualStages(Party, polls())}
}

// meeting is the members' meeting of fifty: 甲, 乙, 丙 are elected with the votes of 26
// or more.
func meeting(round Round, votes ...int) Tally {
	t := vote{r: 50, p: 42, b: 42, seats: 3, votes: votes}.tally()
	t.Round = round
	for i := range t.Posts[0].Candidates {
		t.Posts[0].Candidates[i].Name = []string{"甲", "乙", "丙", "丁"}[i]
	}
	return t
}

// ofCommittee is a count of the committee's own meeting, in which present of due
// members vote.
func ofCommittee(due, present int, posts ...PostTally) Tally {
	return Tally{Round: CommitteeRound, Registered: due, Participants: present, Issued: present, Returned: present, Valid: present, Posts: posts}
}

// TestCommitteeMeeting: the majority is of the members of the committee, not of those
// who came; who must come is judged only by the profile.
func TestCommitteeMeeting(t *testing.T) {
	t.Parallel()
	four := Profile{CommitteeQuorum: AtLeastFourFifths}
	for _, c := range []struct {
		name                string
		profile             Profile
		due, present, votes int
		outcome             Outcome
		elected             bool
	}{
		{"two of three elect", Profile{}, 3, 3, 2, ValidElection, true},
		{"one of three does not", Profile{}, 3, 3, 1, ValidElection, false},
		{"half of four does not, though it is all who came", Profile{}, 4, 2, 2, ValidElection, false},
		{"three of four do", Profile{}, 4, 3, 3, ValidElection, true},
		{"a set quorum: exactly four fifths", four, 5, 4, 3, ValidElection, true},
		{"a set quorum: one less", four, 5, 3, 3, NoQuorum, false},
	} {
		e := partyElection()
		e.Profile = c.profile
		v := Judge(e, ofCommittee(c.due, c.present, ofPost(Secretary, 1, person("甲", c.votes), person("乙", 0))))
		if v.Outcome != c.outcome || c.elected != (len(v.Posts) == 1 && v.Posts[0].Outcome == Filled) {
			t.Errorf("%s: %s %s", c.name, v.Outcome, v.Sentence().In(Chinese))
		}
		if unset := c.profile.CommitteeQuorum == NoShare; unset != (len(v.Notes) == 1 && strings.Contains(v.Notes[0].In(Chinese), "本地规定没有设置")) && c.elected {
			t.Errorf("%s: notes %v", c.name, v.Notes)
		}
		if v.Outcome == NoQuorum && v.Fresh.Round != CommitteeRound {
			t.Errorf("%s: %s is to be held again, want the committee's meeting", c.name, v.Fresh.Round)
		}
		if len(v.Breaches) > 0 {
			t.Errorf("%s: the committee's meeting has no differential: %v", c.name, v.Breaches)
		}
	}
}

// TestCommitteeTask: the committee meets once the members' meeting is settled, and
// what it leaves open it votes on again; no seat is left over by it.
func TestCommitteeTask(t *testing.T) {
	t.Parallel()
	full, short := meeting(FirstRound, 40, 38, 30, 10), meeting(FirstRound, 40, 38, 25, 10)
	rest := Tally{Round: FurtherRound, Registered: 50, Participants: 42, Issued: 42, Returned: 42, Valid: 42,
		Posts: []PostTally{ofPost(Member, 1, person("丙", 30), person("丁", 12))}}
	secretary := ofPost(Secretary, 1, person("甲", 3), person("乙", 0), person("丙", 0))
	deputy := func(votes int) PostTally { return ofPost(DeputySecretary, 1, person("乙", votes), person("丙", 0)) }
	for _, c := range []struct {
		name   string
		counts []Tally
		list   []string // listed for secretary
		task   string
		won    string
	}{
		{"nothing counted", nil, nil, "", ""},
		{"a seat is left", []Tally{short}, nil, "", "member:甲 member:乙"},
		{"settled by a further election", []Tally{short, rest}, nil, "committee secretary:甲乙丙 deputy_secretary:甲乙丙", "member:甲 member:乙 member:丙"},
		{"all elected", []Tally{full}, nil, "committee secretary:甲乙丙 deputy_secretary:甲乙丙", "member:甲 member:乙 member:丙"},
		{"who is listed and elected stands", []Tally{full}, []string{"乙", "丁"}, "committee secretary:乙 deputy_secretary:甲乙丙", "member:甲 member:乙 member:丙"},
		{"only outsiders are listed", []Tally{full}, []string{"丁"}, "committee secretary:甲乙丙 deputy_secretary:甲乙丙", "member:甲 member:乙 member:丙"},
		{"a secretary and no deputy", []Tally{full, ofCommittee(3, 3, secretary, deputy(1))}, nil, "committee deputy_secretary:乙丙", "secretary:甲 member:乙 member:丙"},
		{"and then both", []Tally{full, ofCommittee(3, 3, secretary, deputy(1)), ofCommittee(3, 3, deputy(2))}, nil, "", "secretary:甲 deputy_secretary:乙 member:丙"},
		{"a fresh election begins anew", []Tally{full, ofCommittee(3, 3, secretary, deputy(2)), meeting(FreshRound, 40, 10, 38, 30)}, nil,
			"committee secretary:甲丙丁 deputy_secretary:甲丙丁", "member:甲 member:丙 member:丁"},
	} {
		e, p := partyElection(), Progress{}
		if c.list != nil {
			p.Nomination = &Nomination{}
			for _, name := range c.list {
				p.Nomination.Persons = append(p.Nomination.Persons, Nominee{ElectedPerson: ElectedPerson{Name: name, Post: Secretary}})
			}
		}
		for i, tally := range c.counts {
			p = e.Fold(p, Report{ID: ReportID(rune('a' + i)), Body: tally, At: polls().At(18+i, 0, time.UTC)})
		}
		task, ok := e.CommitteeTask(branch(), p)
		said := []string{string(task.Round)}
		for _, post := range task.Posts {
			said = append(said, string(post.Post)+":"+strings.Join(post.Candidates, ""))
		}
		if got := strings.Join(said, " "); ok != (c.task != "") || got != c.task {
			t.Errorf("%s: %q, want %q", c.name, got, c.task)
		}
		var won []string
		for _, w := range e.Winners(p) {
			won = append(won, string(w.Post)+":"+w.Name)
		}
		if got := strings.Join(won, " "); got != c.won {
			t.Errorf("%s: elected %q, want %q", c.name, got, c.won)
		}
		filled := len(p.committeeCounts()) > 0 && !ok
		if done := p.Stages[CommitteeStage].Status == Done; done != filled && c.name != "a fresh election begins anew" {
			t.Errorf("%s: the stage of the meeting is done: %v", c.name, done)
		}
		if f := e.Figures(p); len(p.committeeCounts()) > 0 && f[SeatsLeft]+f[UnitsFurther] != 0 {
			t.Errorf("%s: %d seats left in %d units; the committee's own posts are no seats", c.name, f[SeatsLeft], f[UnitsFurther])
		}
	}
}

// A tie of deputies is decided by the most votes among the tied.
func TestCommitteeRevote(t *testing.T) {
	t.Parallel()
	e, u := partyElection(), branch()
	u.Posts[0].Seats, u.Among[1].Seats = 5, 2
	five := meeting(FirstRound, 40, 39, 38, 37)
	five.Posts[0].Seats, five.Posts[0].Candidates = 5, append(five.Posts[0].Candidates, person("戊", 36), person("己", 2))
	tied := ofCommittee(5, 5, ofPost(DeputySecretary, 2, person("乙", 3), person("丙", 3), person("丁", 3)))
	p := e.Fold(e.Fold(Progress{}, Report{ID: "1", Body: five}), Report{ID: "2", Body: tied})
	task, ok := e.CommitteeTask(u, p)
	if !ok || task.Round != CommitteeRevote || strings.Join(task.Posts[0].Candidates, "") != "乙丙丁" {
		t.Fatalf("%v %+v", ok, task)
	}
	again := ofCommittee(5, 5, ofPost(DeputySecretary, 2, person("乙", 2), person("丙", 2), person("丁", 1)))
	again.Round = CommitteeRevote
	if v := Judge(e, again); v.Posts[0].Outcome != Filled || strings.Join(v.Posts[0].Elected, "") != "乙丙" {
		t.Errorf("%s", v.Sentence().In(Chinese))
	}
}

// Only members of the committee can be chosen, and no more can be due than there are.
func TestCommitteeProblems(t *testing.T) {
	t.Parallel()
	e := partyElection()
	p := e.Fold(Progress{}, Report{ID: "1", Body: meeting(FirstRound, 40, 38, 30, 10)})
	writeIn := func(name string) Tally {
		return ofCommittee(3, 3, PostTally{Post: Secretary, Seats: 1, Candidates: []CandidateVotes{{Name: name, Votes: 2, WriteIn: true}}})
	}
	if ps := e.CommitteeProblems(p, writeIn("丁")); len(ps) != 1 || ps[0].Code != "not_on_committee" {
		t.Errorf("丁 was not elected: %v", ps)
	}
	if ps := e.CommitteeProblems(p, writeIn("丙")); len(ps) != 0 {
		t.Errorf("丙 was elected: %v", ps)
	}
	if ps := e.CommitteeProblems(p, ofCommittee(4, 3)); len(ps) != 1 || ps[0].Code != "over_committee" {
		t.Errorf("four due of three: %v", ps)
	}
	if ps := e.CommitteeProblems(p, meeting(FirstRound, 40)); len(ps) != 0 {
		t.Errorf("the members' meeting: %v", ps)
	}
}

// TestPostsNow: the secretary holds one of the committee's seats.
func TestPostsNow(t *testing.T) {
	t.Parallel()
	e, u := partyElection(), branch()
	p := e.Fold(Progress{}, Report{ID: "1", Body: meeting(FirstRound, 40, 38, 30, 10)})
	seats := func(p Progress) (all []int) {
		for _, plan := range e.PostsNow(u, p) {
			all = append(all, plan.Seats)
		}
		return all
	}
	if got := seats(p); !slices.Equal(got, []int{3}) {
		t.Errorf("before the committee met: %v", got)
	}
	p = e.Fold(p, Report{ID: "2", Body: ofCommittee(3, 3, ofPost(Secretary, 1, person("甲", 3)), ofPost(DeputySecretary, 1, person("乙", 3)))})
	if got := seats(p); !slices.Equal(got, []int{1, 1, 1}) || u.Seats() != 3 {
		t.Errorf("after it: %v of %d", got, u.Seats())
	}
}
