package main

import (
	"context"
	"strings"
	"syscall"
	"time"
)

// aloneFor is how long a replica is left alone: by then it sends alone, under a lease.
const aloneFor = 9 * time.Second

// leaveOne leaves one replica alone until it has the lease under which a process sends alone, and then
// lets the others come back: the lease changes hands. Meanwhile the one that has it goes on, stands still
// for longer than it lasts, or is killed.
func leaveOne(then func(s *site, holder *replica)) mishap {
	return func(s *site) error {
		holder := s.bots[s.dice.IntN(len(s.bots))]
		for _, r := range s.bots {
			if r != holder {
				r.run.kill()
				s.kills++
			}
		}
		s.waitFor(aloneFor+5*time.Second, s.isLeased)
		pause(between(0, time.Second))
		if s.isLeased() {
			s.leases++
		}
		then(s, holder)
		if err := s.revive(); err != nil {
			return err
		}
		pause(between(4*time.Second, 6*time.Second)) // the lease lasts almost three
		holder.run.signal(syscall.SIGCONT)
		return nil
	}
}

func holderGoesOn(*site, *replica) {}

func holderStands(s *site, holder *replica) {
	holder.run.signal(syscall.SIGSTOP)
	s.pauses++
}

func holderDies(s *site, holder *replica) {
	holder.run.kill()
	s.kills++
}

// isLeased reports whether a process has the lease under which it sends alone.
func (s *site) isLeased() bool {
	number, _, _ := strings.Cut(token, ":")
	lease, err := s.redis.client.HGet(context.Background(), "hj:{bot:"+number+"}:pacer", "lease").Result()
	return err == nil && lease != ""
}
