package election

import "slices"

// Breach is a rule that was broken. It does not change the arithmetic: it is to
// be settled by the office before any result is declared.
type Breach struct {
	Code    string
	Post    Post // empty where it concerns the whole election
	Article Article
	Text    Phrase
}

// The codes of breaches.
const (
	BreachDifferential    = "differential"          // 差额: too few or too many candidates
	BreachSeats           = "seats"                 // 名额: outside the lawful numbers
	BreachNoWoman         = "no_woman"              // no woman among the elected
	BreachRelatives       = "near_relatives"        // near relatives on one committee
	BreachCommittee       = "committee_nominated"   // a member of the election committee is nominated, or a near relative
	BreachProxiesMany     = "proxies_over_three"    // one person voted for more than three
	BreachProxyNominee    = "proxy_candidate"       // a candidate voted for others
	BreachProxiesNone     = "proxies_not_allowed"   // proxies where the law allows none
	BreachTooEarly        = "too_early"             // a stage done before its interval has run
	BreachNoTime          = "interval_impossible"   // the polling day leaves no time for an interval
	BreachAudit           = "audit_not_published"   // 离任审计结果 not published before the election
	BreachIntroduction    = "introduction_on_day"   // 介绍候选人 on polling day
	BreachWomenReps       = "women_representatives" // under a third of the village representatives are women
	BreachRepresentatives = "representatives"       // too few or too many households for one representative
)

// checkCandidates compares the number of candidates of each post, and the seats
// of all posts, with the bounds of the law. Write-ins are no candidates.
func (v *Verdict) checkCandidates() []Breach {
	var breaches []Breach
	seats := 0
	for _, p := range v.tally.Posts {
		seats += p.Seats
		breaches = append(breaches, v.checkDifferential(p)...)
	}
	return append(breaches, v.checkSeats(seats)...)
}

// checkSeats compares the seats of all posts with the most the law allows. A
// tally may cover only some of the posts, so that it can show too many, but not
// too few; see PlanBreaches.
func (v *Verdict) checkSeats(seats int) []Breach {
	if v.rules.seatsMost == 0 || seats <= v.rules.seatsMost {
		return nil
	}
	v.check(Check{
		Rule: RuleSeats, Article: v.rules.seatsArticle, Base: OfSeats,
		Comparison: noMoreThan(OfSeats).Compare(seats, v.rules.seatsMost),
	})
	return []Breach{{Code: BreachSeats, Article: v.rules.seatsArticle, Text: Say(
		"应选名额共 %d 名，多于规定的 %d 名", "%d seats in all, more than the %d allowed").With(seats, v.rules.seatsMost)}}
}

// PlanBreaches checks what a unit means to elect before anybody votes: the seats
// of all posts together, and the candidates of each post that has any yet.
func (e Election) PlanBreaches(posts []PostPlan) []Breach {
	r, ok := rulesOf(e, FirstRound)
	if !ok {
		return nil
	}
	v, seats := Verdict{Kind: e.Kind, rules: r}, 0
	var breaches []Breach
	for _, p := range posts {
		seats += p.Seats
		planned := PostTally{Post: p.Post, Seats: p.Seats}
		for _, name := range p.Candidates {
			planned.Candidates = append(planned.Candidates, CandidateVotes{Name: name})
		}
		if len(p.Candidates) > 0 { // otherwise not nominated yet
			breaches = append(breaches, v.checkDifferential(planned)...)
		}
	}
	breaches = append(breaches, v.checkSeats(seats)...)
	if seats > 0 && seats < r.seatsLeast {
		breaches = append(breaches, Breach{Code: BreachSeats, Article: r.seatsArticle, Text: Say(
			"应选名额共 %d 名，少于规定的 %d 名", "%d seats in all, fewer than the %d required").With(seats, r.seatsLeast)})
	}
	return breaches
}

// checkDifferential reports at most one breach of a post, with all comparisons.
// The regulations set no differential for the Party's secretaries.
func (v *Verdict) checkDifferential(p PostTally) []Breach {
	if v.Kind == Party && (p.Post == Secretary || p.Post == DeputySecretary) {
		return nil
	}
	var breaches []Breach
	candidates := p.nominated()
	for _, d := range v.rules.differentialOf(p.Post) {
		c := d.compare(candidates, p.Seats)
		holds := v.check(Check{
			Rule: RuleDifferential, Article: v.rules.differentialArticle, Base: OfSeats, Comparison: c, Post: p.Post,
		})
		if holds || len(breaches) > 0 {
			continue
		}
		breaches = append(breaches, Breach{
			Code: BreachDifferential, Post: p.Post, Article: v.rules.differentialArticle,
			Text: differentialText(p, candidates, d, c),
		})
	}
	return breaches
}

// Outnumbered returns the article that asks for more candidates for a post, or
// for fewer, than its plan names; false if they are lawful or not known yet.
func (e Election) Outnumbered(p PostPlan) (Article, bool) {
	r, ok := rulesOf(e, FirstRound)
	if !ok || len(p.Candidates) == 0 || e.Kind == Party && p.Post == Secretary {
		return Article{}, false
	}
	broken := slices.ContainsFunc(r.differentialOf(p.Post), func(d differential) bool { return !d.compare(len(p.Candidates), p.Seats).Holds() })
	return r.differentialArticle, broken
}

func differentialText(p PostTally, candidates int, d differential, c Comparison) Phrase {
	if !d.surplus {
		return Say("%s候选人 %d 名，应选 %d 名：候选人应当多于应选名额",
			"%s: %d candidates for %d seats: there must be more candidates than seats").With(p.Post.Name(), candidates, p.Seats)
	}
	return Say("%s候选人 %d 名，应选 %d 名，差额 %d 名：%s，差额不合规定",
		"%s: %d candidates for %d seats, %d more than seats: %s, outside the lawful differential").
		With(p.Post.Name(), candidates, p.Seats, candidates-p.Seats, c.Say())
}

// nominated counts the candidates on the ballot, without write-ins.
func (p PostTally) nominated() int {
	n := 0
	for _, c := range p.Candidates {
		if !c.WriteIn {
			n++
		}
	}
	return n
}

// proxyBreaches checks who voted for others.
func (r rules) proxyBreaches(t Tally) []Breach {
	var breaches []Breach
	if r.proxies.none && len(t.Proxies) > 0 {
		return []Breach{{Code: BreachProxiesNone, Article: r.proxies.article, Text: Say(
			"本次选举不得委托投票，却有 %d 人代他人投票", "No voting by proxy is allowed here, but %d people voted for others").
			With(len(t.Proxies))}}
	}
	for _, h := range t.Proxies {
		if r.proxies.most > 0 && h.Ballots > r.proxies.most {
			breaches = append(breaches, Breach{Code: BreachProxiesMany, Article: r.proxies.article, Text: Say(
				"%s 接受 %d 人委托，超过 %d 人", "%s voted for %d others, more than %d").With(h.Name, h.Ballots, r.proxies.most)})
		}
		if r.proxies.noCandidates && t.isCandidate(h.Name) {
			breaches = append(breaches, Breach{Code: BreachProxyNominee, Article: r.proxies.article, Text: Say(
				"候选人 %s 接受了他人委托投票", "The candidate %s voted for others").With(h.Name)})
		}
	}
	return breaches
}

func (t Tally) isCandidate(name string) bool {
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			if c.Name == name && !c.WriteIn {
				return true
			}
		}
	}
	return false
}
