package document

import "huanjie/internal/election"

// Moved returns what people are told when a polling day has moved: the old and
// the new day, and every deadline that moves with it.
func Moved(was, now election.Election, l election.Language, today election.Date) string {
	p := &page{l: l}
	p.title(say("📅 选举日改期：%s", "📅 The polling day has moved: %s").With(now.Kind.Name()))
	p.line(say("原定 %s，改为 %s。以前收到的日期作废，以下面为准：", "It was %s and is now %s. Earlier dates no longer hold; these do:").With(was.PollingDay.Say(today), now.PollingDay.Say(was.PollingDay)))
	for _, c := range election.CalendarChanges(was.Calendar(election.Events{}), now.Calendar(election.Events{})) {
		switch {
		case c.Now.IsZero():
			p.line(say("· %s：不再有时限", "· %s: no deadline any more").With(c.Name))
		case c.Was.IsZero():
			p.line(say("· %s：%s", "· %s: %s").With(c.Name, c.Now.Say(today)))
		default:
			p.line(say("· %s：%s → %s", "· %s: %s → %s").With(c.Name, c.Was.Say(today), c.Now.Say(c.Was)))
		}
	}
	return p.String()
}
