package speech

import "strings"

// NotOne is where the words are, from one token on to another, which say that there is not even the one that a number
// counts: 一张废票都没有. from is -1 if none does.
func (h Heard) NotOne(i int) (from, to int) {
	if n := h.Tokens[i].Number; n.Role != Count || n.Value != 1 || n.Unit == "" {
		return -1, -1
	}
	_, to = h.Clause(i, ",，;；。\n!！ ")
	for k := i + 1; k < to; k++ {
		if behind := h.Text[h.Tokens[k].From:]; strings.HasPrefix(behind, "都没") || strings.HasPrefix(behind, "也没") {
			return k, to
		}
	}
	return -1, -1
}

// Queues reports whether a number counts people who wait to vote, and not those who have: 门口还排着28个人.
func (h Heard) Queues(i int) bool {
	if !CountsPeople(h.Tokens[i].Number.Unit) {
		return false
	}
	from, to := h.Clause(i, ",，;；。\n!！")
	text := h.Text[h.Tokens[from].From:h.Tokens[to-1].To]
	return containsAny(text, "排着", "排队", "在排", "等着投", "等着投票", "没轮到")
}
