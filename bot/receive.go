package bot

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

const (
	batchMost   = 100     // updates taken at once
	aside       = 64      // chats worked side by side
	triesMost   = 3       // of an update that fails although Redis answers
	largestHook = 1 << 20 // bytes of one webhook request

	pollTime    = 25 * time.Second // how long Telegram holds a request for updates open
	requestTime = 12 * time.Second // for any other request
)

// kinds returns the kinds of updates that the bot asks for.
func kinds() []string {
	return []string{"message", "edited_message", "callback_query", "my_chat_member"}
}

// Poll takes updates from Telegram until ctx ends, and finishes what it has
// taken. Only one replica polls at a time (poller.go).
//
// Telegram's own queue is the durable inbox. A batch is confirmed, by asking
// for the next, only when every update in it is committed or put aside.
func (b *Bot) Poll(ctx context.Context) error {
	for ctx.Err() == nil {
		b.inTurn(ctx, b.pollOn)
	}
	return nil
}

// pollOn takes updates until ctx ends: when the bot stops, or when it is
// another replica's turn. asked ends only when the bot stops.
func (b *Bot) pollOn(ctx, asked context.Context) {
	var offset int64
	var ended conflicts
	b.untilAlone(ctx)
	for wait := outgoing.RetrySoon; ctx.Err() == nil; {
		batch, err := b.getUpdates(ctx, offset, pollTime)
		if errors.Is(err, errForeign) && ctx.Err() == nil && ended.prove(time.Now()) {
			b.standDown(ctx)
			b.untilAlone(ctx)
			ended, offset = conflicts{}, 0 // the request that was ended has confirmed it
			continue
		}
		if err != nil {
			if ctx.Err() == nil {
				b.log.Warn("get updates", "error", b.clean(err), "again in", wait)
			}
			outgoing.Pause(ctx, after(err, wait))
			if wait = min(2*wait, outgoing.RetryLate); errors.Is(err, errForeign) {
				wait = min(wait, time.Second) // so that it is soon clear what it is
			}
			continue
		}
		wait = outgoing.RetrySoon
		switch next := b.work(ctx, batch); {
		case next != 0:
			offset = next // lower than before if Telegram restarted its numbers after a quiet week
		case len(batch) > 0:
			outgoing.Pause(ctx, outgoing.RetrySoon) // some updates were not taken, and come again
		}
	}
	if offset > 0 && asked.Err() != nil { // confirm the last batch, so that it does not come again
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_, _ = b.getUpdates(last, offset, 0)
	}
}

// after returns how long to wait after a failed request: as long as Telegram
// says, or wait.
func after(err error, wait time.Duration) time.Duration {
	var many *tg.TooManyRequestsError
	if errors.As(err, &many) {
		return time.Duration(many.RetryAfter) * time.Second
	}
	return wait
}

// getUpdates asks for a batch. Updates are left undecoded, so that one broken
// update does not stop the others.
func (b *Bot) getUpdates(ctx context.Context, offset int64, hold time.Duration) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{"offset": offset, "limit": batchMost, "timeout": int(hold.Seconds()), "allowed_updates": kinds()})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, hold+10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.url+"/bot"+b.token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := b.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var reply struct {
		OK          bool              `json:"ok"`
		Result      []json.RawMessage `json:"result"`
		Description string            `json:"description"`
		Code        int               `json:"error_code"`
		Parameters  json.RawMessage   `json:"parameters"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return nil, fmt.Errorf("read reply (status %d): %w", resp.StatusCode, err)
	}
	var parameters struct {
		RetryAfter int `json:"retry_after"`
	}
	_ = json.Unmarshal(reply.Parameters, &parameters) // best effort: a later server may say something else
	if !reply.OK && parameters.RetryAfter > 0 {
		return nil, &tg.TooManyRequestsError{Message: reply.Description, RetryAfter: parameters.RetryAfter}
	}
	if reply.Code == http.StatusConflict && strings.Contains(reply.Description, "other getUpdates") { // not a webhook that was set
		return nil, fmt.Errorf("%w: %s", errForeign, reply.Description)
	}
	if !reply.OK {
		return nil, fmt.Errorf("telegram says: %s", reply.Description)
	}
	return reply.Result, nil
}

// work takes a batch: chats in parallel, the updates of each chat in order. It
// returns the offset that confirms the batch. The offset is 0 if the bot had
// to stop, or to hand over to another replica; then Telegram delivers the
// batch again.
func (b *Bot) work(ctx context.Context, batch []json.RawMessage) (next int64) {
	ctx, stop := outgoing.Linger(ctx)
	defer stop()
	chats, order := map[int64][]turn{}, []int64{}
	for _, raw := range batch {
		t := b.read(raw)
		next = max(next, t.update+1)
		if chats[t.chat] == nil {
			order = append(order, t.chat)
		}
		chats[t.chat] = append(chats[t.chat], t)
	}
	var left atomic.Bool // some updates were not taken
	var all sync.WaitGroup
	room := make(chan struct{}, aside)
	for _, chat := range order {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			outgoing.GrowStack()
			for _, t := range chats[chat] {
				if !b.take(ctx, t) {
					left.Store(true)
					return
				}
			}
		})
	}
	all.Wait()
	if left.Load() || ctx.Err() != nil {
		return 0
	}
	return next
}

// read decodes one update. Of one that cannot be decoded, the words are kept
// only if it is known to come from a private chat. Of one in a group that is not
// for the bot, nothing is (overheard.go).
func (b *Bot) read(raw json.RawMessage) turn {
	t, err := parse(raw)
	if err == nil {
		return t
	}
	var e envelope
	_ = json.Unmarshal(raw, &e) // best effort
	t = turn{update: e.ID, chat: e.chat(), user: e.chat(), group: e.chat() < 0, what: nothing{}}
	if t.group && !e.meantFor(b) {
		return t
	}
	if t.chat <= 0 {
		raw = fmt.Appendf(nil, `{"update_id":%d}`, e.ID)
	}
	t.what = undecoded{raw, fmt.Errorf("decode update %d: %w", e.ID, err)}
	return t
}

// putAside puts an update aside that cannot be decoded, and tells the office.
func (b *Bot) putAside(ctx context.Context, t turn, w undecoded) error {
	s, err := b.storeOf(ctx, t)
	if err != nil {
		return err
	}
	if seen, err := s.Seen(ctx, t.update); err != nil || seen {
		return err
	}
	b.bury(ctx, s, w.raw, w.why)
	b.alarm(ctx, t)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return b.commit(ctx, s, t, store.Commit{Update: t.update})
}

// parse makes a turn of a raw update. It returns an error if this release does
// not know the kind of update.
func parse(raw []byte) (t turn, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return turn{}, err
	}
	cleanUpdate(&u)
	return decode(&u), nil
}

// take commits one turn. A turn that fails although Redis answers is put
// aside; the person gets an incident number, and the office is told. While
// Redis is away or accepts nothing, take waits. It returns false if the bot
// has to stop, or if another replica takes the turn.
func (b *Bot) take(ctx context.Context, t turn) (done bool) {
	taking := func() error { return b.guarded(ctx, t) }
	w, undecodable := t.what.(undecoded)
	switch {
	case b.overheard(t):
		taking = func() error { return b.passOver(ctx, t) }
	case b.floods.over(t, b.now()):
		taking = func() error { return b.slowDown(ctx, t) }
	case undecodable:
		taking = func() error { return b.putAside(ctx, t, w) }
	}
	wait := outgoing.RetrySoon
	for tries := 0; ctx.Err() == nil; {
		err := taking()
		switch {
		case err == nil:
			b.counts.Taken.Add(1)
			return true
		case errors.Is(err, store.ErrFenced), ctx.Err() != nil:
			b.log.Warn("left to another", "update", t.update, "error", b.clean(err))
			return false
		case errors.Is(err, store.ErrRoster):
			b.behind(t, err)
			return false
		case errors.Is(err, store.ErrClosed):
			b.sorry(ctx, t, wordsClosed(), "the town is closed")
			return true
		case errors.Is(err, store.ErrApart), errors.Is(err, store.ErrKeyLost):
			b.refuse(ctx, t, err)
			return true
		case !store.NotNow(err) && b.redis.Ping(ctx).Err() == nil:
			tries++
		}
		b.counts.Delayed.Add(1)
		b.log.Error("take update", "update", t.update, "chat", t.chat, "try", tries, "error", b.clean(err))
		if tries >= triesMost {
			b.apologise(ctx, t, err)
			return true
		}
		outgoing.Pause(ctx, wait)
		wait = min(2*wait, outgoing.RetryLate)
	}
	return false
}

// guarded turns a panic into an error.
func (b *Bot) guarded(ctx context.Context, t turn) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic at update %d: %v\n%s", t.update, r, debug.Stack())
		}
	}()
	return b.handle(ctx, t)
}

// bury puts an update of a town aside for inspection, and logs it.
func (b *Bot) bury(ctx context.Context, s *store.Store, raw []byte, why error) {
	b.counts.Aside.Add(1)
	b.log.Error("update put aside", "error", b.clean(why))
	for wait := outgoing.RetrySoon; ctx.Err() == nil; wait = min(2*wait, outgoing.RetryLate) {
		if err := s.Bury(ctx, raw, b.clean(why).Error(), b.now()); err == nil {
			return
		}
		outgoing.Pause(ctx, wait)
	}
}

// Webhook takes updates that Telegram delivers. It answers 200 only after the
// update is committed or put aside, and 401 if the secret is wrong. An empty
// secret is always wrong. The answer to a tap goes with it.
func (b *Bot) Webhook(secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
		if secret == "" || subtle.ConstantTimeCompare([]byte(got), []byte(secret)) != 1 {
			http.Error(w, "wrong secret", http.StatusUnauthorized)
			return
		}
		if r.Method != http.MethodPost {
			http.Error(w, "updates are posted", http.StatusMethodNotAllowed)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestHook))
		if err != nil {
			http.Error(w, "cannot read the update", http.StatusRequestEntityTooLarge)
			return
		}
		hook := &outgoing.Hook{}
		if b.work(outgoing.WithHook(r.Context(), hook), []json.RawMessage{raw}) == 0 {
			http.Error(w, "not committed", http.StatusServiceUnavailable)
			return
		}
		if !hook.Empty() {
			w.Header().Set("Content-Type", "application/json")
			_ = hook.Write(w) // Telegram is gone, and delivers the update again
		}
	})
}

// Attend tells Telegram to deliver updates to a webhook, or to wait for
// polling if address is empty.
func (b *Bot) Attend(ctx context.Context, address, secret string) error {
	if address == "" {
		_, err := b.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		return b.clean(err)
	}
	_, err := b.api.SetWebhook(ctx, &tg.SetWebhookParams{URL: address, SecretToken: secret, AllowedUpdates: kinds()})
	return b.clean(err)
}
