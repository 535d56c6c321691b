package store

import "github.com/redis/go-redis/v9"

// NotNow reports whether an error means that Redis answers but accepts nothing
// now. Its memory is full, it is loading its file, it has become a replica, or
// its cluster is incomplete. What it refused is valid and can be committed
// later.
func NotNow(err error) bool {
	for _, says := range []func(error) bool{redis.IsOOMError, redis.IsLoadingError, redis.IsReadOnlyError, redis.IsMasterDownError,
		redis.IsNoReplicasError, redis.IsClusterDownError, redis.IsTryAgainError, redis.IsMaxClientsError} {
		if says(err) {
			return true
		}
	}
	return false
}
