package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// Session is all that one turn of a conversation depends on, read in one round
// trip and at one moment. A commit fails if any of it has changed.
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

// readSession reads a user's session.
//
// KEYS     person, talk, progress
// ARGV     user id, how many places the user's talk has beside it, another unit
// returns  binding, unit, progress, that of the other unit, talk, its places; "" for what
//
//	is not there
//
// An unreadable conversation counts as none; its unit is "".
var readSession = redis.NewScript(`
local person = redis.call('HGET', KEYS[1], ARGV[1]) or ''
local fields = {ARGV[1]}
for place = 0, ARGV[2] - 1 do fields[place + 2] = ARGV[1] .. ':' .. place end
local out = redis.call('HMGET', KEYS[2], unpack(fields))
for i, value in ipairs(out) do out[i] = value or '' end
local unit, progress = string.match(out[1], '^{"unit":"([^"\\]*)"'), ''
if not unit and string.sub(out[1], 1, 7) == '{"unit"' then
  local ok, state = pcall(cjson.decode, out[1])
  if ok and type(state) == 'table' and type(state.unit) == 'string' then unit = state.unit end
end
unit = unit or ''
local other, its = ARGV[3], ''
if unit ~= '' then progress = redis.call('HGET', KEYS[3], unit) or '' end
if other == unit then its = progress elseif other ~= '' then its = redis.call('HGET', KEYS[3], other) or '' end
return {person, unit, progress, its, unpack(out)}
`)

// Session reads what a turn of a user's conversation needs: the person, their
// drafts, and the progress of the unit of the open draft. What cannot be read
// counts as missing, so that nobody is stuck for good. They start their form
// again, or ask for another link.
func (s *Store) Session(ctx context.Context, user int64) (Session, error) {
	return s.session(ctx, user, Guess{}, readSession.Run(ctx, s.c, s.sessionKeys(), field(user), talkPlaces, ""))
}

func (s *Store) sessionKeys() []string {
	return []string{s.k.person(), s.k.talk(), s.k.progress()}
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
// town, and reads what it is guessed that Focus and CardsWith will ask for. ses is nil if it could
// not be read so.
func (s *Store) Foresee(ctx context.Context, user int64, g Guess) (home election.TownID, ses *Session, err error) {
	pipe := s.c.Pipeline()
	id, read := pipe.HGet(ctx, homeKey, field(user)), pipe.EvalSha(ctx, readSession.Hash(), s.sessionKeys(), field(user), talkPlaces, string(g.Unit))
	var cards *redis.SliceCmd
	if len(g.People) > 0 {
		cards = pipe.HMGet(ctx, s.k.card(), fieldsOf(g.People)...)
	}
	_, _ = pipe.Exec(ctx)                                              // each has its own error
	if home, err = homeOf(user, id); err != nil || read.Err() != nil { // as if Redis does not know the script
		return home, nil, err
	}
	found, err := s.session(ctx, user, g, read)
	if err != nil {
		return home, nil, err
	}
	if cards != nil && cards.Err() == nil {
		found.cards = map[election.PersonID]string{}
		for i, raw := range texts(cards.Val()) {
			found.cards[g.People[i]] = raw
		}
	}
	return home, &found, nil
}

// session is what was read.
func (s *Store) session(ctx context.Context, user int64, g Guess, cmd *redis.Cmd) (Session, error) {
	read, err := cmd.StringSlice()
	if err != nil {
		return Session{}, fmt.Errorf("load conversation of chat %d: %w", user, err)
	}
	ses := Session{User: user, binding: read[0], Unit: election.UnitID(read[1]), progress: read[2], talk: read[4], guess: g.Unit, guessed: read[3]}
	if json.Unmarshal([]byte(ses.binding), &ses.Binding) != nil {
		ses.Binding = Binding{}
	}
	talk := readTalk(ses.talk, read[5:], g.Places)
	ses.Talk, ses.ended, ses.places = talk.state, talk.ended, talk.places
	if ses.Progress, err = s.readProgress(ctx, ses.Unit, ses.progress); err != nil {
		return Session{}, fmt.Errorf("load progress of unit %s: %w", ses.Unit, err)
	}
	return ses, nil
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
