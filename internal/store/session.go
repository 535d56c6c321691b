package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// Session is all that one turn of a conversation depends on. A commit fails if any
// of it has changed.
type Session struct {
	User     int64
	Binding  Binding // zero if the user is not bound
	Talk     flow.State
	Unit     election.UnitID // whose progress was read; zero if none
	Progress election.Progress

	binding, talk, progress string // as read
	ended                   int    // of Talk: how many drafts were closed in all
	places                  Places // what is closed of it

	guess   election.UnitID // whose progress was read besides; "" if none
	guessed string          // it, as read
	cards   map[election.PersonID]string
}

// Session reads what a turn of a user's conversation needs: the person, their
// drafts, and the progress of the unit of the open draft. What cannot be read
// counts as missing, so that nobody is stuck for good. They start their form
// again, or ask for another link.
func (s *Store) Session(ctx context.Context, user int64) (Session, error) {
	pipe := s.c.Pipeline()
	asked := s.askSession(ctx, pipe, user, Guess{})
	_, _ = pipe.Exec(ctx) // each has its own error
	return asked.read(ctx, s)
}

// askedSession is a session that a pipeline is about to read. It need not be of one moment: a commit
// is refused if any of what it rests on is another by then.
type askedSession struct {
	user              int64
	guess             Guess
	binding, progress *redis.StringCmd // progress is of the guess, nil without one
	talk, cards       *redis.SliceCmd  // the state, and its places; cards of the guess, nil without people
}

func (s *Store) askSession(ctx context.Context, pipe redis.Pipeliner, user int64, g Guess) askedSession {
	who := field(user)
	a := askedSession{user: user, guess: g, binding: pipe.HGet(ctx, s.k.person(), who), talk: pipe.HMGet(ctx, s.k.talk(), talkFields(who)...)}
	if g.Unit != "" {
		a.progress = pipe.HGet(ctx, s.k.progress(), string(g.Unit))
	}
	if len(g.People) > 0 {
		a.cards = pipe.HMGet(ctx, s.k.card(), fieldsOf(g.People)...)
	}
	return a
}

// textOf is what a command has read; "" if nothing is there.
func textOf(cmd *redis.StringCmd) (string, error) {
	if text, err := cmd.Result(); !errors.Is(err, redis.Nil) {
		return text, err
	}
	return "", nil
}

// read is what was read, with the progress of the unit of the open draft: that is asked for if it was
// not guessed.
func (a askedSession) read(ctx context.Context, s *Store) (ses Session, err error) {
	ses = Session{User: a.user, guess: a.guess.Unit}
	binding, err := textOf(a.binding)
	if err = cmp.Or(err, a.talk.Err()); err == nil && a.progress != nil {
		ses.guessed, err = textOf(a.progress)
	}
	if err != nil {
		return Session{}, fmt.Errorf("load conversation of chat %d: %w", a.user, err)
	}
	if ses.binding = binding; json.Unmarshal([]byte(binding), &ses.Binding) != nil {
		ses.Binding = Binding{}
	}
	kept := texts(a.talk.Val())
	talk := readTalk(kept[0], kept[1:], a.guess.Places)
	ses.talk, ses.Talk, ses.ended, ses.places = kept[0], talk.state, talk.ended, talk.places
	if a.cards != nil && a.cards.Err() == nil {
		ses.cards = map[election.PersonID]string{}
		for i, raw := range texts(a.cards.Val()) {
			ses.cards[a.guess.People[i]] = raw
		}
	}
	if talk.state.Unit == "" {
		return ses, nil
	}
	return ses, s.Focus(ctx, &ses, talk.state.Unit)
}

// Guess is what a turn probably reads besides the session.
type Guess struct {
	Unit   election.UnitID     // "": none is known
	People []election.PersonID // whose cards
	Places Places              // what is closed as it was the last time
}

// Places are what is closed of the conversation, for the guess of the next turn.
func (ses *Session) Places() Places { return ses.places }

// Foresee is Home and Session in one round trip, of somebody who is probably at home in this
// town, and reads what it is guessed that Focus and CardsWith will ask for. ses is nil if it could not
// be read.
func (s *Store) Foresee(ctx context.Context, user int64, g Guess) (home election.TownID, ses *Session, err error) {
	pipe := s.c.Pipeline()
	id, asked := pipe.HGet(ctx, homeKey, field(user)), s.askSession(ctx, pipe, user, g)
	_, _ = pipe.Exec(ctx) // each has its own error
	if home, err = homeOf(user, id); err != nil {
		return home, nil, err
	}
	found, unread := asked.read(ctx, s)
	if unread != nil { // it may be of a town that does not matter any more; else Session says it
		return home, nil, nil
	}
	return home, &found, nil
}

// UnitRecord is a unit's record as it was read: what a report is based on.
type UnitRecord struct {
	Unit     election.UnitID
	Progress election.Progress

	progress string // as read
}

// record is what the session read of its unit.
func (ses *Session) record() UnitRecord { return UnitRecord{ses.Unit, ses.Progress, ses.progress} }

// UnitRecords reads the records of some units, in the order given.
func (s *Store) UnitRecords(ctx context.Context, units ...election.UnitID) ([]UnitRecord, error) {
	records, err := s.fields(ctx, s.k.progress(), fieldsOf(units))
	if err != nil {
		return nil, fmt.Errorf("read progress of town %s: %w", s.town.ID, err)
	}
	all := make([]UnitRecord, len(units))
	for i, raw := range records {
		p, err := s.readProgress(ctx, units[i], raw)
		if err != nil {
			return nil, fmt.Errorf("read progress of unit %s: %w", units[i], err)
		}
		all[i] = UnitRecord{units[i], p, raw}
	}
	return all, nil
}

// Focus reads the progress of another unit into the session, for a turn that
// concerns that unit.
func (s *Store) Focus(ctx context.Context, ses *Session, unit election.UnitID) error {
	raw := ses.guessed
	if unit != ses.guess {
		var err error
		if raw, err = s.c.HGet(ctx, s.k.progress(), string(unit)).Result(); err != nil && !errors.Is(err, redis.Nil) {
			return fmt.Errorf("load progress of unit %s: %w", unit, err)
		}
	}
	p, err := s.readProgress(ctx, unit, raw)
	if err != nil {
		return fmt.Errorf("load progress of unit %s: %w", unit, err)
	}
	ses.Unit, ses.Progress, ses.progress = unit, p, raw
	return nil
}
