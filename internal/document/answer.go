package document

import (
	"cmp"
	"slices"
	"time"

	"huanjie/internal/election"
)

// Answer is what a question is answered with. It begins with what the question was
// understood to ask, of whom and as of when, so that a misunderstanding is seen.
type Answer struct {
	Asked election.Phrase   // 参选率低于 70% 的村
	Of    election.Phrase   // 全镇, 东片, 您负责的 2 个村
	AsOf  time.Time         // in the town's location
	Now   time.Time         // and when it is asked
	Lines []election.Phrase // figures
	Units []election.Phrase // a line for each unit that is named
	All   int               // of how many units, if not all are named
	Also  []election.Phrase // what is known only in part, what is not to be seen
	Kind  election.Kind
}

// answerRoom is what the units of an answer may take, in UTF-16 units.
const answerRoom = 2400

// Text is the answer in one language.
func (a Answer) Text(l election.Language) string {
	p := &page{l: l}
	head := a.Asked
	if !a.Of.IsZero() {
		head = say("%s · %s", "%s · %s").With(head, a.Of)
	}
	if !a.AsOf.IsZero() {
		head = say("%s · 截至 %s", "%s · as of %s").With(head, momentOn(a.AsOf, a.Now))
	}
	p.title(head)
	for _, line := range a.Lines {
		p.line(line)
	}
	p.list(a.Units, max(a.All, len(a.Units)), answerRoom, func(left int) election.Phrase {
		return say("……另有 %s", "… and %s more").With(a.Kind.Units(left))
	})
	for _, line := range a.Also {
		p.line(line)
	}
	return p.String()
}

// momentOn is a moment with its day, unless that is today; of the last moment of a day
// only the day.
func momentOn(at, now time.Time) election.Phrase {
	clock := at.Format("15:04")
	switch {
	case election.DateOf(at) == election.DateOf(now):
		return plain(clock)
	case clock == "23:59":
		return election.DateOf(at).Say()
	}
	return When(at)
}

// Value is what one unit has of a measure: so many, perhaps of so many.
type Value struct {
	Part, Whole int
	Known       bool
	Note        election.Phrase
}

// ratio is the value as a share.
func (v Value) ratio() election.Ratio { return election.Ratio{Part: v.Part, Whole: v.Whole} }

// Row is one unit with its value.
type Row struct {
	Unit election.Unit
	Value
}

// Measure is a number that units have, and that can be added up, compared and sorted.
type Measure struct {
	Name    election.Phrase             // 参选率
	Rate    bool                        // sorted and compared as a share
	Noun    func(int) election.Phrase   // 5 张, 5 votes
	Unknown election.Phrase             // what is said of units that have none: 还没报
	Counted bool                        // it is known of units that have counted
	Show    func(Value) election.Phrase // nil: as a share, or with Noun
	Of      func(e election.Election, u election.UnitState) Value
}

// Rows are the values of some units.
func (m Measure) Rows(e election.Election, units []election.UnitState) []Row {
	rows := make([]Row, len(units))
	for i, u := range units {
		rows[i] = Row{u.Unit, m.Of(e, u)}
	}
	return rows
}

// Sum adds up rows, and says how many of them are known.
func Sum(rows []Row) (sum Value, known int) {
	for _, r := range rows {
		sum.Part, sum.Whole = sum.Part+r.Part, sum.Whole+r.Whole
		if r.Known {
			sum.Known = true
			known++
		}
	}
	return sum, known
}

// Say is a value in words: 259/346 = 74.86%, or 12 张.
func (m Measure) Say(v Value) election.Phrase {
	switch {
	case !v.Known:
		return m.Unknown
	case m.Show != nil:
		return m.Show(v)
	case m.Rate:
		return say("%s", "%s").With(v.ratio())
	}
	return m.Noun(v.Part)
}

// Compare puts the higher value last.
func (m Measure) Compare(a, b Value) int {
	if m.Rate && a.Whole > 0 && b.Whole > 0 {
		return cmp.Compare(int64(a.Part)*int64(b.Whole), int64(b.Part)*int64(a.Whole))
	}
	return cmp.Compare(a.Part, b.Part)
}

// Sorted are the rows that are known, the lowest first or the highest, and those that
// are not.
func (m Measure) Sorted(rows []Row, highest bool) (known, unknown []Row) {
	for _, r := range rows {
		if r.Known {
			known = append(known, r)
		} else {
			unknown = append(unknown, r)
		}
	}
	slices.SortStableFunc(known, func(a, b Row) int {
		if highest {
			return m.Compare(b.Value, a.Value)
		}
		return m.Compare(a.Value, b.Value)
	})
	return known, unknown
}

// Line is a row for a list, with its place in it if that is not 0.
func (m Measure) Line(r Row, place int) election.Phrase {
	line := say("· %s　%s", "· %s: %s").With(short(r.Unit.Name, nameMost), m.Say(r.Value))
	if place > 0 {
		line = say("%d. %s　%s", "%d. %s: %s").With(place, short(r.Unit.Name, nameMost), m.Say(r.Value))
	}
	if !r.Note.IsZero() {
		line = say("%s，%s", "%s, %s").With(line, r.Note)
	}
	return line
}

// UnitLine is a unit in a list with what is said of it.
func UnitLine(u election.Unit, note election.Phrase) election.Phrase {
	if note.IsZero() {
		return say("· %s", "· %s").With(short(u.Name, nameMost))
	}
	return say("· %s：%s", "· %s: %s").With(short(u.Name, nameMost), cut(note, 200))
}

// Owers is a unit with who answers for it: 西岭村（李芳）.
func Owers(u election.Unit) election.Phrase {
	return say("· %s（%s）", "· %s (%s)").With(short(u.Name, nameMost), officersOf(u))
}

// Names puts the names of some units side by side, at most so many characters.
func Names(units []election.Unit) election.Phrase {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = short(u.Name, nameMost)
	}
	return cut(joined(names), answerRoom/4)
}

// officersOf names who answers for a unit.
func officersOf(u election.Unit) election.Phrase {
	names := make([]string, len(u.Officers))
	for i, o := range u.Officers {
		names[i] = string(o)
	}
	return cut(joined(names), nameMost)
}
