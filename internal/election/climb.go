package election

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Rung 催报层级 is who is asked for a report that does not come: one after the
// other, each still asked when the next one is.
type Rung int

// The rungs, in the order in which they are reached.
const (
	OfficerRung Rung = iota // 联络员: the first of the unit
	StandInRung             // 替补联络员: the officers after the first
	ContactRung             // 村联系人
	LeaderRung              // 包片领导
	GroupRung               // 领导小组, and the office
)

// Name says who stands on the rung.
func (r Rung) Name() Phrase {
	switch r {
	case StandInRung:
		return Say("替补联络员", "the stand-in")
	case ContactRung:
		return Say("村联系人", "the village contact")
	case LeaderRung:
		return Say("包片领导", "the area's leaders")
	case GroupRung:
		return Say("领导小组、选举办", "the leading group and the office")
	}
	return Say("联络员", "the officer")
}

// Ladder is how long after its time a report is asked for on each rung. The
// officer's is 0: before the time comes officers alone are reminded.
type Ladder [GroupRung + 1]time.Duration

// Reached is the highest rung reached so long after the time of a report.
func (l Ladder) Reached(since time.Duration) Rung {
	reached := OfficerRung
	for r, after := range l {
		if since >= after && Rung(r) > reached {
			reached = Rung(r)
		}
	}
	return reached
}

// RungOf returns the first rung on which a person is asked for the reports of a
// unit. ok is false if they are never asked. The office, which may report for every
// unit, is asked last.
func (p Person) RungOf(u Unit) (r Rung, ok bool) {
	leads := func(whole bool) bool {
		return slices.ContainsFunc(p.Areas, func(a Area) bool { return (a == WholeTown) == whole && a.Holds(u.Area) })
	}
	switch place := slices.Index(u.Officers, p.ID); {
	case p.Unknown:
		return 0, false
	case p.Office:
		return GroupRung, true
	case place == 0:
		return OfficerRung, true
	case place > 0:
		return StandInRung, true
	case u.Contact != "" && u.Contact == p.ID:
		return ContactRung, true
	case leads(false):
		return LeaderRung, true
	}
	return GroupRung, leads(true)
}

// StandIn is who is asked for the reports of some units while their first officer
// cannot be reached; Person is zero if there is nobody.
type StandIn struct {
	Person PersonID
	Units  []Unit
}

// StandIns are those of the units whose first officer a person is.
func (t *Town) StandIns(p Person) (all []StandIn) {
	for _, id := range p.Units {
		u, _ := t.Unit(id)
		if len(u.Officers) == 0 || u.Officers[0] != p.ID {
			continue
		}
		next := PersonID("")
		if len(u.Officers) > 1 {
			next = u.Officers[1]
		}
		i := slices.IndexFunc(all, func(s StandIn) bool { return s.Person == next })
		if i < 0 {
			all, i = append(all, StandIn{Person: next}), len(all)
		}
		all[i].Units = append(all[i].Units, u)
	}
	return all
}

// Owed 待报 is one thing that a unit is asked to report: a stage, or on polling
// day the turnout of a time, or the count.
type Owed struct {
	Unit  UnitID    `json:"unit"`
	Stage StageID   `json:"stage,omitempty"` // zero for what is asked on polling day:
	Count bool      `json:"count,omitempty"` // the count, or else the turnout
	By    time.Time `json:"by,omitzero"`     // when turnout or count were due
	First time.Time `json:"first,omitzero"`  // since when, if a turnout was due before and did not come either; also of a count
	Since time.Time `json:"since,omitzero"`  // a turnout reported after this will do

	Rung  Rung      `json:"rung,omitempty"` // of whoever is asked
	Until time.Time `json:"until,omitzero"` // it is promised until then, and nobody is asked before
	Why   string    `json:"why,omitempty"`  // what keeps it until then, in the officer's words
	Told  bool      `json:"told,omitempty"` // the person was rung for it

	FillIn bool `json:"fill_in,omitempty"` // it has only to be put on record (Election.FillsIn)
}

// Promised reports whether the unit has said when it will report.
func (o Owed) Promised() bool { return !o.Until.IsZero() }

// matter is what is owed, no matter who is asked for it.
type matter struct {
	unit  UnitID
	stage StageID
	count bool
	by    int64
}

func (o Owed) matter() matter { return matter{o.Unit, o.Stage, o.Count, o.By.Unix()} }

// figure reports whether it is one of the figures of polling day, or the stage
// that they are asked for in place of.
func (o Owed) figure() bool { return o.Stage == "" || o.Stage == PollingStage }

// goesOn reports whether one of some others asks the unit for the same, perhaps
// for a later hour: after the turnouts of polling day comes the count.
func (o Owed) goesOn(in []Owed) bool {
	return slices.ContainsFunc(in, func(other Owed) bool {
		return other.Unit == o.Unit && (other.Stage == o.Stage || other.figure() && o.figure())
	})
}

// Settled reports whether progress of the unit leaves nothing to be asked for.
func (e Election) Settled(o Owed, p Progress) bool {
	if o.Stage != "" {
		return !e.Owes(p, o.Stage)
	}
	_, counted := p.WholeCount()
	return counted || !o.Count && p.TurnoutAt.After(o.Since)
}

// SettledFor reports whether nothing is to be asked of a person: also what they may
// not know to be open, as it comes of a count that they are to enter; and of those who
// answer for others, what has only to be put on record.
func (e Election) SettledFor(o Owed, u UnitState, p Person, user int64) bool {
	return e.Settled(o, u.Progress) || e.Settled(o, u.For(p, user).Progress) || e.filledByOthers(o, u, p)
}

// filledByOthers reports whether something has only to be put on record, by others.
func (e Election) filledByOthers(o Owed, u UnitState, p Person) bool {
	rung, ok := p.RungOf(u.Unit)
	return e.FillsIn(u.Progress, o.Stage) && ok && rung > StandInRung
}

// Overdue is the time from which on it is late.
func (o Owed) Overdue() time.Time {
	if o.First.IsZero() {
		return o.By
	}
	return o.First
}

// Missed is a figure that is due with the first hour of polling day at which a
// turnout was late, if none came since. hours are those of the day so far, with
// the beginning of the day before them. A count goes on from there: those who were
// told of the missing turnout are told of the count at once.
func (o Owed) Missed(p Progress, hours []time.Time) Owed {
	for i := range hours[1:] {
		if !p.TurnoutAt.After(hours[i]) { // nothing came between this hour and the next
			o.First = hours[i+1]
			break
		}
	}
	return o
}

// Near lists the stages that are on the cards of those who owe them: from the
// first reminder before their day until they are done.
func (e Election) Near(today Date) []Due {
	var near []Due
	for _, s := range e.Stages {
		if days := s.Due().Sub(today); days <= slices.Max(s.reminderDays()) {
			near = append(near, Due{s, days})
		}
	}
	return near
}

// With is what is asked for as it stands with the unit's progress and its promise, if
// it made one that lasts.
func (o Owed) With(e Election, p Progress, now time.Time) Owed {
	o.Until, o.Why, o.FillIn = time.Time{}, "", e.FillsIn(p, o.Stage)
	if p.Promise.Holds(now) {
		o.Until, o.Why = p.Promise.Until, p.Promise.Why
	}
	return o
}

// Card 催报卡 is everything that one person is asked for. They have one message
// of it, which changes with it.
type Card struct {
	Owed []Owed `json:"owed"`
	Gone []Gone `json:"gone,omitempty"` // what stood on it when it last rang, and no longer does
	Late bool   `json:"late,omitempty"` // it was sent after its time
}

// Matters are things that units owe, no matter who is asked for them.
type Matters map[matter]bool

// Has reports whether something that is owed is one of them.
func (m Matters) Has(o Owed) bool { return m[o.matter()] }

// Told are the things that the person was rung for.
func (c Card) Told() Matters {
	told := Matters{}
	for _, o := range c.Owed {
		if o.Told {
			told[o.matter()] = true
		}
	}
	return told
}

// Rung is the card of a person who is rung for all that they are asked for now, or
// else for what an earlier card rang for.
func (c Card) Rung(before Card, now bool) Card {
	owed, told := slices.Clone(c.Owed), before.Told()
	for i, o := range owed {
		owed[i].Told = !o.Promised() && now || told.Has(o)
	}
	c.Owed = owed
	return c
}

// Gone is something that has left a card: it was reported, or the plan has
// changed.
type Gone struct {
	Owed
	Replanned bool `json:"replanned,omitempty"`
}

// Left lists what a card asked for and another one in its place does not ask
// for. A stand-in is not asked on if the officer can be reached after all; that
// is no change of the plan. settled says what leaves nothing to be asked for, and
// sets FillIn.
func (c Card) Left(is Card, settled func(*Owed) bool, in *Town) []Gone {
	var gone []Gone
	for _, o := range c.Owed {
		if _, known := in.Unit(o.Unit); !known || o.goesOn(is.Owed) {
			continue
		}
		done := settled(&o)
		if done || o.Rung != StandInRung && o.Stage != PollingStage {
			gone = append(gone, Gone{o, !done})
		}
	}
	return gone
}

// After is the card once a unit has come to progress p, and whether that
// changes it.
func (c Card) After(e Election, u UnitState, p Person, user int64, now time.Time) (Card, bool) {
	after := Card{Late: c.Late, Gone: c.Gone}
	for _, o := range c.Owed {
		if o.Unit == u.Unit.ID {
			settled := e.SettledFor(o, u, p, user)
			if o = o.With(e, u.Progress, now); settled {
				after.Gone = append(slices.Clip(after.Gone), Gone{Owed: o})
				continue
			}
		}
		after.Owed = append(after.Owed, o)
	}
	return after, !after.Equal(c)
}

// Adds reports whether the card asks for something at another hour than the
// daily one: on polling day a figure that the card before did not ask for, or
// anything whose promise is over. now is in the town's location.
func (c Card) Adds(before Card, now time.Time) bool {
	was := map[matter]Owed{}
	for _, o := range before.Owed {
		was[o.matter()] = o
	}
	return slices.ContainsFunc(c.Owed, func(o Owed) bool {
		b, had := was[o.matter()]
		fresh := !had && o.Stage == "" && DateOf(o.By.In(now.Location())) == DateOf(now)
		return !o.Promised() && (fresh || had && b.Promised())
	})
}

// Equal reports whether two cards ask for the same of the same person.
func (c Card) Equal(d Card) bool {
	return slices.EqualFunc(c.Owed, d.Owed, func(a, b Owed) bool {
		return a.matter() == b.matter() && a.Rung == b.Rung && a.First.Equal(b.First) && a.Until.Equal(b.Until) && a.Why == b.Why && a.FillIn == b.FillIn
	})
}

// Own are what the person is to report themselves, Others what others are to
// report.
func (c Card) Own() []Owed    { return c.upTo(StandInRung, true) }
func (c Card) Others() []Owed { return c.upTo(StandInRung, false) }

func (c Card) upTo(most Rung, own bool) []Owed {
	var some []Owed
	for _, o := range c.Owed {
		if (o.Rung <= most) == own {
			some = append(some, o)
		}
	}
	return some
}

// Quiet 免打扰 is the part of every day in which nobody is rung, in minutes since
// midnight in the town: [From, To), over midnight if To is the smaller. None, if
// both are the same.
type Quiet struct {
	From int `json:"from"`
	To   int `json:"to"`
}

var quietHours = regexp.MustCompile(`^(\d{1,2}):(\d{2})\s*[-–~]\s*(\d{1,2}):(\d{2})$`)

// ParseQuiet reads "21:30-7:00"; "" is none.
func ParseQuiet(s string) (Quiet, error) {
	if s == "" {
		return Quiet{}, nil
	}
	hands := quietHours.FindStringSubmatch(s)
	if hands == nil {
		return Quiet{}, fmt.Errorf(`%q are not quiet hours: write "21:30-7:00", or "" for none`, s)
	}
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(hands[i+1]) // digits, two at most
	}
	if n[0] > 23 || n[2] > 24 || n[1] > 59 || n[3] > 59 || n[2] == 24 && n[3] > 0 {
		return Quiet{}, fmt.Errorf(`%q are not quiet hours: hours go from 0:00 to 24:00`, s)
	}
	return Quiet{n[0]*60 + n[1], n[2]*60 + n[3]}, nil
}

// String is the hours as 21:30-07:00; empty if there are none.
func (q Quiet) String() string {
	if q.From == q.To {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", q.From/60, q.From%60, q.To/60, q.To%60)
}

// At reports whether a moment, in the town's location, is in the quiet hours.
func (q Quiet) At(t time.Time) bool {
	minute := t.Hour()*60 + t.Minute()
	if q.From < q.To {
		return q.From <= minute && minute < q.To
	}
	return q.From != q.To && (minute >= q.From || minute < q.To)
}
