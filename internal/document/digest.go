// Package document makes of summaries what people read: the text of digests
// and of a unit's state. It writes Telegram's HTML; what people typed is
// escaped.
package document

import (
	"html"
	"strings"
	"time"

	"huanjie/internal/election"
)

// say makes a phrase in every language.
func say(zh, en string) election.Phrase { return election.Say(zh, en) }

// page is a text being written in one language.
type page struct {
	l     election.Language
	lines []string
}

func (p *page) line(s election.Phrase) { p.lines = append(p.lines, html.EscapeString(s.In(p.l))) }
func (p *page) heading(s election.Phrase) {
	p.lines = append(p.lines, "", "<b>"+html.EscapeString(s.In(p.l))+"</b>")
}
func (p *page) String() string { return strings.TrimSpace(strings.Join(p.lines, "\n")) }

// When is a moment for people: 1月12日（周二） 18:00.
func When(t time.Time) election.Phrase {
	return say("%s %s", "%s, %s").With(election.DateOf(t).Say(), t.Format("15:04"))
}

// Digest is the text of a digest: three figures first, then what is late and
// who owes it, then the key villages. late says that it is sent after its
// time. It stays below Telegram's 4096 characters whatever the number of units.
func Digest(s election.Summary, l election.Language, late bool) string {
	p := &page{l: l}
	area := say("全镇", "whole town")
	if s.Area != election.WholeTown {
		area = say("%s", "%s").With(s.Area.Name())
	}
	title := say("📊 %s日报 · %s", "📊 %s digest · %s").With(s.Town, area)
	p.lines = append(p.lines, "<b>"+html.EscapeString(title.In(l))+"</b>")
	p.line(say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), When(s.AsOf)))
	if late {
		p.line(say("（迟发）", "(sent late)"))
	}
	figures(p, s)
	parts(p, s)
	lates(p, s)
	troubles(p, s)
	keys(p, s)
	return p.String()
}

// figures are the three that come first: how far, how many voted, who is
// elected.
func figures(p *page, s election.Summary) {
	f, noun := s.Figures, s.Election.Kind.UnitNoun()
	p.lines = append(p.lines, "")
	if st, done := nowAt(s); st.ID != "" {
		p.line(say("1️⃣ 进度　%s：%d/%d 个%s完成", "1️⃣ Progress: %s done in %d of %d %s").With(st.Name, done, s.Roll.Units, noun))
	}
	p.line(say("2️⃣ 参选　%s（%d/%d 个%s已报）", "2️⃣ Turnout: %s (%d of %d %s reporting)").With(f.Turnout(), f[election.Reporting], s.Roll.Units, noun))
	p.line(say("3️⃣ 当选　%d/%d 名（%d/%d 个%s已计票）", "3️⃣ Elected: %d of %d (%d of %d %s counted)").
		With(f[election.Elected], s.Roll.Seats, f[election.Counted], s.Roll.Units, noun))
	if n := f[election.UnitsFurther]; n > 0 {
		p.line(say("⚠️ %d 个%s须再次投票或另行选举，还缺 %d 名", "⚠️ %d %s need a re-vote or a further election, %d seats left").With(n, noun, f[election.SeatsLeft]))
	}
	if n := f[election.UnitsVoid]; n > 0 {
		p.line(say("⚠️ %d 个%s选举无效，须重新选举", "⚠️ %d %s need a fresh election").With(n, noun))
	}
}

// nowAt is the stage the timetable has reached: the first that is not past, or
// the last of all; and how many units have done it.
func nowAt(s election.Summary) (st election.Stage, done int) {
	today := election.DateOf(s.AsOf)
	for _, st = range s.Election.Stages {
		if !st.Due().Before(today) {
			break
		}
	}
	return st, s.Figures[election.StageFigure(st.ID, election.Done)]
}

func parts(p *page, s election.Summary) {
	if len(s.Parts) == 0 {
		return
	}
	p.heading(say("各片", "Areas"))
	for _, a := range s.Parts {
		p.line(say("%s　参选 %s（%d/%d 已报）", "%s: turnout %s (%d of %d reporting)").With(
			a.Area.Name(), a.Figures.Turnout().Percent(), a.Figures[election.Reporting], a.Roll.Units))
	}
}

func lates(p *page, s election.Summary) {
	if len(s.Late) == 0 {
		p.heading(say("✅ 没有逾期", "✅ Nothing is late"))
		return
	}
	p.heading(say("⏰ 逾期", "⏰ Late"))
	for _, st := range s.Late {
		mark := election.Phrase{}
		if !st.Stage.Lawful.Last.IsZero() {
			mark = say("（法定）", " (by law)")
		}
		p.line(say("%s%s逾期 %d 天，%d 个%s未完成：", "%s%s, %d days late, %d %s:").With(st.Stage.Name, mark, st.Days, st.Count, s.Election.Kind.UnitNoun()))
		p.line(say("　%s", "  %s").With(owers(st, p.l)))
	}
}

// owers names the units and who owes the report: 东河村（周明）、西岭村（李芳）.
func owers(st election.LateStage, l election.Language) string {
	names := make([]string, len(st.Units))
	for i, u := range st.Units {
		names[i] = u.Name
		if len(u.Officers) > 0 {
			names[i] += "（" + string(u.Officers[0]) + "）"
		}
	}
	text := strings.Join(names, "、")
	if more := st.Count - len(st.Units); more > 0 {
		text += say("等，另有 %d 个", " and %d more").With(more).In(l)
	}
	return text
}

func troubles(p *page, s election.Summary) {
	if s.Troubles == 0 {
		return
	}
	p.heading(say("🆘 有困难（%d）", "🆘 In difficulty (%d)").With(s.Troubles))
	for _, u := range s.Troubled {
		for _, st := range s.Election.Stages {
			if state := u.Progress.Stages[st.ID]; state.Status == election.InDifficulty {
				p.line(say("%s · %s：%s", "%s · %s: %s").With(u.Unit.Name, st.Name, short(state.Reason, 60)))
			}
		}
	}
}

func keys(p *page, s election.Summary) {
	if len(s.Key) == 0 {
		return
	}
	p.heading(say("⭐ 重点村", "⭐ Key villages"))
	for _, u := range s.Key[:min(len(s.Key), 12)] {
		p.line(say("%s　%s", "%s: %s").With(u.Unit.Name, Brief(s.Election, u)))
	}
}

// Brief says in a few words how far a unit is.
func Brief(e election.Election, u election.UnitState) election.Phrase {
	if t, ok := u.Progress.Tally(election.FirstRound); ok {
		v := election.Judge(e, t)
		turnout := election.Ratio{Part: t.Participants, Whole: t.Registered}
		switch {
		case v.Outcome != election.ValidElection:
			return say("选举无效，须重新选举", "not valid, fresh election needed")
		case v.SeatsLeft() > 0:
			return say("参选率 %s，选出 %d 名，还缺 %d 名", "turnout %s, %d elected, %d seats left").With(turnout.Percent(), v.ElectedCount(), v.SeatsLeft())
		}
		return say("参选率 %s，%d 名全部选出", "turnout %s, all %d elected").With(turnout.Percent(), v.ElectedCount())
	}
	if t := u.Progress.Turnout; t != nil {
		return say("参选率 %s", "turnout %s").With(election.Ratio{Part: t.Voted, Whole: t.Registered})
	}
	done := 0
	for _, st := range e.Stages {
		if u.Progress.Stages[st.ID].Status == election.Done {
			done++
		}
	}
	return say("完成 %d/%d 个阶段", "%d of %d stages done").With(done, len(e.Stages))
}

func short(s string, most int) string {
	r := []rune(strings.ReplaceAll(s, "\n", " "))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}
