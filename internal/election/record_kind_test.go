package election

import (
	"strings"
	"testing"
)

// cards is a kind of record whose last fields are asked only after some answers.
func cards(whens ...When) RecordKind {
	k := RecordKind{ID: "cards", Stage: RollStage, Fields: []RecordField{
		{ID: "left", Number: true}, {ID: "how", Values: []string{"home", "desk"}}, {ID: "photo", File: true}, {ID: "who"}}}
	for _, w := range whens {
		k.Fields = append(k.Fields, RecordField{ID: "why", When: w})
	}
	return k
}

// TestWhen has a record on both sides of every condition.
func TestWhen(t *testing.T) {
	t.Parallel()
	r := Record{Numbers: map[string]int{"left": 1, "lost": 0}, Words: map[string]string{"how": "home", "who": "高远", "note": ""}}
	for w, want := range map[*When]bool{
		{}:                               true,
		{Field: "left", AboveZero: true}: true, {Field: "lost", AboveZero: true}: false, {Field: "none", AboveZero: true}: false,
		{Field: "how", Values: []string{"desk", "home"}}: true, {Field: "how", Values: []string{"desk"}}: false, {Field: "none", Values: []string{"desk"}}: false,
		{Field: "who"}: true, {Field: "note"}: false, {Field: "none"}: false,
	} {
		if got := w.Holds(r); got != want {
			t.Errorf("%+v holds: %v, want %v", *w, got, want)
		}
	}
}

// TestRecordFaults: a declaration that cannot be asked says why, in both languages.
func TestRecordFaults(t *testing.T) {
	t.Parallel()
	for _, w := range []When{{}, {Field: "left", AboveZero: true}, {Field: "how", Values: []string{"home"}}, {Field: "how"}, {Field: "who"}} {
		if got := cards(w).Faults(); len(got) > 0 {
			t.Errorf("%+v: %v", w, got)
		}
	}
	for zh, c := range map[string]struct {
		w  When
		en string
	}{
		"字段 lefd 不在它前面":      {When{Field: "lefd", AboveZero: true}, "lefd, which does not stand before it"},
		"字段 why 不在它前面":       {When{Field: "why"}, "why, which does not stand before it"},
		"字段 photo 是照片":       {When{Field: "photo"}, "photo, a photo"},
		"字段 who 不是数字":        {When{Field: "who", AboveZero: true}, "who above zero, which is no number"},
		"字段 left 是数字，总有答案":   {When{Field: "left"}, "left, a number"},
		"字段 how 没有 mail 这一项": {When{Field: "how", Values: []string{"home", "mail"}}, "how, which has no option mail"},
		"字段 left 没有 0 这一项":   {When{Field: "left", Values: []string{"0"}}, "left, which has no option 0"},
		"没有写明看哪一个字段":         {When{AboveZero: true}, "names no field"},
		"条件只能写一种：大于零，或者是哪一项": {When{Field: "left", AboveZero: true, Values: []string{"home"}}, "write one"},
	} {
		got := cards(c.w).Faults()
		if len(got) != 1 || !strings.Contains(got[0].In(Chinese), zh) || !strings.Contains(got[0].In(English), c.en) || !strings.Contains(got[0].In(Chinese), "“cards”的字段 why") {
			t.Errorf("%+v: %v", c.w, got)
		}
	}
	twice := cards(When{}, When{})
	twice.Stage = "rolls"
	if got := twice.Faults(); len(got) != 2 || !strings.Contains(got[0].In(English), "no stage rolls") || !strings.Contains(got[1].In(Chinese), "出现了两次") {
		t.Errorf("an unknown stage and a field that stands twice: %v", got)
	}
}
