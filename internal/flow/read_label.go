package flow

import (
	"slices"
	"strings"

	"huanjie/internal/speech"
)

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
	thanks := t.Tells(speech.Thanking) && (r.nextNumber(i) < 0 || r.thanksFirst(i)) // 收到
	r.used[i] = r.used[i] || thanks
	return thanks
}

// thanksFirst reports whether a word of thanks begins the message and is parted from the
// number that follows, which no other label has: 收到 我们村757.
func (r *reader) thanksFirst(i int) bool {
	if i > 0 || len(r.heard.Tokens) < 2 || r.heard.Tokens[1].Kind != speech.Mark || strings.Contains(r.heard.Tokens[1].Text, ":") {
		return false
	}
	return !slices.ContainsFunc(r.heard.Tokens[1:], func(t speech.Token) bool {
		same, _ := r.words.of(t)
		return slices.ContainsFunc(same, func(w *word) bool { return w.kind == ofNumber && !w.weak })
	})
}

// wordsToo is the step for words that a number's word names as well, or nil.
func (r *reader) wordsToo(same []*word) *word {
	if i := slices.IndexFunc(same, func(w *word) bool { return w.kind == ofWords }); i >= 0 {
		return same[i]
	}
	return nil
}
