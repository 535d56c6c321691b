package document

import (
	"fmt"
	"image"
	"image/color"

	"huanjie/internal/election"
)

// mark is how a stage of a unit looks in a picture.
type mark uint8

const (
	markDone mark = iota
	markUnderWay
	markDifficulty
	markLateDifficulty // in difficulty, and past its day
	markLate           // past its day, begun or not
	markNotStarted
	markFillIn // before a confirmed election, to be put on record
	markNotNeeded
	marks
)

func (m mark) name() election.Phrase {
	switch m {
	case markDone:
		return election.Done.Name()
	case markUnderWay:
		return election.UnderWay.Name()
	case markNotStarted:
		return election.NotStarted.Name()
	case markDifficulty:
		return election.InDifficulty.Name()
	case markFillIn:
		return election.FillIn.Name()
	case markLate:
		return say("逾期", "Late")
	case markLateDifficulty:
		return say("%s，%s", "%s, %s").With(markDifficulty.name(), markLate.name())
	}
	return say("不需要", "Not needed")
}

func (m mark) colours() (ground, sign color.RGBA) {
	switch m {
	case markDone:
		return green, deepGreen
	case markUnderWay:
		return blue, deepBlue
	case markDifficulty:
		return amber, ink
	case markLateDifficulty:
		return red, amber
	case markLate:
		return red, paper
	}
	return paper, faint
}

// cell is one stage of one unit: its mark, and how many days it is past its
// day.
type cell struct {
	mark mark
	late int
}

func cellOf(e election.Election, p election.Progress, st election.Stage, today election.Date) cell {
	late := max(today.Sub(st.Due()), 0)
	switch status := e.StageOf(p, st.ID).Status; {
	case status == election.Done:
		return cell{mark: markDone}
	case status == election.FillIn:
		return cell{mark: markFillIn}
	case !e.Owes(p, st.ID):
		return cell{mark: markNotNeeded}
	case status == election.InDifficulty:
		return cell{mark: difficulty(late > 0), late: late}
	case late > 0:
		return cell{markLate, late}
	case status == election.UnderWay:
		return cell{mark: markUnderWay}
	}
	return cell{mark: markNotStarted}
}

// difficulty returns the mark of a stage in difficulty.
func difficulty(late bool) mark {
	if late {
		return markLateDifficulty
	}
	return markDifficulty
}

// shares is the number of units, or of stages of units, with each mark.
type shares [marks]int

// sharesOf counts the units of an area by their mark at a stage. The area's
// sums are enough, because a stage has the same day in all units.
func sharesOf(f election.Figures, units int, st election.Stage, today election.Date) shares {
	var n shares
	done := f[election.StageFigure(st.ID, election.Done)]
	begun := f[election.StageFigure(st.ID, election.UnderWay)]
	stuck := f[election.StageFigure(st.ID, election.InDifficulty)]
	needed := units
	if st.ID == election.FurtherStage { // like Election.Owes, but from the sums
		needed = max(f[election.UnitsFurther], done+begun+stuck)
	}
	late, fillIn := st.Due().Before(today), f[election.StageFigure(st.ID, election.FillIn)]
	n[markDone], n[difficulty(late)], n[markFillIn], n[markNotNeeded] = done, stuck, fillIn, max(units-needed, 0)
	if rest := max(needed-done-stuck-fillIn, 0); late {
		n[markLate] = rest
	} else {
		n[markUnderWay], n[markNotStarted] = begun, max(rest-begun, 0)
	}
	return n
}

func (n shares) plus(m shares) shares {
	for i := range n {
		n[i] += m[i]
	}
	return n
}

// done returns what is done, out of what has to be done.
func (n shares) done() election.Ratio {
	all := 0
	for m, count := range n {
		if mark(m) != markNotNeeded {
			all += count
		}
	}
	return election.Ratio{Part: n[markDone], Whole: all}
}

// cell draws a mark: its colour, its shape, and the days it is late.
func (c *canvas) cell(box image.Rectangle, k cell) {
	ground, sign := k.mark.colours()
	c.fill(box, ground)
	mid := box
	if high := min(box.Dy(), 44); high < box.Dy() {
		mid.Min.Y += (box.Dy() - high) / 2
		mid.Max.Y = mid.Min.Y + high
	}
	switch k.mark {
	case markDone:
		c.check(mid, sign)
	case markUnderWay:
		c.shape(mid, sign, [2]float32{-.3, -.55}, [2]float32{.55, 0}, [2]float32{-.3, .55})
	case markNotStarted:
		c.frame(box, 2, rule)
	case markDifficulty, markLateDifficulty:
		c.frame(box, 4, ink)
		c.days(box, mid, k.late, sign)
	case markLate:
		c.number(box, mid, k.late, sign)
	case markFillIn:
		c.frame(box, 2, rule)
		c.shape(mid, faint, [2]float32{-.09, -.5}, [2]float32{.09, -.5}, [2]float32{.09, -.09}, [2]float32{.5, -.09}, [2]float32{.5, .09}, [2]float32{.09, .09},
			[2]float32{.09, .5}, [2]float32{-.09, .5}, [2]float32{-.09, .09}, [2]float32{-.5, .09}, [2]float32{-.5, -.09}, [2]float32{-.09, -.09})
	case markNotNeeded:
		c.shape(mid, rule, [2]float32{-.5, -.09}, [2]float32{.5, -.09}, [2]float32{.5, .09}, [2]float32{-.5, .09})
	}
}

// days draws the mark of a difficulty. If there is room, it adds the number of
// days late.
func (c *canvas) days(box, mid image.Rectangle, late int, in color.RGBA) {
	text := fmt.Sprint(late)
	const bang = 20
	if wide := bang + c.wide(text, textSmall); late > 0 && wide <= box.Dx()-8 {
		at := box.Min.X + (box.Dx()-wide)/2
		c.bang(image.Rect(at, mid.Min.Y, at+bang-6, mid.Max.Y), in)
		c.text(image.Rect(at+bang, box.Min.Y, at+wide, box.Max.Y), textSmall, text, left, paper)
		return
	}
	c.bang(mid, in)
}

// number writes how many days something is late. If they are not given or do
// not fit, it draws a cross.
func (c *canvas) number(box, mid image.Rectangle, late int, in color.RGBA) {
	if text := fmt.Sprint(late); late > 0 && c.wide(text, textSmall) <= box.Dx()-4 {
		c.text(box, textSmall, text, middle, in)
		return
	}
	c.shape(mid, in, [2]float32{-.5, -.35}, [2]float32{-.35, -.5}, [2]float32{0, -.15}, [2]float32{.35, -.5}, [2]float32{.5, -.35}, [2]float32{.15, 0},
		[2]float32{.5, .35}, [2]float32{.35, .5}, [2]float32{0, .15}, [2]float32{-.35, .5}, [2]float32{-.5, .35}, [2]float32{-.15, 0})
}

func (c *canvas) check(box image.Rectangle, in color.RGBA) {
	c.shape(box, in, [2]float32{-.62, .02}, [2]float32{-.46, -.14}, [2]float32{-.16, .16},
		[2]float32{.48, -.48}, [2]float32{.64, -.32}, [2]float32{-.16, .48})
}

func (c *canvas) bang(box image.Rectangle, in color.RGBA) {
	c.shape(box, in, [2]float32{-.16, -.68}, [2]float32{.16, -.68}, [2]float32{.1, .22}, [2]float32{-.1, .22})
	c.shape(box, in, [2]float32{-.14, .38}, [2]float32{.14, .38}, [2]float32{.14, .66}, [2]float32{-.14, .66})
}

func (c *canvas) cross(box image.Rectangle, in color.RGBA) {
	c.shape(box, in, [2]float32{-.6, -.42}, [2]float32{-.42, -.6}, [2]float32{.6, .42}, [2]float32{.42, .6})
	c.shape(box, in, [2]float32{.42, -.6}, [2]float32{.6, -.42}, [2]float32{-.42, .6}, [2]float32{-.6, .42})
}

// bar draws shares side by side over the width of a box. Even the smallest
// share is visible.
func (c *canvas) bar(box image.Rectangle, n shares) {
	const least = 12
	whole, spare := n.done().Whole, box.Dx()
	for m := markDone; m < markNotNeeded; m++ {
		if n[m] > 0 {
			spare -= least
		}
	}
	c.frame(box, 2, rule)
	x, before := box.Min.X, 0
	for m := markDone; m < markNotNeeded; m++ {
		if n[m] == 0 {
			continue
		}
		wide := least + spare*(before+n[m])/whole - spare*before/whole
		before += n[m]
		c.segment(image.Rect(x, box.Min.Y, x+wide, box.Max.Y), m)
		x += wide
	}
}

// segment draws a part of a bar. Each has a texture besides its colour.
func (c *canvas) segment(box image.Rectangle, m mark) {
	ground, sign := m.colours()
	if m == markNotStarted || m == markFillIn {
		return
	}
	c.fill(box, ground)
	switch m {
	case markUnderWay:
		c.hatch(box, midBlue)
	case markDifficulty, markLateDifficulty:
		c.frame(box, 4, ink)
	}
	if m == markLateDifficulty || m == markDifficulty && box.Dx() >= 32 {
		c.bang(box, sign)
	}
	c.fill(image.Rect(box.Max.X-2, box.Min.Y, box.Max.X, box.Max.Y), paper)
}

// markSigns returns the legend of marks in cells.
func (c *canvas) markSigns(all ...cell) []sign {
	var signs []sign
	for _, k := range all {
		name := k.mark.name()
		if k.late > 0 {
			name = say("逾期天数", "days late")
		}
		signs = append(signs, sign{func(box image.Rectangle) { c.cell(box, k) }, name})
	}
	return signs
}
