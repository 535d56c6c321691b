package document

import (
	"fmt"
	"io"
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
	return say("📒 台账表：每村一行，阶段、选举各一张，可直接打印（A4 横向）。只含您有权看的村，没有确认的计票是初步数字；等您复核的写着“待复核”，两次录入一致后才有数字。",
		"📒 The ledger: a row for each unit, stages and votes on a sheet each, ready to print (A4 landscape). Only what you may see; counts that are not confirmed are preliminary; where it says “to check”, you are to enter the count a second time, and see it once both agree.").In(l)
}

// LedgerFile is the name of a workbook's file: 清河镇换届台账_20270117.xlsx.
func LedgerFile(t *election.Town, asOf time.Time, l election.Language) string {
	return say("%s换届台账_%s.xlsx", "%s ledger_%s.xlsx").With(t.Name, asOf.In(t.Location).Format("20060102")).In(l)
}

// Write writes the workbook as xlsx: for each election a worksheet of stages and
// one of votes, then the parts of the elected, the key villages, the cases, each kind of record that was
// reported, the corrections, and the odd figures that were let stand. Its sums are
// formulas that carry their value, for telephones that do not calculate. Of
// people it has only the names of officers, of candidates and of who is elected,
// without People.
func (b Ledger) Write(w io.Writer, l election.Language) error {
	book := &workbook{file: excelize.NewFile(), ledger: b, l: l, days: map[string]int{}}
	defer book.file.Close()
	book.makeStyles()
	for _, e := range b.Town.Elections {
		units := b.unitsOf(e)
		if len(units) > 0 {
			book.stages(e, units)
			book.votes(e, units)
		}
	}
	book.composition()
	book.keyUnits()
	book.cases()
	for _, kind := range b.Town.Records {
		book.records(kind)
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

// unitsOf are the units of an election.
func (b Ledger) unitsOf(e election.Election) (units []election.UnitState) {
	for _, u := range b.Units {
		if u.Unit.Election == e.ID {
			units = append(units, u)
		}
	}
	return units
}

// workbook is a ledger being written; err is its first error.
type workbook struct {
	file   *excelize.File
	ledger Ledger
	l      election.Language
	names  []string // of worksheets
	styles struct{ title, note, head, text, number, share, total, totalShare, totalName, totalDays int }
	days   map[string]int // styles of days and times, by their format
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
