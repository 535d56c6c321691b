package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huanjie/internal/proofread"
)

const draftText = "全镇登记选民12670人，参加投票9700人，参选率90%。\n以下5个村：东河村、西河村、南山村。\n"

// runProofread runs the command on an input and returns what it wrote.
func runProofread(t *testing.T, input string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = start(t.Context(), append([]string{"proofread"}, args...), noEnv, strings.NewReader(input), &out, &errs)
	return status, out.String(), errs.String()
}

func TestProofreadJSON(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := runProofread(t, draftText, "-json", "-")
	var got []struct {
		At                         int
		Quote, Rule, Stated, Right string
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || status != 0 || len(got) != 2 {
		t.Fatalf("status %d, %v: %s%s", status, err, stdout, stderr)
	}
	if f := got[0]; f.Quote != "90%" || f.Rule != "percentage" || f.Stated != "90%" || f.Right != "76.56%" {
		t.Errorf("%+v", f)
	}
	for _, f := range got {
		if !strings.HasPrefix(string([]rune(draftText)[f.At:]), f.Quote) {
			t.Errorf("%q does not stand at %d", f.Quote, f.At)
		}
	}
	if status, stdout, _ := runProofread(t, "全镇辖22个村。", "-json", "-"); status != 0 || stdout != "[]\n" {
		t.Errorf("status %d: %s", status, stdout)
	}
}

func TestProofreadForPeople(t *testing.T) {
	t.Parallel()
	_, stdout, _ := runProofread(t, draftText, "-lang", "zh", "-")
	want := "1. 第 1 行“90%”：应为 76.56%：9700 ÷ 12670 = 76.56%，文中写的是 90%\n" +
		"2. 第 2 行“5个村：东河村、西河村、南山村”：应为 3：写的是 5，列出的是 3 个\n"
	if stdout != want {
		t.Errorf("got\n%s\nwant\n%s", stdout, want)
	}
}

// TestProofreadWord checks a Word file and writes it with comments.
func TestProofreadWord(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	in, out := filepath.Join(folder, "a.docx"), filepath.Join(folder, "b.docx")
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + draftText + `</w:t></w:r></w:p></w:body></w:document>`,
	} {
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
	if err := os.WriteFile(in, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := runProofread(t, "", "-json", "-o", out, in)
	if status != 0 || !strings.Contains(stdout, "76.56%") {
		t.Fatalf("status %d: %s%s", status, stdout, stderr)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if d, err := proofread.ReadDocument(raw); err != nil || !strings.Contains(d.Text(), "参选率90%") {
		t.Errorf("the file with comments cannot be read: %v", err)
	}
	if status, _, stderr := runProofread(t, "", "-o", out, in); status != 1 || !strings.Contains(stderr, "is there already") {
		t.Errorf("written over a file that was there: status %d, %s", status, stderr)
	}
}

func TestProofreadRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		input string
		args  []string
		want  string
	}{
		{"", []string{filepath.Join(t.TempDir(), "none.txt")}, "no such file"},
		{"%PDF-1.7", []string{"-"}, "PDF"},
		{"\xd0\xcf\x11\xe0", []string{"-"}, ".docx"},
		{"PK\x03\x04", []string{"-"}, "Word"},
		{"一", []string{"-o", "x.docx", "-"}, "Word"},
	} {
		if status, _, stderr := runProofread(t, c.input, c.args...); status != 1 || !strings.Contains(stderr, c.want) {
			t.Errorf("%q %v: status %d, %s", c.input, c.args, status, stderr)
		}
	}
}
