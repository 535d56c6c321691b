package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

const (
	drillRows   = 8 // of a page: areas, units or reports
	reportsMost = 8
)

// drillTap takes a button of the drill-down. What the person may not see is answered like a button that is no longer in use, so
// that a forged one tells nothing.
func (d *desk) drillTap(ctx context.Context, data string) error {
	w, ok := cards.ParseWay(data, d.store.Town())
	u, _ := d.store.Town().Unit(w.Unit)
	switch {
	case ok && w.Unit == "" && d.person.MayRead(w.Area):
		return d.drillArea(ctx, w)
	case ok && w.Unit != "" && d.person.MaySee(u):
		return d.drillUnit(ctx, u, w)
	}
	d.answer(wordsDeadButton())
	return nil
}

// drillUnit takes a step about a unit that the person may see.
func (d *desk) drillUnit(ctx context.Context, u election.Unit, w cards.Way) error {
	switch w.To {
	case cards.ToUnit:
		return d.unitPage(ctx, u)
	case cards.ToAbove:
		return d.drillAbove(ctx, u)
	case cards.ToReports:
		return d.reports(ctx, u, w.Of)
	case cards.ToReport:
		return d.report(ctx, u, w.Of)
	case cards.ToFiles:
		return d.reportFiles(ctx, u, w.Of)
	case cards.ToSheet:
		return d.sheetOf(ctx, u, election.Round(w.Of))
	case cards.ToContact:
		return d.contacts(ctx, u)
	}
	d.answer(wordsDeadButton())
	return nil
}

// show shows a page of the drill-down: in the place of the one whose button was
// tapped, else at the end of the chat.
func (d *desk) show(ctx context.Context, m store.Message) error {
	m.Key, m.Move = cards.DrillKey, true
	if w, ok := d.turn.what.(tapped); ok && len(d.commit.Messages) == 0 {
		at, err := d.store.SentAs(ctx, d.turn.chat, cards.DrillKey)
		if err != nil {
			return err
		}
		m.Move = at == 0 || at != w.message
	}
	d.send(m)
	return nil
}

// drillArea shows an area: its parts, or, without any or if all are asked for,
// its units.
func (d *desk) drillArea(ctx context.Context, w cards.Way) error {
	e, known := d.store.Town().Election(w.Election)
	if !known {
		d.answer(wordsDeadButton())
		return nil
	}
	d.looked("list", string(w.Area), string(w.Election))
	if w.To == cards.ToLowest {
		return d.lowestPicture(ctx, e, w.Area)
	}
	if parts := w.Area.Below(d.store.Town().Areas(e.ID)); w.To == cards.ToArea && len(parts) > 0 {
		return d.areaPage(ctx, e, w, parts)
	}
	return d.unitsPage(ctx, e, w)
}

// areaPage lists the parts of an area.
func (d *desk) areaPage(ctx context.Context, e election.Election, w cards.Way, parts []election.Area) error {
	m := plain(wordsDrillAreas(d.areaName(w.Area), len(parts)).In(d.lang))
	var rows [][]store.Button
	for _, a := range parts {
		n := d.store.Town().RollOf(e.ID, a).Units
		label := say("%s（%s）", "%s (%s)").With(cards.AreaLabel(a), e.Units(n))
		rows = append(rows, []store.Button{cards.Way{To: cards.ToArea, Election: e.ID, Area: a}.Button(label, d.lang)})
	}
	m.Buttons = d.turning(rows, w)
	all := cards.Way{To: cards.ToUnits, Election: e.ID, Area: w.Area}
	m.Buttons = append(m.Buttons, []store.Button{all.Button(wordsDrillAll(e.Units(d.store.Town().RollOf(e.ID, w.Area).Units)), d.lang)})
	m.Buttons = d.upFrom(m.Buttons, w)
	return d.show(ctx, m)
}

// unitsPage lists the units of an area, those first that have to be looked at.
func (d *desk) unitsPage(ctx context.Context, e election.Election, w cards.Way) error {
	all, err := d.view().Worst(ctx, e, w.Area, d.bot.now())
	if err != nil {
		return err
	}
	var rows [][]store.Button
	for _, s := range all {
		rows = append(rows, []store.Button{cards.Way{To: cards.ToUnit, Unit: s.Unit.ID}.Button(wordsStanding(s), d.lang)})
	}
	m := plain(wordsDrillUnits(d.areaName(w.Area), e.Units(len(all)), all).In(d.lang))
	m.Buttons = d.upFrom(d.turning(rows, w), w)
	return d.show(ctx, m)
}

// turning is one page of rows, with the buttons that turn it.
func (d *desk) turning(rows [][]store.Button, w cards.Way) [][]store.Button {
	last := max(0, (len(rows)-1)/drillRows)
	page := min(max(w.Page, 0), last)
	shown := slices.Clone(rows[page*drillRows : min((page+1)*drillRows, len(rows))])
	var turn []store.Button
	if w.Page = page - 1; page > 0 {
		turn = append(turn, w.Button(wordsPrevious(), d.lang))
	}
	if w.Page = page + 1; page < last {
		turn = append(turn, w.Button(wordsNext(), d.lang))
	}
	if turn != nil {
		shown = append(shown, turn)
	}
	return shown
}

// upFrom adds the button that leads from an area to the one above it, as far as
// the person may read that.
func (d *desk) upFrom(rows [][]store.Button, w cards.Way) [][]store.Button {
	up := cards.Way{To: cards.ToArea, Election: w.Election, Area: w.Area}
	parts := len(w.Area.Below(d.store.Town().Areas(w.Election)))
	if w.To == cards.ToArea || parts == 0 {
		if w.Area == election.WholeTown {
			return rows
		}
		up.Area = w.Area.Above()[1]
	}
	if !d.person.MayRead(up.Area) {
		return rows
	}
	return append(rows, []store.Button{up.Button(wordsBack(), d.lang)})
}

// drillAbove goes back from a unit to the list of its area, to the page on which
// it stands.
func (d *desk) drillAbove(ctx context.Context, u election.Unit) error {
	if !d.person.MayRead(u.Area) {
		return d.unitPage(ctx, u)
	}
	e := d.store.Town().ElectionOf(u)
	all, err := d.view().Worst(ctx, e, u.Area, d.bot.now())
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(s store.Standing) bool { return s.Unit.ID == u.ID })
	return d.drillArea(ctx, cards.Way{To: cards.ToUnits, Election: e.ID, Area: u.Area, Page: at / drillRows})
}

// unitPage shows one unit on the card, with the ways that lead on.
func (d *desk) unitPage(ctx context.Context, u election.Unit) error {
	m, err := d.unitMessage(ctx, u)
	if err != nil {
		return err
	}
	return d.show(ctx, m)
}

// unitWays are the buttons below a unit's page.
func (d *desk) unitWays(s election.UnitState) [][]store.Button {
	u := s.Unit
	var rows [][]store.Button
	var look []store.Button
	if n := s.Progress.Entries(); n > 0 {
		look = append(look, cards.Way{To: cards.ToReports, Unit: u.ID}.Button(wordsDrillReports(n), d.lang))
	}
	if d.mayCall(u) {
		look = append(look, cards.Way{To: cards.ToContact, Unit: u.ID}.Button(wordsDrillContact(), d.lang))
	}
	if look != nil {
		rows = append(rows, look)
	}
	var above []store.Button
	if next := d.store.Town().ElectionOf(u).Next(s.Progress); next.ID != "" {
		above = append(above, cards.GuideButton(u.Election, next.ID, d.lang))
	}
	if d.person.MayRead(u.Area) {
		above = append(above, cards.Way{To: cards.ToAbove, Unit: u.ID}.Button(wordsBack(), d.lang))
	}
	if above != nil {
		rows = append(rows, above)
	}
	return rows
}

// reports shows the last reports of a unit, or those before one: "<entry>.<how
// many came after it>".
func (d *desk) reports(ctx context.Context, u election.Unit, of string) error {
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return err
	}
	older, text, _ := strings.Cut(of, ".")
	before, _ := strconv.Atoi(text)
	all := states[0].Progress.Entries()
	if before < 0 || before > all || (older == "") != (before == 0) {
		older, before = "", 0
	}
	found, err := d.store.Reports(ctx, u.ID, older, reportsMost, all-before)
	if err != nil {
		return err
	}
	d.looked("reports", string(u.ID), "")
	town := d.store.Town()
	var shown []document.Told
	m := store.Message{}
	for i, r := range found {
		shown = append(shown, document.Told{Report: r.Report, Withdrawn: slices.Contains(states[0].Progress.Withdrawn, r.ID), Now: d.now()})
		label := say("%d. %s · %s", "%d. %s · %s").With(before+i+1, document.ReportName(town, r.Report), election.Moment(r.At, d.now()))
		m.Buttons = append(m.Buttons, []store.Button{cards.Way{To: cards.ToReport, Unit: u.ID, Of: r.Entry}.Button(label, d.lang)})
	}
	var turn []store.Button
	if before > 0 {
		turn = append(turn, cards.Way{To: cards.ToReports, Unit: u.ID}.Button(wordsNewest(), d.lang))
	}
	if n := before + len(found); len(found) > 0 && n < all {
		turn = append(turn, cards.Way{To: cards.ToReports, Unit: u.ID, Of: found[len(found)-1].Entry + "." + strconv.Itoa(n)}.Button(wordsOlder(), d.lang))
	}
	turn = append(turn, cards.Way{To: cards.ToUnit, Unit: u.ID}.Button(wordsBack(), d.lang))
	m.Buttons = append(m.Buttons, turn)
	m.Text = document.ReportList(town, u, shown, before, all, d.lang)
	return d.show(ctx, m)
}

// report shows one report as it was written.
func (d *desk) report(ctx context.Context, u election.Unit, entry string) error {
	r, ok, err := d.store.Report(ctx, u.ID, entry)
	if err != nil {
		return err
	}
	if !ok {
		d.answer(wordsDeadButton())
		return nil
	}
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return err
	}
	told := document.Told{Report: r.Report, Withdrawn: slices.Contains(states[0].Progress.Withdrawn, r.ID), Secret: d.secret(states[0], r.Report), Now: d.now()}
	if newest := states[0].Progress.Latest[election.Matter(r.Body)]; newest != "" && newest != r.ID && !told.Withdrawn {
		told.Newer = newest
	}
	var turn []store.Button
	was, found, err := d.store.Replaced(ctx, r)
	if err != nil {
		return err
	}
	if found {
		told.Was = &was.Report
		told.Secret = told.Secret || d.secret(states[0], was.Report)
		turn = append(turn, cards.Way{To: cards.ToReport, Unit: u.ID, Of: was.Entry}.Button(wordsReplaced(), d.lang))
	}
	d.saw("report", u.ID, "")
	d.looked("report", string(u.ID), string(r.ID))
	m := store.Message{Text: document.Reported(d.store.Town(), told, d.lang)}
	if n := len(r.Files); n > 0 && !states[0].Private(d.person, r.Report) {
		m.Buttons = append(m.Buttons, []store.Button{cards.Way{To: cards.ToFiles, Unit: u.ID, Of: entry}.Button(wordsFiles(n), d.lang)})
	}
	turn = append(turn, cards.Way{To: cards.ToReports, Unit: u.ID}.Button(wordsBack(), d.lang))
	m.Buttons = append(m.Buttons, turn)
	return d.show(ctx, m)
}

// reportFiles sends what was sent with a report.
func (d *desk) reportFiles(ctx context.Context, u election.Unit, entry string) error {
	r, ok, err := d.store.Report(ctx, u.ID, entry)
	if err != nil {
		return err
	}
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return err
	}
	if !ok || len(r.Files) == 0 || states[0].Private(d.person, r.Report) {
		d.answer(wordsDeadButton())
		return nil
	}
	d.handFiles(u, r.Files, document.ReportName(d.store.Town(), r.Report), r.ID)
	return nil
}

// sheetOf sends the photo of a count's result sheet, once there is one.
func (d *desk) sheetOf(ctx context.Context, u election.Unit, round election.Round) error {
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return err
	}
	c, _ := states[0].Progress.Count(round)
	if f := c.SheetFile(); f.ID != "" {
		d.handFiles(u, []election.File{f}, wordsSheetOf(round), c.Report)
		return nil
	}
	d.answer(wordsNoSheet())
	return nil
}

// handFiles sends files to the person who asked for them.
func (d *desk) handFiles(u election.Unit, files []election.File, what election.Phrase, of election.ReportID) {
	d.looked("files", string(u.ID), string(of))
	sent := cards.Files(files, d.turn.chat, fmt.Sprintf("%d.file", d.turn.update), fileWords(u, what, of).In(d.lang))
	for i := range sent {
		sent[i].Class = store.ClassReply // asked for just now
	}
	d.commit.Messages = append(d.commit.Messages, sent...)
}

// leaderWays are the buttons below what leaders read of a count.
func (n countNews) leaderWays(l election.Language) [][]store.Button {
	return [][]store.Button{{cards.Way{To: cards.ToUnit, Unit: n.unit.ID}.Button(wordsSeeUnit(), l),
		cards.Way{To: cards.ToSheet, Unit: n.unit.ID, Of: string(n.now.Round)}.Button(wordsSeeSheet(), l)}}
}

// looked notes for the audit what the person looked at, beside figures.
func (d *desk) looked(of, name, note string) {
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Saw, Of: of, Name: name, Note: note})
}

// areaName is an area for people.
func (d *desk) areaName(a election.Area) election.Phrase {
	if a == election.WholeTown {
		return d.wholeTown()
	}
	return say(a.Name(), a.Name())
}
