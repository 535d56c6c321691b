package board

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

const (
	demoFolder = "../../cmd/huanjie/demo"
	token      = "700000:demo"
	office     = 700001
	leader     = election.PersonID("陈立") // of 东片
	officer    = election.PersonID("李芳") // of W1, W2, W3
	group      = election.PersonID("高远") // in the leading group
)

// rig is a board of the demo's town, served.
type rig struct {
	*Board
	t     testing.TB
	store atomic.Pointer[store.Store]
	ahead atomic.Int64 // the clock's
	homes map[int64]election.TownID
	redis redis.UniversalClient
	asked *counter
	http  *httptest.Server
	names int
}

// counter counts what Redis is asked.
type counter struct{ n atomic.Int64 }

func (c *counter) DialHook(next redis.DialHook) redis.DialHook { return next }

func (c *counter) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		c.n.Add(1)
		return next(ctx, cmd)
	}
}

func (c *counter) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func serve(t testing.TB, town *election.Town) *rig {
	t.Helper()
	r := &rig{t: t, asked: &counter{}, homes: map[int64]election.TownID{office: town.ID, 101: town.ID, 102: "-"}, redis: redistest.Dial(t, redistest.Any(t))}
	r.redis.AddHook(r.asked)
	s := store.Open(r.redis, town)
	must(t, s.Enroll(t.Context()))
	r.store.Store(s)
	var handler atomic.Pointer[http.Handler]
	r.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { (*handler.Load()).ServeHTTP(w, q) }))
	r.Board = New(Options{URL: r.http.URL, Token: token, Every: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler), Now: r.now,
		Home: func(_ context.Context, user int64) (election.TownID, error) { return r.homes[user], nil },
		Store: func(id election.TownID) *store.Store {
			if s := r.store.Load(); s != nil && id == s.Town().ID {
				return s
			}
			return nil
		}})
	h := r.Handler()
	handler.Store(&h)
	t.Cleanup(r.http.Close)
	t.Cleanup(r.Close)
	return r
}

// now is the town's clock: a quarter past eleven on polling day, and on.
func (r *rig) now() time.Time {
	return time.Date(2027, 1, 15, 11, 15, 0, 0, r.store.Load().Town().Location).Add(time.Duration(r.ahead.Load()))
}

func demo(t testing.TB) *election.Town {
	t.Helper()
	data, err := os.ReadFile(demoFolder + "/config.toml")
	must(t, err)
	c, err := config.Parse("config.toml", data, os.DirFS(demoFolder), func(name string) string {
		return map[string]string{config.TokenVariable: token}[name]
	})
	must(t, err)
	return c.Towns[0]
}

// large is a town of so many villages in twenty areas, led by one person each.
func large(t testing.TB, villages int) *election.Town {
	t.Helper()
	from := demo(t)
	town := election.Town{ID: from.ID, Name: "大川区", Location: from.Location, Office: from.Office, LeadingGroup: from.LeadingGroup, Elections: from.Elections}
	for i := range villages {
		u := from.Units[i%len(from.Units)]
		u.ID, u.Name = election.UnitID(fmt.Sprintf("V%d", i)), fmt.Sprintf("%s%d", u.Name, i/len(from.Units)+1)
		u.Area = election.Area(fmt.Sprintf("第%d片", i*20/villages+1))
		u.Leaders, u.Officers = []election.PersonID{election.PersonID("片长" + string(u.Area))}, []election.PersonID{election.PersonID(fmt.Sprint("员", i/3))}
		town.Units = append(town.Units, u)
	}
	out, err := election.NewTown(town)
	must(t, err)
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// report commits a report of the officer to a unit.
func (r *rig) report(unit election.UnitID, body election.Body) {
	r.t.Helper()
	r.reportBy(officer, unit, body)
}

func (r *rig) reportBy(by election.PersonID, unit election.UnitID, body election.Body) {
	r.t.Helper()
	r.names++
	id := election.ReportID(fmt.Sprint("R", r.names))
	for s := r.store.Load(); ; {
		ses := store.Session{}
		must(r.t, s.Focus(r.t.Context(), &ses, unit))
		err := s.Commit(r.t.Context(), store.Commit{Once: string(id), Session: &ses,
			Report: &election.Report{ID: id, Unit: unit, By: by, At: r.now(), Body: body}})
		if !errors.Is(err, store.ErrConflict) {
			must(r.t, err)
			return
		}
	}
}

// countOf is a count of a unit in which so many of its voters took part and
// each post's candidates get the votes in turn.
func countOf(u election.Unit, took int, votes ...int) election.Tally {
	c := election.Tally{Round: election.FirstRound, Registered: u.Registered, Participants: took, Issued: took, Returned: took, Valid: took}
	for _, p := range u.Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats}
		for _, name := range p.Candidates {
			post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name, Votes: votes[0]})
			votes = votes[1:]
		}
		c.Posts = append(c.Posts, post)
	}
	return c
}

func (r *rig) unitOf(id election.UnitID) election.Unit {
	u, ok := r.store.Load().Town().Unit(id)
	if !ok {
		r.t.Fatalf("no unit %s", id)
	}
	return u
}

// browser is a viewer with cookies.
type browser struct {
	r *rig
	*http.Client
}

func (r *rig) browser() browser {
	jar, err := cookiejar.New(nil)
	must(r.t, err)
	return browser{r, &http.Client{Jar: jar}}
}

// bearer shows a session with every request.
type bearer string

func (b bearer) RoundTrip(q *http.Request) (*http.Response, error) {
	q = q.Clone(q.Context())
	q.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(q)
}

// enter opens a browser with a link of a person.
func (r *rig) enter(p election.PersonID) browser {
	r.t.Helper()
	b := r.browser()
	users, err := r.store.Load().Bound(r.t.Context(), p)
	must(r.t, err)
	if status, _ := b.get(r.Link("qinghe", p, users[0], election.Chinese, r.now())); status != http.StatusOK {
		r.t.Fatalf("%s enters: %d", p, status)
	}
	return b
}

func (b browser) get(address string) (status int, body string) {
	b.r.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.r.http.URL + address
	}
	answer, err := b.Get(address)
	must(b.r.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(b.r.t, err)
	return answer.StatusCode, string(text)
}

// events are what a browser hears.
type events struct {
	t    testing.TB
	read *bufio.Scanner
}

func (b browser) listen(after string) *events {
	b.r.t.Helper()
	ctx, cancel := context.WithTimeout(b.r.t.Context(), 2*time.Minute)
	b.r.t.Cleanup(cancel)
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, b.r.http.URL+"/events?after="+after, nil)
	must(b.r.t, err)
	answer, err := b.Do(q)
	must(b.r.t, err)
	b.r.t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != http.StatusOK {
		b.r.t.Fatalf("listen: %s", answer.Status)
	}
	read := bufio.NewScanner(answer.Body)
	read.Buffer(nil, 16<<20)
	return &events{b.r.t, read}
}

// heard is an event as the page reads it.
type heard struct {
	name    string
	text    string
	Version string
	Units   []row
}

// next waits for an event; the name is "" once the stream has ended.
func (e *events) next() (h heard) {
	e.t.Helper()
	for e.read.Scan() {
		line := e.read.Text()
		if name, ok := strings.CutPrefix(line, "event: "); ok {
			h.name = name
		}
		if text, ok := strings.CutPrefix(line, "data: "); ok {
			h.text = text
			must(e.t, json.Unmarshal([]byte(text), &h))
			return h
		}
	}
	return heard{}
}

func (h heard) ids() string {
	var ids []string
	for _, u := range h.Units {
		ids = append(ids, string(u.ID))
	}
	return strings.Join(ids, " ")
}

// begin begins a session without a link.
func (r *rig) begin(c claim) string {
	r.t.Helper()
	session, err := r.admit(r.t.Context(), r.store.Load(), c)
	must(r.t, err)
	return session
}
