package document

import "huanjie/internal/election"

// countersRoom is the room for each list of units, in UTF-16 units.
const countersRoom = 600

// Counters says who enters the counts of a town's units beside their author, where
// that is not somebody whom the roster names.
func Counters(t *election.Town, l election.Language) string {
	p := &page{l: l}
	var office, group []election.Unit
	for _, u := range t.Units {
		switch people := len(u.Seconds()); {
		case people < 2:
			office = append(office, u)
		case people < 3:
			group = append(group, u)
		}
	}
	p.title(say("🔒 计票由谁复核", "🔒 Who checks the counts"))
	p.line(say("名册里写了复核人或几位联络员的，由他们复核。没有确认的计票，复核的人看不到别人录的数字，合计里也不含。",
		"Where the roster names checkers or several officers, they do. Who checks a count sees nothing of it before two entries agree, and no sum with it."))
	if len(office) > 0 {
		p.line(say("选举办复核（名册里没有别人）：%s。", "The office checks, as the roster names nobody else: %s.").With(cut(Names(office), countersRoom)))
		p.line(say("这些第一次就是选举办代录的，由领导小组复核。两人录入两次不一致，也由领导小组录第三次。",
			"Where the office makes the first entry of these, the leading group checks. It also makes the third entry, if two differ twice."))
	}
	if len(group) > 0 {
		which := say("另有 %s", "%s").With(t.SayUnits(len(group)))
		switch len(t.Units) {
		case len(group):
			which = say("全部 %s", "all %s").With(t.SayUnits(len(group)))
		case len(group) + len(office):
			which = say("其余 %s", "the other %s").With(t.SayUnits(len(group)))
		}
		p.line(say("两人录入两次不一致，由领导小组录第三次：%s，名册里都不足三人。", "If two entries differ twice, the leading group makes the third: for %s, whose roster has fewer than three people.").With(which))
	}
	if len(t.LeadingGroup) == 0 {
		p.line(say("⚠️ 设置里没有领导小组（leading_group）：由领导小组录的计票无人可录，不能确认。", "⚠️ There is no leading group in the settings (leading_group): nobody can make its entries, and such counts cannot be confirmed."))
	}
	return p.String()
}
