package outgoing

import "time"

// absence is what the sender knows of Telegram's being away. Then nothing is
// sent for a while, and after that one message, the most urgent one, finds out
// whether it is back: however many wait, hours of it cost a request every few
// seconds, and all go in their order afterwards. Guarded by the sender's mutex.
type absence struct {
	wait  time.Duration // before the next try; 0 if Telegram is there
	until time.Time     // then
	tried bool          // the next try is under way
}

// absent notes that Telegram does not answer.
func (s *shift) absent() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := &s.away; a.tried || a.wait == 0 { // else it was under way when Telegram went
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

// mayTry is how many of some messages may be sent: one if Telegram was away.
func (s *shift) mayTry(most int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away.wait > 0 {
		return min(1, most)
	}
	return most
}

// trying notes that messages are being sent: while Telegram is away, another one
// is tried beside them only if they hang.
func (s *shift) trying(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := &s.away; a.wait > 0 && n > 0 {
		a.until, a.tried = time.Now().Add(RetryLate), true
	}
}
