package election

import "testing"

func TestBands(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		band    string
		in, out int
		name    string
	}{
		{"26-35", 26, 25, "26至35岁"}, {"26-35", 35, 36, "26至35岁"}, {"-35", 35, 36, "35岁及以下"}, {"55-", 55, 54, "55岁及以上"},
	} {
		b, err := ParseBand(c.band)
		if err != nil || !b.Holds(c.in) || b.Holds(c.out) || b.Name().In(Chinese) != c.name {
			t.Errorf("%s: %v, holds %d %v, holds %d %v, is called %s", c.band, err, c.in, b.Holds(c.in), c.out, b.Holds(c.out), b.Name().In(Chinese))
		}
	}
	for _, wrong := range []string{"", "-", "35", "35-26", "a-b", "0-10", "20-500"} {
		if b, err := ParseBand(wrong); err == nil {
			t.Errorf("%q is read as %v", wrong, b)
		}
	}
	for _, c := range []struct {
		a, b  Band
		share bool
	}{{Band{0, 39}, Band{40, 50}, false}, {Band{40, 50}, Band{50, 0}, true}, {Band{50, 0}, Band{40, 49}, false}} {
		if c.a.Overlaps(c.b) != c.share || c.b.Overlaps(c.a) != c.share {
			t.Errorf("%v and %v: share an age %v, want %v", c.a, c.b, !c.share, c.share)
		}
	}
	polling := Date{2027, 1, 15}
	people := []ElectedPerson{{Born: Date{1992, 1, 15}}, {Born: Date{1991, 1, 15}}, {}}
	if in, known := InBand(people, Band{26, 35}, polling); in != 1 || known != 2 {
		t.Errorf("in the band are %d of %d, want 1 of 2: 35 on polling day, and not 36", in, known)
	}
}
