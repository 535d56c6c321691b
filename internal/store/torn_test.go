package store

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/redistest"
)

// boundaries are the places in an append-only file, from a place on, at which a
// command ends.
func boundaries(t *testing.T, file []byte, from int) (all []int) {
	t.Helper()
	for at := from; at < len(file); {
		line := func(mark byte) int {
			end := bytes.IndexByte(file[at:], '\n')
			if end < 2 || file[at] != mark {
				t.Fatalf("no command of an append-only file at %d: %.20q", at, file[at:])
			}
			n, err := strconv.Atoi(string(file[at+1 : at+end-1]))
			must(t, err)
			at += end + 1
			return n
		}
		for range line('*') {
			at += line('$') + 2
		}
		all = append(all, at)
	}
	return all
}

// atOnce is something that Redis does at one moment, and is done again if nobody
// was told that it was done.
type atOnce func(t *testing.T, s *Store) error

// guarding is what there is against torn files.
type guarding struct {
	dial      func(*testing.T, string) redis.UniversalClient
	truncated string // aof-load-truncated
}

// mend repairs a file as docs/reliability.md says.
func mend(t *testing.T, server *redistest.Server) {
	t.Helper()
	check := exec.Command("redis-check-aof", "--fix", filepath.Join(filepath.Dir(server.File()), "appendonly.aof.manifest"))
	check.Stdin = strings.NewReader("y\n")
	if said, err := check.CombinedOutput(); err != nil {
		t.Fatalf("mend the file: %v\n%s", err, said)
	}
}

// torn plays a loss of power in the middle of something. The append-only file
// ends at one of its places, Redis starts, the step is repeated, work goes on,
// and Redis starts once more. done is false if there is no such place.
func torn(t *testing.T, place int, do atOnce, with guarding) (s *Store, done bool) {
	t.Helper()
	ctx, server := t.Context(), redistest.Run(t, "--aof-load-truncated", with.truncated)
	s = open(t, with.dial(t, server.URL()))
	first := full(t, s, 1, countReport("R1", "A1", tally(300, 200, 100, 290, 280, 20)))
	first.Messages = append(first.Messages, Message{ID: "m3", Chat: 101, Text: "三"})
	must(t, s.Commit(ctx, first))
	before, err := os.ReadFile(server.File())
	must(t, err)
	must(t, do(t, s))
	server.Kill()
	file, err := os.ReadFile(server.File())
	must(t, err)
	ends := boundaries(t, file, len(before))
	if place >= 2*len(ends)-1 {
		return nil, false
	}
	cut := ends[place/2]
	if place%2 == 1 {
		cut = (ends[place/2] + ends[place/2+1]) / 2
	}
	whole := cut >= bytes.LastIndex(file, []byte("EXEC\r\n"))+6
	must(t, os.Truncate(server.File(), int64(cut)))

	if with.truncated == "no" {
		mend(t, server)
	}
	server.Restart()
	if err := do(t, s); err != nil && !(errors.Is(err, ErrSeen) && whole) {
		t.Fatalf("cut at %d: it is done again: %v", cut, err)
	}
	must(t, s.insist(ctx, 3, 102, countReport("R3", "C1", tally(302, 202, 100, 290, 280, 20))))
	server.Restart()
	return s, true
}

// tornEvery says how many of the places are tried.
var tornEvery = flag.Int("torn.every", 11, "the torn append-only file: of so many places one is tried")

// reported commits a report, and what else a commit may hold.
func reported(t *testing.T, s *Store) error {
	return s.Commit(t.Context(), full(t, s, 2, countReport("R2", "B1", tally(301, 201, 100, 290, 280, 20))))
}

// oneSent takes the first message out of a lane.
func oneSent(t *testing.T, s *Store) error {
	w := Waiting{Chat: 101, Messages: []Message{{ID: "m1", Chat: 101}}}
	if raw := s.c.LIndex(t.Context(), s.k.out(101), 0).Val(); strings.Contains(raw, `"m1"`) {
		w.first = raw
	}
	return s.SettleAll(t.Context(), w)
}

// amiss says what is wrong with a town after work went on. These reports, and
// this many messages to 101, must be left, and so many be on record as sent.
func amiss(t *testing.T, s *Store, reports string, messages, sent int64) error {
	t.Helper()
	if err := s.Verify(t.Context()); err != nil {
		return err
	}
	if ids := fmt.Sprint(journal(t, s)); ids != reports {
		return fmt.Errorf("the journal has %s", ids)
	}
	if n := s.c.LLen(t.Context(), s.k.out(101)).Val(); n != messages {
		return fmt.Errorf("%d messages wait, want %d", n, messages)
	}
	if n := s.c.XLen(t.Context(), s.k.said()).Val(); n != sent {
		return fmt.Errorf("%d messages are on record, want %d", n, sent)
	}
	return nil
}

// tornCase is something that Redis does at once, and what has to be left.
type tornCase struct {
	do       atOnce
	reports  string
	messages int64
	sent     int64
	finer    int // it has so many times fewer places than a commit
}

// tornAt says what is wrong after the file was torn at a place.
func (c tornCase) tornAt(t *testing.T, place int, with guarding) (found error, done bool) {
	t.Helper()
	t.Run(fmt.Sprint(place, " ", with.truncated), func(t *testing.T) { // whose server ends with it
		var s *Store
		if s, done = torn(t, place, c.do, with); done {
			found = amiss(t, s, c.reports, c.messages, c.sent)
		}
	})
	return found, done
}

// TestTornFile tears the file after every command of what Redis does at once, and
// in the middle of every one.
func TestTornFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]tornCase{"a commit": {reported, "[R1 R2 R3]", 3, 0, 1}, "a message sent": {oneSent, "[R1 R3]", 1, 1, 4}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tried, middle, harmed := 0, 0, 0
			for place := 0; ; place += max(1, *tornEvery/c.finer) | 1 {
				found, done := c.tornAt(t, place, guarding{watched, "yes"})
				if !done {
					break
				}
				tried++
				if found != nil {
					t.Errorf("torn at place %d: %v", place, found)
				}
				if place%2 == 0 { // at the end of a command Redis takes the whole transaction back
					continue
				}
				middle++
				if found, _ = c.tornAt(t, place, guarding{unwatched, "no"}); found != nil {
					t.Errorf("torn at place %d and mended by hand: %v", place, found)
				}
				if found, _ = c.tornAt(t, place, guarding{unwatched, "yes"}); found != nil {
					harmed++
				}
			}
			t.Logf("torn at %d places, %d in the middle of a command; without the file written anew %d of these do harm", tried, middle, harmed)
			if harmed == 0 {
				t.Error("no place does harm without the file written anew: the test tears nothing")
			}
		})
	}
}

func unwatched(t *testing.T, url string) redis.UniversalClient { return redistest.Dial(t, url) }

// watched is a client as the bot has it.
func watched(t *testing.T, url string) redis.UniversalClient {
	t.Helper()
	o, err := redis.ParseURL(url)
	must(t, err)
	c, _ := NewClient(o, slog.New(slog.DiscardHandler))
	t.Cleanup(func() { c.Close() })
	return c
}
