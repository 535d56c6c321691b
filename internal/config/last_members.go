package config

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// LastMembers is what a list of the members of the last term 上届成员 says.
type LastMembers struct {
	Of      map[election.UnitID][]election.ElectedPerson // of the lines that are accepted
	Refused []Refusal                                    // in the order of the file
	unread  []string                                     // the heads of columns that are not read
	lines   []lastLine
	was     map[election.UnitID][]election.ElectedPerson
}

// lastLine is a line that is accepted.
type lastLine struct {
	Line int
	Unit election.Unit
	election.ElectedPerson
}

// lastColumns are the columns of such a list beside those of units, and other words for them.
func lastColumns() []rosterColumn {
	return []rosterColumn{
		{"member", "姓名", []string{"成员姓名", "当选人", "当选人姓名", "成员", "上届成员", "member name", "person"}},
		{"post", "职务", []string{"上届职务", "现任职务", "任职", "担任职务", "岗位", "position"}},
		{"sex", "性别", []string{"gender"}},
		{"born", "出生", []string{"出生年月", "出生日期", "出生年份", "出生时间", "出生年月日", "生日", "birth", "date of birth"}},
		{"age", "年龄", []string{"当选时年龄", "岁数", "周岁"}},
		{"education", "学历", []string{"文化程度", "文化", "最高学历", "学历程度", "schooling"}},
		{"party", "政治面貌", []string{"党员", "是否党员", "中共党员", "是否中共党员", "面貌"}},
		{"nationality", "民族", []string{"ethnicity"}},
	}
}

// lastColumn is the name of the column that a head calls.
func lastColumn(cell string) (string, bool) {
	head := strings.ToLower(strings.ReplaceAll(fold(cell), " ", ""))
	for _, c := range lastColumns() {
		for _, called := range append([]string{c.name, c.chinese}, c.others...) {
			if head == strings.ReplaceAll(called, " ", "") {
				return c.name, true
			}
		}
	}
	name, known := columnCalled(cell)
	return name, known && slices.Contains([]string{"unit", "name", electionColumn}, name)
}

// lastHead is the index of the header of a list of members; -1 if there is none: it names the
// unit, the person and the post, and no seats.
func lastHead(rows []sheetRow) int {
	for i, r := range rows[:min(len(rows), headerRows)] {
		has := map[string]bool{}
		for _, cell := range r.cells {
			if name, known := lastColumn(cell); known {
				has[name] = true
			} else if name, known := columnCalled(cell); known {
				has[name] = true
			}
		}
		if (has["unit"] || has["name"]) && has["member"] && has["post"] && !has["seats"] && !has["officers"] {
			return i
		}
	}
	return -1
}

// IsLastMembers reports whether a file is a list of the members of the last term, and no roster.
func IsLastMembers(data []byte) bool {
	rows, _ := readSheet(data)
	return lastHead(rows) >= 0
}

// ReadLastMembers reads a list of the members of the last term (.xlsx or CSV) of some units; without
// units, whatever units it names are taken. was is what is known now. A line with a mistake is refused,
// the others are accepted.
func ReadLastMembers(data []byte, elections []election.Election, units []election.Unit, was map[election.UnitID][]election.ElectedPerson) LastMembers {
	l := &lastReader{LastMembers: LastMembers{Of: map[election.UnitID][]election.ElectedPerson{}, was: was}, elections: elections, units: units, marks: CountedBy([]*election.Town{{Elections: elections}})}
	rows, err := readSheet(data)
	at := lastHead(rows)
	switch {
	case err != nil && rows == nil:
		l.refuse(err.line, err.said)
	case at < 0:
		l.refuse(0, say("没有表头：写明单位（编号或村名）、职务、姓名各列", "there is no header: name the columns of the unit, the post and the name"))
	default:
		l.heads(rows[at])
		for _, r := range rows[at+1:] {
			l.row(r)
		}
		if err != nil {
			l.refuse(err.line, err.said)
		}
		if len(l.lines)+len(l.Refused) == 0 {
			l.refuse(0, say("表头下面一行也没有：每人写一行", "there is no line below the header: write one for each person"))
		}
	}
	return l.LastMembers
}

// lastReader is a list of members while it is read.
type lastReader struct {
	LastMembers
	elections []election.Election
	units     []election.Unit
	columns   []string
	marks     Counted           // what the office counts by, as columns of their own
	unit      map[string]string // the cells of the unit in the line before
}

func (l *lastReader) refuse(line int, why election.Phrase) {
	l.Refused = append(l.Refused, Refusal{line, why})
}

func (l *lastReader) heads(r sheetRow) {
	for _, cell := range r.cells {
		name, known := lastColumn(cell)
		if mark, counted := l.marks.column(cell); counted {
			name, known = mark, true
		}
		if other, of := columnCalled(cell); !known && cell != "" && !(of && other == remarks) {
			l.unread = append(l.unread, tidy(cell))
		}
		l.columns = append(l.columns, name)
	}
}

// row reads a line.
func (l *lastReader) row(r sheetRow) {
	row := map[string]string{}
	for i, cell := range r.cells {
		r.cells[i] = unquoted(tidy(cell))
		if i < len(l.columns) && l.columns[i] != "" && r.cells[i] != "" {
			row[l.columns[i]] = r.cells[i]
		}
	}
	if strings.Join(r.cells, "") == "" || besides(r.cells) {
		return
	}
	for _, cell := range r.cells {
		if wrong := cmp.Or(unreadable(cell), moved(cell)); !wrong.IsZero() {
			l.refuse(r.line, wrong)
			return
		}
	}
	l.sameUnit(row)
	line := lastLine{Line: r.line}
	var why election.Phrase
	if line.Unit, why = l.unitOf(row); why.IsZero() {
		line.ElectedPerson, why = l.person(row, line.Unit)
	}
	if why.IsZero() && slices.ContainsFunc(l.Of[line.Unit.ID], func(p election.ElectedPerson) bool { return p.Name == line.Name && p.Post == line.Post }) {
		why = say("%s的%s写了两次：删去一行", "%s: %s stands twice: delete a line").With(line.Unit.Name, line.Name)
	}
	if !why.IsZero() {
		l.refuse(r.line, why)
		return
	}
	l.Of[line.Unit.ID] = append(l.Of[line.Unit.ID], line.ElectedPerson)
	l.lines = append(l.lines, line)
}

// sameUnit takes the unit of the line before where a line names none: a village stands once
// above its members.
func (l *lastReader) sameUnit(row map[string]string) {
	if row["unit"]+row["name"] == "" {
		for k, v := range l.unit {
			row[k] = v
		}
		return
	}
	l.unit = map[string]string{}
	for _, k := range []string{"unit", "name", electionColumn} {
		if row[k] != "" {
			l.unit[k] = row[k]
		}
	}
}

// unitOf is the unit that a line names.
func (l *lastReader) unitOf(row map[string]string) (election.Unit, election.Phrase) {
	id, name := election.UnitID(fold(row["unit"])), fold(row["name"])
	if id == "" && name == "" {
		return election.Unit{}, say("没有写是哪个单位：写编号或村名", "it names no unit: write its id or its name")
	}
	if l.units == nil {
		if id == "" {
			id = election.UnitID(name)
		}
		return election.Unit{ID: id, Name: cmp.Or(name, string(id))}, election.Phrase{}
	}
	post, _ := lastPost(row["post"])
	var found []election.Unit
	for _, u := range l.units {
		called := u.ID == id
		if id == "" {
			called = fold(u.Name) == name && (row[electionColumn] == "" || row[electionColumn] == string(u.Election))
		}
		if called {
			found = append(found, u)
		}
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(u election.Unit) bool { return !slices.Contains(postsOf(u.Kind), post) })
	}
	switch len(found) {
	case 1:
		return found[0], election.Phrase{}
	case 0:
		return election.Unit{}, say("名册里没有“%s”", "the roster has no unit %q").With(cmp.Or(name, string(id)))
	}
	return election.Unit{}, say("“%s”在几个选举里都有：加一列编号，或“选举”一列", "%q stands in several elections: add a column with its id, or one called election").With(name)
}

// person reads who a line is about.
func (l *lastReader) person(row map[string]string, u election.Unit) (p election.ElectedPerson, why election.Phrase) {
	name, _ := withNumber(row["member"])
	who, wrong := readPerson(name)
	if wrong != nil {
		return p, wrong.said
	}
	post, ok := lastPost(row["post"])
	if !ok || u.Kind != "" && !slices.Contains(postsOf(u.Kind), post) {
		return p, say("职务“%s”看不懂：写 %s 之一", "post %q is not known: write one of %s").With(row["post"], joined(postNames(u.Kind)))
	}
	p.Name, p.Post = string(who), post
	for _, read := range []func(*election.ElectedPerson, map[string]string) election.Phrase{lastSex, l.lastBorn(u), lastEducation, lastParty, lastNationality} {
		if why := read(&p, row); !why.IsZero() {
			return p, why
		}
	}
	return p, l.lastMarks(&p, row)
}

// lastMarks reads which marks of the office somebody had, and the circle.
func (l *lastReader) lastMarks(p *election.ElectedPerson, row map[string]string) election.Phrase {
	words, why := l.marks.said(row)
	for _, w := range words {
		switch {
		case w == "":
		case slices.Contains(l.marks.Marks, w) && !slices.Contains(p.Marks, w):
			p.Marks = append(p.Marks, w)
		case strings.Contains(row["marks"], w) && !slices.Contains(l.marks.Marks, w):
			return say("“%s”不在设置的分类里：写 %s 之一", "%q is none of the marks in the settings: write one of %s").With(w, strings.Join(l.marks.Marks, "、"))
		}
	}
	p.Circle = row["circle"]
	return why
}

// Lines say to people what the list has: what is refused, what is not read, and, of every unit, how
// many members. With each they say every line.
func (l LastMembers) Lines(each bool) []election.Phrase {
	var all []election.Phrase
	count := map[election.UnitID]int{}
	for _, line := range l.lines {
		count[line.Unit.ID]++
		if each {
			all = append(all, say("第 %d 行 %s：%s %s", "line %d %s: %s %s").With(line.Line, line.Unit.Name, line.Post.Name(), line.Name))
		}
	}
	seen := map[election.UnitID]bool{}
	for _, line := range l.lines {
		if id := line.Unit.ID; !each && !seen[id] && !reflect.DeepEqual(l.Of[id], l.was[id]) {
			all = append(all, say("%s（%s）：上届成员 %d 名", "%s (%s): %d members of the last term").With(line.Unit.Name, id, count[id]))
		}
		seen[line.Unit.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(l.was)) {
		if !seen[id] {
			all = append(all, say("删去 %s 的上届成员 %d 名", "removed the %[2]d members of %[1]s").With(id, len(l.was[id])))
		}
	}
	if len(l.unread) > 0 {
		all = append(all, say("没有读的列：%s", "columns that are not read: %s").With(strings.Join(l.unread, "、")))
	}
	return append(all, refusals(l.Refused)...)
}

// Sum says how many members of how many units the list has.
func (l LastMembers) Sum() election.Phrase {
	return say("上届成员 %d 名，%d 个单位，要改正 %d 处", "%d members of the last term in %d units, to be put right %d").With(len(l.lines), len(l.Of), len(l.Refused))
}

// Applies reports whether the list may take the place of what is known: nothing of it is refused,
// and something changes.
func (l LastMembers) Applies() bool {
	return len(l.Refused) == 0 && len(l.lines) > 0 && !reflect.DeepEqual(l.Of, l.was)
}

// Write writes the lines that are accepted, as a list that can be read again.
func (l LastMembers) Write(w io.Writer) error {
	rows, marks, circles := [][]string{{"编号", "名称", "职务", "姓名", "性别", "出生", "学历", "政治面貌", "民族"}}, l.marked(), l.circled()
	rows[0] = append(rows[0], marks...)
	if circles {
		rows[0] = append(rows[0], "界别")
	}
	for _, line := range l.lines {
		p := line.ElectedPerson
		born := ""
		if !p.Born.IsZero() {
			born = p.Born.String()
		}
		rows = append(rows, []string{string(line.Unit.ID), line.Unit.Name, p.Post.Name().In(election.Chinese), p.Name, wordOf(lastSexes, p.Sex), born,
			wordOf(lastLevels, p.Education), wordOf(lastParties, p.Party), wordOf(lastNations, p.Minority)})
		row := &rows[len(rows)-1]
		for _, mark := range marks {
			*row = append(*row, map[bool]string{true: "是"}[slices.Contains(p.Marks, mark)])
		}
		if circles {
			*row = append(*row, p.Circle)
		}
	}
	return WriteTable(w, rows)
}

// marked are the marks that somebody on the list has, each a column.
func (l LastMembers) marked() (marks []string) {
	for _, line := range l.lines {
		for _, mark := range line.Marks {
			if !slices.Contains(marks, mark) {
				marks = append(marks, mark)
			}
		}
	}
	slices.Sort(marks)
	return marks
}

// circled reports whether the circle of somebody on the list is known.
func (l LastMembers) circled() bool {
	return slices.ContainsFunc(l.lines, func(line lastLine) bool { return line.Circle != "" })
}

// LastMembersFile is the path of the list that stands beside a town's roster: roster.csv and
// roster.last.csv. "" if there is no roster.
func (c Config) LastMembersFile(id election.TownID) string {
	roster := c.RosterFile(id)
	if roster == "" {
		return ""
	}
	return lastBeside(roster)
}

func lastBeside(roster string) string {
	return strings.TrimSuffix(roster, filepath.Ext(roster)) + ".last.csv"
}

// lastMembers reads the members of the last term that stand beside a town's roster, if any do.
func (r *reader) lastMembers(roster string, t *election.Town) {
	file := lastBeside(roster)
	data, err := r.read(file)
	if err != nil {
		return // none are known
	}
	l := ReadLastMembers(data, t.Elections, t.Units, nil)
	for _, refused := range l.Refused {
		r.say(place{file: file, line: refused.Line}, refused.Text)
	}
	t.LastMembers = l.Of
}

// lastChange says how many members of the last term another reading has.
func lastChange(was, is *election.Town) (all []election.Phrase) {
	count := func(t *election.Town) (n int) {
		for _, people := range t.LastMembers {
			n += len(people)
		}
		return n
	}
	if !reflect.DeepEqual(was.LastMembers, is.LastMembers) {
		all = append(all, say("上届成员：%s", "members of the last term: %s").With(fmt.Sprintf("%d → %d", count(was), count(is))))
	}
	return all
}
