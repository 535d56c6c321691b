package flow

import (
	"slices"
	"strings"

	"huanjie/internal/speech"
)

// number takes a word that says a number by itself: 全部有效, but not 全部有效票890. Behind
// what is left it says no more than that: 作废十张 剩下的都有效.
func (r *reader) number(i int, w *word) {
	if r.rest >= 0 && r.gapOnly(r.rest, i) {
		r.used[i], r.rest = true, -1
		return
	}
	if last := len(r.items) - 1; slices.Contains(r.row(w.step).All, w.text) && last >= 0 && r.items[last].to == i-1 && !r.items[last].isLabel() && !r.items[last].doubt && !r.ofLabel(last) { // 41人都投票了
		r.items[last].paired, r.items[last].step = true, w.step
		r.take(r.items[last].at, i, w, r.items[last].value)
		return
	}
	if r.nextNumber(i) < 0 || strings.ContainsAny(r.typed(i, r.nextNumber(i)), ",，;；。 ") {
		r.take(i, i, w, w.value)
	}
}

// ofLabel reports whether the word of a step stands right before a number: 应到28人.
func (r *reader) ofLabel(number int) bool {
	before := number - 1
	return before >= 0 && r.items[before].isLabel() && !r.items[before].paired && r.gapOnly(r.items[before].to, r.items[number].at)
}

// label notes a number's word. That of what is denied, or compared with, is none: 未收回,
// 比登记少.
func (r *reader) label(i int, same []*word, part bool) {
	if r.noLabel(i) || r.ofBallots(i, same) {
		return
	}
	w := r.wordsToo(same)
	counted := len(r.items) > 0 && !r.items[len(r.items)-1].isLabel() && r.gapOnly(r.items[len(r.items)-1].to, i) // 一个卧床
	if w != nil && r.nextNumber(i) < 0 && !(w.value != "" && counted) {
		r.worded(i, same)
		return
	}
	if w != nil && w.value != "" { // 外出务工3人 says why as well
		r.answer(w, w.value, i)
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
	if whose := r.whoseIn(same); whose != "" {
		r.post = whose
	}
	if !same[0].name { // 委员·穆青 says the post as well
		if j := slices.IndexFunc(same[0].under, func(w string) bool { return strings.Contains(same[0].text, w) }); j >= 0 {
			r.post = same[0].under[j]
		}
	}
}

// ofBallots passes a word for those who may vote that only says whose ballots are counted: 发出户代表票1100张.
func (r *reader) ofBallots(i int, same []*word) bool {
	last := len(r.items) - 1
	if same[0].stands() || !speech.NamesVoters(r.heard.Tokens[i].Text) || i+1 >= len(r.heard.Tokens) || last < 0 || r.items[last].label == nil || !r.gapOnly(r.items[last].to, i) {
		return false
	}
	next := r.heard.Tokens[i+1]
	r.used[i] = next.Joined && next.Kind != speech.Word && (next.Text == "票" || next.Kind == speech.Filler && strings.HasSuffix(next.Text, "票"))
	return r.used[i]
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
		if r.registersPart(i) {
			r.used[i] = true
			return true
		}
		if before.Tells(speech.Denying) && before.Text != "不是" && !before.Tells(speech.Correcting) {
			r.skip, r.skipAt, r.seen, r.used[i] = itIsUndone, i-1, true, false
			return true
		}
	}
	thanks := t.Tells(speech.Thanking) && (r.nextNumber(i) < 0 || r.thanksFirst(i)) // 收到
	none := thanks || r.cameBack(i) || r.goesTo(i)
	r.used[i] = r.used[i] || none
	return none
}

// goesTo reports whether a label only says to which group somebody went: 跑了一组和五组.
func (r *reader) goesTo(i int) bool {
	next := i + 1
	return next < len(r.heard.Tokens) && r.heard.Tokens[next].Number.Role == speech.Group && speech.Goes(r.heard.Tokens[i].Text)
}

// cameBack reports whether a word for those who are away says of others that they are back: 补登5个打工回来的.
func (r *reader) cameBack(i int) bool {
	next := i + 1
	return next < len(r.heard.Tokens) && r.heard.Tokens[next].Joined && strings.HasPrefix(r.heard.Tokens[next].Text, "回来") && speech.SaysAway(r.heard.Tokens[i].Text)
}

// registersPart reports whether the label of all voters stands right behind a part of them, whose number
// it is: 委托投票登记了45人.
func (r *reader) registersPart(i int) bool {
	id, other := r.heard.Tokens[i-1].Is(speech.OfOther)
	return other && id == speech.AsPart && r.besideNumber(i) && !r.besideNumber(i-1) && r.ofAllVoters(r.heard.Tokens[i])
}

// ofAllVoters reports whether a word is the label of all voters.
func (r *reader) ofAllVoters(t speech.Token) bool {
	same, _ := r.words.of(t)
	return slices.ContainsFunc(same, func(w *word) bool { return w.kind == ofNumber && r.row(w.step).Whole })
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

// leavesOut takes back a label that is said not to be counted: 有效980，作废的不算.
func (r *reader) leavesOut(i int) {
	last := len(r.items) - 1
	if last >= 0 && r.items[last].label != nil && !r.items[last].paired && r.gapOnly(r.items[last].to, i) {
		r.items = r.items[:last]
	}
}

// urges reports whether a token only asks for what the message corrects: 登记改成完成吧.
func (r *reader) urges(i int) bool {
	return r.heard.Tokens[i].Text == "吧" && r.heard.Mood.Corrects && i > 0 && r.value[i-1]
}

// labelDoes reports whether a token between a label and its number only says what was done: 标语贴了30条.
func (r *reader) labelDoes(i int) bool {
	if k := len(r.items) - 1; k < 0 || !r.items[k].isLabel() || r.items[k].to != i-1 || speech.Summed(r.heard.Tokens[i-1]) || !speech.AddsNothing(r.heard.Tokens[i].Text) {
		return false
	}
	rest := r.heard.Tokens[i+1:]
	for len(rest) > 0 && rest[0].Kind == speech.Filler {
		rest = rest[1:]
	}
	return len(rest) > 0 && rest[0].Counts()
}
