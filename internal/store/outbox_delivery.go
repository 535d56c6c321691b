package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Outcome is how a message ended.
type Outcome string

// The outcomes.
const (
	Sent       Outcome = "sent"       // Telegram said so
	Perhaps    Outcome = "perhaps"    // no answer came, the second time either
	Refused    Outcome = "refused"    // Telegram refuses the chat or the message, for good
	Superseded Outcome = "superseded" // a newer message, waiting after it, replaced it
)

// Ending is how one message ended.
type Ending struct {
	Message Message
	Outcome Outcome
	Number  int    // Telegram's number of the sent message; 0 if unknown
	Why     string // Telegram's words if it was refused
}

// inWords returns the ending as it is put on record.
func (e Ending) inWords() string {
	if e.Why == "" {
		return string(e.Outcome)
	}
	return string(e.Outcome) + ": " + e.Why
}

// Delivery is how far a broadcast is: the messages with one Message.Broadcast.
// They are counted by the scripts that queue and settle them.
type Delivery struct {
	Broadcast  string
	Queued     int
	Sent       int
	Groups     int // of Sent, how many went to groups
	Perhaps    int
	Refused    int
	Superseded int
	Why        map[int64]string // by chat that refused it
	Closed     bool             // no more will be queued

	fields []string // of its hash
}

// Complete reports whether all its messages have ended and none will follow.
func (d Delivery) Complete() bool {
	return d.Closed && d.Sent+d.Perhaps+d.Refused+d.Superseded >= d.Queued
}

// Deliveries returns the broadcasts that were not reported yet, by name.
func (s *Store) Deliveries(ctx context.Context) ([]Delivery, error) {
	found, err := s.c.HGetAll(ctx, s.k.delivery()).Result()
	if err != nil {
		return nil, fmt.Errorf("read broadcasts of town %s: %w", s.town.ID, err)
	}
	byName := map[string]*Delivery{}
	for f, text := range found {
		kind, name, _ := strings.Cut(f, "|")
		chat := ""
		if kind == "why" {
			chat, name, _ = strings.Cut(name, "|")
		}
		if byName[name] == nil {
			byName[name] = &Delivery{Broadcast: name, Why: map[int64]string{}}
		}
		byName[name].take(f, kind, chat, text)
	}
	var all []Delivery
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		all = append(all, *byName[name])
	}
	return all, nil
}

// take reads one field.
func (d *Delivery) take(f, kind, chat, text string) {
	d.fields = append(d.fields, f)
	n, _ := strconv.Atoi(text)
	switch kind {
	case "queued":
		d.Queued = n
	case string(Sent):
		d.Sent = n
	case "groups":
		d.Groups = n
	case string(Perhaps):
		d.Perhaps = n
	case string(Refused):
		d.Refused = n
	case string(Superseded):
		d.Superseded = n
	case "closed":
		d.Closed = n == 1
	case "why":
		id, _ := strconv.ParseInt(chat, 10, 64)
		d.Why[id] = text
	}
}

// CloseBroadcasts says that nothing more will be queued of broadcasts whose
// name begins so.
func (s *Store) CloseBroadcasts(ctx context.Context, beginning string) error {
	all, err := s.Deliveries(ctx)
	if err != nil {
		return err
	}
	for _, d := range all {
		if strings.HasPrefix(d.Broadcast, beginning) && !d.Closed {
			if err := s.c.HSet(ctx, s.k.delivery(), "closed|"+d.Broadcast, 1).Err(); err != nil {
				return fmt.Errorf("close broadcast %s: %w", d.Broadcast, err)
			}
		}
	}
	return nil
}

// Outcomes returns how many messages of the town had each outcome but Sent, which the record
// has.
func (s *Store) Outcomes(ctx context.Context) (map[Outcome]int, error) {
	found, err := s.c.HGetAll(ctx, s.k.outcome()).Result()
	if err != nil {
		return nil, fmt.Errorf("read how messages of town %s ended: %w", s.town.ID, err)
	}
	all := map[Outcome]int{}
	for outcome, text := range found {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("read how messages of town %s ended: %w", s.town.ID, err)
		}
		all[Outcome(outcome)] = n
	}
	return all, nil
}

// addBroadcasts counts the messages of broadcasts that a commit queues. It
// deletes the broadcast that the commit reports.
func (s *Store) addBroadcasts(t *transaction, c Commit) {
	queued, order := map[string]int{}, []string{}
	for _, m := range c.Messages {
		if m.Broadcast == "" {
			continue
		}
		if queued[m.Broadcast]++; queued[m.Broadcast] == 1 {
			order = append(order, m.Broadcast)
		}
	}
	for _, name := range order {
		t.add(s.k.delivery(), "queued|"+name, queued[name])
		if !c.More {
			t.write("HSET", s.k.delivery(), "closed|"+name, "1")
		}
	}
	if c.Reported == nil || len(c.Reported.fields) == 0 {
		return
	}
	fields := make([]any, len(c.Reported.fields))
	for i, f := range c.Reported.fields {
		fields[i] = f
	}
	t.write("HDEL", s.k.delivery(), fields...)
}
