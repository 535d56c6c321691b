package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// Verify checks what is kept of the town against its journal: at the start,
// after each start of Redis, every night, and before the digest. If the two do not agree,
// the office and the leading group are told, once.
func (r *Reminders) Verify(ctx context.Context) {
	if err := r.verify(ctx); err != nil && ctx.Err() == nil {
		r.o.Log.Error("verify", "town", r.store.Town().ID, "error", err)
	}
}

// nightly also packs what is old on record: that goes by the clock of Redis, whatever the town's is.
func (r *Reminders) nightly(ctx context.Context, _ slot) error {
	return errors.Join(r.verify(ctx), r.store.PackRecord(ctx, time.Now()))
}

func (r *Reminders) verify(ctx context.Context) error {
	found, why, err := r.store.Check(ctx, r.o.Now())
	if err != nil || why == nil {
		return err
	}
	r.o.Log.Error("THE JOURNAL AND WHAT IS KEPT DO NOT AGREE", "town", r.store.Town().ID, "since", found.Since, "error", why)
	return r.tellHeads(ctx, "amiss:"+found.Since.Format(time.RFC3339), func(l election.Language) store.Message {
		return store.Message{Class: store.ClassAlert, Key: "amiss", Move: true, Text: document.Amiss(found, r.o.Now().In(r.store.Town().Location)).In(l)}
	})
}

// tellHeads queues a message to everybody of the office and the leading group,
// once under a name.
func (r *Reminders) tellHeads(ctx context.Context, name string, message func(election.Language) store.Message) error {
	readers, err := r.readers(ctx)
	if err != nil {
		return err
	}
	for _, to := range readers {
		if !to.person.Office && !slices.Contains(r.store.Town().LeadingGroup, to.person.ID) {
			continue
		}
		once, m := fmt.Sprintf("%s:%d", name, to.user), message(to.lang)
		m.ID, m.Chat = once, to.user
		if err := r.store.Commit(ctx, store.Commit{Once: once, Messages: []store.Message{m}}); err != nil && !errors.Is(err, store.ErrSeen) {
			return fmt.Errorf("queue %s: %w", once, err)
		}
	}
	r.o.Wake()
	return nil
}
