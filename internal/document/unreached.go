package document

import (
	"strings"

	"huanjie/internal/election"
)

// Blocked tells the office and leaders that a person blocked the bot, and what to do
// about it.
func Blocked(t *election.Town, who election.Person, l election.Language) string {
	p := &page{l: l}
	p.line(say("⚠️ %s · %s：停用了机器人，收不到催报和通知。请打电话问清，请本人在 Telegram 里重新打开机器人、点“启动”。",
		"⚠️ %s · %s: has blocked the bot and gets neither reminders nor notices. Please ring them up; they have to open the bot in Telegram again and tap “Start”.").With(who.ID, Roles(t, who)))
	for _, s := range t.StandIns(who) {
		p.line(say("· %s", "· %s").With(standIn(s)))
	}
	return p.String()
}

// unopenedMost is how many people are listed who have not opened the bot.
const unopenedMost = 20

// Unopened tells the office, or leaders, that something is to be asked of people who
// have never opened the bot, and who is asked instead.
func Unopened(t *election.Town, people []election.Person, office bool, l election.Language) string {
	p := &page{l: l}
	p.title(say("⚠️ 还没打开过机器人，催报发不到：%s", "⚠️ Have not opened the bot, and cannot be asked: %s").With(election.Many(len(people), "%d 人", "%d person", "%d people")))
	for i, who := range people {
		if i == unopenedMost {
			p.line(say("……另有 %d 人", "… and %d more").With(len(people) - i))
			break
		}
		line := say("· %s · %s", "· %s · %s").With(short(string(who.ID), nameMost), Roles(t, who))
		for _, s := range t.StandIns(who) {
			line = say("%s；%s", "%s; %s").With(line, standIn(s))
		}
		p.line(cut(line, 200))
	}
	if office {
		p.line(say("发 /invite 取登记链接，请本人点开。", "Send /invite for their links; they have to open them."))
	} else {
		p.line(say("登记链接在选举办；请打电话提醒本人点开。", "The office has their links; please ring them up."))
	}
	return p.String()
}

// standIn says who is asked for some units instead.
func standIn(s election.StandIn) election.Phrase {
	var names []string
	for _, u := range s.Units {
		names = append(names, u.Name)
	}
	units := say(strings.Join(names, "、"), strings.Join(names, ", "))
	if s.Person == "" {
		return say("%s：没有替补联络员，要上报请找选举办代报", "%s: no stand-in; the office can report").With(units)
	}
	return say("%s：改催替补联络员 %s", "%s: the stand-in, %s, is asked instead").With(units, s.Person)
}

// unopened writes in a digest who has not opened the bot though something was to be
// asked of them.
func unopened(p *page, s election.Summary) {
	if len(s.Unopened) == 0 {
		return
	}
	names := make([]string, len(s.Unopened))
	for i, who := range s.Unopened {
		names[i] = short(string(who), nameMost)
	}
	p.heading(say("📵 还没打开过机器人（%d）", "📵 Have not opened the bot (%d)").With(len(names)))
	p.line(cut(joined(names), unopenedRoom))
}
