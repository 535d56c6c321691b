package bot

import "sync/atomic"

// Counts are what a bot has done since it was made.
type Counts struct {
	Taken   atomic.Int64 // updates that are committed
	Redone  atomic.Int64 // commits that were tried anew because something had changed
	Aside   atomic.Int64 // updates that were put aside
	Delayed atomic.Int64 // tries that failed and were made again

	Leads atomic.Bool // this replica is the one that asks for updates
}

// Counts returns what the bot has done. It counts on.
func (b *Bot) Counts() *Counts { return &b.counts }
