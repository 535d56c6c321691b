package flow

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
)

// strict is the small form with warnings and a question why.
func strict(asksWhy bool) Forms {
	return Forms{Of(Form[visit]{
		Head: Head{ID: "visit", Command: "visit", Words: []string{"visit"}, Title: phrase("Visit")}, Steps: []Step[visit]{peopleStep(), carsStep()}, AsksWhy: func(Subject, visit) bool { return asksWhy },
		Warnings: func(s Subject, v visit) []election.Warning {
			var odd []election.Warning
			if v.cars == 0 {
				odd = append(odd, election.Warning{Code: "no_cars", Text: phrase("no cars"), Office: phrase("on foot")})
			}
			if v.people > 100 {
				odd = append(odd, election.Warning{Code: "crowd", Text: phrase("a crowd")})
			}
			if s.Like != "" {
				odd = append(odd, election.Warning{Code: "like", Text: election.Say("as in %s", "as in %s").With(s.Like)})
			}
			return odd
		},
		Likeness: func(_ Subject, v visit) string {
			if v.people < 5 {
				return ""
			}
			return election.Thousands(v.people) + "/" + election.Thousands(v.cars)
		},
		Report: func(v visit) election.Body { return election.Turnout{Registered: v.people, Voted: v.cars} },
	})}
}

const giveReason = "确实如此请写明原因；写错了直接改。"

// TestWarnings lets what is odd stand with a reason, or mends it.
func TestWarnings(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	out := d.does(fs, Text("visit people 3 cars 0"))
	if asks(out) != giveReason || !slices.Equal(out.View.Review, []string{"⚠️ no cars"}) {
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	if out = d.does(fs, Text("确认")); out.Report != nil || asks(out) != giveReason {
		t.Fatalf("confirmed without a reason: %q", asks(out))
	}
	out = d.does(fs, Text("they live 2 doors away"))
	if asks(out) != review || !slices.Equal(out.View.Review, []string{"⚠️ no cars"}) {
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	out = d.does(fs, Text("people 300")) // odd in another way: the reason does not cover it
	if asks(out) != giveReason || len(out.View.Review) != 2 {
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	out = d.does(fs, Text("people 3, a slip")) // and as it was before
	if asks(out) != review || out.View.Lines[0].Value != "3" || !strings.Contains(out.View.Notice, "“slip”没有对应的栏目") {
		t.Fatalf("asked %q with %v, notice %q", asks(out), out.View.Lines, out.View.Notice)
	}
	out = d.does(fs, Text("确认"))
	if want := (election.Stand{Code: "no_cars", Reason: "they live 2 doors away"}); out.Report == nil || !slices.Equal(out.Report.Stands, []election.Stand{want}) {
		t.Fatalf("reported %+v", out.Report)
	}
}

// TestAsksFewWords knows when any words would be taken: a question is to be
// answered before.
func TestAsksFewWords(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	for _, c := range []struct {
		text string
		want bool
	}{{"visit people 3", false}, {"cars 0", true}, {"修改", false}, {"返回", true}, {"they walked", false}, {"取消", false}} {
		if d.does(fs, Text(c.text)); d.state.AsksFewWords() != c.want {
			t.Errorf("%q: asks for few words: %v", c.text, !c.want)
		}
	}
}

// TestReasonWithValues gives a reason that repeats a value: with nothing new in
// it, it is none.
func TestReasonWithValues(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	d.does(fs, Text("visit people 3 cars 0"))
	if out := d.does(fs, Text("people 3, as I said")); asks(out) != review || out.View.Lines[2].Value != "people 3, as I said" {
		t.Errorf("asked %q with %v", asks(out), out.View.Lines)
	}
}

// TestWarningMended sends the right value instead of a reason.
func TestWarningMended(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	d.does(fs, Text("visit people 3 cars 0"))
	if out := d.does(fs, Text("cars 2")); asks(out) != review || len(out.View.Review) > 0 {
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	if out := d.does(fs, Text("确认")); out.Report == nil || out.Report.Stands != nil {
		t.Errorf("reported %+v", out.Report)
	}
}

// TestOfficeWarning tells the office a warning in its own words.
func TestOfficeWarning(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	d.scene.Person = election.Person{ID: "office:1", Office: true}
	if out := d.does(fs, Text("visit people 300 cars 0")); !slices.Equal(out.View.Review, []string{"⚠️ on foot", "⚠️ a crowd"}) {
		t.Errorf("told %q", out.View.Review)
	}
}

// TestLikeness asks whose report was just the same.
func TestLikeness(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村", "西岭村")
	d.like = map[string]election.UnitID{"9/2": "U2", "8/2": "U1"}
	if out := d.does(fs, Text("visit 东河村 people 9 cars 2")); asks(out) != giveReason || !slices.Equal(out.View.Review, []string{"⚠️ as in U2"}) {
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	if out := d.does(fs, Text("people 8")); asks(out) != review { // like itself
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	if out := d.does(fs, Text("people 9")); asks(out) != giveReason {
		t.Fatalf("asked %q", asks(out))
	}
	if out := d.does(fs, Text("neighbours")); asks(out) != review {
		t.Fatalf("asked %q", asks(out))
	}
	if out := d.does(fs, Text("yes")); out.Report == nil || len(out.Report.Stands) != 1 {
		t.Errorf("reported %+v", out.Report)
	}
}

// reports fills the form in and confirms, as the rim would fold it.
func (d *desk) reports(fs Forms, texts ...string) election.Report {
	d.t.Helper()
	var out Outcome
	for _, text := range append(texts, "确认") {
		out = d.does(fs, Text(text))
	}
	if out.Report == nil {
		d.t.Fatalf("%q: no report, asked %q", texts, asks(out))
	}
	d.fold(*out.Report)
	return *out.Report
}

func (d *desk) fold(r election.Report) {
	u, _ := d.scene.Town.Unit(r.Unit)
	d.progress[r.Unit] = d.scene.Town.ElectionOf(u).Fold(d.progress[r.Unit], r)
}

// correct begins a correction, as the rim would.
func (d *desk) correct(fs Forms, id DraftID) Outcome {
	d.t.Helper()
	d.update++
	return d.serve(func(sc Scene) Outcome { return fs.Correct(d.state, sc, d.update, id) })
}

// TestCorrect corrects a report from the list of reports.
func TestCorrect(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村", "西岭村")
	d.scene.User = 77
	first := d.reports(fs, "visit 东河村 people 9 cars 2")
	d.reports(fs, "visit 西岭村 people 8 cars 1")
	listed := fs.Reported(d.state, d.scene)
	if len(listed) != 2 || listed[0].Unit != "U2" || listed[1].ID != DraftID(first.ID) || listed[1].At.IsZero() || first.User != 77 {
		t.Fatalf("listed %v", listed)
	}
	out := d.correct(fs, listed[1].ID)
	if asks(out) == review || len(out.View.Lines) != 2 || out.View.Unit != "东河村" {
		t.Fatalf("asked %q, lines %v", asks(out), out.View.Lines)
	}
	if out = d.does(fs, Text("确认")); out.Report != nil || !strings.Contains(out.View.Notice, "完全一样") {
		t.Fatalf("confirmed unchanged: %v %q", out.Report, out.View.Notice)
	}
	out = d.does(fs, Text("people 10"))
	if asks(out) != "更正的原因？" || out.View.Lines[0].Value != "9 → 10" {
		t.Fatalf("asked %q, lines %v", asks(out), out.View.Lines)
	}
	out = d.does(fs, Text("one came late"))
	if asks(out) != review || !slices.Equal(out.View.Review, []string{"people 9 → 10"}) {
		t.Fatalf("asked %q over %q", asks(out), out.View.Review)
	}
	out = d.does(fs, Text("确认"))
	if r := out.Report; r == nil || r.Replaces != first.ID || r.Why != "one came late" || r.ID == first.ID || r.Body != (election.Turnout{Registered: 10, Voted: 2}) {
		t.Fatalf("reported %+v", out.Report)
	}
	d.fold(*out.Report)
	if listed = fs.Reported(d.state, d.scene); len(listed) != 2 || listed[0].ID != DraftID(out.Report.ID) {
		t.Errorf("then listed %v", listed)
	}
	if out := d.correct(fs, DraftID(first.ID)); !out.Ignored {
		t.Errorf("what was corrected is corrected again: %v", out.State.Drafts)
	}
}

// TestCorrectedMeanwhile says that somebody else has reported the same since.
func TestCorrectedMeanwhile(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	first := d.reports(fs, "visit people 9 cars 2")
	d.correct(fs, DraftID(first.ID))
	d.does(fs, Text("people 10"))
	d.fold(election.Report{ID: "OTHER", Unit: "U1", Body: election.Turnout{Registered: 11, Voted: 2}})
	out := d.does(fs, Text("late"))
	if !slices.ContainsFunc(out.View.Review, func(s string) bool { return strings.Contains(s, "回执 OTHER") }) {
		t.Errorf("the review says %q", out.View.Review)
	}
	if out = d.does(fs, Text("确认")); out.Report == nil || out.Report.Replaces != "OTHER" {
		t.Errorf("reported %+v", out.Report)
	}
}

// TestAsksWhy reports anew what was reported: the form says whether that takes
// a reason.
func TestAsksWhy(t *testing.T) {
	t.Parallel()
	for _, why := range []bool{false, true} {
		fs, d := strict(why), newDesk(t, "东河村")
		d.reports(fs, "visit people 9 cars 2")
		out := d.does(fs, Text("visit people 9 cars 3"))
		if (asks(out) == "更正的原因？") != why {
			t.Errorf("asks why %v: %q", why, asks(out))
		}
	}
}

// TestEditedDraft changes messages that an open draft was filled from.
func TestEditedDraft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, want, notice string
	}{
		{"a figure", "visit 东河村 people 10", "cars=2 people=10", "已按修改后的消息更新。"},
		{"bare values", "people 10", "cars=2 people=10", "已按修改后的消息更新。"},
		{"not understood", "visit 东河村 ten", "people=9 cars=2", "没看懂“ten”。请输入一个整数，例如 812。\n原来的没有改动。"},
		{"taken out", "", "people=9 cars=2", ""},
	} {
		fs, d := visits(peopleStep(), carsStep()), newDesk(t, "东河村", "西岭村")
		d.does(fs, Text("visit 东河村 people 9"))
		message := int(d.update)
		d.does(fs, Text("2"))
		out := d.does(fs, Edited{message, c.text})
		if got := given(d.state.Drafts[0]); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if c.notice == "已按修改后的消息更新。" && out.View.Notice != c.notice || !out.View.Wrong && c.want == "people=9 cars=2" {
			t.Errorf("%s: notice %q", c.name, out.View.Notice)
		}
	}
}

// TestEditedBare changes a message that was a bare answer.
func TestEditedBare(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), remarkStep(50), carsStep()), newDesk(t, "东河村")
	d.does(fs, Text("visit"))
	d.does(fs, Text("9"))
	people := int(d.update)
	d.does(fs, Text("muddy"))
	remark := int(d.update)
	if out := d.does(fs, Edited{people, "11"}); asks(out) != "cars?" || given(d.state.Drafts[0]) != "remark=muddy people=11" {
		t.Errorf("asked %q, %s", asks(out), given(d.state.Drafts[0]))
	}
	if out := d.does(fs, Edited{remark, "muddy, people 7"}); asks(out) != "cars?" || given(d.state.Drafts[0]) != "people=11 remark=muddy, people 7" {
		t.Errorf("asked %q, %s", asks(out), given(d.state.Drafts[0]))
	}
	if out := d.does(fs, Edited{people + 1000, "5"}); !out.Ignored {
		t.Errorf("a message nobody took: %v", out.View)
	}
}

// TestEditedReport changes a message that went into a report: that begins a
// correction.
func TestEditedReport(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	d.does(fs, Text("visit people 9 cars 2"))
	message := int(d.update)
	out := d.does(fs, Text("确认"))
	first := *out.Report
	d.fold(first)
	if out = d.does(fs, Edited{message, "visit people 9, cars 2"}); !out.Ignored || len(d.state.Drafts) > 0 {
		t.Fatalf("a comma makes a correction: %v", d.state.Drafts)
	}
	out = d.does(fs, Edited{message, "visit people 9 cars 3"})
	if out.Ignored || asks(out) != "更正的原因？" || out.View.Lines[1].Value != "2 → 3" {
		t.Fatalf("asked %q, %v", asks(out), out.View)
	}
	out = d.does(fs, Edited{message, "visit people 9 cars 4"}) // and once more: the same card
	if len(d.state.Drafts) != 1 || out.View.Lines[1].Value != "2 → 4" {
		t.Fatalf("lines %v, drafts %v", out.View.Lines, d.state.Drafts)
	}
	d.does(fs, Text("a slip of the finger"))
	if out = d.does(fs, Text("确认")); out.Report == nil || out.Report.Replaces != first.ID || out.Report.Why != "a slip of the finger" {
		t.Errorf("reported %+v", out.Report)
	}
}

// TestCorrectionKeptApart begins the form anew while a correction lies aside.
func TestCorrectionKeptApart(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村", "西岭村")
	first := d.reports(fs, "visit 东河村 people 9 cars 2")
	d.correct(fs, DraftID(first.ID))
	d.does(fs, Text("visit 西岭村 people 3 cars 1"))
	d.does(fs, Text("确认"))
	d.does(fs, Text("visit 东河村 people 12 cars 2"))
	if len(d.state.Drafts) != 2 || d.state.open().Corrects != "" || given(d.state.Drafts[0]) != "people=9 cars=2" {
		t.Errorf("drafts %v", d.state.Drafts)
	}
}

// TestRevokedCorrection lists and begins nothing for a unit the person lost.
func TestRevokedCorrection(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	first := d.reports(fs, "visit people 9 cars 2")
	d.scene.Person = election.Person{ID: "周明", Units: []election.UnitID{"U9"}}
	if out := d.correct(fs, DraftID(first.ID)); !out.Ignored || len(fs.Reported(d.state, d.scene)) > 0 {
		t.Errorf("corrects %v", out.State.Drafts)
	}
}

// TestEarlierState reads what an earlier release kept.
func TestEarlierState(t *testing.T) {
	t.Parallel()
	fs, d := strict(false), newDesk(t, "东河村")
	kept := `{"unit":"U1","drafts":[{"id":"A","form":"visit","rev":7,"unit":"U1","answers":[{"step":"people","value":"9"}]}],"closed":[{"id":"B","submitted":true},{"id":"C"}]}`
	if err := json.Unmarshal([]byte(kept), &d.state); err != nil {
		t.Fatal(err)
	}
	if listed := fs.Reported(d.state, d.scene); len(listed) > 0 {
		t.Errorf("listed %v", listed)
	}
	if out := d.correct(fs, "B"); !out.Ignored {
		t.Errorf("corrects what was not kept: %v", out.View)
	}
	if out := d.does(fs, Text("2")); asks(out) != review {
		t.Errorf("asked %q", asks(out))
	}
	if out := d.does(fs, Tap{Draft: "B", Revision: 1, Verb: Confirm}); !strings.Contains(out.Answer, "已上报过") {
		t.Errorf("a late tap: %q", out.Answer)
	}
}

// TestClosedLength keeps the state small however much was reported.
func TestClosedLength(t *testing.T) {
	t.Parallel()
	fs, d := visits(peopleStep(), carsStep(), remarkStep(3000)), newDesk(t, "东河村")
	for range 20 {
		d.does(fs, Text("visit people 9 cars 2"))
		d.does(fs, Text(strings.Repeat("难", 2500)))
		d.does(fs, Text("确认"))
	}
	kept, err := json.Marshal(d.state)
	if err != nil || len(kept) > closedLength+4<<10 || len(d.state.Closed) != ClosedMost {
		t.Errorf("%d bytes, %d closed, %v", len(kept), len(d.state.Closed), err)
	}
	if listed := fs.Reported(d.state, d.scene); len(listed) == 0 {
		t.Error("nothing can be corrected")
	}
}
