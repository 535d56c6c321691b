package bot

import (
	"context"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// readsSummary is the right to the written summary: the office and leaders.
func readsSummary(p election.Person) bool { return p.Office || len(p.Areas) > 0 }

// closing sends the written summary 总结 of all units that the person may see. What
// was typed after the command are the office's own words.
func (d *desk) closing(_ context.Context, words string) error {
	if _, err := document.ReadOwn(words); err != nil {
		d.say(say("没有写。每段话前面要写明是做法、体会、问题、建议还是打算：%s", "Not written. Say before each paragraph which part it is: %s").With(ownExample()))
		return nil
	}
	paper := store.SummaryPaperOf(d.person.ID, d.turn.user, words)
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Exported, Of: "summary", Note: "docx"})
	caption := say("📄 工作总结（Word，可修改）。没有确认的数字文中写明；附件是每个数字的来源。", "📄 The summary as a Word file to edit, in Chinese. It says which figures are not confirmed; annexes lead to where each comes from.")
	if words == "" {
		caption = say("%s\n做法、体会、问题、建议、打算请自己写，可以一起发来：%s", "%s\nWays, lessons, problems, advice and intentions are yours to write; send them along: %s").With(caption, ownExample())
	}
	d.send(store.Message{Text: caption.In(d.lang), Paper: &paper})
	return nil
}

// ownExample shows how the office's own words are sent.
func ownExample() election.Phrase {
	const example = "\n总结\n做法：……\n问题：……\n打算：……"
	return say(example, example)
}
