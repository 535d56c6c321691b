package proofread

import (
	"os"
	"strings"
	"testing"
)

// TestWrong holds the check to passages with one fault each; the rule and what
// should be written stand above each.
func TestWrong(t *testing.T) {
	t.Parallel()
	passages := read(t, "testdata/wrong.txt")
	found, clean := 0, 0
	for _, p := range passages {
		head, body, _ := strings.Cut(p, "\n")
		rule, right, _ := strings.Cut(head, " ")
		all := Check(body)
		hit := false
		for _, f := range all {
			hit = hit || f.Rule == Rule(rule) && (right == "" || strings.HasPrefix(f.Right, right))
		}
		if hit {
			found++
		} else {
			t.Logf("not found: %s\n%s", p, shown(all))
		}
		if len(all) == 1 {
			clean++
		} else if hit {
			t.Logf("more than one: %s\n%s", p, shown(all))
		}
	}
	t.Logf("%d of %d wrong passages found (%.1f %%), %d with this finding alone", found, len(passages), 100*float64(found)/float64(len(passages)), clean)
	if len(passages) < 40 || 100*found < 98*len(passages) {
		t.Errorf("%d of %d are too few", found, len(passages))
	}
}

// TestRight holds the check to passages in which nothing is wrong.
func TestRight(t *testing.T) {
	t.Parallel()
	passages := read(t, "testdata/right.txt")
	alarms := 0
	for _, p := range passages {
		if all := Check(p); len(all) > 0 {
			alarms++
			t.Errorf("false alarm: %s\n%s", p, shown(all))
		}
	}
	t.Logf("%d of %d right passages with a false alarm", alarms, len(passages))
	if len(passages) < 40 {
		t.Errorf("%d passages are too few", len(passages))
	}
}

func shown(all []Finding) string {
	var b strings.Builder
	for _, f := range all {
		b.WriteString("\t" + string(f.Rule) + " " + f.Quote + ": " + f.Stated + " -> " + f.Right + " " + f.Why.In(0) + "\n")
	}
	return b.String()
}

// read cuts a file of passages at its lines that begin with ==.
func read(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if rest, ok := strings.CutPrefix(text, "== "); ok {
		text = rest
	}
	var out []string
	for _, p := range strings.Split(text, "\n==") {
		out = append(out, strings.Trim(strings.TrimPrefix(p, " "), "\n"))
	}
	return out
}
