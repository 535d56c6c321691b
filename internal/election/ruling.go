package election

import "slices"

// Rulings lists what the law says on a topic: the rules of Explain, and those that no count
// depends on. It is empty where nothing is kept. What is known only in substance has its law
// and no article.
func (e Election) Rulings(on LawTopic) []Explanation {
	return slices.DeleteFunc(slices.Concat(e.Explain(), e.besides()), func(x Explanation) bool { return x.On != on })
}

// besides are rules that decide no count.
func (e Election) besides() (all []Explanation) {
	law := LawInForce(e.Kind, e.PollingDay)
	add := func(on LawTopic, number int, text Phrase) {
		all = append(all, Explanation{text, Article{law, number}.Say(), on})
	}
	if law != LocalRule {
		add(OnWhich, 0, Say("选举依据", "The election goes by"))
	}
	switch law {
	case VillageLaw2025:
		add(OnTerm, 14, Say("任期：每届五年，可以连选连任", "Term: five years; members may be elected again"))
		add(OnNominators, 18, Say("提名：由村党组织或者登记参加选举的村民提名候选人", "Nomination: by the village's Party organisation or registered villagers"))
		add(OnRepresentatives, 29, Say("村民代表：每五至十五户推选一人，或者由各村民小组推选若干人", "Representatives: one for every 5 to 15 households, or some for each villagers' group"))
		add(OnRepresentatives, 29, Say("村民代表会议：妇女村民代表不少于组成人员的三分之一", "Representatives' meeting: at least a third of its members are women representatives"))
		add(OnCommittee, 15, Say("选举委员会：成员被提名为候选人，或者近亲属被提名的，退出选举委员会", "Election committee: a member who is nominated, or whose near relative is, leaves it"))
	case ResidentsLaw2025:
		add(OnTerm, 14, Say("任期：每届五年，可以连选连任", "Term: five years; members may be elected again"))
		add(OnNominators, 18, Say("提名：由党组织提名，或者十名以上选民联合提名", "Nomination: by the Party organisation, or by at least ten voters jointly"))
		add(OnRepresentatives, 13, Say("居民代表：每二十至五十户推选一人", "Representatives: one for every 20 to 50 households"))
	case ElectoralLaw:
		add(OnIntroduction, 34, Say("介绍候选人：选举日必须停止", "Introducing the candidates: it must stop on polling day"))
		add(OnNominators, 30, Say("提名：各政党、各人民团体，或者选民十人以上联名；每人（每个团体）推荐的不超过应选名额", "Nomination: by parties and organisations, or at least ten voters jointly; nobody names more than the seats"))
		add(OnTellers, 43, Say("监票、计票的人：代表候选人的近亲属不得担任", "Tellers and counters: no near relatives of candidates"))
		add(OnWriting, 40, Say("代写：不识字或者因残疾不能写选票的，可以委托他信任的人代写", "Writing: whoever cannot write may ask somebody they trust to write the ballot"))
		add(OnMarks, 44, Say("选票：所选人数多于应选名额的作废，等于或者少于的有效", "Ballot: void if it names more than the seats; valid with as many or fewer"))
	case PartyRegulations:
		add(OnTellers, 22, Say("监票的人：从不是候选人的党员中推选，候选人不得担任；近亲属条例没有写", "Tellers: members who are no candidates; nothing is said of relatives"))
		add(OnWriting, 24, Say("代写：不能填写选票的，可以由本人委托不是候选人的人按本人的意志代写", "Writing: whoever cannot fill in the ballot may ask somebody who is no candidate to do so as they wish"))
		add(OnMarks, 27, Say("选票：所选人数多于应选名额的作废，等于或者少于的有效", "Ballot: void if it names more than the seats; valid with as many or fewer"))
		add(OnVoters, 0, Say("表决权：预备党员和受留党察看处分的党员没有，不计入应到会", "Votes: probationary members and members on probation for discipline have none, and are not among those due"))
		add(OnTerm, 0, Say("任期：每届三年，村和社区的党组织每届五年", "Term: three years; five in villages and communities"))
		add(OnNominators, 0, Say("提名：由上届委员会提出，报上级党组织审批", "Nomination: by the outgoing committee, with the approval of the superior organisation"))
	case OrganicLaw:
		add(OnNominators, 0, Say("提名：由主席团提名，或者代表十人以上联名；提名的不超过应选名额", "Nomination: by the presidium, or at least ten deputies jointly; nobody names more than the seats"))
		add(OnMarks, 0, Say("选票：所选人数多于应选名额的作废", "Ballot: void if it names more than the seats"))
	}
	if e.Kind == Villagers || e.Kind == Residents {
		all = append(all, e.onlyLocally()...)
		all = append(all, Explanation{Say("选票：选人多于名额、写不清、涂改的算不算，按省里的选举办法和大会通过的选举办法", "Ballot: whether one that names too many or cannot be read counts is for the province and the rules of this election"), Article{}.Say(), OnMarks})
	}
	if len(e.Explain()) > 0 {
		all = append(all, Explanation{e.onePostWords(), Article{}.Say(), OnOnePost})
	}
	return append(all, e.recallWords()...)
}

// onlyLocally are topics on which the national law on committees is silent and a province's rules are not. What those usually
// say is said as that, with where to ask.
func (e Election) onlyLocally() []Explanation {
	const ask = "；省里的原文机器人没有存，不敢乱答，请问选举办"
	return []Explanation{
		{Say("监票、唱票、计票的人：国家的法律没有写，各省的选举办法一般不许候选人和候选人的近亲属担任"+ask, "Tellers and counters: the national law is silent; provinces usually allow neither candidates nor their near relatives. Please ask the office"), Article{}.Say(), OnTellers},
		{Say("代写选票：国家的法律没有写，各省的选举办法一般许委托信任的人代写，不许候选人和候选人的近亲属代写"+ask, "Writing a ballot for somebody: the national law is silent; provinces usually allow a trusted person, but neither candidates nor their near relatives. Please ask the office"), Article{}.Say(), OnWriting},
	}
}

// onePostWords say that nobody is elected to two posts, and whether votes for a higher post go on with a lower one.
func (e Election) onePostWords() Phrase {
	if e.Profile.AddDown {
		return Say("职务：一人只能当选一个职务；高一级职务落选的，得票加到低一级职务（下加）", "Posts: one for each person; the votes of whoever is not elected to a higher one are added for the lower one")
	}
	return Say("职务：一人只能当选一个职务；高一级职务落选的，得票不加到低一级职务（不下加）", "Posts: one for each person; votes for a higher one are not added for a lower one")
}

// recallWords say how many have to sign for a recall, and what passes it.
func (e Election) recallWords() []Explanation {
	vote, ok := recallRules(e)
	if !ok {
		return nil
	}
	var all []Explanation
	if sign, ok := (Petition{}).rule(e); ok {
		text := Say("罢免要求：选民%[1]s以上，或者代表三分之一以上联名", "Recall: asked for by at least 1/%[2]d of the voters, or a third of the representatives").With(chineseShare(sign.oneIn), sign.oneIn)
		if sign.oneIn == 0 {
			county, _ := Petition{County: true}.rule(e)
			text = Say("罢免要求：乡镇的代表须选民 %d 人以上、县的代表 %d 人以上联名", "Recall: a town's deputy by at least %d voters, a county's by at least %d").With(sign.least, county.least)
		}
		all = append(all, Explanation{text, sign.article.Say(), OnRecall})
	}
	text := Say("罢免通过：赞成%s", "A recall passes with %s in favour").With(vote.yes.Say(vote.yes.baseWords(vote.registered)))
	if !vote.quorum.IsZero() {
		text = Say("罢免通过：%s投票，赞成%s", "A recall passes with %s taking part and %s in favour").With(vote.quorum.Say(vote.registered), vote.yes.Say(vote.yes.baseWords(vote.registered)))
	}
	return append(all, Explanation{text, vote.article.Say(), OnRecall})
}

// chineseShare is one part in n, in words.
func chineseShare(n int) string { return chineseNumber(n) + "分之一" }

// baseWords is the base of a recall's threshold.
func (t Threshold) baseWords(registered Phrase) Phrase {
	if t.Base == OfRegistered {
		return registered
	}
	return Say("参加投票人数", "those taking part")
}

// DatesOf lists the lawful days of a topic.
func (e Election) DatesOf(on LawTopic) []CalendarDay {
	codes := map[LawTopic][]string{
		OnRoll: {"roll"}, OnPosting: {"roll", "objection"}, OnObjections: {"objection", "decision", "suit", "judgment"}, OnHandover: {"handover"},
		OnFurther: {"further"}, OnTie: {"further"}, OnProxies: {"proxies"}, OnCandidates: {"first_list", "formal_list", "notice"}, OnAudit: {"audit"}, OnIntroduction: {"introduction"},
	}[on]
	return slices.DeleteFunc(e.Calendar(Events{}), func(d CalendarDay) bool { return !slices.Contains(codes, d.Code) })
}
