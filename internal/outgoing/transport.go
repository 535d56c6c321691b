package outgoing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
)

// Transport returns a transport that keeps as many connections to Telegram as
// are used at once. The default of two would open a new one for nearly every
// message. proxy may be nil.
func Transport(proxy *url.URL) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 256, 256
	if proxy != nil {
		t.Proxy = http.ProxyURL(proxy)
	}
	return t
}

// buffered sends a request's body in one piece. The library pipes it in many
// small writes. It also reads the answer before the library does (reply.go).
type buffered struct {
	*http.Client
	replies replies
}

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
	resp, err := b.Client.Do(r)
	if err != nil {
		return nil, err
	}
	return b.replies.read(path.Base(r.URL.Path), resp), nil
}

// Dial returns a client of Telegram, or of a server like it at a URL. It does
// not ask for updates.
func Dial(token, url string, c *http.Client, log *slog.Logger) (*API, error) {
	through := buffered{c, replies{log, &sync.Map{}}}
	api, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(url), tg.WithHTTPClient(time.Minute, through))
	if err != nil {
		return nil, fmt.Errorf("make Telegram client: %w", err)
	}
	return &API{Bot: api, through: through, url: url + "/bot" + token + "/", token: token}, nil
}

// Clean removes the token from an error before it is logged or shown.
func Clean(err error, token string) error {
	if err == nil || !strings.Contains(err.Error(), token) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), token, "***"))
}

func (s *Sender) clean(err error) error { return Clean(err, s.Token) }
