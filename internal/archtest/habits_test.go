package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// packageDocs finds packages without a comment that says what they are for.
func packageDocs(t *tree) []finding {
	var found []finding
	for folder, files := range t.packages() {
		begin := "Package " + files[0].syntax.Name.Name + " "
		if files[0].syntax.Name.Name == "main" {
			begin = "" // a command says what it does as it likes
		}
		said := slices.ContainsFunc(files, func(f file) bool {
			return f.syntax.Doc != nil && strings.HasPrefix(f.syntax.Doc.Text(), begin)
		})
		if !said {
			found = append(found, finding{token.Position{Filename: folder},
				"no comment says what the package is for: begin one of its files with // " + begin + "..."})
		}
	}
	return found
}

// packageNames finds packages called after nothing they do.
func packageNames(t *tree) []finding {
	var found []finding
	for folder, files := range t.packages() {
		name := files[0].syntax.Name.Name
		if slices.Contains([]string{"base", "common", "core", "helper", "helpers", "lib", "misc", "model", "models", "shared", "types", "util", "utils"}, name) {
			found = append(found, finding{token.Position{Filename: folder},
				"package " + name + " is named after nothing it does: name it after the thing it is about, or move each part to that"})
		}
	}
	return found
}

// initFunctions finds init functions.
func initFunctions(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				found = append(found, t.find(fn.Pos(), "no init: nothing happens by importing a package; call it from main, or make a list"))
			}
		}
	}
	return found
}

// purity finds what a pure package may not do: read a clock, throw dice, touch
// the world. A generator, package main, is a program of its own.
func purity(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		pure := slices.Contains([]string{"internal/election", "internal/flow", "flows"}, f.folder)
		if f.test || !pure {
			continue
		}
		for path, at := range f.imports() {
			first, _, _ := strings.Cut(path, "/")
			if slices.Contains([]string{"context", "log", "net", "os", "syscall"}, first) || strings.HasPrefix(path, "math/rand") {
				found = append(found, t.find(at, "%s is pure and may not import %s: hand in what it needs as a value", f.folder, path))
			}
		}
		f.calls(func(_ string, call *ast.CallExpr, of, name string) {
			if of == "time" && slices.Contains([]string{"Now", "Since", "Until", "After", "NewTicker", "NewTimer", "Tick", "Sleep"}, name) {
				found = append(found, t.find(call.Pos(), "%s is pure and may not ask for the time: take now time.Time", f.folder))
			}
		})
	}
	return found
}

// drawing finds what the store would say to people: it keeps values, and its
// callers put them into words.
func drawing(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if f.test || f.folder != "internal/store" {
			continue
		}
		for path, at := range f.imports() {
			if path == "html" || strings.HasPrefix(path, "html/") {
				found = append(found, t.find(at, "%s may not import %s: what is drawn for people belongs to internal/cards", f.folder, path))
			}
		}
		f.calls(func(_ string, call *ast.CallExpr, of, name string) {
			if of == "election" && name == "Say" {
				found = append(found, t.find(call.Pos(), "%s has no words for people: labels and texts belong to internal/cards or internal/document", f.folder))
			}
		})
	}
	return found
}

// skips finds tests that leave themselves out. Only what needs a program that
// may be missing may be left out, and only in one place for each.
func skips(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if f.folder == "internal/redistest" {
			continue
		}
		f.calls(func(within string, call *ast.CallExpr, of, name string) {
			skip := of != "" && (name == "Skip" || name == "Skipf" || name == "SkipNow")
			if skip && !strings.Contains(strings.ToLower(within), "chromium") && !strings.Contains(within, "SecondServer") {
				found = append(found, t.find(call.Pos(), "a test always runs: only internal/redistest, and a helper with chromium or SecondServer in its name, may skip for want of a program; "+
					"return where an input is of no interest"))
			}
		})
	}
	return found
}

// sleeps finds tests that wait for a while instead of for something.
func sleeps(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if !f.test && f.folder != "internal/redistest" {
			continue
		}
		f.calls(func(_ string, call *ast.CallExpr, of, name string) {
			if of == "time" && name == "Sleep" {
				found = append(found, t.find(call.Pos(), "a test does not sleep: wait for what it waits for (a channel, an answer, a ticker that asks again), or hand in the time"))
			}
		})
	}
	return found
}

// variables finds variables of a package that are not as good as constants:
// without a value, made by a call that may give anything, or changed somewhere.
func variables(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		for _, d := range f.syntax.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.VAR {
				continue
			}
			for _, s := range group.Specs {
				found = append(found, t.variable(f, group, s.(*ast.ValueSpec))...)
			}
		}
	}
	return found
}

func (t *tree) variable(f file, group *ast.GenDecl, spec *ast.ValueSpec) []finding {
	doc := group.Doc.Text() + spec.Doc.Text()
	if embedded(group.Doc) || embedded(spec.Doc) {
		return nil
	}
	var found []finding
	for i, name := range spec.Names {
		switch at := t.changed(f.folder, spec, name.Name); {
		case name.Name == "_":
		case at != token.NoPos:
			found = append(found, t.find(at, "%s is a variable of the package and is changed here: make it a field of what changes it", name.Name))
		case i >= len(spec.Values) || !settled(spec.Values[i]) && !strings.Contains(doc, "read only"):
			found = append(found, t.find(name.Pos(), "%s is a variable of the package: make it a constant, a function or a field; if nothing ever changes it, give it a value and say \"read only\" in its comment", name.Name))
		}
	}
	return found
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// settled reports whether a value is as good as a constant once nobody assigns
// to it.
func settled(value ast.Expr) bool {
	switch v := value.(type) {
	case *ast.BasicLit, *ast.CompositeLit, *ast.BinaryExpr, *ast.SelectorExpr, *ast.Ident:
		return true
	case *ast.CallExpr:
		of, name := callee(v)
		switch of + "." + name {
		case "errors.New", "fmt.Errorf", "regexp.MustCompile", "redis.NewScript", "strings.NewReplacer", "template.Must", "election.Say", ".Say", ".say":
			return true
		}
		return of == "flag"
	}
	return false
}

// changed is where a package changes one of its variables, if it does: assigns
// to it or to a part of it, counts it up or takes its address.
func (t *tree) changed(folder string, spec *ast.ValueSpec, name string) token.Pos {
	at := token.NoPos
	note := func(target ast.Expr) {
		id := root(target)
		// The parser resolves names within a file; what it leaves open stands in
		// another file of the package.
		if id != nil && id.Name == name && (id.Obj == nil || id.Obj.Decl == spec) {
			at = target.Pos()
		}
	}
	for _, f := range t.files {
		if f.folder != folder {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					for _, target := range n.Lhs {
						note(target)
					}
				}
			case *ast.IncDecStmt:
				note(n.X)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					note(n.X)
				}
			case *ast.CallExpr:
				if of, called := callee(n); of == "" && (called == "delete" || called == "clear") && len(n.Args) > 0 {
					note(n.Args[0])
				}
			}
			return true
		})
	}
	return at
}

// root is the variable that an expression is a part of: x of x.a[i].
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}
