package flow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huanjie/internal/speech"
)

// surname takes a single character before a number for the one person who stands under that
// surname, of the post that was said if one was; it is asked: 主任 赵600 钱480. A single such
// number without a post says too little. It reports whether there is such a person.
func (r *reader) surname(i int) bool {
	t := r.heard.Tokens[i]
	if utf8.RuneCountInString(t.Text) != 1 || !r.plain(i+1) || r.post == "" && !slices.ContainsFunc(r.items, func(it item) bool { return it.part }) && !slices.ContainsFunc(r.heard.Tokens[i+2:], speech.Token.Counts) {
		return false
	}
	var who []*word
	for k := range r.rows {
		row := &r.rows[k]
		if !row.countsVotes() || len(row.Words) == 0 || !strings.HasPrefix(row.Words[0], t.Text) || r.post != "" && !slices.Contains(row.Under, r.post) {
			continue
		}
		if who = append(who, &word{text: row.Words[0], step: row.id, kind: ofNumber, name: true, under: row.Under}); who[0].text != row.Words[0] {
			return false
		}
	}
	if len(who) == 0 {
		return false
	}
	r.items = append(r.items, item{at: i, to: i, label: who, part: true, post: r.post})
	r.used[i], r.u.labelled, r.strange = true, true, false
	return true
}

// plain reports whether there is such a token, and it is a plain number.
func (r *reader) plain(i int) bool {
	return i < len(r.heard.Tokens) && r.heard.Tokens[i].Counts()
}
