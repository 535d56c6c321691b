package election

import "testing"

// TestUnitMethod: units of one residents' election may vote in different ways, and each
// count is judged by its own unit's, wherever it is read.
func TestUnitMethod(t *testing.T) {
	t.Parallel()
	town, err := NewTown(Town{ID: "t", Elections: []Election{{ID: "r", Kind: Residents, PollingDay: polls()}}, Units: []Unit{
		{ID: "A", Name: "甲社区", Election: "r", Method: Representatives}, {ID: "B", Name: "乙社区", Election: "r"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	tally := vote{r: 99, p: 60, b: 60, seats: 2, votes: []int{50, 40, 10}}.tally()
	for id, want := range map[UnitID]int{"A": 0, "B": 2} { // 60 of 99 are half and more, not two thirds
		u, _ := town.Unit(id)
		p := town.ElectionOf(u).Fold(Progress{}, Report{ID: "1", Body: tally})
		if got := len(town.ElectionOf(u).Winners(p)); got != want {
			t.Errorf("%s elects %d, want %d", id, got, want)
		}
		if got := len(town.Elections[0].Winners(p)); got != want {
			t.Errorf("%s elects %d when read with the others, want %d", id, got, want)
		}
	}
}

// TestGeneralBranch: a general branch may have nine on its committee, a branch seven.
func TestGeneralBranch(t *testing.T) {
	t.Parallel()
	town, err := NewTown(Town{ID: "t", Elections: []Election{{ID: "p", Kind: Party, PollingDay: polls()}, {ID: "own", Kind: Party, PollingDay: polls(), Profile: Profile{CommitteeMost: 5}}},
		Units: []Unit{{ID: "G", Name: "水务局机关党总支", Election: "p"}, {ID: "B", Name: "水务局党支部", Election: "p"}, {ID: "O", Name: "林业局党支部", Election: "own"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		unit  UnitID
		seats int
		want  string
	}{{"G", 9, ""}, {"G", 10, "seats"}, {"B", 7, ""}, {"B", 8, "seats"}, {"O", 5, ""}, {"O", 6, "seats"}} {
		u, _ := town.Unit(row.unit)
		got := ""
		for _, b := range town.ElectionOf(u).PlanBreaches([]PostPlan{{Post: Member, Seats: row.seats}}) {
			got += b.Code
		}
		if got != row.want {
			t.Errorf("%s with %d seats: %q, want %q", u.Name, row.seats, got, row.want)
		}
	}
}

// TestProxiesEach: a local rule may let one person vote for fewer others, never for more.
func TestProxiesEach(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ each, ballots, want int }{{0, 3, 0}, {0, 4, 1}, {2, 2, 0}, {2, 3, 1}, {5, 3, 0}, {5, 4, 1}} {
		e := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{ProxiesEach: row.each}}
		tally := vote{r: 99, p: 60, b: 60, seats: 1, votes: []int{50, 10}}.tally()
		tally.Proxies = []ProxyHolder{{"Z", row.ballots}}
		if got := len(Judge(e, tally).Breaches); got != row.want {
			t.Errorf("%d ballots where %d each are allowed: %d breaches, want %d", row.ballots, row.each, got, row.want)
		}
	}
}
