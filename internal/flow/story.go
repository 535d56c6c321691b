package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Told is what a message says that goes on with a story, as a form that is told
// one hears it.
type Told struct {
	Values map[StepID]string // of other steps: how many there are
	Words  bool              // it is more of the story
	Over   bool              // it has passed: there is nothing to report any more
	Urgent bool              // it cannot lie unfinished
}

// whereabouts finds the unit that a message for a form is about, and what it says of it. A
// story may name the place anywhere; a unit that is only mentioned is not the place.
func (c *chat) whereabouts(f form, m message) found {
	at := c.find(f, m.text)
	if f.head().GoesOn == nil || at.unit.ID+at.foreign.ID != "" && at.apart || len(at.several) > 0 && !m.heard {
		return at
	}
	there := c.place(f, m.text)
	if there.unit.ID == "" && len(there.several) == 0 { // 梨坪候选人自己写了退出
		there.unit, there.word, _ = c.leadingStem(f, m.text)
	}
	there.rest = m.text
	return there
}

// happensAt reports whether a text says that something happened at a place of which it has
// only the stem: 双桥那边有人晕倒了.
func happensAt(text, stem string) bool {
	_, rest, ok := strings.Cut(text, stem)
	return ok && slices.ContainsFunc([]string{"那边", "那里", "那儿", "那头", "出了", "出事", "有人", "打起来", "停电", "门口", "会场", "小学", "中学", "学校", "幼儿园", "卫生室", "卫生院", "村部", "礼堂", "祠堂", "广场", "村口", "路口", "投票点", "票箱"}, func(w string) bool { return strings.HasPrefix(rest, w) })
}

// place is the unit at which a story happens: one of the person's own, or else one
// that is named in full.
func (c *chat) place(f form, text string) found {
	var own, foreign []election.Unit
	h := c.hear(text)
	for _, id := range speech.PlacesIn(h) {
		u, known := c.scene.Town.Unit(election.UnitID(id))
		switch {
		case !known || !f.head().mayFor(c.scene.Person, u):
		case f.head().offers(c.scene.Person, u):
			own = append(own, u)
		case strings.Contains(text, u.Name), strings.Contains(text, strings.TrimPrefix(u.Name, c.scene.Town.Name)), happensAt(text, speech.UnitStem(u.Name)):
			foreign = append(foreign, u)
		}
	}
	if u, named := c.namesake(text); len(own)+len(foreign) == 0 && named && f.head().mayFor(c.scene.Person, u) {
		foreign = append(foreign, u)
	}
	at := found{}
	switch {
	case len(own) == 1:
		at.unit = own[0]
	case len(own) > 1:
		for _, u := range own {
			at.several = append(at.several, u.ID)
		}
		at.word = own[0].Name
	case len(foreign) > 0:
		at.unit = foreign[0]
	}
	return at
}

// namesake is the unit that has the name of the town, which alone names the town, if a text says that something happened
// there: in 石桥镇, 石桥那边打起来了.
func (c *chat) namesake(text string) (u election.Unit, ok bool) {
	stem := speech.TownStem(c.scene.Town.Name)
	if stem == "" || !happensAt(text, stem) {
		return u, false
	}
	for _, kind := range speech.UnitKinds() {
		if h := c.hear(stem + kind); len(h.Tokens) == 1 {
			if u, ok = c.anyUnitIn(h, 0); ok {
				return u, true
			}
		}
	}
	return u, false
}

// goesOn takes a message that goes on with the story of the open draft: how many
// there are, what has happened since, or where it is. done is false if it is nothing
// of the kind.
func (c *chat) goesOn(f form, d *Draft, m message) (done bool) {
	hears := f.head().GoesOn
	if hears == nil || m.caption || d.Corrects != "" {
		return false
	}
	if len(d.Answers) == 0 { // asked before anything of its unit is read: one turn is about one
		return c.movesTo(f, d, m)
	}
	_, fl, ok := c.filled(d)
	if !ok {
		return true // the turn is taken anew when that has been read
	}
	told := fl.told()
	if told == nil || d.Prose || d.Mode != Filling || fitsOption(fl.ask, m.text) || !c.adds(d, fl, told, hears(m.text), m.text) {
		return false
	}
	c.touch(d)
	c.show(d, m.opening)
	return true
}

// adds puts what goes on with a story into the draft, and reports whether there was
// anything.
func (c *chat) adds(d *Draft, fl filled, told *row, t Told, text string) bool {
	more := false
	for _, r := range fl.rows {
		if v := t.Values[r.id]; v != "" {
			c.put(d, &r, v)
			more = true
		}
	}
	if !more && t.Words {
		c.answer(d, told, told.value+c.say(election.Say("；", "; "))+text)
		more = true
	}
	return more
}

// fitsOption reports whether a message is an option of what is asked.
func fitsOption(asked *row, text string) bool {
	if asked == nil || asked.options == nil {
		return false
	}
	_, complaint := asked.read(text)
	return complaint.IsZero()
}

// movesTo takes the first words of a story to the unit that they name, if that is
// another one than was chosen: nothing has been told of that yet.
func (c *chat) movesTo(f form, d *Draft, m message) bool {
	at := c.place(f, m.text)
	if at.unit.ID == "" || at.unit.ID == d.Unit {
		return false
	}
	files := d.Files
	c.out.State.drop(d.ID)
	c.note(election.Say("转到%s。", "Now %s.").With(at.unit.Name))
	next := c.draft(f, at.unit.ID)
	next.Files = append(next.Files, files...)
	c.resume(f, next, m.heardAs(true))
	return true
}

func (m message) heardAs(heard bool) message {
	m.heard, m.opening = heard, true
	return m
}

// passed asks, if a message says that what an unfinished draft tells of is over,
// whether it need not be reported any more.
func (c *chat) passed(s string) bool {
	open := c.out.State.open()
	for _, d := range slices.Backward(c.out.State.Drafts) {
		hears := c.forms.find(d.Form).head().GoesOn
		if hears == nil || d.Corrects != "" || d.empty() || !hears(s).Over {
			continue
		}
		if open != nil && open.ID != d.ID && (open.Prose || c.hasNumber(s)) {
			return false
		}
		raised := c.out.State.raise(d.ID)
		raised.Mode, raised.Over, raised.Page = Passed, s, 0
		c.touch(raised)
		c.steered = true
		c.show(raised, true)
		return true
	}
	return false
}

// stay goes on with a draft after all; what was said to be over is told as well.
func (c *chat) stay(d *Draft) {
	if _, fl, ok := c.filled(d); ok && d.Mode == Passed && d.Over != "" {
		if told := fl.told(); told != nil {
			c.answer(d, told, told.value+c.say(election.Say("；", "; "))+d.Over)
		}
	}
	d.Mode, d.Over = Filling, ""
	c.show(d, false)
}

// beside takes a message that tells a story beside something else: 投票640人，有人晕倒了.
// The rest goes where it belongs and waits there; the story is told first.
func (c *chat) beside(s string) bool {
	f, from, to := c.alarm(s)
	if f == nil || c.inProse() {
		return false
	}
	from, to = c.onlyStory(s, from, to)
	from = c.behindFigures(s, from, to)
	from = to - len(strings.TrimLeftFunc(s[from:to], parts))
	rest := strings.Trim(s[:from]+s[to:], " ,，。；;、\n")
	if rest == "" || !c.hasNumber(rest) {
		return false
	}
	if onlyNumber(c.hear(rest)) { // 168 门口有个老太太摔了
		rest = speech.AsOfNow(rest)
	}
	if d := c.out.State.open(); d != nil && d.Mode == Filling && c.readsWhole(d, rest) {
		c.besideOpen(f, d, s[from:to], rest)
		return true
	}
	there := c.place(f, s[from:to]).unit
	unit := there.ID
	several := c.ofSeveral(rest, unit)
	if !several && there.ID != "" && len(c.unitsIn(c.hear(rest))) == 0 { // 云台有人闹事，投票410先记着
		if c.ofOtherPlace(there, rest) {
			return c.onlyTold(f, s[from:to], rest)
		}
		rest = there.Name + " " + rest
	}
	o, ok := c.either(rest)
	if ok && o.form.head().ID == f.head().ID || !several && (!ok || o.unclear) {
		return false
	}
	if several {
		c.besideSeveral(f, o, s, c.placedStory(f, s, from, to), rest)
		return true
	}
	c.besideOne(f, o, s[from:to], rest, unit)
	return true
}

// ofOtherPlace reports whether what stands beside a story reports something that cannot be of its place: the person
// does not report that there, or says that it is of their own.
func (c *chat) ofOtherPlace(there election.Unit, rest string) bool {
	need := c.out.Need
	o, ok := c.opened(rest)
	c.out.Need = need // which form it would open is all that is asked
	return ok && (!o.form.head().offers(c.scene.Person, there) || speech.OfOwnPlace(rest))
}

// onlyTold begins a story of a unit that is not the person's own without the figure beside it, which may be of that
// unit or of the person's.
func (c *chat) onlyTold(f form, told, rest string) bool {
	c.note(election.Say("“%s”没有记下：先报这件事，再写上单位名称发一次。", "“%s” is not noted: report this first, then send it again with the name of the unit.").With(short(rest)))
	c.begin(f, message{text: told, opening: true, heard: true})
	return true
}

// behindFigures is where a story begins after the clauses that give nothing but figures of the card that
// lies open.
func (c *chat) behindFigures(s string, from, to int) int {
	d := c.out.State.open()
	for d != nil && d.Mode == Filling {
		clause, behind := cutFirst(s[from:to])
		if behind == "" || !c.hasNumber(clause) || !c.readsWhole(d, clause) {
			break
		}
		from = to - len(behind)
	}
	return from
}

// besideOpen puts the figures that a message gives beside a story into the card that lies open, and then
// begins the story: 赵大山540 有个老人晕倒了.
func (c *chat) besideOpen(f form, d *Draft, told, rest string) {
	unit, before := d.Unit, d.ID
	if c.words(d, message{text: rest}); !c.out.Need.IsZero() {
		return
	}
	c.note(election.Say("“%s”已填在“%s”里，还没有上报：先报这件事，再从菜单继续。", "“%s” is noted in “%s”, not reported yet: report this first, then go on from the menu.").With(short(rest), c.forms.Title(d.Form)))
	if there := c.place(f, told).unit.ID; there != "" && there != unit { // one turn is about one unit
		unit = ""
	}
	c.tellBefore(f, before, unit, told)
}

// besideOne begins the report of one unit beside a story of a message, and then the story.
func (c *chat) besideOne(f form, o opened, told, rest string, unit election.UnitID) {
	c.begin(o.form, o.message())
	first := c.out.State.open()
	if !c.out.Need.IsZero() || first == nil {
		return
	}
	if unit == "" || unit == first.Unit {
		unit = first.Unit
	}
	title := o.form.head().Title
	c.note(election.Say("“%s”填在“%s”里，还没有上报：先报这件事，再从菜单继续。", "“%s” waits in “%s”, not reported yet: report this first, then go on from the menu.").With(short(rest), title))
	if unit != first.Unit { // one turn is about one unit
		return
	}
	c.tellBefore(f, first.ID, unit, told)
}

// either is the form that a text asks for, by a word or without one.
func (c *chat) either(text string) (opened, bool) {
	if o, ok := c.opened(text); ok {
		return o, true
	}
	return c.wordless(text)
}

// tellBefore begins a story, of a unit or of one that is still to be said, before a draft that
// the same turn has begun.
func (c *chat) tellBefore(f form, before DraftID, unit election.UnitID, story string) {
	d := c.draft(f, unit)
	if d.ID == before { // both were begun by this turn
		d.ID += "B"
	}
	m := message{text: story, opening: true, heard: true}
	if unit == "" {
		c.unclear(d, found{rest: m.text}, m)
		c.show(d, true)
		return
	}
	c.resume(f, d, m)
}

// onlyStory is a story without the clauses before and behind it that give nothing but the figures of
// units: 西岭301枣园422 云台那边打起来了.
func (c *chat) onlyStory(s string, from, to int) (int, int) {
	for {
		clause, behind := cutFirst(s[from:to])
		if behind == "" || !c.givesFigure(clause) {
			break
		}
		from = to - len(behind)
	}
	for {
		told := strings.TrimRightFunc(s[from:to], parts)
		at := strings.LastIndexFunc(told, parts)
		if at < 0 || !c.givesFigure(told[at:]) {
			return from, to
		}
		to = from + at
	}
}

// placedStory is a story with the name of the unit of which the clause right before it speaks, if it names
// none itself: 枣园村300，有人围着票箱.
func (c *chat) placedStory(f form, s string, from, to int) string {
	told, before := s[from:to], strings.TrimRightFunc(s[:from], parts)
	if at := c.place(f, told); at.unit.ID != "" || len(at.several) > 0 {
		return told
	}
	if at := strings.LastIndexFunc(before, parts); at >= 0 {
		before = strings.TrimLeftFunc(before[at:], parts)
	}
	if u, one := c.namedIn(c.hear(before)); one && u.ID != "" {
		return u.Name + "，" + told
	}
	return told
}

// cutFirst is the first clause of a text, and what is behind the mark that ends it.
func cutFirst(s string) (clause, behind string) {
	at := strings.IndexFunc(s, parts)
	if at < 0 {
		return s, ""
	}
	return s[:at], strings.TrimLeftFunc(s[at:], parts)
}

// placesFigures reports whether a text is nothing but names of units with a figure each.
func (c *chat) placesFigures(s string) bool {
	h, units, figures := c.hear(s), 0, 0
	for i, t := range h.Tokens {
		_, named := c.anyUnitIn(h, i)
		switch {
		case named:
			units++
		case t.Counts():
			figures++
		case t.Kind == speech.Unknown || t.Kind == speech.Word || t.Kind == speech.Numeral:
			return false
		}
	}
	return units > 0 && units == figures || units == 0 && onlyNumber(h) && h.Tokens[0].Number.Value >= 10
}

// givesFigure reports whether a clause gives nothing but figures of units, or says of a figure that it is that of
// the moment, and of whom: 松林投了412, 目前187人.
func (c *chat) givesFigure(clause string) bool {
	if c.placesFigures(clause) {
		return true
	}
	h := c.hear(clause)
	if !h.HasCount() || speech.TellsEmergency(clause) || !speech.AboutVoting(clause) && !speech.PlainlyNow(h) {
		return false
	}
	u, ok := c.onlyUnit(h)
	if own := c.ofPerson(); !ok && len(own) > 0 && !c.namesUnit(h) {
		u, ok = own[0], c.own(own[0])
	}
	if !ok {
		return false
	}
	need := c.out.Need
	p, ok := c.whole(u, strings.TrimLeftFunc(clause, parts))
	c.out.Need = need // a turn is about one unit, and this one only stands for the person's
	return ok && c.waitsLonger(p, u) == 0
}

// inProse reports whether the open draft asks for words.
func (c *chat) inProse() bool {
	d := c.out.State.open()
	return d != nil && d.Prose
}

// ofSeveral reports whether what stands beside a story is about several units, or about another
// than the story.
func (c *chat) ofSeveral(rest string, story election.UnitID) bool {
	unit, one := c.namedIn(c.hear(rest))
	return !one || story != "" && unit.ID != "" && unit.ID != story
}

// besideSeveral tells the story of a message first. If the reports beside it cannot wait all of
// the message is the story, so that nothing of it is lost.
func (c *chat) besideSeveral(f form, o opened, s, told, rest string) {
	parts, left := c.parts(c.hear(rest))
	if o.form != nil && len(parts)+len(left) == 0 {
		if at := c.find(o.form, o.rest); at.unit.ID != "" {
			parts = []Part{{Form: o.form.head().ID, Unit: at.unit.ID, Text: at.rest, Word: o.message().word, From: c.from, Forwarded: c.turn.Forwarded, Then: true}}
		}
	}
	if len(parts) == 0 || len(left) > 0 {
		told, parts = s, nil
	}
	c.tellFirst(f, told, parts)
}

// tellFirst begins with a story; the reports that were told beside it wait until it is finished.
func (c *chat) tellFirst(f form, told string, waiting []Part) {
	if len(waiting) > 0 {
		c.note(election.Say("接着还要核对：%s。", "To be checked next: %s.").With(c.saidBy(waiting, len(c.scene.Person.Units) > 1)))
	}
	c.out.State.Waiting = append(c.out.State.Waiting, waiting...)
	c.begin(f, message{text: told, opening: true, heard: true})
}

// alarm finds the form that hears itself in a part of a message, and that part. Nil
// if there is none.
func (c *chat) alarm(s string) (f form, from, to int) {
	for _, f := range c.forms {
		h := f.head()
		if h.GoesOn == nil || h.Hears == nil || !h.May(c.scene.Person) {
			continue
		}
		if parts, ok := c.hearsItself(h, s); ok {
			return f, parts[0][0], parts[0][1]
		}
	}
	return nil, 0, 0
}

// alarmed is what a message asks for that begins with a form's word and tells a story
// all the same: 投票点着火了. The word counts if it stands apart and the form has a use
// for what follows.
func (c *chat) alarmed(s string, o opened) opened {
	f, _, _ := c.alarm(s)
	if f == nil || o.heard || o.form.head().GoesOn != nil || o.word[0] == '/' || c.hasFigure(o.rest) {
		return o
	}
	_, behind, _ := strings.Cut(speech.Lower(speech.HalfWidth(s)), o.word)
	if apart := after(behind) != behind; apart && takesWords(o.form) {
		return o
	}
	return opened{form: f, word: f.head().Words[0], rest: s, heard: true}
}

// hasFigure reports whether a text has a number that may be a figure: 漏了十几个人 has none.
func (c *chat) hasFigure(text string) bool {
	return slices.ContainsFunc(c.hear(text).Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral && t.Number.Role != speech.Approximate && t.Number.Role != speech.Range
	})
}

// takesWords reports whether a form asks for words somewhere.
func takesWords(f form) bool {
	return slices.ContainsFunc(f.declared(), func(s DeclaredStep) bool { return s.Takes == TakesWords })
}

// breaksIn reports whether a message tells a story that is not the open draft's: it is
// about another unit, or so urgent that it is nobody's reason: 有人晕倒了.
func (c *chat) breaksIn(d *Draft, f form, text string, o opened) bool {
	hears := o.form.head().GoesOn
	switch {
	case hears != nil && d.Prose && c.orders(text, o): // 突发 票箱被砸了
		return !f.head().Hidden && f.head().GoesOn == nil
	case !o.heard || hears == nil:
		return false
	case d.Prose:
		return !f.head().Hidden && f.head().GoesOn == nil && hears(text).Urgent
	}
	u := c.place(o.form, text).unit.ID
	return u != "" && u != d.Unit
}

// orders reports whether a message begins with the word of a form, which stands apart, and
// tells something behind it.
func (c *chat) orders(text string, o opened) bool {
	if o.heard || o.wordless || o.led {
		return false
	}
	_, behind, _ := strings.Cut(speech.Lower(speech.HalfWidth(text)), o.word)
	return after(behind) != behind && after(behind) != ""
}

// placesStory reports whether a message says where what is told happens, and how many
// people there are, while just that is asked: 东和村，来了六七个人了.
func (c *chat) placesStory(d *Draft, text string) bool {
	if d == nil || !c.lacksUnit(d) {
		return false
	}
	hears := c.forms.find(d.Form).head().GoesOn
	_, size := c.unitAt(text)
	return hears != nil && size > 0 && hears(after(text[size:])).Values != nil
}
