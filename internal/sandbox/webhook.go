package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// webhook is where updates are taken instead of being fetched. Updates of one chat go one after the other; different
// chats go side by side.
type webhook struct {
	url       string
	secret    string
	most      int // deliveries at once
	flights   int
	stop      context.CancelFunc
	ctx       context.Context
	client    *http.Client
	lastError string
	failedAt  time.Time
}

func setWebhook(s *Server, c *call) (any, error) {
	address := c.text("url")
	if address == "" {
		return deleteWebhook(s, c)
	}
	if err := checkHook(address, c.text("secret_token")); err != nil {
		return nil, err
	}
	if err := s.readAllowed(c.params); err != nil {
		return nil, err
	}
	s.dropHook(c)
	ctx, stop := context.WithCancel(context.Background())
	s.hook = &webhook{url: address, secret: c.text("secret_token"), most: int(c.integer("max_connections")), ctx: ctx, stop: stop,
		client: &http.Client{Timeout: 60 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}}
	if s.hook.most < 1 || s.hook.most > 100 {
		s.hook.most = 40
	}
	s.endPoll()
	s.wake()
	return true, nil
}

// checkHook wants HTTPS as Telegram does; a loopback address may do without.
func checkHook(address, secret string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return badRequest("bad webhook: invalid webhook URL specified")
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme != "https" && (ip == nil || !ip.IsLoopback()) {
		return badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if len(secret) > 256 {
		return badRequest("secret token is too long")
	}
	if strings.Trim(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return badRequest("secret token contains unallowed characters")
	}
	return nil
}

func deleteWebhook(s *Server, c *call) (any, error) {
	s.dropHook(c)
	return true, nil
}

func (s *Server) dropHook(c *call) {
	if s.hook != nil {
		s.hook.stop()
		s.hook = nil
	}
	for _, u := range s.queue {
		u.flying, u.tries, u.after = false, 0, time.Time{}
	}
	if c.flag("drop_pending_updates") {
		s.queue = nil
	}
}

func getWebhookInfo(s *Server, _ *call) (any, error) {
	s.expire()
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(s.queue)}
	if len(s.allowed) > 0 {
		info["allowed_updates"] = s.allowed
	}
	if h := s.hook; h != nil {
		info["url"], info["max_connections"], info["ip_address"] = h.url, h.most, "127.0.0.1"
		if h.lastError != "" {
			info["last_error_message"], info["last_error_date"] = h.lastError, h.failedAt.Unix()
		}
	}
	return info, nil
}

// flyAll starts every delivery that may start: the first update of each chat that is neither under way nor waiting
// for its next try.
func (s *Server) flyAll() {
	h := s.hook
	if h == nil || s.down {
		return
	}
	s.expire()
	now := s.wall()
	busy := map[int64]bool{}
	for _, u := range s.queue {
		if h.flights >= h.most {
			return
		}
		free := !busy[u.chat]
		busy[u.chat] = true
		if !free || u.flying || now.Before(u.after) {
			continue
		}
		select {
		case <-s.closed:
			return
		default:
		}
		u.flying = true
		h.flights++
		s.running.Go(func() { s.fly(h, u) })
	}
}

// fly makes one delivery and then looks for the next.
func (s *Server) fly(h *webhook, u *update) {
	problem, says := h.post(u.raw)
	s.obey(h.ctx, says)
	s.mu.Lock()
	defer s.mu.Unlock()
	h.flights--
	if s.hook != h {
		return
	}
	u.flying = false
	if problem == "" {
		s.queue = slices.DeleteFunc(s.queue, func(v *update) bool { return v == u })
		s.moved()
		s.flyAll()
		return
	}
	h.lastError, h.failedAt = problem, s.now()
	again := min(s.opts.WebhookRetry<<min(u.tries, 10), 30*time.Second)
	u.tries++
	u.after = s.wall().Add(again)
	select {
	case <-s.closed:
		return
	default:
	}
	s.running.Go(func() {
		if s.pause(h.ctx, again) == nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.flyAll()
		}
	})
}

// obey runs the method that an answer of the webhook names, if it names one. Its result goes nowhere.
func (s *Server) obey(ctx context.Context, says []byte) {
	var named struct{ Method string }
	if json.Unmarshal(says, &named) != nil || named.Method == "" {
		return
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://webhook/", bytes.NewReader(says))
	if err != nil {
		return
	}
	r.Header.Set("Content-Type", "application/json")
	_, _ = s.answer(&call{ctx: ctx, method: named.Method, hooked: true}, r)
}

// post delivers one update and says in Telegram's words what went wrong, or what the webhook answers; any
// answer but 2xx is a failure.
func (h *webhook) post(raw []byte) (problem string, says []byte) {
	request, err := http.NewRequestWithContext(h.ctx, http.MethodPost, h.url, bytes.NewReader(raw))
	if err != nil {
		return "Invalid webhook URL: " + err.Error(), nil
	}
	request.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	response, err := h.client.Do(request)
	if err != nil {
		return "Connection refused or broken: " + err.Error(), nil
	}
	defer response.Body.Close()
	says, _ = io.ReadAll(io.LimitReader(response.Body, 1<<20)) // what is cut off names no method
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return "Wrong response from the webhook: " + response.Status, nil
	}
	return "", says
}
