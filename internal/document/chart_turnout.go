package document

import (
	"cmp"
	"fmt"
	"image"
	"io"
	"slices"

	"huanjie/internal/election"
)

// TurnoutBars draws as PNG how many of the registered voted. Each unit has a
// bar with the line of the quorum, with outstanding votes hatched and a sign
// for counted ballots. If the units do not fit on one telephone screen, it
// draws a bar for each area, the lowest first: of those registered where
// something was reported, as its figures are. Below them are the units that have
// reported and miss the quorum, the lowest first.
//
// units and the error are as in HeatMap.
func TurnoutBars(w io.Writer, s election.Summary, units []election.UnitState, l election.Language) error {
	return paint(w, l, func(c *canvas) { c.turnoutBars(s, units) })
}

// LowestTurnout draws as PNG a bar for each unit as TurnoutBars does, the lowest
// first, without areas; as many as fit. Without units it is the same as TurnoutBars.
func LowestTurnout(w io.Writer, s election.Summary, units []election.UnitState, l election.Language) error {
	return paint(w, l, func(c *canvas) { c.lowestTurnout(s, units) })
}

// showing is what is known of a turnout.
type showing uint8

const (
	unreported  showing = iota
	reported            // turnout only
	preliminary         // ballots counted, count not confirmed
	counted             // ballots counted, count confirmed
	again               // counted, and people have to vote once more for some seats
	notValid            // counted, and the election is not valid
)

// turnout is what one bar shows.
type turnout struct {
	showing    showing
	voted      int
	registered int // of those who reported
	silent     int // registered where nothing was reported
}

func (t turnout) ratio() election.Ratio { return election.Ratio{Part: t.voted, Whole: t.registered} }

// turnoutOf returns the turnout from the count, or else from the last turnout
// report.
func turnoutOf(e election.Election, u election.UnitState) turnout {
	if t, ok := u.Progress.WholeCount(); ok {
		if o := election.Judge(e, t).Outcome; o == election.NoQuorum || o == election.VoidElection {
			return turnout{notValid, t.Participants, t.Registered, 0}
		}
		if len(e.OpenTasks(u.Unit, u.Progress)) > 0 {
			return turnout{again, t.Participants, t.Registered, 0}
		}
		if u.Progress.CountStatus() != election.Confirmed {
			return turnout{preliminary, t.Participants, t.Registered, 0}
		}
		return turnout{counted, t.Participants, t.Registered, 0}
	}
	if t := u.Progress.Turnout; t != nil {
		return turnout{reported, t.Voted, t.Registered, 0}
	}
	return turnout{silent: u.Unit.Registered}
}

// turnoutOfSection returns the turnout of an area, of the units that reported
// alone.
func turnoutOfSection(p section) turnout {
	f := p.figures
	t := turnout{reported, f[election.Voted], f[election.ReportingRegistered], 0}
	switch {
	case f[election.Reporting] == 0:
		return turnout{silent: p.registered}
	case f[election.UnitsConfirmed] == p.units:
		t.showing = counted
	case f[election.Counted] == p.units:
		t.showing = preliminary
	}
	return t
}

// quorumOf returns the share of the registered that must vote; ok is false if
// the law sets none.
func quorumOf(e election.Election) (q election.Comparison, ok bool) {
	least, _, ok := e.Quorum()
	return least.Compare(1, 1), ok
}

// quorumName returns the name of the share: 过半数, or 4/5.
func quorumName(q election.Comparison) election.Phrase {
	if q.LeftTimes == 2 && q.RightTimes == 1 {
		return say("过半数线", "half line")
	}
	share := fmt.Sprintf("%d/%d", q.RightTimes, q.LeftTimes)
	return say(share+"线", share+" line")
}

// bars is the columns of a turnout picture.
type bars struct {
	c             *canvas
	s             election.Summary
	quorum        election.Comparison
	hasQuorum     bool
	pair, percent int // widths of the columns of figures
}

func (c *canvas) turnoutBars(s election.Summary, units []election.UnitState) {
	b := &bars{c: c, s: s}
	b.quorum, b.hasQuorum = quorumOf(s.Election)
	c.heading(s, say("参选率", "Turnout"))
	b.lead()
	b.measure(units)
	groups := groupsOf(s.Area, units)
	if _, fits := c.tableOf(groups, c.room()-quorumHigh-legendMost); fits && len(units) == s.Roll.Units {
		b.legend(units, nil)
		t, _ := c.tableOf(groups, c.room()-quorumHigh)
		b.table(t)
		return
	}
	b.summarised(units)
}

func (c *canvas) lowestTurnout(s election.Summary, units []election.UnitState) {
	if len(units) == 0 {
		c.turnoutBars(s, units)
		return
	}
	b := &bars{c: c, s: s}
	b.quorum, b.hasQuorum = quorumOf(s.Election)
	c.heading(s, say("参选率 · 从低到高", "Turnout, the lowest first"))
	b.lead()
	b.measure(units)
	units = slices.SortedStableFunc(slices.Values(units), b.lower)
	b.legend(units, nil)
	one := func(some []election.UnitState) []group { return []group{{units: some}} }
	if t, fits := c.tableOf(one(units), c.room()-quorumHigh); fits {
		b.table(t)
		return
	}
	t, listed := c.listOf(units, c.room()-moreHigh-quorumHigh, b.lower, one)
	b.table(t)
	c.more(len(units)-listed, s.Election.Units(len(units)-listed))
}

// lower orders units by their turnout, the lowest first.
func (b *bars) lower(x, y election.UnitState) int {
	return compareRatio(turnoutOf(b.s.Election, x), turnoutOf(b.s.Election, y))
}

// lead draws the whole area's turnout in large figures.
func (b *bars) lead() {
	c, f, noun := b.c, b.s.Figures, b.s.Election.UnitNoun()
	if f[election.Reporting] == 0 {
		c.paragraph(say("还没有%s上报（登记 %s 人）", "No %s have reported yet (%s registered)").With(noun, election.Thousands(b.s.Roll.Registered)), textMiddle, ink)
		c.y += 14
		return
	}
	row := c.row(96)
	percent := f.Turnout().Rough()
	c.text(row, textHuge, percent, left, ink)
	row.Min.X += c.wide(percent, textHuge) + 2*columnGap
	pair := election.Thousands(f[election.Voted]) + "/" + election.Thousands(f[election.ReportingRegistered])
	c.text(image.Rect(row.Min.X, row.Min.Y, row.Max.X, row.Min.Y+48), textMiddle, pair, left, ink)
	c.text(image.Rect(row.Min.X, row.Min.Y+48, row.Max.X, row.Max.Y), textSmall, say("%d/%s已报，%d 个计票已确认", "%d/%s reporting, %d confirmed").With(
		f[election.Reporting], b.s.Election.Units(b.s.Roll.Units), f[election.UnitsConfirmed]).In(c.l), left, faint)
	c.y += 18
}

// legendMost is the room that a legend needs at most: three rows.
const legendMost = 180

// legend explains the signs that occur in the bars of units and of areas.
func (b *bars) legend(units []election.UnitState, areas []section) {
	bar := func(t turnout) func(image.Rectangle) {
		return func(box image.Rectangle) { b.bar(box, t) }
	}
	occurs, short, key := map[showing]bool{}, false, false
	occur := func(t turnout) { occurs[t.showing], short = true, short || t.voted < t.registered }
	for _, u := range units {
		occur(turnoutOf(b.s.Election, u))
		key = key || u.Unit.Key
	}
	for _, p := range areas {
		occur(turnoutOfSection(p))
	}
	var signs []sign
	for _, s := range []struct {
		occurs bool
		sign
	}{
		{occurs[counted], sign{bar(turnout{counted, 1, 1, 0}), say("已确认", "confirmed")}},
		{occurs[preliminary], sign{bar(turnout{preliminary, 1, 1, 0}), say("计票未确认", "preliminary")}},
		{occurs[again], sign{bar(turnout{again, 1, 1, 0}), say("须再投票", "vote again")}},
		{occurs[notValid], sign{bar(turnout{notValid, 1, 1, 0}), say("选举无效", "not valid")}},
		{occurs[reported], sign{bar(turnout{reported, 1, 1, 0}), say("只报参选", "turnout only")}},
		{short, sign{bar(turnout{reported, 0, 1, 0}), say("未投票", "did not vote")}},
		{occurs[unreported], sign{bar(turnout{silent: 1}), say("未上报", "not reported")}},
		{key, sign{func(box image.Rectangle) { b.c.text(box, textMiddle, "★", middle, ink) }, say("重点%s", "key %s").With(b.s.Election.UnitNoun())}},
	} {
		if s.occurs {
			signs = append(signs, s.sign)
		}
	}
	b.c.legend(signs)
}

// measure makes the columns of figures as wide as the widest figure.
func (b *bars) measure(units []election.UnitState) {
	b.percent = b.c.wide("100.00%", textSmall)
	for _, u := range units {
		pair, _ := b.figures(turnoutOf(b.s.Election, u))
		b.pair = max(b.pair, b.c.wide(pair, textSmall))
	}
}

// figures returns the pair and the percentage of a bar.
func (b *bars) figures(t turnout) (pair, percent string) {
	if t.showing == unreported {
		return "–/" + election.Thousands(t.silent), say("未上报", "no report").In(b.c.l)
	}
	return election.Thousands(t.voted) + "/" + election.Thousands(t.registered), t.ratio().Rough()
}

// quorumHigh is the room above the bars for the name of their line.
const quorumHigh = 56

// table draws a bar for each unit, and the line of the quorum across all bars.
func (b *bars) table(t table) {
	top := b.c.y
	b.c.y += quorumHigh
	t.draw(func(row image.Rectangle, u election.UnitState) { b.unit(t.left(), row, u) })
	b.line(image.Rect(t.left(), top, b.barEnd(), b.c.y))
}

// barEnd returns where the bars of units end and their figures begin.
func (b *bars) barEnd() int {
	return pictureWide - margin - b.pair - max(b.percent, b.c.wide(say("未上报", "no report").In(b.c.l), textSmall)) - 2*columnGap
}

func (b *bars) unit(from int, row image.Rectangle, u election.UnitState) {
	t := turnoutOf(b.s.Election, u)
	thick := min(row.Dy()-10, 50)
	y := row.Min.Y + (row.Dy()-thick)/2
	b.bar(image.Rect(from, y, b.barEnd(), y+thick), t)
	pair, percent := b.figures(t)
	numbers := image.Rect(b.barEnd()+columnGap, row.Min.Y, b.barEnd()+columnGap+b.pair, row.Max.Y)
	in := ink
	if t.showing == unreported {
		in = faint
	}
	b.c.text(numbers, textSmall, pair, right, in)
	b.c.text(image.Rect(numbers.Max.X+columnGap, row.Min.Y, row.Max.X, row.Max.Y), textSmall, percent, right, in)
}

// line draws the line of the quorum from the top to the bottom of a box, with
// its name at the top.
func (b *bars) line(box image.Rectangle) {
	if !b.hasQuorum {
		return
	}
	name := quorumName(b.quorum).In(b.c.l)
	half := b.c.wide(name, textSmall)/2 + 1
	at := min(b.quorumAt(box), pictureWide-margin-half)
	b.c.text(image.Rect(at-half, box.Min.Y, at+half, box.Min.Y+42), textSmall, name, middle, ink)
	box.Min.Y += 44
	b.stroke(box)
}

// quorumAt returns where the line of the quorum crosses the bars.
func (b *bars) quorumAt(box image.Rectangle) int {
	return box.Min.X + box.Dx()*b.quorum.RightTimes/b.quorum.LeftTimes
}

// stroke draws the line of the quorum so that it is visible on dark and on
// light.
func (b *bars) stroke(box image.Rectangle) {
	x := b.quorumAt(box)
	b.c.fill(image.Rect(x-5, box.Min.Y, x+5, box.Max.Y), paper)
	b.c.fill(image.Rect(x-2, box.Min.Y, x+2, box.Max.Y), ink)
}

// bar draws those who voted, those who did not, and those not reported.
func (b *bars) bar(box image.Rectangle, t turnout) {
	whole := max(t.registered+t.silent, 1)
	voted := box.Min.X + box.Dx()*min(t.voted, whole)/whole
	known := box.Min.X + box.Dx()*min(t.registered, whole)/whole
	ground, sign := blue, deepBlue
	switch t.showing {
	case counted:
		ground, sign = deepGreen, paper
	case notValid:
		ground, sign = red, paper
	case again:
		ground, sign = amber, ink
	case preliminary:
		ground, sign = green, deepGreen
	case reported:
		ground = midBlue
	}
	b.c.hatch(image.Rect(voted, box.Min.Y, known, box.Max.Y), hatching)
	b.c.fill(image.Rect(box.Min.X, box.Min.Y, voted, box.Max.Y), ground)
	b.c.frame(box, 2, rule)
	if known > box.Min.X {
		b.c.frame(image.Rect(box.Min.X, box.Min.Y, known, box.Max.Y), 2, faint)
	}
	mid := image.Rect(box.Min.X+4, box.Min.Y, box.Min.X+60, box.Max.Y)
	if voted < mid.Max.X {
		return
	}
	switch t.showing {
	case counted:
		b.c.check(mid, sign)
	case preliminary: // the same shape as for stages under way
		b.c.shape(mid, sign, [2]float32{-.3, -.55}, [2]float32{.55, 0}, [2]float32{-.3, .55})
	case again: // a triangle, as in the board and in the lists
		b.c.shape(mid, sign, [2]float32{0, -.6}, [2]float32{.6, .5}, [2]float32{-.6, .5})
	case notValid:
		b.c.cross(mid, sign)
	}
}

// partHigh is the height of an area: its figures, and the bar below.
const partHigh = 112

// summarised draws a bar for each area, then the units below the quorum, each the lowest
// first.
func (b *bars) summarised(units []election.UnitState) {
	c, low := b.c, b.low(units)
	all := sections(b.s, c.l)
	b.legend(low, all)
	slices.SortStableFunc(all, func(x, y section) int { return compareRatio(turnoutOfSection(x), turnoutOfSection(y)) })
	room := c.room() - 2*quorumHigh - 2*subtitleHigh - moreHigh - min(len(low), rowsLeast)*(listPitch+groupGap)
	shown := all[:min(len(all), max(room/partHigh, 1))]
	head := c.row(quorumHigh)
	c.text(head, textSmall, say("低的在前", "lowest first").In(c.l), left, faint)
	b.line(head)
	for _, p := range shown {
		b.part(p)
	}
	c.more(len(all)-len(shown), areas(len(all)-len(shown)))
	if len(low) == 0 {
		return
	}
	c.text(c.row(subtitleHigh), textMiddle, b.lowTitle(units, low).In(c.l), left, ink)
	slices.SortStableFunc(low, b.lower)
	t, listed := c.listOf(low, c.room()-moreHigh-quorumHigh, b.lower, func(some []election.UnitState) []group { return runsOf(b.s.Area, some) })
	if listed > 0 {
		b.table(t)
	}
	c.more(len(low)-listed, b.s.Election.Units(len(low)-listed))
}

// compareRatio orders turnouts from the lowest. Units that have not reported
// come last.
func compareRatio(a, b turnout) int {
	silent := func(t turnout) int {
		if t.showing == unreported {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(silent(a), silent(b)), cmp.Compare(a.voted*b.registered, b.voted*a.registered))
}

// part draws an area: name, figures, how many have reported, and its bar.
func (b *bars) part(p section) {
	c, t, row := b.c, turnoutOfSection(p), b.c.row(partHigh)
	pair, percent := b.figures(t)
	head := image.Rect(row.Min.X, row.Min.Y+4, row.Max.X, row.Min.Y+52)
	figure := pair + " = " + percent
	if t.showing == unreported {
		figure = percent
	}
	c.text(head, textMiddle, figure, right, ink)
	head.Max.X -= c.wide(figure, textMiddle) + columnGap
	reporting := say("%d/%d 已报", "%d/%d reporting").With(p.figures[election.Reporting], p.units).In(c.l)
	c.text(head, textSmall, reporting, right, faint)
	head.Max.X -= c.wide(reporting, textSmall) + columnGap
	c.name(head, p.name, "")
	bar := image.Rect(row.Min.X, head.Max.Y+4, row.Max.X, row.Max.Y-12)
	b.bar(bar, t)
	if b.hasQuorum {
		b.stroke(bar.Inset(-5))
	}
}

// low keeps the units that have reported and not reached the quorum.
func (b *bars) low(units []election.UnitState) []election.UnitState {
	var low []election.UnitState
	for _, u := range units {
		t := turnoutOf(b.s.Election, u)
		q := b.quorum
		q.Left, q.Right = t.voted, t.registered
		if b.hasQuorum && t.showing != unreported && !q.Holds() {
			low = append(low, u)
		}
	}
	return low
}

func (b *bars) lowTitle(units, low []election.UnitState) election.Phrase {
	noun := b.s.Election.UnitNoun()
	if len(units) < b.s.Roll.Units {
		return say("部分未达%s的%s", "Some below the %s: %s").With(quorumName(b.quorum), noun)
	}
	return say("未达%[2]s：%[1]s", "Below the %[2]s: %[1]s").With(b.s.Election.Units(len(low)), quorumName(b.quorum))
}
