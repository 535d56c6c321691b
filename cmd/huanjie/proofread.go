package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/proofread"
	"huanjie/internal/store"
)

const proofreadUsage = `重新计算草稿（文本或 .docx）里的数字，按原文顺序列出错处；规则见 docs/documents.md。
Recomputes the figures of a draft, a text or a Word file (.docx), and lists what
is wrong in the order of the draft. docs/documents.md tells the rules.

With -config the figures are also held against the journal of a town.
With -o a copy of the Word file is written with a comment at each place.

Exit status 0 when the draft was read, whatever was found.`

// draftMaxBytes is how large a draft may be.
const draftMaxBytes = 32 << 20

// proofread is "huanjie proofread": what is wrong in the figures of a draft.
func (t terminal) proofread() *cli.Command {
	return &cli.Command{Name: "proofread", Usage: "校对草稿里的数字 / check the figures of a draft", ArgsUsage: "FILE|-", Description: proofreadUsage,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "config", Usage: "也和这份设置的账本对照 / also hold it against the journal of this configuration `FILE`"}, townFlag(),
			jsonFlag(),
			t.langFlag(),
			&cli.StringFlag{Name: "o", Usage: "把带批注的 Word 写到这里 / write the Word `FILE` with comments"},
		}, Action: oneFile(func(ctx context.Context, c *cli.Command) error {
			raw, err := readInput(c.Args().First(), t.stdin, draftMaxBytes)
			if err != nil {
				return err
			}
			d, err := proofread.ReadDraft(raw, config.Decode)
			if err != nil {
				return err
			}
			records, err := t.recordsOf(ctx, c)
			if err != nil {
				return err
			}
			found, l := proofread.CheckWith(d.Text, records), election.ParseLanguage(c.String("lang"))
			if name := c.String("o"); name != "" {
				if err := writeComments(name, d, found, l); err != nil {
					return err
				}
			}
			if c.Bool("json") {
				return writeFindings(t.stdout, found)
			}
			return printFindings(t.stdout, d.Text, found, l)
		})}
}

// recordsOf are the figures of a town's journal; none without a configuration.
func (t terminal) recordsOf(ctx context.Context, c *cli.Command) (records proofread.Records, err error) {
	if c.String("config") == "" {
		return records, nil
	}
	err = t.onTown(ctx, c, func(s *store.Store) error {
		closing, err := closingOf(ctx, s, election.WholeTown, "", time.Now())
		records = proofread.RecordsOf(s.Town(), closing.Units)
		return err
	})
	return records, err
}

// writeComments writes the Word file with its comments; never over one that is there.
func writeComments(name string, d proofread.Draft, found []proofread.Finding, l election.Language) error {
	if d.Word == nil {
		return errors.New("-o needs a Word file (.docx)")
	}
	commented, err := d.Word.Comment(found, l)
	if err != nil {
		return err
	}
	return newFile(name, func(w io.Writer) error {
		_, err := w.Write(commented)
		return err
	})
}

// findingJSON is a finding as programs read it.
type findingJSON struct {
	At     int            `json:"at"`
	Quote  string         `json:"quote"`
	Rule   proofread.Rule `json:"rule"`
	Stated string         `json:"stated"`
	Right  string         `json:"right"`
}

func writeFindings(w io.Writer, found []proofread.Finding) error {
	out := []findingJSON{}
	for _, f := range found {
		out = append(out, findingJSON{f.At, f.Quote, f.Rule, f.Stated, f.Right})
	}
	return encode(w, out)
}

// printFindings lists findings for people, with the line of each.
func printFindings(w io.Writer, text string, found []proofread.Finding, l election.Language) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(w, election.Say("没有发现数字上的问题。", "Nothing is wrong with the figures.").In(l))
		return err
	}
	for _, line := range proofread.Lines(text, found, l) {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
