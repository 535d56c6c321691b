package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// Reminders, digests, announcements and the destruction of personal data go by
// the clock of the host. So it is compared with Telegram's, which stands in
// every answer, and with that of Redis.
const (
	clockEvery = time.Minute
	clockAsks  = 10 * time.Minute // without an answer, Telegram is asked
	clockSwift = 5 * time.Second  // a request that took longer says too little
)

// The clocks that the host's is compared with.
const (
	telegramClock = "telegram"
	redisClock    = "redis"
)

// clockReader passes requests on, and compares the clock of the host with the
// time that Telegram's answers give.
type clockReader struct {
	http.RoundTripper
	now func() time.Time // the host's clock

	mu  sync.Mutex
	at  time.Time     // when it was last compared, by the clock that cannot be set
	is  time.Time     // what the host's clock showed then
	off time.Duration // by how much it was ahead
}

// RoundTrip passes a request on.
func (c *clockReader) RoundTrip(r *http.Request) (*http.Response, error) {
	began, from := c.now().Round(0), time.Now() // what it shows, not what has passed
	resp, err := c.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") { // perhaps of somebody on the way
		return resp, err
	}
	ended, took := c.now().Round(0), time.Since(from)
	at, unread := http.ParseTime(resp.Header.Get("Date"))
	if unread == nil && took < clockSwift && ended.Sub(began).Abs() < clockSwift {
		c.mu.Lock()
		c.at, c.is, c.off = time.Now(), ended, election.ClockOff(began, ended, at, at.Add(time.Second))
		c.mu.Unlock()
	}
	return resp, nil
}

// seen returns by how much the clock was ahead when it was last compared, and
// how long ago that was. ok is false if it never was.
func (c *clockReader) seen() (off, ago time.Duration, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.off, time.Since(c.at), !c.at.IsZero()
}

// offNow returns by how much the clock is ahead now, even if it was set since
// it was last compared; 0 if nothing is known.
func (c *clockReader) offNow() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return 0
	}
	set := c.now().Round(0).Sub(c.is) - time.Since(c.at)
	if set.Abs() < time.Second {
		set = 0
	}
	return c.off + set
}

// ClockOff returns by how much the clock of this host is ahead of Telegram's,
// as far as that is known; negative if it is behind.
func (b *Bot) ClockOff() time.Duration { return b.clock.offNow() }

// WatchClock compares the clock of this host with others until ctx ends.
func (b *Bot) WatchClock(ctx context.Context) {
	for ; ctx.Err() == nil; outgoing.Pause(ctx, clockEvery) {
		if err := b.CompareClocks(ctx); err != nil && ctx.Err() == nil {
			b.log.Warn("compare clocks", "error", b.clean(err))
		}
	}
}

// CompareClocks compares the clock of this host with those of Telegram and
// Redis. When it has become wrong, or is right again, the log and the offices
// are told. Telegram being away is no error: the outbox says so.
func (b *Bot) CompareClocks(ctx context.Context) error {
	if _, ago, ok := b.clock.seen(); !ok || ago > clockAsks {
		asking, cancel := context.WithTimeout(ctx, requestTime)
		_, _ = b.api.GetMe(asking)
		cancel()
	}
	var failed error
	if off, ago, ok := b.clock.seen(); ok && ago < 2*clockEvery+clockAsks {
		failed = b.clockIs(ctx, telegramClock, off)
	}
	off, err := store.ClockOff(ctx, b.redis)
	if err == nil {
		err = b.clockIs(ctx, redisClock, off)
	}
	return errors.Join(failed, err)
}

// clockIs tells the log and the offices if the clock has come to another state.
// It is right again only well within the limit.
func (b *Bot) clockIs(ctx context.Context, than string, off time.Duration) error {
	host, _ := os.Hostname()
	was, since, err := store.Clock(ctx, b.redis, host+" "+than)
	if err != nil {
		return err
	}
	is := election.ClockStateOf(off)
	if is == was || is == election.ClockRight && off.Abs() > election.ClockWrong/2 {
		return nil
	}
	if is == election.ClockRight {
		b.log.Info("the clock of this host is right again", "host", host, "compared with", than)
	} else {
		b.log.Error("THE CLOCK OF THIS HOST IS WRONG: set it right (NTP)", "host", host, "compared with", than, "is", is, "by", off.Round(time.Second))
	}
	if err := b.tellOffices(ctx, fmt.Sprintf("clock:%s:%s:%s:%s", host, than, is, since), "clock", wordsClock(is, than, off)); err != nil {
		return err
	}
	return store.KeepClock(ctx, b.redis, host+" "+than, is, time.Now())
}

// tellOffices tells every office something urgent, once, under a key.
func (b *Bot) tellOffices(ctx context.Context, once, key string, text election.Phrase) error {
	for _, s := range b.towns {
		c := store.Commit{Once: once}
		for _, user := range s.Town().Office {
			m := plain(text.In(s.Town().Language))
			m.ID, m.Chat, m.Class, m.Key, m.Move = fmt.Sprintf("%s@%d", once, user), user, store.ClassAlert, key, true
			c.Messages = append(c.Messages, m)
		}
		if err := s.Commit(ctx, c); err != nil && !errors.Is(err, store.ErrSeen) {
			return fmt.Errorf("tell the office of %s: %w", s.Town().ID, err)
		}
	}
	b.Wake()
	return nil
}

func wordsClock(is election.ClockState, than string, off time.Duration) election.Phrase {
	other := say("Telegram", "Telegram's")
	if than == redisClock {
		other = say("数据库 Redis", "that of Redis")
	}
	by := off.Abs().Round(time.Second).String()
	waits := election.Phrase{}
	if than == telegramClock {
		waits = say("催报、日报、公告等按时间做的事先停，校准后补做。", " What is done at set times (reminders, digests, announcements) waits until then.")
	}
	switch is {
	case election.ClockAhead:
		return say("🕐 服务器的时钟比%s快 %s，请技术人员校准（NTP）。", "🕐 The server's clock is ahead of %s by %s; have it set right (NTP).").With(other, by)
	case election.ClockBehind:
		return say("🕐 服务器的时钟比%s慢 %s，请技术人员校准（NTP）。", "🕐 The server's clock is behind %s by %s; have it set right (NTP).").With(other, by)
	case election.FarAhead:
		return say("⛔ 服务器的时钟比%s快 %s，请技术人员马上校准（NTP）。%s", "⛔ The server's clock is ahead of %s by %s; have it set right (NTP) at once.%s").With(other, by, waits)
	case election.FarBehind:
		return say("⛔ 服务器的时钟比%s慢 %s，请技术人员马上校准（NTP）。%s", "⛔ The server's clock is behind %s by %s; have it set right (NTP) at once.%s").With(other, by, waits)
	}
	return say("🕐 服务器的时钟与%s一致了。", "🕐 The server's clock agrees with %s again.").With(other)
}
