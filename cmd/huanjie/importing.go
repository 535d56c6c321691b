package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"huanjie/internal/store"
)

// importing is "huanjie import": it writes an export into a Redis that keeps
// nothing of its town.
func importing(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "config.toml", "the configuration file 配置文件")
	broken := flags.Bool("broken", false, "import it although the chain of its journal is broken 账本链断了也导入")
	unsummed := flags.Bool("without-sum", false, "import it although it has no sum, as those of earlier releases 没有校验和也导入")
	check := flags.Bool("check", false, "read and check it, and import nothing 只检查，不导入")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("say what to read: huanjie import FILE, or - for stdin")
	}
	e, err := readExport(flags.Arg(0), stdin)
	if err == nil {
		err = accept(e, *broken, *unsummed, stderr)
	}
	if err != nil {
		return err
	}
	if *check {
		fmt.Fprintf(stdout, "town %s: the export is whole 导出文件完好; ledger entry 账本第 %d 条, fingerprint 指纹 %s\n", e.Town, e.Head.Entries, e.Head.Fingerprint())
		return nil
	}
	t, err := openTowns(*path, string(e.Town), env)
	if err != nil {
		return err
	}
	defer t.close()
	if err := t.stores[0].Import(ctx, e); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "town %s: imported 已导入; ledger entry 账本第 %d 条, fingerprint 指纹 %s; now: huanjie verify\n",
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
