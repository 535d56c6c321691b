package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// stage reports how far a unit is with a stage of the election.
var stage = flow.Form[election.StageReport]{
	ID: "stage", Command: "progress", Words: []string{"进度", "阶段", "progress"},
	Title: say("上报阶段进度", "Report progress"), Label: say("📋 进度", "📋 Progress"),
	Steps: []flow.Step[election.StageReport]{
		flow.Choice("stage", say("哪个阶段？", "Which stage?"), stageOptions,
			func(r *election.StageReport, v string) { r.Stage = election.StageID(v) },
			flow.With[election.StageReport]{Label: say("阶段", "Stage")}),
		flow.Choice("status", say("现在是什么情况？", "How does it stand?"), statusOptions,
			func(r *election.StageReport, v string) { r.Status = election.StageStatus(v) },
			flow.With[election.StageReport]{Label: say("情况", "Status")}),
		flow.Prose("reason", say("有什么困难？请用一两句话说明，也可以附照片。", "What is the difficulty? A sentence or two; photos are welcome."),
			func(r *election.StageReport) *string { return &r.Reason },
			flow.With[election.StageReport]{Label: say("困难", "Difficulty"),
				When: func(r election.StageReport) bool { return r.Status == election.InDifficulty }}),
	},
	Review: reviewStage,
	Report: func(r election.StageReport) election.Body { return r },
}

func stageOptions(s flow.Subject, _ election.StageReport) []flow.Option {
	var options []flow.Option
	for _, st := range s.Election.Stages {
		mark := map[election.StageStatus]string{election.Done: "✓ ", election.UnderWay: "… ", election.InDifficulty: "! "}[s.Progress.Stages[st.ID].Status]
		options = append(options, flow.Option{Value: string(st.ID),
			Label: say(mark+st.Name.In(election.Chinese), mark+st.Name.In(election.English)),
			Words: []string{st.Name.In(election.Chinese), st.Name.In(election.English)}})
	}
	return options
}

func statusOptions(flow.Subject, election.StageReport) []flow.Option {
	return []flow.Option{
		{Value: string(election.UnderWay), Label: election.UnderWay.Name(), Words: []string{"正在进行", "正在", "进行"}},
		{Value: string(election.Done), Label: election.Done.Name(), Words: []string{"完成", "做完", "完毕"}},
		{Value: string(election.InDifficulty), Label: election.InDifficulty.Name(), Words: []string{"困难", "有难度", "difficulty"}},
	}
}

// reviewStage says what the stage's time limit makes of the report.
func reviewStage(s flow.Subject, r election.StageReport) []election.Phrase {
	st, ok := s.Election.Stage(r.Stage)
	if !ok {
		return nil
	}
	limit := say("计划 %s 前完成", "Planned to be done by %s").With(st.Planned.Say())
	if !st.Lawful.Last.IsZero() {
		limit = say("法定最迟 %s（%s）", "By law at the latest %s (%s)").With(st.Lawful.Last.Say(), st.Lawful.Article)
	}
	said := []election.Phrase{limit}
	if late := s.Town.Today(s.Now).Sub(st.Due()); late > 0 && r.Status != election.Done {
		said = append(said, say("⚠️ 已逾期 %d 天", "⚠️ %d days overdue").With(late))
	}
	if r.Status == election.InDifficulty {
		said = append(said, say("确认后立即通知包片领导。", "The area's leader is told at once."))
	}
	return said
}
