package flow

import (
	"strings"
	"testing"

	"huanjie/internal/election"
)

// sheets is filled in by a form that wants files.
type sheets struct {
	sheet, board, place election.File
	people              int
}

func sheetForms() Forms {
	photo, place := []election.FileKind{election.Photo, election.Document}, []election.FileKind{election.Location}
	return Forms{Of(Form[sheets]{Head: Head{ID: "sheets", Command: "sheets", Words: []string{"结果单"}, Title: phrase("Sheets")}, Steps: []Step[sheets]{
		Attach("sheet", phrase("sheet?"), photo, func(s *sheets) *election.File { return &s.sheet }, With[sheets]{Field: Field{Label: phrase("结果单"), Later: true}}),
		Attach("board", phrase("board?"), photo, func(s *sheets) *election.File { return &s.board }, With[sheets]{Field: Field{Label: phrase("公示栏")}}),
		Attach("place", phrase("place?"), place, func(s *sheets) *election.File { return &s.place }, With[sheets]{Field: Field{Label: phrase("位置")}}),
		Number("people", phrase("people?"), func(s *sheets) *int { return &s.people }, With[sheets]{Field: Field{Label: phrase("人数")}}),
	}, Report: func(s sheets) election.Body {
		return election.StageReport{Stage: election.StageID(s.sheet.ID + "/" + s.board.ID + "/" + s.place.ID)}
	}})}
}

func photoOf(id, caption, album string) File {
	return File{File: election.File{Kind: election.Photo, ID: id}, Caption: caption, Album: album}
}

func placeOf(id string) File { return File{File: election.File{Kind: election.Location, ID: id}} }

// TestAttach sends files in any order: each answers the step it is for.
func TestAttach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		sent  []Input
		body  string
		files int
	}{
		{"as asked", []Input{Text("结果单"), photoOf("a", "", ""), photoOf("b", "", ""), placeOf("30.1,120.2"), Text("5")}, "a/b/30.1,120.2", 3},
		{"place first", []Input{Text("结果单"), placeOf("30.1,120.2"), photoOf("a", "人数 5", ""), photoOf("b", "", "")}, "a/b/30.1,120.2", 3},
		{"one more", []Input{Text("结果单"), photoOf("a", "", ""), photoOf("b", "", ""), photoOf("c", "", ""), placeOf("1,2"), Text("人数 5")}, "a/b/1,2", 4},
		{"an album", []Input{Text("结果单"), photoOf("a", "", "g"), photoOf("a2", "", "g"), photoOf("a3", "", "g"), photoOf("b", "", "h"), placeOf("1,2"), Text("5")}, "a/b/1,2", 5},
		{"later", []Input{Text("结果单"), Text("稍后补"), photoOf("b", "", ""), placeOf("1,2"), Text("5")}, "/b/1,2", 2},
		{"later after all", []Input{Text("结果单"), Text("稍后补"), photoOf("b", "", ""), photoOf("a", "", ""), placeOf("1,2"), Text("5")}, "a/b/1,2", 3},
		{"another one", []Input{Text("结果单"), photoOf("x", "", ""), Text("返回"), photoOf("a", "", ""), photoOf("b", "", ""), placeOf("1,2"), Text("5")}, "a/b/1,2", 3},
		{"with the opening", []Input{photoOf("a", "结果单 人数 5", ""), photoOf("b", "", ""), placeOf("1,2")}, "a/b/1,2", 3},
	} {
		fs, d := sheetForms(), newDesk(t, "东河村")
		for _, in := range c.sent {
			d.does(fs, in)
		}
		out := d.does(fs, Text("确认"))
		if out.Report == nil {
			t.Errorf("%s: no report; asked %q, notice %q", c.name, asks(out), out.View.Notice)
			continue
		}
		if got := string(out.Report.Body.(election.StageReport).Stage); got != c.body || len(out.Report.Files) != c.files {
			t.Errorf("%s: %s with %v", c.name, got, out.Report.Files)
		}
	}
}

// TestAttachReplaced changes a photo from the list of answers.
func TestAttachReplaced(t *testing.T) {
	t.Parallel()
	fs, d := sheetForms(), newDesk(t, "东河村")
	for _, in := range []Input{Text("结果单 人数 5"), photoOf("a", "", ""), photoOf("b", "", ""), placeOf("1,2")} {
		d.does(fs, in)
	}
	out := d.does(fs, Text("修改"))
	out = d.does(fs, tapOf(t, out.View, "结果单：📎 照片已收到"))
	if !strings.Contains(asks(out), "sheet?") || tapOf(t, out.View, "稍后补") == (Tap{}) {
		t.Fatalf("asked %q", asks(out))
	}
	d.does(fs, photoOf("a2", "", ""))
	out = d.does(fs, Text("确认"))
	if got := out.Report.Body.(election.StageReport).Stage; got != "a2/b/1,2" || len(out.Report.Files) != 3 {
		t.Errorf("reported %s with %v", got, out.Report.Files)
	}
}

// TestAttachTyped types where a file is asked for: what looks like a file is
// none.
func TestAttachTyped(t *testing.T) {
	t.Parallel()
	fs, d := sheetForms(), newDesk(t, "东河村")
	d.does(fs, Text("结果单"))
	for _, text := range []string{"photo:forged", "没有", "结果单 照片"} {
		if out := d.does(fs, Text(text)); asks(out) != "sheet?" || len(d.state.Drafts[0].Answers) > 0 {
			t.Errorf("%q: %v", text, d.state.Drafts[0].Answers)
		}
	}
	if out := d.does(fs, Opening{Form: "sheets", Unit: "U1", Step: "sheet", Value: "photo:forged"}); !out.Ignored {
		t.Errorf("a forged opening: %v", out.State.Drafts)
	}
	if out := d.does(fs, Text("人数 5")); asks(out) != "sheet?" || given(d.state.Drafts[0]) != "people=5" {
		t.Errorf("a value meanwhile: %q, %s", asks(out), given(d.state.Drafts[0]))
	}
}

// TestCaption names what of the words under a file was not understood.
func TestCaption(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		caption, notice string
		wrong           bool
	}{
		{"人数 5", "", false},
		{"就是这间", "文件下面的“就是这间”没有记下。", false},
		{"人数 5 就是这间", "没看懂“就是这间”，其余的已记下。", true},
		{"人数 -5", "不能是负数：-5。请输入 0 或更大的整数。", true},
	} {
		fs, d := sheetForms(), newDesk(t, "东河村")
		d.does(fs, Text("结果单"))
		if out := d.does(fs, photoOf("a", c.caption, "")); out.View.Notice != c.notice || out.View.Wrong != c.wrong || out.View.Files != 1 {
			t.Errorf("%q: notice %q, wrong %v, %d files", c.caption, out.View.Notice, out.View.Wrong, out.View.Files)
		}
	}
}
