package reminders

import (
	"context"
	"errors"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// digest sends the digest 日报 at the office's times: to each leader of their
// areas, to the leading group and the office of the whole town. On the polling
// day of an election it comes at that day's times, also to those who have chosen
// their own for the other days.
func (r *Reminders) digest(ctx context.Context, s slot) error {
	r.Verify(ctx) // so that it says what is amiss
	return r.sendDigests(ctx, "digest", s, func(to reader, e election.Election) bool {
		if r.polls(e, s) {
			return within(r.o.PollingDigest, s.since, s.planned)
		}
		return len(to.prefs.Digest) == 0 && within(r.o.Digest, s.since, s.planned)
	})
}

// ownDigest sends it to those who have chosen their own times.
func (r *Reminders) ownDigest(ctx context.Context, s slot) error {
	return r.sendDigests(ctx, "own-digest", s, func(to reader, e election.Election) bool {
		return !r.polls(e, s) && to.prefs.Wants(s.since, s.planned)
	})
}

// polls reports whether the times of a polling day hold for an election.
func (r *Reminders) polls(e election.Election, s slot) bool {
	return len(r.o.PollingDigest) > 0 && election.DateOf(s.planned) == e.PollingDay
}

// sendDigests sends digests to whoever wants one of an election now. What fails
// for one of them does not keep it from the others.
func (r *Reminders) sendDigests(ctx context.Context, job string, s slot, wants func(reader, election.Election) bool) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	today := edition{now: r.o.Now(), planned: s.planned, late: s.late, read: map[place]election.Summary{}}
	var failed []error
	for _, to := range readers {
		messages, seen, err := r.digests(ctx, to, today, wants)
		if err == nil && len(seen) > 0 { // before it is queued, so that nobody who got a figure is forgotten when it is corrected
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

// digests are those one person gets: of each place the pictures, then the text;
// only the figures, if they chose so.
func (r *Reminders) digests(ctx context.Context, to reader, today edition, wants func(reader, election.Election) bool) (messages []store.Message, seen []store.Sight, err error) {
	quiet := to.prefs.QuietOr(r.o.Quiet).At(today.now.In(r.store.Town().Location))
	for _, p := range r.places(to.person) {
		e, _ := r.store.Town().Election(p.election)
		if !wants(to, e) {
			continue
		}
		sum, err := r.summary(ctx, e, p, today)
		if err != nil {
			return nil, nil, err
		}
		text := document.Digest(sum, to.lang, today.late)
		if to.prefs.Brief {
			text = document.Brief(sum, to.lang, today.late)
		} else if charts := document.DigestCharts(sum); charts != nil {
			messages = append(messages, store.Message{Pictures: &store.Pictures{Charts: charts, Election: p.election, Area: p.area,
				Language: to.lang.String(), At: today.now}})
		}
		messages = append(messages, store.Message{Text: text, Quiet: quiet, Buttons: cards.DigestButtons(sum, to.lang)})
		seen = append(seen, store.Sight{By: to.person.ID, Area: p.area, Through: "digest"})
		for i := range messages { // one that still waits when the next comes is not sent any more
			if messages[i].Series == "" {
				messages[i].Series, messages[i].Edition = "digest:"+string(p.election)+":"+string(p.area), today.now.Format(time.RFC3339)
			}
		}
	}
	if to.prefs.Ledger && len(messages) > 0 {
		paper := store.LedgerPaperOf(to.person.ID, to.user, to.lang)
		messages = append(messages, store.Message{Text: document.LedgerCaption(to.lang), Paper: &paper, Quiet: true, Series: "ledger", Edition: today.now.Format(time.RFC3339)})
	}
	return messages, seen, nil
}

// summary is what the digest of a place says, read once for all who get it, and
// what the last one said.
func (r *Reminders) summary(ctx context.Context, e election.Election, p place, today edition) (election.Summary, error) {
	if sum, has := today.read[p]; has {
		return sum, nil
	}
	sum, err := r.store.Summary(ctx, e, p.area, today.now)
	if err != nil {
		return sum, err
	}
	if sum.Before, err = r.store.NextDigest(ctx, sum, today.planned); err != nil {
		return sum, err
	}
	today.read[p] = sum
	return sum, nil
}

// place is an area of an election.
type place struct {
	election election.ElectionID
	area     election.Area
}

// places are those whose digest a person gets.
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
