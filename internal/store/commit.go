package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// Commit is everything one update, or one due reminder, changes.
type Commit struct {
	// Update is the Telegram update that causes it; Once names any other cause.
	// A second commit of the same cause is refused with ErrSeen.
	Update int64
	Once   string
	Flood  *Flood // counts the update; nil if it is not to be counted here

	// Session is what the change is based on. Without one, nothing is guarded,
	// State and Binding are not written, and there can be no Report. A Report
	// is of the session's unit.
	Session *Session
	State   flow.State
	Binding *Binding // a new binding of the session's user; whoever was bound to the person before is not any more
	Before  int64    // the Telegram account that was the Binding's person until now; 0 if there was none
	Token   string   // of the invite that is used up by it; all others of that person end, too
	Opened  *Invite  // the invite with that Token, which another account opened
	Invite  string   // the invite as it was read

	Report       *election.Report
	Further      []election.Report // made with Report, in their order: of its unit, or of units Beside
	Beside       []UnitRecord
	Announcement *election.Announcement // a new one
	Revised      []Revised              // announcements that change
	Acks         []Ack
	Plan         []Planned          // steps to be taken about announcements
	Done         []Planned          // steps that are taken by it
	Own          []election.OwnText // what the office wrote for its summary
	Group        *Group
	Unbind       int64 // a group to forget

	Answers  []Answer
	Tap      bool // it answers a tap, also where Answers are not queued
	Messages []Message
	Hand     *Hand     // the replies that the caller sends itself; nil: the sender takes all
	More     bool      // the broadcasts of Messages go on in other commits (CloseBroadcasts)
	Reported *Delivery // a broadcast that Messages report; it is forgotten

	// Cards change what people were asked for; their messages are queued behind
	// the others. Head, if there is one, is where the journal stood when what is
	// committed was read: ErrConflict if a report came in since.
	Cards []CardChange
	Kept  []CardKept // ErrConflict if one of them was changed since
	Head  *election.Head
	Prefs *Prefs // what the session's user chose

	Placed []election.File // loose files of the session's user that found their report

	CloseOut *CloseOut // how far the destruction of personal data has come

	Said   *Said     // the message that it takes, for the record
	Saw    []Sight   // what it lets people see
	SawAt  time.Time // when; zero is now
	Traces []Trace   // for the audit, beside those of Saw and of what is changed
}

const (
	seenLasts = 48 * time.Hour
	onceLasts = 10 * 24 * time.Hour // longer than a job is tried again for one planned time
)

// Commit writes a change whole or not at all. ErrSeen: it was written before.
// ErrConflict: what it is based on has changed; read again and redo. ErrRoster:
// a report to a town whose roster is another one by now. ErrFenced: the caller
// was the poller (Fenced), and a later one has committed here since. ErrApart: a
// report, and the journal is not as it was left.
func (s *Store) Commit(ctx context.Context, c Commit) error {
	err := s.commitOver(ctx, c, nil)
	if !errors.Is(err, ErrConflict) || c.Report == nil && len(c.Own) == 0 {
		return err
	}
	if err := s.explain(ctx, err); !errors.Is(err, ErrConflict) || c.Report == nil {
		return err
	}
	empty := map[election.ReportID]emptyReceipt{}
	for _, r := range c.reports() {
		of, found := s.findEmptyReceipt(ctx, r)
		if found != nil {
			return found
		}
		if of != (emptyReceipt{}) {
			empty[r.ID] = of
		}
	}
	if len(empty) == 0 {
		return err
	}
	return s.commitOver(ctx, c, empty)
}

// reports are all that the commit makes, in their order.
func (c Commit) reports() []election.Report {
	if c.Report == nil {
		return nil
	}
	return append([]election.Report{*c.Report}, c.Further...)
}

// commitOver commits, over receipts that no report belongs to if there are any.
func (s *Store) commitOver(ctx context.Context, c Commit, empty map[election.ReportID]emptyReceipt) error {
	var t transaction
	if c.Update != 0 {
		t.once(s.k.seen(c.Update), seenLasts)
	}
	if c.Once != "" {
		t.once(s.k.once(c.Once), onceLasts)
	}
	t.fence(s.k.fence(), termOf(ctx))
	if c.Flood != nil {
		t.count(s.k.flood(*c.Flood), floodLasts)
	}
	if c.Session != nil {
		if err := s.addSession(ctx, &t, c); err != nil {
			return err
		}
	}
	if err := s.addReports(ctx, &t, c, empty); err != nil {
		return err
	}
	for _, add := range [...]func(*transaction, Commit) error{s.addGroups, s.addCards, s.addPrefs, s.addLoose, s.addCloseOut} {
		if err := add(&t, c); err != nil {
			return err
		}
	}
	if err := s.addOwn(ctx, &t, c); err != nil {
		return err
	}
	if err := addMessages(&t, s.k, c); err != nil {
		return err
	}
	s.addBroadcasts(&t, c)
	if c.Said != nil {
		s.addSaid(&t, *c.Said)
	}
	s.addTraces(&t, c)
	if err := t.run(ctx, s.c, c.Hand); err != nil {
		return s.ofKey(ctx, &t, err)
	}
	if c.Flood != nil {
		c.Flood.N = t.counted
	}
	c.Hand.taken(t.handed)
	s.ringFor(ctx, c)
	return nil
}

// explain tells a conflict that goes away when the turn is redone from a roster
// that is another one by now.
func (s *Store) explain(ctx context.Context, conflict error) error {
	same, err := s.enrolled(ctx, s.c)
	switch {
	case err != nil:
		return err
	case !same:
		if closed, err := s.Closed(ctx); err != nil || !closed.IsZero() {
			return cmp.Or(err, ErrClosed)
		}
		return ErrRoster
	}
	return conflict
}

// addSession guards what was read of the person and writes what has changed.
// The binding is guarded too: who loses it loses their rights at once.
func (s *Store) addSession(ctx context.Context, t *transaction, c Commit) error {
	ses, user := c.Session, field(c.Session.User)
	t.guard(s.k.talk(), user, ses.talk)
	t.guard(s.k.person(), user, ses.binding)
	if !reflect.DeepEqual(c.State, ses.Talk) {
		if err := s.addTalk(t, ses, c.State); err != nil {
			return err
		}
		s.addLeft(t, user, ses.Talk, c.State)
	}
	if c.Opened != nil {
		opened, err := json.Marshal(c.Opened)
		if err != nil {
			return fmt.Errorf("write invite of %s: %w", c.Opened.Person, err)
		}
		t.guard(s.k.invite(), c.Token, c.Invite)
		t.write("HSET", s.k.invite(), c.Token, opened)
	}
	if c.Binding == nil {
		return nil
	}
	return s.addBinding(ctx, t, c)
}

// addBinding ties the user to a person, and to nobody else; whoever was bound
// to the person before, with an earlier telephone, is not any more.
func (s *Store) addBinding(ctx context.Context, t *transaction, c Commit) error {
	ses, user, person := c.Session, field(c.Session.User), string(c.Binding.Person)
	binding, err := json.Marshal(c.Binding)
	if err != nil {
		return fmt.Errorf("write binding of user %d: %w", ses.User, err)
	}
	before, err := s.c.HGet(ctx, s.k.bound(), person).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("find who was %s: %w", person, err)
	}
	t.guard(s.k.bound(), person, before)
	if before != "" && before != user {
		t.write("HDEL", s.k.person(), before)
		for _, f := range talkFields(before) {
			t.write("HDEL", s.k.talk(), f)
		}
	}
	if c.Token != "" {
		t.guard(s.k.invite(), c.Token, c.Invite)
		t.write("HDEL", s.k.invite(), c.Token)
	}
	err = s.invites(ctx, func(token, _ string, i Invite) {
		if i.Person == c.Binding.Person && token != c.Token {
			t.write("HDEL", s.k.invite(), token)
		}
	})
	if err != nil {
		return err
	}
	if old := string(ses.Binding.Person); old != "" && old != person {
		t.write("HDEL", s.k.bound(), old)
	}
	t.write("HSET", s.k.person(), user, binding)
	t.write("HSET", s.k.bound(), person, user)
	return nil
}

// addMessages queues what is to be sent.
func addMessages(t *transaction, k keys, c Commit) error {
	c.Hand.begin()
	for _, a := range c.Answers {
		line, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("write answer to tap %s: %w", a.Query, err)
		}
		t.write("RPUSH", k.answers(), line)
	}
	for _, m := range c.Messages {
		line, err := m.line()
		if err != nil {
			return fmt.Errorf("write message to chat %d: %w", m.Chat, err)
		}
		t.write("RPUSH", k.lane(m.Chat, m.Class), line)
		if c.Hand.add(m, line) {
			continue
		}
		t.ready(k, m.Chat, m.Class, c.since(m, time.Now()))
	}
	c.Hand.write(t, k, c)
	return nil
}

// Seen reports whether an update was committed.
func (s *Store) Seen(ctx context.Context, update int64) (bool, error) {
	n, err := s.c.Exists(ctx, s.k.seen(update)).Result()
	return n > 0, wrap(err, "look for update %d", update)
}

// Once reports whether a commit with this Once has been made.
func (s *Store) Once(ctx context.Context, once string) (bool, error) {
	n, err := s.c.Exists(ctx, s.k.once(once)).Result()
	return n > 0, wrap(err, "look for %s", once)
}
