package bot

import (
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// standsIn says what becomes of a person's work while they are away. Nothing is handed
// over: who else may report, or gets what a leader gets, is in the roster.
func (d *desk) standsIn() store.Message {
	p := d.person
	if len(p.Units) > 0 || len(p.Areas) == 0 && !p.Office && !p.Observer {
		return plain(wordsReportsInstead(d.otherOfficers(), d.store.Town().Phone).In(d.lang))
	}
	m := plain(wordsGetsInstead(d.getsTheSame(), d.store.Town().Phone).In(d.lang))
	if c, ok := commandOf(cmdSettings); ok {
		m.Buttons = [][]store.Button{{{Label: "/" + string(cmdSettings) + " " + c.words[0], Data: menuMark + string(cmdSettings)}}}
	}
	return m
}

// otherOfficers are those who may report what the person reports, with the unit.
func (d *desk) otherOfficers() (others []string) {
	for _, id := range d.person.Units {
		u, _ := d.store.Town().Unit(id)
		for _, p := range u.Officers {
			if name := string(p) + "（" + u.Name + "）"; p != d.person.ID {
				others = append(others, name)
			}
		}
	}
	return others
}

// getsTheSame says who else gets what the person gets as a leader, as the office, or as
// an observer.
func (d *desk) getsTheSame() election.Phrase {
	town, p := d.store.Town(), d.person
	switch {
	case p.Office:
		return say("选举办登记的 %d 个账号收到的都一样。", "The %d accounts of the office all get the same.").With(len(town.Office))
	case p.Observer && len(p.Areas) == 0:
		return say("监督员不定时收日报，发“日报”随时看。", "Observers get no digest by themselves; send “digest” at any time.")
	case p.MayRead(election.WholeTown):
		if others := without(town.LeadingGroup, p.ID); len(others) > 0 {
			return say("领导小组收到同样的：%s。", "Of the leading group, these get the same: %s.").With(document.Joined(others))
		}
		return say("领导小组只登记了您一位。", "You are the only one of the leading group here.")
	}
	var names []string
	var leaders []election.PersonID
	for _, a := range p.Areas {
		names = append(names, a.Name())
		for _, u := range town.Units {
			if a.Holds(u.Area) {
				leaders = append(leaders, u.Leaders...)
			}
		}
	}
	same := say("%s只登记了您一位领导，同样的日报没有别人收。", "You are the only leader of %s here; nobody else gets this digest.").With(document.Joined(names))
	if others := without(leaders, p.ID); len(others) > 0 {
		same = say("%s的领导还有：%s。", "Other leaders in %s: %s.").With(document.Joined(names), document.Joined(others))
	}
	return say("%s突发同时发给选举办，特急的也发给领导小组，超时没人答复的再报领导小组；请示领导小组也能批。",
		"%s Incidents go to the office as well, grave ones also to the leading group, and to it whatever is not answered in time; requests may be decided by the leading group too.").With(same)
}

// without are the names of some people, each once, but for one.
func without(all []election.PersonID, one election.PersonID) (names []string) {
	for _, p := range all {
		if p != one && !slices.Contains(names, string(p)) {
			names = append(names, string(p))
		}
	}
	return names
}

func wordsReportsInstead(others []string, phone string) election.Phrase {
	who := say("这里只登记了您一位联络员，别人替不了您", "you are the only officer here, so that nobody else can")
	if len(others) > 0 {
		who = say("可以直接替您报的：%s", "who can report for you: %s").With(document.Joined(others))
	}
	return say("🤝 请假、找人替：%s。选举办也可以代报（写村名和数字）；要换人、加人请找选举办%s改名册。我没有通知任何人，请您自己跟他们说好。",
		"🤝 Somebody in your place: %s. The office may report for a village too, and changes who is in the roster%s. I have told nobody; please arrange it with them.").With(who, wordsPhone(phone))
}

func wordsGetsInstead(same election.Phrase, phone string) election.Phrase {
	return say("🤝 请假、出差：该您收的照旧发给您，不转给别人；几点收日报、什么时候免打扰，在下面的设置里改。%s\n要别人替您收，请选举办%s在名册里加上他。我没有通知任何人，请您自己跟他们说好。",
		"🤝 While you are away: what is yours still comes to you, and is passed to nobody; the hours of your digest and your quiet hours are in the settings below. %s\nFor somebody else to get it, the office%s adds them to the roster. I have told nobody; please arrange it with them.").With(same, wordsPhone(phone))
}
