package flows

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// mobile reports what the mobile ballot boxes brought in, and who went with them.
var mobile = record{
	id: "mobile", title: say("流动票箱", "Mobile ballot boxes"),
	command: "mobile", words: []string{"流动票箱", "流动投票箱", "mobile"},
	label: say("🧳 流动票箱", "🧳 Mobile boxes"), group: groupPolling(), stage: election.PollingStage,
	fields: []field{
		amount("boxes", say("票箱", "Boxes"), say("个", ""), "箱"),
		amount("households", say("上门户数", "Households"), say("户", ""), "上门", "户数"),
		amount("collected", say("收回选票", "Ballots"), say("张", ""), "收回", "收", "选票"),
		prose("escorts", say("陪同人员", "Escorts"), say("票箱由谁陪同？写两个人。", "Who went with the boxes? Two people."), "陪同", "陪同人"),
	},
	checks: func(r election.Record) []election.Problem {
		var problems []election.Problem
		boxes, households, collected := r.Numbers["boxes"], r.Numbers["households"], r.Numbers["collected"]
		if boxes == 0 && households > 0 {
			problems = append(problems, election.Problem{Code: "visits_without_box", Fields: []string{"households", "boxes"}, Text: say(
				"没有流动票箱，却上门 %d 户。请核对后重新输入。", "No mobile box, yet %d households visited. Please check and enter it again.").With(households)})
		}
		if households == 0 && collected > 0 {
			problems = append(problems, election.Problem{Code: "ballots_without_visit", Fields: []string{"collected", "households"}, Text: say(
				"没有上门一户，却收回选票 %d 张。请核对后重新输入。", "No household visited, yet %d ballots collected. Please check and enter it again.").With(collected)})
		}
		if len(escorts(r)) < 2 {
			problems = append(problems, election.Problem{Code: "one_escort", Fields: []string{"escorts"}, Text: say(
				"陪同人员至少写两个人。", "Please name at least two people.")})
		}
		return problems
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
