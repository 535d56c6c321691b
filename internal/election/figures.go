package election

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Figure names one number that can be added up over units.
type Figure string

// The figures of a unit that its reports give. What the roster gives (units,
// seats, registered voters of all) is counted from the roster.
const (
	Reporting           Figure = "reporting"            // units with a turnout or a count
	ReportingRegistered Figure = "reporting_registered" // registered voters of those
	Voted               Figure = "voted"                // people who took part
	Counted             Figure = "counted"              // units with a count
	BallotsIssued       Figure = "issued"
	BallotsReturned     Figure = "returned"
	BallotsValid        Figure = "valid"
	BallotsInvalid      Figure = "invalid"
	Elected             Figure = "elected" // people elected, all posts
	SeatsLeft           Figure = "seats_left"
	UnitsFurther        Figure = "units_further"   // units that owe a further election or a re-vote
	UnitsVoid           Figure = "units_void"      // units whose election is void or without quorum
	UnitsConfirmed      Figure = "confirmed"       // units with a count that two people entered alike
	VotedConfirmed      Figure = "confirmed_voted" // people who took part in those
	ElectedConfirmed    Figure = "confirmed_elected"
	UnitsRecount        Figure = "recount"  // units where the two entries differ
	UnitsNoSheet        Figure = "no_sheet" // units with a count without the photo of the result sheet
	UnitsWarned         Figure = "warned"   // units with a warning that was let stand
)

// StageFigure counts the units that have a stage in a status. NotStarted has
// none: it is what remains.
func StageFigure(id StageID, s StageStatus) Figure {
	return Figure("stage/" + string(id) + "/" + string(s))
}

// Figures are the sums of one area of one election.
type Figures map[Figure]int

// Figures is what one unit adds to every area it lies in.
func (e Election) Figures(p Progress) Figures {
	f := Figures{}
	for id := range p.Stages {
		if s := e.StageOf(p, id); s.Status != NotStarted {
			f[StageFigure(id, s.Status)] = 1
		}
	}
	for _, st := range e.Stages {
		if e.FillsIn(p, st.ID) {
			f[StageFigure(st.ID, FillIn)] = 1
		}
	}
	if r, ok := p.Took(); ok {
		f[Reporting], f[ReportingRegistered], f[Voted] = 1, r.Whole, r.Part
	}
	if t, ok := p.WholeCount(); ok {
		e.addCounts(f, p, t)
		e.addConfirmed(f, p, t)
	}
	if p.Roll != nil {
		rollFigures(f, *p.Roll)
	}
	if len(p.Stands) > 0 {
		f[UnitsWarned] = 1
	}
	e.peopleFigures(f, p)
	e.recordFigures(f, p)
	caseFigures(f, p)
	return f
}

// Took is who took part of those registered: by the count of the whole election if there is one, else by the
// last turnout. ok is false if neither was reported.
func (p Progress) Took() (r Ratio, ok bool) {
	if t, counted := p.WholeCount(); counted {
		return Ratio{t.Participants, t.Registered}, true
	}
	if p.Turnout == nil {
		return Ratio{}, false
	}
	return Ratio{p.Turnout.Voted, p.Turnout.Registered}, true
}

// addCounts adds what the counts say: the whole election's for ballots, all rounds together
// for who is elected.
func (e Election) addCounts(f Figures, p Progress, t Tally) {
	f[Counted], t = 1, t.InAll()
	f[BallotsIssued], f[BallotsReturned], f[BallotsValid], f[BallotsInvalid] = t.Issued, t.Returned, t.Valid, t.Invalid
	f[Elected] = len(e.Winners(p))
	for _, task := range e.OpenTasks(Unit{}, p) {
		if task.Round.nominates() {
			f[UnitsVoid] = 1
			continue
		}
		f[UnitsFurther] = 1
		f[SeatsLeft] += task.Seats()
	}
}

// addConfirmed says how much of the counts is confirmed. Turnout and ballots are
// those of the last whole election, who is elected is a matter of all rounds.
func (e Election) addConfirmed(f Figures, p Progress, t Tally) {
	confirmed := p
	confirmed.Counts = nil
	for _, c := range p.Counts {
		switch {
		case c.Sheet == "":
			f[UnitsNoSheet] = 1
		}
		switch c.Status() {
		case Confirmed:
			confirmed.Counts = append(confirmed.Counts, c)
		case Recount:
			f[UnitsRecount] = 1
		}
	}
	if p.CountStatus() == Confirmed {
		f[UnitsConfirmed] = 1
	}
	if whole, ok := p.wholeCount(); ok && whole.Status() == Confirmed {
		f[VotedConfirmed] = t.Participants
		f[ElectedConfirmed] = len(e.Winners(confirmed))
	}
}

// Minus is f - g, without the figures that did not change.
func (f Figures) Minus(g Figures) Figures {
	d := Figures{}
	for k, v := range f {
		if v != g[k] {
			d[k] = v - g[k]
		}
	}
	for k, v := range g {
		if _, has := f[k]; !has && v != 0 {
			d[k] = -v
		}
	}
	return d
}

// planned reports whether a figure is one of what goes by plan before and after
// the vote: stages, rolls, records, candidates, and who was elected.
func (f Figure) planned() bool {
	if stage, of := strings.CutPrefix(string(f), "stage/"); of {
		return !strings.HasSuffix(stage, "/"+string(InDifficulty))
	}
	head, _, _ := strings.Cut(string(f), "/")
	return slices.Contains([]string{"roll", "record", "records", "nominated", "members"}, head) || f == ReviewWaiting
}

// passing reports whether a figure falls as things go on: what is under way gets
// done.
func (f Figure) passing() bool {
	return f == ReviewWaiting || strings.HasPrefix(string(f), "stage/") && strings.HasSuffix(string(f), "/"+string(UnderWay))
}

// Turnout is the share of the registered voters of the reporting units who took
// part (参选率).
func (f Figures) Turnout() Ratio { return Ratio{f[Voted], f[ReportingRegistered]} }

// Ratio is a part of a whole. The pair is the figure; the percentage only
// helps to read it.
type Ratio struct{ Part, Whole int }

// Percent is the percentage with two places, rounded half up; "—" of nothing. It
// stands beside its pair, and in official texts; alone, in a picture or on a card, it
// is Rough.
func (r Ratio) Percent() string {
	if r.Whole <= 0 {
		return "—"
	}
	return percentOf(r.hundredths())
}

// Rough is the percentage with one place, rounded half up; "—" of nothing: more would
// be precision that nobody reads.
func (r Ratio) Rough() string {
	if r.Whole <= 0 {
		return "—"
	}
	tenths := (int64(r.Part)*2000 + int64(r.Whole)) / (2 * int64(r.Whole))
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// hundredths is the percentage in hundredths, rounded half up; 0 of nothing.
func (r Ratio) hundredths() int64 {
	if r.Whole <= 0 {
		return 0
	}
	return (int64(r.Part)*20000 + int64(r.Whole)) / (2 * int64(r.Whole))
}

// percentOf writes hundredths of a percent: 76.56%.
func percentOf(hundredths int64) string {
	b := strconv.AppendInt(make([]byte, 0, 16), hundredths/100, 10)
	return string(append(b, '.', byte('0'+hundredths%100/10), byte('0'+hundredths%10), '%'))
}

// String is the pair and its percentage: "9,700/12,670 = 76.56%".
func (r Ratio) String() string {
	return Thousands(r.Part) + "/" + Thousands(r.Whole) + " = " + r.Percent()
}

// Thousands writes a number with commas: 12,670.
func Thousands(n int) string {
	if n < 0 {
		return "-" + Thousands(-n)
	}
	if n < 1000 {
		return strconv.Itoa(n)
	}
	s := strconv.Itoa(n)
	b := make([]byte, 0, len(s)+len(s)/3)
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, s[i])
	}
	return string(b)
}
