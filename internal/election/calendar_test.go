package election

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// calendar writes a calendar short: "roll 2021-10-21 national".
func calendar(days []CalendarDay) string {
	var lines []string
	for _, d := range days {
		lines = append(lines, fmt.Sprintf("%s %s %s", d.Code, d.Last, d.Basis))
	}
	return strings.Join(lines, "\n")
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		e    Election
		ev   Events
		want string
	}{
		{"villagers", Election{Kind: Villagers, PollingDay: polls()}, Events{}, `
roll 2026-12-26 national
formal_list 2027-01-10 usual
audit 2027-01-14 national
handover 2027-01-25 national
further 2027-02-14 usual
objection  national
decision  national`},
		{"villagers, with events", Election{Kind: Villagers, PollingDay: polls()}, Events{
			Roll: Date{2026, 12, 20}, Objections: []Date{{2026, 12, 21}, {2026, 12, 25}}, Result: Date{2027, 1, 16}}, `
decision/2026-12-21 2026-12-24 national
objection 2026-12-25 national
roll 2026-12-26 national
decision/2026-12-25 2026-12-28 national
formal_list 2027-01-10 usual
audit 2027-01-14 national
handover 2027-01-26 national
further 2027-02-15 usual`},
		{"villagers, the first day counts", Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{FirstDayCounts: true}}, Events{
			Roll: Date{2026, 12, 20}, Objections: []Date{{2026, 12, 21}}}, `
decision/2026-12-21 2026-12-23 national
objection 2026-12-24 national
roll 2026-12-26 national
formal_list 2027-01-10 usual
audit 2027-01-14 national
handover 2027-01-24 national
further 2027-02-14 usual`},
		{"villagers, with a profile", Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{
			FirstListBefore: 15, FormalListBefore: 7, ProxiesBefore: 3, FurtherWithin: -1}}, Events{}, `
roll 2026-12-26 national
first_list 2026-12-31 local
formal_list 2027-01-08 local
proxies 2027-01-12 local
audit 2027-01-14 national
further 2027-01-15 local
handover 2027-01-25 national
objection  national
decision  national`},
		{"two meetings in one", Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{OneMeeting: true, FurtherWithin: 10}}, Events{}, `
roll 2026-12-26 national
audit 2027-01-14 national
handover 2027-01-25 national
further 2027-01-25 local
objection  national
decision  national`},
		{"residents", Election{Kind: Residents, PollingDay: polls()}, Events{}, `
roll 2026-12-26 national
formal_list 2027-01-10 usual
audit 2027-01-14 national
handover 2027-01-25 national
further 2027-02-14 usual
objection  national
decision  national`},
		{"residents before 2026: nothing national", Election{Kind: Residents, PollingDay: before()}, Events{}, `
formal_list 2025-12-26 usual
further 2026-01-30 usual`},
		{"congress", Election{Kind: Congress, PollingDay: Date{2021, 11, 10}}, Events{}, `
roll 2021-10-21 national
first_list 2021-10-26 national
formal_list 2021-11-03 national
suit 2021-11-05 national
judgment 2021-11-09 national
introduction 2021-11-09 national
further 2021-12-10 usual
objection  national
decision  national`},
		{"Party", Election{Kind: Party, PollingDay: polls()}, Events{}, `
further 2027-01-15 usual`},
		{"Party, with a notice", Election{Kind: Party, PollingDay: polls(), Profile: Profile{FormalListBefore: 7, FurtherWithin: 5}}, Events{}, `
notice 2027-01-08 local
further 2027-01-20 local`},
		{"no polling day yet", Election{Kind: Congress}, Events{Roll: Date{2026, 12, 1}}, `
objection 2026-12-06 national
roll  national
first_list  national
formal_list  national
suit  national
judgment  national
introduction  national
decision  national
further  usual`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := calendar(c.e.Calendar(c.ev)); got != strings.TrimSpace(c.want) {
				t.Errorf("\n%s\nwant%s", got, c.want)
			}
		})
	}
}

func TestCalendarLeapYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ polling, roll, handover Date }{
		{Date{2028, 3, 10}, Date{2028, 2, 19}, Date{2028, 3, 20}},
		{Date{2028, 3, 20}, Date{2028, 2, 29}, Date{2028, 3, 30}},
		{Date{2027, 3, 20}, Date{2027, 2, 28}, Date{2027, 3, 30}},
		{Date{2028, 2, 20}, Date{2028, 1, 31}, Date{2028, 3, 1}},
		{Date{2026, 1, 5}, Date{2025, 12, 16}, Date{2026, 1, 15}},
	} {
		days := Election{Kind: Villagers, PollingDay: c.polling}.Calendar(Events{})
		if got := dayOf(days, "roll"); got != c.roll {
			t.Errorf("polling %s: roll %s, want %s", c.polling, got, c.roll)
		}
		if got := dayOf(days, "handover"); got != c.handover {
			t.Errorf("polling %s: handover %s, want %s", c.polling, got, c.handover)
		}
	}
}

func TestCalendarSays(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{ProxiesBefore: 3}}
	want := map[string]string{
		"roll":        "选民名单公布：选举日的20日前，村民委员会组织法第十七条",
		"objection":   "对名单提出申诉：自名单公布之日起5日内，村民委员会组织法第十七条",
		"decision":    "对申诉作出决定：自收到申诉之日起3日内，村民委员会组织法第十七条",
		"formal_list": "正式候选人名单公布：选举日的5日前，惯例，以地方规定为准",
		"proxies":     "委托投票登记：选举日的3日前，地方规定",
		"audit":       "离任审计结果公布：选举日之前，村民委员会组织法第四十条",
		"handover":    "工作移交：自结果公布之日起10日内，村民委员会组织法第二十四条",
		"further":     "再次投票、另行选举：自结果公布之日起30日内，惯例，以地方规定为准",
	}
	for _, d := range e.Calendar(Events{}) {
		if got := d.Name.In(Chinese) + "：" + d.Say().In(Chinese); got != want[d.Code] {
			t.Errorf("%s: %s, want %s", d.Code, got, want[d.Code])
		}
		if en := d.Name.In(English) + d.Say().In(English); strings.Contains(en, "%!") {
			t.Errorf("%s: %s", d.Code, en)
		}
	}
}

func TestCalendarSaysSameDay(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Party, PollingDay: polls()}
	if got := e.Calendar(Events{})[0].Counted.In(Chinese); got != "结果公布之日当日" {
		t.Errorf("%s", got)
	}
}

func TestCalendarArticles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind Kind
		day  Date
		want string
	}{
		{Villagers, polls(), "audit40 roll17 objection17 decision17 handover24"},
		{Villagers, before(), "audit35 roll14 objection14 decision14 handover20"},
		{Residents, polls(), "audit0 roll17 objection17 decision17 handover25"},
		{Residents, before(), ""},
		{Congress, polls(), "roll28 first_list32 formal_list32 suit29 judgment29 introduction34 objection29 decision29"},
		{Party, polls(), ""},
	} {
		e := Election{Kind: c.kind, PollingDay: c.day}
		var got []string
		for _, r := range dateRules(e) {
			if r.basis != National {
				continue
			}
			got = append(got, fmt.Sprintf("%s%d", r.code, r.article.Number))
			if r.article.Law != LawInForce(c.kind, c.day) {
				t.Errorf("%s %s: %s rests on %s", c.kind, c.day, r.code, r.article.Law)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: %v, want %s", c.kind, c.day, got, c.want)
		}
	}
}

func TestLawfulDeadline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind    Kind
		stage   StageID
		polling Date
		last    Date
		article string
	}{
		{Villagers, "roll", polls(), Date{2026, 12, 26}, "村民委员会组织法第十七条"},
		{Villagers, "audit", polls(), Date{2027, 1, 14}, "村民委员会组织法第四十条"},
		{Villagers, "handover", polls(), Date{2027, 1, 25}, "村民委员会组织法第二十四条"},
		{Villagers, "roll", before(), Date{2025, 12, 11}, "村民委员会组织法（2018年文本）第十四条"},
		{Villagers, "publicity", polls(), Date{}, ""},
		{Villagers, "further", polls(), Date{}, ""},
		{Villagers, "", polls(), Date{}, ""},
		{Residents, "handover", polls(), Date{2027, 1, 25}, "城市居民委员会组织法第二十五条"},
		{Residents, "audit", polls(), Date{2027, 1, 14}, "城市居民委员会组织法"},
		{Residents, "roll", before(), Date{}, ""},
		{Congress, "first_list", polls(), Date{2026, 12, 31}, "选举法第三十二条"},
		{Congress, "candidates", polls(), Date{2027, 1, 8}, "选举法第三十二条"},
		{Congress, "meet", polls(), Date{2027, 1, 14}, "选举法第三十四条"},
		{Party, "notice", polls(), Date{}, ""},
	} {
		got := LawfulDeadline(c.kind, c.stage, c.polling)
		if got.Last != c.last || got.Article.In(Chinese) != c.article {
			t.Errorf("%s %s: %+v, want %s, %s", c.kind, c.stage, got, c.last, c.article)
		}
	}
}

// The day moves: planned days move along, lawful ones are counted anew, under
// the law then in force, and the changes are listed.
func TestPollingDayMoves(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: before()}
	e.Stages = UsualStages(Villagers, e.PollingDay)
	moved := e.On(Date{2026, 1, 10})
	for i, s := range moved.Stages {
		if s.Planned != e.Stages[i].Planned.AddDays(10) {
			t.Errorf("%s planned %s, was %s", s.ID, s.Planned, e.Stages[i].Planned)
		}
	}
	roll, _ := moved.Stage("roll")
	if roll.Lawful.Last != (Date{2025, 12, 21}) || roll.Lawful.Article.In(Chinese) != "村民委员会组织法第十七条" {
		t.Errorf("roll by %+v", roll.Lawful)
	}
	if was, _ := e.Stage("roll"); was.Lawful.Last != (Date{2025, 12, 11}) {
		t.Errorf("the old timetable changed: %+v", was.Lawful)
	}
	ev := Events{Objections: []Date{{2025, 12, 15}, {2025, 12, 16}}}
	var said []string
	for _, c := range CalendarChanges(e.Calendar(ev), moved.Calendar(ev)) {
		said = append(said, fmt.Sprintf("%s %s→%s", c.Code, c.Was, c.Now))
	}
	want := "roll 2025-12-11→2025-12-21, formal_list 2025-12-26→2026-01-05, audit 2025-12-30→2026-01-09, " +
		"handover 2026-01-10→2026-01-20, further 2026-01-30→2026-02-09"
	if got := strings.Join(said, ", "); got != want {
		t.Errorf("changes %s\nwant    %s", got, want)
	}
	if same := e.On(e.PollingDay); len(CalendarChanges(e.Calendar(ev), same.Calendar(ev))) != 0 {
		t.Error("the same day is a change")
	}
	if unset := e.On(Date{}); unset.PollingDay != e.PollingDay {
		t.Error("no day moves the day")
	}
	set := Election{Kind: Villagers, Stages: []Stage{{ID: "roll", Planned: Date{2026, 12, 1}}}}.On(polls())
	if set.Stages[0].Planned != (Date{2026, 12, 1}) || set.Stages[0].Lawful.Last != (Date{2026, 12, 26}) {
		t.Errorf("a first day set: %+v", set.Stages[0])
	}
	one := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{OneMeeting: true}}
	two := Election{Kind: Villagers, PollingDay: polls()}
	gone := CalendarChanges(two.Calendar(Events{}), one.Calendar(Events{}))
	if len(gone) != 1 || gone[0].Code != "formal_list" || !gone[0].Now.IsZero() {
		t.Errorf("a deadline fell away: %+v", gone)
	}
}

func TestIntervalBreaches(t *testing.T) {
	t.Parallel()
	villagers := Election{Kind: Villagers, PollingDay: polls()}
	congress := Election{Kind: Congress, PollingDay: polls()}
	audited := Date{2026, 11, 1}
	for _, c := range []struct {
		name  string
		e     Election
		ev    Events
		today Date
		want  string
	}{
		{"roll on the last day", villagers, Events{Roll: Date{2026, 12, 26}, Audit: audited}, polls(), ""},
		{"roll a day late", villagers, Events{Roll: Date{2026, 12, 27}, Audit: audited}, polls(), "interval_impossible"},
		{"roll not yet, still time today", villagers, Events{Audit: audited}, Date{2026, 12, 26}, ""},
		{"roll not yet, and no time left", villagers, Events{Audit: audited}, Date{2026, 12, 27}, "interval_impossible"},
		{"audit on the day before", villagers, Events{Roll: audited, Audit: Date{2027, 1, 14}}, polls(), ""},
		{"audit on polling day", villagers, Events{Roll: audited, Audit: polls()}, polls(), "audit_not_published"},
		{"audit not published", villagers, Events{Roll: audited}, polls(), "audit_not_published"},
		{"audit not published, but there is time", villagers, Events{Roll: audited}, Date{2027, 1, 14}, ""},
		{"congress, all in time", congress, Events{Roll: Date{2026, 12, 26}, FirstList: Date{2026, 12, 31}, FormalList: Date{2027, 1, 8},
			Introduced: Date{2027, 1, 14}}, polls(), ""},
		{"congress, all a day late", congress, Events{Roll: Date{2026, 12, 27}, FirstList: Date{2027, 1, 1}, FormalList: Date{2027, 1, 9},
			Introduced: polls()}, polls(), "interval_impossible interval_impossible interval_impossible introduction_on_day"},
		{"introduction is a matter of congress", villagers, Events{Roll: audited, Audit: audited, Introduced: polls()}, polls(), ""},
		{"a usual date is no law", villagers, Events{Roll: audited, Audit: audited, FormalList: Date{2027, 1, 14}}, polls(), ""},
		{"no polling day", Election{Kind: Congress}, Events{Introduced: polls()}, polls(), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.e.IntervalBreaches(c.ev, c.today)
			if codes := strings.Join(breachCodes(got), " "); codes != c.want {
				t.Errorf("%q, want %q", codes, c.want)
			}
		})
	}
	late := villagers.IntervalBreaches(Events{Roll: Date{2027, 1, 1}, Audit: audited}, polls())
	want := "选民名单公布：1月1日（周五）；最后一日为2026年12月26日（周六），选举日1月15日（周五）过早，最早应为1月21日（周四）（村民委员会组织法第十七条）"
	if got := late[0].Say().In(Chinese); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestEarliestPolling(t *testing.T) {
	t.Parallel()
	today := Date{2026, 12, 1}
	for _, c := range []struct {
		kind Kind
		ev   Events
		want Date
	}{
		{Villagers, Events{}, Date{2026, 12, 21}},
		{Villagers, Events{Roll: Date{2026, 11, 20}, Audit: Date{2026, 11, 1}}, Date{2026, 12, 10}},
		{Villagers, Events{Roll: Date{2026, 11, 1}}, Date{2026, 12, 2}},
		{Villagers, Events{Roll: Date{2026, 11, 1}, Audit: Date{2026, 11, 1}}, today},
		{Congress, Events{Roll: Date{2026, 11, 20}}, Date{2026, 12, 16}},
		{Party, Events{}, today},
	} {
		e := Election{Kind: c.kind, PollingDay: polls()}
		if got := e.EarliestPolling(c.ev, today); got != c.want {
			t.Errorf("%s %+v: %s, want %s", c.kind, c.ev, got, c.want)
		}
		if b := e.On(c.want).IntervalBreaches(c.ev, today); len(b) != 0 {
			t.Errorf("%s on %s: %v", c.kind, c.want, b)
		}
	}
}

// TestVoided: nothing that follows from a vote is done while it has to be held again.
func TestVoided(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls(), Stages: UsualStages(Villagers, polls())}
	none, short := vote{r: 1000, p: 500, b: 500, seats: 1, votes: []int{400}}, vote{r: 1000, p: 501, b: 501, seats: 1, votes: []int{400}}
	fresh := short.tally()
	fresh.Round = FreshRound
	for _, c := range []struct {
		name   string
		counts []Tally
		stage  StageID
		no     bool
	}{
		{"no quorum: handover", []Tally{none.tally()}, HandoverStage, true},
		{"no quorum: the vote itself", []Tally{none.tally()}, PollingStage, true},
		{"no quorum: the roll was before it", []Tally{none.tally()}, RollStage, false},
		{"one more took part", []Tally{short.tally()}, HandoverStage, false},
		{"held afresh", []Tally{none.tally(), fresh}, HandoverStage, false},
		{"nothing counted", nil, HandoverStage, false},
	} {
		var p Progress
		for i, tally := range c.counts {
			p = e.Fold(p, Report{ID: ReportID(rune('a' + i)), Body: tally})
		}
		if said := e.Voided(p, c.stage); said.IsZero() == c.no {
			t.Errorf("%s: %q", c.name, said.In(Chinese))
		}
	}
}

func TestTooEarly(t *testing.T) {
	t.Parallel()
	villagers, party := Election{Kind: Villagers, PollingDay: polls()}, Election{Kind: Party, PollingDay: polls()}
	roll := Events{Roll: Date{2026, 12, 20}}
	for _, c := range []struct {
		name  string
		e     Election
		stage StageID
		done  Date
		ev    Events
		want  int
	}{
		{"roll: on the last day for objections", villagers, "roll", Date{2026, 12, 25}, roll, 1},
		{"roll: the day after it", villagers, "roll", Date{2026, 12, 26}, roll, 0},
		{"roll: publication not known", villagers, "roll", Date{2026, 12, 21}, Events{}, 0},
		{"polling: the day before", villagers, "polling", Date{2027, 1, 14}, roll, 1},
		{"polling: on the day", villagers, "polling", polls(), roll, 0},
		{"polling: nineteen days after the roll", villagers, "polling", polls(), Events{Roll: Date{2026, 12, 27}}, 1},
		{"polling: twenty days after the roll", villagers, "polling", polls(), Events{Roll: Date{2026, 12, 26}}, 0},
		{"polling: too early for day and roll", villagers, "polling", Date{2027, 1, 14}, Events{Roll: Date{2026, 12, 27}}, 2},
		{"polling: a usual date is no law", villagers, "polling", polls(), Events{FormalList: Date{2027, 1, 14}}, 0},
		{"handover: before polling", villagers, "handover", Date{2027, 1, 14}, roll, 1},
		{"handover: on the day", villagers, "handover", polls(), roll, 0},
		{"further: before polling", villagers, "further", Date{2027, 1, 14}, roll, 1},
		{"the election committee sits before", villagers, "committee", Date{2026, 12, 1}, roll, 0},
		{"the Party's committee meets after", party, "committee", Date{2027, 1, 14}, Events{}, 1},
		{"no polling day", Election{Kind: Villagers}, "polling", Date{2026, 1, 1}, roll, 0},
		{"congress: formal list six days before", Election{Kind: Congress, PollingDay: polls()}, "polling", polls(), Events{FormalList: Date{2027, 1, 9}}, 1},
		{"congress: formal list seven days before", Election{Kind: Congress, PollingDay: polls()}, "polling", polls(), Events{FormalList: Date{2027, 1, 8}}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.e.TooEarly(c.stage, c.done, c.ev)
			if len(got) != c.want {
				t.Fatalf("%v, want %d", got, c.want)
			}
			for _, b := range got {
				if b.Code != BreachTooEarly || strings.Contains(b.Say().In(English), "%!") {
					t.Errorf("%+v", b)
				}
			}
		})
	}
	got := villagers.TooEarly("roll", Date{2026, 12, 25}, roll)[0].Say().In(Chinese)
	if want := "申诉期到12月25日（周五），12月26日（周六）之前不能报完成（村民委员会组织法第十七条）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestEventsOf(t *testing.T) {
	t.Parallel()
	in := time.FixedZone("CST", 8*3600)
	late := time.Date(2026, 12, 20, 17, 0, 0, 0, time.UTC) // already the 21st there
	p := Progress{Stages: map[StageID]StageState{
		"roll": {Status: Done, At: late}, "audit": {Status: UnderWay, At: late}, "candidates": {Status: Done, At: late},
		"first_list": {Status: Done, At: late}, "meet": {Status: Done, At: late},
	}}
	day := Date{2026, 12, 21}
	got := EventsOf(p, in)
	if got.Roll != day || got.FormalList != day || got.FirstList != day || got.Introduced != day || !got.Audit.IsZero() {
		t.Errorf("%+v", got)
	}
}
