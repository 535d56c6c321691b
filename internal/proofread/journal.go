package proofread

import (
	"regexp"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// Records are the figures that a journal holds, for texts that name them. The zero
// value knows none.
type Records struct {
	known map[record]figures
	town  string
	year  int // of the polling day
}

// record is whose figures they are, and in which words a text counts them.
type record struct{ place, named string }

// figures are what was reported: a number, or the part and the whole of a rate.
type figures struct{ value, whole int }

// RecordsOf returns the figures of the units that were counted. Sums of the town
// and of an area are known only if all of their units were. Places whose names a
// text does not tell apart are left out, and in a town with several elections all
// sums.
func RecordsOf(town *election.Town, units []election.UnitState) Records {
	r := Records{known: map[record]figures{}, town: town.Name}
	of := map[string][]election.UnitState{}
	twice := map[string]bool{}
	for _, u := range units {
		place, _ := placeIn(u.Unit.Name)
		twice[place] = twice[place] || of[place] != nil || place == ""
		of[place] = []election.UnitState{u}
	}
	for place := range twice {
		if twice[place] {
			delete(of, place)
		}
	}
	if len(town.Elections) == 1 {
		r.year = town.Elections[0].PollingDay.Year
		r.sums(town, units, of)
	}
	for place, states := range of {
		r.add(town, place, states)
	}
	return r
}

// sums adds the town and its areas to the places, where all of their units are there.
func (r Records) sums(town *election.Town, units []election.UnitState, of map[string][]election.UnitState) {
	for _, a := range append(town.Areas(town.Elections[0].ID), election.WholeTown) {
		place, _ := placeIn(a.Name())
		in := within(units, a)
		if a != election.WholeTown && place == "" || of[place] != nil || len(in) != held(town.Units, a) {
			continue
		}
		of[place] = in
		if a != election.WholeTown {
			continue
		}
		name, _ := placeIn(town.Name)
		if name != "" && of[name] == nil {
			of[name] = in
		}
		for suffix, n := range countedBySuffix(town.Units) {
			r.known[record{"", sameUnits + suffix}] = figures{value: n}
			r.known[record{name, sameUnits + suffix}] = figures{value: n}
		}
	}
}

func within(units []election.UnitState, a election.Area) []election.UnitState {
	var in []election.UnitState
	for _, u := range units {
		if a.Holds(u.Unit.Area) {
			in = append(in, u)
		}
	}
	return in
}

func held(units []election.Unit, a election.Area) int {
	n := 0
	for _, u := range units {
		if a.Holds(u.Area) {
			n++
		}
	}
	return n
}

// countedBySuffix is how many villages and communities there are; none where some
// units are neither.
func countedBySuffix(units []election.Unit) map[string]int {
	n := map[string]int{}
	for _, u := range units {
		switch {
		case strings.HasSuffix(u.Name, "社区"):
			n["社区"]++
		case strings.HasSuffix(u.Name, "村"):
			n["村"]++
			n["行政村"]++
		default:
			return nil
		}
	}
	return n
}

// add adds up what some units reported, if all of them were counted.
func (r Records) add(town *election.Town, place string, states []election.UnitState) {
	sum := election.Figures{}
	for _, u := range states {
		f := town.ElectionOf(u.Unit).Figures(u.Progress)
		if f[election.Counted] == 0 || len(u.Hidden) > 0 {
			return
		}
		for k, v := range f {
			sum[k] += v
		}
	}
	r.known[record{place, sameTurnout}] = figures{sum[election.Voted], sum[election.ReportingRegistered]}
	for named, f := range map[string]election.Figure{sameRegistered: election.ReportingRegistered, sameTook: election.Voted, sameIssued: election.BallotsIssued,
		sameReturned: election.BallotsReturned, sameValid: election.BallotsValid, sameInvalid: election.BallotsInvalid} {
		r.known[record{place, named}] = figures{value: sum[f]}
	}
}

// larger are places that a town lies in: their figures are not the town's.
var larger = regexp.MustCompile(`全国|全省|[全我][县区市](?:[^\p{Han}]|$|[^域])`)

// ours reports whether a figure may be one of this town and this election.
func (c *checker) ours(r Records, n said) bool {
	before := c.s[c.sentences[n.sentence].at:n.at]
	for _, m := range larger.FindAllString(before, -1) {
		if kind := []rune(m)[1]; !strings.HasSuffix(r.town, string(kind)) { // 区 of 全区
			return false
		}
	}
	years := yearWords.FindAllString(before, -1)
	if years == nil || r.year == 0 {
		return true
	}
	year, _ := strconv.Atoi(years[len(years)-1])
	return year >= r.year-1 && year <= r.year+1
}

// journal compares the figures of a text with the records, where the text names the
// place and the measure and means the end of this election, no moment or round of it.
func (c *checker) journal(r Records) {
	if len(r.known) == 0 {
		return
	}
	for _, n := range c.said() {
		known, ok := r.known[record{n.place, n.named}]
		if !ok || c.told(n.number) || !c.ours(r, n) {
			continue
		}
		right := strconv.Itoa(known.value)
		if n.sort == percent {
			exact := 100 * float64(known.value) / float64(max(known.whole, 1))
			if agrees(n.number, exact) {
				continue
			}
			right = decimal(exact, max(2, n.decimals)) + "%"
		} else if n.value == int64(known.value) {
			continue
		}
		c.differs(n, right)
	}
}

// differs says that the journal has another figure.
func (c *checker) differs(n said, right string) {
	place := election.Say("全镇", "the town")
	if n.place != "" {
		place = election.Say(n.place, n.place)
	}
	named := election.Say(n.named, n.named)
	if noun, units := strings.CutPrefix(n.named, sameUnits); units {
		named = election.Say(noun+"数", "number of "+noun)
	}
	c.add(n.at, n.end, Journal, n.String(), right, election.Say("账本里%s的%s是 %s，文中写的是 %s", "in the journal %s has (%s) %s, the text says %s").
		With(place, named, right, n.String()))
}
