package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// choose takes an option of a choice. A reason may use any word, so behind what
// is not understood an option counts only under the one it is meant of; and what is
// denied, planned or asked is not so.
func (r *reader) choose(i int, same []*word) {
	t := r.heard.Tokens[i]
	w, clear := r.meant(ofOption, same)
	if r.takenBack(i, w) {
		r.passBack(i, w)
		return
	}
	scoped := r.scope() != "" && slices.Contains(w.under, r.scope())
	switch {
	case r.mayBeEither(i, same):
	case !scoped && r.links(i):
		r.used[i] = true
	case !r.optionEnds(i), !scoped && r.behindStrange(i, w) && !r.endsCompound(i):
		r.seen = true
	case w.ofTheRest(t) && r.chooseRest(i, same, w.value): // of all that is open, not of who was named last
	case !clear && len(w.under) > 0:
		r.used[i] = true
		r.whichOne(w)
	default:
		if !scoped {
			r.u.chosen, r.option = true, i
		}
		w = r.ofTheseLines(i, w)
		r.take(i, i, w, w.value)
		r.tickLines(i, w)
		r.endsDone(i, w)
	}
}

// behindStrange reports whether an option stands behind what is not understood, so that it may belong to that.
func (r *reader) behindStrange(i int, w *word) bool {
	return r.seen && !r.ownClause(i, w) || r.heard.Tokens[i].Glued
}

// ofTheRest reports whether an option of one heading is said of all that is left.
func (w *word) ofTheRest(t speech.Token) bool {
	return len(w.under) > 0 && w.rest && strings.HasPrefix(t.Text, "其余")
}

// links reports whether a word only leads to the number or the word that follows, and
// answers nothing: 是11点50.
func (r *reader) links(i int) bool {
	if !speech.Links(r.heard.Tokens[i].Text) {
		return false
	}
	next := slices.IndexFunc(r.heard.Tokens[i+1:], func(t speech.Token) bool { return t.Kind != speech.Mark || t.Text != " " })
	return next >= 0 && r.heard.Tokens[i+1+next].Kind == speech.Numeral
}

// mayBeEither asks which option of a step is meant by a word that several of its have: 查出问题, 已整改 or 待处理.
// It reports whether it is such a word.
func (r *reader) mayBeEither(i int, same []*word) bool {
	if len(same) < 2 || slices.ContainsFunc(same, func(w *word) bool { return w.rest || w.kind != ofOption }) {
		return false
	}
	d := Doubt{Why: doubtBare, Said: r.typed(i, i), Steps: []StepID{same[0].step}}
	for _, w := range same {
		if w.step == same[0].step && !slices.ContainsFunc(d.Offer, func(a Answer) bool { return a.Value == w.value }) {
			d.offer([]string{w.value}, w.step)
		}
	}
	if len(d.Offer) < 2 {
		return false
	}
	r.used[i] = true
	if !r.row(d.Steps[0]).given && !r.u.says(d.Steps[0]) {
		r.u.doubts = append(r.u.doubts, d)
	}
	return true
}

// either reports whether a doubt asks which of several answers of one choice is meant.
func (d Doubt) either() bool { return d.Why == doubtBare && len(d.Steps) == 1 && len(d.Offer) > 1 }

// asksEither is the question which of several answers of a choice is meant.
func (d Doubt) asksEither(r *row) election.Phrase {
	var zh, en []string
	for _, a := range d.Offer {
		zh, en = append(zh, r.named(a.Value).In(election.Chinese)), append(en, r.named(a.Value).In(election.English))
	}
	return election.Say("“%[1]s”没有说清，没有记下。%[2]s是%[3]s？", "“%[1]s” may be one or the other, so it is not noted. %[2]s: %[4]s?").With(d.Said, r.Label, strings.Join(zh, "，还是"), strings.Join(en, ", or "))
}

// eitherSaid drops the question which option is meant where the message says one of them as well.
func (r *reader) eitherSaid() {
	r.u.doubts = slices.DeleteFunc(r.u.doubts, func(d Doubt) bool {
		return d.either() && r.row(d.Steps[0]).options != nil && r.u.says(d.Steps[0])
	})
}

// endsDone takes an option whose name ends in a verb, with 了 behind it, as what that says of another choice
// which has no answer: 登记公布了 is 公布了.
func (r *reader) endsDone(i int, w *word) {
	next := i + 1
	if next >= len(r.heard.Tokens) || !r.heard.Tokens[next].Joined || r.heard.Tokens[next].Text != "了" || r.askedAfter(next) {
		return
	}
	said := w.text + "了"
	for _, row := range r.rows {
		if row.id == w.step || row.has() || r.u.says(row.id) || len(row.Under) > 0 {
			continue
		}
		for _, o := range row.options {
			if o.Flat && slices.ContainsFunc(o.Words, func(done string) bool { return strings.HasSuffix(done, "了") && strings.HasSuffix(said, done) }) {
				flat := &word{text: said, kind: ofOption, step: row.id, value: o.Value, flat: true}
				if !r.takenBack(next, flat) {
					r.take(next, next, flat, o.Value)
				}
				return
			}
		}
	}
}

// endsCompound reports whether a token is the last of a word for a meeting that says what it was
// about, and passes the rest of that: 选民登记动员会.
func (r *reader) endsCompound(i int) bool {
	t := r.heard.Tokens[i]
	if !t.Joined || r.option >= 0 || i == 0 || r.heard.Tokens[i-1].Kind != speech.Unknown || utf8.RuneCountInString(r.heard.Tokens[i-1].Text) < 2 || !speech.IsMeeting(t.Text) || i+1 < len(r.heard.Tokens) && r.heard.Tokens[i+1].Joined && r.heard.Tokens[i+1].Kind == speech.Unknown {
		return false
	}
	r.used[i-1] = true
	return true
}

// ownClause reports whether an option is all that a clause says, and of what nothing was said yet: 审计公告
// 昨天上墙的，没问题.
func (r *reader) ownClause(i int, w *word) bool {
	tokens := r.heard.Tokens
	begins := i == 0 || tokens[i-1].Kind == speech.Mark && tokens[i-1].Text != " "
	ends := i+1 == len(tokens) || tokens[i+1].Kind == speech.Mark
	return begins && ends && r.option < 0 && len(w.under) == 0 && !r.row(w.step).has() && !r.u.says(w.step) && !r.wanting("")
}

// passBack passes an option that the message takes back, or takes what it says instead.
func (r *reader) passBack(i int, w *word) {
	switch {
	case w.flat && r.nearly(i, w), r.asksAgain(i, w):
	case r.heard.Denied(i) && !r.askedAfter(i): // 不是困难 是进行中
		r.used[i-1], r.used[i], r.u.takenBack = true, true, true
	default:
		r.u.takenBack, r.seen = true, true
	}
}

// nearly takes what is said to be nearly so for the option that says as much: 快弄好了. It
// reports whether there is one.
func (r *reader) nearly(i int, w *word) bool {
	if i == 0 || !speech.Nearly(r.heard.Tokens[i-1]) || r.askedAfter(i) || r.u.says(w.step) {
		return false
	}
	options := r.row(w.step).options
	at := slices.IndexFunc(options, func(o Option) bool { return o.Short })
	if at < 0 {
		return false
	}
	r.u.chosen, r.option = true, i
	r.take(i-1, i, w.short(), options[at].Value)
	return true
}

// asksAgain passes an option that is denied right before it while its step has no answer: then
// that is asked, and nothing else need be said of it. 没弄好, 还没开始.
func (r *reader) asksAgain(i int, w *word) bool {
	step := r.row(w.step)
	if len(w.under) > 0 || step.has() || r.u.says(w.step) || r.askedAfter(i) {
		return false
	}
	denial := i - 1
	for denial > 0 && r.heard.Tokens[denial].Kind == speech.Filler && r.heard.Tokens[denial].Joined {
		denial--
	}
	if denial < 0 || !r.heard.Tokens[i].Joined {
		return false
	}
	if !r.heard.Tokens[denial].Tells(speech.Denying) {
		return false
	}
	r.used[denial], r.used[i], r.u.takenBack = true, true, true
	return true
}

// chooseRest takes an option as the answer to the first step that is open. It reports whether
// any is.
func (r *reader) chooseRest(i int, same []*word, value string) bool {
	for _, row := range r.rows {
		means := slices.ContainsFunc(same, func(s *word) bool { return s.step == row.id && s.value == value })
		if means && !row.has() && !r.u.says(row.id) {
			r.take(i, i, &word{step: row.id}, value)
			return true
		}
	}
	return false
}

// optionEnds reports whether an option may end at a token: 完成不了 is not 完成.
func (r *reader) optionEnds(i int) bool {
	if i+1 >= len(r.heard.Tokens) {
		return true
	}
	next := r.heard.Tokens[i+1]
	if !next.Joined {
		return true
	}
	switch next.Kind {
	case speech.Unknown:
		return next.Text == "吧" && r.heard.Mood.Corrects
	case speech.Word, speech.Filler, speech.Mark, speech.Numeral:
	}
	return !next.Tells(speech.Denying) || !strings.HasPrefix(next.Text, "不")
}

// takenBack reports whether the message takes an option back: 没 完成, 预计25日完成,
// 完成？, or of one that leaves nothing open 完成80%, 完成，除了第3组.
func (r *reader) takenBack(i int, w *word) bool {
	return r.deniedBefore(i) || r.askedAfter(i) || w.flat && r.leavesOpen(i)
}

// agree passes options that are denied of a step which has another one: 已开始，未完成 says
// no more than that it has begun.
func (r *reader) agree() {
	for i, t := range r.heard.Tokens {
		same, _ := r.words.of(t)
		at := slices.IndexFunc(same, func(w *word) bool { return w.kind == ofOption && r.u.says(w.step) })
		if r.used[i] || at < 0 {
			continue
		}
		if v, _ := valueOf(r.u.answers, same[at].step); v == same[at].value {
			continue
		}
		if denial := i - 1; denial >= 0 && t.Joined && r.heard.Tokens[denial].Tells(speech.Denying) {
			r.used[i], r.used[denial], r.u.takenBack = true, true, false
		}
	}
}

// deniedBefore reports whether something before a token, in its clause, says that it is not
// so, or not yet.
func (r *reader) deniedBefore(i int) bool {
	for j := i - 1; j >= 0; j-- {
		t := r.heard.Tokens[j]
		if t.Kind == speech.Mark && strings.ContainsAny(t.Text, ",，;；。\n!！") || t.Kind == speech.Word && r.value[j] {
			return false
		}
		_, none := t.Is(speech.OfNone)
		ahead := t.Kind == speech.Numeral && t.Number.Role == speech.Date && t.Number.Day.After(r.now)
		if none || ahead || t.Tells(speech.Denying) && !(r.used[j] && t.Text == "不是") || t.Tells(speech.Planning) {
			return true
		}
	}
	return false
}

// askedAfter reports whether a question follows a token, past marks and fillers.
func (r *reader) askedAfter(i int) bool {
	for _, t := range r.heard.Tokens[i+1:] {
		if t.Kind == speech.Mark && strings.Contains(t.Text, "?") || t.Tells(speech.Asking) {
			return true
		}
		if t.Kind != speech.Mark && t.Kind != speech.Filler {
			return false
		}
	}
	return false
}

// leavesOpen reports whether anything behind an option takes from it.
func (r *reader) leavesOpen(i int) bool {
	return slices.ContainsFunc(r.heard.Tokens[i+1:], func(t speech.Token) bool {
		_, none := t.Is(speech.OfNone)
		share := t.Kind == speech.Numeral && (t.Number.Role == speech.Percent || t.Number.Role == speech.Share)
		return none || share || t.Tells(speech.Denying) || t.Kind == speech.Unknown && speech.Awaits(t.Text)
	})
}

// choosesFirst takes a message of which the first clause is the option that is asked and the rest goes on
// with what was told: 一般吧 能补上. It reports whether it is one.
func (c *chat) choosesFirst(d *Draft, fl filled, u understood, m message) bool {
	asked, told := fl.ask, fl.told()
	at := strings.IndexAny(m.text, " ，,。；")
	if asked == nil || asked.options == nil || told == nil || m.opening || at <= 0 || len(u.answers)+len(u.bare)+len(u.doubts)+len(u.wrong) > 0 || speech.Inquires(m.text[at:]) {
		return false
	}
	v, complaint := asked.read(m.text[:at])
	if !complaint.IsZero() {
		return false
	}
	c.put(d, asked, v)
	c.answer(d, told, told.value+c.say(election.Say("；", "; "))+strings.TrimLeft(m.text[at:], " ，,。；"))
	return true
}
