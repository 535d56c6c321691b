package flows

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// draftOwn is a part of the summary in the office's own words.
type draftOwn struct {
	part election.Own
	text string
}

// longestOwn is how much the office may write of one part; Telegram takes 4096.
const longestOwn = 3000

// own takes what only the office can write of its summary: 做法, 体会, 问题, 建议, 打算. The
// summary's message has a button for each that is missing.
var own = flow.Form[draftOwn]{
	Head: flow.Head{
		ID: "own", Words: []string{"写自己的话", "自己的话", "own words"}, Hidden: true,
		Title: say("总结里自己的话", "The summary in our own words"), Label: say("✍ 自己的话", "✍ Own words"),
		Confirmed: say("已记下", "Noted"),
		OfTown:    true, May: func(p election.Person) bool { return p.Office },
	},
	Steps: []flow.Step[draftOwn]{
		flow.Choice("part", say("写哪一部分？", "Which part?"), ownOptions,
			func(d *draftOwn, v string) { d.part = election.Own(v) }, flow.With[draftOwn]{Field: flow.Field{Label: say("部分", "Part")}}),
		flow.Each(ownStep),
	},
	Review: func(flow.Subject, draftOwn) []election.Phrase {
		return []election.Phrase{say("提交后原样写进总结；再写一次就换成新的。", "It goes into the summary as it is. Writing the part again replaces it.")}
	},
	Writes: func(d draftOwn) election.OwnText { return election.OwnText{Part: d.part, Text: d.text} },
}

// ownOptions are the parts; those that are written already are marked.
func ownOptions(s flow.Subject, _ draftOwn) []flow.Option {
	var options []flow.Option
	for _, part := range election.Owns() {
		o := flow.Option{Value: string(part), Label: part.Name()}
		if slices.ContainsFunc(s.Overview.Own, func(w election.OwnText) bool { return w.Part == part }) {
			o.Label, o.Name = say("✓ %s", "✓ %s").With(part.Name()), part.Name()
		}
		options = append(options, o)
	}
	return options
}

// ownStep asks for the words of a part, and shows those there are.
func ownStep(s flow.Subject, d draftOwn) []flow.Step[draftOwn] {
	ask := say("请写“%s”，原样写进总结；几段就分几行，发一条消息。", "Please write “%s”; it goes into the summary as it is. A line for each paragraph, in one message.").With(d.part.Name())
	for _, w := range s.Overview.Own {
		if w.Part == d.part {
			ask = say("现在写的是：\n%s\n\n请发改好的全文；长按可以复制。", "It reads:\n%s\n\nPlease send the whole text as it is to be; hold this card to copy it.").With(strings.TrimSpace(w.Text))
		}
	}
	return []flow.Step[draftOwn]{flow.Prose("text", ask, func(d *draftOwn) *string { return &d.text },
		flow.With[draftOwn]{Field: flow.Field{Label: say("内容", "Text"), Longest: longestOwn}})}
}
