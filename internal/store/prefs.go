package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"huanjie/internal/election"
)

// Prefs are what one person chose for the messages they get by the clock. Zero
// is as the office has set it.
type Prefs struct {
	Digest []string `json:"digest,omitempty"` // of DigestTimes; none: the office's times
	Brief  bool     `json:"brief,omitempty"`  // the figures alone, without pictures
	Ledger bool     `json:"ledger,omitempty"` // with the workbook of all units
	Quiet  string   `json:"quiet,omitempty"`  // hours as election.ParseQuiet reads them, or NoQuiet
}

// NoQuiet is the Prefs.Quiet of whoever wants to be rung at night too.
const NoQuiet = "none"

// DigestTimes are the times of the day at which one can have the digest.
func DigestTimes() []string { return []string{"07:30", "12:00", "18:00", "20:30"} }

// QuietTimes are the quiet hours one can choose.
func QuietTimes() []string { return []string{"20:00-08:00", "22:00-06:30", NoQuiet} }

// QuietOr are the hours in which the person is not rung; the office's, if they
// did not choose.
func (p Prefs) QuietOr(office election.Quiet) election.Quiet {
	if p.Quiet == NoQuiet {
		return election.Quiet{}
	}
	if q, err := election.ParseQuiet(p.Quiet); err == nil && p.Quiet != "" {
		return q
	}
	return office
}

// Wants reports whether one of the times that the person chose lies after since
// and not after until, both in the town's location.
func (p Prefs) Wants(since, until time.Time) bool {
	for _, spec := range p.Digest {
		hand, err := time.Parse("15:04", spec)
		if err != nil {
			continue
		}
		day := election.DateOf(until)
		if t := day.At(hand.Hour(), hand.Minute(), until.Location()); t.After(until) {
			day = day.AddDays(-1)
		}
		if day.At(hand.Hour(), hand.Minute(), until.Location()).After(since) {
			return true
		}
	}
	return false
}

// Prefs reads what some users chose, in the order asked for.
func (s *Store) Prefs(ctx context.Context, users ...int64) ([]Prefs, error) {
	all := make([]Prefs, len(users))
	if len(users) == 0 {
		return all, nil
	}
	fields := make([]string, len(users))
	for i, u := range users {
		fields[i] = field(u)
	}
	found, err := s.c.HMGet(ctx, s.k.prefs(), fields...).Result()
	if err != nil {
		return nil, fmt.Errorf("read what people chose in town %s: %w", s.town.ID, err)
	}
	for i, f := range found {
		if raw, ok := f.(string); ok && json.Unmarshal([]byte(raw), &all[i]) != nil {
			all[i] = Prefs{} // as the office has it, rather than nothing at all
		}
	}
	return all, nil
}

// addPrefs writes what the session's user chose.
func (s *Store) addPrefs(t *transaction, c Commit) error {
	if c.Prefs == nil || c.Session == nil {
		return nil
	}
	prefs, err := json.Marshal(c.Prefs)
	if err != nil {
		return fmt.Errorf("write what user %d chose: %w", c.Session.User, err)
	}
	t.write("HSET", s.k.prefs(), field(c.Session.User), prefs)
	return nil
}
