package board

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	beatEvery   = 10 * time.Second // the page says that it is stale if three of them do not come
	writeTime   = 10 * time.Second // that a viewer may take to receive an event
	firstTime   = 5 * time.Second  // that the first picture of a town may take
	noteTime    = 2 * time.Second  // that it may take to note who looks
	streamsMost = 8                // of one session
)

// moment is what every event says: of when it is.
type moment struct {
	Now  int64 `json:"now"` // the town's clock and when the store was last read, unix seconds
	AsOf int64 `json:"asOf"`
}

// whole is the first event, "state": all that the viewer may see.
type whole struct {
	moment
	Version   string            `json:"version"`
	Town      string            `json:"town"`
	Viewer    string            `json:"viewer"`
	Scope     string            `json:"scope"` // what the viewer sees of the town
	Language  string            `json:"language"`
	East      int               `json:"east"` // the town's time is so many seconds ahead of UTC
	Elections []electionHead    `json:"elections"`
	Units     []json.RawMessage `json:"units"`
}

// part is a later event, "change": the units that changed.
type part struct {
	moment
	Version string            `json:"version"`
	Units   []json.RawMessage `json:"units"`
}

// electionHead is what the page has to know of an election.
type electionHead struct {
	ID      election.ElectionID `json:"id"`
	Name    string              `json:"name"`
	Noun    string              `json:"noun"`
	Polling election.Date       `json:"polling"`
	Quorum  float64             `json:"quorum,omitempty"` // percent of the registered
	Stages  []stageHead         `json:"stages"`
}

type stageHead struct {
	ID   election.StageID `json:"id"`
	Name string           `json:"name"`
	Due  election.Date    `json:"due"`
}

// events streams the board to one viewer until they leave, their session is
// over, or they are no longer in the roster.
func (b *Board) events(w http.ResponseWriter, r *http.Request) {
	v, status := b.viewer(r)
	if status != http.StatusOK {
		refuse(w, status)
		return
	}
	if !b.take(v.claim) {
		refuse(w, http.StatusTooManyRequests)
		return
	}
	defer b.giveBack(v.claim)
	watch, leave := b.attend(v.Town)
	defer leave()
	if !watch.ready(r.Context()) {
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	s := stream{board: b, watch: watch, claim: v.claim, store: v.store, language: v.language(r), sent: r.URL.Query().Get("after"),
		w: w, out: http.NewResponseController(w), zip: strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")}
	s.run(r.Context())
}

// take counts a stream of a session, if it may have another.
func (b *Board) take(c claim) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.streams[c] >= streamsMost {
		return false
	}
	b.streams[c]++
	return true
}

func (b *Board) giveBack(c claim) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.streams[c]--; b.streams[c] == 0 {
		delete(b.streams, c)
	}
}

// ready waits for the first picture.
func (w *watch) ready(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, firstTime)
	defer cancel()
	now, changed := w.latest()
	if now != nil {
		return true
	}
	select {
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	case <-w.board.open.Done():
		return false
	}
}

// stream is one viewer's stream.
type stream struct {
	board    *Board
	watch    *watch
	claim    claim
	language election.Language
	sent     string // the version that the viewer has
	store    *store.Store
	shown    []store.Sight // that is not on record yet
	w        http.ResponseWriter
	out      *http.ResponseController
	zip      bool
}

func (s *stream) run(ctx context.Context) {
	s.begin()
	defer s.note(ctx) // what changed while they looked
	beat, pace := time.NewTicker(beatEvery), time.NewTicker(s.board.opts.Every)
	defer beat.Stop()
	defer pace.Stop()
	due := true // a beat: the viewer shall know at once of when this is
	for {
		now, changed := s.watch.latest()
		if err := s.push(ctx, now, due); err != nil {
			return
		}
		due = false
		pace.Reset(s.board.opts.Every)
		select { // what changes meanwhile goes out together
		case <-pace.C:
		case <-ctx.Done():
			return
		case <-s.board.open.Done():
			return
		}
		select {
		case <-changed:
		case <-beat.C:
			due = true
		case <-ctx.Done():
			return
		case <-s.board.open.Done():
			return
		}
	}
}

// begin sends the head of the answer.
func (s *stream) begin() {
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // a proxy must not hold events back
	if s.zip {
		h.Set("Content-Encoding", "gzip")
		_, _ = s.w.Write([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")) // RFC 1952; a failure shows at the first event
	}
}

// push sends what the viewer does not have yet, by the rights they have now;
// an error ends the stream.
func (s *stream) push(ctx context.Context, p *picture, due bool) error {
	v, ok := s.board.rights(s.claim)
	if ok && due {
		bound, err := v.goesOn(ctx)
		ok = bound || err != nil // a store that is away for a moment takes the board from nobody
	}
	if !ok {
		_ = s.send("gone", struct{}{})
		return fmt.Errorf("%s may not look any more", s.claim.Person)
	}
	if p.store != v.store { // the roster was replaced a moment ago; its picture is on the way
		return nil
	}
	at := moment{s.board.opts.Now().Unix(), p.asOf.Unix()}
	version := fmt.Sprintf("%x-%d", p.epoch, p.version)
	have, known := s.has(p)
	if !known {
		s.shown = sights(v.person)
		s.note(ctx)
		s.sent = version
		return s.send("state", s.whole(v, p, at, version))
	}
	if units := rows(v.person, v.User, p, have); len(units) > 0 {
		s.shown, s.sent = sights(v.person), version
		return s.send("change", part{at, version, units})
	}
	if due {
		return s.send("beat", at)
	}
	return nil
}

// has is the version of a picture that the viewer has; known is false if it is
// one of another picture.
func (s *stream) has(p *picture) (version int, known bool) {
	epoch, n, ok := strings.Cut(s.sent, "-")
	if !ok || epoch != fmt.Sprintf("%x", p.epoch) {
		return 0, false
	}
	_, err := fmt.Sscan(n, &version)
	return version, err == nil
}

// note puts on record what the viewer was shown since the last time, so that
// they hear of a correction: when they begin to look and when they have stopped.
// While they look they see it. Whatever becomes of it, the board goes on.
func (s *stream) note(ctx context.Context) {
	if len(s.shown) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer cancel()
	if err := s.store.Saw(ctx, s.board.opts.Now(), s.shown...); err != nil {
		s.board.opts.Log.Warn("board: note who looks", "person", s.claim.Person, "error", err)
	}
	s.shown = nil
}

// sights are what a person sees on the board, as it goes on record.
func sights(p election.Person) []store.Sight {
	look := store.Sight{By: p.ID, Through: "board"}
	if p.MayRead(election.WholeTown) {
		return []store.Sight{look}
	}
	var all []store.Sight
	for _, look.Area = range p.Areas {
		all = append(all, look)
	}
	look.Area = election.WholeTown
	for _, look.Unit = range slices.Concat(p.Units, p.Checks) {
		all = append(all, look)
	}
	return all
}

// rows are the units a person, with their Telegram account or 0, may see that changed after a version.
func rows(who election.Person, user int64, p *picture, after int) []json.RawMessage {
	units := []json.RawMessage{}
	for _, l := range p.lines {
		if l.version > after && who.MaySee(l.unit) {
			units = append(units, l.seen(who, user))
		}
	}
	return units
}

func (s *stream) whole(v viewer, p *picture, at moment, version string) whole {
	town := p.store.Town()
	_, east := s.board.opts.Now().In(town.Location).Zone()
	out := whole{moment: at, Version: version, Town: town.Name, Viewer: v.person.ID.Name().In(s.language), Language: s.language.String(),
		Scope: scope(town, v.person).In(s.language), East: east, Units: rows(v.person, v.User, p, 0)}
	for _, e := range town.Elections {
		first := slices.IndexFunc(p.lines, func(l line) bool { return l.unit.Election == e.ID && v.person.MaySee(l.unit) })
		if first < 0 {
			continue
		}
		head := electionHead{ID: e.ID, Name: e.Kind.Name().In(s.language), Noun: e.UnitNoun().In(s.language), Polling: e.PollingDay}
		if q, _, asked := e.Quorum(); asked {
			head.Quorum = 100 * float64(q.Over) / float64(q.Times)
		}
		for _, st := range e.Stages {
			head.Stages = append(head.Stages, stageHead{st.ID, st.Name.In(s.language), st.Due()})
		}
		out.Elections = append(out.Elections, head)
	}
	return out
}

// scope says what a person sees of the town, so that nobody takes a part for
// the whole.
func scope(town *election.Town, p election.Person) election.Phrase {
	if p.MayRead(election.WholeTown) {
		return election.Say(election.WholeOf(town.Name, town.Whole).In(election.Chinese), "Whole town")
	}
	var names []string
	for _, a := range p.Areas {
		names = append(names, a.Name())
	}
	areas := election.Say(strings.Join(names, "、"), strings.Join(names, ", "))
	switch {
	case len(p.Units) == 0:
		return areas
	case len(names) == 0:
		return election.Say("本人负责的单位", "Your own units")
	}
	return election.Say("%s和本人负责的单位", "%s and your own units").With(areas)
}

// send writes one event. A compressed stream is one deflate stream to which
// each event is added by itself: a flushed writer ends on a byte and refers to
// nothing before it, so that no viewer keeps one (they take a megabyte each).
func (s *stream) send(name string, what any) error {
	text, err := json.Marshal(what)
	if err != nil {
		return err
	}
	var event bytes.Buffer
	fmt.Fprintf(&event, "event: %s\ndata: %s\n\n", name, text)
	_ = s.out.SetWriteDeadline(time.Now().Add(writeTime)) // what knows no deadline, such as a recorder, does not block
	if !s.zip {
		_, err = s.w.Write(event.Bytes())
	} else {
		packer, ok := s.board.packers.Get().(*flate.Writer)
		if !ok {
			packer, _ = flate.NewWriter(nil, flate.BestSpeed) // a valid level
		}
		packer.Reset(s.w)
		if _, err = packer.Write(event.Bytes()); err == nil {
			err = packer.Flush()
		}
		s.board.packers.Put(packer)
	}
	if err != nil {
		return err
	}
	return s.out.Flush()
}
