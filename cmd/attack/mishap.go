package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// counts is what happened to an installation.
type counts struct {
	kills, stops, pauses, holes, full, jumps, torn, promoted, leases int
	slowest                                                          time.Duration // of the stops
}

// happened is what else happened than kills.
func (s *site) happened() string {
	var all []string
	for _, c := range []struct {
		n    int
		what string
	}{{s.stops, "stops"}, {s.pauses, "pauses"}, {s.holes, "black holes"}, {s.full, "times full"}, {s.jumps, "jumps"}, {s.promoted, "takeovers"}, {s.leases, "leases"}, {s.telegram.spoilt, "bad answers"}} {
		if c.n > 0 {
			all = append(all, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	return strings.Join(all, ", ")
}

// mishap is one thing that happens to an installation at work. An error means
// that the attack could not go on.
type mishap func(*site) error

// between is a random time.
func between(least, most time.Duration) time.Duration { return least + rand.N(most-least) }

func killBot(s *site) error {
	r := s.bots[s.dice.IntN(len(s.bots))]
	r.run.kill()
	s.kills++
	return s.again(r)
}

// stopBot stops a process as a release does.
func stopBot(s *site) error {
	r := s.bots[s.dice.IntN(len(s.bots))]
	s.slowest = max(s.slowest, r.run.stop())
	s.stops++
	return s.again(r)
}

// killAtSend kills a process twice in a row while it sends the same messages,
// which do not leave, and lets them be sent before anything else happens: one that is
// tried five times in vain is given up, and nobody promises otherwise.
func killAtSend(s *site) error {
	for range 2 {
		sending := make(chan bool, 1)
		s.telegram.setMood(func(method string) mood {
			if method != "sendMessage" && method != "editMessageText" {
				return well
			}
			select {
			case sending <- true:
			default:
			}
			return held
		})
		select {
		case <-sending:
		case <-time.After(s.patience): // nobody was sent anything
		}
		pause(between(0, 300*time.Millisecond))
		s.bots[0].run.kill()
		s.kills++
		if err := s.again(s.bots[0]); err != nil {
			return err
		}
	}
	s.telegram.setMood(nil)
	pause(between(5*time.Second, 7*time.Second)) // the lease of a killed sender lasts three
	return nil
}

// beNewer has Telegram answer as a server that is newer than the bot: it does
// what it is asked, and says so in a way of its own.
func beNewer(s *site) error {
	s.telegram.setMood(func(method string) mood {
		if strings.HasPrefix(method, "send") || strings.HasPrefix(method, "edit") {
			return odd
		}
		return well
	})
	pause(between(2*time.Second, 4*time.Second))
	return nil
}

func killRedis(s *site) error {
	s.redis.run.kill()
	s.kills++
	pause(between(50*time.Millisecond, time.Second))
	return s.restartRedis()
}

// restartRedis starts Redis again; a process of the bot that gave up waiting for
// it is started again too.
func (s *site) restartRedis() error {
	if err := s.redis.start(); err != nil {
		return err
	}
	return s.revive()
}

// revive starts the processes of the bot that have ended.
func (s *site) revive() error {
	for _, r := range s.bots {
		if !r.run.runs() {
			if err := s.again(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// tearFile has the power fail while a commit is being written that nobody was
// told of: its answer does not reach the bot, and the file is cut at a random
// byte of it. Then Redis starts, work goes on, and Redis starts once more.
func tearFile(s *site) error {
	word := key([]string{"journal", "journal", "said"}[s.dice.IntN(3)]) // a report, or anything that is committed or settled
	var from int64                                                      // the end of all that anybody may have been told of
	came := s.toRedis.deafAt(word, s.patience, func() { from = s.redis.fileSize() })
	if came {
		s.waitFor(time.Second, func() bool { return s.redis.ends(from) })
	}
	s.redis.run.kill()
	s.kills++
	if came {
		torn, err := s.redis.tear(from)
		if err != nil {
			return err
		}
		if torn {
			s.torn++
		}
	}
	s.toRedis.set(open)
	pause(between(50*time.Millisecond, time.Second))
	if err := s.restartRedis(); err != nil {
		return err
	}
	pause(between(500*time.Millisecond, 3*time.Second))
	return killRedis(s)
}

// waitFor waits until something holds.
func (s *site) waitFor(most time.Duration, holds func() bool) bool {
	for end := time.Now().Add(most); time.Now().Before(end); pause(time.Millisecond) {
		if holds() {
			return true
		}
	}
	return false
}

// pauseBot has a process stand still, for longer than its leases last.
func pauseBot(s *site) error {
	r := s.bots[s.dice.IntN(len(s.bots))]
	r.run.signal(syscall.SIGSTOP)
	pause(between(time.Second, 7*time.Second))
	r.run.signal(syscall.SIGCONT)
	s.pauses++
	return nil
}

func pauseRedis(s *site) error {
	s.redis.run.signal(syscall.SIGSTOP)
	pause(between(500*time.Millisecond, 5*time.Second))
	s.redis.run.signal(syscall.SIGCONT)
	s.pauses++
	return s.revive()
}

// holeToRedis has the network to Redis swallow everything, or only the answers.
func holeToRedis(s *site) error {
	s.swallow(s.toRedis)
	return s.revive()
}

func holeToAPI(s *site) error {
	s.swallow(s.toAPI)
	return nil
}

// swallow has a wire swallow everything, or only the answers, for a while.
func (s *site) swallow(w *wire) {
	s.holes++
	w.set([]state{hole, deaf}[s.dice.IntN(2)])
	pause(between(500*time.Millisecond, 6*time.Second))
	w.set(open)
}

// cutWires ends all connections at a random moment.
func cutWires(s *site) error {
	s.holes++
	if s.dice.IntN(2) == 0 {
		s.toAPI.cut()
	} else {
		s.toRedis.cut()
	}
	return nil
}

// fillMemory has Redis refuse whatever needs memory.
func fillMemory(s *site) error {
	ctx := context.Background()
	if err := s.redis.client.ConfigSet(ctx, "maxmemory", "1").Err(); err != nil {
		return err
	}
	s.full++
	pause(between(500*time.Millisecond, 4*time.Second))
	if err := s.redis.client.ConfigSet(ctx, "maxmemory", "0").Err(); err != nil {
		return err
	}
	return s.revive()
}

// fillDisk lets the file of Redis grow by a few bytes more and no further, in
// the middle of a commit, then keeps the disk full for a while.
func fillDisk(s *site) error {
	limit := s.redis.fileSize() + 1 + int64(s.dice.IntN(4000))
	pid := strconv.Itoa(s.redis.run.cmd.Process.Pid)
	if out, err := exec.Command("prlimit", "--pid", pid, "--fsize="+strconv.FormatInt(limit, 10)).CombinedOutput(); err != nil {
		return fmt.Errorf("prlimit: %w: %s", err, out)
	}
	s.full++
	if !s.waitFor(5*time.Second, func() bool { return !s.redis.run.runs() }) {
		s.redis.run.kill()
	}
	s.kills++
	if err := s.redis.startWithin(s.redis.fileSize() + 100); err == nil { // else it could not even start
		pause(between(500*time.Millisecond, 3*time.Second))
	}
	s.redis.run.kill()
	s.kills++
	return s.restartRedis()
}

// jumpClock moves the clocks of Redis and of Telegram.
func jumpClock(s *site) error {
	by := []time.Duration{-time.Hour, -90 * time.Second, -5 * time.Second, 5 * time.Second, 90 * time.Second, time.Hour, 0}
	s.jumps++
	s.telegram.mu.Lock()
	s.telegram.fast = by[s.dice.IntN(len(by))]
	s.telegram.mu.Unlock()
	return s.redis.moveClock(by[s.dice.IntN(len(by))])
}

// promote kills the Redis that is written to, and has its replica take over. With
// a lag, what was confirmed last has not reached that.
func promote(lag bool) mishap {
	return func(s *site) error {
		next, link, err := s.follow()
		if err != nil {
			return err
		}
		pause(between(time.Second, 3*time.Second))
		if lag {
			link.set(hole)
			pause(between(200*time.Millisecond, time.Second))
		}
		s.redis.run.kill()
		s.kills++
		link.close()
		if err := next.client.Do(context.Background(), "REPLICAOF", "NO", "ONE").Err(); err != nil {
			return err
		}
		s.others = append(s.others, s.redis)
		s.use(next)
		s.promoted++
		return s.revive()
	}
}

// follow starts a replica of Redis that has all of it.
func (s *site) follow() (*server, *wire, error) {
	master := s.redis
	link, err := startWire(master.address)
	if err != nil {
		return nil, nil, err
	}
	next, err := s.newRedis(fmt.Sprintf("redis%d", len(s.others)+1), "--replicaof", "127.0.0.1 "+portOf(link.address()))
	if err != nil {
		return nil, nil, err
	}
	return next, link, next.inStep()
}

// inStep waits until a replica has what its master has.
func (s *server) inStep() error {
	for range 2000 {
		state, err := s.client.InfoMap(context.Background(), "replication").Result()
		if err == nil && state["Replication"]["master_link_status"] == "up" && state["Replication"]["master_sync_in_progress"] == "0" {
			return nil
		}
		pause(10 * time.Millisecond)
	}
	return fmt.Errorf("the replica of Redis does not come up")
}

// illMood spoils some of the answers of Telegram.
func illMood(method string) mood {
	if method == "getMe" || rand.IntN(8) > 0 {
		return well
	}
	return []mood{tooMany, failing, gateway, cutBefore, cutAfter, odd, half}[rand.IntN(7)]
}

// spoilAnswers does so for a while.
func spoilAnswers(s *site) error {
	s.telegram.setMood(illMood)
	pause(between(4*time.Second, 8*time.Second))
	s.telegram.setMood(nil)
	return nil
}
