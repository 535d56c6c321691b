package speech_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

var update = flag.Bool("update", false, "write what is read into testdata/questions.txt")

// questionTown is a town whose names and stages the questions use.
func questionTown(t testing.TB) *election.Town {
	t.Helper()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	unit := func(id, name, area, officer string) election.Unit {
		return election.Unit{ID: election.UnitID(id), Name: name, Area: election.Area(area), Election: "v", Key: id == "W1",
			Officers: []election.PersonID{election.PersonID(officer)}, Leaders: []election.PersonID{"陈立"}}
	}
	town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Records: flows.Records(),
		Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}},
		Units:     []election.Unit{unit("E1", "东河村", "东片", "周明"), unit("E2", "柳湾村", "东片", "李芳"), unit("W1", "西岭村", "西片/沿河", "严晓禾")}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// TestQuestions reads the questions of testdata/questions.txt: a question a line, and
// after a tab how it is understood; nothing if it is no question. What asks and can be
// nothing else has a "!" before it.
func TestQuestions(t *testing.T) {
	t.Parallel()
	const file = "testdata/questions.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	town := questionTown(t)
	questions, places, people := speech.NewQuestions(town), speech.Places(town), speech.People(town)
	now := time.Date(2027, 1, 13, 10, 30, 0, 0, time.FixedZone("", 8*3600)) // a Wednesday
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		say, want, _ := strings.Cut(line, "\t")
		if say == "" || strings.HasPrefix(say, "#") {
			fmt.Fprintln(&b, line)
			continue
		}
		f, unread, ok := questions.Question(speech.Hear(say, now, places, people), now)
		got := ""
		if ok {
			got = frameText(f, unread)
		}
		if got != want && !*update {
			t.Errorf("%s\n  is read as %s\n  want       %s", say, got, want)
		}
		fmt.Fprintln(&b, strings.TrimRight(say+"\t"+got, "\t"))
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// frameText is a frame in a line.
func frameText(f speech.Frame, unread []string) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+value)
		}
	}
	is := func(name string, yes bool) {
		if yes {
			parts = append(parts, name)
		}
	}
	add("", string(f.Measure))
	add("stage=", string(f.Stage))
	add("record=", string(f.Record))
	add("field=", f.Field)
	add("trait=", string(f.Trait))
	is(fmt.Sprintf("ages=%d-%d", f.Age.From(), f.Age.Until()), f.Age.By != speech.All)
	add("topic=", f.Topic)
	add("post=", string(f.Post))
	add("filter=", string(f.Filter.By))
	is("polling", f.Polling)
	is(fmt.Sprintf("part=%d", f.Filter.Part), f.Filter.Part > 0)
	is(fmt.Sprintf("n=%d", f.Filter.N), f.Filter.N > 0)
	for _, u := range f.Scope.Units {
		add("unit=", string(u))
	}
	for _, a := range f.Scope.Areas {
		add("area=", string(a))
	}
	for _, p := range f.Scope.People {
		add("person=", string(p))
	}
	add("strange=", f.Scope.Strange)
	is("town", f.Scope.Town)
	is("own", f.Scope.Own)
	is("key", f.Scope.Key)
	is("areas", f.Scope.EachArea)
	is("units", f.Scope.EachUnit)
	is("groups", f.Scope.Groups)
	for _, u := range f.Scope.ExceptUnits {
		add("without=", string(u))
	}
	for _, a := range f.Scope.ExceptAreas {
		add("without=", string(a))
	}
	is(fmt.Sprintf("size=%s%d", f.Scope.Size.By, f.Scope.Size.N), f.Scope.Size.N > 0)
	is("mean", f.Filter.Mean)
	is("why", f.Why)
	is("today", f.Time.Today)
	is(fmt.Sprintf("last=%s", f.Time.Last), f.Time.Last > 0)
	moment := func(name string, m speech.Moment) {
		if m.Timed {
			add(name, fmt.Sprint(m.Day, "/", m.Clock))
		} else if !m.IsZero() {
			add(name, m.Day.String())
		}
	}
	moment("at=", f.Time.At)
	moment("than=", f.Time.Than)
	add("weeks=", string(f.Time.Weeks))
	is("until", f.Time.Until)
	is("last-term", f.Time.LastTerm)
	is("last-one", f.Time.LastOne)
	add("as=", string(f.Form))
	add("unread=", strings.Join(unread, ","))
	text := strings.Join(parts, " ")
	if f.Outright {
		return "!" + text
	}
	return text
}

// FuzzQuestion: whatever is asked, an answer is given or none.
func FuzzQuestion(f *testing.F) {
	town := questionTown(f)
	questions, places, people := speech.NewQuestions(town), speech.Places(town), speech.People(town)
	now := time.Date(2027, 1, 13, 10, 30, 0, 0, time.UTC)
	f.Add("东片哪些村还没公布名单？")
	f.Add("参选率低于３/4的村 \xff")
	f.Fuzz(func(t *testing.T, text string) {
		frame, _, ok := questions.Question(speech.Hear(text, now, places, people), now)
		if ok && frame.Measure == "" {
			t.Fatalf("%q: %+v", text, frame)
		}
	})
}

// BenchmarkQuestion reads a question of a usual length.
func BenchmarkQuestion(b *testing.B) {
	town := questionTown(b)
	questions, places, people := speech.NewQuestions(town), speech.Places(town), speech.People(town)
	now := time.Date(2027, 1, 13, 10, 30, 0, 0, time.UTC)
	for b.Loop() {
		questions.Question(speech.Hear("东片参选率不到六成五的有哪几个村", now, places, people), now)
	}
}
