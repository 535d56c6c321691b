package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// over takes a message that says that something has passed, of somebody who
// reported it: 找到了，虚惊一场. It is closed once they confirm; of several they are
// asked which. done is false if it says nothing of the kind, or if a draft took it.
func (d *desk) over(ctx context.Context, text string, out flow.Outcome) (done bool, err error) {
	if !speech.OverIn(text) || slices.ContainsFunc(out.State.Drafts, func(f flow.Draft) bool { return f.Mode == flow.Passed }) {
		return false, nil
	}
	mine, err := d.ownIncidents(ctx)
	if err != nil || len(mine) == 0 {
		return false, err
	}
	if len(mine) == 1 {
		return true, d.deed(ctx, mine[0], election.Close, text)
	}
	m := plain(wordsWhichIsOver().In(d.lang))
	m.Key, m.Move = "over", true
	for _, c := range mine[:min(len(mine), buttonsMost)] {
		label := say("%s：%s", "%s: %s").With(c.Unit.Name, beginningOf(c.Case.Words, saidMost))
		m.Buttons = append(m.Buttons, []store.Button{{Label: label.In(d.lang), Data: doing(c, election.Close).String()}})
	}
	d.send(m)
	return true, nil
}

// ownIncidents are the open incidents that the person reported and may close, the
// last first.
func (d *desk) ownIncidents(ctx context.Context) ([]document.UnitCase, error) {
	town := d.store.Town()
	var ids []election.UnitID
	for _, e := range town.Elections {
		_, open, err := d.store.List(ctx, election.ListOpen, e.ID, election.WholeTown, -1)
		if err != nil {
			return nil, err
		}
		ids = append(ids, open...)
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return nil, err
	}
	mine := slices.DeleteFunc(document.CasesOf(states), func(c document.UnitCase) bool {
		return c.Case.Kind != election.Incident || c.Case.By != d.person.ID || !c.Case.MayDo(d.person, c.Unit, election.Close)
	})
	slices.SortStableFunc(mine, func(a, b document.UnitCase) int { return b.Case.At.Compare(a.Case.At) })
	return mine, nil
}

// doing is the button that begins a deed about a case.
func doing(c document.UnitCase, deed election.Deed) flow.Opening {
	return flow.Opening{Form: "act", Unit: c.Unit.ID, Step: "case", Value: string(c.Case.ID), Step2: "deed", Value2: string(deed)}
}

// deed begins a deed about a case with what was said of it, and asks whether that is
// so.
func (d *desk) deed(ctx context.Context, c document.UnitCase, what election.Deed, text string) error {
	_, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		turn := flow.Turn{Update: d.turn.update, Input: doing(c, what)}
		out := d.forms().Advance(d.ses.Talk, sc, turn)
		if !out.Need.IsZero() || out.Ignored {
			return out
		}
		turn.Input = flow.Text(text)
		return d.forms().Advance(out.State, sc, turn)
	})
	return err
}

// beginningOf is the beginning of a text, on one line.
func beginningOf(text string, most int) string {
	r := []rune(text)
	if len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
