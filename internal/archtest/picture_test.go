package archtest

import (
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// pictureOf stands around the picture of imports in docs/design.md.
const (
	pictureFile  = "../../docs/design.md"
	pictureBegin = "<!-- imports: go test ./internal/archtest -run TestPicture -update -->\n"
	pictureEnd   = "<!-- end of imports -->"
)

// TestPicture holds the picture of imports in docs/design.md to the code, or
// draws it: go test ./internal/archtest -run TestPicture -update.
func TestPicture(t *testing.T) {
	t.Parallel()
	repository, err := readTree(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(pictureFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), pictureBegin)
	shown, after, ends := strings.Cut(rest, pictureEnd)
	if !begins || !ends {
		t.Fatalf("%s has no place for the picture of imports", pictureFile)
	}
	drawn := picture(repository)
	if *update {
		if err := os.WriteFile(pictureFile, []byte(before+pictureBegin+drawn+pictureEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown != drawn {
		t.Errorf("the picture of imports in %s is not that of the code; draw it again with\n\tgo test ./internal/archtest -run TestPicture -update", pictureFile)
	}
}

// picture draws which package imports which, as Mermaid. An arrow that follows
// from two others is left out, and so is cmd, which wires everything.
func picture(t *tree) string {
	imported := map[string]map[string]bool{}
	for folder, files := range t.packages() {
		if strings.HasPrefix(folder, "cmd/") {
			continue
		}
		imported[folder] = map[string]bool{}
		for _, f := range files {
			for name := range f.imports() {
				if ours, ok := strings.CutPrefix(name, module); ok && ours != folder {
					imported[folder][ours] = true
				}
			}
		}
	}
	var b strings.Builder
	b.WriteString("```mermaid\ngraph BT\n")
	for _, from := range slices.Sorted(maps.Keys(imported)) {
		for _, to := range slices.Sorted(maps.Keys(imported[from])) {
			if !byAnother(imported, from, to) {
				fmt.Fprintf(&b, "    %s --> %s\n", path.Base(from), path.Base(to))
			}
		}
	}
	b.WriteString("```\n")
	return b.String()
}

// byAnother reports whether a package reaches what it imports by way of another
// import as well.
func byAnother(imported map[string]map[string]bool, from, to string) bool {
	for other := range imported[from] {
		if other != to && reaches(imported, other, to) {
			return true
		}
	}
	return false
}

// reaches reports whether one package imports another, directly or not.
func reaches(imported map[string]map[string]bool, from, to string) bool {
	for next := range imported[from] {
		if next == to || reaches(imported, next, to) {
			return true
		}
	}
	return false
}
