package store

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// BenchmarkSize says what is the same for every size, and what grows with it: towns of so many villages are made and
// enrolled for the first time, a thousand counts (in small towns of one village again and again) are committed, and the
// digest of the whole town is read.
func BenchmarkSize(b *testing.B) {
	for _, size := range []struct{ towns, villages int }{{1, 22}, {1500, 22}, {1, 1000}, {1, 30_000}, {1, 600_000}} {
		b.Run(fmt.Sprintf("towns=%d/villages=%d", size.towns, size.villages), func(b *testing.B) {
			c := redistest.Dial(b, redistest.Start(b))
			must(b, c.ConfigSet(b.Context(), "appendfsync", "no").Err())
			for b.Loop() {
				must(b, c.FlushAll(b.Context()).Err())
				sizeOf(b, c, size.towns, size.villages)
			}
		})
	}
}

func sizeOf(b *testing.B, c redis.UniversalClient, towns, villages int) {
	const counts = 1000
	every := float64(towns * villages)
	empty, before := keptIn(b, c), settledHeap()
	peak := watchHeap()
	began := time.Now()
	all := make([]*Store, towns)
	for i := range all {
		all[i] = Open(c, largeOf(b, election.TownID(fmt.Sprint("T", i)), villages))
	}
	b.ReportMetric(time.Since(began).Seconds(), "made-s")
	b.ReportMetric(float64(peak()-before)/(1<<20), "made-peak-MB")
	settledHeap()
	peak = watchHeap()
	began = time.Now()
	cpu, redisCPU := processor(b, all[0])
	for _, s := range all {
		must(b, s.Enroll(b.Context()))
	}
	b.ReportMetric(time.Since(began).Seconds(), "enrolled-s")
	cpuThen, redisThen := processor(b, all[0])
	b.ReportMetric(cpuThen-cpu, "enrolled-cpu-s")
	b.ReportMetric(redisThen-redisCPU, "enrolled-redis-s")
	b.ReportMetric(float64(peak()-before)/(1<<20), "peak-MB")
	b.ReportMetric(float64(settledHeap()-before)/every, "heap-B/village")
	enrolled := keptIn(b, c)
	b.ReportMetric((enrolled-empty)/every, "redis-B/village")

	began = time.Now()
	for n := range counts {
		s := all[n%towns]
		must(b, s.commitCount(b.Context(), int64(n+1), s.town.Units[n/towns%villages].ID))
	}
	b.ReportMetric(time.Since(began).Seconds()*1000/counts, "commit-ms")
	b.ReportMetric((keptIn(b, c)-enrolled)/counts, "redis-B/report")

	s := all[0]
	e, _ := s.town.Election(village)
	const digests = 20
	began = time.Now()
	for range digests {
		_, err := s.Summary(b.Context(), e, election.WholeTown, noon(60))
		must(b, err)
	}
	b.ReportMetric(time.Since(began).Seconds()*1000/digests, "digest-ms")
	runtime.KeepAlive(all)
}

// keptIn is what a Redis keeps, without what it needs to run, in bytes.
func keptIn(b *testing.B, c redis.UniversalClient) float64 {
	text, err := c.Info(b.Context(), "memory").Result()
	must(b, err)
	for line := range strings.Lines(text) {
		if number, ok := strings.CutPrefix(strings.TrimSpace(line), "used_memory_dataset:"); ok {
			kept, err := strconv.ParseFloat(number, 64)
			must(b, err)
			return kept
		}
	}
	b.Fatal("Redis does not say how much it keeps")
	return 0
}

// settledHeap is what is in use once the garbage is collected, in bytes.
func settledHeap() uint64 {
	runtime.GC()
	return heapInUse()
}

// watchHeap looks at the heap again and again, until it is asked for the most that it saw.
func watchHeap() (most func() uint64) {
	var seen uint64
	var watching sync.WaitGroup
	end := make(chan struct{})
	watching.Go(func() {
		for tick := time.Tick(20 * time.Millisecond); ; {
			seen = max(seen, heapInUse())
			select {
			case <-tick:
			case <-end:
				return
			}
		}
	})
	return func() uint64 {
		close(end)
		watching.Wait()
		return seen
	}
}
