package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// towns are the towns that a tool works on.
type towns struct {
	connection
	stores  []*store.Store
	stopped []config.Stopped // towns with mistakes, which are left out
}

// openTowns reads the configuration and opens its towns, or the one that is
// named; the mistakes of other towns are not its business. It writes nothing: a
// roster that has changed is left to run.
func openTowns(ctx context.Context, path, town string, env func(string) string) (*towns, error) {
	cfg, err := config.LoadSound(path, env)
	if err != nil {
		return nil, err
	}
	if stopped, is := cfg.StoppedAs(election.TownID(town)); is {
		return nil, stopped.Err()
	}
	c, err := dial(ctx, cfg.Redis, slog.Default())
	if err != nil {
		return nil, err
	}
	t := &towns{connection: c, stopped: cfg.Stopped}
	if town != "" {
		t.stopped = nil
	}
	for _, of := range cfg.Towns {
		if town == "" || of.ID == election.TownID(town) {
			t.stores = append(t.stores, store.Open(t.UniversalClient, of))
		}
	}
	if len(t.stores) == 0 {
		t.Close()
		if town == "" {
			return nil, cfg.Err()
		}
		return nil, fmt.Errorf("%s 里没有这个镇 / no town %q in %[1]s", path, town)
	}
	return t, nil
}

// one is the only town.
func (t *towns) one() (*store.Store, error) {
	if len(t.stores)+len(t.stopped) > 1 {
		return nil, errors.New("设置里有几个镇，请用 -town 写明哪个 / the configuration has several towns: say which with -town")
	}
	return t.stores[0], nil
}

// onTowns does something with the town that -town names, or with all of them.
func (t terminal) onTowns(ctx context.Context, c *cli.Command, do func(*towns) error) error {
	towns, err := openTowns(ctx, c.String("config"), c.String("town"), t.env)
	if err != nil {
		return err
	}
	defer towns.Close()
	return do(towns)
}

// onTown does something with the one town that -town names, or the only one
// there is.
func (t terminal) onTown(ctx context.Context, c *cli.Command, do func(*store.Store) error) error {
	return t.onTowns(ctx, c, func(towns *towns) error {
		s, err := towns.one()
		if err != nil {
			return err
		}
		return do(s)
	})
}

// verify is "huanjie verify": it recomputes every town and compares.
func (t terminal) verify() *cli.Command {
	return &cli.Command{Name: "verify", Usage: "核对账本、记录和合计 / check the journal, every record and every sum", Flags: []cli.Flag{
		configFlag(), townsFlag(),
		&cli.StringFlag{Name: "witness", Usage: "日报上的第几条和指纹 / `N:FINGERPRINT` of an earlier digest, to be held against the journal"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		entry, fingerprint, err := parseWitness(c.String("witness"))
		if err != nil {
			return err
		}
		return t.onTowns(ctx, c, func(towns *towns) error {
			if fingerprint != "" {
				if err := witness(ctx, towns, entry, fingerprint, t.stdout); err != nil {
					return err
				}
			}
			var failed []error
			for _, s := range towns.stores {
				failed = append(failed, verifyTown(ctx, s, t.stdout))
			}
			for _, s := range towns.stopped {
				failed = append(failed, fmt.Errorf("town %s is not verified 没有核对: %w", s.Town.ID, s.Err()))
			}
			return errors.Join(failed...)
		})
	})}
}

// witness holds what a digest says of the journal against the journal of the
// only town.
func witness(ctx context.Context, t *towns, entry int, fingerprint string, stdout io.Writer) error {
	s, err := t.one()
	if err == nil {
		err = s.Witness(ctx, entry, fingerprint)
	}
	if err == nil {
		fmt.Fprintf(stdout, "entry %d has the fingerprint %s, as the digest says 与日报一致\n", entry, fingerprint)
	}
	return err
}

// parseWitness reads "123:ab12-cd34-…".
func parseWitness(text string) (entry int, fingerprint string, err error) {
	if text == "" {
		return 0, "", nil
	}
	number, fingerprint, _ := strings.Cut(text, ":")
	entry, err = strconv.Atoi(number)
	if err != nil || fingerprint == "" {
		return 0, "", fmt.Errorf("-witness %q: write the number of the entry and its fingerprint as the digest has them, such as 123:ab12-cd34-…", text)
	}
	return entry, fingerprint, nil
}

func verifyTown(ctx context.Context, s *store.Store, stdout io.Writer) error {
	if err := s.Verify(ctx); err != nil {
		return err
	}
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	areas := 0
	for _, e := range s.Town().Elections {
		areas += len(s.Town().Areas(e.ID))
	}
	fmt.Fprintf(stdout, "town %s: all right 核对无误: %d entries, %d units, %d areas; ledger entry 账本第 %d 条, fingerprint 指纹 %s, hash %s\n",
		s.Town().ID, head.Entries, len(s.Town().Units), areas, head.Entries, head.Fingerprint(), head.Hash)
	return nil
}
