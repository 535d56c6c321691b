package bot_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/bot"
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// The counts of three villages. Of that of 东河村, which somebody is still to enter,
// there are two, in two towns that are the same otherwise. In one nobody has the majority
// as its chair, in the other all places are filled.
const (
	secretCount = "计票 东河村 发257 收251 有效247 无效4 主任 贺小满 59 冯棠 117 委员 卞春生 149 孙海川 193 孔晓棠 97"
	wonCount    = "计票 东河村 发301 收296 有效290 无效6 主任 贺小满 51 冯棠 221 委员 卞春生 177 孙海川 203 孔晓棠 169"
	sureCount   = "计票 柳湾村 发305 收303 有效299 无效4 主任 曹石柱 220 韦福来 61 委员 常平 188 袁春兰 201 钱巧云 85"
	openCount   = "计票 石榴村 发268 收266 有效262 无效4 主任 卞琴 190 陶福来 60 委员 元杏枝 170 姚秋菊 180 魏森 79"
)

// voted puts the votes of 冯棠 into a count of 东河村.
func voted(count, votes string) string { return fengVotes.ReplaceAllString(count, "冯棠 "+votes+" ") }

var fengVotes = regexp.MustCompile(`冯棠 \d+ `) // read only

// askedOfAll, read only, are sixty questions of people who may or may not know the answer.
var askedOfAll = strings.Fields(`现在参选率 全镇参选率多少 东片参选率 东河村参选率 参选率最高的村 参选率低于80%的村 各片参选率 投了多少人 多少人没投票 哪些村没过半
当选多少 谁当选了 东河村谁当选了 东片当选多少 各片当选多少 还缺几个 东河村还缺几个 哪些村选齐了 一次选举成功的村 哪些村要另行选举
东河村要另行选举吗 哪些村选举无效 再投过票的村 计票结果汇总 东河村计票结果 哪些村计票了 哪些村没计票 哪些村没确认 已确认的计票 发出选票多少
收回选票多少 有效票多少 无效票多少 无效票最多的村 东河村有效票多少 无效率 登记选民多少 东河村登记选民多少 东河村情况 东河村怎么样
各村情况 今天有什么变化 参选率比昨天多多少 昨天的参选率 东河村报了什么 最近一次上报 东河村什么时候报的 我报过什么 谁还没报 谁逾期了
东河村逾期了吗 各片进度 选举日完成了吗 东河村投票完成了吗 哪些村有困难 候选人是哪些人 东河村候选人 当选人员结构 女的当选多少 重点村怎么样`)

// commandsOfAll, read only, are the commands that show figures.
var commandsOfAll = strings.Split(`菜单 状态 日报 待办 台账 台账表 情况 更正 撤回 规则 怎么做 设置 候选人公告 审计记录 公告列表 大屏 帮助 日报昨天 计票 投票 进度 当选人员 委托投票 补结果单
总结 总结|东河村 阶段简报 每日快报 阶段简报|东河村 公告文件 公告文件|东河村 /audit|东河村 /audit|周明|3天 日历 定时 中途接入 邀请表 归档包 全部同意 全县 发公告 全县参选率 全县当选多少 全县有效票多少 各镇无效票 各镇投了多少人 哪个镇还没确认 全县还缺几个 全县男女各多少 全县党员占多少 全县要另行选举的 各镇计票 哪个镇参选率最高
校对|参选率|74.28%，发出选票|257|张 /status|东河村 /digest|东片 东河村的状态 更正|东河村`, " ")

// The test is small unless it is told otherwise.
var (
	moreQuestions = flag.Int("blind.every", 40, "of so many questions that are understood, one is asked besides the sixty")
	mostPresses   = flag.Int("blind.presses", 80, "how many buttons each person presses")
)

// understood are questions that internal/speech knows, of 东河村 where they are of one village.
func understood(t *testing.T) (all []string) {
	t.Helper()
	text, err := os.ReadFile("../internal/speech/testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(text), "\n") {
		question, _, is := strings.Cut(line, "\t")
		if is && !strings.HasPrefix(line, "#") && i%*moreQuestions == 0 {
			all = append(all, strings.ReplaceAll(question, "西岭", "东河"))
		}
	}
	return all
}

// walking is a clock that goes on by some seconds whenever somebody does something, so that
// nobody sends too much for a minute.
type walking struct {
	mu sync.Mutex
	at time.Time
}

func (w *walking) now() time.Time { w.mu.Lock(); defer w.mu.Unlock(); return w.at }

func (w *walking) step(by time.Duration) { w.mu.Lock(); defer w.mu.Unlock(); w.at = w.at.Add(by) }

// blindCase is who enters the count of 东河村, and who still may.
type blindCase struct {
	officers, checkers []election.PersonID
	first              election.PersonID
	twice              bool // 李芳 has entered it too, and the two differ twice
	blind              election.PersonID
}

// counts are what is entered first, and second if it is: the second differs in the votes of
// one candidate. other: in the other town. What the blind person has entered is the same in
// both.
func (c blindCase) counts(other bool) (first, second string) {
	switch {
	case other && c.twice && c.blind == "李芳":
		return voted(secretCount, "118"), voted(secretCount, "116")
	case other:
		return wonCount, voted(wonCount, "220")
	}
	return secretCount, voted(secretCount, "116")
}

// TestWhoMayStillEnterACountReadsNoneOfIt has everybody who may still enter a count give
// every command, ask, and press whatever there is, in two towns that differ in that count
// alone, and once more when days have passed. They get the same texts, captions, answers,
// documents and pictures in both. So nothing tells them of it, whatever is added to the bot.
func TestWhoMayStillEnterACountReadsNoneOfIt(t *testing.T) {
	t.Parallel()
	if n := len(askedOfAll); n != 60 {
		t.Fatalf("%d questions", n)
	}
	for name, c := range map[string]blindCase{
		"a checker of the roster":     {[]election.PersonID{"周明"}, []election.PersonID{"李芳"}, "周明", false, "李芳"},
		"another officer":             {[]election.PersonID{"周明", "顾小北"}, []election.PersonID{"李芳"}, "周明", false, "顾小北"},
		"the office, of nobody else":  {[]election.PersonID{"周明"}, nil, "周明", false, "选举办"},
		"the leading group":           {nil, nil, "选举办", false, "高远"},
		"whoever decides as a third":  {[]election.PersonID{"周明"}, []election.PersonID{"李芳"}, "周明", true, "高远"},
		"a third officer, as a third": {[]election.PersonID{"周明", "顾小北"}, []election.PersonID{"李芳"}, "周明", true, "顾小北"},
		"whoever has entered another": {[]election.PersonID{"周明"}, []election.PersonID{"李芳"}, "周明", true, "李芳"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var both [2]map[election.PersonID][]step
			var wait sync.WaitGroup
			for i := range both {
				wait.Go(func() { both[i] = c.play(t, i == 1) })
			}
			wait.Wait()
			if t.Failed() {
				return
			}
			for id, one := range both[0] {
				differ, n := compare(one, both[1][id])
				if id == c.blind {
					for _, d := range differ[:min(len(differ), 10)] {
						t.Errorf("%s sees which of two counts it is: %s", id, d)
					}
				} else if len(differ) == 0 {
					t.Errorf("%s sees no difference between two counts", id)
				}
				t.Logf("%s: %d steps, %d texts and files, %d differ", id, len(one), n, len(differ))
			}
		})
	}
}

// step is something that a person did, and what they saw of it.
type step struct {
	did string
	saw []string
}

// compare lists the steps after which two people saw different things, and counts
// what one saw.
func compare(one, other []step) (differ []string, n int) {
	for i, s := range one {
		n += len(s.saw)
		switch {
		case i >= len(other):
			differ = append(differ, fmt.Sprintf("%s is a step of one alone", s.did))
		case s.did != other[i].did:
			return append(differ, fmt.Sprintf("then they do %q and %q", s.did, other[i].did)), n
		case !slices.Equal(s.saw, other[i].saw):
			differ = append(differ, fmt.Sprintf("after %q\n%s\nand\n%s", s.did, without(s.saw, other[i].saw), without(other[i].saw, s.saw)))
		}
	}
	return differ, n
}

// without are the lines of texts that others do not have.
func without(texts, others []string) string {
	has := strings.Split(strings.Join(others, "\n"), "\n")
	lines := slices.DeleteFunc(strings.Split(strings.Join(texts, "\n"), "\n"), func(l string) bool { return slices.Contains(has, l) })
	return strings.Join(lines, "\n")
}

// play has a count entered, then everybody who is blind do everything, and a leader ask.
// other: it is the other count.
func (c blindCase) play(t *testing.T, other bool) map[election.PersonID][]step {
	t.Helper()
	town := withCounters(t, c.officers, c.checkers)
	clock := &walking{at: town.Elections[0].PollingDay.At(18, 0, town.Location)}
	telegram, err := sandbox.Start(sandbox.Options{Token: token, Limits: sandbox.Limits{Off: true}, Now: clock.now})
	if err != nil {
		t.Error(err)
		return nil
	}
	t.Cleanup(telegram.Close)
	county := bot.County{Name: "清河县", Readers: []int64{officeID}} // who works in a town may read for the county besides
	for id := range int64(10) {
		county.Readers = append(county.Readers, 500_001+id)
	}
	r := start(t, setting{town: town, telegram: telegram, idle: true, county: county, pack: packJournal})
	r.clock = clock.now
	r.run(r.bot.Poll)
	phones := map[election.PersonID]*sandbox.Phone{}
	for _, id := range []election.PersonID{"周明", "李芳", "顾小北", "何静", "丁越", "陈立", "高远", "选举办"} {
		if id != "顾小北" || slices.Contains(c.officers, id) {
			phones[id] = r.phone(id)
		}
	}
	r.enters(phones["何静"], sureCount)
	r.enters(phones["丁越"], sureCount)
	r.enters(phones["何静"], openCount)
	first, second := c.counts(other)
	r.enters(phones[c.first], first)
	if c.twice {
		r.enters(phones["李芳"], second)
		r.tap(phones[c.first], "✏️ 重新核对")
		r.sees(phones[c.first], "两次录入不一致")
		r.say(phones[c.first], strings.Fields(fengVotes.FindString(first))[1])
		r.sees(phones[c.first], "[✅ 确认上报]")
		r.tap(phones[c.first], "✅ 确认上报")
	}
	r.sent()
	did := map[election.PersonID][]step{}
	explore := func(id election.PersonID, from, presses int, texts ...string) {
		e := &explorer{r: r, p: phones[id], clock: clock, from: from, seen: map[string]bool{}, files: map[string]string{}}
		e.crawl(texts, presses)
		did[id] = append(did[id], e.steps...)
	}
	from := 0
	if c.twice { // they may have read preliminary figures before
		from = phones[c.blind].Last().ID
	}
	explore(c.blind, from, *mostPresses, slices.Concat(commandsOfAll, askedOfAll, understood(t))...)
	explore("陈立", 0, 0, askedOfAll[:20]...)
	if !c.twice {
		r.changesTheirMind(phones[c.first], clock, first)
	}
	clock.step(12 * 24 * time.Hour)
	explore(c.blind, phones[c.blind].Last().ID, *mostPresses/4, slices.Concat(commandsOfAll, askedOfAll[40:])...)
	if m, still := r.find(phones["高远"].Messages(), []string{"东河村 ", first[len("计票 东河村 发"):][:3]}); still && c.blind == "高远" {
		t.Errorf("the leading group still has the preliminary message: %s", looks(m))
	}
	return did
}

// packJournal writes an archive that is nothing but the reports.
func packJournal(ctx context.Context, s *store.Store, w io.Writer) error {
	return s.Journal(ctx, func(r election.Report) error {
		_, err := fmt.Fprintln(w, r.Unit, r.Body)
		return err
	})
}

// TestANoticeForEverybodyRestsOnConfirmedCounts: a count that two people have not confirmed
// is not in the notice that goes into a group beside an announcement, whenever that is made.
func TestANoticeForEverybodyRestsOnConfirmedCounts(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	first, second := r.phone("周明"), r.phone("李芳")
	further := func() string {
		t.Helper()
		paper := store.PostedPaperOf(election.Announcement{Kind: election.FurtherAnnouncement, Units: []election.UnitID{"E1"}})
		m := store.Message{ID: rand.Text(), Chat: first.ID(), Text: "张贴件", Paper: &paper}
		if err := r.store.Commit(r.ctx, store.Commit{Messages: []store.Message{m}}); err != nil {
			t.Fatal(err)
		}
		r.sent()
		return words(t, r.newestFile(first))
	}
	r.enters(first, secretCount)
	if text := further(); !strings.Contains(text, "没有需要另行选举的名额") || strings.Contains(text, "冯棠") {
		t.Errorf("the count is not confirmed, and the notice says %s", text)
	}
	r.enters(second, secretCount)
	if text := further(); !strings.Contains(text, "冯棠") {
		t.Errorf("the count is confirmed, and the notice says %s", text)
	}
}

// withCounters is the demo's town, with other people for 东河村.
func withCounters(t *testing.T, officers, checkers []election.PersonID) *election.Town {
	t.Helper()
	town := *demoTown(t)
	town.Units = slices.Clone(town.Units)
	town.Units[0].Officers, town.Units[0].Checkers = officers, checkers
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// changesTheirMind has whoever entered a count correct it, take it back, and enter it again.
func (r *rig) changesTheirMind(p *sandbox.Phone, clock *walking, count string) {
	r.t.Helper()
	clock.step(5 * time.Minute)
	votes, _ := strconv.Atoi(strings.Fields(fengVotes.FindString(count))[1])
	r.say(p, voted(count, strconv.Itoa(votes-1)))
	r.sees(p, "更正的原因？")
	r.enters(p, "加错了")
	for range 2 { // the correction, then what it corrected
		clock.step(5 * time.Minute)
		asked := r.say(p, "撤回，要重新清点")
		r.sees(p, "[✅ 确认撤回]")
		r.tap(p, "✅ 确认撤回")
		r.sent()
		if m, found := r.find(p.Messages(), []string{"已撤回回执"}); !found || m.ID < asked {
			r.t.Errorf("nothing is withdrawn:\n%s", chat(p.Messages()))
		}
	}
	clock.step(5 * time.Minute)
	r.enters(p, count)
	clock.step(5 * time.Minute)
}

// enters has somebody enter a count, first or second.
func (r *rig) enters(p *sandbox.Phone, line string) {
	r.t.Helper()
	r.say(p, line)
	r.sees(p, "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "已上报")
	r.sent()
}

// explorer does whatever somebody can do, and notes what they see of it.
type explorer struct {
	r       *rig
	p       *sandbox.Phone
	clock   *walking
	from    int // what stands above is no part of it
	seen    map[string]bool
	files   map[string]string
	answers int
	steps   []step
}

// crawl says everything, then presses the buttons that come of it, but those that
// report.
func (e *explorer) crawl(texts []string, presses int) {
	e.answers = len(e.p.Answers())
	e.look("what stood there")
	for _, text := range texts {
		text = strings.ReplaceAll(text, "|", " ")
		e.r.say(e.p, text)
		e.look(text)
	}
	pressed := map[string]bool{}
	for range presses {
		message, button, found := unpressed(e.p, pressed)
		if !found {
			break
		}
		if err := e.p.TapData(message, button.Data); err != nil {
			e.r.t.Fatalf("press %q: %v", button.Text, err)
		}
		e.look("[" + button.Text + "]")
	}
	toTaps := step{did: "all taps"} // they come when they come
	for _, a := range e.p.Answers()[e.answers:] {
		if !slices.Contains(toTaps.saw, a.Text) {
			toTaps.saw = append(toTaps.saw, a.Text)
		}
	}
	slices.Sort(toTaps.saw)
	e.steps = append(e.steps, toTaps)
}

// chances, read only, are what differs by chance: receipts, fingerprints, links.
var chances = regexp.MustCompile(`回执 \w+|(指纹|fingerprint) ?[0-9a-f -]+|\b[A-Z0-9]{8}\b|start=\S+`)

// markup, read only, are the marks of a Word file.
var markup = regexp.MustCompile(`<[^>]*>`)

// look notes what is new since the last step.
func (e *explorer) look(did string) {
	e.r.t.Helper()
	e.r.sent()
	s := step{did: did}
	for _, m := range e.p.Messages() {
		if m.ID <= e.from || !m.From.IsBot {
			continue
		}
		text := looks(m)
		if m.Document != nil {
			text += "\n" + m.Document.FileName + "\n" + e.file(m.Document.FileName, m.Document.FileID)
		}
		if len(m.Photo) > 0 {
			text += "\n" + e.file("picture", m.Photo[len(m.Photo)-1].FileID)
		}
		if text = chances.ReplaceAllString(text, "…"); !e.seen[text] {
			e.seen[text] = true
			s.saw = append(s.saw, text)
		}
	}
	e.steps = append(e.steps, s)
	e.clock.step(2500 * time.Millisecond)
}

// file is what can be read in a file.
func (e *explorer) file(name, id string) string {
	if _, has := e.files[id]; !has {
		e.files[id] = contents(e.r.t, name, e.r.fetch(id))
	}
	return e.files[id]
}

// unpressed finds a button that was not pressed yet. The same button of the same
// card is one, whatever the revision.
func unpressed(p *sandbox.Phone, pressed map[string]bool) (message int, b sandbox.Button, found bool) {
	for _, m := range slices.Backward(p.Messages()) {
		title, _, _ := strings.Cut(m.Text+m.Caption, "\n")
		for _, b := range m.Buttons() {
			key := title + "|" + b.Text
			if b.Data == "" || pressed[key] || strings.HasPrefix(b.Text, "✅") {
				continue
			}
			pressed[key] = true
			return m.ID, b, true
		}
	}
	return 0, b, false
}

// contents is what can be read in a document.
func contents(t *testing.T, name string, data []byte) string {
	t.Helper()
	switch path.Ext(name) {
	case ".xlsx":
		return cells(t, data)
	case ".docx":
		return words(t, data)
	case ".ics":
		return string(data)
	}
	return fmt.Sprintf("%s %x", name, sha256.Sum256(data))
}

// words is the text of a Word file, a paragraph in a line.
func words(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return markup.ReplaceAllString(strings.ReplaceAll(string(text), "</w:p>", "\n"), "")
}

// cells are all cells of a workbook, a row in a line.
func cells(t *testing.T, book []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			fmt.Fprintln(&b, strings.Join(row, " | "))
		}
	}
	return b.String()
}
