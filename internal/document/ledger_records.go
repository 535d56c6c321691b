package document

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// records writes the worksheet of a kind of record, a row for each: publicity,
// meetings, visits, the handover. What is personal is left out, without People, and so is
// what nobody said. A kind that nobody reported has no worksheet.
func (b *workbook) records(kind election.RecordKind) {
	var fields []election.RecordField
	heads := []column{{head: say("单位", "Unit"), width: 12}, {head: say("片区", "Area"), width: 8}, {head: say("日期", "Day"), width: 13}}
	for _, f := range kind.Fields {
		if f.File || f.Personal && !b.ledger.People || !b.said(kind, f) {
			continue
		}
		fields = append(fields, f)
		heads = append(heads, fieldColumn(f))
	}
	heads = append(heads, column{head: say("上报人", "By"), width: 9})
	var rows [][]any
	for _, u := range b.ledger.Units {
		for _, r := range u.Progress.Records[kind.ID] {
			row := []any{u.Unit.Name, string(u.Unit.Area), date(r.On, dayFormat)}
			for _, f := range fields {
				row = append(row, b.field(f, r.Record))
			}
			rows = append(rows, append(row, r.By.Name().In(b.l)))
		}
	}
	b.list(kind.Title, heads, rows)
}

// said reports whether any record of a kind says something in a field.
func (b *workbook) said(kind election.RecordKind, f election.RecordField) bool {
	return slices.ContainsFunc(b.ledger.Units, func(u election.UnitState) bool {
		return slices.ContainsFunc(u.Progress.Records[kind.ID], func(r election.Entered) bool { return !fieldOf(f, r.Record, election.Date{}).IsZero() })
	})
}

// fieldColumn is the column of a field of a record: as wide as numbers or words need.
func fieldColumn(f election.RecordField) column {
	switch {
	case f.Number && !f.Unit.IsZero():
		return column{head: say("%s（%s）", "%s (%s)").With(f.Label, f.Unit), width: 9}
	case f.Number:
		return column{head: f.Label, width: 9}
	case len(f.Values) > 0:
		return column{head: f.Label, width: 11}
	}
	return column{head: f.Label, width: 20}
}

// field is what a record says in a field: a number, a day or words.
func (b *workbook) field(f election.RecordField, r election.Record) any {
	if f.Number {
		if n, said := r.Numbers[f.ID]; said {
			return n
		}
		return nil
	}
	if at, err := time.Parse(time.DateOnly, r.Words[f.ID]); err == nil {
		return day{at, dayFormat}
	}
	return fieldOf(f, r, election.DateOf(b.ledger.AsOf)).In(b.l)
}

// cases writes the worksheet of incidents, objections and requests. The words of one
// that is about people are for who handles it, and are not there.
func (b *workbook) cases() {
	heads := []column{{head: say("单位", "Unit"), width: 12}, {head: say("片区", "Area"), width: 8}, {head: say("上报", "Reported"), width: 13}, {head: say("事项", "About"), width: 20},
		{head: say("等级", "Severity"), width: 8}, {head: say("内容", "What was said"), width: 41}, {head: say("办理", "How it stands"), width: 22}, {head: say("应答复", "Due"), width: 13},
		{head: say("编号", "No."), width: 9}}
	var rows [][]any
	for _, u := range b.ledger.Units {
		for _, c := range u.Progress.Cases {
			words, severity := c.Words, ""
			if c.Private() {
				words = onlyForHandlers().In(b.l)
			}
			if c.Severity != 0 {
				severity = c.Severity.Name().In(b.l)
			}
			rows = append(rows, []any{u.Unit.Name, string(u.Unit.Area), b.clock(c.At), c.Title().In(b.l), severity, words, caseStatus(c).In(b.l), b.clock(c.Due), string(c.ID)})
		}
	}
	b.list(say("突发请示申诉", "Cases"), heads, rows)
}

// keyUnits writes the worksheet of the key villages: who leads them, and what is open.
func (b *workbook) keyUnits() {
	heads := []column{{head: say("单位", "Unit"), width: 12}, {head: say("片区", "Area"), width: 8}, {head: say("领导", "Leaders"), width: 20}, {head: say("联络员", "Officer"), width: 16},
		{head: say("阶段", "Stages"), width: 16}, {head: say("参选率", "Turnout"), width: 20}, {head: say("计票状态", "Count"), width: 20}, {head: say("走访次数", "Visits"), width: 6}, {head: say("走访户数", "Homes"), width: 6}, {head: say("应急预案", "Plan"), width: 16}, {head: say("当选", "Elected"), width: 20},
		{head: say("未办结", "Open cases"), width: 8}, {head: say("最近上报", "Last report"), width: 13}}
	var rows [][]any
	for _, u := range b.ledger.Units {
		if !u.Unit.Key {
			continue
		}
		e, done := b.ledger.Town.ElectionOf(u.Unit), 0
		for _, st := range e.Stages {
			if state := e.StageOf(u.Progress, st.ID); state.Status == election.Done {
				done++
			}
		}
		leaders := make([]string, len(u.Unit.Leaders))
		for i, l := range u.Unit.Leaders {
			leaders[i] = l.Name().In(b.l)
		}
		var winners []string
		for _, won := range e.Winners(u.Progress) {
			winners = append(winners, won.Name)
		}
		times, homes := visited(u)
		rows = append(rows, []any{u.Unit.Name, string(u.Unit.Area), joined(leaders).In(b.l), officersOf(u.Unit).In(b.l),
			say("已完成 %d/%d", "%d of %d done").With(done, len(e.Stages)).In(b.l), e.Figures(u.Progress).Turnout().String(), b.status(u), times, homes, plannedFor(u).In(b.l),
			joined(winners).In(b.l), openCases(u.Progress), b.clock(u.Progress.Last)})
	}
	b.list(say("重点%s", "Key %s").With(b.ledger.Town.ElectionOf(b.ledger.Units[0].Unit).UnitNoun()), heads, rows)
}

// list writes a worksheet of rows, if there are any.
func (b *workbook) list(name election.Phrase, heads []column, rows [][]any) {
	if len(rows) == 0 {
		return
	}
	note := say("共 %d 条　截至 %s", "%d rows; as of %s").With(len(rows), inFull(b.ledger.AsOf))
	s := b.worksheet(name, say("%s　换届台账（%s）", "%s: ledger, %s").With(b.ledger.Town.Name, name), note, heads, 1)
	if s == nil {
		return
	}
	for _, row := range rows {
		s.line(row...)
	}
	b.keep(s.rows.Flush())
}
