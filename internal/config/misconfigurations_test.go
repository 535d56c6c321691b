package config_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/tools/txtar"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// TestMisconfigurations holds what is said of everything that new users got wrong.
// The table begins with settings, a roster and a token that are right; each case
// swaps texts in them, a line each: "file: old => new". A person writes these, -update
// writes what is said below ===. Nothing may be passed in silence, and everything
// stands in both languages.
func TestMisconfigurations(t *testing.T) {
	t.Parallel()
	const name = "testdata/misconfigurations.txt"
	table, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	right := map[string]string{}
	for i, f := range table.Files {
		if _, isCase := strings.CutPrefix(f.Name, "case "); !isCase {
			right[f.Name] = string(f.Data)
			continue
		}
		swaps, want, _ := strings.Cut(string(f.Data), "===\n")
		got := saidOf(t, right, f.Name, swaps)
		if table.Files[i].Data = []byte(swaps + "===\n" + got); !*update && got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", f.Name, got, want)
		}
		for line := range strings.Lines(got) {
			if !strings.ContainsFunc(line, func(c rune) bool { return unicode.Is(unicode.Han, c) }) || !strings.Contains(line, " / ") {
				t.Errorf("%s: not in both languages: %s", f.Name, line)
			}
		}
		if got == "" {
			t.Errorf("%s: accepted in silence", f.Name)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// guarded are files, some of which may not be read.
type guarded struct{ fstest.MapFS }

func (g guarded) ReadFile(name string) ([]byte, error) {
	if f := g.MapFS[name]; f != nil && f.Sys == fs.ErrPermission {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return g.MapFS.ReadFile(name)
}

// saidOf is what is said of the files with some swaps: mistakes, or warnings.
func saidOf(t *testing.T, right map[string]string, name, swaps string) string {
	t.Helper()
	files, env := fstest.MapFS{}, map[string]string{}
	for file, text := range right {
		files[file] = &fstest.MapFile{Data: []byte(text)}
	}
	unquoted := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\xff`, "\xff", `\xb2`, "\xb2", `\0`, "\x00")
	for line := range strings.Lines(swaps) {
		file, swap, ok := strings.Cut(strings.TrimRight(line, "\n"), ": ")
		was, is, both := strings.Cut(swap, " => ")
		was, is = unquoted.Replace(was), unquoted.Replace(is)
		switch {
		case !ok || file != "env" && !both:
			t.Fatalf("%s: not a swap: %s", name, line)
		case file == "env":
			key, value, _ := strings.Cut(swap, "=")
			env[key] = value
		case was == "*" && is == "-":
			delete(files, file)
		case was == "*" && is == "denied":
			files[file].Sys = fs.ErrPermission
		case was == "*":
			files[file] = &fstest.MapFile{Data: []byte(is)}
		case !strings.Contains(string(files[file].Data), was):
			t.Fatalf("%s: %q is not in %s", name, was, file)
		default:
			files[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[file].Data), was, is, 1))}
		}
	}
	c, err := config.Parse("config.toml", files["config.toml"].Data, guarded{files}, func(key string) string { return env[key] })
	if err != nil {
		return err.Error() + "\n"
	}
	var said strings.Builder
	for _, w := range c.Warnings {
		said.WriteString("⚠ " + w.In(election.Chinese) + " / " + w.In(election.English) + "\n")
	}
	return said.String()
}
