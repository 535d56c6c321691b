package bot

import (
	"slices"
	"testing"

	"huanjie/flows"
	"huanjie/internal/election"
)

// questionTown is a town whose names and stages the questions use.
func questionTown(t testing.TB) *election.Town {
	t.Helper()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Records: flows.Records(),
		Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}},
		Units:     []election.Unit{{ID: "E1", Name: "东河村", Area: "东片", Election: "v"}, {ID: "W1", Name: "西岭村", Area: "西片/沿河", Election: "v"}}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	for text, want := range map[string]question{
		"哪些村还没公布名单":                                   {about: aboutOwing, stage: "roll"},
		"还有哪几个村没移交？":                                  {about: aboutOwing, stage: "handover"},
		"谁还没报审计":                                      {about: aboutOwing, stage: "audit"},
		"还差几个村没计票":                                    {about: aboutOwing, stage: "polling"},
		"Which villages have not published the roll?": {about: aboutOwing, stage: "roll"},
		"现在参选率":                                       {about: aboutTurnout},
		"东片参选率多少":                                     {about: aboutTurnout, area: "东片"},
		"沿河现在投票率":                                     {about: aboutTurnout, area: "西片/沿河"},
		"what is the turnout now":                     {about: aboutTurnout},
		"当选多少人":                                       {about: aboutElected},
		"哪些村没确认":                                      {about: aboutUnconfirmed},
		"有哪些困难？":                                      {about: aboutTroubled},
		"哪些请示还没批":                                     {about: aboutCases},
		"妇女当选多少":                                      {about: aboutComposition},
		"登记了多少选民":                                     {about: aboutRegistered},
		"横幅标语挂了多少":                                    {about: aboutRecord, record: "publicity"},
		"选票印制多少":                                      {about: aboutRecord, record: "ballots"},
		"什么时候公布名单":                                    {about: aboutWhen, stage: "roll"},
		"选举日是哪天":                                      {about: aboutWhen, stage: "polling"},
		"离选举日还有几天":                                    {about: aboutWhen, stage: "polling"},
		"移交截止到什么时候？":                                  {about: aboutWhen, stage: "handover"},
		"when is polling day?":                        {about: aboutWhen, stage: "polling"},
		"When is the roll due?":                       {about: aboutWhen, stage: "roll"},
		"还有谁没报":                                       {about: aboutLate},
		"东片哪几个村逾期了":                                   {about: aboutLate, area: "东片"},
		"who is late?":                                {about: aboutLate},
		"Who has not reported yet?":                   {about: aboutLate},
		"几个村计票了":                                      {about: aboutOwing, stage: "polling"},
		"归档的还差谁":                                      {about: aboutOwing, stage: "archive"},
		"哪些村没有成立选委会":                                  {about: aboutOwing, stage: "committee"},
		"哪些村宣传还没做完":                                   {about: aboutOwing, stage: "publicity"},
		"候选人公示了吗":                                     {about: aboutOwing, stage: "candidates"},
		"现在多少人投了票":                                    {about: aboutTurnout},
		"西片投票情况怎么样":                                   {about: aboutTurnout, area: "西片"},
		"How many people voted so far?":               {about: aboutTurnout},
		"沿河还缺几名":                                      {about: aboutElected, area: "西片/沿河"},
		"how many are elected in 东片":                  {about: aboutElected, area: "东片"},
		"计票复核了几个":                                     {about: aboutUnconfirmed},
		"which counts are not confirmed":              {about: aboutUnconfirmed},
		"有没有困难的村":                                     {about: aboutTroubled},
		"Which villages are in difficulty?":           {about: aboutTroubled},
		"还有哪些信访没办结":                                   {about: aboutCases},
		"which requests are open?":                    {about: aboutCases},
		"一肩挑有几个":                                      {about: aboutComposition},
		"how many women are there":                    {about: aboutComposition},
		"东片选民总数是多少":                                   {about: aboutRegistered, area: "东片"},
		"how many voters are registered?":             {about: aboutRegistered},
		"培训了几次":                                       {about: aboutRecord, record: "training"},
		"宣传单发了多少份":                                    {about: aboutRecord, record: "publicity"},
		"哪些村报了应急预案":                                   {about: aboutRecord, record: "plan"},
		"走访户数一共多少":                                    {about: aboutRecord, record: "visit"},
		"how many banners are there?":                 {about: aboutRecord, record: "publicity"},
		"目前参选率多少":                                     {about: aboutTurnout},
		"现在10点的参选率":                                   {about: aboutTurnout},
		"西片现在一共多少人投票":                                 {about: aboutTurnout, area: "西片"},
		"how many have voted so far?":                 {about: aboutTurnout},
		"我还有什么没报":                                     {about: aboutToDo},
		"我还欠什么？":                                      {about: aboutToDo},
		"现在有哪些待办":                                     {about: aboutToDo},
		"今天该报什么":                                      {about: aboutToDo},
		"what do I still owe":                         {about: aboutToDo},
		"What is left to report?":                     {about: aboutToDo},
		"还有什么没报":                                      {about: aboutLate},
		"还差什么没完成":                                     {about: aboutLate},
		"我还有哪些请示没批":                                   {about: aboutCases},
		"怎么填计票":                                       {about: aboutHow},
		"计票怎么报":                                       {about: aboutHow},
		"如何公布选民名单？":                                   {about: aboutHow},
		"公告怎么发":                                       {about: aboutHow},
		"how do I do polling":                         {about: aboutHow},
		"How to report the count?":                    {about: aboutHow},
		"几点开始投票":                                      {about: aboutPlace},
		"投票时间":                                        {about: aboutPlace},
		"东河村投票地点":                                     {about: aboutPlace},
		"在哪里投票？":                                      {about: aboutPlace},
		"where do we vote":                            {about: aboutPlace},
		"What time does polling open?":                {about: aboutPlace},
		"polling hours":                               {about: aboutPlace},
		"投票到现在来了２１２个人":                                {},
		"到目前为止五百零三人投票":                                {},
		"目前投票人数 600":                                  {},
		"云台村 投票 到目前五百三":                               {},
		"turnout 枣园村 now 600":                         {},
		"250 people have voted so far":                {},
		"I know the turnout":                          {},
		"投票时间改到9点了":                                   {},
		"投票地点改了":                                      {},
		"公告确认了几个村":                                    {},
		"东河村 没信号":                                     {},
		"有人在村口围着":                                     {},
		"发1200 收1180 有效1150 无效30":                     {},
		"投票 812":                                      {},
		"东河村":                                         {},
		"你好":                                          {},
		"什么":                                          {},
		"今天天气怎么样":                                     {},
	} {
		got, ok := readQuestion(text, town)
		if got != want && ok || ok != (want != question{}) {
			t.Errorf("%s: %+v, %v; want %+v", text, got, ok, want)
		}
	}
}

// TestQuestionsAfterTheVote: who has to vote again, and who is late, is asked in many
// words; what tells of it is no question.
func TestQuestionsAfterTheVote(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	again, void, late := question{about: aboutFurther}, question{about: aboutFurther, void: true}, question{about: aboutLate}
	for text, want := range map[string]question{
		"哪些村要再次投票": again, "哪几个村还要另行选举？": again, "有没有村没过半": again, "哪些村没过半": again, "谁要再投票": again, "什么时候再次投票": again,
		"Which villages have to vote again?": again, "which need a further election": again, "who needs a revote?": again, "when do they vote again": again,
		"西片哪些村要再次投票": {about: aboutFurther, area: "西片"}, "东片另行选举": {about: aboutFurther, area: "东片"}, "要再次投票的村": again,
		"哪些村选举无效": void, "哪些村不到法定人数": void, "哪些村要重新选举": void, "哪些村投票人数没过半": void, "选举无效的村": void,
		"Which elections are void?": void, "which had no quorum": void,
		"再次投票几点开始": {about: aboutPlace}, "where do they vote again": {about: aboutPlace}, "怎么再次投票": {about: aboutHow},
		"哪些村投票了": {about: aboutOwing, stage: "polling"}, "哪些村无效票多": {}, "有效多少无效多少": {},

		"哪些村逾期": late, "谁逾期了": late, "哪些村还没上报": late, "还有哪些村没报": late, "who is behind?": late, "which villages are overdue": late, "逾期的村": late, "没报的村": late,
		"late villages": late, "西片逾期": {about: aboutLate, area: "西片"}, "哪些村计票逾期": {about: aboutOwing, stage: "polling"}, "who is late with the roll": {about: aboutOwing, stage: "roll"},
		"who sent it later?": {},

		"双桥村再次投票，定在1月20日": {}, "另行选举已经完成": {}, "再次投票": {}, "计票 再次投票 发100 收99": {}, "村民说选举无效，要重新选举": {}, "I will report later": {}, "逾期了，马上补": {},
	} {
		if got, ok := readQuestion(text, town); got != want && ok || ok != (want != question{}) {
			t.Errorf("%s: %+v, %v; want %+v", text, got, ok, want)
		}
	}
}

// TestShortQuestions: a name and what is asked of it are a question without 哪些 or
// 多少, if nothing else is said.
func TestShortQuestions(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	unit := question{about: aboutUnit}
	for text, want := range map[string]question{
		"西片参选率": {about: aboutTurnout, area: "西片"}, "沿河的参选率？": {about: aboutTurnout, area: "西片/沿河"}, "全镇投票率": {about: aboutTurnout}, "turnout in 东片": {about: aboutTurnout, area: "东片"},
		"各村参选率": {about: aboutTurnout}, "有困难的村": {about: aboutTroubled}, "东片有困难的村": {about: aboutTroubled, area: "东片"}, "villages in difficulty": {about: aboutTroubled},
		"没确认的村": {about: aboutUnconfirmed}, "各片进度": {about: aboutProgress}, "全镇进展情况": {about: aboutProgress}, "西片怎么样": {about: aboutProgress, area: "西片"}, "progress of all areas": {about: aboutProgress},
		"没计票的村": {about: aboutOwing, stage: "polling"}, "还没公布名单的村": {about: aboutOwing, stage: "roll"}, "西片移交进度": {about: aboutOwing, stage: "handover", area: "西片"},
		"东河村参选率": unit, "东河村报了没有": unit, "东河村怎么样？": unit, "东河村情况": unit, "现在东河村到哪一步了": unit, "how is 东河村": unit, "东河村 status": unit, "东河村报了吗": unit,

		"东河村有困难": {}, "东片有困难，老百姓不来": {}, "东河村有困难，没有车": {}, "东河村进度": {}, "东河村投票": {}, "东河村突发": {}, "东河村名单": {}, "东河村再次投票": {}, "东河村参选率到60%了": {},
		"参选率": {}, "困难": {}, "进度": {}, "情况": {}, "村里有困难": {}, "没报": {about: aboutLate}, "turnout 东河村": {}, "东河村的困难是下雨": {}, "今天走访了东片的村": {},
	} {
		if got, ok := readQuestion(text, town); got != want && ok || ok != (want != question{}) {
			t.Errorf("%s: %+v, %v; want %+v", text, got, ok, want)
		}
	}
}

// TestShortQuestionsBeginNoForm: what is asked behind a unit's name is no beginning
// of a report, but for the turnout, which is one where a form takes it.
func TestShortQuestionsBeginNoForm(t *testing.T) {
	t.Parallel()
	for _, w := range ofUnit() {
		if id, rest, opens := flows.All.Opened(w); opens && rest == "" && !slices.Contains([]string{"参选率", "投票率"}, w) {
			t.Errorf("%q asks how a unit stands, and opens the form %s", w, id)
		}
	}
}

// TestCommandsOfAUnit: the word of a command and the name of one unit, and no more.
func TestCommandsOfAUnit(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	for text, want := range map[string]commandName{
		"候选人公告 东河村": cmdBallot, "东河村的选票名单": cmdBallot, "candidates 东河村": cmdBallot, "状态：东河村": cmdStatus, "东河村状态": cmdStatus, "Status 东河村": cmdStatus,
		"候选人公告 东河村 西岭村": "", "东河村": "", "候选人公告": "", "东河村候选人公告贴好了": "", "东河村帮助": "",
	} {
		c, u, ok := commandOfUnit(text, town)
		if c != want || ok != (want != "") || ok && u.ID != "E1" {
			t.Errorf("%s: %s, %s, %v; want %s", text, c, u.Name, ok, want)
		}
	}
}

// TestFigured: what counts something is a figure; a day, a time, an ordinal and a
// part of a name are none.
func TestFigured(t *testing.T) {
	t.Parallel()
	town := questionTown(t)
	town.Units[0].Name = "三合村"
	for text, want := range map[string]bool{
		"来了２１２个人": true, "五百零三": true, "now 600": true, "两百多人": true, "壹佰贰拾": true, "10点 300人": true, "一共三百": true,
		"三合村现在参选率": false, "现在10点": false, "15：00 现在": false, "第一次投票": false, "一共": false, "一肩挑": false, "1月15日": false,
		"两委": false, "at 3 pm": false, "看一下现在的参选率": false, "": false,
	} {
		if got := figured(text, town); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestOnlyHow: only a message that is nothing but the question is kept from a
// form that asks for words.
func TestOnlyHow(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"计票怎么报": true, "怎么填计票": true, "突发怎么报？": true, "请示如何填写": true, "how do I report the count?": true, "How should I fill in the roll": true,
		"有人闹事，不知道怎么办": false, "村民问怎么投票，还没答复": false, "不知道怎么办了": false, "进度怎么样": false, "it is not clear how to vote, people left": false,
	} {
		if got := asksOnlyHow(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestWords: no word means both a command of the bot and a form.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		for _, w := range c.words {
			if id, rest, opens := flows.All.Opened(w); opens && rest == "" {
				t.Errorf("%q is the command %s, and opens the form %s", w, c.name, id)
			}
		}
	}
}

// FuzzQuestion: whatever is asked, the parser gives an answer or none.
func FuzzQuestion(f *testing.F) {
	town := questionTown(f)
	f.Add("东片哪些村还没公布名单？")
	f.Add("现在参选率 \xff")
	f.Fuzz(func(t *testing.T, text string) {
		q, ok := readQuestion(text, town)
		_, staged := town.Elections[0].Stage(q.stage)
		if ok && (q.about == "" || q.stage != "" && !staged) {
			t.Fatalf("%q: %+v", text, q)
		}
	})
}
