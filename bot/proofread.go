package bot

import (
	"context"
	"path"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/proofread"
	"huanjie/internal/store"
)

// draftWords begin a message that has a draft in it, or stand under one.
func draftWords() []string { return []string{"校对草稿", "校对总结", "校对数字", "校对"} }

// draftOf is the draft in a message: 校对：全镇登记选民…….
func draftOf(text string) (draft string, ok bool) {
	for _, w := range draftWords() {
		rest, found := strings.CutPrefix(text, w)
		if draft := strings.TrimLeft(rest, " 　:：\n"); found && draft != "" && draft != rest {
			return draft, true
		}
	}
	return "", false
}

// proofread answers with what is wrong in the figures of a draft.
func (d *desk) proofread(ctx context.Context, draft string) error {
	if draft == "" {
		d.say(wordsSendDraft())
		return nil
	}
	var ids []election.UnitID
	for _, u := range d.store.Town().Units {
		if d.person.MaySee(u) {
			ids = append(ids, u.ID)
		}
	}
	states, err := d.view().States(ctx, ids)
	if err != nil {
		return err
	}
	found := proofread.CheckWith(draft, proofread.RecordsOf(d.store.Town(), states))
	d.send(store.Message{Text: outgoing.Proof(draft, found, d.lang)})
	return nil
}

// isDraft reports whether a document is a draft to be checked: a Word file or a text
// from somebody who may read the summary, or whatever 校对 stands under.
func (d *desk) isDraft(w sent) bool {
	if w.file.Kind != election.Document || !readsSummary(d.person) {
		return false
	}
	caption := strings.TrimSpace(w.file.Caption)
	return slices.Contains([]string{".docx", ".txt"}, strings.ToLower(path.Ext(w.name))) ||
		slices.ContainsFunc(draftWords(), func(word string) bool { return strings.HasPrefix(caption, word) })
}

// proofreadFile has a draft checked. It comes back from the sender, which has the
// time to fetch it.
func (d *desk) proofreadFile(w sent) {
	if w.bytes > outgoing.FileMaxBytes {
		d.say(wordsDraftTooLarge())
		return
	}
	d.say(wordsChecking(w.name))
	paper := store.ProofPaperOf(d.person.ID, d.turn.user, w.file.ID, w.name, d.lang)
	d.send(store.Message{Paper: &paper})
}

func wordsSendDraft() election.Phrase {
	return say("把草稿发来：Word（.docx）或文本文件直接发；短的写在“校对：”后面。我把数字重新算一遍，也和账本对照，按原文顺序列出错处；Word 会带着批注发回。",
		"Send the draft: a Word file (.docx) or a text file, or a short one after /proofread. Its figures are recomputed and held against the journal; what is wrong is listed in the order of the text, and a Word file comes back with comments.")
}

func wordsChecking(name string) election.Phrase {
	return say("🔎 收到 %s，正在重新计算里面的数字，算完就发回来。", "🔎 %s is here. Its figures are being recomputed; it comes back when that is done.").With(name)
}

func wordsDraftTooLarge() election.Phrase {
	return say("文件超过 20 MB，取不下来：请去掉图片，再发一次。", "The file is larger than 20 MB and cannot be fetched: leave out its pictures and send it again.")
}
