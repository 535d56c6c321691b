package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"huanjie/internal/election"
	"huanjie/internal/ownredis"
	"huanjie/internal/store"
)

// export is "huanjie export": a town as newline-delimited JSON, in a file or on
// stdout. The file is complete or not there.
func (t terminal) export() *cli.Command {
	return &cli.Command{Name: "export", Usage: "导出一个镇 / a town as a file", Flags: []cli.Flag{
		configFlag(), townFlag(),
		&cli.StringFlag{Name: "o", Usage: "写到哪个新文件 / the new `FILE` to write; - for stdout; with -all, the folder"},
		&cli.BoolFlag{Name: "all", Usage: "每个镇一个文件，写进 -o 的文件夹 / every town into a file of its own, in the folder -o"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		out := c.String("o")
		if out == "" {
			return misuse{c.FullName(), "请写明导出到哪里 / say where to write: huanjie export -o FILE, or -o - for stdout"}
		}
		if c.Bool("all") {
			return t.onTowns(ctx, c, func(towns *towns) error { return t.exportAll(ctx, towns, out) })
		}
		return t.onTown(ctx, c, func(s *store.Store) error { return exportTown(ctx, s, out, t.stdout, t.stderr) })
	})}
}

// exportAll writes every town into a folder, as town-<id>-<time>.jsonl, and reads
// each file again. A town that fails does not stop the others.
func (t terminal) exportAll(ctx context.Context, towns *towns, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	var failed []error
	now := time.Now().Format("20060102-150405")
	for _, s := range towns.stores {
		name := filepath.Join(folder, fmt.Sprintf("town-%s-%s.jsonl", s.Town().ID, now))
		err := exportTown(ctx, s, name, t.stdout, t.stderr)
		if err == nil {
			_, err = readExport(name, t.stdin)
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("town %s: 没有导出 / not exported: %w", s.Town().ID, err))
		}
	}
	for _, s := range towns.stopped {
		failed = append(failed, fmt.Errorf("town %s: 没有导出 / not exported: %w", s.Town.ID, s.Err()))
	}
	return errors.Join(failed...)
}

// exportTown writes a town to a file, or to stdout for "-".
func exportTown(ctx context.Context, s *store.Store, out string, stdout, stderr io.Writer) error {
	if err := s.Verify(ctx); err != nil { // a town in a bad state is exported all the same: it may be all there is
		fmt.Fprintln(stderr, "warning: exported as it is:", err)
	}
	var head election.Head
	var err error
	if out == "-" {
		head, err = s.Export(ctx, stdout)
	} else {
		head, err = exportFile(ctx, s, out)
	}
	if err != nil {
		return err
	}
	noteExport(ctx, s, "export", out, stderr)
	fmt.Fprintf(stderr, "town %s: exported 已导出; ledger entry 账本第 %d 条, fingerprint 指纹 %s. It holds personal data and open links: keep it safe 内含个人信息，请妥善保管\n",
		s.Town().ID, head.Entries, head.Fingerprint())
	return nil
}

// noteExport puts into the audit that something was written into a file.
func noteExport(ctx context.Context, s *store.Store, of, file string, stderr io.Writer) {
	if err := s.Note(ctx, store.Trace{Did: store.Exported, Of: of, Note: filepath.Base(file)}); err != nil {
		fmt.Fprintln(stderr, "warning: this export is not in the audit:", err)
	}
}

// exportFile writes an export into a new file that only its owner can read.
func exportFile(ctx context.Context, s *store.Store, name string) (head election.Head, err error) {
	err = newFile(name, func(w io.Writer) error {
		head, err = s.Export(ctx, w)
		return err
	})
	return head, err
}

// newFile writes a new file that only its owner can read. The file is complete or
// not there.
func newFile(name string, write func(io.Writer) error) error {
	if _, err := os.Stat(name); err == nil {
		return fmt.Errorf("%s is there already", name)
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone if all went well
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := ownredis.Inherit(f.Name()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
