package reminders

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Counters tells the office and the leading group at the start who enters counts
// a second and a third time, once for each roster. After the polling days it tells
// nobody.
func (r *Reminders) Counters(ctx context.Context) {
	if err := r.counters(ctx); err != nil && ctx.Err() == nil {
		r.o.Log.Error("tell who checks the counts", "town", r.store.Town().ID, "error", err)
	}
}

func (r *Reminders) counters(ctx context.Context) error {
	town := r.store.Town()
	ahead := func(e election.Election) bool { return !e.PollingDay.Before(town.Today(r.o.Now())) }
	if !slices.ContainsFunc(town.Elections, ahead) {
		return nil
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	for _, to := range readers {
		if !to.person.Office && !slices.Contains(town.LeadingGroup, to.person.ID) {
			continue
		}
		text := document.Counters(town, to.lang)
		once := fmt.Sprintf("counters:%x:%d", sha256.Sum256([]byte(document.Counters(town, election.Chinese))), to.user)
		m := store.Message{ID: once, Chat: to.user, Class: store.ClassDigest, Key: "counters", Move: true, Quiet: true, Text: text}
		if err := r.store.Commit(ctx, store.Commit{Once: once, Messages: []store.Message{m}}); err != nil && !errors.Is(err, store.ErrSeen) {
			return fmt.Errorf("queue %s: %w", once, err)
		}
	}
	r.o.Wake()
	return nil
}
