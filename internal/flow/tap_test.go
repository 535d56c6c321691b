package flow

import (
	"math"
	"strings"
	"testing"
)

// TestTapSize holds the longest taps and openings to what a button can carry:
// 64 bytes.
func TestTapSize(t *testing.T) {
	t.Parallel()
	for _, update := range []int64{1, math.MaxInt64} {
		for _, arg := range []string{"", key(strings.Repeat("票", 100)), "1zzzzzz"} {
			tap := Tap{draftOf(update), update, Change, arg}
			if s := tap.String(); len(s) > 64 {
				t.Errorf("%q has %d bytes", s, len(s))
			}
			if back, ok := ParseTap(tap.String()); !ok || back != tap {
				t.Errorf("%v reads back as %v, %v", tap, back, ok)
			}
		}
	}
	o := Opening{Form: "announcement", Unit: "ABCDEFGHIJKLMNOP", Step: "stage", Value: "abcdefghijklmnop"}
	if s := o.String(); len(s) > 64 {
		t.Errorf("%q has %d bytes", s, len(s))
	}
	if back, ok := ParseOpening(o.String()); !ok || back != o {
		t.Errorf("%v reads back as %v, %v", o, back, ok)
	}
}

func TestForgedTap(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "d:", "d:A", "d:A:1", "d:A:1:", "d::1:y", "d:A:x!:y", "d:A:+1:y", "d:A:01:y", "d:A:1Z:y", "m:count", "o:stage",
		"d:A:1:" + strings.Repeat("y", 60), "d:A:zzzzzzzzzzzzzzzzzzzz:y"} {
		if tap, ok := ParseTap(data); ok {
			t.Errorf("ParseTap(%q) = %v", data, tap)
		}
	}
}

func FuzzParseTap(f *testing.F) {
	for _, s := range []string{"d:1000:1001:cabc", "d:A:-1:y", "o:stage:E1:stage:roll", "d:A:1:", "d:::", "o::::"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		if tap, ok := ParseTap(data); ok && (tap.String() != data || len(data) > 64) {
			t.Fatalf("ParseTap(%q) = %v, which writes %q", data, tap, tap.String())
		}
		if o, ok := ParseOpening(data); ok && o.String() != data {
			t.Fatalf("ParseOpening(%q) = %v, which writes %q", data, o, o.String())
		}
	})
}
