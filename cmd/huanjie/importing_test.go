package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// kept is a town on a Redis, with a configuration as the tools read it.
type kept struct {
	t      *testing.T
	config string
	redis  redis.UniversalClient
	store  *store.Store
}

// keepTown is a town of two villages.
func keepTown(t *testing.T, url string) kept {
	t.Helper()
	folder := t.TempDir()
	k := kept{t: t, config: filepath.Join(folder, "config.toml"), redis: redistest.Dial(t, url)}
	roster := "unit,name,area,key,registered,seats,candidates,officers,leaders\n" +
		"V1,河湾村,东片,,400,主任:1,主任:赵大山/钱小河,联络员甲,领导甲\nV2,松岭村,西片,,400,主任:1,主任:赵大山/钱小河,联络员乙,领导甲\n"
	must(t, os.WriteFile(filepath.Join(folder, "roster.csv"), []byte(roster), 0o600))
	must(t, os.WriteFile(k.config, fmt.Appendf(nil, "[telegram]\ntoken = \"1000001:kept\"\n[redis]\nurl = %q\n[[town]]\nid = \"shiqiao\"\nname = \"石桥镇\"\nroster = \"roster.csv\"\noffice = [900]\n"+
		"[[town.election]]\nid = \"villages\"\nkind = \"villagers\"\npolling_day = 2099-01-15\n", url), 0o600))
	cfg, err := config.Load(k.config, noEnv)
	must(t, err)
	k.store = store.Open(k.redis, cfg.Towns[0])
	return k
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// report commits a few reports.
func (k kept) report() {
	k.t.Helper()
	ctx := k.t.Context()
	must(k.t, k.store.Enroll(ctx))
	for i, unit := range []election.UnitID{"V1", "V2", "V1"} {
		var ses store.Session
		must(k.t, k.store.Focus(ctx, &ses, unit))
		must(k.t, k.store.Commit(ctx, store.Commit{Update: int64(i + 1), Session: &ses, Messages: []store.Message{{ID: "m", Chat: 101, Text: "回执"}},
			Report: &election.Report{ID: election.ReportID(fmt.Sprint("R", i)), Unit: unit, By: "联络员甲",
				At: time.Date(2027, time.January, 15, 10+i, 0, 0, 0, time.UTC), Body: election.Turnout{Registered: 400, Voted: 100 + i}}}))
	}
}

// tool runs a subcommand and fails unless it ends with a status and says some
// words.
func (k kept) tool(status int, says string, args ...string) string {
	k.t.Helper()
	var out, errs bytes.Buffer
	got := start(k.t.Context(), args, noEnv, strings.NewReader(""), &out, &errs)
	if got != status || !strings.Contains(out.String()+errs.String(), says) {
		k.t.Fatalf("huanjie %v: status %d, want %d and %q:\n%s%s", args, got, status, says, out.String(), errs.String())
	}
	return out.String()
}

func TestVerifyAndRebuild(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Embedded(t))
	k.tool(1, "start the bot with this configuration", "verify", "-config", k.config)
	k.report()
	k.tool(0, "3 entries, 2 units, 3 areas; ledger entry 账本第 3 条", "verify", "-config", k.config)
	head, err := k.store.Head(t.Context())
	must(t, err)
	k.tool(0, "as the digest says", "verify", "-config", k.config, "-witness", "3:"+head.Fingerprint())
	k.tool(1, "the fingerprint of entry 2", "verify", "-config", k.config, "-witness", "2:"+head.Fingerprint())
	k.tool(1, "write the number of the entry", "verify", "-config", k.config, "-witness", head.Fingerprint())
	k.tool(1, "no town", "verify", "-config", k.config, "-town", "elsewhere")
	k.tool(0, " 0 differences", "rebuild", "-config", k.config)

	must(t, k.redis.HIncrBy(t.Context(), "hj:{shiqiao}:figures:villages:东片", "voted", 5).Err())
	must(t, k.redis.HDel(t.Context(), "hj:{shiqiao}:progress", "V2").Err())
	k.tool(1, `unit V2: kept ""`, "verify", "-config", k.config)
	said := k.tool(0, " 2 differences", "rebuild", "-config", k.config)
	if want := `figures:villages:东片 voted: kept "107", journal "102"`; !strings.Contains(said, want) {
		t.Errorf("rebuild does not say %q:\n%s", want, said)
	}
	k.tool(0, "all right", "verify", "-config", k.config)
}

func TestExportAndImport(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Start(t))
	k.report()
	first, second := filepath.Join(t.TempDir(), "town.jsonl"), filepath.Join(t.TempDir(), "again.jsonl")
	k.tool(2, "say where to write", "export", "-config", k.config)
	k.tool(0, "exported", "export", "-config", k.config, "-o", first)
	k.tool(1, "is there already", "export", "-config", k.config, "-o", first)
	k.tool(1, "is imported only where nothing is kept", "import", "-config", k.config, first)

	other := keepTown(t, redistest.Start(t))
	other.tool(0, "the export is whole", "import", "-check", "-config", other.config, first)
	if n := other.redis.DBSize(t.Context()).Val(); n != 0 {
		t.Errorf("a check wrote %d keys", n)
	}
	other.tool(0, "imported", "import", "-config", other.config, first)
	other.tool(0, "3 entries", "verify", "-config", other.config)
	other.tool(0, "exported", "export", "-config", other.config, "-o", second)
	a, err := os.ReadFile(first)
	must(t, err)
	b, err := os.ReadFile(second)
	must(t, err)
	if !bytes.Equal(a, b) {
		t.Errorf("exported:\n%s\nand after the import:\n%s", a, b)
	}
	if third := k.tool(0, "", "export", "-config", k.config, "-o", "-"); !strings.Contains(third, `\ttown.jsonl"`) {
		t.Error("the first export is not in the audit of the next one")
	}
	if info, err := os.Stat(first); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("an export can be read by others: %v, %v", info.Mode(), err)
	}
}

func TestImportOfABrokenChain(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Embedded(t))
	k.report()
	text := k.tool(0, "", "export", "-config", k.config, "-o", "-")
	file := filepath.Join(t.TempDir(), "town.jsonl")
	changed := strings.Replace(text, `\"voted\":101`, `\"voted\":111`, 1)
	body := changed[:strings.LastIndex(changed, `{"sha256"`)]
	other := keepTown(t, redistest.Embedded(t))
	must(t, os.WriteFile(file, []byte(changed), 0o600))
	other.tool(1, "does not fit its sum", "import", "-broken", "-without-sum", "-config", other.config, file)
	must(t, os.WriteFile(file, []byte(body), 0o600))
	other.tool(1, "huanjie import -without-sum", "import", "-config", other.config, file)
	other.tool(1, "not imported: journal entry 2", "import", "-without-sum", "-config", other.config, file)
	must(t, os.WriteFile(file, fmt.Appendf(nil, "%s{\"sha256\":\"%x\"}\n", body, sha256.Sum256([]byte(body))), 0o600)) // by whoever wants it to be read
	other.tool(1, "not imported: journal entry 2", "import", "-config", other.config, file)
	other.tool(0, "imported", "import", "-broken", "-config", other.config, file)
	other.tool(1, "the chain of the journal is broken", "verify", "-config", other.config)
	other.tool(0, "warning: exported as it is", "export", "-config", other.config, "-o", file+".2")
}

func TestRunRefusesARedisThatForgets(t *testing.T) {
	t.Parallel()
	k := keepTown(t, redistest.Start(t))
	k.setting("appendonly", "no")
	k.tool(1, "redis may lose the town: appendonly no", "run", "-config", k.config)
	if n := k.redis.DBSize(t.Context()).Val(); n != 0 {
		t.Errorf("it wrote %d keys before it refused", n)
	}
	var said bytes.Buffer
	log := slog.New(slog.NewTextHandler(&said, nil))
	must(t, durable(t.Context(), k.redis, true, log))
	if !strings.Contains(said.String(), "REDIS MAY LOSE REPORTS") {
		t.Errorf("allowed, it says nothing: %s", said.String())
	}
	k.setting("appendonly", "yes")
	k.setting("appendfsync", "everysec")
	said.Reset()
	must(t, durable(t.Context(), k.redis, false, log))
	if !strings.Contains(said.String(), "appendfsync everysec") {
		t.Errorf("of appendfsync everysec it says: %s", said.String())
	}
	said.Reset()
	must(t, durable(t.Context(), redistest.Dial(t, redistest.Embedded(t)), false, log))
	if !strings.Contains(said.String(), "could not be checked") {
		t.Errorf("of a server without CONFIG it says: %s", said.String())
	}
}

func (k kept) setting(name, value string) {
	k.t.Helper()
	must(k.t, k.redis.ConfigSet(context.WithoutCancel(k.t.Context()), name, value).Err())
}
