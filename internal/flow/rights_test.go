package flow

import (
	"testing"

	"huanjie/internal/election"
)

// checked is a form that only a unit's second person may fill in: never its
// officer.
func checked() Forms {
	return append(visits(peopleStep(), carsStep()), Of(Form[visit]{
		Head: Head{
			ID: "check", Command: "check", Words: []string{"check"}, Title: phrase("Check"), Label: phrase("Check"), Group: phrase("More"),
			May: func(p election.Person) bool { return len(p.Areas) > 0 || len(p.Units) > 0 },
			For: func(p election.Person, u election.Unit) bool { return !p.MayReport(u) },
		},
		Steps:  []Step[visit]{peopleStep(), carsStep()},
		Report: func(v visit) election.Body { return election.Turnout{Registered: v.people, Voted: v.cars} },
	}), Of(Form[visit]{
		Head: Head{ID: "case", Words: []string{"case"}, Title: phrase("Case"), Hidden: true}, Steps: []Step[visit]{peopleStep(), kindStep("walk", "drive")},
		Report: func(v visit) election.Body { return election.Turnout{Registered: v.people} },
	}))
}

// TestFor fills in a form for units that are not the person's own to report.
func TestFor(t *testing.T) {
	t.Parallel()
	fs, d := checked(), newDesk(t, "东河村", "西岭村", "南浦村")
	d.scene.Person = election.Person{ID: "陈立", Units: []election.UnitID{"U1"}, Checks: []election.UnitID{"U2", "U3"}}
	out := d.does(fs, Text("check"))
	if len(out.View.Keyboard) != 2 || out.View.Keyboard[0][0].Label != "西岭村" {
		t.Fatalf("offered %v", out.View.Keyboard)
	}
	if out = d.does(fs, Text("东河村 people 3")); len(d.state.Drafts) != 1 || d.state.Drafts[0].Unit != "" {
		t.Fatalf("took its own: %v", d.state.Drafts)
	}
	if out = d.does(fs, Text("西岭 people 3")); d.state.Unit != "U2" || asks(out) != "cars?" {
		t.Fatalf("unit %q, asked %q", d.state.Unit, asks(out))
	}
	if out = d.does(fs, Opening{Form: "check", Unit: "U1", Step: "people", Value: "3"}); !out.Ignored {
		t.Errorf("an opening for its own: %v", out.State.Drafts)
	}
	if out = d.does(fs, Opening{Form: "visit", Unit: "U2"}); !out.Ignored {
		t.Errorf("an opening for another's: %v", out.State.Drafts)
	}
	d.scene.Person.Units = append(d.scene.Person.Units, "U2")
	if out = d.does(fs, Text("5")); len(d.state.Drafts) > 0 {
		t.Errorf("kept what it may not fill in any more: %v", d.state.Drafts)
	}
}

// TestOpeningTwo begins a form by a button with two answers.
func TestOpeningTwo(t *testing.T) {
	t.Parallel()
	fs, d := checked(), newDesk(t, "东河村")
	o := Opening{Form: "case", Unit: "U1", Step: "people", Value: "9", Step2: "kind", Value2: "drive"}
	if back, ok := ParseOpening(o.String()); !ok || back != o {
		t.Fatalf("%q reads back as %v", o.String(), back)
	}
	if out := d.does(fs, o); asks(out) != review || given(d.state.Drafts[0]) != "people=9 kind=drive" {
		t.Errorf("asked %q, %v", asks(out), d.state.Drafts)
	}
	d.does(fs, o)
	if len(d.state.Drafts) != 1 {
		t.Errorf("begun twice: %v", d.state.Drafts)
	}
	o.Value2 = "fly"
	if out := d.does(fs, o); asks(out) != "kind?" || out.Answer == "" { // what cannot be done any more is asked
		t.Errorf("asked %q, answered %q", asks(out), out.Answer)
	}
	if out := d.does(fs, Opening{Form: "case", Unit: "U1", Step: "people", Value: "many"}); !out.Ignored {
		t.Errorf("took %v", out.State.Drafts)
	}
	for _, data := range []string{"o:case:U1:people:9|", "o:case:U1:people:9|kind", "o:case:U1:people:9|:drive"} {
		if o, ok := ParseOpening(data); ok {
			t.Errorf("ParseOpening(%q) = %v", data, o)
		}
	}
}

// TestMenu keeps groups together and hidden forms out.
func TestMenu(t *testing.T) {
	t.Parallel()
	fs := checked()
	person := election.Person{Units: []election.UnitID{"U1"}}
	if menu := fs.Menu(person); len(menu) != 2 || menu[1].Key != "" || menu[1].Label != phrase("Check") {
		t.Errorf("a group of one: %v", menu)
	}
	fs = append(Forms{Of(Form[visit]{Head: Head{ID: "first", Command: "first", Label: phrase("First"), Group: phrase("More")}})}, fs...)
	menu := fs.Menu(person)
	if len(menu) != 2 || menu[0].Key == "" || menu[0].Label != phrase("More") || len(menu[0].Entries) != 2 || menu[0].Entries[1].ID != "check" {
		t.Errorf("menu %v", menu)
	}
	if commands := fs.Commands(); len(commands) != 3 {
		t.Errorf("commands %v", commands)
	}
	if fs.Menu(election.Person{}) != nil {
		t.Error("a stranger is offered forms")
	}
	if _, _, ok := fs.Opened("/"); ok {
		t.Error("a slash opens the form without a command")
	}
}
