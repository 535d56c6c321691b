package flows

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// mobile reports what the mobile ballot boxes brought in, and who went with them.
var mobile = record{
	id: "mobile", title: say("流动票箱", "Mobile ballot boxes"),
	command: "mobile", words: []string{"流动票箱", "流动投票箱", "流动箱", "流动箱子", "上门箱", "上门票箱", "上门投票箱", "上门收", "上门投票", "上门服务", "mobile"},
	label: say("🧳 流动票箱", "🧳 Mobile boxes"), group: groupPolling(), stage: election.PollingStage,
	unless: speech.FiguresOfPlaces, // 流动票箱36+会场341
	fields: []field{
		amount("boxes", say("票箱", "Boxes"), say("个", ""), "箱", "箱子", "流动票箱", "流动投票箱", "流动箱", "上门箱", "上门票箱", "箱数"),
		amount("households", say("上门户数", "Households"), say("户", ""), "上门", "户数", "走了", "入户", "入户户数", "上门走访", "上门服务", "跑了"),
		amount("collected", say("收回选票", "Ballots"), say("张", ""), "收回", "收回来", "收", "收了", "收到", "收上来", "带回", "带回来", "选票", "上门收", "上门收了", "上门收回", "上门收回了"),
		names("escorts", say("陪同人员", "Escorts"), say("票箱由谁陪同？写两个人。", "Who went with the boxes? Two people."), "陪同", "陪同人", "陪着", "陪"),
	},
	checks: []check{
		{code: "visits_without_box", means: say("没有票箱却有上门", "homes visited without a box"), fields: []string{"households", "boxes"},
			wrong: func(r election.Record) election.Phrase {
				if r.Numbers["boxes"] > 0 || r.Numbers["households"] == 0 {
					return election.Phrase{}
				}
				return say("没有流动票箱，却上门 %d 户。请核对后重新输入。", "No mobile box, yet %d households visited. Please check and enter it again.").With(r.Numbers["households"])
			}},
		{code: "ballots_without_visit", means: say("没有上门却有选票", "ballots without a visit"), fields: []string{"collected", "households"},
			wrong: func(r election.Record) election.Phrase {
				if r.Numbers["households"] > 0 || r.Numbers["collected"] == 0 {
					return election.Phrase{}
				}
				return say("没有上门一户，却收回选票 %d 张。请核对后重新输入。", "No household visited, yet %d ballots collected. Please check and enter it again.").With(r.Numbers["collected"])
			}},
		{code: "one_escort", means: say("至少两人陪同", "at least two go along"), fields: []string{"escorts"},
			wrong: func(r election.Record) election.Phrase {
				if len(escorts(r)) >= 2 {
					return election.Phrase{}
				}
				return say("陪同人员至少写两个人。", "Please name at least two people.")
			}},
	},
	review: func(_ flow.Subject, r election.Record) []election.Phrase {
		if households, collected := r.Numbers["households"], r.Numbers["collected"]; collected > 3*households {
			return []election.Phrase{say("⚠️ %d 户收回 %d 张，平均每户超过 3 张，请核对。", "⚠️ %[2]d ballots from %[1]d households, more than three each; please check.").With(households, collected)}
		}
		return nil
	},
}

// escorts are the names that stand in the record, at least as many as there are:
// a full name with a space counts as two.
func escorts(r election.Record) []string {
	return strings.FieldsFunc(r.Words["escorts"], func(c rune) bool { return strings.ContainsRune(" 　、，,；;和与", c) })
}
