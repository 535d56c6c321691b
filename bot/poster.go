package bot

import (
	"context"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// posterOf is what a message asks for that names a notice on paper: 公告 东河村 候选人,
// 公告文件 候选人. An announcement of its own has more to say.
func posterOf(text string) (wanted string, ok bool) {
	for _, w := range []string{"公告文件", "张贴公告", "打印公告", "公告"} {
		rest, found := strings.CutPrefix(text, w)
		if !found || strings.ContainsAny(rest, "，。：:\n") {
			continue
		}
		words := strings.Fields(rest)
		if len(words) < 1 || len(words) > 2 {
			return "", false
		}
		if _, known := noticeKind(words[len(words)-1]); known {
			return strings.Join(words, " "), true
		}
		if _, known := noticeKind(words[0]); known {
			return strings.Join(words, " "), true
		}
	}
	return "", false
}

// noticeKind is the notice that a word names.
func noticeKind(word string) (document.NoticeKind, bool) {
	word = strings.TrimSuffix(word, "公告")
	switch word {
	case "选委会":
		return document.CommitteeNotice, true
	case "选民":
		return document.RollNotice, true
	case "正式候选人", "候选人名单":
		return document.CandidatesNotice, true
	case "投票", "投票日":
		return document.PollingNotice, true
	case "委托":
		return document.ProxyNotice, true
	case "选举结果", "当选":
		return document.ResultNotice, true
	}
	for _, k := range document.NoticeKinds() {
		if word == string(k) {
			return k, true
		}
	}
	return "", false
}

// poster sends a notice as a Word file: of the unit that is named, else of all units
// of the person.
func (d *desk) poster(_ context.Context, wanted string) error {
	var kind document.NoticeKind
	var rest []string
	for _, word := range strings.Fields(wanted) {
		if k, ok := noticeKind(word); ok && kind == "" {
			kind = k
		} else {
			rest = append(rest, word)
		}
	}
	name := strings.Join(rest, " ")
	u, named := d.unitNamed(name)
	switch {
	case kind == "":
		d.say(wordsWhichNotice(exampleOf(d.store.Town(), d.person)))
		return nil
	case name != "" && !named:
		d.say(wordsNoUnit(name))
		return nil
	}
	paper := store.NoticePaperOf(d.person.ID, d.turn.user, string(kind), u.ID)
	d.send(store.Message{Text: wordsNoticeHere().In(d.lang), Paper: &paper})
	return nil
}

func wordsWhichNotice(example string) election.Phrase {
	var kinds []string
	for _, k := range document.NoticeKinds() {
		kinds = append(kinds, string(k))
	}
	all := strings.Join(kinds, "、")
	return say("要哪一种公告？有：%[1]s。例如“公告 %[2]s 候选人”；不写名称就是您的全部单位，一个一页。",
		"Which notice? There are %[1]s. For example “公告 %[2]s 候选人”; without a name it is for all your units, a page each.").With(all, example)
}

func wordsNoticeHere() election.Phrase {
	return say("📄 公告（Word）：空着的请填写，核对盖章后张贴。", "📄 The notice as a Word file, in Chinese: fill in what is blank, check and stamp it before it is posted.")
}
