package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// records shows what the records of each area that the person answers for add
// up to.
func (d *desk) records(ctx context.Context) error {
	areas := d.areas()
	if len(areas) == 0 {
		return d.status(ctx, "")
	}
	if err := d.officeRecords(ctx); err != nil {
		return err
	}
	for _, e := range d.store.Town().Elections {
		for _, a := range areas {
			if d.store.Town().RollOf(e.ID, a).Units == 0 {
				continue
			}
			sum, err := d.view().Summary(ctx, e, a, d.bot.now())
			if err != nil {
				return err
			}
			d.saw("records", "", a)
			d.send(store.Message{Text: document.Records(sum, d.lang)})
			if sum.Figures[election.MembersUnits] == 0 {
				continue
			}
			var units []election.UnitState
			if len(e.Targets)+len(e.Bands)+len(e.Circles) > 0 {
				if units, err = d.view().States(ctx, outgoing.UnitsDrawn(d.store, sum, nil)); err != nil {
					return err
				}
			}
			d.send(store.Message{Text: document.Composition(sum, units, d.lang)})
		}
	}
	_, err := d.answerPairs(ctx, inquiry{})
	return err
}

// officeRecords shows what the office has reported of its own work, if anything.
func (d *desk) officeRecords(ctx context.Context) error {
	work := d.store.Town().OfficeWork()
	if !d.person.MaySee(work) {
		return nil
	}
	p, err := d.store.OfficeWork(ctx)
	if err != nil || len(p.Records) == 0 {
		return err
	}
	d.saw("records", "", election.WholeTown)
	d.send(store.Message{Text: document.OfficeRecords(d.store.Town(), p, d.now(), d.lang)})
	return nil
}

// candidates shows the paper with the candidates of a unit in the order of the
// ballot, ready to be posted; of all the person's own units if none is named.
func (d *desk) candidates(ctx context.Context, name string) error {
	ids := d.person.Units
	if u, ok := d.unitNamed(name); ok {
		ids = []election.UnitID{u.ID}
	} else if name != "" {
		d.say(wordsNoUnit(name))
		return nil
	}
	if len(ids) == 0 {
		d.say(wordsWhichUnit(exampleOf(d.store.Town(), d.person)))
		return nil
	}
	states, err := d.view().States(ctx, ids)
	if err != nil {
		return err
	}
	for _, u := range states {
		d.saw("unit", u.Unit.ID, "")
		d.send(store.Message{Text: document.Candidates(d.store.Town().ElectionOf(u.Unit), u, d.lang, d.today())})
	}
	return nil
}
