package sandbox

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"
)

// update waits in the queue until the bot confirms it or it grows too old.
type update struct {
	id    int64
	chat  int64
	until time.Time
	raw   json.RawMessage

	flying bool      // a webhook delivery is under way
	tries  int       // webhook deliveries that failed
	after  time.Time // wall time before which the webhook is not tried again
}

// notByDefault are the kinds that a bot receives only when allowed_updates names them.
func notByDefault(kind string) bool {
	return kind == "chat_member" || kind == "message_reaction" || kind == "message_reaction_count"
}

// enqueue puts an update into the bot's queue, if the bot wants that kind.
func (s *Server) enqueue(kind string, chat int64, life time.Duration, content any) int64 {
	if len(s.allowed) == 0 && notByDefault(kind) || len(s.allowed) > 0 && !slices.Contains(s.allowed, kind) {
		return 0
	}
	s.lastUpdate++
	raw, err := json.Marshal(map[string]any{"update_id": s.lastUpdate, kind: content})
	if err != nil {
		// The content is made of the sandbox's own types, all of which marshal.
		panic(err)
	}
	s.push(&update{id: s.lastUpdate, chat: chat, until: s.now().Add(life), raw: raw})
	return s.lastUpdate
}

func (s *Server) push(u *update) {
	s.queue = append(s.queue, u)
	s.moved()
	s.wake()
}

// wake tells the poll and the webhook that something has changed.
func (s *Server) wake() {
	close(s.arrived)
	s.arrived = make(chan struct{})
	s.flyAll()
}

// Inject puts an arbitrary update into the queue, one that the bot cannot decode for example. The object gets its
// update_id from the queue.
func (s *Server) Inject(raw string) (int64, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &object); err != nil {
		return 0, err
	}
	if object == nil {
		return 0, errors.New("sandbox: an update is a JSON object")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pushObject(object, 0), nil
}

func (s *Server) pushObject(object map[string]json.RawMessage, chat int64) int64 {
	s.lastUpdate++
	object["update_id"], _ = json.Marshal(s.lastUpdate)
	raw, _ := json.Marshal(object) // a map of valid JSON
	s.push(&update{id: s.lastUpdate, chat: chat, until: s.now().Add(s.opts.Limits.UpdateLife), raw: raw})
	return s.lastUpdate
}

// Repeat puts the newest tap that waits into the queue again under a new number, as Telegram does now and then with
// taps (a message never comes under two numbers). It reports whether there was one.
func (s *Server) Repeat() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, last := range slices.Backward(s.queue) {
		var object map[string]json.RawMessage
		if json.Unmarshal(last.raw, &object) == nil && object["callback_query"] != nil {
			s.pushObject(object, last.chat)
			return true
		}
	}
	return false
}

// Pending is the number of updates that the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	return len(s.queue)
}

// expire forgets updates that have waited too long: 24 hours, taps 150 seconds.
func (s *Server) expire() {
	now := s.now()
	s.queue = slices.DeleteFunc(s.queue, func(u *update) bool { return !u.flying && now.After(u.until) })
	maps.DeleteFunc(s.queries, func(_ string, q *query) bool { return now.Sub(q.since) > s.opts.Limits.AnswerWithin })
}

// confirm forgets what a poll's offset says the bot has, and returns the next updates.
func (s *Server) confirm(offset int64, limit int) []json.RawMessage {
	s.expire()
	before := len(s.queue)
	if offset < 0 {
		keep := min(int(-offset), len(s.queue))
		s.queue = slices.Delete(s.queue, 0, len(s.queue)-keep)
	}
	s.queue = slices.DeleteFunc(s.queue, func(u *update) bool { return u.id < offset })
	if len(s.queue) != before {
		s.moved()
	}
	found := []json.RawMessage{}
	for _, u := range s.queue[:min(limit, len(s.queue))] {
		found = append(found, u.raw)
	}
	return found
}

// getUpdates waits at most its timeout (50 s at the most) for the first update. A second poll ends the first one.
func getUpdates(s *Server, c *call) (any, error) {
	timeout := time.Duration(min(max(c.integer("timeout"), 0), 50)) * time.Second
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook != nil {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if err := s.readAllowed(c.params); err != nil {
		return nil, err
	}
	s.endPoll()
	stop := make(chan struct{})
	s.polling = stop
	found, err := s.poll(c, stop, timeout)
	if s.polling == stop {
		s.polling = nil
	}
	return found, err
}

// poll is called with the lock and gives it back while it waits.
func (s *Server) poll(c *call, stop chan struct{}, timeout time.Duration) ([]json.RawMessage, error) {
	limit := int(c.integer("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for expired := timeout == 0; ; {
		if found := s.confirm(c.integer("offset"), limit); len(found) > 0 || expired {
			return found, nil
		}
		var gone bool
		if expired, gone = s.await(c, stop, timer.C); gone {
			return nil, errCut
		}
		if s.polling != stop && s.hook != nil {
			return nil, conflict("terminated by setWebhook request")
		}
		if s.polling != stop {
			return nil, conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		}
	}
}

// await gives the lock back and waits for an update, for the end of the poll or for its
// time to be up; gone says that nobody listens any more.
func (s *Server) await(c *call, stop chan struct{}, up <-chan time.Time) (expired, gone bool) {
	arrived, cut := s.arrived, s.cut
	s.mu.Unlock()
	defer s.mu.Lock()
	select {
	case <-arrived:
	case <-stop:
	case <-up:
		expired = true
	case <-c.ctx.Done():
		gone = true
	case <-cut:
		gone = true
	case <-s.closed:
		gone = true
	}
	return expired, gone
}

func (s *Server) endPoll() {
	if s.polling != nil {
		close(s.polling)
		s.polling = nil
	}
}

// readAllowed remembers allowed_updates; a call without it leaves the list as it was.
func (s *Server) readAllowed(p params) error {
	var kinds []string
	ok, err := p.read("allowed_updates", &kinds)
	if err != nil {
		return badRequest("can't parse allowed_updates: JSON array of strings expected")
	}
	if ok {
		s.allowed = kinds
	}
	return nil
}
