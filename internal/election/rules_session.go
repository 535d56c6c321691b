package election

import "cmp"

// sessionRules is the Organic Law of Local Congresses and Governments 地方组织法, text of
// 2022, for those whom a town's congress elects in session. The substance is known from
// several texts; the numbers of the articles were not checked against a stored one. The
// text of 2022 moved those of the older one by five, which is how they are given.
func sessionRules(e Election) rules {
	article := func(n int) Article { return Article{OrganicLaw, n} }
	quorum, surplus := cmp.Or(e.Profile.SessionQuorum, AtLeastTwoThirds), cmp.Or(e.Profile.ViceSurplus, viceSurplus)
	chiefs, deputies := []Post{CongressChair, TownHead}, []Post{CongressViceChair, DeputyHead}
	return rules{
		// 会议有三分之二以上的代表出席，始得举行 unless the setting says otherwise; the article was not seen
		quorum: quorum.of(OfRegistered), quorumArticle: article(0),
		// 每次选举所投的票数，等于或者少于投票人数的有效; the article was not seen
		ballots: []Threshold{noMoreThan(OfParticipants)}, ballotsArticle: article(0),
		// 正职一般应多一人，如果提名的候选人只有一人，也可以等额选举；副职应比应选人数多一人至三人
		differential: []differential{
			{surplus: true, bound: Threshold{1, AtMost, 1, OfSeats}, number: 1, posts: chiefs},
			{surplus: true, bound: Threshold{1, AtLeast, 1, OfSeats}, number: 1, posts: deputies},
			{surplus: true, bound: Threshold{1, AtMost, 1, OfSeats}, number: surplus, posts: deputies},
		},
		differentialArticle: article(27),
		// 进行选举和通过决议，以全体代表的过半数通过
		elects: moreThanHalf(OfRegistered), electsArticle: article(25),
		// 票数相等不能确定当选人时，就票数相等的人再次投票，以得票多的当选
		ties: TiesRevote, tiesArticle: article(29),
		// 另行选举 takes the same majority, and of deputies the same differential
		furtherElects: moreThanHalf(OfRegistered), furtherArticle: article(29),
		furtherFewest: func(p Post, seats int) int { return seats + p.rank() },
		furtherMost:   func(p Post, seats int) int { return seats + 1 + (surplus-1)*p.rank() },
		furtherUnsettle: Say(
			"另行选举在本次会议还是下次会议举行，由大会决定；候选人可以按第一次投票得票多少确定，也可以另行提名。",
			"Whether the further election is held at this session or the next, the congress decides; candidates go by the votes of the first ballot or are nominated anew."),
		registered: Say("全体代表", "deputies in all"), participants: Say("到会投票", "voting"),
		proxies: proxyRule{none: true, article: article(0)},
	}
}
