package bot_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// The counts of three villages. That of 东河村, with two entries that differ, is the
// one that somebody is still to enter; nobody has the majority as its chair.
const (
	secretCount = "计票 东河村 发257 收251 有效247 无效4 主任 贺小满 59 冯棠 117 委员 卞春生 149 孙海川 193 孔晓棠 97"
	otherCount  = "计票 东河村 发257 收251 有效247 无效4 主任 贺小满 59 冯棠 116 委员 卞春生 149 孙海川 193 孔晓棠 97"
	sureCount   = "计票 柳湾村 发305 收303 有效299 无效4 主任 曹石柱 220 韦福来 61 委员 常平 188 袁春兰 201 钱巧云 85"
	openCount   = "计票 石榴村 发268 收266 有效262 无效4 主任 卞琴 190 陶福来 60 委员 元杏枝 170 姚秋菊 180 魏森 79"
)

// secrets, read only, find a figure of the count, a sum with one of the other villages, or what
// has to follow from it.
var secrets = regexp.MustCompile(`\b(257|251|247|116|117|149|193|562|525|830|554|517|820|546|509|808)\b|74\.28|须再次投票|▲|冯棠、贺小满|还缺 \d|东河村[：:· ]+(另行选举|还缺)`)

// askedOfAll, read only, are sixty questions of people who may or may not know the answer.
var askedOfAll = strings.Fields(`现在参选率 全镇参选率多少 东片参选率 东河村参选率 参选率最高的村 参选率低于80%的村 各片参选率 投了多少人 多少人没投票 哪些村没过半
当选多少 谁当选了 东河村谁当选了 东片当选多少 各片当选多少 还缺几个 东河村还缺几个 哪些村选齐了 一次选举成功的村 哪些村要另行选举
东河村要另行选举吗 哪些村选举无效 再投过票的村 计票结果汇总 东河村计票结果 哪些村计票了 哪些村没计票 哪些村没确认 已确认的计票 发出选票多少
收回选票多少 有效票多少 无效票多少 无效票最多的村 东河村有效票多少 无效率 登记选民多少 东河村登记选民多少 东河村情况 东河村怎么样
各村情况 今天有什么变化 参选率比昨天多多少 昨天的参选率 东河村报了什么 最近一次上报 东河村什么时候报的 我报过什么 谁还没报 谁逾期了
东河村逾期了吗 各片进度 选举日完成了吗 东河村投票完成了吗 哪些村有困难 候选人是哪些人 东河村候选人 当选人员结构 女的当选多少 重点村怎么样`)

// commandsOfAll, read only, are the commands that show figures.
var commandsOfAll = strings.Fields("菜单 状态 日报 待办 台账 台账表 情况 更正 撤回 规则 怎么做 设置 候选人公告 审计记录 公告列表 大屏 帮助 日报昨天 计票 投票 进度 当选人员 委托投票 补结果单")

// TestWhoMayStillEnterACountReadsNoneOfIt has everybody who may still enter a count
// ask and press whatever there is. None of its figures is in any text, caption,
// answer, workbook or picture that they get; others read them, as preliminary.
func TestWhoMayStillEnterACountReadsNoneOfIt(t *testing.T) {
	t.Parallel()
	if n := len(askedOfAll); n != 60 {
		t.Fatalf("%d questions", n)
	}
	for name, c := range map[string]struct {
		officers, checkers []election.PersonID
		first              election.PersonID
		twice              bool // two entries differ twice
		blind              []election.PersonID
	}{
		"a checker of the roster":     {[]election.PersonID{"周明"}, []election.PersonID{"李芳"}, "周明", false, []election.PersonID{"李芳"}},
		"another officer":             {[]election.PersonID{"周明", "顾小北"}, []election.PersonID{"李芳"}, "周明", false, []election.PersonID{"顾小北"}},
		"the office, of nobody else":  {[]election.PersonID{"周明"}, nil, "周明", false, []election.PersonID{"选举办"}},
		"the leading group":           {nil, nil, "选举办", false, []election.PersonID{"高远"}},
		"whoever decides as a third":  {[]election.PersonID{"周明"}, []election.PersonID{"李芳"}, "周明", true, []election.PersonID{"高远", "李芳"}},
		"a third officer, as a third": {[]election.PersonID{"周明", "顾小北"}, []election.PersonID{"李芳"}, "周明", true, []election.PersonID{"顾小北"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, setting{town: withCounters(t, c.officers, c.checkers), idle: true})
			evening := r.town.Elections[0].PollingDay.At(18, 0, r.town.Location)
			r.clock = func() time.Time { return evening }
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
			r.enters(phones[c.first], secretCount)
			own := map[election.PersonID]string{}
			if c.twice {
				r.enters(phones["李芳"], otherCount)
				r.tap(phones[c.first], "✏️ 重新核对")
				r.sees(phones[c.first], "两次录入不一致")
				r.say(phones[c.first], "117")
				r.sees(phones[c.first], "[✅ 确认上报]")
				r.tap(phones[c.first], "✅ 确认上报")
				own["李芳"] = otherCount + " 还缺 1" // and what the verdict on it says
			}
			r.sent()
			for _, id := range c.blind {
				from := 0
				if c.twice { // they may have read preliminary figures before
					from = phones[id].Last().ID
				}
				r.findsNone(id, phones[id], from, own[id], r.crawl(phones[id], from))
			}
			if m, still := r.find(phones["高远"].Messages(), []string{"东河村 ", "257"}); still && slices.Contains(c.blind, "高远") {
				t.Errorf("the leading group still has the preliminary message: %s", looks(m))
			}
			leader := phones["陈立"]
			r.answers(leader, "东河村情况", "257", map[bool]string{false: "初步", true: "重新核对"}[c.twice])
			r.answers(leader, "哪些村要另行选举", "东河村：另行选举")
		})
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

// enters has somebody enter a count, first or second.
func (r *rig) enters(p *sandbox.Phone, line string) {
	r.t.Helper()
	r.say(p, line)
	r.sees(p, "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "已上报")
	r.sent()
}

// pressesMost is how many buttons one person presses.
const pressesMost = 300

// crawl has somebody give every command, ask every question and press every button
// that comes of it, but those that report. It returns all that messages after one
// said meanwhile: a card says one thing after the other.
func (r *rig) crawl(p *sandbox.Phone, from int) (said map[string]bool) {
	r.t.Helper()
	said = map[string]bool{}
	look := func() {
		r.sent()
		for _, m := range p.Messages() {
			if m.ID > from && m.From.IsBot {
				said[looks(m)] = true
			}
		}
	}
	for _, text := range slices.Concat(commandsOfAll, askedOfAll) {
		r.say(p, text)
		look()
	}
	pressed := map[string]bool{}
	for range pressesMost {
		message, button, found := unpressed(p, pressed)
		if !found {
			break
		}
		if err := p.TapData(message, button.Data); err != nil {
			r.t.Fatalf("press %q: %v", button.Text, err)
		}
		look()
	}
	return said
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

// findsNone fails if anything after a message that somebody got tells of the count of
// 东河村 what they did not enter themselves.
func (r *rig) findsNone(id election.PersonID, p *sandbox.Phone, from int, own string, said map[string]bool) {
	r.t.Helper()
	check := func(where, text string) {
		for _, line := range strings.Split(text, "\n") {
			if found := secrets.FindString(line); found != "" && !strings.Contains(own, found) {
				r.t.Errorf("%s reads %q in %s:\n%s", id, found, where, text)
				return
			}
		}
	}
	asked, pictures, books := 0, 0, 0
	drawn := r.drawnWithout("E1")
	for _, m := range p.Messages() {
		switch {
		case !m.From.IsBot && m.ID > from:
			asked++
		case m.ID <= from || !m.From.IsBot:
			continue
		case m.Document != nil && strings.HasSuffix(m.Document.FileName, ".xlsx"):
			check("a workbook", cells(r.t, r.fetch(m.Document.FileID)))
			books++
		case len(m.Photo) > 0:
			if !drawn[string(r.fetch(m.Photo[len(m.Photo)-1].FileID))] {
				r.t.Errorf("a picture is drawn with E1: %q", m.Caption)
			}
			pictures++
		}
	}
	for text := range said {
		check("a message", text)
	}
	for _, a := range p.Answers() {
		check("an answer to a tap", a.Text)
	}
	person := r.town.Person(id)
	if reads := id == "选举办" || len(person.Areas) > 0; asked < 80 || books == 0 || reads && pictures == 0 {
		r.t.Errorf("%s asked %d times, and got %d workbooks and %d pictures", id, asked, books, pictures)
	}
	r.t.Logf("%s: %d texts of messages, %d answers to taps, %d workbooks, %d pictures", id, len(said), len(p.Answers()), books, pictures)
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

// drawnWithout are the pictures of the town's areas as they are drawn without a unit.
func (r *rig) drawnWithout(unit election.UnitID) map[string]bool {
	r.t.Helper()
	drawn := map[string]bool{}
	e := r.town.Elections[0]
	yesterday := election.DateOf(r.clock()).At(0, 0, r.town.Location).Add(-1) // when nothing was counted
	for at, without := range map[time.Time][]election.UnitID{r.clock(): {unit}, yesterday: nil} {
		past, err := r.store.AsOf(r.ctx, at, without)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, a := range r.town.Areas(e.ID) {
			sum := past.Summary(e, a)
			var ids []election.UnitID
			for _, u := range r.town.Units {
				if a.Holds(u.Area) && !slices.Contains(without, u.ID) {
					ids = append(ids, u.ID)
				}
			}
			for _, chart := range document.DigestCharts(sum, document.OnDemand) {
				var png bytes.Buffer
				if err := document.DrawDigest(&png, chart, sum, past.States(ids), election.Chinese); err != nil {
					r.t.Fatal(err)
				}
				drawn[png.String()] = true
			}
		}
	}
	return drawn
}
