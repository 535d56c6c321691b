package main

import (
	"bytes"

	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNotices: NOTICE holds the licence of each module in the program and of the
// font, as they stand in the sources.
func TestNotices(t *testing.T) {
	t.Parallel()
	var want bytes.Buffer
	fmt.Fprint(&want, "Huanjie 换届助手\nLicensed under the Apache License, Version 2.0 (LICENSE in the repository).\n\nIt contains the following, under licences of their own.\n")
	add := func(name string, files ...string) {
		for _, file := range files {
			text, err := os.ReadFile(file)
			must(t, err)
			fmt.Fprintf(&want, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 80), name, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
		}
	}
	add("Noto Sans SC, the font of the pictures", "../../internal/document/font/OFL.txt")
	list := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}}	{{.Dir}}{{end}}{{end}}`, ".")
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0") // the same on every machine
	out, err := list.Output()
	must(t, err)
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || seen[path] {
			continue
		}
		seen[path] = true
		files, err := filepath.Glob(filepath.Join(dir, "LICENSE*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no licence: %v", path, err)
		}
		notices, err := filepath.Glob(filepath.Join(dir, "NOTICE*"))
		must(t, err)
		add(path, append(files[:1], notices...)...)
	}
	if *update {
		must(t, os.WriteFile("NOTICE", want.Bytes(), 0o644))
	}
	if got, err := os.ReadFile("NOTICE"); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("NOTICE is not that of the modules in go.mod: go test ./cmd/huanjie -run TestNotices -update (%v)", err)
	}
	if !strings.HasPrefix(notices, "Huanjie") {
		t.Error("the program has no notices")
	}
}
