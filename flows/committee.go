package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// committee reports the village's election committee 村民选举委员会, which leads
// the election (村民委员会组织法第十四条).
var committee = record{
	id: "committee", title: say("选举委员会", "Election committee"),
	command: "committee", words: []string{"选举委员会", "选委会", "committee"},
	label: say("🏛 选委会", "🏛 Committee"), group: groupPreparing(), kinds: committees(), stage: election.CommitteeStage, ends: true, on: "elected", unless: speech.MeetsOnly, rather: []string{"选委会名单", "选举委员会名单", "选委会成员", "选举委员会成员", "选委会人选", "推选选委会", "选出选委会", "产生选委会"},
	review: func(s flow.Subject, r election.Record) []election.Phrase {
		if n := r.Numbers["members"]; n > 0 && n%2 == 0 {
			return []election.Phrase{say("成员 %d 人是双数，表决时可能票数相等。", "%d members: an even number can be divided in a vote.").With(n)}
		}
		return nil
	},
	fields: []field{
		day("elected", say("推选日期", "Chosen on"), "推选", "通过", "通过了", "开的", "举手通过", "产生", "选的", "选出", "选出来", "选出来的", "成立"),
		amount("members", say("成员", "Members"), say("人", ""), "委员", "选举委员会", "选委会"),
		names("head", say("主任", "Head"), say("选举委员会主任是谁？", "Who heads the committee?"), "负责人", "主任委员"),
		choice("led", say("书记主持", "Led by the secretary"), say("选举委员会主任是党组织书记吗？", "Is the head the secretary of the Party organisation?"),
			flow.Option{Value: "yes", Label: say("书记任主任", "The secretary"), Words: []string{"由书记主持", "书记主持", "书记兼主任", "党组织书记任主任", "支部书记任主任"}},
			flow.Option{Value: "other", Label: say("其他人任主任", "Somebody else"), Words: []string{"非书记主持", "不是书记"}}).ifTold(),
		names("names", say("成员名单", "Names"), say("成员有哪些人？用顿号隔开。成员被提名为候选人时要退出。", "Who are the members? A member who is nominated must leave."), "成员", "委员", "members"),
		photo(say("公告照片", "Photo of the notice"), say("请发推选结果公告的照片。", "Please send a photo of the notice.")),
	},
}
