package document

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

func TestRules(t *testing.T) {
	t.Parallel()
	day := election.Date{Year: 2027, Month: 1, Day: 15}
	for _, kind := range []election.Kind{election.Villagers, election.Residents, election.Party, election.Congress} {
		e := election.Election{Kind: kind, PollingDay: day, Stages: election.UsualStages(kind, day)}
		for _, l := range []election.Language{election.Chinese, election.English} {
			text := Rules(e, l, day)
			if strings.Contains(text, "%!") || strings.Contains(text, "{") {
				t.Errorf("a phrase is not filled:\n%s", text)
			}
			if len(text) > textMost*2 {
				t.Errorf("%s takes %d bytes", kind, len(text))
			}
			t.Logf("\n%s", text)
		}
	}
	if text := Rules(election.Election{Kind: election.Residents, PollingDay: election.Date{Year: 2025, Month: 5, Day: 1}}, election.Chinese, day); !strings.Contains(text, "国家法律对有效和当选没有规定") {
		t.Errorf("the law's silence is not said:\n%s", text)
	}
}
