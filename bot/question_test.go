package bot

import (
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
		"还有谁没报":                                       {about: aboutOwing},
		"东片哪几个村逾期了":                                   {about: aboutOwing, area: "东片"},
		"who is late?":                                {about: aboutOwing},
		"Who has not reported yet?":                   {about: aboutOwing},
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
		"还有什么没报":                                      {about: aboutOwing},
		"还差什么没完成":                                     {about: aboutOwing},
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
	for c, words := range commandWords() {
		for _, w := range words {
			if id, rest, opens := flows.All.Opened(w); opens && rest == "" {
				t.Errorf("%q is the command %s, and opens the form %s", w, c, id)
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
