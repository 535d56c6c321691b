package bot

import (
	"context"
	"fmt"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/store"
)

// alertQuorum tells the leaders above a unit, the leading group and the office
// at once that its final turnout misses the quorum. When a later figure or a
// count says otherwise, the message says so in its place.
func (d *desk) alertQuorum(ctx context.Context, t reported) error {
	r, u, e, now := t.report, t.unit, t.election, t.report.At.In(d.store.Town().Location)
	before, _ := e.Closing(u, d.ses.Progress, now)
	is, _ := e.Closing(u, t.after, now)
	if !before.Alarms() && !is.Alarms() {
		return nil
	}
	to, err := d.addressees(ctx, d.above(u))
	if err != nil {
		return err
	}
	for _, a := range to {
		m := store.Message{ID: fmt.Sprintf("%s@%d.quorum", r.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: "quorum." + string(u.ID),
			Move: is.Alarms(), Only: !is.Alarms(), Quiet: !is.Alarms(), Text: document.QuorumMissed(e, u, t.after, is, a.lang)}
		if a.person.MayRead(u.Area) {
			m.Buttons = [][]store.Button{{cards.Way{To: cards.ToUnit, Unit: u.ID}.Button(wordsSeeUnit(), a.lang)}}
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return nil
}
