package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/redis/go-redis/v9"
	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// run is "huanjie run".
func (t terminal) run() *cli.Command {
	return &cli.Command{Name: "run", Usage: "正式运行 / run for real", Flags: []cli.Flag{
		configFlag(),
		&cli.BoolFlag{Name: "allow-loss", Usage: "Redis 可能丢数据也运行 / run although Redis may lose what it confirms"},
		&cli.BoolFlag{Name: "alone", Usage: "另一个程序已停：用同一个 token 的，或这个库原来的机器人 / the other process has stopped: that with the same token, or the bot whose database it was"},
		&cli.BoolFlag{Name: "past", Usage: "选举日确实已过，照样启动 / the polling days that are over are meant so"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		hup := make(chan os.Signal, 1)
		signal.Notify(hup, syscall.SIGHUP)
		defer signal.Stop(hup)
		kept := &liveSettings{read: readSound(c.String("config"), t.env), past: c.Bool("past")}
		return runBot(ctx, kept, told{loss: c.Bool("allow-loss"), alone: c.Bool("alone"), again: hup}, t.stderr)
	})}
}

// told is what the person at the server says about what is odd.
type told struct {
	loss  bool // Redis may lose what it confirms
	alone bool // the other process has stopped: that with the same token, or the bot whose database it was

	again <-chan os.Signal // asks for the settings to be read again
}

// runBot runs the bot against Telegram and a Redis server until ctx ends.
func runBot(ctx context.Context, kept *liveSettings, is told, stderr io.Writer) error {
	cfg, err := kept.read()
	if err != nil {
		return err
	}
	if len(cfg.Towns) == 0 { // not one is sound
		return cfg.Err()
	}
	log := logger(stderr, cfg.Admin)
	logsTo(ctx, log)
	c, err := dial(ctx, cfg.Redis, log)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, w := range cfg.Warnings {
		log.Warn(w.In(election.English), "提示", w.In(election.Chinese))
	}
	if err := trust(ctx, c, is, log); err != nil {
		return err
	}
	if err := own(ctx, c, cfg.Telegram, is); err != nil {
		return err
	}
	kept.redis, kept.config = c, cfg
	look, err := openLookout(c, cfg.Admin, log)
	if err != nil {
		return err
	}
	looking, stop := context.WithCancel(ctx)
	var shown sync.WaitGroup
	defer shown.Wait()
	defer stop()
	shown.Go(func() { look.beat(looking) })
	shown.Go(func() { look.serve(looking) })
	return kept.serveOn(ctx, c, is, look, log)
}

// trust returns an error unless a Redis answers and keeps what it confirms, or the operator
// has said otherwise.
func trust(ctx context.Context, c connection, is told, log *slog.Logger) error {
	if err := reach(ctx, c, log); err != nil {
		return err
	}
	server, err := store.AskServer(ctx, c)
	if err != nil {
		return err
	}
	if err := heed(ofServer(server), log); err != nil {
		return err
	}
	if err := durable(ctx, c, is.loss, log); err != nil {
		return err
	}
	if is.alone {
		return store.GoOn(ctx, c)
	}
	return nil
}

// own returns an error if the database belongs to another bot, unless the operator has said
// that it is gone.
func own(ctx context.Context, c connection, bot config.Telegram, is told) error {
	owner, err := store.Owner(ctx, c)
	if err != nil {
		return err
	}
	if all := ofOwner(owner, bot); len(all) > 0 && !is.alone {
		return all[0]
	}
	return store.Own(ctx, c, bot.Bot())
}

// serveOn serves until ctx ends, and opens the towns again whenever their settings are new.
func (kept *liveSettings) serveOn(ctx context.Context, c connection, is told, look *lookout, log *slog.Logger) error {
	for {
		serving, stop := context.WithCancel(ctx)
		kept.renewBy(stop)
		err := serve(serving, kept, c, is.again, officeOptions{now: time.Now, log: log, begun: c.begun, past: kept.past, pace: kept.pace, settings: kept, lookout: look})
		again := serving.Err() != nil && ctx.Err() == nil
		stop()
		if err != nil || !again {
			return err
		}
		if err := kept.catchUp(ctx, log); err != nil {
			return err
		}
		log.Info("the towns are opened again")
	}
}

// serve opens the towns and serves them until ctx ends. What again receives has
// the settings read again.
func serve(ctx context.Context, kept *liveSettings, c connection, again <-chan os.Signal, with officeOptions) error {
	cfg := kept.present()
	o, err := openOffice(ctx, cfg, c, with)
	switch {
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return fmt.Errorf("%w\n%s", err, both(wrongToken))
	case err != nil:
		return err
	}
	if err := o.tellFound(ctx, c); err != nil {
		return err
	}
	if err := o.askForOffice(ctx); err != nil {
		return err
	}
	with.lookout.serving.Store(o)
	defer with.lookout.serving.Store(nil)
	o.log.Info("running", "bot", o.bot.Name(), "towns", len(o.stores), "mode", cfg.Telegram.Mode, "version", version(), "process", os.Getpid())
	var heeding sync.WaitGroup
	defer heeding.Wait()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	heeding.Go(func() {
		for {
			select {
			case <-watching.Done():
				return
			case <-again:
				kept.again(watching, o.bot, o.log)
			}
		}
	})
	return o.serve(ctx)
}

// askForOffice says in the log how the first member of an office joins, where
// it has none.
func (o *office) askForOffice(ctx context.Context) error {
	for _, s := range o.stores {
		if len(s.Town().Office) > 0 {
			continue
		}
		code, err := s.OfficeCode(ctx)
		if err != nil {
			return err
		}
		o.log.Warn(fmt.Sprintf("选举办还没有人：请一位成员给 @%s 发 /office %s，24 小时内有效 / the office has no members: have one of them send it to the bot within a day",
			o.bot.Name(), code), "town", s.Town().ID)
	}
	return nil
}

// heed warns of findings. The first grave one is the error.
func heed(findings []finding, log *slog.Logger) error {
	for _, f := range findings {
		if f.grave {
			return f
		}
		log.Warn(f.what.In(election.English), "提示", f.what.In(election.Chinese), "remedy", both(f.remedy))
	}
	return nil
}

// tellFound says in the log what Redis keeps of each town, and what is odd.
func (o *office) tellFound(ctx context.Context, c redis.UniversalClient) error {
	if err := store.Know(ctx, c, o.stores); err != nil {
		return err
	}
	all, err := takeInventory(ctx, c, o.stores, o.config.Stopped)
	if err != nil {
		return err
	}
	o.log.Info(ofRedis(all.server).In(election.English))
	for i, s := range all.stores {
		o.log.Info(townLine(s.Town(), all.found[i]).In(election.English))
	}
	return heed(all.ofTowns(), o.log)
}
