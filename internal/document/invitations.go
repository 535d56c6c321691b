package document

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
	"github.com/xuri/excelize/v2"

	"huanjie/internal/election"
)

// Invitations is a workbook with a link, and its QR code to be scanned, for each person
// who is not registered yet: to be printed and cut up, or sent on line by line.
type Invitations struct {
	Town  *election.Town
	Until time.Time // up to when the links can be used, in the town's location
	Rows  []Invitation
}

// Invitation is the link of one person.
type Invitation struct {
	Person election.Person
	Link   string
}

// The picture of a QR code: in pixels, and the row that has room for it, in points.
const (
	qrPixels  = 132
	qrRowHigh = 108
)

// invitationHead is the row of the heads, below title and note.
const invitationHead = 3

// Write writes the workbook as xlsx.
func (i Invitations) Write(w io.Writer, l election.Language) error {
	book := &workbook{file: excelize.NewFile(), l: l}
	defer book.file.Close()
	book.makeStyles()
	sheet := book.freeName(say("邀请", "Invitations").In(l))
	book.keep(book.file.SetSheetName("Sheet1", sheet))
	book.invitations(sheet, i)
	if book.err != nil {
		return fmt.Errorf("make invitations of %s: %w", i.Town.Name, book.err)
	}
	if err := book.file.Write(w); err != nil {
		return fmt.Errorf("write invitations of %s: %w", i.Town.Name, err)
	}
	return nil
}

func (b *workbook) invitations(sheet string, i Invitations) {
	set := func(column, row int, c excelize.Cell) {
		at, err := excelize.CoordinatesToCellName(column, row)
		b.keep(err)
		b.keep(b.file.SetCellStyle(sheet, at, at, c.StyleID))
		b.keep(b.file.SetCellValue(sheet, at, c.Value))
	}
	set(1, 1, text(b.styles.title, say("%s　登记邀请", "%s: invitations").With(i.Town.Name).In(b.l)))
	set(1, 2, text(b.styles.note, say("每人一个链接，只能用一次，%s前有效。请剪开，只交给本人，整张表不要转发。", "A link for each person: it works once, until %s. Cut the sheet up; hand each to that person only, and never pass on the whole.").
		With(inFull(i.Until)).In(b.l)))
	for k, c := range []column{{head: say("序号", "No."), width: 6}, {head: say("姓名", "Name"), width: 12}, {head: say("职责", "Role"), width: 26},
		{head: say("链接", "Link"), width: 34}, {head: say("二维码（手机扫）", "QR code to scan"), width: 19}} {
		set(k+1, invitationHead, text(b.styles.head, c.head.In(b.l)))
		letter, _ := excelize.ColumnNumberToName(k + 1)
		b.keep(b.file.SetColWidth(sheet, letter, letter, c.width))
	}
	for k, one := range i.Rows {
		row := invitationHead + 1 + k
		b.keep(b.file.SetRowHeight(sheet, row, qrRowHigh))
		for n, v := range []string{fmt.Sprint(k + 1), string(one.Person.ID), Roles(i.Town, one.Person).In(b.l), one.Link, ""} {
			set(n+1, row, text(b.styles.text, v))
		}
		picture, err := qrPNG(one.Link)
		if b.keep(err); err != nil {
			return
		}
		b.keep(b.file.AddPictureFromBytes(sheet, fmt.Sprintf("E%d", row), &excelize.Picture{Extension: ".png", File: picture,
			Format: &excelize.GraphicOptions{OffsetX: 4, OffsetY: 4, Positioning: "oneCell"}}))
	}
	a4, portrait, wide, high, fit := 9, "portrait", 1, 0, true
	b.keep(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.keep(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &portrait, FitToWidth: &wide, FitToHeight: &high}))
}

// qrPNG draws a QR code with white around it, as scanners need.
func qrPNG(content string) ([]byte, error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err == nil {
		code, err = barcode.Scale(code, qrPixels, qrPixels)
	}
	if err != nil {
		return nil, fmt.Errorf("draw QR code: %w", err)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, code); err != nil {
		return nil, fmt.Errorf("draw QR code: %w", err)
	}
	return file.Bytes(), nil
}
