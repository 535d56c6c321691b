package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"huanjie/internal/election"
)

// understood is what a message was found to say.
type understood struct {
	answers   []Answer
	bare      []string          // numbers without a word
	leads     bool              // the first of them stands before any value
	rest      []string          // pieces that mean nothing here
	wrong     []election.Phrase // what cannot be taken as it stands
	units     []election.UnitID // that are named before the first such piece
	chosen    bool              // an option of a choice is named
	opens     bool              // the message begins with an answer
	mixed     bool              // there are answers behind the first piece that means nothing
	zeros     bool              // what is left of such numbers is 0
	loose     bool              // a number's word without its number
	strangeAt int               // where the first piece begins in the normal form of the message, or -1
	tail      string            // all behind the last value before that piece, as it was typed
}

// backwards reports whether the numbers may stand before their words: "1200
// issued 1180 returned". Nobody can tell which number is meant then.
func (u understood) backwards() bool { return u.loose && len(u.bare) > 0 }

// prose reports whether the message goes on in words after an option: "有困难
// 投票点没有电".
func (u understood) prose() bool { return u.chosen && u.tail != "" }

// says reports whether the message has a value for a step.
func (u understood) says(step StepID) bool {
	_, ok := valueOf(u.answers, step)
	return ok
}

// word is one way of naming something a message may speak of.
type word struct {
	text   string
	kind   wordKind
	step   StepID
	value  string                           // of an option
	rest   bool                             // it answers all steps that are left
	under  []string                         // the posts or people it may stand under
	inPost string                           // of a scope: the post or person that what follows is meant of
	scan   func(string) (string, int, bool) // of a day or a time
	unit   election.UnitID
	at     int // its place among all words
}

type wordKind uint8

// The kinds of words; where one text is several, the first is meant.
const (
	ofNumber wordKind = iota
	ofTime
	ofOption
	ofPost
	ofWords // what follows is a name, or a few words
	ofUnit
	ofZeros   // all numbers that are left are 0
	ofFile    // what a file is called, under the file itself
	ofNothing // a filler, which is passed over
)

// reader goes through a message from left to right. A word counts only where
// one can begin: at the start, after a separator, a number or another word.
// So "完成" is not read into "未完成", nor "发" into a name.
type reader struct {
	text    string // as it was typed
	s       string // normal and lower
	whole   string // normal
	at      int
	words   []*word
	rows    []row
	asked   StepID
	post    string  // the post or person named last
	strange bool    // then something unknown: a mistyped name, of whom a number may be
	about   string  // that which the question is about
	tailAt  int     // of the first piece that means nothing, or -1
	valued  int     // where the last value before it ends
	took    bool    // a value was taken just now
	times   []loose // days and times without their word
	u       understood
}

// readValues finds the values in a message that may hold several in any
// order: "发1200 收1180 有效1150 无效30 甲 800 乙 350". asked is the step that
// is being asked, which is meant where a name alone could mean several.
func readValues(text string, rows []row, asked StepID, units []election.Unit) understood {
	whole := normal(text)
	r := reader{text: text, s: lower(whole), whole: whole, words: vocabulary(rows, units), rows: rows, asked: asked, tailAt: -1}
	if under := r.row(asked).Under; len(under) > 0 {
		r.about = under[0]
	}
	for r.at < len(r.s) {
		if r.took = false; !r.separator() && !r.time() && !r.word() && !r.number() {
			r.unknown()
		}
		if r.took && r.tailAt < 0 {
			r.valued = r.at
		}
	}
	r.placeTimes()
	if r.u.strangeAt = r.tailAt; r.tailAt >= 0 {
		r.u.tail = strings.TrimLeftFunc(raw(text, r.valued), parts)
	}
	return r.u
}

// parts reports whether a character parts words from the value before them. What
// opens them is theirs: “ and （.
func parts(c rune) bool {
	folded := fold(c)
	return folded < 0 || folded == '-' || separator(folded) && !strings.ContainsRune("([<\"'《“‘", folded)
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

func (r *reader) separator() bool {
	c, size := utf8.DecodeRuneInString(r.s[r.at:])
	dash := c == '-' && (r.at+1 == len(r.s) || r.s[r.at+1] < '0' || r.s[r.at+1] > '9')
	if !separator(c) && !dash {
		return false
	}
	r.at += size
	return true
}

// word takes the longest word that begins here.
func (r *reader) word() bool {
	same := longest(r.s[r.at:], r.words)
	if len(same) == 0 {
		return false
	}
	end := r.at + len(same[0].text)
	switch w := same[0]; w.kind {
	case ofNumber:
		return r.numbered(same, end) || r.worded(same, end)
	case ofWords:
		return r.worded(same, end)
	case ofTime:
		return r.timed(same, end)
	case ofOption:
		if !r.option(same, end) {
			return false
		}
		end = len(r.s) - len(strings.TrimPrefix(r.s[end:], "了"))
	case ofPost:
		r.post, r.strange = w.inPost, false
	case ofUnit:
		if r.u.chosen && !r.ends(end) { // 有困难 三河村的人来闹
			return false
		}
		if r.tailAt < 0 || !r.u.chosen { // a reason may speak of the neighbours
			r.u.units = append(r.u.units, w.unit)
		}
	case ofZeros:
		r.u.zeros = true
	case ofFile, ofNothing:
	}
	r.at = end
	return true
}

// numbered takes the number that belongs to a word: "发出选票：1,200 张", 投票 东河村
// 812.
func (r *reader) numbered(same []*word, end int) bool {
	at, units := r.gap(end)
	n, size, complaint := r.scan(at)
	if size == 0 {
		if at, size = r.none(at); size == 0 {
			return false
		}
	}
	r.u.units = append(r.u.units, units...)
	r.at = r.measure(at + size)
	w, clear := r.meant(ofNumber, same)
	switch {
	case !complaint.IsZero():
		r.u.wrong = append(r.u.wrong, complaint)
	case !clear && r.strange && len(r.u.rest) > 0: // 杜弱 反对 8
		r.u.wrong = append(r.u.wrong, election.Say("没看懂“%s”，后面的“%s %d”没有记下。请连姓名一起重写。", "I did not understand “%s”, so “%s %d” behind it is not noted. Please write it again with the name.").
			With(short(r.u.rest[len(r.u.rest)-1]), w.text, n))
	case !clear:
		r.u.wrong = append(r.u.wrong, election.Say("“%s”参选不止一个职务，请写明，例如“%s %s %d”。", "“%s” stands for several posts: say which, e.g. “%s %s %d”.").
			With(w.text, w.under[0], w.text, n))
	case !r.within(w.step, n).IsZero():
		r.u.wrong = append(r.u.wrong, r.within(w.step, n))
	default:
		r.answer(w, strconv.Itoa(n))
	}
	return true
}

// gap passes what may stand between a word and its number: fillers, and the name
// of the unit.
func (r *reader) gap(end int) (at int, units []election.UnitID) {
	for at = end; ; {
		at = len(r.s) - len(strings.TrimLeft(r.s[at:], " :=了为是共票数人选有得获到"))
		same := longest(r.s[at:], r.words)
		if len(same) == 0 || same[0].kind != ofUnit && same[0].kind != ofNothing {
			return at, units
		}
		if same[0].kind == ofUnit {
			units = append(units, same[0].unit)
		}
		at += len(same[0].text)
	}
}

// none takes a word that means 0 where a number is wanted and nothing but the next
// value follows: 宣传栏没有. 没有信号 is no figure.
func (r *reader) none(at int) (after, size int) {
	for _, w := range nothing() {
		if !strings.HasPrefix(r.s[at:], w) || !bounded(r.s[at:], w) || !r.ends(at+len(w)) {
			continue
		}
		next := len(r.s) - len(strings.TrimLeftFunc(r.s[at+len(w):], separator))
		if next == len(r.s) || len(longest(r.s[next:], r.words)) > 0 {
			return at, len(w)
		}
	}
	return at, 0
}

// option takes an option of a choice. A reason may use any word, so behind what
// is not understood an option counts only under the one it is meant of.
func (r *reader) option(same []*word, end int) bool {
	w, clear := r.meant(ofOption, same)
	scoped := r.scope() != "" && slices.Contains(w.under, r.scope())
	digit := end < len(r.s) && r.s[end] >= '0' && r.s[end] <= '9' // 女1978
	if r.tailAt >= 0 && !scoped || !r.ends(end) && !(scoped && digit) {
		return false
	}
	if !clear && len(w.under) > 0 {
		r.whichOne(w)
		return true
	}
	r.u.chosen = r.u.chosen || !scoped
	r.answer(w, w.value)
	return true
}

// whichOne asks which post or person a word is about.
func (r *reader) whichOne(w *word) {
	r.u.wrong = append(r.u.wrong, election.Say("“%s”说的是哪一个？请写明，例如“%s %s”。", "Which one is “%s” about? Say which, e.g. “%s %s”.").With(w.text, w.under[0], w.text))
}

// meant is the word meant among equal ones: that under the post or person named
// last, or that which is asked. Without either it is not clear.
func (r *reader) meant(kind wordKind, same []*word) (w *word, clear bool) {
	first, several, post := same[0], false, r.scope()
	if kind == ofNumber {
		post = r.counting()
	}
	if w := r.allRest(kind, same); w != nil {
		return w, true
	}
	if w := r.under(kind, same, post); w != nil {
		return w, true
	}
	for _, w := range same {
		if w.kind == kind && w.step == r.asked && r.post == "" {
			first = w
		}
		several = several || w.kind == kind && w.step != same[0].step
	}
	return first, !several || first.step == r.asked
}

// counting is the post or person of whom a number is: the one named last, unless
// something unknown stands between.
func (r *reader) counting() string {
	if r.strange {
		return ""
	}
	return r.post
}

// allRest is the option that answers all that is left, at the first step without an
// answer, whichever is spoken of: 公安 未通过，其余都通过. Nil if there is none, or if the
// word says as much of the one that is spoken of.
func (r *reader) allRest(kind wordKind, same []*word) *word {
	var open, other *word
	for _, w := range same {
		scoped := r.scope() != "" && slices.Contains(w.under, r.scope())
		switch row := r.row(w.step); {
		case kind != ofOption || w.kind != kind:
		case scoped && !r.u.says(w.step) && (!w.rest || r.post != ""):
			return nil
		case !w.rest || row.given || r.u.says(w.step):
		case !row.has():
			open = cmp.Or(open, w)
		default:
			other = cmp.Or(other, w)
		}
	}
	return cmp.Or(open, other)
}

// under is the word meant of one post or person, of whom several steps may have
// it (稍后补): that which is asked, else the first without an answer, else the
// first. Nil if there is none.
func (r *reader) under(kind wordKind, same []*word, post string) *word {
	var first, open *word
	for _, w := range same {
		if w.kind != kind || !slices.Contains(w.under, post) {
			continue
		}
		if w.step == r.asked {
			return w
		}
		if first == nil {
			first = w
		}
		if open == nil && !r.row(w.step).given && !r.u.says(w.step) {
			open = w
		}
	}
	return cmp.Or(open, first)
}

// answer records a value. Two values for one step are none.
func (r *reader) answer(w *word, value string) {
	r.took = true
	r.u.opens = r.u.opens || r.tailAt < 0
	r.u.mixed = r.u.mixed || r.tailAt >= 0
	i := slices.IndexFunc(r.u.answers, func(a Answer) bool { return a.Step == w.step })
	switch {
	case i < 0:
		r.u.answers = append(r.u.answers, Answer{Step: w.step, Value: value})
	case r.u.answers[i].Value != value:
		r.u.answers = slices.Delete(r.u.answers, i, i+1)
		r.u.wrong = append(r.u.wrong, election.Say("“%s”写了两个不同的，没有记下，请重写这一项。", "“%s” was said twice and differently, so it is not noted. Please write it again.").With(w.text))
	}
}

// number takes a number that no word names.
func (r *reader) number() bool {
	n, size, complaint := r.scan(r.at)
	if size == 0 {
		return false
	}
	start := r.at
	r.at = r.measure(start + size)
	if !complaint.IsZero() {
		r.u.wrong = append(r.u.wrong, complaint)
		return true
	}
	if w := r.between(n); w != nil {
		r.at += yearEnd(r.s[r.at:])
		r.answer(w, strconv.Itoa(n))
		return true
	}
	if w, end := r.counted(start+size, r.at); w != nil && !r.u.says(w.step) && r.within(w.step, n).IsZero() {
		r.at = end
		r.answer(w, strconv.Itoa(n))
		return true
	}
	r.u.leads = r.u.leads || len(r.u.bare) == 0 && len(r.u.answers) == 0
	r.u.bare = append(r.u.bare, strconv.Itoa(n))
	return true
}

// counted is the word of the number before it: 2个票箱, 15户, 250 people have voted;
// or that whose measure stands there, 15户, if no other step counts so. A word that
// has a number behind it is that number's. Nil if there is none.
func (r *reader) counted(at, measured int) (*word, int) {
	next := measured + spanOf(r.s[measured:], " ")
	same := longest(r.s[next:], r.words)
	for len(same) > 0 && same[0].kind == ofNothing && isLatin(rune(same[0].text[0])) { // 250 people
		next += len(same[0].text)
		next += spanOf(r.s[next:], " ")
		same = longest(r.s[next:], r.words)
	}
	if len(same) > 0 && same[0].kind == ofNumber {
		end := next + len(same[0].text)
		w, clear := r.meant(ofNumber, same)
		measure := next == at && strings.Trim(w.text, measures) == ""
		joined := next == at || measured > at || isLatin(rune(w.text[0]))
		if clear && joined && r.ends(end) && (measure || !r.numberAt(end)) {
			return w, len(r.s) - len(strings.TrimPrefix(r.s[end:], "了"))
		}
	}
	return r.unit(strings.TrimSpace(r.s[at:measured])), measured
}

// numberAt reports whether a number follows a word.
func (r *reader) numberAt(end int) bool {
	at, _ := r.gap(end)
	_, size, _ := r.scan(at)
	return size > 0
}

// unit is the step that alone counts with a measure word. Nil if there is none, or
// several, or if it is asked: then the number answers the question.
func (r *reader) unit(measure string) *word {
	var meant *word
	for _, row := range r.rows {
		if row.Measure == "" || !strings.HasPrefix(measure, row.Measure) && measure != "个"+row.Measure {
			continue
		}
		if meant != nil || row.id == r.asked {
			return nil
		}
		meant = &word{text: measure, step: row.id}
	}
	return meant
}

// scan reads the number that begins at a place. Chinese numerals that go on in
// other characters are the beginning of a name: 三河村, 万小满.
func (r *reader) scan(at int) (n, size int, complaint election.Phrase) {
	digits := at + spanOf(r.s[at:], "-0123456789,.")
	if digits > at && len(longest(r.s[digits:], r.words)) > 0 { // 800万小满: a candidate, not 8,000,000
		return scanNumber(r.s[at:digits])
	}
	n, size, complaint = scanNumber(r.s[at:])
	if size == 0 || !complaint.IsZero() && r.s[at] < utf8.RuneSelf || len(longest(r.s[at+size:], r.words)) > 0 {
		return n, size, complaint
	}
	if more, complaint := inexact(r.s[at:], size); !complaint.IsZero() {
		return 0, size + more, complaint
	}
	if r.s[at] >= utf8.RuneSelf && !r.ends(r.measure(at+size)) {
		return 0, 0, election.Phrase{}
	}
	return n, size, complaint
}

// measure passes the measure word after a number: "1200 张". 张 may also be a
// surname, so it is one only if something can begin behind it.
func (r *reader) measure(at int) int {
	end := at + spanOf(r.s[at:], " ")
	if len(longest(r.s[end:], r.words)) > 0 {
		return at
	}
	for _, c := range r.s[end:] {
		if !strings.ContainsRune(measures, c) {
			break
		}
		if end += utf8.RuneLen(c); r.ends(end) {
			return end
		}
	}
	return at
}

// ends reports whether whatever came before may end here.
func (r *reader) ends(at int) bool {
	rest := strings.TrimPrefix(r.s[at:], "了")
	c, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || separator(c) || c == '-' || len(longest(rest, r.words)) > 0
}

// unknown passes a piece that means nothing here, up to the next separator or
// digit.
func (r *reader) unknown() {
	if r.tailAt < 0 {
		r.tailAt = r.at
	}
	r.strange = true
	end, latin := len(r.s), false
	for i, c := range r.s[r.at:] {
		if i > 0 && (separator(c) || c >= '0' && c <= '9' && !latin) {
			end = r.at + i
			break
		}
		latin = isLatin(c)
	}
	for _, w := range longest(r.s[r.at:], r.words) {
		r.u.loose = r.u.loose || w.kind == ofNumber && r.at+len(w.text) == end
	}
	r.u.rest = append(r.u.rest, r.whole[r.at:end])
	r.at = end
}

// vocabulary lists the words by which something can be named, longest first
// and equal ones side by side.
func vocabulary(rows []row, units []election.Unit) []*word {
	words := make([]word, 0, 8*len(rows)+len(units)+16)
	for _, row := range rows {
		words = row.vocabulary(words)
	}
	for _, u := range units {
		words = append(words, word{text: lower(normal(u.Name)), kind: ofUnit, unit: u.ID})
	}
	for _, f := range [...]string{"其中", "一共", "总共", "共计", "合计", "共", "我村", "本村", "全村", "目前", "现在", "今天", "已有", "候选人", "和",
		"到现在", "到现在为止", "到目前", "到目前为止", "截至现在", "截至目前", "截止现在", "截止目前", "截至目前为止", "目前为止", "至今", "改成", "改为", "改到", "应为", "应是", "应该是", "更正为",
		"ballots", "ballot", "votes", "vote", "people", "voters", "and", "now", "so far", "until now", "by now", "up to now", "make it", "should be"} {
		words = append(words, word{text: f, kind: ofNothing})
	}
	if slices.ContainsFunc(rows, func(r row) bool { return r.Zero }) {
		for _, z := range restZero() {
			words = append(words, word{text: z, kind: ofZeros})
		}
	}
	words = slices.DeleteFunc(words, func(w word) bool { return w.text == "" })
	sorted := make([]*word, len(words))
	for i := range words {
		words[i].at = i
		sorted[i] = &words[i]
	}
	slices.SortFunc(sorted, func(a, b *word) int {
		return cmp.Or(len(b.text)-len(a.text), strings.Compare(a.text, b.text), int(a.kind)-int(b.kind), a.at-b.at)
	})
	return sorted
}

// vocabulary adds the words of one step.
func (r row) vocabulary(words []word) []word {
	w := word{step: r.id, under: r.Under, scan: r.scan}
	switch {
	case r.scan != nil:
		w.kind = ofTime
	case len(r.kinds) > 0:
		w.kind = ofFile
	case r.Names:
		w.kind = ofWords
	}
	if r.numeric || w.kind != ofNumber {
		for _, t := range append([]string{r.Label.In(election.Chinese), r.Label.In(election.English)}, r.Words...) {
			w.text = lower(normal(t))
			words = append(words, w)
		}
	}
	for _, t := range r.Under {
		words = append(words, word{text: lower(t), kind: ofPost, inPost: t})
	}
	if r.scan != nil { // 今天 is read like any other day
		return words
	}
	for _, o := range r.options {
		for _, t := range o.called() {
			words = append(words, word{text: lower(normal(t)), kind: ofOption, step: r.id, under: r.Under, value: o.Value, rest: o.Rest})
		}
	}
	return words
}

// longest finds the longest words at the beginning of s: several if one text
// means several things.
func longest(s string, words []*word) []*word {
	for i, w := range words {
		if !strings.HasPrefix(s, w.text) || !bounded(s, w.text) {
			continue
		}
		n := 1
		for i+n < len(words) && words[i+n].text == w.text {
			n++
		}
		return words[i : i+n]
	}
	return nil
}

// bounded keeps Latin words whole: "chair" is not in "chairs".
func bounded(s, w string) bool {
	last, _ := utf8.DecodeLastRuneInString(w)
	next, _ := utf8.DecodeRuneInString(s[len(w):])
	return !isLatin(last) || !isLatin(next)
}

func isLatin(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

func separator(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;:.!?|/+=()[]<>\"'，。；：、！？（）《》“”‘’·…—~", r)
}

// lower folds ASCII letters only, so that no byte moves.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
