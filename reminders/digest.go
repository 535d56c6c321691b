package reminders

import (
	"context"
	"errors"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// digest sends the daily digest 日报: to each leader of their areas, to the
// leading group and the office of the whole town. What fails for one of them does
// not keep it from the others.
func (r *Reminders) digest(ctx context.Context, planned time.Time, late bool) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	today := edition{now: r.o.Now(), late: late, read: map[place]election.Summary{}}
	var failed []error
	for _, to := range readers {
		messages, err := r.digests(ctx, to, today)
		if err == nil {
			err = r.enqueue(ctx, "digest", planned, to.user, messages...)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// edition is the digest of one time for all its readers.
type edition struct {
	now  time.Time // the same for all, so that the same pictures are drawn once
	late bool
	read map[place]election.Summary // for those before
}

// digests are those one person gets: of each place the pictures, then the text.
func (r *Reminders) digests(ctx context.Context, to reader, today edition) ([]store.Message, error) {
	var messages []store.Message
	for _, p := range r.places(to.person) {
		sum, has := today.read[p]
		if !has {
			e, _ := r.store.Town().Election(p.election)
			var err error
			if sum, err = r.store.Summary(ctx, e, p.area, today.now); err != nil {
				return nil, err
			}
			today.read[p] = sum
		}
		if charts := document.DigestCharts(sum); charts != nil {
			messages = append(messages, store.Message{Pictures: &store.Pictures{Charts: charts, Election: p.election, Area: p.area,
				Language: to.lang.String(), At: today.now}})
		}
		messages = append(messages, store.Message{Text: document.Digest(sum, to.lang, today.late)})
	}
	return messages, nil
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
