package election

import "slices"

// Rule names one rule that a verdict checks.
type Rule string

// The rules of a verdict.
const (
	RuleQuorum       Rule = "quorum"       // 过半数投票，选举有效
	RuleBallots      Rule = "ballots"      // 收回的选票不得多于投票人数
	RuleDifferential Rule = "differential" // 差额
	RuleSeats        Rule = "seats"        // 名额
	RuleMajority     Rule = "majority"     // 过半数当选
	RuleOneThird     Rule = "one_third"    // 另行选举不少于三分之一
	RulePlurality    Rule = "plurality"    // 得票多的当选
	RuleTie          Rule = "tie"          // 票数相等
	RuleFurther      Rule = "further"      // 名额不足，另行选举
	RuleFresh        Rule = "fresh"        // 选举无效，重新选举
	RuleProxies      Rule = "proxies"      // 委托投票
)

// rules is what one law says of one round of one election, with the article at
// each rule. The four files rules_*.go write them down; everything else only
// reads them.
type rules struct {
	kind Kind

	// A round is valid with this share of the registered. A round without a
	// quorum has a zero threshold.
	quorum        Threshold
	quorumArticle Article

	// Ballots returned are set against these; a broken one makes the round void.
	ballots        []Threshold
	ballotsArticle Article

	// Candidates and seats of a post; checked in the rounds that nominate.
	differential        []differential
	differentialArticle Article

	// The most seats of all posts together, and the fewest; 0 is no limit.
	seatsMost, seatsLeast int
	seatsArticle          Article

	// Votes that elect; zero where the most votes win.
	elects        Threshold
	electsArticle Article

	// What decides a tie at the last seat.
	ties        TieRule
	tiesArticle Article

	// Seats left over go to a further election: its threshold, and how many
	// candidates it must and may have for the seats left (most 0: no limit).
	furtherElects   Threshold
	furtherArticle  Article
	furtherFewest   func(p Post, seats int) int
	furtherMost     func(p Post, seats int) int
	furtherUnsettle Phrase // what the law does not settle about it; may be zero

	// Whole words for the two people's bases.
	registered, participants Phrase

	proxies proxyRule
}

// differential is one bound on the number of candidates. It compares the
// candidates themselves, or only the surplus over the seats, with the seats or
// with a number of its own.
type differential struct {
	surplus bool
	bound   Threshold
	number  int    // 0: the seats
	posts   []Post // that it is about; empty: all
}

// compare sets c candidates against s seats.
func (d differential) compare(c, s int) Comparison {
	if d.surplus {
		c -= s
	}
	if d.number > 0 {
		s = d.number
	}
	return d.bound.Compare(c, s)
}

// differentialOf are the bounds on the candidates of a post.
func (r rules) differentialOf(p Post) (all []differential) {
	for _, d := range r.differential {
		if len(d.posts) == 0 || slices.Contains(d.posts, p) {
			all = append(all, d)
		}
	}
	return all
}

// proxyRule is what a law says of voting by proxy 委托投票.
type proxyRule struct {
	none         bool // nobody may vote by proxy
	most         int  // ballots one proxy may cast for others; 0 if the law is silent
	noCandidates bool // a candidate may not vote for others
	published    bool // the names of both are to be published
	article      Article
}

// atMost is the rule with a profile's number of ballots for one proxy, which may be lower
// than the law's, or stand where the law has none.
func (p proxyRule) atMost(each int) proxyRule {
	if each > 0 && (p.most == 0 || each < p.most) {
		p.most, p.article = each, Article{}
	}
	return p
}

// rulesOf is the law of one round. ok is false where the national law is silent
// and the profile gives no answer.
func rulesOf(e Election, round Round) (r rules, ok bool) {
	switch e.Kind {
	case Villagers:
		r, ok = villageRules(e), true
	case Residents:
		r, ok = residentsRules(e, round)
	case Congress:
		r, ok = congressRules(e), true
	case Session:
		r, ok = sessionRules(e), true
	case Party:
		r, ok = partyRules(e), true
	}
	r.kind = e.Kind
	if !ok {
		return r, false
	}
	r.proxies = r.proxies.atMost(e.Profile.ProxiesEach)
	if e.Profile.NoCandidates && (e.Kind == Villagers || e.Kind == Residents) {
		r.differential = nil
	}
	return r.in(round, e.Profile), true
}

// in turns the rules of a first round into those of a later one. A fresh
// election is a first round again.
func (r rules) in(round Round, p Profile) rules {
	switch round {
	case CommitteeRound, CommitteeRevote:
		return r.ofCommittee(round, p)
	case RevoteRound: // 得票多的当选: the tied stood the test of the round before
		r.elects, r.electsArticle = Threshold{}, r.tiesArticle
		r.differential = nil
	case FurtherRound:
		r.elects, r.electsArticle = r.furtherElects, r.furtherArticle
		if !r.ofCongress() { // 选举法第四十五条 and 地方组织法第二十九条 ask for it again; the others leave it open
			r.differential = nil
		}
	default:
		return r
	}
	r.seatsMost, r.seatsLeast = 0, 0
	if p.LaterQuorum == QuorumWaived && !r.ofCongress() && r.kind != Party {
		r.quorum = Threshold{}
	}
	return r
}

// ofCongress reports whether the law of congresses governs: nothing of it is left to a
// profile's waiver.
func (r rules) ofCongress() bool { return r.kind == Congress || r.kind == Session }

// ballotBounds is what the profile sets ballots against where the law leaves it
// open: participants and issued, or only one of them.
func (p Profile) ballotBounds() []Threshold {
	if p.Ballots != "" {
		return []Threshold{noMoreThan(p.Ballots)}
	}
	return []Threshold{noMoreThan(OfParticipants), noMoreThan(OfIssued)}
}

// majorityBase is participants unless the profile says ballots returned.
func (p Profile) majorityBase() Base {
	if p.MajorityBase == OfReturned {
		return OfReturned
	}
	return OfParticipants
}

// mostFurther is the upper limit of a further election's list, 0 for none.
func (p Profile) mostFurther(_ Post, seats int) int {
	if p.FurtherMore == 0 {
		return 0
	}
	return seats + p.FurtherMore
}

// CountsAgainst reports whether the votes against and the abstentions of each
// candidate are counted and announced as well: 赞成、不赞成、弃权的票数都要公布. The article
// was not seen. A congress in session counts them as well: 可以投赞成票，可以投反对票，也可以弃权.
func (e Election) CountsAgainst() bool { return e.Kind == Party || e.Kind == Session }

// RegisteredNoun is what the people are called of whom the quorum is counted:
// registered villagers, members due, residents' representatives.
func (e Election) RegisteredNoun() Phrase {
	r, ok := rulesOf(e, FirstRound)
	if !ok {
		return Say("登记选民", "registered voters")
	}
	return r.registered
}
