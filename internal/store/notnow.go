package store

import "github.com/redis/go-redis/v9"

// NotNow reports whether an error says that Redis is there and takes nothing at
// this moment: its memory is full, it reads its file or has become a replica, or
// it is of a cluster that is not whole. What it refused is as good as any other,
// and taken later.
func NotNow(err error) bool {
	for _, says := range []func(error) bool{redis.IsOOMError, redis.IsLoadingError, redis.IsReadOnlyError, redis.IsMasterDownError,
		redis.IsNoReplicasError, redis.IsClusterDownError, redis.IsTryAgainError, redis.IsMaxClientsError} {
		if says(err) {
			return true
		}
	}
	return false
}
