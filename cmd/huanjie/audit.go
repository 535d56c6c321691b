package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/urfave/cli/v3"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// audit is "huanjie audit": who saw, changed and exported what in a town, or
// every message in and out, a line each.
func (t terminal) audit() *cli.Command {
	return &cli.Command{Name: "audit", Usage: "谁看过、改过、导出过什么 / who saw, changed and exported what", Flags: []cli.Flag{
		configFlag(), townFlag(),
		&cli.StringFlag{Name: "since", Usage: "从什么时候起 / a day (2027-01-15) or a `TIME` that has passed (36h); all if left out"},
		&cli.BoolFlag{Name: "messages", Usage: "改为列出全部收发消息 / every message in and out instead"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		return t.onTown(ctx, c, func(s *store.Store) error {
			return printAudit(ctx, s, c.String("since"), c.Bool("messages"), t.stdout)
		})
	})}
}

// printAudit writes the audit of a town, or its messages, from a time on.
func printAudit(ctx context.Context, s *store.Store, since string, messages bool, stdout io.Writer) error {
	from, err := parseSince(since, time.Now(), s.Town().Location)
	if err != nil {
		return err
	}
	if messages {
		if err := s.Note(ctx, store.Trace{Did: store.Exported, Of: "messages", Note: "huanjie audit"}); err != nil {
			return err
		}
		return s.Spoken(ctx, from, func(m store.Said) error { return printSaid(stdout, s.Town(), m) })
	}
	return s.Audit(ctx, from, func(e store.Trace) error { return printTrace(stdout, s.Town(), e) })
}

// parseSince reads a day, as the town begins it, or a duration before now; zero
// for "".
func parseSince(text string, now time.Time, in *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := election.ParseDate(text); err == nil {
		return day.At(0, 0, in), nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return time.Time{}, errors.New("-since: write a day such as 2027-01-15, or how long ago such as 36h")
	}
	return now.Add(-d), nil
}

const stamp = "2006-01-02 15:04:05"

func printTrace(w io.Writer, t *election.Town, e store.Trace) error {
	by := string(e.By)
	if by == "" {
		by = "-"
	}
	return printLine(w, e.At.In(t.Location).Format(stamp), by, string(e.Did), e.Of, e.Name, e.Note)
}

func printSaid(w io.Writer, t *election.Town, m store.Said) error {
	way := "in"
	if m.Out {
		way = "out"
	}
	return printLine(w, m.At.In(t.Location).Format(stamp), way, m.ID, fmt.Sprint(m.Chat), fmt.Sprint(m.User), string(m.Person), string(m.Unit), m.Kind, m.Became, m.Text)
}

// printLine prints fields with tabs between them. What people wrote cannot break
// the line, nor the terminal it is shown in, nor be a formula where it is pasted
// into a spreadsheet.
func printLine(w io.Writer, fields ...string) error {
	for i, f := range fields {
		fields[i] = strings.Map(func(c rune) rune {
			if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
				return ' '
			}
			return c
		}, f)
		if _, err := strconv.ParseFloat(f, 64); err != nil && strings.IndexAny(f, "=+-@") == 0 && f != "-" {
			fields[i] = "'" + fields[i]
		}
	}
	_, err := fmt.Fprintln(w, strings.Join(fields, "\t"))
	return err
}
