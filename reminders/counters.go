package reminders

import (
	"context"
	"crypto/sha256"
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
	name := fmt.Sprintf("counters:%x", sha256.Sum256([]byte(document.Counters(town, election.Chinese))))
	return r.tellHeads(ctx, name, func(l election.Language) store.Message {
		return store.Message{Class: store.ClassDigest, Key: "counters", Move: true, Quiet: true, Text: document.Counters(town, l)}
	})
}
