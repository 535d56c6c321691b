package bot_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"huanjie/flows"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// townWithRecords is the demo's town, which knows what the records are called.
func townWithRecords(t *testing.T) *election.Town {
	t.Helper()
	town := *demoTown(t)
	town.Records, town.Observers = flows.Records(), []election.PersonID{"严正"}
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// reports has somebody report a line, and confirm it.
func (r *rig) reports(p *sandbox.Phone, line, shows string) {
	r.t.Helper()
	r.say(p, line)
	r.sees(p, shows, "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, shows, "已上报")
}

// answers asks something, and checks the one message that comes.
func (r *rig) answers(p *sandbox.Phone, text string, words ...string) {
	r.t.Helper()
	r.taken()
	r.sent()
	asked := r.say(p, text)
	r.sent()
	var got []string
	for _, m := range p.Messages() {
		if m.ID > asked && m.From != nil && m.From.IsBot {
			got = append(got, m.Text+m.Caption)
		}
	}
	all := strings.Join(got, "\n--\n")
	if len(got) == 0 || !hasAll(all, words...) {
		r.t.Errorf("%s\nis answered\n%s\nwant %q", text, all, words)
	}
}

// TestQuestionsAreAnsweredWithinRights asks the same of an officer, the leader of
// an area, the leading group, an observer and the office: each hears of what is
// theirs, as of when, and what is not confirmed.
func TestQuestionsAreAnsweredWithinRights(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, checker, leader, other := r.phone("周明"), r.phone("李芳"), r.phone("陈立"), r.phone("顾清")
	group, observer, office := r.phone("高远"), r.phone("严正"), r.phone("选举办")
	r.reports(officer, "宣传 横幅 12 海报 30 宣传单 500 宣传栏 2 公开信 800 广播 6 稍后补", "横幅：12")
	r.say(officer, "突发 候选人家属在门口争吵")
	r.sees(officer, "有多急")
	r.tap(officer, "一般：需要答复")
	r.sees(officer, "争吵", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "争吵", "已上报")
	r.reports(officer, "计票 "+countLine("175"), "缺计票结果单照片")

	r.answers(officer, "现在参选率", "🗳 参选率 · 您负责的 1 个村", "259/346 = 74.86%", "其中 1 个村的计票还没有确认。", "截至 09:00")
	r.answers(leader, "现在参选率是多少？", "🗳 参选率 · 东片", "259/346 = 74.86%", "1/6 个村已报", "还没有确认")
	r.answers(group, "全镇投票率", "🗳 参选率 · 全镇", "1/22 个村已报")
	r.answers(group, "全镇投票率多少", "🗳 参选率 · 全镇", "1/22 个村已报")
	r.answers(other, "投票率多少", "🗳 参选率 · 西片", "还没有上报")
	r.answers(office, "东片当选多少", "👥 当选 · 东片", "3/18 名（1/6 个村已计票）")
	r.answers(observer, "横幅标语挂了多少", "🗂 宣传 · 横幅 · 全镇", "12 条", "1/22 个村已报")
	r.answers(leader, "还有哪些突发没办结", "📂 突发情况 · 没办结的 · 东片", "东河村", "争吵")
	r.answers(other, "哪些情况没办结", "📂 突发、请示、申诉 · 没办结的 · 西片", "✅ 没有。")
	r.answers(leader, "什么时候移交", "📅 工作移交", "法定最迟", "还有 14 天")
	r.answers(group, "哪几个村还没公布名单？", "还有 22/22 个村没有完成", "东河村（周明）")
	r.answers(office, "还有谁没报", "📋 ")

	// what is not theirs, by name
	r.answers(officer, "柳湾村计票了吗？", "“柳湾村”不在您的查看范围内")
	r.answers(officer, "东片参选率多少", "“东片”不在您的查看范围内")
	r.answers(leader, "西片当选多少", "“西片”不在您的查看范围内")
	r.answers(other, "东河村当选多少", "“东河村”不在您的查看范围内")
	r.answers(leader, "东河村谁当选了？", "东河村", "冯棠")

	// who is to check the count is not told its figures
	r.answers(checker, "参选率多少", "还没有上报", "🔒 不含待您复核的 1 个村：东河村")
	r.answers(checker, "哪些村没确认", "🧮 待确认的计票", "东河村")
	r.answers(checker, "当选多少", "0/", "🔒 不含待您复核的 1 个村")
	unseen(r, checker, "74.86", "259", "175 票")
	if all, err := r.store.WhoSaw(r.ctx, "E1", demoMorning(r.town.Location).AddDate(0, 0, -1)); err != nil || !slices.Contains(all, "陈立") {
		t.Errorf("who saw is %v, %v", all, err)
	}
}

// TestQuestionsInEnglish asks in English, of a town with three elections.
func TestQuestionsInEnglish(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../flows/testdata/kinds/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Parse("config.toml", text, os.DirFS("../flows/testdata/kinds"), func(name string) string {
		if name == config.TokenVariable {
			return token
		}
		return ""
	})
	if err != nil {
		t.Fatal(err)
	}
	town := *cfg.Towns[0]
	town.Records = flows.Records()
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, setting{town: made})
	leader, officer := r.phone("陈立"), r.phone("何静")
	for _, p := range []*sandbox.Phone{leader, officer} {
		r.say(p, "language")
		r.sees(p, "Language")
		r.tap(p, "English")
		r.sees(p, "English it is")
	}
	r.answers(officer, "what is the turnout now?", "Turnout · your 1 constituency", "Nothing reported yet.", "as of 09:00")
	r.answers(officer, "when is the handover?", "There is nothing of that")
	r.answers(leader, "what is the turnout now?", "Turnout · 街区", "Nothing reported yet.", "as of")
	r.sent()
	n := 0
	for _, m := range leader.Messages() {
		if strings.Contains(m.Text, "🗳 Turnout · 街区") {
			n++
		}
	}
	if n != 3 {
		t.Errorf("three elections are answered with %d messages", n)
	}
	r.answers(leader, "Which have not published the roll?", "📋 Roll", "Not done yet in 1 of 1 ")
	r.answers(leader, "When is polling day?", "📅 Polling day", "polling day Fri 15 Jan")
}

// TestAQuestionIsNoAnswer: while a form is open a question is answered and
// changes nothing, and what the form can take is never a question.
func TestAQuestionIsNoAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, several := r.phone("周明"), r.phone("李芳")
	r.say(officer, "计票")
	r.sees(officer, "▸ 发出选票")
	r.answers(officer, "现在参选率多少", "🗳 参选率 · 您负责的 1 个村")
	r.say(officer, "发259")
	r.sees(officer, "发出选票：259")
	r.answers(officer, "离选举日还有几天？", "📅 投票选举", "选举日 1月15日")
	r.say(officer, "进度 东河村 投票选举")
	r.sees(officer, "现在是什么情况？")
	r.say(officer, "有困难 现在没有电，不知道什么时候来")
	r.sees(officer, "不知道什么时候来", "[✅ 确认上报]")
	r.say(officer, "突发")
	r.sees(officer, "突发")
	r.say(officer, "有人问名单上多少人没有登记，谁负责？")
	r.sees(officer, "谁负责？", "▸")
	// where a reason is asked, any words would do: what asks outright is answered all the same
	r.say(several, "投票 枣园村 799")
	r.sees(several, "▸ 原因")
	r.answers(several, "现在参选率", "🗳 参选率 · 您负责的")
	r.answers(several, "哪些村还没计票", "🧮 还没计票的村 · 您负责的 4 个村")
	r.say(several, "现在投票人数多，天气好")
	r.sees(several, "原因：现在投票人数多，天气好", "[✅ 确认上报]")
	r.tap(several, "取消")
	// what begins with a form's word, and asks
	r.answers(several, "宣传横幅挂了多少", "🗂 宣传 · 横幅 · 您负责的 4 个村", "还没有上报")
	r.answers(several, "名单公布了几个村？", "📋 选民登记公布")
	r.say(several, "突发 有多少人围着还不清楚")
	r.sees(several, "“有多少人围着还不清楚”等选好单位就记上", "哪一个单位")
}

// TestCandidatesPaper: whoever may see a unit gets its list for the notice board,
// nobody else does.
func TestCandidatesPaper(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader, other := r.phone("周明"), r.phone("陈立"), r.phone("顾清")
	r.answers(officer, "候选人公告", "东河村候选人名单", "主任（应选 1 名）")
	r.answers(leader, "/candidates 东河村", "东河村候选人名单")
	r.answers(leader, "/candidates", "哪一个单位")
	r.answers(other, "/candidates 东河村", "没有找到您负责的“东河村”")
}

// TestAFigureIsNoQuestion: who says how many have voted until now is not answered
// with what was reported before, and what they began is not thrown away.
func TestAFigureIsNoQuestion(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, several := r.phone("周明"), r.phone("李芳")
	r.answers(officer, "投票到现在来了２１２个人", "上报投票进展 · 东河村")
	r.say(officer, "东河村 投票 到目前为止两百一十二人")
	r.answers(officer, "turnout 东河村 now 212", "上报投票进展 · 东河村")
	r.answers(several, "西岭村 投票 目前四百人", "上报投票进展 · 西岭村")
	r.answers(officer, "现在参选率", "🗳 参选率 · 您负责的 1 个村", "还没有上报")
	r.answers(officer, "how many have voted so far?", "还没有上报")
	unseen(r, officer, "📋 投票选举")
}

// TestWhatIsStillToDo: an officer who asks what they owe is told all of it, also
// while a form is open; a leader who asks who owes hears of the units.
func TestWhatIsStillToDo(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.reports(officer, "计票 "+countLine("175"), "缺计票结果单照片")
	for _, text := range []string{"还有什么没报", "我还有什么没报", "还差什么没完成？", "what do I still owe", "我还欠什么"} {
		r.answers(officer, text, "📌 待办", "缺计票结果单照片")
	}
	r.say(officer, "名单")
	r.sees(officer, "上报选民名单 · 东河村")
	r.answers(officer, "what do I still owe", "📌 待办")
	r.answers(officer, "还该报什么", "📌 待办")
	r.answers(officer, "哪些村还没公布名单", "📋 选民登记公布")
	r.answers(leader, "还有谁没报", "📋 ", "· 东片")
	r.answers(leader, "我有什么待办", "要您办的")
}

// TestHowAndWhere: how something is reported or done, and where and when people
// vote, is answered in private too, whatever is open.
func TestHowAndWhere(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.answers(officer, "怎么填计票", "上报计票结果：点下面的按钮", "计票 东河村 发207 收205", "冯棠")
	r.answers(officer, "计票怎么报？", "上报计票结果：点下面的按钮")
	r.answers(officer, "突发怎么写", "上报突发情况：点下面的按钮")
	r.answers(officer, "怎么公布名单", "📘 选民登记公布怎么做")
	r.answers(officer, "how do I do polling", "📘 投票选举怎么做")
	r.answers(leader, "怎么填计票", "📘 投票选举怎么做")
	r.answers(leader, "归档怎么做", "📘 总结归档怎么做")
	r.answers(officer, "几点开始投票", "东河村：", "8:00-12:00 东河村小学")
	r.answers(officer, "投票时间", "8:00-12:00")
	r.answers(leader, "石榴村投票地点", "石榴村老祠堂前")
	r.answers(leader, "where do we vote?", "📍 投票时间和地点 · 东片", "8:30-15:00（2 个村）：石榴村、竹坞村")
	r.say(officer, "突发")
	r.sees(officer, "出了什么情况")
	r.answers(officer, "突发怎么报", "上报突发情况：点下面的按钮")
	r.say(officer, "村民问怎么投票，有人吵起来了")
	r.sees(officer, "情况：村民问怎么投票")
	if all := r.journalOf(); len(all) != 0 {
		t.Errorf("the journal has %+v", all)
	}
}

// TestAReminderCarriesNoOtherWords: what else an office wants told is not turned into a
// reminder of reports.
func TestAReminderCarriesNoOtherWords(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	office := r.phone("选举办")
	r.answers(office, "明天要开会 帮我提醒下各村联络员带材料", "不能替您带话")
	r.answers(office, "催没报的", "🔔 要提醒这 8 位吗")
}

// TestTheLawIsAsked: what the law says is answered with its article, also while a form asks
// for words; a rule that is not kept is not guessed.
func TestTheLawIsAsked(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "委托")
	r.sees(officer, "谁接受委托")
	r.answers(officer, "委托投票最多代几个", "不超过 3 人", "第十八条")
	r.answers(officer, "要多少人投票才有效", "超过登记参加选举的村民的半数", "东河村：名册 346 人，至少要 174 人参加投票")
	r.answers(officer, "票数一样咋办", "再次投票")
	r.answers(officer, "罢免要多少人签名", "五分之一", "第十九条")
	r.answers(officer, "我们村要几个女的", "应当有妇女", "第八条")
	r.answers(leader, "名单要提前几天贴", "选举日的20日前", "第十七条")
	r.answers(leader, "任期几年", "五年")
	r.answers(leader, "how many proxies may one person have?", "不超过 3 人")
	r.answers(leader, "主任能不能兼书记", "不敢乱答", "选举办电话")
	if all := r.journalOf(); len(all) != 0 {
		t.Errorf("the journal has %+v", all)
	}
}
