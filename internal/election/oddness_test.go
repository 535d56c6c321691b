package election

import (
	"testing"
	"time"
)

// TestBranchesNeedNoReason counts 45 branches of 7 to 51 members of which all
// took part, one ballot is invalid in every second, and many have the figures of
// another. Only the one with a third of its ballots invalid needs a reason.
func TestBranchesNeedNoReason(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Party, PollingDay: polls()}
	odd := 0
	for members := 7; members <= 51; members++ {
		invalid := members % 2
		if members == 9 {
			invalid = 3
		}
		c := Tally{Round: FirstRound, Registered: members, Participants: members, Issued: members, Returned: members, Valid: members - invalid, Invalid: invalid}
		if ws := e.CountWarnings(c, Around{Like: "别的支部", Now: polls().At(18, 0, time.UTC)}); len(ws) > 0 {
			odd++
		}
		if ws := (Turnout{Registered: members, Voted: members}).Warnings(e, nil); len(ws) > 0 {
			t.Errorf("a turnout of %d of %d is odd: %v", members, members, ws)
		}
	}
	if odd != 1 {
		t.Errorf("%d of 45 branches need a reason, want 1", odd)
	}
}

// TestBounds stands on both sides of the bounds of a kind, and of the office's
// own.
func TestBounds(t *testing.T) {
	t.Parallel()
	all := Ratio{100, 100}
	for name, c := range map[string]struct {
		e    Election
		r    Ratio
		want bool
	}{
		"villagers, 90 percent":        {Election{Kind: Villagers}, Ratio{90, 100}, false},
		"villagers, 91 percent":        {Election{Kind: Villagers}, Ratio{91, 100}, true},
		"residents, all":               {Election{Kind: Residents}, all, false},
		"representatives, all":         {Election{Kind: Residents, Method: Representatives}, all, false},
		"congress, all":                {Election{Kind: Congress}, all, false},
		"the office's own, 95 percent": {Election{Kind: Villagers, Odd: Oddness{Turnout: 95}}, Ratio{95, 100}, false},
		"the office's own, 96 percent": {Election{Kind: Villagers, Odd: Oddness{Turnout: 95}}, Ratio{96, 100}, true},
		"the office's own of a branch": {Election{Kind: Party, Odd: Oddness{Turnout: 95}}, all, true},
	} {
		if _, odd := c.e.Bounds().turnoutOver(c.r); odd != c.want {
			t.Errorf("%s: odd is %v", name, odd)
		}
	}
	for issued, want := range map[int]int{99: 0, 100: 1} {
		c := Tally{Round: FirstRound, Registered: 200, Participants: issued, Issued: issued, Returned: issued, Valid: issued - 1, Invalid: 1}
		if ws := (Election{Kind: Villagers}).CountWarnings(c, Around{Like: "西岭村"}); len(ws) != want {
			t.Errorf("%d ballots like another village's: %v", issued, codesOf(ws))
		}
	}
}
