package outgoing

import (
	"context"
	"time"
)

// How long to wait before Telegram or Redis is tried again, in sending and
// receiving. The waits grow from the first to the second.
const (
	RetrySoon = 100 * time.Millisecond
	RetryLate = 5 * time.Second
)

// stopTime is how long work under way may take to finish when the bot stops.
const stopTime = 8 * time.Second

// Pause waits for d, or until ctx ends.
func Pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// Linger returns a context that ends eight seconds after its parent does. That
// is enough to finish what is under way when the bot stops.
func Linger(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	unhook := context.AfterFunc(parent, func() { time.AfterFunc(stopTime, cancel) })
	return ctx, func() { unhook(); cancel() }
}
