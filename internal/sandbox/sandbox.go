// Package sandbox is a strict Telegram in one process: a Bot API server on a local address, telephones that speak to
// the bot, groups they meet in, and a web page that shows all of it.
//
// It is the test double of the whole project (Start, Phone, Wait, Requests, Fail), the Telegram of the demo (the page
// at Server.URL), and later a training ground where nothing leaves the building.
//
// Strict means: what Telegram refuses is refused here with Telegram's words, sooner rather than later. The wording and
// the order of checks follow the source of the official Bot API server and of TDLib. Where Telegram is vague (how
// many messages a second, how long a tap may stay unanswered) the sandbox takes the narrow side; see Limits.
//
// Two clocks run. Dates in messages, the age of updates and of taps follow Options.Now, which a demo or a test may
// move. Rate limits, delays of faults and waiting follow the wall clock.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-telegram/bot/models"
)

// Options of a sandbox; the zero value is a working one.
type Options struct {
	Token    string           // of the bot, "NUMBER:SECRET"; the number is the bot's user ID. Default 1000001:sandbox
	Username string           // of the bot, without @. Default huanjie_demo_bot
	Name     string           // the bot's first name. Default 换届助手
	Addr     string           // where Start listens. Default 127.0.0.1:0
	Now      func() time.Time // the movable clock. Default time.Now
	Location *time.Location   // for the clock's label. Default UTC+8
	Language string           // zh (default) or en: the language in which the page starts
	Title    string           // of the page
	Page     fs.FS            // index.html and the rest, instead of the page compiled in
	Limits   Limits
	Controls []Control
	Seed     uint64 // of the faults that happen by chance

	// Watch is told of everything that the bot does in a chat, in order, while the sandbox is locked: it must not call it.
	Watch func(Deed)

	// Foreign makes every answer hold what the library cannot decode, as a later or another Bot API server may.
	Foreign bool

	WebhookRetry time.Duration // before a refused webhook delivery is tried again. Default 1 s, doubled up to 30 s
}

// Words is a text in both languages of the product.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Server is one bot's Telegram. Everything in it is safe for use by many goroutines.
type Server struct {
	URL   string // http://host:port, empty if made by New; it carries the Bot API and the page
	Token string
	opts  Options
	wall  func() time.Time
	bot   models.User

	listener *http.Server
	running  sync.WaitGroup // requests being answered, webhook deliveries
	closed   chan struct{}
	methods  map[string]method

	mu          sync.Mutex
	random      *rand.Rand
	people      map[int64]*person
	phones      []int64 // in the order they were made
	chats       map[int64]*chat
	shown       []int64 // chats in the order they were made
	lastMessage int     // private chats and basic groups count their messages together
	lastGroup   int64
	lastID      uint64 // for files, albums and taps

	change     chan struct{} // closed and replaced when anything has happened
	queue      []*update
	lastUpdate int64
	allowed    []string
	arrived    chan struct{} // closed and replaced when an update arrives
	polling    chan struct{} // closed when another getUpdates takes over
	cut        chan struct{} // closed while Telegram is away
	down       bool
	hook       *webhook

	queries  map[string]*query
	files    map[string]*file
	profile  profile
	rates    rates
	faults   []*Failure
	requests []Request
	viewers  map[*viewer]struct{}
	controls []Control
	tour     []Step
	pressed  map[string]int // presses of a control that have not come back yet
}

// New makes a sandbox without a listener; serve its Handler, and Close it in the end.
func New(o Options) (*Server, error) {
	o = o.withDefaults()
	id, err := botID(o.Token)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Token: o.Token, opts: o, wall: time.Now,
		bot:    models.User{ID: id, IsBot: true, FirstName: o.Name, Username: o.Username},
		closed: make(chan struct{}),
		random: rand.New(rand.NewPCG(o.Seed, o.Seed)),
		people: map[int64]*person{},
		chats:  map[int64]*chat{},
		// Numbers go on rising over restarts: a bot with a memory would take an old one for a repetition.
		lastUpdate: o.Now().Unix(),
		lastID:     uint64(o.Now().Unix()) << 20,
		lastGroup:  4_000_000_000,
		change:     make(chan struct{}),
		arrived:    make(chan struct{}),
		cut:        make(chan struct{}),
		queries:    map[string]*query{},
		files:      map[string]*file{},
		rates:      newRates(o.Limits),
		viewers:    map[*viewer]struct{}{},
		controls:   o.Controls,
		pressed:    map[string]int{},
	}
	s.profile = newProfile()
	s.methods = methodTable()
	return s, nil
}

// Start makes a sandbox and serves it on Options.Addr.
func Start(o Options) (*Server, error) {
	s, err := New(o)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", s.opts.Addr)
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	s.URL = "http://" + l.Addr().String()
	s.listener = &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() {
		// Serve returns ErrServerClosed after Close; a listener that fails earlier shows at every caller.
		_ = s.listener.Serve(l)
	})
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Token == "" {
		o.Token = "1000001:sandbox"
	}
	if o.Username == "" {
		o.Username = "huanjie_demo_bot"
	}
	if o.Name == "" {
		o.Name = "换届助手"
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Location == nil {
		o.Location = time.FixedZone("UTC+8", 8*60*60)
	}
	if o.Language == "" {
		o.Language = "zh"
	}
	if o.Title == "" {
		o.Title = o.Name
	}
	if o.WebhookRetry == 0 {
		o.WebhookRetry = time.Second
	}
	o.Limits = o.Limits.withDefaults()
	return o
}

func botID(token string) (int64, error) {
	var id int64
	var secret string
	if n, _ := fmt.Sscanf(token, "%d:%s", &id, &secret); n != 2 || id <= 0 {
		return 0, errors.New("sandbox: a token is NUMBER:SECRET")
	}
	return id, nil
}

// Close ends the server, every request in progress and every delivery, and returns when they are gone.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.closed:
		s.mu.Unlock()
		return
	default:
	}
	close(s.closed)
	for _, ch := range s.chats {
		if ch.typing != nil {
			ch.typing.Stop()
		}
	}
	if s.hook != nil {
		s.hook.stop()
	}
	s.mu.Unlock()
	if s.listener != nil {
		_ = s.listener.Close()
	}
	s.running.Wait()
}

// begin counts a piece of work that Close waits for; it says no after Close.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
		return false
	default:
		s.running.Add(1)
		return true
	}
}

// Bot is the bot as other users see it.
func (s *Server) Bot() models.User { return s.bot }

// Down takes Telegram away (every connection of the bot is cut without an answer, a poll that waits too) or brings it
// back. The page and the phones go on: what they say waits in the queue.
func (s *Server) Down(away bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if away == s.down {
		return
	}
	s.down = away
	if away {
		close(s.cut)
		return
	}
	s.cut = make(chan struct{})
	s.wake()
}

// Wait returns when wanted says so, or with the error of ctx. The condition is looked at after every call of the Bot
// API, every change in a chat and every update that the bot has confirmed; it may use any method of the Server.
func (s *Server) Wait(ctx context.Context, wanted func() bool) error {
	return s.until(ctx, func() (bool, <-chan struct{}) {
		s.mu.Lock()
		change := s.change
		s.mu.Unlock()
		return wanted(), change
	})
}

// until looks again at every change until something holds.
func (s *Server) until(ctx context.Context, look func() (holds bool, change <-chan struct{})) error {
	for {
		holds, change := look()
		if holds {
			return nil
		}
		select {
		case <-change:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.closed:
			return errClosed
		}
	}
}

func (s *Server) moved() {
	close(s.change)
	s.change = make(chan struct{})
}

// now is the movable clock.
func (s *Server) now() time.Time { return s.opts.Now() }

// nextID gives identifiers that look nothing like a counter, so that nobody is tempted to compute with them.
func (s *Server) nextID() uint64 {
	s.lastID++
	x := s.lastID * 0x9e3779b97f4a7c15
	return x ^ x>>29
}

// pause waits for d of wall time, or for the end of ctx or of the sandbox.
func (s *Server) pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-s.closed:
		return errClosed
	}
}

var errClosed = errors.New("sandbox: closed")
