package document

import (
	"cmp"
	"fmt"
	"image"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// HeatMap draws units against stages as PNG: a row for each unit, grouped by
// area, and a cell for each stage. If the units do not fit on one telephone
// screen, it draws the areas in proportions. Below them it draws only the
// units that are late or in difficulty; if they do not fit either, the worst.
//
// units are those of the summary's area, in the roster's order. In a large
// area they may be only those worth naming, such as Summary.Lists. The error
// is *MissingGlyphs if only characters were missing.
func HeatMap(w io.Writer, s election.Summary, units []election.UnitState, l election.Language) error {
	return paint(w, l, func(c *canvas) { c.heatMap(s, units) })
}

// heat is the columns of a heat map.
type heat struct {
	c      *canvas
	s      election.Summary
	stages []election.Stage
	today  election.Date
	left   int // where the columns begin
}

func (c *canvas) heatMap(s election.Summary, units []election.UnitState) {
	h := &heat{c: c, s: s, stages: s.Election.Stages, today: election.DateOf(s.AsOf)}
	c.heading(s, say("各%s进度", "Progress of the %s").With(s.Election.UnitNoun()))
	h.lead()
	c.legend(h.signs())
	groups := groupsOf(s.Area, units)
	h.begin(c.list(groups).left()) // to measure the head
	if t, fits := c.tableOf(groups, c.room()-h.headHigh()); fits && len(units) == s.Roll.Units {
		h.begin(t.left())
		h.head()
		t.draw(h.unit)
		return
	}
	h.summarised(units)
}

// signs are those of the legend that occur.
func (h *heat) signs() []sign {
	n := stagesOf(h.s, h.s.Figures, h.s.Roll.Units)
	var cells []cell
	for _, k := range []struct {
		cell
		n int
	}{
		{cell{mark: markDone}, n[markDone]}, {cell{mark: markUnderWay}, n[markUnderWay]}, {cell{mark: markNotStarted}, n[markNotStarted]},
		{cell{mark: markDifficulty}, n[markDifficulty] + n[markLateDifficulty]}, {cell{markLate, 3}, n[markLate] + n[markLateDifficulty]}, {cell{mark: markFillIn}, n[markFillIn]}, {cell{mark: markNotNeeded}, n[markNotNeeded]},
	} {
		if k.n > 0 {
			cells = append(cells, k.cell)
		}
	}
	signs := h.c.markSigns(cells...)
	if len(h.s.Roll.Key) > 0 {
		star := func(box image.Rectangle) { h.c.text(box, textMiddle, "★", middle, ink) }
		signs = append(signs, sign{star, say("重点%s", "key %s").With(h.s.Election.UnitNoun())})
	}
	return signs
}

// lead says the outcome in one line, in the digest's terms.
func (h *heat) lead() {
	late := 0
	for _, st := range h.s.Late {
		late += st.Count
	}
	troubled := h.s.Lists[election.ListTroubled].Count
	text, in := say("没有逾期，没有困难", "Nothing late, no difficulties"), deepGreen
	switch {
	case late > 0 && troubled > 0:
		text, in = say("逾期 %d 项，%s有困难", "Late: %d; in difficulty: %s").With(late, h.s.Election.Units(troubled)), red
	case late > 0:
		text, in = say("逾期 %d 项", "Late: %d").With(late), red
	case troubled > 0:
		text, in = say("%s有困难", "In difficulty: %s").With(h.s.Election.Units(troubled)), red
	}
	h.c.paragraph(text, textMiddle, in)
	h.c.y += 14
}

// columnLeast is the narrowest column of a stage.
const columnLeast = 44

// begin sets where the columns begin, and which stages have room. If there are
// too many, it takes those around the stage that the timetable has reached.
func (h *heat) begin(at int) {
	h.left = max(at, margin+h.c.wide(h.sumName(), textSmall)+columnGap)
	h.stages = h.s.Election.Stages
	most := (pictureWide - margin - h.left) / columnLeast
	if len(h.stages) <= most {
		return
	}
	now := slices.IndexFunc(h.stages, func(st election.Stage) bool { return !st.Due().Before(h.today) })
	if now < 0 {
		now = len(h.stages) - 1
	}
	first := min(max(now-most*2/3, 0), len(h.stages)-most)
	h.stages = h.stages[first : first+most]
}

// column returns the part of a row that belongs to a stage.
func (h *heat) column(row image.Rectangle, i int) image.Rectangle {
	whole, n := pictureWide-margin-h.left, len(h.stages)
	return image.Rect(h.left+whole*i/n, row.Min.Y, h.left+whole*(i+1)/n, row.Max.Y)
}

// columnLines breaks the name of a stage into lines for its column. upward
// means that the lines are turned, because a word is wider than the column.
func (h *heat) columnLines() (lines [][]string, upward bool) {
	wide := (pictureWide - margin - h.left) / max(len(h.stages), 1)
	for _, st := range h.stages {
		for _, word := range words(h.name(st)) {
			upward = upward || utf8.RuneCountInString(word) > 2 && h.c.wide(word, textSmall) > wide
		}
	}
	for _, st := range h.stages {
		if upward {
			lines = append(lines, h.upwardLines(h.name(st), wide/(textSmall+upwardGap)))
		} else {
			lines = append(lines, h.c.wrap(h.name(st), textSmall, wide))
		}
	}
	return lines, upward
}

// name returns the name of a stage, at most 24 characters.
func (h *heat) name(st election.Stage) string {
	return h.c.cut(tidy(st.Name.In(h.c.l)), textSmall, 24*textSmall)
}

// upwardLines breaks a name between words into at most most lines, as short as
// possible.
func (h *heat) upwardLines(name string, most int) []string {
	long := 0
	for _, word := range words(name) {
		long = max(long, h.c.wide(strings.TrimRight(word, " "), textSmall))
	}
	for ; ; long += 20 {
		if lines := h.c.wrap(name, textSmall, long); len(lines) <= max(most, 1) {
			return lines
		}
	}
}

// namesHigh returns the height of the stages' names.
func (h *heat) namesHigh() int {
	lines, upward := h.columnLines()
	high := 0
	for _, name := range lines {
		if !upward {
			high = max(high, len(name)*lineHigh(textSmall))
			continue
		}
		for _, line := range name {
			high = max(high, h.c.wide(line, textSmall)+8)
		}
	}
	return high
}

// sumHigh is the height of the row that says how many units are done.
const sumHigh = 52

func (h *heat) headHigh() int { return h.namesHigh() + sumHigh + moreHigh + 8 }

// head draws the names of the stages, and how many units have done each.
func (h *heat) head() {
	h.c.more(len(h.s.Election.Stages)-len(h.stages), stages(len(h.s.Election.Stages)-len(h.stages)))
	lines, upward := h.columnLines()
	row := h.c.row(h.namesHigh())
	for i, name := range lines {
		box := h.column(row, i)
		if upward {
			h.c.upward(box, textSmall, name, ink)
			continue
		}
		box.Min.Y = box.Max.Y - len(name)*lineHigh(textSmall) // names stand on the cells
		h.c.lines(box, textSmall, name, middle, ink)
	}
	h.c.y += 4
	row = h.c.row(sumHigh)
	h.c.text(image.Rect(margin, row.Min.Y, h.left-8, row.Max.Y), textSmall, h.sumName(), left, faint)
	for i, st := range h.stages {
		n := sharesOf(h.s.Figures, h.s.Roll.Units, st, h.today)
		h.sum(h.column(row, i), n)
	}
	h.c.y += 4
}

// sumName returns the name of the row of sums.
func (h *heat) sumName() string { return say("完成/%d", "Done/%d").With(h.s.Roll.Units).In(h.c.l) }

// sum writes how many units have done a stage. If not all units have to do it,
// it adds how many do.
func (h *heat) sum(box image.Rectangle, n shares) {
	done := n.done()
	text, in := fmt.Sprint(done.Part), ink
	switch {
	case done.Whole == 0:
		text, in = "–", faint
	case done.Whole < h.s.Roll.Units:
		if pair := fmt.Sprintf("%d/%d", done.Part, done.Whole); h.c.wide(pair, textSmall) <= box.Dx() {
			text = pair
		}
	}
	if h.c.wide(text, textSmall) > box.Dx() {
		return
	}
	h.c.text(box, textSmall, text, middle, in)
}

// unit draws the cells of one unit.
func (h *heat) unit(row image.Rectangle, u election.UnitState) {
	for i, st := range h.stages {
		h.c.cell(gapped(h.column(row, i)), cellOf(h.s.Election, u.Progress, st, h.today))
	}
}

// gapped leaves a little room between cells.
func gapped(box image.Rectangle) image.Rectangle {
	box.Max.X -= 4
	box.Max.Y -= 4
	return box
}

// Heights of a summarised map.
const (
	sectionHigh  = 84
	subtitleHigh = 64
	rowsLeast    = 8 // rows kept for the units below the areas
)

// summarised draws the areas first, then the units that need somebody.
func (h *heat) summarised(units []election.UnitState) {
	behind := h.behind(units)
	all := sections(h.s, h.c.l)
	h.begin(max(h.c.list(groupsOf(h.s.Area, behind)).left(), margin+h.sectionNames(all)))
	h.head()
	room := h.c.room() - subtitleHigh - 2*moreHigh - min(len(behind), rowsLeast)*(listPitch+groupGap)
	shown := h.worst(all, max(room/sectionHigh, 1))
	for _, p := range shown {
		h.section(p)
	}
	h.c.more(len(all)-len(shown), areas(len(all)-len(shown)))
	h.needing(units, behind)
}

// sectionNames returns the width of the areas' names, within limits.
func (h *heat) sectionNames(all []section) int {
	wide := 0
	for _, p := range all {
		wide = max(wide, min(h.c.wide(p.name, textMiddle)+columnGap, nameWidest))
	}
	return wide
}

// worst keeps the areas with the most late and unstarted stages, in their
// original order.
func (h *heat) worst(all []section, most int) []section {
	if len(all) <= most {
		return all
	}
	left := func(p section) int {
		var n shares
		for _, st := range h.stages {
			n = n.plus(sharesOf(p.figures, p.units, st, h.today))
		}
		return (1000*(n[markLate]+n[markLateDifficulty]+n[markDifficulty]) + n[markNotStarted]) / max(p.units, 1)
	}
	return keep(all, most, func(a, b section) int { return cmp.Compare(left(b), left(a)) })
}

// section draws an area: for each stage the proportions of its units, and how
// many are done.
func (h *heat) section(p section) {
	row := h.c.row(sectionHigh)
	name := image.Rect(margin, row.Min.Y, h.left-8, row.Max.Y-4)
	h.c.name(name, p.name, h.s.Election.Units(p.units).In(h.c.l))
	for i, st := range h.stages {
		n := sharesOf(p.figures, p.units, st, h.today)
		box := h.column(row, i)
		box.Max.X -= 4
		bar := image.Rect(box.Min.X, row.Min.Y+4, box.Max.X, row.Min.Y+38)
		count := image.Rect(box.Min.X, bar.Max.Y+2, box.Max.X, row.Max.Y-4)
		switch done := n.done(); {
		case done.Whole == 0:
			h.c.cell(image.Rect(box.Min.X, row.Min.Y+4, box.Max.X, row.Max.Y-8), cell{mark: markNotNeeded})
		case done.Part == done.Whole:
			h.c.cell(image.Rect(box.Min.X, row.Min.Y+4, box.Max.X, row.Max.Y-8), cell{mark: markDone})
		default:
			h.c.bar(bar, n)
			h.count(count, done.Part)
		}
	}
	h.c.fill(image.Rect(margin, row.Max.Y-2, pictureWide-margin, row.Max.Y), rule)
}

// count writes a number if it fits its column.
func (h *heat) count(box image.Rectangle, n int) {
	if text := fmt.Sprint(n); h.c.wide(text, textSmall) <= box.Dx() {
		h.c.text(box, textSmall, text, middle, ink)
	}
}

// behind keeps the units that are late or in difficulty.
func (h *heat) behind(units []election.UnitState) []election.UnitState {
	var all []election.UnitState
	for _, u := range units {
		if troubles, late := h.weight(u); troubles+late > 0 {
			all = append(all, u)
		}
	}
	return all
}

// weight returns how many stages of a unit are in difficulty, and by how many
// days all its stages are late together.
func (h *heat) weight(u election.UnitState) (troubles, late int) {
	for _, st := range h.s.Election.Stages {
		k := cellOf(h.s.Election, u.Progress, st, h.today)
		if k.mark == markDifficulty || k.mark == markLateDifficulty {
			troubles++
		}
		late += k.late
	}
	return troubles, late
}

// needing lists the units that are late or in difficulty. If not all have
// room, it keeps the worst.
func (h *heat) needing(units, behind []election.UnitState) {
	h.c.text(h.c.row(subtitleHigh), textMiddle, h.needingTitle(units, behind).In(h.c.l), left, ink)
	heavier := func(a, b election.UnitState) int {
		aTroubles, aLate := h.weight(a)
		bTroubles, bLate := h.weight(b)
		return cmp.Or(cmp.Compare(bTroubles, aTroubles), cmp.Compare(bLate, aLate))
	}
	t, shown := h.c.listOf(behind, h.c.room()-moreHigh, heavier, func(some []election.UnitState) []group { return groupsOf(h.s.Area, some) })
	t.name = h.left - margin - t.area
	t.draw(h.unit)
	h.c.more(len(behind)-shown, h.s.Election.Units(len(behind)-shown))
}

func (h *heat) needingTitle(units, behind []election.UnitState) election.Phrase {
	noun := h.s.Election.UnitNoun()
	switch {
	case len(units) < h.s.Roll.Units:
		return say("部分逾期或有困难的%s", "Some of the %s late or in difficulty").With(noun)
	case len(behind) == 0:
		return say("没有%s逾期或有困难", "No %s late or in difficulty").With(noun)
	}
	return say("逾期或有困难：%s", "Late or in difficulty: %s").With(h.s.Election.Units(len(behind)))
}
