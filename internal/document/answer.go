package document

import (
	"cmp"
	"slices"
	"time"

	"huanjie/internal/election"
)

// Answer is the answer to a question. It begins with what the question was
// understood to ask, about whom and as of when, so that people notice a
// misunderstanding.
type Answer struct {
	Asked election.Phrase   // 参选率低于 70% 的村
	Of    election.Phrase   // 全镇, 东片, 您负责的 2 个村
	AsOf  time.Time         // in the town's location
	Now   time.Time         // when it is asked
	Lines []election.Phrase // figures
	Units []election.Phrase // a line for each unit that is named
	All   int               // the number of units, if not all are named
	Also  []election.Phrase // what is known only in part, or hidden from the reader
	// Election is that of the units, which says what they are called.
	Election election.Election
}

// answerRoom is what the units of an answer may take, in UTF-16 units.
const answerRoom = 2400

// Text returns the answer in one language.
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
		return say("……另有 %s", "… and %s more").With(a.Election.Units(left))
	})
	for _, line := range a.Also {
		p.line(line)
	}
	return p.String()
}

// momentOn returns a moment with its day, unless that is today. For the last
// moment of a day, it returns only the day.
func momentOn(at, now time.Time) election.Phrase {
	clock := at.Format("15:04")
	switch {
	case election.DateOf(at) == election.DateOf(now):
		return plain(clock)
	case clock == "23:59":
		return election.DateOf(at).Say(election.DateOf(now))
	}
	return election.SayTime(at, now)
}

// Value is a unit's value of a measure: Part, perhaps out of Whole.
type Value struct {
	Part, Whole int
	Known       bool
	Note        election.Phrase
}

// ratio returns the value as a share.
func (v Value) ratio() election.Ratio { return election.Ratio{Part: v.Part, Whole: v.Whole} }

// Row is one unit with its value.
type Row struct {
	Unit election.Unit
	Value
}

// Measure is a number of each unit that can be added up, compared and sorted.
type Measure struct {
	Name    election.Phrase             // 参选率
	Rate    bool                        // sorted and compared as a share
	Noun    func(int) election.Phrase   // 5 张, 5 votes
	Unknown election.Phrase             // said of units without a value: 还没报
	Counted bool                        // known only after the unit has counted
	Adds    bool                        // what several elections of a town have may be added up
	Show    func(Value) election.Phrase // nil: as a share, or with Noun
	Of      func(e election.Election, u election.UnitState) Value
}

// Rows returns the values of some units.
func (m Measure) Rows(e election.Election, units []election.UnitState) []Row {
	rows := make([]Row, len(units))
	for i, u := range units {
		rows[i] = Row{u.Unit, m.Of(e, u)}
	}
	return rows
}

// Sum adds up rows. known is how many of them are known.
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

// Say returns a value in words: 259/346 = 74.86%, or 12 张.
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

// Compare orders values from low to high.
func (m Measure) Compare(a, b Value) int {
	if m.Rate && a.Whole > 0 && b.Whole > 0 {
		return cmp.Compare(int64(a.Part)*int64(b.Whole), int64(b.Part)*int64(a.Whole))
	}
	return cmp.Compare(a.Part, b.Part)
}

// Sorted returns the known rows, from the highest if highest is true,
// otherwise from the lowest. The unknown rows are returned separately.
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

// Line returns a row as a line of a list, with its place unless place is 0.
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

// UnitLine returns a unit as a line of a list, with a note.
func UnitLine(u election.Unit, note election.Phrase) election.Phrase {
	if note.IsZero() {
		return say("· %s", "· %s").With(short(u.Name, nameMost))
	}
	return say("· %s：%s", "· %s: %s").With(short(u.Name, nameMost), cut(note, 200))
}

// Owers returns a unit with the officers who answer for it: 西岭村（李芳）.
func Owers(u election.Unit) election.Phrase {
	return say("· %s（%s）", "· %s (%s)").With(short(u.Name, nameMost), officersOf(u))
}

// Names joins the names of some units, at most most characters.
func Names(units []election.Unit) election.Phrase {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = short(u.Name, nameMost)
	}
	return cut(joined(names), answerRoom/4)
}

// officersOf returns the names of a unit's officers.
func officersOf(u election.Unit) election.Phrase {
	names := make([]string, len(u.Officers))
	for i, o := range u.Officers {
		names[i] = string(o)
	}
	return cut(joined(names), nameMost)
}
