package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"huanjie/internal/election"
)

// Prefs are one person's choices for the messages sent by the clock. Zero
// values mean the office's settings.
type Prefs struct {
	Digest []string `json:"digest,omitempty"` // some of DigestTimes; none: the office's times
	Brief  bool     `json:"brief,omitempty"`  // figures only, without pictures
	Ledger bool     `json:"ledger,omitempty"` // with the workbook of all units
	Quiet  string   `json:"quiet,omitempty"`  // hours in the form of election.ParseQuiet, or NoQuiet
}

// NoQuiet is the Prefs.Quiet of a person who wants messages to ring at night
// too.
const NoQuiet = "none"

// DigestTimes returns the times of day that one can choose for the digest.
func DigestTimes() []string { return []string{"07:30", "12:00", "18:00", "20:30"} }

// QuietTimes returns the quiet hours that one can choose.
func QuietTimes() []string { return []string{"20:00-08:00", "22:00-06:30", NoQuiet} }

// QuietOr returns the person's quiet hours; the office's, if they chose none.
func (p Prefs) QuietOr(office election.Quiet) election.Quiet {
	if p.Quiet == NoQuiet {
		return election.Quiet{}
	}
	if q, err := election.ParseQuiet(p.Quiet); err == nil && p.Quiet != "" {
		return q
	}
	return office
}

// Wants reports whether a time that the person chose is after since and not
// after until. Both are in the town's location.
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

// Prefs returns the choices of some users, in the order given.
func (s *Store) Prefs(ctx context.Context, users ...int64) ([]Prefs, error) {
	all := make([]Prefs, len(users))
	found, err := s.fields(ctx, s.k.prefs(), fieldsOfUsers(users))
	if err != nil {
		return nil, fmt.Errorf("read what people chose in town %s: %w", s.town.ID, err)
	}
	for i, raw := range found {
		if json.Unmarshal([]byte(raw), &all[i]) != nil {
			all[i] = Prefs{} // the office's settings, rather than no messages
		}
	}
	return all, nil
}

// addPrefs writes the choices of the session's user.
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
