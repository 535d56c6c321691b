package document_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// TestCalendarFile reads a calendar file back. Every stage and deadline is an
// event of one day. Lines are short and end as in RFC 5545 (CRLF, at most 75
// octets). Names with commas and semicolons are kept. The events of a moved
// polling day have the identities of the old ones.
func TestCalendarFile(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	e := election.Election{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}
	e.Stages[0].Name = election.Say(strings.Repeat("动员部署；分片，包村", 8), "Kick-off; by area, by village\nand more")
	town := &election.Town{ID: "qinghe", Name: "清河镇", Elections: []election.Election{e}}
	for _, l := range []election.Language{election.Chinese, election.English} {
		file := calendar(t, town, e, l)
		for _, line := range strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
				t.Errorf("%v: a line of %d octets: %q", l, len(line), line)
			}
		}
		read, err := ics.ParseCalendar(strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		days := map[string]string{}
		for _, ev := range read.Events() {
			days[ev.Id()] = ev.GetProperty(ics.ComponentPropertyDtStart).Value
			if ev.GetProperty(ics.ComponentPropertyDtEnd) == nil || ev.GetProperty(ics.ComponentPropertySummary).Value == "" || len(ev.Alarms()) != 1 {
				t.Errorf("%v: event %s is not whole", l, ev.Id())
			}
		}
		if len(days) < len(e.Stages)+1 || days["stage-polling.v27.qinghe@huanjie"] != "20270115" || days["stage-roll.v27.qinghe@huanjie"] != "20261226" {
			t.Errorf("%v: %d events, %v", l, len(days), days)
		}
		for _, ev := range read.Events() {
			mark, _, _ := strings.Cut(ev.GetProperty(ics.ComponentPropertySummary).Value, " ")
			text := ev.GetProperty(ics.ComponentPropertyDescription).Value
			usual := strings.Contains(text, "惯例") || strings.Contains(text, "usual;") || strings.Contains(text, `usual\;`)
			if usual != (mark == "🔸") || mark == "⚖️" && !strings.Contains(text, "第") && !strings.Contains(text, "art.") {
				t.Errorf("%v: %s on %q", l, mark, text)
			}
		}
		first := read.Events()[0].GetProperty(ics.ComponentPropertySummary).Value
		if l == election.Chinese && !strings.Contains(first, "动员部署；分片，包村动员部署") {
			t.Errorf("the name of a stage comes back as %q", first)
		}
		moved, err := ics.ParseCalendar(strings.NewReader(calendar(t, town, e.On(polling.AddDays(3)), l)))
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range moved.Events() {
			if days[ev.Id()] == "" {
				t.Errorf("%s is another event after the move", ev.Id())
			}
		}
	}
}

func calendar(t *testing.T, town *election.Town, e election.Election, l election.Language) string {
	t.Helper()
	var file bytes.Buffer
	if err := document.Calendar(&file, town, e, l, time.Date(2026, time.December, 1, 8, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	return file.String()
}
