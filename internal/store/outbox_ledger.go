package store

import (
	"cmp"
	"slices"
	"time"
)

// ledger is what a process knows of the pace from its own requests: the same as Redis keeps, by
// its own clock. While nobody else sends, that is all there is to know.
type ledger struct {
	held     map[string]*holding
	asked    []*holding // whose requests were not answered, as far as is known; free in this order
	answered []*holding // the others; free in this order
	barred   time.Time
	paid     map[int64]time.Time // chat: when all that was sent to it is paid for
	tidied   int                 // how many chats were left when those that are paid for were dropped
}

// holding is a place that is taken until free.
type holding struct {
	name   string
	free   time.Time
	queued int // how many of the two lists it was put into
}

func newLedger() *ledger {
	return &ledger{held: map[string]*holding{}, paid: map[int64]time.Time{}}
}

// take notes that places are held.
func (l *ledger) take(places ...Place) {
	for _, p := range places {
		h := &holding{p.name, p.asked.Add(heldMost), 1}
		l.held[p.name], l.asked = h, append(l.asked, h)
	}
}

// drop notes that places were not used.
func (l *ledger) drop(places ...Place) {
	for _, p := range places {
		delete(l.held, p.name)
	}
}

// leave notes until when a place is held whose request was answered, also one whose time was over.
func (l *ledger) leave(name string, until time.Time) {
	h := l.held[name]
	if h == nil {
		h = &holding{name: name}
		l.held[name] = h
	}
	h.free, h.queued = until, 2
	l.answered = append(l.answered, h)
	if n := len(l.answered); n > 1 && l.answered[n-2].free.After(until) {
		slices.SortStableFunc(l.answered, func(a, b *holding) int { return a.free.Compare(b.free) })
	}
}

// first returns the first of a list that is still held and belongs there, and the list from it on.
func (l *ledger) first(list []*holding, queued int, now time.Time) (*holding, []*holding) {
	for len(list) > 0 {
		h := list[0]
		switch {
		case l.held[h.name] != h || h.queued != queued: // dropped, or answered
		case h.free.After(now):
			return h, list
		default:
			delete(l.held, h.name)
		}
		list = list[1:]
	}
	return nil, nil
}

// taken returns how many places are held, and how long it is until the first of them is free.
func (l *ledger) taken(now time.Time) (n int, soonest time.Duration) {
	var asked, answered *holding
	asked, l.asked = l.first(l.asked, 1, now)
	answered, l.answered = l.first(l.answered, 2, now)
	for _, h := range []*holding{asked, answered} {
		if d := time.Millisecond; h != nil && (soonest == 0 || h.free.Sub(now) < soonest) {
			soonest = max(d, h.free.Sub(now))
		}
	}
	return len(l.held), soonest
}

// free returns how many of so many places are free, how long it is until there is another one if
// that many are taken, and how long nothing may be sent at all.
func (l *ledger) free(places int, now time.Time) (free int, soonest, barred time.Duration) {
	taken, soonest := l.taken(now)
	return max(0, places-taken), soonest, max(0, l.barred.Sub(now))
}

// admission says whether a chat may be sent to, and when it is then paid for.
func (l *ledger) admission(p Passage, now time.Time) (a Admission, paid time.Time) {
	if paid = l.paid[p.Chat]; paid.Before(now) {
		paid = now
	}
	burst := time.Duration(p.Fare.Burst-1) * p.Fare.Each
	if a.Wait = max(0, paid.Add(-burst).Sub(now)); a.Wait == 0 {
		paid = paid.Add(time.Duration(p.N) * p.Fare.Each)
	}
	a.After = max(0, paid.Add(-burst).Sub(now))
	return a, paid
}

// admit notes that a chat is sent to.
func (l *ledger) admit(p Passage, now time.Time) {
	a, paid := l.admission(p, now)
	if a.Wait > 0 || !paid.After(now) {
		return
	}
	if l.paid[p.Chat] = paid; len(l.paid) > 2*l.tidied+1000 {
		for chat, till := range l.paid {
			if !till.After(now) {
				delete(l.paid, chat)
			}
		}
		l.tidied = len(l.paid)
	}
}

// bar notes that a chat, or with 0 all, may not be sent to until then.
func (l *ledger) bar(chat int64, until time.Time) {
	if chat == 0 {
		l.barred = later(l.barred, until)
		return
	}
	l.paid[chat] = later(l.paid[chat], until)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// still is what is held, owed and barred at a moment, in a fixed order.
func (l *ledger) still(now time.Time) (held []*holding, owing []int64) {
	l.taken(now)
	for _, h := range l.held {
		if h.free.After(now) {
			held = append(held, h)
		}
	}
	slices.SortFunc(held, func(a, b *holding) int { return cmp.Or(a.free.Compare(b.free), cmp.Compare(a.name, b.name)) })
	for chat, till := range l.paid {
		if till.After(now) {
			owing = append(owing, chat)
		}
	}
	slices.Sort(owing)
	return held, owing
}
