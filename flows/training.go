package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// training reports one training or meeting that was held.
var training = record{
	id: "training", title: say("培训、会议", "Training, meetings"), each: true,
	command: "training", words: []string{"培训", "培训会", "培训班", "培训会议", "开会", "会议", "村民代表会议", "村民代表会", "居民代表会议", "居民代表会", "开了个会", "协商会", "座谈会", "酝酿协商会", "讨论协商会", "开了会", "开了一个会", "代表会", "代表会议", "党员大会", "党员会", "动员会", "动员大会", "部署会", "training", "meeting"},
	label: say("🎓 培训会议", "🎓 Training"), group: groupPreparing(), stage: election.PublicityStage,
	alone: []flow.StepID{"kind"}, unless: speech.TellsCount,
	fields: []field{
		day("held", say("日期", "Held on")),
		choice("kind", say("内容", "About"), say("是什么会？", "What was it?"),
			flow.Option{Value: "training", Label: say("业务培训", "Training"), Words: []string{"培训"}},
			flow.Option{Value: "mobilise", Label: say("动员部署会", "Mobilisation"), Words: []string{"动员", "部署", "动员会", "动员大会", "部署会", "动员部署"}},
			flow.Option{Value: "representatives", Label: say("村（居）民代表会议", "Representatives' meeting"), Words: []string{"代表会议", "代表会", "村民代表会议", "村民代表会", "居民代表会议", "居民代表会"}},
			flow.Option{Value: "members", Label: say("党员大会", "Members' meeting"), Words: []string{"党员会"}},
			flow.Option{Value: "other", Label: say("其他", "Other")}),
		amount("due", say("应到", "Due"), say("人", ""), "应到会", "应参会", "应参加", "应出席").ifTold(),
		amount("people", say("参加人数", "Attended"), say("人", ""), append([]string{"参加", "实到", "到会", "参会", "出席", "人数", "到场", "来了", "到了", "参会人数", "到会人数", "实到人数", "参加的"}, cameFewWords()...)...).partOf("due"),
		photo(say("现场照片", "Photo"), say("请发现场或签到表的照片。", "Please send a photo of the meeting or the attendance list.")),
	},
	checks: []check{{code: "people_over_due", means: say("参加人数多于应到", "more came than were due"), fields: []string{"due", "people"},
		wrong: func(r election.Record) election.Phrase {
			due, told := r.Numbers["due"]
			if !told || r.Numbers["people"] <= due {
				return election.Phrase{}
			}
			return say("参加 %d 人，多于应到的 %d 人。请核对后重新输入。", "%d came, more than the %d due. Please check and enter it again.").With(r.Numbers["people"], due)
		}}},
}
