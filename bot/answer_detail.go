package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// detailAsked is the field of a record that is asked for, if it is no number: 推选方式, 审计公布日期.
func detailAsked(q inquiry, k election.RecordKind) (f election.RecordField, ok bool) {
	i := slices.IndexFunc(k.Fields, func(f election.RecordField) bool { return f.ID == q.Field && !f.Number })
	if i < 0 || q.Filter.By == speech.NotReported {
		return f, false
	}
	return k.Fields[i], true
}

// answerDetail answers with what the units have said in a field that is no number.
func (d *desk) answerDetail(ctx context.Context, q inquiry, k election.RecordKind, f election.RecordField) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🗂 %s · %s", "🗂 %s · %s").With(k.Title, f.Label))
		lines, named, known := document.Detail(k, f, s.units, d.today())
		if known == 0 {
			a.Lines = append(a.Lines, wordsNothingReported())
		} else {
			a.Lines = append(a.Lines, lines...)
			a.Lines = append(a.Lines, wordsReporting(document.Measure{}, known, s.Election.Units(len(s.units))))
		}
		a.Units = named
		d.partly(q, s, &a)
		return a, true
	})
}
