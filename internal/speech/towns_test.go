package speech

import (
	"slices"
	"testing"
)

// TestOfTowns: a question about towns is one about units, and says which towns are named.
func TestOfTowns(t *testing.T) {
	t.Parallel()
	names := []string{"石桥镇", "北岭镇", "南街道"}
	for _, row := range []struct {
		text, question string
		named          []int
		ofCounty       bool
	}{
		{"哪个镇还没报完", "哪个村还没报完", nil, true},
		{"全县参选率多少", "全镇参选率多少", nil, true},
		{"各乡镇进度", "各村进度", nil, true},
		{"参选率最低的三个镇", "参选率最低的三个村", nil, true},
		{"石桥镇怎么样", "怎么样", []int{0}, false},
		{"石桥横幅多少", "横幅多少", []int{0}, false},
		{"石桥村怎么样", "石桥村怎么样", nil, false},
		{"石桥镇和北岭镇参选率", "参选率", []int{0, 1}, false},
		{"which towns have not reported", "which villages have not reported", nil, true},
		{"参选率多少", "参选率多少", nil, false},
	} {
		question, named, ofCounty := OfTowns(row.text, names)
		if question != row.question || !slices.Equal(named, row.named) || ofCounty != row.ofCounty {
			t.Errorf("%s: got %q, %v, %v", row.text, question, named, ofCounty)
		}
	}
}
