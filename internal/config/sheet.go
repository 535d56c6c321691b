package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/election"
)

// say makes a phrase.
func say(zh, en string) election.Phrase { return election.Say(zh, en) }

// sheetRow is a row of a table with the line or row number it has in its file.
type sheetRow struct {
	line  int
	cells []string
}

// fault is what is wrong with a table, a line or a name, in both languages.
type fault struct {
	line int
	said election.Phrase
}

func (e *fault) Error() string { return e.said.In(election.English) }

// phraseOf is an error in both languages; one that is not ours is the same in
// both.
func phraseOf(err error) election.Phrase {
	if own, ok := errors.AsType[*fault](err); ok {
		return own.said
	}
	return say("%v", "%v").With(err)
}

// readSheet reads a table: a workbook (.xlsx), or text with commas, semicolons
// or tabs, in any encoding that Decode reads.
func readSheet(data []byte) ([]sheetRow, *fault) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, &fault{0, say("这是旧式的 .xls：请另存为 .xlsx 或 CSV UTF-8", "this is an old .xls workbook: save it as .xlsx or CSV UTF-8")}
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return nil, &fault{0, say("这是 PDF：请用电子表格另存为 .xlsx 或 CSV UTF-8", "this is a PDF: save the table as .xlsx or CSV UTF-8")}
	}
	text, err := Decode(data)
	if err != nil {
		return nil, &fault{0, say("编码认不出（不是 UTF-8、UTF-16 或 GB18030）：请另存为 CSV UTF-8", err.Error())}
	}
	return readCSV(text)
}

// mostUnzipped is how large the parts of a workbook may be in memory.
const mostUnzipped = 512 << 20

// readWorkbook reads the first worksheet with a header of a roster, or the first
// one.
func readWorkbook(data []byte) ([]sheetRow, *fault) {
	broken := &fault{0, say("这个 .xlsx 打不开：请在电子表格里重新另存一次", "this workbook cannot be opened: save it again in the spreadsheet")}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnzipped})
	if err != nil {
		return nil, broken
	}
	defer book.Close()
	var first []sheetRow
	for i, name := range book.GetSheetList() {
		rows, err := worksheet(book, name)
		if err != nil {
			return nil, broken
		}
		if headerAt(rows) >= 0 {
			return rows, nil
		}
		if i == 0 {
			first = rows
		}
	}
	return first, nil
}

// worksheet reads the rows of a worksheet. A cell that is merged over rows stands
// in each of them.
func worksheet(book *excelize.File, name string) ([]sheetRow, error) {
	cells, err := book.GetRows(name)
	if err != nil {
		return nil, err
	}
	merged, err := book.GetMergeCells(name)
	if err != nil {
		return nil, err
	}
	for _, m := range merged {
		col, from, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		last, to, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		for row := from; row < to && row < len(cells) && last == col; row++ {
			for len(cells[row]) < col {
				cells[row] = append(cells[row], "")
			}
			cells[row][col-1] = m.GetCellValue()
		}
	}
	var rows []sheetRow
	for i, row := range cells {
		for k := range row {
			row[k] = plainNumber(row[k])
		}
		rows = append(rows, sheetRow{i + 1, row})
	}
	return rows, nil
}

var scientific = regexp.MustCompile(`^\d(?:\.\d+)?[eE]\+?\d{1,2}$`)

// plainNumber writes a number that the workbook keeps as 1.39E10 in full.
func plainNumber(cell string) string {
	if !scientific.MatchString(cell) {
		return cell
	}
	if v, err := strconv.ParseFloat(cell, 64); err == nil {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return cell
}

// readCSV reads text with the separator that fits its header best.
func readCSV(text []byte) ([]sheetRow, *fault) {
	var best []sheetRow
	var failed *fault
	most := -1
	for _, comma := range []rune{',', '\t', ';', '，', '|'} {
		rows, err := csvRows(text, comma)
		if comma == ',' {
			best, failed = rows, err
		}
		if n := knownColumns(rows); n > most && (err == nil || n > 2) {
			best, failed, most = rows, err, n
		}
	}
	return best, failed
}

// csvRows reads text with one separator, up to a row that is broken.
func csvRows(text []byte, comma rune) ([]sheetRow, *fault) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = comma, -1, comma != '\t'
	var rows []sheetRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			line := 0
			if bad, ok := errors.AsType[*csv.ParseError](err); ok {
				line, err = bad.Line, bad.Err
			}
			return rows, &fault{line, say("引号不成对，从这一行起没有读：含引号的格整格加引号，里面的引号写两遍", "this is not CSV ("+err.Error()+"): put a cell with quotes into quotes and double those inside it")}
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, sheetRow{line, cells})
	}
}

// headerRows is how many rows above the units may hold titles.
const headerRows = 12

// headerAt is the index of the header: the row with the most known columns, at
// least three; -1 if there is none.
func headerAt(rows []sheetRow) int {
	at, most := -1, 2
	for i, r := range rows[:min(len(rows), headerRows)] {
		if n := known(r.cells); n > most {
			at, most = i, n
		}
	}
	return at
}

// knownColumns is how many columns the header knows.
func knownColumns(rows []sheetRow) int {
	n := 0
	for _, r := range rows[:min(len(rows), headerRows)] {
		n = max(n, known(r.cells))
	}
	return n
}

func known(cells []string) int {
	n := 0
	for _, cell := range cells {
		if _, ok := columnCalled(cell); ok {
			n++
		}
	}
	return n
}

// besides reports whether a row is a total, a remark or a signature, and no unit.
func besides(cells []string) bool {
	var filled []string
	for _, cell := range cells {
		if cell != "" {
			filled = append(filled, strings.ReplaceAll(fold(cell), " ", ""))
		}
	}
	for _, total := range []string{"合计", "总计", "小计", "共计", "累计", "total", "Total", "TOTAL"} {
		if strings.TrimRight(filled[0], ":：") == total || len(filled) > 1 && serial.MatchString(filled[0]) && filled[1] == total {
			return true
		}
	}
	if len(filled) > 2 {
		return false
	}
	for _, remark := range []string{"注:", "注1", "备注", "说明", "填表", "制表", "审核", "填报", "单位(盖章)", "联系人:", "负责人", "日期:"} {
		if strings.HasPrefix(filled[0], remark) {
			return true
		}
	}
	return len(filled) == 1 && serial.MatchString(filled[0])
}

var serial = regexp.MustCompile(`^\d{1,5}$`)

// unreadable is the sentence about a cell with a character that other devices
// do not show; zero if there is none.
func unreadable(cell string) election.Phrase {
	for _, c := range cell {
		switch {
		case c >= 0xE000 && c <= 0xF8FF, c >= 0xF0000:
			return say("“%s”里有这台电脑自造的字（U+%X），别的设备显示不出来：请改用标准字", "%q has a private-use character (U+%X) that no other device shows: write the standard one").With(cell, c)
		case c == utf8.RuneError, c == '□', c == '〓':
			return say("“%s”里有没能保存下来的字（%s）：请重新写上", "%q has a character that was lost (%s): write it again").With(cell, string(c))
		}
	}
	return election.Phrase{}
}

// moved is the sentence about a cell that the spreadsheet changed; zero if it did
// not.
func moved(cell string) election.Phrase {
	switch {
	case strings.Contains(cell, "#REF!"), strings.Contains(cell, "#N/A"), strings.Contains(cell, "#VALUE!"), strings.Contains(cell, "#NAME?"), strings.Contains(cell, "#DIV/0!"), strings.HasPrefix(cell, "####"):
		return say("“%s”是公式的错误：请写上值", "%q is the error of a formula: write the value").With(cell)
	case scientific.MatchString(cell) && strings.ContainsAny(cell, "eE"):
		return say("“%s”被电子表格改成了科学计数法，原来的数字已丢失：把这一格设为文本，重新输入", "%q was turned into scientific notation and lost digits: format the cell as text and enter it again").With(cell)
	}
	return election.Phrase{}
}
