package election

import (
	"slices"
	"testing"
)

// TestThird: once two entries differ after somebody has looked again, a third
// person enters the count; what two of the three say alike stands, whoever they are.
func TestThird(t *testing.T) {
	t.Parallel()
	a, b, c := three(300, 200, 100), three(300, 201, 99), three(300, 202, 98)
	first := func(tally Tally) entry { return entry{"甲", 1, tally, nil} }
	second := func(tally Tally) entry { return entry{"乙", 2, CountCheck{tally}, nil} }
	third := func(tally Tally) entry { return entry{"丙", 3, CountCheck{tally}, nil} }
	for name, x := range map[string]struct {
		entries []entry
		status  CountStatus
		votes   Tally
		by      []PersonID
	}{
		"not asked yet":            {[]entry{first(a), second(b), third(a)}, Recount, a, []PersonID{"甲", "乙"}},
		"agrees with the first":    {[]entry{first(a), second(b), second(b), third(a)}, Confirmed, a, []PersonID{"甲", "丙"}},
		"agrees with the second":   {[]entry{first(a), second(b), first(a), third(b)}, Confirmed, b, []PersonID{"乙", "丙"}},
		"with nobody":              {[]entry{first(a), second(b), second(b), third(c)}, Recount, a, []PersonID{"甲", "乙"}},
		"with nobody, then again":  {[]entry{first(a), second(b), second(b), third(c), third(b)}, Confirmed, b, []PersonID{"乙", "丙"}},
		"the second comes round":   {[]entry{first(a), second(b), second(b), third(c), second(c)}, Confirmed, c, []PersonID{"乙", "丙"}},
		"the first comes round":    {[]entry{first(a), second(b), second(b), third(c), first(c)}, Confirmed, c, []PersonID{"甲", "丙"}},
		"the two agree without it": {[]entry{first(a), second(b), second(b), second(a)}, Confirmed, a, []PersonID{"甲", "乙"}},
	} {
		got := entered(timetable(), x.entries...).Counts[0]
		by := []PersonID{got.By, got.Check.By}
		if got.Status() != x.status || len(got.Tally.differs(x.votes)) != 0 || !slices.Equal(by, x.by) {
			t.Errorf("%s: %s by %v, %+v", name, got.Status(), by, got.Tally)
		}
		if got.Status() == Confirmed && (got.Third != nil || got.Differed != 0) {
			t.Errorf("%s: confirmed, and still %+v", name, got)
		}
	}
}

// TestCounters names those whose entry is waited for.
func TestCounters(t *testing.T) {
	t.Parallel()
	pair := Unit{ID: "E1", Area: "东片", Election: "v", Officers: []PersonID{"甲"}, Checkers: []PersonID{"乙"}}
	alone := Unit{ID: "E2", Area: "东片", Election: "v", Officers: []PersonID{"甲"}}
	town, err := NewTown(Town{Office: []int64{1, 2}, LeadingGroup: []PersonID{"戊", "己"}, Elections: []Election{{ID: "v"}}, Units: []Unit{pair, alone}})
	if err != nil {
		t.Fatal(err)
	}
	one, other := three(300, 200, 100), three(300, 201, 99)
	count := func(entries ...entry) Count { return entered(timetable(), entries...).Counts[0] }
	office := []PersonID{OfficePerson(1), OfficePerson(2)}
	for name, x := range map[string]struct {
		unit  Unit
		count Count
		want  []PersonID
	}{
		"the roster's":           {pair, count(entry{"甲", 0, one, nil}), []PersonID{"乙"}},
		"of the office":          {pair, count(entry{office[0], 0, one, nil}), []PersonID{"乙", "甲"}},
		"nobody in the roster":   {alone, count(entry{"甲", 0, one, nil}), office},
		"nor may the office":     {Unit{}, count(entry{office[0], 0, one, nil}), []PersonID{"戊", "己"}},
		"they look again":        {pair, count(entry{"甲", 0, one, nil}, entry{"乙", 0, CountCheck{other}, nil}), nil},
		"a third":                {pair, count(entry{"甲", 0, one, nil}, entry{"乙", 0, CountCheck{other}, nil}, entry{"甲", 0, one, nil}), []PersonID{"戊", "己"}},
		"a third after the same": {Unit{}, count(entry{office[0], 0, one, nil}, entry{"戊", 0, CountCheck{other}, nil}, entry{"戊", 0, CountCheck{other}, nil}), []PersonID{"己"}},
		"confirmed":              {pair, count(entry{"甲", 0, one, nil}, entry{"乙", 0, CountCheck{one}, nil}), nil},
	} {
		if got := town.Counters(x.unit, x.count); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}
