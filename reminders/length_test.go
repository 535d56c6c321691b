package reminders_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// hugeTown is a town of so many villages in sixty areas, everything named at
// great length, and one officer and one leader for all.
func hugeTown(t *testing.T, villages int) *election.Town {
	t.Helper()
	long := strings.Repeat("很长的名字<&>𠮷", 5)
	polling := rollDay().AddDays(20)
	stages := election.UsualStages(election.Villagers, polling)
	for i := range stages {
		stages[i].Name = election.Say(stages[i].Name.In(election.Chinese)+long, stages[i].Name.In(election.English)+long)
	}
	units := make([]election.Unit, villages)
	for i := range units {
		who := election.PersonID(fmt.Sprint("员", i%97, long[:22]))
		units[i] = election.Unit{ID: election.UnitID(fmt.Sprint("V", i)), Name: fmt.Sprint(i, long), Area: election.Area(fmt.Sprint(i%60, long)),
			Key: i%2 == 0, Election: "v27", Registered: 400, Officers: []election.PersonID{who, "总联络", "副联络", "候补"}, Leaders: []election.PersonID{"石远"},
			Posts: []election.PostPlan{{Post: election.Chair, Seats: 1, Candidates: []string{"甲", "乙"}}}}
	}
	town, err := election.NewTown(election.Town{ID: "big", Name: long, Location: shanghai(), LeadingGroup: []election.PersonID{"高处"}, Units: units,
		Elections: []election.Election{{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: stages}}})
	must(t, err)
	return town
}

var markup = regexp.MustCompile(`</?b>`) // read only

// length is how long Telegram takes a text to be.
func length(text string) int {
	return len(utf16.Encode([]rune(html.UnescapeString(markup.ReplaceAllString(text, "")))))
}

// TestTextsFitIntoAMessage makes everything late in towns of any size, much of
// it in difficulty, and reads what is sent.
func TestTextsFitIntoAMessage(t *testing.T) {
	t.Parallel()
	for _, villages := range []int{22, 200, 3000} {
		t.Run(fmt.Sprint(villages), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, redistest.Dial(t, redistest.Any(t)), hugeTown(t, villages), rollDay().AddDays(200))
			for i := range 40 {
				u := w.town.Units[i%villages].ID
				w.report(election.ReportID(fmt.Sprint("D", i)), u, election.StageReport{Stage: w.town.Elections[0].Stages[i%9].ID,
					Status: election.InDifficulty, Reason: strings.Repeat("路不通\n", 200)})
				w.report(election.ReportID(fmt.Sprint("T", i)), u, election.Turnout{Registered: 400, Voted: 300})
			}
			for user, p := range w.users { // two of them read English
				if p == "石远" || p == "副联络" {
					w.bind(user, p, "en")
				}
			}
			must(t, w.store.Verify(t.Context()))
			got := w.at(rollDay().AddDays(200), 18)
			for p, messages := range got {
				for _, m := range messages {
					if n := length(m.Text); n > 4096 || !strings.Contains(m.Text, "<b>") {
						t.Errorf("%d villages: %d characters to %s: %.200s", villages, n, p, m.Text)
					}
					for _, row := range m.Buttons {
						if len(row[0].Data) > 64 || len(m.Buttons) > 7 {
							t.Errorf("%d bytes in a button, %d buttons", len(row[0].Data), len(m.Buttons))
						}
					}
				}
			}
			for _, p := range []election.PersonID{"总联络", "副联络", "石远", "高处"} {
				if len(got[p]) == 0 {
					t.Errorf("nothing to %s", p)
				}
			}
			digest := only("digest", got)["高处"][0].Text                                                // the leading group's has room for all of its parts
			for part, lines := range map[string]int{"1️⃣": 2, "⏰ 逾期": 2, "🆘": 2, "⭐ 重点村": 1, "🗺": 2} { // of all key villages the same is said
				_, below, found := strings.Cut(digest, part)
				if section, _, _ := strings.Cut(below, "\n\n"); !found || strings.Count(section, "\n") < lines {
					t.Errorf("%s says only %q", part, section)
				}
			}
			u := w.town.Units[0]
			states, err := w.store.States(t.Context(), []election.UnitID{u.ID})
			must(t, err)
			if n := length(document.UnitState(w.town, states[0], election.English, w.clock.now().Add(time.Hour))); n > 4096 {
				t.Errorf("%d characters on one unit", n)
			}
		})
	}
}
