package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerRecords answers 横幅多少, and of a whole kind of record its sums and choices.
func (d *desk) answerRecords(ctx context.Context, q inquiry) error {
	if q.Meetings {
		return d.answerMeetings(ctx, q)
	}
	if err := d.fieldMeant(ctx, &q); err != nil {
		return err
	}
	kinds := d.store.Town().Records
	i := slices.IndexFunc(kinds, func(k election.RecordKind) bool { return k.ID == q.Record })
	if i < 0 {
		d.say(wordsNothingKnown())
		return nil
	}
	k := kinds[i]
	if f, ok := detailAsked(q, k); ok {
		return d.answerDetail(ctx, q, k, f)
	}
	if err := d.reasonAsked(ctx, &q, k); err != nil {
		return err
	}
	q.within(k)
	if err := d.besideOffice(ctx, &q, k); err != nil {
		return err
	}
	if err := d.fieldsBeside(ctx, q, k); err != nil {
		return err
	}
	if q.ofNumbers() {
		return d.numbers(ctx, q, func(scoped) document.Measure { return document.RecordMeasure(k, q.Field) })
	}
	return d.answerRecord(ctx, q, k)
}

// reasonAsked answers for which reasons some are not counted, where a number of those is asked for and why: 请假的有几个，什么原因. Of
// those who were due and did not come none is kept.
func (d *desk) reasonAsked(ctx context.Context, q *inquiry, k election.RecordKind) error {
	i := slices.IndexFunc(k.Fields, isReason)
	if !q.Why || i < 0 || q.Field == "" {
		return nil
	}
	q.Why = false
	if k.ID == election.AttendanceRecord && speech.AsksAbsent(q.text) {
		q.also = append(q.also, say("❓ 应到而没来的，没有登记原因；登记的只是不计入应到会的原因。", "❓ No reason is kept for those who were due and did not come, only for those who are not counted among the due."))
		return nil
	}
	return d.answerDetail(ctx, *q, k, k.Fields[i])
}

// fieldsBeside answers with the numbers of a kind of record that are asked for beside one, each by itself: 应到多少实到多少.
func (d *desk) fieldsBeside(ctx context.Context, q inquiry, k election.RecordKind) error {
	for _, places := range q.SideBySide {
		at := slices.IndexFunc(places, func(p speech.RecordPlace) bool { return p.Record == q.Record && p.Field != q.Field })
		if at < 0 {
			continue
		}
		one := q
		one.Field, one.SideBySide, one.also = places[at].Field, nil, nil
		if err := d.numbers(ctx, one, func(scoped) document.Measure { return document.RecordMeasure(k, one.Field) }); err != nil {
			return err
		}
	}
	return nil
}

// answerRecord answers with all that the reports of a kind of record say.
func (d *desk) answerRecord(ctx context.Context, q inquiry, k election.RecordKind) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🗂 %s", "🗂 %s").With(k.Title))
		m := document.RecordMeasure(k, "")
		_, unknown := m.Sorted(m.Rows(s.Election, s.whole), true)
		n := len(s.whole) - len(unknown)
		a.Lines = append(a.Lines, wordsReporting(m, n, s.Election.Units(len(s.whole))))
		if n == 0 {
			return a, true
		}
		a.Lines = append(a.Lines, document.RecordLines(k, s.whole)...)
		if q.Filter.By == speech.IsReported {
			for _, u := range s.whole {
				if len(u.Progress.Records[k.ID]) > 0 {
					a.Units = append(a.Units, document.UnitLine(u.Unit, election.Phrase{}))
				}
			}
		}
		return a, true
	})
}

// isReason reports whether a field of a record says why.
func isReason(f election.RecordField) bool {
	return !f.Number && strings.HasSuffix(f.Label.In(election.Chinese), "原因")
}

// within takes a number that is asked for beside an answer of the same kind of record for the number of the
// reports with this answer: 业务培训多少人参加.
func (q *inquiry) within(k election.RecordKind) {
	answer := ""
	is := func(p speech.RecordPlace) bool { return p.Record == k.ID && strings.Contains(p.Field, "=") }
	if here := (speech.RecordPlace{Record: k.ID, Field: q.Field}); is(here) {
		answer = q.Field
	}
	for _, places := range q.SideBySide {
		if at := slices.IndexFunc(places, is); at >= 0 {
			answer = places[at].Field
		}
	}
	if answer == "" || !k.Each {
		return
	}
	number := func(field string) bool { _, ok := k.Number(field); return ok }
	if number(q.Field) {
		q.Field = document.Within(q.Field, answer)
	}
	q.SideBySide = slices.Clone(q.SideBySide)
	for i, places := range q.SideBySide {
		if at := slices.IndexFunc(places, func(p speech.RecordPlace) bool { return p.Record == k.ID && number(p.Field) }); at >= 0 {
			q.SideBySide[i] = []speech.RecordPlace{{Record: k.ID, Field: document.Within(places[at].Field, answer)}}
		}
	}
}

// ofNumbers reports whether a question about a kind of record is answered with numbers, of one of its fields or of
// several units side by side, and not with all that its reports say.
func (q inquiry) ofNumbers() bool {
	some := q.Filter.By != speech.All && q.Filter.By != speech.IsReported
	return q.Field != "" || q.Form == speech.AsRanking || q.Form == speech.AsCompare || some || q.Has()&(speech.PartThan|speech.PartPeople|speech.PartMean) != 0
}

// ofWholeTown takes the office's own meetings for those that are asked for, where no unit has reported
// one and no unit is named.
func (d *desk) ofWholeTown(ctx context.Context, q *inquiry) error {
	work := d.store.Town().OfficeWork()
	if len(q.Scope.Units)+len(q.Scope.Areas) > 0 || q.Scope.Own || !d.person.MaySee(work) {
		return nil
	}
	p, err := d.store.OfficeWork(ctx)
	if err != nil || len(p.Records["office_meeting"]) == 0 {
		return err
	}
	of := *q
	of.also = nil
	units, _, _ := d.meant(&of)
	all, err := d.statesOf(ctx, units, d.now(), func(*scoped, []election.Unit) {})
	if err != nil || slices.ContainsFunc(all, func(s scoped) bool {
		return slices.ContainsFunc(s.units, func(u election.UnitState) bool { return len(u.Progress.Records[q.Record]) > 0 })
	}) {
		return err
	}
	q.Record = "office_meeting"
	return nil
}

// fieldMeant chooses, where several kinds of record have a number of the name that is asked
// for, the first of which anything is reported.
func (d *desk) fieldMeant(ctx context.Context, q *inquiry) error {
	if q.Record == "training" && q.Field == "" {
		return d.ofWholeTown(ctx, q)
	}
	if len(q.Fields) < 2 {
		return nil
	}
	atMeeting := func(p speech.RecordPlace) bool { return p.Record == election.AttendanceRecord }
	slices.SortStableFunc(q.Fields, func(a, b speech.RecordPlace) int { // that elects, rather than another
		if atMeeting(a) == atMeeting(b) {
			return 0
		} else if atMeeting(a) {
			return -1
		}
		return 1
	})
	for _, p := range q.Fields {
		of := *q
		of.Record, of.also = p.Record, nil
		units, _, _ := d.meant(&of)
		all, err := d.statesOf(ctx, units, d.now(), func(*scoped, []election.Unit) {})
		if err != nil {
			return err
		}
		for _, s := range all {
			if slices.ContainsFunc(s.units, func(u election.UnitState) bool { return len(u.Progress.Records[p.Record]) > 0 }) {
				q.Record, q.Field = p.Record, p.Field
				return nil
			}
		}
	}
	return nil
}
