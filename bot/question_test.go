package bot

import (
	"testing"

	"huanjie/flows"
	"huanjie/internal/election"
)

func TestQuestions(t *testing.T) {
	t.Parallel()
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	town, err := election.NewTown(election.Town{ID: "t", Name: "青石镇", Records: flows.Records(),
		Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}},
		Units:     []election.Unit{{ID: "E1", Name: "东河村", Area: "东片", Election: "v"}, {ID: "W1", Name: "西岭村", Area: "西片/沿河", Election: "v"}}})
	if err != nil {
		t.Fatal(err)
	}
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

// FuzzQuestion: whatever is asked, the parser gives an answer or none.
func FuzzQuestion(f *testing.F) {
	polling := election.Date{Year: 2027, Month: 1, Day: 15}
	town, err := election.NewTown(election.Town{ID: "t", Records: flows.Records(),
		Elections: []election.Election{{ID: "v", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}},
		Units:     []election.Unit{{ID: "E1", Name: "东河村", Area: "东片", Election: "v"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("东片哪些村还没公布名单？")
	f.Add("现在参选率 \xff")
	f.Fuzz(func(t *testing.T, text string) {
		q, ok := readQuestion(text, town)
		if ok != (q.about != "") && ok {
			t.Fatalf("%q: %+v", text, q)
		}
	})
}
