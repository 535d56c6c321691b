package election

import "strings"

// Sentence is the verdict for the officer at the ballot box: what it comes to,
// the comparison that decides it, and the article.
func (v Verdict) Sentence() Phrase {
	switch v.Outcome {
	case Refused:
		return v.refusal()
	case NoQuorum:
		return v.quorumSentence(v.Checks)
	case VoidElection:
		return v.voidSentence()
	}
	return joined(Say("", " "), v.Paragraphs())
}

// Paragraphs is Sentence of a valid election in parts: one for each post, one
// for each breach.
func (v Verdict) Paragraphs() []Phrase {
	return append(v.PostLines(), v.BreachLines()...)
}

// PostLines says of each post who is elected, with the comparison that decides it.
func (v Verdict) PostLines() []Phrase {
	said := make([]Phrase, len(v.Posts))
	for i, p := range v.Posts {
		said[i] = v.postSentence(p)
	}
	return said
}

// Headline is the verdict in one line, without arithmetic: 主任：钟平 当选；委员：白露
// 当选，还缺 1 名，须另行选举. What a fresh election follows from is said in Sentence.
func (v Verdict) Headline() Phrase {
	if v.Outcome != ValidElection {
		return v.Sentence()
	}
	said := make([]Phrase, len(v.Posts))
	for i, p := range v.Posts {
		said[i] = p.headline()
	}
	return joined(Say("；", "; "), said)
}

// headline says who is elected to one post and what follows.
func (p PostVerdict) headline() Phrase {
	who := Say("%s：%s", "%s: %s").With(p.Post.Name(), electedWords(p.Elected))
	switch p.Outcome {
	case NeedsRevote:
		return Say("%s，%s 票数相等，须再次投票", "%s, %s tied: a re-vote is needed").With(who, names(p.Revote.Candidates))
	case NeedsFurther:
		return Say("%s，还缺 %d 名，须另行选举", "%s, %d left for a further election").With(who, p.Further.Seats)
	case VoidBallot:
		return Say("%s：选票无效，须重新选举", "%s: ballots void, a fresh election is needed").With(p.Post.Name())
	case AwaitsAnother:
		return Say("%s，%s 待更高职务再次投票后确定", "%s, %s after the re-vote for the higher post").With(who, names(p.Awaits))
	}
	return who
}

// BreachLines says what has to be settled before any result is declared.
func (v Verdict) BreachLines() []Phrase {
	said := make([]Phrase, len(v.Breaches))
	for i, b := range v.Breaches {
		said[i] = Say("公布结果前须先处理：%s。", "To be settled before any result is declared: %s.").With(b.Say())
	}
	return said
}

// Say is the breach with its article.
func (b Breach) Say() Phrase { return Say("%s（%s）", "%s (%s)").With(b.Text, b.Article.Say()) }

func (v Verdict) refusal() Phrase {
	said := make([]Phrase, len(v.Problems))
	for i, p := range v.Problems {
		said[i] = p.Text
	}
	return joined(Say("", " "), said)
}

// QuorumLine says whether enough took part; it is zero where no quorum is asked
// for.
func (v Verdict) QuorumLine() Phrase {
	for _, c := range v.Checks {
		if c.Rule == RuleQuorum && c.Holds {
			return Say("%s，%s：%s，%s（%s）。", "%s, %s: %s, %s (%s).").With(
				v.said(v.tally, v.tally.attendedBase()), v.said(v.tally, OfRegistered), c.Comparison.Say(), v.rules.quorum.met(true), c.Article.Say())
		}
	}
	return v.quorumSentence(v.Checks)
}

func (v Verdict) quorumSentence(checks []Check) Phrase {
	for _, c := range checks {
		if c.Rule == RuleQuorum && !c.Holds {
			return Say("%s，%s：%s，%s，选举无效，应当%s（%s）。", "%s, %s: %s, %s: the election is not valid and needs a %s (%s).").With(
				v.said(v.tally, v.tally.attendedBase()), v.said(v.tally, OfRegistered), c.Comparison.Say(), v.rules.quorum.met(false), v.again(), c.Article.Say())
		}
	}
	return Phrase{}
}

func (v Verdict) voidSentence() Phrase {
	for _, c := range v.Checks {
		if c.Rule == RuleBallots && !c.Holds {
			b := v.tally.on(c.Post)
			return Say("%s，%s：%s，选举无效，应当%s（%s）。", "%s, %s: %s: the election is void and needs a %s (%s).").With(
				v.said(b, OfReturned), v.said(b, c.Base), c.Comparison.Say(), v.again(), c.Article.Say())
		}
	}
	return Phrase{}
}

// voidBallot says why the ballots of one post are void, while those of others hold.
func (v Verdict) voidBallot(p PostVerdict) Phrase {
	b := v.tally.on(p.Post)
	for _, c := range v.Checks {
		if c.Rule == RuleBallots && !c.Holds && c.Post == b.ballot {
			return Say("%s应选 %d 名，%s：%s，%s：%s，这种选票无效，应当%s（%s）。", "%s, %d to elect; %s: %s, %s: %s: these ballots are void, and a %s is needed (%s).").With(
				p.Post.Name(), p.Seats, b.BallotName(), v.said(b, OfReturned), v.said(b, c.Base), c.Comparison.Say(), v.again(), c.Article.Say())
		}
	}
	return Phrase{}
}

// again is what has to be held again.
func (v Verdict) again() Phrase {
	if v.Fresh != nil && v.Fresh.Round != FreshRound {
		return Say("重新进行本轮投票（%s）", "repeat of this round (%s)").With(v.Fresh.Round.Name())
	}
	return Say("重新选举", "fresh election")
}

// postSentence says who is elected to one post and, with the comparison that
// decides it, what follows.
func (v Verdict) postSentence(p PostVerdict) Phrase {
	who := Say("%s应选 %d 名，%s", "%s, %d to elect: %s").With(p.Post.Name(), p.Seats, electedWords(p.Elected))
	switch p.Outcome {
	case VoidBallot:
		return v.voidBallot(p)
	case NeedsRevote:
		return Say("%s；%s（%s）。", "%s; %s (%s).").With(who, p.tieWords(), p.Revote.Article.Say())
	case NeedsFurther:
		who = Say("%s，还缺 %d 名，应当另行选举", "%s, %d left for a further election").With(who, p.Further.Seats)
		if s, ok := p.first(WasNotElected); ok {
			return Say("%s。%s", "%s. %s").With(who, v.Line(p, s))
		}
		if s, ok := p.first(WasTied); ok { // a profile that settles ties that way
			return Say("%s。%s", "%s. %s").With(who, v.Line(p, s))
		}
		return Say("%s（%s）。", "%s (%s).").With(who, p.Further.Article.Say())
	case AwaitsAnother:
		return Say("%s；%s 是否当选，待更高职务再次投票后确定。",
			"%s; %s: to be settled after the re-vote for the higher post.").With(who, names(p.Awaits))
	}
	s, ok := p.last(WasElected)
	switch {
	case ok && len(p.Elected) == 1:
		return Say("%s。%s", "%s. %s").With(who, v.Line(p, s))
	case ok:
		return Say("%s。得票最少的当选人 %s", "%s. Fewest votes among the elected, %s").With(who, v.Line(p, s))
	}
	return Say("%s。", "%s.").With(who)
}

func electedWords(elected []string) Phrase {
	if len(elected) == 0 {
		return Say("无人当选", "nobody is elected")
	}
	return Say("%s 当选", "%s elected").With(names(elected))
}

// tieWords says who is tied for how many seats.
func (p PostVerdict) tieWords() Phrase {
	s, _ := p.first(WasTied)
	return Say("%s 各得 %d 票，争最后 %d 名，票数相等，应当再次投票，得票多的当选",
		"%s have %d votes each for the last %d: a tie, to be decided by a re-vote, most votes win").
		With(names(p.Revote.Candidates), s.Votes, p.Revote.Seats)
}

func (p PostVerdict) first(r Result) (Standing, bool) {
	for _, s := range p.Standings {
		if s.Result == r {
			return s, true
		}
	}
	return Standing{}, false
}

func (p PostVerdict) last(r Result) (Standing, bool) {
	for i := len(p.Standings) - 1; i >= 0; i-- {
		if p.Standings[i].Result == r {
			return p.Standings[i], true
		}
	}
	return Standing{}, false
}

// Lines is one line for each person who got votes for the post.
func (v Verdict) Lines(p PostVerdict) []Phrase {
	lines := make([]Phrase, len(p.Standings))
	for i, s := range p.Standings {
		lines[i] = v.Line(p, s)
	}
	return lines
}

// Line says how one person came out, with the comparison and the article:
// 丙：赞成 400 票，参加投票 800 人：2×400 = 800，不大于 800，未过半数，不当选
// （村民委员会组织法第十八条）。
func (v Verdict) Line(p PostVerdict, s Standing) Phrase {
	votes := Say("赞成 %d 票", "%d votes").With(s.Votes)
	if s.AddedDown > 0 {
		votes = Say("赞成 %d 票（含上一职务 %d 票）", "%d votes (%d of them for a higher post)").With(s.Votes, s.AddedDown)
	}
	if s.Check.Rule == "" {
		return Say("%s：%s，%s（%s）。", "%s: %s, %s (%s).").With(s.Name, votes, s.Result.words(), v.rules.electsArticle.Say())
	}
	return Say("%s：%s，%s：%s，%s，%s（%s）。", "%s: %s, %s: %s, %s, %s (%s).").With(
		s.Name, votes, v.said(v.tally.on(p.Post), v.rules.elects.Base), s.Check.Comparison.Say(),
		v.rules.elects.met(s.Check.Holds), s.Result.words(), s.Check.Article.Say())
}

func (r Result) words() Phrase {
	switch r {
	case WasElected:
		return Say("当选", "elected")
	case WasTied:
		return Say("票数相等，待定", "tied, not yet decided")
	case WasOutvoted:
		return Say("得票较少，不当选", "outvoted, not elected")
	case ElectedAbove:
		return Say("已当选更高职务", "elected to a higher post")
	case AwaitsAboveVote:
		return Say("待更高职务再次投票后确定", "to be settled after the re-vote for the higher post")
	}
	return Say("不当选", "not elected")
}

// met says in the words of the law whether a share was reached: 过半数.
func (t Threshold) met(holds bool) Phrase {
	half := t.Times == 2 && t.Over == 1 && t.Relation == Above
	share := Say(chineseNumber(t.Times)+"分之"+chineseNumber(t.Over), digits(t.Over)+"/"+digits(t.Times))
	switch {
	case half && holds:
		return Say("过半数", "more than half")
	case half:
		return Say("未过半数", "not more than half")
	case t.Relation == Above && holds:
		return Say("超过%s", "more than %s").With(share)
	case t.Relation == Above:
		return Say("未超过%s", "not more than %s").With(share)
	case holds:
		return Say("不少于%s", "at least %s").With(share)
	}
	return Say("不足%s", "less than %s").With(share)
}

// said is a base with its number in a tally: 参加投票 800 人.
func (v Verdict) said(t Tally, b Base) Phrase {
	switch b {
	case OfRegistered:
		return Say("%s %d 人", "%[2]d %[1]s").With(v.rules.registered, t.Registered)
	case OfParticipants:
		noun := v.rules.participants
		if t.Present > 0 {
			noun = Say("参加投票", "took part")
		}
		return Say("%s %d 人", "%[2]d %[1]s").With(noun, t.Participants)
	case OfPresent:
		return Say("%s %d 人", "%[2]d %[1]s").With(v.rules.participants, t.Present)
	case OfIssued:
		return Say("发出选票 %d 张", "%d ballots issued").With(t.Issued)
	}
	return Say("收回选票 %d 张", "%d ballots returned").With(t.Returned)
}

// noun is the base of a majority without its number: 参加投票人数.
func (r rules) noun(b Base) Phrase {
	switch b {
	case OfRegistered:
		return r.registered
	case OfParticipants:
		return Say("%s人数", "people %s").With(r.participants)
	}
	return Say("收回选票", "ballots returned")
}

// Follows says what has to be done next, one line each; nothing if every seat
// is filled.
func (v Verdict) Follows() []Phrase {
	var lines []Phrase
	if v.Fresh != nil {
		lines = append(lines, Say("%s：%d 名（%s）。", "%s: %d seats (%s).").With(v.again(), v.Fresh.Seats, v.Fresh.Article.Say()))
	}
	for _, p := range v.Posts {
		switch {
		case p.Revote != nil:
			lines = append(lines, Say("再次投票：%s %d 名，%s 参加，得票多的当选（%s）。", "Re-vote: %s, %d to elect, between %s; most votes win (%s).").
				With(p.Post.Name(), p.Revote.Seats, names(p.Revote.Candidates), p.Revote.Article.Say()))
		case p.Further != nil:
			lines = append(lines, v.furtherLine(p))
		}
	}
	return lines
}

func (v Verdict) furtherLine(p PostVerdict) Phrase {
	f := p.Further
	return Say("另行选举：%s %d 名，候选人%s，依次为 %s；%s（%s）。",
		"Further election: %s, %d to elect; %s, in this order: %s; %s (%s).").With(
		p.Post.Name(), f.Seats, f.listWords(), names(f.Candidates), v.furtherVotes(f), f.Article.Say())
}

func (f FurtherElection) listWords() Phrase {
	switch {
	case f.MaxCandidates == f.MinCandidates:
		return Say("应为 %d 名", "exactly %d candidates").With(f.MinCandidates)
	case f.MaxCandidates == 0:
		return Say("不少于 %d 名", "at least %d candidates").With(f.MinCandidates)
	}
	return Say("为 %d 至 %d 名", "%d to %d candidates").With(f.MinCandidates, f.MaxCandidates)
}

func (v Verdict) furtherVotes(f *FurtherElection) Phrase {
	if f.Elects.IsZero() {
		return v.rules.furtherUnsettle
	}
	if f.Elects.Relation == Above {
		return Say("得票%s的当选", "elected with %s").With(f.Elects.Say(v.rules.noun(f.Elects.Base)))
	}
	return Say("得票多的当选，但%s", "most votes win, but with %s").With(f.Elects.Say(v.rules.noun(f.Elects.Base)))
}

func names(list []string) Phrase {
	if len(list) == 0 {
		return Say("（无）", "(nobody)")
	}
	return Phrase{strings.Join(list, "、"), strings.Join(list, ", ")}
}

// joined sets phrases one after the other.
func joined(sep Phrase, phrases []Phrase) Phrase {
	var all Phrase
	for i, p := range phrases {
		if i > 0 {
			all.zh, all.en = all.zh+sep.zh, all.en+sep.en
		}
		all.zh, all.en = all.zh+p.zh, all.en+p.en
	}
	return all
}

// Title says the outcome in a few words: 村民委员会换届选举 · 第一次投票：选举有效.
func (v Verdict) Title() Phrase {
	if v.Kind == "" {
		return v.Outcome.Name()
	}
	return Say("%s · %s：%s", "%s · %s: %s").With(v.Kind.Name(), v.Round.Name(), v.Outcome.Name())
}

// Name says the outcome in words.
func (o Outcome) Name() Phrase {
	switch o {
	case ValidElection:
		return Say("选举有效", "valid")
	case NoQuorum:
		return Say("投票人数不足，选举无效", "no quorum")
	case VoidElection:
		return Say("收回选票过多，选举无效", "void: too many ballots")
	}
	return Say("无法判定", "refused")
}

// Name says the outcome of a post in words.
func (o PostOutcome) Name() Phrase {
	switch o {
	case Filled:
		return Say("选满", "filled")
	case NeedsRevote:
		return Say("需再次投票", "re-vote needed")
	case NeedsFurther:
		return Say("需另行选举", "further election needed")
	case VoidBallot:
		return Say("选票无效，需重新选举", "ballots void, fresh election needed")
	}
	return Say("待更高职务再次投票", "awaits the re-vote for a higher post")
}
