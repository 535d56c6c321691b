package document_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// TestCountyOfManyTowns: with 200 towns the roll-up stays within a message, says what is
// left out, and begins with the town that has to be looked at.
func TestCountyOfManyTowns(t *testing.T) {
	t.Parallel()
	var towns []election.Summary
	now := time.Date(2027, time.January, 15, 12, 0, 0, 0, time.UTC)
	for i := range 200 {
		towns = append(towns, election.Summary{Town: fmt.Sprintf("第%d镇", i+1), AsOf: now, Roll: election.Roll{Units: 20, Seats: 60},
			Election: election.Election{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: time.January, Day: 15}, Stages: []election.Stage{{ID: "polling", Name: election.Say("投票选举", "The vote")}}},
			Figures:  election.Figures{election.Reporting: 10, election.ReportingRegistered: 1000, election.Voted: 700, election.Counted: 5, election.Elected: 15, election.UnitsConfirmed: 4}})
	}
	towns[150].Figures[election.UnitsVoid] = 2
	for _, l := range []election.Language{election.Chinese, election.English} {
		text := document.County("云江县", towns, []string{"停用镇"}, now, l)
		if n := len(utf16.Encode([]rune(text))); n > 4096 {
			t.Errorf("%d characters", n)
		}
		for _, want := range []string{"200", "4000", "70.00%", "3000/12000", "停用镇"} {
			if l == election.Chinese && !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		first := strings.Index(text, "第151镇")
		if other := strings.Index(text, "第1镇 "); first < 0 || other >= 0 && other < first {
			t.Errorf("the town that has to vote again is not first:\n%s", text)
		}
		if left := map[election.Language]string{election.Chinese: "发镇名看", election.English: "send a town&#39;s name"}[l]; !strings.Contains(text, left) {
			t.Errorf("it does not say what is left out:\n%s", text)
		}
	}
}
