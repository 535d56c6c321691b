package document

import (
	"fmt"
	"strings"

	"huanjie/internal/election"
)

// turnover says who stayed and who is new, by name, where the members of the last term are known.
func (w *closing) turnover(e election.Election, states []election.UnitState, f election.Figures) {
	t := w.Town.TurnoverOf(states)
	if t.Now == 0 {
		return
	}
	line := fmt.Sprintf("按姓名与上届成员名单对照（已选齐的%s）：上届成员%s名，本届%s名，其中连任%s名，占%s，新任%s名；上届成员中%s名不再任职。", unitsOf(e, t.Units),
		election.Thousands(t.Before), election.Thousands(t.Now), election.Thousands(t.Kept), election.Ratio{Part: t.Kept, Whole: t.Now}.Percent(), election.Thousands(t.Now-t.Kept), election.Thousands(t.Gone()))
	if len(t.Posts) > 1 {
		var parts []string
		for _, p := range t.Posts {
			part := fmt.Sprintf("%s%d名中连任%d名", p.Post.Name().In(election.Chinese), p.Now, p.Kept)
			if p.Same < p.Kept {
				part += fmt.Sprintf("（原任同一职务%d名）", p.Same)
			}
			parts = append(parts, part)
		}
		line += strings.Join(parts, "，") + "。"
	}
	w.text(line)
	w.sources = append(w.sources, []string{election.Thousands(t.Kept), w.named(e, "连任（按姓名对照）"), w.keptWhere(states)})
	if reported := f.Composition(); t.Now == f[election.Elected] && reported.People == t.Now && reported.Unknown()[election.TraitReElected] == 0 && reported.Part(election.TraitReElected) != t.Kept {
		w.text(fmt.Sprintf("上报的连任为%d名，与姓名对照不一致，请核对。", reported.Part(election.TraitReElected)))
	}
}

// keptWhere is the sum of the members who stayed, by unit.
func (w *closing) keptWhere(states []election.UnitState) string {
	var all []string
	more := 0
	for _, u := range states {
		n := w.Town.TurnoverOf([]election.UnitState{u}).Kept
		switch {
		case n == 0:
		case len(all) < longestSum:
			all = append(all, fmt.Sprintf("%s %d", u.Unit.Name, n))
		default:
			more++
		}
	}
	line := strings.Join(all, "＋")
	if more > 0 {
		line += fmt.Sprintf("＋另有%d个%s", more, w.Town.UnitNoun().In(election.Chinese))
	}
	return line
}
