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
	answers []Answer
	bare    []string          // numbers without a word
	leads   bool              // the first of them stands before any value
	rest    []string          // pieces that mean nothing here
	wrong   []election.Phrase // what cannot be taken as it stands
	units   []election.UnitID // that are named before the first such piece
	chosen  bool              // an option of a choice is named
	opens   bool              // the message begins with an answer
	mixed   bool              // there are answers behind the first piece that means nothing
	loose   bool              // a number's word without its number
	tail    string            // all behind the last value before that piece, as it was typed
}

// backwards reports whether the numbers may stand before their words: "1200
// issued, 1180 returned". Nobody can tell which number is meant then.
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
	ofUnit
	ofFile    // what a file is called, under the file itself
	ofNothing // a filler, which is passed over
)

// reader goes through a message from left to right. A word counts only where
// one can begin: at the start, after a separator, a number or another word.
// So "完成" is not read into "未完成", nor "发" into a name.
type reader struct {
	s      string // normal and lower
	whole  string // normal
	at     int
	words  []*word
	rows   []row
	asked  StepID
	post   string  // the post or person named last
	about  string  // that which the question is about
	tailAt int     // of the first piece that means nothing, or -1
	valued int     // where the last value before it ends
	took   bool    // a value was taken just now
	times  []loose // days and times without their word
	u      understood
}

// readValues finds the values in a message that may hold several in any
// order: "发1200 收1180 有效1150 无效30 甲 800 乙 350". asked is the step that
// is being asked, which is meant where a name alone could mean several.
func readValues(text string, rows []row, asked StepID, units []election.Unit) understood {
	whole := normal(text)
	r := reader{s: lower(whole), whole: whole, words: vocabulary(rows, units), rows: rows, asked: asked, tailAt: -1}
	if under := r.row(asked).under; len(under) > 0 {
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
	if r.tailAt >= 0 {
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
		return r.numbered(same, end)
	case ofTime:
		return r.timed(same, end)
	case ofOption:
		if !r.option(same, end) {
			return false
		}
		end = len(r.s) - len(strings.TrimPrefix(r.s[end:], "了"))
	case ofPost:
		r.post = w.inPost
	case ofUnit:
		if r.u.chosen && !r.ends(end) { // 有困难 三河村的人来闹
			return false
		}
		if r.tailAt < 0 || !r.u.chosen { // a reason may speak of the neighbours
			r.u.units = append(r.u.units, w.unit)
		}
	case ofFile, ofNothing:
	}
	r.at = end
	return true
}

// numbered takes the number that belongs to a word: "发出选票：1,200 张".
func (r *reader) numbered(same []*word, end int) bool {
	after := strings.TrimLeft(r.s[end:], " :=了为是共票数人选有得获到")
	at := len(r.s) - len(after)
	n, size, complaint := r.scan(at)
	if size == 0 {
		return false
	}
	r.at = r.measure(at + size)
	w, clear := r.meant(ofNumber, same)
	switch {
	case !complaint.IsZero():
		r.u.wrong = append(r.u.wrong, complaint)
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
	first, several, post := same[0], false, r.post
	if kind != ofNumber {
		post = r.scope()
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
	r.at = r.measure(r.at + size)
	if !complaint.IsZero() {
		r.u.wrong = append(r.u.wrong, complaint)
		return true
	}
	if w := r.between(n); w != nil {
		r.at += yearEnd(r.s[r.at:])
		r.answer(w, strconv.Itoa(n))
		return true
	}
	r.u.leads = r.u.leads || len(r.u.bare) == 0 && len(r.u.answers) == 0
	r.u.bare = append(r.u.bare, strconv.Itoa(n))
	return true
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
		"ballots", "ballot", "votes", "vote", "people", "voters", "and"} {
		words = append(words, word{text: f, kind: ofNothing})
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
	w := word{step: r.id, under: r.under, scan: r.scan}
	switch {
	case r.scan != nil:
		w.kind = ofTime
	case len(r.kinds) > 0:
		w.kind = ofFile
	}
	if r.numeric || w.kind != ofNumber {
		for _, t := range append([]string{r.label.In(election.Chinese), r.label.In(election.English)}, r.words...) {
			w.text = lower(normal(t))
			words = append(words, w)
		}
	}
	for _, t := range r.under {
		words = append(words, word{text: lower(t), kind: ofPost, inPost: t})
	}
	if r.scan != nil { // 今天 is read like any other day
		return words
	}
	for _, o := range r.options {
		for _, t := range o.words() {
			words = append(words, word{text: lower(normal(t)), kind: ofOption, step: r.id, under: r.under, value: o.Value})
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
