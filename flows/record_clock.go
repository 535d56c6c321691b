package flows

import (
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// hourOf is an hour of polling day that a unit's notice names; ok is false if it names none.
type hourOf func(election.Election, election.Unit, *time.Location) (at time.Time, ok bool)

// clock is a time of today. The hour that it is now is offered, and that of the notice.
func clock(id string, label election.Phrase, noticed ...hourOf) field {
	name := func(v string) election.Phrase {
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return say(v, v)
		}
		return say(t.Format("15:04"), t.Format("15:04"))
	}
	return field{election.RecordField{ID: id, Label: label, Name: name}, asking{ask: say("%s是几点？", "%s: what time?").With(label), kind: aTime, noticed: noticed}}
}

// hours are the times that the buttons of a clock say: that of the notice, if it has come
// within the day, and now.
func (a asking) hours(s flow.Subject) []flow.Option {
	var all []flow.Option
	for _, noticed := range a.noticed {
		if at, known := noticed(s.Election, s.Unit, s.Town.Location); known && !s.Now.Before(at) && s.Now.Sub(at) < 24*time.Hour {
			all = append(all, flow.Option{Value: at.Format(time.RFC3339), Label: say("按公告 %s", "%s, as announced").With(at.Format("15:04"))})
		}
	}
	now := s.Local().Truncate(time.Minute)
	return append(all, flow.Option{Value: now.Format(time.RFC3339), Label: say("现在 %s", "Now, %s").With(now.Format("15:04"))})
}
