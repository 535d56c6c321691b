package store

import "time"

// Flood counts an update among those that its user sent in one minute of the
// clock. The commit that takes an update counts it, once however often it is
// delivered, and says how many there are by now: so all replicas have one count,
// and none of them asks for it.
type Flood struct {
	User   int64 // of Telegram
	Minute int64 // unix time, in minutes

	N int // how many there were with this one; filled in by Commit
}

// floodLasts is longer than the updates of a minute need to come in one by one.
const floodLasts = 2 * time.Minute
