package flow

import (
	"strings"

	"huanjie/internal/speech"
)

// token takes one token.
func (r *reader) token(i int) {
	switch t := r.heard.Tokens[i]; t.Kind {
	case speech.Mark:
		r.mark(i)
	case speech.Filler:
		r.used[i] = true
		r.group = r.group && !speech.InAll(t.Text) || r.nowRow() >= 0 && speech.OfPart(r.heard, i)
		if r.skip == itIsDenied && !t.Joined && strings.HasSuffix(t.Text, "是") { // 不是 是1015
			r.skip = notSkipping
		}
	case speech.Numeral:
		if !r.countsListed(i) {
			r.numeral(i)
		}
	case speech.Unknown, speech.Word:
		if speech.OfPart(r.heard, i) && r.nowRow() >= 0 {
			r.group, r.used[i] = true, true
		} else if t.Kind == speech.Word {
			r.word(i)
		} else {
			r.unknown(i)
		}
	}
}

// mark takes a mark, which may end what is passed.
func (r *reader) mark(i int) {
	t := r.heard.Tokens[i]
	if strings.ContainsAny(t.Text, ",，;；。\n!！") {
		r.skip = notSkipping
	}
	r.used[i] = true
	if t.Text == "+" && i == 0 { // +12
		r.items = append(r.items, item{at: i, to: i, other: true, stated: speech.AsMore})
	}
	if r.ofWhole(i) { // 301/593
		r.passWhole(i + 1)
	}
}

// earlierWrong passes a figure that was given before and of which a message says that it was wrong: 前头220是看错行了.
// It reports whether it is one.
func (r *reader) earlierWrong(i int) bool {
	n := r.nextNumber(i)
	if n < 0 || !speech.Earlier(r.heard.Tokens[i].Text) || !r.gapOnly(i, n) {
		return false
	}
	for j := n + 1; j < len(r.heard.Tokens); j++ {
		switch t := r.heard.Tokens[j]; {
		case t.Tells(speech.Correcting):
			for k := i; k <= j; k++ {
				r.used[k] = true
			}
			return true
		case t.Kind != speech.Filler || !t.Joined:
			return false
		}
	}
	return false
}

// unknown passes what means nothing. Where people are counted it may be a name.
func (r *reader) unknown(i int) {
	if r.countsListed(i) || r.standsAlone(i) {
		return
	}
	if r.earlierWrong(i) {
		return
	}
	if r.urges(i) || r.labelDoes(i) || i > 0 && r.nowRow() >= 0 && r.heard.Tokens[i].Text == "里" && r.heard.Among(i-1) { // 962个选民里来了317个
		r.used[i] = true
		return
	}
	r.strange, r.seen = true, true
	if speech.SaysOff(r.heard.Tokens[i].Text) {
		return
	}
	if !r.namesPeople() || r.option >= 0 || r.surname(i) {
		return
	}
	if name, written := speech.WrittenIn(r.heard.Tokens[i].Text); written && nameLike(name) { // 有人写了马六，12票
		r.u.strangers = append(r.u.strangers, name)
		r.items = append(r.items, item{at: i, to: i, other: true, post: r.post, stranger: name})
		return
	}
	if name := strangerIn(r.heard, i); nameLike(r.heard.Tokens[i].Text) || nameLike(name) {
		r.u.strangers = append(r.u.strangers, name)
		r.items = append(r.items, item{at: i, to: i, other: true, post: r.post, stranger: name})
	}
}
