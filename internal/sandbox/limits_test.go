package sandbox

import (
	"sync/atomic"
	"testing"
	"time"
)

// wallClock replaces the wall clock by one that the test moves.
func wallClock(s *Server) *clock {
	wall := newClock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wall = wall.Now
	return wall
}

func TestOneMessageASecondToOnePerson(t *testing.T) {
	t.Parallel()
	s, _ := start(t, Options{})
	p := met(t, s, "周明")
	wall := wallClock(s)
	send := args{"chat_id": p.ID(), "text": "催报"}
	var m Message
	for range 3 {
		m = do[Message](t, s, "sendMessage", send)
	}
	out := refused(t, s, "sendMessage", send, "Too Many Requests: retry after 1")
	if out.Code != 429 || out.Parameters.RetryAfter != 1 {
		t.Errorf("%+v", out)
	}
	do[Message](t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": "改"})
	wall.Add(900 * time.Millisecond)
	refused(t, s, "sendMessage", send, "Too Many Requests: retry after 1")
	if got := s.Refusals(); got != (Refusals{Limits: 2, Early: 1}) {
		t.Errorf("refusals: %+v", got)
	}
	wall.Add(100 * time.Millisecond)
	do[Message](t, s, "sendMessage", send)
	refused(t, s, "sendMessage", send, "Too Many Requests: retry after 1")
	if n := len(s.Requests("sendMessage")); n != 7 {
		t.Errorf("%d calls recorded", n)
	}
}

func TestThirtyASecondInAll(t *testing.T) {
	t.Parallel()
	s, _ := start(t, Options{})
	var phones []*Phone
	for range 31 {
		phones = append(phones, met(t, s, "联络员"))
	}
	wall := wallClock(s)
	for _, p := range phones[:30] {
		do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "公告"})
		wall.Add(10 * time.Millisecond)
	}
	last := args{"chat_id": phones[30].ID(), "text": "公告"}
	refused(t, s, "sendMessage", last, "Too Many Requests: retry after 1")
	wall.Add(999 * time.Millisecond)
	refused(t, s, "sendMessage", last, "Too Many Requests: retry after 1")
	wall.Add(time.Millisecond)
	do[Message](t, s, "sendMessage", last)
}

func TestTwentyAMinuteInAGroup(t *testing.T) {
	t.Parallel()
	s, _ := start(t, Options{})
	_, _, g := meeting(t, s)
	wall := wallClock(s)
	m := do[Message](t, s, "sendMessage", args{"chat_id": g.ID(), "text": "0"})
	wall.Add(2 * time.Second)
	for i := range 19 {
		do[Message](t, s, "editMessageText", args{"chat_id": g.ID(), "message_id": m.ID, "text": time.Duration(i + 1).String()})
		wall.Add(time.Second)
	}
	out := refused(t, s, "editMessageText", args{"chat_id": g.ID(), "message_id": m.ID, "text": "x"}, "Too Many Requests: retry after 39")
	wall.Add(time.Duration(out.Parameters.RetryAfter) * time.Second)
	do[Message](t, s, "editMessageText", args{"chat_id": g.ID(), "message_id": m.ID, "text": "x"})
}

func TestRetryAfterOfAFaultIsWatched(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	wall := wallClock(s)
	s.Fail(Fault{Method: "sendMessage", Times: 1, Status: 429, RetryAfter: 5})
	send := args{"chat_id": p.ID(), "text": "催报"}
	if out := refused(t, s, "sendMessage", send, "Too Many Requests: retry after 5"); out.Parameters.RetryAfter != 5 {
		t.Errorf("%+v", out)
	}
	wall.Add(4 * time.Second)
	do[Message](t, s, "sendMessage", send)
	wall.Add(time.Second)
	do[Message](t, s, "sendMessage", send)
	if got := s.Refusals(); got != (Refusals{Early: 1}) {
		t.Errorf("refusals: %+v", got)
	}
}

func TestLimitsMayBeOff(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	var sent atomic.Int32
	for range 40 {
		do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "快"})
		sent.Add(1)
	}
	if err := s.Wait(soon(t), func() bool { return len(s.Requests("sendMessage")) == int(sent.Load()) }); err != nil {
		t.Fatal(err)
	}
}
