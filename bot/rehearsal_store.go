package bot

import (
	"cmp"
	"context"
	"errors"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// rehearsing reports whether the turn is one of a rehearsal.
func (d *desk) rehearsing() bool {
	_, is := d.store.Town().ID.Rehearsed()
	return is
}

// storeOf finds the store that a turn belongs to.
func (b *Bot) storeOf(ctx context.Context, t turn) (*store.Store, error) {
	s, _, err := b.meantFor(ctx, t)
	if errors.Is(err, store.ErrSeen) {
		err = nil
	}
	return s, err
}

// meantFor finds the store that a turn belongs to, and whether it is late: meant for a
// rehearsal that is over. ErrSeen: it was committed in a rehearsal that they have left
// since. A button belongs to the rehearsal if its message does, which its
// mark says, and else never: whatever mode the person is in, nothing of a rehearsal gets
// into the real town or the other way round.
func (b *Bot) meantFor(ctx context.Context, t turn) (s *store.Store, late bool, err error) {
	home, err := store.Home(ctx, b.redis, t.chat)
	if err != nil {
		return nil, false, err
	}
	return b.meantAt(ctx, t, home)
}

// meantAt is meantFor of a chat whose home has been read.
func (b *Bot) meantAt(ctx context.Context, t turn, home election.TownID) (s *store.Store, late bool, err error) {
	_, joined := home.Rehearsed()
	real := cmp.Or(b.all.At(home, t.chat), b.lobby)
	if t.group {
		return real, false, nil
	}
	rehearsal := b.rehearsalOf(home, real)
	w, tap := t.what.(tapped)
	typed := !tap
	switch {
	case rehearsal == nil && joined && typed:
		late, err = b.afterRehearsal(ctx, real, t)
	case rehearsal != nil && (joined && typed || w.rehearsal):
		return rehearsal, false, nil
	case typed && (rehearsal != nil || b.rehearsed[real.Town().ID]):
		err = refuseSeen(real.SeenRehearsing(ctx, t.update))
	}
	return real, late, err
}

// rehearsalOf is the rehearsal that a chat at home has joined, if its town is open, and else
// that of the real town; nil if there is none.
func (b *Bot) rehearsalOf(home election.TownID, real *store.Store) *store.Store {
	if id, joined := home.Rehearsed(); joined && b.all.Of(id) != nil {
		return b.all.Of(home)
	}
	return b.all.Of(real.Town().ID.Rehearsal())
}

// refuseSeen is ErrSeen for an update that was seen.
func refuseSeen(seen bool, err error) error {
	if seen && err == nil {
		return store.ErrSeen
	}
	return err
}

// afterRehearsal takes what somebody sends who takes part in a rehearsal that this process
// has not opened: it was begun by another one, and the towns are opened again; or it is
// over, and they are back in their town. What they sent before they can have read so is
// late.
func (b *Bot) afterRehearsal(ctx context.Context, real *store.Store, t turn) (late bool, err error) {
	_, is, err := real.Rehearsal(ctx)
	if err != nil {
		return false, err
	}
	if is && b.reopen != nil {
		b.reopen()
		<-ctx.Done()
		return false, ctx.Err()
	}
	ended, err := real.RehearsalEnd(ctx)
	if err != nil || t.sent == 0 { // no message
		return false, err
	}
	if t.sent <= ended.Add(lateMost).Unix() {
		return true, nil
	}
	return false, real.Settle(ctx, t.chat)
}

// lateMost is how long after the end of a rehearsal what its people send counts as meant
// for it: by then they have read that it is over.
const lateMost = time.Minute
