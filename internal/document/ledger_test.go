package document_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// ledgerTown has four villages in two areas: two have counted, one has only said
// how many voted, one has said nothing and has a name like a formula.
func ledgerTown(t *testing.T) (*election.Town, []election.UnitState) {
	t.Helper()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	zone := time.FixedZone("CST", 8*60*60)
	var units []election.Unit
	for i, name := range []string{"东河村", "柳湾村", "青塘村", "=HYPERLINK(\"http://bad\")"} {
		units = append(units, election.Unit{ID: election.UnitID(fmt.Sprint("E", i+1)), Name: name, Area: election.Area([]string{"东片", "西片"}[i%2]), Election: "v27",
			Registered: 400 + i, Officers: []election.PersonID{"周明"}, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}, {Post: election.Member, Seats: 2}}})
	}
	town, err := election.NewTown(election.Town{ID: "qinghe", Name: "清河镇", Location: zone, Units: units,
		Elections: []election.Election{{ID: "v27", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}}})
	if err != nil {
		t.Fatal(err)
	}
	e := town.Elections[0]
	at := time.Date(2027, time.January, 15, 16, 0, 0, 0, zone)
	states := make([]election.UnitState, len(units))
	for i, u := range town.Units {
		states[i].Unit = u
		fold := func(b election.Body) {
			r := election.Report{ID: election.ReportID(fmt.Sprint("R", i, states[i].Progress.Reports)), Unit: u.ID, By: "周明", At: at, Body: b}
			if _, count := b.(election.Tally); count {
				r.Stands = []election.Stand{{Code: election.WarnInvalidOver, Reason: "+老花眼的人多"}}
			}
			states[i].Progress = e.Fold(states[i].Progress, r)
		}
		if i < 3 {
			fold(election.StageReport{Stage: "roll", Status: election.Done})
			fold(election.Turnout{Registered: 400 + i, Voted: 300 + i})
		}
		if i < 2 {
			fold(ledgerTally(300+i, 200))
			fold(election.Case{Kind: election.Incident, Topic: "order", Severity: election.Serious, Words: "争吵"})
		}
	}
	return town, states
}

func ledgerTally(took, chair int) election.Tally {
	return election.Tally{Round: election.FirstRound, Registered: 400, Participants: took, Issued: took, Returned: took - 2, Valid: took - 22, Invalid: 20,
		Posts: []election.PostTally{
			{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "赵大山", Votes: chair}, {Name: "钱小河", Votes: 60}}},
			{Post: election.Member, Seats: 2, Candidates: []election.CandidateVotes{{Name: "孙一", Votes: 200}, {Name: "李二", Votes: 190}, {Name: "吴四", Votes: 90}}}}}
}

// written is a ledger as a spreadsheet opens it.
func written(t *testing.T, b document.Ledger, l election.Language) *excelize.File {
	t.Helper()
	var file bytes.Buffer
	if err := b.Write(&file, l); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// TestTheSumsOfALedger: the formulas, calculated, come to the values that the
// cells carry, and these to the figures of the digest.
func TestTheSumsOfALedger(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	book := written(t, document.Ledger{Town: town, AsOf: time.Date(2027, time.January, 15, 18, 0, 0, 0, town.Location), Units: states}, election.Chinese)
	sums := election.Figures{}
	for _, s := range states {
		for f, n := range town.Elections[0].Figures(s.Progress) {
			sums[f] += n
		}
	}
	want := map[string]string{"名册选民": "1606", "参加投票": strconv.Itoa(sums[election.Voted]), "发出": strconv.Itoa(sums[election.BallotsIssued]),
		"收回": strconv.Itoa(sums[election.BallotsReturned]), "有效": strconv.Itoa(sums[election.BallotsValid]), "无效": strconv.Itoa(sums[election.BallotsInvalid]),
		"当选主任": "2", "当选委员": "4", "未办结": "2", "选民登记公布": "3"}
	met := 0
	for _, worksheet := range []string{"村阶段", "村选举"} {
		met += sumsOf(t, book, worksheet, want)
	}
	if met != len(want) {
		t.Errorf("%d of %d sums were found", met, len(want))
	}
	for at, want := range map[string]string{"L5": "赵大山", "N5": "孙一、李二", "L7": ""} {
		if got, err := book.GetCellValue("村选举", at); err != nil || got != want {
			t.Errorf("%s names %q, %v, want %q", at, got, err, want)
		}
	}
}

// sumsOf calculates the formulas of a worksheet anew, and returns how many of the sums
// that are wanted it has.
func sumsOf(t *testing.T, book *excelize.File, worksheet string, want map[string]string) (met int) {
	t.Helper()
	const last = 9
	raw := excelize.Options{RawCellValue: true}
	for col := 1; ; col++ {
		head, err := book.GetCellValue(worksheet, cell(t, col, 4))
		if err != nil || head == "" {
			return met
		}
		for row := 5; row <= last; row++ {
			at := cell(t, col, row)
			formula, err := book.GetCellFormula(worksheet, at)
			if err != nil {
				t.Fatal(err)
			}
			if formula == "" {
				continue
			}
			kept, _ := book.GetCellValue(worksheet, at, raw)
			computed, err := book.CalcCellValue(worksheet, at, raw)
			if err != nil || near(computed) != near(kept) {
				t.Errorf("%s %s: =%s comes to %q (%v), the cell says %q", head, at, formula, computed, err, kept)
			}
			if w, named := want[head]; named && row == last {
				if met++; kept != w {
					t.Errorf("the sum of %s is %s, want %s", head, kept, w)
				}
			}
		}
	}
}

func cell(t *testing.T, col, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// near is a number to eight places.
func near(text string) string {
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return strconv.FormatFloat(f, 'f', 8, 64)
	}
	return text
}

// TestALedgerOnPaper: A4 landscape, one page wide, the heads on every page and in
// sight; no text is a formula; both languages.
func TestALedgerOnPaper(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	was := election.Report{ID: "R1", Unit: "E1", By: "周明", At: states[0].Progress.Last, Body: ledgerTally(300, 198)}
	is := election.Report{ID: "R2", Unit: "E1", By: "周明", At: states[0].Progress.Last, Replaces: "R1", Why: "@看错", Body: ledgerTally(300, 200)}
	ledger := document.Ledger{Town: town, AsOf: time.Date(2027, time.January, 15, 18, 0, 0, 0, town.Location), Units: states, Corrections: []document.Corrected{{Was: was, Is: is}}}
	for l, names := range map[election.Language][]string{election.Chinese: {"村阶段", "村选举", "突发请示申诉", "更正", "反常数字"}, election.English: {"villages stages", "villages votes", "Cases", "Corrections", "Odd figures"}} {
		book := written(t, ledger, l)
		if got := book.GetSheetList(); fmt.Sprint(got) != fmt.Sprint(names) {
			t.Errorf("the sheets are %v", got)
		}
		for _, s := range book.GetSheetList() {
			layout, err := book.GetPageLayout(s)
			props, err2 := book.GetSheetProps(s)
			panes, err3 := book.GetPanes(s)
			if err != nil || err2 != nil || err3 != nil {
				t.Fatal(err, err2, err3)
			}
			if *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 || !*props.FitToPage || !panes.Freeze || panes.YSplit != 4 {
				t.Errorf("%s: %+v, %+v", s, layout, panes)
			}
		}
		titles := 0
		for _, n := range book.GetDefinedName() {
			if n.Name == "_xlnm.Print_Titles" && strings.Contains(n.RefersTo, "$4:$4") {
				titles++
			}
		}
		if titles != 5 {
			t.Errorf("%d sheets repeat their heads", titles)
		}
		rows, err := book.GetRows(names[0])
		if err != nil || rows[7][1] != `'=HYPERLINK("http://bad")` {
			t.Errorf("a name that looks like a formula stands there as %q, %v", rows[7][1], err)
		}
		if f, _ := book.GetCellFormula(names[0], "B8"); f != "" {
			t.Errorf("a name became the formula %s", f)
		}
		corrected, _ := book.GetRows(names[3])
		if got := corrected[4]; !strings.HasSuffix(got[3], "赵大山 198 → 200") || got[4] != "'@看错" || got[6] != "R2" || got[7] != "R1" {
			t.Errorf("the correction reads %v", got)
		}
		odd, _ := book.GetRows(names[4])
		if len(odd) != 6 || odd[4][3] != "'+老花眼的人多" {
			t.Errorf("the odd figures read %v", odd)
		}
	}
}

// TestASumStandsAsItsColumn: the total of a column stands as the cells above it do: numbers on the right, how many
// have a day in the middle, as the days, and its name on the left, as the units.
func TestASumStandsAsItsColumn(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	book := written(t, document.Ledger{Town: town, AsOf: time.Date(2027, time.January, 15, 18, 0, 0, 0, town.Location), Units: states}, election.Chinese)
	stands := func(sheet string, column, row int) string {
		cell, _ := excelize.CoordinatesToCellName(column, row)
		id, err := book.GetCellStyle(sheet, cell)
		style, err2 := book.GetStyle(id)
		if err != nil || err2 != nil || style.Alignment == nil {
			t.Fatalf("%s!%s: %v %v", sheet, cell, err, err2)
		}
		return style.Alignment.Horizontal
	}
	compared := map[string]int{}
	for _, sheet := range book.GetSheetList()[:2] {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		last := len(rows)
		for i, total := range rows[last-1] {
			for row := last - 1; total != "" && row > 4; row-- {
				if i >= len(rows[row-1]) || rows[row-1][i] == "" || rows[row-1][i] == "—" {
					continue
				}
				if i > 1 && strings.ContainsAny(rows[row-1][i], "期行") { // words in the place of a day
					continue
				}
				above, below := stands(sheet, i+1, row), stands(sheet, i+1, last)
				if above != below {
					t.Errorf("%s, column %d: %q stands %s, its total %q %s", sheet, i+1, rows[row-1][i], above, total, below)
				}
				compared[below]++
				break
			}
		}
	}
	if compared["right"] == 0 || compared["center"] == 0 || compared["left"] == 0 {
		t.Errorf("compared %v", compared)
	}
}

// TestNoNumberIsTooWideForItsColumn: a number or a day that does not fit is printed as
// ###. The columns must hold those of a town of 30,000 voters in each of 30 villages,
// and their sums in bold.
func TestNoNumberIsTooWideForItsColumn(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	for len(states) < 30 {
		states = append(states, states[0])
	}
	for i := range states {
		states[i].Unit.Registered = 30_000
		for k := range states[i].Progress.Counts {
			c := &states[i].Progress.Counts[k]
			c.Registered, c.Participants, c.Issued, c.Returned, c.Valid = 30_000, 29_999, 29_999, 29_999, 29_999
		}
	}
	book := written(t, document.Ledger{Town: town, AsOf: states[0].Progress.Last, Units: states}, election.Chinese)
	checked := 0
	for _, worksheet := range book.GetSheetList() {
		rows, err := book.GetRows(worksheet)
		if err != nil {
			t.Fatal(err)
		}
		for y := 4; y < len(rows); y++ {
			for x := range rows[4] {
				cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
				kind, _ := book.GetCellType(worksheet, cell)
				if kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
					continue // it wraps
				}
				shown, err := book.GetCellValue(worksheet, cell)
				if formula, _ := book.GetCellFormula(worksheet, cell); formula != "" {
					shown, err = book.CalcCellValue(worksheet, cell)
				}
				if err != nil || shown == "" {
					continue // a formula of one of the states, counted in TestTheSumsOfALedger
				}
				name, _ := excelize.ColumnNumberToName(x + 1)
				width, _ := book.GetColWidth(worksheet, name)
				wide := 4.0 // pixels; half a square of 10 points for each digit, a whole one for each Chinese character
				for _, r := range shown {
					if wide += 10 * 96 / 72. / 2; r > 0x2e7f {
						wide += 10 * 96 / 72. / 2
					}
				}
				if checked++; wide > width*7+5 {
					t.Errorf("%s %s: %q takes %.0f pixels and its column has %.0f", worksheet, cell, shown, wide, width*7+5)
				}
			}
		}
	}
	if checked < 300 {
		t.Errorf("only %d cells hold a number or a day", checked)
	}
}

// TestAWideLedgerOnPaper: what does not fit on a page at 9 points goes on to the next
// one, and is not made smaller.
func TestAWideLedgerOnPaper(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	for i := range states {
		for _, p := range []election.Post{election.ViceChair, election.Deputy, election.DeputySecretary, election.Secretary} {
			states[i].Unit.Posts = append(states[i].Unit.Posts, election.PostPlan{Post: p, Seats: 2})
		}
	}
	book := written(t, document.Ledger{Town: town, AsOf: states[0].Progress.Last, Units: states}, election.Chinese)
	for worksheet, fits := range map[string]bool{"村阶段": true, "村选举": false} {
		layout, err := book.GetPageLayout(worksheet)
		props, err2 := book.GetSheetProps(worksheet)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if got := *props.FitToPage; got != fits || !fits && (layout.AdjustTo == nil || *layout.AdjustTo < 90) {
			t.Errorf("%s: one page wide is %v, %+v", worksheet, got, layout)
		}
	}
	if at, _ := book.GetCellValue("村阶段", "I5", excelize.Options{RawCellValue: true}); at != "46402" {
		t.Errorf("the day of a stage that is done is %q, not a number that sorts", at)
	}
	if name := document.LedgerFile(town, states[0].Progress.Last, election.Chinese); name != "清河镇换届台账_20270115.xlsx" {
		t.Errorf("the file is called %s", name)
	}
}

// TestWhatIsLateInALedger: a stage that was begun is late as well as one that was
// not; a turnout's warning stands until there is a count, which speaks for it.
func TestWhatIsLateInALedger(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	e, at := town.Elections[0], states[0].Progress.Last
	stage := func(p election.Progress, status election.StageStatus) election.Progress {
		return e.Fold(p, election.Report{ID: "S", Unit: "E1", At: at.AddDate(0, 0, -6), Body: election.StageReport{Stage: "candidates", Status: status, Reason: "缺人"}})
	}
	states[0].Progress = stage(states[0].Progress, election.UnderWay)
	states[1].Progress = stage(states[1].Progress, election.InDifficulty)
	states[2].Progress = stage(states[2].Progress, election.Done)
	for i := range states[:3] {
		r := election.Report{ID: "T", Unit: states[i].Unit.ID, At: at, Body: election.Turnout{Registered: 400, Voted: 390}, Stands: []election.Stand{{Code: election.WarnTurnoutOver, Reason: "外出的人都回来了"}}}
		states[i].Progress = e.Fold(states[i].Progress, r)
	}
	book := written(t, document.Ledger{Town: town, AsOf: time.Date(2027, time.January, 15, 18, 0, 0, 0, town.Location), Units: states}, election.Chinese)
	rows, err := book.GetRows("村阶段")
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[3], "提名联审公示")
	for i, want := range []string{"进行中 01-09\n逾期 5 天", "有困难 01-09\n逾期 5 天", "01-09", "逾期 5 天"} {
		if got := rows[4+i][column]; got != want {
			t.Errorf("row %d reads %q, want %q", i, got, want)
		}
	}
	odd, _ := book.GetRows("反常数字")
	if len(odd) != 4+3 || strings.Contains(fmt.Sprint(odd[4:6]), "外出的人") || !strings.Contains(fmt.Sprint(odd[6]), "外出的人") {
		t.Errorf("the odd figures read %v", odd)
	}
}

// TestWhoChecksReadsNoFigure: neither the count nor a reason that may give it away.
func TestWhoChecksReadsNoFigureInALedger(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	checker := election.Person{ID: "李芳", Checks: []election.UnitID{"E1"}}
	states[0].Unit.Checkers = []election.PersonID{checker.ID}
	shown := states[0].For(checker, 0)
	book := written(t, document.Ledger{Town: town, AsOf: states[0].Progress.Last, Units: []election.UnitState{shown}}, election.Chinese)
	for _, s := range book.GetSheetList() {
		rows, err := book.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, text := range row {
				if text == "278" || text == "298" || strings.Contains(text, "老花眼") {
					t.Errorf("%s shows %q", s, row)
				}
			}
		}
	}
	rows, _ := book.GetRows("村选举")
	if len(rows) != 6 || !strings.Contains(strings.Join(rows[4], "|"), "待您复核：第一次投票") || strings.Count(strings.Join(rows[4], "|"), "|待复核|待复核|待复核|待复核|") != 1 {
		t.Errorf("the count reads %v", rows)
	}
	if !strings.Contains(rows[1][0], "1 个村的计票等您复核，没有算进合计") || rows[5][1] != "合计（不含待复核的 1 个村）" {
		t.Errorf("the totals do not say what they leave out: %v", rows)
	}
	odd, _ := book.GetRows("反常数字")
	if len(odd) != 4 || !strings.HasSuffix(odd[1][0], "等您复核的 1 个村不在内。") {
		t.Errorf("the odd figures read %v", odd)
	}
}

// TestLedgerPeople: the office's ledger has a row for each person elected with what
// is known, other ledgers have none.
func TestLedgerPeople(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	states[0].Progress.Members = &election.Members{Persons: []election.ElectedPerson{
		{Name: "赵大山", Post: election.Chair, Sex: election.Man, Born: election.Date{Year: 1980, Month: time.May, Day: 3}, Education: election.College, Party: election.Yes, Incumbent: election.Yes},
		{Name: "=cmd|x", Post: election.Member, Sex: election.Woman}}}
	for _, people := range []bool{true, false} {
		var file bytes.Buffer
		if err := (document.Ledger{Town: town, AsOf: time.Now(), Units: states, People: people}).Write(&file, election.Chinese); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(&file)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows("花名册")
		if !people {
			if err == nil {
				t.Error("people stand in a ledger that is not the office's")
			}
			continue
		}
		want := [][]string{{"1", "东河村", "东片", "赵大山", "主任", "男", "1980-05", "大专", "是", "是"}, {"2", "东河村", "东片", "'=cmd|x", "委员", "女"}}
		if err != nil || len(rows) < 2 || !slices.EqualFunc(rows[len(rows)-2:], want, func(a, b []string) bool { return slices.Equal(trimmed(a), trimmed(b)) }) {
			t.Errorf("%v, %v", rows, err)
		}
		if formula, _ := book.GetCellFormula("花名册", "D6"); formula != "" {
			t.Errorf("a name is the formula %s", formula)
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	}
}

// trimmed cuts empty cells off the end of a row.
func trimmed(row []string) []string {
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}
