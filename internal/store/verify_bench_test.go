package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// BenchmarkVerify verifies towns of five reports a village, a very large one of one, while thirty more come in each second. MB
// is the most that the heap had more than before; cpu-s and redis-s are of the processor, reports included.
func BenchmarkVerify(b *testing.B) {
	for _, villages := range []int{1000, 3000, 30_000, 100_000, 600_000} {
		each := 5
		if villages > 100_000 {
			each = 1
		}
		b.Run(fmt.Sprintf("villages=%d", villages), func(b *testing.B) {
			c := redistest.Dial(b, redistest.Start(b))
			must(b, c.ConfigSet(b.Context(), "appendfsync", "no").Err())
			s := Open(c, large(b, villages))
			must(b, s.Enroll(b.Context()))
			reportsOf(b, s, each)
			rebuild(b, s)
			for b.Loop() {
				b.ReportMetric(mostBeside(b, s, nil, s.Verify), "MB")
			}
		})
	}
}

// BenchmarkRebuildBeside rebuilds towns of five reports a village of which a hundredth of the records and a
// sum are wrong, and gives them another roster, while thirty more reports come in each second.
func BenchmarkRebuildBeside(b *testing.B) {
	for _, villages := range []int{3000, 30_000, 100_000} {
		for _, what := range []string{"rebuild", "roster"} {
			b.Run(fmt.Sprintf("%s/villages=%d", what, villages), func(b *testing.B) {
				c := redistest.Dial(b, redistest.Start(b))
				must(b, c.ConfigSet(b.Context(), "appendfsync", "no").Err())
				s := Open(c, large(b, villages))
				must(b, s.Enroll(b.Context()))
				reportsOf(b, s, 5)
				rebuild(b, s)
				moved := large(b, villages)
				for i := range 100 {
					moved.Units[i].Area = moved.Units[i+1].Area
				}
				other := Open(c, townOf(b, moved.Units...))
				for b.Loop() {
					b.ReportMetric(mostBeside(b, s, ErrRoster, func(ctx context.Context) error {
						if what == "roster" {
							return other.Enroll(ctx)
						}
						for i := range villages / 100 {
							must(b, c.HSet(ctx, s.k.progress(), string(s.town.Units[i*100].ID), `{"reports":7}`).Err())
						}
						must(b, c.HIncrBy(ctx, s.k.figures(village, election.WholeTown), "voted", 5).Err())
						_, err := s.Rebuild(ctx)
						return err
					}), "MB")
				}
				if what == "roster" {
					s = other
				}
				must(b, s.Verify(b.Context()))
			})
		}
	}
}

// mostBeside does something while thirty reports a second come in, and returns by how many MB the heap
// was larger than before. The reports may be refused with one error.
func mostBeside(b *testing.B, s *Store, refused error, do func(context.Context) error) float64 {
	ctx, stop := context.WithCancel(b.Context())
	var beside sync.WaitGroup
	var most uint64
	runtime.GC()
	before := heapInUse()
	beside.Go(func() {
		for n := int64(1_000_000); ctx.Err() == nil; n++ {
			if err := s.commitCount(b.Context(), n, s.town.Units[n%int64(len(s.town.Units))].ID); err != nil && !errors.Is(err, refused) && !errors.Is(err, ErrConflict) { // its record is put right meanwhile
				b.Error(err)
			}
			most = max(most, heapInUse())
			<-time.After(time.Second / 30)
		}
	})
	cpu, redisCPU := processor(b, s)
	must(b, do(b.Context()))
	stop()
	beside.Wait()
	cpuThen, redisThen := processor(b, s)
	b.ReportMetric(cpuThen-cpu, "cpu-s")
	b.ReportMetric(redisThen-redisCPU, "redis-s")
	return float64(most-min(before, most)) / (1 << 20)
}

// processor is how many seconds of a processor this process and its Redis have had.
func processor(b *testing.B, s *Store) (own, redis float64) {
	var used syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	text, err := s.c.Info(b.Context(), "cpu").Result()
	must(b, err)
	for line := range strings.Lines(text) {
		for _, part := range []string{"used_cpu_sys:", "used_cpu_user:"} {
			if number, is := strings.CutPrefix(strings.TrimSpace(line), part); is {
				seconds, err := strconv.ParseFloat(number, 64)
				must(b, err)
				redis += seconds
			}
		}
	}
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9, redis
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// reportsOf writes a journal with so many reports of each unit, without what is made of it.
func reportsOf(tb testing.TB, s *Store, each int) {
	ctx, pipe, head := tb.Context(), s.c.Pipeline(), election.Head{}
	for n := range each {
		for i, u := range s.town.Units {
			r := countReport(election.ReportID(fmt.Sprintf("J%d.%d", n, i)), u.ID, tally(200+i%200, 150, 50, 190, 180, 20))
			if n > 0 {
				r = stageReport(r.ID, u.ID, s.town.Elections[0].Stages[n].ID, election.Done)
			}
			raw, err := json.Marshal(r)
			must(tb, err)
			prev, sum := head.Hash, sumOf(string(raw))
			head = follow(head, sum)
			pipe.XAdd(ctx, &redis.XAddArgs{Stream: s.k.journal(), Values: []any{"report", raw, "n", head.Entries, "sum", sum, "prev", prev, "hash", head.Hash}})
			if pipe.Len() >= 10_000 {
				_, err := pipe.Exec(ctx)
				must(tb, err)
			}
		}
		pipe.HSet(ctx, s.k.head(), "n", head.Entries, "hash", head.Hash)
		_, err := pipe.Exec(ctx)
		must(tb, err)
	}
}
