package document

import "huanjie/internal/election"

// Brief returns the text of a short digest: the figures, and how much is late
// and in difficulty, without names.
func Brief(s election.Summary, l election.Language, on Occasion) string {
	p := &page{l: l}
	digestHead(p, s, on == Late)
	amiss(p, s)
	figures(p, s, false)
	changes(p, s)
	owed := s.LateCount()
	p.line(election.Phrase{})
	switch {
	case owed > 0:
		p.line(say("⏰ 逾期 %d 项，%s", "⏰ Late: %d in %s").With(owed, stages(len(s.Late))))
	case !s.PollingNow():
		p.line(say("✅ 没有逾期", "✅ Nothing is late"))
	}
	if n := s.Lists[election.ListTroubled].Count; n > 0 {
		p.line(say("🆘 有困难 %s", "🆘 In difficulty: %s").With(s.Election.Units(n)))
	}
	p.line(say("名单发“日报”", "For the names send “digest”"))
	head(p, s)
	return p.String()
}
