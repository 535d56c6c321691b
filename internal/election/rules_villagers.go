package election

// villageRules is the Organic Law of Villagers' Committees 村民委员会组织法. The
// text of 2018 has the same thresholds under other article numbers.
func villageRules(e Election) rules {
	law := LawInForce(Villagers, e.PollingDay)
	article := func(now, before int) Article {
		if law == VillageLaw2018 {
			return Article{law, before}
		}
		return Article{law, now}
	}
	election := article(18, 15)
	r := rules{
		// 登记参加选举的村民过半数投票，选举有效
		quorum: moreThanHalf(OfRegistered), quorumArticle: election,
		ballots: e.Profile.ballotBounds(),
		// 候选人的名额应当多于应选名额
		differential:        []differential{{bound: Threshold{1, Above, 1, OfSeats}}},
		differentialArticle: election,
		// 主任、副主任和委员共三至七人组成
		seatsLeast: 3, seatsMost: 7, seatsArticle: article(8, 6),
		// 候选人获得参加投票的村民过半数的选票，始得当选
		elects: moreThanHalf(e.Profile.majorityBase()), electsArticle: election,
		ties: e.Profile.Ties,
		// 得票多的当选，但是所得票数不得少于已投选票总数的三分之一
		furtherElects: oneThird(OfReturned), furtherArticle: election,
		furtherFewest: func(_ Post, seats int) int { return seats + 1 }, furtherMost: e.Profile.mostFurther,
		registered: Say("登记参加选举的村民", "registered villagers"), participants: Say("参加投票", "taking part"),
		proxies: proxyRule{most: 3, noCandidates: true, published: true, article: election},
	}
	if law == VillageLaw2018 { // it asks for near relatives as proxies, and says no more
		r.proxies = proxyRule{article: election}
	}
	return r
}
