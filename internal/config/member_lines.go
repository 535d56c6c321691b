package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// MemberLines are the elected of a table as an officer would type them, a line for each.
type MemberLines struct {
	Unit  string // the name that the table gives of their unit; "" if it gives none
	Lines []string
	Left  []string        // the heads of columns with something in them that are not read
	Wrong election.Phrase // why the table, or which of its lines, is not read; zero if it is
}

// Text is what the officer would type.
func (m MemberLines) Text(form string) string {
	return strings.TrimSpace(form+" "+m.Unit) + "\n" + strings.Join(m.Lines, "\n")
}

// Note says which columns are not read; zero if all are.
func (m MemberLines) Note() election.Phrase {
	if len(m.Left) == 0 {
		return election.Phrase{}
	}
	return say("没有读的列：%s", "columns that are not read: %s").With(strings.Join(m.Left, "、"))
}

// Counted is what offices count the elected by, beside what every table may say of them.
type Counted struct {
	Marks    []string // 双强 and the like
	Deputies bool     // their nationality and circle
}

// CountedBy is what the offices of some towns count by.
func CountedBy(towns []*election.Town) (by Counted) {
	for _, t := range towns {
		for _, e := range t.Elections {
			by.Marks = append(by.Marks, e.Marks...)
			by.Deputies = by.Deputies || e.Kind == election.Congress
		}
	}
	slices.Sort(by.Marks)
	by.Marks = slices.Compact(by.Marks)
	return by
}

// heads are what the columns of all that is counted are called, by the word that says it of a person.
func (by Counted) heads() map[string][]string {
	all := map[string][]string{"again": againHeads, "both": bothHeads}
	for _, mark := range by.Marks {
		all[mark] = []string{mark, "是否" + mark, mark + "干部", "是否" + mark + "干部", mark + "型", "是否" + mark + "型"}
	}
	if len(by.Marks) > 0 {
		all["marks"] = []string{"类别", "身份类别", "人员类别", "分类", "标记"}
	}
	if by.Deputies {
		all["circle"] = []string{"界别", "所属界别"}
	}
	return all
}

// column is the word of what a head of a column says of all that is counted.
func (by Counted) column(cell string) (name string, ok bool) {
	head := strings.ToLower(strings.ReplaceAll(fold(cell), " ", ""))
	for name, heads := range by.heads() {
		if name != "again" && name != "both" && slices.Contains(heads, head) { // no head stands under two names
			return name, true
		}
	}
	return "", false
}

// said are the words for what a row says of all that is counted.
func (by Counted) said(row map[string]string) (words []string, why election.Phrase) {
	for _, mark := range by.Marks {
		has, known := readWord([]word[string]{{mark, []string{mark, "是", "有", "√", "✓", "yes", "1"}}, {"不是" + mark, []string{"否", "不是", "无", "没有", "×", "no", "0", "不是" + mark, "非" + mark}}}, row[mark])
		if !known && row[mark] != "" {
			return nil, say("%s“%s”：写是或否", "%s %q: write 是 or 否").With(mark, row[mark])
		}
		words = append(words, has)
	}
	words = append(words, strings.FieldsFunc(row["marks"], func(r rune) bool { return strings.ContainsRune("、,，;； /", r) })...)
	if by.Deputies {
		words = append(words, row["nationality"], row["circle"])
	}
	return words, why
}

// againHeads are what the column of who was re-elected is called. read only
var againHeads = []string{"连任", "是否连任", "连任新任", "连新任", "连任或新任", "re-elected", "re_elected"}

// lastAgain reads whether somebody was re-elected.
var lastAgain = []word[election.YesNo]{{election.Yes, []string{"连任", "是", "留任", "续任", "yes", "√"}}, {election.No, []string{"新任", "否", "新当选", "新进", "no"}}}

// bothHeads are what the column of cross appointments is called, and lastBoth what its cells
// say, as it is typed. read only
var (
	bothHeads = []string{"交叉任职", "是否交叉任职", "兼任", "兼任支委", "一肩挑", "是否一肩挑", "cross-appointed"}
	lastBoth  = []word[string]{{"一肩挑", []string{"一肩挑", "书记主任一肩挑", "兼书记"}}, {"交叉任职", []string{"交叉任职", "交叉", "是", "兼支委", "yes", "√"}}, {"不兼任", []string{"不兼任", "否", "无", "没有", "no"}}}
)

// ReadMembers reads a table (.xlsx or CSV) of who was elected in one unit: a header with 姓名 and at
// least one of 性别、出生、政治面貌、学历、连任. It is no roster and no list of the last term.
func ReadMembers(data []byte, by Counted) (m MemberLines) {
	rows, err := readSheet(data)
	if err != nil && rows == nil {
		return MemberLines{Wrong: err.said}
	}
	at, columns := membersHead(rows, by)
	if at < 0 {
		return MemberLines{Wrong: say("没有表头：第一行写姓名、性别、出生、政治面貌、学历、连任（有几列写几列）", "there is no header: name the columns 姓名, 性别, 出生, 政治面貌, 学历, 连任, as many as there are")}
	}
	for _, r := range rows[at+1:] {
		row := rowOf(columns, r)
		if row["member"] == "" {
			continue
		}
		m.Left = leftOf(m.Left, rows[at], columns, r, by)
		line, why := memberLine(row, by)
		switch unit := row["name"]; {
		case !why.IsZero():
			return MemberLines{Wrong: say("第 %d 行：%s", "row %d: %s").With(r.line, why)}
		case unit != "" && m.Unit != "" && unit != m.Unit:
			return MemberLines{Wrong: say("表里有 %s 和 %s：一个单位一张表", "it has %s and %s: one table for each unit").With(m.Unit, unit)}
		case unit != "":
			m.Unit = unit
		}
		m.Lines = append(m.Lines, line)
	}
	if len(m.Lines) == 0 {
		m.Wrong = say("表头下面一行也没有：每人写一行", "there is no line below the header: write one for each person")
	}
	return m
}

// membersHead is the index of the header and what its columns are; -1 if there is none.
func membersHead(rows []sheetRow, by Counted) (at int, columns []string) {
	return personsHead(rows, by.heads(), func(columns []string) bool {
		return slices.ContainsFunc([]string{"sex", "born", "party", "education", "again"}, func(name string) bool { return slices.Contains(columns, name) })
	})
}

// leftOf adds the heads of the columns in which a line says something that nobody reads. The post is that of the
// count, and a number of the line says nothing.
func leftOf(left []string, head sheetRow, columns []string, r sheetRow, by Counted) []string {
	for i, cell := range r.cells {
		unread := i < len(columns) && (columns[i] == "" || columns[i] == "age" || columns[i] == "nationality" && !by.Deputies)
		name := ""
		if i < len(head.cells) {
			name = tidy(head.cells[i])
		}
		if other, of := columnCalled(name); of && other == remarks || slices.Contains([]string{"", "序号", "编号", "No."}, name) {
			continue
		}
		if unread && tidy(cell) != "" && !slices.Contains(left, name) {
			left = append(left, name)
		}
	}
	return left
}

// personsHead is the index of the header of a table with a line for each person, and what its columns
// are, by the heads of the last term's list and some more; -1 if there is none that is one.
func personsHead(rows []sheetRow, more map[string][]string, isOne func(columns []string) bool) (at int, columns []string) {
	for i, r := range rows[:min(len(rows), headerRows)] {
		columns = make([]string, len(r.cells))
		for k, cell := range r.cells {
			columns[k], _ = lastColumn(cell)
			head := strings.ToLower(strings.ReplaceAll(fold(cell), " ", ""))
			for name, heads := range more { // no head stands under two names
				if slices.Contains(heads, head) {
					columns[k] = name
				}
			}
		}
		if slices.Contains(columns, "member") && isOne(columns) {
			return i, columns
		}
	}
	return -1, nil
}

// rowOf is what a line says, by its columns.
func rowOf(columns []string, r sheetRow) map[string]string {
	row := map[string]string{}
	for i, cell := range r.cells {
		if cell = unquoted(tidy(cell)); i < len(columns) && cell != "" {
			row[columns[i]] = cell
		}
	}
	return row
}

// memberLine is what one row says: 张三 女 1980年5月 党员 大专 连任.
func memberLine(row map[string]string, by Counted) (line string, why election.Phrase) {
	var p election.ElectedPerson
	for _, read := range []func(*election.ElectedPerson, map[string]string) election.Phrase{lastSex, lastEducation, lastParty} {
		if why = read(&p, row); !why.IsZero() {
			return "", why
		}
	}
	if why = takeWord(&p.Incumbent, lastAgain, row["again"], say("连任“%s”：写连任或新任", "%q: write 连任 or 新任")); !why.IsZero() {
		return "", why
	}
	var both string
	if why = takeWord(&both, lastBoth, row["both"], say("交叉任职“%s”：写一肩挑、交叉任职或不兼任", "%q: write 一肩挑, 交叉任职 or 不兼任")); !why.IsZero() {
		return "", why
	}
	counted, why := by.said(row)
	if !why.IsZero() {
		return "", why
	}
	said := []string{row["member"], wordOf(lastSexes, p.Sex)}
	if row["born"] != "" {
		born, ok := bornOn(strings.ReplaceAll(fold(row["born"]), " ", ""))
		if !ok {
			return "", say("出生“%s”看不懂：写成 1975-03", "%q is no day of birth: write it as 1975-03").With(row["born"])
		}
		said = append(said, bornSaid(born))
	}
	said = append(said, wordOf([]word[election.YesNo]{{election.Yes, []string{"党员"}}, {election.No, []string{"群众"}}}, p.Party), row["education"], wordOf(lastAgain, p.Incumbent), both)
	said = append(said, counted...)
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " "), why
}

// bornSaid is a day of birth as it is typed; a year alone is read as its first day.
func bornSaid(d election.Date) string {
	switch {
	case d.Month == time.January && d.Day == 1:
		return strconv.Itoa(d.Year)
	case d.Day == 1:
		return fmt.Sprintf("%d-%02d", d.Year, d.Month)
	}
	return d.String()
}
