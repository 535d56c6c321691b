package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// worded takes the names, or few words, that a word announces: "负责人 老王，主要风险
// 拉票". They go on up to the next value.
func (r *reader) worded(same []*word, end int) bool {
	i := slices.IndexFunc(same, func(w *word) bool { return w.kind == ofWords })
	if i < 0 {
		return false
	}
	w := same[i]
	from := len(r.s) - len(unlabelled(r.s[end:]))
	to := r.wordsEnd(from, w.step)
	said := strings.TrimRight(strings.TrimSuffix(raw(r.text, from), raw(r.text, to)), " ,;，；。、\n")
	if said == "" || inquires(said) || r.row(r.asked).reason && from == end { // 陪同人员写错了
		return false
	}
	v, complaint := r.row(w.step).parse(said, nil)
	r.at = to
	if !complaint.IsZero() {
		r.u.wrong = append(r.u.wrong, complaint)
		return true
	}
	r.answer(w, v)
	return true
}

// unlabelled is what follows a label, without what parts them: 主任：, 负责人是, "head
// is".
func unlabelled(s string) string {
	s = strings.TrimLeft(s, " :=,，-")
	for _, w := range [...]string{"是", "为", "有", "is ", "are "} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return strings.TrimLeft(rest, " :")
		}
	}
	return s
}

// wordsEnd is where the words that begin at a place end: before the next value or
// line. A comma parts names; it ends them where a sentence follows that another
// step may want.
func (r *reader) wordsEnd(from int, step StepID) int {
	lines := newlines(r.text)
	for i, c := range r.s[from:] {
		at := from + i
		if slices.Contains(lines, at) {
			return at
		}
		if i == 0 || !separator(c) {
			continue
		}
		next := at + utf8.RuneLen(c)
		if r.valueAt(next, step) || strings.ContainsRune("，,；;。", c) && !nameLike(r.s[next:]) && r.wanting(step) {
			return at
		}
	}
	return len(r.s)
}

// newlines are the places in the normal form of a text where a line ends.
func newlines(text string) []int {
	var all []int
	at := 0
	for _, c := range text {
		if c == '\n' {
			all = append(all, at)
		}
		if c = fold(c); c >= 0 {
			at += utf8.RuneLen(c)
		}
	}
	return all
}

// valueAt reports whether a value of another step begins at a place.
func (r *reader) valueAt(at int, step StepID) bool {
	if _, size, _ := r.scan(at); size > 0 && r.s[at] >= '0' && r.s[at] <= '9' {
		if w, _ := r.counted(at+size, r.measure(at+size)); w != nil && !r.u.says(w.step) {
			return true
		}
		return slices.ContainsFunc(r.rows, func(row row) bool { return row.numeric && !row.given && !r.u.says(row.id) })
	}
	same := longest(r.s[at:], r.words)
	return slices.ContainsFunc(same, func(w *word) bool {
		end := at + len(w.text)
		switch w.kind {
		case ofNumber:
			return r.numberAt(end)
		case ofTime:
			_, size, _ := w.scan(unlabelled(r.s[end:]))
			return size > 0
		case ofWords:
			return w.step != step
		case ofOption:
			return utf8.RuneCountInString(w.text) > 1 && r.ends(end) && !r.row(w.step).given && !r.u.says(w.step)
		case ofZeros:
			return true
		case ofPost, ofUnit, ofFile, ofNothing:
		}
		return false
	})
}

// nameLike reports whether what stands up to the next separator may be a name.
func nameLike(s string) bool {
	s = strings.TrimLeft(s, " ")
	if i := strings.IndexFunc(s, separator); i >= 0 {
		s = s[:i]
	}
	return s != "" && utf8.RuneCountInString(s) <= 4
}

// wanting reports whether another step still wants words.
func (r *reader) wanting(step StepID) bool {
	return slices.ContainsFunc(r.rows, func(row row) bool {
		return row.free && !row.reason && row.id != step && !row.has() && !r.u.says(row.id)
	})
}

// unlabel takes the label of a step that asks for names off the beginning of what
// was said to it: 陪同人员 王青、赵田.
func (r row) unlabel(text string) string {
	if !r.Names {
		return text
	}
	whole := normal(text)
	longest, rest := 0, text
	for _, w := range append([]string{r.Label.In(election.Chinese), r.Label.In(election.English)}, r.Words...) {
		w = lower(normal(w))
		if len(w) > longest && strings.HasPrefix(lower(whole), w) && bounded(whole, w) {
			if said := unlabelled(whole[len(w):]); said != "" {
				longest, rest = len(w), raw(text, len(whole)-len(said))
			}
		}
	}
	return rest
}

// inquires reports whether a text is rather a question than an answer: 是谁, 有几件没办结,
// 办了吗, ？. What somebody asked may well be told: 家家都问什么时候投票.
func inquires(text string) bool {
	s := lower(strings.Trim(normal(text), " .。!！"))
	for _, w := range [...]string{"?", "吗", "呢", "是谁", "是什么", "是多少", "多少人", "怎么报", "怎么填"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	for _, w := range [...]string{"现在", "目前", "请问", "还有", "有", "是", "都"} {
		s = strings.TrimPrefix(s, w)
	}
	for _, w := range [...]string{"谁", "什么", "多少", "几件", "几个", "几人", "几名", "几户", "哪些", "哪个", "哪几", "哪里", "哪儿", "哪天", "怎么", "怎样", "如何", "何时"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	for _, w := range [...]string{"who", "which", "what", "when", "where", "how"} {
		if strings.HasPrefix(s, w) && bounded(s, w) {
			return true
		}
	}
	return false
}
