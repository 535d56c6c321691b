package flow

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"huanjie/internal/election"
)

// Together is one of several reports that a message makes and that are confirmed at once:
// what was said, and what was read of it.
type Together struct {
	Part  Part  `json:"part"`
	Draft Draft `json:"draft"`
}

const (
	togetherMost    = 12   // reports on one card
	togetherLongest = 2600 // characters of all of them: a message takes 4,096
)

// together opens one card for the parts of a message, to be confirmed at once, if each of
// them is whole as it was said. It reports whether that is done with.
func (c *chat) together(parts []Part) bool {
	all, ok := c.readTogether(parts)
	if !ok {
		return !c.out.Need.IsZero()
	}
	d := c.out.State.add(lead(all))
	c.touch(d)
	c.show(d, true)
	return true
}

// lead is the draft on whose card all of them stand.
func lead(all []Together) Draft {
	d := all[0].Draft
	d.With = all[1:]
	return d
}

// lies reports whether a part is about what lies unfinished.
func (s *State) lies(parts []Part) bool {
	return slices.ContainsFunc(s.Drafts, func(d Draft) bool {
		return !d.empty() && slices.ContainsFunc(parts, func(p Part) bool { return d.holds(p.Form, p.Unit) })
	})
}

// holds reports whether a draft, or one that is confirmed with it, is of a form and unit.
func (d Draft) holds(form FormID, unit election.UnitID) bool {
	return d.Form == form && d.Unit == unit || slices.ContainsFunc(d.With, func(w Together) bool { return w.Draft.Form == form && w.Draft.Unit == unit })
}

// on is the place on a card of several of the only report of a unit, or -1.
func (d *Draft) on(unit election.UnitID) int {
	at := -1
	if len(d.With) == 0 {
		return at
	}
	for i, w := range d.each() {
		if w.Unit == unit && at >= 0 {
			return -1
		}
		if w.Unit == unit {
			at = i
		}
	}
	return at
}

// series goes through the reports of one card in their order: each is looked at as if those
// before it had been reported.
type series struct {
	of       *chat
	progress map[election.UnitID]election.Progress
	reports  []election.Report
	views    []View
	kept     []*Draft // as they are kept to be corrected
	asks     int      // the first of them that is whole but for a reason, counted from 1; 0 if there is none
}

// begun begins to go through reports of some units; not ok: they must be read first.
func (c *chat) begun(units []election.UnitID) (s *series, ok bool) {
	s = &series{of: c, progress: map[election.UnitID]election.Progress{}}
	for _, u := range units {
		p, read := c.scene.Beside[u]
		if c.scene.Unit == u {
			p, read = c.scene.Progress, true
		}
		if !read && !slices.Contains(c.out.Need.Beside, u) {
			c.out.Need.Beside = append(c.out.Need.Beside, u)
		}
		s.progress[u] = p
	}
	return s, len(c.out.Need.Beside) == 0
}

// chat is one in which nothing lies but some drafts about a unit; more says that it is not
// the last of them.
func (s *series) chat(more bool, unit election.UnitID, drafts ...Draft) *chat {
	sc := s.of.scene
	sc.More, sc.Unit, sc.Progress = more, unit, s.progress[unit]
	return s.of.forms.chat(State{Unit: unit, Drafts: drafts}, sc, s.of.turn)
}

// take looks at the only draft of a chat, as the next report. It is not ok if that cannot be
// confirmed without another word, unless that is the reason why something odd may stand.
func (s *series) take(t *chat) (*Draft, bool) {
	d := t.out.State.open()
	if d == nil || len(t.out.State.Drafts) > 1 || t.saysMore() || t.lacksUnit(d) {
		return nil, false
	}
	sub, fl, ok := t.filled(d)
	if !ok {
		s.of.out.Need = t.out.Need
		return nil, false
	}
	asks := fl.lacksReason(*d)
	if fl.body == nil || !fl.over.IsZero() || len(d.Files) > 0 || !asks && !unready(sub, *d, fl).IsZero() {
		return nil, false
	}
	r := *t.report(*d, sub, fl)
	if slices.ContainsFunc(s.reports, func(o election.Report) bool { return o.ID == r.Replaces || alike(o, r) }) {
		return nil, false
	}
	v := t.card(d)
	t.fillCard(&v, t.forms.find(d.Form), *d, fl)
	v.Question, v.Keyboard, v.Place, v.Done, v.Of = "", nil, "", 0, 0
	if asks && s.asks == 0 {
		s.asks = len(s.views) + 1
	}
	s.views, s.reports, s.kept = append(s.views, v), append(s.reports, r), append(s.kept, d.keep(fl))
	s.progress[d.Unit] = sub.Election.Fold(s.progress[d.Unit], r)
	return d, true
}

// lacksReason reports whether a draft is whole but for the reason why something odd may stand.
func (s filled) lacksReason(d Draft) bool {
	return s.ask != nil && s.ask.id == ReasonStep && s.problem == nil && d.Mode == Filling && len(s.doubts) == 0
}

// saysMore reports whether a chat has more to say than the card of a draft: another report
// waits, something is noted, or something was not understood.
func (c *chat) saysMore() bool {
	return len(c.out.State.Waiting)+len(c.notes) > 0 || c.wrong || c.lost || c.astray || c.unread != ""
}

// alike reports whether two counts say just the same: each is to be looked at by itself.
func alike(a, b election.Report) bool {
	one, counts := a.Body.(election.Tally)
	other, too := b.Body.(election.Tally)
	return counts && too && one.Likeness() == other.Likeness()
}

// length is about how many characters the cards take.
func (s *series) length() (n int) {
	for _, v := range s.views {
		for _, l := range v.Lines {
			n += utf8.RuneCountInString(l.Label+l.Value) + 4
		}
		for _, said := range slices.Concat(v.Review, v.Because, []string{v.Title, v.Unit}) {
			n += utf8.RuneCountInString(said) + 8
		}
	}
	return n
}

// readTogether reads the parts of a message. It is not ok if one of them leaves anything to
// be asked or to be said, or if they are too long for one card.
func (c *chat) readTogether(parts []Part) (all []Together, ok bool) {
	st := &c.out.State
	if len(parts) < 2 || len(parts) > togetherMost || c.turn.Forwarded || c.wrong || len(st.Waiting) > 0 || st.lies(parts) {
		return nil, false
	}
	var units []election.UnitID
	for _, p := range parts {
		units = append(units, p.Unit)
	}
	s, ok := c.begun(units)
	if !ok {
		return nil, false
	}
	for i, p := range parts {
		f, t := c.forms.find(p.Form), s.chat(i < len(parts)-1, p.Unit)
		t.takePart(f, t.draft(f, p.Unit), p)
		if !t.out.Need.IsZero() {
			c.out.Need = t.out.Need
			return nil, false
		}
		d, ok := s.take(t)
		if !ok {
			return nil, false
		}
		if i > 0 {
			d.ID += DraftID("-" + strconv.Itoa(i+1))
		}
		all = append(all, Together{p, *d})
	}
	return all, s.length() <= togetherLongest
}

// lookTogether looks at the drafts of a card as they are now, and notes which reports they
// take the place of if the card shows it.
func (c *chat) lookTogether(d *Draft, shown bool) (s *series, ok bool) {
	all := d.each()
	var units []election.UnitID
	for _, w := range all {
		units = append(units, w.Unit)
	}
	if s, ok = c.begun(units); !ok {
		return nil, false
	}
	for i := range all {
		t := s.chat(i < len(all)-1, all[i].Unit, all[i])
		if shown {
			if sub, fl, ok := t.filled(&all[i]); ok && fl.body != nil {
				t.out.State.Drafts[0].Seen = sub.replaces(fl.body)
			}
		}
		looked, ok := s.take(t)
		if !ok {
			return nil, false
		}
		if i == 0 {
			d.Seen = looked.Seen
		} else {
			d.With[i-1].Draft.Seen = looked.Seen
		}
	}
	return s, true
}

// each are the drafts of a card: the first, and those that are confirmed with it.
func (d Draft) each() []Draft {
	all := []Draft{d}
	all[0].With, all[0].Mode = nil, Filling
	for _, w := range d.With {
		all = append(all, w.Draft)
	}
	return all
}

// showTogether puts the one card of several reports into the outcome.
func (c *chat) showTogether(d *Draft, v View) {
	s, ok := c.lookTogether(d, true)
	switch {
	case !c.out.Need.IsZero():
		return
	case !ok:
		c.noMoreTogether(d)
		return
	}
	v.Together = s.views
	if d.Mode == Leaving {
		c.askOn(&v, nil, *d, filled{})
		c.out.View = &v
		return
	}
	v.Keyboard = [][]Button{{c.button(*d, election.Say("✏️ 一项一项核对", "✏️ One by one"), Apart, ""), c.button(*d, election.Say("取消", "Cancel"), Cancel, "")}}
	if d.Prose, d.Brief = s.asks > 0, s.asks > 0; s.asks > 0 {
		asked := s.views[s.asks-1]
		v.Question = c.say(election.Say("%s（%s）：确实如此请写明原因；写错了直接改。", "%s (%s): if it is so, please say why; if it is a slip, just send the right value.").With(asked.Title, asked.Unit))
	} else {
		v.Question = c.say(election.Say("请逐项核对，无误后一次确认。", "Please check each of them, then confirm once."))
		v.Keyboard = slices.Insert(v.Keyboard, 0, []Button{c.button(*d, election.Say("✅ 确认以上 %d 项", "✅ Confirm all %d").With(len(s.views)), Confirm, "")})
	}
	c.out.View = &v
}

// wordsTogether takes a message for the report that asks for a reason on a card of several. It
// reports whether that is done with, and the card still holds all of them.
func (c *chat) wordsTogether(d *Draft, m message) bool {
	if len(d.With) == 0 || d.Mode != Filling {
		return false
	}
	s, ok := c.lookTogether(d, false)
	if !ok {
		return !c.out.Need.IsZero()
	}
	at := s.asks - 1
	if u, size := c.unitAt(m.text); at < 0 && size > 0 { // 八一的是160不是150
		at = d.on(u.ID)
	}
	if at < 0 {
		return !c.out.Need.IsZero()
	}
	t, ok := c.askedTogether(d, at)
	if !ok {
		return false
	}
	t.words(t.out.State.open(), m)
	told := t.out.State.open()
	if told == nil || len(t.out.State.Drafts) > 1 || len(t.out.State.Waiting) > 0 || t.out.Ignored {
		return false
	}
	was := d.each()
	d.put(at, *told)
	if _, ok := c.lookTogether(d, false); !ok {
		d.put(at, was[at])
		return false
	}
	c.notes, c.wrong, c.lost, c.unread = append(c.notes, t.notes...), c.wrong || t.wrong, c.lost || t.lost, cmp.Or(c.unread, t.unread)
	c.touch(d)
	c.show(d, false)
	return true
}

// askedTogether is a chat in which only one of the reports on a card lies open.
func (c *chat) askedTogether(d *Draft, at int) (*chat, bool) {
	all := d.each()
	var units []election.UnitID
	for _, w := range all {
		units = append(units, w.Unit)
	}
	s, ok := c.begun(units)
	for i := 0; ok && i < at; i++ {
		_, ok = s.take(s.chat(true, all[i].Unit, all[i]))
	}
	if !ok {
		return nil, false
	}
	one := all[at]
	one.Answers, one.Doubts = slices.Clone(one.Answers), slices.Clone(one.Doubts)
	return s.chat(at < len(all)-1, one.Unit, one), true
}

// put puts a draft in the place of one of those on the card.
func (d *Draft) put(at int, one Draft) {
	if at > 0 {
		d.With[at-1].Draft = one
		return
	}
	one.With = d.With
	*d = one
}

// headTogether gives a card of several reports its head.
func (c *chat) headTogether(v *View, d Draft) {
	v.Title = c.say(election.Say("一次核对 %d 项", "%d reports at once").With(1 + len(d.With)))
	if !slices.ContainsFunc(d.With, func(w Together) bool { return w.Draft.Unit != d.Unit }) {
		u, _ := c.scene.Town.Unit(d.Unit)
		v.Unit = u.Name
	}
}

// noMoreTogether has what cannot be confirmed at once any more looked at one by one.
func (c *chat) noMoreTogether(d *Draft) {
	c.apart(d)
	c.complain(election.Say("刚才有变化，请一项一项核对。", "Something has changed; please check them one by one."))
	c.show(d, false)
}

// apart has the reports of one card looked at one by one: the first lies open, the others
// wait.
func (c *chat) apart(d *Draft) {
	for _, w := range d.With {
		c.out.State.Waiting = append(c.out.State.Waiting, w.Part)
	}
	d.With = nil
}

// apartFor does so with the card on which a form lies for a unit.
func (c *chat) apartFor(f form, unit election.UnitID) {
	for i := range c.out.State.Drafts {
		if d := &c.out.State.Drafts[i]; d.holds(f.head().ID, unit) {
			c.apart(d)
		}
	}
}

// confirmTogether reports all that stands on one card.
func (c *chat) confirmTogether(d *Draft) {
	if d.Mode != Filling {
		d.Mode = Filling
		c.show(d, false)
		return
	}
	s, ok := c.lookTogether(d, false)
	if !c.out.Need.IsZero() {
		return
	}
	if _, _, focused := c.filled(d); !focused {
		return
	}
	if !ok {
		c.noMoreTogether(d)
		return
	}
	if s.asks > 0 {
		c.complain(election.Say("还没有填完，请先回答这一项。", "Something is missing; please answer this first."))
		c.show(d, false)
		return
	}
	v, all := c.card(d), d.each()
	v.Together, v.Closed = s.views, true
	at := c.scene.Now.In(c.scene.Town.Location).Format("15:04")
	for i, one := range all {
		w := &v.Together[i]
		w.Draft, w.Closed, w.Reported = one.ID, true, true
		w.Receipt = c.say(election.Say("%s · 回执 %s · %s", "%s · receipt %s · %s").With(c.forms.find(one.Form).head().Confirmed, one.ID, at))
		closed := Closed{ID: one.ID, Submitted: true, At: c.scene.Now, Draft: s.kept[i]}
		if i == 0 {
			c.out.State.close(closed)
		} else {
			c.out.State.keepClosed(closed)
		}
	}
	c.out.Report, c.out.Further = &s.reports[0], s.reports[1:]
	c.out.Answer = c.say(election.Say("已上报 %d 项", "%d reported").With(len(s.reports)))
	c.out.View = &v
}

// togetherOf is the card of several reports that a message made, or nil.
func (s *State) togetherOf(message int) *Draft {
	i := slices.IndexFunc(s.Drafts, func(d Draft) bool {
		return len(d.With) > 0 && slices.ContainsFunc(d.Answers, func(a Answer) bool { return a.Message == message })
	})
	if i < 0 {
		return nil
	}
	return &s.Drafts[i]
}

// editedTogether reads a message anew that made several reports and was changed.
func (c *chat) editedTogether(d *Draft, in Edited) {
	c.out.State.drop(d.ID)
	c.note(election.Say("已按修改后的消息更新。", "Updated to the message as it is now."))
	if c.text(in.Text); c.out.Ignored {
		c.out.State, c.out.Ignored, c.notes = c.before.clone(), false, nil
		c.complain(election.Say("原来的没有改动。", "What was there has not been changed."))
		if d := c.out.State.raise(d.ID); d != nil {
			c.show(d, true)
		}
	}
}
