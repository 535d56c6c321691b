package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// Commit is everything one update, or one due reminder, changes.
type Commit struct {
	// Update is the Telegram update that causes it; Once names any other cause.
	// A second commit of the same cause is refused with ErrSeen.
	Update int64
	Once   string

	// Session is what the change is based on. Without one, nothing is guarded
	// and State and Binding are not written.
	Session *Session
	State   flow.State
	Binding *Binding // a new binding of the session's user
	Token   string   // of the invite that is used up by it
	Invite  string   // the invite as it was read

	Report       *election.Report
	Announcement *election.Announcement
	Group        *Group
	Unbind       int64 // a group to forget

	Answers  []Answer
	Messages []Message
}

const (
	seenLasts = 48 * time.Hour
	onceLasts = 60 * 24 * time.Hour
)

// Commit writes a change whole or not at all. ErrSeen: it was written before.
// ErrConflict: what it is based on has changed; read again and redo.
func (s *Store) Commit(ctx context.Context, c Commit) error {
	var t transaction
	if c.Update != 0 {
		t.once(s.k.seen(c.Update), seenLasts)
	}
	if c.Once != "" {
		t.once(s.k.once(c.Once), onceLasts)
	}
	if c.Session != nil {
		if err := s.addSession(&t, c); err != nil {
			return err
		}
	}
	if c.Report != nil {
		if err := s.addReport(&t, *c.Report, c.Session.Progress, c.Session.progress); err != nil {
			return err
		}
	}
	if err := s.addGroups(&t, c); err != nil {
		return err
	}
	if err := addMessages(&t, s.k, c); err != nil {
		return err
	}
	return t.run(ctx, s.c)
}

// addSession guards what was read of the person and writes what has changed.
func (s *Store) addSession(t *transaction, c Commit) error {
	ses, user := c.Session, field(c.Session.User)
	t.guard(s.k.talk(), user, ses.talk)
	if !reflect.DeepEqual(c.State, ses.Talk) {
		talk, err := json.Marshal(c.State)
		if err != nil {
			return fmt.Errorf("write conversation of chat %d: %w", ses.User, err)
		}
		t.write("HSET", s.k.talk(), user, talk)
	}
	if c.Binding == nil {
		return nil
	}
	binding, err := json.Marshal(c.Binding)
	if err != nil {
		return fmt.Errorf("write binding of user %d: %w", ses.User, err)
	}
	t.guard(s.k.person(), user, ses.binding)
	if c.Token != "" {
		t.guard(s.k.invite(), c.Token, c.Invite)
		t.write("HDEL", s.k.invite(), c.Token)
	}
	if old := ses.Binding.Person; old != "" && old != c.Binding.Person {
		t.write("HDEL", s.k.bound(), string(old))
	}
	t.write("HSET", s.k.person(), user, binding)
	t.write("HSET", s.k.bound(), string(c.Binding.Person), user)
	return nil
}

// addMessages queues what is to be sent. A chat that is waiting for its turn
// keeps it; pacing goes by the wall clock, whatever time the town is in.
func addMessages(t *transaction, k keys, c Commit) error {
	now := strconv.FormatInt(time.Now().UnixMilli(), 10)
	for _, a := range c.Answers {
		line, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("write answer to tap %s: %w", a.Query, err)
		}
		t.write("RPUSH", k.answers(), line)
	}
	for _, m := range c.Messages {
		line, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("write message to chat %d: %w", m.Chat, err)
		}
		t.write("RPUSH", k.out(m.Chat), line)
		t.write("ZADD", k.ready(), "NX", now, field(m.Chat))
	}
	return nil
}
