package bot

import (
	"context"
	"strings"

	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// correctMark begins the data of a button that begins the correction of a
// report.
const correctMark = "fix:"

func correctTap(data string) (flow.DraftID, bool) {
	id, ok := strings.CutPrefix(data, correctMark)
	return flow.DraftID(id), ok
}

// corrections lists what the person reported last, each to be corrected with one
// tap.
func (d *desk) corrections() {
	scene := flow.Scene{Town: d.store.Town(), Person: d.person}
	reported := d.bot.forms.Reported(d.ses.Talk, scene)
	if len(reported) == 0 {
		d.say(wordsNothingToCorrect())
		return
	}
	m := plain(wordsChooseCorrection().In(d.lang))
	m.Key, m.Move = "correct", true
	for _, r := range reported[:min(len(reported), buttonsMost)] {
		label := wordsReported(r, unitName(scene.Town, r.Unit), scene.Town.Location)
		m.Buttons = append(m.Buttons, []store.Button{{Label: label.In(d.lang), Data: correctMark + string(r.ID)}})
	}
	d.send(m)
}

// correct begins the correction of one report.
func (d *desk) correct(ctx context.Context, id flow.DraftID) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.bot.forms.Correct(d.ses.Talk, sc, d.turn.update, id)
	})
	if err == nil && out.Ignored {
		d.answer(wordsCannotCorrect())
	}
	return err
}
