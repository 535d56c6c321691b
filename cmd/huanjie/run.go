package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

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
		&cli.BoolFlag{Name: "alone", Usage: "用同一个 token 的另一个程序已停，恢复接收 / go on after another process took updates with the same token"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		cfg, err := config.Load(c.String("config"), t.env)
		if err != nil {
			return err
		}
		return runBot(ctx, cfg, c.Bool("allow-loss"), c.Bool("alone"), slog.New(slog.NewTextHandler(t.stderr, nil)))
	})}
}

// runBot runs the bot against Telegram and a Redis server until ctx ends.
func runBot(ctx context.Context, cfg config.Config, allowLoss, alone bool, log *slog.Logger) error {
	c, runs, err := dial(cfg.Redis, log)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, w := range cfg.Warnings {
		log.Warn(w.In(election.English), "提示", w.In(election.Chinese))
	}
	if err := reach(ctx, c, log); err != nil {
		return err
	}
	if err := durable(ctx, c, allowLoss, log); err != nil {
		return err
	}
	if alone {
		if err := store.GoOn(ctx, c); err != nil {
			return err
		}
	}
	o, err := openOffice(ctx, cfg, c, officeOptions{now: time.Now, log: log, begun: runs.Begun()})
	if err != nil {
		return err
	}
	log.Info("running", "bot", o.bot.Name(), "towns", len(cfg.Towns), "mode", cfg.Telegram.Mode, "process", os.Getpid())
	return o.serve(ctx)
}

// dial makes the client of the Redis that the configuration names. It does not
// connect yet.
func dial(r config.Redis, log *slog.Logger) (*redis.Client, *store.Runs, error) {
	if err := r.Required(); err != nil {
		return nil, nil, err
	}
	options, err := redis.ParseURL(r.URL)
	if err != nil { // what it says may hold the password
		return nil, nil, errors.New("read the address of Redis: its user, password, port or database cannot be read; write redis://user:password@host:6379/0")
	}
	c, runs := store.NewClient(options, log)
	return c, runs, nil
}

// durable warns of what Redis may lose, and refuses if that may be all.
func durable(ctx context.Context, c redis.UniversalClient, allowLoss bool, log *slog.Logger) error {
	risks, unknown := store.Risks(ctx, c)
	if unknown != nil {
		log.Warn("REDIS MAY LOSE REPORTS: whether it keeps what it confirms could not be checked; see to it that it runs with appendonly yes, "+
			"appendfsync always and maxmemory-policy noeviction", "error", unknown)
	}
	for _, r := range risks {
		log.Error("REDIS MAY LOSE REPORTS", "setting", r.Setting, "stake", r.Stake)
		if r.Grave && !allowLoss {
			return fmt.Errorf("redis may lose the town: %v; or, to run all the same: huanjie run -allow-loss", r)
		}
	}
	return nil
}

// reach waits for Redis, which may start a little later than the bot.
func reach(ctx context.Context, c redis.UniversalClient, log *slog.Logger) error {
	var err error
	for wait := 100 * time.Millisecond; wait < 5*time.Second; wait *= 2 {
		if err = c.Ping(ctx).Err(); err == nil {
			return nil
		}
		log.Warn("reach redis", "error", err, "again in", wait)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
	return fmt.Errorf("reach redis: %w", err)
}
