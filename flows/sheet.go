package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// lateSheet is a photo of a result sheet that follows its count.
type lateSheet struct {
	round election.Round
	file  election.File
}

// sheet brings the photo of the result sheet where the count came without it.
var sheet = flow.Form[lateSheet]{
	Head: flow.Head{
		ID: "sheet", Command: "sheet", Words: []string{"补结果单", "补计票结果单", "计票结果单", "计票单", "结果单", "result sheet"},
		Title: say("补计票结果单照片", "Send the result sheet"), Label: say("📷 结果单", "📷 Sheet"), Hidden: true,
		May: count.May,
		For: count.For,
	},
	Steps: []flow.Step[lateSheet]{
		flow.Choice("round", say("哪一轮的结果单？", "Of which round?"), sheetRounds, func(l *lateSheet, v string) { l.round = election.Round(v) },
			flow.With[lateSheet]{Field: flow.Field{Label: say("轮次", "Round")}, Presume: func(s flow.Subject, _ lateSheet) (string, bool) {
				o := sheetRounds(s, lateSheet{})
				return o[0].Value, true
			}}),
		flow.Attach("sheet", say("请发计票结果单的照片，签名和数字要看得清。最好“以文件发送”。", "Please send a photo of the result sheet, with figures and signatures sharp; best “as a file”."), sheetKinds(),
			func(l *lateSheet) *election.File { return &l.file }, flow.With[lateSheet]{Field: flow.Field{Label: say("照片", "Photo")}}),
	},
	Problems: func(s flow.Subject, l lateSheet) []election.Problem {
		if l.round != nothing {
			return nil
		}
		return []election.Problem{{Code: "nothing_counted", Fields: []string{"round"}, Text: say("还没有上报计票。请先点“计票”上报结果。", "Nothing has been counted yet. Please report the count first.")}}
	},
	Report: func(l lateSheet) election.Body { return election.ResultSheet{Round: l.round} },
}

// sheetRounds are the rounds that were counted: first those without a photo, the
// last of each first.
func sheetRounds(s flow.Subject, _ lateSheet) []flow.Option {
	var missing, there []flow.Option
	seen := map[election.Round]bool{}
	for _, c := range slices.Backward(s.Whole.Counts) {
		if seen[c.Round] {
			continue
		}
		seen[c.Round] = true
		if c.Sheet == "" {
			missing = append(missing, flow.Option{Value: string(c.Round), Label: c.Round.Name()})
		} else {
			there = append(there, flow.Option{Value: string(c.Round), Label: say("%s（换一张）", "%s (another photo)").With(c.Round.Name()), Name: c.Round.Name()})
		}
	}
	if all := slices.Concat(missing, there); len(all) > 0 {
		return all
	}
	return []flow.Option{{Value: nothing, Label: say("还没有计票", "nothing counted")}}
}
