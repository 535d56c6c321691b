package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// digest sends the digest 日报 at the office's times. Leaders get that of their
// areas; the leading group and the office get that of the whole town. On the
// polling day of an election the times of that day apply, also for those who
// chose their own times.
func (r *Reminders) digest(ctx context.Context, s slot) error {
	r.Verify(ctx) // so that it says what is amiss
	return r.sendDigests(ctx, "digest", s, func(to reader, e election.Election) bool {
		if r.polls(e, s) {
			return within(r.o.PollingDigest, s.since, s.planned)
		}
		return len(to.prefs.Digest) == 0 && within(r.o.Digest, s.since, s.planned)
	})
}

// ownDigest sends the digest to those who chose their own times.
func (r *Reminders) ownDigest(ctx context.Context, s slot) error {
	return r.sendDigests(ctx, "own-digest", s, func(to reader, e election.Election) bool {
		return !r.polls(e, s) && to.prefs.Wants(s.since, s.planned)
	})
}

// polls reports whether the times of a polling day apply to an election.
func (r *Reminders) polls(e election.Election, s slot) bool {
	return len(r.o.PollingDigest) > 0 && election.DateOf(s.planned) == e.PollingDay
}

// sendDigests sends digests to those who want one of an election now. A
// failure for one of them does not affect the others.
func (r *Reminders) sendDigests(ctx context.Context, job string, s slot, wants func(reader, election.Election) bool) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	today := edition{now: r.o.Now(), planned: s.planned, late: s.late, read: map[place]election.Summary{}}
	day := election.DateOf(s.planned)
	var failed []error
	for _, to := range readers {
		messages, seen, err := r.digests(ctx, to, today, func(p place) (rest, wanted bool) {
			e, _ := r.store.Town().Election(p.election)
			return r.rests(e, day), wants(to, e)
		})
		if err == nil && len(seen) > 0 { // noted before queuing, so that everybody who got a figure hears of its correction
			err = r.store.Saw(ctx, today.now, seen...)
		}
		if err == nil {
			err = r.enqueue(ctx, job, s.planned, to.user, messages...)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// edition is the digest of one time for all its readers.
type edition struct {
	now     time.Time // the same for all, so that the same pictures are drawn once
	planned time.Time
	late    bool
	read    map[place]election.Summary // for those before
}

// occasion is how the digest comes to its readers.
func (e edition) occasion() document.Occasion {
	if e.late {
		return document.Late
	}
	return document.OnTime
}

// placeDigest is what the digest of one place says to one person.
type placeDigest struct {
	place
	store.Message
	short    string          // the same in short
	pictures *store.Pictures // beside it, if there are any
	byPlan   bool            // one line that does not ring
}

// digests returns the messages for one person: for each place the pictures,
// then the text. If they chose so, there are only the figures. Where things
// go by plan, it is one line that does not ring. Who reads several elections gets one
// message (together).
func (r *Reminders) digests(ctx context.Context, to reader, today edition, wants func(place) (rest, wanted bool)) (messages []store.Message, seen []store.Sight, err error) {
	var all []placeDigest
	for _, p := range r.places(to.person) {
		rest, wanted := wants(p)
		if !wanted {
			continue
		}
		t, silent, err := r.digestOf(ctx, to, today, p, rest)
		if err != nil {
			return nil, nil, err
		}
		if silent {
			continue
		}
		all = append(all, t)
		if !t.byPlan {
			seen = append(seen, store.Sight{By: to.person.ID, Area: p.area, Through: "digest"})
		}
	}
	for _, t := range together(all) {
		for _, m := range cards.Pictured(t.pictures, t.Message, document.FitsCaption(t.Text)) {
			if m.Key == "" { // if it still waits when the next one comes, it is dropped
				m.Series, m.Edition = "digest:"+string(t.election)+":"+string(t.area), today.now.Format(time.RFC3339)
			}
			messages = append(messages, m)
		}
	}
	if to.prefs.Ledger && len(seen) > 0 {
		paper := store.LedgerPaperOf(to.person.ID, to.user, to.lang)
		messages = append(messages, store.Message{Text: document.LedgerCaption(to.lang), Paper: &paper, Quiet: true, Series: "ledger", Edition: today.now.Format(time.RFC3339)})
	}
	return messages, seen, nil
}

// digestOf is what one person's digest of a place says; silent if there is nothing to say.
func (r *Reminders) digestOf(ctx context.Context, to reader, today edition, p place, rest bool) (t placeDigest, silent bool, err error) {
	of := store.DigestOf{Reader: to.person.ID, Election: p.election, Area: p.area}
	whole, err := r.summary(ctx, of, today)
	if err != nil {
		return t, false, err
	}
	sum, err := r.summaryFor(ctx, whole, to, today)
	if err != nil {
		return t, false, err
	}
	switch whole.News(rest) {
	case election.Silence:
		return t, true, nil
	case election.ByPlan:
		// One line for all days since the digest before, changed in its place: nothing older than 48 hours can be deleted. A day off begins none.
		key := fmt.Sprintf("nothing:%s:%s:%d", p.election, p.area, whole.Before.At.Unix())
		text := document.Quiet(sum, to.lang, rest, today.late)
		return placeDigest{place: p, Message: store.Message{Text: text, Quiet: true, Key: key, Only: rest}, short: text, byPlan: true}, false, nil
	}
	if err := r.store.KeepDigest(ctx, of, whole, today.planned); err != nil {
		return t, false, err
	}
	t = placeDigest{place: p, short: document.Brief(sum, to.lang, today.occasion()), pictures: store.PicturesOf(sum, document.DigestCharts(sum, today.occasion()), to.lang, today.now)}
	t.Message = store.Message{Text: document.Digest(sum, to.lang, today.occasion()), Buttons: cards.DigestButtons(sum, to.lang),
		Quiet: to.prefs.QuietOr(r.o.Quiet).At(today.now.In(r.store.Town().Location))}
	if to.prefs.Brief {
		t.Text, t.pictures = t.short, nil
	}
	return t, false, nil
}

// together makes one message of the digests of several elections, without pictures, which
// can be asked for: whole if they fit, else in short. Lines of what goes by plan stand
// below what rings; where nothing rings they stay messages of their own, which are
// changed in their places.
func together(all []placeDigest) []placeDigest {
	rings := slices.IndexFunc(all, func(t placeDigest) bool { return !t.byPlan })
	if rings < 0 || !slices.ContainsFunc(all, func(t placeDigest) bool { return t.election != all[0].election }) {
		return all
	}
	first, plan := all[rings], []placeDigest(nil)
	var whole, short []string
	var buttons [][]store.Button
	for _, t := range all {
		if t.byPlan {
			plan = append(plan, t)
			continue
		}
		whole, short, buttons = append(whole, t.Text), append(short, t.short), append(buttons, t.Buttons...)
	}
	for _, t := range plan {
		whole, short = append(whole, t.Text), append(short, t.Text)
	}
	text, fits := document.Several(whole, short)
	if !fits || len(whole) == 1 {
		return all
	}
	first.election, first.pictures = "", nil
	first.Text, first.Buttons = text, buttons
	return []placeDigest{first}
}

// summaryFor returns what one reader's digest of a place says. If it leaves out
// units, it is not compared with the last one, which was of the whole.
func (r *Reminders) summaryFor(ctx context.Context, whole election.Summary, to reader, today edition) (election.Summary, error) {
	if whole.Lists[election.ListUnconfirmed].Count == 0 {
		return whole, nil
	}
	some, err := r.store.View(to.person, to.user).Summary(ctx, whole.Election, whole.Area, today.now)
	if err == nil && len(some.Without) > 0 {
		some.Unopened = whole.Unopened
		return some, nil
	}
	return whole, err
}

// summary returns what the digest of a place says, read once for all its
// readers, and compared with the reader's last one.
func (r *Reminders) summary(ctx context.Context, of store.DigestOf, today edition) (sum election.Summary, err error) {
	at := place{of.Election, of.Area}
	sum, has := today.read[at]
	if !has {
		e, _ := r.store.Town().Election(of.Election)
		if sum, err = r.store.Summary(ctx, e, of.Area, today.now); err != nil {
			return sum, err
		}
		if sum.Unopened, err = r.store.Unopened(ctx, of.Area); err != nil {
			return sum, err
		}
		today.read[at] = sum
	}
	sum.Before, err = r.store.DigestBefore(ctx, of, today.planned)
	return sum, err
}

// place is an area of an election.
type place struct {
	election election.ElectionID
	area     election.Area
}

// places returns the places whose digest a person gets.
func (r *Reminders) places(p election.Person) []place {
	areas := p.Areas
	if p.Office {
		areas = []election.Area{election.WholeTown}
	}
	var all []place
	for _, e := range r.store.Town().Elections {
		for _, a := range areas {
			if r.store.Town().RollOf(e.ID, a).Units > 0 {
				all = append(all, place{e.ID, a})
			}
		}
	}
	return all
}
