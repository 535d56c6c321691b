package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"

	"huanjie/internal/store"
)

// A chat is this sender's only as long as it says so again and again: the chats
// of a sender that was killed are free after one lease.
const (
	lease      = 3 * time.Second
	renewal    = lease / 6
	sendTime   = 12 * time.Second       // for one request
	sendsAside = 48                     // chats being sent to at once
	tapsAside  = 16                     // taps being answered at once
	lookAgain  = 200 * time.Millisecond // for what other replicas queued
	aliveTime  = 3 * time.Second        // within which Telegram says that it is there
	sendsMost  = 4                      // tries of a message that fails although Telegram is there
)

// Send sends what the outboxes hold, until ctx ends; what is under way then is
// finished. It is the only part of the bot that talks to chats.
func (b *Bot) Send(ctx context.Context) error {
	work, stop := lingering(ctx, stopTime)
	defer stop()
	s := &sender{bot: b, room: make(chan struct{}, sendsAside), taps: make(chan struct{}, tapsAside), pace: newPace(), easel: newEasel(),
		held: map[int64]*holding{}, failed: map[int64]failure{}}
	var renewing sync.WaitGroup
	renewed, stopRenewing := context.WithCancel(work)
	renewing.Go(func() { s.renew(renewed) })
	s.loop(ctx, work)
	s.under.Wait()
	stopRenewing()
	renewing.Wait()
	return nil
}

// sender is one Send at work.
type sender struct {
	bot   *Bot
	room  chan struct{} // a place for each chat being sent to
	taps  chan struct{} // a place for each tap being answered
	pace  pace
	easel *easel
	under sync.WaitGroup

	mu     sync.Mutex // also locked while chats are taken, renewed or settled
	held   map[int64]*holding
	failed map[int64]failure
}

// holding is a chat that is being sent to.
type holding struct {
	store *store.Store
	first string // the oldest message when the chat was taken
	lost  bool   // another sender took the chat over and dealt with that message
}

// failure counts the tries of the message a chat waits for.
type failure struct {
	message string
	tries   int
	alone   int // tries that failed although Telegram was there
}

// loop looks into every town's outbox, each time beginning with another town so
// that a busy one does not keep the others waiting.
func (s *sender) loop(ctx, work context.Context) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	all := slices.Concat(s.bot.towns, []*store.Store{s.bot.lobby})
	for first := 0; ctx.Err() == nil; first = (first + 1) % len(all) {
		for i := range all {
			s.look(ctx, work, all[(first+i)%len(all)])
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-s.bot.wake:
		}
	}
}

// look takes what one town has to send, as much as there is room for, and
// starts sending it.
func (s *sender) look(ctx, work context.Context, st *store.Store) {
	if free := cap(s.taps) - len(s.taps); free > 0 {
		answers, err := st.TakeAnswers(ctx, free)
		if err != nil && ctx.Err() == nil {
			s.bot.log.Error("take answers", "town", st.Town().ID, "error", err)
		}
		for _, a := range answers {
			s.start(s.taps, func() { s.answer(work, a) })
		}
	}
	free := cap(s.room) - len(s.room)
	if free == 0 {
		return
	}
	for _, w := range s.take(ctx, st, free) {
		s.start(s.room, func() { s.deliver(work, st, w) })
	}
}

// start runs f in a place of its own, and looks for more when it is done.
func (s *sender) start(room chan struct{}, f func()) {
	room <- struct{}{}
	s.under.Go(func() {
		f()
		<-room
		s.bot.Wake()
	})
}

// take takes chats that may be sent to. One that already is being sent to is
// left alone: its lease was lost on a busy machine, or it waits for another
// town too.
func (s *sender) take(ctx context.Context, st *store.Store, most int) (mine []store.Waiting) {
	s.mu.Lock() // nothing must be settled between reading a chat and holding it
	defer s.mu.Unlock()
	chats, err := st.Take(ctx, time.Now(), lease, most)
	if err != nil && ctx.Err() == nil {
		s.bot.log.Error("take messages", "town", st.Town().ID, "error", err)
	}
	for _, w := range chats {
		first := ""
		if len(w.Messages) > 0 {
			first = w.Messages[0].ID
		}
		if h := s.held[w.Chat]; h != nil {
			h.lost = h.lost || h.store == st && h.first != first
			continue
		}
		s.held[w.Chat] = &holding{store: st, first: first}
		mine = append(mine, w)
	}
	return mine
}

// renew keeps the leases of the chats being sent to, however slow Telegram is.
func (s *sender) renew(ctx context.Context) {
	tick := time.NewTicker(renewal)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		s.mu.Lock()
		for chat, h := range s.held {
			now := time.Now()
			if err := h.store.SettleChat(ctx, chat, 0, now.Add(lease), now); err != nil && ctx.Err() == nil {
				s.bot.log.Error("renew lease", "chat", chat, "error", err)
				break // Redis is away; so it is for every sender
			}
		}
		s.mu.Unlock()
	}
}

// answer answers a tap. It counts for no limit and is worth one try.
func (s *sender) answer(ctx context.Context, a store.Answer) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	text := shortened(a.Text, 200)
	if _, err := s.bot.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: a.Query, Text: text}); err != nil {
		s.bot.log.Debug("answer tap", "query", a.Query, "error", s.bot.clean(err))
	}
}

// deliver sends the next message of a chat and settles what is done.
func (s *sender) deliver(ctx context.Context, st *store.Store, w store.Waiting) {
	skip, m, ok := next(w.Messages)
	if !ok {
		s.settle(ctx, st, w.Chat, 0, 0)
		return
	}
	err := s.post(ctx, st, m)
	done, wait := s.judge(ctx, st, w, m, skip, err)
	s.settle(ctx, st, w.Chat, done, wait)
}

// next is the first message, or the last of those right behind it that take its
// place under the same key, and how many are done with it.
func next(waiting []store.Message) (done int, m store.Message, ok bool) {
	if len(waiting) == 0 {
		return 0, store.Message{}, false
	}
	m, done = waiting[0], 1
	for _, later := range waiting[1:] {
		if m.Key == "" || later.Key != m.Key || m.Last {
			break
		}
		later.Move, later.Pin = later.Move || m.Move, later.Pin || m.Pin
		m, done = later, done+1
	}
	return done, m, true
}

// judge decides what a reply of Telegram means: how many messages are dealt
// with, and how long the chat has to wait.
func (s *sender) judge(ctx context.Context, st *store.Store, w store.Waiting, m store.Message, skip int, err error) (done int, wait time.Duration) {
	between := betweenChat
	if w.Chat < 0 {
		between = betweenGroup
	}
	var many *tg.TooManyRequestsError
	var moved *tg.MigrateError
	switch {
	case err == nil:
		return skip, between
	case errors.As(err, &many):
		return 0, max(between, time.Duration(many.RetryAfter)*time.Second+guard)
	case errors.As(err, &moved):
		s.insist(ctx, "move group", func() error { return st.Migrate(ctx, w.Chat, int64(moved.MigrateToChatID)) })
		return 0, 0 // the list has moved with the group
	case unreachable(err):
		s.bot.log.Warn("chat refuses messages", "chat", w.Chat, "dropped", len(w.Messages), "error", s.bot.clean(err))
		s.insist(ctx, "mark chat", func() error { return st.Unreachable(ctx, w.Chat, s.bot.clean(err).Error()) })
		return len(w.Messages), between
	case errors.Is(err, tg.ErrorBadRequest):
		s.drop(ctx, m, err)
		return skip, between
	}
	again, wait := s.again(ctx, m, err)
	if !again {
		s.drop(ctx, m, err)
		return skip, between
	}
	return 0, max(between, wait)
}

// again decides whether a message is tried once more after something went
// wrong on the way, and after how long. While Telegram is away nothing counts
// as a try; a message that fails, or perhaps arrives again and again without an
// answer, although Telegram is there does not hold up its chat for ever.
func (s *sender) again(ctx context.Context, m store.Message, err error) (again bool, wait time.Duration) {
	s.bot.log.Warn("send again", "chat", m.Chat, "message", m.ID, "error", s.bot.clean(err))
	alive, cancel := context.WithTimeout(ctx, aliveTime)
	defer cancel()
	_, away := s.bot.api.GetMe(alive)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.failed[m.Chat]
	if f.message != m.ID {
		f = failure{message: m.ID}
	}
	f.tries++
	if away == nil {
		f.alone++
	}
	s.failed[m.Chat] = f
	return f.alone < sendsMost, min(time.Second<<min(f.tries-1, 10), retryLate)
}

// drop puts a message aside that cannot be sent.
func (s *sender) drop(ctx context.Context, m store.Message, why error) {
	raw, err := json.Marshal(m)
	if err != nil {
		raw = nil
	}
	s.bot.bury(ctx, raw, fmt.Errorf("send message %s to chat %d: %w", m.ID, m.Chat, why))
}

// settle takes off the list what is done, and gives the chat back.
func (s *sender) settle(ctx context.Context, st *store.Store, chat int64, done int, wait time.Duration) {
	s.insist(ctx, "settle chat", func() error {
		s.mu.Lock() // neither a renewal nor a look may come in between
		defer s.mu.Unlock()
		now := time.Now()
		if s.held[chat].lost { // what stands first by now is not what was sent
			done = 0
		}
		if err := st.SettleChat(ctx, chat, done, now.Add(wait), now); err != nil {
			return err
		}
		delete(s.held, chat)
		if done > 0 {
			delete(s.failed, chat)
		}
		return nil
	})
	if wait > 0 {
		time.AfterFunc(wait, s.bot.Wake)
	}
}

// insist does something with Redis until it is done, or ctx ends. What was sent
// must not be sent again only because Redis was away when it was to be noted.
func (s *sender) insist(ctx context.Context, what string, do func() error) error {
	for wait := retrySoon; ; wait = min(2*wait, retryLate) {
		err := do()
		if err == nil {
			return nil
		}
		s.bot.log.Error(what, "error", err)
		if ctx.Err() != nil {
			return err
		}
		pause(ctx, wait)
	}
}
