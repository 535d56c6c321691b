package bot

import (
	"context"
	"path"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// membersForm is the form of the elected.
const membersForm flow.FormID = "members"

// tableMark is the data of the button that opens the report that a table makes. What the
// table says stands in the button's message.
const tableMark = "table"

// tableBytes is how large a table may be.
const tableBytes = 1 << 20

// isTable reports whether a document is a table from somebody who reports, who may mean the
// elected or an attendance by it: nothing is open that takes it as it is.
func (d *desk) isTable(w sent) bool {
	drafts := d.ses.Talk.Drafts
	if d.ses.Talk.HasOpen() && drafts[len(drafts)-1].Form != membersForm {
		return false
	}
	return len(d.person.Units) > 0 && !d.person.Office && d.bot.sender.Table != nil && w.file.Kind == election.Document && !d.isDraft(w) &&
		slices.Contains([]string{".xlsx", ".csv"}, strings.ToLower(path.Ext(w.name)))
}

// readTable has a table read. What it says comes from the sender, which has the time to
// fetch it: nobody else waits for that.
func (d *desk) readTable(w sent) {
	if w.bytes > tableBytes {
		d.say(outgoing.TableNotRead(say("太大", "it is too large")))
		return
	}
	d.say(wordsReadingTable(w.name))
	paper := store.TablePaperOf(d.person.ID, w.file.ID, w.name, d.lang)
	d.send(store.Message{Paper: &paper, Buttons: [][]store.Button{{{Label: wordsOpenTable().In(d.lang), Data: tableMark}}}})
}

// tableTap opens the report that a table makes, as if its lines had been typed.
func (d *desk) tableTap(ctx context.Context, _ string) error {
	w, _ := d.turn.what.(tapped)
	text := outgoing.TableText(w.text)
	if text == "" {
		d.answer(wordsDeadButton())
		return nil
	}
	_, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Message: w.message, Input: flow.Text(text)})
	})
	return err
}

func wordsReadingTable(name string) election.Phrase {
	return say("📄 收到 %s，正在读，读好了就发来核对。", "📄 %s is here and is being read; it comes back to be checked.").With(name)
}

func wordsOpenTable() election.Phrase { return say("📝 打开核对", "📝 Open and check") }
