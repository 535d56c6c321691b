package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Part is what one message said of one of several units. It waits until the cards of
// those before it are finished, and is read when its own opens.
type Part struct {
	Form      FormID          `json:"form"`
	Unit      election.UnitID `json:"unit"`
	Text      string          `json:"text"`
	Word      string          `json:"word,omitempty"` // that opened the form
	Heard     bool            `json:"heard,omitempty"`
	Wordless  bool            `json:"wordless,omitempty"`
	From      int             `json:"from,omitempty"` // the message
	Forwarded bool            `json:"forwarded,omitempty"`
	Then      bool            `json:"then,omitempty"` // it is another report of a unit, no part of one that lies open
	Place     Place           `json:"place"`
}

// Place is the place of a card among those of one message.
type Place struct {
	Nth int `json:"n"`
	Of  int `json:"of"`
}

func (p Part) message() message {
	return message{text: p.Text, opening: true, heard: p.Heard, wordless: p.Wordless, word: p.Word}
}

// several takes a message that makes several reports: on one card if each of them is whole,
// or else each on a card of its own, one after the other. It reports whether it is one.
func (c *chat) several(s string) bool {
	h := c.hear(s)
	if full := c.inFull(h); full != s {
		s, h = full, c.hear(full)
	}
	if full := c.kindsInFull(h); full != s {
		s, h = full, c.hear(full)
	}
	if !c.mayPart(h) {
		return false
	}
	var left []leftUnit
	parts, done := c.statedApart(h)
	if done || h.Mood.Withdraws {
		return done
	}
	if len(parts) == 0 {
		parts, left = c.partsOrOthers(h)
	}
	if len(parts)+len(left) == 0 && !h.Mood.Asks {
		parts = c.matters(h)
	}
	if len(parts)+len(left) == 0 && !h.Mood.Asks && !h.Mood.Corrects && c.out.State.open() == nil && !strings.Contains(h.Text, "\n") {
		parts, left = c.partsOf(h, true)
	}
	if c.asksOf(h, parts) || c.figureOfRoll(parts) {
		return false
	}
	if c.tooFew(parts, left) {
		return false
	}
	if f, _, _ := c.alarm(s); f != nil {
		return false
	}
	if d := c.out.State.open(); c.waitingFigure() != "" && slices.ContainsFunc(parts, func(p Part) bool { return strings.Contains(p.Text, d.Pending) }) {
		c.out.State.drop(d.ID)
	}
	c.openParts(s, parts, left)
	return true
}

// figureOfRoll reports whether a part is no more than a number behind what was done with the list of voters, whose it
// may be rather than of those who voted: 名单贴出去了，2150人.
func (c *chat) figureOfRoll(parts []Part) bool {
	roll := slices.ContainsFunc(parts, func(p Part) bool { return speech.ContainsAny(p.Text, []string{"名单", "登记", "榜"}) })
	return roll && slices.ContainsFunc(parts, func(p Part) bool {
		f := c.forms.find(p.Form)
		u, ok := c.scene.Town.Unit(p.Unit)
		return ok && p.Wordless && !speech.AboutVoting(p.Text) && slices.ContainsFunc(c.blank(f, u).rows, func(r row) bool { return r.Now })
	})
}

// tooFew reports whether a message makes no more than one report, which is all that it is about, or is what an
// open card asks to be told.
func (c *chat) tooFew(parts []Part, left []leftUnit) bool {
	d := c.out.State.open()
	return len(parts) == 0 || len(parts) == 1 && (len(left) == 0 || d != nil && d.Prose)
}

// asksOf reports whether a message asks, rather than reports, what its parts are about.
func (c *chat) asksOf(h speech.Heard, parts []Part) bool {
	return h.Mood.Asks && !speech.States(h) && !speech.LeavesBlank(h) && (speech.Asks(h.Text) || slices.ContainsFunc(parts, func(p Part) bool { return !c.hasNumber(p.Text) }))
}

// mayPart reports whether a message may make several reports: no correction is open, and it
// does not ask how.
func (c *chat) mayPart(h speech.Heard) bool {
	d := c.out.State.open()
	correcting := d != nil && (d.Mode == Withdrawal || d.Corrects != "")
	return !correcting && len(h.Text) <= longestMessage && !h.Mood.AsksHow
}

// partsOrOthers are the parts of a message, or of what stands before a last clause about the
// other units: 东河700，三河410，另外两个村还没报.
func (c *chat) partsOrOthers(h speech.Heard) (parts []Part, left []leftUnit) {
	parts, left = c.parts(h)
	told, others := speech.WithoutOthers(h.Text)
	if len(parts) > 0 {
		return parts, left
	}
	if others == "" {
		return c.partsBesideTalk(h, left)
	}
	if parts, left = c.parts(c.hear(told)); len(parts) > 1 {
		c.note(election.Say("“%s”没有记下。", "“%s” is not noted.").With(short(others)))
	}
	return parts, left
}

// partsBesideTalk are the parts of a message without its clauses that report nothing: 东和433 三河210 今天人真多.
func (c *chat) partsBesideTalk(h speech.Heard, otherwise []leftUnit) (parts []Part, left []leftUnit) {
	if _, named := c.lastUnit(h); named < 2 {
		return nil, otherwise
	}
	rest, talk := c.withoutTalk(h.Text)
	if talk == "" {
		return nil, otherwise
	}
	if parts, left = c.parts(c.hear(rest)); len(parts) < 2 {
		return nil, otherwise
	}
	c.note(notPlaced(short(talk)))
	return parts, left
}

// openParts opens the card of the first part, and keeps the others until it is finished.
func (c *chat) openParts(s string, parts []Part, left []leftUnit) {
	for _, p := range left {
		if p.yet {
			c.note(p.why)
		}
	}
	if !slices.ContainsFunc(left, func(l leftUnit) bool { return !l.yet }) && c.together(parts) {
		return
	}
	if len(parts) > 1 {
		c.note(c.toldApart(parts))
	}
	for _, p := range left {
		if !p.yet {
			c.unread = s
			c.complain(p.why)
		}
	}
	c.out.State.Waiting = slices.DeleteFunc(c.out.State.Waiting, func(old Part) bool {
		return slices.ContainsFunc(parts, func(p Part) bool {
			return p.Form == old.Form && p.Unit == old.Unit && (!old.Then || p.Text == old.Text)
		})
	})
	c.out.State.Waiting = append(c.out.State.Waiting, parts[1:]...)
	c.openPart(parts[0])
}

// parts are what a message says of each of several units, of those that a report can be
// made of; left says of the others that nothing was noted.
func (c *chat) parts(h speech.Heard) (parts []Part, left []leftUnit) { return c.partsOf(h, false) }

// partsOf are these; some lets what is said of one of them stay unread while others are reports.
func (c *chat) partsOf(h speech.Heard, some bool) (parts []Part, left []leftUnit) {
	if parts := c.allBut(h); len(parts) > 0 {
		return parts, nil
	}
	first, named := c.lastUnit(h)
	switch named {
	case 0:
		return c.allOwn(h)
	case 1:
		return nil, nil
	}
	lead, all := c.saidOfEach(c.hearAll(h.Text, c.unitsIn(h)...), first)
	unread := false
	var apart []saidOf // of which nobody knows what it reports
	waiting := c.waitingFigure()
	for _, of := range all {
		of.said = strings.TrimPrefix(of.said, "的")
		if waiting != "" && c.own(of.unit) && c.onlyNamed(of.said) { // 西岭的，枣园是380: the 401 that waits is of the first
			of.said, waiting = waiting, ""
		}
		if c.own(of.unit) && (of.said != "" || h.HasCount() && !h.Mood.Corrects) && speech.NothingYet(c.hear(of.said)) {
			left = append(left, nothingYet(of.unit))
			continue
		}
		p, why, ok := c.part(of.unit, of.said, reportText(of.unit, lead, of.said))
		if len(parts) > 0 && (!ok || !c.saysBoth(c.forms.find(p.Form), p)) {
			if more, goesOn := c.ofSame(parts[len(parts)-1], of); goesOn {
				p, ok = more, true
			}
		}
		switch {
		case ok:
			parts = append(parts, p)
		case why.IsZero() && !some:
			return nil, nil
		case why.IsZero():
			apart = append(apart, of)
		default:
			left = append(left, leftUnit{why, false})
			unread = unread || c.own(of.unit)
		}
	}
	if (unread || len(apart) > 0) && c.onlyMentions(parts, h) {
		return nil, nil
	}
	for _, of := range apart {
		left = append(left, notNoted(of))
	}
	return placed(parts), left
}

// ofSame is what is said of a unit as a report of what was told of the one before it: 东河登记完成，三河进行中.
func (c *chat) ofSame(before Part, of saidOf) (Part, bool) {
	if !c.own(of.unit) || of.said == "" {
		return Part{}, false
	}
	f := c.forms.find(before.Form)
	about := f.head().Words[0]
	if len(f.head().Both) > 0 {
		u, _ := c.scene.Town.Unit(before.Unit)
		rows := c.blank(f, u).rows
		about, _ = valueOf(readValues(before.Text, rows, "", c.hearing()).answers, f.head().Both[0])
		about = rowOf(rows, f.head().Both[0]).named(about).In(election.Chinese)
	}
	if about == "" {
		return Part{}, false
	}
	p, ok := c.wholePart(of.unit, of.said, reportText(of.unit, about, of.said))
	return p, ok && p.Form == before.Form && (len(f.head().Both) == 0 || c.saysBoth(f, p))
}

// saysBoth reports whether a part answers all that opens a form of choices.
func (c *chat) saysBoth(f form, p Part) bool {
	u, _ := c.scene.Town.Unit(p.Unit)
	read := readValues(p.Text, c.blank(f, u).rows, "", c.hearing())
	return !slices.ContainsFunc(f.head().Both, func(step StepID) bool { return !read.says(step) })
}

// allBut are the parts of a message about all of the person's own units but some: 除了八一其他的都登记完了.
func (c *chat) allBut(h speech.Heard) (parts []Part) {
	said, but, ok := speech.AllOwnBut(h.Text)
	if !ok || c.hasNumber(said) {
		return nil
	}
	left := c.hear(but)
	for i, t := range left.Tokens {
		if _, unit := c.unitIn(left, i); !unit && t.Kind != speech.Mark && t.Kind != speech.Filler {
			return nil
		}
	}
	out := c.unitsIn(left)
	for _, id := range c.scene.Person.Units {
		u, _ := c.scene.Town.Unit(id)
		if slices.ContainsFunc(out, func(o election.Unit) bool { return o.ID == id }) {
			continue
		}
		p, _, ok := c.part(u, said, reportText(u, "", said))
		if !ok {
			return nil
		}
		parts = append(parts, p)
	}
	if len(out) == 0 {
		return nil
	}
	return placed(parts)
}

// waitingFigure is the figure that waits for a unit to be said, as a report; "" if none does.
func (c *chat) waitingFigure() string {
	d := c.out.State.open()
	if d == nil || !c.lacksUnit(d) || len(d.Files) > 0 || c.forms.find(d.Form).head().GoesOn != nil || !c.hasNumber(d.Pending) {
		return ""
	}
	return strings.TrimSpace(d.Word + " " + d.Pending)
}

// onlyNamed reports whether nothing is said of a unit but its name: 西岭的.
func (c *chat) onlyNamed(said string) bool {
	return strings.Trim(speech.Fold(said), " ,，。.!是的那个边哈啊哦呀呢") == ""
}

// lastUnit is the last unit that a message names, and how often it names any.
func (c *chat) lastUnit(h speech.Heard) (last election.Unit, named int) {
	for _, t := range h.Tokens {
		if id, ok := t.Is(speech.OfUnit); ok {
			last, _ = c.scene.Town.Unit(election.UnitID(id))
			named++
		}
	}
	return last, named
}

// onlyMentions reports whether a message of which something was not read only mentions another village beside the
// one that it is about: 枣园村的人也没到.
func (c *chat) onlyMentions(parts []Part, h speech.Heard) bool {
	return len(parts) == 0 || len(parts) == 1 && (h.Mood.Corrects || !c.readsAll(parts[0]))
}

// nothingYet says of a unit that it has no figure yet.
func nothingYet(u election.Unit) leftUnit {
	return leftUnit{election.Say("%s还没有数，这次不报。", "%s has no figure yet and is not reported now.").With(u.Name), true}
}

// readsAll reports whether a form understands all of a part.
func (c *chat) readsAll(p Part) bool {
	u, _ := c.scene.Town.Unit(p.Unit)
	_, all := c.whole(u, p.Text)
	return all
}

// leftUnit is why nothing is noted of a unit that a message names, and whether that is only that there
// is nothing yet: 东和还没数.
type leftUnit struct {
	why election.Phrase
	yet bool
}

// saidOf is what a message says of a unit.
type saidOf struct {
	unit election.Unit
	said string
}

// saidOfEach is what a message says of each of several units, in their order, and of all of
// them. Nothing if it names one only, or does not tell for certain.
func (c *chat) saidOfEach(h speech.Heard, first election.Unit) (lead string, all []saidOf) {
	var names []int
	for i := range h.Tokens {
		if _, ok := c.anyUnitIn(h, i); ok && !h.Denied(i) { // 东和村不是东河村 投票433
			names = append(names, i)
		}
	}
	if len(names) == 0 || c.sameAny(h, names) {
		return "", nil
	}
	shares, ok := speech.SharesIn(h, names)
	if !ok {
		return "", nil
	}
	if lead = shares.Lead; shares.Apart && c.onlyTalk(lead, first) {
		lead = ""
	}
	for i, n := range names {
		u, _ := c.anyUnitIn(h, n)
		if at := slices.IndexFunc(all, func(of saidOf) bool { return of.unit.ID == u.ID }); at >= 0 {
			all[at].said += "；" + shares.Said[i]
			continue
		}
		all = append(all, saidOf{u, shares.Said[i]})
	}
	return lead, all
}

// sameAny reports whether tokens name one unit, perhaps somebody else's.
func (c *chat) sameAny(h speech.Heard, names []int) bool {
	first, _ := c.anyUnitIn(h, names[0])
	return !slices.ContainsFunc(names, func(i int) bool { u, _ := c.anyUnitIn(h, i); return u.ID != first.ID })
}

// placed gives parts their places.
func placed(parts []Part) []Part {
	for i := range parts {
		parts[i].Place = Place{i + 1, len(parts)}
	}
	return parts
}

// allOwn are the parts of a message about all the units that the person reports for.
func (c *chat) allOwn(h speech.Heard) (parts []Part, left []leftUnit) {
	said, n, ok := speech.AllOwn(h)
	if own := len(c.scene.Person.Units); !ok || own < 2 || n > 0 && n != own {
		return nil, nil
	}
	for _, id := range c.scene.Person.Units {
		u, _ := c.scene.Town.Unit(id)
		p, _, ok := c.part(u, said, reportText(u, "", said))
		if !ok {
			return nil, nil
		}
		parts = append(parts, p)
	}
	return placed(parts), nil
}

// anyUnitIn is the unit that a token names, one that is somebody else's also by its stem.
func (c *chat) anyUnitIn(h speech.Heard, i int) (unit election.Unit, ok bool) {
	if u, ok := c.unitIn(h, i); ok {
		return u, true
	}
	t := h.Tokens[i]
	if len(t.Means) != 1 || t.Means[0].Sort != speech.OfUnit || h.RunsOn(i) && !speech.Listed(h, i) || t.Glued {
		return election.Unit{}, false
	}
	return c.scene.Town.Unit(election.UnitID(t.Means[0].ID))
}

// reportText is what is said of a unit, and of all of several, as a report of that unit.
func reportText(u election.Unit, lead, said string) string {
	return strings.TrimSpace(lead + " " + u.Name + " " + said)
}

// part is what is said of one unit, as a report. If it is none, why says that it was not
// noted; without that nothing of the message can be parted.
func (c *chat) part(u election.Unit, said, text string) (p Part, why election.Phrase, ok bool) {
	if !c.own(u) {
		return Part{}, notYours(c.scene.Person, u), false
	}
	o, ok := c.opened(text)
	if !ok {
		o, ok = c.wordless(text)
	}
	if ok && o.form.head().GoesOn == nil && !o.form.head().noUnits() {
		at := c.find(o.form, o.rest)
		if at.foreign.ID == u.ID {
			return Part{}, notYours(c.scene.Person, u), false
		}
		if at.unit.ID == u.ID && c.readsSome(o, at) {
			m := o.message()
			return Part{Form: o.form.head().ID, Unit: u.ID, Text: at.rest, Word: m.word, Heard: m.heard, Wordless: m.wordless, From: c.from, Forwarded: c.turn.Forwarded}, election.Phrase{}, true
		}
	}
	if h := c.hear(said); !speech.LacksFew(h) && slices.ContainsFunc(h.Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral && !slices.Contains([]speech.Role{speech.Date, speech.Clock, speech.Approximate}, t.Number.Role) // 云台明天, 松林还有十来户
	}) {
		return Part{}, election.Phrase{}, false
	}
	return Part{}, notNoted(saidOf{u, said}).why, false
}

// notNoted says that what is said of a unit is not noted.
func notNoted(of saidOf) leftUnit {
	return leftUnit{election.Say("“%s”没有记下。", "“%s” is not noted.").With(short(strings.TrimSpace(of.unit.Name + " " + of.said))), false}
}

// onlyTalk reports whether what stands before the first unit says nothing of what is
// reported: no day, no label, no mood.
func (c *chat) onlyTalk(lead string, u election.Unit) bool {
	return !slices.ContainsFunc(c.hearAll(lead, u).Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Word && !t.Tells(speech.Asking) || t.Kind == speech.Numeral
	})
}

// unitsIn are the units of the person's own that a text may name, each once.
func (c *chat) unitsIn(h speech.Heard) (units []election.Unit) {
	for _, t := range h.Tokens {
		id, _ := t.Is(speech.OfUnit)
		u, known := c.scene.Town.Unit(election.UnitID(id))
		if known && c.own(u) && len(units) < unitsTried && !slices.ContainsFunc(units, func(o election.Unit) bool { return o.ID == u.ID }) {
			units = append(units, u)
		}
	}
	return units
}

// hearAll hears a text with the words of all forms, as they are for some units. One character
// is none: 1、东河.
func (c *chat) hearAll(text string, units ...election.Unit) speech.Heard {
	var all []speech.Entry
	in := c.hearing().ear.Spots(text)
	for _, f := range c.forms {
		for i, u := range units {
			if i > 0 && !f.head().Votes || !f.head().mayFor(c.scene.Person, u) { // only candidates differ
				continue
			}
			for _, w := range wordsIn(c.blank(f, u).rows, in) {
				if utf8.RuneCountInString(w.text) > 1 {
					all = append(all, speech.Entry{Text: w.text, Meaning: speech.Meaning{Sort: w.kind.sort()}})
				}
			}
		}
	}
	return c.hearing().ear.Hear(text, c.hearing().places, c.scene.Kept.opening(c.forms), speech.NewLexicon(all))
}

// readsSome reports whether a form reads something in what is said of a unit, or is told
// it in words.
func (c *chat) readsSome(o opened, at found) bool {
	if o.heard || tells(o.form) {
		return true
	}
	rows := c.blank(o.form, at.unit).rows
	for _, text := range []string{at.rest, o.word + " " + at.rest} {
		u := readValues(text, rows, "", c.hearing())
		if len(u.answers)+len(u.doubts)+len(u.bare)+len(u.wrong) > 0 || u.takenBack {
			return true
		}
	}
	return !speech.Content(c.hear(at.rest), -1) // last: to hear is dear
}

// namesOf names the units of parts.
func (c *chat) namesOf(parts []Part) string {
	var names []string
	for _, p := range parts {
		u, _ := c.scene.Town.Unit(p.Unit)
		names = append(names, u.Name)
	}
	return strings.Join(names, "、")
}

// openPart opens the card of a part.
func (c *chat) openPart(p Part) {
	f := c.forms.find(p.Form)
	c.takePart(f, c.draft(f, p.Unit), p)
}

// takePart reads a part into its draft.
func (c *chat) takePart(f form, d *Draft, p Part) {
	d.Place, d.Said, d.Forwarded = p.Place, p.Text, p.Forwarded
	from := c.from
	c.from = p.From
	c.resume(f, d, p.message())
	c.notOwn()
	c.from = from
}

// takeWaiting reads what waits for a draft that is opened before its turn.
func (c *chat) takeWaiting(f form, d *Draft) (taken bool) {
	s := &c.out.State
	i := slices.IndexFunc(s.Waiting, func(p Part) bool { return p.Form == d.Form && p.Unit == d.Unit && !p.Then })
	if i < 0 || d.Corrects != "" {
		return false
	}
	p := s.Waiting[i]
	s.Waiting = slices.Delete(s.Waiting, i, i+1)
	c.takePart(f, d, p)
	return true
}

// goOn opens the card of the next part, once that of one before it is finished.
func (c *chat) goOn() {
	s := &c.out.State
	if len(s.Waiting) == 0 || s.open() != nil || len(s.Closed) == 0 || !c.out.Need.IsZero() {
		return
	}
	if was := c.before.find(s.Closed[len(s.Closed)-1].ID); was == nil || was.Place == (Place{}) && !s.Waiting[0].Then {
		return
	}
	p := s.Waiting[0]
	progress, read := c.scene.Beside[p.Unit]
	if !read {
		c.out.Need.Beside = []election.UnitID{p.Unit}
		return
	}
	done, answer, scene := c.out.View, c.out.Answer, c.scene
	c.scene.Unit, c.scene.Progress = p.Unit, progress
	c.notes, c.wrong = nil, false
	s.Waiting = s.Waiting[1:]
	c.openPart(p)
	c.scene = scene
	c.out.Before, c.out.Answer = done, answer
}

// editedParts takes a message about several units that was changed: what waits is what it
// says now; of the cards that are open or finished, the first of which it says something
// else is read anew.
func (c *chat) editedParts(in Edited, parts []Part) {
	s := &c.out.State
	changed := false
	for _, p := range parts {
		for i, w := range s.Waiting {
			if w.From == in.Message && w.Form == p.Form && w.Unit == p.Unit && w.Text != p.Text {
				p.Place, p.Forwarded = w.Place, w.Forwarded
				s.Waiting[i], changed = p, true
			}
		}
	}
	for _, p := range parts {
		if d, ok := c.partDraft(in.Message, p); ok && d.Said != p.Text {
			d.Said = p.Text
			c.reread(d, Edited{Message: in.Message, Text: strings.TrimSpace(p.Word + " " + p.Text)})
			return
		}
	}
	d := s.open()
	if c.out.Ignored = !changed || d == nil; !c.out.Ignored {
		c.note(election.Say("已按修改后的消息更新。", "Updated to the message as it is now."))
		c.touch(d)
		c.show(d, true)
	}
}

// partDraft is the draft of a part of a message that was changed: unfinished, or the
// correction of what was reported.
func (c *chat) partDraft(message int, p Part) (*Draft, bool) {
	s := &c.out.State
	same := func(d Draft) bool {
		return d.Form == p.Form && d.Unit == p.Unit && slices.ContainsFunc(d.Answers, func(a Answer) bool { return a.Message == message })
	}
	if i := slices.IndexFunc(s.Drafts, same); i >= 0 {
		return s.raise(s.Drafts[i].ID), true
	}
	for _, was := range slices.Backward(s.Closed) {
		if c.forms.correctable(was, c.scene) && !s.superseded(was.ID) && same(*was.Draft) && was.Draft.Said != p.Text {
			return c.correction(*was.Draft), true
		}
	}
	return nil, false
}
