package bot

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// ledger sends the workbook of all units that the person may see.
func (d *desk) ledger() {
	paper := store.LedgerPaperOf(d.person.ID, d.turn.user, d.lang)
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "ledger", Note: "xlsx"})
	d.send(store.Message{Text: document.LedgerCaption(d.lang), Paper: &paper})
}

var errNothingToSee = errors.New("its reader may see no unit by now")

// ledgerOf makes a workbook with the rights that its reader has by now.
func (b *Bot) ledgerOf(ctx context.Context, st *store.Store, p store.Paper) ([]byte, error) {
	town := st.Town()
	reader := town.Person(p.Reader)
	book := document.Ledger{Town: town, AsOf: b.now().In(town.Location)}
	var ids []election.UnitID
	for _, u := range town.Units {
		if reader.MaySee(u) {
			ids = append(ids, u.ID)
		}
	}
	states, err := st.States(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(states) == 0 {
		return nil, errNothingToSee
	}
	whole := map[election.UnitID]election.UnitState{}
	for _, s := range states {
		whole[s.Unit.ID] = s
		book.Units = append(book.Units, s.For(toRead(s, reader, p.User), p.User))
	}
	wanted := func(u election.UnitID) bool { _, own := whole[u]; return own }
	err = st.Corrections(ctx, wanted, func(was, is election.Report) {
		s := whole[is.Unit]
		by := toRead(s, reader, p.User)
		if s.Secret(by, p.User, was) || s.Secret(by, p.User, is) {
			book.Withheld++
			return
		}
		book.Corrections = append(book.Corrections, document.Corrected{Was: was, Is: is})
	})
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err = book.Write(&file, election.ParseLanguage(p.Language))
	return file.Bytes(), err
}

// toRead is the reader of a ledger as far as one unit goes. The office may enter
// any count a second time, but is asked to only where the unit has nobody else who
// could. Where it has, it reads like a leader, as it does on the board and in
// digests; else, and where it has made one of the two entries, it stays blind
// until both agree.
func toRead(s election.UnitState, reader election.Person, user int64) election.Person {
	own := func(p election.PersonID, u int64) bool { return p == reader.ID || user != 0 && u == user }
	reader.Office = reader.Office && slices.ContainsFunc(s.Progress.Counts, func(c election.Count) bool {
		return len(s.Unit.Seconds(c.By)) == 0 || own(c.By, c.User) || c.Check != nil && own(c.Check.By, c.Check.User)
	})
	return reader
}
