package proofread

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// Document is a Word file (.docx) with its text. Text boxes, headers, footers and
// notes are not read.
type Document struct {
	file  []byte
	parts map[string][]byte // the parts that comments change
	text  []rune
	from  []place // where each character stands; the zero place for line ends and cells
}

// place is where a character stands in the XML of the document.
type place struct {
	at, end int    // bytes
	opening string // the start tag and properties of its run
}

// mostXML is how much XML one part of a document may hold.
const mostXML = 64 << 20

const mainPart = "word/document.xml"

// ReadDocument reads a Word file. A paragraph is a line of its text, a row of a
// table a line with tabs between its cells.
func ReadDocument(file []byte) (*Document, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("open the Word file: %w", err)
	}
	d := &Document{file: file, parts: map[string][]byte{}}
	for _, name := range []string{mainPart, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"} {
		f, err := z.Open(name)
		if err != nil {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(f, mostXML+1))
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("read %s of the Word file: %w", name, err)
		}
		if len(data) > mostXML {
			return nil, fmt.Errorf("read %s of the Word file: more than %d bytes", name, mostXML)
		}
		d.parts[name] = data
	}
	if d.parts[mainPart] == nil {
		return nil, errors.New("this is no Word file (.docx)")
	}
	if err := d.read(); err != nil {
		return nil, fmt.Errorf("read the text of the Word file: %w", err)
	}
	return d, nil
}

// Text is the text of the document.
func (d *Document) Text() string { return string(d.text) }

// docReader walks through the XML of a document.
type docReader struct {
	*Document
	raw      []byte
	skip     int    // depth inside what is not read
	cell     int    // depth of cells
	inCell   bool   // the cell has text already
	cells    int    // of the row so far
	span     int    // columns of the cell
	run      string // the opening and properties of the run, to be repeated
	runBegin int
	inText   bool
}

func (d *Document) read() error {
	r := &docReader{Document: d, raw: d.parts[mainPart]}
	dec := xml.NewDecoder(bytes.NewReader(r.raw))
	for {
		before := int(dec.InputOffset())
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.open(t, before, int(dec.InputOffset()))
		case xml.EndElement:
			r.close(t.Name.Local, int(dec.InputOffset()))
		case xml.CharData:
			if r.inText && r.skip == 0 {
				r.chars(before, int(dec.InputOffset()))
			}
		}
	}
}

// leftOut reports whether an element holds text that is not part of the text.
func leftOut(name string) bool {
	return name == "Fallback" || name == "txbxContent" || name == "del" || name == "moveFrom"
}

func (r *docReader) open(t xml.StartElement, before, after int) {
	name := t.Name.Local
	if leftOut(name) || r.skip > 0 {
		r.skip++
		return
	}
	switch name {
	case "r":
		r.runBegin, r.run = after, string(r.raw[before:after])
	case "t":
		r.inText = true
	case "tab", "br", "noBreakHyphen":
		if r.run != "" {
			r.add(' ', place{})
		}
	case "tr":
		if r.cell == 0 {
			r.cells = 0
		}
	case "tc":
		r.openCell()
	case "gridSpan":
		if r.cell == 1 {
			r.span = columns(t)
		}
	}
}

// openCell begins a cell; one in a table inside a cell belongs to that cell.
func (r *docReader) openCell() {
	if r.cell++; r.cell > 1 {
		return
	}
	if r.cells > 0 {
		r.add('\t', place{})
	}
	r.cells++
	r.inCell, r.span = false, 1
}

// columns is how many columns a gridSpan says.
func columns(t xml.StartElement) int {
	for _, a := range t.Attr {
		if n, err := strconv.Atoi(a.Value); err == nil && a.Name.Local == "val" && n < 100 {
			return n
		}
	}
	return 1
}

func (r *docReader) close(name string, after int) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch name {
	case "rPr":
		if r.run != "" && r.runBegin > 0 {
			r.run += string(r.raw[r.runBegin:after])
			r.runBegin = 0
		}
	case "r":
		r.run = ""
	case "t":
		r.inText = false
	case "p":
		switch {
		case r.cell == 0:
			r.add('\n', place{})
		case r.inCell:
			r.add(' ', place{})
		}
		r.inCell = true
	case "tc":
		if r.cell--; r.cell == 0 {
			for range r.span - 1 {
				r.add('\t', place{})
				r.cells++
			}
		}
	case "tr":
		if r.cell == 0 {
			r.add('\n', place{})
		}
	}
}

func (d *Document) add(c rune, p place) {
	d.text, d.from = append(d.text, c), append(d.from, p)
}

// chars adds the characters of a piece of text, each with its place.
func (r *docReader) chars(from, to int) {
	for at := from; at < to; {
		c, size := utf8.DecodeRune(r.raw[at:to])
		if c == '&' {
			if end := bytes.IndexByte(r.raw[at:to], ';'); end > 0 {
				size = end + 1
				c = entity(string(r.raw[at+1 : at+end]))
			}
		}
		if c == '\n' || c == '\r' || c == '\t' {
			c = ' '
		}
		r.add(c, place{at: at, end: at + size, opening: r.run})
		at += size
	}
}

func entity(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	if n, err := strconv.ParseInt(digits, base, 32); err == nil {
		return rune(n)
	}
	return utf8.RuneError
}

// insertion is text to be put into the XML at a byte.
type insertion struct {
	at   int
	text string
}

// Comment returns the Word file with a comment at the place of each finding.
func (d *Document) Comment(found []Finding, l election.Language) ([]byte, error) {
	next := nextComment(d.parts["word/comments.xml"])
	var put []insertion
	var comments strings.Builder
	for _, f := range found {
		first, last, ok := d.span(f.At, f.At+utf8.RuneCountInString(f.Quote))
		if !ok {
			continue
		}
		w := prefixOf(first.opening)
		id := strconv.Itoa(next)
		next++
		put = append(put, insertion{first.at, split(first.opening, w, fmt.Sprintf(`<%scommentRangeStart %sid="%s"/>`, w, w, id))},
			insertion{last.end, split(last.opening, w, fmt.Sprintf(`<%scommentRangeEnd %sid="%s"/><%sr><%scommentReference %sid="%s"/></%sr>`, w, w, id, w, w, w, id, w))})
		fmt.Fprintf(&comments, `<w:comment w:id="%s" w:author="换届助手" w:initials="HJ"><w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:comment>`, id, escape(f.Sentence(l)))
	}
	if len(put) == 0 {
		return d.file, nil
	}
	changed := map[string][]byte{mainPart: inserted(d.parts[mainPart], put)}
	d.addComments(changed, comments.String())
	return d.rezip(changed)
}

// Sentence says a finding to people.
func (f Finding) Sentence(l election.Language) string {
	if f.Right == "" {
		return f.Why.In(l)
	}
	return election.Say("应为 %s：%s", "should be %s: %s").With(f.Right, f.Why).In(l)
}

// span is the first and the last character of a stretch that stand in the XML.
func (d *Document) span(from, to int) (first, last place, ok bool) {
	to = min(to, len(d.from))
	for from < to && d.from[from].opening == "" {
		from++
	}
	for to > from && d.from[to-1].opening == "" {
		to--
	}
	if from >= to {
		return place{}, place{}, false
	}
	return d.from[from], d.from[to-1], true
}

var runPrefix = regexp.MustCompile(`^<((?:[\w.-]+:)?)r[\s>]`)

// prefixOf is the prefix of the elements of the document, "w:".
func prefixOf(opening string) string {
	if m := runPrefix.FindStringSubmatch(opening); m != nil {
		return m[1]
	}
	return "w:"
}

// split ends a run, puts something after it, and begins the run again.
func split(opening, w, between string) string {
	return "</" + w + "t></" + w + "r>" + between + opening + "<" + w + `t xml:space="preserve">`
}

func inserted(raw []byte, put []insertion) []byte {
	slices.SortStableFunc(put, func(a, b insertion) int { return a.at - b.at })
	var out bytes.Buffer
	at := 0
	for _, p := range put {
		out.Write(raw[at:p.at])
		out.WriteString(p.text)
		at = p.at
	}
	out.Write(raw[at:])
	return out.Bytes()
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

var commentID = regexp.MustCompile(`<w:comment\s[^>]*w:id="(\d+)"`)

// nextComment is the first number that no comment has.
func nextComment(comments []byte) int {
	next := 0
	for _, m := range commentID.FindAllSubmatch(comments, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil {
			next = max(next, n+1)
		}
	}
	return next
}

// addComments adds comments to their part, which is made if there is none.
func (d *Document) addComments(changed map[string][]byte, comments string) {
	const name = "word/comments.xml"
	if old := d.parts[name]; old != nil {
		changed[name] = beforeEnd(old, comments)
		return
	}
	changed[name] = []byte(xml.Header + `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + comments + `</w:comments>`)
	changed["[Content_Types].xml"] = beforeEnd(d.parts["[Content_Types].xml"],
		`<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>`)
	const rels = "word/_rels/document.xml.rels"
	old := d.parts[rels]
	if old == nil {
		old = []byte(xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
	}
	changed[rels] = beforeEnd(old,
		`<Relationship Id="huanjieComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>`)
}

// beforeEnd puts text before the last end tag, or into an element that has no end
// tag of its own.
func beforeEnd(raw []byte, text string) []byte {
	if i := bytes.LastIndex(raw, []byte("</")); i >= 0 {
		return slices.Concat(raw[:i], []byte(text), raw[i:])
	}
	begin, end := bytes.LastIndexByte(raw, '<'), bytes.LastIndex(raw, []byte("/>"))
	if begin < 0 || end < begin {
		return raw
	}
	name, _, _ := strings.Cut(string(raw[begin+1:end]), " ")
	return slices.Concat(raw[:end], []byte(">"+text+"</"+name+">"))
}

// rezip writes the file again with changed parts; the others are copied as they
// are.
func (d *Document) rezip(changed map[string][]byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(d.file), int64(len(d.file)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	write := func(name string, data []byte) error {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	for _, f := range z.File {
		data, isChanged := changed[f.Name]
		if isChanged {
			err = write(f.Name, data)
			delete(changed, f.Name)
		} else {
			err = w.Copy(f)
		}
		if err != nil {
			return nil, fmt.Errorf("write %s of the Word file: %w", f.Name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		if err := write(name, changed[name]); err != nil {
			return nil, fmt.Errorf("write %s of the Word file: %w", name, err)
		}
	}
	err = w.Close()
	return out.Bytes(), err
}
