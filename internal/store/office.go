package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/election"
)

// OfficeCodeLasts is how long the code for the first member of an office can be
// used.
const OfficeCodeLasts = 24 * time.Hour

// Joined returns the Telegram ids of those who joined a town's office with a
// code, in their order.
func Joined(ctx context.Context, c redis.UniversalClient, town election.TownID) ([]int64, error) {
	kept, err := c.SMembers(ctx, keysOf(town).office()).Result()
	if err != nil {
		return nil, fmt.Errorf("read the office of town %s: %w", town, err)
	}
	var users []int64
	for _, id := range kept {
		user, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read the office of town %s: member %q %w", town, id, ErrBroken)
		}
		users = append(users, user)
	}
	slices.Sort(users)
	return users, nil
}

// OfficeCode returns the code with which the first member of the town's office
// joins, such as 4821-9937. It is the same for all who ask within
// OfficeCodeLasts.
func (s *Store) OfficeCode(ctx context.Context) (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1e8))
	if err != nil {
		return "", err
	}
	code := fmt.Sprintf("%04d-%04d", n.Int64()/1e4, n.Int64()%1e4)
	if err := s.c.SetNX(ctx, s.k.officeCode(), code, OfficeCodeLasts).Err(); err != nil {
		return "", fmt.Errorf("keep the code of the office of town %s: %w", s.town.ID, err)
	}
	kept, err := s.c.Get(ctx, s.k.officeCode()).Result()
	return kept, wrap(err, "read the code of the office of town %s", s.town.ID)
}

// JoinOffice makes a person a member of the town's office if the code is right,
// and ends the code. Who has joined joins again with any code: an update may be
// delivered twice.
func (s *Store) JoinOffice(ctx context.Context, user int64, code string) (joined bool, err error) {
	is, err := s.c.SIsMember(ctx, s.k.office(), user).Result()
	if err != nil || is {
		return is, wrap(err, "read the office of town %s", s.town.ID)
	}
	kept, err := s.c.Get(ctx, s.k.officeCode()).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return false, fmt.Errorf("read the code of the office of town %s: %w", s.town.ID, err)
	}
	if kept == "" || subtle.ConstantTimeCompare([]byte(kept), []byte(code)) == 0 {
		return false, nil
	}
	_, err = s.c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.SAdd(ctx, s.k.office(), user)
		p.Del(ctx, s.k.officeCode())
		return nil
	})
	return err == nil, wrap(err, "add a member to the office of town %s", s.town.ID)
}
