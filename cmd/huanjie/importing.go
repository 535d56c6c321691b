package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// importing is "huanjie import": it writes an export into a Redis that keeps
// nothing of its town.
func (t terminal) importing() *cli.Command {
	return &cli.Command{Name: "import", Usage: "导入到空的 Redis / an export into an empty Redis", ArgsUsage: "FILE|-", Flags: []cli.Flag{
		configFlag(),
		&cli.BoolFlag{Name: "check", Usage: "只检查，不导入 / read and check it, and import nothing"},
		&cli.BoolFlag{Name: "broken", Usage: "账本链断了也导入 / import it although the chain of its journal is broken"},
		&cli.BoolFlag{Name: "without-sum", Usage: "没有校验和也导入（旧版本的导出）/ import it although it has no sum, as those of earlier releases"},
	}, Action: oneFile(func(ctx context.Context, c *cli.Command) error {
		e, err := readExport(c.Args().First(), t.stdin)
		if err != nil {
			return fmt.Errorf("%s (%w)", both(notAnExport), err)
		}
		if err := accept(e, c.Bool("broken"), c.Bool("without-sum"), t.stderr); err != nil {
			return err
		}
		return importTown(ctx, e, c.String("config"), c.Bool("check"), t)
	})}
}

var (
	notAnExport = election.Say("这不是 huanjie export 写的文件，或没有传完整：从备份里再取一份，先用 huanjie import -check 看",
		"this is no file that huanjie export wrote, or not all of it: fetch it again from the backup, and try it with huanjie import -check")
	notEmpty = election.Say("Redis 里已经有这个镇，没有导入，什么都没变：要恢复，就导入到一个空的 Redis，再把 [redis] 的 url 指过去",
		"Redis keeps this town already; nothing was imported or changed: to restore it, import into an empty Redis and let url under [redis] point there")
)

// importTown imports a town, or only says that it could be.
func importTown(ctx context.Context, e store.Export, path string, check bool, in terminal) error {
	if check {
		fmt.Fprintf(in.stdout, "town %s: the export is whole 导出文件完好; ledger entry 账本第 %d 条, fingerprint 指纹 %s\n", e.Town, e.Head.Entries, e.Head.Fingerprint())
		return nil
	}
	t, err := openTowns(ctx, path, string(e.Town), in.env)
	if err != nil {
		return err
	}
	defer t.Close()
	err = t.stores[0].Import(ctx, e)
	if errors.Is(err, store.ErrNotEmpty) {
		return fmt.Errorf("%s (%w)", both(notEmpty), err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "town %s: imported 已导入; ledger entry 账本第 %d 条, fingerprint 指纹 %s; now: huanjie verify\n",
		e.Town, e.Head.Entries, e.Head.Fingerprint())
	return nil
}

// accept says why an export is not to be imported, if it is not.
func accept(e store.Export, broken, unsummed bool, stderr io.Writer) error {
	if e.Unsummed != nil && !unsummed {
		return fmt.Errorf("not imported: %w; if an earlier release wrote it and there is no newer export: huanjie import -without-sum", e.Unsummed)
	}
	if e.Unsummed != nil {
		fmt.Fprintln(stderr, "warning: there is no sum: only its journal could be checked; look over people, groups and what waits to be sent 没有校验和，只核对了账本")
	}
	if e.Broken != nil && !broken {
		return fmt.Errorf("not imported: %w; if there is no better copy: huanjie import -broken", e.Broken)
	}
	return nil
}

func readExport(name string, stdin io.Reader) (store.Export, error) {
	if name == "-" {
		return store.ReadExport(stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return store.Export{}, err
	}
	defer f.Close()
	return store.ReadExport(f)
}
