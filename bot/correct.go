package bot

import (
	"context"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// correctMark begins the data of a button that begins the correction of a
// report.
const correctMark = "fix:"

// correctTap takes it.
func (d *desk) correctTap(ctx context.Context, data string) error {
	return d.correct(ctx, flow.DraftID(strings.TrimPrefix(data, correctMark)))
}

// corrections lists what the person reported last, each with what it said, to be
// corrected with one tap.
func (d *desk) corrections(ctx context.Context) error {
	scene := d.scene()
	reported, err := d.stillReported(ctx)
	if err != nil {
		return err
	}
	if len(reported) == 0 {
		d.say(wordsNothingToCorrect())
		return nil
	}
	reported = reported[:min(len(reported), buttonsMost)]
	ids := make([]election.UnitID, len(reported))
	for i, r := range reported {
		ids[i] = r.Unit
	}
	states, err := d.store.States(ctx, ids)
	if err != nil {
		return err
	}
	m := plain(wordsChooseCorrection().In(d.lang))
	m.Key, m.Move = "correct", true
	for i, r := range reported {
		scene.Unit, scene.Progress = r.Unit, states[i].Progress
		label := wordsReported(r, unitName(scene.Town, r.Unit), d.saidIn(r.ID, scene), d.now())
		m.Buttons = append(m.Buttons, []store.Button{{Label: label.In(d.lang), Data: correctMark + string(r.ID)}})
	}
	d.send(m)
	return nil
}

// unnamed is what a message says without the names of units.
func unnamed(h speech.Heard) string {
	var kept strings.Builder
	for _, t := range h.Tokens {
		if _, unit := t.Is(speech.OfUnit); !unit {
			kept.WriteString(h.Text[t.From:t.To])
		}
	}
	return kept.String()
}

// saidMost is how many characters of what a report said stand on its button.
const saidMost = 14

// saidIn is what the person said in a report, in a few characters, as the card of
// its correction would show it.
func (d *desk) saidIn(id flow.DraftID, scene flow.Scene) string {
	scene.Likeness = map[string]election.UnitID{}
	out := d.forms().Correct(d.ses.Talk, scene, d.turn.update, id)
	for out.Need.Likeness != "" { // whose it is makes no difference here
		scene.Likeness[out.Need.Likeness] = ""
		out = d.forms().Correct(d.ses.Talk, scene, d.turn.update, id)
	}
	if out.View == nil {
		return ""
	}
	var said []string
	for _, line := range out.View.Lines {
		if line.From == flow.Said && line.Value != "" {
			said = append(said, strings.Join(strings.Fields(line.Value), " "))
		}
	}
	r := []rune(strings.Join(said, "/"))
	if len(r) > saidMost {
		r = append(r[:saidMost-1], '…')
	}
	return string(r)
}

// correct begins the correction of one report.
func (d *desk) correct(ctx context.Context, id flow.DraftID) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Correct(d.ses.Talk, sc, d.turn.update, id)
	})
	if err == nil && out.Ignored {
		d.answer(wordsCannotCorrect())
	}
	return err
}
