package election

import (
	"strings"
	"testing"
)

func taskUnit() Unit {
	return Unit{ID: "v07", Name: "下湾村", Officers: []PersonID{"联络员甲"}}
}

func on(day Date, round Round, posts ...PostTally) Count {
	t := village(posts...)
	t.Round = round
	return Count{Tally: t, On: day}
}

// open writes tasks short: "further:member1CD".
func open(tasks []Task) string {
	var all []string
	for _, t := range tasks {
		s := string(t.Round) + ":"
		for _, p := range t.Posts {
			s += string(p.Post) + digits(p.Seats) + strings.Join(p.Candidates, "")
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func TestTasks(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	later := polls().AddDays(10)
	left := on(polls(), FirstRound, postOf(Member, 3, 500, 401, 400, 390))
	tied := on(polls(), FirstRound, postOf(Member, 3, 600, 500, 450, 450))
	void := left
	void.Returned, void.Valid = 801, 801
	empty := on(polls(), FirstRound, postOf(Member, 3, 500, 401, 300, 290))
	empty.Participants, empty.Issued, empty.Returned, empty.Valid = 500, 500, 500, 500
	refused := left
	refused.Invalid = 7
	poor := on(later, FurtherRound, ofPost(Member, 1, person("C", 240), person("D", 230)))
	poor.Participants, poor.Issued, poor.Returned, poor.Valid = 500, 500, 500, 500
	for _, c := range []struct {
		name   string
		counts []Count
		want   string
	}{
		{"nothing counted", nil, ""},
		{"every seat filled", []Count{on(polls(), FirstRound, postOf(Member, 3, 500, 402, 401, 390))}, ""},
		{"seats left", []Count{left}, "further:member1CD"},
		{"seats left, and elected", []Count{left, on(later, FurtherRound, ofPost(Member, 1, person("C", 300), person("D", 290)))}, ""},
		{"seats left again", []Count{left, on(later, FurtherRound, ofPost(Member, 1, person("C", 266), person("D", 265)))}, "further:member1CD"},
		{"a tie in the further election", []Count{left, on(later, FurtherRound, ofPost(Member, 1, person("C", 300), person("D", 300)))}, "revote:member1CD"},
		{"and settled", []Count{left, on(later, FurtherRound, ofPost(Member, 1, person("C", 300), person("D", 300))),
			on(later, RevoteRound, ofPost(Member, 1, person("C", 301), person("D", 300)))}, ""},
		{"no quorum in the further election", []Count{left, poor}, "further:member1CD"},
		{"a tie", []Count{tied}, "revote:member1CD"},
		{"a tie, and settled", []Count{tied, on(later, RevoteRound, ofPost(Member, 1, person("C", 301), person("D", 300)))}, ""},
		{"a tie, and tied again", []Count{tied, on(later, RevoteRound, ofPost(Member, 1, person("C", 300), person("D", 300)))}, "revote:member1CD"},
		{"void", []Count{void}, "fresh:member3ABCD"},
		{"no quorum", []Count{empty}, "fresh:member3ABCD"},
		{"void, and elected afresh", []Count{void, on(later, FreshRound, postOf(Member, 3, 500, 402, 401, 390))}, ""},
		{"void, and afresh seats are left", []Count{void, on(later, FreshRound, postOf(Member, 3, 500, 402, 400, 390))}, "further:member1CD"},
		{"elected afresh for another reason", []Count{left, on(later, FreshRound, postOf(Member, 3, 500, 402, 401, 390))}, ""},
		{"a refused tally changes nothing", []Count{left, refused}, "further:member1CD"},
		{"a count of another post closes nothing", []Count{left, on(later, FurtherRound, ofPost(Chair, 1, person("E", 500), person("F", 20)))}, "further:member1CD"},
		{"a re-vote and a further election", []Count{on(polls(), FirstRound,
			ofPost(Chair, 2, person("甲", 600), person("乙", 420), person("丙", 420)),
			ofPost(Member, 1, person("丁", 400), person("戊", 390)))}, "revote:chair1乙丙 further:member1丁戊"},
		{"the re-vote does not close the further election", []Count{on(polls(), FirstRound,
			ofPost(Chair, 2, person("甲", 600), person("乙", 420), person("丙", 420)),
			ofPost(Member, 1, person("丁", 400), person("戊", 390))),
			on(later, RevoteRound, ofPost(Chair, 1, person("乙", 500), person("丙", 300)))}, "further:member1丁戊"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tasks := e.Tasks(taskUnit(), c.counts)
			if got := open(tasks); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			for _, task := range tasks {
				if task.Unit != "v07" || len(task.Owners) != 1 || task.Seats() < 1 {
					t.Errorf("%+v", task)
				}
			}
		})
	}
}

func TestTaskWindow(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	count := on(polls(), FirstRound, postOf(Member, 3, 500, 401, 400, 390))
	task := e.Tasks(taskUnit(), []Count{count})[0]
	if task.From != polls() || task.Until != (Date{2027, 2, 14}) || task.Basis != Usual || task.After != FirstRound {
		t.Errorf("%+v", task)
	}
	if got, want := task.Say(polls()).In(Chinese), "另行选举：委员 1 名（C、D），2月14日（周日）前（惯例）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	planned := e
	planned.Stages = UsualStages(Villagers, polls())
	task = planned.Tasks(taskUnit(), []Count{count})[0]
	if got, want := task.Say(polls()).In(Chinese), "另行选举：委员 1 名（C、D），计划1月30日（周六），按惯例最迟2月14日（周日）"; got != want || task.Due() != (Date{2027, 1, 30}) {
		t.Errorf("%s, want %s; due %s", got, want, task.Due())
	}
	if got, want := task.Say(polls()).In(English), "further election: member, 1 to elect (C, D), planned by Sat 30 Jan, usually at the latest Sun 14 Feb"; !strings.EqualFold(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
	void := count
	void.Returned, void.Valid = 801, 801
	if fresh := planned.Tasks(taskUnit(), []Count{void})[0]; fresh.Round != FreshRound || !fresh.Planned.IsZero() || fresh.Due() != fresh.Until {
		t.Errorf("the timetable's further election is no fresh one: %+v", fresh)
	}
	e.Profile.FurtherWithin = 7
	task = e.Tasks(taskUnit(), []Count{count})[0]
	if got, want := task.Say(polls()).In(Chinese), "另行选举：委员 1 名（C、D），1月22日（周五）前"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	e.Profile.FurtherWithin = -1
	if task = e.Tasks(taskUnit(), []Count{count})[0]; task.Until != polls() {
		t.Errorf("the same day: %s", task.Until)
	}
	count.On = Date{}
	task = e.Tasks(taskUnit(), []Count{count})[0]
	if !task.Until.IsZero() || task.Say(polls()).In(Chinese) != "另行选举：委员 1 名（C、D）" {
		t.Errorf("no day: %+v", task)
	}
	party := Election{Kind: Party, PollingDay: polls()}
	votes := Count{Tally: vote{r: 50, p: 42, b: 42, seats: 3, votes: []int{38, 30, 25, 22}}.tally(), On: polls()}
	if task = party.Tasks(taskUnit(), []Count{votes})[0]; task.Until != polls() || task.Posts[0].Elects.In(Chinese) != "得票超过应到会有选举权的党员的半数的当选" {
		t.Errorf("the Party goes on at the same meeting: %+v", task)
	}
}
