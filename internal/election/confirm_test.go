package election

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// entry is one report about the count of the first round.
type entry struct {
	by    PersonID
	user  int64
	body  Body
	files []File
}

// entered folds entries; a Tally corrects the count that is there.
func entered(e Election, entries ...entry) Progress {
	var p Progress
	for i, in := range entries {
		r := Report{ID: ReportID(fmt.Sprint("R", i)), By: in.by, User: in.user, At: at(8).Add(0), Body: in.body, Files: in.files}
		if len(p.Counts) > 0 {
			r.Replaces = e.Corrects(Unit{}, p, in.body, Entry{By: in.by, User: in.user})
		}
		p = e.Fold(p, r)
	}
	return p
}

func TestCountStatus(t *testing.T) {
	t.Parallel()
	one, other := three(300, 200, 100), three(300, 201, 99)
	sheet := []File{{Photo, "f1"}}
	first := entry{"甲", 1, one, nil}
	against, abstained, proxied := three(300, 200, 100), three(300, 200, 100), three(300, 200, 100)
	against.Posts[0].Candidates[1].Against, abstained.Posts[0].Candidates[0].Abstained = 3, 1
	proxied.Proxies = []ProxyHolder{{"戊", 2}}
	for name, c := range map[string]struct {
		entries []entry
		want    CountStatus
		differ  []string
	}{
		"nothing":                   {nil, PreElection, nil},
		"entered":                   {[]entry{first}, Preliminary, nil},
		"with its photo":            {[]entry{{"甲", 1, one, sheet}}, Complete, nil},
		"its photo later":           {[]entry{first, {"乙", 2, ResultSheet{FirstRound}, sheet}}, Complete, nil},
		"checked":                   {[]entry{first, {"乙", 2, CountCheck{one}, nil}}, Confirmed, nil},
		"checked by the same":       {[]entry{first, {"甲", 9, CountCheck{one}, nil}}, Preliminary, nil},
		"by the same telephone":     {[]entry{first, {"乙", 1, CountCheck{one}, nil}}, Preliminary, nil},
		"differing":                 {[]entry{first, {"乙", 2, CountCheck{other}, nil}}, Recount, []string{"votes.chair.A", "votes.chair.B"}},
		"against, and none stated":  {[]entry{first, {"乙", 2, CountCheck{against}, nil}}, Recount, []string{"against.chair.B"}},
		"against, and abstained":    {[]entry{{"甲", 1, against, nil}, {"乙", 2, CountCheck{abstained}, nil}}, Recount, []string{"against.chair.B", "abstained.chair.A"}},
		"against alike":             {[]entry{{"甲", 1, against, nil}, {"乙", 2, CountCheck{against}, nil}}, Confirmed, nil},
		"proxies are not entered":   {[]entry{{"甲", 1, proxied, nil}, {"乙", 2, CountCheck{one}, nil}}, Confirmed, nil},
		"mended by the checker":     {[]entry{first, {"乙", 2, CountCheck{other}, nil}, {"乙", 2, CountCheck{one}, nil}}, Confirmed, nil},
		"the third by another name": {[]entry{first, {"office:3", 3, CountCheck{other}, nil}, {"甲", 1, one, nil}, {"丙", 0, CountCheck{against}, nil}, {"丙", 3, CountCheck{against}, nil}}, Recount, []string{"against.chair.B"}},
		"mended by the first":       {[]entry{first, {"乙", 2, CountCheck{other}, nil}, {"甲", 1, other, nil}}, Confirmed, nil},
		"corrected by the checker":  {[]entry{first, {"乙", 2, CountCheck{other}, nil}, {"乙", 2, other, nil}}, Preliminary, nil},
		"a third person's check":    {[]entry{first, {"乙", 2, CountCheck{other}, nil}, {"丙", 3, CountCheck{one}, nil}}, Recount, []string{"votes.chair.A", "votes.chair.B"}},
		"corrected after":           {[]entry{first, {"乙", 2, CountCheck{one}, nil}, {"甲", 1, other, nil}}, Corrected, nil},
		"corrected and checked":     {[]entry{first, {"乙", 2, CountCheck{one}, nil}, {"甲", 1, other, nil}, {"乙", 2, CountCheck{other}, nil}}, Confirmed, nil},
		"corrected by the checker2": {[]entry{first, {"乙", 2, CountCheck{one}, nil}, {"乙", 2, other, nil}}, Corrected, nil},
		"corrected to the same":     {[]entry{first, {"乙", 2, CountCheck{one}, nil}, {"乙", 2, one, nil}}, Confirmed, nil},
		"a photo afterwards":        {[]entry{first, {"乙", 2, CountCheck{one}, nil}, {"甲", 1, ResultSheet{FirstRound}, sheet}}, Confirmed, nil},
		"a photo of no count":       {[]entry{{"甲", 1, ResultSheet{FirstRound}, sheet}}, PreElection, nil},
		"a check of no count":       {[]entry{{"甲", 1, CountCheck{one}, nil}}, PreElection, nil},
	} {
		p := entered(timetable(), c.entries...)
		if got := p.CountStatus(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if count, ok := p.Count(FirstRound); ok && !slices.Equal(count.Differs(), c.differ) {
			t.Errorf("%s: differs in %v, want %v", name, count.Differs(), c.differ)
		}
	}
}

// TestNoTwoEntriesOfOnePerson lets some people who have several roles enter a
// count, check and correct it in any order, alike or not. Whatever comes of it:
// what is called confirmed two different people on different telephones have
// entered alike, the totals say no more, and folding reads back what it wrote.
func TestNoTwoEntriesOfOnePerson(t *testing.T) {
	t.Parallel()
	e := timetable()
	type who struct {
		by   PersonID
		user int64
	}
	people := []who{{"甲", 1}, {"乙", 2}, {"丙", 3}, {OfficePerson(1), 1}, {OfficePerson(4), 4}, {"甲", 0}, {"乙", 0}}
	rapid.Check(t, func(t *rapid.T) {
		var entries []entry
		said := map[string][]who{} // who entered what
		for range rapid.IntRange(1, 12).Draw(t, "entries") {
			w := rapid.SampledFrom(people).Draw(t, "who")
			votes := rapid.IntRange(199, 201).Draw(t, "votes")
			tally := three(300, votes, 300-votes)
			tally.Posts[0].Candidates[1].Against = rapid.IntRange(0, 1).Draw(t, "against")
			body := rapid.SampledFrom([]Body{tally, CountCheck{tally}, ResultSheet{FirstRound}}).Draw(t, "body")
			if _, sheet := body.(ResultSheet); !sheet {
				said[fmt.Sprint(tally)] = append(said[fmt.Sprint(tally)], w)
			}
			entries = append(entries, entry{w.by, w.user, body, []File{{Photo, "f"}}})
		}
		p := entered(e, entries...)
		count, ok := p.Count(FirstRound)
		if !ok {
			return
		}
		confirmed := count.Status() == Confirmed
		f := e.Figures(p)
		if f[UnitsConfirmed] == 1 != confirmed || f[VotedConfirmed] > 0 && !confirmed || f[ElectedConfirmed] > 0 && !confirmed {
			t.Fatalf("%s: totals say %v", count.Status(), f)
		}
		if confirmed {
			if count.Check.By == count.By || count.User != 0 && count.Check.User == count.User {
				t.Fatalf("confirmed by one person: %+v", count)
			}
			for _, w := range []who{{count.By, count.User}, {count.Check.By, count.Check.User}} {
				if !slices.Contains(said[fmt.Sprint(count.Tally)], w) {
					t.Fatalf("%v never entered %+v", w, count.Tally)
				}
			}
		}
		written, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var read Progress
		if err := json.Unmarshal(written, &read); err != nil || !reflect.DeepEqual(read.CountStatus(), p.CountStatus()) {
			t.Fatalf("reads back as %v, %v", read.CountStatus(), err)
		}
	})
}

// TestHidden: whoever may enter a count beside its author, as second or as third,
// does not see it before two entries agree; everybody else does. Where the roster
// names nobody it is the office; where the office entered it, the leading group.
func TestHidden(t *testing.T) {
	t.Parallel()
	u := Unit{ID: "E1", Area: "东片", Officers: []PersonID{"甲", "乙"}, Checkers: []PersonID{"丙"}}
	people := map[string]Person{
		"author":  {ID: "甲", Units: []UnitID{"E1"}},
		"officer": {ID: "乙", Units: []UnitID{"E1"}},
		"checker": {ID: "丙", Checks: []UnitID{"E1"}},
		"leader":  {ID: "丁", Areas: []Area{"东片"}},
		"office":  {ID: OfficePerson(4), Office: true},
		"group":   {ID: "戊", Areas: []Area{WholeTown}},
	}
	alone := Unit{ID: "E1", Area: "东片", Officers: []PersonID{"甲"}}
	pair := Unit{ID: "E1", Area: "东片", Officers: []PersonID{"甲"}, Checkers: []PersonID{"丙"}}
	one, other := three(300, 200, 100), three(300, 201, 99)
	first, check := entry{"甲", 1, one, nil}, entry{"丙", 3, CountCheck{other}, nil}
	for name, c := range map[string]struct {
		unit    Unit
		entries []entry
		hidden  []string
	}{
		"entered":                 {u, []entry{first}, []string{"checker", "officer"}},
		"differing":               {u, []entry{first, check}, []string{"checker", "officer"}},
		"confirmed":               {u, []entry{first, {"丙", 3, CountCheck{one}, nil}}, nil},
		"of one officer":          {alone, []entry{first}, []string{"office"}},
		"of the office":           {alone, []entry{{OfficePerson(4), 4, one, nil}}, []string{"author"}},
		"of the office alone":     {Unit{ID: "E1"}, []entry{{OfficePerson(4), 4, one, nil}}, []string{"group"}},
		"of a pair":               {pair, []entry{first, check}, []string{"checker"}},
		"of a pair, twice":        {pair, []entry{first, check, check}, []string{"checker", "group"}},
		"of three, twice":         {u, []entry{first, check, check}, []string{"checker", "officer"}},
		"of the office, twice":    {alone, []entry{first, {OfficePerson(4), 4, CountCheck{other}, nil}, {OfficePerson(4), 4, CountCheck{other}, nil}}, []string{"group", "office"}},
		"withdrawn by its author": {u, nil, nil},
	} {
		s := UnitState{Unit: c.unit, Progress: entered(timetable(), c.entries...)}
		var hidden []string
		for who, p := range people {
			if !slices.Contains(c.unit.Officers, p.ID) && !slices.Contains(c.unit.Checkers, p.ID) {
				p.Units, p.Checks = nil, nil
			}
			if seen := s.For(p, 0); len(seen.Hidden) > 0 {
				hidden = append(hidden, who)
				if len(seen.Progress.Counts) > 0 || seen.Progress.Stated != 0 {
					t.Errorf("%s: %s sees %+v", name, who, seen.Progress)
				}
			}
		}
		slices.Sort(hidden)
		if !slices.Equal(hidden, c.hidden) {
			t.Errorf("%s: hidden from %v, want %v", name, hidden, c.hidden)
		}
		if len(s.Progress.Counts) != min(1, len(c.entries)) {
			t.Errorf("%s: the state itself has changed", name)
		}
	}
}

func TestFieldNames(t *testing.T) {
	t.Parallel()
	e := timetable()
	a, b := three(300, 200, 100), three(301, 200, 100)
	b.Posts[0].Candidates = append(b.Posts[0].Candidates, CandidateVotes{Name: "丁", Votes: 1, WriteIn: true})
	c := Count{Tally: a, By: "甲", Check: &Entry{Tally: b, By: "乙"}}
	if got, want := c.DifferNames(e).In(Chinese), "参加投票、发出选票、收回选票、有效票、另选他人"; got != want {
		t.Errorf("differs in %s, want %s", got, want)
	}
	if got := e.FieldName(VotesField(Chair, "甲")).In(English); got != "Chair 甲" {
		t.Errorf("a vote is called %q", got)
	}
}
