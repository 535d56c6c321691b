package main

import (
	"context"
	"os"
	"runtime/pprof"
	"testing"
	"time"
)

func TestTmpTime(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute)
	t.Cleanup(cancel)
	s := serveDemo(t, ctx)
	s.pace = 3 * time.Hour
	timer := time.AfterFunc(75*time.Second, func() {
		f, _ := os.Create("/tmp/gor.txt")
		pprof.Lookup("goroutine").WriteTo(f, 2)
		f.Close()
		os.Exit(1)
	})
	at := time.Now()
	s.pollingDay(ctx, true)
	timer.Stop()
	t.Log("polling", time.Since(at))
	cancel()
}
