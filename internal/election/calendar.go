package election

import (
	"cmp"
	"slices"
)

// Anchor is the event a deadline is counted from.
type Anchor string

// The anchors.
const (
	FromPolling   Anchor = "polling"   // 选举日
	FromRoll      Anchor = "roll"      // 选民名单公布之日
	FromObjection Anchor = "objection" // 收到申诉之日
	FromResult    Anchor = "result"    // 选举结果公布之日
)

// Basis is what a date rests on.
type Basis string

// The bases of a date.
const (
	National Basis = "national" // an article of the national text
	Local    Basis = "local"    // a setting of the profile
	Usual    Basis = "usual"    // what offices usually do; the office may choose otherwise
)

// Events are the days on which things happened in a unit; the zero Date for
// what has not happened, or is not known.
type Events struct {
	Roll       Date   // the roll was published
	Objections []Date // objections were received
	FirstList  Date   // the first list was published
	FormalList Date   // the formal list was published
	Audit      Date   // the audit's result was published
	Introduced Date   // candidates were last introduced
	Result     Date   // the result was announced; polling day if not known
}

// CalendarDay is one deadline of a unit's calendar and what it rests on.
type CalendarDay struct {
	Code    string
	Name    Phrase
	Stage   StageID // whose lawful deadline it is; may be empty
	Last    Date    // the last lawful day; zero until its event is known
	Basis   Basis
	Article Article
	Counted Phrase // how it is counted: 选举日的20日前
}

// Calendar lists every deadline of an election, the earliest first; those that
// wait for an event come last. An objection has its own line each.
func (e Election) Calendar(ev Events) []CalendarDay {
	var days []CalendarDay
	for _, r := range dateRules(e) {
		if r.from == FromObjection {
			for _, received := range ev.Objections {
				d := r.on(e, received)
				d.Code += "/" + received.String()
				days = append(days, d)
			}
			if len(ev.Objections) > 0 {
				continue
			}
		}
		days = append(days, r.on(e, e.anchor(r.from, ev)))
	}
	slices.SortStableFunc(days, func(a, b CalendarDay) int {
		if a.Last.IsZero() != b.Last.IsZero() {
			return cmp.Compare(boolInt(a.Last.IsZero()), boolInt(b.Last.IsZero()))
		}
		return cmp.Compare(a.Last.Sub(b.Last), 0)
	})
	return days
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// anchor is the day of an event.
func (e Election) anchor(a Anchor, ev Events) Date {
	switch a {
	case FromPolling:
		return e.PollingDay
	case FromRoll:
		return ev.Roll
	case FromResult:
		if ev.Result.IsZero() {
			return e.PollingDay
		}
		return ev.Result
	}
	return Date{}
}

// on counts the rule from its anchor.
func (r dateRule) on(e Election, anchor Date) CalendarDay {
	d := CalendarDay{Code: r.code, Name: dateName(r.code), Stage: r.stage, Basis: r.basis, Article: r.article, Counted: r.counted()}
	if anchor.IsZero() {
		return d
	}
	days := r.days
	if r.within && e.Profile.FirstDayCounts {
		days--
	}
	d.Last = anchor.AddDays(days)
	return d
}

// Say is what the date rests on: the article, the local rule, or custom.
func (d CalendarDay) Say() Phrase {
	if d.Basis == Usual {
		return Say("%s，惯例，以地方规定为准", "%s, usual; the local rule decides").With(d.Counted)
	}
	return Say("%s，%s", "%s, %s").With(d.Counted, d.Article.Say())
}

// LawfulDeadline is the last lawful day for a stage of a kind of election, or
// the zero Deadline where the national law sets none.
func LawfulDeadline(k Kind, stage StageID, polling Date) Deadline {
	e := Election{Kind: k, PollingDay: polling}
	for _, r := range dateRules(e) {
		if r.stage == stage && stage != "" {
			d := r.on(e, e.anchor(r.from, Events{}))
			return Deadline{Last: d.Last, Article: r.article.Say()}
		}
	}
	return Deadline{}
}

// On returns the election with another polling day: the law in force on it, every
// stage moved by as many days, and every lawful deadline counted from it. It gives
// a unit with a day of its own its own timetable.
func (e Election) On(polling Date) Election {
	if polling.IsZero() || polling == e.PollingDay {
		return e
	}
	shift := 0
	if !e.PollingDay.IsZero() {
		shift = polling.Sub(e.PollingDay)
	}
	moved := slices.Clone(e.Stages)
	for i, s := range moved {
		if !s.Planned.IsZero() {
			moved[i].Planned = s.Planned.AddDays(shift)
		}
		moved[i].Lawful = LawfulDeadline(e.Kind, s.ID, polling)
	}
	e.PollingDay, e.Stages = polling, moved
	return e
}

// CalendarChange is a deadline that moved; everyone who saw the old day is to
// be told.
type CalendarChange struct {
	Code     string
	Name     Phrase
	Was, Now Date // zero if there was, or is, no such deadline
}

// CalendarChanges lists the deadlines that differ between two calendars of a
// unit, in the order of the new one, those that fell away last.
func CalendarChanges(before, after []CalendarDay) []CalendarChange {
	var changes []CalendarChange
	for _, d := range after {
		was := dayOf(before, d.Code)
		if was != d.Last {
			changes = append(changes, CalendarChange{d.Code, d.Name, was, d.Last})
		}
	}
	for _, d := range before {
		gone := !slices.ContainsFunc(after, func(a CalendarDay) bool { return a.Code == d.Code })
		if gone && !d.Last.IsZero() {
			changes = append(changes, CalendarChange{d.Code, d.Name, d.Last, Date{}})
		}
	}
	return changes
}

func dayOf(days []CalendarDay, code string) Date {
	for _, d := range days {
		if d.Code == code {
			return d.Last
		}
	}
	return Date{}
}
