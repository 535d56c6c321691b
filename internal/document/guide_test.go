package document

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"huanjie/internal/election"
)

var update = flag.Bool("update", false, "write testdata/guide.*.txt")

// TestGuidePages writes the page of every usual stage of every kind, to be read:
// none is missing, and each fits into one message.
//
//	go test ./internal/document -run TestGuidePages -update
func TestGuidePages(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	for l, name := range map[election.Language]string{election.Chinese: "testdata/guide.zh.txt", election.English: "testdata/guide.en.txt"} {
		var all []string
		for _, kind := range []election.Kind{election.Villagers, election.Residents, election.Party, election.Congress} {
			e := election.Election{ID: "e", Kind: kind, PollingDay: polling, Stages: election.UsualStages(kind, polling)}
			for _, st := range e.Stages {
				if _, ok := GuideOf(e, st.ID); !ok {
					t.Errorf("%s: the stage %s has no page", kind, st.ID)
				}
				page := GuidePage(e, st.ID, l, time.Date(2026, 12, 30, 9, 0, 0, 0, time.UTC))
				if n := len(utf16.Encode([]rune(page))); n > textMost {
					t.Errorf("%s: the page of %s is %d long", kind, st.ID, n)
				}
				all = append(all, "== "+kind.Name().In(l)+"\n"+page)
			}
		}
		got := strings.Join(all, "\n\n") + "\n"
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil || string(want) != got {
			t.Errorf("%s is not what the pages say (%v); read the difference after go test ./internal/document -run TestGuidePages -update", name, err)
		}
	}
}
