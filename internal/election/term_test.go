package election

import (
	"slices"
	"testing"
)

// TestPoints: the difference of two shares is that of the two percentages as printed.
func TestPoints(t *testing.T) {
	t.Parallel()
	now, before := Ratio{9700, 12670}, Ratio{9100, 12345}
	if now.Percent() != "76.56%" || before.Percent() != "73.71%" || now.Points(before) != 285 || before.Points(now) != -285 {
		t.Errorf("%s, %s: %d and %d", now.Percent(), before.Percent(), now.Points(before), before.Points(now))
	}
}

// TestPairs: who sits on both bodies of a place is computed by name, where both are
// settled.
func TestPairs(t *testing.T) {
	t.Parallel()
	town, err := NewTown(Town{ID: "t", Elections: []Election{{ID: "v", Kind: Villagers, PollingDay: polls()}, {ID: "p", Kind: Party, PollingDay: polls()}},
		Units: []Unit{{ID: "A", Name: "茶山村", Election: "v"}, {ID: "B", Name: "桐岭村", Election: "v"}, {ID: "PA", Name: "茶山村党支部", Election: "p"}, {ID: "PB", Name: "桐岭村党支部", Election: "p"}}})
	if err != nil {
		t.Fatal(err)
	}
	state := func(id UnitID, posts ...PostTally) UnitState {
		u, _ := town.Unit(id)
		return UnitState{Unit: u, Progress: town.ElectionOf(u).Fold(Progress{}, Report{Body: Tally{Round: FirstRound, Registered: 50, Participants: 50, Issued: 50, Returned: 50, Valid: 50, Posts: posts}})}
	}
	one := func(post Post, names ...string) PostTally {
		p := PostTally{Post: post, Seats: len(names)}
		for _, n := range names {
			p.Candidates = append(p.Candidates, CandidateVotes{Name: n, Votes: 40})
		}
		return p
	}
	open := one(Secretary, "戊")
	open.Candidates[0].Votes = 20 // not elected: the seat is left
	states := []UnitState{
		state("A", one(Chair, "甲"), one(Member, "乙", "丙")), state("PA", one(Secretary, "甲"), one(Member, "乙", "丁")),
		state("B", one(Chair, "戊")), state("PB", open),
	}
	got := Pairs(town, states)
	if want := []Pair{{Kind: Villagers, Units: 1, People: 3, Cross: 2, Combined: 1}}; !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestSamePerson: one name is one person, unless what is known of the two differs, or somebody
// said that they are two.
func TestSamePerson(t *testing.T) {
	t.Parallel()
	born := func(year int) Date { return Date{Year: year, Month: 1, Day: 1} }
	me := ElectedPerson{Name: "张伟", Sex: Man, Born: born(1970)}
	for name, c := range map[string]struct {
		committee, party ElectedPerson
		want             bool
	}{
		"the same":               {me, me, true},
		"nothing known":          {ElectedPerson{Name: "张伟"}, me, true},
		"another name":           {me, ElectedPerson{Name: "张伟(东河)"}, false},
		"born in another year":   {me, ElectedPerson{Name: "张伟", Born: born(1971)}, false},
		"a woman and a man":      {me, ElectedPerson{Name: "张伟", Sex: Woman}, false},
		"said to be on one only": {ElectedPerson{Name: "张伟", OnBoth: No}, me, false},
		"said to be on both":     {ElectedPerson{Name: "张伟", OnBoth: Yes}, me, true},
	} {
		if got := SamePerson(c.committee, c.party); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
