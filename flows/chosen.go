package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// chosen reports whom a Party organisation's new committee chose from its members where
// nobody tells the votes. A count of that meeting says more, and comes before it.
var chosen = record{
	id: election.ChosenRecord, title: say("支委会选书记结果", "Chosen by the committee"),
	command: "chosen", words: []string{"支委会选书记结果", "支委会选书记", "支委会选举结果", "委员会选书记", "委员会选举结果", "委员会开会选书记", "chosen by the committee"},
	label: say("🪑 选出书记", "🪑 Secretary"), group: groupPolling(), kinds: branches(), stage: election.CommitteeStage, ends: true, on: "held",
	hears: speech.ChosenIn, unless: speech.TellsVotes,
	offers: func(u election.Unit) bool { return len(u.Among) > 0 },
	without: func(s flow.Subject) []string {
		if slices.ContainsFunc(s.Unit.Among, func(p election.PostPlan) bool { return p.Post == election.DeputySecretary }) {
			return nil
		}
		return []string{election.ChosenDeputies}
	},
	wrong: func(s flow.Subject, r election.Record) []election.Problem {
		return s.Election.ChosenProblems(s.Unit, s.Progress, r)
	},
	faults: []election.RecordCheck{
		{Code: "no_committee", Means: say("还没有选出委员会", "no committee is elected yet")},
		{Code: "chosen_twice", Means: say("一人两个职务", "one person for two posts")},
		{Code: "chosen_seats", Means: say("多于应选名额", "more than the seats")},
		{Code: "chosen_counted", Means: say("已按计票选出", "a count elected them already")},
	},
	checks: []check{overCheck("chosen_over_due", "due", "present", say("实到委员多于应到", "more came than are due"),
		say("实到委员 %d 人，多于应到 %d 人。请核对后重新输入。", "%d members came, more than the %d due. Please check and enter it again."))},
	remarks: say("没有票数，不判断是否过半；有票数的报计票", "without votes nothing is judged; with them it is a count"),
	review: func(_ flow.Subject, r election.Record) []election.Phrase {
		missing := say("应到、实到和得票数", "who was due, who came, and the votes")
		if r.Numbers["due"] > 0 && r.Numbers["present"] > 0 {
			missing = say("得票数", "the votes")
		}
		return []election.Phrase{say("⚠️ 没有%s：只记结果，是否超过应到会委员的半数没有判定（条例第二十八条）。有票数的，请报“计票 委员会选举”，以计票为准。",
			"⚠️ Without %s only the result is noted; whether more than half of the members due elected them is not judged (article 28). With the votes, report the count instead.").With(missing)}
	},
	fields: []field{
		day("held", say("开会日期", "Held on"), "开会", "开的"),
		elected(election.ChosenSecretary, say("书记", "Secretary"), say("委员会选谁当书记？", "Whom did the committee choose as secretary?"), "党支部书记", "支部书记"),
		elected(election.ChosenDeputies, say("副书记", "Deputy secretaries"), say("委员会选谁当副书记？", "Whom did it choose as deputy secretaries?"), "党支部副书记", "支部副书记", "deputy secretary"),
		amount("due", say("应到委员", "Members due"), say("人", ""), "应到", "应到会委员", "委员").ifTold(),
		amount("present", say("实到委员", "Members who came"), say("人", ""), "实到", "到会", "到会委员", "到了", "参加").allOf("due", "全到", "全到了", "都到了", "全部到会", "全部到了", "到齐", "到齐了").ifTold(),
		choice("how", say("表决", "Voted"), say("怎样通过的？", "How was it passed?"),
			flow.Option{Value: "all", Label: say("全票", "By all"), Words: []string{"全票通过", "全票当选", "一致通过", "一致同意", "一致推选", "全体同意", "unanimously"}},
			flow.Option{Value: "half", Label: say("过半数", "By more than half"), Words: []string{"过半", "过半通过", "过半数通过", "超过半数"}}).ifTold(),
		photo(say("会议记录照片", "Photo of the minutes"), say("请发会议记录的照片。", "Please send a photo of the minutes.")),
	},
}

// elected is a field with the names of those who were elected. They are public, and stay when
// the town is closed.
func elected(id string, label, ask election.Phrase, words ...string) field {
	f := names(id, label, ask, words...)
	f.Personal = false
	return f
}
