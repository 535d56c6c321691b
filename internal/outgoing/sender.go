// Package outgoing sends what waits in the outboxes of internal/store to
// Telegram. It keeps the order in each chat, sends the most urgent first, and
// goes as fast as Telegram allows. It retries until a message has arrived or
// is known to be refused. It makes pictures and documents when they are sent,
// pins announcements, and reports the outcome of broadcasts.
package outgoing

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// A sender keeps its chats only as long as it renews their leases. If it is
// killed, they are free after one lease.
const (
	lease       = 3 * time.Second
	renewal     = lease / 6
	sendTime    = 12 * time.Second       // for one request
	sendsAside  = 48                     // chats being sent to at once
	roomKept    = 16                     // of them kept for messages that are no broadcasts
	tapsAside   = 16                     // taps being answered at once
	callsMost   = 16                     // towns checked at once
	lookAgain   = 200 * time.Millisecond // for what other replicas queued
	sweepAfter  = time.Second            // for messages nobody rang for
	sweepMost   = 128                    // towns checked in one sweep
	aliveTime   = 3 * time.Second        // for Telegram's answer to GetMe
	sendsMost   = 4                      // tries of a message that fails although Telegram answers
	resendsMost = 1                      // repeats of a message that may have arrived
	resendsWait = 4                      // of one that somebody waits for
)

// Options are what a sender needs.
type Options struct {
	API   *API // made by Dial
	Token string
	Redis redis.UniversalClient
	Towns []*store.Store
	Now   func() time.Time // the towns' clock
	Log   *slog.Logger
	Pace  Pace

	// Client fetches files from Telegram. Decode makes UTF-8 of a text file.
	Client *http.Client
	Decode func([]byte) ([]byte, error)

	// Preview says what a roster would do to a town; nil if nobody can.
	Preview func(id election.TownID, name string, data []byte) Preview

	// Table reads a table of an officer: what they would type, or why it is not read.
	Table func(data []byte) (text string, note, wrong election.Phrase)

	// Pack writes the documents of a town's archive; nil if nobody can.
	Pack func(ctx context.Context, s *store.Store, w io.Writer) error

	Who string // this replica, among those that serve the same towns
}

// Sender sends what waits in the outboxes of some towns and of the lobby.
type Sender struct {
	Options
	all   store.Towns
	lobby *store.Store
	wake  chan struct{} // there is something to send
	at    atomic.Pointer[shift]
}

// New returns a sender.
func New(o Options) *Sender {
	s := &Sender{Options: o, all: store.TownsOf(o.Towns), lobby: store.Lobby(o.Redis), wake: make(chan struct{}, 1)}
	s.Pace = o.Pace.orTelegrams()
	return s
}

// Wake tells the sender that there is something to send.
func (s *Sender) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Send sends what the outboxes hold until ctx ends, and then finishes what is
// under way. Nothing else talks to chats.
func (s *Sender) Send(ctx context.Context) error {
	work, stop := Linger(ctx)
	defer stop()
	at := newShift(s)
	at.work = work
	s.at.Store(at)
	var renewing sync.WaitGroup
	renewed, stopRenewing := context.WithCancel(work)
	renewing.Go(func() { at.renew(renewed) })
	at.loop(ctx, work)
	s.at.Store(nil)
	at.end()
	at.under.Wait()
	stopRenewing()
	renewing.Wait()
	if err := at.budget.Yield(work, true); err != nil {
		s.Log.Debug("give up the pace", "error", err) // the lease ends
	}
	return nil
}

// shift is one call of Send.
type shift struct {
	*Sender
	budget *store.Budget
	gather chan struct{} // a place for the one who takes several places
	room   chan struct{} // a place for each chat being sent to
	taps   chan struct{} // a place for each tap being answered
	easel  *easel
	under  sync.WaitGroup
	work   context.Context // of what is under way

	ending sync.Mutex
	ended  bool // nothing more begins

	// Used by the loop only.
	stores    []*store.Store
	swept     time.Time
	sweepFrom int
	full      time.Time // no request may be made until then
	vague     bool      // full may end sooner, when a request under way is answered
	steady    time.Time // when the next message of a broadcast may leave

	queue queue

	left atomic.Bool  // places were given back
	busy atomic.Int64 // unix ms: until then replies wait for their turn

	mu      sync.Mutex // also held while chats are taken, renewed or settled
	away    absence
	held    map[lane]*parcel
	failed  map[lane]failure
	refused map[int64]bool // chats refused for pace since the last success
}

// Number is the number of the bot that has a token.
func Number(token string) string {
	number, _, _ := strings.Cut(token, ":")
	return number
}

func newShift(out *Sender) *shift {
	budget := store.OpenBudget(out.Redis, Number(out.Token), out.Pace.PerSecond)
	budget.SendAlone(renewal, out.Pace.fare(1), out.Pace.fare(-1))
	return &shift{Sender: out, budget: budget, gather: make(chan struct{}, 1),
		room: make(chan struct{}, out.Pace.aside()), taps: make(chan struct{}, tapsAside), easel: newEasel(),
		stores: slices.Concat(out.Towns, []*store.Store{out.lobby}),
		held:   map[lane]*parcel{}, failed: map[lane]failure{}, refused: map[int64]bool{}}
}

// end lets nothing more begin.
func (s *shift) end() {
	s.ending.Lock()
	defer s.ending.Unlock()
	s.ended = true
}

// isEnded reports whether nothing more begins.
func (s *shift) isEnded() bool {
	s.ending.Lock()
	defer s.ending.Unlock()
	return s.ended
}

func (s *shift) loop(ctx, work context.Context) {
	for ctx.Err() == nil {
		t := time.NewTimer(s.round(work))
		select {
		case <-ctx.Done():
		case <-t.C:
		case <-s.wake:
		}
		t.Stop()
	}
}

// round sends what may be sent now, in all towns, the most urgent first. It
// returns how long to wait before there can be more. A round that has begun when
// the bot stops is finished: chats that it has taken would wait for their lease.
func (s *shift) round(ctx context.Context) time.Duration {
	s.sweep(ctx)
	asked := time.Now()
	calls, err := store.Hear(ctx, s.Redis, asked, s.upTo(asked), callsMost)
	if err != nil {
		s.complain(ctx, "look for messages", err)
		return lookAgain
	}
	var heeded []store.Heeded
	for _, call := range calls {
		st := s.all.Of(call.Town)
		if call.Town == store.LobbyID {
			st = s.lobby
		}
		if st == nil {
			continue // another replica serves it
		}
		next, err := s.heed(ctx, st, call.Class)
		if err != nil {
			s.complain(ctx, "take messages", err)
			continue // the call comes again when the claim ends
		}
		heeded = append(heeded, store.Heeded{Call: call, Next: next})
	}
	if err := store.Heed(ctx, s.Redis, heeded...); err != nil {
		s.complain(ctx, "look for messages", err)
	}
	if len(calls) > 0 {
		return 0
	}
	return s.idle(asked)
}

// upTo returns the least urgent class that may be sent now.
func (s *shift) upTo(now time.Time) store.Class {
	if s.left.Swap(false) && s.vague {
		s.full = time.Time{}
	}
	free := cap(s.room) - len(s.room)
	switch {
	case now.Before(s.full) || free == 0 || s.resting(now):
		return store.ClassAnswer
	case now.Before(s.steady) || free <= roomKept:
		return store.ClassAlert
	}
	return store.ClassAnnouncement
}

// idle returns how long to wait for more, counted from when messages were last
// asked for.
func (s *shift) idle(asked time.Time) time.Duration {
	wait := lookAgain
	for _, t := range []time.Time{s.full, s.steady} {
		if t.After(asked) {
			wait = min(wait, max(0, time.Until(t)))
		}
	}
	return wait
}

// heed takes the messages of a class in one town, as many as there is room
// for, and starts sending them. next is when there is more; zero if there is
// none.
func (s *shift) heed(ctx context.Context, st *store.Store, class store.Class) (next time.Time, err error) {
	if class == store.ClassAnswer {
		return s.answers(ctx, st)
	}
	now := time.Now()
	if s.upTo(now) < class { // no longer allowed since the call was heard
		return now, nil
	}
	most := cap(s.room) - len(s.room)
	if class >= store.ClassDigest {
		most = s.measured(now)
	}
	places, another, err := s.budget.Enter(ctx, s.mayTry(most))
	if err != nil {
		return now, err
	}
	if another > 0 { // another replica may give one back before
		s.full, s.vague = now.Add(min(another, lookAgain)), another > time.Second
		s.busy.Store(s.full.UnixMilli())
	}
	if len(places) == 0 {
		return now, nil
	}
	parcels, next, err := s.take(ctx, st, class, places)
	if len(parcels) < len(places) {
		s.full = time.Time{}
	}
	s.trying(len(parcels))
	for _, p := range parcels {
		s.start(s.room, func() { s.deliver(ctx, p) })
	}
	return next, err
}

// measured returns how many messages of broadcasts may leave now. They leave
// at an even pace, so few are under way at any moment. Then few are repeated
// after a kill, and urgent ones soon find a place.
func (s *shift) measured(now time.Time) int {
	each := time.Second / time.Duration(s.Pace.PerSecond)
	most := s.Pace.atOnce()
	if behind := now.Add(-time.Duration(most) * each); s.steady.Before(behind) {
		s.steady = behind
	}
	n := min(most, 1+int(now.Sub(s.steady)/each))
	s.steady = s.steady.Add(time.Duration(n) * each)
	return n
}

// answers starts answering taps.
func (s *shift) answers(ctx context.Context, st *store.Store) (next time.Time, err error) {
	free := cap(s.taps) - len(s.taps)
	if free == 0 {
		return time.Now().Add(lookAgain / 4), nil
	}
	answers, err := st.TakeAnswers(ctx, free)
	for _, a := range answers {
		s.start(s.taps, func() { s.answer(ctx, st, a) })
	}
	if len(answers) == free {
		next = time.Now()
	}
	return next, err
}

// start runs f in a place of room, and wakes the sender when it is done.
func (s *shift) start(room chan struct{}, f func()) {
	room <- struct{}{}
	s.under.Go(func() {
		f()
		<-room
		s.Wake()
	})
}

// sweep checks some of the towns, in turn, for messages nobody rang for. It
// also reports complete broadcasts that were not reported.
func (s *shift) sweep(ctx context.Context) {
	if time.Since(s.swept) < sweepAfter {
		return
	}
	s.swept = time.Now()
	some := s.stores[s.sweepFrom:min(s.sweepFrom+sweepMost, len(s.stores))]
	if s.sweepFrom += len(some); s.sweepFrom == len(s.stores) {
		s.sweepFrom = 0
	}
	broadcasting, err := store.Overlooked(ctx, s.Redis, some, s.swept)
	if err != nil {
		s.complain(ctx, "look for messages", err)
	}
	for _, st := range broadcasting {
		s.under.Go(func() { s.reportComplete(ctx, st) })
	}
}
