package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ErrPast means that the polling days of a town lie in the past, which is
// probably a wrong year in the settings.
var ErrPast = errors.New("is the year right? If it is meant so: huanjie run -past")

// DayOver says which polling day is over: of an election that was moved there from the day
// that people were told, or, without an election, the last one of a town that is begun
// today. It wraps ErrPast.
type DayOver struct {
	Town       election.TownID
	Election   election.ElectionID
	Told       election.Date
	Day, Today election.Date
}

func (p DayOver) Error() string {
	if p.Election != "" {
		return fmt.Sprintf("town %s: the polling day of %s was moved from %s to %s, which is over: %v", p.Town, p.Election, p.Told, p.Day, ErrPast)
	}
	return fmt.Sprintf("town %s is begun today, %s, after its last polling day, %s: %v", p.Town, p.Today, p.Day, ErrPast)
}

func (p DayOver) Unwrap() error { return ErrPast }

// MovedCounted says that a polling day was moved although units have counted: people
// are asked whether it is meant so.
type MovedCounted struct {
	Election election.ElectionID
	Was, Is  election.Date
	Units    int // that have counted
}

func (m MovedCounted) Error() string {
	return fmt.Sprintf("the polling day of %s was moved from %s to %s after %d units counted", m.Election, m.Was, m.Is, m.Units)
}

// Begin keeps when the town was first started. It returns ErrPast if all its
// polling days were over by then, or if one was moved to before today since the
// last start, and MovedCounted if one was moved after counts came. With past, all
// are meant so.
//
// From a wrong polling day follow wrong reminders, and at last the destruction
// of personal data while they are needed.
func (s *Store) Begin(ctx context.Context, now time.Time, past bool) error {
	begun, err := s.Begun(ctx)
	if err == nil && !past {
		err = s.checkDays(ctx, begun, now)
	}
	if err != nil {
		return err
	}
	if begun.IsZero() {
		begun = now
	}
	return wrap(s.c.SetNX(ctx, s.k.begun(), begun.Format(time.RFC3339), 0).Err(), "keep when town %s was begun", s.town.ID)
}

// Begun returns when the town was first started; zero if it never was. Of a
// town that an earlier release began it is the time of the first report.
func (s *Store) Begun(ctx context.Context) (time.Time, error) {
	text, err := s.c.Get(ctx, s.k.begun()).Result()
	if errors.Is(err, redis.Nil) {
		return s.firstReport(ctx)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("read when town %s was begun: %w", s.town.ID, err)
	}
	at, err := time.Parse(time.RFC3339, text)
	return at, wrap(err, "read when town %s was begun", s.town.ID)
}

// firstReport returns when the journal was begun; zero if it is empty.
func (s *Store) firstReport(ctx context.Context) (time.Time, error) {
	first, err := s.c.XRangeN(ctx, s.k.journal(), "-", "+", 1).Result()
	if err != nil || len(first) == 0 {
		return time.Time{}, wrap(err, "read the first report of town %s", s.town.ID)
	}
	return momentOf(first[0].ID), nil
}

// CheckDays returns ErrPast or MovedCounted if the polling days cannot be meant as
// they are. It writes nothing.
func (s *Store) CheckDays(ctx context.Context, now time.Time) error {
	begun, err := s.Begun(ctx)
	if err != nil {
		return err
	}
	return s.checkDays(ctx, begun, now)
}

// checkDays is CheckDays of a town that was begun at a moment; zero if it never was.
func (s *Store) checkDays(ctx context.Context, begun, now time.Time) error {
	today, all := s.town.Today(now), begun.IsZero()
	for _, e := range s.town.Elections {
		over := !e.PollingDay.IsZero() && e.PollingDay.Before(today)
		all = all && over
		told, err := s.ToldDay(ctx, e.ID)
		if err != nil {
			return err
		}
		if over && !told.IsZero() && told != e.PollingDay {
			return DayOver{Town: s.town.ID, Election: e.ID, Told: told, Day: e.PollingDay, Today: today}
		}
		if err := s.checkCounted(ctx, e, told); err != nil {
			return err
		}
	}
	if all {
		return DayOver{Town: s.town.ID, Day: s.town.LastPollingDay(), Today: today}
	}
	return nil
}

// checkCounted returns MovedCounted if units have counted on a polling day that was
// moved since, and the office has not agreed to that.
func (s *Store) checkCounted(ctx context.Context, e election.Election, told election.Date) error {
	if told.IsZero() || told == e.PollingDay {
		return nil
	}
	agreed, err := s.ToldDay(ctx, agreedDay(e.ID))
	if err != nil || agreed == e.PollingDay {
		return err
	}
	figures, err := s.Figures(ctx, e.ID, election.WholeTown)
	if err != nil || figures[0][election.Counted] == 0 {
		return err
	}
	return MovedCounted{e.ID, told, e.PollingDay, figures[0][election.Counted]}
}

// agreedDay is the name under which the polling day is kept that the office agreed to.
func agreedDay(e election.ElectionID) election.ElectionID { return "agreed:" + e }

// AgreeToDays keeps that the polling days of the town are meant as they are.
func (s *Store) AgreeToDays(ctx context.Context) error {
	for _, e := range s.town.Elections {
		if err := s.TellDay(ctx, agreedDay(e.ID), e.PollingDay); err != nil {
			return err
		}
	}
	return nil
}

// CloseOut is how far the destruction of personal data on a day has come, as it
// is kept.
type CloseOut struct {
	election.CloseOut
	Day election.Date
	raw string
}

// CloseOutOn returns how far it has come for a day.
func (s *Store) CloseOutOn(ctx context.Context, day election.Date) (CloseOut, error) {
	c := CloseOut{Day: day}
	raw, err := s.c.HGet(ctx, s.k.closeOut(), day.String()).Result()
	if errors.Is(err, redis.Nil) {
		return c, nil
	}
	if c.raw = raw; err == nil {
		err = json.Unmarshal([]byte(raw), &c.CloseOut)
	}
	return c, wrap(err, "read how far the closing of town %s is", s.town.ID)
}

// addCloseOut writes it, unless somebody else has changed it.
func (s *Store) addCloseOut(t *transaction, c Commit) error {
	if c.CloseOut == nil {
		return nil
	}
	raw, err := json.Marshal(c.CloseOut.CloseOut)
	if err != nil {
		return fmt.Errorf("keep how far the closing of town %s is: %w", s.town.ID, err)
	}
	t.guard(s.k.closeOut(), c.CloseOut.Day.String(), c.CloseOut.raw)
	t.write("HSET", s.k.closeOut(), c.CloseOut.Day.String(), string(raw))
	return nil
}
