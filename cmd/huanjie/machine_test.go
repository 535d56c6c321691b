package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// machine is a computer as somebody new sits in front of it: a folder with nothing in it,
// a redis-server on the PATH, and a network in which there is Telegram. Every word that is
// typed and printed there is in the test's log (-v), with the time that has passed.
type machine struct {
	t        *testing.T
	began    time.Time
	folder   string
	telegram *sandbox.Server
}

func newMachine(t *testing.T, telegram *sandbox.Server) machine {
	t.Helper()
	redistest.Start(t) // only to see whether there is a redis-server
	return machine{t, time.Now(), filepath.Join(t.TempDir(), "huanjie"), telegram}
}

func (m machine) notes(who, what string) {
	m.t.Helper()
	m.t.Logf("%5.1f s  %s %s", time.Since(m.began).Seconds(), who, strings.TrimRight(what, "\n"))
}

// path is a file in the folder.
func (m machine) path(name string) string { return filepath.Join(m.folder, name) }

// types gives a command, with lines that are typed after it, and returns what is printed.
func (m machine) types(status int, lines string, args ...string) string {
	m.t.Helper()
	m.notes("$ huanjie", strings.Join(args, " "))
	var out bytes.Buffer
	got := start(m.t.Context(), args, noEnv, strings.NewReader(lines), &out, &out)
	m.notes(" ", out.String())
	if got != status {
		m.t.Fatalf("huanjie %v ends with %d, want %d", args, got, status)
	}
	return out.String()
}

// sets changes a text of a file.
func (m machine) sets(name, old, now string) {
	m.t.Helper()
	text, err := os.ReadFile(m.path(name))
	must(m.t, err)
	if !strings.Contains(string(text), old) {
		m.t.Fatalf("%q is not in %s", old, text)
	}
	must(m.t, os.WriteFile(m.path(name), []byte(strings.Replace(string(text), old, now, 1)), 0o600))
}

// runs starts the bot, until stop is called; its log is noted.
func (m machine) runs() (r running, stop func()) {
	m.t.Helper()
	m.notes("$ huanjie", "run")
	ctx, cancel := context.WithCancel(m.t.Context())
	said, says := io.Pipe()
	r = running{m.t, make(chan string, 1000), cancel, make(chan int, 1)}
	go func() {
		r.ended <- start(ctx, []string{"run", "-past", "-config", m.path("config.toml")}, noEnv, nil, says, says)
		says.Close()
	}()
	printed := make(chan struct{})
	go func() {
		defer close(printed)
		defer close(r.lines)
		for all := bufio.NewScanner(said); all.Scan(); {
			m.notes(" ", all.Text())
			r.lines <- all.Text()
		}
	}()
	stop = func() {
		cancel()
		for range r.lines {
		}
		<-printed
	}
	m.t.Cleanup(stop)
	return r, stop
}

// sends types a message on a telephone and waits for the answer, which comes below it.
func (m machine) sends(p *sandbox.Phone, text, answer string) {
	m.t.Helper()
	m.notes("📱", text)
	own, err := p.Say(text)
	must(m.t, err)
	m.answers(p, own, answer)
}

// reports sends a report and confirms it.
func (m machine) reports(p *sandbox.Phone, text, card string) {
	m.t.Helper()
	m.sends(p, text, card)
	taps(m.t, p, "✅ 确认上报")
	m.notes("📱", "taps ✅ 确认上报")
	m.answers(p, p.Last().ID-1, "已上报 · 回执")
}

// answers waits for words in a message after another, and notes it.
func (m machine) answers(p *sandbox.Phone, after int, words string) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), screenPatience)
	defer cancel()
	err := p.Wait(ctx, func(all []sandbox.Message) bool {
		i := slices.IndexFunc(all, func(a sandbox.Message) bool { return a.ID > after && a.From.IsBot && strings.Contains(a.Text, words) })
		if i >= 0 {
			m.notes("🤖", all[i].Text)
		}
		return i >= 0
	})
	if err != nil {
		m.t.Fatalf("nobody answers %q, but: %s", words, newest(p))
	}
}

// firstTown goes from an empty folder to a town whose first officer has reported, and
// returns the officer's telephone; the bot runs until stop is called.
func (m machine) firstTown() (officer *sandbox.Phone, stop func()) {
	t := m.t
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(m.folder), 0o700))
	m.types(done, "青溪镇\nqingxi\n1\n2099-01-15\n"+testToken+"\n\n\n东河村 西岭村\n", "init", "-dir", m.folder)
	m.sets("config.toml", "[telegram]", "[telegram]\napi_url = \""+m.telegram.URL+"\"") // where this Telegram is
	roster := "编号,村名,片,登记选民,名额,候选人,联络员,包片领导\nV1,东河村,东片,346,主任:1;委员:2,,周明,陈立\nV2,西岭村,西片,512,主任:1;委员:2,,李芳,陈立\n"
	must(t, os.WriteFile(m.path("roster.csv"), []byte(roster), 0o600))
	m.sets("config.toml", "roster.xlsx", "roster.csv")
	m.types(done, "", "roster", "-config", m.path("config.toml"), m.path("roster.csv"))
	m.types(done, "", "check", "-lang", "zh", "-config", m.path("config.toml"))
	r, stop := m.runs()
	code := r.logs(`/office (\d{4}-\d{4})`)
	r.logs("running")
	office := m.telegram.Phone(sandbox.Person{ID: 802, FirstName: "高远"})
	_, err := office.Start("")
	must(t, err)
	m.sends(office, "/office "+code, "您现在是青溪镇选举办的成员")
	r.logs("opened again")
	r.logs("running")
	m.sends(office, "/invite", "名册 3 人")
	taps(t, office, "🔗 周明 · 联络员（东河村）")
	hears(t, office, "?start=qingxi_")
	m.notes("🤖", newest(office))
	link := regexp.MustCompile(`\?start=(qingxi_[\w-]+)`).FindStringSubmatch(newest(office))
	officer = m.telegram.Phone(sandbox.Person{ID: 803, FirstName: "周明"})
	m.notes("📱", "opens the link: /start "+link[1])
	_, err = officer.Start(link[1])
	must(t, err)
	hears(t, officer, "您已登记为")
	m.notes("🤖", newest(officer))
	m.reports(officer, "进度 组织准备 完成", "上报阶段进度")
	return officer, stop
}

// TestFirstOfficer: from an empty folder to a town that answers its first officer.
func TestFirstOfficer(t *testing.T) {
	t.Parallel()
	m := newMachine(t, telegramOf(t))
	m.firstTown()
	m.notes("", "the first officer has reported")
}

// TestSecondMachine: the machine of a town is gone; from last night's export, the settings
// and the roster, an empty second machine goes on with everything that was reported, and
// with everybody who was registered.
func TestSecondMachine(t *testing.T) {
	t.Parallel()
	first := newMachine(t, telegramOf(t))
	officer, stop := first.firstTown()
	backup := filepath.Join(t.TempDir(), "backup")
	first.types(done, "", "export", "-all", "-config", first.path("config.toml"), "-o", backup)
	stop()

	second := newMachine(t, first.telegram)
	must(t, os.MkdirAll(second.folder, 0o700))
	for _, name := range []string{"config.toml", "roster.csv", "token.txt"} { // /etc/huanjie, put back
		text, err := os.ReadFile(first.path(name))
		must(t, err)
		must(t, os.WriteFile(second.path(name), text, 0o600))
	}
	must(t, os.RemoveAll(first.folder))
	files, err := filepath.Glob(filepath.Join(backup, "town-qingxi-*.jsonl"))
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("exported are %q", files)
	}
	second.types(done, "", "import", "-check", "-config", second.path("config.toml"), files[0])
	second.types(done, "", "import", "-config", second.path("config.toml"), files[0])
	second.types(done, "", "verify", "-config", second.path("config.toml"))
	r, _ := second.runs()
	r.logs("running")
	second.sends(officer, "东河村", "组织准备")
	second.reports(officer, "进度 宣传培训 完成", "宣传培训")
	if said := second.types(done, "", "verify", "-config", second.path("config.toml")); !strings.Contains(said, "2 entries") {
		t.Errorf("what was reported before and after is not there: %s", said)
	}
	second.notes("", "the town goes on")
}

func telegramOf(t *testing.T) *sandbox.Server {
	t.Helper()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	must(t, err)
	t.Cleanup(telegram.Close)
	return telegram
}
