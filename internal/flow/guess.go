package flow

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Unclear is a typed message that nothing understood. It may still have a figure that is
// asked for on the day of an election, 报告 757 完毕, or say the word of a form where none
// is looked for, 西岭办了12个委托.
type Unclear string

func (Unclear) input() {}

// guess opens the form that a message which nothing understood may be for. What of it is
// not certain is asked; without such a form it is Ignored.
func (c *chat) guess(s string) {
	h := c.hear(s)
	if c.out.Ignored = !c.mayGuess(h, s); c.out.Ignored || c.winner(h, s) {
		return
	}
	if !speech.OfParts(h) && (c.meansOne(h, s, c.votesInOrder, c.mayBeRather, c.mayBeWorded, c.mayBeFigure) || c.byClauses(h)) { // the figures of boxes are those of no record
		return
	}
	c.out.Ignored = !c.meansOne(h, s, c.mayBeMoment, c.mayBeTold, c.mayBeResumed)
}

// meansOne opens the form that a message may be for by one of some ways, the first first. It reports whether there is one.
func (c *chat) meansOne(h speech.Heard, s string, ways ...func(form, speech.Heard, string) (unclear, ok bool)) bool {
	for _, may := range ways {
		var meant form
		var asked bool
		for _, f := range c.forms {
			if unclear, ok := may(f, h, s); ok && c.mayBeOwn(f, h) && (meant == nil || speech.SaysAny(s, f.head().Rather)) {
				meant, asked = f, unclear
			}
		}
		if meant != nil {
			c.begin(meant, message{text: s, opening: true, wordless: true, unclear: asked})
			return true
		}
	}
	return false
}

// mayGuess reports whether a message may have a figure that it is worth to ask about: it asks nothing itself, takes
// nothing back and is sure of what it says, and no card lies open.
func (c *chat) mayGuess(h speech.Heard, s string) bool {
	return c.out.State.open() == nil && len(s) <= longestMessage && !h.Mood.Asks && !h.Mood.AsksHow && !h.Mood.Withdraws && !speech.Unsure(s)
}

// mayBeRather reports whether a message has a figure of a form and a word by which that is meant
// rather than another, on the day of the election: 应到30 实到28 开始投票了.
func (c *chat) mayBeRather(f form, h speech.Heard, s string) (unclear, ok bool) {
	if len(f.head().Rather) == 0 || !speech.SaysAny(s, f.head().Rather) || f.head().Unless != nil && f.head().Unless(s) {
		return false, false
	}
	if unit, _, named := c.aloneAt(f, h); !named || !c.polls(unit) {
		return false, false
	}
	return c.mayBeFigure(f, h, s)
}

// mayBeWorded reports whether a message says the word of a form that only its words open,
// and something that it asks for: 12月20日组织业务培训1次42人.
func (c *chat) mayBeWorded(f form, h speech.Heard, s string) (unclear, ok bool) {
	hd := f.head()
	if hd.OfTown || hd.Hears != nil || hd.Votes || len(hd.Both) > 0 || !slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { id, named := t.Is(speech.OfForm); return named && id == string(hd.ID) }) {
		return false, false
	}
	units := c.few(f, 1)
	if len(units) == 0 || hd.Unless != nil && hd.Unless(s) || c.asksWords(f) || !hd.May(c.scene.Person) || speech.Unfinished(h) || speech.PutsOff(h) {
		return false, false
	}
	rows := c.blank(f, units[0]).rows
	if slices.ContainsFunc(rows, func(r row) bool { return r.Now }) {
		return false, false
	}
	u := readValues(s, rows, "", c.hearing())
	return false, len(u.answers)+len(u.doubts)+len(u.bare) > 0
}

// mayBeFigure reports whether a message has a figure of a form, of votes on the day of the
// election only: 开箱清点1086张 跟发的少2张, 发了横幅12条.
func (c *chat) mayBeFigure(f form, h speech.Heard, s string) (unclear, ok bool) {
	a, ok := c.alone(f, h, s)
	partly := slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Share }) // 唱票唱到一半 赵大山300
	return false, ok && !partly && !speech.Unfinished(h) && a.now() < 0 && (c.polls(a.unit) || !a.head.Votes) && (slices.ContainsFunc(a.head.Alone, a.says) || c.namesStanding(f, h, s))
}

// mayBeMoment reports whether a message may have the figure of the moment: then it is asked.
func (c *chat) mayBeMoment(f form, h speech.Heard, s string) (unclear, ok bool) {
	a, ok := c.alone(f, h, s)
	if !ok || a.now() < 0 || !c.polls(a.unit) || speech.OfCandidates(h) || slices.ContainsFunc(c.forms, func(f form) bool { return c.namesStanding(f, h, s) }) {
		return false, false
	}
	if !speech.AboutVoting(s) && slices.ContainsFunc(h.Tokens, func(t speech.Token) bool {
		_, named := t.Is(speech.OfForm)
		part, other := t.Is(speech.OfOther)
		return named && other && part == speech.AsPart
	}) {
		return false, false // of a part that has a form of its own: 今天新增委托3人 累计26人
	}
	figures, vague := votedFigures(a.rows, a.u)
	return true, len(figures) > 0 || vague || slices.ContainsFunc(a.u.doubts, Doubt.inPart)
}

// mayBeTold reports whether a message tells in a story all that a form needs of which it has
// only choices: 挨家挨户跑了三天，选民登记总算全部完成了. What else it says is asked about.
func (c *chat) mayBeTold(f form, h speech.Heard, s string) (unclear, ok bool) {
	a, ok := c.alone(f, h, s)
	said := func(step StepID) bool { return a.u.says(step) }
	figures := slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Count && t.Number.Value >= 10 })
	return false, ok && !figures && len(a.head.Both) > 0 && !a.u.takenBack && len(a.u.doubts)+len(a.u.wrong) == 0 && !speech.Unfinished(h) &&
		!slices.ContainsFunc(a.head.Both, func(step StepID) bool { return !said(step) })
}

// mayBeResumed reports whether a message says that what a form reported as standing in the way is over.
func (c *chat) mayBeResumed(f form, h speech.Heard, s string) (unclear, ok bool) {
	hd := f.head()
	return false, hd.Resumes != nil && hd.Resumes(s) && hd.May(c.scene.Person) && len(c.few(f, 1)) > 0
}

// namesStanding reports whether a message gives votes to somebody who stands.
func (c *chat) namesStanding(f form, h speech.Heard, s string) bool {
	if !f.head().Votes {
		return false
	}
	a, ok := c.alone(f, h, s)
	return ok && slices.ContainsFunc(a.u.answers, func(x Answer) bool { return rowOf(a.rows, x.Step).countsVotes() })
}

// mayBeOwn reports whether a message may be about one unit of the person's own, which need
// not be named.
func (c *chat) mayBeOwn(f form, h speech.Heard) bool {
	var named []election.UnitID
	for i := range h.Tokens {
		u, ok := c.anyUnitIn(h, i)
		if ok && !f.head().mayFor(c.scene.Person, u) {
			return false
		}
		if ok && !slices.Contains(named, u.ID) {
			named = append(named, u.ID)
		}
	}
	return len(named) < 2 // several units are several reports
}
