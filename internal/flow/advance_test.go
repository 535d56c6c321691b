package flow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

// visit is what the small form of these tests is filled into.
type visit struct {
	people, cars int
	kind, remark string
}

func phrase(s string) election.Phrase { return election.Say(s, s) }

func peopleStep() Step[visit] {
	return Number("people", phrase("people?"), func(v *visit) *int { return &v.people }, With[visit]{Field: Field{Label: phrase("people")}})
}

func carsStep() Step[visit] {
	return Number("cars", phrase("cars?"), func(v *visit) *int { return &v.cars }, With[visit]{Field: Field{Label: phrase("cars")}})
}

func kindStep(kinds ...string) Step[visit] {
	return Choice("kind", phrase("kind?"), func(Subject, visit) []Option {
		var options []Option
		for _, k := range kinds {
			options = append(options, Option{Value: k, Label: phrase(k)})
		}
		return options
	}, func(v *visit, k string) { v.kind = k }, With[visit]{Field: Field{Label: phrase("kind")}})
}

func remarkStep(longest int) Step[visit] {
	return Prose("remark", phrase("remark?"), func(v *visit) *string { return &v.remark }, With[visit]{Field: Field{Label: phrase("remark"), Longest: longest}})
}

// visits is the small form with these steps.
func visits(steps ...Step[visit]) Forms {
	return Forms{Of(Form[visit]{
		Head: Head{ID: "visit", Command: "visit", Words: []string{"visit"}, Title: phrase("Visit")}, Steps: steps,
		Problems: func(_ Subject, v visit) []election.Problem {
			if v.cars > v.people {
				return []election.Problem{{Code: "cars", Fields: []string{"people", "cars"}, Text: phrase("too many cars")}}
			}
			return nil
		},
		Report: func(v visit) election.Body { return election.Turnout{Registered: v.people, Voted: v.cars} },
	})}
}

// desk is a person with a chat, to whom releases may come.
type desk struct {
	t        *testing.T
	scene    Scene
	state    State
	progress map[election.UnitID]election.Progress
	like     map[string]election.UnitID // whose report has a fingerprint
	update   int64
}

func newDesk(t *testing.T, units ...string) *desk {
	t.Helper()
	town := election.Town{ID: "t", Name: "青石镇", Location: time.UTC, Elections: []election.Election{{ID: "e", Kind: election.Villagers}}}
	for i, name := range units {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID(fmt.Sprintf("U%d", i+1)), Name: name, Election: "e", Officers: []election.PersonID{"周明"}})
	}
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, update: 1000, progress: map[election.UnitID]election.Progress{},
		scene: Scene{Town: made, Person: made.Person("周明"), Now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}}
}

// does takes a turn as the rim would, with the state written and read before.
func (d *desk) does(fs Forms, in Input) Outcome {
	d.t.Helper()
	d.update++
	kept, err := json.Marshal(d.state)
	if err != nil {
		d.t.Fatal(err)
	}
	var read State
	if err := json.Unmarshal(kept, &read); err != nil {
		d.t.Fatal(err)
	}
	return d.serve(func(sc Scene) Outcome {
		return fs.Advance(read, sc, Turn{Update: d.update, Message: int(d.update), Input: in})
	})
}

// serve reads what the turn needs, as the rim does.
func (d *desk) serve(take func(Scene) Outcome) Outcome {
	d.t.Helper()
	sc := d.scene
	sc.Likeness = map[string]election.UnitID{}
	for range 5 {
		out := take(sc)
		if out.Need.IsZero() {
			d.state = out.State
			return out
		}
		if print := out.Need.Likeness; print != "" {
			sc.Likeness[print] = d.like[print]
			continue
		}
		sc.Unit, sc.Progress = out.Need.Unit, d.progress[out.Need.Unit]
	}
	d.t.Fatal("the turn needs more and more")
	return Outcome{}
}

// tap is the tap of a button on a card.
func tapOf(t *testing.T, v *View, label string) Tap {
	t.Helper()
	for _, row := range v.Keyboard {
		for _, b := range row {
			if b.Label == label {
				return b.Tap
			}
		}
	}
	t.Fatalf("no button %q on %v", label, v.Keyboard)
	return Tap{}
}

// asks is the question of a card.
func asks(out Outcome) string {
	if out.View == nil {
		return "(no card)"
	}
	return out.View.Question
}

const review = "请核对，无误后确认。"

// TestRelease fills in half a form, lets a release come, and goes on.
func TestRelease(t *testing.T) {
	t.Parallel()
	before := visits(peopleStep(), kindStep("walk", "drive"), remarkStep(100), carsStep())
	for _, c := range []struct {
		name  string
		after Forms
		asked string            // after the release
		kept  map[string]string // by label
	}{
		{"nothing changed", visits(peopleStep(), kindStep("walk", "drive"), remarkStep(100), carsStep()), review,
			map[string]string{"people": "9", "kind": "drive", "remark": "a long way", "cars": "2"}},
		{"another order", visits(carsStep(), remarkStep(100), kindStep("drive", "walk"), peopleStep()), review,
			map[string]string{"people": "9", "kind": "drive", "remark": "a long way", "cars": "2"}},
		{"a step less", visits(peopleStep(), kindStep("walk", "drive"), carsStep()), review,
			map[string]string{"people": "9", "kind": "drive", "cars": "2"}},
		{"an option less", visits(peopleStep(), kindStep("walk", "ride"), remarkStep(100), carsStep()), "kind?",
			map[string]string{"people": "9", "kind": "", "remark": "a long way", "cars": "2"}},
		{"a tighter limit", visits(peopleStep(), kindStep("walk", "drive"), remarkStep(5), carsStep()), "remark?",
			map[string]string{"people": "9", "kind": "drive", "remark": "", "cars": "2"}},
		{"a step more", visits(peopleStep(), Number("bikes", phrase("bikes?"), func(v *visit) *int { return new(int) }, With[visit]{Field: Field{Label: phrase("bikes")}}),
			kindStep("walk", "drive"), remarkStep(100), carsStep()), "bikes?",
			map[string]string{"people": "9", "bikes": "", "kind": "drive", "remark": "a long way", "cars": "2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "东河村")
			for _, text := range []string{"visit people 9", "drive", "a long way", "cars 2"} {
				d.does(before, Text(text))
			}
			out := d.does(c.after, Text("/visit"))
			if asks(out) != c.asked {
				t.Errorf("asked %q, want %q", asks(out), c.asked)
			}
			shown := map[string]string{}
			for _, l := range out.View.Lines {
				shown[l.Label] = l.Value
			}
			if fmt.Sprint(shown) != fmt.Sprint(c.kept) {
				t.Errorf("shown %v, want %v", shown, c.kept)
			}
			if out := d.does(before, Text("/visit")); asks(out) != review {
				t.Errorf("rolled back: asked %q, want nothing", asks(out))
			}
		})
	}
}

// TestRevokedRight drops the draft of a unit that the person lost.
func TestRevokedRight(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村")
	out := d.does(fs, Text("visit people 9"))
	tap := tapOf(t, out.View, "↩ 返回")
	d.scene.Person = election.Person{ID: "周明", Units: []election.UnitID{"U9"}}
	if out := d.does(fs, tap); !out.Ignored || out.View != nil || len(out.State.Drafts) > 0 {
		t.Errorf("a tap on the lost draft shows %v and keeps %v", out.View, out.State.Drafts)
	}
}

// TestColleague reports while another officer's review is open: what they
// confirm must not silently take the place of what they have not seen.
func TestColleague(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村")
	out := d.does(fs, Text("visit people 9 cars 2"))
	confirm := tapOf(t, out.View, "✅ 确认上报")
	d.progress["U1"] = election.Progress{Latest: map[string]election.ReportID{"turnout": "OTHER"}}
	out = d.does(fs, confirm)
	if out.Report != nil || !strings.Contains(out.View.Notice, "刚才有人上报了同一事项") {
		t.Fatalf("reported %v with notice %q", out.Report, out.View.Notice)
	}
	out = d.does(fs, tapOf(t, out.View, "✅ 确认上报"))
	if out.Report == nil || out.Report.Replaces != "OTHER" {
		t.Fatalf("the second confirmation reports %v", out.Report)
	}
}

// TestTwiceTapped presses Confirm twice at once.
func TestTwiceTapped(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村")
	confirm := tapOf(t, d.does(fs, Text("visit people 9 cars 2")).View, "✅ 确认上报")
	first, second := d.does(fs, confirm), d.does(fs, confirm)
	if first.Report == nil || second.Report != nil || !strings.Contains(second.Answer, string(first.Report.ID)) {
		t.Errorf("first %v, second %v with %q", first.Report, second.Report, second.Answer)
	}
}

// TestSetAside finishes a form over an unfinished one: a number typed next is
// for neither.
func TestSetAside(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村", "西岭村")
	d.does(fs, Text("visit 东河村 people 9"))
	d.does(fs, Text("visit 西岭村 people 8 cars 1"))
	d.does(fs, Text("yes"))
	if d.state.HasOpen() || len(d.state.Drafts) != 1 {
		t.Fatalf("after the report: open %v, drafts %v", d.state.HasOpen(), d.state.Drafts)
	}
	if out := d.does(fs, Text("5")); !out.Ignored {
		t.Errorf("a number went to %v", out.State.Drafts)
	}
	left := d.state.Drafts[0]
	out := d.does(fs, Tap{left.ID, left.Revision, Resume, ""})
	if !out.View.Move || asks(out) != "cars?" {
		t.Errorf("resumed with %q, moved %v", asks(out), out.View.Move)
	}
	if out = d.does(fs, Text("5")); asks(out) != review {
		t.Errorf("then the number is for it: %q", asks(out))
	}
}

// TestBackSeesNoGhosts takes answers back of which the last cannot be seen.
func TestBackSeesNoGhosts(t *testing.T) {
	t.Parallel()
	remark := remarkStep(100)
	remark.with.When = func(v visit) bool { return v.kind == "drive" }
	fs, d := visits(peopleStep(), kindStep("walk", "drive"), remark), newDesk(t, "东河村", "西岭村")
	for _, text := range []string{"visit 东河村 people 9 drive", "muddy", "kind", "walk"} {
		d.does(fs, Text(text))
	}
	for _, want := range []string{"kind?", "people?", "哪一个单位？点按钮，或输入名称。"} {
		if out := d.does(fs, Text("back")); asks(out) != want {
			t.Errorf("back comes to %q, want %q", asks(out), want)
		}
	}
	if out := d.does(fs, Text("西岭村 people 3 drive")); asks(out) != "remark?" {
		t.Errorf("the remark of another unit has been kept: %q", asks(out))
	}
}

// TestTwins begins a form for a unit for which it is unfinished already.
func TestTwins(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村", "西岭村")
	d.does(fs, Text("visit 东河村 people 9"))
	d.does(fs, File{File: election.File{Kind: election.Photo, ID: "one"}})
	d.does(fs, Text("visit cars 4"))
	d.does(fs, File{File: election.File{Kind: election.Photo, ID: "two"}})
	out := d.does(fs, Text("东河村"))
	if len(d.state.Drafts) != 1 || asks(out) != review || out.View.Files != 2 {
		t.Fatalf("%d drafts, %q, %d files", len(d.state.Drafts), asks(out), out.View.Files)
	}
	out = d.does(fs, Text("confirm"))
	if want := (election.Turnout{Registered: 9, Voted: 4}); out.Report == nil || out.Report.Body != want || len(out.Report.Files) != 2 {
		t.Errorf("reported %+v", out.Report)
	}
}

// TestBareNumbers holds that a number without a name never lands where the
// person was not looking.
func TestBareNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{[]string{"visit", "9"}, "people=9"},
		{[]string{"visit 9"}, ""}, // the question has not been seen
		{[]string{"visit people 9", "visit 2"}, "people=9 cars=2"},
		{[]string{"visit", "9 cars 2"}, "cars=2 people=9"},
		{[]string{"visit", "cars 2 9"}, ""}, // which of the two?
		{[]string{"visit", "9 2"}, ""},
		{[]string{"visit", "9 people"}, "people=9"},
		{[]string{"visit 9 people, 2 cars"}, "people=9 cars=2"},
		{[]string{"visit", "9 people 2 cars"}, "people=9 cars=2"},
		{[]string{"visit", "people 9", "edit", "3"}, "people=9"},
		{[]string{"visit", "people 9", "cancel", "3"}, "people=9"},
		{[]string{"visit", "people 9 cars 3", "4"}, "people=9 cars=3"},
		{[]string{"visit", "people 9 cars 30", "4"}, "people=9 cars=4"}, // asked again
	} {
		fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村")
		for _, text := range c.texts {
			d.does(fs, Text(text))
		}
		var got []string
		for _, a := range d.state.Drafts[0].Answers {
			got = append(got, string(a.Step)+"="+a.Value)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %v, want %s", c.texts, got, c.want)
		}
	}
}

// TestManyDrafts opens more forms than are kept: those with nothing in them
// give way first.
func TestManyDrafts(t *testing.T) {
	t.Parallel()
	names := []string{"东河村", "西岭村", "南浦村", "北桥村", "中坪村", "上湾村"}
	fs, d := visits(peopleStep(), carsStep()), newDesk(t, names...)
	d.does(fs, Text("visit 东河村 people 1"))
	d.does(fs, Text("visit 西岭村"))
	for _, n := range names[2:] {
		d.does(fs, Text("visit "+n+" people 1"))
	}
	if len(d.state.Drafts) != draftsKept || slices.ContainsFunc(d.state.Drafts, func(d Draft) bool { return d.Unit == "U2" }) || d.state.Drafts[0].Unit != "U1" {
		t.Errorf("kept %v", d.state.Drafts)
	}
}

// TestUnmendable shows a problem that no answer can mend, and takes no report.
func TestUnmendable(t *testing.T) {
	t.Parallel()
	f := Form[visit]{Head: Head{ID: "visit", Words: []string{"visit"}, Title: phrase("Visit")}, Steps: []Step[visit]{peopleStep()},
		Problems: func(Subject, visit) []election.Problem {
			return []election.Problem{{Code: "law", Fields: []string{"profile"}, Text: phrase("no rule is set")}}
		},
		Report: func(v visit) election.Body { return election.Turnout{} }}
	fs, d := Forms{Of(f)}, newDesk(t, "东河村")
	if out := d.does(fs, Text("visit")); out.View.Wrong || asks(out) != "people?" {
		t.Errorf("too early: %q", out.View.Notice)
	}
	out := d.does(fs, Text("3"))
	if !out.View.Wrong || out.View.Notice != "no rule is set" || asks(out) != "" {
		t.Errorf("notice %q, question %q", out.View.Notice, asks(out))
	}
	if out := d.does(fs, Text("confirm")); out.Report != nil {
		t.Errorf("reported %v", out.Report)
	}
}
