package store

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"huanjie/internal/election"
)

// Ids of entries come out as they went in, from any of them on.
func TestEntryIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l entryIDs
		var all []string
		ms, seq := rapid.Uint64Range(0, 2_000_000_000_000).Draw(t, "first"), uint64(0)
		for range rapid.IntRange(0, 30).Draw(t, "entries") {
			if later := rapid.SampledFrom([]uint64{0, 0, 1, 900, 90_000_000}).Draw(t, "later"); later > 0 {
				ms, seq = ms+later, rapid.Uint64Range(0, 3).Draw(t, "seq")
			} else {
				seq += rapid.Uint64Range(1, 300).Draw(t, "by")
			}
			all = append(all, fmt.Sprintf("%d-%d", ms, seq))
			if err := l.add(all[len(all)-1]); err != nil {
				t.Fatal(err)
			}
		}
		if got := slices.Collect(l.after("")); !slices.Equal(got, all) {
			t.Fatalf("%v, want %v", got, all)
		}
		for i, id := range all {
			if got := slices.Collect(l.after(id)); !slices.Equal(got, all[i+1:]) {
				t.Fatalf("after %s: %v, want %v", id, got, all[i+1:])
			}
			if i > 0 && (!isLater(id, all[i-1]) || isLater(all[i-1], id) || isLater(id, id)) {
				t.Fatalf("%s is not later than %s", id, all[i-1])
			}
		}
	})
}

func TestUnitsCalled(t *testing.T) {
	for report, want := range map[string][]election.UnitID{
		`{"id":"S0","unit":"A1","kind":"stage"}`: {"A1"},
		`{"unit":"A1","body":{"unit":"B1"}}`:     {"A1", "B1"},
		`{"id":"S0"}`:                            nil,
		`{"unit":"A\u0031"}`:                     nil,
		`{"unit":"A`:                             nil,
		`{"body":{"text":"he wrote \"unit\":\"C1\""},"unit":"A1"}`: {"A1"},
	} {
		if units, sure := unitsCalled(report); !slices.Equal(units, want) || sure != (want != nil) {
			t.Errorf("%s: %v, %v", report, units, sure)
		}
	}
}
