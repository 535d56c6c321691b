package flows

import "huanjie/internal/election"

// voterGroups reports the groups of a constituency's voters 选民小组, which discuss the first
// list and settle who stands (选举法第三十二条).
var voterGroups = record{
	id: "voter_groups", title: say("选民小组", "Voters' groups"),
	command: "voter_groups", words: []string{"选民小组", "划分选民小组", "编选民小组", "选民小组会", "voters' groups", "voter groups"},
	label: say("👥 选民小组", "👥 Voters' groups"), group: groupCandidates(), kinds: []election.Kind{election.Congress},
	checks: []check{overCheck("voters_over_groups", "heads", "groups", say("小组多于组长", "more groups than heads"),
		say("选民小组 %d 个，多于组长 %d 人：每组要有组长。请核对后重新输入。", "%d groups, more than the %d heads: each has one. Please check and enter it again."))},
	fields: []field{
		amount("groups", say("选民小组数", "Groups"), say("个", ""), "组数", "小组", "选民小组", "小组数", "划分", "分了", "分成", "编了", "编成", "groups"),
		amount("heads", say("选民小组长", "Heads"), say("人", ""), "组长", "小组长", "推选组长", "推选小组长", "heads"),
		amount("voters", say("编入选民", "Voters in them"), say("人", ""), "编入", "选民", "voters").of([]string{"选民"}, "多少选民", "几个选民", "多少名选民", "编入选民", "编入的选民", "选民多少").ifTold(),
	},
}
