package config_test

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// TestBadRows holds every kind of bad row to the one sentence that it gets. In
// testdata/bad-rows.txt the header stands first; a sentence begins with "-- ", and
// the rows follow it, or "#" and a whole file.
func TestBadRows(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/bad-rows.txt")
	if err != nil {
		t.Fatal(err)
	}
	header, rest, _ := strings.Cut(string(data), "\n")
	cases := strings.Split(strings.TrimPrefix(rest, "-- "), "\n-- ")
	if len(cases) < 40 {
		t.Errorf("%d kinds of bad rows are too few", len(cases))
	}
	for _, c := range cases {
		want, rows, _ := strings.Cut(strings.TrimRight(c, "\n"), "\n")
		if file, whole := strings.CutPrefix(rows, "#\n"); whole {
			rows = file
		} else {
			rows = header + "\n" + rows
		}
		p := config.PreviewRoster("roster.csv", []byte(rows+"\n"), nil, nil)
		if len(p.Refused) != 1 {
			t.Errorf("%s\n%d sentences: %v", rows, len(p.Refused), p.Refused)
			continue
		}
		got := "拒绝：" + p.Refused[0].Text.In(election.Chinese)
		if p.Refused[0].Line > 0 {
			got = fmt.Sprintf("第 %d 行 ", p.Refused[0].Line) + got
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", rows, got, want)
		}
		if english := p.Refused[0].Text.In(election.English); english == p.Refused[0].Text.In(election.Chinese) {
			t.Errorf("no English for %s", got)
		}
	}
}

// TestRosterAsOfficesSendIt reads one table in the ways offices save it.
func TestRosterAsOfficesSendIt(t *testing.T) {
	t.Parallel()
	table := [][]string{
		{"清河镇换届名册"},
		{"（填表单位：选举办）"},
		{"序号", "村名", "片", "登记选民（人）", "主任", "副主任", "委员", "联络员", "包片领导", "备注", ""},
		{"1", "东河村", "东片", "1200.0", "1", "1", "3", "周明13900000001", "陈立", "", ""},
		{"2", "西河村", "东片", "", "1", "0", "2", "阿依•古丽", "陈立", "新", ""},
		{"3", "南山村", "西片", "800", "1", "", "2", "李　芳", "顾清", "", ""},
		{"合计", "3", "", "2000"},
		{"注：本表由各片填报"},
	}
	var want []election.Unit
	for _, separator := range []string{",", "\t", ";", "，", "xlsx"} {
		var data []byte
		if separator == "xlsx" {
			data = asWorkbook(t, table)
		} else {
			var b bytes.Buffer
			for _, row := range table {
				b.WriteString(strings.Join(row, separator) + "\n")
			}
			data = b.Bytes()
		}
		p := config.PreviewRoster("roster", data, nil, nil)
		if len(p.Refused) > 0 || len(p.Units) != 3 {
			t.Fatalf("%q: %d units, refused %v", separator, len(p.Units), p.Refused)
		}
		if want == nil {
			want = p.Units
		}
		if !reflect.DeepEqual(p.Units, want) {
			t.Errorf("%q: got\n%+v\nwant\n%+v", separator, p.Units, want)
		}
	}
	first := want[0]
	if first.ID != "1" || first.Registered != 1200 || first.Seats() != 5 || first.Phones["周明"] != "13900000001" {
		t.Errorf("%+v", first)
	}
	if second := want[1]; second.Registered != 0 || len(second.Posts) != 2 || second.Officers[0] != "阿依·古丽" {
		t.Errorf("%+v", second)
	}
}

// asWorkbook writes a table as a workbook in which the area is merged over its
// rows.
func asWorkbook(t *testing.T, table [][]string) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range table {
		for k, cell := range row {
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			if err := book.SetCellStr("Sheet1", at, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.MergeCell("Sheet1", "C4", "C5"); err != nil {
		t.Fatal(err)
	}
	if err := book.MergeCell("Sheet1", "A1", "J1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPreviewCompares says what a roster adds, changes and removes.
func TestPreviewCompares(t *testing.T) {
	t.Parallel()
	const header = "编号,名称,片区,登记选民,应选,联络员,领导\n"
	was := config.PreviewRoster("a", []byte(header+"A,东河村,东片,1200,主任:1,周明,陈立\nB,西河村,东片,800,主任:1,李芳,陈立\nC,南山村,西片,,主任:1,李芳,陈立\n"), villages, nil).Units
	p := config.PreviewRoster("b", []byte(header+"A,东河村,东片,1210,主任:1,周明,陈立\nC,南山村,西片,,主任:1,李芳,陈立\nD,北岭村,西片,,主任:1,李芳,陈立\n"), villages, was)
	if len(p.Removed) != 1 || p.Removed[0].ID != "B" || len(p.Rows) != 3 {
		t.Fatalf("%+v", p)
	}
	if c := p.Rows[0].Changes; len(c) != 1 || c[0].In(election.Chinese) != "登记选民：1200 → 1210" {
		t.Errorf("changes %v", c)
	}
	if p.Rows[0].Added || p.Rows[1].Added || len(p.Rows[1].Changes) > 0 || !p.Rows[2].Added {
		t.Errorf("%+v", p.Rows)
	}
}

// TestTemplate reads the templates back, and a roster that was written.
func TestTemplate(t *testing.T) {
	t.Parallel()
	var first []election.Unit
	for _, workbook := range []bool{false, true} {
		var b bytes.Buffer
		if err := config.WriteTemplate(&b, workbook); err != nil {
			t.Fatal(err)
		}
		p := config.PreviewRoster("template", b.Bytes(), villages, nil)
		if len(p.Refused) > 0 || len(p.Units) != 2 {
			t.Fatalf("workbook %v: %+v", workbook, p.Refused)
		}
		if first == nil {
			first = p.Units
		}
		if !reflect.DeepEqual(p.Units, first) {
			t.Errorf("workbook %v: %+v", workbook, p.Units)
		}
	}
	first[0].Place = "=1+1"
	var b bytes.Buffer
	if err := config.WriteRoster(&b, first); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), ",'=1+1,") {
		t.Errorf("a cell is a formula:\n%s", b.String())
	}
	if again := config.PreviewRoster("again", b.Bytes(), villages, nil).Units; !reflect.DeepEqual(again, first) {
		t.Errorf("got %+v", again)
	}
}

// TestCommitteeOfRoster reads back a committee that chooses its secretaries from its own
// members: they hold its seats.
func TestCommitteeOfRoster(t *testing.T) {
	t.Parallel()
	branches := []election.Election{{ID: "p", Kind: election.Party}}
	roster := "unit,name,area,key,registered,seats,candidates,officers,leaders\nA,东河村党支部,东片,,50,委员会:3;书记:1;副书记:1,委员会:安宁/白桦/程实/丁当;书记:安宁,周明,\n"
	units := config.PreviewRoster("roster", []byte(roster), branches, nil).Units
	if len(units) != 1 || units[0].Seats() != 3 || len(units[0].Posts) != 1 || len(units[0].Among) != 2 || units[0].Posts[0].Post != election.Member {
		t.Fatalf("%+v", units)
	}
	var b bytes.Buffer
	if err := config.WriteRoster(&b, units); err != nil {
		t.Fatal(err)
	}
	if again := config.PreviewRoster("again", b.Bytes(), branches, nil).Units; !reflect.DeepEqual(again, units) {
		t.Errorf("%s\n%+v", b.String(), again)
	}
}
