package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// understood is what a message was found to say.
type understood struct {
	heard     speech.Heard
	answers   []Answer
	bare      []string          // numbers without a word
	leads     bool              // the first of them stands before any value
	rest      []string          // pieces that mean nothing here
	wrong     []election.Phrase // what cannot be taken as it stands
	doubts    []Doubt           // what is asked before anything is confirmed
	denied    []StepID          // of which the message says that they are not known
	units     []election.UnitID // that are named
	chosen    bool              // an option of a choice is named
	opens     bool              // the message begins with an answer
	mixed     bool              // there are answers behind the first piece that means nothing
	zeros     bool              // what is left of such numbers is 0
	loose     bool              // a number's word without its number
	shares    []string          // percentages and the like
	refused   []string          // figures that the form does not have
	passed    []string          // figures that are denied or planned
	along     bool              // a value was named by a word that does so only beside others
	labelled  bool              // a step is named
	takenBack bool              // an option is named that is denied, planned or asked
	strangers []string          // names that nobody knows
	named     []StepID          // of the labels without a number
	bareAt    []int             // the tokens of the numbers without a word
	differs   []int             // by how much a figure was wrong: 少报了12人
	strangeAt int               // where the first piece begins that means nothing, or -1
	tail      string            // all behind the last value before that piece, as it was typed
}

// prose reports whether the message goes on in words after an option: "有困难
// 投票点没有电".
func (u understood) prose() bool { return u.chosen && u.tail != "" }

// says reports whether the message has a value for a step.
func (u understood) says(step StepID) bool {
	_, ok := valueOf(u.answers, step)
	return ok
}

// hearing is what messages are heard with.
type hearing struct {
	places *speech.Lexicon // the town's units
	now    time.Time       // in the town's own time
	before *[]reading      // of this turn
}

// reading is a text as it was heard with the words of a form.
type reading struct {
	text  string
	words vocabulary
	heard speech.Heard
}

// read hears a text with the words of a filled form: once in a turn with the same words.
func (h hearing) read(text string, rows []row) reading {
	words := wordsIn(rows, text)
	for _, r := range *h.before {
		if r.text == text && slices.EqualFunc(r.words.words, words, word.equal) {
			return r
		}
	}
	v := newVocabulary(words)
	r := reading{text, v, speech.Hear(text, h.now, v.lexicon, h.places)}
	*h.before = append(*h.before, r)
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

	at   map[StepID]int  // the token of each value
	flat map[StepID]bool // the values that stand only where nothing takes from them
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
	heard := with.read(text, rows)
	r := reader{now: with.now, words: heard.words, heard: heard.heard, rows: rows, asked: asked, option: -1, rest: -1, at: map[StepID]int{}, flat: map[StepID]bool{}}
	r.used, r.value = make([]bool, len(r.heard.Tokens)), make([]bool, len(r.heard.Tokens))
	if under := r.row(asked).Under; len(under) > 0 {
		r.about = under[0]
	}
	r.dropRanks()
	for i := 0; i < len(r.heard.Tokens); i++ {
		if !r.used[i] {
			r.token(i)
		}
	}
	r.pair()
	r.placeNumbers()
	r.placeTimes()
	r.finish(text)
	r.u.heard = r.heard
	return r.u
}

// row is the row of a step, or a zero one.
func (r *reader) row(id StepID) row {
	for _, row := range r.rows {
		if row.id == id {
			return row
		}
	}
	return row{}
}

// token takes one token.
func (r *reader) token(i int) {
	switch t := r.heard.Tokens[i]; t.Kind {
	case speech.Mark:
		if strings.ContainsAny(t.Text, ",，;；。\n!！") {
			r.skip = notSkipping
		}
		r.used[i] = true
	case speech.Filler:
		r.used[i] = true
		r.group = r.group && !speech.InAll(t.Text)
		if r.skip == itIsDenied && !t.Joined && strings.HasSuffix(t.Text, "是") { // 不是 是1015
			r.skip = notSkipping
		}
	case speech.Numeral:
		r.numeral(i)
	case speech.Unknown:
		r.unknown(i)
	case speech.Word:
		r.word(i)
	}
}

// unknown passes what means nothing. Where people are counted it may be a name.
func (r *reader) unknown(i int) {
	r.strange, r.seen = true, true
	if r.namesPeople() && nameLike(r.heard.Tokens[i].Text) && r.option < 0 {
		name := strangerIn(r.heard, i)
		r.u.strangers = append(r.u.strangers, name)
		r.items = append(r.items, item{at: i, to: i, other: true, post: r.post, stranger: name})
	}
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

// label notes a number's word. That of what is denied, or compared with, is none: 未收回,
// 比登记少.
func (r *reader) label(i int, same []*word, part bool) {
	if r.noLabel(i) {
		return
	}
	if w := r.wordsToo(same); w != nil && r.nextNumber(i) < 0 {
		r.worded(i, same)
		return
	}
	r.used[i], r.u.labelled = true, true
	if last := len(r.items) - 1; last >= 0 && r.items[last].stated == speech.AsMore && r.items[last].to == i-1 && r.heard.Tokens[i].Joined { // 新增投票30人
		r.items[last].to = i
		return
	}
	r.items = append(r.items, item{at: i, to: i, label: same, part: part, post: r.post, lost: r.strange, weak: same[0].weak})
	if len(same[0].under) > 0 {
		r.strange = false
	}
	if !same[0].name { // 委员·穆青 says the post as well
		if j := slices.IndexFunc(same[0].under, func(w string) bool { return strings.Contains(same[0].text, w) }); j >= 0 {
			r.post = same[0].under[j]
		}
	}
}

// noLabel passes a number's word that names no figure here.
func (r *reader) noLabel(i int) bool {
	t := r.heard.Tokens[i]
	if i > 0 && t.Joined {
		before := r.heard.Tokens[i-1]
		if id, other := before.Is(speech.OfOther); other && id == speech.Than {
			r.used[i] = true
			return true
		}
		if before.Tells(speech.Denying) && before.Text != "不是" && !before.Tells(speech.Correcting) {
			r.skip, r.skipAt, r.seen, r.used[i] = itIsUndone, i-1, true, false
			return true
		}
	}
	thanks := t.Tells(speech.Thanking) && r.nextNumber(i) < 0 // 收到
	r.used[i] = r.used[i] || thanks
	return thanks
}

// wordsToo is the step for words that a number's word names as well, or nil.
func (r *reader) wordsToo(same []*word) *word {
	if i := slices.IndexFunc(same, func(w *word) bool { return w.kind == ofWords }); i >= 0 {
		return same[i]
	}
	return nil
}

// nextNumber is the token of the number right behind a label, past fillers, or -1.
func (r *reader) nextNumber(i int) int {
	for j := i + 1; j < len(r.heard.Tokens); j++ {
		switch t := r.heard.Tokens[j]; t.Kind {
		case speech.Numeral:
			return j
		case speech.Mark:
			if strings.ContainsAny(t.Text, "\n;；。") {
				return -1
			}
		case speech.Filler:
		case speech.Word:
			if _, unit := t.Is(speech.OfUnit); !unit {
				return -1
			}
		case speech.Unknown:
			return -1
		}
	}
	return -1
}

// postNamed notes the post or person named: what follows is meant of it, and a
// name right before it that stands for several.
func (r *reader) postNamed(i int, post string) {
	if r.standing(i) {
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
		if id == speech.APhoto {
			r.photo(i)
			return
		}
		r.used[i] = true
		if id == speech.OutOf {
			r.outOf(i)
			return
		}
		if id != speech.Than && (id != speech.AsPart || r.besideNumber(i)) {
			r.items = append(r.items, item{at: i, to: i, other: true, post: r.post, stated: id})
		}
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

// besideNumber reports whether a number stands right beside a token: 男310, and not 孙一，男，480票.
func (r *reader) besideNumber(i int) bool {
	for j := i + 1; j < len(r.heard.Tokens); j++ {
		t := r.heard.Tokens[j]
		if t.Kind == speech.Numeral {
			return true
		}
		if t.Kind != speech.Filler && t.Text != " " && t.Text != ":" {
			break
		}
	}
	return i > 0 && r.heard.Tokens[i].Joined && r.heard.Tokens[i-1].Kind == speech.Numeral
}

// outOf takes the number of all behind the number of a part: 640 of 1200.
func (r *reader) outOf(i int) {
	last, next, whole := len(r.items)-1, i+1, slices.IndexFunc(r.rows, func(row row) bool { return row.Whole })
	for next < len(r.heard.Tokens) && r.heard.Tokens[next].Kind == speech.Mark {
		next++
	}
	if whole < 0 || last < 0 || r.items[last].isLabel() || !r.gapOnly(r.items[last].to, i) || next == len(r.heard.Tokens) || r.heard.Tokens[next].Number.Role != speech.Count {
		return
	}
	r.take(next, next, &word{step: r.rows[whole].id}, strconv.Itoa(r.heard.Tokens[next].Number.Value))
	others := slices.DeleteFunc(slices.Clone(r.rows), func(row row) bool { return !row.numeric || row.Whole })
	if len(others) == 1 && !r.labelled(r.items[last].at) && (last == 0 || r.items[last-1].label == nil) {
		r.items[last].paired = true
		r.take(r.items[last].at, r.items[last].to, &word{step: others[0].id}, r.items[last].value)
	}
}

// photo takes it that the photo follows: 照片稍后补, 稍后补照片.
func (r *reader) photo(i int) {
	for _, j := range [...]int{i - 1, i + 1, i + 2} {
		if j < 0 || j >= len(r.heard.Tokens) || !r.putsOff(r.heard.Tokens[j]) {
			continue
		}
		for _, row := range r.rows {
			if row.kinds != nil && row.Later && !r.u.says(row.id) {
				r.take(min(i, j), max(i, j), &word{text: row.Label.In(election.Chinese), step: row.id}, later)
				return
			}
		}
	}
}

// putsOff reports whether a token says that something follows.
func (r *reader) putsOff(t speech.Token) bool {
	same, _ := r.words.of(t)
	return t.Tells(speech.Promising) || slices.ContainsFunc(same, func(w *word) bool { return w.kind == ofOption && w.value == later })
}

// mood takes a word that says how what follows is meant.
func (r *reader) mood(i int, t speech.Token) {
	switch {
	case t.Tells(speech.Correcting):
		r.amended = append(r.amended, i)
		if strings.HasPrefix(t.Text, "多写") || strings.HasPrefix(t.Text, "少写") {
			r.skip, r.skipAt = itWasWrong, i
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

// numeral takes a number by its role.
func (r *reader) numeral(i int) {
	t := r.heard.Tokens[i]
	n := t.Number
	switch n.Role {
	case speech.Date, speech.Clock:
		r.time(i)
		return
	case speech.Group, speech.Box:
		r.group = strings.Contains(n.Unit, "号") || n.Unit == "组" || n.Unit == "小组" || n.Unit == "队"
		r.used[i] = true
		return
	case speech.Percent, speech.Share:
		r.inexact(i)
		return
	case speech.Count, speech.Garbled, speech.Approximate, speech.Range, speech.Decimal:
		r.count(i, n)
		return
	case speech.Term:
		if w := r.between(n.Value); w != nil && strings.HasPrefix(n.Unit, "年") {
			r.take(i, r.yearEnd(i), w, strconv.Itoa(n.Value))
			return
		}
	case speech.Other:
		if n.Unit == "块" && r.countsBoards(i) {
			r.count(i, n)
			return
		}
	case speech.Ordinal, speech.Age, speech.Telephone:
	}
	r.used[i] = true
}

// countsBoards reports whether the label right before a number is one of things: 宣传栏3块.
func (r *reader) countsBoards(i int) bool {
	return r.labelled(i) && r.row(r.items[len(r.items)-1].label[0].step).Measure != ""
}

// count takes a number of people or things: it is somebody's, unless something
// says that it is not.
func (r *reader) count(i int, n speech.Number) {
	if r.passedCount(i, n) || r.writtenIn(i, n) {
		return
	}
	doubt := n.Role != speech.Count && n.Role != speech.Other
	if w := r.between(n.Value); !doubt && w != nil && !r.labelled(i) {
		r.take(i, r.yearEnd(i), w, strconv.Itoa(n.Value))
		return
	}
	others, disputed := r.countsOthers(i, n)
	if others {
		return
	}
	r.used[i] = true
	each := i > 0 && strings.HasPrefix(r.heard.Tokens[i-1].Text, "各")
	if each && r.allOf(i, n) {
		return
	}
	r.items = append(r.items, item{at: i, to: i, value: strconv.Itoa(n.Value), post: r.post, doubt: doubt || disputed, lost: r.strange})
}

// passedCount passes a number that what stands before it makes nobody's: by how much
// another was wrong, what is denied or planned, a group's own, the 0 of the rest.
func (r *reader) passedCount(i int, n speech.Number) bool {
	by, differs := r.heard.Differs(i)
	switch {
	case differs:
		r.u.differs, r.used[i] = append(r.u.differs, by), true
	case r.skip != notSkipping:
		r.skipped(i)
	case r.group:
		r.parts = append(r.parts, n.Value)
		r.group, r.used[i] = false, true
	case r.rest >= 0 && n.Value == 0 && r.gapOnly(r.rest, i):
		r.u.zeros, r.used[i], r.rest = true, true, -1
	default:
		return false
	}
	return true
}

// skipped passes a number that is denied, undone, planned or was wrong.
func (r *reader) skipped(i int) {
	r.used[i] = true
	r.used[r.skipAt] = r.used[r.skipAt] || r.skip != itIsUndone
	if r.skip == itIsPlanned || r.skip == itIsUndone {
		r.u.passed = append(r.u.passed, r.typed(i, i))
	}
	if r.skip != itWasWrong { // 多写了一个0
		r.skip = notSkipping
	}
}

// countsOthers passes a number that what follows it makes somebody else's: 560人没投,
// 有5个工作人员. disputed says that it may be a part of a figure: 5张有争议.
func (r *reader) countsOthers(i int, n speech.Number) (others, disputed bool) {
	if i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i+1].Joined {
		return false, false
	}
	switch next := r.heard.Tokens[i+1]; {
	case next.Tells(speech.Denying) && next.Text != "不是": // 560人没投
		to := i
		for r.used[i] = true; to+1 < len(r.heard.Tokens) && r.heard.Tokens[to+1].Joined && r.heard.Tokens[to+1].Kind != speech.Mark; to++ {
			r.used[to+1] = true
		}
		r.u.passed, r.seen = append(r.u.passed, r.typed(i, to)), true
	case next.Tells(speech.Correcting) && !strings.HasPrefix(next.Text, "才") && strings.ContainsAny(next.Text, "错误对"): // 报的630不对
		r.used[i] = true
	case r.countsUnknown(i) && n.Unit != "" && !r.labelInClause(i): // 有5个工作人员
		r.u.passed, r.used[i] = append(r.u.passed, r.typed(i, i+1)), true
	case r.countsUnknown(i) && r.option >= 0: // 有困难 缺3名工作人员
		r.seen = true
	default:
		return false, next.Kind == speech.Unknown && n.Unit != ""
	}
	return true, false
}

// labelInClause reports whether a label without a number stands in the clause before a
// token.
func (r *reader) labelInClause(i int) bool {
	last := len(r.items) - 1
	if last < 0 || !r.items[last].isLabel() {
		return r.option < 0 && !r.clauseBegins(i)
	}
	return r.gapOnly(r.items[last].to, i) || !slices.ContainsFunc(r.heard.Tokens[r.items[last].to:i], func(t speech.Token) bool { return strings.ContainsAny(t.Text, ",，;；。\n") })
}

// clauseBegins reports whether a comma or a line's end stands somewhere before a token.
func (r *reader) clauseBegins(i int) bool {
	return slices.ContainsFunc(r.heard.Tokens[:i], func(t speech.Token) bool {
		return t.Kind == speech.Mark && strings.ContainsAny(t.Text, ",，;；。\n")
	})
}

// countsUnknown reports whether something unknown is counted: 3名工作人员, 2户人家.
func (r *reader) countsUnknown(i int) bool {
	i++
	if i < len(r.heard.Tokens) && r.heard.Tokens[i].Joined && speech.CountsWith(r.heard.Tokens[i].Text) {
		i++
	}
	return i < len(r.heard.Tokens) && r.heard.Tokens[i].Joined && r.heard.Tokens[i].Kind == speech.Unknown
}

// allOf gives a number to all labels right before it: 李秀英李秀云各300票.
func (r *reader) allOf(i int, n speech.Number) bool {
	from := len(r.items)
	for from > 0 && r.items[from-1].label != nil && !r.items[from-1].paired {
		from--
	}
	if from == len(r.items) || n.Role != speech.Count {
		return false
	}
	for j := from; j < len(r.items); j++ {
		r.items[j].paired = true
		if w, clear := r.meantBy(r.items[j]); clear {
			r.take(r.items[j].at, i, w, strconv.Itoa(n.Value))
		}
	}
	return true
}

// labelled reports whether a label waits right before a number.
func (r *reader) labelled(i int) bool {
	last := len(r.items) - 1
	return last >= 0 && r.items[last].label != nil && r.gapOnly(r.items[last].to, i)
}

// yearEnd passes what stands behind a year: 1978年生.
func (r *reader) yearEnd(i int) int {
	if i+1 < len(r.heard.Tokens) && r.heard.Tokens[i+1].Joined && slices.Contains([]string{"生", "出生", "年生"}, r.heard.Tokens[i+1].Text) {
		r.used[i+1] = true
		return i + 1
	}
	return i
}

// typed is what was typed from one token to another.
func (r *reader) typed(from, to int) string {
	return strings.TrimSpace(r.heard.Text[r.heard.Tokens[from].From:r.heard.Tokens[to].To])
}

// inexact refuses a share where a number of people is wanted.
func (r *reader) inexact(i int) {
	r.used[i] = true
	r.u.shares = append(r.u.shares, r.typed(i, i))
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

// answer records a value. Two values for one step are none, unless the message says
// that the second is the right one.
func (r *reader) answer(w *word, value string, at int) {
	i := slices.IndexFunc(r.u.answers, func(a Answer) bool { return a.Step == w.step })
	if i < 0 && !r.twice(w.step) {
		if r.u.answers == nil {
			r.u.answers = make([]Answer, 0, 8)
		}
		r.u.answers = append(r.u.answers, Answer{Step: w.step, Value: value})
		r.at[w.step], r.flat[w.step] = at, w.flat
		return
	}
	if i >= 0 && r.u.answers[i].Value == value {
		return
	}
	if i >= 0 && slices.ContainsFunc(r.amended, func(a int) bool { return a < at }) {
		r.u.answers[i].Value = value
		r.at[w.step] = at
		return
	}
	values := []string{value}
	if i >= 0 {
		values = []string{r.u.answers[i].Value, value}
		r.u.answers = slices.Delete(r.u.answers, i, i+1)
	}
	r.doubtTwo(w, values)
}

// finish says what of the message means nothing, and where words begin.
func (r *reader) finish(text string) {
	r.u.strangeAt = -1
	r.complainOfShares()
	r.otherDay()
	r.unsure(text)
	if r.u.along && len(r.u.answers) == 1 && !r.row(r.u.answers[0].Step).given && r.u.answers[0].Step != r.asked { // 投票640 alone is no count
		r.u.answers, r.u.rest = nil, append(r.u.rest, strings.TrimSpace(text))
	}
	r.agree()
	first := r.pieces()
	if start := r.proseAt(); start >= 0 && (first < 0 || start < first || r.option > first) {
		first = start
		if len(r.u.rest) == 0 { // all of it has a role, as the number of 有困难0名
			r.u.rest = append(r.u.rest, strings.TrimSpace(text[r.heard.Tokens[start].From:]))
		}
	}
	r.u.opens = len(r.u.answers) > 0 && first < 0
	if first < 0 {
		return
	}
	last := 0 // where the last value before the piece ends
	for i, v := range r.value {
		switch {
		case v && i < first:
			last, r.u.opens = r.heard.Tokens[i].To, true
			if next := i + 1; next < first && r.heard.Tokens[next].Text == "了" {
				last = r.heard.Tokens[next].To
			}
		case v:
			r.u.mixed = true
		}
	}
	r.u.strangeAt = r.heard.Tokens[first].From
	r.u.tail = strings.TrimLeftFunc(text[last:], parts)
}

// otherDay leaves the figures of the moment open where the message speaks of another
// day: 昨天投票640.
func (r *reader) otherDay() {
	today := election.DateOf(r.now)
	for i, t := range r.heard.Tokens {
		if t.Kind != speech.Numeral || t.Number.Role != speech.Date || election.DateOf(t.Number.Day) == today || strings.ContainsAny(t.Text, "0123456789") {
			continue
		}
		r.u.answers = slices.DeleteFunc(r.u.answers, func(a Answer) bool {
			now := r.row(a.Step).Now
			if now {
				r.u.doubts = append(r.u.doubts, Doubt{Why: doubtDay, Said: r.typed(i, i) + a.Value, Steps: []StepID{a.Step}})
			}
			return now
		})
	}
}

// complainOfShares refuses a share where a number was wanted: where a label waits for
// one, or nothing else was said. Beside a number it changes nothing.
func (r *reader) complainOfShares() {
	if len(r.u.shares) > 0 && (r.u.loose || len(r.u.answers)+len(r.u.bare)+len(r.u.doubts) == 0) && slices.ContainsFunc(r.rows, func(row row) bool { return row.numeric }) {
		r.u.wrong = append(r.u.wrong, election.Say("要准确的整数，不要写“%s”。", "An exact whole number, please, not “%s”.").With(short(r.u.shares[0])))
	}
}

// pieces gathers the pieces that mean nothing and returns where the first begins, or
// -1. What runs on without a mark is one piece.
func (r *reader) pieces() int {
	first := -1
	for i := 0; i < len(r.heard.Tokens); i++ {
		if r.used[i] || r.heard.Tokens[i].Kind == speech.Mark {
			continue
		}
		from, to := i, i
		for from > 0 && r.heard.Tokens[from].Joined && r.heard.Tokens[from-1].Kind == speech.Filler && !r.value[from-1] {
			from--
		}
		for to+1 < len(r.heard.Tokens) && r.heard.Tokens[to+1].Joined && r.heard.Tokens[to+1].Kind != speech.Mark && !r.value[to+1] && (!r.used[to+1] || r.heard.Tokens[to+1].Kind == speech.Filler || r.moody(to+1)) {
			to++
		}
		if first < 0 {
			first = from
		}
		r.u.rest = append(r.u.rest, r.typed(from, to))
		i = to
	}
	return first
}

// moody reports whether a token only tells how something is meant.
func (r *reader) moody(i int) bool {
	_, mood := r.heard.Tokens[i].Is(speech.OfMood)
	return mood
}

// proseAt is the token at which words begin that go on after an option, or -1: all
// behind it that is no value. Fillers alone are no words.
func (r *reader) proseAt() int {
	if r.option < 0 {
		return -1
	}
	behind := r.heard.Tokens[r.option+1:]
	wordless := func(t speech.Token) bool { return t.Kind == speech.Mark || t.Kind == speech.Filler }
	if !slices.ContainsFunc(behind, func(t speech.Token) bool { return !wordless(t) }) {
		return -1
	}
	for i, t := range behind {
		at := r.option + 1 + i
		switch {
		case r.value[at] || t.Kind == speech.Mark, t.Kind == speech.Filler && t.Text == "了":
		case slices.Contains(r.value[at:], true):
		default:
			return at
		}
	}
	return -1
}

// parts reports whether a character parts words from the value before them. What
// opens them is theirs: “ and （.
func parts(c rune) bool {
	folded := fold(c)
	return folded < 0 || folded == '-' || (speech.Separates(folded) || c == '\n') && !strings.ContainsRune("([<\"'《“‘【", folded)
}
