package election

import (
	"maps"
	"testing"

	"pgregory.net/rapid"
)

func TestRatio(t *testing.T) {
	t.Parallel()
	for r, want := range map[Ratio]string{
		{9700, 12670}: "9,700/12,670 = 76.56%",
		{0, 0}:        "0/0 = —", {1, 0}: "1/0 = —",
		{0, 7}: "0/7 = 0.00%", {7, 7}: "7/7 = 100.00%",
		{1, 3}: "1/3 = 33.33%", {2, 3}: "2/3 = 66.67%",
		{1, 20000}: "1/20,000 = 0.01%", {1, 20001}: "1/20,001 = 0.00%", // half is rounded up
	} {
		if got := r.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -5: "-5"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
}

// TestMinusUndoesPlus: adding the difference to the one gives the other, which
// is how sums are kept, and nothing that did not change is in it.
func TestMinusUndoesPlus(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.MapOf(rapid.SampledFrom([]Figure{Voted, Counted, Elected, UnitsVoid}), rapid.IntRange(-2, 2))
		f, g := Figures(drawn.Draw(t, "f")), Figures(drawn.Draw(t, "g"))
		sum, diff := maps.Clone(g), f.Minus(g)
		for k, n := range diff {
			if n == 0 {
				t.Fatalf("%s did not change", k)
			}
			sum[k] += n
		}
		for _, k := range []Figure{Voted, Counted, Elected, UnitsVoid} {
			if sum[k] != f[k] {
				t.Fatalf("%s: %d, want %d", k, sum[k], f[k])
			}
		}
	})
}
