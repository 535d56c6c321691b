package document

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
)

// village is a unit of an invented town whose list, review, count and elected
// have been reported.
func village(t *testing.T) (election.Election, election.UnitState) {
	t.Helper()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	e := election.Election{ID: "villages", Kind: election.Villagers, PollingDay: polling, Stages: election.UsualStages(election.Villagers, polling)}
	u := election.Unit{ID: "W1", Election: e.ID, Name: "西岭村", Registered: 1200, Posts: []election.PostPlan{{Post: election.Chair, Seats: 1}}}
	person := func(name string, sex election.Sex) election.Nominee {
		return election.Nominee{ElectedPerson: election.ElectedPerson{Name: name, Post: election.Chair, Sex: sex,
			Born: election.Date{Year: 1978, Month: time.January, Day: 1}, Education: election.College, Party: election.Yes, Incumbent: election.Yes}}
	}
	list := election.Nomination{Persons: []election.Nominee{person("钟平", election.Man), person("卢青", election.Man)}, Noticed: polling.AddDays(-11)}
	bodies := []election.Body{
		election.RollReport{InVillage: 700, Away: 480, Admitted: 20, Published: polling.AddDays(-28)}, list,
		election.Review{Replies: []election.Replied{{Department: "court"}, {Department: "discipline", Answer: election.NotPassed, Names: []string{"卢青"}}}},
		election.Tally{Round: election.FirstRound, Registered: 1200, Participants: 1000, Issued: 1000, Returned: 990, Valid: 980, Invalid: 10,
			Posts: []election.PostTally{{Post: election.Chair, Seats: 1, Candidates: []election.CandidateVotes{{Name: "钟平", Votes: 600}, {Name: "卢青", Votes: 380}}}}},
		election.Members{Persons: []election.ElectedPerson{list.Persons[0].ElectedPerson}},
	}
	var p election.Progress
	for i, b := range bodies {
		p = e.Fold(p, election.Report{ID: election.ReportID(rune('A' + i)), Unit: u.ID, By: "李芳", At: polling.At(9, i, time.UTC), Body: b})
	}
	return e, election.UnitState{Unit: u, Progress: p}
}

func townOf(t *testing.T, e election.Election, u election.Unit) *election.Town {
	t.Helper()
	u.Election = e.ID
	town, err := election.NewTown(election.Town{ID: "qingshi", Name: "青石镇", Location: time.UTC, Elections: []election.Election{e}, Units: []election.Unit{u}})
	if err != nil {
		t.Fatal(err)
	}
	return town
}

// TestPeopleOfUnit: the unit's page has roll, candidates in their order, what is
// outstanding, and who was elected; nobody's year of birth.
func TestPeopleOfUnit(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	now := e.PollingDay.At(18, 0, time.UTC)
	text := UnitState(townOf(t, e, u.Unit), u, election.Chinese, now)
	for _, want := range []string{
		"📜 登记 1,200 人（本地 700 · 外出 480 · 外来 20）", "2026年12月18日（周五）公布，申诉到12月23日（周三）为止",
		"🙋 候选人 2 人，1月4日（周一）公示", "· 主任（应选 1 名）：钟平、卢青", "🔎 联审待回复 1 个部门：法院", "⚠️ 未通过：卢青",
		"👥 当选 1 名", "· 男 1", "⚠️ 当选人中没有妇女（村民委员会组织法第八条）",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for _, english := range []string{UnitState(townOf(t, e, u.Unit), u, election.English, now), Candidates(e, u, election.English, e.PollingDay)} {
		if strings.Contains(english, "1978") || strings.Contains(english, "钟平、") {
			t.Errorf("a year of birth, or Chinese commas, in\n%s", english)
		}
	}
	paper := Candidates(e, u, election.Chinese, e.PollingDay)
	if want := "<b>西岭村候选人名单</b>\n村民委员会换届选举\n主任（应选 1 名）：钟平、卢青\n（以提名得票多少为序）\n1月4日（周一）公示"; paper != want {
		t.Errorf("got\n%s\nwant\n%s", paper, want)
	}
}

// TestPeopleFit: however many candidates there are, the page stays one message.
func TestPeopleFit(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	list := *u.Progress.Nomination
	for range 60 {
		list.Persons = append(list.Persons, list.Persons[0])
	}
	for i := range list.Persons {
		list.Persons[i].Name = strings.Repeat("钟", 20)
	}
	u.Progress.Nomination = &list
	for _, l := range []election.Language{election.Chinese, election.English} {
		if n := width(UnitState(townOf(t, e, u.Unit), u, l, e.PollingDay.At(18, 0, time.UTC))); n > textMost {
			t.Errorf("%s: %d", l, n)
		}
		if n := width(Candidates(e, u, l, e.PollingDay)); n > textMost {
			t.Errorf("%s: the paper: %d", l, n)
		}
	}
}

func TestCompositionText(t *testing.T) {
	t.Parallel()
	e, u := village(t)
	s := election.Summary{Town: "青石镇", Election: e, AsOf: e.PollingDay.At(18, 0, time.UTC), Roll: election.Roll{Units: 2, Registered: 2400, Seats: 2}, Figures: e.Figures(u.Progress)}
	s.Figures[election.Elected]++ // in a village that has not said who
	text := Composition(s, nil, election.Chinese)
	for _, want := range []string{"1/2 个村已报", "当选 1 名", "男 1", "不满50岁 1/1 = 100.00%", "高中及以上 1/1 = 100.00%", "另有 1 名当选人的情况还没有报。"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	digest := Digest(s, election.Chinese, OnDemand)
	if want := "👥 当选结构（2 名当选，已报 1 名）　男 1、女 0、党员 1、不满50岁 1、高中及以上 1、连任 1"; !strings.Contains(digest, want) {
		t.Errorf("%q is missing in\n%s", want, digest)
	}
	s.Figures[election.Counted] = 1
	if want := "🙋 候选人　1/2 个村已报，2 人；联审还有 1 份待回复，未通过 1 人"; !strings.Contains(Digest(s, election.Chinese, OnDemand), want) {
		t.Errorf("%q is missing in\n%s", want, Digest(s, election.Chinese, OnDemand))
	}
	s.Figures = election.Figures{}
	if text := Digest(s, election.Chinese, OnDemand); strings.Contains(text, "结构") || strings.Contains(text, "名单　") {
		t.Errorf("of nobody:\n%s", text)
	}
	s.Figures = election.Figures{election.RollsReported: 1, election.RollsPublished: 1, election.RollRegistered: 1200}
	if want := "📜 名单　1/2 个村已公布，登记 1,200 人（1 个村已报）"; !strings.Contains(Digest(s, election.Chinese, OnDemand), want) {
		t.Errorf("%q is missing in\n%s", want, Digest(s, election.Chinese, OnDemand))
	}
}
