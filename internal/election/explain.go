package election

import "slices"

// Explanation is one rule that applies to an election, in words.
type Explanation struct {
	Text    Phrase
	Article Phrase // where it stands; "local rule" where the national law is silent
	On      LawTopic
}

// LawTopic is what somebody asks the law about.
type LawTopic string

// The topics.
const (
	OnCandidates LawTopic = "candidates" // 差额
	OnQuorum     LawTopic = "quorum"     // 多少人投票才有效
	OnBallots    LawTopic = "ballots"    // 收回的票比人多
	OnMarks      LawTopic = "marks"      // 填错的票
	OnElected    LawTopic = "elected"    // 多少票当选
	OnTie        LawTopic = "tie"        // 票数一样
	OnFurther    LawTopic = "further"    // 没选满
	OnProxies    LawTopic = "proxies"    // 委托
	OnSeats      LawTopic = "seats"      // 名额
	OnMembers    LawTopic = "members"    // 妇女、近亲属
	OnTerm       LawTopic = "term"       // 任期
	OnNominators LawTopic = "nominators" // 谁能提名
	OnCommittee  LawTopic = "committee"  // 选举委员会成员
	OnRecall     LawTopic = "recall"     // 罢免
	OnRoll       LawTopic = "roll"       // 名单提前几天公布
	OnPosting    LawTopic = "posting"    // 名单要贴几天
	OnObjections LawTopic = "objections" // 对名单申诉
	OnHandover   LawTopic = "handover"   // 几天内交接
	OnWhich      LawTopic = "which"      // 依据哪部法

	OnOnePost         LawTopic = "one_post"        // 一人一职、下加
	OnRepresentatives LawTopic = "representatives" // 村民代表、居民代表
	OnAudit           LawTopic = "audit"           // 审计结果公布
	OnIntroduction    LawTopic = "introduction"    // 介绍候选人
	OnVoters          LawTopic = "voters"          // 谁有表决权
	OnTellers         LawTopic = "tellers"         // 谁不能监票、唱票、计票
	OnWriting         LawTopic = "writing"         // 谁能替不识字的人写票
)

// Explain lists the rules that apply to a first round of the election, in the
// order in which they matter on polling day. It is empty where no law and no
// profile says anything.
func (e Election) Explain() []Explanation {
	r, ok := rulesOf(e, FirstRound)
	if !ok {
		return nil
	}
	all := []Explanation{
		{Say("差额：%s", "Candidates: %s").With(r.differentialWords()), r.differentialArticle.Say(), OnCandidates},
		{Say("有效：参加投票的%s；不到的，选举无效", "Valid: with %s taking part; else it is void").With(r.quorum.Say(r.registered)), r.quorumArticle.Say(), OnQuorum},
		{r.ballotsWords(), r.ballotsArticle.Say(), OnBallots},
		{Say("当选：得票%s；超过名额时得票多的当选", "Elected: with %s; if more than the seats, those with most votes").With(r.elects.Say(r.noun(r.elects.Base))), r.electsArticle.Say(), OnElected},
		{Say("同票：%s", "Tie: %s").With(r.tiesWords()), r.tiesArticle.Say(), OnTie},
		{Say("名额不足：另行选举，得票多的当选，且得票%s", "Seats left: a further election; most votes win, with %s").With(r.furtherWords()), r.furtherArticle.Say(), OnFurther},
		{r.proxies.words(), r.proxies.article.Say(), OnProxies},
	}
	if r.seatsMost > 0 {
		all = append(all, Explanation{Say("名额：共 %d 至 %d 名", "Seats: %d to %d in all").With(r.seatsLeast, r.seatsMost), r.seatsArticle.Say(), OnSeats})
	}
	if e.Kind == Villagers || e.Kind == Residents {
		all = append(all, Explanation{Say("成员：应当有妇女，近亲属不得同时担任", "Members: at least one woman, and no near relatives together"), r.seatsArticle.Say(), OnMembers})
	}
	return slices.DeleteFunc(all, func(x Explanation) bool { return x.Text.IsZero() })
}

func (r rules) differentialWords() Phrase {
	if r.kind == Session {
		return Say("主席、镇长一般多提名一人，只提名一人的可以等额选举；副主席、副镇长多一人至三人", "for chair and head usually one more than the seat, or only one if nobody else is nominated; for the deputies one to three more")
	}
	if len(r.differential) == 0 {
		return Say("不设候选人，或由地方规定", "none nominated, or a local rule")
	}
	fewest := func(seats int) int {
		for c := seats; ; c++ {
			if !slices.ContainsFunc(r.differential, func(d differential) bool { return !d.compare(c, seats).Holds() }) {
				return c
			}
		}
	}
	return Say("候选人多于应选名额，选 1 名至少 %d 人，选 3 名至少 %d 人", "more than the seats: at least %d for 1, at least %d for 3").With(fewest(1), fewest(3))
}

func (r rules) ballotsWords() Phrase {
	if len(r.ballots) == 0 {
		return Phrase{}
	}
	zh, en := "", ""
	for i, b := range r.ballots {
		if i > 0 {
			zh, en = zh+"或", en+" or "
		}
		word := Say("投票人数", "people voting")
		if b.Base == OfIssued {
			word = Say("发出的选票", "ballots issued")
		}
		zh, en = zh+word.zh, en+word.en
	}
	return Say("票数：收回的选票多于%s，选举无效；等于或者少于的有效", "Ballots: the election is void if more come back than %s; valid with as many or fewer").With(Say(zh, en))
}

func (r rules) tiesWords() Phrase {
	if r.ties == TiesFurther {
		return Say("最后一名票数相等的，进入另行选举", "a tie for the last seat goes to the further election")
	}
	return Say("票数相等不能确定当选的，再次投票，得票多的当选", "a tie for the last seat is decided by a re-vote, most votes win")
}

func (r rules) furtherWords() Phrase {
	if r.furtherElects.IsZero() {
		return Say("由地方规定", "what the local rule asks for")
	}
	return r.furtherElects.Say(r.noun(r.furtherElects.Base))
}

func (p proxyRule) words() Phrase {
	switch {
	case p.none:
		return Say("委托：不得委托投票", "Proxies: none")
	case p.most > 0 && p.noCandidates:
		return Say("委托：书面委托，每人接受委托不超过 %d 人，候选人不得接受委托", "Proxies: in writing, at most %d for each proxy, never a candidate").With(p.most)
	case p.most > 0:
		return Say("委托：书面委托，每人接受委托不超过 %d 人", "Proxies: in writing, at most %d for each proxy").With(p.most)
	}
	return Say("委托：书面委托，人数按地方规定", "Proxies: in writing; how many is a local rule")
}
