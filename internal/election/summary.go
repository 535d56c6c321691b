package election

import "time"

// Summary is all that a digest says of one area of one election.
type Summary struct {
	Town     string
	Whole    string // what all of the town is called, if the settings say so
	Election Election
	Area     Area
	AsOf     time.Time // in the town's location
	Asked    time.Time // when somebody asked for it, if that was later
	Roll     Roll
	Figures  Figures
	Parts    []AreaFigures // the areas right below, in the roster's order
	Late     []LateStage   // stages past their day, earliest first
	Lists    map[List]ListedUnits
	Key      []UnitState  // the key villages, the first few; Roll.Key has all
	Records  []RecordKind // what the figures of records are called
	Head     Head         // of the town's journal
	Amiss    Amiss        // with the journal, or with what is kept beside it
	Before   Before       // the digest before this one
	Unopened []PersonID   // who has never opened the bot, though something was to be asked of them
	Without  []Unit       // of the area, left out because the reader is to enter a count of theirs
}

// SayAsOf says of when it is, with the year if it is asked for in another one.
func (s Summary) SayAsOf() Phrase {
	if s.Asked.IsZero() {
		return SayTime(s.AsOf, s.AsOf)
	}
	return SayTime(s.AsOf, s.Asked.In(s.AsOf.Location()))
}

// AreaFigures is one area of a summary.
type AreaFigures struct {
	Area    Area
	Roll    Roll
	Figures Figures
}

// ListedUnits are the units in one list.
type ListedUnits struct {
	Count int
	First []UnitState // the first few, in the roster's order
}

// LateStage is a stage past its day that some units still owe.
type LateStage struct {
	Stage Stage
	Days  int    // since its day
	Count int    // units that owe it
	Units []Unit // the first few of them
}

// UnitState is a unit with its progress.
type UnitState struct {
	Unit     Unit
	Progress Progress
	Hidden   []Round // counts that UnitState.For took out
}

// Due is a stage whose day is near or past.
type Due struct {
	Stage Stage
	Days  int // until its day; negative when past
}

// reminderDays are the days before a stage's day on which a reminder goes out;
// after it, one goes out every day. Nothing can be reported of the vote before
// its day.
func (s Stage) reminderDays() []int {
	if s.ID == PollingStage {
		return []int{0}
	}
	return []int{3, 1, 0}
}

// DueOn lists the stages of which a reminder goes out on a day to the units
// that owe them.
func (e Election) DueOn(today Date) []Due {
	var due []Due
	for _, s := range e.Stages {
		days := s.Due().Sub(today)
		on := days < 0
		for _, d := range s.reminderDays() {
			on = on || days == d
		}
		if on {
			due = append(due, Due{s, days})
		}
	}
	return due
}

// Overdue lists the stages whose day is past.
func (e Election) Overdue(today Date) []Due {
	var due []Due
	for _, s := range e.Stages {
		if days := s.Due().Sub(today); days < 0 {
			due = append(due, Due{s, days})
		}
	}
	return due
}

// Below lists the areas right below a, of those given.
func (a Area) Below(areas []Area) []Area {
	var below []Area
	for _, b := range areas {
		if b == a || !a.Holds(b) {
			continue
		}
		if above := b.Above(); above[1] == a {
			below = append(below, b)
		}
	}
	return below
}
