package document

import (
	"image"
	"slices"

	"huanjie/internal/election"
)

// group is the units of one area, which stand together in a picture.
type group struct {
	name  string // empty for units in no area below
	units []election.UnitState
}

// groupsOf groups units by the areas directly below a. The areas are in the
// order in which the units first name them.
func groupsOf(a election.Area, units []election.UnitState) []group {
	var groups []group
	at := map[election.Area]int{}
	for _, u := range units {
		below := areaBelow(a, u.Unit.Area)
		i, has := at[below]
		if !has {
			i = len(groups)
			at[below] = i
			groups = append(groups, group{name: below.Name()})
		}
		groups[i].units = append(groups[i].units, u)
	}
	return groups
}

// runsOf groups units that follow one another in the area directly below a; an area may
// come several times.
func runsOf(a election.Area, units []election.UnitState) (runs []group) {
	for _, u := range units {
		name := areaBelow(a, u.Unit.Area).Name()
		if n := len(runs); n == 0 || runs[n-1].name != name {
			runs = append(runs, group{name: name})
		}
		last := &runs[len(runs)-1]
		last.units = append(last.units, u)
	}
	return runs
}

// areaBelow returns the area directly below a that contains b; WholeTown if b
// is a itself.
func areaBelow(a, b election.Area) election.Area {
	above := b.Above()
	for i := range len(above) - 1 {
		if above[i+1] == a {
			return above[i]
		}
	}
	return election.WholeTown
}

// table is a table with a row for each unit: the area, the name (with a star
// for key villages), and room for what the picture shows.
type table struct {
	c           *canvas
	groups      []group
	area, name  int // widths of the columns
	size, pitch int // of text and rows
}

// Widths of the columns of a table, and the gaps between them.
const (
	areaMost   = 150
	nameWidest = 290
	columnGap  = 14
	rowGap     = 10 // between names of several lines
	groupGap   = 12
)

// tableOf makes a table as large as the room allows. fits is false if it does
// not fit at all.
func (c *canvas) tableOf(groups []group, room int) (t table, fits bool) {
	for _, p := range []struct{ pitch, size int }{{72, 42}, {64, 42}, {56, 40}, {48, 38}, {44, 36}, {40, textSmall}, {38, textSmall}} {
		t = table{c: c, groups: groups, size: p.size, pitch: p.pitch}
		t.measure()
		if t.high() <= room {
			return t, true
		}
	}
	return t, false
}

// Heights of a list, and of the line that says how many it leaves out.
const (
	listPitch = 44
	moreHigh  = 48
)

// list makes a table with the smallest text.
func (c *canvas) list(groups []group) table {
	t := table{c: c, groups: groups, size: textSmall, pitch: listPitch}
	t.measure()
	return t
}

// listOf makes a list of as many units as fit, the first by order, grouped.
func (c *canvas) listOf(units []election.UnitState, room int, order func(a, b election.UnitState) int, grouped func([]election.UnitState) []group) (t table, shown int) {
	for shown = min(len(units), max(room/listPitch, 0)); shown > 0; shown-- {
		if t = c.list(grouped(keep(units, shown, order))); t.high() <= room {
			return t, shown
		}
	}
	return c.list(nil), 0
}

// keep keeps the first most by order, in their original order.
func keep[T any](all []T, most int, order func(a, b T) int) []T {
	if len(all) <= most {
		return all
	}
	places := make([]int, len(all))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(i, j int) int { return order(all[i], all[j]) })
	places = slices.Sorted(slices.Values(places[:most]))
	var kept []T
	for _, i := range places {
		kept = append(kept, all[i])
	}
	return kept
}

// more writes what was left out, if n is not 0.
func (c *canvas) more(n int, what election.Phrase) {
	if n > 0 {
		c.text(c.row(moreHigh), textSmall, say("……另有 %s未列出", "… and %s more").With(what).In(c.l), left, faint)
	}
}

// measure sets the columns as wide as their texts, within limits.
func (t *table) measure() {
	for _, g := range t.groups {
		if len(t.groups) > 1 || g.name != "" {
			t.area = max(t.area, min(t.c.wide(g.name, textSmall)+columnGap, areaMost))
		}
		for _, u := range g.units {
			t.name = max(t.name, min(t.c.wide(nameOf(u.Unit), t.size)+columnGap, nameWidest))
		}
	}
}

// nameOf returns the name of a unit, with a mark for key villages.
func nameOf(u election.Unit) string {
	if u.Key {
		return "★" + tidy(u.Name)
	}
	return tidy(u.Name)
}

func (t table) nameLines(u election.Unit) []string {
	return t.c.wrap(nameOf(u), t.size, t.name-columnGap)
}

func (t table) areaLines(g group) []string {
	return t.c.wrap(g.name, textSmall, max(t.area-columnGap, textSmall))
}

func (t table) rowHigh(u election.Unit) int {
	lines := len(t.nameLines(u))
	return max(t.pitch, lines*lineHigh(t.size)+min(lines-1, 1)*rowGap)
}

// groupHigh returns the height of a group: its rows, or the lines of its name.
func (t table) groupHigh(g group) int {
	high := 0
	for _, u := range g.units {
		high += t.rowHigh(u.Unit)
	}
	return max(high, len(t.areaLines(g))*lineHigh(textSmall))
}

func (t table) high() int {
	high := 0
	for _, g := range t.groups {
		high += t.groupHigh(g) + groupGap
	}
	return high
}

// left returns where the columns of areas and names end.
func (t table) left() int { return margin + t.area + t.name }

// draw draws the table. each draws what is to the right of a name.
func (t table) draw(each func(box image.Rectangle, u election.UnitState)) {
	for _, g := range t.groups {
		t.c.fill(image.Rect(margin, t.c.y+groupGap/2-1, pictureWide-margin, t.c.y+groupGap/2+1), rule)
		t.c.y += groupGap
		box := image.Rect(margin, t.c.y, margin+t.area, t.c.y+t.groupHigh(g))
		t.c.lines(box, textSmall, t.areaLines(g), left, faint)
		for _, u := range g.units {
			row := t.c.row(t.rowHigh(u.Unit))
			row.Min.X += t.area
			t.c.lines(image.Rect(row.Min.X, row.Min.Y, t.left(), row.Max.Y), t.size, t.nameLines(u.Unit), left, ink)
			row.Min.X = t.left()
			each(row, u)
		}
		t.c.y = max(t.c.y, box.Max.Y)
	}
}

// sections returns the areas directly below that of a summary, and what is in
// none of them. A summary without areas is one section.
func sections(s election.Summary, l election.Language) []section {
	var all []section
	rest := section{name: say("其他", "Other").In(l), units: s.Roll.Units, registered: s.Roll.Registered, figures: s.Figures}
	if len(s.Parts) == 0 {
		rest.name = areaName(s).In(l)
	}
	for _, p := range s.Parts {
		all = append(all, section{p.Area.Name(), p.Roll.Units, p.Roll.Registered, p.Figures})
		rest.units, rest.registered, rest.figures = rest.units-p.Roll.Units, rest.registered-p.Roll.Registered, rest.figures.Minus(p.Figures)
	}
	if rest.units > 0 {
		all = append(all, rest)
	}
	return all
}

// section is what is known of an area from its sums alone.
type section struct {
	name              string
	units, registered int
	figures           election.Figures
}

// areaName is the area of a summary.
func areaName(s election.Summary) election.Phrase {
	if s.Area == election.WholeTown {
		return say(election.WholeOf(s.Town, s.Whole).In(election.Chinese), "Whole town")
	}
	return say(s.Area.Name(), s.Area.Name())
}
