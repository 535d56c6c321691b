package document

import (
	"time"

	"huanjie/internal/election"
)

// recordSums writes the sums of one kind of record: · 横幅 120 条.
func recordSums(p *page, kind election.RecordKind, f election.Figures) {
	if kind.Each {
		p.line(say("· 共 %d 次", "· %d in all").With(f[election.RecordsFigure(kind.ID)]))
	}
	for _, field := range kind.Fields {
		if n := f[election.RecordFigure(kind.ID, field.ID)]; field.Number && n > 0 {
			p.line(say("· %s %s %s", "· %s %s%s").With(field.Label, election.Thousands(n), field.Unit))
		}
	}
	for _, line := range kind.Derived(f) {
		p.line(say("· %s", "· %s").With(line))
	}
	for _, field := range kind.Choices() {
		for _, v := range field.Values {
			if n := f[election.AnswerFigure(kind.ID, field.ID, v)]; n > 0 {
				p.line(say("· %s：%s %d", "· %s, %s: %d").With(field.Label, field.Name(v), n))
			}
		}
	}
}

// Records returns the text of the sums of an area's records, kind by kind.
func Records(s election.Summary, l election.Language) string {
	p := &page{l: l}
	p.title(say("🗂 台账汇总", "🗂 Records"))
	none := true
	for _, kind := range s.Records {
		n := s.Figures[election.RecordFigure(kind.ID, "")]
		if n == 0 {
			continue
		}
		none = false
		p.heading(say("%s（%d/%d）", "%s (%d of %d)").With(kind.Title, n, s.Roll.Units))
		recordSums(p, kind, s.Figures)
	}
	keyWork(p, s)
	if none {
		p.line(say("还没有上报任何台账：宣传、培训、走访、移交等，各村从“更多”里报。", "No records have been reported yet: publicity, training, visits, the handover and others, under “more”."))
	}
	p.line(say("截至 %s", "As of %s").With(election.SayTime(s.AsOf, s.AsOf)))
	withheld(p, s)
	return p.String()
}

// OfficeRecords returns the text of what the office has reported of its own work, kind by
// kind.
func OfficeRecords(t *election.Town, work election.Progress, at time.Time, l election.Language) string {
	p := &page{l: l}
	p.title(say("🗂 %s · %s", "🗂 %s · %s").With(t.Name, election.OfficeWork.Name()))
	f := t.ElectionOf(t.OfficeWork()).Figures(work)
	for _, kind := range t.Records {
		if f[election.RecordFigure(kind.ID, "")] == 0 {
			continue
		}
		p.heading(kind.Title)
		recordSums(p, kind, f)
	}
	p.line(say("截至 %s", "As of %s").With(election.SayTime(at, at)))
	return p.String()
}

// records writes the records of one unit, one line for each.
func records(p *page, kinds []election.RecordKind, progress election.Progress, today election.Date) {
	var lines []election.Phrase
	for _, kind := range kinds {
		all := progress.Records[kind.ID]
		if len(all) == 0 {
			continue
		}
		last := all[len(all)-1]
		line := say("🗂 %s：%s", "🗂 %s: %s").With(kind.Title, fieldsOf(kind, last.Record, today))
		if len(all) > 1 {
			line = say("🗂 %s（%d 次，最近）：%s", "🗂 %s (%d, the last): %s").With(kind.Title, len(all), fieldsOf(kind, last.Record, today))
		}
		lines = append(lines, cut(line, 160))
	}
	p.list(lines, len(lines), recordsRoom, func(left int) election.Phrase {
		return say("……另有 %d 项台账", "… and %d more records").With(left)
	})
}

// fieldsOf writes the fields of a record on one line.
func fieldsOf(kind election.RecordKind, r election.Record, today election.Date) election.Phrase {
	var zh, en []string
	for _, f := range kind.Fields {
		v := fieldOf(f, r, today)
		if v.IsZero() {
			continue
		}
		part := say("%s %s", "%s %s").With(f.Label, v)
		zh, en = append(zh, part.In(election.Chinese)), append(en, part.In(election.English))
	}
	return say("%[1]s", "%[2]s").With(joined(zh), joined(en))
}

func fieldOf(f election.RecordField, r election.Record, today election.Date) election.Phrase {
	if f.Number {
		n, said := r.Numbers[f.ID]
		if !said {
			return election.Phrase{}
		}
		return say("%s%s", "%s%s").With(election.Thousands(n), f.Unit)
	}
	v := r.Words[f.ID]
	switch d, err := election.ParseDate(v); {
	case f.Day && err == nil:
		return d.Say(today)
	case f.Name != nil && v != "":
		return f.Name(v)
	}
	return plain(v)
}
