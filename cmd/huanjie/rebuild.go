package main

import (
	"context"
	"flag"
	"fmt"
	"io"
)

// rebuild is "huanjie rebuild": it makes records, receipts, figures and indices
// anew from the journal and prints what differed.
func rebuild(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("rebuild", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "config.toml", "the configuration file 配置文件")
	town := flags.String("town", "", "one town only, by its id 只重建一个镇")
	if err := flags.Parse(args); err != nil {
		return err
	}
	t, err := openTowns(*path, *town, env)
	if err != nil {
		return err
	}
	defer t.close()
	for _, s := range t.stores {
		found, err := s.Rebuild(ctx)
		if err != nil {
			return err
		}
		for _, d := range found {
			fmt.Fprintf(stdout, "town %s: %v\n", s.Town().ID, d)
		}
		fmt.Fprintf(stdout, "town %s: rebuilt from the journal 已按账本重建, %d differences 处不同\n", s.Town().ID, len(found))
	}
	return nil
}
