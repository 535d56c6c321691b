package document

import (
	"cmp"
	"image"
	"io"
	"slices"

	"huanjie/internal/election"
)

// AreaBars draws as PNG how far each area is with the stage that the timetable has reached: a bar
// of its units by their marks, with the numbers below, those furthest behind first. A
// summary without areas has one bar. The error is *MissingGlyphs if only characters were missing.
func AreaBars(w io.Writer, s election.Summary, l election.Language) error {
	return paint(w, l, func(c *canvas) { c.areaBars(s) })
}

// Heights of the bars of areas: with numbers, and, if there are many areas,
// without.
const (
	areaHigh   = 190
	areaNarrow = 118
)

func (c *canvas) areaBars(s election.Summary) {
	st := s.Election.StageAt(election.DateOf(s.AsOf))
	of := func(f election.Figures, units int) shares { return sharesOf(f, units, st, election.DateOf(s.AsOf)) }
	c.heading(s, say("各片进度 · %s", "By area · %s").With(stageName(st)))
	var cells []cell
	n := of(s.Figures, s.Roll.Units)
	for _, m := range []mark{markDone, markUnderWay, markDifficulty, markLateDifficulty, markLate, markNotStarted, markFillIn} {
		if n[m] > 0 {
			cells = append(cells, cell{mark: m})
		}
	}
	c.legend(c.markSigns(cells...))
	c.paragraph(say("按%s算，落后的在前", "By %s, those behind first").With(s.Election.UnitNoun()), textSmall, faint)
	c.y += 12
	all := sections(s, c.l)
	if len(s.Parts) > 0 {
		c.areaBar(s.Election, areaName(s).In(c.l), n, areaHigh)
		c.fill(c.row(4), ink)
		c.y += 14
	}
	high := areaHigh
	if len(all)*high > c.room() {
		high = areaNarrow
	}
	fit := c.room() / high
	if fit < len(all) {
		fit = (c.room() - moreHigh) / high
	}
	behind := func(a, b section) int {
		x, y := of(a.figures, a.units).done(), of(b.figures, b.units).done()
		return cmp.Compare(x.Part*y.Whole, y.Part*x.Whole)
	}
	shown := keep(all, max(fit, 1), behind)
	slices.SortStableFunc(shown, behind)
	for _, p := range shown {
		c.areaBar(s.Election, p.name, of(p.figures, p.units), high)
	}
	c.more(len(all)-len(shown), areas(len(all)-len(shown)))
}

// stagesOf adds up the stages of all units of an area.
func stagesOf(s election.Summary, f election.Figures, units int) shares {
	var n shares
	for _, st := range s.Election.Stages {
		n = n.plus(sharesOf(f, units, st, election.DateOf(s.AsOf)))
	}
	return n
}

func (c *canvas) areaBar(e election.Election, name string, n shares, high int) {
	box := c.row(high)
	head := image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Min.Y+52)
	done := n.done()
	figure := say("%d/%s", "%d of %s").With(done.Part, e.Units(done.Whole)).In(c.l)
	c.text(head, textMiddle, figure, right, ink)
	head.Max.X -= c.wide(figure, textMiddle) + columnGap
	c.name(head, name, "")
	if done.Whole == 0 {
		return
	}
	c.bar(image.Rect(box.Min.X, head.Max.Y, box.Max.X, head.Max.Y+52), n)
	if high < areaHigh {
		return
	}
	x := box.Min.X
	for m := markDone; m < markNotNeeded; m++ {
		if n[m] > 0 {
			x = c.chip(image.Rect(x, head.Max.Y+60, box.Max.X, head.Max.Y+104), m, n[m])
		}
	}
}

// chip writes a mark with a number at the left of a box. It returns where the
// next one may begin.
func (c *canvas) chip(box image.Rectangle, m mark, n int) int {
	text := election.Thousands(n)
	sign := image.Rect(box.Min.X, box.Min.Y+4, box.Min.X+48, box.Max.Y-4)
	c.cell(sign, cell{mark: m})
	end := min(sign.Max.X+10+c.wide(text, textSmall), box.Max.X)
	c.text(image.Rect(sign.Max.X+10, box.Min.Y, end, box.Max.Y), textSmall, text, left, ink)
	return end + 36
}
