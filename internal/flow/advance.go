package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Advance takes one turn: it folds what the person did through the form that
// is open, or that the turn opens, and says what comes of it. The state that
// was passed in is not changed.
func (fs Forms) Advance(st State, sc Scene, turn Turn) Outcome {
	c := chat{forms: fs, scene: sc, turn: turn, out: Outcome{State: st.clone()}}
	c.dropLost()
	switch in := turn.Input.(type) {
	case Tap:
		c.tap(in)
	case Opening:
		c.opening(in)
	case Text:
		c.text(string(in))
	case File:
		c.file(in)
	}
	return c.outcome()
}

// Open begins a form, as from the menu. rest may already hold values.
func (fs Forms) Open(st State, sc Scene, update int64, id FormID, rest string) Outcome {
	c := chat{forms: fs, scene: sc, turn: Turn{Update: update, Input: Text(rest)}, out: Outcome{State: st.clone()}}
	c.dropLost()
	f := fs.find(id)
	if f == nil || !f.head().may(sc.Person) {
		c.out.Ignored = true
		return c.out
	}
	c.begin(f, rest)
	return c.outcome()
}

// Opened finds the form that a message asks for: "/count ...", "计票 东河村 ...".
func (fs Forms) Opened(text string) (id FormID, rest string, ok bool) {
	s := strings.TrimSpace(normal(text))
	for _, f := range fs {
		h := f.head()
		if rest, ok := cutCommand(s, h.Command); ok {
			return h.ID, rest, true
		}
		for _, w := range h.Words {
			if rest, ok := cutWord(s, w); ok {
				return h.ID, rest, true
			}
		}
	}
	return "", "", false
}

// cutCommand takes "/count" or "/count@the_bot" off a message.
func cutCommand(s, command string) (string, bool) {
	rest, ok := strings.CutPrefix(lower(s), "/"+command)
	if !ok || (rest != "" && rest[0] != ' ' && rest[0] != '@') {
		return "", false
	}
	_, rest, _ = strings.Cut(s[len(command)+1:], " ")
	return strings.TrimSpace(rest), true
}

// cutWord takes an opening word off a message. A Latin word must end there.
func cutWord(s, w string) (string, bool) {
	rest, ok := strings.CutPrefix(lower(s), w)
	if !ok || (rest != "" && isLatin(rune(rest[0])) && isLatin(rune(w[len(w)-1]))) {
		return "", false
	}
	return strings.TrimLeft(s[len(w):], " :,，：-"), true
}

// opening begins a form about a unit with one answer given.
func (c *chat) opening(o Opening) {
	f := c.forms.find(o.Form)
	u, known := c.scene.Town.Unit(o.Unit)
	if f == nil || !known || !f.head().may(c.scene.Person) || !c.scene.Person.MayReport(u) {
		c.out.Ignored = true
		return
	}
	d := c.unfinished(o.Form, o.Unit)
	if d == nil {
		d = c.out.State.add(Draft{ID: draftOf(c.turn.Update), Form: o.Form, Unit: o.Unit})
	}
	d.Mode, d.Asking, d.Page = Filling, "", 0
	d.set(o.Step, o.Value)
	c.touch(d)
	c.show(d, election.Phrase{}, true)
}

// chat is one turn being taken.
type chat struct {
	forms Forms
	scene Scene
	turn  Turn
	out   Outcome
}

func (c *chat) outcome() Outcome {
	if c.out.Need != (Need{}) {
		return Outcome{Need: c.out.Need}
	}
	return c.out
}

func (c *chat) say(p election.Phrase) string { return p.In(c.scene.Language) }

// dropLost drops drafts whose form or unit the person has no right to any
// more.
func (c *chat) dropLost() {
	s := &c.out.State
	s.Drafts = slices.DeleteFunc(s.Drafts, func(d Draft) bool {
		f := c.forms.find(d.Form)
		if f == nil || !f.head().may(c.scene.Person) {
			return true
		}
		u, known := c.scene.Town.Unit(d.Unit)
		return d.Unit != "" && (!known || !c.scene.Person.MayReport(u))
	})
	s.Unit = ""
	if d := s.open(); d != nil {
		s.Unit = d.Unit
	}
}

// begin opens a form: a draft of the same form and unit goes on where it was.
func (c *chat) begin(f form, rest string) {
	unit, rest, choice := c.unitIn(f, rest)
	d := c.unfinished(f.head().ID, unit)
	if d == nil {
		d = c.out.State.add(Draft{ID: draftOf(c.turn.Update), Form: f.head().ID, Unit: unit, Filter: choice})
	}
	d.Mode, d.Asking, d.Page = Filling, "", 0
	c.out.State.Unit = d.Unit
	c.touch(d)
	if rest == "" || d.Unit == "" && !f.head().OfTown {
		c.show(d, c.aside(rest, d), true)
		return
	}
	c.fill(f, d, rest, true)
}

// aside says what becomes of words that came before the unit was known.
func (c *chat) aside(rest string, d *Draft) election.Phrase {
	if rest == "" || d.Unit != "" {
		return election.Phrase{}
	}
	return election.Say("没有找到您负责的“%s”。请先选择单位。", "“%s” is not one of yours. Please choose first.").With(short(rest))
}

// unfinished raises a draft of the same form and unit, if there is one.
func (c *chat) unfinished(id FormID, unit election.UnitID) *Draft {
	for _, d := range c.out.State.Drafts {
		if d.Form == id && d.Unit == unit {
			return c.out.State.raise(d.ID)
		}
	}
	return nil
}

// units lists those the person may fill the form in for, in the roster's
// order.
func (c *chat) units() []election.Unit {
	var units []election.Unit
	for _, u := range c.scene.Town.Units {
		if c.scene.Person.MayReport(u) {
			units = append(units, u)
		}
	}
	return units
}

// unitIn finds the unit a message begins with, or the only one there can be.
// Several that fit are a choice.
func (c *chat) unitIn(f form, text string) (id election.UnitID, rest string, choice []election.UnitID) {
	if f.head().OfTown {
		return "", text, nil
	}
	units := c.units()
	best := election.Unit{}
	for _, u := range units {
		if strings.HasPrefix(text, u.Name) && len(u.Name) > len(best.Name) {
			best = u
		}
	}
	if best.ID != "" {
		return best.ID, strings.TrimLeft(text[len(best.Name):], " :,，：-"), nil
	}
	if len(units) == 1 {
		return units[0].ID, text, nil
	}
	word, after, _ := strings.Cut(text, " ")
	fits := named(units, word)
	if len(fits) == 1 {
		return fits[0], strings.TrimSpace(after), nil
	}
	return "", text, fits
}

// named lists the units whose name has the word in it, or whose id it is.
func named(units []election.Unit, word string) []election.UnitID {
	var fits []election.UnitID
	for _, u := range units {
		if word != "" && (strings.Contains(u.Name, word) || string(u.ID) == word) {
			fits = append(fits, u.ID)
		}
	}
	return fits
}

// touch makes the turn the draft's newest revision.
func (c *chat) touch(d *Draft) { d.Revision = c.turn.Update }

// subject gathers what the form is about. It asks for the unit's progress if
// that has not been read.
func (c *chat) subject(d *Draft) (Subject, bool) {
	sub := Subject{Town: c.scene.Town, Person: c.scene.Person, Now: c.scene.Now}
	switch {
	case d.Unit == "" && c.scene.Overview == nil:
		c.out.Need.Overview = true
		return sub, false
	case d.Unit == "":
		sub.Overview = *c.scene.Overview
		return sub, true
	case c.scene.Unit != d.Unit:
		c.out.Need.Unit = d.Unit
		return sub, false
	}
	sub.Unit, _ = c.scene.Town.Unit(d.Unit)
	sub.Election, sub.Progress = c.scene.Town.ElectionOf(sub.Unit), c.scene.Progress
	return sub, true
}

// text takes a typed message: the opening of a form, a word that steers, or
// values for the open draft.
func (c *chat) text(s string) {
	if id, rest, ok := c.forms.Opened(s); ok {
		if f := c.forms.find(id); f.head().may(c.scene.Person) {
			c.begin(f, rest)
			return
		}
	}
	d := c.out.State.open()
	if d == nil {
		c.out.Ignored = true
		return
	}
	d.Below++
	f := c.forms.find(d.Form)
	if v, ok := steering(s); ok {
		c.steer(f, d, v)
		return
	}
	c.touch(d)
	if d.Unit == "" && !f.head().OfTown {
		c.chooseUnit(f, d, s)
		return
	}
	c.fill(f, d, s, false)
}

// steering are the words that do what a button does.
func steering(s string) (Verb, bool) {
	switch strings.ToLower(strings.TrimSpace(normal(s))) {
	case "取消", "/cancel", "cancel", "放弃":
		return Cancel, true
	case "返回", "上一步", "back":
		return Back, true
	case "修改", "更改", "edit", "change":
		return Edit, true
	case "确认", "确认上报", "是", "对", "confirm", "yes", "ok":
		return Confirm, true
	}
	return 0, false
}

func (c *chat) chooseUnit(f form, d *Draft, s string) {
	id, rest, choice := c.unitIn(f, strings.TrimSpace(normal(s)))
	if id == "" {
		d.Filter, d.Page = choice, 0
		notice := election.Say("没有找到您负责的“%s”。请点下面的按钮，或输入名称。", "“%s” is not one of yours. Tap a button below, or type a name.").With(short(s))
		if len(choice) > 0 {
			notice = election.Say("“%s”有 %d 个，请选择：", "“%s” fits %d of yours. Please choose:").With(short(s), len(choice))
		}
		c.show(d, notice, false)
		return
	}
	c.takeUnit(f, d, id, rest)
}

func (c *chat) takeUnit(f form, d *Draft, id election.UnitID, rest string) {
	if other := c.twin(d, id); other != "" { // the same form is already open for it
		c.out.State.close(false)
		d = c.out.State.raise(other)
		c.touch(d)
	}
	d.Unit, d.Filter, d.Page = id, nil, 0
	c.out.State.Unit = id
	if rest != "" {
		c.fill(f, d, rest, false)
		return
	}
	c.show(d, election.Phrase{}, false)
}

// twin is another unfinished draft of the same form for a unit.
func (c *chat) twin(d *Draft, id election.UnitID) DraftID {
	for _, o := range c.out.State.Drafts {
		if o.ID != d.ID && o.Form == d.Form && o.Unit == id {
			return o.ID
		}
	}
	return ""
}

// file takes a photo, document or location: it goes with the open draft, and
// its caption is read like a message.
func (c *chat) file(in File) {
	if id, rest, ok := c.forms.Opened(in.Caption); ok && c.forms.find(id).head().may(c.scene.Person) {
		c.begin(c.forms.find(id), rest)
		in.Caption = ""
	}
	d := c.out.State.open()
	if d == nil || c.out.Need != (Need{}) {
		c.out.Ignored = d == nil
		return
	}
	f := c.forms.find(d.Form)
	if f.head().OfTown {
		c.show(d, election.Say("公告只发文字，这个文件没有收下。", "Announcements are text only; the file was not kept."), false)
		return
	}
	if len(d.Files) >= filesKept {
		c.show(d, election.Say("最多附 %d 个文件，这一个没有收下。", "At most %d files go with a report; this one was not kept.").With(filesKept), false)
		return
	}
	d.Files = append(d.Files, in.File)
	d.Below++
	c.touch(d)
	if in.Caption != "" && d.Unit != "" {
		c.fill(f, d, in.Caption, false)
		return
	}
	c.show(d, election.Say("已收到，随本次上报一并提交。", "Received; it goes with this report."), false)
}

const filesKept = 10

// fill takes values for the open draft out of a message.
func (c *chat) fill(f form, d *Draft, s string, opening bool) {
	sub, ok := c.subject(d)
	if !ok {
		return
	}
	sh := f.replay(sub, *d)
	notice := c.take(f, sub, d, sh, s)
	d.Mode = Filling
	c.show(d, notice, opening)
}

// take puts the values of a message into the draft and says what was not
// understood.
func (c *chat) take(f form, sub Subject, d *Draft, sh sheet, s string) election.Phrase {
	asked := sh.ask
	if asked != nil && asked.free { // words are wanted: the message is the answer
		return c.answer(d, asked, s)
	}
	u := readValues(s, sh.rows)
	if len(u.answers) == 0 && asked != nil {
		return c.answer(d, asked, s)
	}
	c.apply(f, sub, d, &u, s)
	switch {
	case len(u.wrong) > 0:
		return u.wrong[0]
	case len(u.rest)+len(u.bare) > 0:
		return election.Say("没看懂“%s”，其余的已记下。", "I did not understand “%s”; the rest is noted.").With(short(strings.Join(append(u.rest, u.bare...), " ")))
	case len(u.answers) == 0:
		return election.Say("没看懂“%s”。要修改请写明是哪一项，例如“收1180”。", "I did not understand “%s”. To change something say what, e.g. “returned 1180”.").With(short(s))
	}
	return election.Phrase{}
}

// apply records the values with words; then a single number, or words, may
// answer the question that is open after that.
func (c *chat) apply(f form, sub Subject, d *Draft, u *understood, s string) {
	for _, a := range u.answers {
		d.set(a.Step, a.Value)
		if d.Asking == a.Step {
			d.Asking = ""
		}
	}
	next := f.replay(sub, *d)
	if again := readValues(s, next.rows); len(again.answers) > len(u.answers) { // a choice brought new steps
		for _, a := range again.answers {
			d.set(a.Step, a.Value)
		}
		*u = again
		next = f.replay(sub, *d)
	}
	switch asked := next.ask; {
	case asked == nil || len(u.wrong) > 0:
	case asked.numeric && len(u.bare) == 1 && len(u.rest) == 0 && next.problem == nil:
		d.set(asked.id, u.bare[0])
		u.bare = nil
	case asked.free && len(u.rest) > 0:
		if v, complaint := asked.parse(strings.Join(u.rest, " "), nil); complaint.IsZero() {
			d.set(asked.id, v)
			u.rest = nil
		}
	}
}

// answer takes a message as the answer to one question.
func (c *chat) answer(d *Draft, asked *row, s string) election.Phrase {
	v, complaint := asked.parse(s, asked.options)
	if !complaint.IsZero() {
		return complaint
	}
	d.set(asked.id, v)
	d.Asking = ""
	return election.Phrase{}
}
