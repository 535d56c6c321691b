package election

import "testing"

func TestRights(t *testing.T) {
	t.Parallel()
	town := newValley(t)
	for _, c := range []struct {
		person PersonID
		unit   UnitID
		rights string // r: may report, s: may see the unit, a: may read its area, w: may read the whole town, n: may announce
	}{
		{"白露", "A1", "rs"}, {"白露", "B1", ""},
		{"石远", "A1", "saw"}, {"石远", "B1", "saw"}, // one of the leading group
		{"方圆", "B1", "sa"}, {"方圆", "A2", ""}, {"方圆", "C1", ""},
		{"高处", "A2", "saw"},
		{"office:900", "A1", "rsawn"},
		{"office:901", "A1", ""}, {"路人", "A1", ""}, {"", "C1", ""},
	} {
		p, got := town.Person(c.person), ""
		u, _ := town.Unit(c.unit)
		for _, r := range []struct {
			mark string
			has  bool
		}{{"r", p.MayReport(u)}, {"s", p.MaySee(u)}, {"a", p.MayRead(u.Area)}, {"w", p.MayRead(WholeTown)}, {"n", p.MayAnnounce()}} {
			if r.has {
				got += r.mark
			}
		}
		if got != c.rights {
			t.Errorf("%q with %s: %q, want %q", c.person, c.unit, got, c.rights)
		}
	}
}

func TestPersonName(t *testing.T) {
	t.Parallel()
	if got := OfficePerson(900).Name(); got != Say("选举办", "the office") {
		t.Errorf("the office is called %v", got)
	}
	if got := PersonID("白露").Name(); got != Say("白露", "白露") {
		t.Errorf("白露 is called %v", got)
	}
}
