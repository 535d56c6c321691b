package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/proofread"
)

// sequences are the orders in which ECMA-376 has the children of an element (parts 17 and 18), as far
// as files of the product have them. What is not named is not looked at. read only
var sequences = map[string]string{
	"pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap " +
		"overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc " +
		"textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position " +
		"sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
	"tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
	"tcPr":  "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg " +
		"textDirection bidi rtlGutter docGrid",
	"tbl":        "bookmarkStart bookmarkEnd tblPr tblGrid tr",
	"style":      "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
	"styles":     "docDefaults latentStyles style",
	"tblBorders": "top left start bottom right end insideH insideV",
	"worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate " +
		"customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks " +
		"customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
	"workbook":   "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr",
	"styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
}

// ooxml is a file of parts while a strict reader looks at it.
type ooxml struct {
	parts  map[string][]byte
	faults []string
}

func (o *ooxml) fault(format string, args ...any) {
	o.faults = append(o.faults, fmt.Sprintf(format, args...))
}

// ooxmlFaults lists what a strict reader would stumble over.
func ooxmlFaults(file []byte) []string {
	o := &ooxml{parts: map[string][]byte{}}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return []string{err.Error()}
	}
	for _, f := range z.File {
		if _, twice := o.parts[f.Name]; twice {
			o.fault("%s stands twice", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			return []string{err.Error()}
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return []string{err.Error()}
		}
		o.parts[f.Name] = data
	}
	o.types()
	for _, name := range slices.Sorted(maps.Keys(o.parts)) {
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			o.part(name)
		}
	}
	o.styles("word/document.xml", "pStyle", "tblStyle", "rStyle")
	o.styles("word/footer1.xml", "pStyle")
	o.cells()
	return o.faults
}

// types: every part has a type, and every type a part.
func (o *ooxml) types() {
	var types struct {
		Default []struct {
			Extension string `xml:",attr"`
		}
		Override []struct {
			PartName string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(o.parts["[Content_Types].xml"], &types); err != nil {
		o.fault("content types: %v", err)
	}
	typed := map[string]bool{}
	for _, t := range types.Override {
		name := strings.TrimPrefix(t.PartName, "/")
		if typed[name] {
			o.fault("%s has two types", name)
		}
		if typed[name] = true; o.parts[name] == nil {
			o.fault("%s has a type and does not exist", name)
		}
	}
	for name := range o.parts {
		known := typed[name] || name == "[Content_Types].xml"
		for _, d := range types.Default {
			known = known || strings.TrimPrefix(path.Ext(name), ".") == d.Extension
		}
		if !known {
			o.fault("%s has no type", name)
		}
	}
}

// relations are the ids of the relations of a part; their targets must exist.
func (o *ooxml) relations(of string) map[string]bool {
	raw := o.parts[path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")]
	var all struct {
		Relationship []struct {
			ID         string `xml:"Id,attr"`
			Target     string `xml:",attr"`
			TargetMode string `xml:",attr"`
		}
	}
	ids := map[string]bool{}
	if raw == nil {
		return ids
	}
	if err := xml.Unmarshal(raw, &all); err != nil {
		o.fault("relations of %s: %v", of, err)
	}
	for _, r := range all.Relationship {
		target := path.Join(path.Dir(of), r.Target)
		if strings.HasPrefix(r.Target, "/") {
			target = strings.TrimPrefix(r.Target, "/")
		}
		if r.TargetMode != "External" && o.parts[target] == nil {
			o.fault("%s: the target of %s does not exist: %s", of, r.ID, r.Target)
		}
		if ids[r.ID] {
			o.fault("%s: relation %s stands twice", of, r.ID)
		}
		ids[r.ID] = true
	}
	return ids
}

// part reads a part: it is well formed, its relations exist, its elements stand in the order of the
// schema, its ids stand once.
func (o *ooxml) part(name string) {
	ids, drawn := o.relations(name), map[string]bool{}
	type open struct {
		name string
		last int
	}
	stack := []open{{}}
	for d := xml.NewDecoder(bytes.NewReader(o.parts[name])); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			o.fault("%s: %v", name, err)
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			in := &stack[len(stack)-1]
			if order := strings.Fields(sequences[in.name]); len(order) > 0 {
				at := slices.Index(order, t.Name.Local)
				switch {
				case at < 0:
					o.fault("%s: <%s> in <%s>", name, t.Name.Local, in.name)
				case at < in.last:
					o.fault("%s: <%s> after <%s> in <%s>", name, t.Name.Local, order[in.last], in.name)
				}
				in.last = max(in.last, at)
			}
			for _, a := range t.Attr {
				if strings.HasSuffix(a.Name.Space, "/relationships") && !ids[a.Value] {
					o.fault("%s: <%s> names the relation %s, which does not exist", name, t.Name.Local, a.Value)
				}
				if t.Name.Local == "cNvPr" && a.Name.Local == "id" || t.Name.Local == "comment" && a.Name.Local == "id" {
					if drawn[a.Value] {
						o.fault("%s: id %s stands twice", name, a.Value)
					}
					drawn[a.Value] = true
				}
			}
			stack = append(stack, open{name: t.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

// attributes are the values of an attribute of all elements of a name.
func (o *ooxml) attributes(part, element, attribute string) (all []string) {
	for d := xml.NewDecoder(bytes.NewReader(o.parts[part])); ; {
		token, err := d.Token()
		if err != nil {
			return all
		}
		if t, start := token.(xml.StartElement); start && t.Name.Local == element {
			for _, a := range t.Attr {
				if a.Name.Local == attribute {
					all = append(all, a.Value)
				}
			}
		}
	}
}

// styles: those that a part names exist.
func (o *ooxml) styles(part string, elements ...string) {
	known := o.attributes("word/styles.xml", "style", "styleId")
	for _, element := range elements {
		for _, id := range o.attributes(part, element, "val") {
			if !slices.Contains(known, id) {
				o.fault("%s: the style %s does not exist", part, id)
			}
		}
	}
	commented := o.attributes("word/comments.xml", "comment", "id")
	for _, id := range slices.Concat(o.attributes(part, "commentRangeStart", "id"), o.attributes(part, "commentRangeEnd", "id"), o.attributes(part, "commentReference", "id")) {
		if !slices.Contains(commented, id) {
			o.fault("%s: the comment %s does not exist", part, id)
		}
	}
}

// cells: the rows of a worksheet follow each other, and the styles and words of its cells exist.
func (o *ooxml) cells() {
	var styles struct {
		CellXfs struct {
			Xf []struct{} `xml:"xf"`
		} `xml:"cellXfs"`
	}
	_ = xml.Unmarshal(o.parts["xl/styles.xml"], &styles) // part has said what is wrong
	for name := range o.parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		last := 0
		for _, row := range o.attributes(name, "row", "r") {
			n, err := strconv.Atoi(row)
			if err != nil || n <= last {
				o.fault("%s: row %s after %d", name, row, last)
			}
			last = n
		}
		for _, s := range o.attributes(name, "c", "s") {
			if n, err := strconv.Atoi(s); err != nil || n >= len(styles.CellXfs.Xf) {
				o.fault("%s: the style %s of a cell does not exist", name, s)
			}
		}
	}
	for _, name := range o.attributes("xl/workbook.xml", "sheet", "name") {
		if len([]rune(name)) > 31 || strings.ContainsAny(name, `[]:*?/\`) {
			o.fault("a worksheet is called %q", name)
		}
	}
}

// TestFilesAreWhatStrictReadersTake looks at a file of every kind.
func TestFilesAreWhatStrictReadersTake(t *testing.T) {
	t.Parallel()
	c := closingOf(t)
	files := map[string][]byte{}
	add := func(name string, write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		files[name] = b.Bytes()
	}
	add("summary", c.Write)
	for _, kind := range document.NoticeKinds() {
		add("notice "+string(kind), document.Notice{Town: c.Town, Kind: kind, Units: c.Units}.Write)
	}
	add("bulletin", document.Bulletin{Closing: c, Kind: document.StageBulletin}.Write)
	add("ledger", func(w io.Writer) error {
		return document.Ledger{Town: c.Town, AsOf: c.AsOf, Units: c.Units}.Write(w, election.Chinese)
	})
	add("invitations", func(w io.Writer) error {
		rows := []document.Invitation{{Person: election.Person{ID: "周明"}, Link: "https://t.me/bot?start=a"}, {Person: election.Person{ID: "李芳"}, Link: "https://t.me/bot?start=b"}}
		return document.Invitations{Town: c.Town, Until: c.AsOf, Rows: rows}.Write(w, election.Chinese)
	})
	draft, err := proofread.ReadDocument(files["summary"])
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(draft.Text())
	if files["comments"], err = draft.Comment([]proofread.Finding{{At: 2, Quote: string(text[2:6])}, {At: 40, Quote: string(text[40:50])}}, election.Chinese); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for _, fault := range ooxmlFaults(files[name]) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// TestStrictReadersStumble: each fault that is looked for is found.
func TestStrictReadersStumble(t *testing.T) {
	t.Parallel()
	var sound bytes.Buffer
	if err := closingOf(t).Write(&sound); err != nil {
		t.Fatal(err)
	}
	const main = "word/document.xml"
	for _, c := range []struct{ part, old, now, want string }{
		{main, `<w:keepNext/>`, ``, ""}, // stands in no paragraph: nothing changes
		{main, `<w:pStyle w:val="Title"/>`, `<w:jc w:val="left"/><w:pStyle w:val="Title"/>`, "<pStyle> after <jc> in <pPr>"},
		{main, `<w:pStyle w:val="Title"/>`, `<w:pStyle w:val="Titel"/>`, "the style Titel does not exist"},
		{main, `r:id="rId3"`, `r:id="rId9"`, "names the relation rId9, which does not exist"},
		{main, `<w:tblGrid>`, `<w:tr/><w:tblGrid>`, "<tblGrid> after <tr> in <tbl>"},
		{main, `</w:body>`, ``, "syntax error"},
		{"word/_rels/document.xml.rels", `Target="styles.xml"`, `Target="style.xml"`, "the target of rId1 does not exist: style.xml"},
		{"word/_rels/document.xml.rels", `Id="rId2"`, `Id="rId1"`, "relation rId1 stands twice"},
		{"[Content_Types].xml", `Extension="rels"`, `Extension="txt"`, "has no type"},
		{"[Content_Types].xml", `/word/footer2.xml`, `/word/footer3.xml`, "word/footer3.xml has a type and does not exist"},
		{"word/styles.xml", `<w:name w:val="Title"/>`, `<w:rPr/><w:name w:val="Title"/>`, "<name> after <rPr> in <style>"},
	} {
		faults := ooxmlFaults(rewritten(t, sound.Bytes(), c.part, c.old, c.now))
		if c.want == "" && len(faults) > 0 || c.want != "" && !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, c.want) }) {
			t.Errorf("%s in place of %s: %v, wanted %q", c.now, c.old, faults, c.want)
		}
	}
}

// rewritten is a file with something in one of its parts replaced.
func rewritten(t *testing.T, file []byte, part, old, now string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			data = bytes.Replace(data, []byte(old), []byte(now), 1)
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = to.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
