package proofread

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// wordFile is a Word file with a body, and with parts of its own besides.
func wordFile(t *testing.T, body string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml":          `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="x"/></Types>`,
		"word/document.xml":            `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`,
	}
	for name, text := range more {
		parts[name] = text
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const wordBody = `<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r w:rsidR="00"><w:rPr><w:b/></w:rPr><w:t>登记选民126</w:t></w:r><w:r><w:t>70人，A&amp;B参加投票97</w:t></w:r>` +
	`<w:ins w:id="1"><w:r><w:t xml:space="preserve">00人，参选率9</w:t></w:r></w:ins><w:r><w:t>0%。</w:t></w:r><w:del w:id="2"><w:r><w:delText>8</w:delText></w:r></w:del></w:p>` +
	`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>村名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>男</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>女</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc></w:tr>` +
	`<w:tr><w:tc><w:p><w:r><w:t>东河村</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`

func TestDocument(t *testing.T) {
	t.Parallel()
	old := `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="4" w:author="x"><w:p/></w:comment></w:comments>`
	for name, more := range map[string]map[string]string{"without comments": nil, "with comments": {"word/comments.xml": old}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := ReadDocument(wordFile(t, wordBody, more))
			if err != nil {
				t.Fatal(err)
			}
			want := "登记选民12670人，A&B参加投票9700人，参选率90%。\n村名\t男\t女\t合计\n东河村\t3\t2\t6\n"
			if d.Text() != want {
				t.Fatalf("text %q, want %q", d.Text(), want)
			}
			found := Check(d.Text())
			if len(found) != 2 || found[0].Quote != "90%" || found[1].Quote != "6" {
				t.Fatalf("found\n%s", shown(found))
			}
			commented, err := d.Comment(found, 0)
			if err != nil {
				t.Fatal(err)
			}
			again, err := ReadDocument(commented)
			if err != nil {
				t.Fatal(err)
			}
			if again.Text() != want {
				t.Errorf("text %q after commenting, want %q", again.Text(), want)
			}
			for name, part := range again.parts {
				wellFormed(t, name, part)
			}
			if got := ranges(t, again.parts[mainPart]); strings.Join(got, "|") != "90%|6" {
				t.Errorf("comments stand at %q", got)
			}
			if n := strings.Count(string(again.parts["word/comments.xml"]), "76.56%"); n != 2 { // 应为, and in the reason
				t.Errorf("comments: %s", again.parts["word/comments.xml"])
			}
			if !strings.Contains(string(again.parts["word/_rels/document.xml.rels"]), "comments.xml") && more == nil {
				t.Error("the document does not point to its comments")
			}
		})
	}
}

func wellFormed(t *testing.T, name string, part []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(part))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v\n%s", name, err, part)
			return
		}
	}
}

// ranges are the texts between the marks of each comment.
func ranges(t *testing.T, part []byte) []string {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(part))
	var all []string
	open := false
	for {
		token, err := dec.Token()
		if err != nil {
			return all
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "commentRangeStart":
				all, open = append(all, ""), true
			case "commentRangeEnd":
				open = false
			}
		case xml.CharData:
			if open {
				all[len(all)-1] += string(e)
			}
		}
	}
}

// TestNoDocument refuses what is no Word file.
func TestNoDocument(t *testing.T) {
	t.Parallel()
	for _, file := range [][]byte{nil, []byte("PK\x03\x04"), wordFile(t, "<w:p>", nil)} {
		if _, err := ReadDocument(file); err == nil {
			t.Errorf("%.20q was read", file)
		}
	}
}
