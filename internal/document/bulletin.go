package document

import (
	"fmt"
	"io"
	"strings"

	"huanjie/internal/election"
)

// BulletinKind is which of the papers between the first stage and the summary it is.
type BulletinKind string

// The bulletins, by the words that ask for them.
const (
	StageBulletin BulletinKind = "阶段简报" // how far each stage is
	DailyBulletin BulletinKind = "每日快报" // what came in today
)

// Bulletin 简报 is a paper on how things stand, by the engine of the summary. It says as
// of when, and which figures are not confirmed. It is written in Chinese.
type Bulletin struct {
	Closing
	Kind BulletinKind
}

// Days ahead for which a bulletin tells what is due.
const (
	stageAhead = 14
	dailyAhead = 3
)

// Write writes the bulletin as a Word file.
func (b Bulletin) Write(to io.Writer) error {
	if err := b.sums(); err != nil {
		return err
	}
	w := &closing{Closing: b.Closing, wordFile: newWordFile(to)}
	w.title(b.Of + "换届选举" + string(b.Kind))
	w.text(b.asOfBulletin())
	for _, e := range b.Town.Elections {
		states := b.of(e)
		if len(states) == 0 {
			continue
		}
		prefix := ""
		if len(b.Town.Elections) > 1 {
			prefix = e.Kind.Name().In(election.Chinese) + "："
		}
		if b.Kind == DailyBulletin {
			w.daily(e, states, prefix)
		} else {
			w.staged(e, states, prefix)
		}
	}
	w.signed()
	w.newPage("附　各单位情况")
	w.unitTables()
	if err := w.close(); err != nil {
		return fmt.Errorf("write bulletin of %s: %w", b.Of, err)
	}
	return nil
}

// asOfBulletin says as of when the figures are, and how many of them are settled.
func (c Closing) asOfBulletin() string {
	if line := c.asOf(); line != "" {
		return line
	}
	return fmt.Sprintf("（截至%s%s，计票结果已全部确认。）", election.DateOf(c.AsOf).InFull().In(election.Chinese), c.AsOf.Format("15:04"))
}

// staged writes how far an election's stages are.
func (w *closing) staged(e election.Election, states []election.UnitState, prefix string) {
	f := w.added(e, states)
	w.section(prefix + "总体进展")
	w.text(w.basics(e, states, f))
	w.section(prefix + "各阶段完成情况")
	w.stages(e, states)
	w.late(e, states)
	w.troubled(e, states)
	w.section(prefix + "来信来访和突发情况")
	w.caseKinds(states)
	w.section(prefix + "近期时限")
	w.comingUp(e, states, stageAhead)
}

// daily writes what came in today, and how far the votes are.
func (w *closing) daily(e election.Election, states []election.UnitState, prefix string) {
	f := w.added(e, states)
	w.section(prefix + "今日进展")
	w.today(e, states)
	w.section(prefix + "总体进展")
	w.text(w.basics(e, states, f))
	if f[election.Counted] > 0 {
		w.results(e, states, f)
		w.rounds(e, states)
	}
	w.section(prefix + "逾期和有困难的阶段")
	late, troubled := w.late(e, states), w.troubled(e, states)
	if !late && !troubled {
		w.text("没有逾期的阶段，也没有报来困难。")
	}
	w.section(prefix + "近期时限")
	w.comingUp(e, states, dailyAhead)
}

// today writes what came in on the day of the bulletin: stages finished, counts, cases.
func (w *closing) today(e election.Election, states []election.UnitState) {
	now, said := election.DateOf(w.AsOf), false
	line := func(what string, names []string) {
		if len(names) > 0 {
			w.text(fmt.Sprintf("%s的%s：%s。", what, unitsOf(e, len(names)), firstNames(names)))
			said = true
		}
	}
	for _, st := range e.Stages {
		line("今日完成"+st.Name.In(election.Chinese), unitNames(states, func(u election.UnitState) bool {
			s := u.Progress.Stages[st.ID]
			return s.Status == election.Done && s.Day(w.Town.Location) == now
		}))
	}
	line("今日上报计票", unitNames(states, func(u election.UnitState) bool {
		for _, c := range u.Progress.Counts {
			if !c.At.IsZero() && election.DateOf(c.At.In(w.Town.Location)) == now {
				return true
			}
		}
		return false
	}))
	for _, u := range states {
		for _, one := range u.Progress.Cases {
			if election.DateOf(one.At.In(w.Town.Location)) == now {
				w.text(fmt.Sprintf("%s今日报来%s：%s，%s。", u.Unit.Name, one.Kind.Name().In(election.Chinese), one.Kind.TopicName(one.Topic).In(election.Chinese), ended(one)))
				said = true
			}
		}
	}
	if !said {
		w.text("今日没有新上报的进展。")
	}
}

func ended(one election.CaseState) string {
	if one.Open() {
		return "尚未办结"
	}
	return "已办结"
}

// late names the units that have not finished a stage whose last day is over.
func (w *closing) late(e election.Election, states []election.UnitState) (said bool) {
	today := election.DateOf(w.AsOf)
	for _, st := range e.Stages {
		if !st.Due().Before(today) {
			continue
		}
		names := unitNames(states, func(u election.UnitState) bool { return e.Awaits(u.Progress, st.ID) })
		if len(names) > 0 {
			w.text(fmt.Sprintf("%s（%s到期）逾期的%s：%s。", st.Name.In(election.Chinese), w.day(st.Due()), unitsOf(e, len(names)), firstNames(names)))
			said = true
		}
	}
	return said
}

// firstNames are names, the first ones of many.
func firstNames(names []string) string {
	if len(names) > longestSum {
		return strings.Join(names[:longestSum], "、") + "等"
	}
	return strings.Join(names, "、")
}

// troubled names the units in difficulty, with their words.
func (w *closing) troubled(e election.Election, states []election.UnitState) (said bool) {
	for _, st := range e.Stages {
		for _, u := range states {
			if s := e.StageOf(u.Progress, st.ID); s.Status == election.InDifficulty {
				w.text(fmt.Sprintf("%s在%s上有困难：%s。", u.Unit.Name, st.Name.In(election.Chinese), strings.TrimRight(s.Reason, "。")))
				said = true
			}
		}
	}
	return said
}

// comingUp says what is due within some days, and how many units have not finished it.
func (w *closing) comingUp(e election.Election, states []election.UnitState, days int) {
	today, said := election.DateOf(w.AsOf), false
	for _, st := range e.Stages {
		due := st.Due()
		open := unitNames(states, func(u election.UnitState) bool { return e.Owes(u.Progress, st.ID) })
		if due.Before(today) || today.AddDays(days).Before(due) || len(open) == 0 {
			continue
		}
		w.text(fmt.Sprintf("%s前完成%s，还有%s没有完成。", w.day(due), st.Name.In(election.Chinese), unitsOf(e, len(open))))
		said = true
	}
	if !said {
		w.text(fmt.Sprintf("今后%d天内没有到期的阶段。", days))
	}
}

// unitNames are the names of the units of which something is so.
func unitNames(states []election.UnitState, so func(election.UnitState) bool) (names []string) {
	for _, u := range states {
		if so(u) {
			names = append(names, u.Unit.Name)
		}
	}
	return names
}
