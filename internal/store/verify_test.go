package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	tampering := []struct {
		name  string
		do    func(ctx context.Context, s *Store, p redis.Pipeliner)
		names string
	}{
		{"record", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.HSet(ctx, s.k.progress(), "A1", `{"reports":1,"last":"2027-01-15T12:00:00+08:00"}`)
		}, "unit A1"},
		{"record that cannot be read", func(ctx context.Context, s *Store, p redis.Pipeliner) { p.HSet(ctx, s.k.progress(), "A2", `{`) }, "unit A2"},
		{"record missing", func(ctx context.Context, s *Store, p redis.Pipeliner) { p.HDel(ctx, s.k.progress(), "B1") }, "unit B1"},
		{"record of a unit that never reported", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.HSet(ctx, s.k.progress(), "Z1", `{"reports":1}`)
		}, "unit Z1"},
		{"figure", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.HIncrBy(ctx, s.k.figures(village, "东片/沿河"), "voted", 1)
		}, "东片/沿河"},
		{"figure nobody reported", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.HSet(ctx, s.k.figures(village, "西片"), "x", 3)
		}, "西片"},
		{"index: a unit too few", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.ZRem(ctx, s.k.owing(village, "roll", "东片"), "A1")
		}, "owing:v27:roll:东片"},
		{"index: a unit too many", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.ZAdd(ctx, s.k.owing(village, "prepare", "西片"), redis.Z{Score: 3, Member: "C1"})
		}, "owing:v27:prepare:西片"},
		{"index: in difficulty", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.ZAdd(ctx, s.k.list(election.ListTroubled, branch, ""), redis.Z{Score: 5, Member: "P1"})
		}, "troubled:p27:"},
		{"index: another place", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			p.ZIncrBy(ctx, s.k.owing(village, "roll", ""), 0.5, "A2")
		}, "owing:v27:roll:"},
		{"receipt gone", func(ctx context.Context, s *Store, p redis.Pipeliner) { p.HDel(ctx, s.k.receipt(), "S0") }, "receipt S0"},
		{"receipt of nothing", func(ctx context.Context, s *Store, p redis.Pipeliner) { p.HSet(ctx, s.k.receipt(), "S99", "A1") }, "receipt S99"},
		{"report twice", func(ctx context.Context, s *Store, p redis.Pipeliner) {
			appendRaw(ctx, s, p, `{"id":"S0","unit":"A1","kind":"stage","body":{}}`)
		}, "report S0"},
	}
	both(t, func(t *testing.T, s *Store) {
		ways := []func() error{
			func() error { _, err := s.Rebuild(t.Context()); return err },
			func() error { return s.rebuiltBy(t.Context(), 1) },
			func() error { return s.rebuiltBy(t.Context(), 4) },
		}
		for i := range len(tampering) * len(ways) {
			c := tampering[i/len(ways)]
			must(t, s.c.FlushDB(t.Context()).Err())
			must(t, s.Enroll(t.Context()))
			history(t, s)
			pipe := s.c.Pipeline()
			c.do(t.Context(), s, pipe)
			_, err := pipe.Exec(t.Context())
			must(t, err)
			t.Log(c.name)
			wants(t, s.Verify(t.Context()), ErrWrongSums, c.names)
			for _, size := range []int{1, 4} {
				if err := s.verifyPages(t.Context(), size); !errors.Is(err, ErrWrongSums) {
					t.Errorf("by pages of %d: %v", size, err)
				}
			}
			if c.name == "report twice" {
				continue // the journal is the truth; nothing mends it
			}
			must(t, ways[i%len(ways)]())
			must(t, s.Verify(t.Context()))
			must(t, s.verifyPages(t.Context(), 4))
		}
	})
}

// rebuiltBy rebuilds by pages of so many units, and says whether it tells what was wrong.
func (s *Store) rebuiltBy(ctx context.Context, size int) error {
	found, err := s.rebuildPaged(ctx, size, s.print, true)
	if err == nil && len(found) == 0 {
		err = errors.New("nothing was found wrong")
	}
	return err
}

// comingIn is how many reports at most come in while a town is verified. Without a bound the journal grows faster than a
// slow machine reads it, each pass takes longer than the last, and none ends.
const comingIn = 3000

// A town is verified page by page while reports come in, and is found right.
func TestPagesAreVerifiedWhileReportsComeIn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		history(t, s)
		ctx, stop := context.WithCancel(t.Context())
		var reporting sync.WaitGroup
		reporting.Go(func() {
			for n := int64(1000); ctx.Err() == nil && n < 1000+comingIn; n++ {
				must(t, s.commitCount(t.Context(), n, s.town.Units[n%4].ID))
			}
		})
		for range 20 {
			for _, size := range []int{1, 3, 100} {
				must(t, s.verifyPages(t.Context(), size))
			}
		}
		stop()
		reporting.Wait()
		must(t, s.c.HDel(t.Context(), s.k.head(), "n").Err())
		wants(t, s.verifyPages(t.Context(), 3), ErrChain, "")
	})
}

// What is kept of people, groups and announcements must agree with itself.
func TestVerifyLooksAtBindingsAndAnnouncements(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		prepare := func() {
			t.Helper()
			must(t, s.c.FlushDB(ctx).Err())
			must(t, s.Enroll(ctx))
			must(t, s.bind(ctx, 2, 101, "白露"))
			must(t, s.bind(ctx, 3, 102, "石远"))
			must(t, s.Commit(ctx, Commit{Once: "write", Announcement: &election.Announcement{ID: "N1", By: "office:900", At: noon(0)}, Group: &Group{Chat: -5},
				Acks: []Ack{{Announcement: "N1", Unit: "A1"}}, Plan: []Planned{{Step: StepNudge, ID: "N1", At: noon(1)}}}))
			must(t, s.Verify(ctx))
		}
		for names, do := range map[string]func(){
			"person 103": func() { s.c.HSet(ctx, s.k.person(), "103", `{"person":"白露"}`) },
			"person 101": func() { s.c.HSet(ctx, s.k.bound(), "白露", "103") },
			"bound 谷雨":   func() { s.c.HSet(ctx, s.k.bound(), "谷雨", "102") },
			"person 102": func() { s.c.HDel(ctx, s.k.bound(), "石远") },
			"bound 石远":   func() { s.c.HDel(ctx, s.k.person(), "102") },
			"group -5":   func() { s.c.HSet(ctx, s.k.group(), "-5", "{") },
			"announcement N1": func() {
				s.c.HSet(ctx, s.k.announcement(), "N1", `{"id":"N1","by":"office:900","decision":{"by":"office:900"}}`)
			},
			"announcement N2": func() { s.c.HSet(ctx, s.k.announcement(), "N2", `{"id":"N2"}`) },
			"announced N3":    func() { s.c.ZAdd(ctx, s.k.announced(), redis.Z{Score: 1, Member: "N3"}) },
			"planned post:N4": func() { s.c.HSet(ctx, s.k.planned(), "post:N4", "1") },
			"ack N5.0:A1":     func() { s.c.HSet(ctx, s.k.ack(), "N5.0:A1", "{}") },
		} {
			prepare()
			do()
			wants(t, s.Verify(ctx), ErrWrongRecords, names)
			found, _, err := s.Check(ctx, noon(0))
			if err != nil || found.Kind != election.AmissKept {
				t.Errorf("%s: found %+v (%v)", names, found, err)
			}
		}
	})
}

// Both end, and agree with the journal, while comingIn reports come in without a pause.
func TestVerifyAndRebuildWhileReportsComeIn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		reports(t, s, countReport("S1", "A1", tally(300, 200, 100, 290, 280, 20)), countReport("S2", "B1", tally(300, 200, 100, 290, 280, 20)))
		end, n := make(chan struct{}), int64(0)
		came := make(chan error, 1)
		go func() {
			for {
				select {
				case <-end:
					came <- nil
					return
				default:
				}
				if n++; n > comingIn {
					<-end
					came <- nil
					return
				}
				if err := s.insist(ctx, n, 101, countReport(election.ReportID(fmt.Sprint("N", n)), "A1", tally(300, 200, 100, 290, 280, 20))); err != nil {
					came <- err
					return
				}
			}
		}()
		for i := range 8 {
			must(t, s.Verify(ctx))
			must(t, s.c.HSet(ctx, s.k.progress(), "B1", `{"reports":7}`).Err())
			must(t, s.c.HIncrBy(ctx, s.k.figures(village, election.WholeTown), string(election.Voted), 5).Err())
			must(t, s.c.ZRem(ctx, s.k.owing(village, "roll", election.WholeTown), "A2").Err())
			wants(t, s.Verify(ctx), ErrWrongSums, "unit B1")
			if i%2 == 0 {
				rebuild(t, s)
				continue
			}
			must(t, s.rebuiltBy(ctx, 2))
		}
		close(end)
		must(t, <-came)
		must(t, s.Verify(ctx))
	})
}

// appendRaw appends an entry whose chain holds, as a commit would, whatever it
// says.
func appendRaw(ctx context.Context, s *Store, p redis.Pipeliner, report string) {
	before, _ := s.Head(ctx)
	after := follow(before, sumOf(report))
	p.XAdd(ctx, &redis.XAddArgs{Stream: s.k.journal(), Values: []any{
		"report", report, "n", after.Entries, "sum", sumOf(report), "prev", before.Hash, "hash", after.Hash}})
	p.HSet(ctx, s.k.head(), "n", after.Entries, "hash", after.Hash)
}
