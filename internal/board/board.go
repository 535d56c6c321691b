// Package board shows a town's polling day on a web page that only reads: for
// the command room's projector, for telephones, and as a Telegram Mini App.
//
// Each viewer gets the units they may see (election.Person.MaySee) and nothing
// of any other, first all of them and then what changes, as server-sent events.
// One reader per town asks the store, whatever the number of viewers.
package board

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

//go:embed page
var pageFiles embed.FS

// Options say what a board shows and to whom.
type Options struct {
	// URL is the board's address, without a slash at the end. With https, cookies
	// are sent over that alone.
	URL string

	// Key signs links and sessions: 32 random bytes or more, the same for every
	// process behind URL. If empty, one is made up, and both end with the process.
	Key []byte

	// Store finds the store of a town as it is now, nil if there is none. It is
	// asked at every request and every second, so that a new roster counts at once.
	Store func(election.TownID) *store.Store

	// Home finds the town a Telegram user belongs to, for the Mini App; Token is
	// the bot's. Without them there is no Mini App.
	Home  func(ctx context.Context, user int64) (election.TownID, error)
	Token string

	Now   func() time.Time // the towns' clock; time.Now if nil
	Wall  func() time.Time // by which links and sessions last; Now if nil
	Every time.Duration    // between two looks at the store, and two pushes to a viewer; a second if zero
	Log   *slog.Logger     // slog.Default if nil
}

// Board is the board of an installation's towns.
type Board struct {
	opts    Options
	handler http.Handler
	secure  bool   // the address is https
	path    string // of the cookie
	packers sync.Pool
	open    context.Context // ends with Close
	close   context.CancelFunc
	running sync.WaitGroup

	mu      sync.Mutex
	watches map[election.TownID]*watch
	streams map[claim]int
}

// New makes a board. Nothing runs until somebody looks; Close ends it.
func New(o Options) *Board {
	if len(o.Key) == 0 {
		o.Key = make([]byte, 32)
		rand.Read(o.Key) // never fails (crypto/rand)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wall == nil {
		o.Wall = o.Now
	}
	if o.Every == 0 {
		o.Every = time.Second
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	b := &Board{opts: o, watches: map[election.TownID]*watch{}, streams: map[claim]int{}}
	scheme, rest, _ := strings.Cut(o.URL, "://")
	_, below, _ := strings.Cut(rest, "/")
	b.secure, b.path = scheme == "https", "/"+below
	b.open, b.close = context.WithCancel(context.Background())
	b.handler = b.routes()
	return b
}

// Close ends every stream and reader and waits for the readers.
func (b *Board) Close() {
	b.close()
	b.running.Wait()
}

// Handler serves the board, below the path of Options.URL and at the root: a
// proxy in front of it may take the path away or leave it.
func (b *Board) Handler() http.Handler {
	if b.path == "/" {
		return b.handler
	}
	mux := http.NewServeMux()
	mux.Handle("/", b.handler)
	mux.Handle(b.path+"/", http.StripPrefix(b.path, b.handler))
	return mux
}

// Server is a server of the board with the limits it needs; its Shutdown ends
// the streams.
func (b *Board) Server() *http.Server {
	s := &http.Server{Handler: b.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10} // no WriteTimeout: a stream lasts, each write has its own
	s.RegisterOnShutdown(b.close)
	return s
}

func (b *Board) routes() http.Handler {
	mux := http.NewServeMux()
	for _, name := range []string{"index.html", "board.css", "board.js"} {
		mux.Handle("GET /"+strings.Replace(name, "index.html", "{$}", 1), b.file(name))
	}
	mux.HandleFunc("GET /enter", b.enterByLink)
	mux.HandleFunc("POST /enter", b.enterMiniApp)
	mux.HandleFunc("GET /events", b.events)
	mux.HandleFunc("GET /unit", b.unit)
	safe := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.protect(w.Header())
		r.Body = http.MaxBytesReader(w, r.Body, initDataMost)
		safe.ServeHTTP(w, r)
	})
}

// protect sets what holds for every answer. Telegram's web client shows Mini
// Apps in a frame; nobody else may.
func (b *Board) protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "+
		"base-uri 'none'; form-action 'none'; frame-ancestors https://web.telegram.org; require-trusted-types-for 'script'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if b.secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// file serves one file of the page, which a browser may keep as long as it asks
// whether it is still the same.
func (b *Board) file(name string) http.Handler {
	content, err := pageFiles.ReadFile("page/" + name)
	if err != nil {
		panic(err) // the file is not in the program: only a broken build does that
	}
	sum := sha256.Sum256(content)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:9]) + `"`
	kind := mime.TypeByExtension(path.Ext(name))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(content) // whoever is gone needs no answer
	})
}

// refuse answers with a status and no more than its name.
func refuse(w http.ResponseWriter, status int) { http.Error(w, http.StatusText(status), status) }

// fail logs what went wrong on our side; the viewer learns only that.
func (b *Board) fail(w http.ResponseWriter, what string, err error) {
	b.opts.Log.Error("board: "+what, "error", err)
	refuse(w, http.StatusServiceUnavailable)
}
