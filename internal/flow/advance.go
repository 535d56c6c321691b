package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Advance takes one turn: it folds what the person did through the form that
// is open, or that the turn opens, and says what comes of it. The state that
// was passed in is not changed.
func (fs Forms) Advance(st State, sc Scene, turn Turn) Outcome {
	c := fs.chat(st, sc, turn)
	switch in := turn.Input.(type) {
	case Tap:
		c.turn.Forwarded = false // nobody else taps
		c.tap(in)
		c.notOwn()
	case Opening:
		c.opening(in)
	case Text:
		c.text(c.breathed(string(in)))
		c.missed()
		c.notOwn()
	case Unclear:
		c.guess(c.breathed(string(in)))
		c.missed()
		c.notOwn()
	case File:
		c.file(in)
		c.notOwn()
	case Edited:
		c.from = in.Message
		c.edited(in)
		c.missed()
	}
	c.goOn()
	return c.outcome()
}

// Open begins a form, as from the menu. rest may already hold values.
func (fs Forms) Open(st State, sc Scene, update int64, id FormID, rest string, given ...Answer) Outcome {
	c := fs.chat(st, sc, Turn{Update: update, Input: Text(rest)})
	f := fs.find(id)
	if f == nil || !f.head().May(sc.Person) {
		c.out.Ignored = true
		return c.out
	}
	if len(given) > 0 && f.head().OfTown {
		c.preset(c.draft(f, ""), given)
	}
	c.begin(f, message{text: strings.ToValidUTF8(rest, ""), opening: true})
	return c.outcome()
}

// chat is one turn being taken.
type chat struct {
	forms   Forms
	scene   Scene
	turn    Turn
	before  State // as it was
	from    int   // the message whose words are being read
	out     Outcome
	notes   []election.Phrase // what the card will say of the turn
	wrong   bool              // something in it was a mistake
	astray  bool              // it was about a unit that the draft is not about
	lost    bool              // nothing in it was understood
	unread  string            // what of it was not taken, although it may change what stands
	steered bool              // it did what a button does

	// What was found out in this turn, to be found out once.
	readings readings
	selves   []itself
	replays  []replayed
	alones   []openedBy // without a word of the form
	openings []openedBy
	mine     []election.Unit // the person's units; nil: not listed yet
}

func (fs Forms) chat(st State, sc Scene, turn Turn) *chat {
	if sc.Kept == nil {
		sc.Kept = NewKept()
	}
	c := &chat{forms: fs, scene: sc, turn: turn, before: st, from: turn.Message, out: Outcome{State: st.clone()}}
	c.dropLost()
	return c
}

func (c *chat) outcome() Outcome {
	if !c.out.Need.IsZero() {
		return Outcome{Need: c.out.Need}
	}
	return c.out
}

func (c *chat) say(p election.Phrase) string { return p.In(c.scene.Language) }

// note says on the card what became of the turn.
func (c *chat) note(p election.Phrase) {
	if !p.IsZero() {
		c.notes = append(c.notes, p)
	}
}

// complain says on the card what is wrong with the turn.
func (c *chat) complain(p election.Phrase) {
	c.note(p)
	c.wrong = c.wrong || !p.IsZero()
}

// dropLost drops drafts whose form or unit the person has no right to any
// more.
func (c *chat) dropLost() {
	s := &c.out.State
	s.Drafts = slices.DeleteFunc(s.Drafts, func(d Draft) bool {
		f := c.forms.find(d.Form)
		if f == nil || !f.head().May(c.scene.Person) {
			return true
		}
		u, known := c.scene.Town.Unit(d.Unit)
		return d.Unit != "" && (!known || !f.head().mayFor(c.scene.Person, u))
	})
	for i := range s.Drafts {
		s.Drafts[i].With = slices.DeleteFunc(s.Drafts[i].With, func(w Together) bool { return c.noMore(w.Part) })
	}
	s.Waiting = slices.DeleteFunc(s.Waiting, c.noMore)
	s.focus()
}

// noMore reports whether the person may not report any more what a part is about.
func (c *chat) noMore(p Part) bool {
	f := c.forms.find(p.Form)
	u, known := c.scene.Town.Unit(p.Unit)
	return f == nil || !known || !f.head().mayFor(c.scene.Person, u)
}

// touch makes the turn the draft's newest revision.
func (c *chat) touch(d *Draft) { d.Revision = c.turn.Update }

// lacksUnit reports whether it is still to be said what the draft is about.
func (c *chat) lacksUnit(d *Draft) bool { return d.Unit == "" && !c.forms.find(d.Form).head().OfTown }

// subject gathers what the form is about. It asks for the unit's progress if
// that has not been read.
func (c *chat) subject(d *Draft) (Subject, bool) {
	sub := Subject{Town: c.scene.Town, Person: c.scene.Person, User: c.scene.User, Now: c.scene.Now, More: c.scene.More, likeness: c.scene.Likeness, kept: c.scene.Kept}
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
	u, _ := c.scene.Town.Unit(d.Unit)
	sub.about(u, c.scene.Progress)
	return sub, true
}

// about makes a unit what the form is about, as the person may know it.
func (s *Subject) about(u election.Unit, p election.Progress) {
	seen := election.UnitState{Unit: u, Progress: p}.For(s.Person, s.User)
	s.Unit, s.Election, s.Progress, s.Hidden, s.Whole = u, s.Town.ElectionOf(u), seen.Progress, seen.Hidden, p
}

// replaces is the report that the person's takes the place of, if there is one.
func (s Subject) replaces(b election.Body) election.ReportID {
	return s.Election.Corrects(s.Unit, s.Whole, b, election.Entry{By: s.Person.ID, User: s.User})
}

// filled replays a draft. It asks for what has to be looked up first.
func (c *chat) filled(d *Draft) (Subject, filled, bool) {
	sub, ok := c.subject(d)
	if !ok {
		return sub, filled{}, false
	}
	fl := c.replay(c.forms.find(d.Form), sub, *d)
	if fl.likeness != "" {
		c.out.Need.Likeness = fl.likeness
		return sub, fl, false
	}
	return sub, fl, true
}

// text takes a typed message: the opening of a form, a word that steers, or
// values for the open draft.
func (c *chat) text(s string) {
	s = speech.OneRow(strings.TrimSpace(strings.ToValidUTF8(s, "")))
	s = c.onBehalf(speech.WithoutSelf(s, string(c.scene.Person.ID)))
	if c.aboutSeveral(s) {
		return
	}
	s = c.otherFirst(c.dropsFirst(s))
	switch d := c.out.State.open(); {
	case speech.Delays(c.hear(s)) && c.waits(d, s): // 等会再报: the card stays, and that is no promise
	case c.opensByWord(d, s), c.moves(d, s):
	case c.waits(d, s), c.answersDoubt(d, s), c.affirms(d, s), c.needed(d, s), c.steers(d, s):
	case d != nil && d.Mode == Withdrawal:
		d.Below++
		c.whyWithdrawn(d, s)
	case c.opensWordless(d, s), c.mendsBeside(d, s):
	case d == nil:
		c.out.Ignored = !c.mendsLast(s)
	case c.ofOther(d, s), c.asksMeanwhile(d, s):
		c.out.Ignored = true
	case c.reportsOther(d, s):
	default:
		d.Below++
		c.words(d, message{text: s})
	}
}

// aboutSeveral takes a message that is about more than the open draft: others that wait or that
// are begun by it. It reports whether it is one.
func (c *chat) aboutSeveral(s string) bool {
	return c.passed(s) || c.resumes(s) || c.leavesOut(s) || c.beside(s) || c.several(s)
}

// opensByWord opens the form that a message asks for, unless it is for the open one. It reports
// whether it does.
func (c *chat) opensByWord(d *Draft, s string) bool {
	o, ok := c.opened(s)
	if !ok || speech.OnlyWhetherDone(s) || c.claims(d, s, o) || c.placesStory(d, s) {
		return false
	}
	if isNot(d, o.form) && c.mendsCount(o.form, s) || d == nil && c.mendsRather(o, s) {
		return true
	}
	o = c.alarmed(s, o)
	c.begin(o.form, o.message())
	return true
}

// mendsRather takes a message that corrects a figure of what was reported last, and in which the word of another form
// stands that reads none of it: 刚才古渡的漏了流动票箱，全部算上应该是282. It reports whether it is one.
func (c *chat) mendsRather(o opened, s string) bool {
	h := c.hear(s)
	if !o.led || !h.Mood.Corrects || !h.HasCount() || len(c.readsAlone(o).answers) > 0 && !speech.OfLast(s) {
		return false
	}
	was := c.meant(h)
	return was != nil && was.Form != o.form.head().ID && c.mendsLast(s)
}

// opensWordless opens the form that understands a message without a word of it, unless the open
// one holds it. It reports whether it does.
func (c *chat) opensWordless(d *Draft, s string) bool {
	if d != nil && c.readsWhole(d, s) {
		return false
	}
	o, ok := c.wordlessOrMostly(s)
	if d == nil && ok && o.unclear && c.clausesFirst(o, s) {
		return true
	}
	if !ok || c.placesStory(d, s) || d != nil && c.holds(d, s, o) {
		return false
	}
	if d == nil && c.mends(o.form, s) || d != nil && isNot(d, o.form) && c.mendsCount(o.form, s) {
		return true
	}
	c.begin(o.form, o.message())
	return true
}

// breathed is a message with a mark where its speaker drew breath, unless it goes on with what lies open or tells a
// story: words are kept as they were said.
func (c *chat) breathed(s string) string {
	marked := speech.SumInLine(speech.Breaths(s))
	if slices.ContainsFunc(c.ofPerson(), c.polls) {
		marked = speech.AsOpened(marked)
	}
	if marked == s || c.out.State.open() != nil {
		return s
	}
	if f, _, _ := c.alarm(s); f != nil {
		return s
	}
	return marked
}

// steers takes a message that does what a button does. It reports whether it is one.
func (c *chat) steers(d *Draft, s string) bool {
	v, ok := steering(c.unnamed(d, s), d)
	if !ok && d != nil && d.Mode == Passed && (speech.AgreesFirst(c.hear(s)) || speech.OverIn(s)) { // 嗯 已经回来了
		v, ok = GiveUp, true
	}
	if ok {
		d.Below++
		c.steered = true
		c.steer(d, v)
	}
	return ok
}

// words takes a message for the open draft, unless it is about another unit.
func (c *chat) words(d *Draft, m message) {
	s := m.text
	if c.wordsTogether(d, m) {
		return
	}
	c.apart(d)
	f := c.forms.find(d.Form)
	u, size := c.unitAt(s)
	if size > 0 && f.head().GoesOn != nil && c.place(f, s).unit.ID != u.ID { // 三河村的人来闹
		size = 0
	}
	other := size > 0 && c.foreignTo(d, u)
	if other && d.Corrects == "" && f.head().mayFor(c.scene.Person, u) {
		c.turnTo(f, d, u, s)
		return
	}
	c.touch(d)
	switch {
	case other:
		c.astray, c.unread = true, s
		c.complain(c.notHere(f, u))
		c.show(d, false)
	case c.lacksUnit(d) && speech.WaitsFirst(s): // 稍等哈 正跟青塘打电话: of no village yet
		c.show(d, true)
	case c.lacksUnit(d):
		c.chooseUnit(f, d, m)
	case c.goesOn(f, d, m):
	default:
		c.fill(f, d, m)
	}
}

// foreignTo reports whether a unit that a message begins with is another than the draft's.
func (c *chat) foreignTo(d *Draft, u election.Unit) bool {
	return u.ID != d.Unit && !c.lacksUnit(d) && !d.Prose && !c.forms.find(d.Form).head().noUnits()
}

// ofOther reports whether a message tells of another unit what the open form does not ask
// for: 枣园的还没弄. It is not for the form.
func (c *chat) ofOther(d *Draft, s string) bool {
	f := c.forms.find(d.Form)
	u, size := c.unitAt(s)
	if size == 0 || d.Corrects != "" || f.head().GoesOn != nil || d.on(u.ID) >= 0 || !c.foreignTo(d, u) || !f.head().mayFor(c.scene.Person, u) {
		return false
	}
	read := readValues(after(s[size:]), c.blank(f, u).rows, "", c.hearing())
	return len(read.rest) > 0 && !read.labelled && !read.chosen
}

// reportsOther takes a message that tells of another unit of the person's own what the form
// asks, 东和发出800, or, where words are asked for, that it is not done there: 东和还没数完. It
// reports whether that is done with. Words may speak of any unit: 东和村的人也在这里投的.
func (c *chat) reportsOther(d *Draft, s string) bool {
	f, h := c.forms.find(d.Form), c.hear(s)
	if d.Mode != Filling || d.Corrects != "" || c.lacksUnit(d) || f.head().noUnits() || f.head().GoesOn != nil {
		return false
	}
	u, ok := c.otherOwn(f, d, h)
	if !ok {
		return false
	}
	said := s[h.Tokens[0].To:]
	read := readValues(said, c.blank(f, u).rows, "", c.hearing())
	if len(read.answers) > 0 && read.labelled && len(read.rest) == 0 {
		c.turnTo(f, d, u, u.Name+" "+said)
		return true
	}
	c.out.Ignored = d.Prose && h.Tokens[1].Tells(speech.Denying) && len(read.answers) == 0
	return c.out.Ignored
}

// otherOwn is the unit that a message begins with and then goes on, if it is another one that
// the person may report for in the form.
func (c *chat) otherOwn(f form, d *Draft, h speech.Heard) (u election.Unit, ok bool) {
	if len(h.Tokens) < 2 || len(h.Tokens[0].Means) != 1 {
		return u, false
	}
	id, named := h.Tokens[0].Is(speech.OfUnit)
	u, known := c.scene.Town.Unit(election.UnitID(id))
	return u, named && known && u.ID != d.Unit && f.head().mayFor(c.scene.Person, u)
}

// deniesPlace reports whether a message only says that a draft is not about its unit but about
// another: 不是东和 是东河.
func (c *chat) deniesPlace(d *Draft, s string) bool {
	h, denied := c.hear(s), false
	for i, t := range h.Tokens {
		u, unit := c.stemOf(t)
		denied = denied || unit && u.ID == d.Unit && h.Denied(i)
		if !unit && t.Kind != speech.Mark && t.Kind != speech.Filler && t.Text != "不是" && !t.Tells(speech.Correcting) {
			return false
		}
	}
	return denied
}

// turnTo opens the same form for another unit, because a message begins with
// that unit's name.
func (c *chat) turnTo(f form, d *Draft, u election.Unit, s string) {
	c.note(election.Say("转到%s。", "Now %s.").With(u.Name))
	if d.empty() {
		c.out.State.drop(d.ID)
	} else {
		left, _ := c.scene.Town.Unit(d.Unit)
		c.note(election.Say("%s没填完的还在，可从菜单继续。", "What you began for %s is kept; go on from the menu.").With(left.Name))
	}
	c.begin(f, message{text: s, opening: true})
}

// unnamed is a message without the name of the unit that the open draft is about: 刚才麦岗那个发出去吧.
func (c *chat) unnamed(d *Draft, s string) string {
	if d == nil || d.Unit == "" {
		return s
	}
	u, size := c.unitAt(s)
	at := 0
	if size == 0 {
		h := c.hear(s)
		named := c.unitsNamed(h)
		if len(named) != 1 {
			return s
		}
		u, _ = c.unitIn(h, named[0])
		at, size = h.Tokens[named[0]].From, h.Tokens[named[0]].To-h.Tokens[named[0]].From
	}
	if u.ID != d.Unit {
		return s
	}
	return s[:at] + s[at+size:]
}

// steering are the words that do what a button does, for the open draft. When the card
// asks whether to give up, yes means that.
func steering(s string, d *Draft) (Verb, bool) {
	if d == nil {
		return 0, false
	}
	said := steered(s)
	if v, replies := d.replied(said); replies {
		return v, v != 0
	}
	v, ok := speech.Steers(said)
	if !ok && speech.ToCorrect(said) && !d.wantsWhy() { // 报错了
		return Edit, true
	}
	return map[speech.Steering]Verb{speech.Cancels: Cancel, speech.GoesBack: Back, speech.Edits: Edit, speech.Confirms: Confirm, speech.Skips: Skip, speech.Restarts: Restart}[v], ok && v != speech.Waits
}

// replied is what a reply to a draft wants done, of one that agrees, denies or goes on; 0 if there is nothing to
// deny or to go on with. Other words are no such reply.
func (d *Draft) replied(said string) (v Verb, replies bool) {
	leaves := d.Mode == Leaving || d.Mode == Passed
	choose := func(leaving, otherwise Verb) (Verb, bool) {
		if leaves {
			return leaving, true
		}
		return otherwise, true
	}
	if speech.Agrees(said) && speech.Firm(said) {
		return choose(GiveUp, Confirm)
	}
	switch said {
	case "放弃", "放弃吧", "give up":
		return GiveUp, d.Mode == Leaving
	case "否", "不", "继续", "继续填写", "不取消", "接着填", "no":
		leaves = leaves || d.Mode == Restarting
		return choose(Stay, 0)
	case "不是", "不对", "错", "有错", "不对不对":
		return choose(Stay, Edit)
	}
	return 0, false
}

// waits takes a message that says that a whole draft is not to be confirmed yet, or that
// it is in doubt. It stays as it is, and the card says so.
func (c *chat) waits(d *Draft, s string) bool {
	if d == nil || d.Mode != Filling || c.lacksUnit(d) || !c.hesitates(s) {
		return false
	}
	if u, size := c.unitAt(s); size > 0 && u.ID != d.Unit { // 八一不对，是208
		return false
	}
	_, fl, ok := c.filled(d)
	if ok && (fl.missing() > 0 && (!speech.Halts(s) || d.Prose) || fitsOption(fl.ask, s)) { // not yet, of a paper that is asked for
		return false
	}
	if d.Below++; ok {
		c.steered = true
		c.touch(d)
		c.note(election.Say("没有确认，也没有上报。哪里不对直接发正确的；核对好了再点确认。", "It is not confirmed, and nothing is reported. If something is wrong just send the right value; confirm once it is checked."))
		c.show(d, false)
	}
	return true
}

// hesitates reports whether a message says to wait, or is not sure.
func (c *chat) hesitates(s string) bool {
	v, _ := speech.Steers(steered(s))
	return v == speech.Waits || speech.Halts(s) || speech.Hesitates(speech.Fold(s)) || speech.Delays(c.hear(s))
}

// steered is a message as it may steer, without marks, and without particles unless they
// belong to it: 算了.
func steered(s string) string {
	whole := strings.Trim(speech.Fold(s), " .。!✅↩✏")
	if _, ok := speech.Steers(whole); ok {
		return whole
	}
	return strings.Trim(whole, "吧了啊")
}

// file takes a photo, document or location: it goes with the open draft, and
// its caption is read like a message.
func (c *chat) file(in File) {
	c.caption(strings.TrimSpace(strings.ToValidUTF8(in.Caption, "")))
	d := c.out.State.open()
	if d == nil || d.Mode == Withdrawal || !c.out.Need.IsZero() {
		c.out.Ignored = c.out.Need.IsZero()
		return
	}
	place := c.out.View != nil && c.out.View.Move
	c.attach(d, in)
	if !c.out.Need.IsZero() {
		return
	}
	d.Below++
	c.touch(d)
	c.show(d, place)
}

// caption reads what is written under a file: an opening, or values. It does
// not steer.
func (c *chat) caption(s string) {
	d := c.out.State.open()
	if s == "" {
		return
	}
	if o, ok := c.opened(s); ok && !(o.led && d != nil) && !c.claims(d, s, o) {
		m := o.message()
		m.caption = true
		c.begin(o.form, m)
		return
	}
	if d == nil || d.Mode == Withdrawal {
		return
	}
	c.words(d, message{text: s, caption: true})
	if after := c.out.State.open(); c.lost && !c.astray && after != nil && after.ID == d.ID { // a file may have any words
		c.notes, c.wrong = nil, false
		if speech.NamesPhoto(s) { // 唱票照片
			return
		}
		c.note(election.Say("文件下面的“%s”没有记下。", "“%s” under the file was not noted.").With(short(s)))
	}
}
