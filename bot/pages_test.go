package bot_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// examplesMark begins the comment above a table of examples in a page for people: who
// says them, when, and what was said before, as in a line of the corpus.
const examplesMark = "<!-- examples "

// inTicks are the pieces of a cell that have to stand in the answer.
var inTicks = regexp.MustCompile("`([^`]+)`")

// TestExamplesOfThePages says everything that docs/officers.md and docs/leaders.md give as
// an example. Below a comment with examplesMark there is a table; its first cell has what
// is said, parted by ；, and what stands in backticks in the others has to stand in each
// answer. Nothing of an example may be left without being understood.
func TestExamplesOfThePages(t *testing.T) {
	t.Parallel()
	stages := &stages{t: t, built: map[string]*stage{}, read: map[string]int{}}
	for page, least := range map[string]int{"../docs/officers.md": 60, "../docs/leaders.md": 90} {
		all := examplesIn(t, page)
		if len(all) < least {
			t.Errorf("%s has only %d examples", page, len(all))
		}
		for _, e := range all {
			o := stages.play(e.utterance)
			switch {
			case strings.HasPrefix(o.why, "not played"):
				t.Errorf("%s: %q: %s", page, e.Say, o.why)
			case strings.Contains(o.answered, "没看懂"), strings.Contains(o.answered, "不知道是什么意思"):
				t.Errorf("%s: %q is not understood:\n%s", page, e.Say, o.chat)
			}
			for _, want := range e.shows {
				if !strings.Contains(o.chat, want) {
					t.Errorf("%s: the answer to %q does not have %q:\n%s", page, e.Say, want, o.chat)
				}
			}
		}
	}
}

// example is something that a page says can be said.
type example struct {
	utterance
	shows []string
}

// examplesIn reads the examples of a page.
func examplesIn(t *testing.T, page string) (all []example) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var setting utterance
	inTable, rows := false, 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if said, ok := strings.CutPrefix(line, examplesMark); ok {
			setting = utterance{}
			if err := json.Unmarshal([]byte(strings.TrimSuffix(said, "-->")), &setting); err != nil {
				t.Fatalf("%s: %s: %v", page, line, err)
			}
			inTable, rows = true, 0
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if inTable = inTable && (strings.HasPrefix(line, "|") || rows == 0 && line == ""); !inTable || line == "" {
			continue
		}
		if rows++; rows <= 2 { // its head
			continue
		}
		var shows []string
		for _, m := range inTicks.FindAllStringSubmatch(strings.Join(cells[1:], "|"), -1) {
			shows = append(shows, m[1])
		}
		if len(shows) == 0 {
			t.Errorf("%s: no answer is given to %s", page, cells[0])
		}
		for say := range strings.SplitSeq(cells[0], "；") {
			u := setting
			u.Say, u.Right = strings.ReplaceAll(strings.TrimSpace(say), "<br>", "\n"), anyOf{{"shows": []any{}}}
			all = append(all, example{u, shows})
		}
	}
	return all
}
