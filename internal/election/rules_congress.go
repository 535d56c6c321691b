package election

// congressRules is the Electoral Law 选举法 for deputies whom the voters of a
// constituency elect themselves, to the congress of a town or a county.
func congressRules(e Election) rules {
	article := func(n int) Article { return Article{ElectoralLaw, n} }
	return rules{
		// 选区全体选民的过半数参加投票，选举有效
		quorum: moreThanHalf(OfRegistered), quorumArticle: article(45),
		// 每次选举所投的票数，多于投票人数的无效
		ballots: []Threshold{noMoreThan(OfParticipants)}, ballotsArticle: article(44),
		// 代表候选人的人数应多于应选代表名额三分之一至一倍
		differential: []differential{
			{surplus: true, bound: Threshold{3, AtLeast, 1, OfSeats}},
			{surplus: true, bound: Threshold{1, AtMost, 1, OfSeats}},
		},
		differentialArticle: article(31),
		// 每一选区选一名至三名代表
		seatsLeast: 1, seatsMost: 3, seatsArticle: article(25),
		// 代表候选人获得参加投票的选民过半数的选票时，始得当选
		elects: moreThanHalf(OfParticipants), electsArticle: article(45),
		// 票数相等不能确定当选人时，应当就票数相等的候选人再次投票，以得票多的当选
		ties: TiesRevote, tiesArticle: article(45),
		// 以得票多的当选，但是得票数不得少于选票的三分之一
		furtherElects: oneThird(OfReturned), furtherArticle: article(45),
		// 只选一人时候选人应为二人
		furtherFewest: func(_ Post, seats int) int { return seats + (seats+2)/3 },
		furtherMost:   func(_ Post, seats int) int { return 2 * seats },
		registered:    Say("选区全体选民", "voters of the constituency"), participants: Say("参加投票", "taking part"),
		proxies: proxyRule{most: 3, article: article(42)},
	}
}
