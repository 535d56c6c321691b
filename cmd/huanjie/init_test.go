package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

// answer runs init with what is typed.
func answer(t *testing.T, dir string, lines ...string) (status int, says string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = start(t.Context(), []string{"init", "-dir", dir}, noEnv, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, &errs)
	return status, out.String() + errs.String()
}

// TestInit: what is answered stands in the settings, for each kind of election;
// the template is read as it is written, so that only its examples have to go.
func TestInit(t *testing.T) {
	t.Parallel()
	for i, kind := range initKinds() {
		dir := filepath.Join(t.TempDir(), "town")
		status, says := answer(t, dir, "青溪镇", "qingxi", string(rune('1'+i)), "2027-01-15", "123456789:AAE_x-1", "801 802", "", "")
		if status != done || !strings.Contains(says, "huanjie check -config") {
			t.Fatalf("%s: status %d: %s", kind, status, says)
		}
		cfg, err := config.Load(filepath.Join(dir, "config.toml"), noEnv)
		if kind != election.Villagers && err != nil { // the examples are villages
			if !strings.Contains(err.Error(), "roster.xlsx") || strings.Contains(err.Error(), "config.toml:") {
				t.Errorf("%s: %v", kind, err)
			}
			continue
		}
		must(t, err)
		town := cfg.Towns[0]
		if town.Name != "青溪镇" || town.ID != "qingxi" || town.Elections[0].Kind != kind || town.Elections[0].PollingDay.String() != "2027-01-15" ||
			len(town.Office) != 2 || cfg.Telegram.Token != "123456789:AAE_x-1" || cfg.Redis.URL != "" || cfg.Redis.Folder != filepath.Join(dir, "redis-data") || len(town.Units) != 2 {
			t.Errorf("%+v, %+v, %+v", town, cfg.Telegram, cfg.Redis)
		}
	}
}

// TestInitAsksAgain: what cannot be is asked again, and nothing is written before
// all is answered, or over what is there.
func TestInitAsksAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if status, says := answer(t, dir, "青溪镇", "Qing Xi"); status != failed || !strings.Contains(says, "只能用小写字母") || !strings.Contains(says, "什么也没有写") {
		t.Errorf("status %d: %s", status, says)
	}
	if files, err := os.ReadDir(dir); len(files) > 0 || err != nil {
		t.Errorf("files %v, %v", files, err)
	}
	status, says := answer(t, dir, "", "青溪镇", "青溪", "qingxi", "6", "1", "1月15日", "2027-01-15", "token", "", "me", "", "127.0.0.1", "redis://127.0.0.1:6379/0", "东河村、西岭村 枣园村")
	if status != done {
		t.Fatalf("status %d: %s", status, says)
	}
	for _, asked := range []string{"请写名称", "只能用小写字母", "请写 1 到 5", "请写成 2027-01-15 这样", "请整串复制", "不是号码", "请写成 redis://"} {
		if strings.Count(says, asked) != 1 {
			t.Errorf("%q is said %d times in\n%s", asked, strings.Count(says, asked), says)
		}
	}
	err := os.WriteFile(filepath.Join(dir, "token.txt"), []byte("1:a"), 0o600)
	must(t, err)
	_, err = config.Load(filepath.Join(dir, "config.toml"), noEnv)
	if err == nil || strings.Count(err.Error(), "roster.xlsx:") != 3 || strings.Contains(err.Error(), "config.toml:") {
		t.Errorf("of three villages without officers and seats it is said: %v", err)
	}
	if status, says := answer(t, dir, "青溪镇"); status != failed || !strings.Contains(says, "已经有了") {
		t.Errorf("over what is there: status %d: %s", status, says)
	}
}
