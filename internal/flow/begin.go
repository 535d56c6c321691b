package flow

import (
	"cmp"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// begin opens a form with what stands behind its word: a draft of the same form
// and unit goes on where it was.
func (c *chat) begin(f form, m message) {
	if m.talk != "" {
		c.note(notPlaced(short(m.talk)))
	}
	if f.head().OfTown {
		c.resume(f, c.draft(f, ""), m)
		return
	}
	if f.head().Wide {
		c.resume(f, c.draft(f, election.TownWide), m)
		return
	}
	at := c.whereabouts(f, m)
	if at.unit.ID == "" && at.foreign.ID == "" {
		at = c.unsaid(f, m, at)
	}
	d := c.draft(f, at.unit.ID)
	if at.unit.ID != "" {
		c.resume(f, d, m.only(at.rest))
		return
	}
	d.Mode, d.Page = Filling, 0
	c.touch(d)
	c.unclear(d, at, m)
	c.show(d, true)
}

// unsaid finds the unit of a message that names none: the only one there is, that whose
// candidates it names, that of which more is told, or the only one that votes today.
func (c *chat) unsaid(f form, m message, at found) found {
	if speech.ToCheck(m.word) && at.unit.ID == "" && len(at.several) == 0 {
		at.several = c.toCheck(f)
	}
	switch only := c.few(f, 2); {
	case len(at.several) == 1 && speech.ToCheck(m.word):
		at.unit, _ = c.scene.Town.Unit(at.several[0])
	case len(only) == 1:
		at.unit = only[0]
	case len(at.several) == 0 && c.spoken(f, &at, m.text):
	case m.wordless, m.heard && f.head().Votes:
		at = c.atNames(f, at, m.text)
		c.whereTheyVote(f, &at)
	case m.heard && len(at.several) == 0 && c.isOpen(f): // more of the same
		at.unit.ID = c.out.State.open().Unit
	case m.text != "" && !m.heard:
		c.whereTheyVote(f, &at)
	}
	return at
}

// isOpen reports whether the draft that lies open is of a form.
func (c *chat) isOpen(f form) bool {
	open := c.out.State.open()
	return open != nil && open.Form == f.head().ID
}

// resume goes on with a draft, with the values that were said.
func (c *chat) resume(f form, d *Draft, m message) {
	d.Mode, d.Asking, d.Page = Filling, "", 0
	c.touch(d)
	if c.takeWaiting(f, d) && c.out.Need.IsZero() {
		d = c.out.State.find(d.ID)
	}
	if _, fl, ok := c.filled(d); ok && !fl.over.IsZero() {
		c.over(d, fl)
		return
	}
	if strings.TrimSpace(m.text) == "" || m.opening && speech.Resumes(m.text) { // 继续计票
		c.show(d, true)
		return
	}
	c.fill(f, d, m)
}

// draft raises the newest draft of a form and unit, or begins one. A correction
// goes on only where it is open.
func (c *chat) draft(f form, unit election.UnitID) *Draft {
	c.apartFor(f, unit)
	open := c.out.State.open()
	for _, d := range slices.Backward(c.out.State.Drafts) {
		if d.Form == f.head().ID && d.Unit == unit && (d.Corrects == "" || open != nil && d.ID == open.ID) {
			return c.out.State.raise(d.ID)
		}
	}
	return c.out.State.add(Draft{ID: draftOf(c.turn.Update), Form: f.head().ID, Unit: unit})
}

// opening begins a form with the answers that a button gives. A draft that says
// something else there is about another matter and stays as it is.
func (c *chat) opening(o Opening) {
	f := c.forms.find(o.Form)
	if f == nil || !c.mayOpen(f, o.Unit) {
		c.out.Ignored = true
		return
	}
	s := &c.out.State
	fresh := Draft{ID: draftOf(c.turn.Update), Form: o.Form, Unit: o.Unit}
	if i := slices.IndexFunc(s.Drafts, func(d Draft) bool { return d.fits(o) }); i >= 0 {
		fresh = s.Drafts[i]
	}
	fresh.Answers = slices.Clone(fresh.Answers)
	fresh.Mode, fresh.Asking, fresh.Page = Filling, "", 0
	passed, ok := c.preset(&fresh, o.answers())
	if !ok {
		return
	}
	d := s.raise(fresh.ID)
	if d == nil {
		d = s.add(fresh)
	}
	*d = fresh
	d.Aside = false
	c.touch(d)
	if !c.takeWaiting(f, d) {
		c.show(d, true)
	}
	if _, fl, ok := c.filled(d); ok && !fl.over.IsZero() {
		c.over(d, fl)
		c.out.View.Move = true
		return
	}
	if v := c.out.View; passed && v != nil {
		c.out.Answer = clip(cmp.Or(v.Notice, v.Question), answerMost)
	}
}

// preset gives a draft the answers of an opening. If the first does not fit, the
// opening means nothing; the second may be what could be done only when the
// button was made: passed says so, and the form opens without it.
func (c *chat) preset(d *Draft, given []Answer) (passed, ok bool) {
	for i, a := range given {
		_, fl, read := c.filled(d)
		if !read {
			return false, false
		}
		r, v, complaint := fl.row(a.Step), "", election.Say("?", "?")
		if r != nil {
			v, complaint = r.read(a.Value)
		}
		if !complaint.IsZero() {
			c.out.Ignored = i == 0
			return i > 0, i > 0
		}
		d.set(c.said(r, v))
	}
	return false, true
}

// answerMost is how many characters a tap is answered with at most.
const answerMost = 190

// mayOpen reports whether the person may open a form about a unit, or about the
// town.
func (c *chat) mayOpen(f form, unit election.UnitID) bool {
	if f.head().OfTown {
		return unit == "" && f.head().May(c.scene.Person)
	}
	u, known := c.scene.Town.Unit(unit)
	return known && f.head().mayFor(c.scene.Person, u)
}

// fits reports whether a draft is what an opening would begin: nothing was said
// yet, or just what the opening says.
func (d Draft) fits(o Opening) bool {
	if d.Form != o.Form || d.Unit != o.Unit || d.Corrects != "" {
		return false
	}
	return d.empty() || !slices.ContainsFunc(o.answers(), func(a Answer) bool {
		said, ok := d.answer(a.Step)
		return !ok || said != a.Value
	})
}

// blank is a form about a unit of which nothing was reported: it tells what the
// form may ask, before anything is read.
func (c *chat) blank(f form, u election.Unit) filled {
	return c.replay(f, c.subjectOf(u), Draft{Form: f.head().ID, Unit: u.ID})
}

// filledHere replays a draft to see what it could take. What was reported of its unit is
// looked at only if it has been read: one turn may be about another one.
func (c *chat) filledHere(f form, d *Draft) filled {
	u, _ := c.scene.Town.Unit(d.Unit)
	return c.replay(f, c.subjectOf(u), *d)
}

// subjectOf is a unit for a form, with what was reported of it if that has been read.
func (c *chat) subjectOf(u election.Unit) Subject {
	sub := Subject{Town: c.scene.Town, Person: c.scene.Person, User: c.scene.User, Now: c.scene.Now, More: c.scene.More, likeness: c.scene.Likeness, kept: c.scene.Kept}
	var read election.Progress
	if c.scene.Unit == u.ID {
		read = c.scene.Progress
	}
	sub.about(u, read)
	return sub
}
