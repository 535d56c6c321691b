package main

import (
	"bytes"
	"context"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/tools/txtar"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// faulty is an installation with something wrong that only shows when it runs.
type faulty struct {
	kept
	telegram *sandbox.Server
	server   string // url of its Redis
}

// sets changes the settings.
func (f faulty) sets(old, now string) {
	f.t.Helper()
	settings, err := os.ReadFile(f.config)
	must(f.t, err)
	if !strings.Contains(string(settings), old) {
		f.t.Fatalf("%q is not in %s", old, settings)
	}
	must(f.t, os.WriteFile(f.config, []byte(strings.Replace(string(settings), old, now, 1)), 0o600))
}

// runtimeFaults are what new users got wrong around the files, and the command that they
// gave; internal/config holds those inside the files.
func runtimeFaults() map[string]func(f faulty) []string {
	run, check := []string{"run", "-past"}, []string{"check"}
	redis := func(name, value string) func(f faulty) []string {
		return func(f faulty) []string {
			must(f.t, f.redis.ConfigSet(f.t.Context(), name, value).Err())
			return run
		}
	}
	taken := func(section string) func(f faulty) []string {
		return func(f faulty) []string {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			must(f.t, err)
			f.t.Cleanup(func() { _ = l.Close() })
			header, keys, _ := strings.Cut(strings.ReplaceAll(section, "PORT", l.Addr().String()), "\n")
			if settings, err := os.ReadFile(f.config); err == nil && strings.Contains(string(settings), header) {
				f.sets(header, header+"\n"+keys)
			} else {
				f.sets("[redis]", header+"\n"+keys+"\n[redis]")
			}
			return run
		}
	}
	web := func(status int, kind, body string) func(f faulty) []string {
		return func(f faulty) []string {
			page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", kind)
				w.WriteHeader(status)
				_, _ = w.Write([]byte(body))
			}))
			f.t.Cleanup(page.Close)
			f.sets(f.telegram.URL, page.URL)
			return check
		}
	}
	return map[string]func(f faulty) []string{
		"config.toml missing": func(f faulty) []string { must(f.t, os.Remove(f.config)); return run },
		"flag typo":           func(faulty) []string { return []string{"run", "-allow-los"} },
		"command typo":        func(faulty) []string { return []string{"chek"} },
		"token wrong":         func(f faulty) []string { f.sets(testToken, "1000002:wrong"); return run },
		"telegram away":       func(f faulty) []string { f.sets(f.telegram.URL, "http://127.0.0.1:1"); return check },
		"proxy down": func(f faulty) []string {
			f.sets("api_url", "proxy = \"socks5://127.0.0.1:1\"\napi_url")
			return check
		},
		"captive portal":    web(http.StatusOK, "text/html", "<html>Welcome to our WiFi</html>"),
		"forbidden page":    web(http.StatusForbidden, "text/html", "<html>Forbidden</html>"),
		"board port taken":  taken("[board]\nlisten = \"PORT\"\nurl = \"http://localhost\""),
		"admin port taken":  taken("[admin]\nlisten = \"PORT\""),
		"redis not running": func(f faulty) []string { f.sets(f.server, "redis://127.0.0.1:1/0"); return check },
		"redis is a web server": func(f faulty) []string {
			page := httptest.NewServer(http.NotFoundHandler())
			f.t.Cleanup(page.Close)
			f.sets(f.server, strings.Replace(page.URL, "http", "redis", 1))
			return run
		},
		"redis password missing": redis("requirepass", "secret"),
		"redis password wrong": func(f faulty) []string {
			f.sets(f.server, strings.Replace(f.server, "unix://", "unix://:wrong@", 1))
			return redis("requirepass", "secret")(f)
		},
		"redis of another bot": func(f faulty) []string {
			must(f.t, f.redis.Set(f.t.Context(), "hj:bot", "1000009", 0).Err())
			return run
		},
		"webhook port taken":      taken("[telegram]\nmode = \"webhook\"\nwebhook_url = \"http://127.0.0.1:1/x\"\nwebhook_secret = \"0123456789abcdef0123\"\nwebhook_listen = \"PORT\""),
		"telegram's name unknown": func(f faulty) []string { f.sets(f.telegram.URL, "http://telegram.invalid"); return check },
		"https to a server of http": func(f faulty) []string {
			f.sets(f.telegram.URL, strings.Replace(f.telegram.URL, "http:", "https:", 1))
			return check
		},
		"polling_day long past": func(f faulty) []string {
			f.sets("2099-01-15", "2020-01-15")
			return []string{"run"}
		},
		"redis db 99": func(f faulty) []string {
			f.sets(f.server, f.server+"?db=99")
			return run
		},
		"redis without a file": redis("appendonly", "no"),
		"redis forgets": func(f faulty) []string {
			redis("maxmemory", "100mb")(f)
			return redis("maxmemory-policy", "allkeys-lru")(f)
		},
		"redis memory full":    redis("maxmemory", "1mb"),
		"redis loses a second": func(f faulty) []string { redis("appendfsync", "everysec")(f); return check },
		"redis is a replica":   func(f faulty) []string { must(f.t, f.redis.SlaveOf(f.t.Context(), "127.0.0.1", "1").Err()); return run },
		"redis is a cluster without slots": func(f faulty) []string {
			url := redistest.Cluster(f.t)
			must(f.t, redistest.Dial(f.t, url).Do(f.t.Context(), "CLUSTER", "FLUSHSLOTS").Err())
			f.sets(f.server, url)
			return run
		},
		"redis forbids CONFIG": func(f faulty) []string {
			must(f.t, f.redis.Do(f.t.Context(), "ACL", "SETUSER", "default", "-config").Err())
			return check
		},
		"redis forbids scripts": func(f faulty) []string {
			must(f.t, f.redis.Do(f.t.Context(), "ACL", "SETUSER", "default", "-@all", "+ping", "+hello", "+client").Err())
			return run
		},
		"another town id": func(f faulty) []string {
			must(f.t, f.redis.SAdd(f.t.Context(), "hj:towns", "shiqao").Err())
			return check
		},
		"empty journal beside people": func(f faulty) []string {
			must(f.t, f.redis.HSet(f.t.Context(), "hj:{shiqiao}:bound", "联络员甲", 7).Err())
			return check
		},
		"import of something else": func(f faulty) []string {
			name := filepath.Join(filepath.Dir(f.config), "town.jsonl")
			must(f.t, os.WriteFile(name, []byte("unit,name\n"), 0o600))
			return []string{"import", "TOWN"}
		},
		"import over a town": func(f faulty) []string {
			f.report()
			name := filepath.Join(filepath.Dir(f.config), "town.jsonl")
			f.tool(done, "exported", "export", "-config", f.config, "-o", name)
			return []string{"import", "TOWN"}
		},
		"import that is cut off": func(f faulty) []string {
			f.report()
			name := filepath.Join(filepath.Dir(f.config), "town.jsonl")
			f.tool(done, "exported", "export", "-config", f.config, "-o", name)
			text, err := os.ReadFile(name)
			must(f.t, err)
			must(f.t, os.WriteFile(name, text[:len(text)/2], 0o600))
			must(f.t, f.redis.FlushDB(f.t.Context()).Err())
			return []string{"import", "TOWN"}
		},
	}
}

// TestRuntimeMisconfigurations holds what is said of what new users got wrong around the
// files: -update writes testdata/misconfigurations.txt. Nothing passes in silence, and all
// of it stands in both languages.
func TestRuntimeMisconfigurations(t *testing.T) {
	t.Parallel()
	const name = "testdata/misconfigurations.txt"
	table := &txtar.Archive{}
	if !*update {
		var err error
		table, err = txtar.ParseFile(name)
		must(t, err)
	}
	want := map[string]string{}
	for _, f := range table.Files {
		want[f.Name] = string(f.Data)
	}
	faults := runtimeFaults()
	for _, fault := range slices.Sorted(maps.Keys(faults)) {
		telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
		must(t, err)
		f := faulty{telegram: telegram, server: redistest.Start(t)}
		f.kept = keepTown(t, f.server)
		f.asks(telegram.URL, testToken)
		must(t, f.redis.ConfigSet(t.Context(), "aof-load-truncated", "no").Err())
		args := faults[fault](f)
		got := f.says(args)
		if args[0] == "check" { // which says it in one language
			got += f.says(append(slices.Clone(args), "-lang", "en"))
		}
		telegram.Close()
		if !strings.ContainsFunc(got, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
			t.Errorf("%s: not in Chinese: %s", fault, got)
		}
		if *update {
			table.Files = append(table.Files, txtar.File{Name: fault, Data: []byte(got)})
		} else if got != want[fault] {
			t.Errorf("%s: got\n%s\nwant\n%s", fault, got, want[fault])
		}
	}
	if *update {
		must(t, os.WriteFile(name, txtar.Format(table), 0o600))
	}
}

// TestTroubleshooting: docs/troubleshooting.md is the tables of what is said of mistakes, in
// the files and around them, and each of them says what to do. -update writes it.
func TestTroubleshooting(t *testing.T) {
	t.Parallel()
	const name = "../../docs/troubleshooting.md"
	todo := regexp.MustCompile(`写|改|换|复制|检查|导入到|要有自己的|删|加|看|用|运行|找|请|另存|停掉|装|去掉|分开|调大|指向|取|没事|write|see `)
	page, cases := troubleshootingHead, 0
	row := func(title, said string) {
		cases++
		if said = strings.TrimSpace(said); !todo.MatchString(said) {
			t.Errorf("%s: it is not said what to do: %s", title, said)
		}
		page += "| " + title + " | " + strings.NewReplacer("|", "\\|", "<", "&lt;", "\n", "<br>").Replace(said) + " |\n"
	}
	files, err := txtar.ParseFile("../../internal/config/testdata/misconfigurations.txt")
	must(t, err)
	page += "\n## 设置和名册里 / In settings and rosters\n\n| | 说什么、怎么办 what it says, and what to do |\n|---|---|\n"
	for _, f := range files.Files {
		if title, is := strings.CutPrefix(f.Name, "case "); is {
			_, said, _ := strings.Cut(string(f.Data), "===\n")
			row(title, said)
		}
	}
	around, err := txtar.ParseFile("testdata/misconfigurations.txt")
	must(t, err)
	page += "\n## 文件以外 / Around the files\n\n| | 说什么、怎么办 what it says, and what to do |\n|---|---|\n"
	for _, f := range around.Files {
		row(f.Name, string(f.Data))
	}
	if cases < 124 {
		t.Errorf("%d cases", cases)
	}
	if *update {
		must(t, os.WriteFile(name, []byte(page), 0o600))
		return
	}
	kept, err := os.ReadFile(name)
	must(t, err)
	if string(kept) != page {
		t.Errorf("%s is not as the tables are now: go test ./cmd/huanjie -run TestTroubleshooting -update", name)
	}
}

const troubleshootingHead = `# 出错时说什么 / What is said when something is wrong

新用户写错过、装错过的每一种，现在说什么、怎么办。每一句由测试真的试出来。` + "`huanjie check`" + ` 一次全说；` + "`huanjie run`" + ` 说第一处要紧的。
All that new users got wrong, and what is said of it now, as the tests try it out. ` + "`huanjie check`" + ` says all of it at once; ` + "`huanjie run`" + ` says the first that matters.
名册可以是任何编码、任何分隔符（逗号、分号、制表符），也可以是 xlsx。 A roster may have any encoding and any separator, or be a workbook.
`

// says runs the command and returns the worst that it says, without what differs from one
// machine to the next.
func (f faulty) says(args []string) string {
	f.t.Helper()
	folder, args := filepath.Dir(f.config), slices.Clone(args)
	for i, a := range args {
		if a == "TOWN" {
			args[i] = filepath.Join(folder, "town.jsonl")
		}
	}
	if args[0] != "chek" && !strings.HasPrefix(args[len(args)-1], "-allow") {
		args = append([]string{args[0], "-config", f.config}, args[1:]...)
	}
	ctx, cancel := context.WithTimeout(f.t.Context(), screenPatience)
	defer cancel()
	var out bytes.Buffer
	began := time.Now()
	start(ctx, args, noEnv, nil, &out, &out)
	if time.Since(began) >= screenPatience {
		f.t.Errorf("%v does not end: %s", args, out.String())
	}
	var bad []string
	for line := range strings.Lines(out.String()) {
		if args[0] == "check" && !strings.HasPrefix(line, "✗") && !strings.HasPrefix(line, "!") && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "⚠") || strings.Contains(line, "level=INFO") {
			continue
		}
		bad = append(bad, line)
	}
	text := strings.ReplaceAll(strings.Join(bad, ""), folder, "FOLDER")
	for _, swap := range [][2]string{{`127\.0\.0\.1:\d+`, "127.0.0.1:PORT"}, {`/[^\s":]*\.sock`, "SOCKET"}, {`/tmp/[^\s":?]*`, "SOCKET"}, {`time=\S+ `, ""}, {`line \d+: unexpected`, "line N: unexpected"}, {`(今天是|begun today,) \d{4}-\d\d-\d\d`, "$1 TODAY"}, {`\d+%`, "N%"}, {`lookup telegram\.invalid.*`, "no such host"}, {`redis_version:\S+|Redis \d[\d.]*`, "Redis N"}} {
		text = regexp.MustCompile(swap[0]).ReplaceAllString(text, swap[1])
	}
	return text
}
