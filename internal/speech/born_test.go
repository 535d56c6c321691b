package speech

import (
	"testing"
	"time"
)

// TestBornAt: a month or a day of birth is one number, however it is written.
func TestBornAt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"1980年5月 党员": 198005, "1980.05 党员": 198005, "1980-05 党员": 198005, "1980-05-12": 19800512, "1980年5月12日生": 19800512, "198005": 198005, "19800512 女": 19800512,
		"1980年 党员": 0, "1980 5": 0, "1980年13月": 0, "12月5日": 0, "640": 0,
	} {
		n, _, ok := Hear(text, time.Time{}).BornAt(0)
		if n != want || ok != (want > 0) {
			t.Errorf("%s: %d, %v", text, n, ok)
		}
	}
}
