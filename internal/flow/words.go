package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// worded takes the names, or few words, that a word announces: "负责人 老王，主要风险
// 拉票". They go on up to the next value.
func (r *reader) worded(i int, same []*word) {
	w := r.wordsToo(same)
	if w.value != "" {
		r.take(i, i, w, w.value)
		return
	}
	if r.namedBefore(i, w) {
		return
	}
	from := r.wordsBegin(i)
	to := r.wordsEnd(from, w.step)
	if from >= len(r.heard.Tokens) || to <= from {
		r.seen = true
		return
	}
	glued := from == i+1 && r.heard.Tokens[from].Joined
	said := r.saidOf(w, from, to, glued)
	if said == "" || speech.Asks(said) || r.row(w.step).brief() && speech.Complains(said) || r.row(r.asked).reason && glued { // 陪同人员写错了
		r.seen = true
		return
	}
	v, complaint := r.row(w.step).parse(said, nil)
	for j := i; j < to; j++ {
		r.used[j], r.value[j] = true, complaint.IsZero()
	}
	if !complaint.IsZero() {
		r.u.wrong = append(r.u.wrong, complaint)
		return
	}
	r.answer(w, v, i)
}

// saidOf is what stands between two tokens as the answer to a label's step.
func (r *reader) saidOf(w *word, from, to int, glued bool) string {
	said := strings.TrimRight(strings.TrimSpace(r.typed(from, to-1)), " ,;，；。、\n")
	row := r.row(w.step)
	if said != "" && glued && row.Names { // 主任是周明
		said = unlabelled(said)
	}
	return row.onlyNames(said)
}

// onlyNames is an answer to a question for people without what says what they did, where the label says so
// already: 赵大山宣布的 of 宣布人.
func (r *row) onlyNames(said string) string {
	if !r.People {
		return said
	}
	return speech.WithoutDoing(said, r.Label.In(election.Chinese))
}

// wordsBegin is where the words after a label begin, without what parts them: 主任：,
// 负责人是, "head is".
func (r *reader) wordsBegin(i int) int {
	for i++; i < len(r.heard.Tokens); i++ {
		t := r.heard.Tokens[i]
		link := t.Kind == speech.Filler && slices.Contains([]string{"是", "为", "有", "is", "are"}, t.Text)
		if !link && (t.Kind != speech.Mark || strings.ContainsAny(t.Text, "\n“\"'‘(（《")) {
			break
		}
	}
	return i
}

// wordsEnd is the token before which the words end that begin at one: before the next
// value or line. A comma parts names; it ends them where a sentence follows that
// another step may want.
func (r *reader) wordsEnd(from int, step StepID) int {
	for i := from; i < len(r.heard.Tokens); i++ {
		t := r.heard.Tokens[i]
		switch {
		case t.Kind == speech.Mark && t.Text == "\n", i > from && r.countsOfThem(t, step):
			return i
		case i == from || t.Joined && t.Kind != speech.Mark:
			continue
		case t.Kind != speech.Mark && r.valueAt(i, step):
			return i
		case t.Kind == speech.Mark && strings.Contains("，,；;。", t.Text) && r.sentenceFollows(i) && r.wanting(step):
			return i
		}
	}
	return len(r.heard.Tokens)
}

// sentenceFollows reports whether what stands behind a comma is no name.
func (r *reader) sentenceFollows(i int) bool {
	return i+1 < len(r.heard.Tokens) && !nameLike(r.pieceAt(i+1))
}

// countsOfThem reports whether a token begins to count some of those who were named: 主任赵大山 其中女2名.
func (r *reader) countsOfThem(t speech.Token, step StepID) bool {
	return t.Kind == speech.Filler && speech.OfThem(t.Text) && r.row(step).Names
}

// pieceAt is what stands from a token up to the next mark, without blanks before it.
func (r *reader) pieceAt(i int) string {
	for i < len(r.heard.Tokens) && r.heard.Tokens[i].Kind == speech.Mark && r.heard.Tokens[i].Text == " " {
		i++
	}
	var b strings.Builder
	for ; i < len(r.heard.Tokens) && r.heard.Tokens[i].Kind != speech.Mark; i++ {
		b.WriteString(r.heard.Tokens[i].Text)
	}
	return b.String()
}

// valueAt reports whether a value of another step begins at a token.
func (r *reader) valueAt(i int, step StepID) bool {
	t := r.heard.Tokens[i]
	if t.Kind == speech.Numeral {
		return r.figureAt(i)
	}
	if _, rest := t.Is(speech.OfRest); rest {
		return true
	}
	if id, _ := t.Is(speech.OfOther); id == speech.APhoto {
		return true
	}
	same, _ := r.words.of(t)
	return slices.ContainsFunc(same, func(w *word) bool { return r.announces(i, w, step) })
}

// figureAt reports whether a number is the figure, or the day, of a step that has none yet.
func (r *reader) figureAt(i int) bool {
	switch n := r.heard.Tokens[i].Number; {
	case r.measured(item{at: i}) != nil, r.labelBehind(i):
		return true
	case n.Role == speech.Date: // 主任贺建国 12月10号选的
		return r.mayBeDay(n)
	default:
		return n.Role == speech.Count && slices.ContainsFunc(r.rows, func(row row) bool { return row.numeric && !row.given && !r.u.says(row.id) })
	}
}

// announces reports whether a word at a token begins the value of another step.
func (r *reader) announces(i int, w *word, step StepID) bool {
	switch w.kind {
	case ofNumber:
		return r.nextNumber(i) >= 0
	case ofTime:
		j := r.nextNumber(i)
		return j >= 0 && r.row(w.step).when(r.heard.Tokens[j].Number) != ""
	case ofWords:
		return w.step != step
	case ofFile:
		return true
	case ofOption:
		return utf8.RuneCountInString(w.text) > 1 && r.optionEnds(i) && !r.row(w.step).given && !r.u.says(w.step)
	case ofPost:
	}
	return false
}

// labelBehind reports whether a number's word is joined to the number: 5户.
func (r *reader) labelBehind(i int) bool {
	if i+1 >= len(r.heard.Tokens) || !r.heard.Tokens[i+1].Joined {
		return false
	}
	same, _ := r.words.of(r.heard.Tokens[i+1])
	return len(same) > 0 && same[0].kind == ofNumber
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
	whole := speech.HalfWidth(text)
	longest, rest := 0, text
	for _, w := range append([]string{r.Label.In(election.Chinese), r.Label.In(election.English)}, r.Words...) {
		w = speech.Lower(speech.HalfWidth(w))
		if len(w) > longest && strings.HasPrefix(speech.Lower(whole), w) && speech.Bounded(whole, w) {
			if said := unlabelled(whole[len(w):]); said != "" {
				longest, rest = len(w), speech.AsTyped(text, len(whole)-len(said))
			}
		}
	}
	return rest
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
