package election

import "testing"

// TestUnitsAreCalledAsTheOfficeDoes: 党组织 where there are general branches beside branches.
func TestUnitsAreCalledAsTheOfficeDoes(t *testing.T) {
	t.Parallel()
	named := func(names ...string) []Unit {
		units := make([]Unit, len(names))
		for i, n := range names {
			units[i] = Unit{ID: UnitID(n), Name: n, Election: "e"}
		}
		return units
	}
	estates := Noun{"小区", "estate", "estates"}
	for _, c := range []struct {
		kind                Kind
		noun                Noun
		units               []Unit
		zh, en, whole, each string
	}{
		{Villagers, Noun{}, named("东河村", "西岭村"), "2 个村", "2 villages", "2 个村", "村"},
		{Villagers, Noun{}, named("东河村"), "1 个村", "1 village", "1 个村", "村"},
		{Residents, Noun{}, named("东门社区"), "1 个社区", "1 community", "1 个社区", "社区"},
		{Residents, estates, named("东门小区", "西门小区"), "2 个小区", "2 estates", "2 个小区", "小区"},
		{Congress, Noun{}, named("第一选区"), "1 个选区", "1 constituency", "1 个选区", "选区"},
		{Session, Noun{}, named("人代会"), "1 个人代会", "1 congress", "1 个人代会", "人代会"},
		{Party, Noun{}, named("财政局党支部", "林业局党支部"), "2 个支部", "2 branches", "2 个支部", "支部"},
		{Party, Noun{}, named("水务局机关党总支"), "1 个总支", "1 general branch", "1 个总支", "总支"},
		{Party, Noun{}, named("水务局机关党总支", "林业局党支部", "财政局党支部"), "3 个党组织", "3 Party organisations", "3 个党组织（1 个总支、2 个支部）", "党组织"},
	} {
		town, err := NewTown(Town{Elections: []Election{{ID: "e", Kind: c.kind, Noun: c.noun}}, Units: c.units})
		if err != nil {
			t.Fatal(err)
		}
		e, n := town.Elections[0], len(c.units)
		if zh, en := e.Units(n).In(Chinese), e.Units(n).In(English); zh != c.zh || en != c.en || e.UnitNoun().In(Chinese) != c.each || town.SayUnits(n) != e.Units(n) {
			t.Errorf("%s: %q, %q, each is a %q", c.kind, zh, en, e.UnitNoun().In(Chinese))
		}
		if got := e.AllUnits(town.Units).In(Chinese); got != c.whole {
			t.Errorf("%s: all are %q, want %q", c.kind, got, c.whole)
		}
	}
	both, err := NewTown(Town{Elections: []Election{{ID: "e", Kind: Villagers}, {ID: "f", Kind: Residents}}, Units: named("东河村")})
	if err != nil {
		t.Fatal(err)
	}
	if got := both.SayUnits(3).In(Chinese); got != "3 个单位" {
		t.Errorf("of villages and communities it says %q", got)
	}
}
