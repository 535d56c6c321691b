package election

import "time"

// Promise 承诺补报 is an officer's answer to a reminder: not now, but by then.
// Reminders of the unit wait until then.
type Promise struct {
	Until time.Time `json:"until"`
	Why   string    `json:"why,omitempty"` // 没有信号
}

func (Promise) body() string { return "promise" }

// Holds reports whether the promise still stops reminders.
func (p *Promise) Holds(now time.Time) bool { return p != nil && now.Before(p.Until) }

// PromiseLimit is the latest time until which reminders of a unit can rest: the
// end of tomorrow; but where the unit owes a stage whose lawful last day is today
// or tomorrow, the end of that day, and that stage is returned too. now is in the
// town's location.
func (e Election) PromiseLimit(p Progress, now time.Time) (last time.Time, lawful *Stage) {
	today := DateOf(now)
	day := today.AddDays(1)
	for _, s := range e.Stages {
		law := s.Lawful.Last
		if law.Before(today) || !e.Owes(p, s.ID) { // what is late already cannot be kept any more
			continue
		}
		if law.Before(day) || law == day && lawful == nil {
			day, lawful = law, &s
		}
	}
	return day.At(23, 59, now.Location()), lawful
}

// Problems lists what cannot be promised.
func (b Promise) Problems(e Election, p Progress, now time.Time) []Problem {
	if b.Until.IsZero() {
		return nil
	}
	last, lawful := e.PromiseLimit(p, now)
	switch {
	case !b.Until.After(now):
		return []Problem{problem("promise_past", Say("%s已经过了，请写以后的时间。", "%s is past; please give a time to come.").With(SayTime(b.Until, now)), "until")}
	case b.Until.After(last.Add(time.Minute)) && lawful != nil:
		return []Problem{problem("promise_law", Say(
			"最晚%s：“%s”法定最迟%s（%s），不能再往后推。", "%s at the latest: by law “%s” must be done by %s (%s).").
			With(SayTime(last, now), lawful.Name, lawful.Lawful.Last.Say(DateOf(now)), lawful.Lawful.Article), "until")}
	case b.Until.After(last.Add(time.Minute)):
		return []Problem{problem("promise_late", Say("最晚推到明天（%s）。到时还报不了，可以再承诺一次。",
			"Tomorrow (%s) at the latest. If it cannot be done by then, promise again.").With(SayTime(last, now)), "until")}
	}
	return nil
}
