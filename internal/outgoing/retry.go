package outgoing

import (
	"context"
	"time"
)

// How long Telegram and Redis are waited for before they are tried again, by
// those who send and by those who receive: a little longer each time.
const (
	RetrySoon = 100 * time.Millisecond
	RetryLate = 5 * time.Second
)

// stopTime is how long there is to finish what is under way when the bot stops.
const stopTime = 8 * time.Second

// Pause waits for a while, or until ctx ends.
func Pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// Linger returns a context that ends eight seconds after its parent does: enough to
// finish what is under way when the bot stops.
func Linger(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	unhook := context.AfterFunc(parent, func() { time.AfterFunc(stopTime, cancel) })
	return ctx, func() { unhook(); cancel() }
}
