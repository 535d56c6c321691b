package config_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"huanjie/internal/config"
)

// update writes what was said into the transcripts: go test ./internal/config -update.
var update = flag.Bool("update", false, "write the errors into testdata")

// TestErrors holds every sentence that a wrong file is answered with. A person
// writes a case in testdata as config.toml and the files it names, with the
// environment above them; -update writes the section errors.
func TestErrors(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases in testdata: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := errorsOf(t, archive)
			if *update {
				writeErrors(t, file, archive, got)
				return
			}
			if want := section(archive, "errors"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func errorsOf(t *testing.T, a *txtar.Archive) string {
	t.Helper()
	files, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(files, "config.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse("config.toml", data, files, environment(strings.Split(string(a.Comment), "\n")...))
	if err == nil {
		t.Fatal("no error")
	}
	if c.Towns != nil || c.Telegram.Token != "" {
		t.Error("a Config came with the error")
	}
	return err.Error() + "\n"
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func writeErrors(t *testing.T, file string, a *txtar.Archive, got string) {
	t.Helper()
	files := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "errors" {
			files = append(files, f)
		}
	}
	a.Files = append(files, txtar.File{Name: "errors", Data: []byte(got)})
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
