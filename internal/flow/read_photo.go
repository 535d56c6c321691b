package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// photo takes it that the photo follows: 照片稍后补, 稍后补照片.
func (r *reader) photo(i int) {
	for _, j := range [...]int{i - 1, i + 1, i + 2} {
		if j < 0 || j >= len(r.heard.Tokens) || !r.putsOff(r.heard.Tokens[j]) {
			continue
		}
		for _, row := range r.rows {
			if row.kinds != nil && row.Later && !r.u.says(row.id) {
				r.take(min(i, j), max(i, j), &word{text: row.Label.In(election.Chinese), step: row.id}, later)
				r.noPhoto(max(i, j))
				return
			}
		}
	}
}

// noPhoto passes what only says once more that there is no photo: 照片没拍 没有.
func (r *reader) noPhoto(i int) {
	for i++; i < len(r.heard.Tokens) && !strings.ContainsAny(r.heard.Tokens[i].Text, ",，;；。\n") && r.heard.Tokens[i].Kind != speech.Numeral; i++ {
		t := r.heard.Tokens[i]
		if _, none := t.Is(speech.OfNone); none || speech.OfPhoto(t.Text) {
			r.used[i] = true
		}
	}
}

// putsOff reports whether a token says that something follows, or that there is none.
func (r *reader) putsOff(t speech.Token) bool {
	same, _ := r.words.of(t)
	_, none := t.Is(speech.OfNone)
	return none || t.Tells(speech.Promising) || speech.PhotoFails(t.Text) || slices.ContainsFunc(same, func(w *word) bool { return w.kind == ofOption && w.value == later })
}
