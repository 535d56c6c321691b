package bot

import (
	"context"
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// further puts the other reports of a card into the commit of the first, with what has to
// be told of each as if it had been reported by itself, after those before it.
func (d *desk) further(ctx context.Context, first election.Report, rest []election.Report) error {
	if len(rest) == 0 {
		return nil
	}
	d.commit.Further, d.commit.Beside = rest, d.beside
	read := d.ses
	defer func() { d.ses = read }()
	standing := map[election.UnitID]election.Progress{read.Unit: read.Progress}
	for _, s := range d.beside {
		if s.Unit != read.Unit {
			standing[s.Unit] = s.Progress
		}
	}
	for i, r := range slices.Concat([]election.Report{first}, rest) {
		u, _ := d.store.Town().Unit(r.Unit)
		d.ses.Unit, d.ses.Progress = r.Unit, standing[r.Unit]
		if i > 0 {
			if err := d.alert(ctx, r); err != nil {
				return err
			}
		}
		standing[r.Unit] = d.store.Town().ElectionOf(u).Fold(standing[r.Unit], r)
	}
	return nil
}

// cardOf is the card of a person as the turn leaves it so far.
func (d *desk) cardOf(p election.PersonID, was store.Card) (now election.Card, at int) {
	if at = slices.IndexFunc(d.commit.Cards, func(c store.CardChange) bool { return c.Person == p }); at >= 0 {
		return d.commit.Cards[at].Is, at
	}
	return was.Card, at
}
