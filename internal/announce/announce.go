// Package announce carries announcements out: into their groups, to the
// officers of the villages, and back, when the villages confirm them. The bot
// uses it when somebody decides; the reminders use it when a time has come.
//
// Nothing is sent or written here. Everything goes into a commit, which fails
// if the announcement has been changed since it was read.
package announce

import (
	"context"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Release carries out an announcement that may be posted. An edit changes what
// was posted, an announcement with a time waits for it, and any other is
// posted. by is who approved it.
func Release(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, by election.PersonID, now time.Time) error {
	k.Decision = &election.Decision{By: by, At: now}
	switch {
	case k.Edits != "":
		return merge(ctx, s, c, k, now)
	case k.When.After(now):
		k.State = election.Scheduled
		change(c, k)
		c.Plan = append(c.Plan, store.Planned{Step: store.StepPost, ID: k.ID, At: k.When})
		return nil
	}
	return Post(ctx, s, c, k, now)
}

// merge carries out an edit: the announcement it names is changed in place, in
// the groups. If that was withdrawn meanwhile, it stays withdrawn.
func merge(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, now time.Time) error {
	target, ok, err := s.Announcement(ctx, k.Edits)
	if err != nil {
		return err
	}
	if !ok || target.State != election.Posted {
		giveBack(c, k, election.TargetGone, now)
		return nil
	}
	k.State = election.Merged
	change(c, k)
	target.Made = false
	return rewrite(ctx, s, c, target, k.Text, now)
}

// Post puts an announcement into its groups and asks its villages to confirm
// it. What it says of counts must still hold. Results that were corrected
// since go back to the office (Returned); preliminary ones are rewritten as
// they are now.
func Post(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, now time.Time) error {
	holds, err := refresh(ctx, s, &k)
	if err != nil {
		return err
	}
	if !holds {
		cause := election.NobodyLeft
		if k.Kind.Counts() {
			cause = election.CountCorrected
		}
		giveBack(c, k, cause, now)
		return nil
	}
	k.State, k.PostedAt = election.Posted, now
	change(c, k)
	if err := spread(ctx, s, c, k.Announcement, now); err != nil {
		return err
	}
	return takeDown(ctx, s, c, k.Announcement)
}

// takeDown unpins announcements that a new one replaces, in the groups that
// get the new one. They stay in the chat, word for word.
func takeDown(ctx context.Context, s *store.Store, c *store.Commit, a election.Announcement) error {
	posted, err := s.Posted(ctx, takenDownMost)
	if err != nil {
		return err
	}
	groups, err := s.Groups(ctx)
	if err != nil {
		return err
	}
	for _, earlier := range posted {
		for _, g := range groups {
			if a.Overtakes(earlier) && a.Reaches(g.Audience) && earlier.Reaches(g.Audience) {
				m := ToGroup(earlier, s.Town(), g)
				m.Pin, m.Unpin, m.Only = false, true, true
				m.ID, m.Class = fmt.Sprintf("%s.over.%s@%d", earlier.ID, a.ID, g.Chat), store.ClassAnnouncement
				c.Messages = append(c.Messages, m)
			}
		}
	}
	return nil
}

// takenDownMost is how many of the last announcements are searched for those
// that a new one replaces.
const takenDownMost = 20

// refresh reports whether an announcement still holds. Templates for working
// groups are rewritten without the villages that are no longer concerned.
func refresh(ctx context.Context, s *store.Store, k *store.Kept) (holds bool, err error) {
	if !k.Kind.Counts() && !k.Kind.Internal() {
		return true, nil
	}
	e, _ := s.Town().Election(k.Election)
	units, err := s.States(ctx, k.Units)
	if err != nil {
		return false, err
	}
	open := slices.DeleteFunc(slices.Clone(units), func(u election.UnitState) bool { return !k.Kind.Concerns(e, u) })
	if k.Kind.Counts() {
		return len(open) == len(k.Units) && (!k.Made || s.Town().Write(k.Kind, e, open) == k.Text), nil
	}
	if k.Made && len(open) > 0 {
		k.Text, k.Units = s.Town().Write(k.Kind, e, open), nil
		for _, u := range open {
			k.Units = append(k.Units, u.Unit.ID)
		}
	}
	return len(open) > 0, nil
}

// rewrite changes the text of a posted announcement in place, and asks the
// villages to confirm it again.
func rewrite(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, text string, now time.Time) error {
	k.Text, k.Changed = text, now
	k.Revision++
	change(c, k)
	return spread(ctx, s, c, k.Announcement, now)
}

// Withdraw takes an announcement back. The posted messages are edited to say
// so and unpinned in the groups; the officers get a new message.
func Withdraw(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, by election.PersonID, now time.Time) error {
	posted := k.State == election.Posted
	k.State, k.Decision = election.Withdrawn, &election.Decision{By: by, At: now}
	change(c, k)
	if !posted {
		c.Plan = append(c.Plan, store.Planned{Step: store.StepStatus, ID: k.ID, At: now})
		return nil
	}
	k.Revision++
	return spread(ctx, s, c, k.Announcement, now)
}

// giveBack returns to the office an announcement that can no longer be posted.
func giveBack(c *store.Commit, k store.Kept, cause election.Cause, now time.Time) {
	k.State, k.Decision = election.Returned, &election.Decision{At: now, Cause: cause}
	change(c, k)
	c.Plan = append(c.Plan, store.Planned{Step: store.StepStatus, ID: k.ID, At: now})
}

// Renew rewrites an announcement of the polling day after the day, a place or
// an hour has changed in the settings. It reports whether anything changed.
//
// Posted announcements are changed in the groups. Those waiting for approval
// go back to the office, because their text has changed. So do those waiting
// for an hour of the old polling day.
func Renew(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, now time.Time) (bool, error) {
	e, known := s.Town().Election(k.Election)
	waits := k.State == election.Waiting || k.State == election.Scheduled
	if known && waits && k.Kind.OnTheDay() && k.Day != e.PollingDay { // its time is on the old day
		giveBack(c, k, election.DayChanged, now)
		return true, nil
	}
	if !known || !k.Made || !k.Kind.Dated() || s.Town().Today(now).Sub(e.PollingDay) > 0 {
		return false, nil
	}
	return reword(ctx, s, c, k, e, now)
}

// reword writes an announcement again from what is known now. It reports whether the text
// is another one.
func reword(ctx context.Context, s *store.Store, c *store.Commit, k store.Kept, e election.Election, now time.Time) (bool, error) {
	units, err := s.States(ctx, k.Units)
	if err != nil {
		return false, err
	}
	text := s.Town().Write(k.Kind, e, units)
	if text == "" || text == k.Text {
		return false, nil
	}
	switch k.State {
	case election.Posted:
		return true, rewrite(ctx, s, c, k, text, now)
	case election.Scheduled:
		k.Text = text
		change(c, k)
		return true, nil
	case election.Waiting:
		giveBack(c, k, election.DayChanged, now)
		return true, nil
	}
	return false, nil
}

// change puts the changed announcement into a commit.
func change(c *store.Commit, k store.Kept) {
	c.Revised = append(c.Revised, store.Revised{Was: k, Now: k.Announcement})
}

// spread queues an announcement to its groups and officers. It plans the
// request to villages that do not confirm, and the check of its counts.
func spread(ctx context.Context, s *store.Store, c *store.Commit, a election.Announcement, now time.Time) error {
	groups, err := s.Groups(ctx)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if a.Reaches(g.Audience) || a.State == election.Withdrawn {
			m := ToGroup(a, s.Town(), g)
			m.ID, m.Class = fmt.Sprintf("%s.%d@%d", a.ID, a.Revision, g.Chat), store.ClassAnnouncement
			m.Broadcast = broadcast(a)
			if paper, ok := onPaper(a, s.Town(), g); ok {
				paper.ID, paper.Class = fmt.Sprintf("%s.%d.paper@%d", a.ID, a.Revision, g.Chat), store.ClassAnnouncement
				c.Messages = append(c.Messages, paper)
			}
			c.Messages = append(c.Messages, m)
		}
	}
	officers, err := Officers(ctx, s, a, a.Asked()...)
	if err != nil {
		return err
	}
	for _, o := range officers {
		m := Card(s.Town(), a, nil, o)
		m.Move, m.Quiet = true, AtNight(s.Town(), now)
		m.ID, m.Class = fmt.Sprintf("%s.%d@%d", a.ID, a.Revision, o.User), store.ClassAnnouncement
		m.Broadcast = broadcast(a)
		c.Messages = append(c.Messages, m)
	}
	if a.State == election.Posted && len(a.Asked()) > 0 {
		c.Plan = append(c.Plan, store.Planned{Step: store.StepNudge, ID: a.ID, At: nudgeAt(s.Town(), now)})
	}
	if a.State == election.Posted && a.Kind.Counts() {
		c.Plan = append(c.Plan, store.Planned{Step: store.StepCheck, ID: a.ID, At: now.Add(CheckEvery)})
	}
	c.Plan = append(c.Plan, store.Planned{Step: store.StepStatus, ID: a.ID, At: now})
	return nil
}

// Published counts are compared with the present ones this often and for this
// long.
const (
	CheckEvery = 10 * time.Minute
	CheckFor   = 60 * 24 * time.Hour
)

// Standing is how what a posted announcement says of counts stands.
type Standing int

// The standings.
const (
	Holds Standing = iota // it is true
	Grown                 // it was true, and later rounds have come to their end since
	Wrong                 // a count that it tells of was corrected
)

// Stands returns how a posted announcement stands, and the units with later rounds
// that were confirmed since. While such a round is being checked, it holds.
func Stands(ctx context.Context, s *store.Store, k store.Kept) (is Standing, grown []election.UnitID, err error) {
	if holds, err := refresh(ctx, s, &k); holds || err != nil {
		return Holds, nil, err
	}
	e, _ := s.Town().Election(k.Election)
	units, err := s.States(ctx, k.Units)
	if err != nil {
		return Wrong, nil, err
	}
	written, checked := k.PostedAt, true
	if !k.Changed.IsZero() {
		written = k.Changed
	}
	for i, u := range units {
		if units[i] = u.Without(written); len(units[i].Progress.Counts) < len(u.Progress.Counts) {
			grown, checked = append(grown, u.Unit.ID), checked && u.Progress.CountStatus() == election.Confirmed
		}
		if !k.Kind.Concerns(e, units[i]) {
			return Wrong, nil, nil
		}
	}
	switch {
	case len(grown) == 0 || k.Made && s.Town().Write(k.Kind, e, units) != k.Text:
		return Wrong, nil, nil
	case !checked:
		return Holds, nil, nil
	}
	return Grown, grown, nil
}

// broadcast returns the name of one posting of an announcement, under which
// its deliveries are counted.
func broadcast(a election.Announcement) string {
	return fmt.Sprintf("announcement:%s:%d", a.ID, a.Revision)
}

// nudgeAfter is how long villages have to confirm an announcement before they
// are asked once more.
const nudgeAfter = 3 * time.Hour

// Announcements are silent between these hours.
const (
	nightFrom  = 21
	nightUntil = 8
)

// AtNight reports whether it is night for people now.
func AtNight(t *election.Town, now time.Time) bool {
	hour := now.In(t.Location).Hour()
	return hour < nightUntil || hour >= nightFrom
}

// nudgeAt returns when to ask again. A time in the night is moved to the
// morning.
func nudgeAt(t *election.Town, since time.Time) time.Time {
	at := since.Add(nudgeAfter)
	if AtNight(t, at) {
		return Morning(t, at)
	}
	return at
}

// Morning returns the next end of a night.
func Morning(t *election.Town, at time.Time) time.Time {
	day := t.Today(at)
	if at.In(t.Location).Hour() >= nightUntil {
		day = day.AddDays(1)
	}
	return day.At(nightUntil, 0, t.Location)
}
