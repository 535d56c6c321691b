package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// Telegram ends a request for updates when another one comes with the same
// token. Of the replicas on one Redis only the holder of the lease asks; one
// that lost the lease without knowing stops within the lease's time. So if
// requests go on being ended while the lease holds, somebody asks who does not
// share this Redis: a copy of the bot that was forgotten, or a stolen token.
// Both would take a part of the reports, and number them alike. So the bot
// stops asking, until somebody who knows says that it is alone.
const (
	foreignAfter = 2 * leadTime     // from the first request that was ended to the last
	foreignMost  = 4                // requests that were ended in it
	foreignGap   = 30 * time.Second // without one, they are counted anew; longer than Telegram holds a request open
)

// errForeign means that another request for updates has ended this one.
var errForeign = errors.New("another process asks for updates with this token")

// conflicts counts the requests of one turn that were ended by another's.
type conflicts struct {
	n           int
	first, last time.Time
}

// prove counts one more, and reports whether that proves a foreign poller.
func (c *conflicts) prove(at time.Time) bool {
	if c.n == 0 || at.Sub(c.last) > foreignGap {
		*c = conflicts{first: at}
	}
	c.n, c.last = c.n+1, at
	return c.n >= foreignMost && at.Sub(c.first) >= foreignAfter
}

// standDown stops all replicas asking for updates, and tells the log and the
// offices why.
func (b *Bot) standDown(ctx context.Context) {
	at := time.Now()
	for wait := outgoing.RetrySoon; ctx.Err() == nil; wait = min(2*wait, outgoing.RetryLate) {
		err := store.StandDown(ctx, b.redis, at)
		if err == nil {
			err = b.tellOffices(ctx, fmt.Sprintf("foreign:%d", at.Unix()), "foreign", wordsForeign())
		}
		if err == nil {
			return
		}
		b.log.Error("stop asking for updates", "error", err)
		outgoing.Pause(ctx, wait)
	}
}

// untilAlone waits while no replica may ask for updates, or until ctx ends.
func (b *Bot) untilAlone(ctx context.Context) {
	for said := false; ctx.Err() == nil; outgoing.Pause(ctx, leadLook) {
		since, err := store.StandsDown(ctx, b.redis)
		switch {
		case err != nil:
			b.log.Warn("may updates be asked for", "error", err)
			continue
		case since.IsZero():
			return
		case !said:
			said = true
			b.log.Error("NOTHING IS TAKEN: another process asks for updates with this token, and has another Redis or none. Stop it, or revoke the token with "+
				"@BotFather and put the new one in place; then: huanjie run -alone", "since", since)
		}
	}
}
