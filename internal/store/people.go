package store

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Binding ties a Telegram user to a person of the town.
type Binding struct {
	Person   election.PersonID `json:"person"`
	Language string            `json:"language"` // "zh" or "en", as the person chose
	Since    time.Time         `json:"since"`
}

// Invite is the purpose of a one-time link. A person has one at a time.
type Invite struct {
	Person  election.PersonID `json:"person"`
	Expires time.Time         `json:"expires"`
	// User is the Telegram account that opened it while the person had another one
	// in use: the office is asked whether it takes the other's place.
	User int64 `json:"user,omitempty"`
}

// InviteLasts is how long a link can be used.
const InviteLasts = 7 * 24 * time.Hour

// Invite makes a one-time link for a person; earlier ones of theirs end. It returns
// the payload of its /start: "<town>_<token>", at most 64 characters.
func (s *Store) Invite(ctx context.Context, p election.PersonID, now time.Time) (payload string, err error) {
	var b [18]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	token := base64.RawURLEncoding.EncodeToString(b[:])
	invite, err := json.Marshal(Invite{Person: p, Expires: now.Add(InviteLasts)})
	if err != nil {
		return "", fmt.Errorf("write invite of %s: %w", p, err)
	}
	if _, err := s.Uninvite(ctx, p, now); err != nil {
		return "", err
	}
	if err := s.c.HSet(ctx, s.k.invite(), token, invite).Err(); err != nil {
		return "", fmt.Errorf("keep invite of %s: %w", p, err)
	}
	return string(s.town.ID) + "_" + token, nil
}

// InviteAll makes a one-time link for each of some people; earlier ones of theirs end. It
// returns the payloads in their order.
func (s *Store) InviteAll(ctx context.Context, people []election.PersonID, now time.Time) (payloads []string, err error) {
	if len(people) == 0 {
		return nil, nil
	}
	theirs := map[election.PersonID]bool{}
	links := make([]any, 0, 2*len(people))
	for _, p := range people {
		var b [18]byte
		rand.Read(b[:]) // never fails (crypto/rand)
		token := base64.RawURLEncoding.EncodeToString(b[:])
		invite, err := json.Marshal(Invite{Person: p, Expires: now.Add(InviteLasts)})
		if err != nil {
			return nil, fmt.Errorf("write invite of %s: %w", p, err)
		}
		theirs[p] = true
		links = append(links, token, invite)
		payloads = append(payloads, string(s.town.ID)+"_"+token)
	}
	var old []string
	err = s.invites(ctx, func(token, _ string, i Invite) {
		if theirs[i.Person] {
			old = append(old, token)
		}
	})
	if err == nil && len(old) > 0 {
		err = s.c.HDel(ctx, s.k.invite(), old...).Err()
	}
	if err == nil {
		err = s.c.HSet(ctx, s.k.invite(), links...).Err()
	}
	return payloads, wrap(err, "keep invites of town %s", s.town.ID)
}

// Uninvite ends the links of a person, and all that have expired. It returns how
// many of the person's could still be used.
func (s *Store) Uninvite(ctx context.Context, p election.PersonID, now time.Time) (ended int, err error) {
	var old []string
	err = s.invites(ctx, func(token, _ string, i Invite) {
		switch lapsed := !now.Before(i.Expires); {
		case i.Person == p && !lapsed:
			ended++
			fallthrough
		case lapsed:
			old = append(old, token)
		}
	})
	if err != nil || len(old) == 0 {
		return 0, err
	}
	return ended, wrap(s.c.HDel(ctx, s.k.invite(), old...).Err(), "end invites of town %s", s.town.ID)
}

// invites reads all invites. One that cannot be read has expired.
func (s *Store) invites(ctx context.Context, each func(token, raw string, i Invite)) error {
	all, err := s.c.HGetAll(ctx, s.k.invite()).Result()
	if err != nil {
		return fmt.Errorf("read invites of town %s: %w", s.town.ID, err)
	}
	for token, raw := range all {
		var i Invite
		_ = json.Unmarshal([]byte(raw), &i)
		each(token, raw, i)
	}
	return nil
}

// Claimed finds the invite that an account opened while its person had another one
// in use. ok is false if there is none, or no longer.
func (s *Store) Claimed(ctx context.Context, user int64, now time.Time) (i Invite, token, raw string, ok bool, err error) {
	err = s.invites(ctx, func(t, r string, found Invite) {
		if found.User == user && user != 0 && now.Before(found.Expires) && !s.town.Person(found.Person).Unknown {
			i, token, raw, ok = found, t, r, true
		}
	})
	return i, token, raw, ok, err
}

// Invited reads the invite of a token. ok is false if it was used, has expired
// or never existed, or if its person has left the roster. A commit that uses
// the invite must guard raw.
func (s *Store) Invited(ctx context.Context, token string, now time.Time) (i Invite, raw string, ok bool, err error) {
	raw, err = s.c.HGet(ctx, s.k.invite(), token).Result()
	if errors.Is(err, redis.Nil) {
		return Invite{}, "", false, nil
	}
	if err != nil {
		return Invite{}, "", false, fmt.Errorf("read invite: %w", err)
	}
	if err := json.Unmarshal([]byte(raw), &i); err != nil {
		return Invite{}, "", false, fmt.Errorf("read invite: %w", err)
	}
	return i, raw, now.Before(i.Expires) && !s.town.Person(i.Person).Unknown, nil
}

// Bound returns the Telegram users of some people; 0 for those not bound yet.
func (s *Store) Bound(ctx context.Context, people ...election.PersonID) ([]int64, error) {
	found, err := s.fields(ctx, s.k.bound(), fieldsOf(people))
	if err != nil {
		return nil, fmt.Errorf("read who is bound in town %s: %w", s.town.ID, err)
	}
	users := make([]int64, len(people))
	for i, raw := range found {
		users[i], _ = strconv.ParseInt(raw, 10, 64)
	}
	return users, nil
}

// Languages returns the languages that some users chose, or else the town's.
func (s *Store) Languages(ctx context.Context, users ...int64) ([]election.Language, error) {
	out := make([]election.Language, len(users))
	found, err := s.fields(ctx, s.k.person(), fieldsOfUsers(users))
	if err != nil {
		return nil, fmt.Errorf("read languages in town %s: %w", s.town.ID, err)
	}
	for i, raw := range found {
		out[i] = s.town.Language
		var b Binding
		if json.Unmarshal([]byte(raw), &b) == nil && b.Language != "" {
			out[i] = election.ParseLanguage(b.Language)
		}
	}
	return out, nil
}
