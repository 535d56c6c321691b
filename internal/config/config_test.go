package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"huanjie/internal/config"
	"huanjie/internal/election"
)

const rosterText = `unit,name,area,key,registered,seats,candidates,officers,leaders
E1,东河村,东片,是,800,主任:1;委员:2,主任:赵大山/钱小河;委员:孙一/李二/周三,周明,陈立
`

// town is a town's settings with an election in the middle of January 2027.
func town(more string) string {
	return `
[[town]]
id = "qinghe"
name = "清河镇"
roster = "roster.csv"
office = [700001]
[[town.election]]
id = "villages"
kind = "villagers"
polling_day = 2027-01-15
` + more
}

func parse(t *testing.T, text string, variables ...string) config.Config {
	t.Helper()
	files := fstest.MapFS{"roster.csv": {Data: []byte(rosterText)}, "secret/token": {Data: []byte("\ufeff 12:file\r\n")},
		"secret/key": {Data: []byte("0123456789abcdef0123456789abcdef\n")}}
	c, err := config.Parse("config.toml", []byte(text), files, environment(variables...))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c := parse(t, `telegram.token = "1:a"`+town(""))
	if c.Telegram.Token != "1:a" || c.Telegram.APIURL != "https://api.telegram.org" || c.Telegram.Mode != config.Polling || c.Telegram.Proxy != nil {
		t.Errorf("telegram %+v", c.Telegram)
	}
	if got := specs(c.Reminders.Digest) + " " + specs(c.Reminders.Due); got != "18:00 08:00" {
		t.Errorf("reminders %s, want 18:00 08:00", got)
	}
	if got := specs(c.Reminders.PollingDigest) + " " + specs(c.Reminders.Turnout) + " " + specs(c.Reminders.Count) + " " + specs(c.Reminders.Readiness); got !=
		"10:30, 12:30, 15:30, 18:30 10:00, 12:00, 15:00 20:00 09:00" {
		t.Errorf("on and before polling day %s", got)
	}
	if r := c.Reminders; r.Climb[election.StandInRung] != 24*time.Hour || r.Climb[election.GroupRung] != 120*time.Hour ||
		r.PollingClimb[election.ContactRung] != time.Hour || r.Quiet.String() != "21:30-07:00" {
		t.Errorf("rungs %v, on polling day %v, quiet %v", r.Climb, r.PollingClimb, r.Quiet)
	}
	town := c.Towns[0]
	if town.Location.String() != "Asia/Shanghai" || town.Language != election.Chinese || len(c.Towns) != 1 {
		t.Errorf("town %+v", town)
	}
	e := town.Elections[0]
	if !slices.Equal(e.Stages, election.UsualStages(e.Kind, e.PollingDay)) {
		t.Errorf("stages %v, want the usual ones", e.Stages)
	}
	if c.Redis.URL != "" || c.Redis.Folder != "redis-data" {
		t.Errorf("without a Redis: %+v", c.Redis)
	}
}

// TestBoard reads where the board is, and a key from a file and from the
// environment, which comes first.
func TestBoard(t *testing.T) {
	t.Parallel()
	read := func(url string, variables ...string) config.Board {
		return parse(t, "telegram.token = \"1:a\"\n[board]\nlisten = \":8090\"\nkey_file = \"secret/key\"\nurl = \""+url+"\"\n"+town(""), variables...).Board
	}
	for url, want := range map[string]string{"https://board.example.org/": "https://board.example.org", "http://localhost:8090": "http://localhost:8090",
		"http://192.168.1.20:8090": "http://192.168.1.20:8090", "https://example.org/town/board/": "https://example.org/town/board"} {
		if b := read(url); b.URL != want || b.Listen != ":8090" || len(b.Key) != 32 {
			t.Errorf("%s is read as %+v", url, b)
		}
	}
	file, environment := read("https://b.example"), read("https://b.example", config.BoardKeyVariable+"=another key of thirty-two letters and more")
	if slices.Equal(file.Key, environment.Key) {
		t.Error("the environment's key does not come first")
	}
	if none := parse(t, `telegram.token = "1:a"`+town("")).Board; none.Listen != "" || none.URL != "" || none.Key != nil {
		t.Errorf("without a board it is %+v", none)
	}
}

func TestEverySetting(t *testing.T) {
	t.Parallel()
	c := parse(t, `
[telegram]
token_file = "./secret/token"
api_url = "http://127.0.0.1:8081/"
proxy = "socks5://127.0.0.1:1080"
paid_per_second = 200
mode = "webhook"
webhook_url = "http://bot.example.org/x"
webhook_listen = ":8443"
webhook_secret = "0123456789abcdef"
[redis]
url = "unix:///run/redis/redis.sock?db=1"
[reminders]
digest = ["12:00", "０ 18 * * 1-5"]
due = 07:30:00
spread = "10m"
[[town]]
id = "luzhou-2"
name = "芦洲街道"
timezone = "Asia/Urumqi"
language = "en"
roster = "roster.csv"
office = [7, 8]
leading_group = ["高　远", "沈宁（组织）"]
observers = ["严正"]
[[town.election]]
id = "communities"
kind = "residents"
method = "representatives"
polling_day = "2027-03-01"
profile = "liaoning"
`)
	tg := c.Telegram
	if tg.Token != "12:file" || tg.APIURL != "http://127.0.0.1:8081" || tg.Proxy.Host != "127.0.0.1:1080" ||
		tg.Mode != config.Webhook || tg.WebhookURL != "http://bot.example.org/x" || tg.WebhookListen != ":8443" || tg.WebhookSecret != "0123456789abcdef" || tg.PaidPerSecond != 200 {
		t.Errorf("telegram %+v", tg)
	}
	if c.Redis.URL != "unix:///run/redis/redis.sock?db=1" {
		t.Errorf("redis %+v", c.Redis)
	}
	if got := specs(c.Reminders.Digest) + "; " + specs(c.Reminders.Due); got != "12:00, 0 18 * * 1-5; 07:30" || c.Reminders.Spread != 10*time.Minute {
		t.Errorf("reminders %s", got)
	}
	town := c.Towns[0]
	if town.Location.String() != "Asia/Urumqi" || town.Language != election.English || !slices.Equal(town.Office, []int64{7, 8}) ||
		!slices.Equal(town.LeadingGroup, []election.PersonID{"高远", "沈宁(组织)"}) {
		t.Errorf("town %+v", town)
	}
	if !slices.Equal(town.Observers, []election.PersonID{"严正"}) || !town.Person("严正").Observer || town.CloseOut != (election.Date{Year: 2027, Month: 8, Day: 28}) {
		t.Errorf("observers %v, closed on %v", town.Observers, town.CloseOut)
	}
	e := town.Elections[0]
	if e.Kind != election.Residents || e.Method != election.Representatives || e.PollingDay != (election.Date{Year: 2027, Month: 3, Day: 1}) {
		t.Errorf("election %+v", e)
	}
	if e.Profile.Ballots != election.OfIssued || !strings.Contains(e.Profile.Name, "辽宁") {
		t.Errorf("profile %+v, want the preset of Liaoning", e.Profile)
	}
	if len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0].In(election.Chinese), "“辽宁（示例）”仅为示例") {
		t.Errorf("warnings %v, want one of the preset of Liaoning", c.Warnings)
	}
}

// TestTargets reads shares as they are typed.
func TestTargets(t *testing.T) {
	t.Parallel()
	for least, want := range map[string]election.Ratio{"30%": {Part: 30, Whole: 100}, "３０ ％": {Part: 30, Whole: 100}, "1/3": {Part: 1, Whole: 3},
		"１／３": {Part: 1, Whole: 3}, "100%": {Part: 100, Whole: 100}, " 2 / 3 ": {Part: 2, Whole: 3}} {
		c := parse(t, `telegram.token = "1:a"`+town("target = [{ trait = 'under_50', least = '"+least+"' }, { trait = 'under_50', each_unit = true }]"))
		got := c.Towns[0].Elections[0].Targets
		if !slices.Equal(got, []election.Target{{Trait: election.TraitUnder50, Least: want}, {Trait: election.TraitUnder50, EachUnit: true}}) {
			t.Errorf("%q is read as %+v", least, got)
		}
	}
	if c := parse(t, `telegram.token = "1:a"`+town("")); c.Towns[0].Elections[0].Targets != nil || c.Warnings != nil {
		t.Errorf("of nothing: %+v, %v", c.Towns[0].Elections[0].Targets, c.Warnings)
	}
}

// TestWhatUnitsAreCalled reads the office's own word for its units.
func TestWhatUnitsAreCalled(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{
		"":              "3 个村, 3 villages",
		`units = "自然村"`: "3 个自然村, 3 自然村",
		"units = ' 小区 '\nunits_en = ['estate', 'estates']": "3 个小区, 3 estates",
	} {
		e := parse(t, `telegram.token = "1:a"`+town(setting)).Towns[0].Elections[0]
		if got := e.Units(3).In(election.Chinese) + ", " + e.Units(3).In(election.English); got != want {
			t.Errorf("%q: %s, want %s", setting, got, want)
		}
	}
	for setting, wrong := range map[string]string{`units = "一二三四五六七八九"`: "at most 8", `units_en = ["a", "b"]`: "what a unit is called", "units = '村'\nunits_en = ['village']": "two words"} {
		_, err := config.Parse("c", []byte(`telegram.token = "1:a"`+town(setting)), fstest.MapFS{"roster.csv": {Data: []byte(rosterText)}}, environment())
		if err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%q gives %v", setting, err)
		}
	}
}

func TestEnvironmentOverrides(t *testing.T) {
	t.Parallel()
	c := parse(t, `telegram.token_file = "not there"
redis.url = "redis://file:1"`+town(""), "HUANJIE_TELEGRAM_TOKEN=2:env", "HUANJIE_REDIS_URL=redis://env:1")
	if c.Telegram.Token != "2:env" || c.Redis.URL != "redis://env:1" {
		t.Errorf("token %s and redis %s, want those of the environment", c.Telegram.Token, c.Redis.URL)
	}
}

func TestLoadTakesPathsFromTheFile(t *testing.T) {
	t.Parallel()
	folder, elsewhere := t.TempDir(), t.TempDir()
	write := func(path, text string) string {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	token := write(filepath.Join(elsewhere, "token"), "3:absolute\n")
	write(filepath.Join(folder, "roster.csv"), rosterText)
	text := "telegram.token_file = '" + token + "'" + strings.Replace(town(""), "roster.csv", "../roster.csv", 1)
	path := write(filepath.Join(folder, "etc", "config.toml"), text)
	c, err := config.Load(path, environment())
	if err != nil {
		t.Fatal(err)
	}
	if c.Telegram.Token != "3:absolute" || len(c.Towns[0].Units) != 1 {
		t.Errorf("token %s, %d units", c.Telegram.Token, len(c.Towns[0].Units))
	}
	if _, err := config.Load(filepath.Join(folder, "none.toml"), environment()); err == nil || !strings.Contains(err.Error(), "none.toml") {
		t.Errorf("a missing file gives %v, want an error that names it", err)
	}
}

// TestTimesAreThoseOfTheTown asks for the next digest at noon UTC: 18:00 in
// Shanghai is past by then, in Urumqi it lies ahead.
func TestTimesAreThoseOfTheTown(t *testing.T) {
	t.Parallel()
	digest, err := config.ParseTime("18:00")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 1, 15, 11, 0, 0, 0, time.UTC)
	for zone, want := range map[string]string{"Asia/Shanghai": "2027-01-16 18:00", "Asia/Urumqi": "2027-01-15 18:00"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := digest.Schedule.Next(now.In(location)).Format("2006-01-02 15:04"); got != want {
			t.Errorf("in %s the next digest is at %s, want %s", zone, got, want)
		}
	}
}

func TestNoTimesSwitchOff(t *testing.T) {
	t.Parallel()
	c := parse(t, "telegram.token = '1:a'\nreminders.digest = []\n"+town(""))
	if len(c.Reminders.Digest) != 0 || len(c.Reminders.Due) != 1 {
		t.Errorf("digest %v and due %v, want no digest and the usual due", c.Reminders.Digest, c.Reminders.Due)
	}
}

func TestStages(t *testing.T) {
	t.Parallel()
	c := parse(t, `telegram.token = "1:a"`+town(`
stages = [
  { id = "publicity", drop = true },
  { id = "prepare", name = "动员部署" },
  { id = "roll", due = "D－25" },
  { id = "funds", name = "经费落实", name_en = "Funds", due = 2026-12-21 },
  { id = "candidates", name_en = "Candidates", due = 2027-01-12, drop = false },
  { id = "rehearsal", name = "投票演练", due = "D-1" },
  { id = "polling", name = "投票日", due = "D" },
]
`))
	var got []string
	for _, s := range c.Towns[0].Elections[0].Stages {
		got = append(got, string(s.ID)+" "+s.Name.In(election.Chinese)+"/"+s.Name.In(election.English)+" "+s.Planned.String()+" "+s.Lawful.Last.String())
	}
	want := []string{
		"prepare 动员部署/动员部署 2026-11-01 ",
		"audit 离任审计/Audit 2026-11-16 2027-01-14",
		"committee 选举委员会/Election committee 2026-12-11 ",
		"roll 选民登记公布/Roll published 2026-12-21 2026-12-26",
		"funds 经费落实/Funds 2026-12-21 ",
		"candidates 提名联审公示/Candidates 2027-01-12 ",
		"rehearsal 投票演练/投票演练 2027-01-14 ",
		"polling 投票日/投票日 2027-01-15 ",
		"handover 工作移交/Handover 2027-01-25 2027-01-25",
		"further 另行选举/Further election 2027-01-30 ",
		"archive 总结归档/Summary and archive 2027-02-14 ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLawfulLastDay holds a planned day on both sides of the lawful one.
func TestLawfulLastDay(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"roster.csv": {Data: []byte(rosterText)}}
	for due, lawful := range map[string]bool{"D-21": true, "D-20": true, "D-19": false} {
		text := `telegram.token = "1:a"` + town(`stages = [{ id = "roll", due = "`+due+`" }]`)
		if _, err := config.Parse("c", []byte(text), files, environment()); (err == nil) != lawful {
			t.Errorf("roll planned for %s: %v", due, err)
		}
	}
}

func specs(times config.Times) string {
	var all []string
	for _, one := range times {
		all = append(all, one.Spec)
	}
	return strings.Join(all, ", ")
}

func TestPersonalDataAreNotDestroyedBeforeThePolls(t *testing.T) {
	t.Parallel()
	set := func(day string) string {
		return strings.Replace(town(""), "[[town.election]]", "close_out = "+day+"\n[[town.election]]", 1)
	}
	if c := parse(t, "telegram.token = \"1:a\""+set("2027-07-30")); c.Towns[0].CloseOut != (election.Date{Year: 2027, Month: 7, Day: 30}) {
		t.Errorf("closed on %v", c.Towns[0].CloseOut)
	}
	_, err := config.Parse("c", []byte("telegram.token = \"1:a\""+set("2020-01-01")), fstest.MapFS{"roster.csv": {Data: []byte(rosterText)}}, environment())
	if err == nil || !strings.Contains(err.Error(), "not after the last polling day") {
		t.Errorf("a day before the polls gives %v", err)
	}
}
