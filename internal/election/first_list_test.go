package election

import (
	"slices"
	"strings"
	"testing"
)

// TestOverDifferential: twice the seats is lawful on a ballot, one name more leads to a
// deliberation or a preliminary vote; other kinds know no such bound.
func TestOverDifferential(t *testing.T) {
	t.Parallel()
	u := Unit{Posts: []PostPlan{{Post: Deputy, Seats: 2}}}
	for _, c := range []struct {
		kind  Kind
		names int
		over  bool
	}{{Congress, 4, false}, {Congress, 5, true}, {Villagers, 9, false}, {Session, 9, false}} {
		said := Election{Kind: c.kind}.OverDifferential(u, c.names).In(Chinese)
		if (said != "") != c.over || c.over && !strings.Contains(said, "第三十二条") {
			t.Errorf("%s, %d names for 2 seats: %q", c.kind, c.names, said)
		}
	}
	if got := (Election{Kind: Congress}).OverDifferential(Unit{}, 9); !got.IsZero() {
		t.Errorf("without seats: %s", got.In(Chinese))
	}
	r := Record{Words: map[string]string{FirstListNames: "甲、乙、丙", FirstListJoint: "乙，丙"}}
	if out, in := ListsCompared(JointNames(r), []string{"甲", "乙"}); !slices.Equal(out, []string{"丙"}) || !slices.Equal(in, []string{"甲"}) {
		t.Errorf("%v, %v", out, in)
	}
}
