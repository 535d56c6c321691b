package store

import (
	"fmt"
	"testing"

	"huanjie/internal/redistest"
)

// BenchmarkEnroll enrols a town for the first time.
func BenchmarkEnroll(b *testing.B) {
	for _, villages := range []int{22, 1000, 30_000} {
		town := large(b, villages)
		b.Run(fmt.Sprintf("villages=%d", villages), func(b *testing.B) {
			c := redistest.Dial(b, redistest.Start(b))
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				must(b, c.FlushDB(b.Context()).Err())
				b.StartTimer()
				must(b, Open(c, town).Enroll(b.Context()))
			}
		})
	}
}
