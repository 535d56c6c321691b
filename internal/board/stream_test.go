package board

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

func TestEachSeesTheirOwn(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	town := r.store.Load().Town()
	for _, u := range town.Units {
		r.report(u.ID, election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "原因" + string(u.ID)})
	}
	for who, want := range map[election.PersonID]int{leader: 6, officer: 4, group: 22, election.OfficePerson(office): 22} {
		b, person := r.enter(who), town.Person(who)
		h := b.listen("").next()
		if h.name != "state" || len(h.Units) != want {
			t.Errorf("%s hears %s of %d units, want %d", who, h.name, len(h.Units), want)
		}
		for _, u := range town.Units {
			status, page := b.get("/unit?id=" + string(u.ID))
			if person.MaySee(u) {
				if status != http.StatusOK || !strings.Contains(page, u.Name) || !strings.Contains(h.text, u.Name) {
					t.Errorf("%s does not see %s", who, u.Name)
				}
				continue
			}
			if status != http.StatusNotFound || strings.Contains(page, u.Name) {
				t.Errorf("%s opens %s: %d", who, u.Name, status)
			}
			for _, secret := range []string{u.Name, `"` + string(u.ID) + `"`, "原因" + string(u.ID), u.Place} {
				if strings.Contains(h.text, secret) {
					t.Errorf("%s reads %q of %s", who, secret, u.Name)
				}
			}
		}
		if who == leader && strings.Contains(h.text, "西片") {
			t.Errorf("%s reads of another area", who)
		}
	}
}

func TestLiveUpdate(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	east, whole := r.enter(leader).listen(""), r.enter(group).listen("")
	state := east.next()
	whole.next()

	r.report("W1", election.Turnout{Registered: 593, Voted: 400}) // not the leader's
	if h := whole.next(); h.name != "change" || h.ids() != "W1" || h.Units[0].State != Voting || h.Units[0].Voted != 400 || !h.Units[0].Enough {
		t.Errorf("the leading group hears %s %s", h.name, h.text)
	}
	u := r.unitOf("E1")
	r.report("E1", countOf(u, 200, 150, 40, 160, 150, 50))
	h := east.next()
	if h.name != "change" || h.ids() != "E1" || h.Units[0].State != Counted || h.Units[0].Elected != 3 {
		t.Errorf("the leader hears %s %s", h.name, h.text)
	}
	if strings.Contains(h.text, "西") || h.Version == state.Version {
		t.Errorf("the leader hears of others: %s", h.text)
	}

	again := r.enter(leader).listen(h.Version) // nothing was missed
	r.report("E2", countOf(r.unitOf("E2"), 100, 50, 40, 60, 50, 10))
	if h := again.next(); h.name == "beat" {
		h = again.next()
		if h.name != "change" || h.ids() != "E2" || h.Units[0].State != Void || h.Units[0].Next != election.FreshRound {
			t.Errorf("after coming back: %s %s", h.name, h.text)
		}
	} else {
		t.Errorf("who comes back hears %s first", h.name)
	}
	if h := r.enter(leader).listen(state.Version).next(); h.name != "change" || h.ids() != "E1 E2" {
		t.Errorf("who missed two reports hears %s %s", h.name, h.ids())
	}
	if h := r.enter(leader).listen("123-7").next(); h.name != "state" {
		t.Errorf("who comes with a version of another run hears %s", h.name)
	}
}

func TestManyViewersOneReader(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	var all []*events
	for range 25 {
		b := r.enter(group)
		for range 4 {
			all = append(all, b.listen(""))
		}
	}
	for _, e := range all {
		e.next()
	}
	before, began := r.asked.n.Load(), time.Now()
	for i := range 10 {
		r.report("E3", election.Turnout{Registered: 393, Voted: 10 + i})
	}
	for _, e := range all {
		for h := e.next(); h.Units == nil || h.Units[0].Voted != 19; h = e.next() {
			if h.name == "" {
				t.Fatal("a stream ended")
			}
		}
	}
	// A report takes three commands, and a look at most three of them.
	looks := int64(time.Since(began)/r.opts.Every) + 2
	if asked := r.asked.n.Load() - before; asked > 30+3*looks {
		t.Errorf("%d commands for a hundred viewers in %d looks", asked, looks)
	}
	if b := r.enter(group); true {
		for range streamsMost {
			b.listen("").next()
		}
		if status, _ := b.get("/events"); status != http.StatusTooManyRequests {
			t.Errorf("stream %d of one session: %d", streamsMost+1, status)
		}
	}
}

func TestRemovedPersonIsCutOff(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	b, other := r.enter(leader), r.enter(group)
	stream, whole := b.listen(""), other.listen("")
	stream.next()
	whole.next()

	town := *r.store.Load().Town()
	units := append([]election.Unit{}, town.Units...)
	for i := range units {
		if units[i].Area == "东片" {
			units[i].Leaders = []election.PersonID{"顾清"}
		}
	}
	town.Units = units
	changed, err := election.NewTown(town)
	must(t, err)
	s := store.Open(r.redis, changed)
	must(t, s.Enroll(t.Context()))
	r.store.Store(s)

	if h := stream.next(); h.name != "gone" || h.text != "{}" {
		t.Errorf("whoever left the roster hears %s", h.name)
	}
	if h := stream.next(); h.name != "" {
		t.Errorf("and then %s", h.name)
	}
	for _, path := range []string{"/events", "/unit?id=E1"} {
		if status, _ := b.get(path); status != http.StatusForbidden {
			t.Errorf("%s: %d", path, status)
		}
	}
	if h := whole.next(); h.name != "state" || len(h.Units) != 22 {
		t.Errorf("the others hear %s with the new roster", h.name)
	}
	if h := r.enter("顾清").listen("").next(); len(h.Units) != 12 {
		t.Errorf("the new leader sees %d units, want 12", len(h.Units))
	}
	r.ahead.Store(int64(SessionLasts)) // a session that runs out ends its stream, too
	r.report("E1", election.Turnout{Registered: 346, Voted: 1})
	if h := whole.next(); h.name != "gone" {
		t.Errorf("after %v: %s", SessionLasts, h.name)
	}
}

func TestEverythingEnds(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	session := r.begin(claim{Town: "qinghe", Person: group})
	q := httptest.NewRequest(http.MethodGet, "/events", nil).WithContext(ctx)
	q.Header.Set("Authorization", "Bearer "+session)
	go func() {
		defer close(ended)
		r.handler.ServeHTTP(httptest.NewRecorder(), q)
	}()
	watched := func() *watch {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.watches["qinghe"]
	}
	wait(t, func() bool { return watched() != nil })
	cancel()
	<-ended
	if watched() != nil || len(r.streams) != 0 {
		t.Error("the last viewer left, and the town is read on")
	}
	r.running.Wait()

	whole := r.enter(group).listen("")
	whole.next()
	r.Close()
	if h := whole.next(); h.name != "" {
		t.Errorf("after Close: %s", h.name)
	}
}

// TestShutdownEndsStreams stops a server while somebody looks.
func TestShutdownEndsStreams(t *testing.T) {
	t.Parallel()
	r := serve(t, demo(t))
	server, l := r.Server(), httptest.NewUnstartedServer(nil).Listener
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(l) }()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+"/events", nil)
	must(t, err)
	q.Header.Set("Authorization", "Bearer "+r.begin(claim{Town: "qinghe", Person: group}))
	answer, err := http.DefaultClient.Do(q)
	must(t, err)
	defer answer.Body.Close()
	must(t, server.Shutdown(t.Context()))
	if err := <-stopped; err != http.ErrServerClosed {
		t.Error(err)
	}
	if _, err := io.Copy(io.Discard, answer.Body); err == nil {
		return
	} else if err != io.ErrUnexpectedEOF {
		t.Error(err)
	}
}

// wait waits until something is so.
func wait(t testing.TB, so func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-t.Context().Done():
			t.Fatal("it never came")
		}
	}
}

// BenchmarkFirstPicture is a viewer opening a board of many villages, all of
// them counted: from the request to the first byte and to the last, when the
// town is read already. wire is what goes over the wire, of text as JSON; held
// is what the town and one viewer more take in memory.
func BenchmarkFirstPicture(b *testing.B) {
	for _, villages := range []int{22, 200, 3000} {
		b.Run(fmt.Sprint(villages), func(b *testing.B) {
			r := serve(b, large(b, villages))
			for _, u := range r.store.Load().Town().Units {
				took := u.Registered * 4 / 5
				r.report(u.ID, countOf(u, took, took*3/4, took/5, took*2/3, took*3/5, took/4))
			}
			viewer := r.enter(group)
			cold := time.Now()
			text := len(viewer.listen("").next().text) // keeps the town read
			b.ReportMetric(float64(time.Since(cold).Milliseconds()), "cold-ms")
			now, _ := r.watches["qinghe"].latest()
			held := 0
			for _, l := range now.lines {
				held += len(l.row)
			}
			cookie := r.begin(claim{Town: "qinghe", Person: group})
			var wire int64
			var first time.Duration
			for b.Loop() {
				q, err := http.NewRequestWithContext(b.Context(), http.MethodGet, r.http.URL+"/events", nil)
				must(b, err)
				q.Header.Set("Authorization", "Bearer "+cookie)
				q.Header.Set("Accept-Encoding", "gzip")
				began := time.Now()
				answer, err := http.DefaultClient.Do(q)
				must(b, err)
				one := make([]byte, 11) // the head of the gzip stream, and one byte more
				_, err = io.ReadFull(answer.Body, one)
				must(b, err)
				first += time.Since(began)
				wire = 11 + untilFlushed(b, answer.Body)
				answer.Body.Close()
			}
			b.ReportMetric(float64(first.Microseconds())/float64(b.N)/1000, "first-byte-ms")
			b.ReportMetric(float64(wire)/1024, "wire-KB")
			b.ReportMetric(float64(text)/1024, "text-KB")
			b.ReportMetric(float64(held)/1024, "rows-KB")
		})
	}
}

// untilFlushed reads one event: a flushed deflate stream ends on an empty block.
func untilFlushed(b *testing.B, from io.Reader) (n int64) {
	b.Helper()
	buffer, last := make([]byte, 64<<10), []byte{}
	for {
		got, err := from.Read(buffer)
		must(b, err)
		n += int64(got)
		last = append(last, buffer[:got]...)
		last = last[max(0, len(last)-4):]
		if bytes.Equal(last, []byte{0, 0, 0xff, 0xff}) {
			return n
		}
	}
}

// BenchmarkViewers is one report until two hundred viewers of 3,000 villages
// have it, and what each viewer takes in memory.
func BenchmarkViewers(b *testing.B) {
	const viewers = 200
	r := serve(b, large(b, 3000))
	r.enter(group).listen("").next() // the town is read
	sink := &sink{Writer: io.Discard}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	for i := range viewers {
		q := httptest.NewRequest(http.MethodGet, "/events", nil).WithContext(ctx)
		q.Header.Set("Accept-Encoding", "gzip")
		q.Header.Set("Authorization", "Bearer "+r.sign(claim{Use: sessionUse, Town: "qinghe", Person: group, Expires: r.now().Unix() + 600, Language: "zh"}))
		go r.handler.ServeHTTP(&headers{sink, http.Header{}}, q)
		wait(b, func() bool { return sink.flushed.Load() == int64(i+1) })
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	for turn := 1; b.Loop(); turn++ {
		r.report("V7", election.Turnout{Registered: 500, Voted: turn % 500})
		wait(b, func() bool { return sink.flushed.Load() >= int64(viewers*(turn+1)) })
	}
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc)+float64(after.StackInuse)-float64(before.StackInuse))/viewers/1024, "KB/viewer")
}

// sink takes everything and counts what was sent off.
type sink struct {
	io.Writer
	flushed atomic.Int64
}

func (s *sink) Header() http.Header { return http.Header{} }
func (s *sink) WriteHeader(int)     {}
func (s *sink) Flush()              { s.flushed.Add(1) }
