package bot

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// pollTime is how long Telegram holds a request for updates open.
const pollTime = 25 * time.Second

// Transport is one that keeps as many connections to Telegram as are used at
// once (the usual two would make a new one for nearly every message). proxy may
// be nil.
func Transport(proxy *url.URL) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	if proxy != nil {
		t.Proxy = http.ProxyURL(proxy)
	}
	return t
}

// buffered sends a request's body in one piece: the library pipes it in many
// small writes.
type buffered struct{ *http.Client }

// Do sends the request.
func (b buffered) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	}
	return b.Client.Do(r)
}

// clean takes the token out of an error before anybody reads it.
func (b *Bot) clean(err error) error {
	if err == nil || !strings.Contains(err.Error(), b.token) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), b.token, "***"))
}
