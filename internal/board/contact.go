package board

import (
	"context"
	"maps"
	"slices"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	// contactStep is how exactly the last contact is shown: somebody who fills in a
	// form sends a message every few seconds, which is no news to those who look on.
	contactStep = 5 * time.Minute
	// contactsSince is how far back messages are read when somebody begins to look.
	contactsSince = 12 * time.Hour
)

// contacts are when people last wrote to the bot. They do not change.
type contacts struct {
	last map[election.PersonID]int64 // unix seconds of the town's clock, to contactStep
	to   time.Time                   // of the record: what is after it was not read yet
}

// of is when one of a unit's officers last wrote; 0 if that is not known.
func (c contacts) of(u election.Unit) (at int64) {
	for _, p := range u.Officers {
		at = max(at, c.last[p])
	}
	return at
}

// hear reads the messages that came since the last time, and returns the units
// whose officers wrote them. The record goes by the wall clock, as Redis has it;
// what is shown by the town's, which each message brings along.
func (p *picture) hear(ctx context.Context, wall time.Time) (units []election.UnitID, err error) {
	c := p.heard
	if c.to.IsZero() {
		c.to = wall.Add(-contactsSince)
	}
	latest, people, read := maps.Clone(c.last), map[election.PersonID]bool{}, c.to
	err = p.store.Spoken(ctx, read, func(m store.Said) error {
		if !m.At.After(read) { // what was read last stands in the record once more
			return nil
		}
		c.to = m.At
		at := m.At // of an earlier release's messages
		if !m.Clock.IsZero() {
			at = m.Clock
		}
		last := at.Truncate(contactStep).Unix()
		if m.Out || m.Person == "" || last <= latest[m.Person] {
			return nil
		}
		if latest == nil {
			latest = map[election.PersonID]int64{}
		}
		latest[m.Person], people[m.Person] = last, true
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.last = latest
	p.heard = c
	town := p.store.Town()
	for who := range people {
		units = append(units, town.Person(who).Units...)
	}
	slices.Sort(units)
	return slices.Compact(units), nil
}
