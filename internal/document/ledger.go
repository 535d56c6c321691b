package document

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/election"
)

// Ledger 台账表 is the content of a workbook: units of one or several elections,
// as its reader may see them, and their corrections.
type Ledger struct {
	Town        *election.Town
	AsOf        time.Time            // in the town's location
	Units       []election.UnitState // in the roster's order
	Corrections []Corrected          // in the journal's order
	Withheld    int                  // corrections left out because the reader is to check the count
	People      bool                 // with 花名册, what is known of each person elected: for the office
}

// Corrected is a correction with the report that it replaces.
type Corrected struct{ Was, Is election.Report }

// LedgerCaption returns the caption of a workbook.
func LedgerCaption(l election.Language) string {
	return say("📒 台账表：每村一行，可直接打印（A4 横向）。只含您有权看的村，没有确认的计票是初步数字；等您复核的写着“待复核”，两次录入一致后才有数字。",
		"📒 The ledger: a row for each unit, ready to print (A4 landscape). Only what you may see; counts that are not confirmed are preliminary; where it says “to check”, you are to enter the count a second time, and see it once both agree.").In(l)
}

// Write writes the workbook as xlsx, with a worksheet for each election, one
// of corrections, and one of the odd figures that were let stand. Its sums are
// formulas that carry their value, for telephones that do not calculate. Of
// people it has only the names of officers and candidates, without People.
func (b Ledger) Write(w io.Writer, l election.Language) error {
	book := &workbook{file: excelize.NewFile(), ledger: b, l: l}
	defer book.file.Close()
	book.makeStyles()
	for _, e := range b.Town.Elections {
		var units []election.UnitState
		for _, u := range b.Units {
			if u.Unit.Election == e.ID {
				units = append(units, u)
			}
		}
		if len(units) > 0 {
			book.election(e, units)
		}
	}
	book.corrections()
	book.warnings()
	book.people()
	book.finish()
	if book.err != nil {
		return fmt.Errorf("make ledger of %s: %w", b.Town.Name, book.err)
	}
	if err := book.file.Write(w); err != nil {
		return fmt.Errorf("write ledger of %s: %w", b.Town.Name, err)
	}
	return nil
}

// workbook is a ledger being written; err is its first error.
type workbook struct {
	file   *excelize.File
	ledger Ledger
	l      election.Language
	names  []string // of worksheets
	styles struct{ title, note, head, text, number, share, total, totalShare int }
	err    error
}

func (b *workbook) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// finish removes the worksheet of the new file, and shows our first one.
func (b *workbook) finish() {
	b.keep(b.file.DeleteSheet("Sheet1"))
	b.file.SetActiveSheet(0)
	anew := true // in programs that calculate; others show the values
	b.keep(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &anew}))
}

func (b *workbook) makeStyles() {
	line := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		line = append(line, excelize.Border{Type: side, Style: 1, Color: "808080"})
	}
	style := func(s excelize.Style) int {
		id, err := b.file.NewStyle(&s)
		b.keep(err)
		return id
	}
	thousands, percent := 3, 10 // built-in formats: #,##0 and 0.00%
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF3"}}
	middle := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	font := func(size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: "SimSun", Size: size, Bold: bold}
	}
	b.styles.title = style(excelize.Style{Font: font(16, true)})
	b.styles.note = style(excelize.Style{Font: font(10, false)})
	b.styles.head = style(excelize.Style{Font: font(10, true), Fill: grey, Border: line, Alignment: middle})
	b.styles.text = style(excelize.Style{Font: font(10, false), Border: line, Alignment: left})
	right := &excelize.Alignment{Horizontal: "right", Vertical: "center"}
	b.styles.number = style(excelize.Style{Font: font(10, false), Border: line, Alignment: right, NumFmt: thousands})
	b.styles.share = style(excelize.Style{Font: font(10, false), Border: line, Alignment: right, NumFmt: percent})
	b.styles.total = style(excelize.Style{Font: font(10, true), Fill: grey, Border: line, Alignment: right, NumFmt: thousands})
	b.styles.totalShare = style(excelize.Style{Font: font(10, true), Fill: grey, Border: line, Alignment: right, NumFmt: percent})
}

// worksheet is a worksheet that is written row by row.
type worksheet struct {
	book   *workbook
	rows   *excelize.StreamWriter
	wrote  int
	widths []float64 // of its columns, in characters
}

// worksheet begins a worksheet with title, note and the row of heads. The
// heads and the first fixed columns stay visible and are printed on every
// page.
func (b *workbook) worksheet(name, title, note election.Phrase, columns []column, fixed int) *worksheet {
	called := b.freeName(name.In(b.l))
	_, err := b.file.NewSheet(called)
	b.keep(err)
	corner, _ := excelize.CoordinatesToCellName(fixed+1, headRow+1)
	b.keep(b.file.SetPanes(called, &excelize.Panes{Freeze: true, XSplit: fixed, YSplit: headRow, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}}}))
	b.printed(called, fixed)
	rows, err := b.file.NewStreamWriter(called)
	if b.keep(err); err != nil {
		return nil
	}
	s := &worksheet{book: b, rows: rows}
	heads := make([]any, len(columns))
	for i, c := range columns {
		heads[i] = text(b.styles.head, c.head.In(b.l))
		b.keep(rows.SetColWidth(i+1, i+1, c.width))
		s.widths = append(s.widths, c.width)
	}
	s.write(text(b.styles.title, title.In(b.l)))
	s.write(text(b.styles.note, note.In(b.l)))
	b.keep(rows.SetRow("A3", heads, excelize.RowOpts{Height: 44}))
	s.wrote = headRow
	return s
}

// lineHeight is the height of a line of text in a cell, in points.
const lineHeight = 15

// write writes the next row, as high as its longest text needs: not every program finds
// that out by itself.
func (s *worksheet) write(cells ...any) {
	s.wrote++
	lines := 1
	for i, c := range cells {
		cell, _ := c.(excelize.Cell)
		if v, ok := cell.Value.(string); ok && s.wrote > headRow && i < len(s.widths) {
			lines = max(lines, linesOf(v, s.widths[i]))
		}
	}
	var high []excelize.RowOpts
	if s.wrote > headRow {
		high = append(high, excelize.RowOpts{Height: lineHeight * float64(lines)})
	}
	s.book.keep(s.rows.SetRow(fmt.Sprint("A", s.wrote), cells, high...))
}

// linesOf is how many lines a text takes in a column of some width. A Chinese character is
// two wide.
func linesOf(v string, width float64) (lines int) {
	for line := range strings.SplitSeq(v, "\n") {
		wide := 0.0
		for _, r := range line {
			wide++
			if r > 0x2e7f {
				wide++
			}
		}
		lines += max(1, int(math.Ceil((wide+1)/width)))
	}
	return lines
}

// text returns a cell with a text. It remains text even if the worksheet is
// saved as CSV and opened again, because anything like a formula is marked.
func text(style int, v string) excelize.Cell {
	if v != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(v)[0]) {
		v = "'" + v
	}
	return excelize.Cell{StyleID: style, Value: v}
}

// printed sets a worksheet up for paper: A4 landscape, one page wide, the
// heads on every page.
func (b *workbook) printed(s string, fixed int) {
	a4, landscape, wide, high, fit := 9, "landscape", 1, 0, true
	b.keep(b.file.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.keep(b.file.SetPageLayout(s, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	margin, low := 0.4, 0.6 // inches
	b.keep(b.file.SetPageMargins(s, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &low}))
	b.keep(b.file.SetHeaderFooter(s, &excelize.HeaderFooterOptions{OddFooter: "&C&P / &N"}))
	last, _ := excelize.ColumnNumberToName(fixed)
	b.keep(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s,
		RefersTo: fmt.Sprintf("'%s'!$A:$%s,'%s'!$%d:$%d", s, last, s, headRow, headRow)}))
}

// freeName returns a valid name for a worksheet: at most 31 characters, none
// with a meaning in formulas, and not used yet.
func (b *workbook) freeName(name string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, name))
	name = string(r[:min(len(r), 28)])
	free := name
	for n := 2; slices.Contains(b.names, free); n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	b.names = append(b.names, free)
	return free
}

// headRow is the row of the heads, below title and note.
const headRow = 3
