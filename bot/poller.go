package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
	"time"

	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// Telegram lets one process ask for updates at a time. The replica that holds
// the lease does; the others look now and then whether it is free. One that was
// killed is replaced when its lease is over, one that stops gives it back.
const (
	leadTime    = 3 * time.Second
	leadRenewal = leadTime / 4
	leadLook    = time.Second // at most, between two looks
)

// replica names this process among those that serve the same towns.
func replica() string {
	var b [8]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// inTurn waits until it is this replica's turn to ask for updates and lets poll
// do so: held ends when the turn is over or ctx ends. What is committed under
// held is fenced: refused once a later poller has begun.
func (b *Bot) inTurn(ctx context.Context, poll func(held, ctx context.Context)) {
	term, since := b.lead(ctx)
	if term == 0 {
		return
	}
	b.counts.Leads.Store(true)
	defer b.counts.Leads.Store(false)
	b.log.Info("asking for updates", "term", term)
	held, over := context.WithCancel(store.Fenced(ctx, term))
	var holding sync.WaitGroup
	holding.Go(func() {
		defer over()
		b.hold(held, term, since)
	})
	poll(held, ctx)
	over()
	holding.Wait()
	if ctx.Err() == nil {
		b.log.Warn("another replica may ask for updates now", "term", term)
		return
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := store.StepDown(last, b.redis, b.who); err != nil {
		b.log.Warn("give up being the poller", "error", err) // its lease will be over soon
	}
}

// lead waits until this replica is the poller, and since when by its own clock;
// 0 if ctx ends first.
func (b *Bot) lead(ctx context.Context) (term int64, since time.Time) {
	for ctx.Err() == nil {
		since = time.Now()
		term, left, err := store.Lead(ctx, b.redis, b.who, leadTime)
		switch {
		case err == nil && term != 0:
			return term, since
		case err != nil && ctx.Err() == nil:
			b.log.Warn("find out who asks for updates", "error", err)
			left = leadLook
		}
		outgoing.Pause(ctx, min(left+time.Millisecond, leadLook))
	}
	return 0, since
}

// hold renews the lease until ctx ends or the lease is lost: to another replica,
// or because it could not be renewed in its time. It is over for this replica
// a little before it is for the others, as its time counts from before the
// request.
func (b *Bot) hold(ctx context.Context, term int64, since time.Time) {
	tick := time.NewTicker(leadRenewal)
	defer tick.Stop()
	for until := since.Add(leadTime); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		asked := time.Now()
		asking, cancel := context.WithDeadline(ctx, until)
		now, _, err := store.Lead(asking, b.redis, b.who, leadTime)
		cancel()
		switch {
		case err == nil && now != term:
			return
		case err == nil:
			until = asked.Add(leadTime)
		case !time.Now().Before(until):
			return
		}
	}
}
