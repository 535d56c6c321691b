package election

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestReportIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, b := range []Body{StageReport{"roll", InDifficulty, "停电", Date{}}, Turnout{400, 300}, three(300, 200, 100)} {
		r := Report{ID: "R2", Unit: "A1", By: "白露", At: at(9), Replaces: "R1", Files: []File{{Photo, "f1"}, {Location, "30.1,104.2"}}, Body: b}
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var got Report
		if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("%s reads back as %+v, %v", text, got, err)
		}
	}
	for bad, names := range map[string]string{
		`{"id":"R1","kind":"dance","body":{}}`:              `"dance"`,
		`{"id":"R1","kind":"turnout","body":{"voted":"x"}}`: "R1",
		`[]`: "array",
	} {
		var r Report
		if err := json.Unmarshal([]byte(bad), &r); err == nil || !strings.Contains(err.Error(), names) {
			t.Errorf("%s: got %v, want something with %s", bad, err, names)
		}
	}
}

func TestTurnoutProblems(t *testing.T) {
	t.Parallel()
	for c, bad := range map[Turnout]bool{{400, 400}: false, {400, 401}: true, {0, 5}: false, {400, 0}: false} {
		ps := c.Problems()
		if (len(ps) > 0) != bad {
			t.Errorf("%+v: %v", c, ps)
		}
		if bad && (ps[0].Code == "" || len(ps[0].Fields) != 2 || ps[0].Text.IsZero()) {
			t.Errorf("%+v: %+v", c, ps[0])
		}
	}
}
