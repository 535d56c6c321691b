package document

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// unitRoom is the room for the stages of a unit, in UTF-16 units.
const unitRoom = 1500

// recordsRoom is the room for the records of a unit, in UTF-16 units.
const recordsRoom = 600

// UnitState returns the text about one unit: every stage, the turnout, the
// counts and how reliable they are, its records. now is in the town's
// location.
func UnitState(t *election.Town, u election.UnitState, l election.Language, now time.Time) string {
	p, e, today := &page{l: l}, t.ElectionOf(u.Unit), election.DateOf(now)
	p.title(plain(short(u.Unit.Name, nameMost)))
	p.line(say("%s · 选举日 %s", "%s · polling day %s").With(e.Kind.Name(), e.PollingDay.Say(today)))
	var stages []election.Phrase
	for _, st := range e.Stages {
		if e.Owes(u.Progress, st.ID) || u.Progress.Stages[st.ID].Status == election.Done { // otherwise a further election that nobody needs
			stages = append(stages, stageLine(e.StageOf(u.Progress, st.ID), st, today))
		}
	}
	p.list(stages, len(stages), unitRoom, func(left int) election.Phrase {
		return say("……另有 %d 个阶段", "… and %d more stages").With(left)
	})
	roll(p, e, u, today)
	if t, ok := u.Progress.WholeCount(); ok {
		p.line(say("🗳 参选 %s", "🗳 Turnout %s").With(election.Ratio{Part: t.Participants, Whole: t.Registered}))
	} else if t := u.Progress.Turnout; t != nil {
		p.line(say("🗳 参选 %s", "🗳 Turnout %s").With(election.Ratio{Part: t.Voted, Whole: t.Registered}))
	}
	counts(p, e, u, today)
	elected(p, e, u)
	candidates(p, e, u, today)
	for _, b := range e.IntervalBreaches(election.EventsOf(u.Progress, now.Location()), today) {
		p.line(say("⚠️ %s", "⚠️ %s").With(cut(b.Say(), 200)))
	}
	unitCases(p, u, now)
	records(p, t.Records, u.Progress, today)
	if u.Progress.Reports > 0 {
		p.line(say("最近上报 %s，%s", "Last report %s, %s").With(election.SayTime(u.Progress.Last, now), u.Progress.By.Name()))
	}
	return p.String()
}

// roundsMost is how many counts of a unit are written out.
const roundsMost = 4

// counts writes the result of each count, who is elected after all of them,
// and what has still to be held.
func counts(p *page, e election.Election, u election.UnitState, today election.Date) {
	for _, r := range u.Hidden {
		p.line(say("🔒 %s已计票。您可以复核，所以两次录入一致以前数字不显示；请点“计票”录入。", "🔒 %s: counted. You may check it, so the figures are not shown before two entries agree; enter it with “count”.").With(r.Name()))
	}
	all := u.Progress.Counts
	for _, c := range all[max(0, len(all)-roundsMost):] {
		for _, line := range c.BallotFigures() {
			p.line(say("🧮 %s（%s）：%s", "🧮 %s (%s): %s").With(c.Round.Name(), c.Status().Name(), line))
		}
		p.line(say("⚖️ %s", "⚖️ %s").With(cut(election.Judge(e, c.Tally).Sentence(), 400)))
		if lacks := sideBySide(c.Missing()); !lacks.IsZero() {
			mark := "🔁"
			if c.Status() == election.Confirmed {
				mark = "📷"
			}
			p.line(say("%s %s", "%s %s").With(mark, lacks))
		}
	}
	if len(u.Progress.Stands) > 0 && len(u.Hidden) == 0 {
		p.line(say("❗ %s", "❗ %s").With(cut(stands(u.Progress), 200)))
	}
	if len(all) > 1 {
		p.line(say("👥 共选出 %d 名", "👥 Elected in all: %d").With(len(e.Winners(u.Progress))))
	}
	for _, t := range e.OpenTasks(u.Unit, u.Progress) {
		if slices.Contains(u.Hidden, t.Round) {
			continue // it was held
		}
		p.line(say("📌 %s", "📌 %s").With(cut(t.Say(today), 200)))
	}
}

// stageLine says how a stage stands: ✅ done, 🔄 under way, ⚠️ in difficulty, ⏰
// late, ▫️ not started, 📝 to be filled in.
func stageLine(state election.StageState, st election.Stage, today election.Date) election.Phrase {
	mark := map[election.StageStatus]string{election.Done: "✅", election.UnderWay: "🔄", election.InDifficulty: "⚠️", election.NotStarted: "▫️", election.FillIn: "📝"}[state.Status]
	text := say("%s %s：%s", "%s %s: %s").With(mark, stageName(st), state.Status.Name())
	switch late := today.Sub(st.Due()); {
	case state.Status == election.Done || state.Status == election.FillIn:
	case late > 0:
		text = say("%s，⏰ 逾期 %s", "%s, ⏰ %s late").With(text, election.Days(late))
	default:
		text = say("%s，%s前", "%s, by %s").With(text, st.Due().Say(today))
	}
	if state.Reason != "" {
		text = say("%s，%s", "%s, %s").With(text, short(state.Reason, 60))
	}
	return text
}
