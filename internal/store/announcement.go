package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// Kept is an announcement as it was read. A commit that changes it fails if
// somebody else has changed it since. Of two people who decide at once, the
// first prevails.
type Kept struct {
	election.Announcement
	raw string
}

// Revised is a change of an announcement; Was is zero for a new one.
type Revised struct {
	Was Kept
	Now election.Announcement
}

// AnnouncementStep is something to do about an announcement at a given time.
type AnnouncementStep string

// The steps.
const (
	StepPost   AnnouncementStep = "post"   // post it, if approved
	StepNudge  AnnouncementStep = "nudge"  // ask those who have not confirmed it once more
	StepStatus AnnouncementStep = "status" // tell the office who has confirmed it
	StepCheck  AnnouncementStep = "check"  // check whether the counts it reports still stand
)

// Planned is a step with its time.
type Planned struct {
	Step AnnouncementStep
	ID   election.AnnouncementID
	At   time.Time

	raw string
}

func (p Planned) field() string { return string(p.Step) + ":" + string(p.ID) }

// Ack is a village's confirmation of an announcement: the first by any of its
// officers.
type Ack struct {
	Announcement election.AnnouncementID `json:"-"`
	Revision     int                     `json:"-"`
	Unit         election.UnitID         `json:"-"`
	By           election.PersonID       `json:"by"`
	At           time.Time               `json:"at"`
}

func ackField(a election.AnnouncementID, revision int, u election.UnitID) string {
	return fmt.Sprintf("%s.%d:%s", a, revision, u)
}

// Announcement returns an announcement. ok is false if there is none or it
// cannot be read.
func (s *Store) Announcement(ctx context.Context, id election.AnnouncementID) (k Kept, ok bool, err error) {
	k.raw, err = s.c.HGet(ctx, s.k.announcement(), string(id)).Result()
	if errors.Is(err, redis.Nil) {
		return Kept{}, false, nil
	}
	if err != nil {
		return Kept{}, false, fmt.Errorf("read announcement %s: %w", id, err)
	}
	return k, json.Unmarshal([]byte(k.raw), &k.Announcement) == nil, nil
}

// Announcements returns the last announcements, newest first. Those that
// cannot be read are left out.
func (s *Store) Announcements(ctx context.Context, most int) ([]Kept, error) {
	ids, err := s.c.ZRevRange(ctx, s.k.announced(), 0, int64(most-1)).Result()
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "read announcements of town %s", s.town.ID)
	}
	found, err := s.fields(ctx, s.k.announcement(), ids)
	if err != nil {
		return nil, fmt.Errorf("read announcements of town %s: %w", s.town.ID, err)
	}
	var all []Kept
	for _, raw := range found {
		k := Kept{raw: raw}
		if json.Unmarshal([]byte(raw), &k.Announcement) == nil {
			all = append(all, k)
		}
	}
	return all, nil
}

// postedWithin is how many of the last announcements are searched for posted
// ones.
const postedWithin = 100

// Posted returns the last announcements that are posted in groups, newest
// first.
func (s *Store) Posted(ctx context.Context, most int) ([]election.Announcement, error) {
	kept, err := s.Announcements(ctx, postedWithin)
	var all []election.Announcement
	for _, k := range kept {
		if k.State == election.Posted && len(all) < most {
			all = append(all, k.Announcement)
		}
	}
	return all, err
}

// Acks returns the confirmations of an announcement's present revision, by
// unit.
func (s *Store) Acks(ctx context.Context, a election.Announcement) (map[election.UnitID]Ack, error) {
	acks := map[election.UnitID]Ack{}
	if len(a.Units) == 0 {
		return acks, nil
	}
	fields := make([]string, len(a.Units))
	for i, u := range a.Units {
		fields[i] = ackField(a.ID, a.Revision, u)
	}
	found, err := s.fields(ctx, s.k.ack(), fields)
	if err != nil {
		return nil, fmt.Errorf("read who confirmed announcement %s: %w", a.ID, err)
	}
	for i, raw := range found {
		ack := Ack{Announcement: a.ID, Revision: a.Revision, Unit: a.Units[i]}
		if json.Unmarshal([]byte(raw), &ack) == nil {
			acks[a.Units[i]] = ack
		}
	}
	return acks, nil
}

// Planned returns the steps that are due, earliest first.
func (s *Store) Planned(ctx context.Context, now time.Time) ([]Planned, error) {
	found, err := s.c.HGetAll(ctx, s.k.planned()).Result()
	if err != nil {
		return nil, fmt.Errorf("read what is planned in town %s: %w", s.town.ID, err)
	}
	var due []Planned
	for field, raw := range found {
		step, id, _ := strings.Cut(field, ":")
		ms, err := strconv.ParseInt(raw, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read what is planned in town %s: %s %w", s.town.ID, field, ErrBroken)
		}
		if at := time.UnixMilli(ms); !at.After(now) {
			due = append(due, Planned{AnnouncementStep(step), election.AnnouncementID(id), at, raw})
		}
	}
	slices.SortFunc(due, func(a, b Planned) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.field(), b.field())
	})
	return due, nil
}

// addAnnouncements writes a commit's changes to announcements. A change fails
// if somebody else changed the same. A step is taken once, and only a
// village's first confirmation counts.
func (s *Store) addAnnouncements(t *transaction, c Commit) error {
	if c.Announcement != nil {
		c.Revised = append([]Revised{{Now: *c.Announcement}}, c.Revised...)
	}
	for _, r := range c.Revised {
		a, err := json.Marshal(r.Now)
		if err != nil {
			return fmt.Errorf("write announcement %s: %w", r.Now.ID, err)
		}
		t.guard(s.k.announcement(), string(r.Now.ID), r.Was.raw)
		t.write("HSET", s.k.announcement(), string(r.Now.ID), a)
		if r.Was.raw == "" {
			t.write("ZADD", s.k.announced(), strconv.FormatInt(r.Now.At.Unix(), 10), string(r.Now.ID))
		}
	}
	for _, ack := range c.Acks {
		raw, err := json.Marshal(ack)
		if err != nil {
			return fmt.Errorf("write confirmation of announcement %s: %w", ack.Announcement, err)
		}
		field := ackField(ack.Announcement, ack.Revision, ack.Unit)
		t.guard(s.k.ack(), field, "")
		t.write("HSET", s.k.ack(), field, raw)
	}
	for _, p := range c.Done {
		t.guard(s.k.planned(), p.field(), p.raw)
		t.write("HDEL", s.k.planned(), p.field())
	}
	for _, p := range c.Plan {
		t.write("HSET", s.k.planned(), p.field(), strconv.FormatInt(p.At.UnixMilli(), 10))
	}
	return nil
}
