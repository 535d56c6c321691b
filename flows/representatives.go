package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// representatives reports the heads of the villagers' groups and the village
// representatives, chosen before the election committee (村民委员会组织法第二十九条).
var representatives = record{
	id: "representatives", title: say("村民代表、小组长", "Representatives, group heads"),
	command: "representatives", words: []string{"村民代表", "居民代表", "推选代表", "representatives"},
	label: say("👥 代表组长", "👥 Representatives"), group: groupPreparing(), kinds: committees(), stage: election.CommitteeStage,
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
		amount("groups", say("小组", "Groups"), say("个", ""), "村民小组", "居民小组"),
		amount("heads", say("小组长", "Group heads"), say("人", ""), "组长"),
		amount("representatives", say("代表", "Representatives"), say("人", ""), "村民代表", "居民代表"),
		amount("women", say("女代表", "Women among them"), say("人", ""), "妇女代表", "妇女", "女"),
	},
}
