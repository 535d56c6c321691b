package board

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// picture is a town at one moment. It does not change.
type picture struct {
	store   *store.Store // nil if the town is gone
	epoch   int64        // versions of one epoch can be compared
	version int
	asOf    time.Time // when the store was last read
	all     time.Time // when all of it was last read
	end     string    // of the journal
	heard   contacts
	lines   []line // in the roster's order
}

// line is one unit of a picture.
type line struct {
	unit    election.Unit
	row     []byte // as JSON
	blind   []byte // the same without counts that are not confirmed; nil if that is no different
	counts  []election.Count
	version int // in which it changed last
}

// watch reads one town for all its viewers.
type watch struct {
	board   *Board
	town    election.TownID
	viewers int // guarded by Board.mu
	stop    context.CancelFunc

	mu      sync.Mutex
	now     *picture      // nil until it was read for the first time
	changed chan struct{} // closed when a newer version is there
}

// attend joins the viewers of a town, beginning its watch if there is none;
// leave must be called.
func (b *Board) attend(town election.TownID) (w *watch, leave func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	w = b.watches[town]
	if w == nil {
		ctx, stop := context.WithCancel(b.open)
		w = &watch{board: b, town: town, stop: stop, changed: make(chan struct{})}
		b.watches[town] = w
		b.running.Go(func() { w.run(ctx) })
	}
	w.viewers++
	return w, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if w.viewers--; w.viewers == 0 {
			w.stop()
			delete(b.watches, town)
		}
	}
}

// latest is the newest picture, and a channel that is closed when there is a
// newer one.
func (w *watch) latest() (*picture, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now, w.changed
}

func (w *watch) run(ctx context.Context) {
	tick := time.NewTicker(w.board.opts.Every)
	defer tick.Stop()
	for {
		old, _ := w.latest()
		next, err := w.look(ctx, old)
		if err != nil && ctx.Err() == nil {
			w.board.opts.Log.Warn("board: read town", "town", w.town, "error", err) // viewers see that asOf stands still
		}
		if err == nil {
			w.show(next)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// show makes a picture the newest, and wakes the viewers if it differs.
func (w *watch) show(next *picture) {
	w.mu.Lock()
	defer w.mu.Unlock()
	old := w.now
	w.now = next
	if old == nil || old.epoch != next.epoch || old.version != next.version {
		close(w.changed)
		w.changed = make(chan struct{})
	}
}

// allEvery is how often every unit is read again: what is shown depends on the
// time, too, and records may be rebuilt without a report.
const allEvery = time.Minute

// look reads what is new since the last picture.
func (w *watch) look(ctx context.Context, old *picture) (*picture, error) {
	s, now := w.board.opts.Store(w.town), w.board.opts.Now()
	if old == nil || old.store != s {
		old = &picture{store: s, epoch: time.Now().UnixNano()}
		if s == nil {
			return old, nil
		}
		for _, u := range s.Town().Units {
			old.lines = append(old.lines, line{unit: u})
		}
	}
	if s == nil {
		return old, nil
	}
	units, end, err := s.Reported(ctx, old.end)
	if err != nil {
		return nil, err
	}
	next := *old
	next.end, next.asOf = end, now
	spoke, err := next.hear(ctx, w.board.opts.Wall())
	if err != nil {
		return nil, err
	}
	units = append(units, spoke...)
	if old.end == "" || now.Sub(old.all).Abs() >= allEvery {
		next.all, units = now, nil
		for _, l := range old.lines {
			units = append(units, l.unit.ID)
		}
	}
	return &next, next.read(ctx, units)
}

// read reads some units again. The lines it changes are of the next version.
func (p *picture) read(ctx context.Context, units []election.UnitID) error {
	states, err := p.store.States(ctx, units)
	if err != nil || len(states) == 0 {
		return err
	}
	town := p.store.Town()
	lines, version := slices.Clone(p.lines), p.version+1
	for _, s := range states {
		e, now := town.ElectionOf(s.Unit), p.asOf.In(town.Location)
		r := rowOf(e, s, now)
		r.Contact = p.heard.of(s.Unit)
		encoded, err := json.Marshal(r)
		if err != nil {
			return err
		}
		l := &lines[town.Place(s.Unit.ID)]
		if !bytes.Equal(l.row, encoded) {
			l.row, l.version, p.version = encoded, version, version
		}
		l.blind, l.counts = nil, s.Progress.Counts
		if s = s.Public(); len(s.Hidden) == 0 {
			continue
		}
		r = rowOf(e, s, now)
		r.Contact, r.ToCheck = p.heard.of(s.Unit), true
		if l.blind, err = json.Marshal(r); err != nil {
			return err
		}
	}
	p.lines = lines
	return nil
}

// seen is the unit as somebody may know it now. A unit with a count that is hidden
// from them has no count that is not confirmed, and the page leaves it out of sums.
func (l line) seen(who election.Person, user int64) []byte {
	hidden := func(c election.Count) bool { return c.Hidden(who, l.unit, user) }
	if l.blind != nil && slices.ContainsFunc(l.counts, hidden) {
		return l.blind
	}
	return l.row
}
