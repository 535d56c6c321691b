package election

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPercentsProperty: parts that are printed together make exactly 100, none is a
// hundredth or more from its share, larger remainders are raised before smaller ones and of
// equal ones the first, and equal parts differ by a hundredth at most.
func TestPercentsProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.IntRange(0, 40_000), 1, 12).Draw(t, "parts")
		whole := int64(sum(parts))
		got := hundredsOf(parts)
		if whole == 0 {
			if slices.Max(got) != 0 || Percents(parts...)[0] != "—" {
				t.Fatalf("of nothing: %v", got)
			}
			return
		}
		var all int64
		for _, n := range got {
			all += n
		}
		if all != 10_000 {
			t.Fatalf("%v make %d", got, all)
		}
		up := func(i int) bool { return got[i]*whole > int64(parts[i])*10_000 }
		rest := func(i int) int64 { return int64(parts[i]) * 10_000 % whole }
		for i := range parts {
			if off := got[i]*whole - int64(parts[i])*10_000; off <= -whole || off >= whole {
				t.Fatalf("%d of %d is %d", parts[i], whole, got[i])
			}
			for j := range parts {
				if up(i) && !up(j) && (rest(j) > rest(i) || rest(j) == rest(i) && j < i) {
					t.Fatalf("%v: part %d is raised and %d is not", parts, i, j)
				}
			}
		}
	})
}

// TestPercents: the parts of a hundred, with the rows of which each rounded by itself would
// make more or less.
func TestPercents(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		parts []int
		want  string
	}{
		{[]int{22, 44}, "33.33% 66.67%"},
		{[]int{1, 1, 1}, "33.34% 33.33% 33.33%"},
		{[]int{2, 18, 14}, "5.88% 52.94% 41.18%"},
		{[]int{2, 20, 25, 14}, "3.28% 32.79% 40.98% 22.95%"},
		{[]int{1, 1, 1, 1, 1, 1}, "16.67% 16.67% 16.67% 16.67% 16.66% 16.66%"},
		{[]int{1, 15_999}, "0.01% 99.99%"},
		{[]int{0, 7}, "0.00% 100.00%"},
		{[]int{0, 0}, "— —"},
	} {
		if got := strings.Join(Percents(row.parts...), " "); got != row.want {
			t.Errorf("%v: got %s, want %s", row.parts, got, row.want)
		}
	}
}

// TestRounded: what differs from its own rounding is said.
func TestRounded(t *testing.T) {
	t.Parallel()
	e := Election{Bands: []Band{{26, 35}, {36, 45}}, PollingDay: polls(), Circles: []string{"农民"}}
	people := []ElectedPerson{{Born: Date{1995, 1, 1}, Circle: "农民"}, {Born: Date{1985, 1, 1}}, {Born: Date{1960, 1, 1}}, {}}
	groups := e.Groups(CompositionOf(people, e.PollingDay), people)
	var lines []string
	for _, g := range groups {
		if line := g.Line(); !line.IsZero() {
			lines = append(lines, line.In(Chinese))
		}
	}
	if got, want := strings.Join(lines, "\n"), "26至35岁 1（33.34%） · 36至45岁 1（33.33%） · 其他年龄 1（33.33%） · 未填 1\n农民 1（100.00%） · 未填 3"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := Rounded(groups).In(Chinese), "同类各项比例按最大余数取整，相加为100%；单独四舍五入的：26至35岁 33.33%"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := Rounded(groups[:1]); !got.IsZero() {
		t.Errorf("nothing differs: %s", got.In(English))
	}
}
