package election

// dateRule is one line of a kind's calendar: the last lawful day is Days from
// the anchor. "D 的二十日前" makes D-20 itself the last lawful day; "自…起五日内"
// does not count the first day, so that it is 5 (see Profile.FirstDayCounts).
type dateRule struct {
	code    string
	stage   StageID // whose lawful deadline it is; empty if no stage ends with it
	from    Anchor
	days    int
	basis   Basis
	article Article
	within  bool // "within n days from": FirstDayCounts applies
}

// villageDates is the calendar of a villagers' committee election.
func villageDates(e Election) []dateRule {
	law := LawInForce(Villagers, e.PollingDay)
	article := func(now, before int) Article {
		if law == VillageLaw2018 {
			return Article{law, before}
		}
		return Article{law, now}
	}
	roll := article(17, 14)
	rules := []dateRule{
		{code: "audit", stage: AuditStage, from: FromPolling, days: -1, basis: National, article: article(40, 35)},
		{code: "roll", stage: RollStage, from: FromPolling, days: -20, basis: National, article: roll},
		{code: "objection", from: FromRoll, days: 5, basis: National, article: roll, within: true},
		{code: "decision", from: FromObjection, days: 3, basis: National, article: roll, within: true},
		{code: "handover", stage: HandoverStage, from: FromResult, days: 10, basis: National, article: article(24, 20), within: true},
	}
	return append(rules, localDates(e.Profile)...)
}

// residentsDates is the calendar of a residents' committee election. The text
// of 2018 sets no date at all.
func residentsDates(e Election) []dateRule {
	if LawInForce(Residents, e.PollingDay) == ResidentsLaw2018 {
		return localDates(e.Profile)
	}
	article := func(n int) Article { return Article{ResidentsLaw2025, n} }
	rules := []dateRule{
		{code: "audit", stage: AuditStage, from: FromPolling, days: -1, basis: National, article: article(0)},
		{code: "roll", stage: RollStage, from: FromPolling, days: -20, basis: National, article: article(17)},
		{code: "objection", from: FromRoll, days: 5, basis: National, article: article(17), within: true},
		{code: "decision", from: FromObjection, days: 3, basis: National, article: article(17), within: true},
		{code: "handover", stage: HandoverStage, from: FromResult, days: 10, basis: National, article: article(25), within: true},
	}
	return append(rules, localDates(e.Profile)...)
}

// localDates are the dates both committees' laws leave to the province: those
// of the profile, and the usual ones where it has none.
func localDates(p Profile) []dateRule {
	var rules []dateRule
	if p.FirstListBefore > 0 {
		rules = append(rules, dateRule{code: "first_list", from: FromPolling, days: -p.FirstListBefore, basis: Local})
	}
	if !p.OneMeeting {
		formal := dateRule{code: "formal_list", from: FromPolling, days: -5, basis: Usual}
		if p.FormalListBefore > 0 {
			formal.days, formal.basis = -p.FormalListBefore, Local
		}
		rules = append(rules, formal)
	}
	if p.ProxiesBefore > 0 {
		rules = append(rules, dateRule{code: "proxies", from: FromPolling, days: -p.ProxiesBefore, basis: Local})
	}
	return append(rules, furtherDate(p))
}

// furtherDate is the last day of a re-vote or a further election.
func furtherDate(p Profile) dateRule {
	r := dateRule{code: "further", from: FromResult, days: p.furtherDays(), basis: Local}
	if p.FurtherWithin == 0 {
		r.basis = Usual
	}
	return r
}

// congressDates is the calendar of an election of deputies.
func congressDates(e Election) []dateRule {
	article := func(n int) Article { return Article{ElectoralLaw, n} }
	return []dateRule{
		{code: "roll", stage: RollStage, from: FromPolling, days: -20, basis: National, article: article(28)},
		{code: "first_list", stage: FirstListStage, from: FromPolling, days: -15, basis: National, article: article(32)},
		{code: "formal_list", stage: CandidatesStage, from: FromPolling, days: -7, basis: National, article: article(32)},
		{code: "suit", from: FromPolling, days: -5, basis: National, article: article(29)},
		{code: "judgment", from: FromPolling, days: -1, basis: National, article: article(29)},
		{code: "introduction", stage: MeetStage, from: FromPolling, days: -1, basis: National, article: article(34)},
		{code: "objection", from: FromRoll, days: 5, basis: National, article: article(29), within: true},
		{code: "decision", from: FromObjection, days: 3, basis: National, article: article(29), within: true},
		furtherDate(e.Profile),
	}
}

// partyDates is the calendar of a Party election; the regulations leave it to
// the superior organisation. The public notice usually takes five working days.
func partyDates(e Election) []dateRule {
	rules := []dateRule{}
	if e.Profile.FormalListBefore > 0 {
		rules = append(rules, dateRule{code: "notice", from: FromPolling, days: -e.Profile.FormalListBefore, basis: Local})
	}
	further := furtherDate(e.Profile)
	if further.basis == Usual { // usually at the same meeting
		further.days = 0
	}
	return append(rules, further)
}

// dateRules is the calendar of a kind, in no particular order.
func dateRules(e Election) []dateRule {
	switch e.Kind {
	case Villagers:
		return villageDates(e)
	case Residents:
		return residentsDates(e)
	case Congress:
		return congressDates(e)
	case Session: // the further election is at this session or the next, as it decides
		return []dateRule{furtherDate(e.Profile)}
	}
	return partyDates(e)
}

// dateName says what has to be done by the day.
func dateName(code string) Phrase {
	switch code {
	case "audit":
		return Say("离任审计结果公布", "Audit result published")
	case "roll":
		return Say("选民名单公布", "Roll published")
	case "objection":
		return Say("对名单提出申诉", "Objections to the roll")
	case "decision":
		return Say("对申诉作出决定", "Decision on an objection")
	case "first_list":
		return Say("初步候选人名单公布", "First list of candidates")
	case "formal_list":
		return Say("正式候选人名单公布", "Formal list of candidates")
	case "notice":
		return Say("候选人公示", "Public notice of the candidates")
	case "suit":
		return Say("不服申诉决定，向法院起诉", "Suit against a decision on an objection")
	case "judgment":
		return Say("法院作出判决", "Judgment in the suit")
	case "introduction":
		return Say("停止介绍代表候选人", "Introduction of candidates ends")
	case "proxies":
		return Say("委托投票登记", "Proxies registered")
	case "further":
		return Say("再次投票、另行选举", "Re-vote, further election")
	case "handover":
		return Say("工作移交", "Handover")
	}
	return Say(code, code)
}

// furtherDays is how many days after the round before the last day of a later
// round is; 30 unless the profile says otherwise.
func (p Profile) furtherDays() int {
	switch {
	case p.FurtherWithin < 0:
		return 0
	case p.FurtherWithin == 0:
		return 30
	}
	return p.FurtherWithin
}

// counted says how the day is counted.
func (r dateRule) counted() Phrase {
	from := map[Anchor]Phrase{
		FromPolling:   Say("选举日", "polling day"),
		FromRoll:      Say("名单公布之日", "publication of the roll"),
		FromObjection: Say("收到申诉之日", "receipt of the objection"),
		FromResult:    Say("结果公布之日", "the result"),
	}[r.from]
	switch {
	case r.days == -1:
		return Say("%s之前", "before %s").With(from)
	case r.days < 0:
		return Say("%s的%d日前", "%[2]d days before %[1]s").With(from, -r.days)
	case r.days == 0:
		return Say("%s当日", "the day of %s").With(from)
	}
	return Say("自%s起%d日内", "within %[2]d days from %[1]s").With(from, r.days)
}
