package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// TestEveryFieldIsAsked asks for every field of every record by each of its words, in towns of all
// kinds: a label is answered with what was reported in the field, alone or behind the record's
// name; another word with that, or as what it means where there are no records, or it is not
// understood. Nothing is answered with another figure.
func TestEveryFieldIsAsked(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"own", "branches", "community", "congress", "both"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newFieldsAsked(t, name)
			for _, word := range a.words {
				a.asks(word)
			}
			t.Logf("%d words of fields asked: %d with their figure, %d as a common word, %d not understood", len(a.words), a.right, a.common, a.unknown)
		})
	}
}

// fieldsAsked is a town in which every record is reported once, with a figure of its own in each field.
type fieldsAsked struct {
	t     *testing.T
	stage *stage
	who   utterance
	bare  *speech.Questions // what is asked where there are no records

	words   []fieldWord
	figures map[string][]string // that a word may be answered with
	next    int                 // figure
	users   int64

	right, common, unknown int
}

// fieldWord is one word of a field.
type fieldWord struct {
	text, title string // of the record
	label       bool
	number      bool
}

func newFieldsAsked(t *testing.T, name string) *fieldsAsked {
	a := &fieldsAsked{t: t, who: utterance{Who: "leading_group", Name: "高远", Town: name, At: "2026-06-01 10:00"}, figures: map[string][]string{}, next: 1103}
	s, err := build(t, a.who, "")
	if err != nil {
		t.Fatal(err)
	}
	bare := *s.town
	bare.Records = nil
	a.stage, a.bare = s, speech.NewQuestions(&bare)
	for _, k := range flows.Records() {
		done := map[election.ElectionID]bool{}
		for _, u := range s.town.All() {
			if len(k.Fields) > 0 && k.Of(s.town.ElectionOf(u).Kind) && !done[u.Election] {
				a.report(k, u)
				done[u.Election] = true
			}
		}
	}
	if err := s.setClock("2027-01-18 10:00"); err != nil {
		t.Fatal(err)
	}
	all, err := s.reports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.journal = len(all)
	return a
}

// report reports a record of a kind in a unit, and takes the words of its fields.
func (a *fieldsAsked) report(k election.RecordKind, u election.Unit) {
	r := election.Record{Of: k.ID, Stage: k.Stage, Each: k.Each, Numbers: map[string]int{}, Words: map[string]string{}}
	for _, f := range k.Fields {
		a.next += 37
		switch {
		case f.File:
			continue
		case f.Number:
			r.Numbers[f.ID] = a.next
			continue
		case len(f.Values) > 0:
			r.Words[f.ID] = f.Values[0]
		case f.Day:
			r.Words[f.ID] = fmt.Sprintf("2026-11-%02d", 10+a.next%10)
		case f.Name != nil:
			r.Words[f.ID] = fmt.Sprintf("2026-11-19T%02d:%02d:00+08:00", 6+a.next%12, a.next%60)
		default:
			r.Words[f.ID] = fmt.Sprintf("第%d句", a.next)
		}
		a.take(k, f, a.shown(f, r.Words[f.ID]))
	}
	for _, f := range k.Numbers() {
		n, _ := k.In(r, f.ID)
		a.take(k, f, strings.TrimSpace(fmt.Sprintf("%s %s", election.Thousands(n), f.Unit.In(election.Chinese))))
	}
	by := election.PersonID("高远")
	if len(u.Officers) > 0 {
		by = u.Officers[0]
	}
	ses := store.Session{}
	err := a.stage.store.Focus(a.t.Context(), &ses, u.ID)
	if err == nil {
		err = a.stage.store.Commit(a.t.Context(), store.Commit{Once: string(k.ID + "-" + election.RecordID(u.ID)), Session: &ses, Report: &election.Report{ID: election.ReportID("R-" + string(k.ID) + string(u.ID)), Unit: u.ID, By: by, At: a.stage.now, User: 1, Body: r}})
	}
	if err != nil {
		a.t.Fatalf("%s: %v", k.ID, err)
	}
}

// shown is how an answer says what stands in a field that is no number.
func (a *fieldsAsked) shown(f election.RecordField, said string) string {
	d, err := election.ParseDate(said)
	switch {
	case f.Name != nil:
		return f.Name(said).In(election.Chinese)
	case err == nil:
		return d.Say(election.DateOf(time.Date(2027, time.January, 18, 0, 0, 0, 0, a.stage.town.Location))).In(election.Chinese)
	}
	return said
}

// take takes the words of a field that may be answered with a figure.
func (a *fieldsAsked) take(k election.RecordKind, f election.RecordField, figure string) {
	label := f.Label.In(election.Chinese)
	words := append([]string{label}, f.Words...)
	if f.Number {
		words = append(words, strings.ToLower(f.Label.In(election.English)))
	}
	for _, w := range words {
		if !slices.ContainsFunc(a.words, func(o fieldWord) bool { return o.text == w && o.label == (w == label) }) {
			a.words = append(a.words, fieldWord{text: w, title: strings.Split(k.Title.In(election.Chinese), "、")[0], label: w == label, number: f.Number})
		}
		a.figures[w] = append(a.figures[w], figure)
	}
	for _, title := range strings.Split(k.Title.In(election.Chinese), "、") {
		a.figures[title+label] = append(a.figures[title+label], figure)
	}
}

// asks asks for a word, and holds the answer against the figures of its fields.
func (a *fieldsAsked) asks(w fieldWord) {
	question := w.text
	switch {
	case w.number && w.text[0] < 128:
		question = "how many " + w.text
	case w.number:
		question += "多少"
	}
	said := a.answer(question)
	_, unread, means := a.bare.Question(speech.Heard{Text: question}, a.stage.now)
	if !means && !w.number {
		_, unread, means = a.bare.Question(speech.Heard{Text: "各村" + question}, a.stage.now)
	}
	switch {
	case a.has(w.text, said):
		a.right++
		return
	case means && len(unread) == 0 && !strings.Contains(said, "没有人上报"):
		a.common++
	case strings.Contains(said, "没看懂"):
		a.unknown++
	default:
		a.t.Errorf("%s, %s: %q is answered with %s", w.title, w.text, question, said)
		return
	}
	if whole := w.title + strings.TrimPrefix(question, w.title); w.label && !a.has(w.title+w.text, a.answer(whole)) && !a.has(w.text, a.answer("各村"+w.text)) {
		a.t.Errorf("%s, %s: %q, %q is answered with %s", w.title, w.text, question, whole, a.answer(whole))
	}
}

// has reports whether an answer has the figure of a word.
func (a *fieldsAsked) has(word, answer string) bool {
	return slices.ContainsFunc(a.figures[word], func(f string) bool { return strings.Contains(answer, f) })
}

// answer is what is said to a question by somebody who has asked nothing before.
func (a *fieldsAsked) answer(question string) string {
	a.users++
	a.stage.now = a.stage.now.Add(time.Minute)
	a.who.Say, a.who.At = question, a.stage.now.Format("2006-01-02 15:04")
	h, err := a.stage.perform(a.who, 900_000_000+a.users)
	if err != nil {
		a.t.Fatalf("%q: %v", question, err)
	}
	return h.words()
}
