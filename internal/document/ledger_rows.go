package document

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/election"
)

// column is one column of a worksheet.
type column struct {
	head  election.Phrase
	width float64 // in characters
	value func(ledgerRow) any
	sum   bool // its sum is in the last row
	days  bool // the last row counts the cells with a day
	share [2]string
	id    string // the name used in share
}

// ledgerRow is a unit with its share of the sums.
type ledgerRow struct {
	number  int
	state   election.UnitState
	figures election.Figures
}

// stages writes the worksheet of an election's stages.
func (b *workbook) stages(e election.Election, units []election.UnitState) {
	note := say("选举日 %s　截至 %s　格里的日期是完成的日期%[4]s，最下一行是完成的%[3]s数", "Polling day %s; as of %s; a date is when the stage was done%[4]s, the last row counts them").
		With(e.PollingDay.InFull(), inFull(b.ledger.AsOf), e.UnitNoun(), b.yearOfDays(units))
	b.units(e, units, unitSheet{say("%s阶段", "%s: stages"), say("%s　%s　换届台账（阶段）", "%s: %s, ledger of stages"), note, say("已完成", "Done")}, b.stageColumns(e))
}

// yearOfDays says of which year the first days are, which the cells have no room for,
// where that is not the year of the ledger.
func (b *workbook) yearOfDays(units []election.UnitState) election.Phrase {
	asOf := election.DateOf(b.ledger.AsOf)
	first := asOf
	for _, u := range units {
		for _, state := range u.Progress.Stages {
			if day := state.Day(b.ledger.AsOf.Location()); state.Status != election.FillIn && state.Status != election.NotStarted && day.Before(first) {
				first = day
			}
		}
	}
	if first.Year == asOf.Year {
		return election.Phrase{}
	}
	return say("（%[1]d年%[2]d月起）", ", from %[3]s %[1]d on").With(first.Year, int(first.Month), first.Month.String()[:3])
}

// votes writes the worksheet of an election's votes and of who is elected.
func (b *workbook) votes(e election.Election, units []election.UnitState) {
	note := say("选举日 %s　截至 %s　没有确认的计票是初步数字", "Polling day %s; as of %s; counts that are not confirmed are preliminary").With(e.PollingDay.InFull(), inFull(b.ledger.AsOf))
	total, hidden := say("合计", "Total"), hiddenOf(units)
	if hidden > 0 {
		note = say("%s；%s的计票等您复核，没有算进合计", "%s; without the counts of %s that you are to check").With(note, e.Units(hidden))
		total = say("合计（不含待复核的 %s）", "Total (without %s to check)").With(e.Units(hidden))
	}
	b.units(e, units, unitSheet{say("%s选举", "%s: votes"), say("%s　%s　换届台账（选举）", "%s: %s, ledger of votes"), note, total}, b.voteColumns(e, units))
}

// unitSheet says what a worksheet of units is called.
type unitSheet struct{ name, title, note, total election.Phrase }

// units writes a worksheet with a row for each unit and a last row of sums.
func (b *workbook) units(e election.Election, units []election.UnitState, as unitSheet, columns []column) {
	s := b.worksheet(as.name.With(e.UnitNoun()), as.title.With(b.ledger.Town.Name, e.Kind.Name()), as.note, columns, 2)
	if s == nil {
		return
	}
	totals := make([]int, len(columns))
	for n, u := range units {
		r := ledgerRow{n + 1, u, e.Figures(u.Progress)}
		values := make([]any, len(columns))
		for i, c := range columns {
			values[i] = c.value(r)
			totals[i] += adds(values[i])
		}
		s.unit(columns, values)
	}
	s.totals(columns, totals, as.total)
	b.keep(s.rows.Flush())
}

// adds returns what a cell adds to the last row.
func adds(v any) int {
	switch v := v.(type) {
	case int:
		return v
	case day:
		return 1
	}
	return 0
}

// unit writes the row of a unit.
func (s *worksheet) unit(columns []column, values []any) {
	cells := make([]any, len(columns))
	for i, c := range columns {
		cells[i] = s.book.cell(values[i])
		if c.share != [2]string{} {
			cells[i] = s.share(columns, values, c, s.book.styles.share)
		}
	}
	s.write(cells...)
}

// totals writes the last row: formulas for the rows above, with their values.
func (s *worksheet) totals(columns []column, totals []int, name election.Phrase) {
	st := s.book.styles
	cells, values := make([]any, len(columns)), make([]any, len(columns))
	for i, c := range columns {
		values[i] = totals[i]
		letter, _ := excelize.ColumnNumberToName(i + 1)
		over := fmt.Sprintf("%s%d:%s%d", letter, headRow+1, letter, s.wrote)
		switch {
		case i == 1:
			cells[i] = text(st.totalName, name.In(s.book.l))
		case c.sum:
			cells[i] = excelize.Cell{StyleID: st.total, Formula: "SUM(" + over + ")", Value: totals[i]}
		case c.days:
			cells[i] = excelize.Cell{StyleID: st.totalDays, Formula: "COUNT(" + over + ")", Value: totals[i]}
		case c.share != [2]string{}:
			cells[i] = s.share(columns, values, c, st.totalShare)
		default:
			cells[i] = excelize.Cell{StyleID: st.total}
		}
	}
	s.write(cells...)
}

// share returns the cell of the next row with one column's share of another;
// both are to its left. It is empty if the whole is 0.
func (s *worksheet) share(columns []column, values []any, c column, style int) excelize.Cell {
	find := func(id string) (n int, at string) {
		i := slices.IndexFunc(columns, func(c column) bool { return c.id == id })
		n, _ = values[i].(int)
		at, _ = excelize.CoordinatesToCellName(i+1, s.wrote+1)
		return n, at
	}
	part, partAt := find(c.share[0])
	whole, wholeAt := find(c.share[1])
	cell := excelize.Cell{StyleID: style, Formula: fmt.Sprintf(`IF(N(%s)>0,%s/%s,"")`, wholeAt, partAt, wholeAt)}
	if whole > 0 {
		cell.Value = float64(part) / float64(whole)
	}
	return cell
}

// unitColumns are the columns that say which unit a row is about.
func unitColumns() []column {
	return []column{
		{head: say("序号", "No."), width: 4, value: func(r ledgerRow) any { return r.number }},
		{head: say("单位", "Unit"), width: 11, value: func(r ledgerRow) any { return r.state.Unit.Name }},
	}
}

// stageColumns returns the columns of a unit's stages and of whom to ask.
func (b *workbook) stageColumns(e election.Election) []column {
	all := append(unitColumns(),
		column{head: say("片区", "Area"), width: 7, value: func(r ledgerRow) any { return string(r.state.Unit.Area) }},
		column{head: say("联络员", "Officer"), width: 9, value: func(r ledgerRow) any { return officersOf(r.state.Unit).In(b.l) }})
	for _, st := range e.Stages {
		all = append(all, column{head: stageName(st), width: 12, days: true, value: func(r ledgerRow) any { return b.stage(e, r.state.Progress, st) }})
	}
	return all
}

// voteColumns returns the columns of a unit's votes, who is elected, and how
// reliable the count is.
func (b *workbook) voteColumns(e election.Election, units []election.UnitState) []column {
	registered := 0
	for _, u := range units {
		registered += max(u.Unit.Registered, e.Figures(u.Progress)[election.ReportingRegistered])
	}
	wide := max(7, float64(len(election.Thousands(registered)))+1.5) // of the largest sum
	all := append(unitColumns(), column{head: say("名册选民", "In the roster"), width: wide, sum: true, value: func(r ledgerRow) any { return r.state.Unit.Registered }})
	figure := func(id string, head election.Phrase, f, of election.Figure) {
		all = append(all, column{id: id, head: head, width: wide, sum: true, value: func(r ledgerRow) any {
			if r.figures[of] == 0 {
				return b.unknown(r)
			}
			return r.figures[f]
		}})
	}
	figure("registered", e.RegisteredNoun(), election.ReportingRegistered, election.Reporting)
	figure("voted", say("参加投票", "Took part"), election.Voted, election.Reporting)
	all = append(all, column{head: say("参选率", "Turnout"), width: 9.5, share: [2]string{"voted", "registered"}, value: func(ledgerRow) any { return nil }})
	figure("", say("发出", "Issued"), election.BallotsIssued, election.Counted)
	figure("", say("收回", "Returned"), election.BallotsReturned, election.Counted)
	figure("", say("有效", "Valid"), election.BallotsValid, election.Counted)
	figure("", say("无效", "Invalid"), election.BallotsInvalid, election.Counted)
	for _, post := range postsOf(units) {
		all = append(all,
			column{head: say("当选%s", "Elected: %s").With(post.Name()), width: 6, sum: true, value: func(r ledgerRow) any {
				return b.ifCounted(r, func() any { return len(winnersOf(e, r, post)) })
			}},
			column{head: say("%s姓名", "%s: names").With(post.Name()), width: namesWidth(units, post), value: func(r ledgerRow) any {
				return b.ifCounted(r, func() any { return joined(winnersOf(e, r, post)).In(b.l) })
			}})
	}
	return append(all,
		column{head: say("计票状态", "Count"), width: 8.5, value: func(r ledgerRow) any { return b.status(r.state) }},
		column{head: say("未办结", "Open cases"), width: 5, sum: true, value: func(r ledgerRow) any { return openCases(r.state.Progress) }},
		column{head: say("最近上报", "Last report"), width: 14, value: func(r ledgerRow) any { return b.clock(r.state.Progress.Last) }})
}

// namesWidth is the width of the names of who is elected to a post: wider where a
// unit elects several.
func namesWidth(units []election.UnitState, post election.Post) float64 {
	for _, u := range units {
		for _, p := range slices.Concat(u.Unit.Among, u.Unit.Posts) {
			if p.Post == post && p.Seats > 1 {
				return 16.5
			}
		}
	}
	return 9
}

// stage returns how a unit stands with a stage, since when, and how late it
// is: of one that is done the day, shown as 已完成 10-29.
func (b *workbook) stage(e election.Election, p election.Progress, st election.Stage) any {
	state, late := e.StageOf(p, st.ID), 0
	if e.Awaits(p, st.ID) {
		late = election.DateOf(b.ledger.AsOf).Sub(st.Due())
	}
	overdue := say("逾期 %s", "%s late").With(election.Days(late))
	switch {
	case state.Status == election.FillIn:
		return state.Status.Name().In(b.l)
	case state.Status == election.NotStarted && late > 0:
		return overdue.In(b.l)
	case state.Status == election.NotStarted && !e.Owes(p, st.ID): // a further election nobody needs
		return "—"
	case state.Status == election.NotStarted:
		return ""
	}
	on := state.On
	if on.IsZero() {
		on = election.DateOf(state.At.In(b.ledger.AsOf.Location()))
	}
	status := state.Status.Name().In(b.l)
	if state.Status == election.Done { // the note says that a day alone is one; letters of any width have room for it
		return date(on, "mm-dd")
	}
	text := fmt.Sprintf("%s %02d-%02d", status, on.Month, on.Day)
	if late > 0 {
		text += "\n" + overdue.In(b.l)
	}
	return text
}

// status returns how reliable the counts are, or which of them the reader is
// to check. Figures beside the latter are of earlier rounds.
func (b *workbook) status(s election.UnitState) string {
	if len(s.Hidden) == 0 {
		return s.Progress.CountStatus().Name().In(b.l)
	}
	var rounds []election.Phrase
	for _, r := range s.Hidden {
		rounds = append(rounds, r.Name())
	}
	return say("待您复核：%s", "for you to check: %s").With(sideBySide(rounds)).In(b.l)
}

// unknown returns the text for a missing figure of a unit: nothing, or that it
// is hidden from the reader.
func (b *workbook) unknown(r ledgerRow) any {
	if len(r.state.Hidden) > 0 {
		return say("待复核", "to check").In(b.l)
	}
	return nil
}

// hiddenOf returns for how many units counts are hidden from the reader.
func hiddenOf(units []election.UnitState) (n int) {
	for _, u := range units {
		if len(u.Hidden) > 0 {
			n++
		}
	}
	return n
}

// ifCounted returns a value of a unit that has counted.
func (b *workbook) ifCounted(r ledgerRow, value func() any) any {
	if r.figures[election.Counted] == 0 {
		return b.unknown(r)
	}
	return value()
}

// winnersOf are the names of who is elected to a post.
func winnersOf(e election.Election, r ledgerRow, post election.Post) (names []string) {
	for _, w := range e.Winners(r.state.Progress) {
		if w.Post == post {
			names = append(names, w.Name)
		}
	}
	return names
}

func openCases(p election.Progress) int {
	n := 0
	for _, c := range p.Cases {
		if c.Open() {
			n++
		}
	}
	return n
}

// postsOf returns the posts that some units elect, in the order of the roster
// and the counts.
func postsOf(units []election.UnitState) (posts []election.Post) {
	add := func(p election.Post) {
		if !slices.Contains(posts, p) {
			posts = append(posts, p)
		}
	}
	for _, u := range units {
		for _, p := range slices.Concat(u.Unit.Among, u.Unit.Posts) {
			add(p.Post)
		}
		for _, c := range u.Progress.Counts {
			for _, p := range c.Posts {
				add(p.Post)
			}
		}
	}
	return posts
}

// corrections writes the worksheet of corrections.
func (b *workbook) corrections() {
	heads := []column{{head: say("时间", "When"), width: 13}, {head: say("单位", "Unit"), width: 11}, {head: say("事项", "About"), width: 18},
		{head: say("原来 → 现在", "Old → new"), width: 48}, {head: say("原因", "Reason"), width: 28}, {head: say("上报人", "By"), width: 9},
		{head: say("回执", "Receipt"), width: 10}, {head: say("代替回执", "In place of"), width: 10}}
	town := b.ledger.Town
	note := say("共 %d 次", "%d in all").With(len(b.ledger.Corrections))
	if n := b.ledger.Withheld; n > 0 {
		note = say("%s；另有 %d 次改的是等您复核的计票，两次录入一致后列出", "%s; %d more, of counts that you are to check, once both entries agree").With(note, n)
	}
	s := b.worksheet(say("更正", "Corrections"), say("更正记录", "Corrections"), note, heads, 2)
	if s == nil {
		return
	}
	for _, c := range b.ledger.Corrections {
		u, _ := town.Unit(c.Is.Unit)
		s.line(b.clock(c.Is.At), u.Name, ReportName(town, c.Is).In(b.l), changeOf(town, c.Was, c.Is, b.ledger.AsOf).In(b.l),
			whyOf(c.Is), c.Is.By.Name().In(b.l), string(c.Is.ID), string(c.Was.ID))
	}
	b.keep(s.rows.Flush())
}

// whyOf returns the reason of a correction. For a falling turnout it is the
// one that the warning asked for.
func whyOf(r election.Report) string {
	if r.Why != "" || len(r.Stands) == 0 {
		return r.Why
	}
	return r.Stands[0].Reason
}

// warnings writes the worksheet of odd figures that were let stand.
func (b *workbook) warnings() {
	heads := []column{{head: say("单位", "Unit"), width: 12}, {head: say("片区", "Area"), width: 12}, {head: say("反常数字", "What is odd"), width: 30}, {head: say("写明的原因", "The reason given"), width: 70}}
	note := say("这些是工作提醒，不是法律规定。", "These are the office's own warnings, no law's.")
	if n := hiddenOf(b.ledger.Units); n > 0 {
		note = say("%s等您复核的 %s不在内。", "%s Without %s that you are to check.").With(note, b.ledger.Town.SayUnits(n))
	}
	s := b.worksheet(say("反常数字", "Odd figures"), say("写明原因的反常数字", "Odd figures that were let stand"), note, heads, 1)
	if s == nil {
		return
	}
	for _, u := range b.ledger.Units {
		if len(u.Hidden) > 0 { // a reason may reveal the figure
			continue
		}
		for _, of := range standing(u.Progress) {
			for _, w := range of {
				s.line(u.Unit.Name, string(u.Unit.Area), election.WarningName(w.Code).In(b.l), w.Reason)
			}
		}
	}
	b.keep(s.rows.Flush())
}
