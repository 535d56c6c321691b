package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// towns are the towns that a tool works on.
type towns struct {
	client *redis.Client
	stores []*store.Store
}

// openTowns reads the configuration and opens its towns, or the one that is
// named. It writes nothing: a roster that has changed is left to run.
func openTowns(path, town string, env func(string) string) (*towns, error) {
	cfg, err := config.Load(path, env)
	if err != nil {
		return nil, err
	}
	c, _, err := dial(cfg.Redis, slog.Default())
	if err != nil {
		return nil, err
	}
	t := &towns{client: c}
	for _, of := range cfg.Towns {
		if town == "" || of.ID == election.TownID(town) {
			t.stores = append(t.stores, store.Open(t.client, of))
		}
	}
	if len(t.stores) == 0 {
		t.close()
		return nil, fmt.Errorf("no town %q in %s", town, path)
	}
	return t, nil
}

func (t *towns) close() { _ = t.client.Close() }

// one is the only town.
func (t *towns) one() (*store.Store, error) {
	if len(t.stores) > 1 {
		return nil, errors.New("the configuration has several towns: say which with -town")
	}
	return t.stores[0], nil
}

// onTown does something with the one town that is named, or the only one there
// is.
func onTown(path, town string, env func(string) string, do func(*store.Store) error) error {
	t, err := openTowns(path, town, env)
	if err != nil {
		return err
	}
	defer t.close()
	s, err := t.one()
	if err != nil {
		return err
	}
	return do(s)
}

// verify is "huanjie verify": it recomputes every town and compares.
func verify(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "config.toml", "the configuration file 配置文件")
	town := flags.String("town", "", "one town only, by its id 只核对一个镇")
	witness := flags.String("witness", "", "`N:FINGERPRINT` of an earlier digest, to be held against the journal 日报上的第几条:指纹")
	if err := flags.Parse(args); err != nil {
		return err
	}
	entry, fingerprint, err := parseWitness(*witness)
	if err != nil {
		return err
	}
	t, err := openTowns(*path, *town, env)
	if err != nil {
		return err
	}
	defer t.close()
	if *witness != "" {
		s, err := t.one()
		if err == nil {
			err = s.Witness(ctx, entry, fingerprint)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "entry %d has the fingerprint %s, as the digest says 与日报一致\n", entry, fingerprint)
	}
	var failed []error
	for _, s := range t.stores {
		failed = append(failed, verifyTown(ctx, s, stdout))
	}
	return errors.Join(failed...)
}

// parseWitness reads "123:ab12-cd34-ef56-7890".
func parseWitness(text string) (entry int, fingerprint string, err error) {
	if text == "" {
		return 0, "", nil
	}
	number, fingerprint, _ := strings.Cut(text, ":")
	entry, err = strconv.Atoi(number)
	if err != nil || fingerprint == "" {
		return 0, "", fmt.Errorf("-witness %q: write the number of the entry and its fingerprint as the digest has them, such as 123:ab12-cd34-ef56-7890", text)
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
