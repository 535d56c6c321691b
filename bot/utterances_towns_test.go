package bot_test

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// ownTown is 石桥镇: six villages with awkward names.
func ownTown(t *testing.T) *election.Town {
	t.Helper()
	roster, err := os.ReadFile("testdata/own-town.csv")
	if err != nil {
		t.Fatal(err)
	}
	return configured(t, []byte(`
[[town]]
id = "shiqiao"
name = "石桥镇"
roster = "own-town.csv"
office = [700001]
leading_group = ["高远"]

[[town.election]]
id = "villages-2027"
kind = "villagers"
polling_day = 2027-01-15
`), fstest.MapFS{"own-town.csv": {Data: roster}})
}

// officeTown is a town of its own kind in testdata/towns, or that of one of the offices whose
// season is played: branches, communities, constituencies of a congress.
func officeTown(t *testing.T, name string) *election.Town {
	t.Helper()
	files := townFiles(t, name)
	return configured(t, files["config.toml"].Data, files)
}

// townFiles are the files that describe a town; none of those that are written elsewhere.
func townFiles(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	if name == "own" || name == "demo" {
		return files
	}
	town, err := txtar.ParseFile("testdata/towns/" + name + ".txtar")
	if errors.Is(err, os.ErrNotExist) {
		town, err = txtar.ParseFile("../cmd/huanjie/testdata/offices/" + name + ".txtar")
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range town.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

// saidUntil are the lines of a town's `said` until then: the moment, who, and what they
// report; the button that confirms it may stand after a bar.
func saidUntil(files fstest.MapFS, at string) (lines []string) {
	if files["said"] == nil {
		return nil
	}
	for line := range strings.Lines(string(files["said"].Data)) {
		if line[:len(at)] <= at {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// sayBefore has the people of a town report what they had by then.
func (s *stage) sayBefore(t *testing.T, u utterance) error {
	ctx := t.Context()
	for i, line := range saidUntil(townFiles(t, u.Town), u.At) {
		name, text, _ := strings.Cut(line[len(u.At)+1:], ": ")
		text, button, _ := strings.Cut(text, " | ")
		who := person{user: 700_000_000 + int64(i), id: election.PersonID(name)}
		if name == "选举办" {
			who = person{user: officeID}
		}
		err := errors.Join(s.setClock(line[:len(u.At)]), s.bind(ctx, who))
		if err == nil {
			_, err = s.step(ctx, who, text)
		}
		if err == nil {
			err = s.taps(ctx, who, cmp.Or(button, "✅"))
		}
		if err != nil {
			return fmt.Errorf("said before: %s: %w", line, err)
		}
	}
	return s.setClock(u.At)
}

// configured is the town that a configuration describes.
func configured(t *testing.T, text []byte, files fs.FS) *election.Town {
	t.Helper()
	cfg, err := config.Parse("config.toml", text, files, func(name string) string {
		if name == config.TokenVariable {
			return token
		}
		return ""
	})
	if err != nil {
		t.Fatal(err)
	}
	return cfg.Towns[0]
}
