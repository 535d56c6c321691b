package election

import "slices"

// RecallVote 罢免 is a vote on recalling one person. The numbers are those of
// the people who may vote, took part and said yes.
type RecallVote struct {
	Registered   int `json:"registered"`
	Participants int `json:"participants"`
	Yes          int `json:"yes"`
}

// RecallVerdict is what the law says of a recall vote, or of the petition for
// one.
type RecallVerdict struct {
	Outcome  Outcome // ValidElection or NoQuorum; Refused where the law is silent or the numbers cannot be
	Passed   bool    // the person is recalled; of a petition: enough have signed
	Title    Phrase
	Lines    []Phrase // a line for each check, with its article
	Checks   []Check
	Problems []Problem // why it was refused
}

// JudgeRecall is what the law in force on the day of the vote, e.PollingDay,
// says of it. The Party has no recall by vote in these regulations, and the
// residents' text of 2018 none by article.
func JudgeRecall(e Election, r RecallVote) RecallVerdict {
	if ps := r.problems(e); len(ps) > 0 {
		return refusedRecall(ps)
	}
	rule, _ := recallRules(e)
	v := RecallVerdict{Outcome: ValidElection, Title: Say("罢免表决：未通过", "Recall vote: not passed")}
	base := map[Base]int{OfRegistered: r.Registered, OfParticipants: r.Participants}
	said := map[Base]Phrase{
		OfRegistered:   Say("%s %d 人", "%[2]d %[1]s").With(rule.registered, r.Registered),
		OfParticipants: Say("参加投票 %d 人", "%d taking part").With(r.Participants),
	}
	if q := rule.quorum; !q.IsZero() {
		if !v.check(RuleQuorum, q, r.Participants, base[q.Base], rule.article, said[OfParticipants], said[q.Base]) {
			v.Outcome = NoQuorum
			return v
		}
	}
	agreed := Say("赞成罢免 %d 票", "%d for the recall").With(r.Yes)
	v.Passed = v.check(RuleMajority, rule.yes, r.Yes, base[rule.yes.Base], rule.article, agreed, said[rule.yes.Base])
	if v.Passed {
		v.Title = Say("罢免表决：通过", "Recall vote: passed")
	}
	return v
}

func refusedRecall(ps []Problem) RecallVerdict {
	v := RecallVerdict{Outcome: Refused, Title: Refused.Name(), Problems: ps}
	for _, p := range ps {
		v.Lines = append(v.Lines, p.Text)
	}
	return v
}

// check sets a number against a base and reports whether it is enough.
func (v *RecallVerdict) check(rule Rule, t Threshold, number, base int, a Article, what, of Phrase) bool {
	c := t.Compare(number, base)
	v.Checks = append(v.Checks, Check{Rule: rule, Article: a, Comparison: c, Base: t.Base, Holds: c.Holds()})
	v.Lines = append(v.Lines, Say("%s，%s：%s，%s（%s）。", "%s, %s: %s, %s (%s).").With(what, of, c.Say(), t.met(c.Holds()), a.Say()))
	return c.Holds()
}

// problems lists why the vote cannot be judged: settings and numbers that are
// wrong in a count too, more who said yes than came, or a law that is silent.
func (r RecallVote) problems(e Election) []Problem {
	ps := recallProblems(e, Tally{Registered: r.Registered, Participants: r.Participants})
	if absurd(r.Yes) {
		ps = append(ps, absurdProblem(r.Yes, "yes"))
	}
	if r.Yes > r.Participants {
		ps = append(ps, problem("yes_over_participants", Say("赞成 %d 票，多于参加投票的 %d 人。", "%d said yes, more than the %d who took part.").
			With(r.Yes, r.Participants), "participants", "yes"))
	}
	if _, ok := recallRules(e); !ok && len(ps) == 0 {
		ps = append(ps, recallSilent(e))
	}
	return ps
}

// recallProblems are those that settings and numbers have in a count too.
func recallProblems(e Election, t Tally) []Problem {
	return slices.DeleteFunc(e.Problems(t), func(p Problem) bool {
		return p.Code == "posts" || p.Code == "law_silent" // those are about electing
	})
}

func recallSilent(e Election) Problem {
	return problem("law_silent", Say("%s没有规定罢免所需的票数，无法判定。", "The %s does not say how many it takes to recall somebody: no verdict.").
		With(LawInForce(e.Kind, e.PollingDay).Name()), "kind")
}

// recallRule is what a law asks of a recall vote.
type recallRule struct {
	quorum, yes Threshold // a zero quorum: none
	article     Article
	registered  Phrase
}

// recallRules: more than half of the voters take part and more than half of
// those say yes; deputies fall only by more than half of all voters.
func recallRules(e Election) (rule recallRule, ok bool) {
	law, half := LawInForce(e.Kind, e.PollingDay), moreThanHalf(OfParticipants)
	switch law {
	case VillageLaw2018:
		rule = recallRule{quorum: moreThanHalf(OfRegistered), yes: half, article: Article{law, 16}}
	case VillageLaw2025:
		rule = recallRule{quorum: moreThanHalf(OfRegistered), yes: half, article: Article{law, 19}}
	case ResidentsLaw2025:
		rule = recallRule{quorum: residentsQuorum(e.Method), yes: half, article: Article{law, 20}}
	case ElectoralLaw:
		rule = recallRule{yes: moreThanHalf(OfRegistered), article: Article{law, 53}}
	default:
		return rule, false
	}
	electing, _ := rulesOf(e, FirstRound)
	rule.registered = electing.registered
	return rule, true
}

// Petition 罢免要求 is who signed for a recall, of how many.
type Petition struct {
	Voters             int  `json:"voters"`
	AllVoters          int  `json:"all_voters"` // deputies: not asked for
	Representatives    int  `json:"representatives"`
	AllRepresentatives int  `json:"all_representatives"`
	County             bool `json:"county"` // deputies of the county, not the town
}

// petitionRule is how many have to sign: one in so many voters or a third of the
// representatives, or a fixed number of voters.
type petitionRule struct {
	oneIn   int // 0: least
	least   int
	article Article
}

func (p Petition) rule(e Election) (petitionRule, bool) {
	switch law := LawInForce(e.Kind, e.PollingDay); law {
	case VillageLaw2018:
		return petitionRule{oneIn: 5, article: Article{law, 16}}, true
	case VillageLaw2025:
		return petitionRule{oneIn: 5, article: Article{law, 19}}, true
	case ResidentsLaw2025:
		return petitionRule{oneIn: 10, article: Article{law, 20}}, true
	case ElectoralLaw:
		if p.County {
			return petitionRule{least: 50, article: Article{law, 50}}, true
		}
		return petitionRule{least: 30, article: Article{law, 50}}, true
	}
	return petitionRule{}, false
}

// RecallMayBeVoted checks a petition for a recall: a fifth of the voters or a
// third of the representatives in a village, a tenth or a third in a community,
// and 50 voters for a county's deputy or 30 for a town's. One check that holds
// is enough.
func RecallMayBeVoted(e Election, p Petition) RecallVerdict {
	rule, _ := p.rule(e)
	if ps := p.problems(e, rule); len(ps) > 0 {
		return refusedRecall(ps)
	}
	v := RecallVerdict{Outcome: ValidElection, Title: Say("罢免要求：联名人数不够", "Petition for a recall: too few have signed")}
	signed := Say("联名选民 %d 人", "%d voters have signed").With(p.Voters)
	if rule.oneIn == 0 {
		c := Comparison{1, p.Voters, AtLeast, 1, rule.least}
		v.Checks, v.Passed = []Check{{Rule: RuleMajority, Article: rule.article, Comparison: c, Base: OfRegistered, Holds: c.Holds()}}, c.Holds()
		v.Lines = []Phrase{Say("%s，须有 %d 人：%s（%s）。", "%s, %d are needed: %s (%s).").With(signed, rule.least, c.Say(), rule.article.Say())}
	}
	if rule.oneIn > 0 && p.AllVoters > 0 {
		of := Say("选民共 %d 人", "of %d voters").With(p.AllVoters)
		v.Passed = v.check(RuleMajority, Threshold{rule.oneIn, AtLeast, 1, OfRegistered}, p.Voters, p.AllVoters, rule.article, signed, of)
	}
	if rule.oneIn > 0 && p.AllRepresentatives > 0 {
		signed, of := Say("联名代表 %d 人", "%d representatives have signed").With(p.Representatives), Say("代表共 %d 人", "of %d representatives").With(p.AllRepresentatives)
		v.Passed = v.check(RuleMajority, oneThird(OfRegistered), p.Representatives, p.AllRepresentatives, rule.article, signed, of) || v.Passed
	}
	if v.Passed {
		v.Title = Say("罢免要求：联名人数达到规定", "Petition for a recall: enough have signed")
	}
	return v
}

// problems lists why the petition cannot be judged.
func (p Petition) problems(e Election, rule petitionRule) []Problem {
	ps := recallProblems(e, Tally{Registered: 1})
	for _, of := range []struct {
		signed, all int
		field       string
		bounded     bool
	}{{p.Voters, p.AllVoters, "voters", rule.oneIn > 0}, {p.Representatives, p.AllRepresentatives, "representatives", true}} {
		switch {
		case absurd(of.signed):
			ps = append(ps, absurdProblem(of.signed, of.field))
		case absurd(of.all):
			ps = append(ps, absurdProblem(of.all, "all_"+of.field))
		case of.bounded && of.signed > of.all:
			ps = append(ps, problem("signed_over_all", Say("联名 %d 人，多于全体 %d 人。", "%d have signed, more than all %d.").With(of.signed, of.all), of.field, "all_"+of.field))
		}
	}
	_, ok := p.rule(e)
	switch {
	case len(ps) > 0:
	case !ok:
		ps = append(ps, recallSilent(e))
	case rule.oneIn > 0 && p.AllVoters == 0 && p.AllRepresentatives == 0:
		ps = append(ps, problem("registered_zero", Say("选民总数和代表总数不能都为 0。", "Not both the voters and the representatives can be 0."), "all_voters", "all_representatives"))
	}
	return ps
}

// RepresentativeBreaches checks the village representatives 村民代表: one for
// every five to fifteen households, unless the groups choose them, and at least
// a third women. Communities have one for every twenty to fifty.
func RepresentativeBreaches(e Election, households, representatives, women int) []Breach {
	var breaches []Breach
	law := LawInForce(e.Kind, e.PollingDay)
	least, many, a := 0, 0, Article{}
	switch law {
	case VillageLaw2018:
		least, many, a = 5, 15, Article{law, 25}
	case VillageLaw2025:
		least, many, a = 5, 15, Article{law, 29}
	case ResidentsLaw2025:
		least, many, a = 20, 50, Article{law, 13}
	default:
		return nil
	}
	if households > 0 && (representatives*least > households || representatives*many < households) {
		breaches = append(breaches, Breach{Code: BreachRepresentatives, Article: a, Text: Say(
			"%d 户推选代表 %d 人，不在每 %d 至 %d 户一人之内", "%[2]d representatives of %[1]d households: not one for every %[3]d to %[4]d").
			With(households, representatives, least, many)})
	}
	if e.Kind == Villagers && 3*women < representatives {
		breaches = append(breaches, Breach{Code: BreachWomenReps, Article: a, Text: Say(
			"村民代表 %d 人，其中妇女 %d 人，少于三分之一", "%d village representatives, of them %d women: less than a third").With(representatives, women)})
	}
	return breaches
}
