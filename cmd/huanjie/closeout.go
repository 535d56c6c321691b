package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"huanjie/internal/store"
)

// closeout is "huanjie closeout": it destroys the personal data of a town at
// once, without waiting for the day that the configuration names.
func closeout(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("closeout", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "config.toml", "the configuration file 配置文件")
	town := flags.String("town", "", "the town, by its id 哪个镇")
	yes := flags.String("destroy", "", "the town's id once more: it cannot be undone 再写一遍镇的代号，销毁后不能恢复")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return onTown(*path, *town, env, func(s *store.Store) error { return closeTown(ctx, s, *yes, stdout) })
}

// closeTown closes a town, if its id was given once more.
func closeTown(ctx context.Context, s *store.Store, yes string, stdout io.Writer) error {
	at, err := s.Closed(ctx)
	switch {
	case err != nil:
		return err
	case yes == "" && at.IsZero():
		fmt.Fprintf(stdout, "town %s is open; its day is %s. To destroy its personal data now 现在就销毁: huanjie closeout -town %[1]s -destroy %[1]s\n", s.Town().ID, s.Town().CloseOut)
		return nil
	case yes == "":
		fmt.Fprintf(stdout, "town %s was closed 已销毁 %s\n", s.Town().ID, at.Format(time.RFC3339))
		return nil
	case yes != string(s.Town().ID):
		return errors.New("-destroy has to name the town that is closed")
	}
	if err := s.CloseOut(ctx, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "town %s is closed: the journal, the sums and the audit stay 个人信息已销毁，账本、合计和审计记录保留\n", s.Town().ID)
	return nil
}
