package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault is something that goes wrong between the bot and Telegram. With neither Status nor Body the connection is cut
// without an answer; with only a Delay the call is late and otherwise in order.
type Fault struct {
	Method      string  // empty: every method
	Chat        int64   // 0: every chat
	Times       int     // how often; 0: until it is removed
	Probability float64 // of each matching call; 0: always. Options.Seed makes it repeatable

	Delay       time.Duration // of wall time before the call, or before its refusal
	Cut         bool          // cut the connection; implied if nothing else is asked for
	Status      int           // 400, 403, 429, 500, 502 ...
	Description string        // default: Telegram's usual words for the status
	RetryAfter  int           // seconds, with 429
	Body        string        // the whole answer instead of JSON: a proxy's HTML page for example

	AfterDelivery bool // the call has its effect first: the bot cannot know it
}

// Failure is a Fault at work.
type Failure struct {
	Fault
	s    *Server
	hits int
}

// faultBody is an answer that is not the Bot API's.
type faultBody struct {
	status int
	body   string
}

func (f *faultBody) Error() string { return fmt.Sprintf("%d, not from the Bot API", f.status) }

// Fail puts a fault in the way of coming calls. The first fault that matches a call is the one that counts.
func (s *Server) Fail(f Fault) *Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	failure := &Failure{Fault: f, s: s}
	s.faults = append(s.faults, failure)
	return failure
}

// Remove ends the fault.
func (f *Failure) Remove() {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	f.s.faults = slices.DeleteFunc(f.s.faults, func(g *Failure) bool { return g == f })
}

// Hits is how many calls have met the fault.
func (f *Failure) Hits() int {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	return f.hits
}

// fault finds what lies in the way of a call; a zero Fault is a free way.
func (s *Server) fault(c *call) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Times > 0 && f.hits >= f.Times || f.Method != "" && !strings.EqualFold(f.Method, c.method) || f.Chat != 0 && f.Chat != c.chat {
			continue
		}
		if f.Probability > 0 && s.random.Float64() >= f.Probability {
			continue
		}
		f.hits++
		if f.Status == http.StatusTooManyRequests {
			s.rates.asked[c.chat] = s.wall().Add(time.Duration(f.RetryAfter) * time.Second)
		}
		return f.Fault
	}
	return Fault{}
}

// outcome is the error that the bot sees, nil for a mere delay.
func (f Fault) outcome() error {
	switch {
	case f.Body != "":
		return &faultBody{max(f.Status, http.StatusOK), f.Body}
	case f.Cut:
		return errCut
	case f.Status == 0 && f.Delay > 0 && !f.AfterDelivery, f == Fault{}:
		return nil
	case f.Status == 0:
		return errCut
	}
	e := &apiError{Code: f.Status, Description: f.Description, RetryAfter: f.RetryAfter}
	if e.Description == "" {
		e.Description = usualWords(f.Status, f.RetryAfter)
	}
	return e
}

func usualWords(status, retryAfter int) string {
	switch status {
	case http.StatusForbidden:
		return "Forbidden: bot was blocked by the user"
	case http.StatusTooManyRequests:
		return fmt.Sprintf("Too Many Requests: retry after %d", retryAfter)
	}
	return http.StatusText(status)
}
