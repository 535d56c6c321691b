package election

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// What is found by names is what a look through the whole roster finds.
func TestBranchesAreFoundByTheirPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		town := Town{ID: "t", Location: time.UTC, Elections: []Election{{ID: "v", Kind: Villagers}, {ID: "p", Kind: Party}}}
		place := rapid.SampledFrom([]string{"茶山", "茶山村", "茶", "渡口村", "渡口", "沙洲村"})
		for i := range rapid.IntRange(0, 9).Draw(t, "units") {
			u := Unit{ID: UnitID(rune('A' + i)), Name: place.Draw(t, "place"), Election: "v"}
			if rapid.Bool().Draw(t, "branch") {
				u.Name, u.Election = u.Name+rapid.SampledFrom([]string{"", "党支部", "党总支"}).Draw(t, "kind"), "p"
			}
			town.Units = append(town.Units, u)
		}
		made, err := NewTown(town)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range made.Units {
			want, is := partyUnitIn(made.Units, u)
			if got, ok := made.PartyUnit(u); got.ID != want.ID || ok != is {
				t.Fatalf("the branch of %s is %s, %v; want %s, %v", u.Name, got.ID, ok, want.ID, is)
			}
			has := false
			for _, o := range made.Units {
				of, ok := partyUnitIn(made.Units, o)
				has = has || ok && of.ID == u.ID
			}
			if got := made.HasCommitteeOf(u); got != has {
				t.Fatalf("%s is the branch of a committee: %v, want %v", u.Name, got, has)
			}
		}
		only, n := UnitID(""), 0
		for _, u := range made.Units {
			if u.IsGeneral() {
				only, n = u.ID, n+1
			}
		}
		if got, ok := made.OnlyGeneral(); ok != (n == 1) || ok && got.ID != only {
			t.Fatalf("the only general branch is %s, %v; there are %d", got.ID, ok, n)
		}
	})
}

func partyUnitIn(all []Unit, u Unit) (branch Unit, ok bool) {
	for _, other := range all {
		if other.Kind != Party || u.Kind == Party || !strings.HasPrefix(other.Name, u.Name) {
			continue
		}
		if ok {
			return Unit{}, false
		}
		branch, ok = other, true
	}
	return branch, ok
}
