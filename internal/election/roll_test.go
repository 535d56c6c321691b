package election

import (
	"strings"
	"testing"
	"time"
)

func TestRollWarnings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		registered, roster int
		warned             bool
	}{
		{900, 1000, false}, {899, 1000, true}, {1100, 1000, false}, {1101, 1000, true}, {1000, 1000, false},
		{5, 0, false}, {9, 10, false}, {8, 10, true}, {0, 10, true},
	} {
		ws := RollReport{InVillage: c.registered}.Warnings(Unit{Registered: c.roster})
		if (len(ws) > 0) != c.warned {
			t.Errorf("%d of %d: %v", c.registered, c.roster, ws)
		}
		if c.warned && (ws[0].Code != RollApart || ws[0].Text == ws[0].Office) {
			t.Errorf("%d of %d: %+v", c.registered, c.roster, ws[0])
		}
	}
}

func TestRollProblems(t *testing.T) {
	t.Parallel()
	today := Date{2026, 12, 20}
	for _, c := range []struct {
		r    RollReport
		want string
	}{
		{RollReport{InVillage: 1}, ""}, {RollReport{}, "registered_zero"}, {RollReport{Away: 3}, ""},
		{RollReport{InVillage: 1, Published: today}, ""}, {RollReport{InVillage: 1, Published: today.AddDays(1)}, "published_ahead"},
	} {
		var codes []string
		for _, p := range c.r.Problems(today) {
			codes = append(codes, p.Code)
		}
		if strings.Join(codes, " ") != c.want {
			t.Errorf("%+v: %v", c.r, codes)
		}
	}
}

// TestRollLimits: the last lawful days of the list, of an objection and of its
// decision; the first day does not count unless the office counts it.
func TestRollLimits(t *testing.T) {
	t.Parallel()
	posted, received := Date{2026, 12, 18}, Date{2026, 12, 21}
	for _, c := range []struct {
		e                         Election
		roll, objection, decision string
	}{
		{Election{Kind: Villagers, PollingDay: polls()}, "2026-12-26", "2026-12-23", "2026-12-24"},
		{Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{FirstDayCounts: true}}, "2026-12-26", "2026-12-22", "2026-12-23"},
		{Election{Kind: Congress, PollingDay: polls()}, "2026-12-26", "2026-12-23", "2026-12-24"},
		{Election{Kind: Party, PollingDay: polls()}, "", "", ""},
	} {
		roll, _ := c.e.RollLimit()
		objection, _ := c.e.ObjectionLimit(posted)
		decision, _ := c.e.DecisionLimit(received)
		if got := [3]string{roll.Last.String(), objection.Last.String(), decision.Last.String()}; got != [3]string{c.roll, c.objection, c.decision} {
			t.Errorf("%s: %v", c.e.Kind, got)
		}
	}
	if _, ok := (Election{Kind: Villagers, PollingDay: polls()}).ObjectionLimit(Date{}); ok {
		t.Error("a list that does not hang has no last day for objections")
	}
}

// TestObjectionClock: the case of an objection is due when the calendar says so,
// to the minute.
func TestObjectionClock(t *testing.T) {
	t.Parallel()
	at := Date{2026, 12, 22}.At(17, 0, time.UTC)
	received := Case{Kind: Objection, Topic: "missing", Words: "孔晓棠", On: Date{2026, 12, 21}}
	for _, c := range []struct {
		e    Election
		what Case
		want string
	}{
		{Election{Kind: Villagers, PollingDay: polls()}, received, "2026-12-24 23:59"},
		{Election{Kind: Villagers, PollingDay: polls()}, Case{Kind: Objection}, "2026-12-25 23:59"},
		{Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{FirstDayCounts: true}}, received, "2026-12-23 23:59"},
		{Election{Kind: Congress, PollingDay: polls()}, received, "2026-12-24 23:59"},
	} {
		p := c.e.Fold(Progress{}, Report{ID: "R", At: at, By: "周明", Body: c.what})
		if got := p.Cases[0].Due.Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("%s %+v: %s, want %s", c.e.Kind, c.e.Profile, got, c.want)
		}
		if in := c.e.Lists(p); len(in) == 0 || in[0] != ListOpen {
			t.Errorf("in %v", in)
		}
	}
}
