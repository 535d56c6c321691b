package bot

import (
	"context"

	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// tellsAndAsks reports whether somebody who reports does so and asks in one message.
func (d *desk) tellsAndAsks(m *typed) bool {
	_, question, both := speech.TellsAndAsks(m.heard)
	if both && !m.asks && !speech.AnsweredByCard(question) {
		_, both = d.question(question)
	}
	return both && (len(d.person.Units) > 0 || d.person.Office) && !d.ses.Talk.HasOpen()
}

// runOneByOne answers the question and lets the forms take the report. Where they take nothing, or the question is not
// understood, it asks for them one by one.
func (d *desk) runOneByOne(ctx context.Context, m *typed) (bool, error) {
	report, question, _ := speech.TellsAndAsks(m.heard)
	q, asks := d.question(question)
	if !asks { // 八一几点关门 alone may be a report
		q, asks = d.question("请问" + question)
	}
	before, byCard := d.commit, speech.AnsweredByCard(question)
	if asks || byCard {
		if err := d.answerUnless(ctx, q, byCard); err != nil {
			return true, err
		}
		out, err := d.tryForms(ctx, m, flow.Text(report))
		if err != nil || !d.nothingOf(out) {
			return true, err
		}
		d.commit = before
	}
	d.hint("both", wordsOneByOne(report, question))
	return true, nil
}

// answerUnless answers a question that is not answered already.
func (d *desk) answerUnless(ctx context.Context, q inquiry, answered bool) error {
	if answered {
		return nil
	}
	return d.answerTo(ctx, q)
}
