package flows

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// What waits for the unit is read again at every message, so it does not grow without end; what is not
// kept is said.
func TestWhatWaitsForTheUnitIsBounded(t *testing.T) {
	t.Parallel()
	officers := []election.PersonID{"李芳"}
	town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Location: time.UTC, Elections: []election.Election{{ID: "v", Kind: election.Villagers}},
		Units: []election.Unit{{ID: "E1", Name: "东河村", Election: "v", Officers: officers}, {ID: "E2", Name: "西山村", Election: "v", Officers: officers}}})
	if err != nil {
		t.Fatal(err)
	}
	var out flow.Outcome
	refused := 0
	for i := range 60 {
		scene := flow.Scene{Town: town, Person: town.Person("李芳"), User: 1, Now: time.Date(2027, 1, 10, 8, 0, 0, 0, time.UTC)}
		out = All.Advance(out.State, scene, flow.Turn{Update: int64(i + 1), Message: i + 1, Input: flow.Text(fmt.Sprintf("投票 %d %s", 100+i, strings.Repeat("现场人多", 10)))})
		if out.View != nil && strings.Contains(fmt.Sprint(*out.View), "等选单位的话已经很多") {
			refused++
		}
	}
	waits := 0
	for _, d := range out.State.Drafts {
		waits = max(waits, utf8.RuneCountInString(d.Pending))
	}
	if waits == 0 || waits > 1100 {
		t.Errorf("%d characters wait for the unit", waits)
	}
	if refused == 0 {
		t.Error("nothing was said of what was not kept")
	}
}
