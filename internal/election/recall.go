package election

// RecallVote 罢免 is a vote on recalling one person. The numbers are those of
// the people who may vote, took part and said yes.
type RecallVote struct {
	Registered   int `json:"registered"`
	Participants int `json:"participants"`
	Yes          int `json:"yes"`
}

// RecallVerdict is what the law says of a recall vote.
type RecallVerdict struct {
	Outcome Outcome // ValidElection or NoQuorum; Refused where the law is silent or the numbers cannot be
	Passed  bool
	Checks  []Check
}

// JudgeRecall is what the law in force on the day of the vote, e.PollingDay,
// says of it. The Party has no recall by vote in these regulations, and the
// residents' text of 2018 none by article.
func JudgeRecall(e Election, r RecallVote) RecallVerdict {
	quorum, yes, article, ok := recallRules(e)
	sane := r.Registered > 0 && r.Registered <= most && r.Yes >= 0 && r.Yes <= r.Participants && r.Participants <= r.Registered
	if !ok || !sane {
		return RecallVerdict{Outcome: Refused}
	}
	v := RecallVerdict{Outcome: ValidElection}
	base := map[Base]int{OfRegistered: r.Registered, OfParticipants: r.Participants}
	if !quorum.IsZero() {
		c := quorum.Compare(r.Participants, base[quorum.Base])
		v.Checks = append(v.Checks, Check{Rule: RuleQuorum, Article: article, Comparison: c, Base: quorum.Base, Holds: c.Holds()})
		if !c.Holds() {
			v.Outcome = NoQuorum
			return v
		}
	}
	c := yes.Compare(r.Yes, base[yes.Base])
	v.Checks = append(v.Checks, Check{Rule: RuleMajority, Article: article, Comparison: c, Base: yes.Base, Holds: c.Holds()})
	v.Passed = c.Holds()
	return v
}

// recallRules: more than half of the voters take part and more than half of
// those say yes; deputies fall only by more than half of all voters.
func recallRules(e Election) (quorum, yes Threshold, a Article, ok bool) {
	law := LawInForce(e.Kind, e.PollingDay)
	switch law {
	case VillageLaw2018:
		return moreThanHalf(OfRegistered), moreThanHalf(OfParticipants), Article{law, 16}, true
	case VillageLaw2025:
		return moreThanHalf(OfRegistered), moreThanHalf(OfParticipants), Article{law, 19}, true
	case ResidentsLaw2025:
		return residentsQuorum(e.Method), moreThanHalf(OfParticipants), Article{law, 20}, true
	case ElectoralLaw:
		return Threshold{}, moreThanHalf(OfRegistered), Article{law, 53}, true
	}
	return Threshold{}, Threshold{}, Article{}, false
}

// Petition is who signed for a recall, of how many.
type Petition struct {
	Voters, AllVoters                   int
	Representatives, AllRepresentatives int
	County                              bool // deputies of the county, not the town
}

// RecallMayBeVoted checks a petition for a recall: a fifth of the voters or a
// third of the representatives in a village, a tenth or a third in a community,
// and 50 voters for a county's deputy or 30 for a town's. One check that holds
// is enough.
func RecallMayBeVoted(e Election, p Petition) (checks []Check, enough bool) {
	law := LawInForce(e.Kind, e.PollingDay)
	add := func(a Article, of Base, c Comparison) {
		checks = append(checks, Check{Rule: RuleMajority, Article: a, Comparison: c, Base: of, Holds: c.Holds()})
		enough = enough || c.Holds()
	}
	share := func(times int) Threshold { return Threshold{times, AtLeast, 1, OfRegistered} }
	byRepresentatives := func(a Article) {
		if p.AllRepresentatives > 0 {
			add(a, OfRegistered, share(3).Compare(p.Representatives, p.AllRepresentatives))
		}
	}
	switch law {
	case VillageLaw2018, VillageLaw2025:
		a := Article{law, 19}
		if law == VillageLaw2018 {
			a.Number = 16
		}
		add(a, OfRegistered, share(5).Compare(p.Voters, p.AllVoters))
		byRepresentatives(a)
	case ResidentsLaw2025:
		a := Article{law, 20}
		add(a, OfRegistered, share(10).Compare(p.Voters, p.AllVoters))
		byRepresentatives(a)
	case ElectoralLaw:
		least := 30
		if p.County {
			least = 50
		}
		add(Article{law, 50}, OfRegistered, Comparison{1, p.Voters, AtLeast, 1, least})
	}
	return checks, enough
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
