package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func runRoster(t *testing.T, input string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = start(t.Context(), append([]string{"roster"}, args...), noEnv, strings.NewReader(input), &out, &errs)
	return status, out.String(), errs.String()
}

const smallRoster = "编号,名称,片区,登记选民,应选,联络员,领导\nA,东河村,东片,1200,主任:1,周明,陈立\nB,西河村,东片,约800,主任:1,李芳,陈立\n"

func TestRosterPreview(t *testing.T) {
	t.Parallel()
	status, stdout, _ := runRoster(t, smallRoster, "-lang", "zh", "-")
	want := "第 2 行 东河村（A）：新增\n第 3 行 拒绝：登记选民：“约800”：写一个大于 0 的整数\n可用 1 行，要改正 1 处\n"
	if status != failed || stdout != want {
		t.Errorf("status %d, got\n%s\nwant\n%s", status, stdout, want)
	}
	status, stdout, _ = runRoster(t, smallRoster, "-json", "-lang", "en", "-")
	var got previewJSON
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || status != failed || len(got.Rows) != 1 || len(got.Refused) != 1 || got.Refused[0].Line != 3 {
		t.Errorf("status %d, %v: %s", status, err, stdout)
	}
}

// TestRosterFiles writes a template and a roster that a configuration can name.
func TestRosterFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"t.csv", "t.xlsx"} {
		file := filepath.Join(folder, name)
		if status, _, stderr := runRoster(t, "", "-template", file); status != done {
			t.Fatalf("%s: status %d, %s", name, status, stderr)
		}
		if status, stdout, stderr := runRoster(t, "", "-o", filepath.Join(folder, name+".out"), file); status != done {
			t.Errorf("%s: status %d, %s%s", name, status, stdout, stderr)
		}
	}
	a, err := os.ReadFile(filepath.Join(folder, "t.csv.out"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(folder, "t.xlsx.out"))
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("%v: the workbook reads as\n%s\nand the text as\n%s", err, b, a)
	}
	if status, _, _ := runRoster(t, "", "-template", filepath.Join(folder, "t.csv")); status != failed {
		t.Error("a template was written over a file")
	}
}

// TestLastMembersFile: a list of the members of the last term is told by its header, checked and written.
func TestLastMembersFile(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "roster.last.csv")
	status, stdout, _ := runRoster(t, "村名,职务,姓名,性别\n东河村,主任,周一,男\n东河村,委员,周二,丁\n", "-o", out, "-")
	if status != failed || !strings.Contains(stdout, "第 2 行 东河村：主任 周一") || !strings.Contains(stdout, "第 3 行 拒绝：性别“丁”") || !strings.Contains(stdout, "上届成员 1 名，1 个单位，要改正 1 处") {
		t.Errorf("status %d: %s", status, stdout)
	}
	if written, err := os.ReadFile(out); err != nil || !strings.Contains(string(written), "周一") {
		t.Errorf("%s %v", written, err)
	}
	var got lastJSON
	status, stdout, _ = runRoster(t, "村名,职务,姓名\n东河村,主任,周一\n", "-json", "-")
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || status != done || len(got.Members["东河村"]) != 1 || len(got.Refused) != 0 {
		t.Errorf("status %d, %v: %s", status, err, stdout)
	}
}
