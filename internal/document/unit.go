package document

import (
	"html"
	"time"

	"huanjie/internal/election"
)

// UnitState is the text about one unit: every stage, the turnout, the count.
func UnitState(e election.Election, u election.UnitState, l election.Language, now time.Time) string {
	p := &page{l: l}
	p.lines = append(p.lines, "<b>"+html.EscapeString(u.Unit.Name)+"</b>")
	p.line(say("%s · 选举日 %s", "%s · polling day %s").With(e.Kind.Name(), e.PollingDay.Say()))
	today := election.DateOf(now)
	for _, st := range e.Stages {
		stageLine(p, e, u.Progress, st, today)
	}
	if t := u.Progress.Turnout; t != nil {
		p.line(say("🗳 参选率 %s", "🗳 Turnout %s").With(election.Ratio{Part: t.Voted, Whole: t.Registered}))
	}
	if t, ok := u.Progress.Tally(election.FirstRound); ok {
		p.line(say("🧮 发出 %d，收回 %d，有效 %d，无效 %d", "🧮 issued %d, returned %d, valid %d, invalid %d").With(t.Issued, t.Returned, t.Valid, t.Invalid))
		p.line(election.Judge(e, t).Sentence())
	}
	if u.Progress.Reports > 0 {
		p.line(say("最近上报 %s", "Last report %s").With(When(u.Progress.Last.In(now.Location()))))
	}
	return p.String()
}

// stageLine says how a stage stands: ✅ done, 🔄 under way, ⚠️ in difficulty,
// ⏰ late, ▫️ not started.
func stageLine(p *page, e election.Election, pr election.Progress, st election.Stage, today election.Date) {
	state := pr.Stages[st.ID]
	if !e.Owes(pr, st.ID) && state.Status != election.Done {
		return // a further election nobody needs
	}
	late := today.Sub(st.Due())
	mark := map[election.StageStatus]string{election.Done: "✅", election.UnderWay: "🔄", election.InDifficulty: "⚠️", election.NotStarted: "▫️"}[state.Status]
	text := say("%s %s：%s", "%s %s: %s").With(mark, st.Name, state.Status.Name())
	switch {
	case state.Status == election.Done:
	case late > 0:
		text = say("%s，⏰ 逾期 %d 天", "%s, ⏰ %d days late").With(text, late)
	default:
		text = say("%s（%s 前）", "%s (by %s)").With(text, st.Due().Say())
	}
	if state.Reason != "" {
		text = say("%s，%s", "%s, %s").With(text, short(state.Reason, 60))
	}
	p.line(text)
}
