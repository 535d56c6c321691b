package election

import (
	"slices"
	"testing"
)

func TestAreas(t *testing.T) {
	t.Parallel()
	if got := Area("东片/沿河/上游").Above(); !slices.Equal(got, []Area{"东片/沿河/上游", "东片/沿河", "东片", ""}) {
		t.Errorf("above: %q", got)
	}
	if got := WholeTown.Above(); !slices.Equal(got, []Area{""}) {
		t.Errorf("above the whole town: %q", got)
	}
	if Area("东片/沿河").Name() != "沿河" || Area("东片").Name() != "东片" || WholeTown.Name() != "" {
		t.Error("an area is named by its last part")
	}
	for _, c := range []struct {
		a, b  Area
		holds bool
	}{{"", "", true}, {"", "东片", true}, {"东片", "东片", true}, {"东片", "东片/沿河", true}, {"东片", "东片北", false}, {"东片/沿河", "东片", false}, {"东片", "", false}} {
		if got := c.a.Holds(c.b); got != c.holds {
			t.Errorf("%q holds %q: %v", c.a, c.b, got)
		}
	}
	all := []Area{"", "东片", "东片/沿河", "东片/沿河/上游", "西片"}
	for a, want := range map[Area][]Area{"": {"东片", "西片"}, "东片": {"东片/沿河"}, "东片/沿河": {"东片/沿河/上游"}, "西片": nil} {
		if got := a.Below(all); !slices.Equal(got, want) {
			t.Errorf("below %q: %q", a, got)
		}
	}
}
