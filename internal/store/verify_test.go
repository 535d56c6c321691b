package store

import (
	"context"
	"errors"
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
		for _, c := range tampering {
			must(t, s.c.FlushAll(t.Context()).Err())
			must(t, s.Enroll(t.Context()))
			history(t, s)
			pipe := s.c.Pipeline()
			c.do(t.Context(), s, pipe)
			_, err := pipe.Exec(t.Context())
			must(t, err)
			t.Log(c.name)
			wants(t, s.Verify(t.Context()), ErrWrongSums, c.names)
			if c.name == "report twice" {
				continue // the journal is the truth; nothing mends it
			}
			rebuild(t, s)
			must(t, s.Verify(t.Context()))
		}
	})
}

func TestVerifyWhileReportsComeIn(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		for _, err := range together(2, func(i int) error {
			if i == 0 {
				return s.Verify(t.Context())
			}
			for n := range int64(20) {
				if err := s.insist(t.Context(), n+1, 101, countReport(election.ReportID(rune('A'+n)), "A1", tally(300, 200, 100, 290, 280, 20))); err != nil {
					return err
				}
			}
			return nil
		}) {
			if err != nil && !errors.Is(err, ErrConflict) {
				t.Error(err)
			}
		}
		must(t, s.Verify(t.Context()))
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
