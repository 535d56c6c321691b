package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// drawnLasts is how long uploaded pictures are remembered: as long as a
// message may have to wait.
const drawnLasts = 48 * time.Hour

// Drawn returns pictures that were uploaded before; it has no Files if there
// are none.
func (s *Store) Drawn(ctx context.Context, p Pictures) (d Drawn, err error) {
	raw, err := s.c.Get(ctx, s.k.drawn(p)).Bytes()
	if errors.Is(err, redis.Nil) {
		return Drawn{}, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	return d, wrap(err, "find pictures %s", p.Name())
}

// Draw remembers uploaded pictures.
func (s *Store) Draw(ctx context.Context, p Pictures, d Drawn) error {
	raw, err := json.Marshal(d)
	if err == nil {
		err = s.c.Set(ctx, s.k.drawn(p), raw, drawnLasts).Err()
	}
	return wrap(err, "remember pictures %s", p.Name())
}

// ClaimPictures makes the caller the only one to draw and upload these
// pictures, or renews its claim. It returns false if somebody else has the
// claim.
func (s *Store) ClaimPictures(ctx context.Context, p Pictures, who string, lease time.Duration) (bool, error) {
	n, err := claimPictures.Run(ctx, s.c, []string{s.k.claim("draw:" + p.Name())}, who, lease.Milliseconds()).Int()
	return n == 1, wrap(err, "claim pictures %s", p.Name())
}

// claimPictures takes or keeps a claim.
//
// KEYS     claim
// ARGV     who, how long it lasts (ms)
// returns  1 if it is the caller's
var claimPictures = redis.NewScript(`
local had = redis.call('GET', KEYS[1])
if had and had ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`)

// ReleasePictures gives up a claim on pictures.
func (s *Store) ReleasePictures(ctx context.Context, p Pictures, who string) error {
	return s.Release(ctx, "draw:"+p.Name(), who)
}
