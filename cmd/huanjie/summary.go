package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

const summaryUsage = `按账本写出换届工作总结（Word，公文格式），附数字来源。-words 是选举办自己的话：
做法、体会、问题、建议、打算，每部分先写一行部分名。
Writes the summary of the election from the journal as a Word file in the style of
official documents, with an annex that leads from each figure to its sum. -words
is a text in the office's own words: a line 做法, 体会, 问题, 建议 or 打算 before
each part.

A summary whose figures do not add up is refused, with the unit named.`

// summary is "huanjie summary": the written summary of a town, an area or a unit.
func (t terminal) summary() *cli.Command {
	return &cli.Command{Name: "summary", Usage: "写总结（Word）/ write the summary as a Word file", Description: summaryUsage,
		Flags: []cli.Flag{
			configFlag(), townFlag(),
			&cli.StringFlag{Name: "area", Usage: "只写这个片 / this `AREA` only"},
			&cli.StringFlag{Name: "unit", Usage: "只写这个单位 / this unit only, by its `ID`"},
			&cli.StringFlag{Name: "bulletin", Usage: "写简报：stage 阶段简报，daily 每日快报 / a bulletin instead: `stage` or daily"},
			&cli.StringFlag{Name: "words", Usage: "选举办自己的话 / a `FILE` with the office's own words; - for stdin"},
			&cli.StringFlag{Name: "o", Usage: "写到哪个新文件 / the new `FILE` to write"},
		}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
			if c.String("o") == "" {
				return misuse{c.FullName(), "请写明写到哪里 / say where to write: huanjie summary -o FILE.docx"}
			}
			words, err := t.ownWords(c.String("words"))
			if err != nil {
				return err
			}
			kind, known := map[string]document.BulletinKind{"": "", "stage": document.StageBulletin, "daily": document.DailyBulletin}[c.String("bulletin")]
			if !known {
				return misuse{c.FullName(), "-bulletin 是 stage 或 daily / is stage or daily"}
			}
			return t.onTown(ctx, c, func(s *store.Store) error {
				closing, err := closingOf(ctx, s, election.Area(c.String("area")), election.UnitID(c.String("unit")), time.Now())
				if err != nil {
					return err
				}
				closing.Words = words
				return t.writeSummary(ctx, s, closing, kind, c.String("o"))
			})
		})}
}

// ownWords reads what the office wrote itself; nothing without a file.
func (t terminal) ownWords(name string) (map[election.Own][]string, error) {
	if name == "" {
		return nil, nil
	}
	raw, err := readInput(name, t.stdin, judgeMaxBytes)
	if err != nil {
		return nil, err
	}
	text, err := config.Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return election.ReadOwn(string(text))
}

// writeSummary writes the summary of a town, of an area or of one unit of it, or a bulletin.
func (t terminal) writeSummary(ctx context.Context, s *store.Store, c document.Closing, kind document.BulletinKind, out string) error {
	write := func(w io.Writer) error { return document.Bulletin{Closing: c, Kind: kind}.Write(w) }
	if kind == "" {
		if err := sayOwn(ctx, s, &c); err != nil {
			return err
		}
		write = c.Write
	}
	if err := newFile(out, write); err != nil {
		return err
	}
	noteExport(ctx, s, "summary", out, t.stderr)
	return nil
}

// sayOwn puts what the office wrote in the chat into the summary of the whole town.
func sayOwn(ctx context.Context, s *store.Store, c *document.Closing) error {
	if len(c.Units) < len(s.Town().Units) {
		return nil
	}
	kept, err := s.OwnTexts(ctx)
	c.Say(kept)
	return err
}

// closingOf is what the journal says at a moment for the summary of a town, of an area
// or of one unit of it.
func closingOf(ctx context.Context, s *store.Store, area election.Area, unit election.UnitID, at time.Time) (document.Closing, error) {
	town := s.Town()
	closing := document.Closing{Town: town, Of: town.Name, AsOf: at.In(town.Location)}
	var ids []election.UnitID
	for _, u := range town.Units {
		if area.Holds(u.Area) && (unit == "" || unit == u.ID) {
			ids = append(ids, u.ID)
			if area != election.WholeTown {
				closing.Of = town.Name + area.Name()
			}
			if unit != "" {
				closing.Of = town.Name + strings.TrimPrefix(u.Name, town.Name)
			}
		}
	}
	if len(ids) == 0 {
		return closing, errors.New("没有这样的片或单位 / no such area or unit")
	}
	var err error
	if closing.Units, err = s.States(ctx, ids); err != nil {
		return closing, err
	}
	if len(ids) == len(town.Units) {
		if closing.Work, err = s.OfficeWork(ctx); err != nil {
			return closing, err
		}
	}
	closing.Head, err = s.Head(ctx)
	return closing, err
}
