package flow

import (
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// hearing is what messages are heard with.
type hearing struct {
	places *speech.Lexicon // the town's units
	ear    *speech.Ear
	before *readings
}

// readings are what was heard and read in a turn.
type readings struct {
	heard []reading
	read  []readAs
}

// reading is a text as it was heard with the words of a form.
type reading struct {
	text  string
	words vocabulary
	heard speech.Heard
}

// readAs is what was understood of a text for a filled form, while a step was asked.
type readAs struct {
	text  string
	rows  []row
	asked StepID
	is    understood
}

// read hears a text with the words of a filled form: once in a turn with the same words.
func (h hearing) read(text string, rows []row) reading {
	in := h.ear.Spots(text)
	words := wordsIn(rows, in)
	for _, r := range h.before.heard {
		if r.text == text && slices.EqualFunc(r.words.words, words, (*word).equal) {
			return r
		}
	}
	v := newVocabulary(words, in)
	r := reading{text, v, h.ear.Hear(text, v.lexicon, h.places)}
	h.before.heard = append(h.before.heard, r)
	return r
}

// reader goes through the tokens of a message. Labels and numbers are gathered and
// then joined in pairs; all else is taken as it comes.
type reader struct {
	heard speech.Heard
	now   time.Time
	words vocabulary
	rows  []row
	asked StepID
	u     understood
	items []item
	used  []bool // tokens that are a part of what was understood
	value []bool // tokens that are a part of a value

	post     string // the post or person named last
	strange  bool   // then something unknown: a mistyped name, of whom a number may be
	about    string // that which the question is about
	lines    []int  // the tokens of the lines of a checklist that are named one after the other
	named    []int  // the tokens that name somebody whose votes are asked for
	seen     bool   // something that means nothing came before
	skip     skipping
	skipAt   int     // the token that says so
	group    bool    // a group or a box was named: the next number is its own
	portions []item  // the numbers of parts: 男310
	parts    []int   // the numbers of groups and boxes
	times    []loose // days and times without their word
	option   int     // the token of the last option, or -1
	rest     int     // the token that says 其余, or -1
	amended  []int   // tokens that say that what follows is better

	placed  []valueAt // the values with their tokens, the latest last
	implied []*word   // that a number is 0, where the message says no other
}

// valueAt is where a value stands.
type valueAt struct {
	step StepID
	at   int  // its token
	flat bool // it stands only where nothing takes from it
}

// skipping says why the next number is nobody's.
type skipping uint8

const (
	notSkipping skipping = iota
	itIsDenied           // 不是640
	itIsUndone           // 未收回20
	itIsPlanned          // 目标900
	itWasWrong           // 多写了一个0
)

// readValues finds the values in a message that may hold several in any
// order: "发1200 收1180 有效1150 无效30 甲 800 乙 350". asked is the step that
// is being asked, which is meant where a name alone could mean several.
func readValues(text string, rows []row, asked StepID, with hearing) understood {
	for _, r := range with.before.read {
		if r.text == text && r.asked == asked && len(r.rows) == len(rows) && (len(rows) == 0 || &r.rows[0] == &rows[0]) {
			return r.is.clone()
		}
	}
	u := readAnew(text, rows, asked, with)
	with.before.read = append(with.before.read, readAs{text, rows, asked, u.clone()})
	return u
}

func readAnew(text string, rows []row, asked StepID, with hearing) understood {
	heard := with.read(text, rows)
	r := reader{now: with.ear.Now(), words: heard.words, heard: heard.heard, rows: rows, asked: asked, option: -1, rest: -1}
	n := len(r.heard.Tokens)
	marks := make([]bool, 2*n)
	r.used, r.value, r.items = marks[:n:n], marks[n:], make([]item, 0, n/4)
	if under := r.row(asked).Under; len(under) > 0 {
		r.about = under[0]
	}
	r.dropRanks()
	for i := 0; i < len(r.heard.Tokens); i++ {
		if !r.used[i] {
			r.token(i)
		}
	}
	r.inOrder()
	r.pair()
	r.placeNumbers()
	r.totals()
	r.madeUp()
	r.absent()
	r.implies()
	r.sorts()
	r.reasons()
	r.apart()
	r.amongOthers()
	r.placeTimes()
	r.finish(text)
	r.u.heard = r.heard
	return r.u
}

// row is the row of a step, or a zero one.
func (r *reader) row(id StepID) *row {
	return rowOf(r.rows, id)
}

// nowRow is the row for the figure of the moment, or -1.
func (r *reader) nowRow() int {
	return slices.IndexFunc(r.rows, func(row row) bool { return row.Now && row.numeric })
}

// namesPeople reports whether numbers of people are asked for.
func (r *reader) namesPeople() bool {
	return slices.ContainsFunc(r.rows, func(row row) bool { return row.numeric && len(row.Under) > 0 && row.Between[0] == 0 })
}

// word takes a word by what it can mean here.
func (r *reader) word(i int) {
	t := r.heard.Tokens[i]
	same, part := r.words.of(t)
	if len(same) == 0 {
		r.general(i, t)
		return
	}
	if w := same[0]; w.kind == ofNumber && w.value != "" {
		for _, w := range same { // 全到了: none is excused, and all came
			switch {
			case w.kind != ofNumber || w.value == "":
			case w.value == "0" && len(same) > 1:
				r.implied = append(r.implied, w)
			default:
				r.number(i, w)
			}
		}
		return
	}
	switch w := same[0]; w.kind {
	case ofNumber:
		r.label(i, same, part)
	case ofWords:
		r.worded(i, same)
	case ofTime:
		r.timed(i, same)
	case ofOption:
		r.choose(i, same)
	case ofWriteIns:
		r.writeIns(i, w)
	case ofPost:
		r.postNamed(i, w.inPost)
	case ofFile:
		r.used[i] = true
		r.photo(i)
	}
}

// postNamed notes the post or person named: what follows is meant of it, and a
// name right before it that stands for several.
func (r *reader) postNamed(i int, post string) {
	if r.standing(i, "") {
		return
	}
	r.used[i] = true
	if last := len(r.items) - 1; last >= 0 && r.gapOnly(r.items[last].to, i) {
		it := &r.items[last]
		fits := slices.ContainsFunc(it.label, func(w *word) bool { return slices.Contains(w.under, post) })
		if fits && len(it.label) > 1 && (it.post == "" || !r.lineBegins(i)) {
			it.post, it.lost = post, false
		}
	}
	r.post, r.strange = post, false
	if last := len(r.lines) - 1; last >= 0 && !r.gapOnly(r.lines[last], i) {
		r.lines = r.lines[:0]
	}
	r.lines = append(r.lines, i)
	if len(r.votesFor(post)) > 0 {
		r.named = append(r.named, i)
	}
}

// gapOnly reports whether only blanks, commas and fillers stand between two tokens.
func (r *reader) gapOnly(a, b int) bool {
	return !slices.ContainsFunc(r.heard.Tokens[a+1:b], func(t speech.Token) bool {
		return t.Kind != speech.Filler && (t.Kind != speech.Mark || strings.ContainsAny(t.Text, "\n;；。"))
	})
}

// lineBegins reports whether a token is the first of its line.
func (r *reader) lineBegins(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if t := r.heard.Tokens[j]; t.Kind != speech.Mark || t.Text == "\n" {
			return t.Kind == speech.Mark
		}
	}
	return true
}

// general takes a word that no step has.
func (r *reader) general(i int, t speech.Token) {
	if id, ok := t.Is(speech.OfUnit); ok {
		r.unit(i, t, election.UnitID(id))
		return
	}
	if id, ok := t.Is(speech.OfOther); ok {
		r.otherLabel(i, t, id)
		return
	}
	if _, ok := t.Is(speech.OfRest); ok {
		r.rest, r.used[i] = i, true
		return
	}
	if _, ok := t.Is(speech.OfNone); ok {
		r.none(i)
		return
	}
	r.mood(i, t)
}

// otherLabel takes a label of what few forms ask for.
func (r *reader) otherLabel(i int, t speech.Token, id string) {
	if id == speech.APhoto {
		r.photo(i)
		return
	}
	r.used[i] = true
	switch {
	case id == speech.OutOf:
		r.outOf(i)
	case id == speech.AsMore && r.moreUnsaid(i): // 又添了几个，现在是648
	case id == speech.AsMore && r.besidesThem(i): // 应到43，另有3名预备党员
	case id == speech.AsPart && t.Joined && r.labelEnds(i-1) && r.countedLater(i): // 外出委托登记的57: a part of those
		last := len(r.items) - 1
		r.items[last] = item{at: r.items[last].at, to: i, other: true, post: r.post, stated: id}
	case id != speech.Than && (id != speech.AsPart || r.besideNumber(i)):
		r.items = append(r.items, item{at: i, to: i, other: true, post: r.post, stated: id})
	}
}

// moreUnsaid reports whether the token after one that says that there is more only asks how much.
func (r *reader) moreUnsaid(i int) bool {
	next := i + 1
	return next < len(r.heard.Tokens) && r.heard.Tokens[next].Tells(speech.Asking) && strings.HasPrefix(r.heard.Tokens[next].Text, "几")
}

// besidesThem reports whether a word for more names those who are counted beside others by a word of their own.
func (r *reader) besidesThem(i int) bool {
	return r.heard.Tokens[i].Text == "另有" && slices.ContainsFunc(r.rows, func(row row) bool { return row.Apart != [2]StepID{} })
}

// labelEnds reports whether the last item is a label without a number that ends at a token.
func (r *reader) labelEnds(at int) bool {
	last := len(r.items) - 1
	return last >= 0 && r.items[last].isLabel() && r.items[last].to == at
}

// mood takes a word that says how what follows is meant.
func (r *reader) mood(i int, t speech.Token) {
	switch {
	case t.Tells(speech.Correcting):
		r.amended = append(r.amended, i)
		if strings.HasPrefix(t.Text, "多写") || strings.HasPrefix(t.Text, "少写") {
			r.skip, r.skipAt = itWasWrong, i
		}
		if speech.WroteAs(t) && r.nextNumber(i) >= 0 { // 钱小河写成155了
			r.skip, r.skipAt = itIsDenied, i
		}
		if t.Text == "应是" || t.Text == "应为" || t.Text == "应该是" {
			r.skip = notSkipping
		}
	case t.Tells(speech.Denying):
		if t.Text == "不是" {
			r.skip, r.skipAt = itIsDenied, i
		}
		r.denies(i)
		return
	case t.Tells(speech.Planning):
		r.skip, r.skipAt = itIsPlanned, i
		return
	case t.Tells(speech.Withdrawing) && strings.HasPrefix(t.Text, "不算"):
		r.leavesOut(i)
	}
	r.used[i] = true
}

// denies notes that something is not, or not yet: the label right before it has no
// value.
func (r *reader) denies(i int) {
	if last := len(r.items) - 1; last >= 0 && r.items[last].label != nil && r.gapOnly(r.items[last].to, i) && r.heard.Tokens[i].Text != "不是" {
		for _, w := range r.items[last].label {
			r.u.denied = append(r.u.denied, w.step)
		}
	}
}

// unit notes the unit that is named. A reason may speak of the neighbours.
func (r *reader) unit(i int, t speech.Token, id election.UnitID) {
	full := t.Means[0].How == speech.Full
	next := r.heard.Tokens[i+1:]
	runsOn := len(next) > 0 && next[0].Kind == speech.Unknown
	if r.option >= 0 && (runsOn || r.heard.Tokens[i].Joined) || !full && (t.Glued || runsOn) {
		return
	}
	r.used[i] = true
	if r.skip == itIsDenied && r.skipAt == i-1 { // 不是东河村
		r.used[r.skipAt], r.skip = true, notSkipping
		return
	}
	if r.option < 0 || !r.seen {
		r.u.units = append(r.u.units, id)
	}
}

// countedLater reports whether a number stands behind a token, with words joined to both between them.
func (r *reader) countedLater(i int) bool {
	for j := i + 1; j < len(r.heard.Tokens); j++ {
		switch t := r.heard.Tokens[j]; {
		case t.Kind == speech.Numeral:
			return j > i+1
		case !t.Joined || t.Kind == speech.Mark:
			return false
		}
	}
	return false
}

// none takes a word for none: it is the number 0 of a label beside it, or of all that
// is left.
func (r *reader) none(i int) {
	if r.rest >= 0 && r.gapOnly(r.rest, i) {
		r.u.zeros, r.used[i], r.rest = true, true, -1
		return
	}
	r.denies(i)
	if next := i + 1; r.heard.Tokens[i].Text == "没" && next < len(r.heard.Tokens) && r.heard.Tokens[next].Joined && (r.heard.Tokens[next].Kind == speech.Unknown || r.heard.Tokens[next].Kind == speech.Word) {
		return // 没发
	}
	r.items = append(r.items, item{at: i, to: i, value: "0", zero: true, post: r.post})
}

// typed is what was typed from one token to another.
func (r *reader) typed(from, to int) string {
	return strings.TrimSpace(r.heard.Text[r.heard.Tokens[from].From:r.heard.Tokens[to].To])
}

// take records a value with its tokens.
func (r *reader) take(from, to int, w *word, value string) {
	for i := from; i <= to; i++ {
		if r.heard.Tokens[i].Kind != speech.Unknown {
			r.used[i], r.value[i] = true, true
		}
	}
	r.u.along = r.u.along || w.along
	r.answer(w, value, from)
}

// placeOf is where the value of a step stands; at is -1 if nowhere.
func (r *reader) placeOf(step StepID) valueAt {
	for _, p := range slices.Backward(r.placed) {
		if p.step == step {
			return p
		}
	}
	return valueAt{at: -1}
}

// answer records a value. Two values for one step are none, unless the message says
// that the second is the right one.
func (r *reader) answer(w *word, value string, at int) {
	i := slices.IndexFunc(r.u.answers, func(a Answer) bool { return a.Step == w.step })
	if i < 0 && !r.twice(w.step) {
		if r.u.answers == nil {
			r.u.answers, r.placed = make([]Answer, 0, 16), make([]valueAt, 0, 16)
		}
		r.u.answers = append(r.u.answers, Answer{Step: w.step, Value: value})
		r.placed = append(r.placed, valueAt{w.step, at, w.flat})
		return
	}
	if i >= 0 && r.u.answers[i].Value == value {
		return
	}
	if i >= 0 && slices.ContainsFunc(r.amended, func(a int) bool { return a < at }) {
		r.u.answers[i].Value = value
		r.placed = append(r.placed, valueAt{w.step, at, r.placeOf(w.step).flat})
		return
	}
	values := []string{value}
	if i >= 0 {
		values = []string{r.u.answers[i].Value, value}
		r.u.answers = slices.Delete(r.u.answers, i, i+1)
	}
	r.doubtTwo(w, values)
}
