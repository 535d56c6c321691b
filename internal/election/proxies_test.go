package election

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestReadProxies(t *testing.T) {
	t.Parallel()
	two := []ProxyHolder{{"高远", 2}, {"李清", 1}}
	for text, want := range map[string][]ProxyHolder{
		"高远 2、李清 1": two, "高远 2张，李清：1票": two, "高远２张\n李清 1 张": two, "高远 两张；李清 一张": two, "高远 2 ballots, 李清 1": two,
		"王三 3": {{"王三", 3}}, "无": nil, "—": nil, "": nil, "None": nil, "高远 10": {{"高远", 10}},
		"张大海委托李小明": {{"李小明", 1}}, "张大海、张小海委托李小明代为投票，高远 2": {{"李小明", 2}, {"高远", 2}}, "李小明代张大海、张小海投票": {{"李小明", 2}},
		"李小明接受了3个人的委托": {{"李小明", 3}}, "李小明接受张大海等3人委托": {{"李小明", 3}}, "李小明代3票 高远代2票": {{"李小明", 3}, {"高远", 2}},
		"李小明2人（张大海、张小海），高远1人（王二河）": {{"李小明", 2}, {"高远", 1}},
	} {
		got, complaint := ReadProxies(text)
		if !slices.Equal(got, want) || !complaint.IsZero() {
			t.Errorf("%q is read as %v, %s", text, got, complaint.In(Chinese))
		}
	}
	for text, want := range map[string]string{
		"高远": "“高远”后面没有张数", "高远 李清 1": "“高远”后面", "3": "“3”前面没有姓名", "高远 2 1": "“1”前面", "高远 1、高远 2": "写了两次", "高远 0": "不可能", "高远 1001": "不可能",
		"高远 99999999999999999999": "不可能", "高远 2、李清": "“李清”后面", "高远 -1": "后面没有张数", "高远 1.5": "张数", "高远2李清1": "张数", "登记了23个": "只是总数", "的有23个": "只是总数", "累计26人": "只是总数", "代投的一共26个人": "只是总数", "李小明 替他爸妈投": "张数", "张大海委托儿子": "张数",
	} {
		got, complaint := ReadProxies(text)
		if got != nil || !strings.Contains(complaint.In(Chinese), want) || complaint.In(English) == "" {
			t.Errorf("%q is read as %v, %s; want %s", text, got, complaint.In(Chinese), want)
		}
	}
}

// TestProxiesReadBack: a list is read back as it was written, and what is read of
// any text is.
func TestProxiesReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching("([高远李清王三 ，、0-9张票]{0,12})")).Draw(t, "text")
		all, complaint := ReadProxies(text)
		if !complaint.IsZero() {
			return
		}
		again, complaint := ReadProxies(WriteProxies(all))
		if !slices.Equal(again, all) || !complaint.IsZero() {
			t.Fatalf("%q: %v, then %v, %s", text, all, again, complaint.In(Chinese))
		}
	})
}

func TestProxyProblems(t *testing.T) {
	t.Parallel()
	representatives := Election{Kind: Residents, Method: Representatives, PollingDay: polls()}
	u := Unit{Posts: []PostPlan{{Chair, 1, []string{"甲", "乙"}}}}
	nominated := Progress{Nomination: &Nomination{Persons: []Nominee{{ElectedPerson: ElectedPerson{Name: "丙", Post: Chair}}}}}
	for name, c := range map[string]struct {
		e       Election
		p       Progress
		holders []ProxyHolder
		want    string // codes
		says    string
	}{
		"three":                        {Election{Kind: Villagers, PollingDay: polls()}, Progress{}, []ProxyHolder{{"戊", 3}}, "", ""},
		"four":                         {Election{Kind: Villagers, PollingDay: polls()}, Progress{}, []ProxyHolder{{"戊", 4}}, BreachProxiesMany, "村民委员会组织法第十八条"},
		"four, before 2026":            {Election{Kind: Villagers, PollingDay: before()}, Progress{}, []ProxyHolder{{"戊", 4}}, "", ""},
		"a candidate of the roster":    {Election{Kind: Villagers, PollingDay: polls()}, Progress{}, []ProxyHolder{{"甲", 1}}, BreachProxyNominee, "另找受托人"},
		"a candidate of the list":      {Election{Kind: Villagers, PollingDay: polls()}, nominated, []ProxyHolder{{"丙", 1}}, BreachProxyNominee, "第十八条"},
		"not on the list any more":     {Election{Kind: Villagers, PollingDay: polls()}, nominated, []ProxyHolder{{"甲", 1}}, "", ""},
		"congress: a candidate":        {Election{Kind: Congress, PollingDay: polls()}, Progress{}, []ProxyHolder{{"甲", 3}}, "", ""},
		"residents: four":              {Election{Kind: Residents, PollingDay: polls()}, Progress{}, []ProxyHolder{{"戊", 4}}, BreachProxiesMany, "第十九条"},
		"representatives":              {representatives, Progress{}, []ProxyHolder{{"戊", 1}}, BreachProxiesNone, "第十九条"},
		"the Party":                    {Election{Kind: Party, PollingDay: polls()}, Progress{}, nil, BreachProxiesNone, "不得委托"},
		"residents before 2026, local": {Election{Kind: Residents, PollingDay: before()}, Progress{}, []ProxyHolder{{"戊", 9}}, "", ""},
	} {
		ps := c.e.ProxyProblems(u, c.p, c.holders)
		if got := problemCodes(ps); got != c.want || c.want != "" && !strings.Contains(ps[0].Text.In(Chinese), c.says) {
			t.Errorf("%s: %+v, want %s saying %s", name, ps, c.want, c.says)
		}
		if none := c.e.NoProxies(); none.IsZero() != (c.want != BreachProxiesNone) {
			t.Errorf("%s: %s", name, none.In(Chinese))
		}
	}
}

func TestProxyLines(t *testing.T) {
	t.Parallel()
	village := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{ProxiesBefore: 3}}
	for name, c := range map[string]struct {
		e         Election
		published Date
		today     Date
		want      string
		lines     int
	}{
		"not published":    {village, Date{}, polls().AddDays(-3), "登记最迟", 3},
		"published":        {village, polls().AddDays(-4), polls().AddDays(-3), "登记最迟", 2},
		"a day late":       {village, polls().AddDays(-4), polls().AddDays(-2), "已经过了", 2},
		"no local day":     {Election{Kind: Villagers, PollingDay: polls()}, Date{}, polls(), "公布", 2},
		"congress":         {Election{Kind: Congress, PollingDay: polls()}, Date{}, polls(), "不超过 3 人", 1},
		"the Party":        {Election{Kind: Party, PollingDay: polls()}, Date{}, polls(), "", 0},
		"the text of 2018": {Election{Kind: Villagers, PollingDay: before()}, Date{}, before(), "地方规定", 1},
	} {
		lines := c.e.ProxyLines(c.published, c.today)
		all := joined(Say("\n", "\n"), lines).In(Chinese)
		if len(lines) != c.lines || !strings.Contains(all, c.want) {
			t.Errorf("%s: %d lines, %s", name, len(lines), all)
		}
	}
}

// TestProxiesReachTheVerdict: whoever was registered is held against the candidates
// as the count has them, whoever enters it; a list of the same day mends it, one
// of a later day does not, and a correction of the count leaves it.
func TestProxiesReachTheVerdict(t *testing.T) {
	t.Parallel()
	e := timetable()
	one := three(300, 200, 100)
	p := Progress{}
	n := 0
	report := func(at time.Time, by PersonID, replaces ReportID, b Body) {
		n++
		p = e.Fold(p, Report{ID: ReportID(rune('A' + n)), By: by, At: at, Body: b, Replaces: replaces})
	}
	codes := func() string {
		c, _ := p.Count(FirstRound)
		var said []string
		for _, b := range Judge(e, c.Tally).Breaches {
			if b.Code == BreachProxyNominee || b.Code == BreachProxiesMany {
				said = append(said, b.Code)
			}
		}
		return strings.Join(said, " ")
	}
	day := at(8)
	report(day.AddDate(0, 0, -3), "甲", "", ProxiesOf([]ProxyHolder{{"A", 1}, {"戊", 2}}, Date{}))
	if f := e.Figures(p); f[RecordFigure(ProxiesRecord, ProxyBallots)] != 3 || f[RecordFigure(ProxiesRecord, ProxyHolders)] != 2 {
		t.Errorf("the figures are %v", f)
	}
	report(day, "甲", "", one)
	if codes() != BreachProxyNominee {
		t.Errorf("A stands and votes for others: %q", codes())
	}
	report(day, "乙", "", CountCheck{one})
	if c, _ := p.Count(FirstRound); c.Status() != Confirmed || c.ByProxy() != 3 {
		t.Errorf("%s, %d by proxy: the second entry has no proxies of its own", c.Status(), c.ByProxy())
	}
	before := p
	report(day.Add(time.Hour), "甲", p.Latest["record/proxies"], ProxiesOf([]ProxyHolder{{"戊", 4}}, Date{}))
	if c, _ := p.Count(FirstRound); codes() != BreachProxiesMany || c.Status() != Confirmed {
		t.Errorf("mended on the day: %q, %s", codes(), c.Status())
	}
	if c, _ := before.Count(FirstRound); c.ByProxy() != 3 {
		t.Error("folding changed what was folded before")
	}
	report(day.AddDate(0, 0, 9), "甲", p.Latest["record/proxies"], ProxiesOf([]ProxyHolder{{"己", 1}}, Date{}))
	other := three(300, 201, 99)
	report(day.AddDate(0, 0, 9), "甲", e.Corrects(Unit{}, p, other, Entry{}), other)
	if codes() != BreachProxiesMany || !slices.Equal(p.Proxies(), []ProxyHolder{{"己", 1}}) {
		t.Errorf("%q: a list of a later day is for a later round", codes())
	}
}

// TestProxiesOfTheTally: a tally that brings its own list, as the agreed cases do,
// keeps it through JSON and folding.
func TestProxiesOfTheTally(t *testing.T) {
	t.Parallel()
	e := timetable()
	one := three(300, 200, 100)
	one.Proxies = []ProxyHolder{{"戊", 4}}
	raw, err := json.Marshal(one)
	if err != nil || !strings.Contains(string(raw), `"proxies":[{"name":"戊","ballots":4}]`) {
		t.Fatalf("%s, %v", raw, err)
	}
	p := e.Fold(Progress{}, Report{ID: "A", At: at(7), Body: ProxiesOf([]ProxyHolder{{"己", 1}}, Date{})})
	p = e.Fold(p, Report{ID: "B", At: at(8), Body: one})
	if c, _ := p.Count(FirstRound); !slices.Equal(c.Proxies, one.Proxies) {
		t.Errorf("%+v", c.Proxies)
	}
}

// TestProxiesToDo: the officer has it on the list from a week before the local day
// until the polls, as long as nothing was said of it.
func TestProxiesToDo(t *testing.T) {
	t.Parallel()
	village := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{ProxiesBefore: 3}}
	representatives := Election{Kind: Residents, Method: Representatives, PollingDay: polls(), Profile: Profile{ProxiesBefore: 3}}
	officer := Person{ID: "甲", Units: []UnitID{"E1"}}
	none := village.Fold(Progress{}, Report{ID: "A", At: at(7), Body: ProxiesOf(nil, Date{})})
	for name, c := range map[string]struct {
		e    Election
		p    Progress
		who  Person
		days int // before polling day
		want bool
	}{
		"a week before":          {village, Progress{}, officer, 10, true},
		"earlier":                {village, Progress{}, officer, 11, false},
		"late":                   {village, Progress{}, officer, 0, true},
		"after the polls":        {village, Progress{}, officer, -1, false},
		"nobody, but said so":    {village, none, officer, 3, false},
		"the leader":             {village, Progress{}, Person{ID: "乙", Areas: []Area{"东片"}}, 3, false},
		"no local rule":          {Election{Kind: Villagers, PollingDay: polls()}, Progress{}, officer, 3, false},
		"representatives, never": {representatives, Progress{}, officer, 3, false},
	} {
		now := polls().AddDays(-c.days).At(9, 0, time.UTC)
		items := c.e.ToDos(UnitState{Unit: Unit{ID: "E1", Area: "东片"}, Progress: c.p}, c.who, 0, now)
		got := slices.ContainsFunc(items, func(i ToDo) bool { return i.Proxies != nil && i.Own && i.Late(now) == (c.days < 3) })
		if got != c.want {
			t.Errorf("%s: %v, %+v", name, got, items)
		}
	}
}
