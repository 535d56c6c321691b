package sandbox

import (
	"math"
	"slices"
	"time"

	"github.com/go-telegram/bot/models"
)

// Limits of the sandbox; a zero field means Telegram's value, taken narrowly. Telegram publishes them as advice
// (core.telegram.org/bots/faq, "My bot is hitting limits"): about 30 messages a second in all, 1 a second in one chat,
// 20 a minute in one group.
type Limits struct {
	Off bool // no rate limits; the ages below stay

	PerSecond      int // sends within any second, all chats together. 30
	PaidPerSecond  int // the same, of those that allow_paid_broadcast comes with. 1000
	ChatBurst      int // sends to one private chat at once, after which it is one a second. 3
	GroupPerMinute int // sends and edits within any minute in one group. 20

	UpdateLife   time.Duration // an update waits for the bot. 24 h
	QueryLife    time.Duration // a tap waits for the bot. 150 s
	AnswerWithin time.Duration // from the tap to the bot's answer to it. 150 s

	Upload   int // bytes of a document that the bot sends. 50 MB
	Photo    int // bytes of a photo. 10 MB
	Download int // bytes of a file that the bot fetches. 20 MB
}

func (l Limits) withDefaults() Limits {
	for _, n := range []struct {
		value *int
		usual int
	}{{&l.PerSecond, 30}, {&l.PaidPerSecond, 1000}, {&l.ChatBurst, 3}, {&l.GroupPerMinute, 20}, {&l.Upload, 50 << 20}, {&l.Photo, 10 << 20}, {&l.Download, 20 << 20}} {
		if *n.value == 0 {
			*n.value = n.usual
		}
	}
	for _, d := range []struct {
		value *time.Duration
		usual time.Duration
	}{{&l.UpdateLife, 24 * time.Hour}, {&l.QueryLife, 150 * time.Second}, {&l.AnswerWithin, 150 * time.Second}} {
		if *d.value == 0 {
			*d.value = d.usual
		}
	}
	return l
}

// Refusals counts the sends that came too fast.
type Refusals struct {
	Limits int // 429s because a limit was reached
	Early  int // sends to a chat before a retry_after given for it was over, one of a Fault among them
}

// rates is the book of recent sends, by the wall clock.
type rates struct {
	limits   Limits
	all      []time.Time           // the last second
	groups   map[int64][]time.Time // the last minute
	buckets  map[int64]bucket
	barred   map[int64]time.Time // until when a chat's retry_after runs
	asked    map[int64]time.Time // the same, of 429s that a Fault made up: only counted
	refusals Refusals
}

// bucket lets ChatBurst messages through at once and fills by one a second.
type bucket struct {
	left  float64
	since time.Time
}

func newRates(l Limits) rates {
	return rates{limits: l, groups: map[int64][]time.Time{}, buckets: map[int64]bucket{}, barred: map[int64]time.Time{}, asked: map[int64]time.Time{}}
}

// Refusals counts what was refused because it came too fast.
func (s *Server) Refusals() Refusals {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rates.refusals
}

// sending is a request to send n messages, or to edit one.
type sending struct {
	n          int
	edit, paid bool
}

// spend takes n messages, or an edit, from what the chat and the bot may still send. An album counts as n in groups
// and in all, as one in a private chat. Edits count only in groups.
func (s *Server) spend(ch *chat, what sending) error {
	if s.wall().Before(s.rates.asked[ch.id()]) {
		s.rates.refusals.Early++
	}
	if s.opts.Limits.Off || what.edit && ch.private() {
		return nil
	}
	wait := s.rates.spend(s.wall(), ch.id(), ch.Type == models.ChatTypePrivate, what)
	if wait > 0 {
		return tooMany(wait)
	}
	return nil
}

// spend returns 0, or the seconds to wait.
func (r *rates) spend(now time.Time, chat int64, private bool, what sending) int {
	if until := r.barred[chat]; now.Before(until) {
		r.refusals.Limits++
		r.refusals.Early++
		return seconds(until.Sub(now))
	}
	delete(r.barred, chat)
	wait := time.Duration(0)
	if !what.edit {
		perSecond := r.limits.PerSecond
		if what.paid {
			perSecond = r.limits.PaidPerSecond
		}
		r.all = recent(r.all, now, time.Second)
		wait = room(r.all, now, time.Second, perSecond, what.n)
	}
	if private {
		r.buckets[chat] = r.buckets[chat].filled(now, float64(r.limits.ChatBurst))
		wait = max(wait, r.buckets[chat].wait())
	} else {
		r.groups[chat] = recent(r.groups[chat], now, time.Minute)
		wait = max(wait, room(r.groups[chat], now, time.Minute, r.limits.GroupPerMinute, what.n))
	}
	if wait > 0 {
		r.refusals.Limits++
		whole := seconds(wait)
		r.barred[chat] = now.Add(time.Duration(whole) * time.Second)
		return whole
	}
	r.enter(now, chat, private, what)
	return 0
}

// enter books what was let through.
func (r *rates) enter(now time.Time, chat int64, private bool, what sending) {
	times := slices.Repeat([]time.Time{now}, what.n)
	if !what.edit {
		r.all = append(r.all, times...)
	}
	if !private {
		r.groups[chat] = append(r.groups[chat], times...)
		return
	}
	b := r.buckets[chat]
	b.left--
	r.buckets[chat] = b
}

// recent drops the times that are a window old or older.
func recent(times []time.Time, now time.Time, window time.Duration) []time.Time {
	return slices.DeleteFunc(times, func(t time.Time) bool { return now.Sub(t) >= window })
}

// room is how long to wait until n more fit into the window.
func room(times []time.Time, now time.Time, window time.Duration, limit, n int) time.Duration {
	over := len(times) + n - limit
	if over <= 0 || len(times) == 0 {
		return 0
	}
	return times[min(over, len(times))-1].Add(window).Sub(now)
}

func (b bucket) filled(now time.Time, burst float64) bucket {
	if b.since.IsZero() {
		return bucket{burst, now}
	}
	return bucket{min(burst, b.left+now.Sub(b.since).Seconds()), now}
}

func (b bucket) wait() time.Duration {
	return max(0, time.Duration((1-b.left)*float64(time.Second)))
}

// seconds rounds up: a client that waits exactly this long comes at the right time.
func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }
