package config_test

import (
	"strings"
	"testing"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// TestOpenings stops the town of a village that is called as a report is opened, and
// says so in both languages.
func TestOpenings(t *testing.T) {
	t.Parallel()
	c := config.Config{Towns: []*election.Town{demoTown(t)}}
	opens := func(word string) func(string) (election.Phrase, bool) {
		return func(name string) (election.Phrase, bool) {
			return election.Say("宣传", "Publicity"), strings.HasPrefix(name, word)
		}
	}
	if err := c.Openings(opens("宣传")).Err(); err != nil {
		t.Errorf("the demo's names were refused: %v", err)
	}
	name := c.Towns[0].Units[1].Name
	next := c.Openings(opens(name))
	if len(next.Towns) != 0 || len(next.Stopped) != 1 || next.Stopped[0].Town.Office == nil {
		t.Fatalf("%s was not refused: %+v", name, next)
	}
	err := next.Err()
	for _, want := range []string{`unit ` + string(c.Towns[0].Units[1].ID), `opens "Publicity"`, "名称“" + name + "”以打开“宣传”的词开头"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %q", err, want)
		}
	}
}
