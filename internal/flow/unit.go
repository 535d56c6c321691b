package flow

import (
	"slices"
	"strings"
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

func (h Head) units(t *election.Town, p election.Person) []election.Unit {
	var units []election.Unit
	for _, u := range t.Units {
		if h.offers(p, u) {
			units = append(units, u)
		}
	}
	return units
}

// units lists those the person may fill a form in for.
func (c *chat) units(f form) []election.Unit { return f.head().units(c.scene.Town, c.scene.Person) }

// own reports whether there is a form that the person may fill in for the unit.
func (c *chat) own(u election.Unit) bool {
	return slices.ContainsFunc(c.forms, func(f form) bool { return f.head().offers(c.scene.Person, u) })
}

// unitAt finds the unit whose name begins a text: any unit of the town by its
// full name, one of the person's own also without 村 or 社区.
func (c *chat) unitAt(s string) (unit election.Unit, size int) {
	s = lower(s)
	same := 0
	take := func(u election.Unit, name string) {
		switch {
		case len(name) > size:
			unit, size, same = u, len(name), 1
		case len(name) == size:
			same++
		}
	}
	for _, u := range c.scene.Town.Units {
		name := lower(normal(u.Name))
		if strings.HasPrefix(s, name) && bounded(s, name) {
			take(u, name)
		} else if stem := stem(name); alone(s, stem) && c.own(u) {
			take(u, stem)
		}
	}
	if same > 1 { // 东河村 and 东河社区
		return election.Unit{}, 0
	}
	return unit, size
}

// unitKinds are what units' names end in, the longest first.
func unitKinds() []string {
	return []string{"村民委员会", "居民委员会", "村委会", "居委会", "党总支", "党支部", "社区", "选区", "支部", "村"}
}

// stem is a unit's name without what it is: 东河 of 东河村.
func stem(name string) string {
	for _, kind := range unitKinds() {
		if s, ok := strings.CutSuffix(name, kind); ok && utf8.RuneCountInString(s) > 1 {
			return s
		}
	}
	return name
}

// alone reports whether s begins with a word that stands by itself there.
func alone(s, w string) bool {
	rest, ok := strings.CutPrefix(s, w)
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && (rest == "" || separator(r) || r >= '0' && r <= '9' && !isLatin(rune(w[len(w)-1])))
}

// found is what the beginning of a message says of the unit.
type found struct {
	unit    election.Unit     // one that the person may fill the form in for
	foreign election.Unit     // a unit of the town that is not
	several []election.UnitID // that a part of a name fits
	word    string            // what was taken for a name
	size    int               // how much of the message that was
}

// find finds the unit that normal text begins with, for a form.
func (c *chat) find(f form, s string) found {
	if u, size := c.unitAt(s); size > 0 {
		at := found{word: s[:size], size: len(s) - len(after(s[size:]))}
		if f.head().mayFor(c.scene.Person, u) {
			at.unit = u
		} else {
			at.foreign = u
		}
		return at
	}
	word, _, _ := strings.Cut(s, " ")
	at := found{word: word, size: len(s) - len(after(s[len(word):]))}
	// One character may be a part of a name, unless it begins what is told: 桥塌了.
	named := strings.Trim(word, "0123456789") != "" && (utf8.RuneCountInString(word) > 1 || !tells(f))
	for _, u := range c.units(f) {
		if named && (strings.Contains(normal(u.Name), word) || strings.EqualFold(string(u.ID), word)) {
			at.several = append(at.several, u.ID)
		}
	}
	switch len(at.several) {
	case 0:
		return found{word: word}
	case 1:
		at.unit, _ = c.scene.Town.Unit(at.several[0])
		at.several = nil
	}
	return at
}

// after is what follows a name, without what parts them.
func after(s string) string { return strings.TrimLeft(s, " :,，-") }

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
func (c *chat) unclear(d *Draft, at found, rest string, heard bool) {
	d.Filter, d.Page = at.several, 0
	switch {
	case at.foreign.ID != "":
		c.complain(notYours(c.scene.Person, at.foreign))
		return
	case len(at.several) > 0:
		c.note(election.Say("“%s”有 %d 个，请选择。", "“%s” fits %d of yours. Please choose.").With(short(at.word), len(at.several)))
	case rest == "":
		return
	case !heard && (strangeUnit(at.word) || !strings.ContainsFunc(normal(rest), numeral) && !tells(c.forms.find(d.Form))):
		c.complain(election.Say("没有找到您负责的“%s”。请点下面的按钮，或输入名称。", "“%s” is not one of yours. Tap a button below, or type a name.").With(short(at.word)))
		return
	}
	if rest = strings.TrimSpace(rest); rest != "" {
		d.Pending, d.From = c.joined(c.forms.find(d.Form), d, rest), c.from
		c.note(election.Say("“%s”等选好单位就记上。", "“%s” will be noted as soon as that is clear.").With(short(rest)))
	}
}

// tells reports whether a form begins with words: then those that name no unit
// are what is told.
func tells(f form) bool {
	steps := f.declared()
	first := slices.IndexFunc(steps, func(s DeclaredStep) bool { return !s.When })
	return first >= 0 && steps[first].Takes == TakesWords
}

func numeral(r rune) bool { return r >= '0' && r <= '9' || digitOf(r) >= 0 }

// strangeUnit reports whether a word looks like the name of a unit.
func strangeUnit(word string) bool { return stem(word) != word }

// chooseUnit takes a typed message while the card asks for the unit.
func (c *chat) chooseUnit(f form, d *Draft, s string) {
	at, rest := c.whereabouts(f, message{text: s})
	if at.unit.ID == "" {
		c.unclear(d, at, rest, f.head().GoesOn != nil && speech.Narrates(s))
		c.show(d, false)
		return
	}
	if rest = strings.TrimSpace(rest); rest != "" {
		d.Pending, d.From = c.joined(f, d, rest), c.from
	}
	c.takeUnit(f, d, at.unit.ID)
}

// takeUnit sets what a draft is about, and then takes the values that waited
// for it. If the same form was begun for it before, that goes on on this card.
func (c *chat) takeUnit(f form, d *Draft, id election.UnitID) {
	s := &c.out.State
	d.Unit, d.Filter, d.Page, d.Mode = id, nil, 0, Filling
	if i := slices.IndexFunc(s.Drafts, func(o Draft) bool { return o.ID != d.ID && o.Form == d.Form && o.Unit == id && o.Corrects == "" }); i >= 0 {
		before := s.Drafts[i]
		d.Answers = before.Answers
		d.Files = append(before.Files, d.Files...)
		d.Files = d.Files[:min(len(d.Files), filesKept)]
		own := d.ID
		s.drop(before.ID)
		d = s.raise(own)
		c.note(election.Say("接着上次没填完的。", "Going on where you left off."))
	}
	s.focus()
	rest := d.Pending
	c.from = d.From
	d.Pending, d.From = "", 0
	if rest != "" {
		c.fill(f, d, message{text: rest, opening: true})
		return
	}
	c.show(d, false)
}
