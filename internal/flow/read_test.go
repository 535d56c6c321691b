package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// countRows are the steps of a small count: 钟平 stands for two posts.
func countRows() []row {
	number := func(id StepID, label string, under string, words ...string) row {
		r := row{question: &question{id: id, numeric: true, parse: parseNumber}, Field: &Field{Label: election.Say(label, string(id)), Words: words}}
		if under != "" {
			r.Under = []string{under}
		}
		return r
	}
	return []row{
		number("issued", "发出选票", "", "发出", "发"), number("returned", "收回选票", "", "收回", "收"), number("valid", "有效票", "", "有效"),
		number("invalid", "无效票", "", "无效"), number("chair.zhong", "主任 钟平", "主任", "钟平"), number("chair.wan", "主任 万小满", "主任", "万小满"),
		number("chair.zhang", "主任 张山", "主任", "张山"), number("member.zhong", "委员 钟平", "委员", "钟平"), number("member.fa", "委员 余发财", "委员", "余发财"),
		{question: &question{id: "status"}, Field: &Field{Label: election.Say("情况", "Status")}, options: []Option{
			{Value: "done", Label: election.Say("已完成", "Done"), Words: []string{"完成"}},
			{Value: "trouble", Label: election.Say("有困难", "In difficulty"), Words: []string{"困难"}}}},
	}
}

// said writes what was understood in one line.
func said(u understood) string {
	var parts []string
	for _, a := range u.answers {
		parts = append(parts, fmt.Sprintf("%s=%s", a.Step, a.Value))
	}
	for _, n := range u.bare {
		parts = append(parts, "("+n+")")
	}
	for _, r := range u.rest {
		parts = append(parts, "?"+r)
	}
	for _, id := range u.units {
		parts = append(parts, "@"+string(id))
	}
	if len(u.wrong) > 0 {
		parts = append(parts, fmt.Sprintf("!%d", len(u.wrong)))
	}
	for _, d := range u.doubts {
		parts = append(parts, "~"+d.Said)
	}
	return strings.Join(parts, " ")
}

// readAt reads a message on the day of the election.
func readAt(text string, rows []row, asked StepID, units []election.Unit) understood {
	return readValues(text, rows, asked, hearing{speech.Places(&election.Town{Units: units}), speech.NewEar(time.Date(2027, 1, 15, 12, 0, 0, 0, time.UTC)), new(readings)})
}

func TestReadValues(t *testing.T) {
	t.Parallel()
	rows, units := countRows(), []election.Unit{{ID: "E1", Name: "东河村"}, {ID: "W1", Name: "三河村"}}
	for _, c := range []struct{ text, want string }{
		{"发1200 收1180 有效1150 无效30", "issued=1200 returned=1180 valid=1150 invalid=30"},
		{"发出选票：1,200 张；收回选票 1180", "issued=1200 returned=1180"},
		{"我村共发出选票1200张，收回选票1180张。", "issued=1200 returned=1180"},
		{"发1200收1180有效1150无效30", "issued=1200 returned=1180 valid=1150 invalid=30"},
		{"发一千二百收一千一百八十", "issued=1200 returned=1180"},
		{"Issued 1200, RETURNED: 1180", "issued=1200 returned=1180"},
		{"issued is 1200", "issued=1200"},
		{"1200 issued 1180 returned", "issued=1200 returned=1180"},
		{"reissued 5", "(5) ?reissued"},
		// words inside names and other words
		{"未收回20", "?未收回"},
		{"收 有效1150", "valid=1150 ?收"},
		{"发现问题 收1180", "returned=1180 ?发现问题"},
		{"委员 余发财 30", "member.fa=30"},
		{"主任钟平800万小满300委员钟平200余发财100", "chair.zhong=800 chair.wan=300 member.zhong=200 member.fa=100"},
		{"发800 张山 30", "issued=800 chair.zhang=30"}, {"发800张张山30张", "issued=800 chair.zhang=30"}, {"发800张山30", "issued=800 chair.zhang=30"},
		{"发800 张三 30", "issued=800 ~张三 30"}, {"发800张三 30", "issued=800 ~张三 30"}, {"发八百张 收三百", "issued=800 returned=300"},
		{"李发30", "~李发 30"},
		{"主任 钟平 5 委员 钟平 6", "chair.zhong=5 member.zhong=6"},
		{"钟平 5", "~钟平 5"},
		{"主任 钟平 5 委员 万小满 6", "chair.zhong=5 chair.wan=6"},
		// twice
		{"发1200 发1300 收5", "returned=5 ~发"},
		{"发1200 发出1200", "issued=1200"},
		// numbers that are none
		{"收-5", "~-5"}, {"收1.5", "~1.5"}, {"收1180多张", "~1180多张"}, {"有效150，200", "~150，200"}, {"收95%", "?收 !1"},
		{"有效150，无效20", "valid=150 invalid=20"},
		{"万某 30", "~万某 30"},
		// units
		{"东河村 发5", "issued=5 @E1"}, {"三河村发5", "issued=5 @W1"}, {"五里村 发5", "issued=5 ?五里村"},
		// choices stand by themselves
		{"已完成", "status=done"}, {"完成了", "status=done"}, {"未完成", ""}, {"没 完成", "?没 ?完成"}, {"完成不了", "?完成不了"}, {"没有困难", "?没有困难"},
		{"not done", "?not ?done"}, {"done.", "status=done"}, {"已完成 有困难", "~有困难"},
		{"", ""}, {" ,.! ", ""}, {"👍", ""},
	} {
		if got := said(readAt(c.text, rows, "", units)); got != c.want {
			t.Errorf("readValues(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestAskedName takes a name that stands for two posts for the one asked.
func TestAskedName(t *testing.T) {
	t.Parallel()
	if got := said(readAt("钟平 5", countRows(), "member.zhong", nil)); got != "member.zhong=5" {
		t.Errorf("with 委员 钟平 asked: %s", got)
	}
	if got := said(readAt("主任 钟平 5", countRows(), "member.zhong", nil)); got != "chair.zhong=5" {
		t.Errorf("with 主任 said: %s", got)
	}
}

// TestTailAsTyped keeps a reason as it was typed, with its own punctuation, from
// its first character, whatever it begins with: a filler, a number, a day, the
// name of a unit or of somebody who stands.
func TestTailAsTyped(t *testing.T) {
	t.Parallel()
	units := []election.Unit{{ID: "E1", Name: "东河村"}, {ID: "W1", Name: "三河村"}}
	for _, c := range []struct{ before, tail string }{
		{"　有困难：\u200b", "缺３名工作人员（都在外地）！"},
		{"有困难 ", "今天停电"}, {"有困难，", "今天 停电"}, {"有困难", "今天停电"}, {"有困难 ", "目前没有选票"}, {"有困难 ", "现在，选票没到"},
		{"有困难：", "我村候选人和选民吵架"}, {"有困难 ", "合计缺20人"}, {"有困难 ", "其中一人住院"}, {"有困难 ", "已有人退出"},
		{"有困难 ", "3名工作人员请假"}, {"有困难 ", "20 个人没到"}, {"有困难了，", "三十张选票受潮"}, {"有困难 ", "零下5度，路面结冰"},
		{"有困难 ", "“今天”停电"}, {"有困难 ", "（现在）停电"}, {"（有困难）", "今天停电"}, {"有困难——", "目前停电"},
		{"有困难 ", "东河村停电"}, {"有困难 ", "东河村 停电"}, {"有困难 ", "三河村的人来闹"}, {"有困难 ", "主任不在"}, {"有困难 ", "钟平的家属来闹"},
		{"发1200 有困难 ", "今天停电"}, {"我村 今天 发1200，有困难 ", "今天停电"},
		{"in difficulty ", "now we have no ballots"}, {"In difficulty: ", "today we have no ballots"}, {"in difficulty, ", "people are shouting"},
		{"in difficulty ", "and the roof leaks"}, {"in difficulty ", "votes were lost"}, {"in difficulty ", "3 people are ill"},
	} {
		u := readAt(c.before+c.tail, countRows(), "", units)
		if u.tail != c.tail || !u.prose() {
			t.Errorf("%q + %q: tail %q, prose %v", c.before, c.tail, u.tail, u.prose())
		}
	}
}

// TestTailBehindDay takes a day for the step that wants one, and what goes on
// behind it for words; days that no step takes are words themselves.
func TestTailBehindDay(t *testing.T) {
	t.Parallel()
	rows := append(countRows(), row{question: &question{id: "day"}, Field: &Field{Label: election.Say("日期", "Day")}, when: func(n speech.Number) string { return dayOf(n, false) }})
	for _, c := range []struct{ text, day, tail string }{
		{"有困难 昨天 停电", "2027-01-14", "停电"},
		{"昨天有困难：停电", "2027-01-14", "停电"},
		{"1月10日 有困难 今天停电", "", "今天停电"}, // which of the two is the day?
	} {
		u := readAt(c.text, rows, "", nil)
		if day, _ := valueOf(u.answers, "day"); u.tail != c.tail || day != c.day {
			t.Errorf("%q: day %q, tail %q", c.text, day, u.tail)
		}
	}
}

// FuzzReadValues holds that reading never fails and never makes up what was
// not there: an answer has a step, a number is one.
func FuzzReadValues(f *testing.F) {
	for _, s := range []string{"发1200 收1180", "主任 钟平 5", "1万2千", "1，024", "未完成", "三河村", "-", "1,2,3", "\xff发5", "１，０２４", "有困难 缺3名", "有困难 名", "有困难0名", "８００余发财"} {
		f.Add(s)
	}
	rows, units := countRows(), []election.Unit{{ID: "E1", Name: "东河村"}, {ID: "W1", Name: "三河村"}}
	f.Fuzz(func(t *testing.T, text string) {
		u := readAt(text, rows, "issued", units)
		for _, a := range u.answers {
			i := 0
			for i < len(rows) && rows[i].id != a.Step {
				i++
			}
			if i == len(rows) {
				t.Fatalf("%q: answer to %q, which is no step", text, a.Step)
			}
			if _, complaint := parserOf(rows[i])(a.Value, rows[i].options); !complaint.IsZero() {
				t.Fatalf("%q: %s = %q, which the step does not take: %s", text, a.Step, a.Value, complaint.In(election.Chinese))
			}
		}
		if !strings.HasSuffix(text, u.tail) {
			t.Fatalf("%q: the tail %q is not its end", text, u.tail)
		}
		if utf8.ValidString(text) && len(u.rest) == 0 != (u.tail == "") {
			t.Fatalf("%q: rest %q, tail %q", text, u.rest, u.tail)
		}
	})
}

func parserOf(r row) func(string, []Option) (string, election.Phrase) {
	if r.options != nil {
		return parseChoice
	}
	return parseNumber
}

// TestAChoiceIsSaidAcrossLines: what is no option is refused, whatever marks and lines are in it, and what stands
// behind 嗯 is taken.
func TestAChoiceIsSaidAcrossLines(t *testing.T) {
	t.Parallel()
	options := []Option{{Value: "first", Label: election.Say("第一轮", "First round")}, {Value: "second", Label: election.Say("第二轮", "Second round")}}
	for _, text := range []string{"哪一\n轮", "那个\t轮", "a\ufffdb", "选\xe4\xb8\t举", "X\u00a0Y", "？\n？"} {
		if v, complaint := parseChoice(text, options); v != "" || complaint.IsZero() {
			t.Errorf("%q is taken for %q", text, v)
		}
	}
	if v, complaint := parseChoice("嗯 第二轮\n吧", options); v == "first" || !complaint.IsZero() && v != "" {
		t.Errorf("嗯 第二轮 is taken for %q", v)
	}
	if v, _ := parseChoice("嗯 第二轮吧", options); v != "second" {
		t.Errorf("嗯 第二轮吧 is taken for %q", v)
	}
}
