package flows

import (
	"huanjie/internal/flow"
)

// officeMeeting reports one meeting that the office held itself.
var officeMeeting = record{
	id: "office_meeting", title: say("本级会议", "The office's meetings"), each: true,
	words: []string{"本级会议", "镇会议", "镇里会议", "全镇会议", "街道会议", "县里会议", "区里会议", "办会议", "office meeting"},
	label: say("🏛 本级会议", "🏛 Meetings"), group: groupOffice(), kinds: officeWork(), alone: []flow.StepID{"kind"},
	fields: []field{
		day("held", say("日期", "Held on"), "开会", "开了会", "开过会", "开了个会", "召开"),
		choice("kind", say("内容", "About"), say("是什么会？", "What was it?"),
			flow.Option{Value: "mobilise", Label: say("动员部署会", "Mobilisation"), Words: []string{"全镇动员部署会", "动员会", "动员大会", "部署会", "动员部署", "开动员会", "动员"}},
			flow.Option{Value: "instructors", Label: say("指导组会议", "Instructors"), Words: append([]string{"指导员会议", "指导组例会", "工作指导组会议", "指导员例会", "指导员会", "指导员培训会", "指导组"}, meets("指导组")...)},
			flow.Option{Value: "training", Label: say("骨干业务培训", "Training"), Words: []string{"业务培训", "培训会", "培训班", "培训"}},
			flow.Option{Value: "group", Label: say("领导小组会议", "Leading group"), Words: append([]string{"领导小组"}, meets("领导小组")...)},
			flow.Option{Value: "study", Label: say("分析研判会", "Analysis"), Words: []string{"研判会", "分析会", "研判", "调度会", "推进会", "碰头会"}},
			flow.Option{Value: "other", Label: say("其他会议", "Other"), Words: []string{"其他"}}),
		amount("people", say("与会人数", "Attended"), say("人", ""), append([]string{"参加人数", "参加", "与会", "实到", "到会", "参会", "出席", "人数", "到场", "参会人数", "到会人数", "来了", "到了", "people", "took part"}, cameFewWords()...)...),
		prose("about", say("说明", "About"), say("还有什么要说明的？", "Anything else?"), "议题", "研究", "研究了", "讨论", "讨论了", "主要研究", "主要讨论").ifTold(),
	},
}

// meets are ways to say that some group met.
func meets(group string) (all []string) {
	for _, how := range [...]string{"会", "会议", "例会", "碰头会", "开会", "开会了", "开了会", "开了个会", "开了一次会", "开了次会", "开了个碰头会", "召开会议", "碰头", "碰了头", "开了", "开过", "开过会", "会开了", "会开过"} {
		all = append(all, group+how)
	}
	return all
}
