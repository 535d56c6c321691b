package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// manyTowns is how many towns TestManyTowns generates; a province has 1500.
var manyTowns = flag.Int("towns", 30, "how many towns TestManyTowns generates")

// TestManyTowns runs one bot for a county of generated towns of 20 villages: each is
// served, the roll-up has all of them, and one more is opened without a restart. The signal
// for that reaches every bot of this process, so nothing runs beside it.
func TestManyTowns(t *testing.T) {
	telegram, server := telegramOf(t), redistest.Start(t)
	k := keepTown(t, server)
	folder := filepath.Dir(k.config)
	settings := fmt.Sprintf("[telegram]\ntoken = %q\napi_url = %q\n[redis]\nurl = %q\n[county]\nname = \"云江县\"\nreaders = [950]\n", testToken, telegram.URL, server)
	town := func(i int) string {
		var roster strings.Builder
		roster.WriteString("unit,name,area,registered,seats,officers,leaders\n")
		for v := range 20 {
			fmt.Fprintf(&roster, "V%d,第%d镇%d号村,东片,900,主任:1;委员:2,联络员%d,领导%d\n", v, i, v, v, v%4)
		}
		must(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("t%d.csv", i)), []byte(roster.String()), 0o600))
		return fmt.Sprintf("[[town]]\nid = \"t%d\"\nname = \"第%d镇\"\nroster = \"t%d.csv\"\noffice = [%d]\n[[town.election]]\nid = \"v\"\nkind = \"villagers\"\npolling_day = 2099-01-15\n", i, i, i, 10_000+i)
	}
	for i := range *manyTowns {
		settings += town(i)
	}
	must(t, os.WriteFile(k.config, []byte(settings), 0o600))
	began := time.Now()
	r := runTown(t, k)
	r.logs("running")
	t.Logf("%d towns, %d villages: running after %v", *manyTowns, 20**manyTowns, time.Since(began).Round(time.Millisecond))

	last := *manyTowns - 1
	office := telegram.Phone(sandbox.Person{ID: int64(10_000 + last)})
	_, err := office.Start("")
	must(t, err)
	hears(t, office, fmt.Sprintf("第%d镇", last))
	began = time.Now()
	says(t, office, fmt.Sprintf("进度 第%d镇7号村 组织准备 完成", last), "上报阶段进度")
	taps(t, office, "✅ 确认上报")
	hears(t, office, "已上报")
	t.Logf("a report in the last town: %v", time.Since(began).Round(time.Millisecond))

	county := telegram.Phone(sandbox.Person{ID: 950})
	began = time.Now()
	_, err = county.Start("")
	must(t, err)
	hears(t, county, fmt.Sprintf("%d 个镇，%d 个单位", *manyTowns, 20**manyTowns))
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("the roll-up: %v; %d MB in use", time.Since(began).Round(time.Millisecond), m.HeapInuse>>20)

	must(t, os.WriteFile(k.config, []byte(settings+town(*manyTowns)), 0o600))
	self, err := os.FindProcess(os.Getpid())
	must(t, err)
	must(t, self.Signal(syscall.SIGHUP))
	r.logs("a new town")
	r.logs("opened again")
	r.logs("running")
	says(t, county, "全县", fmt.Sprintf("%d 个镇，%d 个单位", *manyTowns+1, 20**manyTowns+20))
}
