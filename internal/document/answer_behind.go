package document

import (
	"slices"

	"huanjie/internal/election"
)

// AnswerLate answers «谁逾期了», «还有谁没报»: the stages past their day, on polling day
// who has reported nothing of the vote or no count, and how far the stage is that
// the timetable has reached.
func AnswerLate(s Scope, now election.StageID, l election.Language) string {
	p := s.answer(l, say("⏰ 逾期", "⏰ Late"))
	silent, shown := s.Lists[election.ListSilent], Owing{}
	if election.DateOf(s.AsOf) == s.Election.PollingDay {
		shown.Count = silent.Count
		for _, u := range silent.First {
			shown.First = append(shown.First, u.Unit)
		}
	}
	if len(s.Late) == 0 && shown.Count+s.Uncounted.Count == 0 {
		p.line(say("✅ 没有逾期。", "✅ Nothing is late."))
	} else {
		listLates(p, s.Election, s.AsOf, s.Late, latesRoom)
	}
	if shown.Count > 0 {
		p.line(say("🔕 今天还没报投票人数（%d）：%s", "🔕 No turnout reported today (%d): %s").With(shown.Count, cut(shown.owers(), answerRoom/2)))
	}
	if s.Uncounted.Count > 0 {
		p.line(say("🧮 投票已结束，还没报计票结果（%d）：%s", "🧮 Polling is over, and no count reported (%d): %s").With(s.Uncounted.Count, cut(s.Uncounted.owers(), answerRoom/2)))
	}
	past := slices.ContainsFunc(s.Late, func(late election.LateStage) bool { return late.Stage.ID == now })
	if st, ok := s.Election.Stage(now); ok && !past && s.Owing.Count > 0 {
		p.line(say("📋 现在的阶段：%s，%s前完成，还有 %d/%s没有完成。", "📋 The present stage is %s, to be done by %s: not done yet in %d of %s.").
			With(stageName(st), st.Due().Say(), s.Owing.Count, s.all()))
	}
	return s.end(p, false)
}

// owers names the units and who answers for them.
func (o Owing) owers() election.Phrase {
	return owers(election.LateStage{Count: o.Count, Units: o.First})
}

// AnswerFurther answers «哪些村要再次投票», and with void «哪些村选举无效»: the rounds that
// counts made necessary, a line each.
func AnswerFurther(s Scope, void bool, l election.Language) string {
	p := s.answer(l, say("🔁 还要再投票", "🔁 To vote again"))
	tasks := s.Tasks
	if void {
		tasks = slices.DeleteFunc(slices.Clone(tasks), func(t election.ToDo) bool { return t.Task.Round != election.FreshRound })
	}
	switch {
	case len(s.Tasks) == 0 && !void:
		p.line(say("✅ 没有。", "✅ None."))
		return s.end(p, true)
	case len(tasks) == 0:
		p.line(say("✅ 没有选举无效、要重新选举的。", "✅ No election is void."))
		tasks = s.Tasks
	}
	var lines []election.Phrase
	for _, t := range tasks {
		lines = append(lines, say("· %s：%s", "· %s: %s").With(short(t.Unit.Name, nameMost), t.Task.Say()))
	}
	p.list(lines, len(lines), answerRoom, func(left int) election.Phrase { return say("……另有 %d 项", "… and %d more").With(left) })
	return s.end(p, true)
}

// AnswerProgress answers «各片进度»: how far the areas have come with a stage.
func AnswerProgress(s Scope, id election.StageID, l election.Language) string {
	st, ok := s.Election.Stage(id)
	if !ok {
		return ""
	}
	p := s.answer(l, say("📋 进度", "📋 Progress"))
	p.line(say("%s，%s前完成", "%s, to be done by %s").With(stageName(st), st.Due().Say()))
	parts := s.Parts
	if len(parts) == 0 {
		parts = []election.AreaFigures{{Area: s.Area, Roll: s.Roll, Figures: s.Figures}}
	}
	var lines []election.Phrase
	for _, a := range parts {
		line := say("完成 %d/%s", "done in %d of %s").With(a.Figures[election.StageFigure(id, election.Done)], s.Election.Kind.Units(a.Roll.Units))
		if n := a.Figures[election.StageFigure(id, election.UnderWay)]; n > 0 {
			line = say("%s，进行中 %d", "%s, under way %d").With(line, n)
		}
		if n := a.Figures[election.StageFigure(id, election.InDifficulty)]; n > 0 {
			line = say("%s，🆘 有困难 %d", "%s, 🆘 in difficulty %d").With(line, n)
		}
		if len(s.Parts) > 0 {
			line = say("· %s：%s", "· %s: %s").With(short(a.Area.Name(), nameMost), line)
		}
		lines = append(lines, line)
	}
	p.list(lines, len(lines), answerRoom, func(left int) election.Phrase { return say("……另有 %d 片", "… and %d more areas").With(left) })
	return s.end(p, false)
}
