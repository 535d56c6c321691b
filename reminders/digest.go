package reminders

import (
	"context"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// digest sends the daily digest 日报: to each leader of their areas, to the
// leading group and the office of the whole town.
func (r *Reminders) digest(ctx context.Context, planned time.Time, late bool) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	read := map[place]election.Summary{}
	for _, to := range readers {
		var messages []store.Message
		for _, p := range r.places(to.person) {
			sum, has := read[p]
			if !has {
				e, _ := r.store.Town().Election(p.election)
				if sum, err = r.store.Summary(ctx, e, p.area, r.o.Now()); err != nil {
					return err
				}
				read[p] = sum
			}
			messages = append(messages, store.Message{Text: document.Digest(sum, to.lang, late)})
		}
		if len(messages) == 0 {
			continue
		}
		if err := r.enqueue(ctx, "digest", planned, to.user, messages...); err != nil {
			return err
		}
	}
	return nil
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
