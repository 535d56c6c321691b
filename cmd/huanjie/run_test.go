package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huanjie/internal/redistest"
)

// demoSettings writes the settings of the demo's town, with those of the
// installation and of the election, and returns where.
func demoSettings(t *testing.T, installation, election string) (path string) {
	t.Helper()
	roster, err := filepath.Abs("demo/roster.csv")
	must(t, err)
	path = filepath.Join(t.TempDir(), "config.toml")
	must(t, os.WriteFile(path, fmt.Appendf(nil, `
telegram.token = %q
%s
[[town]]
id = "qinghe"
name = "清河镇"
roster = %q
office = [700001]
[[town.election]]
id = "villages"
kind = "villagers"
%s
`, testToken, installation, roster, election), 0o600))
	return path
}

// TestRunWarnsOfAnExample: whoever takes a province's rules by name is told at
// the start that they are an example.
func TestRunWarnsOfAnExample(t *testing.T) {
	t.Parallel()
	path := demoSettings(t, `redis.url = "unix:///nobody/listens"`, "polling_day = 2027-01-15\nprofile = \"liaoning\"")
	ended, end := context.WithCancel(t.Context())
	end()
	var says bytes.Buffer
	if status := start(ended, []string{"run", "-config", path}, noEnv, nil, &says, &says); status != 1 {
		t.Errorf("status %d", status)
	}
	for _, want := range []string{"is only an example", "check with your office before using it", "使用前请向本地选举办核实现行规定"} {
		if strings.Count(says.String(), want) != 1 {
			t.Errorf("%q is missing in\n%s", want, says.String())
		}
	}
}

// A polling day that was typed a year too early stops the first start, unless it
// is meant so.
func TestAFirstStartAfterThePollsIsRefused(t *testing.T) {
	t.Parallel()
	path := demoSettings(t, fmt.Sprintf("telegram.api_url = \"http://127.0.0.1:1\"\nredis.url = %q", redistest.Embedded(t)), "polling_day = 2026-01-15")
	const refused = "after its last polling day, 2026-01-15: is the year right? If it is meant so: huanjie run -past"
	for i, flag := range []string{"", "-past", ""} { // having been begun, it simply goes on
		ctx, end := context.WithCancel(t.Context())
		says := &until{words: "Telegram does not answer", end: end} // nobody does: the towns are open by then
		status := start(ctx, append([]string{"run", "-allow-loss", "-config", path}, strings.Fields(flag)...), noEnv, nil, says, says)
		end()
		if has := strings.Contains(says.String(), refused); status == 0 || has != (i == 0) {
			t.Errorf("start %d, %q: status %d: %s", i, flag, status, says.String())
		}
	}
}

// until keeps what is written, and ends something when some words come.
type until struct {
	bytes.Buffer
	words string
	end   func()
}

func (u *until) Write(p []byte) (int, error) {
	n, err := u.Buffer.Write(p)
	if strings.Contains(u.String(), u.words) {
		u.end()
	}
	return n, err
}
