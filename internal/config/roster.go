package config

import (
	"cmp"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// roster reads the roster of a town. It is nil if there is none or if it has
// mistakes.
func (r *reader) roster(town string, raw townTOML, elections []election.Election) []election.Unit {
	key := join(town, "roster")
	if raw.Roster == "" {
		r.wrong(key, say("镇 %q 没有名册：写 roster，一个 CSV 或 xlsx 文件的路径", "town %q has no roster: write roster, the path of a CSV file with its villages").With(raw.ID))
		return nil
	}
	data, err := r.read(raw.Roster)
	if errors.Is(err, fs.ErrPermission) {
		r.wrong(key, say("不许读名册（%v）：让运行本程序的用户能读它（chown、chmod）", "the roster may not be read (%v): let the user that runs this program read it (chown, chmod)").With(err))
		return nil
	}
	if err != nil {
		r.wrong(key, say("名册读不了（%v）：写文件的路径，从本文件所在的文件夹算起", "the roster cannot be read (%v): write the path of a CSV file, from the folder of this file").With(err))
		return nil
	}
	s := newRoster(raw.Roster, elections)
	s.readAll(data)
	r.all = append(r.all, s.all...)
	if len(s.all) > 0 {
		return nil
	}
	return s.list
}

// roster is a roster while it is read.
type roster struct {
	mistakes
	file      string
	elections []election.Election
	any       bool            // any election may be named
	wrongIn   []placeIn       // the cells with mistakes
	columns   []string        // the name of each column
	postOf    []election.Post // the post of a column whose cells are its seats or candidates
	list      []election.Unit
	lines     []int                   // where each stands
	units     map[election.UnitID]int // on which line each stands
	names     map[string]int          // the same by election and name
}

func newRoster(file string, elections []election.Election) *roster {
	return &roster{file: file, elections: elections, units: map[election.UnitID]int{}, names: map[string]int{}}
}

// wrong notes a mistake in a column of a line.
func (s *roster) wrong(line int, column string, what election.Phrase) {
	chinese := column
	for _, c := range rosterColumns() {
		if c.name == column {
			chinese = c.chinese
		}
	}
	s.wrongIn = append(s.wrongIn, placeIn{line, column})
	s.say(place{file: s.file, line: line}, say("%s：%s", "%s: %s").With(say(chinese, column), what))
}

func (s *roster) readAll(data []byte) {
	rows, err := readSheet(data)
	if err != nil && rows == nil {
		s.say(place{file: s.file, line: err.line}, err.said)
		return
	}
	header := max(headerAt(rows), 0)
	for i := range rows {
		for k := range rows[i].cells {
			rows[i].cells[k] = unquoted(tidy(rows[i].cells[k]))
		}
	}
	if header < len(rows) {
		rows = narrowed(rows[header:])
	}
	for _, r := range rows {
		if !s.row(r) {
			return
		}
	}
	if err != nil {
		s.say(place{file: s.file, line: err.line}, err.said)
		return
	}
	if s.columns == nil || len(s.list)+len(s.all) == 0 {
		s.say(place{file: s.file}, say("名册是空的：先写表头（%s），再每个单位写一行", "the roster is empty: write a header (%s) and a line for every unit").
			With(columnNames()))
	}
}

// narrowed cuts columns that are empty in every row off the end of the rows.
func narrowed(rows []sheetRow) []sheetRow {
	wide := 0
	for _, r := range rows {
		for k, cell := range r.cells {
			if cell != "" {
				wide = max(wide, k+1)
			}
		}
	}
	for i, r := range rows {
		rows[i].cells = r.cells[:min(len(r.cells), wide)]
	}
	return rows
}

// row reads a line; the first one that is not empty is the header. It reports
// false if it makes no sense to read on.
func (s *roster) row(r sheetRow) bool {
	if strings.Join(r.cells, "") == "" {
		return true
	}
	if s.columns == nil {
		return s.header(r.line, r.cells)
	}
	if besides(r.cells) {
		return true
	}
	row := map[string]string{}
	for i, cell := range r.cells {
		if i >= len(s.columns) || s.columns[i] == "" {
			if cell != "" {
				s.say(place{file: s.file, line: r.line}, say("“%s”在第 %d 格，这一列没有表头：含逗号的格请整格加引号", "%q stands in cell %d, which has no column: put a cell that holds a comma into quotes").With(cell, i+1))
				return true
			}
			continue
		}
		if s.columns[i] == remarks {
			continue
		}
		if wrong := cmp.Or(unreadable(cell), moved(cell)); !wrong.IsZero() {
			s.wrong(r.line, s.columns[i], wrong)
			return true
		}
		s.put(row, i, cell)
	}
	s.unit(r.line, row)
	return true
}

// put puts a cell into its row. A column of one post adds to those of all posts.
func (s *roster) put(row map[string]string, i int, cell string) {
	name := s.columns[i]
	if post := s.postOf[i]; post != "" && cell != "" {
		if name == "seats" && zero.MatchString(cell) {
			return
		}
		cell = string(post) + ":" + cell
	}
	if row[name] != "" && cell != "" {
		cell = row[name] + ";" + cell
	}
	if cell != "" {
		row[name] = cell
	}
}

var zero = regexp.MustCompile(`^0(?:\.0+)?$`)

// had reports whether something is wrong in a column of a line.
func (s *roster) had(line int, column string) bool {
	return slices.ContainsFunc(s.wrongIn, func(p placeIn) bool { return p == placeIn{line, column} })
}

// placeIn is a cell.
type placeIn struct {
	line   int
	column string
}

// joined lists phrases.
func joined(list []election.Phrase) election.Phrase { return election.Joined(list, "、", ", ") }
