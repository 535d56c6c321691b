package document

import (
	"slices"

	"huanjie/internal/election"
)

// dutiesMost is how many changes of a roster are listed.
const dutiesMost = 15

// DutiesOf tells an officer, a checker or a contact what their duties are after a
// change of the roster. all are the duties of all units.
func DutiesOf(town string, all []election.Duties, p election.PersonID, l election.Language) string {
	names := func(has func(election.Duties) bool) (names []string) {
		for _, d := range all {
			if has(d) {
				names = append(names, short(d.Name, nameMost))
			}
		}
		return names
	}
	reports := names(func(d election.Duties) bool { return slices.Contains(d.Officers, p) })
	checks := names(func(d election.Duties) bool { return slices.Contains(d.Checkers, p) })
	asks := names(func(d election.Duties) bool { return d.Contact == p })
	page := &page{l: l}
	page.title(say("📋 %s的名册改了", "📋 The roster of %s has changed").With(short(town, nameMost)))
	part := func(names []string, text election.Phrase) {
		if len(names) > 0 {
			page.line(text.With(cut(joined(names), 300)))
		}
	}
	part(reports, say("现在由您上报的：%s。", "You now report for: %s."))
	part(checks, say("现在由您复核计票的：%s。", "You now check the counts of: %s."))
	part(asks, say("您是村联系人的：%s。", "You are the contact of: %s."))
	if len(reports)+len(checks)+len(asks) == 0 {
		page.line(say("名册里不再有您的村。有疑问请问选举办。", "No unit is yours any more. Ask the office if in doubt."))
	}
	return page.String()
}

// DutiesChanged tells leaders and the office what a new roster has changed. missing
// are new people whom the bot cannot reach.
func DutiesChanged(town string, changes []election.DutyChange, missing []string, l election.Language) string {
	p := &page{l: l}
	p.title(say("📋 %s的名册改了：%d 处", "📋 The roster of %s has changed: %d").With(short(town, nameMost), len(changes)))
	counted := false
	for i, c := range changes {
		counted = counted || c.Counted()
		if i < dutiesMost {
			p.line(say("· %s", "· %s").With(cut(dutyChanged(c), 200)))
		}
	}
	if left := len(changes) - dutiesMost; left > 0 {
		p.line(say("……另有 %d 处", "… and %d more").With(left))
	}
	if counted {
		p.line(say("合计从现在起按新名册算；下一期日报不与以前的比。", "Sums are of the new roster from now on; the next digest is not compared with earlier ones."))
	}
	if len(missing) > 0 {
		p.line(say("⚠️ 还没登记机器人、收不到通知的：%s。发 /invite 取登记链接。", "⚠️ Not registered with the bot, and told nothing: %s. Send /invite for their links.").With(cut(joined(missing), 300)))
	}
	return p.String()
}

// dutyChanged says in one line what has changed for a unit.
func dutyChanged(c election.DutyChange) election.Phrase {
	name := plain(short(c.Is.Name, nameMost))
	switch {
	case c.Was.Unit == "":
		return say("新增 %s%s，联络员 %s", "new: %s%s, officer %s").With(name, inArea(c.Is.Area), named(c.Is.Officers))
	case c.Is.Unit == "":
		return say("撤销 %s%s：它报过的数不再计入合计", "gone: %s%s; what it reported is in no sum any more").With(short(c.Was.Name, nameMost), inArea(c.Was.Area))
	}
	var all []election.Phrase
	add := func(is bool, what election.Phrase) {
		if is {
			all = append(all, what)
		}
	}
	swap := func(what election.Phrase, was, is []election.PersonID) {
		add(!slices.Equal(was, is), say("%s %s → %s", "%s %s → %s").With(what, named(was), named(is)))
	}
	add(c.Was.Name != c.Is.Name, say("原名 %s", "was called %s").With(short(c.Was.Name, nameMost)))
	add(c.Was.Area != c.Is.Area, say("从 %s划到 %s", "moved from %s to %s").With(areaSaid(c.Was.Area), areaSaid(c.Is.Area)))
	add(c.Was.Election != c.Is.Election, say("改属另一个选举", "now of another election"))
	swap(say("联络员", "officer"), c.Was.Officers, c.Is.Officers)
	swap(say("复核人", "checker"), c.Was.Checkers, c.Is.Checkers)
	swap(say("村联系人", "contact"), present(c.Was.Contact), present(c.Is.Contact))
	swap(say("包片领导", "leaders"), c.Was.Leaders, c.Is.Leaders)
	return say("%s：%s", "%s: %s").With(name, sideBySide(all))
}

func present(p election.PersonID) []election.PersonID {
	if p == "" {
		return nil
	}
	return []election.PersonID{p}
}

// named names some people, or says that there is nobody.
func named(all []election.PersonID) election.Phrase {
	if len(all) == 0 {
		return say("无", "nobody")
	}
	return officers(election.Unit{Officers: all})
}

func inArea(a election.Area) election.Phrase {
	if a == election.WholeTown {
		return election.Phrase{}
	}
	return say("（%s）", " (%s)").With(a.Name())
}

func areaSaid(a election.Area) election.Phrase {
	if a == election.WholeTown {
		return say("不分片", "no area")
	}
	return plain(a.Name())
}
