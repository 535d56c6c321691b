package flows

import (
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// moment is a time for people, with its day unless that is today.
func moment(s flow.Subject, t time.Time) election.Phrase {
	t = t.In(s.Town.Location)
	clock := t.Format("15:04")
	if day, today := election.DateOf(t), s.Town.Today(s.Now); day != today {
		return say("%s %s", "%s %s").With(day.SayFrom(today), clock)
	}
	return say(clock, clock)
}
