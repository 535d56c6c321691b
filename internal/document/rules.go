package document

import "huanjie/internal/election"

// Rules returns the text of the rules and deadlines that apply to an election,
// each with its article.
func Rules(e election.Election, l election.Language, today election.Date) string {
	p := &page{l: l}
	p.title(say("⚖️ %s · 选举日 %s", "⚖️ %s · polling day %s").With(e.Kind.Name(), e.PollingDay.Say(today)))
	p.line(say("依据：%s", "Law: %s").With(election.LawInForce(e.Kind, e.PollingDay).Name()))
	if e.Profile.Name != "" {
		p.line(say("地方规定：%s", "Local profile: %s").With(e.Profile.Name))
	}
	rules := e.Explain()
	if len(rules) == 0 {
		p.line(say("⚠️ 国家法律对有效和当选没有规定，也没有设置地方规定：请向上级选举办确认后写进配置。", "⚠️ The national law sets no rule for validity and election, and no local profile is set: ask the office above and put it into the settings."))
	}
	for _, x := range rules {
		p.line(say("· %s（%s）", "· %s (%s)").With(x.Text, x.Article))
	}
	p.heading(say("📅 时限", "📅 Deadlines"))
	for _, d := range e.Calendar(election.Events{}) {
		p.line(calendarLine(d, today))
	}
	return p.String()
}

// RulesOn is what the law says on a topic; "" if nothing is kept.
func RulesOn(e election.Election, on election.LawTopic, l election.Language, today election.Date) string {
	rules, days := e.Rulings(on), e.DatesOf(on)
	if len(rules)+len(days) == 0 {
		return ""
	}
	p := &page{l: l}
	name := e.Kind.Name()
	if e.Kind == election.Residents && e.Method != "" {
		name = say("%s · %s", "%s · %s").With(name, e.Method.Name())
	}
	p.title(say("⚖️ %s", "⚖️ %s").With(name))
	for _, x := range rules {
		p.line(say("· %s（%s）", "· %s (%s)").With(x.Text, x.Article))
	}
	for _, d := range days {
		p.line(calendarLine(d, today))
	}
	return p.String()
}

func calendarLine(d election.CalendarDay, today election.Date) election.Phrase {
	if d.Last.IsZero() {
		return say("· %s：%s", "· %s: %s").With(d.Name, d.Say())
	}
	return say("· %s：最迟 %s（%s）", "· %s: until %s (%s)").With(d.Name, d.Last.Say(today), d.Say())
}
