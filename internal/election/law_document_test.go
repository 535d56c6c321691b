package election

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLawDocument holds docs/law.md to the tests it names: each must exist.
func TestLawDocument(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("../../docs/law.md")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, folder := range []string{".", "../../cmd/huanjie", "../../flows"} {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(b)
		}
	}
	named := regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)").FindAllStringSubmatch(string(document), -1)
	if len(named) < 50 {
		t.Fatalf("only %d tests are named", len(named))
	}
	for _, n := range named {
		if !strings.Contains(tests.String(), "func "+n[1]+"(") {
			t.Errorf("docs/law.md names %s, which is no test", n[1])
		}
	}
	for _, row := range regexp.MustCompile("`Test[A-Za-z0-9]*/([a-z-]+)…").FindAllStringSubmatch(string(document), -1) {
		if !strings.Contains(tests.String(), `{"`+row[1]+`:`) {
			t.Errorf("docs/law.md names rows %q, and there are none", row[1])
		}
	}
}
