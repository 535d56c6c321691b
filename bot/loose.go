package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// looseMark begins the data of a button that begins a report with the files that
// came while nothing was open: "lf:<form>", then perhaps ":<unit>", or ":+<page>"
// of the units to choose from.
const looseMark = "lf:"

// loosePlace says what a button of loose files asks for.
type loosePlace struct {
	form flow.FormID
	unit election.UnitID // "" if it is to be chosen
	page int             // of the units
}

// looseTap takes a button of loose files.
func (d *desk) looseTap(ctx context.Context, data string) error {
	p, ok := parseLoose(data)
	if !ok {
		d.answer(wordsDeadButton())
		return nil
	}
	return d.placeLoose(ctx, p)
}

// parseLoose reads what a button of loose files asks for.
func parseLoose(data string) (p loosePlace, ok bool) {
	form, unit, _ := strings.Cut(strings.TrimPrefix(data, looseMark), ":")
	p.form = flow.FormID(form)
	if page, turn := strings.CutPrefix(unit, "+"); turn {
		n, err := strconv.Atoi(page)
		p.page = max(n, 0)
		return p, err == nil
	}
	p.unit = election.UnitID(unit)
	return p, true
}

// looseForms are the reports that files of a kind are sent for, those first that
// they are sent for most.
func looseForms(kind election.FileKind) []flow.FormID {
	if kind == election.Location {
		return []flow.FormID{"incident", "stage"}
	}
	return []flow.FormID{"sheet", "count", "incident", "roll", "announced", "stage"}
}

// keepLoose keeps a file that came while nothing was open, and offers the reports
// that it may go with. It is not kept for somebody who can make none of them.
func (d *desk) keepLoose(ctx context.Context, f flow.File) error {
	forms, err := d.formsForFile(ctx, f.Kind)
	if err != nil {
		return err
	}
	if len(forms) == 0 {
		d.hint("loose", wordsLooseFile())
		return nil
	}
	kept, err := d.store.KeepLoose(ctx, d.turn.user, f.File, d.bot.now())
	if err != nil {
		return err
	}
	m := plain(wordsLoose(len(kept), int(store.LooseLasts.Minutes()), f.Caption).In(d.lang))
	m.Key, m.Move = "loose", true
	for _, id := range forms {
		m.Buttons = append(m.Buttons, []store.Button{{Label: d.forms().Title(id).In(d.lang), Data: looseMark + string(id)}})
	}
	d.send(m)
	return nil
}

// formsForFile are the reports that the person can make with a file. A result
// sheet is sent by itself only where something was counted.
func (d *desk) formsForFile(ctx context.Context, kind election.FileKind) ([]flow.FormID, error) {
	forms := slices.DeleteFunc(looseForms(kind), func(id flow.FormID) bool { return len(d.unitsFor(id)) == 0 })
	if !slices.Contains(forms, "sheet") {
		return forms, nil
	}
	units, err := d.counted(ctx, d.unitsFor("sheet"))
	if len(units) == 0 {
		forms = slices.DeleteFunc(forms, func(id flow.FormID) bool { return id == "sheet" })
	}
	return forms, err
}

// counted are the units among some of which a count was reported.
func (d *desk) counted(ctx context.Context, units []election.Unit) ([]election.Unit, error) {
	var ids []election.UnitID
	for _, u := range units[:min(len(units), unitsMost)] {
		ids = append(ids, u.ID)
	}
	states, err := d.store.States(ctx, ids)
	var all []election.Unit
	for _, s := range states {
		if len(s.Progress.Counts) > 0 {
			all = append(all, s.Unit)
		}
	}
	return all, err
}

// unitsFor are the units for which the person may fill in a form.
func (d *desk) unitsFor(id flow.FormID) []election.Unit {
	return d.forms().Units(id, d.store.Town(), d.person)
}

// placeLoose begins the report that was chosen for the loose files, or asks for
// its unit first.
func (d *desk) placeLoose(ctx context.Context, p loosePlace) error {
	files, err := d.store.Loose(ctx, d.turn.user, d.bot.now())
	if err != nil {
		return err
	}
	if len(files) == 0 {
		d.answer(wordsLooseGone())
		return nil
	}
	units := d.unitsFor(p.form)
	if p.form == "sheet" {
		if units, err = d.counted(ctx, units); err != nil {
			return err
		}
	}
	if p.unit == "" && len(units) == 1 {
		p.unit = units[0].ID
	}
	if p.unit == "" && len(units) > 0 {
		d.chooseLooseUnit(p, units)
		return nil
	}
	return d.beginWith(ctx, flow.Opening{Form: p.form, Unit: p.unit}, files)
}

// looseUnitsMost is how many units stand on one page.
const looseUnitsMost = 8

// chooseLooseUnit asks for the unit on the message that asked for the report.
func (d *desk) chooseLooseUnit(p loosePlace, units []election.Unit) {
	m := plain(wordsLooseUnit(d.forms().Title(p.form)).In(d.lang))
	m.Key = "loose"
	mark := looseMark + string(p.form) + ":"
	pages := slices.Collect(slices.Chunk(units, looseUnitsMost))
	page := min(p.page, len(pages)-1)
	for _, u := range pages[page] {
		m.Buttons = append(m.Buttons, []store.Button{{Label: u.Name, Data: mark + string(u.ID)}})
	}
	var turn []store.Button
	if page > 0 {
		turn = append(turn, store.Button{Label: wordsPrevious().In(d.lang), Data: mark + "+" + strconv.Itoa(page-1)})
	}
	if page+1 < len(pages) {
		turn = append(turn, store.Button{Label: wordsNext().In(d.lang), Data: mark + "+" + strconv.Itoa(page+1)})
	}
	if turn != nil {
		m.Buttons = append(m.Buttons, turn)
	}
	d.send(m)
}

// beginWith begins a form with files, which do not wait any more then.
func (d *desk) beginWith(ctx context.Context, o flow.Opening, files []election.File) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		out := d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: o})
		for _, f := range files {
			if out.Ignored || !out.Need.IsZero() {
				return out
			}
			out = d.forms().Advance(out.State, sc, flow.Turn{Update: d.turn.update, Input: flow.File{File: f}})
		}
		if out.View != nil {
			out.View.Move = true // it is new in the chat
		}
		return out
	})
	if err != nil || out.Ignored {
		d.answer(wordsDeadButton())
		return err
	}
	d.commit.Placed = files
	m := plain(wordsLoosePlaced(d.forms().Title(o.Form)).In(d.lang))
	m.Key = "loose"
	d.send(m)
	return nil
}
