package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// meetingsMost is how many meetings an answer names.
const meetingsMost = 10

// answerMeetings answers 动员会啥时候开的, 指导组开了几次会: the meetings of a kind, each with its day and how many came: the
// office's own, and those of the units.
func (d *desk) answerMeetings(ctx context.Context, q inquiry) error {
	var scopes []scoped
	if work := d.store.Town().OfficeWork(); len(q.Scope.Areas)+len(q.Scope.People) == 0 && !q.Scope.Own && d.person.MaySee(work) {
		all, err := d.statesOf(ctx, []election.Unit{work}, d.now(), func(*scoped, []election.Unit) {})
		if err != nil {
			return err
		}
		scopes = all
	}
	of := q
	of.Record = "" // of whose meetings: the office's own are there already
	units, whole, _ := d.meant(&of)
	all, err := d.statesOf(ctx, units, d.now(), func(*scoped, []election.Unit) {})
	if err != nil {
		return err
	}
	a := document.Answer{Of: whole, AsOf: d.now(), Now: d.now(), Also: slices.Clone(of.also)}
	var sums []election.Phrase
	told := 0
	for _, p := range q.Fields {
		k, f, value, ok := d.meetingKind(p)
		if !ok {
			continue
		}
		a.Asked = say("🗂 %s", "🗂 %s").With(f.Name(value))
		var of []election.UnitState
		for _, s := range append(slices.Clone(scopes), all...) {
			of = append(of, s.units...)
		}
		lines, sum := document.Meetings(k, f.ID, value, of, d.today())
		a.Units, sums, told = append(a.Units, lines...), append(sums, sum...), told+len(lines)
	}
	if told == 0 {
		a.Lines = append(a.Lines, wordsNothingReported())
	} else {
		a.Lines = append(a.Lines, election.Many(told, "共 %d 次", "%d meeting", "%d meetings"))
		if told > 1 {
			a.Lines = append(a.Lines, sums...)
		}
	}
	if len(a.Units) > meetingsMost {
		a.Also = append(a.Also, say("另有 %d 次，没有列出。", "%d more are not listed.").With(len(a.Units)-meetingsMost))
		a.Units = a.Units[:meetingsMost]
	}
	d.reply(a)
	return nil
}

// meetingKind is the kind of record of a place, its choice and the value.
func (d *desk) meetingKind(p speech.RecordPlace) (k election.RecordKind, f election.RecordField, value string, ok bool) {
	kinds := d.store.Town().Records
	i := slices.IndexFunc(kinds, func(k election.RecordKind) bool { return k.ID == p.Record })
	field, value, choice := strings.Cut(p.Field, "=")
	if i < 0 || !choice {
		return k, f, "", false
	}
	j := slices.IndexFunc(kinds[i].Fields, func(f election.RecordField) bool { return f.ID == field })
	return kinds[i], kinds[i].Fields[max(0, j)], value, j >= 0
}
