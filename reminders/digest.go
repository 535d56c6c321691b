package reminders

import (
	"context"
	"errors"
	"fmt"
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

// digests returns the messages for one person: for each place the pictures,
// then the text. If they chose so, there are only the figures. Where things
// go by plan, it is one line that does not ring.
func (r *Reminders) digests(ctx context.Context, to reader, today edition, wants func(place) (rest, wanted bool)) (messages []store.Message, seen []store.Sight, err error) {
	quiet := to.prefs.QuietOr(r.o.Quiet).At(today.now.In(r.store.Town().Location))
	papers := false
	for _, p := range r.places(to.person) {
		rest, wanted := wants(p)
		if !wanted {
			continue
		}
		of := store.DigestOf{Reader: to.person.ID, Election: p.election, Area: p.area}
		whole, err := r.summary(ctx, of, today)
		if err != nil {
			return nil, nil, err
		}
		sum, err := r.summaryFor(ctx, whole, to, today)
		if err != nil {
			return nil, nil, err
		}
		switch whole.News(rest) {
		case election.Silence:
			continue
		case election.ByPlan:
			// One line for all days since the digest before, changed in its place: nothing older than 48 hours can be deleted. A day off begins none.
			key := fmt.Sprintf("nothing:%s:%s:%d", p.election, p.area, whole.Before.At.Unix())
			messages = append(messages, store.Message{Text: document.Quiet(sum, to.lang, rest, today.late), Quiet: true, Key: key, Only: rest})
			continue
		}
		if err := r.store.KeepDigest(ctx, of, whole, today.planned); err != nil {
			return nil, nil, err
		}
		papers = true
		m := store.Message{Text: document.Digest(sum, to.lang, today.occasion()), Quiet: quiet, Buttons: cards.DigestButtons(sum, to.lang)}
		pictures := store.PicturesOf(sum, document.DigestCharts(sum, today.occasion()), to.lang, today.now)
		if to.prefs.Brief {
			m.Text, pictures = document.Brief(sum, to.lang, today.occasion()), nil
		}
		messages = append(messages, cards.Pictured(pictures, m, document.FitsCaption(m.Text))...)
		seen = append(seen, store.Sight{By: to.person.ID, Area: p.area, Through: "digest"})
		for i := range messages { // if it still waits when the next one comes, it is dropped
			if messages[i].Series == "" && messages[i].Key == "" {
				messages[i].Series, messages[i].Edition = "digest:"+string(p.election)+":"+string(p.area), today.now.Format(time.RFC3339)
			}
		}
	}
	if to.prefs.Ledger && papers {
		paper := store.LedgerPaperOf(to.person.ID, to.user, to.lang)
		messages = append(messages, store.Message{Text: document.LedgerCaption(to.lang), Paper: &paper, Quiet: true, Series: "ledger", Edition: today.now.Format(time.RFC3339)})
	}
	return messages, seen, nil
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
