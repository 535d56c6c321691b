package flow

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Units lists those that a person may fill a form in for, in the roster's order.
func (fs Forms) Units(id FormID, t *election.Town, p election.Person) []election.Unit {
	f := fs.find(id)
	if f == nil {
		return nil
	}
	return f.head().units(t, p)
}

func (h *Head) units(t *election.Town, p election.Person) []election.Unit {
	var units []election.Unit
	for _, u := range h.among(t, t.UnitsOf(p)) {
		if h.offers(p, u) {
			units = append(units, u)
		}
	}
	return units
}

// among is of which units the form may be: of the office's own work it is that.
func (h *Head) among(t *election.Town, mine []election.Unit) []election.Unit {
	if h.Wide {
		return []election.Unit{t.OfficeWork()}
	}
	return mine
}

// units lists those the person may fill a form in for.
func (c *chat) units(f form) []election.Unit { return c.few(f, math.MaxInt) }

// few lists the first of the units that the person may fill the form in for, most of them at
// most: few want to know all, and the office has all of a town.
func (c *chat) few(f form, most int) (units []election.Unit) {
	for _, u := range f.head().among(c.scene.Town, c.ofPerson()) {
		if f.head().offers(c.scene.Person, u) {
			if units = append(units, u); len(units) == most {
				break
			}
		}
	}
	return units
}

// ofPerson are the units of the roster that the person has to do with.
func (c *chat) ofPerson() []election.Unit {
	if c.mine == nil {
		c.mine = c.scene.Town.UnitsOf(c.scene.Person)
	}
	return c.mine
}

// first is the first of the units that the person may fill the form in for.
func (c *chat) first(f form) (election.Unit, bool) {
	if few := c.few(f, 1); len(few) > 0 {
		return few[0], true
	}
	return election.Unit{}, false
}

// own reports whether there is a form that the person may fill in for the unit.
func (c *chat) own(u election.Unit) bool {
	return slices.ContainsFunc(c.forms, func(f form) bool { return f.head().offers(c.scene.Person, u) })
}

// hearing is what the chat's messages are heard with.
func (c *chat) hearing() hearing {
	if c.scene.Places == nil {
		c.scene.Places = speech.Places(c.scene.Town)
	}
	if c.scene.Ear == nil {
		c.scene.Ear = speech.NewEar(c.scene.Now.In(c.scene.Town.Location))
	}
	return hearing{c.scene.Places, c.scene.Ear, &c.readings}
}

// hear hears a text with the names of the town's units and the words that open the forms.
func (c *chat) hear(text string) speech.Heard {
	h := c.hearing()
	return h.ear.Hear(text, h.places, c.scene.Kept.opening(c.forms))
}

// unitAt finds the unit whose name begins a text: any unit of the town by its
// full name, one of the person's own also without 村 or 社区; 还有 may stand before it. size is how many bytes of
// the text the name takes.
func (c *chat) unitAt(s string) (unit election.Unit, size int) {
	h := c.hear(s)
	for i, t := range h.Tokens {
		if t.Kind == speech.Mark || speech.GoesFurther(t) {
			continue
		}
		u, ok := c.unitIn(h, i)
		if !ok {
			return election.Unit{}, 0
		}
		return u, t.To
	}
	return election.Unit{}, 0
}

// unitIn is the one unit that a token names. A stem alone is a name only of the
// person's own units, and only where nothing unknown runs on.
func (c *chat) unitIn(h speech.Heard, i int) (unit election.Unit, ok bool) {
	for _, m := range h.Tokens[i].Means {
		u, known := c.scene.Town.Unit(election.UnitID(m.ID))
		if m.Sort != speech.OfUnit || !known {
			continue
		}
		if m.How == speech.Full {
			return u, true
		}
		if !c.own(u) || h.RunsOn(i) && !speech.EndsAsUnit(h.Tokens[i].Text) || h.Tokens[i].Glued {
			continue
		}
		if ok { // 东河村 and 东河社区
			return election.Unit{}, false
		}
		unit, ok = u, true
	}
	return unit, ok
}

// hasNumber reports whether a text has a number of any kind.
func (c *chat) hasNumber(text string) bool {
	return slices.ContainsFunc(c.hear(text).Tokens, func(t speech.Token) bool { return t.Kind == speech.Numeral })
}

// found is what a message says of the unit.
type found struct {
	unit    election.Unit     // one that the person may fill the form in for
	foreign election.Unit     // a unit of the town that is not
	several []election.UnitID // that what was said may mean
	word    string            // what was taken for a name
	apart   bool              // it stands at the beginning, and something parts it from what follows
	rest    string            // the message without the name, as typed
}

// find finds the unit that a message is about, for a form: the one whose name begins
// it, else the only one that it names, else one that is named in part.
func (c *chat) find(f form, text string) found {
	if f.head().Wide {
		return found{unit: c.scene.Town.OfficeWork(), rest: text}
	}
	h := c.hear(text)
	if at, ok := c.betterUnit(f, h); ok {
		return at
	}
	if at, ok := c.findFirst(f, h); ok {
		return at
	}
	named := c.unitsNamed(h)
	if right := slices.DeleteFunc(slices.Clone(named), h.Denied); len(right) > 0 { // 不是东河 是东和
		named = right
	} else if len(named) == 1 {
		if at, ok := c.unitsBut(f, h, named[0]); ok {
			return at
		}
	}
	switch {
	case len(named) == 0 && c.listsNames(f, text):
		return found{rest: text}
	case len(named) == 0:
		return c.findPart(f, text)
	case c.sameUnit(h, named):
		return c.findInside(f, h, named[0])
	}
	at := found{word: text, rest: text}
	for _, i := range named {
		if u, _ := c.unitIn(h, i); f.head().mayFor(c.scene.Person, u) && !slices.Contains(at.several, u.ID) {
			at.several = append(at.several, u.ID)
		}
	}
	return at
}

// listsNames reports whether a text is nothing but names, which a form asks for first: 正式候选人
// 张三 李四. They are those of people then, and of no unit.
func (c *chat) listsNames(f form, text string) bool {
	return speech.ListsNames(c.hear(text)) && c.asksNames(f)
}

// asksNames reports whether a form asks first for the names of those who stand.
func (c *chat) asksNames(f form) bool {
	units := c.few(f, 1)
	if len(units) == 0 {
		return false
	}
	asked := c.blank(f, units[0]).ask
	return asked != nil && asked.Standing != nil
}

// findFirst finds the unit whose name begins a message; of what is told also its stem: 枣园门口打起来了.
func (c *chat) findFirst(f form, h speech.Heard) (at found, ok bool) {
	i := slices.IndexFunc(h.Tokens, func(t speech.Token) bool { return t.Kind != speech.Mark })
	if i < 0 {
		return found{}, false
	}
	if _, ok := c.unitIn(h, i); ok {
		return c.foundAt(f, h, i, h.Text[h.Tokens[i].To:]), true
	}
	u, ok := c.stemOf(h.Tokens[i])
	if !ok || !tells(f) || !f.head().mayFor(c.scene.Person, u) {
		return found{}, false
	}
	return found{unit: u, word: h.Tokens[i].Text, rest: h.Text}, true
}

// findInside finds the only unit that a message names, at a token.
func (c *chat) findInside(f form, h speech.Heard, i int) found {
	t := h.Tokens[i]
	rest := h.Text[:t.From] + " " + h.Text[t.To:]
	switch {
	case !speech.Content(h, i):
		rest = ""
	case tells(f):
		rest = h.Text
	case speech.OnlyCounts(h, i): // 1、东河577
		rest = h.Text[t.To:]
	}
	at := c.foundAt(f, h, i, rest)
	if tells(f) { // a story may speak of the neighbours
		at.foreign = election.Unit{}
	}
	return at
}

// stemOf is the one unit of the person's own of which a token is the stem.
func (c *chat) stemOf(t speech.Token) (unit election.Unit, ok bool) {
	for _, m := range t.Means {
		if u, known := c.scene.Town.Unit(election.UnitID(m.ID)); m.Sort == speech.OfUnit && known && c.own(u) {
			if ok {
				return election.Unit{}, false
			}
			unit, ok = u, true
		}
	}
	return unit, ok
}

// sameUnit reports whether tokens name one unit.
func (c *chat) sameUnit(h speech.Heard, named []int) bool {
	first, _ := c.unitIn(h, named[0])
	return !slices.ContainsFunc(named, func(i int) bool { u, _ := c.unitIn(h, i); return u.ID != first.ID })
}

func (c *chat) foundAt(f form, h speech.Heard, i int, rest string) found {
	u, _ := c.unitIn(h, i)
	next := i + 1
	at := found{word: h.Tokens[i].Text, apart: next == len(h.Tokens) || h.Tokens[next].Kind == speech.Mark, rest: strings.TrimLeft(rest, " :：,，、-】]）)\n\t")}
	twin, twins := c.twinToday(f, u)
	switch {
	case !f.head().mayFor(c.scene.Person, u):
		at.foreign = u
	case twins && h.Tokens[i].Means[0].How != speech.Full:
		at.several = []election.UnitID{u.ID, twin.ID}
	default:
		at.unit = u
	}
	return at
}

// findPart finds the units that the first word of a message is a part of the name of,
// or a slip for. The town's own name is no part: it is asked.
func (c *chat) findPart(f form, text string) found {
	word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	plain := speech.Fold(word)
	at := found{word: word, rest: text}
	// One character may be a part of a name, unless it begins what is told: 桥塌了.
	named := strings.Trim(plain, "0123456789") != "" && (utf8.RuneCountInString(plain) > 1 || !tells(f))
	for _, u := range c.units(f) {
		if name := speech.Fold(u.Name); named && (strings.Contains(name, plain) || slip(name, plain)) {
			at.several = append(at.several, u.ID)
		}
	}
	if len(at.several) == 0 {
		if u, stem, ok := c.leadingStem(f, text); ok {
			if !c.asksWords(f) { // 请示：三河祠堂门口停不下车
				text = strings.TrimPrefix(text, stem)
			}
			return found{unit: u, word: stem, rest: text}
		}
		if u, ok := c.stemIn(f, text); ok && c.hasNumber(text) {
			at.word, at.several = speech.UnitStem(u.Name), []election.UnitID{u.ID}
			return at
		}
	}
	if len(at.several) > 0 {
		at.rest = strings.TrimLeft(rest, " :：,，、-")
	}
	if len(at.several) == 1 && plain != speech.Fold(c.scene.Town.Name) && utf8.RuneCountInString(plain) > 1 {
		if u, _ := c.scene.Town.Unit(at.several[0]); !slip(speech.Fold(u.Name), plain) {
			at.unit, at.several = u, nil
		}
	}
	return at
}

// leadingStem is the unit of the person's own with whose stem a message begins, and which alone it names, whatever
// runs on behind it, unless that makes another place of it: 八一大喇叭喊了三遍, and not 三河口村.
func (c *chat) leadingStem(f form, text string) (unit election.Unit, stem string, ok bool) {
	h := c.hear(text)
	if len(h.Tokens) < 2 || h.Tokens[0].From > 0 || utf8.RuneCountInString(h.Tokens[0].Text) < 2 || speech.OtherPlaceOn(h.Text[h.Tokens[0].To:]) {
		return unit, "", false
	}
	first, named := c.stemOf(h.Tokens[0])
	only, one := c.stemIn(f, text)
	return first, h.Text[:h.Tokens[0].To], named && one && only.ID == first.ID
}

// stemIn is the only unit of the person's own of which a message has the stem, whatever runs
// on behind it: 西岭打电话来说投了200. It is asked.
func (c *chat) stemIn(f form, text string) (unit election.Unit, ok bool) {
	for _, t := range c.hear(text).Tokens {
		u, named := c.stemOf(t)
		if !named || !f.head().mayFor(c.scene.Person, u) || ok && u.ID == unit.ID {
			continue
		}
		if ok {
			return election.Unit{}, false
		}
		unit, ok = u, true
	}
	return unit, ok
}

// slip reports whether a word looks like a unit's name and differs from this one by one
// character.
func slip(name, word string) bool {
	return utf8.RuneCountInString(name) > 2 && strangeUnit(word) && likeName(name, word)
}

// after is what follows a name, without what parts them. A minus among other marks before a number is no such thing:
// 投票 -5, 投票-,6, 投票-.6.
func after(s string) string {
	rest := strings.TrimLeft(s, " :,，-")
	number := strings.TrimLeftFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	before := s[:len(s)-len(number)]
	i := strings.LastIndex(before, "-")
	if i < 0 || before == "-" || number == "" || number[0] < '0' || number[0] > '9' {
		return rest
	}
	if last := before[i+1:]; last == "" || strings.Trim(last, " ") != "" {
		return s[i:]
	}
	return rest
}

// notYours says that a person cannot fill in a form for a unit: because it is
// somebody else's, or because the form is not for its kind.
func notYours(p election.Person, u election.Unit) election.Phrase {
	if p.MayReport(u) {
		return election.Say("“%s”不用填这张表，什么都没有记下。", "“%s” does not need this form; nothing was noted.").With(u.Name)
	}
	return election.Say("“%s”不由您负责，什么都没有记下。", "“%s” is not one of yours; nothing was noted.").With(u.Name)
}

// notHere says that a message is about a unit that the open form cannot be
// turned to.
func (c *chat) notHere(f form, u election.Unit) election.Phrase {
	if !f.head().mayFor(c.scene.Person, u) {
		return notYours(c.scene.Person, u)
	}
	return election.Say("正在更正的不是“%s”，什么都没有记下。", "What is being corrected is not “%s”; nothing was noted.").With(u.Name)
}

// unclear says why a message did not tell which unit is meant, and keeps its
// values until that is known. What a form has heard itself in is no unit's name.
func (c *chat) unclear(d *Draft, at found, m message) {
	d.Filter, d.Page = at.several, 0
	rest := strings.TrimSpace(at.rest)
	if !speech.Content(c.hear(rest), -1) { // 选票印好了
		rest = ""
	}
	switch {
	case at.foreign.ID != "":
		c.complain(notYours(c.scene.Person, at.foreign))
		return
	case m.caption: // a file may have any words
		return
	case len(at.several) > 0:
		c.whichUnit(at)
	case rest == "":
		return
	case speech.SumOfUnits(c.hear(rest)):
		c.unread = rest
		c.complain(election.Say("“%s”是几个单位合起来的数，没有记下。请一个一个写，例如“%s 640”。", "“%s” is the sum of several, so it is not noted. Please write each with its name, e.g. “%s 640”.").With(short(rest), c.units(c.forms.find(d.Form))[0].Name))
		return
	case speech.FiguresOfUnits(c.hear(rest)):
		c.unread = rest
		c.complain(election.Say("“%s”没有写哪个数是哪里的，没有记下。请一个一个写，例如“%s 640”。", "“%s” does not say which figure is whose, so it is not noted. Please write each with its name, e.g. “%s 640”.").With(short(rest), c.units(c.forms.find(d.Form))[0].Name))
		return
	case c.hasNumber(d.Pending) && !tells(c.forms.find(d.Form)) && c.saysNothingNew(rest):
		c.complain(election.Say("“%s”对不上您负责的单位，没有记下；前面的“%s”还等着。请点下面的按钮，或输入名称。", "“%s” is not one of yours, and is not noted; “%s” still waits. Tap a button below, or type a name.").With(short(rest), short(d.Pending)))
		return
	case d.Pending != "" && utf8.RuneCountInString(d.Pending)+utf8.RuneCountInString(rest) > pendingMost:
		c.unread = rest
		c.complain(election.Say("等选单位的话已经很多，“%s”没有记下。请先点下面的按钮选好单位，再发这一条。", "So much waits for the unit already that “%s” is not noted. Please choose the unit below first, and send this again.").With(short(rest)))
		return
	case d.Pending == "" && !m.heard && !m.wordless && c.onlyNames(d, at):
		c.complain(election.Say("没有找到您负责的“%s”。请点下面的按钮，或输入名称。", "“%s” is not one of yours. Tap a button below, or type a name.").With(short(at.word)))
		return
	}
	if rest != "" {
		d.wait(rest, m.word, c.from)
		c.note(election.Say("“%s”等选好单位就记上。", "“%s” will be noted as soon as that is clear.").With(short(d.Pending)))
	}
}

// saysNothingNew reports whether a short text has no word and no figure that a form takes: 三何, 就是刚才那个村, 都不是.
func (c *chat) saysNothingNew(text string) bool {
	return speech.DeniesAll(text) || speech.Misspelt(text) || utf8.RuneCountInString(text) <= 8 && !slices.ContainsFunc(c.hear(text).Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral || t.Kind == speech.Word && !t.Tells(speech.Asking)
	})
}

// whichUnit asks which of some units is meant.
func (c *chat) whichUnit(at found) {
	u, _ := c.scene.Town.Unit(at.several[0])
	switch {
	case len(at.several) > 1 && at.word == "": // 不是柳湾的
	case len(at.several) > 1:
		c.note(election.Say("“%s”有 %d 个，请选择。", "“%s” fits %d of yours. Please choose.").With(short(at.word), len(at.several)))
	case strings.HasPrefix(u.Name, at.word):
		c.note(election.Say("您报的是%s吗？", "Do you mean %s?").With(u.Name))
	default:
		c.note(election.Say("没有“%s”，您报的是%s吗？", "There is no “%s”; do you mean %s?").With(short(at.word), u.Name))
	}
}

// onlyNames reports whether a message seems to be no more than the name of a unit, which is
// not the person's.
func (c *chat) onlyNames(d *Draft, at found) bool {
	return strangeUnit(at.word) || speech.Content(c.hear(at.word), -1) && !c.hasNumber(at.rest) && !speech.Stated(at.rest) && !tells(c.forms.find(d.Form))
}

// tells reports whether a form begins with words: then those that name no unit
// are what is told.
func tells(f form) bool {
	steps := f.declared()
	first := slices.IndexFunc(steps, func(s DeclaredStep) bool { return !s.When })
	return first >= 0 && steps[first].Takes == TakesWords
}

// strangeUnit reports whether a word looks like the name of a unit.
func strangeUnit(word string) bool {
	stem := speech.UnitStem(word)
	return stem != word && !speech.NamesNone(stem)
}

// pendingMost is how many characters may wait for the unit, of several messages: all of it is read again
// at every message.
const pendingMost = 1000

// wait keeps what is to be read once the unit is known, after what waits already.
func (d *Draft) wait(text, word string, from int) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if was, rest, denied := speech.DeniedFigure(text); denied { // 不是402，420三河
		if left, waits := speech.WithoutFigure(d.Pending, was); waits {
			d.Pending, text = left, rest
		}
	}
	if d.Pending != "" {
		text = d.Pending + "；" + text
	}
	d.Pending, d.From, d.Word = text, from, cmp.Or(word, d.Word)
}
