package config

import (
	"fmt"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// What the columns of an attendance list are called, and what their cells say. read only
var (
	presentHeads = []string{"到会", "是否到会", "到会情况", "实到", "出席", "是否出席", "签到", "是否签到", "present", "attended"}
	excusedHeads = []string{"不计入", "不计入应到", "不计入应到会", "是否不计入", "excused"}
	reasonHeads  = []string{"不计入原因", "不计入的原因", "原因", "reason"}

	attended = []word[string]{
		{"present", []string{"到会", "是", "到", "已到", "实到", "出席", "签到", "已签到", "√", "✓", "v", "1", "yes", "y", "present"}},
		{"absent", []string{"未到", "否", "没到", "缺席", "未出席", "请假", "×", "x", "0", "no", "n", "absent"}},
		{"excused", []string{"不计入", "不计入应到会", "excused"}},
	}
	isExcused = []word[bool]{{true, []string{"不计入", "是", "√", "✓", "yes", "y", "1"}}, {false, []string{"计入", "否", "×", "no", "n", "0"}}}
)

// Attendance is what a list of a Party organisation's members says of its meeting: how many
// there are, who of them is not counted as due, and who came. The names are not kept.
type Attendance struct {
	Unit                      string
	Members, Excused, Present int
	Reasons                   []string // why members are not counted as due, each once
	Wrong                     election.Phrase
}

// Text is what the officer would type to the form of the attendance.
func (a Attendance) Text(form string) string {
	text := fmt.Sprintf("%s 党员总数%d 不计入%d 应到会%d 实到会%d", strings.TrimSpace(form+" "+a.Unit), a.Members, a.Excused, a.Members-a.Excused, a.Present)
	if a.Excused > 0 && len(a.Reasons) > 0 {
		text += "\n不计入的原因：" + strings.Join(a.Reasons, "、")
	}
	return text
}

// ReadAttendance reads a table (.xlsx or CSV) of a Party organisation's members with who came
// to the meeting: a header with 姓名 and 到会. isOne is false if it has no such header.
func ReadAttendance(data []byte) (a Attendance, isOne bool) {
	rows, err := readSheet(data)
	if err != nil && rows == nil {
		return Attendance{}, false
	}
	at, columns := attendanceHead(rows)
	if at < 0 {
		return Attendance{}, false
	}
	for _, r := range rows[at+1:] {
		row := rowOf(columns, r)
		if row["member"] == "" {
			continue
		}
		if a.add(row); !a.Wrong.IsZero() {
			return Attendance{Wrong: say("第 %d 行：%s", "row %d: %s").With(r.line, a.Wrong)}, true
		}
	}
	if a.Members == 0 {
		a.Wrong = say("表头下面一行也没有：每名党员写一行", "there is no line below the header: write one for each member")
	}
	return a, true
}

// add counts one member.
func (a *Attendance) add(row map[string]string) {
	var how string
	if row["present"] == row["member"] { // they signed
		how = "present"
	} else if a.Wrong = takeWord(&how, attended, row["present"], say("到会“%s”：写到会、未到或不计入", "%q: write 到会, 未到 or 不计入")); !a.Wrong.IsZero() {
		return
	}
	excused := false
	if a.Wrong = takeWord(&excused, isExcused, row["excused"], say("不计入“%s”：写是或否", "%q: write 是 or 否")); !a.Wrong.IsZero() {
		return
	}
	switch excused = excused || how == "excused"; {
	case row["name"] != "" && a.Unit != "" && row["name"] != a.Unit:
		a.Wrong = say("表里有 %s 和 %s：一个单位一张表", "it has %s and %s: one table for each unit").With(a.Unit, row["name"])
		return
	case excused && how == "present":
		a.Wrong = say("%s到会了，又写不计入应到会", "%s came and is not counted as due").With(row["member"])
		return
	case excused:
		a.Excused++
		if why := row["reason"]; why != "" && !slices.Contains(a.Reasons, why) {
			a.Reasons = append(a.Reasons, why)
		}
	case how == "present":
		a.Present++
	}
	if row["name"] != "" {
		a.Unit = row["name"]
	}
	a.Members++
}

// attendanceHead is the index of the header and what its columns are; -1 if there is none.
func attendanceHead(rows []sheetRow) (at int, columns []string) {
	heads := map[string][]string{"present": presentHeads, "excused": excusedHeads, "reason": reasonHeads}
	return personsHead(rows, heads, func(columns []string) bool { return slices.Contains(columns, "present") })
}
