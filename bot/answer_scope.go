package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// scopes are what a question is answered of, one for each election: the units that it
// names or means, as far as the asker may see them. What they may not see is said. No
// scope at all means that this has been said already.
func (d *desk) scopes(ctx context.Context, q *inquiry) ([]scoped, error) {
	units, of, area := d.meant(q)
	if len(units) == 0 {
		if len(q.also) > 0 {
			for _, line := range q.also {
				d.say(line)
			}
			return nil, nil
		}
		if q.Scope.Closes+q.Scope.Opens > 0 || q.Scope.Size.By != speech.All { // none is such
			d.reply(document.Answer{Asked: say("🏘 %s", "🏘 %s").With(of), Now: d.now(), Lines: []election.Phrase{wordsNone()}})
			return nil, nil
		}
		d.say(wordsNothingKnown())
		return nil, nil
	}
	at, err := d.moment(q.Time.At)
	if err != nil {
		return nil, err
	}
	all, err := d.statesOf(ctx, units, at, func(s *scoped, mine []election.Unit) {
		s.of, s.area, s.inArea = of, area, area != noArea
		if of.IsZero() {
			s.of = wordsYours(s.Election.Units(len(mine)))
		}
	})
	if err != nil {
		return nil, err
	}
	return d.amongst(ctx, q, d.thoseStanding(*q, d.ofElections(*q, all)))
}

// scopesOf is scopes of a question that is a part of another: nothing is said of it.
func (d *desk) scopesOf(ctx context.Context, q *inquiry) ([]scoped, error) {
	if units, _, _ := d.meant(&inquiry{Frame: q.Frame}); len(units) == 0 {
		return nil, nil
	}
	return d.scopes(ctx, q)
}

// ofElections are those of several elections that a question is about: which have the record
// that it asks for, and whose units it speaks of (哪个选区没过半). If they are still several,
// each says which it is.
func (d *desk) ofElections(q inquiry, all []scoped) []scoped {
	if len(all) < 2 {
		return all
	}
	keep := func(is func(scoped) bool) {
		if some := slices.DeleteFunc(slices.Clone(all), func(s scoped) bool { return !is(s) }); len(some) > 0 {
			all = some
		}
	}
	if i := slices.IndexFunc(d.store.Town().Records, func(k election.RecordKind) bool { return k.ID == q.Record }); i >= 0 {
		keep(func(s scoped) bool { return d.store.Town().Records[i].Of(s.Kind) })
	}
	if len(q.Scope.Units) == 0 && !speech.OfBothElections(q.text) {
		keep(func(s scoped) bool {
			return slices.ContainsFunc(s.Election.Called(), func(noun string) bool { return strings.Contains(strings.ToLower(q.text), noun) })
		})
	}
	for i := range all {
		if len(all) > 1 {
			all[i].of = say("%s · %s", "%s · %s").With(all[i].of, all[i].Kind.Name())
		}
	}
	return all
}

// noArea is no area at all, not even the whole town.
const noArea election.Area = "\x00"

// meant are the units that a question is about, what they are called together, and
// the area if they are all of one.
func (d *desk) meant(q *inquiry) (units []election.Unit, of election.Phrase, area election.Area) {
	s := q.Scope
	switch {
	case d.ofOffice(q.Record):
		return d.officeMeant(q)
	case len(s.Units) > 0:
		units, of, area = d.namedUnits(q), election.Phrase{}, noArea
		of = wordsNames(d.store.Town(), units)
	case len(s.Areas) > 0:
		units, of, area = d.namedAreas(q)
	case len(s.People) > 0:
		units, of, area = d.unitsOfPerson(q, s.People[0])
	case (s.Town || s.Others) && !d.person.MayRead(election.WholeTown) || s.EachArea && d.onlyOwn():
		q.also = append(q.also, wordsNotWholeTown(d.wholeTown()))
		units, of, area = d.ownUnits()
	case s.Checked && len(d.person.Checks) > 0:
		q.Scope.Units = d.person.Checks
		units, of, area = d.namedUnits(q), say("您复核的", "those you check"), noArea
	case s.Own && len(d.areas()) == 0 && len(d.person.Units) > 0 && q.Measure != speech.Confirmed: // not those whose counts they check
		units, area = d.reportedUnits(), noArea
	default:
		units, of, area = d.ownUnits()
	}
	if s.Key {
		units = slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool { return !u.Key })
		of, area = wordsKeyOf(of, d.store.Town()), noArea
		if len(units) == 0 {
			q.also = append(q.also, wordsNoKey(d.store.Town()))
		}
	}
	return d.narrowed(q, units, of, area)
}

// ofOffice reports whether a kind of record is of the office's own work.
func (d *desk) ofOffice(id election.RecordID) bool {
	return slices.ContainsFunc(d.store.Town().Records, func(k election.RecordKind) bool { return k.ID == id && k.Of(election.OfficeWork) })
}

// officeMeant is the office itself, of whose own work is asked.
func (d *desk) officeMeant(q *inquiry) (units []election.Unit, of election.Phrase, area election.Area) {
	work := d.store.Town().OfficeWork()
	if !d.person.MaySee(work) {
		q.also = append(q.also, wordsNotToSee(work.Name))
		return nil, of, noArea
	}
	return []election.Unit{work}, say("%s · %s", "%s · %s").With(work.Name, election.OfficeWork.Name()), noArea
}

// narrowed leaves out what is excepted, and those that have too many or too few voters.
func (d *desk) narrowed(q *inquiry, units []election.Unit, of election.Phrase, area election.Area) ([]election.Unit, election.Phrase, election.Area) {
	s := q.Scope
	if s.Excepts() {
		var names []string
		if s.ExceptKey {
			names = append(names, wordsKeyOf(election.Phrase{}, d.store.Town()).In(d.lang))
		}
		for _, a := range s.ExceptAreas {
			names = append(names, a.Name())
		}
		for _, id := range s.ExceptUnits {
			if u, ok := d.store.Town().Unit(id); ok {
				names = append(names, u.Name)
			}
		}
		for _, p := range s.ExceptPeople {
			names = append(names, string(p))
		}
		units = slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool {
			return slices.ContainsFunc(s.ExceptPeople, func(p election.PersonID) bool { return slices.Contains(u.Officers, p) }) || s.ExceptKey && u.Key || slices.Contains(s.ExceptUnits, u.ID) || slices.ContainsFunc(s.ExceptAreas, func(a election.Area) bool { return a.Holds(u.Area) })
		})
		if of.IsZero() && len(units) > 0 {
			of = wordsYours(d.store.Town().ElectionOf(units[0]).Units(len(units)))
		}
		of, area = wordsBut(of, document.Joined(names)), noArea
	}
	return d.ofSize(s, units, of, area)
}

// ofSize leaves out the units whose polls close at another time, and those that have too many or too few
// voters.
func (d *desk) ofSize(s speech.Scope, units []election.Unit, of election.Phrase, area election.Area) ([]election.Unit, election.Phrase, election.Area) {
	for _, hour := range [...]struct {
		at    time.Duration
		of    func(election.Election, election.Unit, *time.Location) (time.Time, bool)
		words func(election.Phrase, time.Duration) election.Phrase
	}{{s.Closes, election.Election.PollingEnds, wordsClosing}, {s.Opens, election.Election.PollingBegins, wordsOpening}} {
		if hour.at == 0 {
			continue
		}
		units = d.pollingAt(hour.at, hour.of, units)
		if of.IsZero() && len(units) > 0 {
			of = wordsYours(d.store.Town().ElectionOf(units[0]).Units(len(units)))
		}
		of, area = hour.words(of, hour.at), noArea
	}
	switch s.Size.By {
	case speech.All:
		return units, of, area
	case speech.Highest, speech.Lowest:
		units = slices.SortedStableFunc(slices.Values(units), func(x, y election.Unit) int {
			if s.Size.By == speech.Lowest {
				return x.Registered - y.Registered
			}
			return y.Registered - x.Registered
		})
		units = units[:min(len(units), cmp.Or(s.Size.N, lowestMost))]
	case speech.Extremes:
		units = ends(units)
	default:
		units = slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool { return (u.Registered < s.Size.N) != (s.Size.By == speech.Below) })
	}
	if len(units) > 0 {
		of = wordsSized(of, s.Size, d.store.Town().ElectionOf(units[0]).Units(len(units)))
	}
	return units, of, noArea
}

// ends are the largest and the smallest of some units.
func ends(units []election.Unit) []election.Unit {
	if len(units) < 3 {
		return units
	}
	bySize := func(x, y election.Unit) int { return x.Registered - y.Registered }
	return []election.Unit{slices.MaxFunc(units, bySize), slices.MinFunc(units, bySize)}
}

// pollingAt are those of some units in which polling begins, or ends, at a time.
func (d *desk) pollingAt(at time.Duration, hour func(election.Election, election.Unit, *time.Location) (time.Time, bool), units []election.Unit) []election.Unit {
	town := d.store.Town()
	return slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool {
		t, known := hour(town.ElectionOf(u), u, town.Location)
		return !known || time.Duration(t.Hour())*time.Hour+time.Duration(t.Minute())*time.Minute != at
	})
}

// namedUnits are the units that are named and that the asker may see.
func (d *desk) namedUnits(q *inquiry) (units []election.Unit) {
	for _, id := range q.Scope.Units {
		u, ok := d.store.Town().Unit(id)
		switch {
		case !ok:
		case d.person.MaySee(u):
			units = append(units, u)
		default:
			q.also = append(q.also, wordsNotToSee(u.Name))
		}
	}
	return units
}

// namedAreas are the units of the areas that are named, as far as the asker may see
// all of them.
func (d *desk) namedAreas(q *inquiry) (units []election.Unit, of election.Phrase, area election.Area) {
	var names []string
	var before []election.Area
	area = noArea
	for _, a := range q.Scope.Areas {
		if !d.person.MayRead(a) {
			q.also = append(q.also, wordsNotToSee(a.Name()))
			continue
		}
		more := d.store.Town().UnitsIn(a)
		if len(before) == 0 {
			units = more
		} else {
			for _, u := range more {
				if !slices.ContainsFunc(before, func(b election.Area) bool { return b.Holds(u.Area) }) {
					units = append(units, u)
				}
			}
		}
		names, before, area = append(names, a.Name()), append(before, a), a
	}
	if len(names) > 1 {
		area = noArea
	}
	if slices.Contains(names, election.WholeTown.Name()) { // it has no name of its own
		return units, d.wholeTown(), area
	}
	return units, say(strings.Join(names, "、"), strings.Join(names, ", ")), area
}

// unitsOfPerson are the units that a person answers for and that the asker may see.
func (d *desk) unitsOfPerson(q *inquiry, id election.PersonID) (units []election.Unit, of election.Phrase, area election.Area) {
	p := d.store.Town().Person(id)
	hidden := 0
	for _, u := range d.store.Town().Units {
		checks := q.Measure == speech.Confirmed && slices.Contains(p.Checks, u.ID) && slices.Contains(d.person.Units, u.ID)
		mine := slices.Contains(p.Units, u.ID) || checks || len(p.Units) == 0 && (slices.Contains(p.Checks, u.ID) || p.MayRead(u.Area))
		switch {
		case !mine:
		case d.person.MaySee(u):
			units = append(units, u)
		default:
			hidden++
		}
	}
	switch {
	case hidden > 0 && len(units) > 0:
		q.also = append(q.also, wordsSomeNotToSee(string(id), hidden))
	case hidden > 0:
		q.also = append(q.also, wordsNotToSee(string(id)))
	}
	return units, wordsOfPerson(d.store.Town(), id, units), noArea
}

// ownUnits are the units of the areas that the person answers for; of somebody who
// answers for no area, their own.
func (d *desk) ownUnits() (units []election.Unit, of election.Phrase, area election.Area) {
	areas := d.areas()
	if len(areas) > 0 {
		q := inquiry{Frame: speech.Frame{Scope: speech.Scope{Areas: areas}}}
		return d.namedAreas(&q)
	}
	for _, id := range slices.Concat(d.person.Units, d.person.Checks) {
		if u, ok := d.store.Town().Unit(id); ok && !slices.ContainsFunc(units, func(o election.Unit) bool { return o.ID == id }) {
			units = append(units, u)
		}
	}
	return units, election.Phrase{}, noArea
}

// reportedUnits are those for which the person reports.
func (d *desk) reportedUnits() (units []election.Unit) {
	for _, id := range d.person.Units {
		if u, ok := d.store.Town().Unit(id); ok {
			units = append(units, u)
		}
	}
	return units
}

// onlyOwn reports whether the person answers for units and for no area.
func (d *desk) onlyOwn() bool {
	return len(d.areas()) == 0 && len(d.person.Units)+len(d.person.Checks) > 0
}

// areas are those that the person answers for, or may watch.
func (d *desk) areas() []election.Area {
	if d.person.Office || d.person.Observer {
		return []election.Area{election.WholeTown}
	}
	return d.person.Areas
}

// moment is a moment that was asked for, now if none was, and no later than now.
func (d *desk) moment(m speech.Moment) (time.Time, error) {
	now := d.bot.now().In(d.store.Town().Location)
	if m.IsZero() {
		return now, nil
	}
	at := m.Day.AddDays(1).At(0, 0, now.Location()).Add(-time.Nanosecond)
	if m.Timed {
		at = m.Day.At(0, 0, now.Location()).Add(m.Clock + time.Minute - time.Nanosecond) // what came at 9:00 is said to be there at 9:00
	}
	if at.After(now) {
		return now, nil
	}
	return at, nil
}

// statesOf reads units as they are, or were at a moment, election by election.
func (d *desk) statesOf(ctx context.Context, units []election.Unit, at time.Time, name func(*scoped, []election.Unit)) (all []scoped, err error) {
	town := d.store.Town()
	for _, e := range append(slices.Clip(town.Elections), town.ElectionOf(town.OfficeWork())) {
		var ids []election.UnitID
		var mine []election.Unit
		for _, u := range units {
			if u.Election == e.ID {
				ids, mine = append(ids, u.ID), append(mine, u)
			}
		}
		if len(ids) == 0 {
			continue
		}
		s := scoped{Election: e, at: at}
		if s.whole, err = d.statesAt(ctx, ids, at); err != nil {
			return nil, err
		}
		s.leaveOut()
		name(&s, mine)
		all = append(all, s)
	}
	return all, nil
}

// leaveOut takes the units out of sums whose counts are hidden from the asker, unless
// there are no others.
func (s *scoped) leaveOut() {
	for _, u := range s.whole {
		if len(u.Hidden) == 0 {
			s.units = append(s.units, u)
		} else {
			s.hidden = append(s.hidden, u.Unit)
		}
	}
	if len(s.units) == 0 {
		s.units = s.whole
	}
}

// statesAt reads units as their reports had them at a moment, as the asker may know
// them.
func (d *desk) statesAt(ctx context.Context, ids []election.UnitID, at time.Time) ([]election.UnitState, error) {
	if !at.Before(d.bot.now()) {
		return d.view().States(ctx, ids)
	}
	past, err := d.view().AsOf(ctx, at)
	if err != nil {
		return nil, err
	}
	return past.States(ids), nil
}
