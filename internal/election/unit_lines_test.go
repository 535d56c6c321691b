package election_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

// TestUnitLinesByBands: the ages of one unit's elected are said by the office's own bands, on
// the day of the election.
func TestUnitLinesByBands(t *testing.T) {
	t.Parallel()
	e := election.Election{PollingDay: election.Date{Year: 2027, Month: 1, Day: 15}, Bands: []election.Band{{From: 26, To: 35}, {From: 36, To: 45}, {From: 46, To: 54}, {From: 55}}}
	born := func(year int) election.Date { return election.Date{Year: year, Month: 1, Day: 1} }
	people := []election.ElectedPerson{{Name: "甲", Born: born(1973)}, {Name: "乙", Born: born(1972)}, {Name: "丙", Born: born(1990)}}
	for bands, want := range map[bool]string{true: "36至45岁 1 · 46至54岁 1 · 55岁及以上 1", false: "36至45岁 1 · 46至55岁 2"} {
		of := e
		if !bands {
			of.Bands = nil
		}
		said := ""
		for _, l := range of.UnitLines(people) {
			said += l.In(election.Chinese) + "\n"
		}
		if !strings.Contains(said, want) {
			t.Errorf("bands %v: %q lacks %q", bands, said, want)
		}
	}
}
