package election

// partyRules is the Regulations on Elections in Basic Party Organisations
// 中国共产党基层组织选举工作条例. Its base is the members due to attend who have
// the right to vote 应到会有选举权的党员, not those present.
func partyRules(e Election) rules {
	article := func(n int) Article { return Article{PartyRegulations, n} }
	return rules{
		// 有选举权的到会人数不少于应到会人数的五分之四
		quorum: fourFifths(OfRegistered), quorumArticle: article(19),
		// 收回的选票等于或者少于投票人数和发出的选票数，选举有效
		ballots: []Threshold{noMoreThan(OfParticipants), noMoreThan(OfIssued)}, ballotsArticle: article(27),
		// 委员候选人的差额不少于应选人数的百分之二十
		differential:        []differential{{surplus: true, bound: Threshold{5, AtLeast, 1, OfSeats}}},
		differentialArticle: article(13),
		// 支部委员会三至五人，一般不超过七人; without a committee a secretary only. That of a
		// general branch has five to seven, at most nine; the article was not seen.
		seatsMost: e.mostOnCommittee(),
		// 获得赞成票超过应到会有选举权人数的一半，始得当选
		elects: moreThanHalf(OfRegistered), electsArticle: article(28),
		ties: TiesRevote, tiesArticle: article(28),
		furtherElects: moreThanHalf(OfRegistered), furtherArticle: article(28),
		furtherFewest: func(_ Post, seats int) int { return seats + (seats+4)/5 }, furtherMost: e.Profile.mostFurther,
		furtherUnsettle: Say(
			"如接近应选名额，经半数以上选举人同意，也可以减少名额，不再选举（中国共产党基层组织选举工作条例）。",
			"If the number elected is close to the seats, half of the electors may agree to reduce the seats instead (Regulations on Elections in Basic Party Organisations)."),
		registered: Say("应到会有选举权的党员", "members due to attend"), participants: Say("实到会", "present"),
		proxies: proxyRule{none: true, article: article(24)}, // 因故未出席会议的党员或者代表不能委托他人代为投票
	}
}

// mostOnCommittee is how many members a Party organisation's committee has at most: the
// profile's number, or as is usual.
func (e Election) mostOnCommittee() int {
	switch {
	case e.Profile.CommitteeMost > 0:
		return e.Profile.CommitteeMost
	case e.General:
		return 9
	}
	return 7
}
