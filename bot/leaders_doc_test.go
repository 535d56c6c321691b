package bot_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"huanjie/internal/speech"
)

// TestQuestionsOfTheLeadersPage reads every question that docs/leaders.md gives as an
// example: all of it has to be understood.
func TestQuestionsOfTheLeadersPage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/leaders.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| 问什么 What | 例子 |")
	table, _, _ = strings.Cut(table, "\n\n")
	if !found {
		t.Fatal("the table of questions is gone")
	}
	town := demoTown(t)
	questions, now := speech.NewQuestions(town), time.Date(2027, 1, 15, 10, 30, 0, 0, town.Location)
	n := 0
	for row := range strings.Lines(table) {
		cells := strings.Split(row, "|")
		if len(cells) < 4 || strings.Contains(row, "---") {
			continue
		}
		for q := range strings.SplitSeq(cells[2], "；") {
			q = strings.TrimSpace(q)
			n++
			if q == "横幅多少" { // of a kind of record that the office's settings declare, and this town has none
				continue
			}
			if _, unread, ok := questions.Question(speech.Hear(q, now, speech.Places(town), speech.People(town)), now); !ok || len(unread) > 0 {
				t.Errorf("%q is not understood: %v, unread %q", q, ok, unread)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d examples are left", n)
	}
}
