package store

import "github.com/redis/go-redis/v9"

// NotNow reports whether an error means that Redis answers but accepts nothing
// now. Its memory is full, it is loading its file, it has become a replica, or
// its cluster is incomplete or being moved. What it refused is valid and can be committed
// later.
func NotNow(err error) bool {
	_, moved := redis.IsMovedError(err) // a shard is moving, and the client has not caught up with it
	if _, asked := redis.IsAskError(err); moved || asked {
		return true
	}
	for _, says := range []func(error) bool{redis.IsOOMError, redis.IsLoadingError, redis.IsReadOnlyError, redis.IsMasterDownError,
		redis.IsNoReplicasError, redis.IsClusterDownError, redis.IsTryAgainError, redis.IsMaxClientsError} {
		if says(err) {
			return true
		}
	}
	return false
}
