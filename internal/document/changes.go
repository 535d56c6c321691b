package document

import (
	"time"

	"huanjie/internal/election"
)

// changesRoom is what the changes since the last digest may take, in UTF-16
// units.
const changesRoom = 420

// stagesChanged is how many stages are named among the changes.
const stagesChanged = 3

// changes writes in at most four lines what is new since the last digest of
// the area. It writes nothing in the first digest.
func changes(p *page, s election.Summary) {
	if s.Before.At.IsZero() {
		return
	}
	kinds := changed(s)
	since := sinceWhen(s.Before.At, s.AsOf)
	if len(kinds) == 0 {
		p.line(say("📈 比%s：没有变化", "📈 Since %s: nothing new").With(since))
		return
	}
	p.line(say("📈 比%s：", "📈 Since %s:").With(since))
	var lines []election.Phrase
	for _, k := range kinds {
		lines = append(lines, say("· %s", "· %s").With(k))
	}
	p.list(lines, len(lines), changesRoom, func(left int) election.Phrase { return say("· ……", "· …") })
}

// changed says each kind of change since the digest before. What has no words of
// its own is said to be there.
func changed(s election.Summary) (kinds []election.Phrase) {
	d := s.Figures.Minus(s.Before.Figures)
	for _, kind := range [][]election.Phrase{stagesSince(s, d), votesSince(s, d), troublesSince(s, d)} {
		if len(kind) > 0 {
			kinds = append(kinds, sideBySide(kind))
		}
	}
	if len(kinds) == 0 && len(d) > 0 {
		kinds = append(kinds, say("台账、名单有新上报（发“台账”看）", "new records or lists (send “ledger”)"))
	}
	return kinds
}

// stagesSince says how many more units have done their stages.
func stagesSince(s election.Summary, d election.Figures) (said []election.Phrase) {
	left := 0
	for _, st := range s.Election.Stages {
		n := d[election.StageFigure(st.ID, election.Done)]
		switch {
		case n == 0:
		case len(said) == stagesChanged:
			left++
		default:
			said = append(said, say("%s %s", "%s %s").With(stageName(st), more(n, s.Election.Units)))
		}
	}
	if left > 0 {
		said = append(said, say("另有 %s有变化", "%s more changed").With(stages(left)))
	}
	if len(said) > 0 {
		said[0] = say("完成：%s", "done: %s").With(said[0])
	}
	return said
}

// votesSince says how many more people voted, were counted, confirmed and
// elected.
func votesSince(s election.Summary, d election.Figures) (said []election.Phrase) {
	units := s.Election.Units
	voters := func(n int) election.Phrase {
		if n == 1 {
			return say("1 人", "1 voter")
		}
		return say("%s 人", "%s voters").With(election.Thousands(n))
	}
	people := func(n int) election.Phrase { return election.Many(n, "%d 名", "%d person", "%d people") }
	for _, part := range []struct {
		figure election.Figure
		text   election.Phrase
		noun   func(int) election.Phrase
	}{
		{election.RollsPublished, say("名单公布 %s", "rolls posted %s"), units},
		{election.Voted, say("参选 %s", "turnout %s"), voters},
		{election.Counted, say("计票 %s", "counted %s"), units},
		{election.UnitsConfirmed, say("确认 %s", "confirmed %s"), units},
		{election.Elected, say("当选 %s", "elected %s"), people},
	} {
		if n := d[part.figure]; n != 0 {
			said = append(said, part.text.With(more(n, part.noun)))
		}
	}
	return said
}

// troublesSince says which troubles are new, and which are settled.
func troublesSince(s election.Summary, d election.Figures) (said []election.Phrase) {
	for _, k := range []election.CaseKind{election.Incident, election.Request, election.Objection} {
		fresh := d[election.CasesFigure(k, "", false)]
		settled := fresh - d[election.CasesFigure(k, "", true)]
		if fresh > 0 {
			said = append(said, say("新增%s %d 件", "new: %s %d").With(k.Name(), fresh))
		}
		if settled > 0 {
			said = append(said, say("办结%s %d 件", "closed: %s %d").With(k.Name(), settled))
		}
	}
	if n := s.Lists[election.ListTroubled].Count - s.Before.Troubled; n != 0 {
		said = append(said, say("有困难 %s", "in difficulty %s").With(more(n, s.Election.Units)))
	}
	if n := s.LateCount() - s.Before.Late; n != 0 {
		said = append(said, say("逾期 %s", "late %s").With(more(n, func(n int) election.Phrase { return election.Many(n, "%d 项", "%d stage", "%d stages") })))
	}
	return said
}

// more returns the change of a number: +1,240 人, −3 个村.
func more(n int, noun func(int) election.Phrase) election.Phrase {
	if n < 0 {
		return say("−%s", "−%s").With(noun(-n))
	}
	return say("+%s", "+%s").With(noun(n))
}

// sinceWhen returns a recent moment: 昨天 18:00. Both are in the town's
// location.
func sinceWhen(at, now time.Time) election.Phrase {
	clock := at.Format("15:04")
	switch election.DateOf(now).Sub(election.DateOf(at)) {
	case 0:
		return say("今天 %s", "today, %s").With(clock)
	case 1:
		return say("昨天 %s", "yesterday, %s").With(clock)
	}
	return election.SayTime(at, now)
}
