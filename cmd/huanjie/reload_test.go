package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// twoTowns are a town that is sound, and 北岭镇, whose roster and settings are
// written as given.
type twoTowns struct {
	kept
	telegram *sandbox.Server
	roster   string // of 北岭镇
}

const northern = "unit,name,area,seats,officers,leaders\n"

func keepTwo(t *testing.T, rows string) twoTowns {
	t.Helper()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	must(t, err)
	t.Cleanup(telegram.Close)
	two := twoTowns{kept: keepTown(t, redistest.Start(t)), telegram: telegram}
	two.asks(telegram.URL, testToken)
	two.roster = two.adds("beiling", "北岭镇", 901, rows)
	return two
}

// adds writes one more town into the settings, and returns the path of its roster.
func (two twoTowns) adds(id, name string, office int64, rows string) (roster string) {
	two.t.Helper()
	settings, err := os.ReadFile(two.config)
	must(two.t, err)
	settings = fmt.Appendf(settings, "[[town]]\nid = %q\nname = %q\nroster = \"%[1]s.csv\"\noffice = [%[3]d]\n[[town.election]]\nid = \"villages\"\nkind = \"villagers\"\npolling_day = 2099-01-15\n", id, name, office)
	must(two.t, os.WriteFile(two.config, settings, 0o600))
	roster = filepath.Join(filepath.Dir(two.config), id+".csv")
	must(two.t, os.WriteFile(roster, []byte(northern+rows), 0o600))
	return roster
}

// lists writes the roster of 北岭镇.
func (two twoTowns) lists(rows string) {
	two.t.Helper()
	must(two.t, os.WriteFile(two.roster, []byte(northern+rows), 0o600))
}

// officer is the telephone of somebody in 北岭镇 who opened their link before.
func (two twoTowns) officer(user int64, name election.PersonID) *sandbox.Phone {
	two.t.Helper()
	s := store.Open(two.redis, &election.Town{ID: "beiling", Location: time.UTC})
	ses, err := s.Session(two.t.Context(), user)
	must(two.t, err)
	must(two.t, s.Settle(two.t.Context(), user))
	must(two.t, s.Commit(two.t.Context(), store.Commit{Session: &ses, Binding: &store.Binding{Person: name, Language: "zh"}}))
	return two.starts(sandbox.Person{ID: user, FirstName: string(name)})
}

// office is the telephone of somebody in the office of either town.
func (two twoTowns) office(user int64) *sandbox.Phone {
	two.t.Helper()
	return two.starts(sandbox.Person{ID: user})
}

// starts opens the chat with the bot on somebody's telephone.
func (two twoTowns) starts(p sandbox.Person) *sandbox.Phone {
	two.t.Helper()
	phone := two.telegram.Phone(p)
	_, err := phone.Start("")
	must(two.t, err)
	return phone
}

func says(t *testing.T, p *sandbox.Phone, text, answer string) {
	t.Helper()
	_, err := p.Say(text)
	must(t, err)
	hears(t, p, answer)
}

// TestABadTownStopsAlone: a town with mistakes in its roster says so to its own
// people and stops nobody else; mended, it is opened by its office.
func TestABadTownStopsAlone(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:一个,联络员丙,领导丙\n")
	r := runTown(t, two.kept)
	r.logs("THIS TOWN IS STOPPED")
	r.logs("running")
	officer, office, other := two.officer(810, "联络员丙"), two.office(901), two.office(900)
	says(t, officer, "投票 212", "没有记下")
	says(t, office, "日报", "beiling.csv:2")
	says(t, other, "/invite", "名册 3 人")

	two.tool(done, "2 units", "verify", "-config", two.config, "-town", "shiqiao")
	two.tool(failed, "town beiling is not verified", "verify", "-config", two.config)
	two.tool(failed, "beiling.csv:2", "audit", "-config", two.config, "-town", "beiling")
	two.tool(failed, "say which with -town", "closeout", "-config", two.config)
	for _, tool := range []string{"audit", "closeout"} {
		two.tool(done, "", tool, "-config", two.config, "-town", "shiqiao")
	}
	two.tool(done, "exported", "export", "-config", two.config, "-town", "shiqiao", "-o", filepath.Join(t.TempDir(), "town.jsonl"))
	folder := t.TempDir()
	two.tool(failed, "town beiling: 没有导出", "export", "-all", "-config", two.config, "-o", folder)
	if files, err := filepath.Glob(filepath.Join(folder, "town-shiqiao-*.jsonl")); err != nil || len(files) != 1 {
		t.Errorf("the other town is exported as %q", files)
	}
	two.tool(failed, "北岭镇（beiling）有 1 处错", "check", "-lang", "zh", "-config", two.config)

	two.lists("N1,青石村,东片,主任:1,联络员丙,领导丙\n")
	says(t, office, "/reload", "新开：1 个单位")
	must(t, office.Tap("✅ 用新的"))
	r.logs("opened again")
	r.logs("running")
	says(t, officer, "投票 212", "青石村")

	// A name that opens a report stops the town at the next start.
	r.stop()
	<-r.ended
	two.lists("N1,计票村,东片,主任:1,联络员丙,领导丙\n")
	r = runTown(t, two.kept)
	r.logs("THIS TOWN IS STOPPED")
	r.logs("running")
	says(t, office, "状态", "名称“计票村”以打开")
}

// TestReload: the operator has the files read again; the office is shown what is
// different, and decides. A process that is behind waits for its files.
func TestReload(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\n")
	r := runTown(t, two.kept)
	r.logs("running")
	officer, office := two.officer(810, "联络员丙"), two.office(901)
	says(t, office, "/reload", "都没有变")
	two.lists("N1,青石村,东片,主任:1,联络员丙,领导丙\nN2,白杨村,东片,主任:1,联络员丁,领导丙\n")
	self, err := os.FindProcess(os.Getpid())
	must(t, err)
	must(t, self.Signal(syscall.SIGHUP))
	hears(t, office, "新增 白杨村")
	two.lists("N1,青石村,东片,主任:1,联络员丙,领导丙\nN2,白杨树村,东片,主任:1,联络员丁,领导丙\n") // once more, before the office has looked
	must(t, office.Tap("✅ 用新的"))
	hears(t, office, "新增 白杨树村")
	must(t, office.Tap("✅ 用新的"))
	hears(t, office, "几秒后生效")
	r.logs("opened again")
	r.logs("running")
	says(t, office, "/invite", "名册 3 人")

	ahead := "N1,青石村,西片,主任:1,联络员丙,领导丙\nN2,白杨树村,东片,主任:1,联络员丁,领导丙\n"
	other := keepTwo(t, ahead)
	cfg, err := config.Load(other.config, noEnv)
	must(t, err)
	must(t, store.Open(two.redis, cfg.Towns[1]).Enroll(t.Context()))
	says(t, officer, "投票 212 登记400", "已投票：212")
	must(t, officer.Tap("✅ 确认上报"))
	r.logs("another process works with another roster")
	two.lists(ahead)
	r.logs("opened again")
	r.logs("running")
	hears(t, officer, "已上报")
}

// TestRosterInTheChat: the office sends a roster, sees what it would do, and has it
// used with one tap; who reports for other units is told. One with a mistake, and one
// that changes nothing, has no button.
func TestRosterInTheChat(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\nN2,白杨村,东片,主任:1,联络员丁,领导丙\n")
	r := runTown(t, two.kept)
	r.logs("running")
	officer, office := two.officer(810, "联络员丙"), two.office(901)
	send := func(rows, answer string) {
		t.Helper()
		_, err := office.Document("新名册.csv", []byte("编号,村名,片,名额,联络员,包片领导\n"+rows), "")
		must(t, err)
		hears(t, office, answer)
	}
	send("N1,青石村,东片,主任:1,联络员丙,领导丙\nN2,白杨村,东片,主任:1,联络员丁,领导丙\n", "没有不同")
	send("N1,青石村,东片,主任:一个,联络员丙,领导丙\n", "第 2 行 拒绝")
	if err := office.Tap("✅ 换用这份名册"); err == nil {
		t.Error("a roster with a mistake can be used")
	}
	send("N1,青石村,西片,主任:1,联络员戊,领导丙\nN2,白杨村,东片,主任:1,联络员丁;联络员丙,领导丙\nN3,柳林村,东片,主任:1,联络员戊,领导丙\n", "新增 1，更改 2，不变 0，删去 0")
	must(t, office.Tap("✅ 换用这份名册"))
	hears(t, office, "几秒后生效")
	hears(t, officer, "现在由您上报的：白杨村")
	r.logs("opened again")
	r.logs("running")
	says(t, office, "/invite", "名册 4 人")
	written, err := os.ReadFile(two.roster)
	must(t, err)
	was, err := os.ReadFile(two.roster + rosterBefore)
	must(t, err)
	if !strings.Contains(string(written), "柳林村") || strings.Contains(string(was), "柳林村") {
		t.Errorf("written %s, before %s", written, was)
	}
}

// TestLastMembersInTheChat: the office sends the members of the last term as a table, sees what it says, and
// has it used with one tap; it stands beside the roster. A name that the roster lacks is refused.
func TestLastMembersInTheChat(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\nN2,白杨村,东片,主任:1,联络员丁,领导丙\n")
	r := runTown(t, two.kept)
	r.logs("running")
	office := two.office(901)
	send := func(rows, answer string) {
		t.Helper()
		_, err := office.Document("上届.csv", []byte("村名,职务,姓名,性别\n"+rows), "")
		must(t, err)
		hears(t, office, answer)
	}
	send("青石村,主任,周一,男\n无名村,主任,周二,男\n", "第 3 行 拒绝：名册里没有“无名村”")
	if err := office.Tap("✅ 换用这份名册"); err == nil {
		t.Error("a list with a mistake can be used")
	}
	send("青石村,主任,周一,男\n白杨村,主任,周二,女\n", "上届成员 2 名，2 个单位")
	must(t, office.Tap("✅ 换用这份名册"))
	hears(t, office, "几秒后生效")
	r.logs("opened again")
	r.logs("running")
	send("白杨村,主任,周二,女\n", "删去 N1 的上届成员 1 名")
	last := strings.TrimSuffix(two.roster, ".csv") + ".last.csv"
	if written, err := os.ReadFile(last); err != nil || !strings.Contains(string(written), "N2,白杨村,主任,周二,女") {
		t.Errorf("written %s, %v", written, err)
	}
	if _, err := os.Stat(two.roster + rosterBefore); err == nil {
		t.Error("the roster was written")
	}
}

// TestAPollingDayMovedAfterCounts is asked, not done: the town waits until its office
// agrees.
func TestAPollingDayMovedAfterCounts(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\n")
	s := store.Open(two.redis, &election.Town{ID: "beiling", Location: time.UTC})
	must(t, s.TellDay(t.Context(), "villages", election.Date{Year: 2098, Month: time.December, Day: 1}))
	must(t, two.redis.HSet(t.Context(), "hj:{beiling}:figures:villages:", string(election.Counted), 1).Err())
	must(t, two.redis.Set(t.Context(), "hj:{shiqiao}:begun", "2020-01-01T00:00:00Z", 0).Err()) // whenever this runs
	r := runTown(t, two.kept, "-past=false")
	r.logs("THIS TOWN IS STOPPED")
	r.logs("running")
	office := two.office(901)
	says(t, office, "日报", "已有 1 个村报了计票，选举日却从 2098-12-01 改成了 2099-01-15")
	two.tool(failed, "真要改，请选举办在聊天里发 /reload", "check", "-lang", "zh", "-config", two.config)
	says(t, office, "/reload", "❗ 已有 1 个村报了计票")
	must(t, office.Tap("✅ 用新的"))
	r.logs("opened again")
	r.logs("running")
	says(t, office, "/invite", "名册 2 人")
	hears(t, office, "改为 2099年1月15日")
}

// TestALeaderOfTwoTowns reads which town a message is of, and a button acts in that
// one; what is typed goes to the town that was there first.
func TestALeaderOfTwoTowns(t *testing.T) {
	t.Parallel()
	two := keepTwo(t, "V1,青石村,东片,主任:1,联络员丙,领导丙\n")
	r := runTown(t, two.kept)
	r.logs("running")
	leader := two.telegram.Phone(sandbox.Person{ID: 820, FirstName: "领导"})
	opens := func(town election.TownID, name, hello string) {
		t.Helper()
		s := store.Open(two.redis, &election.Town{ID: town, Location: time.UTC})
		token, err := s.Invite(t.Context(), election.PersonID(name), time.Now())
		must(t, err)
		_, err = leader.Start(token)
		must(t, err)
		hears(t, leader, hello)
	}
	opens("shiqiao", "领导甲", "您已登记为石桥镇领导")
	hears(t, leader, "石桥镇 · 领导（东片）、领导（西片）") // its menu is not to come after that of 北岭镇
	opens("beiling", "领导丙", "【北岭镇】领导丙，您好！您已登记为北岭镇领导")
	hears(t, leader, "打字的、菜单里点的，都按石桥镇办；北岭镇的消息前面写着【北岭镇】")
	hears(t, leader, "【北岭镇】北岭镇 · 领导")
	says(t, leader, "V1", "河湾村")
	must(t, leader.Tap("📊 日报")) // of the last menu, which is 北岭镇's
	hears(t, leader, "【北岭镇】📊 北岭镇日报")
	says(t, leader, "日报", "📊 石桥镇日报")
}
