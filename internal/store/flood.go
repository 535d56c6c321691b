package store

import "time"

// Flood counts the updates that a user sent in one minute of the clock. The
// commit that takes an update counts it, once however often it is delivered,
// and fills in N. So all replicas share one count, without asking for it.
type Flood struct {
	User   int64 // of Telegram
	Minute int64 // unix time, in minutes

	N int // how many there are, this one included; filled in by Commit
}

// floodLasts is longer than the updates of one minute take to come in one by
// one.
const floodLasts = 2 * time.Minute
