package outgoing

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/store"
)

// Pace is how fast the bot sends, at most. A field that is zero stands for
// Telegram's own limit (core.telegram.org/bots/faq, "My bot is hitting limits").
type Pace struct {
	PerSecond int           // requests in any second, all chats together: 30
	Chat      time.Duration // between two messages to a private chat: a second
	Group     time.Duration // between two messages to a group: three seconds, for 20 a minute
	Paid      bool          // PerSecond is more than what is free, and the rest may be paid for
}

// guard allows for jitter on the way to Telegram.
const guard = 25 * time.Millisecond

// orTelegrams replaces zero fields by Telegram's limits.
func (p Pace) orTelegrams() Pace {
	return Pace{cmp.Or(p.PerSecond, 30), cmp.Or(p.Chat, time.Second+guard), cmp.Or(p.Group, 3*time.Second+guard), p.Paid}
}

// fare returns how often a chat may be sent to. Telegram lets three messages
// through to a private chat at once. We send only two: if the first is
// delayed, the next is still not too early.
func (p Pace) fare(chat int64) store.Fare {
	if chat < 0 {
		return store.Fare{Each: p.Group, Burst: 1}
	}
	return store.Fare{Each: p.Chat, Burst: 2}
}

// aside is how many chats are sent to at once: of a bot that pays so many that its pace is kept
// though an answer takes an eighth of a second.
func (p Pace) aside() int {
	if p.Paid {
		return max(sendsAside, roomKept+p.PerSecond/8)
	}
	return sendsAside
}

// atOnce is how many messages of broadcasts leave together: what the pace lets through in the time in which
// the sender looks for more.
func (p Pace) atOnce() int { return max(2, p.PerSecond/30) }

// permit is the place taken for a chat, until a request uses it.
type permit struct {
	place store.Place
	until time.Time // end of the chat's lease by this process's clock; guarded by the shift's mutex
}

// isOver reports whether the lease has ended: this process was held up, as by
// a suspended machine, and another sender may be ahead in the chat by now.
func (p *permit) isOver() bool { return !p.until.IsZero() && time.Now().After(p.until) }

var (
	errNotSent = errors.New("not sent")                                      // no request was made
	errOver    = fmt.Errorf("%w: the chat may be another's now", errNotSent) // the lease has ended
)

// request makes one request, which counts as n messages and may take up to
// limit. It uses the place at hand, or takes new ones.
func (s *shift) request(ctx context.Context, p *permit, n int, limit time.Duration, do func(context.Context) error) error {
	places, err := s.places(ctx, p, n)
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	s.mu.Lock()
	over := p.isOver()
	s.mu.Unlock()
	if over {
		return errors.Join(errOver, s.budget.Drop(ctx, places...))
	}
	began := time.Now()
	err = do(within)
	took := time.Since(began)
	if err != nil || s.Pace.Paid { // it may have gone another way; and of so many at once, one that is slower would be too early
		took = 0
	}
	s.budget.LeaveAfter(took, places...)
	s.left.Store(true)
	if time.Now().Before(time.UnixMilli(s.busy.Load())) {
		s.Wake()
	}
	return err
}

// places returns n fresh places. Only one request at a time gathers several, and
// it holds none when it begins. Otherwise all might hold some and wait forever
// for the rest.
func (s *shift) places(ctx context.Context, p *permit, n int) (places []store.Place, err error) {
	if n == 1 && p.place.Fresh() {
		places, p.place = []store.Place{p.place}, store.Place{}
		return places, nil
	}
	s.drop(ctx, p)
	select {
	case s.gather <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", errNotSent, ctx.Err())
	}
	defer func() { <-s.gather }()
	for len(places) < n || !places[0].Fresh() {
		got, next, err := s.budget.Enter(ctx, n, places...)
		if err != nil {
			next = RetrySoon
		} else if places = got; len(places) == n {
			continue
		}
		if Pause(ctx, min(next, lookAgain)); ctx.Err() != nil {
			return nil, fmt.Errorf("%w: %w", errNotSent, ctx.Err())
		}
	}
	return places, nil
}

// drop gives an unused place back.
func (s *shift) drop(ctx context.Context, p *permit) {
	if p.place == (store.Place{}) {
		return
	}
	if err := s.budget.Drop(ctx, p.place); err != nil {
		s.Log.Debug("give a place back", "error", err) // it expires
	}
	p.place = store.Place{}
}

// refusedInRow is how many chats in a row must be refused for pace until that
// is taken to concern the whole bot. Telegram does not say which it means.
const refusedInRow = 3

// obey waits as long as Telegram says, for one chat or for all.
func (s *shift) obey(ctx context.Context, chat int64, d time.Duration) {
	s.mu.Lock()
	s.refused[chat] = true
	all := chat == 0 || len(s.refused) >= refusedInRow
	s.mu.Unlock()
	if chat != 0 {
		_ = s.insist(ctx, "wait with chat", func() error { return s.budget.Bar(ctx, chat, s.Pace.fare(chat), d) })
	}
	if all {
		s.Log.Warn("Telegram wants all to wait", "for", d)
		_ = s.insist(ctx, "wait with all", func() error { return s.budget.BarAll(ctx, d) })
	}
}

// letThrough notes that Telegram has taken a request.
func (s *shift) letThrough() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.refused)
}

// alive reports whether Telegram answers.
func (s *shift) alive(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, aliveTime)
	defer cancel()
	_, err := s.API.GetMe(ctx)
	if many, ok := errors.AsType[*tg.TooManyRequestsError](err); ok {
		s.obey(ctx, 0, time.Duration(many.RetryAfter)*time.Second+guard)
	}
	return err == nil
}

// unsure reports whether a request may have had its effect although no answer
// says so. It left, but the connection broke, the time ran out, or the answer
// was not Telegram's. An answer with 5xx is a failure.
func unsure(err error) bool {
	if err == nil || errors.Is(err, errNotSent) {
		return false
	}
	for _, known := range []error{tg.ErrorForbidden, tg.ErrorBadRequest, tg.ErrorUnauthorized, tg.ErrorTooManyRequests, tg.ErrorNotFound, tg.ErrorConflict} {
		if errors.Is(err, known) {
			return false
		}
	}
	if _, ok := errors.AsType[*tg.TooManyRequestsError](err); ok {
		return false
	}
	if _, ok := errors.AsType[*tg.MigrateError](err); ok {
		return false
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	op, ok := errors.AsType[*net.OpError](err)
	return !told(err, "error response from telegram") && !(ok && (op.Op == "dial" || op.Op == "proxyconnect"))
}
