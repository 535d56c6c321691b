package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"huanjie/flows"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

var (
	recordAs = flag.String("record", "", "plays the demo's season and records its journal under this name")
	update   = flag.Bool("update", false, "write NOTICE, and the sums that the recorded journals add up to")
)

// Every release has recorded the season of its demo. This one reads them all:
// each is imported, verified, and adds up to the same sums. A sum that is
// another than the release itself had is shown beside it, with a reason in
// README.md.
//
//	go test ./cmd/huanjie -run TestJournalsOfEarlierReleases -record 2027-01-01 -update
func TestJournalsOfEarlierReleases(t *testing.T) {
	t.Parallel()
	const folder = "testdata/journals"
	if *recordAs != "" {
		recordSeason(t, filepath.Join(folder, *recordAs))
	}
	all, err := os.ReadDir(folder)
	must(t, err)
	for _, release := range all {
		if release.IsDir() {
			t.Run(release.Name(), func(t *testing.T) {
				t.Parallel()
				replay(t, filepath.Join(folder, release.Name()))
			})
		}
	}
}

// replay imports a recorded town and compares its sums.
func replay(t *testing.T, folder string) {
	t.Helper()
	ctx, url := t.Context(), redistest.Embedded(t)
	cfg, err := config.Load(filepath.Join(folder, "config.toml"), func(name string) string {
		return map[string]string{config.TokenVariable: testToken, config.RedisVariable: url}[name]
	})
	must(t, err)
	c := redistest.Dial(t, url)
	cfg.Towns[0].Records = flows.Records(cfg.Towns[0].Items...)
	s := store.Open(c, cfg.Towns[0])
	recorded, head := fill(t, s, c, folder)
	must(t, s.Enroll(ctx))
	must(t, s.Verify(ctx))
	at, err := s.Head(ctx)
	must(t, err)
	if at.Entries != head.Entries || head.Hash != "" && at != head || head.Entries < 90 {
		t.Errorf("the journal ends with %v, and was recorded up to %v", at, head)
	}
	now := map[string]string{}
	keys, err := c.Keys(ctx, "hj:{"+string(cfg.Towns[0].ID)+"}:figures:*").Result()
	must(t, err)
	for _, key := range keys {
		_, area, _ := strings.Cut(key, ":figures:")
		for figure, n := range c.HGetAll(ctx, key).Val() {
			if n != "0" {
				now[area+"\t"+figure] = n
			}
		}
	}
	foldedAs(t, s, folder, now)
	table := compared(now, figuresIn(t, recorded))
	name := filepath.Join(folder, "sums.txt")
	if *update {
		must(t, os.WriteFile(name, []byte(table), 0o600))
	}
	want, err := os.ReadFile(name)
	must(t, err)
	if table != string(want) {
		t.Errorf("%s is not what the journal adds up to: look at the difference after -update", name)
	}
}

// foldedAs holds the records of all units and their sums against those of the version of folding that
// the release has. If they are others, what a town has kept no longer fits: the version has to be raised,
// so that its records are made again before the first report.
func foldedAs(t *testing.T, s *store.Store, folder string, sums map[string]string) {
	t.Helper()
	var ids []election.UnitID
	for _, u := range s.Town().All() {
		ids = append(ids, u.ID)
	}
	units, err := s.Progress(t.Context(), ids...)
	must(t, err)
	all, err := json.Marshal([]any{ids, units, sums})
	must(t, err)
	now, name := fmt.Sprintf("folding %d\n%x\n", store.FoldVersion, sha256.Sum256(all)), filepath.Join(folder, "fold.txt")
	was, err := os.ReadFile(name)
	version, _, _ := strings.Cut(now, "\n")
	switch {
	case string(was) == now:
	case strings.HasPrefix(string(was), version+"\n"):
		t.Errorf("the journal is folded or added up in another way than before: raise store.FoldVersion, then -update %s", name)
	case *update:
		must(t, os.WriteFile(name, []byte(now), 0o600))
	default:
		must(t, err)
		t.Errorf("%s is of another version of folding: -update it", name)
	}
}

// fill brings what was recorded into Redis. Before there were exports, it is all
// keys of Redis.
func fill(t *testing.T, s *store.Store, c redis.UniversalClient, folder string) (recorded []byte, head election.Head) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(folder, "redis.jsonl.gz")); err == nil {
		recorded = unpacked(t, filepath.Join(folder, "redis.jsonl.gz"))
		return recorded, election.Head{Entries: fillKeys(t, c, recorded)}
	}
	recorded = unpacked(t, filepath.Join(folder, "town.jsonl.gz"))
	e, err := store.ReadExport(bytes.NewReader(recorded))
	must(t, err)
	must(t, e.Broken)
	must(t, s.Import(t.Context(), e))
	return recorded, e.Head
}

// fillKeys writes keys of Redis, and returns how many entries the journal has.
func fillKeys(t *testing.T, c redis.UniversalClient, recorded []byte) (entries int) {
	t.Helper()
	ctx := t.Context()
	for line := range bytes.Lines(recorded) {
		var l struct {
			Key, Type, Field, Value string
			Entry                   map[string]any
		}
		must(t, json.Unmarshal(line, &l))
		switch l.Type {
		case "hash":
			must(t, c.HSet(ctx, l.Key, l.Field, l.Value).Err())
		case "set":
			must(t, c.SAdd(ctx, l.Key, l.Field).Err())
		case "list":
			must(t, c.RPush(ctx, l.Key, l.Value).Err())
		case "zset":
			must(t, c.ZAdd(ctx, l.Key, redis.Z{Score: l.Entry["score"].(float64), Member: l.Field}).Err())
		case "stream":
			must(t, c.XAdd(ctx, &redis.XAddArgs{Stream: l.Key, ID: l.Field, Values: l.Entry}).Err())
			if strings.HasSuffix(l.Key, ":journal") {
				entries++
			}
		default:
			must(t, c.Set(ctx, l.Key, l.Value, 0).Err())
		}
	}
	return entries
}

// compared lists sums as they are now, and what they were if that was another.
func compared(now, was map[string]string) string {
	var table strings.Builder
	both := maps.Clone(was)
	maps.Copy(both, now)
	for _, figure := range slices.Sorted(maps.Keys(both)) {
		fmt.Fprintf(&table, "%s\t%s", figure, now[figure])
		if before, had := was[figure]; had && before != now[figure] {
			fmt.Fprintf(&table, "\twas %s", before)
		}
		table.WriteByte('\n')
	}
	return table.String()
}

// figuresIn are the sums that stand in an export, by area and figure.
func figuresIn(t *testing.T, export []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(export))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l struct{ Key, Field, Value string }
		must(t, json.Unmarshal(lines.Bytes(), &l))
		if _, area, is := strings.Cut(":"+l.Key, ":figures:"); is && l.Value != "0" {
			all[area+"\t"+l.Field] = l.Value
		}
	}
	must(t, lines.Err())
	return all
}

func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	all, err := io.ReadAll(z)
	must(t, err)
	return all
}

// recordSeason plays the demo to its end and keeps its export, its roster and its
// settings.
func recordSeason(t *testing.T, folder string) {
	t.Helper()
	ctx := t.Context()
	s := serveDemo(t, ctx)
	s.pollingDay(ctx, true)
	s.laterRounds(ctx)
	s.heard(ctx)
	s.settle(ctx)
	demo, err := fs.Sub(demoFiles, "demo")
	must(t, err)
	keepSeason(t, s.office.stores[0], demo, folder)
}

// keepSeason keeps a town's export with its roster and its settings.
func keepSeason(t *testing.T, s *store.Store, files fs.FS, folder string) {
	t.Helper()
	must(t, os.MkdirAll(folder, 0o700))
	for _, name := range []string{"config.toml", "roster.csv"} {
		text, err := fs.ReadFile(files, name)
		must(t, err)
		must(t, os.WriteFile(filepath.Join(folder, name), text, 0o600))
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	must(t, err)
	_, err = s.Export(context.WithoutCancel(t.Context()), z)
	must(t, err)
	must(t, z.Close())
	must(t, os.WriteFile(filepath.Join(folder, "town.jsonl.gz"), packed.Bytes(), 0o600))
}
