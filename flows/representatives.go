package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// representatives reports the heads of the villagers' groups and the village
// representatives, chosen before the election committee (村民委员会组织法第二十九条).
var representatives = record{
	id: "representatives", title: say("村民代表、小组长", "Representatives, group heads"),
	command: "representatives", words: []string{"村民代表", "居民代表", "推选代表", "representatives"},
	label: say("👥 代表组长", "👥 Representatives"), group: groupPreparing(), kinds: committees(), stage: election.CommitteeStage,
	alone: []flow.StepID{"women", "heads", "how", "households"}, about: []string{"代表", "组长", "推选", "小组"},
	unless:  speech.SaysWhoCame, // 居民代表57人到了51人
	remarks: say("妇女代表少于三分之一会提示", "less than a third women is pointed out"),
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		var said []election.Phrase
		for _, b := range election.RepresentativeBreaches(s.Election, r.Numbers["households"], r.Numbers["representatives"], r.Numbers["women"]) {
			said = append(said, say("⚠️ %s", "⚠️ %s").With(b.Say()))
		}
		return said
	},
	fields: []field{
		amount("households", say("户数", "Households"), say("户", "")),
		amount("groups", say("小组", "Groups"), say("个", ""), "村民小组", "居民小组", "组数", "小组数"),
		amount("heads", say("小组长", "Group heads"), say("人", ""), "组长", "村民小组长", "居民小组长"),
		amount("representatives", say("代表", "Representatives"), say("人", ""), "村民代表", "居民代表"),
		amount("women", say("女代表", "Women among them"), say("人", ""), "妇女代表", "妇女", "女", "女的", "女性", "其中女的", "女同志", "妇女同志", "女居民代表").partOf("representatives"),
		amount("floating", say("流动人口代表", "Of the floating population"), say("人", ""), "流动代表", "外来代表", "流动人口").ifTold(),
		amount("work_units", say("驻区单位代表", "Of units in the area"), say("人", ""), "单位代表", "驻区单位").ifTold(),
		amount("living_here", say("居民中的代表", "Of the residents"), say("人", ""), "本地居民代表", "常住居民代表", "居民小组代表", "居民").ifTold(),
		amount("residents", say("居民登记选民", "Registered residents"), say("人", ""), "登记居民", "居民选民").ifTold(),
		amount("population", say("总人口", "Population"), say("人", ""), "人口").ifTold(),
		amount("again", say("重选的组长", "Heads chosen again"), say("人", ""), "重选组长", "小组长重选", "组长重选", "重新推选").ifTold(),
		choice("how", say("推选方式", "Chosen by"), say("代表是怎样推选的？", "How were they chosen?"),
			flow.Option{Value: "households", Label: say("户代表会推选", "A meeting of households"), Words: []string{"户代表会", "户代表会议", "户代表会推选", "户代表会议推选", "户代表会推选产生", "户代表会推选产生的", "户代表会产生", "户代表会议产生", "户代表会选的", "户代表会推", "户代表会推的", "户代表推选", "户代表推选的", "按户推选"}},
			flow.Option{Value: "groups", Label: say("小组会推选", "A meeting of each group"), Words: []string{"小组会", "小组会议", "小组会推选产生", "小组会产生", "小组推选产生", "小组会推选的", "村民小组会议", "小组推选", "分组推选", "各组推选"}},
			flow.Option{Value: "representatives", Label: say("代表会议推选", "A meeting of representatives"), Words: []string{"代表会议", "代表会"}}).ifTold().askedAs(howChosen()...),
	},
}

// howChosen are the questions for how the representatives came to be.
func howChosen() (all []string) {
	for _, who := range []string{"居民代表", "村民代表", "代表", "代表们"} {
		for _, how := range []string{"怎么产生", "怎么推选", "怎么选出来", "如何产生", "怎样产生"} {
			all = append(all, who+how, who+how+"的", who+"是"+how+"的")
		}
	}
	return all
}
