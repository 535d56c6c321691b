package archtest

import (
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// update writes what was found into testdata: go test ./internal/archtest -update.
var update = flag.Bool("update", false, "write the findings into testdata")

// rule is one rule and what breaks it.
type rule struct {
	name  string
	check func(*tree) []finding
}

func rules() []rule {
	return []rule{
		{"arrows", arrows}, {"top folders", topFolders}, {"package docs", packageDocs}, {"package names", packageNames},
		{"init", initFunctions}, {"variables", variables}, {"purity", purity}, {"drawing", drawing}, {"skips", skips}, {"sleeps", sleeps},
	}
}

// TestRepository holds this repository to every rule.
func TestRepository(t *testing.T) {
	t.Parallel()
	repository, err := readTree(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(repository.files) == 0 {
		t.Fatal("no Go files two folders up")
	}
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			for _, line := range sorted(r.check(repository)) {
				t.Error(line)
			}
		})
	}
}

// TestRulesBite holds the rules to a repository that breaks each of them, and
// keeps those things beside it that only look like it.
func TestRulesBite(t *testing.T) {
	t.Parallel()
	const name = "testdata/broken.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	broken, err := readTree(files)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, r := range rules() {
		found := sorted(r.check(broken))
		if len(found) == 0 {
			t.Errorf("the rule %q finds nothing", r.name)
		}
		got.WriteString(r.name + "\n\t" + strings.Join(found, "\n\t") + "\n")
	}
	last := &archive.Files[len(archive.Files)-1]
	if *update {
		last.Data = []byte(got.String())
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(last.Data); got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}
