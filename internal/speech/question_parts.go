package speech

import (
	"slices"
	"strings"
)

// Parts are parts of a frame, as a set. An answer says which it heeds; the words of the others are said.
type Parts uint16

// The parts.
const (
	PartFilter  Parts = 1 << iota // which of the units: 没过半的, 最低的三个
	PartMoment                    // as of when
	PartThan                      // what it is compared with
	PartSpan                      // the days around today, the last while
	PartPost                      // for which post
	PartOrder                     // ranked, from low to high
	PartAreas                     // area by area
	PartPeople                    // by who answers for them
	PartScope                     // of which units at all
	PartMean                      // the mean of the units
	PartOfAll                     // the share of all there is
	PartNames                     // which candidates
	PartAge                       // of an age
	partMeasure                   // what is asked for at all
	partRest                      // whatever else
)

// said is a word of a question, and the parts that follow from it.
type said struct {
	text  string
	parts Parts
}

// fill says which part of the frame is filled in from here on: what is used of the text meanwhile is
// what the part follows from.
func (a *query) fill(part Parts) {
	if len(a.used) > len(a.usedBy) {
		if a.usedBy == nil {
			a.usedBy = map[int]Parts{}
		}
		for at := range a.used {
			a.usedBy[at] |= a.filling
		}
	}
	a.filling = part
}

// provenance says of each word that means something which parts follow from it.
func (a *query) provenance() (all []said) {
	for _, at := range a.atoms {
		parts := a.usedBy[at.from]
		switch {
		case len(at.means) > 0 && at.means[0].Sort == OfCandidate:
			parts |= PartNames
		case len(at.means) > 0:
			parts |= PartScope
		case at.does("eachArea"):
			parts |= PartAreas
		case at.does("eachPerson"):
			parts |= PartPeople
		}
		for sense := range strings.FieldsSeq(at.senses) {
			if !slices.Contains(asking, sense) {
				parts |= a.taken[sense]
			}
		}
		if parts != 0 {
			all = append(all, said{at.text, parts})
		}
	}
	return all
}

// Has are the parts of a frame that were said.
func (f Frame) Has() (has Parts) {
	t, s := f.Time, f.Scope
	for _, p := range [...]struct {
		part Parts
		said bool
	}{
		{PartFilter, f.Filter.By != All}, {PartMoment, !t.At.IsZero()}, {PartThan, !t.Than.IsZero() || f.Versus || t.Earlier}, {PartSpan, t.Weeks != "" || t.Last > 0 || t.Days > 0},
		{PartPost, f.Post != ""}, {PartOrder, f.Ranks || f.Rising || f.Form == AsRanking}, {PartAreas, s.EachArea}, {PartPeople, s.EachPerson},
		{PartScope, !s.IsZero()}, {PartMean, f.Mean}, {PartOfAll, f.OfAll}, {PartNames, len(s.Names) > 0}, {PartAge, f.Age.By != All},
	} {
		if p.said {
			has |= p.part
		}
	}
	return has
}

// Words are the words from which some parts of a frame follow, and no other part that was said.
func (f Frame) Words(parts Parts) (all []string) {
	has := f.Has()
	for _, w := range f.said {
		if w.parts&parts != 0 && w.parts&has&^parts == 0 {
			all = append(all, w.text)
		}
	}
	return all
}

// OfAllAsked reports whether a question names nobody, so that it is of all that the asker answers for.
func (f Frame) OfAllAsked() bool {
	s := f.Scope
	s.EachArea, s.EachUnit, s.EachPerson, s.Town = false, false, false, false
	return s.IsZero()
}
