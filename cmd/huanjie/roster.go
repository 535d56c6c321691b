package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

const rosterUsage = `读名册（.xlsx 或 .csv），逐行列出新增、更改、不变、拒绝的单位；不改动任何东西。
Reads a roster (.xlsx or .csv) and says for each line what it would do: add, change,
keep, or why it is refused. It changes nothing.

A list of the members of the last term (上届成员: a line for each, with unit, post and name, and sex,
birth, education, Party if known) is told by its header; it is used as the file beside the roster,
roster.csv and roster.last.csv.

With -config it is compared with the roster that a town has now. With -o what is
accepted is written as a roster, to be named in the configuration. -template FILE
writes a template (.xlsx or .csv) instead.

Exit status 0 when every line is accepted, 1 when one is refused or the file cannot
be read.`

// rosterMaxBytes is how large a roster may be.
const rosterMaxBytes = 64 << 20

// roster is "huanjie roster": what a roster would do.
func (t terminal) roster() *cli.Command {
	return &cli.Command{Name: "roster", Usage: "检查名册 / try a roster", ArgsUsage: "FILE|-", Description: rosterUsage,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "config", Usage: "和这份设置里的名册比较 / compare with the roster of this configuration `FILE`"}, townFlag(),
			jsonFlag(),
			t.langFlag(),
			&cli.StringFlag{Name: "o", Usage: "把可用的行写成名册 / write the accepted lines to a new roster `FILE`"},
			&cli.StringFlag{Name: "template", Usage: "写一份模板 / write a template to a new `FILE`"},
		}, Action: func(ctx context.Context, c *cli.Command) error {
			if name := c.String("template"); name != "" && c.NArg() == 0 {
				return newFile(name, func(w io.Writer) error {
					return config.WriteTemplate(w, strings.EqualFold(filepath.Ext(name), ".xlsx"))
				})
			}
			return oneFile(t.tryRoster)(ctx, c)
		}}
}

// tryRoster previews one roster.
func (t terminal) tryRoster(_ context.Context, c *cli.Command) error {
	town, err := t.present(c)
	if err != nil {
		return err
	}
	raw, err := readInput(c.Args().First(), t.stdin, rosterMaxBytes)
	if err != nil {
		return err
	}
	if config.IsLastMembers(raw) {
		return t.tryLastMembers(c, raw, town)
	}
	p := config.PreviewRoster(filepath.Base(c.Args().First()), raw, town.Elections, town.Units)
	if name := c.String("o"); name != "" && len(p.Units) > 0 {
		if err := newFile(name, func(w io.Writer) error { return config.WriteRoster(w, p.Units) }); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		err = encode(t.stdout, newPreviewJSON(p, election.ParseLanguage(c.String("lang"))))
	} else {
		err = printPreview(t.stdout, p, c.String("config") != "", election.ParseLanguage(c.String("lang")))
	}
	if err == nil && len(p.Refused) > 0 {
		return cli.Exit("", failed)
	}
	return err
}

// tryLastMembers previews one list of the members of the last term.
func (t terminal) tryLastMembers(c *cli.Command, raw []byte, town *election.Town) error {
	l := config.ReadLastMembers(raw, town.Elections, town.Units, town.LastMembers)
	if name := c.String("o"); name != "" && len(l.Of) > 0 {
		if err := newFile(name, l.Write); err != nil {
			return err
		}
	}
	lang := election.ParseLanguage(c.String("lang"))
	var err error
	if c.Bool("json") {
		out := lastJSON{Members: l.Of, Refused: []refusalJSON{}}
		for _, r := range l.Refused {
			out.Refused = append(out.Refused, refusalJSON{r.Line, r.Text.In(lang)})
		}
		err = encode(t.stdout, out)
	} else {
		for _, said := range append(l.Lines(true), l.Sum()) {
			if _, failed := fmt.Fprintln(t.stdout, said.In(lang)); failed != nil {
				err = failed
			}
		}
	}
	if err == nil && len(l.Refused) > 0 {
		return cli.Exit("", failed)
	}
	return err
}

// lastJSON is a list of the members of the last term as programs read it.
type lastJSON struct {
	Members map[election.UnitID][]election.ElectedPerson `json:"members"`
	Refused []refusalJSON                                `json:"refused"`
}

// present is the town that a roster is compared with; one with nothing in it without a
// configuration.
func (t terminal) present(c *cli.Command) (*election.Town, error) {
	path := c.String("config")
	if path == "" {
		return &election.Town{}, nil
	}
	cfg, err := config.LoadSound(path, t.env)
	if err != nil {
		return nil, err
	}
	want := c.String("town")
	if stopped, is := cfg.StoppedAs(election.TownID(want)); is {
		return nil, stopped.Err()
	}
	for _, town := range cfg.Towns {
		if want == string(town.ID) || want == "" && len(cfg.Towns)+len(cfg.Stopped) == 1 {
			return town, nil
		}
	}
	if want == "" {
		return nil, misuse{c.FullName(), "请用 -town 写明哪个镇 / say which town with -town"}
	}
	return nil, fmt.Errorf("设置里没有这个镇 / no town %q in %s", want, path)
}

// previewJSON is a preview as programs read it.
type previewJSON struct {
	Rows    []previewRowJSON `json:"rows"`
	Removed []unitJSON       `json:"removed"`
	Refused []refusalJSON    `json:"refused"`
}

type unitJSON struct {
	Unit election.UnitID `json:"unit"`
	Name string          `json:"name"`
}

type previewRowJSON struct {
	Line int `json:"line"`
	unitJSON
	Becomes string   `json:"becomes"` // added, changed, same
	Changes []string `json:"changes,omitempty"`
}

type refusalJSON struct {
	Line int    `json:"line"` // 0: the whole file
	Text string `json:"text"`
}

func newPreviewJSON(p config.Preview, l election.Language) previewJSON {
	out := previewJSON{Rows: []previewRowJSON{}, Removed: []unitJSON{}, Refused: []refusalJSON{}}
	for i, u := range p.Units {
		row := previewRowJSON{Line: p.Rows[i].Line, unitJSON: unitJSON{u.ID, u.Name}, Becomes: "same"}
		if p.Rows[i].Added {
			row.Becomes = "added"
		}
		for _, change := range p.Rows[i].Changes {
			row.Becomes = "changed"
			row.Changes = append(row.Changes, change.In(l))
		}
		out.Rows = append(out.Rows, row)
	}
	for _, u := range p.Removed {
		out.Removed = append(out.Removed, unitJSON{u.ID, u.Name})
	}
	for _, r := range p.Refused {
		out.Refused = append(out.Refused, refusalJSON{r.Line, r.Text.In(l)})
	}
	return out
}

// printPreview says for people what a roster would do; compared says that it was
// compared with another.
func printPreview(w io.Writer, p config.Preview, compared bool, l election.Language) error {
	var b bytes.Buffer
	line := func(said election.Phrase) { fmt.Fprintln(&b, said.In(l)) }
	for _, said := range p.Lines(true) {
		line(said)
	}
	if compared {
		line(p.Sum())
	} else {
		line(election.Say("可用 %d 行，要改正 %d 处", "accepted %d lines, to be put right %d").With(len(p.Units), len(p.Refused)))
	}
	_, err := w.Write(b.Bytes())
	return err
}
