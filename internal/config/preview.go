package config

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/election"
)

// Preview is what a roster would do to the units of a town.
type Preview struct {
	Units   []election.Unit // that are accepted, in the order of the file
	Rows    []PreviewRow    // one for each of them
	Removed []election.Unit // of the town that the file does not name
	Refused []Refusal       // in the order of the file
}

// PreviewRow is what becomes of one line that is accepted.
type PreviewRow struct {
	Line    int
	Added   bool
	Changes []election.Phrase // empty if the unit stays as it is
}

// Refusal is one thing that has to be put right: one sentence for one cause. The
// line is 0 if it is about the whole file.
type Refusal struct {
	Line int
	Text election.Phrase
}

// PreviewRoster reads a roster and compares it with the units that a town has
// now. Without elections any may be named. A line with a mistake is refused, the
// others are accepted.
func PreviewRoster(name string, data []byte, elections []election.Election, now []election.Unit) Preview {
	s := newRoster(name, elections)
	if len(elections) == 0 {
		s.any, s.elections = true, []election.Election{{}}
	}
	s.readAll(data)
	var p Preview
	for _, m := range s.sorted() {
		p.Refused = append(p.Refused, Refusal{m.line, m.text})
	}
	seen, refused, at := map[election.UnitID]bool{}, map[int]bool{}, map[election.UnitID]int{}
	for _, r := range p.Refused {
		refused[r.Line] = true
	}
	for k, old := range now {
		at[old.ID] = k
	}
	for i, u := range s.list {
		seen[u.ID] = true
		if refused[s.lines[i]] {
			continue
		}
		row := PreviewRow{Line: s.lines[i]}
		if k, old := at[u.ID]; old {
			row.Changes = changes(now[k], u)
		} else {
			row.Added = true
		}
		p.Units, p.Rows = append(p.Units, u), append(p.Rows, row)
	}
	for _, old := range now {
		if len(s.list) > 0 && !seen[old.ID] {
			p.Removed = append(p.Removed, old)
		}
	}
	return p
}

// Lines say to people what a roster would do, a line each: what becomes of the lines
// of the file, in their order, what is removed, what is refused. Lines that change
// nothing are left out unless same is asked for.
func (p Preview) Lines(same bool) []election.Phrase {
	var all []election.Phrase
	for i, u := range p.Units {
		row := p.Rows[i]
		what := say("不变", "the same")
		switch {
		case row.Added:
			what = say("新增", "added")
		case len(row.Changes) > 0:
			what = say("更改：%s", "changed: %s").With(election.Joined(row.Changes, "；", "; "))
		case !same:
			continue
		}
		all = append(all, say("第 %d 行 %s（%s）：%s", "line %d %s (%s): %s").With(row.Line, u.Name, u.ID, what))
	}
	for _, u := range p.Removed {
		all = append(all, say("删去 %s（%s）", "removed %s (%s)").With(u.Name, u.ID))
	}
	return append(all, refusals(p.Refused)...)
}

// refusals say what is refused, a line each.
func refusals(refused []Refusal) (all []election.Phrase) {
	for _, r := range refused {
		if r.Line == 0 {
			all = append(all, say("拒绝：%s", "refused: %s").With(r.Text))
		} else {
			all = append(all, say("第 %d 行 拒绝：%s", "line %d refused: %s").With(r.Line, r.Text))
		}
	}
	return all
}

// Sum says how many lines a roster that is compared with another one changes.
func (p Preview) Sum() election.Phrase {
	added, changed, same := p.count()
	return say("新增 %d，更改 %d，不变 %d，删去 %d，要改正 %d 处", "added %d, changed %d, the same %d, removed %d, to be put right %d").With(added, changed, same, len(p.Removed), len(p.Refused))
}

func (p Preview) count() (added, changed, same int) {
	for _, row := range p.Rows {
		switch {
		case row.Added:
			added++
		case len(row.Changes) > 0:
			changed++
		default:
			same++
		}
	}
	return added, changed, same
}

// Applies reports whether a roster may take the place of another: nothing of it is
// refused, and something changes.
func (p Preview) Applies() bool {
	added, changed, _ := p.count()
	return len(p.Refused) == 0 && added+changed+len(p.Removed) > 0
}

// changes says what differs between two states of a unit, a phrase for each
// column.
func changes(was, is election.Unit) []election.Phrase {
	a, b := rosterCells(was), rosterCells(is)
	var out []election.Phrase
	for i, name := range writtenColumns() {
		if a[i] != b[i] {
			out = append(out, say("%s：%s → %s", "%s: %s → %s").With(columnName(name), orNothing(a[i]), orNothing(b[i])))
		}
	}
	return out
}

func orNothing(cell string) election.Phrase {
	if cell == "" {
		return say("（空）", "(nothing)")
	}
	return say(cell, cell)
}

// writtenColumns are the columns of a roster that is written.
func writtenColumns() []string {
	var names []string
	for _, c := range rosterColumns() {
		if c.name != remarks {
			names = append(names, c.name)
		}
	}
	return names
}

// rosterCells are the cells of a unit, in the order of writtenColumns.
func rosterCells(u election.Unit) []string {
	var seats, candidates []string
	for _, p := range slices.Concat(u.Posts, u.Among) {
		post := p.Post.Name().In(election.Chinese)
		if len(u.Among) > 0 && p.Post == election.Member {
			post = committeeWord
		}
		seats = append(seats, fmt.Sprintf("%s:%d", post, p.Seats))
		if len(p.Candidates) > 0 {
			candidates = append(candidates, post+":"+strings.Join(p.Candidates, "/"))
		}
	}
	var phones []string
	for who, number := range u.Phones {
		phones = append(phones, string(who)+" "+number)
	}
	slices.Sort(phones)
	registered, key := "", ""
	if u.Registered > 0 {
		registered = strconv.Itoa(u.Registered)
	}
	if u.Key {
		key = "是"
	}
	method := ""
	if u.Method != "" {
		method = u.Method.Name().In(election.Chinese)
	}
	return []string{string(u.ID), u.Name, string(u.Area), key, registered, strings.Join(seats, ";"), strings.Join(candidates, ";"),
		names(u.Officers), names(u.Leaders), names(u.Checkers), string(u.Contact), u.Place, u.Hours, strings.Join(phones, ";"), method, ballotsCell(u.Separate), string(u.Election)}
}

func names(people []election.PersonID) string {
	var all []string
	for _, p := range people {
		all = append(all, string(p))
	}
	return strings.Join(all, "、")
}

// WriteRoster writes a roster that can be read again (WriteTable).
func WriteRoster(w io.Writer, units []election.Unit) error {
	return WriteTable(w, rosterRows(units))
}

// rosterRows are a roster's header and a row for each unit.
func rosterRows(units []election.Unit) [][]string {
	rows := [][]string{chineseHeader()}
	for _, u := range units {
		rows = append(rows, rosterCells(u))
	}
	return rows
}

// WriteTable writes rows as CSV UTF-8 with a mark, so that spreadsheets read it. A
// cell that begins like a formula is text.
func WriteTable(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = AsText(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func chineseHeader() []string {
	var header []string
	for _, name := range writtenColumns() {
		header = append(header, columnName(name).In(election.Chinese))
	}
	return header
}

// AsText puts an apostrophe before a cell that a spreadsheet would take for a
// formula; unquoted takes it off again.
func AsText(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func unquoted(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

// templateUnits are the examples in a template.
func templateUnits() []election.Unit {
	return []election.Unit{
		{ID: "E1", Name: "东河村", Area: "东片", Registered: 1024, Key: true,
			Posts:    []election.PostPlan{{Post: election.Chair, Seats: 1, Candidates: []string{"赵大山", "钱小河"}}, {Post: election.Member, Seats: 2}},
			Officers: []election.PersonID{"周明"}, Leaders: []election.PersonID{"陈立"}, Checkers: []election.PersonID{"何静"},
			Place: "东河村小学", Hours: "8:00-12:00", Phones: map[election.PersonID]string{"周明": "13900000001"}},
		{ID: "W1", Name: "西岭村", Area: "西片", Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}, {Post: election.Member, Seats: 2}},
			Officers: []election.PersonID{"李芳"}, Leaders: []election.PersonID{"顾清"}},
	}
}

// WriteTemplate writes a roster with two invented villages to be overwritten: a
// workbook, or CSV.
func WriteTemplate(w io.Writer, workbook bool) error {
	if !workbook {
		return WriteRoster(w, templateUnits())
	}
	return WriteRosterWorkbook(w, templateUnits())
}

// WriteRosterWorkbook writes a roster as a workbook, all cells of it text.
func WriteRosterWorkbook(w io.Writer, units []election.Unit) error {
	book := excelize.NewFile()
	defer book.Close()
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49}) // text: telephones keep their zeros
	if err != nil {
		return err
	}
	sheet := book.GetSheetName(0)
	last, err := excelize.ColumnNumberToName(len(writtenColumns()))
	if err != nil {
		return err
	}
	if err := book.SetColStyle(sheet, "A:"+last, text); err != nil {
		return err
	}
	if err := book.SetColWidth(sheet, "A", last, 14); err != nil {
		return err
	}
	for i, row := range rosterRows(units) {
		for k, cell := range row {
			at, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				return err
			}
			if err := book.SetCellStr(sheet, at, cell); err != nil {
				return err
			}
		}
	}
	return book.Write(w)
}
