// Package outgoing sends what waits in the outboxes of internal/store to
// Telegram. It keeps the order in each chat, sends the most urgent first, and
// goes as fast as Telegram allows. It retries until a message has arrived or
// is known to be refused. It makes pictures and documents when they are sent,
// pins announcements, and reports the outcome of broadcasts.
package outgoing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
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
	API   *tg.Bot // made by Dial
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

	// Pack writes the documents of a town's archive; nil if nobody can.
	Pack func(ctx context.Context, s *store.Store, w io.Writer) error

	Who string // this replica, among those that serve the same towns
}

// Sender sends what waits in the outboxes of some towns and of the lobby.
type Sender struct {
	Options
	byID  map[election.TownID]*store.Store
	lobby *store.Store
	wake  chan struct{} // there is something to send
}

// New returns a sender.
func New(o Options) *Sender {
	s := &Sender{Options: o, byID: map[election.TownID]*store.Store{}, lobby: store.Lobby(o.Redis), wake: make(chan struct{}, 1)}
	s.Pace = o.Pace.orTelegrams()
	for _, st := range o.Towns {
		s.byID[st.Town().ID] = st
	}
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
	var renewing sync.WaitGroup
	renewed, stopRenewing := context.WithCancel(work)
	renewing.Go(func() { at.renew(renewed) })
	at.loop(ctx, work)
	at.under.Wait()
	stopRenewing()
	renewing.Wait()
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

	// Used by the loop only.
	stores    []*store.Store
	swept     time.Time
	sweepFrom int
	full      time.Time // no request may be made until then
	vague     bool      // full may end sooner, when a request under way is answered
	steady    time.Time // when the next message of a broadcast may leave

	left atomic.Bool // places were given back

	mu      sync.Mutex // also held while chats are taken, renewed or settled
	away    absence
	held    map[lane]*parcel
	failed  map[lane]failure
	refused map[int64]bool // chats refused for pace since the last success
}

// lane is a queue that is sent in order: the messages of one class to one
// chat.
type lane struct {
	town  election.TownID
	chat  int64
	class store.Class
}

// parcel is a lane that is being sent from.
type parcel struct {
	store.Waiting
	lane  lane
	store *store.Store
	permit
	free    time.Time       // when the next may be sent to this chat
	drawing *store.Pictures // that only this sender is drawing
}

// failure counts the tries of the first message of a lane.
type failure struct {
	message string
	tries   int
	alone   int // tries that failed although Telegram answered
}

func newShift(out *Sender) *shift {
	number, _, _ := strings.Cut(out.Token, ":")
	return &shift{Sender: out, budget: store.OpenBudget(out.Redis, number, out.Pace.PerSecond), gather: make(chan struct{}, 1),
		room: make(chan struct{}, sendsAside), taps: make(chan struct{}, tapsAside), easel: newEasel(),
		stores: slices.Concat(out.Towns, []*store.Store{out.lobby}),
		held:   map[lane]*parcel{}, failed: map[lane]failure{}, refused: map[int64]bool{}}
}

func (s *shift) loop(ctx, work context.Context) {
	for ctx.Err() == nil {
		t := time.NewTimer(s.round(ctx, work))
		select {
		case <-ctx.Done():
		case <-t.C:
		case <-s.wake:
		}
		t.Stop()
	}
}

// round sends what may be sent now, in all towns, the most urgent first. It
// returns how long to wait before there can be more.
func (s *shift) round(ctx, work context.Context) time.Duration {
	s.sweep(ctx, work)
	asked := time.Now()
	calls, err := store.Hear(ctx, s.Redis, asked, s.upTo(asked), callsMost)
	if err != nil {
		s.complain(ctx, "look for messages", err)
		return lookAgain
	}
	var heeded []store.Heeded
	for _, call := range calls {
		st := s.byID[call.Town]
		if call.Town == store.LobbyID {
			st = s.lobby
		}
		if st == nil {
			continue // another replica serves it
		}
		next, err := s.heed(ctx, work, st, call.Class)
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
func (s *shift) heed(ctx, work context.Context, st *store.Store, class store.Class) (next time.Time, err error) {
	if class == store.ClassAnswer {
		return s.answers(ctx, work, st)
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
		s.start(s.room, func() { s.deliver(work, p) })
	}
	return next, err
}

// measured returns how many messages of broadcasts may leave now. They leave
// at an even pace, so few are under way at any moment. Then few are repeated
// after a kill, and urgent ones soon find a place.
func (s *shift) measured(now time.Time) int {
	each := time.Second / time.Duration(s.Pace.PerSecond)
	if s.steady.Before(now.Add(-2 * each)) {
		s.steady = now.Add(-2 * each)
	}
	n := min(2, 1+int(now.Sub(s.steady)/each))
	s.steady = s.steady.Add(time.Duration(n) * each)
	return n
}

// answers starts answering taps.
func (s *shift) answers(ctx, work context.Context, st *store.Store) (next time.Time, err error) {
	free := cap(s.taps) - len(s.taps)
	if free == 0 {
		return time.Now().Add(lookAgain / 4), nil
	}
	answers, err := st.TakeAnswers(ctx, free)
	for _, a := range answers {
		s.start(s.taps, func() { s.answer(work, st, a) })
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

// take takes lanes to send from, one for each place. A lane that is still
// being sent from is skipped: its lease was lost on a busy machine.
func (s *shift) take(ctx context.Context, st *store.Store, class store.Class, places []store.Place) (mine []*parcel, next time.Time, err error) {
	s.mu.Lock() // no lane may be settled between reading and holding it
	until := time.Now().Add(lease)
	taken, next, err := st.Take(ctx, class, time.Now(), lease, len(places))
	for _, w := range taken {
		l := lane{st.Town().ID, w.Chat, class}
		if s.held[l] != nil {
			continue
		}
		p := &parcel{Waiting: w, lane: l, store: st, permit: permit{places[0], until}}
		places = places[1:]
		s.held[l] = p
		mine = append(mine, p)
	}
	s.mu.Unlock()
	if lost := s.budget.Drop(ctx, places...); lost != nil {
		s.complain(ctx, "give places back", lost)
	}
	if err != nil {
		return nil, next, err
	}
	return s.admitted(ctx, mine), next, nil
}

// admitted returns the lanes whose chats may be sent to now. The others, and
// the empty ones, are given back until they may.
func (s *shift) admitted(ctx context.Context, all []*parcel) (may []*parcel) {
	passages := make([]store.Passage, len(all))
	for i, p := range all {
		passages[i] = store.Passage{Chat: p.Chat, Fare: s.Pace.fare(p.Chat), N: min(1, len(p.Messages))}
	}
	asked := time.Now()
	got, err := s.budget.Admit(ctx, passages...)
	for i, p := range all {
		switch {
		case err != nil:
			s.complain(ctx, "ask whether a chat may be sent to", err)
			s.settle(ctx, p, store.Settlement{Tries: p.Tried, Free: time.Now().Add(lookAgain)})
		case got[i].Wait > 0 || len(p.Messages) == 0:
			s.settle(ctx, p, store.Settlement{Tries: p.Tried, Free: time.Now().Add(got[i].Wait)})
		default:
			p.free = asked.Add(got[i].After)
			may = append(may, p)
		}
	}
	return may
}

// sweep checks some of the towns, in turn, for messages nobody rang for. It
// also reports complete broadcasts that were not reported.
func (s *shift) sweep(ctx, work context.Context) {
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
		s.under.Go(func() { s.reportComplete(work, st) })
	}
}

// renew renews the leases of lanes and pictures that are being sent or drawn,
// however slow Telegram is.
func (s *shift) renew(ctx context.Context) {
	tick := time.NewTicker(renewal)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.renewAll(ctx); err != nil {
			s.complain(ctx, "renew lease", err) // Redis is away, for every sender
		}
	}
}

func (s *shift) renewAll(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	byStore, until := map[*store.Store][]*parcel{}, time.Now().Add(lease)
	for _, p := range s.held {
		if p.isOver() {
			continue // another sender may have it
		}
		byStore[p.store] = append(byStore[p.store], p)
		if p.drawing != nil {
			if _, err := p.store.ClaimPictures(ctx, *p.drawing, s.Who, lease); err != nil {
				return err
			}
		}
	}
	for st, all := range byStore {
		var waiting []store.Waiting
		for _, p := range all {
			waiting = append(waiting, p.Waiting)
		}
		if err := st.Renew(ctx, until, waiting...); err != nil {
			return err
		}
		for _, p := range all {
			p.until = until
		}
	}
	return nil
}

// answer answers a tap. It counts towards no limit and is tried once.
func (s *shift) answer(ctx context.Context, st *store.Store, a store.Answer) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	text := a.Text
	if text != "" {
		text = shortened(marked(st, text), 200)
	}
	if _, err := s.API.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: a.Query, Text: text}); err != nil {
		s.Log.Debug("answer tap", "query", a.Query, "error", s.clean(err))
	}
}

// deliver sends the next message of a lane and settles what is done.
func (s *shift) deliver(ctx context.Context, p *parcel) {
	old := superseded(p.Messages)
	done, m, _ := next(p.Messages[old:])
	var how store.Settlement
	for _, passed := range p.Messages[:old+done-1] {
		how.Endings = append(how.Endings, store.Ending{Message: passed, Outcome: store.Superseded})
	}
	if old > 0 && p.Tried > 0 {
		how.Endings[0].Outcome = store.Perhaps
		s.mu.Lock() // renew reads it
		p.Tried = 0
		s.mu.Unlock()
	}
	number, err := s.post(ctx, p, m)
	s.drop(ctx, &p.permit)
	if errors.Is(err, errOver) {
		s.Log.Warn("left to another", "chat", m.Chat, "message", m.ID, "error", err)
		s.mu.Lock()
		delete(s.held, p.lane)
		s.mu.Unlock()
		return
	}
	if !unsure(err) && !errors.Is(err, errNotSent) && !told(err, "too many requests") {
		s.letThrough()
	}
	f := s.judge(ctx, p, m, err)
	switch {
	case f.outcome != "":
		how.Endings = append(how.Endings, store.Ending{Message: m, Outcome: f.outcome, Number: number, Why: f.why})
	case old == 0: // the messages merged into it wait too
		how.Endings = nil
	default:
		how.Endings = how.Endings[:old]
	}
	for _, lost := range p.Messages[old+done:] {
		if f.all {
			how.Endings = append(how.Endings, store.Ending{Message: lost, Outcome: f.outcome, Why: f.why})
		}
	}
	how.Tries, how.Free = f.tries, time.Now().Add(f.wait)
	if how.Free.Before(p.free) {
		how.Free = p.free
	}
	switch {
	case f.away:
		s.absent()
	case !errors.Is(err, errPerhaps) && !errors.Is(err, errElsewhere):
		s.back()
	}
	s.settle(ctx, p, how)
}

// superseded returns how many of the first messages are older editions of one
// that waits after them.
func superseded(waiting []store.Message) (n int) {
	for n < len(waiting) && waiting[n].Series != "" && slices.ContainsFunc(waiting[n+1:], func(later store.Message) bool {
		return later.Series == waiting[n].Series && later.Edition != waiting[n].Edition
	}) {
		n++
	}
	return n
}

// next returns the message to send: the first, or the last of those directly
// after it under the same key. done is how many messages it settles.
func next(waiting []store.Message) (done int, m store.Message, ok bool) {
	if len(waiting) == 0 {
		return 0, store.Message{}, false
	}
	m, done = waiting[0], 1
	for _, later := range waiting[1:] {
		if m.Key == "" || later.Key != m.Key || m.Last {
			break
		}
		later.Move, later.Pin, later.Unpin = later.Move || m.Move, later.Pin || m.Pin, later.Unpin || m.Unpin
		m, done = later, done+1
	}
	return done, m, true
}

// fate is the result of a try to send a message.
type fate struct {
	outcome store.Outcome // how it ended; "" if it is to be tried again
	why     string        // why it was refused
	all     bool          // the ones after it are refused too
	tries   int           // tries after which it is unknown whether it arrived
	wait    time.Duration // until it is tried again
	away    bool          // it is tried again when Telegram is back
}

// judge decides what a reply of Telegram means.
func (s *shift) judge(ctx context.Context, p *parcel, m store.Message, err error) fate {
	var many *tg.TooManyRequestsError
	var moved *tg.MigrateError
	switch {
	case err == nil:
		return fate{outcome: store.Sent}
	case errors.As(err, &many):
		wait := time.Duration(many.RetryAfter)*time.Second + guard
		s.obey(ctx, p.Chat, wait)
		return fate{tries: p.Tried, wait: wait}
	case errors.As(err, &moved):
		s.insist(ctx, "move group", func() error { return p.store.Migrate(ctx, p.Chat, int64(moved.MigrateToChatID)) })
		return fate{} // the lists have moved with the group
	case unreachable(err):
		why := s.clean(err).Error()
		s.Log.Warn("chat refuses messages", "chat", p.Chat, "dropped", len(p.Messages), "error", why)
		s.insist(ctx, "mark chat", func() error { return p.store.Unreachable(ctx, p.Chat, why) })
		s.tellLost(ctx, p, m, why)
		return fate{outcome: store.Refused, why: why, all: true}
	case errors.Is(err, tg.ErrorBadRequest):
		return s.give(ctx, p, m, err)
	case errors.Is(err, errPerhaps):
		s.Log.Warn("perhaps sent", "chat", m.Chat, "message", m.ID, "error", s.clean(err))
		return fate{outcome: store.Perhaps}
	case errors.Is(err, errElsewhere):
		return fate{tries: p.Tried, wait: lookAgain}
	}
	f := s.again(ctx, p, m, err)
	if f.outcome == store.Refused {
		return s.give(ctx, p, m, err)
	}
	return f
}

// again decides whether a message is tried once more after a failure on the
// way, and when. While Telegram is away no try counts. A message that keeps
// failing although Telegram answers is given up, so that its chat goes on.
func (s *shift) again(ctx context.Context, p *parcel, m store.Message, err error) fate {
	s.Log.Warn("send again", "chat", m.Chat, "message", m.ID, "error", s.clean(err))
	alive := s.alive(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.failed[p.lane]
	if f.message != m.ID {
		f = failure{message: m.ID}
	}
	f.tries++
	if alive {
		f.alone++
	}
	s.failed[p.lane] = f
	next := fate{tries: p.Tried, wait: min(time.Second<<min(f.tries-1, 10), RetryLate), away: !alive}
	if !alive {
		next.wait = 0
	}
	switch {
	case errors.Is(err, errMaybe):
		next.tries++
	case f.alone >= sendsMost:
		next.outcome = store.Refused
	}
	return next
}

// give puts aside a message that cannot be sent, so that it can be looked at.
func (s *shift) give(ctx context.Context, p *parcel, m store.Message, why error) fate {
	refusal := s.clean(why).Error()
	why = s.clean(fmt.Errorf("send message %s to chat %d: %w", m.ID, m.Chat, why))
	s.Log.Error("message put aside", "error", why)
	raw, err := json.Marshal(m)
	if err != nil {
		raw = nil
	}
	s.tellLost(ctx, p, m, refusal)
	_ = s.insist(ctx, "put message aside", func() error { return p.store.Bury(ctx, raw, why.Error(), s.Now()) })
	return fate{outcome: store.Refused, why: refusal}
}

// settle removes from the lane what is done, and gives the lane back.
func (s *shift) settle(ctx context.Context, p *parcel, how store.Settlement) {
	s.drop(ctx, &p.permit)
	left, complete := 0, []string(nil)
	s.insist(ctx, "settle chat", func() (err error) {
		s.mu.Lock() // no renewal and no take in between
		defer s.mu.Unlock()
		if left, complete, err = p.store.SettleLane(ctx, p.Waiting, how); err != nil {
			return err
		}
		delete(s.held, p.lane)
		if len(how.Endings) > 0 {
			delete(s.failed, p.lane)
		}
		return nil
	})
	if left > 0 {
		if err := p.store.Ring(ctx, how.Free, p.Class); err != nil {
			s.complain(ctx, "ring for a chat", err)
		}
		time.AfterFunc(time.Until(how.Free), s.Wake)
	}
	if len(complete) > 0 {
		s.reportComplete(ctx, p.store)
	}
}

// complain logs an error of Redis, unless the bot is stopping.
func (s *shift) complain(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		s.Log.Error(what, "error", err)
	}
}

// insist calls do until it succeeds or ctx ends. A sent message must not be
// repeated just because Redis was away when it was to be noted.
func (s *shift) insist(ctx context.Context, what string, do func() error) error {
	for wait := RetrySoon; ; wait = min(2*wait, RetryLate) {
		err := do()
		if err == nil {
			return nil
		}
		s.Log.Error(what, "error", err)
		if ctx.Err() != nil {
			return err
		}
		Pause(ctx, wait)
	}
}
