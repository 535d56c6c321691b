package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// viewer is a page that follows the events. It remembers what has changed, not every change: a slow page gets the
// newest state of a chat once instead of a growing backlog.
type viewer struct {
	signal  chan struct{} // of capacity 1
	chats   []int64
	state   bool
	clock   bool
	answers []viewAnswer
}

type viewAnswer struct {
	User  int64  `json:"user"`
	Text  string `json:"text"`
	Alert bool   `json:"alert"`
}

// event is one server-sent event.
type event struct {
	name string
	data any
}

func (v *viewer) wake() {
	select {
	case v.signal <- struct{}{}:
	default:
	}
}

// publish tells everybody who waits for the chat that it has changed.
func (s *Server) publish(ch *chat) {
	ch.changed()
	s.moved()
	if p := s.people[ch.id()]; p != nil && p.hidden {
		return
	}
	for v := range s.viewers {
		if !slices.Contains(v.chats, ch.id()) {
			v.chats = append(v.chats, ch.id())
		}
		v.wake()
	}
}

// publishState tells the pages that phones, chats or controls have come or gone.
func (s *Server) publishState() {
	for v := range s.viewers {
		v.state = true
		v.wake()
	}
}

func (s *Server) publishAnswer(user int64, a Answer) {
	for v := range s.viewers {
		v.answers = append(v.answers, viewAnswer{user, a.Text, a.Alert})
		v.wake()
	}
}

// take empties the viewer's list of changes into events with the newest state.
func (s *Server) take(v *viewer) []event {
	s.mu.Lock()
	defer s.mu.Unlock()
	var events []event
	if v.state {
		events = append(events, event{"state", s.viewState()})
		v.chats = nil // the state has them
	}
	for _, id := range v.chats {
		if slices.Contains(s.shown, id) {
			events = append(events, event{"chat", s.viewChat(s.chats[id])})
		}
	}
	for _, a := range v.answers {
		events = append(events, event{"answer", a})
	}
	if v.clock {
		now, label := s.clockLabel()
		events = append(events, event{"clock", map[string]string{"now": now, "label": label}})
	}
	v.chats, v.answers, v.state, v.clock = nil, nil, false, false
	return events
}

// serveEvents follows the sandbox until the page goes away.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	v := &viewer{signal: make(chan struct{}, 1), state: true}
	s.mu.Lock()
	s.viewers[v] = struct{}{}
	v.wake()
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.viewers, v)
	}()

	w.Header().Set("Content-Type", "text/event-stream")
	ping := time.NewTicker(15 * time.Second)
	defer ping.Stop()
	for sent := error(nil); sent == nil; {
		select {
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		case <-ping.C:
			s.ClockMoved() // time passes without jumps too
			sent = stream(w, ": ping\n\n")
		case <-v.signal:
			sent = streamEvents(w, s.take(v))
		}
	}
}

func streamEvents(w http.ResponseWriter, events []event) error {
	for _, e := range events {
		data, err := json.Marshal(e.data)
		if err != nil {
			return err
		}
		if err := stream(w, "event: "+e.name+"\ndata: "+string(data)+"\n\n"); err != nil {
			return err
		}
	}
	return nil
}

func stream(w http.ResponseWriter, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
