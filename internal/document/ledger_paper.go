package document

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/election"
)

func (b *workbook) makeStyles() {
	// widths are counted in digits of this font: 7 pixels wide on a screen, hardly wider where another takes its place
	b.keep(b.file.SetDefaultFont("Arial"))
	size := 9.0
	if of := b.file.Styles.Fonts.Font[0]; of.Sz != nil {
		of.Sz.Val = &size
	}
	line, style := grid(), b.style
	thousands, percent := 3, 10 // built-in formats: #,##0 and 0.00%
	grey := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF3"}}
	middle := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	b.styles.title = style(excelize.Style{Font: letters(16, true), Alignment: left})
	b.styles.note = style(excelize.Style{Font: letters(10, false), Alignment: left})
	b.styles.head = style(excelize.Style{Font: letters(10, true), Fill: grey, Border: line, Alignment: middle})
	b.styles.text = style(excelize.Style{Font: letters(10, false), Border: line, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true, Indent: 1}})
	right := &excelize.Alignment{Horizontal: "right", Vertical: "center"}
	b.styles.number = style(excelize.Style{Font: letters(10, false), Border: line, Alignment: right, NumFmt: thousands})
	b.styles.share = style(excelize.Style{Font: letters(10, false), Border: line, Alignment: right, NumFmt: percent})
	b.styles.total = style(excelize.Style{Font: letters(10, true), Fill: grey, Border: line, Alignment: right, NumFmt: thousands})
	b.styles.totalName = style(excelize.Style{Font: letters(10, true), Fill: grey, Border: line, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true, Indent: 1}})
	b.styles.totalDays = style(excelize.Style{Font: letters(10, true), Fill: grey, Border: line, Alignment: middle, NumFmt: thousands}) // days stand in the middle
	b.styles.totalShare = style(excelize.Style{Font: letters(10, true), Fill: grey, Border: line, Alignment: right, NumFmt: percent})
}

// style enters a style in the workbook.
func (b *workbook) style(s excelize.Style) int {
	id, err := b.file.NewStyle(&s)
	b.keep(err)
	return id
}

func letters(size float64, bold bool) *excelize.Font {
	return &excelize.Font{Family: "SimSun", Size: size, Bold: bold}
}

// grid is a line on every side of a cell.
func grid() (lines []excelize.Border) {
	for _, side := range []string{"left", "top", "right", "bottom"} {
		lines = append(lines, excelize.Border{Type: side, Style: 1, Color: "808080"})
	}
	return lines
}

// day is a day or a time in a cell: a number that a spreadsheet can sort and count,
// shown by its format. Nothing is shown of the zero time.
type day struct {
	at     time.Time // as the clock of the town shows it
	format string
}

// Formats of days and times.
const (
	dayFormat   = "yyyy-mm-dd"
	monthFormat = "yyyy-mm"
	timeFormat  = "mm-dd hh:mm"
)

// date is a day as a spreadsheet shows it.
func date(d election.Date, format string) day {
	if d.IsZero() {
		return day{}
	}
	return day{d.At(0, 0, time.UTC), format}
}

// clock is a time as a spreadsheet shows it: on the clock of the town.
func (b *workbook) clock(at time.Time) day {
	if at.IsZero() {
		return day{}
	}
	local := at.In(b.ledger.AsOf.Location())
	return day{election.DateOf(local).At(local.Hour(), local.Minute(), time.UTC), timeFormat}
}

// cell is a value in a cell: a text, a number or a day.
func (b *workbook) cell(v any) excelize.Cell {
	switch v := v.(type) {
	case int:
		return excelize.Cell{StyleID: b.styles.number, Value: v}
	case string:
		return text(b.styles.text, v)
	case day:
		if !v.at.IsZero() {
			return excelize.Cell{StyleID: b.dayStyle(v.format), Value: v.at}
		}
	}
	return excelize.Cell{StyleID: b.styles.text}
}

// dayStyle is the style of a day or time in some format.
func (b *workbook) dayStyle(format string) int {
	id, made := b.days[format]
	if !made {
		id = b.style(excelize.Style{Font: letters(10, false), Border: grid(), CustomNumFmt: &format,
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
		b.days[format] = id
	}
	return id
}

// worksheet is a worksheet that is written row by row.
type worksheet struct {
	book   *workbook
	rows   *excelize.StreamWriter
	wrote  int
	widths []float64 // of its columns, in characters
}

// worksheet begins a worksheet with its head (title, note, who fills it in) and the
// row of heads. The heads and the first fixed columns stay visible and are printed
// on every page.
func (b *workbook) worksheet(name, title, note election.Phrase, columns []column, fixed int) *worksheet {
	called := b.freeName(name.In(b.l))
	_, err := b.file.NewSheet(called)
	b.keep(err)
	corner, _ := excelize.CoordinatesToCellName(fixed+1, headRow+1)
	b.keep(b.file.SetPanes(called, &excelize.Panes{Freeze: true, XSplit: fixed, YSplit: headRow, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}}}))
	across := acrossPage(columns)
	b.printed(called, title, fixed, across == len(columns))
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
	filled := say("填报单位：%s　　填报人：　　　　　　　　复核人：　　　　　　　　填报日期：%s", "Unit: %s    Filled in by: ______________    Checked by: ______________    Date: %s").
		With(b.ledger.Town.Name, election.DateOf(b.ledger.AsOf).InFull())
	s.heading(across, b.styles.title, 26, title)
	s.heading(across, b.styles.note, lineHeight, note)
	s.heading(across, b.styles.note, 22, filled)
	b.keep(rows.SetRow(fmt.Sprint("A", headRow), heads, excelize.RowOpts{Height: 3 * lineHeight}))
	s.wrote = headRow
	return s
}

// inFull is a moment with its year, as a paper bears it: 2027年1月17日 20:10.
func inFull(t time.Time) election.Phrase {
	return say("%s %s", "%s, %s").With(election.DateOf(t).InFull(), t.Format("15:04"))
}

// heading writes a line of the head across the page, at least so many points high.
func (s *worksheet) heading(across, style int, high float64, line election.Phrase) {
	s.wrote++
	v, wide := line.In(s.book.l), 0.0
	for _, w := range s.widths[:across] {
		wide += w
	}
	last, _ := excelize.CoordinatesToCellName(across, s.wrote)
	first := fmt.Sprint("A", s.wrote)
	s.book.keep(s.rows.SetRow(first, []any{text(style, v)}, excelize.RowOpts{Height: max(high, lineHeight*float64(linesOf(v, wide)))}))
	if across > 1 {
		s.book.keep(s.rows.MergeCell(first, last))
	}
}

// indentWide is how much of a column the indent of a text takes, in characters: it keeps
// the text off the number at its left.
const indentWide = 1.3

// lineHeight is the height of a line of text in a cell, in points.
const lineHeight = 15

// write writes the next row, as high as its longest text needs: not every program finds
// that out by itself.
func (s *worksheet) write(cells ...any) {
	s.wrote++
	lines := 1
	for i, c := range cells {
		cell, _ := c.(excelize.Cell)
		if v, ok := cell.Value.(string); ok && i < len(s.widths) {
			lines = max(lines, linesOf(v, s.widths[i]-indentWide))
		}
	}
	s.book.keep(s.rows.SetRow(fmt.Sprint("A", s.wrote), cells, excelize.RowOpts{Height: max(18, lineHeight*float64(lines))}))
}

// line writes a row of values.
func (s *worksheet) line(values ...any) {
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = s.book.cell(v)
	}
	s.write(cells...)
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

// acrossPage is how many columns stand side by side on a page of paper at the
// smallest scale.
func acrossPage(columns []column) int {
	wide := 0.0
	for i, c := range columns {
		if wide += c.width*7 + 5; wide > pageWide { // a character of the workbook's font is 7 pixels wide
			return i
		}
	}
	return len(columns)
}

const (
	leastScale = 90   // percent: at which the text of 10 points is printed at 9
	pageWide   = 1130 // pixels of 1/96 inch that A4 landscape surely takes between its margins at that scale
)

// printed sets a worksheet up for paper: A4 landscape, the heads on every page, in
// letters of 9 points or more. What does not fit on one page's width at that size
// goes on to the next page, with the fixed columns again.
func (b *workbook) printed(s string, title election.Phrase, fixed int, fits bool) {
	a4, landscape, wide, high, least := 9, "landscape", 1, 0, uint(leastScale)
	layout := excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, AdjustTo: &least}
	if fits {
		layout = excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}
	}
	b.keep(b.file.SetSheetProps(s, &excelize.SheetPropsOptions{FitToPage: &fits}))
	b.keep(b.file.SetPageLayout(s, &layout))
	margin, low := 0.4, 0.6 // inches
	b.keep(b.file.SetPageMargins(s, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &low}))
	named := strings.ReplaceAll(cut(title, 80).In(b.l), "&", "&&") // & begins a code
	b.keep(b.file.SetHeaderFooter(s, &excelize.HeaderFooterOptions{OddFooter: "&L" + named + "&R&P / &N"}))
	last, _ := excelize.ColumnNumberToName(fixed)
	b.keep(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s,
		RefersTo: fmt.Sprintf("'%s'!$A:$%s,'%s'!$%d:$%d", s, last, s, headRow, headRow)}))
}

// headRow is the row of the heads, below title, note and who fills it in.
const headRow = 4
