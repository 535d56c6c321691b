package main

import (
	"archive/zip"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"huanjie/internal/redistest"
)

// TestArchive packs a town: every part is in the index, what is missing is named,
// and the journal can be imported.
func TestArchive(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Embedded(t))
	k.report()
	file := filepath.Join(t.TempDir(), "town.zip")
	k.tool(notUnderstood, "say where to write", "archive", "-config", k.config)
	k.tool(done, "", "archive", "-config", k.config, "-o", file)
	z, err := zip.OpenReader(file)
	must(t, err)
	defer z.Close()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		must(t, r.Close())
		parts[f.Name] = string(data)
	}
	for _, name := range []string{"缺件.csv", "附件清单.csv", "名册.csv", "台账表.xlsx", "总结.docx", "各单位/V1 河湾村.docx", "各单位/V2 松岭村.docx", "账本.jsonl"} {
		if parts[name] == "" || !strings.Contains(parts["目录.csv"], name) {
			t.Errorf("%s is not in the archive and its index", name)
		}
	}
	if !strings.Contains(parts["缺件.csv"], "河湾村,没有计票结果") {
		t.Errorf("what is missing:\n%s", parts["缺件.csv"])
	}
	if !strings.Contains(parts["账本.jsonl"], `"sha256"`) {
		t.Error("the journal has no proof")
	}
}
