package election

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// hamlet is a village with one seat.
func hamlet(id UnitID, area Area, key bool, officers, leaders []PersonID) Unit {
	return Unit{ID: id, Name: string(id) + "村", Area: area, Key: key, Election: "v27", Registered: 100,
		Posts: []PostPlan{{Post: Chair, Seats: 1}, {Post: Member, Seats: 2}}, Officers: officers, Leaders: leaders}
}

func valley() Town {
	return Town{ID: "valley", Location: time.FixedZone("", 8*3600), Office: []int64{900}, LeadingGroup: []PersonID{"高处", "石远"},
		Elections: []Election{{ID: "v27", Kind: Villagers, PollingDay: polls()}, {ID: "p27", Kind: Party}},
		Units: []Unit{
			hamlet("A1", "东片/沿河", true, []PersonID{"白露"}, []PersonID{"石远"}),
			hamlet("A2", "东片", false, []PersonID{"白露", "谷雨"}, []PersonID{"石远"}),
			hamlet("B1", "西片", false, []PersonID{"谷雨"}, []PersonID{"方圆"}),
			hamlet("C1", "", true, []PersonID{"谷雨"}, nil),
		}}
}

func newValley(t *testing.T) *Town {
	t.Helper()
	town, err := NewTown(valley())
	if err != nil {
		t.Fatal(err)
	}
	return town
}

func TestNewTownNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for names, spoil := range map[string]func(*Town){
		"A2 stands twice":  func(t *Town) { t.Units[0].ID = "A2" },
		`no election "v2"`: func(t *Town) { t.Units[2].Election = "v2" },
	} {
		town := valley()
		spoil(&town)
		if _, err := NewTown(town); err == nil || !strings.Contains(err.Error(), names) {
			t.Errorf("got %v, want %q", err, names)
		}
	}
}

func TestTownFindsItsPeople(t *testing.T) {
	t.Parallel()
	town := newValley(t)
	if got := town.People(); !slices.Equal(got, []PersonID{"白露", "石远", "谷雨", "方圆", "高处"}) {
		t.Errorf("people %v", got)
	}
	for id, want := range map[PersonID]Person{
		"谷雨":              {ID: "谷雨", Units: []UnitID{"A2", "B1", "C1"}},
		"石远":              {ID: "石远", Areas: []Area{"东片", WholeTown}}, // an area holds its parts, and stays beside the whole town
		"方圆":              {ID: "方圆", Areas: []Area{"西片"}},
		"高处":              {ID: "高处", Areas: []Area{WholeTown}},
		"路人":              {ID: "路人", Unknown: true},
		"":                {Unknown: true},
		OfficePerson(900): {ID: "office:900", Office: true},
		OfficePerson(901): {ID: "office:901", Unknown: true},
		"office:x":        {ID: "office:x", Unknown: true},
	} {
		got := town.Person(id)
		if got.ID != want.ID || got.Office != want.Office || got.Unknown != want.Unknown || !slices.Equal(got.Units, want.Units) || !slices.Equal(got.Areas, want.Areas) {
			t.Errorf("%q is %+v, want %+v", id, got, want)
		}
	}
}

func TestUnitsOfAPerson(t *testing.T) {
	t.Parallel()
	town := newValley(t)
	for id, want := range map[PersonID]string{
		"白露": "A1 A2", "谷雨": "A2 B1 C1", "方圆": "B1", "高处": "A1 A2 B1 C1", "石远": "A1 A2 B1 C1", "路人": "", OfficePerson(900): "A1 A2 B1 C1",
	} {
		var got []string
		for _, u := range town.UnitsOf(town.Person(id)) {
			got = append(got, string(u.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s has %s, want %s", id, got, want)
		}
	}
	if got := town.UnitsOf(Person{Areas: []Area{"东片"}, Checks: []UnitID{"A1", "B1", "gone"}}); len(got) != 3 || got[2].ID != "B1" {
		t.Errorf("who leads and checks has %v", got)
	}
}

func TestUnitsInAnArea(t *testing.T) {
	t.Parallel()
	town := newValley(t)
	for _, area := range []Area{"", "东片", "东片/沿河", "西片", "北片"} {
		var got, want []UnitID
		for _, u := range town.UnitsIn(area) {
			got = append(got, u.ID)
		}
		for _, u := range town.Units {
			if area.Holds(u.Area) {
				want = append(want, u.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %q are %v, want %v", area, got, want)
		}
	}
}

func TestTownCountsItsRoster(t *testing.T) {
	t.Parallel()
	town := newValley(t)
	if got := town.Areas("v27"); !slices.Equal(got, []Area{"", "东片", "东片/沿河", "西片"}) {
		t.Errorf("areas %q", got)
	}
	if got := town.Areas("p27"); !slices.Equal(got, []Area{""}) {
		t.Errorf("areas without units %q", got)
	}
	for area, want := range map[Area]Roll{
		"":      {Units: 4, Registered: 400, Seats: 12, Key: []UnitID{"A1", "C1"}},
		"东片":    {Units: 2, Registered: 200, Seats: 6, Key: []UnitID{"A1"}},
		"东片/沿河": {Units: 1, Registered: 100, Seats: 3, Key: []UnitID{"A1"}},
		"西片":    {Units: 1, Registered: 100, Seats: 3},
		"北片":    {},
	} {
		got := town.RollOf("v27", area)
		if got.Units != want.Units || got.Registered != want.Registered || got.Seats != want.Seats || !slices.Equal(got.Key, want.Key) {
			t.Errorf("%q: %+v, want %+v", area, got, want)
		}
	}
	if u, ok := town.Unit("B1"); !ok || u.Name != "B1村" || town.Place("B1") != 2 || town.ElectionOf(u).Kind != Villagers {
		t.Errorf("B1 is %+v at %d", u, town.Place("B1"))
	}
	if _, ok := town.Unit("Z9"); ok || town.Place("Z9") != -1 {
		t.Error("a unit that is not in the roster was found")
	}
	if got := town.Today(time.Date(2027, 1, 14, 16, 0, 0, 0, time.UTC)); got != polls() {
		t.Errorf("midnight in the town begins %v", got)
	}
}

// Who leads a unit, or is asked for it, is looked up by its area; it must be who a walk
// through the whole roster would find, in its order.
func TestThePeopleOfAUnitAreThoseOfTheRoster(t *testing.T) {
	town, err := NewTown(valley())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range town.Units {
		var leaders, asked []PersonID
		for _, id := range town.People() {
			if town.Person(id).Leads(u) {
				leaders = append(leaders, id)
			}
			if _, ok := town.Person(id).RungOf(u); ok {
				asked = append(asked, id)
			}
		}
		if got := town.LeadersOf(u); !slices.Equal(got, leaders) {
			t.Errorf("LeadersOf(%s) is %v, want %v", u.ID, got, leaders)
		}
		if got := town.AskedOf(u); len(got) == 0 || !slices.Equal(got, asked) {
			t.Errorf("AskedOf(%s) is %v, want %v", u.ID, got, asked)
		}
	}
}

func TestWholeOf(t *testing.T) {
	t.Parallel()
	for town, want := range map[string]string{"清河镇": "全镇", "东关街道": "全街道", "白石乡": "全乡", "云溪县": "全县", "云溪县机关": "全县机关", "高新开发区": "全开发区", "": "全镇"} {
		if got := WholeOf(town, "").In(Chinese); got != want {
			t.Errorf("%s: %s, want %s", town, got, want)
		}
	}
	if got := WholeOf("青川县委", "全县机关").In(Chinese); got != "全县机关" {
		t.Errorf("as the settings say: %s", got)
	}
}
