package document

import "huanjie/internal/election"

// roll writes how many voters a unit has registered, when its list was posted,
// and until when objections are possible.
func roll(p *page, e election.Election, u election.UnitState, today election.Date) {
	r := u.Progress.Roll
	if r == nil {
		return
	}
	p.line(say("📜 登记 %s 人（%s）", "📜 Registered: %s (%s)").With(election.Thousands(r.Registered()), rollParts(*r)))
	if r.Published.IsZero() {
		if d, ok := e.RollLimit(); ok {
			p.line(say("· 名单还没有公布，最迟%s", "· the list is not posted yet; the last lawful day is %s").With(d.Last.Say(today)))
		}
		return
	}
	line := say("· %s公布", "· posted on %s").With(r.Published.Say(today))
	if d, ok := e.RollLimit(); ok && d.Last.Before(r.Published) {
		line = say("%s，⚠️ 晚了 %s", "%s, ⚠️ %s late").With(line, election.Days(r.Published.Sub(d.Last)))
	}
	if d, ok := e.ObjectionLimit(r.Published); ok {
		line = say("%s，申诉到%s为止", "%s, objections until %s").With(line, d.Last.Say(r.Published))
	}
	p.line(line)
}

// rollParts says where the voters are. Representatives have no such parts.
func rollParts(r election.RollReport) election.Phrase {
	if r.Parts() == 0 {
		return say("在村、外出、外来没有分报", "its parts were not told")
	}
	if r.Away+r.Admitted == 0 {
		return say("本地 %s", "all local: %s").With(election.Thousands(r.Local()))
	}
	return say("本地 %s · 外出 %s · 外来 %s", "local %s · away %s · admitted %s").With(
		election.Thousands(r.Local()), election.Thousands(r.Away), election.Thousands(r.Admitted))
}

// rolls sums up the rolls of an area. It writes nothing before the first is
// reported.
func rolls(p *page, s election.Summary) {
	f, e := s.Figures, s.Election
	if f[election.RollsReported] == 0 || f[election.RollsPublished] == s.Roll.Units && f[election.Reporting] > 0 {
		return // once polling has begun, the rolls no longer matter
	}
	p.line(say("📜 名单　%d/%s已公布，登记 %s 人（%s已报）", "📜 Rolls: posted in %d of %s; %s registered in %s").With(
		f[election.RollsPublished], e.Units(s.Roll.Units), election.Thousands(f[election.RollRegistered]), e.Units(f[election.RollsReported])))
}
