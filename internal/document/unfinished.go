package document

import (
	"time"

	"huanjie/internal/election"
)

// LeftUnfinished reminds the author of an urgent incident that it was not
// reported.
func LeftUnfinished(words string, more time.Duration, l election.Language) string {
	p := &page{l: l}
	p.title(say("🔔 这件急事还没报出去", "🔔 This is urgent and was not reported"))
	p.line(say("“%s”", "“%s”").With(short(words, wordsMost)))
	p.line(say("请接着报完；再过 %d 分钟没有动静，就按“未填完”发给领导和选举办。没事了请回“没事了”。",
		"Please finish it. In %d minutes it goes to the leaders and the office as it is. If it is over, say so.").With(int(more.Minutes())))
	return p.String()
}

// WentOutUnfinished tells the author of an urgent incident that it went out as it was.
func WentOutUnfinished(u UnitCase, l election.Language) string {
	p := &page{l: l}
	p.title(say("📤 上报突发情况 · %s", "📤 Report an incident · %s").With(short(u.Unit.Name, nameMost)))
	p.line(say("“%s”", "“%s”").With(short(u.Case.Words, wordsMost)))
	p.line(say("10 分钟没有确认，已按“未填完”发给领导和选举办，回执 %s。没填的可以补充；没事了请回“没事了”。",
		"Not confirmed for 10 minutes: it went to the leaders and the office unfinished, receipt %s. You can add what is missing; if it is over, say so.").With(u.Case.ID))
	return p.String()
}

// LeftNowhere tells of an emergency without a known place.
func LeftNowhere(by election.PersonID, words string, l election.Language) string {
	p := &page{l: l}
	p.title(say("🚨 急事，不知道在哪里", "🚨 Urgent, and nobody said where"))
	p.line(say("“%s”", "“%s”").With(short(words, wordsMost)))
	p.line(say("%s 10 分钟前发来，没有选单位，还没有上报。请马上打电话问。", "%s wrote this 10 minutes ago, chose no unit and reported nothing. Please telephone at once.").With(by.Name()))
	return p.String()
}
