package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// namedBefore takes the names that stand before a word which ends its clause: 赵大山负责 现场8个人. It
// reports whether they do.
func (r *reader) namedBefore(i int, w *word) bool {
	if !r.endsClause(i) || i == 0 || !r.heard.Tokens[i].Joined || r.used[i-1] || !r.row(w.step).People || r.u.says(w.step) {
		return false
	}
	from := r.listFrom(i - 1)
	said := r.typed(from, i-1)
	v, complaint := r.row(w.step).parse(said, nil)
	if !complaint.IsZero() || !namesLike(said) {
		return false
	}
	for j := from; j <= i; j++ {
		r.used[j], r.value[j] = true, true
	}
	r.answer(w, v, i)
	return true
}

// endsClause reports whether a token is the last of its clause, and no label before a colon or name of a
// list.
func (r *reader) endsClause(i int) bool {
	if i+1 == len(r.heard.Tokens) {
		return true
	}
	next := r.heard.Tokens[i+1]
	return next.Kind == speech.Mark && next.Text != ":" && next.Text != "、"
}

// listFrom is where a list of names begins that ends with a token.
func (r *reader) listFrom(i int) int {
	tokens := r.heard.Tokens
	for i > 0 && !r.used[i-1] && (tokens[i].Joined || tokens[i].Text == "、" || tokens[i-1].Text == "、") {
		i--
	}
	return i
}

// namesLike reports whether words may be names, of which two may stand without a mark between them:
// 赵大山钱小河.
func namesLike(said string) bool {
	names := strings.FieldsFunc(said, func(c rune) bool { return strings.ContainsRune("、,，和与", c) })
	return len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool {
		size := utf8.RuneCountInString(n)
		return !election.MayBeName(speech.Fold(n), election.NameAnswered) || size < 2 || size > 8
	})
}
