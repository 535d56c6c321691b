package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// ToldDuties are the duties that people were last told of, and when that was.
type ToldDuties struct {
	At     time.Time         `json:"at"`
	Duties []election.Duties `json:"duties"`
}

// ToldDuties returns the duties that people were last told of; zero if none are kept
// yet.
func (s *Store) ToldDuties(ctx context.Context) (told ToldDuties, err error) {
	text, err := s.c.Get(ctx, s.k.duties()).Bytes()
	if errors.Is(err, redis.Nil) {
		return told, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	return told, wrap(err, "read the duties told in town %s", s.town.ID)
}

// TellDuties keeps the duties that people were told of now. If sums are of other
// units than before, what the last digests said is forgotten: nothing is to be
// compared with it.
func (s *Store) TellDuties(ctx context.Context, told ToldDuties, counted bool) error {
	text, err := json.Marshal(told)
	if err != nil {
		return fmt.Errorf("keep the duties told in town %s: %w", s.town.ID, err)
	}
	_, err = s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, s.k.duties(), text, 0)
		if counted {
			p.Del(ctx, s.k.before())
		}
		return nil
	})
	return wrap(err, "keep the duties told in town %s", s.town.ID)
}
