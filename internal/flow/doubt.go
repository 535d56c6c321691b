package flow

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Doubt is something in a message that was not read for certain. While there is one,
// the draft cannot be confirmed and no rule of thumb stands in for its steps.
type Doubt struct {
	Why   doubtful `json:"why"`
	Said  string   `json:"said"`            // as it was typed
	Post  string   `json:"post,omitempty"`  // that was named before a name that nobody knows
	Steps []StepID `json:"steps,omitempty"` // that it may be about
	Offer []Answer `json:"offer,omitempty"` // what it may say, the likeliest first
}

func (d Doubt) equal(o Doubt) bool {
	return d.Why == o.Why && d.Said == o.Said && d.Post == o.Post && slices.Equal(d.Steps, o.Steps) && slices.Equal(d.Offer, o.Offer)
}

type doubtful string

// The doubts.
const (
	doubtNumber   doubtful = "number"   // 117O: 1170?
	doubtTwo      doubtful = "two"      // two values for one step
	doubtBare     doubtful = "bare"     // a number without a word
	doubtStranger doubtful = "stranger" // a name that nobody knows, with votes
	doubtWhich    doubtful = "which"    // a name that stands for several
	doubtPart     doubtful = "part"     // a part of a name
	doubtGroups   doubtful = "groups"   // the figures of groups or boxes
	doubtSum      doubtful = "sum"      // the figures of parts
	doubtMore     doubtful = "more"     // what came on top of what was
	doubtAbsent   doubtful = "absent"   // how many have not voted yet
	doubtDay      doubtful = "day"      // the figure of another day
	doubtNameless doubtful = "nameless" // votes for write-ins without a name
	doubtOrder    doubtful = "order"    // votes without a name, in the order of those who stand
	doubtUnread   doubtful = "unread"   // what was not taken beside a card that could be confirmed
)

// offersMost is how many answers a doubt offers at most.
const offersMost = 6

// doubtNumber asks for the exact number of a label.
func (r *reader) doubtNumber(w *word, number item) {
	d := Doubt{Why: doubtNumber, Said: r.typed(number.at, min(number.to, len(r.heard.Tokens)-1)), Steps: []StepID{w.step}}
	d.offer(r.guesses(number), w.step)
	r.u.doubts = append(r.u.doubts, d)
}

// guesses are the numbers that an inexact one may be.
func (r *reader) guesses(number item) []string {
	n := r.heard.Tokens[number.at].Number
	switch n.Role {
	case speech.Range: // 600或640
		if t := r.heard.Tokens[number.at].Text; strings.ContainsAny(t, "或还") {
			return []string{strconv.Itoa(n.Low), strconv.Itoa(n.High)}
		}
		return nil
	case speech.Approximate, speech.Percent, speech.Share:
		return nil // it is asked exactly
	}
	if n.Value == 0 && n.Role != speech.Count || n.Value > speech.MaxNumber {
		return nil
	}
	return []string{strconv.Itoa(n.Value)}
}

func (d *Doubt) offer(values []string, steps ...StepID) {
	for _, v := range values {
		for _, s := range steps {
			if len(d.Offer) < offersMost {
				d.Offer = append(d.Offer, Answer{Step: s, Value: v})
			}
		}
	}
}

// doubtTwo asks which of several values is meant. Those of a step come together.
func (r *reader) doubtTwo(w *word, values []string) {
	for i := range r.u.doubts {
		if d := &r.u.doubts[i]; d.Why == doubtTwo && slices.Contains(d.Steps, w.step) {
			if !slices.ContainsFunc(d.Offer, func(a Answer) bool { return slices.Contains(values, a.Value) }) {
				d.offer(values, w.step)
			}
			return
		}
	}
	d := Doubt{Why: doubtTwo, Said: w.text, Steps: []StepID{w.step}}
	d.offer(values, w.step)
	r.u.doubts = append(r.u.doubts, d)
}

// twice reports whether a step was said twice and differently before.
func (r *reader) twice(step StepID) bool {
	return slices.ContainsFunc(r.u.doubts, func(d Doubt) bool { return d.Why == doubtTwo && slices.Contains(d.Steps, step) })
}

// doubtWhich asks which post a name is meant of.
func (r *reader) doubtWhich(label, number *item) {
	d := Doubt{Why: doubtWhich, Said: r.typed(min(label.at, number.at), max(label.to, number.to))}
	if label.part {
		d.Why = doubtPart
	}
	if label.lost && label.stranger == "" && len(r.u.strangers) > 0 { // 杜弱 反对 8
		d.Why, d.Said = doubtPart, r.u.strangers[len(r.u.strangers)-1]+" "+d.Said
	}
	for _, w := range label.label {
		if w.kind == ofNumber && !slices.Contains(d.Steps, w.step) {
			d.Steps = append(d.Steps, w.step)
		}
	}
	if !number.doubt {
		d.offer([]string{number.value}, d.Steps...)
	}
	r.u.doubts = append(r.u.doubts, d)
}

// doubtPart asks whether the person is meant of whom a part of the name was said.
func (r *reader) doubtPart(label, number *item) { r.doubtWhich(label, number) }

// doubtStranger asks who it is that nobody knows.
func (r *reader) doubtStranger(label, number item) {
	r.u.doubts = append(r.u.doubts, Doubt{Why: doubtStranger, Said: label.stranger + " " + number.value, Post: label.post})
	r.used[label.at] = true
}

// writtenIn asks who it is of whom a number of ballots bears the name: 有5张写的是胡海.
func (r *reader) writtenIn(i int, n speech.Number) bool {
	next := i + 1
	for next < len(r.heard.Tokens) && r.heard.Tokens[next].Kind == speech.Filler && strings.HasSuffix(r.heard.Tokens[next].Text, "票") { // 有两张票上写了个赵铁柱
		next++
	}
	if n.Role != speech.Count || next >= len(r.heard.Tokens) || r.heard.Tokens[next].Kind != speech.Unknown || !r.namesPeople() {
		return false
	}
	if speech.WritesOther(r.heard, next) {
		return r.otherWritten(i)
	}
	name, ok := speech.WrittenIn(r.heard.Tokens[next].Text)
	if !ok || !nameLike(name) {
		return false
	}
	r.used[i] = true
	if i > 0 && r.heard.Tokens[i-1].Kind == speech.Unknown && speech.UnderThere(r.heard.Tokens[i-1].Text) {
		r.used[i-1] = true
	}
	r.doubtStranger(item{at: next, to: next, stranger: name, post: r.post}, item{at: i, to: i, value: strconv.Itoa(n.Value)})
	return true
}

// doubtBare asks for the exact number where none was understood.
func (r *reader) doubtBare(number item) {
	d := Doubt{Why: doubtNumber, Said: r.typed(number.at, number.to), Steps: r.openNumbers()}
	if len(d.Steps) > 1 && r.row(r.asked).numeric {
		d.Steps = []StepID{r.asked}
	}
	if len(d.Steps) == 1 {
		d.offer(r.guesses(number), d.Steps[0])
	}
	r.open(d)
}

// open leaves open what a number is. A form that asks for none has not read it.
func (r *reader) open(d Doubt) {
	if len(d.Steps) == 0 {
		r.u.rest = append(r.u.rest, d.Said)
		return
	}
	r.u.doubts = append(r.u.doubts, d)
}

// doubtParts asks whether the figures of groups or boxes are all there are.
func (r *reader) doubtParts() {
	sum, said := 0, []string{}
	for _, n := range r.parts {
		sum += n
		said = append(said, strconv.Itoa(n))
	}
	d := Doubt{Why: doubtGroups, Said: strings.Join(said, "、"), Steps: r.openNumbers()}
	for _, it := range r.items {
		if it.label != nil && !it.paired {
			d.Steps = []StepID{it.label[0].step}
		}
	}
	if len(d.Steps) == 1 {
		d.offer([]string{strconv.Itoa(sum)}, d.Steps[0])
	}
	r.open(d)
}

// nameLike reports whether a word among numbers may be somebody's name, at least as far as a mark.
func nameLike(s string) bool {
	if i := strings.IndexFunc(s, speech.Separates); i > 0 && !strings.ContainsAny(s, "·•‧・") {
		s = s[:i]
	}
	return election.MayBeName(s, election.NameCounted)
}

// strangerIn is the name that a token of unknown characters is a part of, as typed.
func strangerIn(h speech.Heard, i int) string {
	from, to := i, i
	for from > 0 && h.Tokens[from].Joined && h.Tokens[from-1].Kind == speech.Filler && utf8.RuneCountInString(h.Tokens[from-1].Text) == 1 {
		from--
	}
	name := speech.WithoutArticle(strings.TrimSpace(h.Text[h.Tokens[from].From:h.Tokens[to].To]))
	for _, end := range [...]string{"也得了", "也有", "也得", "得了", "得", "共", "有", "是", "为", "获"} {
		if short, ok := strings.CutSuffix(name, end); ok && utf8.RuneCountInString(short) > 1 {
			return short
		}
	}
	return name
}

// holdUnread keeps a whole card from being confirmed while something said beside it was not
// taken: somebody must have seen that first. A file may have any words.
func (c *chat) holdUnread(d *Draft, fl *filled) {
	if _, file := c.turn.Input.(File); file || c.unread == "" || d.Mode != Filling || !fl.whole() {
		return
	}
	d.Doubts = append(d.Doubts, Doubt{Why: doubtUnread, Said: short(c.unread)})
	fl.doubts = d.Doubts
}

// doubted reports whether something was said that may be about a step.
func (d Draft) doubted(step StepID) bool {
	return slices.ContainsFunc(d.Doubts, func(x Doubt) bool { return slices.Contains(x.Steps, step) })
}

// key is what the button of an answer to the doubt carries.
func (d Doubt) key(a Answer) string {
	return key("doubt " + d.Said + " " + string(a.Step) + " " + a.Value)
}

// doubtKeys are the likely answers to the first doubt, and that it is not to be noted.
func (c *chat) doubtKeys(d Draft, fl filled) [][]Button {
	x := fl.doubts[0]
	var buttons []Button
	if all := plainParts(fl.doubts); len(all) > 1 {
		buttons = append(buttons, c.button(d, election.Say("都对，记下这 %d 项", "All right: note these %d").With(len(all)), Choose, x.key(allRight)))
	}
	for _, a := range x.Offer {
		r := fl.row(a.Step)
		if r == nil {
			continue
		}
		label := election.Say("%s %s", "%s %s").With(r.Label, short(a.Value))
		switch {
		case r.options != nil:
			label = r.named(a.Value)
		case r.when != nil:
			label = election.Say("%s %s", "%s %s").With(r.Label, r.timed(a.Value))
		}
		if len(r.WriteIns) > 0 {
			label = election.Say("%s：%s", "%s: %s").With(r.Label, lastOf(a.Value))
		}
		buttons = append(buttons, c.button(d, label, Choose, x.key(a)))
	}
	buttons = append(buttons, c.button(d, election.Say("不用记", "Leave it out"), Choose, x.key(Answer{})))
	var rows [][]Button
	for row := range slices.Chunk(buttons, 2) {
		rows = append(rows, row)
	}
	return rows
}

// allRight is the answer to several doubts at once: each is of whom it is most likely.
var allRight = Answer{Step: "all"}

// plainParts are the first of some doubts that ask of whom a part of a name is and have one
// likely answer each. They are asked together.
func plainParts(doubts []Doubt) []Doubt {
	n := slices.IndexFunc(doubts, func(x Doubt) bool {
		return x.Why != doubts[0].Why || x.Why != doubtPart && x.Why != doubtOrder || len(x.Offer) != 1
	})
	if n < 0 {
		n = len(doubts)
	}
	return doubts[:n]
}

// askParts asks of several parts of names at once of whom they are.
func (s filled) askParts(all []Doubt) election.Phrase {
	var said, meant, means []string
	for _, x := range all {
		said = append(said, x.Said)
		if r := s.row(x.Offer[0].Step); r != nil {
			meant = append(meant, r.Label.In(election.Chinese)+" "+x.Offer[0].Value)
			means = append(means, r.Label.In(election.English)+" "+x.Offer[0].Value)
		}
	}
	if all[0].Why == doubtOrder {
		return election.Say("“%[1]s”没有写是谁的，没有记下。按选票上的顺序，是 %[2]s 吗？", "It is not said whose “%[1]s” are, so they are not noted. In the order of the ballot: %[3]s?").With(strings.Join(said, "、"), strings.Join(meant, "、"), strings.Join(means, ", "))
	}
	return election.Say("“%[1]s”没有记下。是 %[2]s 吗？", "“%[1]s” are not noted. Do you mean %[3]s?").With(strings.Join(said, "、"), strings.Join(meant, "、"), strings.Join(means, ", "))
}

// lastOf is the last of several write-ins.
func lastOf(value string) string {
	return strings.TrimPrefix(value[max(strings.LastIndex(value, "、"), 0):], "、")
}

// chooseDoubt takes the answer to the first doubt.
func (c *chat) chooseDoubt(d *Draft, k string) {
	x := d.Doubts[0]
	if k == x.key(Answer{}) {
		d.Doubts = d.Doubts[1:]
		return
	}
	if k == x.key(allRight) {
		for _, each := range slices.Clone(plainParts(d.Doubts)) {
			d.set(each.Offer[0])
		}
		d.Asking = ""
		return
	}
	for _, a := range x.Offer {
		if k == x.key(a) {
			d.Doubts = d.Doubts[1:]
			d.set(a)
			d.Asking = ""
			return
		}
	}
}

// doubt keeps what a message left open, before what was open already: that is what the
// person speaks of. What was open of the same words is said anew.
func (c *chat) doubt(d *Draft, fl filled, u understood) {
	var fresh []Doubt
	d.Doubts = slices.DeleteFunc(d.Doubts, func(old Doubt) bool { return old.settledBy(u.answers) })
	for _, x := range u.doubts {
		if x.Why == doubtStranger {
			c.offerWriteIn(&x, *d, fl)
		}
		if x.asked(fl) { // the question comes anyway
			c.complain(x.complaint())
			continue
		}
		x.Steps = slices.DeleteFunc(x.Steps, func(s StepID) bool { return fl.row(s) == nil })
		if i := slices.IndexFunc(d.Doubts, func(old Doubt) bool { return len(x.Offer) > 0 && slices.Equal(old.Offer, x.Offer) }); i >= 0 {
			x = d.Doubts[i] // the same question
		}
		d.Doubts = slices.DeleteFunc(d.Doubts, x.replaces)
		fresh = append(slices.DeleteFunc(fresh, x.replaces), x)
	}
	d.Doubts = append(fresh, d.Doubts...)
	for _, a := range u.denied {
		if r := fl.row(a); r != nil && r.from == ByDefault && !u.says(a) && !d.doubted(a) {
			d.Doubts = append(d.Doubts, Doubt{Why: doubtNumber, Said: short(u.heard.Text), Steps: []StepID{a}})
		}
	}
	if len(d.Doubts) > doubtsMost {
		d.Doubts = d.Doubts[:doubtsMost]
	}
}

// replaces reports whether a doubt stands in the place of an earlier one: it is about the same words, or about the
// only step that it asks of.
func (d Doubt) replaces(old Doubt) bool {
	return old.Said == d.Said && (d.Why != doubtOrder || old.Why != doubtOrder) || len(d.Steps) == 1 && slices.Contains(old.Steps, d.Steps[0])
}

// settledBy reports whether a later message gave the number, which was nobody's, to a
// step, or said better what was not read before.
func (d Doubt) settledBy(answers []Answer) bool {
	if d.Why == doubtUnread {
		return len(answers) > 0
	}
	if d.Why == doubtNameless {
		return slices.ContainsFunc(answers, func(a Answer) bool { return slices.Contains(d.Steps, a.Step) })
	}
	return (d.Why == doubtBare || d.Why == doubtWhich || d.Why == doubtPart || d.Why == doubtOrder) && slices.ContainsFunc(d.Offer, func(o Answer) bool {
		return slices.ContainsFunc(answers, func(a Answer) bool { return a.Value == o.Value })
	})
}

// asked reports whether the doubt is about one number that is no exact one, of a step
// that has no answer: then it is asked like any other.
func (d Doubt) asked(fl filled) bool {
	if d.Why != doubtNumber || len(d.Offer) > 0 || len(d.Steps) != 1 || d.complaint().IsZero() {
		return false
	}
	r := fl.row(d.Steps[0])
	return r != nil && !r.has()
}

// doubtsMost is how many doubts of one draft are kept: more is a message that is to be
// written again.
const doubtsMost = 8

// offerWriteIn offers to note a name that nobody knows as written in, for any post.
func (c *chat) offerWriteIn(x *Doubt, d Draft, fl filled) {
	name, votes, _ := strings.Cut(x.Said, " ")
	for _, r := range fl.rows {
		if r.numeric && len(r.Under) > 0 && r.Between == [2]int{} && slices.ContainsFunc(r.Words, func(w string) bool { return likeName(w, name) }) {
			x.Steps = append(x.Steps, r.id)
			x.offer([]string{votes}, r.id)
		}
	}
	r := fl.first(func(r *row) bool { return len(r.WriteIns) > 0 })
	if r == nil {
		return
	}
	before, _ := d.answer(r.id)
	posts := slices.Clone(r.WriteIns)
	slices.SortStableFunc(posts, func(a, b election.Phrase) int { // the one that was named comes first
		named := func(p election.Phrase) int {
			if x.Post != "" && (p.In(election.Chinese) == x.Post || p.In(election.English) == x.Post) {
				return 0
			}
			return 1
		}
		return named(a) - named(b)
	})
	for _, p := range posts {
		x.offer([]string{addWriteIn(before, p.In(election.Chinese)+" "+x.Said)}, r.id)
	}
}
