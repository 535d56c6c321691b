package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// reviewCount says what the law makes of the count, and what it does to an
// earlier one. Of the first entry it shows a second person nothing.
func reviewCount(s flow.Subject, c ballotCount) []election.Phrase {
	t := c.whole()
	var said []election.Phrase
	switch {
	case c.at.own != nil:
		said = append(said, say("🔒 两次录入不一致，这是您重新核对后的录入。", "🔒 The two entries differ; this is yours after looking again."))
	case c.at.check:
		said = append(said, say("🔒 这是复核录入：请只看计票结果单原件。第一次录入的数字，两次一致以前您看不到。", "🔒 This is the second entry: please look at the result sheet only. The first entry is not shown to you until both agree."))
	default:
		said = append(said, replaces(s, c)...)
	}
	if today := s.Town.Today(s.Now); t.Round == election.FirstRound && today.Before(s.Election.PollingDay) {
		said = append(said, say("⚠️ 选举日是%s，还没有到。", "⚠️ Polling day is %s; it has not come yet.").With(s.Election.PollingDay.Say(today)))
	}
	t.Proxies, t.Present = registeredProxies(s, c), present(s, c)
	if n := t.ByProxy(); n > 0 {
		said = append(said, say("其中委托投票 %d 票（按委托登记）。", "Of them by proxy, as registered: %d.").With(n))
	}
	said = append(said, verdictLines(election.Judge(s.Election, t))...)
	said = append(said, c.opinionHint(s.Election)...)
	if !c.at.sheet && c.sheet == (election.File{}) {
		said = append(said, say("📷 缺计票结果单照片：现在发，或稍后从“待办”里补。", "📷 The photo of the result sheet is missing: send it now, or later from the to-do list."))
	}
	return said
}

// registeredProxies are those who vote for others in the round that is entered.
// They come of the registration, so that two entries cannot differ in them.
func registeredProxies(s flow.Subject, c ballotCount) []election.ProxyHolder {
	if before, counted := s.Whole.Count(c.Round); counted && (c.at.check || c.at.was != "") {
		return before.Proxies
	}
	return s.Whole.Proxies()
}

// present is how many were present by the attendance, 0 if that was not reported.
func present(s flow.Subject, c ballotCount) int {
	if before, counted := s.Whole.Count(c.Round); counted && (c.at.check || c.at.was != "") {
		return before.Present
	}
	return s.Whole.PresentAt(c.Round, s.Town.Today(s.Now))
}

// replaces says which count this one takes the place of.
func replaces(s flow.Subject, c ballotCount) []election.Phrase {
	before, counted := s.Whole.Count(c.Round)
	if !counted || s.Election.Corrects(s.Unit, s.Whole, c.whole(), election.Entry{}) == "" {
		return nil
	}
	all := before.InAll()
	if before.Status() == election.Confirmed {
		return []election.Phrase{say("⚠️ 更正已确认的计票（发出 %d、收回 %d、有效 %d）：确认后须由第二人重新复核。", "⚠️ This corrects a confirmed count (%d issued, %d returned, %d valid); a second person has to check it again.").
			With(all.Issued, all.Returned, all.Valid)}
	}
	return []election.Phrase{say("⚠️ 更正：已上报过发出 %d、收回 %d、有效 %d 的计票，确认后以本次为准。", "⚠️ A correction of the count with %d issued, %d returned, %d valid.").With(all.Issued, all.Returned, all.Valid)}
}

// verdictLines is the verdict in one line, and what has to be settled first.
func verdictLines(v election.Verdict) []election.Phrase {
	if v.Outcome != election.ValidElection {
		return []election.Phrase{say("⚠️ %s", "⚠️ %s").With(v.Headline())}
	}
	said := []election.Phrase{say("⚖️ %s。", "⚖️ %s.").With(v.Headline())}
	for _, b := range v.BreachLines() {
		said = append(said, say("⚠️ %s", "⚠️ %s").With(b))
	}
	return said
}

// countBecause is the arithmetic behind the verdict, with the articles: whether
// enough took part, post by post who is elected, and what has to follow.
func countBecause(s flow.Subject, c ballotCount) []election.Phrase {
	t := c.whole()
	t.Proxies, t.Present = registeredProxies(s, c), present(s, c)
	v := election.Judge(s.Election, t)
	var said []election.Phrase
	if len(t.Others) == 0 && t.Participants == t.Issued {
		said = append(said, say("参加投票人数与发出选票数相同，按 %d 人计。", "As many are taken to have voted as ballots were issued: %d.").With(t.Participants))
	}
	if v.Outcome == election.ValidElection {
		said = append(append(said, v.QuorumLine()), v.PostLines()...)
		for _, f := range v.Follows() {
			said = append(said, say("➡️ %s", "➡️ %s").With(f))
		}
		said = append(said, v.Notes...)
	}
	said = append(said, c.opinionLines()...)
	return slices.DeleteFunc(said, election.Phrase.IsZero)
}
