package document

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// wordFile is a Word file (.docx) in the style of official documents, GB/T 9704:
// A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters, the title
// in size 2 Xiaobiaosong, headings in Heiti and Kaiti, the body in size 3
// Fangsong, page numbers outside. It is written as it comes: of a town of any size only a
// line is in memory.
type wordFile struct {
	zip  *zip.Writer
	body *bufio.Writer // keeps its first error
	err  error         // of the parts before it
}

// newWordFile begins a file: all parts but the text, then the text.
func newWordFile(to io.Writer) *wordFile {
	w := &wordFile{zip: zip.NewWriter(to)}
	part := func(name string) io.Writer {
		f, err := w.zip.Create(name)
		if err != nil {
			w.err = errors.Join(w.err, err)
			return io.Discard
		}
		return f
	}
	for _, p := range []struct{ name, text string }{
		{"[Content_Types].xml", wordTypes}, {"_rels/.rels", wordPackage}, {"word/_rels/document.xml.rels", wordRelations}, {"word/styles.xml", wordStyles},
		{"word/settings.xml", wordSettings}, {"word/footer1.xml", wordFooter("right")}, {"word/footer2.xml", wordFooter("left")},
	} {
		_, err := io.WriteString(part(p.name), p.text)
		w.err = errors.Join(w.err, err)
	}
	w.body = bufio.NewWriter(part("word/document.xml"))
	_, _ = w.body.WriteString(wordBegin)
	return w
}

// close ends the file, and returns the first error of all that was written.
func (w *wordFile) close() error {
	_, _ = w.body.WriteString(wordEnd)
	return errors.Join(w.err, w.body.Flush(), w.zip.Close())
}

// title writes the centred title; its lines are separated by "\n".
func (w *wordFile) title(text string) {
	for _, line := range strings.Split(text, "\n") {
		w.paragraph("Title", line)
	}
	w.paragraph("Body", "")
}

// heading writes 一、….
func (w *wordFile) heading(text string) { w.paragraph("Heading1", text) }

// subheading writes （一）….
func (w *wordFile) subheading(text string) { w.paragraph("Heading2", text) }

// text writes a paragraph of the body.
func (w *wordFile) text(text string) { w.paragraph("Body", text) }

// right writes a line of the signature.
func (w *wordFile) right(text string) { w.paragraph("Signature", text) }

// newPage begins an annex on a page of its own.
func (w *wordFile) newPage(label string) {
	fmt.Fprintf(w.body, `<w:p><w:pPr><w:pStyle w:val="Annex"/><w:pageBreakBefore/></w:pPr>%s</w:p>`, wordRun(label))
}

func (w *wordFile) paragraph(style, text string) {
	fmt.Fprintf(w.body, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p>`, style, wordRun(text))
}

func wordRun(text string) string {
	if text == "" {
		return ""
	}
	return `<w:r><w:t xml:space="preserve">` + wordEscape(text) + `</w:t></w:r>`
}

func wordEscape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder does not fail
	return b.String()
}

// textWidth is the width of the text, in twentieths of a point.
const textWidth = 8844

// table writes a table whose first row is repeated on each page. Widths are
// shares of the text's width. A width below 0 is that of a column with words, which begin
// at its left.
func (w *wordFile) table(widths []int, rows iter.Seq[[]string]) {
	sum := 0
	for _, n := range widths {
		sum += max(n, -n)
	}
	b := w.body
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, textWidth)
	for _, n := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, textWidth*max(n, -n)/sum)
	}
	_, _ = b.WriteString(`</w:tblGrid>`)
	head := true
	for row := range rows {
		w.row(widths, sum, row, head)
		head = false
	}
	_, _ = b.WriteString(`</w:tbl>`)
	w.paragraph("Cell", "")
}

// row writes a row of a table.
func (w *wordFile) row(widths []int, sum int, row []string, head bool) {
	b := w.body
	_, _ = b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	switch {
	case head:
		_, _ = b.WriteString(`<w:tblHeader/>`)
	case len(row) > 1 && row[len(row)-1] == "" && row[len(row)-2] == "": // to be filled in by hand
		_, _ = b.WriteString(`<w:trHeight w:val="510" w:hRule="atLeast"/>`)
	}
	_, _ = b.WriteString(`</w:trPr>`)
	for k, cell := range row {
		style := "Cell"
		switch {
		case head:
			style = "CellHead"
		case widths[k] < 0:
			style = "CellWords"
		}
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, textWidth*max(widths[k], -widths[k])/sum)
		for line := range strings.SplitSeq(cell, "\n") {
			w.paragraph(style, line)
		}
		_, _ = b.WriteString(`</w:tc>`)
	}
	_, _ = b.WriteString(`</w:tr>`)
}

const (
	wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	wordBegin = xml.Header + `<w:document ` + wordNames + `><w:body>`
	wordEnd   = `<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1587" w:gutter="0"/>` +
		`<w:docGrid w:type="lines" w:linePitch="580"/></w:sectPr></w:body></w:document>`

	wordTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
		`<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`
	wordPackage = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	wordRelations = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>` +
		`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>`
	wordSettings = xml.Header + `<w:settings ` + wordNames + `><w:evenAndOddHeaders/></w:settings>`
)

// wordFooter is the page number, — 1 —, at the outer edge.
func wordFooter(side string) string {
	return xml.Header + `<w:ftr ` + wordNames + `><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="320" w:right="320"/><w:jc w:val="` + side + `"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}

// wordStyle is a style of paragraphs: its font, its size in half points, and its
// properties.
func wordStyle(id, font, size, properties string) string {
	return `<w:style w:type="paragraph" w:customStyle="1" w:styleId="` + id + `"><w:name w:val="` + id + `"/><w:pPr>` + properties + `</w:pPr><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="` + font + `"/><w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/></w:rPr></w:style>`
}

// wordStyles are read only.
var wordStyles = xml.Header + `<w:styles ` + wordNames + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>` +
	`<w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	wordStyle("Title", "方正小标宋简体", "44", `<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>`) +
	wordStyle("Heading1", "黑体", "32", `<w:keepNext/><w:spacing w:line="580" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>`) +
	wordStyle("Heading2", "楷体_GB2312", "32", `<w:keepNext/><w:spacing w:line="580" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="1"/>`) +
	wordStyle("Body", "仿宋_GB2312", "32", `<w:spacing w:line="580" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>`) +
	wordStyle("Signature", "仿宋_GB2312", "32", `<w:keepLines/><w:spacing w:line="580" w:lineRule="exact"/><w:ind w:right="1280"/><w:jc w:val="right"/>`) +
	wordStyle("Annex", "黑体", "32", `<w:spacing w:line="580" w:lineRule="exact"/>`) +
	wordStyle("Cell", "仿宋_GB2312", "21", `<w:snapToGrid w:val="0"/><w:spacing w:line="320" w:lineRule="atLeast"/><w:jc w:val="center"/>`) +
	wordStyle("CellWords", "仿宋_GB2312", "21", `<w:snapToGrid w:val="0"/><w:spacing w:line="320" w:lineRule="atLeast"/>`) +
	wordStyle("CellHead", "黑体", "21", `<w:snapToGrid w:val="0"/><w:spacing w:line="320" w:lineRule="atLeast"/><w:jc w:val="center"/>`) +
	wordStyle("Footer", "宋体", "28", ``) +
	`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>` +
	`<w:top w:val="single" w:sz="8" w:color="auto"/><w:left w:val="single" w:sz="8" w:color="auto"/><w:bottom w:val="single" w:sz="8" w:color="auto"/><w:right w:val="single" w:sz="8" w:color="auto"/>` +
	`<w:insideH w:val="single" w:sz="4" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:color="auto"/></w:tblBorders>` +
	`<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`
