package config

import (
	"testing"

	"huanjie/internal/election"
)

// TestReadAttendance: a list of members with who came is counted; what does not fit is refused
// with its row, and a table of the elected is none.
func TestReadAttendance(t *testing.T) {
	for name, c := range map[string]struct{ table, text, wrong string }{
		"signed":    {"单位,姓名,签到,不计入,不计入原因\n河湾村党支部,甲一,甲一,,\n河湾村党支部,乙二,,是,外出务工\n河湾村党支部,丙三,未到,,\n", "到会情况 河湾村党支部 党员总数3 不计入1 应到会2 实到会1\n不计入的原因：外出务工", ""},
		"ticks":     {"姓名,性别,到会\n甲一,男,√\n乙二,女,×\n丙三,男,不计入\n丁四,男,\n", "到会情况 党员总数4 不计入1 应到会3 实到会1", ""},
		"no word":   {"姓名,到会\n甲一,也许\n", "", "第 2 行：到会“也许”：写到会、未到或不计入"},
		"both":      {"姓名,到会,不计入\n甲一,是,是\n", "", "第 2 行：甲一到会了，又写不计入应到会"},
		"two units": {"单位,姓名,到会\n甲村,甲一,是\n乙村,乙二,是\n", "", "第 3 行：表里有 甲村 和 乙村：一个单位一张表"},
		"empty":     {"姓名,到会\n", "", "表头下面一行也没有：每名党员写一行"},
	} {
		a, isOne := ReadAttendance([]byte(c.table))
		switch {
		case !isOne || a.Wrong.In(election.Chinese) != c.wrong:
			t.Errorf("%s: %q, %v", name, a.Wrong.In(election.Chinese), isOne)
		case c.wrong == "" && a.Text("到会情况") != c.text:
			t.Errorf("%s: %q", name, a.Text("到会情况"))
		}
	}
	if _, isOne := ReadAttendance([]byte("姓名,性别,出生\n甲一,男,1980\n")); isOne {
		t.Error("who was elected is taken for an attendance")
	}
}
