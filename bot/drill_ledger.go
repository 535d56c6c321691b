package bot

import (
	"huanjie/internal/document"
	"huanjie/internal/store"
)

// ledger sends the workbook of all units that the person may see.
func (d *desk) ledger() {
	paper := store.LedgerPaperOf(d.person.ID, d.turn.user, d.lang)
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "ledger", Note: "xlsx"})
	d.send(store.Message{Text: document.LedgerCaption(d.lang), Paper: &paper})
}
