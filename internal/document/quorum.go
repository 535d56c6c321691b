package document

import (
	"time"

	"huanjie/internal/election"
)

// QuorumMissed returns the alarm about a unit whose final turnout misses the
// quorum; or, once a later report has changed that, what takes its place.
func QuorumMissed(e election.Election, u election.Unit, p election.Progress, c election.Closing, l election.Language) string {
	out := &page{l: l}
	name := short(u.Name, nameMost)
	if _, counted := p.WholeCount(); counted {
		out.title(say("%s：计票已报，参选以计票为准", "%s: the count has come; turnout goes by the count").With(name))
		return out.String()
	}
	if p.Turnout == nil || !c.Alarms() {
		out.title(say("✅ %s：参选人数已更正，够法定人数", "✅ %s: the turnout was corrected; it meets the quorum").With(name))
		return out.String()
	}
	_, article, _ := e.Quorum()
	out.title(say("✕ %s：投票已结束，参选不够法定人数", "✕ %s: polling is over, and the quorum is missed").With(name))
	out.line(shortOf(*p.Turnout, c.Short))
	out.line(say("%s。计票仍不够的，选举无效，须重新选举；请先核对人数。", "%s. If the count says the same, the election is void and is held afresh; please check the figure first.").With(article.Say()))
	out.line(say("上报人 %s", "Reported by %s").With(p.By.Name()))
	return out.String()
}

// shortOf says how many took part, and how many are missing for the quorum.
func shortOf(t election.Turnout, lacks int) election.Phrase {
	return say("参选 %s，还差 %d 人", "turnout %s, %d short").With(election.Ratio{Part: t.Voted, Whole: t.Registered}, lacks)
}

// Unsaid returns what leaders are told an hour after the close of polling: the
// units without a final turnout whose last one misses the quorum, and those that
// reported none.
func Unsaid(e election.Election, units []election.UnitState, l election.Language, now time.Time) string {
	p := &page{l: l}
	p.title(say("⏳ 投票结束已一小时，%s还没有最终参选人数", "⏳ An hour after the close of polling %s have no final turnout").With(e.Units(len(units))))
	var lines []election.Phrase
	for _, s := range units {
		c, _ := e.Closing(s.Unit, s.Progress, now)
		what := say("一次也没有报", "no turnout at all")
		if t := s.Progress.Turnout; t != nil {
			what = say("%s 报的：%s", "at %s: %s").With(s.Progress.TurnoutAt.In(now.Location()).Format("15:04"), shortOf(*t, c.Short))
		}
		lines = append(lines, say("%s（%s）%s 结束\n　%s", "%s (%s), closed at %s\n  %s").With(short(s.Unit.Name, nameMost), officers(s.Unit), c.End.Format("15:04"), what))
	}
	p.list(lines, len(lines), remindersRoom, moreUnits(e))
	p.line(say("够不够法定人数还不知道，请打电话问。", "Whether the quorum is met is not known; please telephone."))
	return p.String()
}
