package election

import "testing"

// TestBorn: a day of birth is as exact as the number that says it.
func TestBorn(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1980: "1980", 198005: "1980年5月", 19800512: "1980年5月12日", 198013: "", 19800231: ""} {
		d, ok := BornOn(n)
		if ok != (want != "") {
			t.Errorf("%d: %v", n, ok)
		}
		if ok && (BornNumber(d) != n || SayBorn(n).In(Chinese) != want) {
			t.Errorf("%d: %d, %s", n, BornNumber(d), SayBorn(n).In(Chinese))
		}
	}
}
