package bot

import (
	"context"
	"strings"

	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// tellsAndAsks reports whether somebody who reports does so and asks in one message.
func (d *desk) tellsAndAsks(m *typed) bool {
	mixed, both := speech.TellsAndAsks(m.heard)
	if both && (!mixed.Sure || !m.asks) && !speech.AnsweredByCard(mixed.Question) {
		var q inquiry
		q, both = d.question(mixed.Question)
		both = both && (mixed.Sure || strings.Join(q.unread, "") == "")
	}
	return both && (len(d.person.Units) > 0 || d.person.Office) && !d.ses.Talk.HasOpen()
}

// runOneByOne answers the question and lets the forms take the report. Where they take nothing, or the question is not
// understood, it asks for them one by one.
func (d *desk) runOneByOne(ctx context.Context, m *typed) (bool, error) {
	mixed, _ := speech.TellsAndAsks(m.heard)
	report, question := mixed.Report, mixed.Question
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
	if !mixed.Sure {
		return false, nil
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
