package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// apiError is an answer with ok:false.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int   // seconds
	MigrateTo   int64 // the supergroup that a group has become
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Description) }

func badRequest(text string) error { return &apiError{Code: 400, Description: "Bad Request: " + text} }
func forbidden(text string) error  { return &apiError{Code: 403, Description: "Forbidden: " + text} }
func conflict(text string) error   { return &apiError{Code: 409, Description: "Conflict: " + text} }

func tooMany(seconds int) error {
	return &apiError{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds}
}

// errCut is the answer that never comes: the connection is closed instead.
var errCut = errors.New("sandbox: connection cut")

// call is one Bot API request on its way.
type call struct {
	params
	ctx    context.Context
	method string
	chat   int64
	hooked bool // in the answer of a webhook
	record Request
}

// effect notes the message that the call made or changed.
func (c *call) effect(m Message) {
	c.record.Message = m.ID
	if c.record.Text = m.Text; c.record.Text == "" {
		c.record.Text = m.Caption
	}
}

// method is a Bot API method. All run under the server's lock, except those that wait.
type method struct {
	run   func(*Server, *call) (any, error)
	waits bool
}

func methodTable() map[string]method {
	locked := map[string]func(*Server, *call) (any, error){
		"getMe": getMe, "sendMessage": sendMessage, "sendPhoto": sendPhoto, "sendDocument": sendDocument,
		"sendMediaGroup": sendMediaGroup, "sendLocation": sendLocation, "sendContact": sendContact,
		"sendChatAction": sendChatAction, "editMessageText": editMessageText, "editMessageCaption": editMessageCaption,
		"editMessageReplyMarkup": editMessageReplyMarkup, "deleteMessage": deleteMessage, "deleteMessages": deleteMessages,
		"pinChatMessage": pinChatMessage, "unpinChatMessage": unpinChatMessage, "unpinAllChatMessages": unpinAllChatMessages,
		"answerCallbackQuery": answerCallbackQuery, "getFile": getFile, "getChat": getChat, "getChatMember": getChatMember,
		"getChatAdministrators": getChatAdministrators, "getChatMemberCount": getChatMemberCount, "leaveChat": leaveChat,
		"setMyCommands": setMyCommands, "getMyCommands": getMyCommands, "deleteMyCommands": deleteMyCommands,
		"setMyName": setMyName, "getMyName": getMyName, "setMyDescription": setMyDescription, "getMyDescription": getMyDescription,
		"setMyShortDescription": setMyShortDescription, "getMyShortDescription": getMyShortDescription,
		"setChatMenuButton": setChatMenuButton, "getChatMenuButton": getChatMenuButton,
		"setWebhook": setWebhook, "deleteWebhook": deleteWebhook, "getWebhookInfo": getWebhookInfo,
	}
	table := map[string]method{"getupdates": {run: getUpdates, waits: true}}
	for name, run := range locked {
		table[strings.ToLower(name)] = method{run: run}
	}
	return table
}

func getMe(s *Server, _ *call) (any, error) {
	return struct {
		ID           int64  `json:"id"`
		IsBot        bool   `json:"is_bot"`
		FirstName    string `json:"first_name"`
		Username     string `json:"username"`
		JoinGroups   bool   `json:"can_join_groups"`
		ReadAll      bool   `json:"can_read_all_group_messages"`
		Inline       bool   `json:"supports_inline_queries"`
		Business     bool   `json:"can_connect_to_business"`
		MainWebApp   bool   `json:"has_main_web_app"`
		TopicsInside bool   `json:"has_topics_enabled"`
	}{ID: s.bot.ID, IsBot: true, FirstName: s.bot.FirstName, Username: s.bot.Username, JoinGroups: true}, nil
}

// serveBot answers /bot<token>/METHOD.
func (s *Server) serveBot(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if s.away() {
		panic(http.ErrAbortHandler)
	}
	if token != s.Token {
		writeError(w, &apiError{Code: 401, Description: "Unauthorized"})
		return
	}
	c := &call{ctx: r.Context(), method: name}
	result, err := s.answer(c, r)
	if errors.Is(err, errCut) {
		panic(http.ErrAbortHandler)
	}
	if fault := (*faultBody)(nil); errors.As(err, &fault) {
		w.WriteHeader(fault.status)
		_, _ = w.Write([]byte(fault.body))
		return
	}
	if err != nil {
		writeError(w, err)
		return
	}
	if s.opts.Foreign {
		writeJSON(w, http.StatusOK, foreign(c.method, result))
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"ok": true, "result": result})
}

// answer reads, runs and records a call, with the faults that lie in its way.
func (s *Server) answer(c *call, r *http.Request) (any, error) {
	c.record = Request{Method: c.method, Time: s.wall(), Hooked: c.hooked}
	var err error
	if c.params, err = readParams(r); err != nil {
		return nil, s.note(c, err, false)
	}
	c.chat = c.integer("chat_id")
	c.record.Chat, c.record.Paid = c.chat, c.flag("allow_paid_broadcast")
	m, ok := s.methods[strings.ToLower(c.method)]
	if !ok {
		return nil, s.note(c, &apiError{Code: 404, Description: "Not Found"}, false)
	}
	fault := s.fault(c)
	if err := s.pause(c.ctx, fault.Delay); err != nil {
		return nil, s.note(c, errCut, false)
	}
	if !fault.AfterDelivery {
		if err := fault.outcome(); err != nil {
			return nil, s.note(c, err, false)
		}
	}
	result, err := s.run(c, m)
	if err != nil {
		return nil, s.note(c, err, false)
	}
	if fault.AfterDelivery {
		return nil, s.note(c, fault.outcome(), true)
	}
	return result, s.note(c, nil, true)
}

func (s *Server) run(c *call, m method) (any, error) {
	if m.waits {
		return m.run(s, c)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return m.run(s, c)
}

func (s *Server) away() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.down
}

// Request is one call of the Bot API that reached the sandbox.
type Request struct {
	Number      int // 1, 2, 3 ... in the order they were answered
	Method      string
	Chat        int64
	Message     int    // the message that was made or changed
	Text        string // its text or caption
	Paid        bool   // it came with allow_paid_broadcast
	Time        time.Time
	Status      int    // HTTP status of the answer, 0 if the connection was cut
	Description string // of the error
	Applied     bool   // the call had its effect, whatever the bot was told
	Hooked      bool   // it came in the answer of a webhook
}

// maxRequests is how many calls are remembered.
const maxRequests = 200_000

// note records the call's outcome and passes err on.
func (s *Server) note(c *call, err error, applied bool) error {
	r := c.record
	r.Applied, r.Status = applied, http.StatusOK
	var api *apiError
	var body *faultBody
	switch {
	case errors.As(err, &api):
		r.Status, r.Description = api.Code, api.Description
	case errors.As(err, &body):
		r.Status = body.status
	case err != nil:
		r.Status = 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.requests) >= maxRequests {
		s.requests = s.requests[maxRequests/2:]
	}
	r.Number = 1
	if n := len(s.requests); n > 0 {
		r.Number = s.requests[n-1].Number + 1
	}
	s.requests = append(s.requests, r)
	s.moved()
	return err
}

// Requests are the calls of these methods so far, all methods if none is named; the newest 100,000 at least.
func (s *Server) Requests(methods ...string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Request
	for _, r := range s.requests {
		if len(methods) == 0 || containsFold(methods, r.Method) {
			found = append(found, r)
		}
	}
	return found
}

func containsFold(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

func writeError(w http.ResponseWriter, err error) {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{Code: 500, Description: "Internal Server Error: " + err.Error()}
	}
	answer := map[string]any{"ok": false, "error_code": e.Code, "description": e.Description}
	if e.RetryAfter > 0 {
		answer["parameters"] = map[string]any{"retry_after": e.RetryAfter}
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	if e.MigrateTo != 0 {
		answer["parameters"] = map[string]any{"migrate_to_chat_id": e.MigrateTo}
	}
	writeJSON(w, e.Code, answer)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
