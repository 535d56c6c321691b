package election

import (
	"strings"
	"testing"
	"time"
)

// attendanceOf is a record of fifty members due, of whom some came and voted.
func attendanceOf(on Date, present, voted int) Record {
	return Record{Of: AttendanceRecord, On: on, Numbers: map[string]int{
		AttendanceMembers: 60, AttendanceExcused: 10, AttendanceDue: 50, AttendancePresent: present, AttendanceVoted: voted}}
}

// TestAttendance: the quorum is of those present, also if fewer of them voted; the
// ballots are held against those who voted.
func TestAttendance(t *testing.T) {
	t.Parallel()
	e := partyElection()
	for _, c := range []struct {
		name                     string
		present, voted, returned int
		want                     Outcome
	}{
		{"four fifths present, one fewer voted", 40, 39, 39, ValidElection},
		{"one fewer present", 39, 39, 39, NoQuorum},
		{"more ballots than voted, not more than present", 42, 40, 41, VoidElection},
		{"more voted than were present", 40, 41, 40, Refused},
	} {
		tally := vote{r: 50, p: c.voted, b: c.returned, seats: 3, votes: []int{38, 30, 26, 22}}.tally()
		tally.Present, tally.Issued = c.present, 50
		if v := Judge(e, tally); v.Outcome != c.want {
			t.Errorf("%s: %s, want %s: %s", c.name, v.Outcome, c.want, v.Sentence().In(Chinese))
		}
	}
	tally := vote{r: 50, p: 39, b: 39, seats: 3, votes: []int{38, 30, 26, 22}}.tally()
	tally.Present = 40
	if said := Judge(e, tally).QuorumLine().In(Chinese); !strings.HasPrefix(said, "实到会 40 人，应到会有选举权的党员 50 人：5×40 = 200，不少于 4×50 = 200") {
		t.Error(said)
	}
}

// An attendance is that of the counts of its day, reported before them or after; the
// next meeting has its own.
func TestAttendanceOfCounts(t *testing.T) {
	t.Parallel()
	day, next := polls(), polls().AddDays(3)
	count := func(on Date, round Round) Report {
		tally := vote{r: 50, p: 39, b: 39, seats: 3, votes: []int{38, 30, 26, 22}}.tally()
		tally.Round = round
		return Report{ID: ReportID("c" + on.String()), At: on.At(18, 0, time.UTC), Body: tally}
	}
	came := func(on Date, n int) Report {
		return Report{ID: ReportID("a" + on.String()), At: on.At(17, 0, time.UTC), Body: attendanceOf(on, n, 39)}
	}
	for _, c := range []struct {
		name    string
		reports []Report
		want    []int
	}{
		{"before the count", []Report{came(day, 40), count(day, FirstRound)}, []int{40}},
		{"after it", []Report{count(day, FirstRound), came(day, 40)}, []int{40}},
		{"a later meeting does not take it over", []Report{came(day, 40), count(day, FirstRound), count(next, FreshRound)}, []int{40, 0}},
		{"and has its own", []Report{came(day, 40), count(day, FirstRound), came(next, 45), count(next, FreshRound)}, []int{40, 45}},
		{"none said", []Report{count(day, FirstRound)}, []int{0}},
		{"the committee's own meeting is another", []Report{came(day, 40), {ID: "k", At: day.At(19, 0, time.UTC), Body: ofCommittee(3, 3, ofPost(Secretary, 1, person("甲", 3)))}}, []int{0}},
	} {
		p := partyElection().FoldAll(c.reports)
		for i, want := range c.want {
			if len(p.Counts) != len(c.want) || p.Counts[i].Present != want {
				t.Errorf("%s: count %d of %d has %+v, want %d present", c.name, i, len(p.Counts), p.Counts, want)
			}
		}
	}
}

// TestLeastNotice: five days unless the office sets others.
func TestLeastNotice(t *testing.T) {
	t.Parallel()
	if a, b := (Profile{}).LeastNotice(), (Profile{NoticeDays: 7}).LeastNotice(); a != 5 || b != 7 {
		t.Errorf("%d and %d days", a, b)
	}
	if (Profile{NoticeDays: -1}).Check() == nil {
		t.Error("a notice of -1 days means nothing")
	}
}
