package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/proofread"
)

const proofreadUsage = `重新计算草稿（文本或 .docx）里的数字，按原文顺序列出错处；规则见 docs/documents.md。
Recomputes the figures of a draft, a text or a Word file (.docx), and lists what
is wrong in the order of the draft. docs/documents.md tells the rules.

With -o a copy of the Word file is written with a comment at each place.

Exit status 0 when the draft was read, whatever was found.`

// draftMaxBytes is how large a draft may be.
const draftMaxBytes = 32 << 20

// proofread is "huanjie proofread": what is wrong in the figures of a draft.
func (t terminal) proofread() *cli.Command {
	return &cli.Command{Name: "proofread", Usage: "校对草稿里的数字 / check the figures of a draft", ArgsUsage: "FILE|-", Description: proofreadUsage,
		Flags: []cli.Flag{
			jsonFlag(),
			t.langFlag(),
			&cli.StringFlag{Name: "o", Usage: "把带批注的 Word 写到这里 / write the Word `FILE` with comments"},
		}, Action: oneFile(func(_ context.Context, c *cli.Command) error {
			raw, err := readInput(c.Args().First(), t.stdin, draftMaxBytes)
			if err != nil {
				return err
			}
			d, err := readDraft(raw)
			if err != nil {
				return err
			}
			found, l := proofread.Check(d.text), election.ParseLanguage(c.String("lang"))
			if name := c.String("o"); name != "" {
				if err := d.writeComments(name, found, l); err != nil {
					return err
				}
			}
			if c.Bool("json") {
				return writeFindings(t.stdout, found)
			}
			return printFindings(t.stdout, d.text, found, l)
		})}
}

// draft is a draft as a text, and the Word file it stands in, if any.
type draft struct {
	text string
	word *proofread.Document
}

func readDraft(raw []byte) (draft, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		word, err := proofread.ReadDocument(raw)
		if err != nil {
			return draft{}, err
		}
		return draft{word.Text(), word}, nil
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return draft{}, errors.New("这是旧式的 .doc，请另存为 .docx / this is an old .doc file: save it as .docx")
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		return draft{}, errors.New("这是 PDF，请用 .docx 或文本 / this is a PDF: use .docx or text")
	}
	text, err := config.Decode(raw)
	return draft{text: string(text)}, err
}

// writeComments writes the Word file with its comments; never over one that is there.
func (d draft) writeComments(name string, found []proofread.Finding, l election.Language) error {
	if d.word == nil {
		return errors.New("-o needs a Word file (.docx)")
	}
	commented, err := d.word.Comment(found, l)
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
	before := []rune(text)
	for i, f := range found {
		line := 1 + strings.Count(string(before[:f.At]), "\n")
		if _, err := fmt.Fprintln(w, election.Say("%d. 第 %d 行“%s”：%s", "%d. line %d, “%s”: %s").With(i+1, line, f.Quote, f.Sentence(l)).In(l)); err != nil {
			return err
		}
	}
	return nil
}
