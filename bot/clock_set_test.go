package bot

import (
	"net/http"
	"testing"
	"time"
)

// answering answers every request with a time.
type answering struct {
	date func() time.Time
	kind string
}

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{Header: http.Header{"Content-Type": {a.kind}, "Date": {a.date().UTC().Format(http.TimeFormat)}}, Body: http.NoBody}, nil
}

// A clock that is set is known to be off at once, before anything is compared
// again. An answer of somebody on the way, such as a page that wants a login,
// says nothing.
func TestAClockThatIsSetIsKnownToBeOff(t *testing.T) {
	t.Parallel()
	var set time.Duration
	c := &clockReader{RoundTripper: answering{time.Now, "application/json"}, now: func() time.Time {
		return time.Now().Round(0).Add(set)
	}}
	if off := c.offNow(); off != 0 {
		t.Errorf("off by %v before anything is known", off)
	}
	ask := func() {
		resp, err := c.RoundTrip(nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	off := func(want time.Duration) {
		t.Helper()
		if is := c.offNow(); (is - want).Abs() > 2*time.Second {
			t.Errorf("off by %v, want %v", is, want)
		}
	}
	ask()
	off(0)
	set = 24 * time.Hour
	off(set)
	ask()
	off(set)
	set = -time.Hour
	off(set)
	set = 0
	off(0)
	c.RoundTripper = answering{func() time.Time { set = time.Hour; return time.Now() }, "application/json"} // while it is asked
	ask()
	off(time.Hour)
	set = 0
	off(0)
	c.RoundTripper = answering{func() time.Time { return time.Unix(0, 0) }, "text/html"}
	ask()
	off(0)
}
