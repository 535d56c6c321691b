package config

import (
	"cmp"
	"net/url"
	"path/filepath"
)

// Redis is where everything is kept.
type Redis struct {
	// URL is redis://, rediss:// or unix://. Without one, the bot runs a
	// redis-server of its own in Folder; the demo brings its own.
	URL    string
	Folder string
}

// defaultRedisFolder is where a Redis of one's own keeps its files.
const defaultRedisFolder = "redis-data"

func (r *reader) redis(raw redisTOML) Redis {
	if fromEnv := r.env(RedisVariable); !IsRedisURL(fromEnv) {
		r.say(place{file: RedisVariable}, badRedisURL)
	}
	if !IsRedisURL(raw.URL) {
		r.wrong("redis.url", badRedisURL)
	}
	return Redis{URL: cmp.Or(r.env(RedisVariable), raw.URL), Folder: filepath.FromSlash(cmp.Or(raw.Folder, defaultRedisFolder))}
}

// The address is not repeated: it may hold a password.
var badRedisURL = say(`这不是 Redis 的地址：写成 "redis://127.0.0.1:6379/0"、"rediss://user:password@host:6379/0" 或 "unix:///run/redis/redis.sock"`,
	`this is not an address of a Redis server: write one such as "redis://127.0.0.1:6379/0", "rediss://user:password@host:6379/0" or "unix:///run/redis/redis.sock"`)

// IsRedisURL reports whether a text is an address of a Redis server, or empty.
func IsRedisURL(s string) bool {
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
