package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"huanjie/internal/store"
)

// closeout is "huanjie closeout": it destroys the personal data of a town at
// once, without waiting for the day that the configuration names.
func (t terminal) closeout() *cli.Command {
	return &cli.Command{Name: "closeout", Usage: "销毁一个镇的个人信息 / destroy the personal data of a town", Flags: []cli.Flag{
		configFlag(), townFlag(),
		&cli.StringFlag{Name: "destroy", Usage: "再写一遍镇的代号，销毁后不能恢复 / the town's `ID` once more: it cannot be undone"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		return t.onTown(ctx, c, func(s *store.Store) error { return closeTown(ctx, s, c.String("destroy"), t.stdout) })
	})}
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
	err = s.CloseOut(ctx, time.Now())
	if err == nil || errors.Is(err, store.ErrFiles) {
		fmt.Fprintf(stdout, "town %s is closed: the journal, the sums and the audit stay 个人信息已销毁，账本、合计和审计记录保留\n"+
			"out of reach 够不着的：exports, backups and replicas of Redis, the roster's file, Telegram's chats 导出文件，Redis 的备份和从库，名册文件，Telegram 聊天记录\n", s.Town().ID)
	}
	return err
}
