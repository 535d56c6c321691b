package bot

import (
	"bytes"
	"context"
	"errors"

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
		book.Units = append(book.Units, s.For(reader, p.User))
	}
	wanted := func(u election.UnitID) bool { _, own := whole[u]; return own }
	err = st.Corrections(ctx, wanted, func(was, is election.Report) {
		if s := whole[is.Unit]; !s.Secret(reader, p.User, was) && !s.Secret(reader, p.User, is) {
			book.Corrections = append(book.Corrections, document.Corrected{Was: was, Is: is})
		}
	})
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err = book.Write(&file, election.ParseLanguage(p.Language))
	return file.Bytes(), err
}
