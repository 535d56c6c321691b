package outgoing

import "time"

// absence is what the sender knows of Telegram being unreachable. Nothing is
// sent for a while; then one message, the most urgent, is tried. However many
// wait, an outage costs one request every few seconds. Afterwards everything
// goes out in order. It is guarded by the shift's mutex.
type absence struct {
	wait  time.Duration // before the next try; 0 if Telegram is there
	until time.Time     // when the next try is due
	tried bool          // the next try is under way
}

// absent notes that Telegram does not answer.
func (s *shift) absent() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := &s.away; a.tried || a.wait == 0 { // otherwise the request began before Telegram went away
		a.wait = min(max(2*a.wait, time.Second), RetryLate)
		a.until, a.tried = time.Now().Add(a.wait), false
	}
}

// back notes that Telegram has answered.
func (s *shift) back() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away = absence{}
}

// resting reports whether nothing may be sent because Telegram is away.
func (s *shift) resting(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return now.Before(s.away.until)
}

// mayTry returns how many of most messages may be sent: one if Telegram was
// away.
func (s *shift) mayTry(most int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away.wait > 0 {
		return min(1, most)
	}
	return most
}

// trying notes that n messages are being sent. While Telegram is away, another
// one is tried only if these hang.
func (s *shift) trying(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := &s.away; a.wait > 0 && n > 0 {
		a.until, a.tried = time.Now().Add(RetryLate), true
	}
}
