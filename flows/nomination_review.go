package flows

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// reviewNomination prints the list as it will hang and says what the law makes
// of it.
func reviewNomination(s flow.Subject, draft nominationDraft) []election.Phrase {
	n := draft.nomination()
	p := election.Progress{Nomination: &n}
	posts, _ := s.Election.Posts(s.Unit, p)
	said := []election.Phrase{lines(s.Election.CandidateList(s.Unit, p))}
	warn := func(breaches []election.Breach) {
		for _, b := range breaches {
			said = append(said, say("⚠️ %s", "⚠️ %s").With(b.Say()))
		}
	}
	warn(s.Election.PlanBreaches(posts))
	warn(election.NominationBreaches(s.Election, n.Committee, n.Names(), n.Kin()))
	if both := s.Election.Standing(s.Unit, p); len(both) > 0 {
		said = append(said, say("⚠️ %s", "⚠️ %s").With(election.StandingSaid(both)))
	}
	said = append(said, womenNominated(s.Election, n)...)
	said = append(said, barelyOfAge(s.Election, n)...)
	if open := openOf(n.Names(), draft.people, election.Nominee.Open); len(open) > 0 {
		said = append(said, openLine(open))
	}
	if first := s.Progress.Records[election.FirstListRecord]; len(first) > 0 {
		dropped, added := election.ListsCompared(election.FirstNames(first[0].Record), n.Names())
		said = append(said, comparedLists(dropped, added)...)
	}
	if d, ok := s.Election.FormalListLimit(); ok {
		said = append(said, noticeDay(s, n.Noticed, d))
	}
	return said
}

// lines puts phrases below each other.
func lines(all []election.Phrase) election.Phrase {
	return election.Joined(all, "\n", "\n")
}

// womenNominated counts the women, and warns where a committee could get none.
func womenNominated(e election.Election, n election.Nomination) []election.Phrase {
	women, known := 0, 0
	for _, name := range n.Names() {
		switch p, _ := n.Person(name); p.Sex {
		case election.Woman:
			women++
			known++
		case election.Man:
			known++
		}
	}
	all := len(n.Names())
	if known == 0 {
		return nil
	}
	said := say("候选人 %d 人，其中妇女 %d 人。", "Candidates: %d, women: %d.").With(all, women)
	if known < all {
		said = say("候选人 %d 人，其中妇女 %d 人，%d 人性别未填。", "Candidates: %d, women: %d, sex not entered: %d.").With(all, women, all-known)
	}
	phrases := []election.Phrase{said}
	for _, b := range election.CandidateBreaches(e, n) {
		phrases = append(phrases, say("⚠️ %s", "⚠️ %s").With(b.Say()))
	}
	return phrases
}

// barelyOfAge names whoever comes of age in the year of the election: the year
// of birth alone does not say whether before polling day.
func barelyOfAge(e election.Election, n election.Nomination) []election.Phrase {
	var names []string
	for _, name := range n.Names() {
		if p, _ := n.Person(name); !p.Born.IsZero() && e.PollingDay.Year-p.Born.Year == 18 {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []election.Phrase{say("⚠️ %s 选举当年满 18 周岁，请核对证件：生日须在%s或之前。", "⚠️ %s comes of age in the year of the vote: check that the birthday is no later than %s.").
		With(named(names), e.PollingDay.Short(e.PollingDay))}
}

// named puts names side by side.
func named(names []string) election.Phrase {
	return say(strings.Join(names, "、"), strings.Join(names, ", "))
}

// openOf names the people of whom something is not known.
func openOf(names []string, p people, open func(election.Nominee) bool) []string {
	var all []string
	for _, name := range names {
		if open(p.person(name, "")) {
			all = append(all, name)
		}
	}
	return all
}

// openLine says whose description is not complete, and how to add to it.
func openLine(names []string) election.Phrase {
	return say("还有 %d 人情况没填全：%s。现在或以后发一行就行：“%s 女 1978 大专 党员 连任”。", "Not all is entered yet (%d): %s. Now or later one line will do: “%s woman 1978 college party re-elected”.").
		With(len(names), named(names), names[0])
}

// noticeDay says whether the list is out in time.
func noticeDay(s flow.Subject, noticed election.Date, d election.CalendarDay) election.Phrase {
	today := s.Town.Today(s.Now)
	switch {
	case noticed.IsZero():
		return say("还没有公示；最迟%s（%s）。", "Not put to notice yet; the last day is %s (%s).").With(d.Last.Say(today), d.Say())
	case d.Last.Before(noticed):
		return say("⚠️ 公示晚了 %s：最后一天是%s（%s）。", "⚠️ Put to notice %s late: the last day was %s (%s).").With(election.Days(noticed.Sub(d.Last)), d.Last.Say(today), d.Say())
	}
	return say("公示日期符合要求：最迟%s（%s）。", "Put to notice in time: the last day is %s (%s).").With(d.Last.Say(today), d.Say())
}
