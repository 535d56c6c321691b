package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// change is what a correction makes of one row.
type change struct {
	step     StepID
	label    election.Phrase
	was, now election.Phrase
}

// compare finds what a correction changes.
func (s *filled) compare(d Draft) {
	if d.Corrects == "" {
		return
	}
	for _, r := range s.rows {
		was, had := valueOf(d.Was, r.id)
		if had && was == r.value {
			continue
		}
		c := change{r.id, r.Label, election.Say("—", "—"), r.display()}
		if r.silent() {
			c.now = election.Say("—", "—")
		}
		if had && was != "" {
			c.was = r.show(was, r.options)
		}
		s.changed = append(s.changed, c)
	}
	if len(d.Files) != d.Had {
		s.changed = append(s.changed, change{label: election.Say("附件", "Attached"), was: number(d.Had), now: number(len(d.Files))})
	}
	s.same = len(s.changed) == 0
}

func number(n int) election.Phrase { return election.Say(election.Thousands(n), election.Thousands(n)) }

// changes says what a correction changes, a line for each row.
func (s filled) changes() []election.Phrase {
	var said []election.Phrase
	for _, c := range s.changed {
		said = append(said, election.Say("%s %s → %s", "%s %s → %s").With(c.label, c.was, c.now))
	}
	return said
}

// shown is a row's value on the card: with what it was, if a correction changes
// it.
func (s filled) shown(r row) election.Phrase {
	for _, c := range s.changed {
		if c.step == r.id {
			return election.Say("%s → %s", "%s → %s").With(c.was, c.now)
		}
	}
	return r.display()
}

// untouched reports whether nothing of a correction would be lost.
func (c *chat) untouched(d *Draft) bool {
	return d.untouched()
}

func (d Draft) untouched() bool {
	return d.Corrects != "" && len(d.Files) == d.Had && !slices.ContainsFunc(d.Answers, func(a Answer) bool {
		was, had := valueOf(d.Was, a.Step)
		return !had || was != a.Value
	})
}

// untold reports whether a draft that only buttons begin has nothing in it but what
// they said.
func (c *chat) untold(d *Draft) bool {
	return c.forms.find(d.Form).head().Hidden && len(d.Files) == 0 && !slices.ContainsFunc(d.Answers, func(a Answer) bool { return a.Message > 0 })
}

// unchanged says that a correction corrects nothing.
func unchanged() election.Phrase {
	return election.Say("和原来的上报完全一样，没有可以更正的。请先改要改的那一项，例如直接发新的数字。",
		"This is just what was reported; there is nothing to correct. Change something first, e.g. send the new figure.")
}

// keep is a reported draft as it is kept to be corrected.
func (d Draft) keep(s filled) *Draft {
	kept := Draft{ID: d.ID, Form: d.Form, Unit: d.Unit, Files: d.Files, Corrects: d.Corrects, Said: d.Said}
	for _, a := range d.Answers {
		if a.Step != WhyStep {
			kept.Answers = append(kept.Answers, a)
		}
	}
	kept.Was = answersOf(s)
	return &kept
}

// ReportedEntry is a report that the person made and can correct.
type ReportedEntry struct {
	ID    DraftID
	Title election.Phrase
	Unit  election.UnitID
	At    time.Time // zero if it was reported before that was kept
}

// Reported lists what the person reported last and can still correct, newest
// first. What has been corrected already is not among it, its correction is; nor is
// what was withdrawn.
func (fs Forms) Reported(st State, sc Scene) []ReportedEntry {
	var entries []ReportedEntry
	for _, c := range slices.Backward(st.Closed) {
		if st.superseded(c.ID) || !fs.correctable(c, sc) {
			continue
		}
		entries = append(entries, ReportedEntry{c.ID, fs.Title(c.Draft.Form), c.Draft.Unit, c.At})
	}
	return entries
}

// correctable reports whether the person may correct what was reported.
func (fs Forms) correctable(c Closed, sc Scene) bool {
	if c.Draft == nil || !c.Submitted {
		return false
	}
	f := fs.find(c.Draft.Form)
	u, known := sc.Town.Unit(c.Draft.Unit)
	return f != nil && known && f.head().mayFor(sc.Person, u)
}

// superseded reports whether a report has been corrected by a later one that stands,
// or was withdrawn.
func (s State) superseded(id DraftID) bool {
	return s.withdrawn(id) || slices.ContainsFunc(s.Closed, func(c Closed) bool {
		return c.Draft != nil && c.Draft.Corrects == election.ReportID(id) && !s.withdrawn(c.ID)
	})
}

// closed finds a finished draft, or nil.
func (s State) closed(id DraftID) *Closed {
	if i := slices.IndexFunc(s.Closed, func(c Closed) bool { return c.ID == id }); i >= 0 {
		return &s.Closed[i]
	}
	return nil
}

// Correct begins the correction of something that was reported, on a card with
// the list of its answers. A report that Reported does not list is Ignored.
func (fs Forms) Correct(st State, sc Scene, update int64, id DraftID) Outcome {
	c := fs.chat(st, sc, Turn{Update: update})
	was := c.out.State.closed(id)
	if was == nil || c.out.State.superseded(id) || !fs.correctable(*was, sc) {
		c.out.Ignored = true
		return c.out
	}
	d := c.correction(*was.Draft)
	d.Mode, d.Asking, d.Page = Editing, "", 0
	c.touch(d)
	c.show(d, true)
	return c.outcome()
}

// correction raises the correction of a reported draft, or begins one.
func (c *chat) correction(was Draft) *Draft {
	for _, d := range c.out.State.Drafts {
		if d.Corrects == election.ReportID(was.ID) {
			return c.out.State.raise(d.ID)
		}
	}
	return c.out.State.add(Draft{ID: draftOf(c.turn.Update), Form: was.Form, Unit: was.Unit,
		Answers: slices.Clone(was.Answers), Files: slices.Clone(was.Files),
		Corrects: election.ReportID(was.ID), Was: was.Was, Had: len(was.Files)})
}

// mendsLast takes a message that corrects a figure and names neither form nor unit as the
// correction of what was reported last: 不好意思报高了 改594. It reports whether there is one.
func (c *chat) mendsLast(text string) bool {
	h := c.hear(text)
	if slices.ContainsFunc(c.forms, func(f form) bool { return !h.Mood.Asks && c.mendsCount(f, text) }) {
		return true
	}
	if h.Mood.Asks || h.Mood.AsksHow {
		return false
	}
	if c.movesTime(h) {
		return true
	}
	right, denies := speech.DeniesOne(h)
	if !h.Mood.Corrects && !denies {
		return false
	}
	was := c.meant(h)
	if denies {
		text = speech.Changed(right)
	}
	if was == nil || !speech.Corrected(h) && !denies && !c.choosesAnew(*was, text) {
		return false
	}
	d := c.correction(*was)
	c.touch(d)
	c.fill(c.forms.find(d.Form), d, message{text: text})
	return true
}

// movesTime takes a message that puts off to another time what was promised last as the correction of that:
// 刚说11点的，要拖到12点. It reports whether it is one.
func (c *chat) movesTime(h speech.Heard) bool {
	to, moved := speech.PutOffTo(h)
	was := c.meant(h)
	if !moved || was == nil {
		return false
	}
	f := c.forms.find(was.Form)
	ahead := func(r row) bool { return r.when != nil && r.Ahead }
	rows := c.filledHere(f, was).rows
	u := readValues(to, rows, "", c.hearing())
	if !slices.ContainsFunc(rows, ahead) || len(u.answers) != 1 || len(u.bare)+len(u.doubts)+len(u.wrong) > 0 || !ahead(*rowOf(rows, u.answers[0].Step)) {
		return false
	}
	d := c.correction(*was)
	c.touch(d)
	c.fill(f, d, message{text: to})
	return true
}

// meant is the report that a correction without a unit is about: the latest that has the figure
// which is put right, 把300改成310, or else the latest. Nil if there is none.
func (c *chat) meant(h speech.Heard) (last *Draft) {
	var figures []string
	for _, t := range h.Tokens {
		if t.Counts() {
			figures = append(figures, strconv.Itoa(t.Number.Value))
		}
	}
	for _, was := range slices.Backward(c.out.State.Closed) {
		if was.Draft == nil || c.out.State.superseded(was.ID) || !c.forms.correctable(was, c.scene) {
			continue
		}
		if last == nil {
			last = was.Draft
		}
		if len(figures) > 1 && slices.ContainsFunc(was.Draft.Answers, func(a Answer) bool { return a.Value == figures[0] }) {
			return was.Draft
		}
	}
	return last
}

// choosesAnew reports whether a message says no more than which option of a report is right, or that
// one is not: 改成进行中, 不对 还没完.
func (c *chat) choosesAnew(was Draft, text string) bool {
	u := readValues(text, c.filledHere(c.forms.find(was.Form), &was).rows, "", c.hearing())
	return (u.chosen || u.takenBack) && len(u.rest)+len(u.bare)+len(u.doubts)+len(u.wrong) == 0
}

// mends takes a message that says that what was reported was wrong, 东和村更正：张强国 410, or
// that has one figure of a count of today and no more, 张强国 410, as the correction of the
// last report of its form and unit. It reports whether there is one.
func (c *chat) mends(f form, text string) bool {
	at := c.mendedAt(f, text)
	corrects := c.hear(text).Mood.Corrects
	if at.unit.ID == "" || !corrects && !f.head().Votes {
		return false
	}
	for _, was := range slices.Backward(c.out.State.Closed) {
		if was.Draft == nil || was.Draft.Form != f.head().ID || was.Draft.Unit != at.unit.ID || c.out.State.superseded(was.ID) || !c.forms.correctable(was, c.scene) {
			continue
		}
		if !corrects && !c.oneOf(f, was, at.unit, at.rest) {
			return false
		}
		d := c.correction(*was.Draft)
		c.touch(d)
		c.fill(f, d, message{text: at.rest})
		return true
	}
	return false
}

// mendedAt is the unit that a message is about which may correct a report: that it names, the only one of the
// person's, or that of a count which it fits.
func (c *chat) mendedAt(f form, text string) found {
	at := c.find(f, text)
	if at.unit.ID != "" || len(at.several) > 0 {
		return at
	}
	if only := c.few(f, 2); len(only) == 1 {
		return found{unit: only[0], rest: text}
	}
	return c.reportedOf(f, text)
}

// mendsCount takes a message that only says of a figure of a count of today that it is another as its correction.
// It reports whether it is one.
func (c *chat) mendsCount(f form, text string) bool {
	return c.reportedOf(f, text).unit.ID != "" && c.mends(f, text)
}

// mendsBeside takes a message that corrects a count of today while a card of another form lies open which does not
// understand it. It reports whether it is one.
func (c *chat) mendsBeside(d *Draft, text string) bool {
	if d == nil || d.Prose || c.hear(text).Mood.Asks || c.readsWhole(d, text) {
		return false
	}
	return slices.ContainsFunc(c.forms, func(f form) bool { return isNot(d, f) && c.mendsCount(f, text) })
}

// isNot reports whether no draft lies open, or one of another form.
func isNot(d *Draft, f form) bool { return d == nil || d.Form != f.head().ID }

// reportedOf is the unit of the latest count of today of which a message that names no unit says that a figure
// is another: 复核了 张强国是401.
func (c *chat) reportedOf(f form, text string) (at found) {
	if !f.head().Votes || !c.hasNumber(text) && !speech.Swaps(c.hear(text)) {
		return at
	}
	for _, was := range slices.Backward(c.out.State.Closed) {
		if was.Draft == nil || was.Draft.Form != f.head().ID || c.out.State.superseded(was.ID) || !c.forms.correctable(was, c.scene) {
			continue
		}
		if u, _ := c.scene.Town.Unit(was.Draft.Unit); c.oneOf(f, was, u, text) {
			return found{unit: u, rest: text}
		}
	}
	return at
}

// oneOf reports whether a message has one figure that a report of today has otherwise, or says by how much it
// changes, and nothing else.
func (c *chat) oneOf(f form, was Closed, u election.Unit, text string) bool {
	t := c.scene.Town
	if t.Today(was.At) != t.Today(c.scene.Now) {
		return false
	}
	rows := c.replay(f, c.subjectOf(u), *was.Draft)
	read := readValues(text, rows.rows, "", c.hearing())
	other := slices.ContainsFunc(read.units, func(id election.UnitID) bool { return id != u.ID })
	if !other && len(read.answers)+len(read.wrong) == 0 && len(rows.swapped(read)) == 2 { // 张强国跟李秀英的票弄反了
		return !slices.ContainsFunc(read.heard.Tokens, func(t speech.Token) bool { return t.Kind == speech.Unknown && !speech.OnlyOfVotes(t.Text) })
	}
	if other || len(read.rest)+len(read.wrong)+len(read.bare) > 0 {
		return false
	}
	if len(read.answers) == 0 {
		return len(read.doubts) > 0 && !slices.ContainsFunc(read.doubts, func(d Doubt) bool { return d.Why != doubtNumber || len(d.Offer) == 0 })
	}
	if len(read.answers) > changedMost || len(read.doubts) > 0 {
		return false
	}
	return !slices.ContainsFunc(read.answers, func(a Answer) bool {
		before, had := valueOf(was.Draft.Was, a.Step)
		return !had || before == "" || before == a.Value
	})
}

// changedMost is how many figures of a count a message may say to be others that does not say that it corrects.
const changedMost = 3

// edited takes a message that was changed after it was sent: what an unfinished
// draft took from it is read anew, and what was reported is corrected.
func (c *chat) edited(in Edited) {
	if in.Message == 0 {
		c.out.Ignored = true
		return
	}
	s := &c.out.State
	if d := s.togetherOf(in.Message); d != nil {
		c.editedTogether(d, in)
		return
	}
	h := c.hear(in.Text)
	parts, _ := c.statements(h)
	if len(parts) == 0 {
		parts, _ = c.parts(h)
	}
	if len(parts) == 0 {
		parts = c.mattersOf(h)
	}
	if len(parts) > 1 {
		c.editedParts(in, parts)
		return
	}
	from := func(a Answer) bool { return a.Message == in.Message && !isFile(a) }
	for _, d := range slices.Backward(s.Drafts) {
		if slices.ContainsFunc(d.Answers, from) {
			c.reread(s.raise(d.ID), in)
			return
		}
	}
	for _, was := range slices.Backward(s.Closed) {
		if c.forms.correctable(was, c.scene) && !s.superseded(was.ID) && slices.ContainsFunc(was.Draft.Answers, from) {
			c.reread(c.correction(*was.Draft), in)
			return
		}
	}
	if in.Message == s.Missed {
		c.text(in.Text)
		return
	}
	c.out.Ignored = true
}

// missed notes the message that was read if no draft has taken anything from it, not
// even to keep it until the unit is known: it may be changed, and is read anew then.
func (c *chat) missed() {
	s := &c.out.State
	waits := slices.ContainsFunc(s.Waiting, func(p Part) bool { return p.From == c.from })
	taken := c.steered || waits || slices.ContainsFunc(s.Drafts, func(d Draft) bool {
		return d.From == c.from && d.Pending != "" || slices.ContainsFunc(d.Answers, func(a Answer) bool { return a.Message == c.from })
	})
	if _, edited := c.turn.Input.(Edited); edited && c.from != s.Missed {
		return
	}
	s.Missed = c.from
	if taken {
		s.Missed = 0
	}
}

func isFile(a Answer) bool {
	_, file := parseFile(a.Value)
	return file
}

// reread puts the values of a changed message in the place of those that it
// gave before. If it gives none now, all stays as it was.
func (c *chat) reread(d *Draft, in Edited) {
	f := c.forms.find(d.Form)
	fresh := d.ID == draftOf(c.turn.Update)
	d.Mode, d.Asking, d.Page = Filling, "", 0
	c.touch(d)
	before := slices.Clone(d.Answers)
	d.forget(in.Message)
	sub, fl, ok := c.filled(d)
	if !ok {
		return
	}
	c.take(f, sub, d, fl, message{text: c.matter(f, d, in.Text)})
	if !slices.ContainsFunc(d.Answers, func(a Answer) bool { return a.Message == in.Message && !isFile(a) }) {
		d.Answers, d.Asking = before, ""
		c.complain(election.Say("原来的没有改动。", "What was there has not been changed."))
	} else if !c.wrong {
		c.notes = slices.Insert(c.notes, 0, election.Say("已按修改后的消息更新。", "Updated to the message as it is now."))
	}
	if _, fl, _ := c.filled(d); fresh && fl.same {
		c.out.State.drop(d.ID)
		c.out.Ignored = true
		return
	}
	c.show(d, true)
}

// forget takes out the answers that a message gave, but not its file. If it was
// one, that is asked again.
func (d *Draft) forget(message int) {
	var gone []Answer
	d.Answers = slices.DeleteFunc(d.Answers, func(a Answer) bool {
		if a.Message != message || isFile(a) {
			return false
		}
		gone = append(gone, a)
		return true
	})
	if len(gone) == 1 {
		d.Asking = gone[0].Step
	}
}

// matter is a message without the words that open its form and name its unit.
func (c *chat) matter(f form, d *Draft, text string) string {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	o, ok := c.opened(text)
	if !ok || o.form.head().ID != f.head().ID {
		return text
	}
	if at := c.find(f, o.rest); at.unit.ID == d.Unit && d.Unit != "" {
		return at.rest
	}
	return o.rest
}
