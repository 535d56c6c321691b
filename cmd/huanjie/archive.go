package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

const archiveUsage = `把一个镇归档成一个 zip：目录、缺件清单、全镇和各单位的总结、台账表、名册、附件清单、带校验的账本。
Packs a town into one zip: an index, what is missing, the summaries of the town and
of each unit, the ledger, the roster, a list of attachments, and the journal with its
proof. Photos and files stay at Telegram; the list names them.`

// archive is "huanjie archive": the records of a town in one file.
func (t terminal) archive() *cli.Command {
	return &cli.Command{Name: "archive", Usage: "归档（zip）/ pack a town into an archive", Description: archiveUsage,
		Flags: []cli.Flag{configFlag(), townFlag(), &cli.StringFlag{Name: "o", Usage: "写到哪个新文件 / the new `FILE` to write"}},
		Action: noWords(func(ctx context.Context, c *cli.Command) error {
			out := c.String("o")
			if out == "" {
				return misuse{c.FullName(), "请写明写到哪里 / say where to write: huanjie archive -o FILE.zip"}
			}
			return t.onTown(ctx, c, func(s *store.Store) error {
				if err := newFile(out, func(w io.Writer) error { return writeArchive(ctx, s, w) }); err != nil {
					return err
				}
				noteExport(ctx, s, "archive", out, t.stderr)
				return nil
			})
		})}
}

// packed is an archive while it is written, one part after the other.
type packed struct {
	zip   *zip.Writer
	index [][]string // a line for each part
	own   []election.OwnText
	work  election.Progress // of the office itself
}

// add writes one part.
func (p *packed) add(name, what string, write func(io.Writer) error) error {
	f, err := p.zip.Create(name)
	if err == nil {
		err = write(f)
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	p.index = append(p.index, []string{name, what})
	return nil
}

// table writes a part with rows, for spreadsheets.
func (p *packed) table(name, what string, rows [][]string) error {
	return p.add(name, what, func(w io.Writer) error { return config.WriteTable(w, rows) })
}

// writeArchive writes the parts of a town's archive.
func writeArchive(ctx context.Context, s *store.Store, w io.Writer) error {
	town := s.Town()
	now := time.Now().In(town.Location)
	var ids []election.UnitID
	for _, u := range town.Units {
		ids = append(ids, u.ID)
	}
	states, err := s.States(ctx, ids)
	if err != nil {
		return err
	}
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	own, err := s.OwnTexts(ctx)
	if err != nil {
		return err
	}
	work, err := s.OfficeWork(ctx)
	if err != nil {
		return err
	}
	p := &packed{zip: zip.NewWriter(w), own: own, work: work}
	if err := p.documents(town, states, head, now); err != nil {
		return err
	}
	err = p.add("账本.jsonl", "账本及校验和，可用 huanjie import 导入 / the journal with its proof", func(w io.Writer) error {
		_, err := s.Export(ctx, w)
		return err
	})
	if err != nil {
		return err
	}
	rows := append([][]string{{"文件 file", "内容 contents"}}, p.index...)
	rows = append(rows, []string{"账本 journal", fmt.Sprintf("%d 条，指纹 %s", head.Entries, head.Fingerprint())}, []string{"归档时间 packed", now.Format(time.DateTime)})
	if err := p.table("目录.csv", "", rows); err != nil {
		return err
	}
	return p.zip.Close()
}

// documents writes the parts for people.
func (p *packed) documents(town *election.Town, states []election.UnitState, head election.Head, now time.Time) error {
	missing := [][]string{{"单位 unit", "缺什么 missing"}}
	attached := [][]string{{"单位 unit", "属于 of", "Telegram file id"}}
	for _, u := range states {
		e := town.ElectionOf(u.Unit)
		for _, m := range document.Missing(e, u) {
			missing = append(missing, []string{u.Unit.Name, m.In(election.Chinese)})
		}
		for _, a := range document.Attachments(u) {
			attached = append(attached, []string{a.Unit, a.Of.In(election.Chinese), a.File})
		}
	}
	steps := []func() error{
		func() error {
			return p.table("缺件.csv", fmt.Sprintf("缺件清单，%d 项 / what is missing", len(missing)-1), missing)
		},
		func() error { return p.table("附件清单.csv", "照片和文件 / photos and files", attached) },
		func() error {
			return p.add("名册.csv", "名册 / the roster", func(w io.Writer) error { return config.WriteRoster(w, town.Units) })
		},
		func() error {
			return p.add("台账表.xlsx", "台账表 / the ledger", func(w io.Writer) error {
				all := append(slices.Clip(states), election.UnitState{Unit: town.OfficeWork(), Progress: p.work})
				return document.Ledger{Town: town, AsOf: now, Units: all, People: true}.Write(w, town.Language)
			})
		},
		func() error { return p.summary("总结.docx", town.Name, town, states, head, now) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	for _, kind := range document.NoticeKinds() {
		err := p.add("公告/"+string(kind)+".docx", "公告，每个单位一页 / notices, a page for each unit", func(w io.Writer) error {
			return document.Notice{Town: town, Kind: kind, Units: states}.Write(w)
		})
		if err != nil {
			return err
		}
	}
	for _, u := range states {
		name := strings.NewReplacer("/", "-", "\\", "-").Replace(string(u.Unit.ID) + " " + u.Unit.Name)
		if err := p.summary("各单位/"+name+".docx", town.Name+strings.TrimPrefix(u.Unit.Name, town.Name), town, []election.UnitState{u}, head, now); err != nil {
			return err
		}
	}
	return nil
}

func (p *packed) summary(name, of string, town *election.Town, states []election.UnitState, head election.Head, now time.Time) error {
	var file bytes.Buffer
	write := func(w io.Writer) error { _, err := w.Write(file.Bytes()); return err }
	c := document.Closing{Town: town, Of: of, AsOf: now, Units: states, Head: head}
	if len(states) == len(town.Units) {
		c.Say(p.own)
		c.Work = p.work
	}
	if err := c.Write(&file); err != nil { // its figures do not add up: the rest is packed all the same
		file.Reset()
		file.WriteString(err.Error())
		return p.add(name+".txt", of+"总结没有写成，原因在内 / not written, and why", write)
	}
	return p.add(name, of+"总结 / summary", write)
}
