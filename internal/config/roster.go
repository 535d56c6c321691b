package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// rosterColumns are the columns of a roster and what they are called in
// Chinese; a header may use either, in any order.
func rosterColumns() [][2]string {
	return [][2]string{
		{"unit", "编号"}, {"name", "名称"}, {"area", "片区"}, {"key", "重点"}, {"registered", "登记选民"}, {"seats", "应选"},
		{"candidates", "候选人"}, {"officers", "联络员"}, {"leaders", "领导"}, {"checkers", "复核人"}, {"contact", "村联系人"},
		{"place", "投票地点"}, {"hours", "投票时间"}, {"phones", "电话"}, {"election", "选举"},
	}
}

// electionColumn may be missing where a town has one election.
const electionColumn = "election"

// optional are the columns that may be missing.
func optional() []string {
	return []string{"checkers", "contact", "place", "hours", "phones", electionColumn}
}

// roster reads the roster of a town. It is nil if there is none or if it has
// mistakes.
func (r *reader) roster(town string, raw townTOML, elections []election.Election) []election.Unit {
	key := join(town, "roster")
	if raw.Roster == "" {
		r.wrong(key, "town %q has no roster: write roster, the path of a CSV file with its villages", raw.ID)
		return nil
	}
	data, err := r.read(raw.Roster)
	if err != nil {
		r.wrong(key, "the roster cannot be read (%v): write the path of a CSV file, from the folder of this file", err)
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
	columns   []string // the name of each column
	list      []election.Unit
	units     map[election.UnitID]int // on which line each stands
	names     map[string]int          // the same by election and name
}

func newRoster(file string, elections []election.Election) *roster {
	return &roster{file: file, elections: elections, units: map[election.UnitID]int{}, names: map[string]int{}}
}

// wrong notes a mistake in a column of a line.
func (s *roster) wrong(line int, column, format string, args ...any) {
	s.add(place{file: s.file, line: line}, "%s: %s", column, fmt.Sprintf(format, args...))
}

func (s *roster) readAll(data []byte) {
	text, err := Decode(data)
	if err != nil {
		s.add(place{file: s.file}, "%v", err)
		return
	}
	rows := csv.NewReader(bytes.NewReader(text))
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	for {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 0
			if bad, ok := errors.AsType[*csv.ParseError](err); ok {
				line, err = bad.Line, bad.Err
			}
			s.add(place{file: s.file, line: line}, "this is not CSV (%v): put a cell with quotes into quotes and double those inside it", err)
			return
		}
		line, _ := rows.FieldPos(0)
		if !s.row(line, cells) {
			return
		}
	}
	if s.columns == nil || len(s.list)+len(s.all) == 0 {
		s.add(place{file: s.file}, "the roster is empty: write a header (%s) and a line for every unit", strings.Join(columnNames(), ","))
	}
}

// row reads a line; the first one that is not empty is the header. It reports
// false if it makes no sense to read on.
func (s *roster) row(line int, cells []string) bool {
	for i := range cells {
		cells[i] = tidy(cells[i])
	}
	if strings.Join(cells, "") == "" {
		return true
	}
	if s.columns == nil {
		return s.header(line, cells)
	}
	row := map[string]string{}
	for i, cell := range cells {
		if i < len(s.columns) {
			row[s.columns[i]] = cell
		} else if cell != "" {
			s.add(place{file: s.file, line: line}, "%q stands in cell %d, beyond the last column: put a cell that holds a comma into quotes", cell, i+1)
			return true
		}
	}
	s.unit(line, row)
	return true
}

func (s *roster) header(line int, cells []string) bool {
	before := len(s.all)
	for i, cell := range cells {
		name, known := columnCalled(cell)
		switch {
		case !known && cell == "":
			s.add(place{file: s.file, line: line}, "column %d has no name: the columns are %s", i+1, strings.Join(columnNames(), ", "))
		case !known:
			s.add(place{file: s.file, line: line}, "unknown column %q: the columns are %s", cell, strings.Join(columnNames(), ", "))
		case slices.Contains(s.columns, name):
			s.add(place{file: s.file, line: line}, "column %s stands twice: delete one", name)
		}
		s.columns = append(s.columns, name)
	}
	for _, name := range columnNames() {
		if !slices.Contains(s.columns, name) && !slices.Contains(optional(), name) {
			s.add(place{file: s.file, line: line}, "column %s is missing: add it, its cells may stay empty where nothing is to be said", name)
		}
	}
	if !slices.Contains(s.columns, electionColumn) && len(s.elections) > 1 {
		s.add(place{file: s.file, line: line}, "column election is missing: the town has several, so write for each unit one of %s", s.electionIDs())
	}
	return len(s.all) == before
}

func (s *roster) unit(line int, row map[string]string) {
	u := election.Unit{ID: election.UnitID(fold(row["unit"])), Name: row["name"], Area: s.area(line, row["area"])}
	s.unitID(line, u.ID)
	if u.Name == "" {
		s.wrong(line, "name", "the unit has no name: write it, as people call it")
	}
	e := s.election(line, row[electionColumn])
	u.Election = e.ID
	if first, twice := s.names[string(e.ID)+"/"+u.Name]; twice && u.Name != "" {
		s.wrong(line, "name", "%s stands in line %d too: tell the two apart, %s(东片)", u.Name, first, u.Name)
	} else {
		s.names[string(e.ID)+"/"+u.Name] = line
	}
	u.Key = s.key(line, row["key"])
	u.Registered = s.number(line, "registered", row["registered"])
	u.Posts = s.posts(line, e.Kind, row["seats"], row["candidates"])
	u.Officers = s.people(line, "officers", row["officers"])
	u.Leaders = s.people(line, "leaders", row["leaders"])
	if row["checkers"] != "" {
		u.Checkers = s.people(line, "checkers", row["checkers"])
	}
	if row["contact"] != "" {
		u.Contact = s.one(line, "contact", row["contact"])
	}
	u.Place, u.Hours = row["place"], row["hours"]
	u.Phones = s.phones(line, row["phones"], u)
	if len(split(row["officers"], nameSeparators)) == 0 {
		s.wrong(line, "officers", "nobody reports for this unit: write at least one name")
	}
	s.list = append(s.list, u)
}

// one reads a cell with one name.
func (s *roster) one(line int, column, cell string) election.PersonID {
	switch all := s.people(line, column, cell); len(all) {
	case 0:
		return ""
	case 1:
		return all[0]
	}
	s.wrong(line, column, "%q names several people: write one", cell)
	return ""
}

var unitID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,16}$`)

func (s *roster) unitID(line int, id election.UnitID) {
	if !unitID.MatchString(string(id)) {
		s.wrong(line, "unit", "%q: write 1 to 16 letters (A-Z, a-z), digits, _ or -", id)
		return
	}
	if first, twice := s.units[id]; twice {
		s.wrong(line, "unit", "%s stands in line %d too: give every unit an id of its own", id, first)
		return
	}
	s.units[id] = line
}

// area reads "东片" or "东片/沿河". It may not be empty: the leader of an empty
// area would lead the whole town.
func (s *roster) area(line int, cell string) election.Area {
	parts := strings.Split(fold(cell), "/")
	for i := range parts {
		if parts[i] = strings.TrimSpace(parts[i]); parts[i] == "" {
			s.wrong(line, "area", "%q: write an area such as 东片, or one in another such as 东片/沿河", cell)
			return ""
		}
	}
	return election.Area(strings.Join(parts, "/"))
}

func (s *roster) election(line int, cell string) election.Election {
	if cell == "" && len(s.elections) == 1 {
		return s.elections[0]
	}
	for _, e := range s.elections {
		if string(e.ID) == fold(cell) {
			return e
		}
	}
	if len(s.elections) > 0 { // a town without any was told so already
		s.wrong(line, electionColumn, "no election %q in this town: write one of %s", cell, s.electionIDs())
	}
	return election.Election{}
}

func (s *roster) electionIDs() string {
	var ids []string
	for _, e := range s.elections {
		ids = append(ids, string(e.ID))
	}
	return strings.Join(ids, ", ")
}

func (s *roster) key(line int, cell string) bool {
	switch strings.ToLower(fold(cell)) {
	case "是", "yes", "y", "1", "true":
		return true
	case "", "否", "no", "n", "0", "false":
		return false
	}
	s.wrong(line, "key", "%q: write 是 or yes for a key unit, nothing for the others", cell)
	return false
}

// most is the greatest number that is not taken for a slip: more registered
// voters than any single unit has.
const most = 9_999_999

func (s *roster) number(line int, column, cell string) int {
	n, err := strconv.Atoi(strings.NewReplacer(",", "", " ", "").Replace(fold(cell)))
	if err != nil || n <= 0 || n > most || strings.ContainsAny(fold(cell), "+") {
		s.wrong(line, column, "%q: write a whole number greater than 0", cell)
		return 0
	}
	return n
}

func columnCalled(cell string) (string, bool) {
	for _, c := range rosterColumns() {
		if strings.EqualFold(fold(cell), c[0]) || fold(cell) == c[1] {
			return c[0], true
		}
	}
	return "", false
}

func columnNames() []string {
	var names []string
	for _, c := range rosterColumns() {
		names = append(names, c[0])
	}
	return names
}
