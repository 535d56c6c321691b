package election

// residentsRules is the Organic Law of Urban Residents' Committees
// 城市居民委员会组织法, by one of its three methods. The text of 2018 has no
// threshold at all: the profile answers, or nobody does.
func residentsRules(e Election, round Round) (rules, bool) {
	if LawInForce(Residents, e.PollingDay) == ResidentsLaw2018 {
		return residentsBefore2026(e, round)
	}
	election := Article{ResidentsLaw2025, 19}
	r := residentsFrame(e)
	r.quorum, r.quorumArticle = residentsQuorum(e.Method), election
	r.differential, r.differentialArticle = []differential{{bound: Threshold{1, Above, 1, OfSeats}}}, Article{ResidentsLaw2025, 18}
	r.seatsLeast, r.seatsMost, r.seatsArticle = 5, 9, Article{ResidentsLaw2025, 8}
	r.elects, r.electsArticle = moreThanHalf(e.Profile.majorityBase()), election
	r.furtherElects, r.furtherArticle = oneThird(OfReturned), election
	r.proxies = proxyRule{most: 3, noCandidates: true, none: e.Method == Representatives, article: election}
	return r, true
}

// residentsQuorum is more than half of the voters or of the households'
// representatives, and more than two thirds of the residents' representatives:
// exactly two thirds are not enough.
func residentsQuorum(m Method) Threshold {
	if m == Representatives {
		return moreThanTwoThird(OfRegistered)
	}
	return moreThanHalf(OfRegistered)
}

// residentsBefore2026 takes the shares from the profile. A further election
// has its own; a first round can be judged without it.
func residentsBefore2026(e Election, round Round) (rules, bool) {
	p := e.Profile
	if p.Quorum == NoShare || p.Majority == NoShare || round == FurtherRound && p.FurtherMajority == NoShare {
		return rules{}, false
	}
	r := residentsFrame(e)
	r.quorum, r.elects = p.Quorum.of(OfRegistered), p.Majority.of(p.majorityBase())
	r.furtherElects = p.FurtherMajority.of(OfReturned)
	if p.FurtherMajority == NoShare {
		r.furtherUnsettle = Say(
			"2026年以前的居民委员会选举，国家法律未规定另行选举当选所需票数，本地规定也未设置。",
			"Before 2026 the national law does not say how many votes a further election takes, and no local rule is set.")
	}
	return r, true
}

// residentsFrame is what both texts leave to the province, and the words.
func residentsFrame(e Election) rules {
	r := rules{
		ballots:       e.Profile.ballotBounds(),
		ties:          e.Profile.Ties,
		furtherFewest: func(_ Post, seats int) int { return seats + 1 }, furtherMost: e.Profile.mostFurther,
		registered: Say("登记选民", "registered voters"), participants: Say("参加投票", "taking part"),
	}
	switch e.Method {
	case Households:
		r.registered = Say("户代表", "households' representatives")
	case Representatives:
		r.registered = Say("居民代表", "residents' representatives")
	}
	return r
}
