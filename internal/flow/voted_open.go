package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/speech"
)

// anecdote is the part of the registered, one in so many, below which a number in a
// sentence with unknown words is no turnout: 3人投票时吵起来.
const anecdote = 20

// onlyVoted reports whether a sentence about voting, whatever else is told in it, has
// one number only that nothing else owns, and that is those who have voted: 门口停了40辆车
// 投票512.
func onlyVoted(rows []row, text string, u understood) bool {
	now := slices.IndexFunc(rows, func(r row) bool { return r.Now && r.numeric })
	if now < 0 || len(u.bare)+len(u.doubts)+len(u.wrong)+len(u.refused) > 0 || !aboutVoting(text) || aboutOthers(text) {
		return false
	}
	said, ok := valueOf(u.answers, rows[now].id)
	voted, err := strconv.Atoi(said)
	if !ok || err != nil {
		return false
	}
	for _, r := range rows {
		if whole, err := strconv.Atoi(r.value); r.Whole && err == nil && voted*anecdote < whole {
			return false
		}
	}
	return u.plainly(voted)
}

// plainly reports whether nothing in the clause of a number takes from it: no denial, no
// plan, no promise.
func (u understood) plainly(n int) bool {
	ends := func(t speech.Token) bool {
		return t.Kind == speech.Mark && strings.ContainsAny(t.Text, " ,，;；。\n!！")
	}
	tokens := u.heard.Tokens
	for i, t := range tokens {
		if t.Kind != speech.Numeral || t.Number.Value != n {
			continue
		}
		from, to := i, i
		for from > 0 && !ends(tokens[from-1]) {
			from--
		}
		for to < len(tokens) && !ends(tokens[to]) {
			to++
		}
		return !slices.ContainsFunc(tokens[from:to], func(t speech.Token) bool {
			return t.Tells(speech.Denying) || t.Tells(speech.Planning) || t.Tells(speech.Promising)
		})
	}
	return false
}

// aboutVoting reports whether a text says that people vote, not only where or when.
func aboutVoting(text string) bool {
	text = speech.Fold(text)
	for _, w := range [...]string{"投票点", "投票站", "投票箱", "投票所", "投票室", "投票日", "投票时间", "投诉", "投毒", "投资"} {
		text = strings.ReplaceAll(text, w, "")
	}
	return slices.ContainsFunc([]string{"投", "参选", "vote"}, func(w string) bool { return strings.Contains(text, w) })
}

// aboutOthers reports whether a text speaks of another election, of a part of the village,
// of others than those who have voted, or of what its writer only heard.
func aboutOthers(text string) bool {
	text = strings.NewReplacer("组织", "", "排队", "").Replace(text)
	return slices.ContainsFunc([]string{"上届", "上一届", "去年", "上次", "上回", "往年", "昨", "隔壁", "邻村", "别的村", "别村", "听说", "据说", "每", "平均", "等着", "等候", "代投", "帮", "上门", "重复", "还有", "好像", "可能", "估计", "大概", "组", "队", "会场", "那边", "自然村", "另一", "没报", "吵", "打", "闹", "晕", "伤", "抢"},
		func(w string) bool { return strings.Contains(text, w) })
}
