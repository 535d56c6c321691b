package store

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

var cutEvery = flag.Int64("cut.every", 9, "rebuilds that are killed: after every so many commands")

var errCut = errors.New("the process was killed")

// cutAfter is the store of a process that is killed after so many commands.
func cutAfter(t *testing.T, s *Store, town *election.Town, commands int64) *Store {
	c := redis.NewClient(s.c.(*redis.Client).Options())
	t.Cleanup(func() { c.Close() })
	k := &cut{}
	k.left.Store(commands)
	c.AddHook(k)
	return Open(c, town)
}

type cut struct{ left atomic.Int64 }

func (k *cut) DialHook(next redis.DialHook) redis.DialHook { return next }

func (k *cut) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		if k.left.Add(-1) < 0 {
			return errCut
		}
		return next(ctx, cmd)
	}
}

func (k *cut) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		if k.left.Add(-1) < 0 {
			return errCut
		}
		return next(ctx, cmds)
	}
}

// spoil makes something of everything wrong that a rebuild puts right.
func spoil(t *testing.T, s *Store) {
	t.Helper()
	p := s.c.Pipeline()
	for _, u := range []string{"A1", "B1", "D1"} {
		p.HSet(t.Context(), s.k.progress(), u, `{"reports":7}`)
	}
	p.HSet(t.Context(), s.k.progress(), "Z9", `{"reports":1}`) // of no unit
	p.HSet(t.Context(), s.k.receipt(), "X77", "A1")            // of no report
	p.HDel(t.Context(), s.k.receipt(), "S1")
	p.ZRem(t.Context(), s.k.owing(village, "roll", election.WholeTown), "A2")
	p.HIncrBy(t.Context(), s.k.figures(village, election.WholeTown), string(election.Voted), 5)
	must1(p.Exec(t.Context()))
}

// movedRoster is the town with a unit in another area, one that left and one that joined.
func movedRoster(t *testing.T) *election.Town {
	units := roster()
	units[0].Area = "西片/新区"
	units = append(units[:3], units[4:]...)
	return townOf(t, append(units, unitOf("E1", "西片/新区", "白露"))...)
}

// A rebuild that is killed after any of its commands, and another roster whose making is: reports come
// in, or are refused, then somebody begins again, and all is right.
//
//	go test ./internal/store -run TestARebuildKilledAnywhere -v                # after every ninth
//	go test ./internal/store -run TestARebuildKilledAnywhere -v -cut.every 1   # after each, a minute
func TestARebuildKilledAnywhere(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, s *Store) {
		history(t, s)
		kills := killedAnywhere(t, s, s.town, true, func(ctx context.Context, s *Store) error {
			_, err := s.rebuildPaged(ctx, 2, s.print, false)
			return err
		})
		t.Logf("killed %d times", kills)
	})
	both(t, func(t *testing.T, s *Store) {
		history(t, s)
		kills := killedAnywhere(t, s, s.town, true, func(ctx context.Context, s *Store) error {
			_, err := s.Rebuild(ctx)
			return err
		})
		t.Logf("at once: killed %d times", kills)
	})
	both(t, func(t *testing.T, s *Store) {
		history(t, s)
		kills := killedAnywhere(t, s, movedRoster(t), false, func(ctx context.Context, s *Store) error {
			return s.enrollPaged(ctx, 2)
		})
		t.Logf("another roster: killed %d times", kills)
	})
}

// killedAnywhere does something in the town after it was spoiled, or has the roster of before, kills it
// after every number of commands, reports, and does it again.
func killedAnywhere(t *testing.T, s *Store, town *election.Town, spoiled bool, do func(context.Context, *Store) error) (kills int64) {
	ctx, again := t.Context(), Open(s.c, town)
	for n := int64(0); ; n += *cutEvery {
		if spoiled {
			spoil(t, s)
		} else {
			must(t, s.enrollPaged(ctx, 2))
			must(t, s.Verify(ctx))
		}
		err := do(ctx, cutAfter(t, s, town, n))
		if err != nil && !errors.Is(err, errCut) {
			t.Fatalf("after %d commands: %v", n, err)
		}
		had := len(journal(t, s))
		refused := 0
		for i, who := range []*Store{s, again} {
			r := stageReport(election.ReportID(fmt.Sprintf("K%d-%d", n, i)), "A2", "roll", election.Statuses()[1+(int(n)+i)%3])
			if err := who.insist(ctx, 1000+2*n+int64(i), 101, r); errors.Is(err, ErrRoster) {
				refused++
			} else {
				must(t, err)
			}
		}
		must(t, do(ctx, again))
		if err := again.Verify(ctx); err != nil {
			t.Fatalf("killed after %d commands, then done again: %v", n, err)
		}
		must(t, again.verifyPages(ctx, 3))
		if now := len(journal(t, s)); now != had+2-refused {
			t.Fatalf("killed after %d commands: %d reports, want %d", n, now, had+2-refused)
		}
		if err == nil {
			return kills
		}
		kills++
	}
}

// Several processes put right what is kept at once, or make another roster, while reports come in.
func TestSeveralRebuildAtOnce(t *testing.T) {
	t.Parallel()
	ways := map[string]func(context.Context, *Store) error{
		"at once": func(ctx context.Context, s *Store) error { _, err := s.Rebuild(ctx); return err },
		"by pages": func(ctx context.Context, s *Store) error {
			_, err := s.rebuildPaged(ctx, 2, s.print, true)
			return err
		},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, s *Store) {
				history(t, s)
				for n := range int64(4) {
					spoil(t, s)
					must(t, errors.Join(together(4, func(i int) error {
						if i == 0 {
							return s.commitCount(t.Context(), 5000+n, "A2")
						}
						return way(t.Context(), Open(s.c, s.town))
					})...))
					must(t, s.Verify(t.Context()))
				}
			})
		})
	}
	t.Run("another roster", func(t *testing.T) {
		t.Parallel()
		both(t, func(t *testing.T, s *Store) {
			history(t, s)
			for n := range 4 {
				town := s.town
				if n%2 == 0 {
					town = movedRoster(t)
				}
				must(t, errors.Join(together(3, func(int) error {
					return Open(s.c, town).enrollPaged(t.Context(), 2)
				})...))
				must(t, Open(s.c, town).Verify(t.Context()))
			}
		})
	})
}
