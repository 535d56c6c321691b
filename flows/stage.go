package flows

import (
	"slices"
	"sync"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// stage reports how far a unit is with a stage of the election.
var stage = flow.Form[election.StageReport]{
	Head: flow.Head{
		ID: "stage", Command: "progress", Words: []string{"进度", "阶段", "progress"},
		Both: []flow.StepID{"stage", "status"}, Resumes: speech.DifficultyOver, Title: say("上报阶段进度", "Report progress"), Label: say("📋 进度", "📋 Progress"),
	},
	Steps: []flow.Step[election.StageReport]{
		flow.Choice("stage", say("哪个阶段？", "Which stage?"), stageOptions,
			func(r *election.StageReport, v string) { r.Stage = election.StageID(v) },
			flow.With[election.StageReport]{Field: flow.Field{Label: say("阶段", "Stage")}}),
		flow.Choice("status", say("现在是什么情况？", "How does it stand?"), statusOptions,
			func(r *election.StageReport, v string) { r.Status = election.StageStatus(v) },
			flow.With[election.StageReport]{Field: flow.Field{Label: say("情况", "Status")}}),
		flow.Prose("reason", say("有什么困难？请用一两句话说明，也可以附照片。", "What is the difficulty? A sentence or two; photos are welcome."),
			func(r *election.StageReport) *string { return &r.Reason },
			flow.With[election.StageReport]{Field: flow.Field{Label: say("困难", "Difficulty")},
				When: func(r election.StageReport) bool { return r.Status == election.InDifficulty }}),
	},
	Problems: func(s flow.Subject, r election.StageReport) []election.Problem {
		return voided(s, r.Stage, r.Status == election.Done, "status")
	},
	Review: reviewStage,
	Report: func(r election.StageReport) election.Body { return r },
}

// voided refuses what would end a stage that follows from a vote which is to be held
// again. The field is asked again.
func voided(s flow.Subject, stage election.StageID, ends bool, field string) []election.Problem {
	said := s.Election.Voided(s.Progress, stage)
	if !ends || said.IsZero() {
		return nil
	}
	return []election.Problem{{Code: "void_vote", Fields: []string{field}, Text: said}}
}

func stageOptions(s flow.Subject, _ election.StageReport) []flow.Option {
	options := make([]flow.Option, 0, len(s.Election.Stages))
	for _, st := range s.Election.Stages {
		words := stageWords[st.ID]
		if s.Election.Kind == election.Session {
			words = append(slices.Clip(words), sessionWords[st.ID]...)
		}
		if s.Progress.Stages[st.ID].Status == election.InDifficulty {
			words = append(slices.Clip(words), speech.DifficultyEnds()...)
		}
		options = append(options, flow.Option{Value: string(st.ID), Name: st.Name, Words: words, Label: marked(st.Name, s.Progress.Stages[st.ID].Status)})
	}
	return options
}

// marked is a stage's name with a mark of how it stands.
func marked(name election.Phrase, status election.StageStatus) election.Phrase {
	mark := ""
	switch status {
	case election.Done:
		mark = "✓ "
	case election.UnderWay:
		mark = "… "
	case election.InDifficulty:
		mark = "! "
	default:
		return name
	}
	return say(mark+name.In(election.Chinese), mark+name.In(election.English))
}

// stageWords are what the usual stages are called besides. A word that opens a form of its own
// is a stage only where that form reads nothing: 宣传完成. Read only.
var stageWords = map[election.StageID][]string{
	election.PrepareStage:   {"组织准备工作", "组织准备的事", "工作方案", "制定方案", "准备工作", "准备阶段", "选区划分", "划分选区", "选区划", "划选区", "preparing"},
	election.PublicityStage: {"宣传培训工作", "宣传", "宣传工作", "宣传发动", "业务培训", "培训", "培训工作"}, election.AuditStage: {"审计", "审计工作", "离任审计工作"}, election.CommitteeStage: {"选委会", "选举委员会", "推选选委会", "推选委员会", "成立选委会"},
	election.RollStage:      {"选民榜", "选民大榜", "红榜", "选民红榜", "登记册", "选民册", "名单", "名单公示", "名单公布", "选民名单", "登记公布", "选民名单公示", "选民名单公布", "公示名单", "公布名单", "张贴名单", "贴名单", "名单上墙", "名单张榜", "选民登记", "登记选民", "voter registration", "registration of voters", "登记", "登记公布", "登记工作", "登记的事", "选民登记工作", "选民登记的事", "voter list", "list posted"},
	election.FirstListStage: {"初步名单"}, election.CandidatesStage: {"候选人", "候选人名单", "候选人的名单", "候选名单", "候选人的事", "候选人那块", "候选人这块", "提名", "提名工作", "资格联审", "联审", "候选人公示", "候选人公布", "公示候选人", "公布候选人", "候选人提名", "正式候选人", "正式候选人名单", "正式名单", "提名公示", "nomination", "candidates posted"},
	election.PollingStage: {"投票计票", "投票和计票", "开票", "选举投票", "voting"}, election.FurtherStage: {"另选"},
	election.HandoverStage: {"移交", "移交工作", "交接", "交接工作", "办理移交", "新老交接"}, election.ArchiveStage: {"归档", "归档工作", "整理档案", "资料归档", "材料归档", "档案整理", "档案归", "档案归档", "档案", "档案材料"},
}

// sessionWords are what the stages of a congress in session are called besides. Read only.
var sessionWords = map[election.StageID][]string{
	election.PrepareStage: {"筹备", "筹备工作", "大会筹备", "会务筹备"},
	election.PollingStage: {"第一次会议", "一次会议", "第一次全体会议", "大会", "会议选举"},
}

func statusOptions(flow.Subject, election.StageReport) []flow.Option {
	return []flow.Option{
		{Value: string(election.UnderWay), Label: election.UnderWay.Name(), Short: true, Words: underWay()},
		{Value: string(election.Done), Label: election.Done.Name(), Words: slices.Concat(brought, []string{"√", "✓", "✔", "☑", "完成", "已经完成", "全部完成", "完毕", "完了", "完事", "完工", "搞定", "妥了", "都好了", "好了", "已办", "已经办", "贴出去", "贴出来", "已张贴", "已贴", "上墙", "结束", "已结束", "张榜", "张榜公布", "已张榜", "已张榜公布", "已公布", "公布了", "公布出去了", "公示了", "公示出去了", "公示完", "归档了", "移交了", "交接了", "交接完", "张榜了", "登记了", "审计了", "联审了", "提名了", "贴了", "结果出来", "结果出来了", "过了", "通过了", "收尾了", "收官了", "圆满完成", "顺利完成", "全面完成", "落实", "到位", "ok", "已毕", "都完了", "完结", "已完结", "告一段落", "销号", "可以销号", "可以销号了", "出报告", "出报告了", "报告出来了", "报告出来", "齐活", "齐活儿", "收工", "done", "finished", "completed"}), Flat: true},
		{Value: string(election.InDifficulty), Label: election.InDifficulty.Name(), Words: []string{"困难", "定不下来", "还定不下来", "一直定不下来", "定不下", "定不了", "还定不了", "遇到困难", "推不出来", "选不出来", "推不出", "选不出", "谈不拢", "没人愿意干", "没人肯干", "搞不起来", "弄不起来", "办不起来", "开不起来", "组织不起来", "做不起来", "凑不齐", "搞不成", "办不成", "开不成", "有难度", "有点麻烦", "有麻烦", "麻烦", "不好办", "难办", "有点难", "卡住", "卡住了", "卡壳", "卡壳了", "受阻", "推不动", "办不了", "办不下去", "停滞", "卡在", "推进不下去", "推进不了", "推进不动", "推不下去", "做不下去", "搞不下去", "弄不下去", "进行不下去", "搞不动", "弄不动", "做不了", "搞不了", "弄不了", "有问题", "出问题", "出了问题", "遇到问题", "碰到问题", "遇到阻力", "有阻力", "difficulty", "difficult"}},
	}
}

// brought are the verbs of work brought to an end. Read only.
var brought = []string{
	"办完", "办好", "办妥", "做完", "做好", "做妥", "搞完", "搞好", "搞妥", "弄完", "弄好", "弄妥", "整完", "整好", "整妥", "忙完",
	"弄停当", "办停当", "搞停当", "弄利索", "办利索", "整利索", "弄利落", "办利落", "弄清爽", "弄归一", "搞归一", "整归一", "弄巴适", "整巴适", "拾掇好", "捯饬好", "忙活完", "弄齐", "办齐", "搞齐", "备齐", "齐备", "就绪", "停当", "利索",
	"推出来", "推选出来", "选出来", "定出来", "定下来", "定好", "定妥", "敲定", "搞出来", "弄出来", "审下来", "收口", "收官",
	"干完", "贴完", "贴好", "审完", "审妥", "查完", "走完", "开完", "选完", "选好", "推完", "交完", "交好", "交妥", "登完", "登好",
}

// underWay are the ways of saying that work goes on, or is not brought to an end yet, 还没做完; made once, read only.
var underWay = sync.OnceValue(func() []string {
	all := []string{"中", "还差一步", "就差一步", "差一步", "差一点", "还差一点", "还在", "差不多了", "快了", "收尾", "收尾阶段", "扫尾", "进入尾声", "接近尾声", "尾声", "做得差不多", "弄得差不多", "搞得差不多", "办得差不多", "完成得差不多", "正在进行", "正在", "正开着会", "正开会", "正开着", "开着会", "正在开", "正在开会", "正搞着", "正办着", "正弄着", "正忙着", "进行", "在办", "正在办", "还在办", "在搞", "正在搞", "正在做", "在做", "正在弄", "在弄", "还在弄", "还在搞", "还在做", "还在走", "还在核", "还在整", "还在推", "还在忙", "还在收尾", "还在进行", "在进行", "进行着", "弄着", "搞着", "做着", "办着", "忙着", "正常做着", "在推进", "推进中", "正在推进", "正在收尾", "在收尾", "启动", "正式启动", "已启动", "启动了", "刚启动", "刚开始弄", "刚开始搞", "刚开始办", "刚开始做", "才开始弄", "才开始搞", "才开始", "开始弄", "开始搞", "开始办", "开始做", "开始弄了", "开始搞了", "开始办了", "开始做了", "刚起步", "才起步", "开始", "已开始", "刚开始", "开始了", "走程序", "在走程序", "还在走程序", "村里在走程序", "正在走程序", "走流程", "在走流程", "under way", "in progress", "started"}
	for _, not := range [...]string{"没", "还没", "没有"} {
		for _, w := range brought {
			all = append(all, not+w)
		}
	}
	return all
})

// reviewStage says what the stage's time limit makes of the report.
func reviewStage(s flow.Subject, r election.StageReport) []election.Phrase {
	st, ok := s.Election.Stage(r.Stage)
	if !ok {
		return nil
	}
	var said []election.Phrase
	today := s.Town.Today(s.Now)
	if st.Planned != st.Lawful.Last {
		said = append(said, say("计划%s前完成", "Planned to be done by %s").With(st.Planned.Say(today)))
	}
	if !st.Lawful.Last.IsZero() {
		said = append(said, say("法定最迟%s（%s）", "By law at the latest %s (%s)").With(st.Lawful.Last.Say(today), st.Lawful.Article))
	}
	switch late := today.Sub(st.Due()); {
	case r.Status == election.Done || late <= 0:
	case !st.Lawful.Last.IsZero() && st.Lawful.Last.Before(today):
		said = append(said, election.Many(today.Sub(st.Lawful.Last), "⚠️ 已过法定时限 %d 天", "⚠️ %d day past the lawful limit", "⚠️ %d days past the lawful limit"))
	default:
		said = append(said, election.Many(late, "⚠️ 比计划晚了 %d 天", "⚠️ %d day behind the plan", "⚠️ %d days behind the plan"))
	}
	if r.Status == election.Done {
		for _, b := range s.Election.TooEarly(r.Stage, today, election.EventsOf(s.Progress, s.Town.Location)) {
			why := b.Text // what the timetable says needs no article
			if b.Article != (election.Article{}) {
				why = b.Say()
			}
			said = append(said, say("⚠️ 太早：%s", "⚠️ Too early: %s").With(why))
		}
	}
	if r.Status == election.InDifficulty {
		said = append(said, say("确认后立即通知包片领导。", "The area's leader is told at once."))
	}
	return said
}
