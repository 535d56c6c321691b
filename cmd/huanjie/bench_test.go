package main

import "testing"

// A measurement is of as many villages as it says: each has a name of its own, which is no word.
func TestBenchVillages(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for i := range 30_000 {
		name := villageName(i)
		if other, ok := seen[name]; ok || len([]rune(name)) < 2 {
			t.Fatalf("%s is the name of %d and of %d", name, i, other)
		}
		seen[name] = i
	}
}
