package bot

import (
	"context"
	"time"
)

// Telegram's limits (core.telegram.org/bots/faq, "My bot is hitting limits"),
// with a guard against the jitter of the way.
const (
	guard        = 25 * time.Millisecond
	perSecond    = 30                    // requests within any second, all chats together
	betweenChat  = time.Second + guard   // to one private chat
	betweenGroup = 3*time.Second + guard // to one group: 20 a minute
)

// pace lets at most perSecond requests into any one second as Telegram counts
// them. Telegram counts a request some time between its leaving and its answer,
// so a place is taken before the request leaves and given back a second after
// its answer: however slow or uneven the way, no second ever holds more.
type pace struct {
	places chan struct{}
	gather chan struct{} // a place for the one who takes several places
}

// newPace begins with every place taken, for a second: a sender that was stopped
// or killed just now may have used them all, and a refusal costs more.
func newPace() pace {
	p := pace{make(chan struct{}, perSecond), make(chan struct{}, 1)}
	for range perSecond {
		p.places <- struct{}{}
		p.leave()
	}
	return p
}

// leave gives a place back a second from now.
func (p pace) leave() { time.AfterFunc(time.Second+guard, func() { <-p.places }) }

// enter takes n places. Only one takes several at a time, or all might hold some
// and wait for ever for the rest.
func (p pace) enter(ctx context.Context, n int) error {
	if n > 1 {
		select {
		case p.gather <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		defer func() { <-p.gather }()
	}
	for taken := range n {
		select {
		case p.places <- struct{}{}:
		case <-ctx.Done():
			for range taken {
				p.leave()
			}
			return ctx.Err()
		}
	}
	return nil
}

// run makes one request, that counts as n and may take so long, when there are
// places for it, or returns the error of ctx.
func (p pace) run(ctx context.Context, n int, limit time.Duration, request func(context.Context) error) error {
	if err := p.enter(ctx, n); err != nil {
		return err
	}
	defer func() {
		for range n {
			p.leave()
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return request(ctx)
}
