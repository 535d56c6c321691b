package speech

import (
	"slices"
	"testing"
	"time"
)

func TestSharesIn(t *testing.T) {
	t.Parallel()
	lexicon := NewLexicon([]Entry{{"东河", Meaning{OfUnit, "A1", Stem}}, {"东和村", Meaning{OfUnit, "A2", Full}}, {"三河", Meaning{OfUnit, "A3", Stem}},
		{"投票", Meaning{Sort: OfForm}}, {"登记", Meaning{Sort: OfField}}})
	for _, c := range []struct {
		text, lead string
		said       []string // nil: it is asked
	}{
		{"投票 东河380 东和村290 三河210", "投票", []string{"380", "290", "210"}},
		{"主任好，三个村的投票：东河380，东和村290", "投票", []string{"380", "290"}},
		{"1、东河 投票380\n2、三河 投票210", "", []string{"投票380", "投票210"}},
		{"东河投票380人，三河210人", "", []string{"投票380人", "投票 210人"}},
		{"东河401 三河530 都是投票人数", "投票人数", []string{"401", "530"}},
		{"380东河，210三河", "", []string{"380", "210"}},
		{"东河、三河投票分别是380、210", "", []string{"投票 380", "投票 210"}},
		{"东河、三河投票都是380", "", []string{"投票都是380", "投票都是380"}},
		{"东河、东和村已完成，三河还没有", "", []string{"已完成", "已完成", "还没有"}},
		{"村名\t登记\t投票\n东河\t1200\t380\n三河\t655\t210", "", []string{"登记 1200 投票 380", "登记 655 投票 210"}},
		{"东河、三河一共投票590", "", nil},
		{"东河三河 400", "", nil},
		{"东河、三河投票分别是380、210、100", "", nil},
		{"登记1200 东河 投票380 三河 210", "", nil},
	} {
		h := Hear(c.text, time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC), lexicon)
		var names []int
		for i, k := range h.Tokens {
			if _, unit := k.Is(OfUnit); unit {
				names = append(names, i)
			}
		}
		got, ok := SharesIn(h, names)
		if ok != (c.said != nil) || ok && (got.Lead != c.lead || !slices.Equal(got.Said, c.said)) {
			t.Errorf("%q: %q %q %v, want %q %q", c.text, got.Lead, got.Said, ok, c.lead, c.said)
		}
	}
}

// TestRespectively finds the words that put numbers in the order of names, only between the two
// tokens that are named, and neither of them.
func TestRespectively(t *testing.T) {
	t.Parallel()
	lexicon := NewLexicon([]Entry{{"李二", Meaning{OfCandidate, "a", Full}}, {"周三", Meaning{OfCandidate, "b", Full}}})
	for text, want := range map[string]bool{
		"李二周三分别600、550":       true,
		"李二、周三分别得了600 550":    true,
		"李二周三依次 600 550":      true,
		"李二周三顺次是600 550":      true,
		"李二 respectively 600": true,
		"李二周三600、550":         false,
		"李二周三都是600":           false,
		"李二周三各600":            false,
		"分别是李二 600":           false, // before the name
		"李二 600 分别":           false, // after the number
	} {
		h := Hear(text, time.Time{}, lexicon)
		from, to := -1, -1
		for i, k := range h.Tokens {
			if _, name := k.Is(OfCandidate); name {
				from = i
			}
			if k.Kind == Numeral && to < 0 {
				to = i
			}
		}
		if to < 0 {
			to = len(h.Tokens)
		}
		if got := h.Respectively(from, to); got != want {
			t.Errorf("%q: %v between %d and %d of %v", text, got, from, to, h.Tokens)
		}
	}
}

func TestAllOwn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, said string
		units      int
	}{
		{"我负责的村选民登记都完成了", "选民登记 完成了", 0},
		{"主任好，我负责的三个村离任审计都完成了", "离任审计 完成了", 3},
		{"四个村都公布了", " 公布了", 4},
		{"东河村选民登记都完成了", "", -1},
		{"我负责的三个村都投了400", "", -1},
	} {
		said, units, ok := AllOwn(Hear(c.text, time.Time{}))
		if ok != (c.units >= 0) || ok && (said != c.said || units != c.units) {
			t.Errorf("%q: %q of %d, %v; want %q of %d", c.text, said, units, ok, c.said, c.units)
		}
	}
}

// TestListed tells a unit that goes on with a list from one that stands alone.
func TestListed(t *testing.T) {
	t.Parallel()
	lexicon := NewLexicon([]Entry{{"东河", Meaning{OfUnit, "A1", Stem}}, {"三河", Meaning{OfUnit, "A3", Stem}}, {"八一", Meaning{OfUnit, "A4", Stem}}})
	for text, want := range map[string]bool{
		"三河、八一选民登记完成": true, "三河和八一都完成": true, "三河，八一完成": true, "东河 三河 八一完成": true,
		"八一完成": false, "三河\n八一完成": false, "三河完成，八一完成": false, "村里和八一完成": false,
	} {
		h := Hear(text, time.Time{}, lexicon)
		last := -1
		for i, k := range h.Tokens {
			if _, unit := k.Is(OfUnit); unit {
				last = i
			}
		}
		if got := Listed(h, last); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestSeparates knows what parts words from what is a part of them.
func TestSeparates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{" \t\n": true, "，。；：、！？（）《》“”【】…—": true, ",;:.!?|/+=()[]#*~_": true, "·•・": true, "一村a7-%　投": false} {
		for _, r := range text {
			if got := Separates(r); got != (want || r == '　') {
				t.Errorf("%q: %v", r, got)
			}
		}
	}
}
