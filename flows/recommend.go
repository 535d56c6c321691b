package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// recommend reports the two recommendations 两推: by the members and by the
// representatives of the village or community, each with who was due and who came.
var recommend = record{
	id: "recommend", title: say("两推", "Recommendation"),
	command: "recommend", words: []string{"两推", "推荐会", "推荐情况", "两推情况", "两推会议", "两推会", "两推大会", "党员推荐会", "党员推荐大会", "代表推荐会", "村民代表推荐会", "recommendation", "recommendations", "two recommendations"},
	label: say("🗳 两推", "🗳 Recommendation"), group: groupCandidates(), kinds: branches(), stage: election.RecommendStage, ends: true, on: "held", alone: []flow.StepID{"members_came", "reps_came", "recommended"}, about: []string{"推荐", "两推"}, rather: []string{"推荐", "两推"},
	checks: []check{
		overCheck("members_over_due", "members_due", "members_came", say("参加推荐的党员多于应到", "more members came than are due"),
			say("党员参加 %d 人，多于应到 %d 人。请核对后重新输入。", "%d members came, more than the %d due. Please check and enter it again.")),
		overCheck("reps_over_due", "reps_due", "reps_came", say("参加推荐的代表多于应到", "more representatives came than are due"),
			say("代表参加 %d 人，多于应到 %d 人。请核对后重新输入。", "%d representatives came, more than the %d due. Please check and enter it again.")),
	},
	review: func(_ flow.Subject, r election.Record) (said []election.Phrase) {
		all := election.RecommendedIn(r.Words[election.RecommendedVotes])
		came := r.Numbers["members_came"] + r.Numbers["reps_came"]
		if n := r.Numbers["recommended"]; len(all) > 0 && len(all) != n {
			said = append(said, say("⚠️ 推荐人选 %d 人，写了票数的 %d 人。", "⚠️ %d were recommended; votes are told of %d.").With(n, len(all)))
		}
		for _, x := range all {
			if x.Votes > came {
				said = append(said, say("⚠️ %s %d 票，多于参加推荐的 %d 人。请核对。", "⚠️ %s: %d votes, more than the %d who came. Please check.").With(x.Name, x.Votes, came))
			}
		}
		return said
	},
	totals: []election.RecordTotal{together("came", say("两推共参加", "In both"), say("人", ""), "members_came", "reps_came"),
		missing("members_due", "members_came", say("未到党员", "Members who did not come"), ofMembers()...),
		missing("reps_due", "reps_came", say("未到代表", "Representatives who did not come"), ofRepresentatives()...)},
	fields: []field{
		day("held", say("推荐日期", "Held on"), "推荐"),
		amount("members_due", say("应到党员", "Members due"), say("人", ""), "党员应到", "members due").of(ofMembers(), theirsDue()...),
		amount("members_came", say("参加党员", "Members who came"), say("人", ""), "党员参加", "实到党员", "党员实到", "党员到会", "到会党员", "members came", "members present").of(ofMembers(), theirsCame()...).partOf("members_due"),
		amount("reps_due", say("应到代表", "Representatives due"), say("人", ""), "代表应到", "representatives due", "reps due").of(ofRepresentatives(), theirsDue()...),
		amount("reps_came", say("参加代表", "Representatives who came"), say("人", ""), "代表参加", "实到代表", "代表实到", "代表到会", "到会代表", "representatives came", "representatives present", "reps came", "reps present").of(ofRepresentatives(), theirsCame()...).partOf("reps_due"),
		amount("recommended", say("推荐人选", "Recommended"), say("人", ""), "推荐人数", "推荐", "推荐出", "推荐了", "推荐出委员人选", "推荐出书记人选", "推荐出人选", "推荐出支委人选", "委员人选", "支委人选", "推了", "共推", "推出", "推出来", "推荐人", "推荐对象", "recommended people", "names put forward"),
		prose(election.RecommendedVotes, say("推荐得票", "Votes"), say("各人得了多少推荐票？写姓名和票数。", "Who got how many votes? Names and votes."), "得票"),
		photo(say("推荐会照片", "Photo"), say("请发推荐会或统计表的照片。", "Please send a photo of the meeting or of the table.")),
	},
}

// ofMembers and ofRepresentatives say whose meeting it is.
func ofMembers() []string {
	return []string{"党员", "党员大会", "党员推荐", "党员会", "党员推荐会", "members"}
}

func ofRepresentatives() []string {
	return []string{"代表", "村民代表", "居民代表", "代表会", "代表会议", "代表推荐", "村民代表会", "村民代表会议", "村民代表推荐", "代表推荐会", "村民代表推荐会", "居民代表会议", "居民代表推荐会", "representatives", "reps"}
}

// theirsDue and theirsCame count those who were due, and who came, of whoever is spoken of.
func theirsDue() []string {
	return []string{"应到", "应参加", "应到会", "应参会", "总数", "一共", "due"}
}

func theirsCame() []string {
	return []string{"实到", "实际到会", "到会", "到了", "来了", "参加", "参加了", "参会", "实际参加", "投票", "came", "present"}
}

// overCheck refuses a part that is more than its whole, where that was told.
func overCheck(code, whole, part string, means, said election.Phrase) check {
	return check{code: code, means: means, fields: []string{whole, part}, wrong: func(r election.Record) election.Phrase {
		if all, told := r.Numbers[whole]; !told || r.Numbers[part] <= all {
			return election.Phrase{}
		}
		return said.With(r.Numbers[part], r.Numbers[whole])
	}}
}
