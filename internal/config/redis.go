package config

import (
	"cmp"
	"errors"
	"net/url"
)

// Redis is where everything is kept.
type Redis struct {
	// URL is redis://, rediss:// or unix://. It may be empty: the demo brings its
	// own; whoever needs a server asks Required.
	URL string
}

// Required says, if there is no URL, how to come by one.
func (r Redis) Required() error {
	if r.URL == "" {
		return errors.New("no Redis: start one that keeps what it confirms " +
			"(redis-server --appendonly yes --appendfsync always) and write its address, " +
			`url = "redis://127.0.0.1:6379/0", under [redis], or set ` + RedisVariable)
	}
	return nil
}

func (r *reader) redis(raw redisTOML) Redis {
	if fromEnv := r.env(RedisVariable); !redisURL(fromEnv) {
		r.add(place{file: RedisVariable}, "%s", badRedisURL)
	}
	if !redisURL(raw.URL) {
		r.wrong("redis.url", "%s", badRedisURL)
	}
	return Redis{URL: cmp.Or(r.env(RedisVariable), raw.URL)}
}

// The address is not repeated: it may hold a password.
const badRedisURL = `this is not an address of a Redis server: write one such as "redis://127.0.0.1:6379/0", "rediss://user:password@host:6379/0" or "unix:///run/redis/redis.sock"`

func redisURL(s string) bool {
	if s == "" {
		return true
	}
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "redis", "rediss":
		return u.Host != ""
	case "unix":
		return u.Path != ""
	}
	return false
}
