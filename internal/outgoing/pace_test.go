package outgoing

import (
	"testing"
	"time"

	"huanjie/internal/store"
)

func TestPace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pace  Pace
		chat  int64
		total int
		want  store.Fare
	}{
		{Pace{}, 7, 30, store.Fare{Each: time.Second + guard, Burst: 2}},
		{Pace{}, -7, 30, store.Fare{Each: 3*time.Second + guard, Burst: 1}},
		{Pace{PerSecond: 100}, 7, 100, store.Fare{Each: time.Second + guard, Burst: 2}},
		{Pace{Group: time.Minute}, -7, 30, store.Fare{Each: time.Minute, Burst: 1}},
		{Pace{Chat: time.Millisecond}, 7, 30, store.Fare{Each: time.Millisecond, Burst: 2}},
	} {
		full := c.pace.orTelegrams()
		if got := full.fare(c.chat); got != c.want || full.PerSecond != c.total {
			t.Errorf("%+v to chat %d: %+v, %d a second", c.pace, c.chat, got, full.PerSecond)
		}
	}
}

// A bot that pays sends to more chats at once, and broadcasts in larger portions.
func TestWhoPaysSendsMoreAtOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pace          Pace
		aside, atOnce int
	}{{Pace{}, sendsAside, 2}, {Pace{PerSecond: 100, Paid: true}, sendsAside, 3}, {Pace{PerSecond: 1000, Paid: true}, 141, 33}} {
		full := c.pace.orTelegrams()
		if full.aside() != c.aside || full.atOnce() != c.atOnce {
			t.Errorf("%+v: to %d chats at once, %d at a time", c.pace, full.aside(), full.atOnce())
		}
	}
}
