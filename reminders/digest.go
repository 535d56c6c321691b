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
	read, failed := map[place]election.Summary{}, []error{}
	for _, to := range readers {
		messages, err := r.digests(ctx, to, late, read)
		if err == nil {
			err = r.enqueue(ctx, "digest", planned, to.user, messages...)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// digests are those one person gets. What has been read for others before is in
// read.
func (r *Reminders) digests(ctx context.Context, to reader, late bool, read map[place]election.Summary) ([]store.Message, error) {
	var messages []store.Message
	for _, p := range r.places(to.person) {
		sum, has := read[p]
		if !has {
			e, _ := r.store.Town().Election(p.election)
			var err error
			if sum, err = r.store.Summary(ctx, e, p.area, r.o.Now()); err != nil {
				return nil, err
			}
			read[p] = sum
		}
		messages = append(messages, store.Message{Text: document.Digest(sum, to.lang, late)})
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
