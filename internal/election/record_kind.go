package election

import "slices"

// RecordKind says what a kind of record is called, what its fields are and what it
// is checked for. Whoever may see the unit sees its records; their numbers are
// added up for areas and the town, where a field's words are never shown.
type RecordKind struct {
	ID     RecordID
	Title  Phrase
	Words  []string // by which a report of it is opened, or known
	Each   bool     // see Record
	Stage  StageID  // that it belongs to, or ""
	Kinds  []Kind   // of the elections that have it; none: all of them
	Fields []RecordField
	Totals []RecordTotal
	Checks []RecordCheck
}

// Of reports whether elections of a kind have the record. The office's own work has only
// those that name it.
func (k RecordKind) Of(kind Kind) bool {
	return len(k.Kinds) == 0 && kind != OfficeWork || slices.Contains(k.Kinds, kind)
}

// RecordTotal is a number that follows from others: the members and the representatives who
// took part in a recommendation, or those who were due and did not come. It is asked for like a
// field, and never reported.
type RecordTotal struct {
	RecordField
	Fields []string // added up
	Less   []string // and taken off
	Asked  bool     // it is said only where it is asked for
}

// Sum is the total of numbers by field.
func (t RecordTotal) Sum(number func(field string) int) (sum int) {
	for _, field := range t.Fields {
		sum += number(field)
	}
	for _, field := range t.Less {
		sum -= number(field)
	}
	return sum
}

// Numbers are the numbers of a kind of record by which it may be asked, reported or not.
func (k RecordKind) Numbers() (all []RecordField) {
	for _, f := range k.Fields {
		if f.Number {
			all = append(all, f)
		}
	}
	for _, t := range k.Totals {
		all = append(all, t.RecordField)
	}
	return all
}

// Number is a number of the kind of record by its id; ok is false if there is none.
func (k RecordKind) Number(id string) (f RecordField, ok bool) {
	all := k.Numbers()
	i := slices.IndexFunc(all, func(f RecordField) bool { return f.ID == id })
	if i < 0 {
		return f, false
	}
	return all[i], true
}

// In is a number of the kind of record as one of its records has it; known is false if that does
// not say.
func (k RecordKind) In(r Record, id string) (n int, known bool) {
	i := slices.IndexFunc(k.Totals, func(t RecordTotal) bool { return t.ID == id })
	if i < 0 {
		n, known = r.Numbers[id]
		return n, known
	}
	known = true
	n = k.Totals[i].Sum(func(field string) int {
		v, said := r.Numbers[field]
		known = known && said
		return v
	})
	return n, known
}

// RecordField is one field of a kind of record.
type RecordField struct {
	ID       string
	Label    Phrase
	Unit     Phrase              // 条, 人; only of a number
	Number   bool                // numbers are added up over a unit's records, an area, the town
	Day      bool                // it is a date, kept as 2027-01-15
	File     bool                // it is among the report's files
	Personal bool                // shown only to whoever may see the unit, and deleted at the close
	Values   []string            // of a choice
	Name     func(string) Phrase // a choice's value in words; nil: as it stands
	Called   map[string][]string // what else a choice's value is called in talk
	When     When                // when it is asked; zero: always
	Words    []string            // what else a number is called in talk
	Asked    []string            // how it is asked for without its name: 谁保管
	Of       []string            // numbers that this one is a part of: its shares of them are said beside sums
	Whose    []string            // whose number it is, where others are counted by the same words: 代表
	Theirs   []string            // the words that mean it where it is said whose: 应到 of 代表
}

// When says that a field is asked only after a certain answer to a field before
// it: one of Values, none of Except, a number above zero, or, with none of these, any
// words at all. A field that was not asked itself has no answer.
type When struct {
	Field     string
	Values    []string // of a choice
	Except    []string // of a choice: as long as it is none of them, also without an answer
	AboveZero bool     // of a number
}

// Choices are the choices whose answers are counted: how many audits found nothing. What
// is only ticked off is said by the stage that it ends.
func (k RecordKind) Choices() (all []RecordField) {
	for _, f := range k.Fields {
		if len(f.Values) > 0 && !f.Personal && (k.Stage == "" || !slices.Equal(f.Values, []string{"yes", "no"})) {
			all = append(all, f)
		}
	}
	return all
}

// RecordCheck is one thing that a record is checked for.
type RecordCheck struct {
	Code  string // of the Problem; "" of what is only pointed out
	Means Phrase
}

// Holds reports whether a record has the answer.
func (w When) Holds(r Record) bool {
	switch {
	case w.Field == "":
		return true
	case w.AboveZero:
		return r.Numbers[w.Field] > 0
	case len(w.Values) > 0:
		return slices.Contains(w.Values, r.Words[w.Field])
	case len(w.Except) > 0:
		return !slices.Contains(w.Except, r.Words[w.Field])
	}
	return r.Words[w.Field] != ""
}

// Faults lists what is wrong with the declaration: nothing that a person who
// reports could put right.
func (k RecordKind) Faults() []Phrase {
	var faults []Phrase
	fault := func(f RecordField, said Phrase) {
		faults = append(faults, Say("台账“%s”的字段 %s：%s", "record %q, field %s: %s").With(string(k.ID), f.ID, said))
	}
	if k.Stage != "" && !slices.Contains(StageIDs(), k.Stage) {
		faults = append(faults, Say("台账“%s”：没有阶段 %s，阶段编号见 docs/reports.md", "record %q: there is no stage %s; docs/reports.md lists them").With(string(k.ID), string(k.Stage)))
	}
	for i, f := range k.Fields {
		if slices.ContainsFunc(k.Fields[:i], func(other RecordField) bool { return other.ID == f.ID }) {
			fault(f, Say("出现了两次，请另取一个编号", "it stands twice; give one another id"))
		}
		if said := f.When.fault(k.Fields[:i]); !said.IsZero() {
			fault(f, said)
		}
	}
	return faults
}

// fault is what is wrong with a condition of a field that stands after others, or
// zero.
func (w When) fault(before []RecordField) Phrase {
	if w.Field == "" {
		if w.AboveZero || len(w.Values) > 0 {
			return Say("条件没有写明看哪一个字段", "its condition names no field")
		}
		return Phrase{}
	}
	i := slices.IndexFunc(before, func(f RecordField) bool { return f.ID == w.Field })
	if i < 0 {
		return Say("条件里的字段 %s 不在它前面：只能看前面已经问过的字段", "its condition names %s, which does not stand before it: only what was asked before can decide").With(w.Field)
	}
	other := before[i]
	switch {
	case w.AboveZero && len(w.Values) > 0:
		return Say("条件只能写一种：大于零，或者是哪一项", "its condition is both a number above zero and an option: write one")
	case other.File:
		return Say("条件里的字段 %s 是照片，可能以后才发，不能作条件", "its condition names %s, a photo, which may follow later").With(w.Field)
	case w.AboveZero && !other.Number:
		return Say("条件里的字段 %s 不是数字，不能要求大于零", "its condition wants %s above zero, which is no number").With(w.Field)
	case len(w.Values) == 0 && !w.AboveZero && other.Number:
		return Say("条件里的字段 %s 是数字，总有答案：请写大于零", "its condition names %s, a number, which always has an answer: ask for one above zero").With(w.Field)
	}
	for _, v := range slices.Concat(w.Values, w.Except) {
		if !slices.Contains(other.Values, v) {
			return Say("条件里的字段 %s 没有 %s 这一项", "its condition names %s, which has no option %s").With(w.Field, v)
		}
	}
	return Phrase{}
}

// Derived are the lines that follow from the sums of a kind of record: totals, and shares
// of parts in their wholes, as far as there is something to say.
func (k RecordKind) Derived(f Figures) (lines []Phrase) {
	of := func(field string) int { return f[RecordFigure(k.ID, field)] }
	for _, t := range k.Totals {
		if sum := t.Sum(of); sum > 0 && !t.Asked {
			lines = append(lines, Say("%s%s%s", "%s %s%s").With(t.Label, Thousands(sum), t.Unit))
		}
	}
	for _, part := range k.Fields {
		for _, whole := range part.Of {
			i := slices.IndexFunc(k.Fields, func(f RecordField) bool { return f.ID == whole })
			if i >= 0 && of(whole) > 0 {
				lines = append(lines, Say("%s占%s的%s", "%s of %s %s").With(part.Label, k.Fields[i].Label, Ratio{of(part.ID), of(whole)}.Percent()))
			}
		}
	}
	return lines
}

// Held reports whether records of the kind are of what took place on a day: meetings, and not plans.
func (k RecordKind) Held() bool {
	return slices.ContainsFunc(k.Fields, func(f RecordField) bool { return f.Day && f.ID == "held" })
}
