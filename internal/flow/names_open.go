package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// unitsTried is of how many units at most the candidates are looked up in a message
// that names none.
const unitsTried = 12

// byNames is how many candidates with votes a form finds in a message that says no word
// of it, and the units of which most are found: 赵大山603票 钱小河247票. Somebody who is
// known of one of the person's units only tells which one is meant.
func (c *chat) byNames(f form, h speech.Heard, text string) (units []election.Unit, most int) {
	switch {
	case h.Mood.Corrects || strings.Contains(text, "不变"): // of a report that was sent
		return nil, 0
	case !saysVotes(h) && c.takesNames(c.out.State.open()): // 甲 1 may be what the open form asks
		return nil, 0
	}
	if !f.head().Votes || !slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Kind == speech.Numeral }) {
		return nil, 0
	}
	for _, u := range c.unitsMeant(f, h) {
		n := c.candidatesIn(f, u, text)
		if n > most {
			units, most = nil, n
		}
		if n == most && n > 0 {
			units = append(units, u)
		}
	}
	return units, most
}

// takesNames reports whether a draft has steps for names, or asks for words. A draft of
// figures alone has no use for candidates.
func (c *chat) takesNames(d *Draft) bool {
	if d == nil {
		return false
	}
	f := c.forms.find(d.Form)
	if c.lacksUnit(d) || f.head().OfTown || f.head().Votes {
		return true
	}
	fl := c.filledHere(f, d)
	return fl.ask != nil && fl.ask.free || slices.ContainsFunc(fl.rows, func(r row) bool { return r.Names })
}

// unitsMeant are the units that a message names, or else all that the person may fill
// in the form for.
func (c *chat) unitsMeant(f form, h speech.Heard) []election.Unit {
	var named []election.Unit
	for i := range h.Tokens {
		if u, ok := c.unitIn(h, i); ok && f.head().mayFor(c.scene.Person, u) {
			named = append(named, u)
		}
	}
	if len(named) > 0 {
		return named
	}
	if units := c.few(f, unitsTried+1); len(units) <= unitsTried {
		return units
	}
	return nil
}

// candidatesIn is how many candidates of a unit a message gives votes, certain ones
// counting more than those that must be asked about.
func (c *chat) candidatesIn(f form, unit election.Unit, text string) int {
	rows := c.blank(f, unit).rows
	if !slices.ContainsFunc(rows, row.countsVotes) {
		return 0
	}
	u := readValues(text, rows, "", c.hearing())
	if len(u.refused)+len(u.wrong) > 0 {
		return 0
	}
	sure, asked := 0, 0
	for _, a := range u.answers {
		if rowOf(rows, a.Step).countsVotes() {
			sure++
		}
	}
	for _, d := range u.doubts {
		if d.aboutVotes(rows) {
			asked++
		}
	}
	if sure+asked == 0 || len(u.rest) > 0 && !saysVotes(u.heard) && (sure+asked == 1 || len(u.strangers) > 0) {
		return 0
	}
	return 3*sure + asked
}

// countsVotes reports whether a row takes the votes of somebody who stands.
func (r row) countsVotes() bool {
	return r.numeric && len(r.Under) > 0 && r.Between[0] == 0 && r.On != election.Phrase{}
}

// aboutVotes reports whether a doubt is about the votes of people who stand, or of
// somebody whose name is nearly that of one.
func (d Doubt) aboutVotes(rows []row) bool {
	if d.Why == doubtStranger {
		name, _, _ := strings.Cut(d.Said, " ")
		return slices.ContainsFunc(rows, func(r row) bool {
			return r.countsVotes() && slices.ContainsFunc(r.Words, func(w string) bool { return likeName(w, name) })
		})
	}
	return len(d.Steps) > 0 && !slices.ContainsFunc(d.Steps, func(s StepID) bool { return !rowOf(rows, s).countsVotes() })
}

// saysVotes reports whether a message says of a number that it is one of votes.
func saysVotes(h speech.Heard) bool {
	return slices.ContainsFunc(h.Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral && t.Number.Unit == "票" || t.Kind == speech.Filler && strings.HasPrefix(t.Text, "得")
	})
}

// whereTheyVote takes figures of voters that name no unit as those of the only one of the
// person's own that votes today: a community, and not its branch.
func (c *chat) whereTheyVote(f form, at *found) {
	var polling []election.Unit
	units := c.few(f, unitsTried+1)
	for _, u := range units {
		if c.polls(u) {
			polling = append(polling, u)
		}
	}
	if at.unit.ID != "" || len(at.several) > 0 || len(units) > unitsTried || len(polling) != 1 || strangeUnit(at.word) {
		return
	}
	if f.head().Votes || slices.ContainsFunc(c.blank(f, polling[0]).rows, func(r row) bool { return r.Now }) {
		at.unit = polling[0]
		c.note(election.Say("今天投票的是%s。", "%s is the one that votes today.").With(polling[0].Name))
	}
}

// atNames is the unit of which the candidates are that a message without a unit names.
func (c *chat) atNames(f form, at found, text string) found {
	units, _ := c.byNames(f, c.hear(text), text)
	switch {
	case len(units) == 1:
		return found{unit: units[0], rest: text}
	case len(units) > 1 && len(units) < len(c.few(f, len(units)+1)):
		at = found{word: text, rest: text}
		for _, u := range units {
			at.several = append(at.several, u.ID)
		}
	}
	return at
}

// spoken finds the only one of the person's own units that belongs to the kind of election of which a
// message has a word: 支部大会 of a village and its branch.
func (c *chat) spoken(f form, at *found, text string) bool {
	u, ok := c.ofSpokenKind(f, text)
	if !ok || strangeUnit(at.word) {
		return false
	}
	at.unit = u
	return true
}

// ofSpokenKind is the only unit of the kind of election of which a text has a word.
func (c *chat) ofSpokenKind(f form, text string) (unit election.Unit, ok bool) {
	if len(c.scene.Town.Elections) < 2 { // all are of one kind
		return election.Unit{}, false
	}
	units := c.few(f, unitsTried+1)
	var kinds []election.Kind
	for _, u := range units {
		kinds = append(kinds, u.Kind)
	}
	of := speech.SpokenKind(text, kinds)
	theirs := slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool { return u.Kind != of })
	if of == "" || len(theirs) != 1 || len(units) > unitsTried {
		return election.Unit{}, false
	}
	return theirs[0], true
}

// twinToday is another unit of the person's own at the same place, if that votes today and this one does
// not: of a village and its branch the name of both is meant of either, where voters are counted.
func (c *chat) twinToday(f form, u election.Unit) (twin election.Unit, ok bool) {
	if c.polls(u) || !f.head().Votes && !slices.ContainsFunc(c.blank(f, u).rows, func(r row) bool { return r.Now }) {
		return twin, false
	}
	i := slices.IndexFunc(c.ofPerson(), func(o election.Unit) bool {
		return o.ID != u.ID && c.polls(o) && speech.SamePlace(c.scene.Town, o, u) && f.head().mayFor(c.scene.Person, o)
	})
	if i < 0 {
		return twin, false
	}
	return c.ofPerson()[i], true
}
