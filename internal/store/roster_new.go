package store

import (
	"context"
	"errors"
	"runtime"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// newUnits is how many units of a new town are entered in the indices at once: 10 MB that go to Redis. Only
// the largest towns are not entered whole.
const newUnits = 10_000

// enrollNew enrolls a town of which nothing is kept, in three round trips: an office that begins
// with 1,500 towns waits for this. Of a town of more units than size, the others follow by parts of so many. It
// reports whether it did; another process may have done it meanwhile. If it is killed between two parts, the town
// is in the making, and whoever enrolls it next puts in what lacks.
func (s *Store) enrollNew(ctx context.Context, size int) (done bool, err error) {
	kept := []string{s.k.version(), s.k.journal(), s.k.enrolled(), s.k.sums(), s.k.progress(), s.k.receipt(), s.k.own(), s.k.closed(), s.k.veil()}
	if n, err := s.c.Exists(ctx, kept...).Result(); err != nil || n > 0 {
		return false, err
	}
	all, as := s.town.All(), s.print
	if len(all) > size {
		as += inTheMaking
	}
	sums := s.placesOf(all, 0, size)
	for _, u := range all {
		sums.count(s, u, election.Progress{})
	}
	err = s.c.Watch(ctx, func(tx *redis.Tx) error {
		if n, err := tx.Exists(ctx, kept...).Result(); err != nil || n > 0 {
			return err
		}
		_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.Set(ctx, s.k.version(), stateVersion, 0)
			p.Set(ctx, s.k.veil(), newKey(), 0)
			sums.write(ctx, p)
			p.SAdd(ctx, s.k.sums(), s.sumKeys())
			p.HSet(ctx, s.k.enrolled(), rosterField, as)
			return nil
		})
		done = err == nil
		return err
	}, kept...)
	if errors.Is(err, redis.TxFailedErr) { // another process has begun with it
		err = nil
	}
	for at := size; at < len(all) && done && err == nil; at += size {
		runtime.GC() // beside a roster of 0.4 GB garbage would be as much
		done, err = s.enterNew(ctx, all, at, size)
	}
	return done, err
}

// placesOf are the places of so many units of a new town, from a place of the roster on.
func (s *Store) placesOf(all []election.Unit, from, size int) sums {
	places := s.newSums()
	for at := from; at < min(from+size, len(all)); at++ {
		places.place(at, all[at], election.Progress{})
	}
	return places
}

// enterNew enters a further part of a town that is in the making; with the last one it is enrolled. going is false if it
// is no more in the making: another process has put in what lacks.
func (s *Store) enterNew(ctx context.Context, all []election.Unit, from, size int) (going bool, err error) {
	places := s.placesOf(all, from, size)
	for {
		err = s.c.Watch(ctx, func(tx *redis.Tx) error {
			as, err := tx.HGet(ctx, s.k.enrolled(), rosterField).Result()
			if going = as == s.print+inTheMaking; err != nil || !going {
				return err
			}
			_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
				places.write(ctx, p)
				p.HIncrBy(ctx, s.k.enrolled(), turnField, 1)
				if from+size >= len(all) {
					p.HSet(ctx, s.k.enrolled(), rosterField, s.print)
				}
				return nil
			})
			return err
		}, s.k.enrolled())
		if !errors.Is(err, redis.TxFailedErr) { // otherwise another process puts in what lacks, too
			return going, err
		}
	}
}
