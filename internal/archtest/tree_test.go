package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// module is how this repository's packages are imported.
const module = "huanjie/"

// tree is all Go of a repository, parsed.
type tree struct {
	set     *token.FileSet
	files   []file
	folders []string // those at the top
}

// file is one Go file.
type file struct {
	name   string // from the root
	folder string
	test   bool
	syntax *ast.File
}

// finding is a place that breaks a rule, and what to do about it.
type finding struct {
	at   token.Position
	text string
}

func (f finding) String() string {
	if f.at.Line == 0 {
		return f.at.Filename + ": " + f.text
	}
	return fmt.Sprintf("%s:%d: %s", f.at.Filename, f.at.Line, f.text)
}

func (t *tree) find(at token.Pos, format string, args ...any) finding {
	return finding{t.set.Position(at), fmt.Sprintf(format, args...)}
}

// readTree parses every Go file but those in testdata and hidden folders.
func readTree(root fs.FS) (*tree, error) {
	t := &tree{set: token.NewFileSet()}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			if name != "." && !strings.Contains(name, "/") {
				t.folders = append(t.folders, name)
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		return t.parse(root, name)
	})
	return t, err
}

func (t *tree) parse(root fs.FS, name string) error {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(t.set, name, text, parser.ParseComments)
	if err != nil {
		return err
	}
	t.files = append(t.files, file{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), syntax})
	return nil
}

// packages lists the folders that hold Go, each with its files other than
// tests.
func (t *tree) packages() map[string][]file {
	all := map[string][]file{}
	for _, f := range t.files {
		if !f.test {
			all[f.folder] = append(all[f.folder], f)
		}
	}
	return all
}

// imports lists what a file imports and where.
func (f file) imports() map[string]token.Pos {
	all := map[string]token.Pos{}
	for _, i := range f.syntax.Imports {
		if name, err := strconv.Unquote(i.Path.Value); err == nil {
			all[name] = i.Pos()
		}
	}
	return all
}

// calls goes through a file's calls "package.Function" or "value.Method",
// naming the function each stands in.
func (f file) calls(visit func(within string, call *ast.CallExpr, of, name string)) {
	for _, d := range f.syntax.Decls {
		within := ""
		if fn, ok := d.(*ast.FuncDecl); ok {
			within = fn.Name.Name
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if of, name := callee(call); name != "" {
					visit(within, call, of, name)
				}
			}
			return true
		})
	}
}

// callee is what is called: "time", "Sleep" or "", "say".
func callee(call *ast.CallExpr) (of, name string) {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return "", fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok {
			return x.Name, fun.Sel.Name
		}
		return "?", fun.Sel.Name
	}
	return "", ""
}

func sorted(found []finding) []string {
	slices.SortStableFunc(found, func(a, b finding) int {
		if c := strings.Compare(a.at.Filename, b.at.Filename); c != 0 {
			return c
		}
		return a.at.Line - b.at.Line
	})
	var lines []string
	for _, f := range found {
		lines = append(lines, f.String())
	}
	return lines
}
