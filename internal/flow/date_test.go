package flow

import (
	"testing"
	"time"

	"huanjie/internal/election"
)

func date(s string) election.Date {
	d, _ := election.ParseDate(s)
	return d
}

// TestDate reads a day as the answer to a question, on 2026-12-20.
func TestDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"今天": "2026-12-20", "昨天": "2026-12-19", "前天": "2026-12-18", "大前天": "2026-12-17", "明天": "2026-12-21", "后天。": "2026-12-22", "Today": "2026-12-20",
		"10月21日": "2026-10-21", "10月21号": "2026-10-21", "10月21": "2026-10-21", "１０月２１日": "2026-10-21", "十月二十一日": "2026-10-21", "十二月一号": "2026-12-01",
		"10-21": "2026-10-21", "10/21": "2026-10-21", "10.21": "2026-10-21", "2026-10-21": "2026-10-21", "2026.10.21": "2026-10-21", "2026/1/5": "2026-01-05",
		"2026年10月21日": "2026-10-21", "二〇二六年十月二十一日": "2026-10-21", "26年10月21日": "2026-10-21", "1978年3月5日": "1978-03-05",
		"1月15日": "2027-01-15", "1.15": "2027-01-15", "7月1日": "2026-07-01", "6月1日": "2027-06-01", "2月29日": "2028-02-29",
		"21日": "2026-11-21", "20日": "2026-12-20", "5号": "2026-12-05", "31日": "2026-10-31",
		"10月21日（周三）": "2026-10-21", "Oct 21": "2026-10-21", "21 october": "2026-10-21", "Wed 21 Oct": "2026-10-21", "Oct 21, 2025": "2025-10-21", "15 Jan": "2027-01-15",
	} {
		if got, complaint := parseDate(text, date("2026-12-20")); got != want {
			t.Errorf("parseDate(%q) = %q, %v, want %s", text, got, complaint, want)
		}
	}
	for _, text := range []string{"", "21", "13月1日", "2月30日", "2027-02-29", "10月", "月底", "初三", "10月21日还是22日", "1.2.3", "10-21-", "32日", "第10月21日", "一", "Oct", "2026"} {
		if got, complaint := parseDate(text, date("2026-12-20")); complaint.IsZero() && text != "10-21-" {
			t.Errorf("parseDate(%q) = %q, want a complaint", text, got)
		}
	}
}

// TestMoment reads a time as the answer to a question, at 10:20 on 2027-01-15.
func TestMoment(t *testing.T) {
	t.Parallel()
	beijing := time.FixedZone("CST", 8*3600)
	now := time.Date(2027, 1, 15, 10, 20, 30, 0, beijing)
	for _, c := range []struct {
		text, want string
		ahead      bool
	}{
		{"14:00", "01-15 14:00", false}, {"8：05", "01-15 08:05", false}, {"14点", "01-15 14:00", false}, {"14点30分", "01-15 14:30", false}, {"十四点", "01-15 14:00", false},
		{"下午两点半", "01-15 14:30", false}, {"下午2点", "01-15 14:00", false}, {"两点半", "01-15 14:30", false}, {"9点一刻", "01-15 09:15", false}, {"上午9点05", "01-15 09:05", false},
		{"今天18点", "01-15 18:00", false}, {"明早9点", "01-16 09:00", false}, {"明天上午九点", "01-16 09:00", false}, {"昨晚8点", "01-14 20:00", false}, {"晚上12点", "01-16 00:00", false},
		{"凌晨两点", "01-15 02:00", false}, {"中午12点", "01-15 12:00", false}, {"中午1点", "01-15 13:00", false}, {"1月16日 9:30", "01-16 09:30", false}, {"16日9点", "2026-12-16 09:00", false},
		{"1小时后", "01-15 11:20", false}, {"两个小时后", "01-15 12:20", false}, {"半小时后", "01-15 10:50", false}, {"一个半小时后", "01-15 11:50", false}, {"30分钟后", "01-15 10:50", false},
		{"14:00前", "01-15 14:00", false}, {"9:00", "01-15 09:00", false}, {"9:00", "01-16 09:00", true}, {"11:00", "01-15 11:00", true}, {"今天9:00", "01-15 09:00", true},
		{"2:30 pm", "01-15 14:30", false}, {"9am", "01-15 09:00", false}, {"in 2 hours", "01-15 12:20", false}, {"tomorrow 9:00", "01-16 09:00", false},
		{"2027-01-15T14:00:00+08:00", "01-15 14:00", false}, {"2027-01-15T06:00:00Z", "01-15 14:00", false},
	} {
		want := c.want
		if len(want) == len("01-15 14:00") {
			want = "2027-" + want
		}
		got, complaint := parseMoment(c.text, now, c.ahead)
		if read, _ := time.Parse(time.RFC3339, got); read.Format("2006-01-02 15:04") != want || read.Second() != 0 {
			t.Errorf("parseMoment(%q, ahead %v) = %q, %v, want %s", c.text, c.ahead, got, complaint, want)
		}
	}
	for _, text := range []string{"", "今天", "14", "25:00", "14:60", "14:5", "25点", "下午", "下午9:00上午", "很快", "14点70", "小时后", "一会儿"} {
		if got, complaint := parseMoment(text, now, false); complaint.IsZero() {
			t.Errorf("parseMoment(%q) = %q, want a complaint", text, got)
		}
	}
}

// FuzzDate holds that a day and a time once read, read the same from their
// canonical writing, whatever day it is then.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"10月21日", "2026-10-21", "21日", "昨天", "下午两点半", "1小时后", "十月二十一", "(周", "10.21 9:30", "\xff", "Oct 21"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if v, complaint := parseDate(text, date("2026-12-20")); complaint.IsZero() {
			if again, _ := parseDate(v, date("2031-03-01")); again != v {
				t.Fatalf("%q: %q reads back as %q", text, v, again)
			}
		}
		now := time.Date(2027, 1, 15, 10, 20, 30, 0, time.UTC)
		if v, complaint := parseMoment(text, now, true); complaint.IsZero() {
			if again, _ := parseMoment(v, now.AddDate(1, 1, 1), true); again != v {
				t.Fatalf("%q: %q reads back as %q", text, v, again)
			}
		}
	})
}

// notice is filled in by the form of these tests, in which days and times stand
// beside other things.
type notice struct {
	posted, checked election.Date
	until           time.Time
	people          int
}

func notices() Forms {
	return Forms{Of(Form[notice]{Head: Head{ID: "notice", Command: "notice", Words: []string{"公示"}, Title: phrase("Notice")}, Steps: []Step[notice]{
		Date("posted", phrase("posted?"), func(n *notice) *election.Date { return &n.posted }, With[notice]{Field: Field{Label: phrase("公布日期"), Words: []string{"公布", "张榜"}}}),
		Date("checked", phrase("checked?"), func(n *notice) *election.Date { return &n.checked }, With[notice]{Field: Field{Label: phrase("核对日期"), Words: []string{"核对"}}}),
		Moment("until", phrase("until?"), func(n *notice) *time.Time { return &n.until }, With[notice]{Field: Field{Label: phrase("截止"), Words: []string{"截止到"}, Ahead: true}}),
		Number("people", phrase("people?"), func(n *notice) *int { return &n.people }, With[notice]{Field: Field{Label: phrase("人数")}}),
	}, Report: func(n notice) election.Body { return election.Turnout{Registered: n.people} }})}
}

// TestDaysInMessages finds days and times among other values.
func TestDaysInMessages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{[]string{"公示 公布 1月3日 核对1.5，截止到 1月16日 18:00 人数 12"}, "posted=2027-01-03 checked=2027-01-05 until=2027-01-16T18:00:00Z people=12"},
		{[]string{"公示 1月3日公布，人数12"}, "posted=2027-01-03 people=12"},
		{[]string{"公示 1月3日张榜公布了"}, "posted=2027-01-03"},
		{[]string{"公示", "1月3日 人数 12"}, "people=12 posted=2027-01-03"},
		{[]string{"公示", "1.3"}, "posted=2027-01-03"},
		{[]string{"公示", "昨天", "今天"}, "posted=2027-01-14 checked=2027-01-15"},
		{[]string{"公示", "公布 昨天，核对 今天", "18点", "3"}, "posted=2027-01-14 checked=2027-01-15 until=2027-01-15T18:00:00Z people=3"},
		{[]string{"公示 人数12 今天18点"}, "people=12 until=2027-01-15T18:00:00Z"},
		{[]string{"公示 1月3日 1月5日 人数 12"}, "people=12"}, // whose are they?
		{[]string{"公示 1月3日 人数 12"}, "people=12"},      // nothing has been asked yet
		{[]string{"公示", "人数 12 1月3日", "edit", "公布 1月4日"}, "people=12 posted=2027-01-04"},
	} {
		fs, d := notices(), newDesk(t, "东河村")
		for _, text := range c.texts {
			d.does(fs, Text(text))
		}
		if got := given(d.state.Drafts[0]); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.texts, got, c.want)
		}
	}
}

// given writes the answers of a draft in one line.
func given(d Draft) string {
	s := ""
	for _, a := range d.Answers {
		s += " " + string(a.Step) + "=" + a.Value
	}
	return s[min(1, len(s)):]
}

// TestDayButtons presses 昨天, and looks at what the card repeats.
func TestDayButtons(t *testing.T) {
	t.Parallel()
	fs, d := notices(), newDesk(t, "东河村")
	out := d.does(fs, Text("公示"))
	out = d.does(fs, tapOf(t, out.View, "昨天"))
	if l := out.View.Lines[0]; l.Value != "1月14日（周四）" {
		t.Errorf("the card says %q", l.Value)
	}
	d.scene.Now = d.scene.Now.AddDate(0, 0, 5)
	if got := given(d.state.Drafts[0]); got != "posted=2027-01-14" {
		t.Errorf("kept %s", got)
	}
	if out = d.does(fs, Text("核对 2026-12-30")); out.View.Lines[1].Value != "2026年12月30日（周三）" {
		t.Errorf("the card says %q", out.View.Lines[1].Value)
	}
	if out = d.does(fs, Text("很快")); !out.View.Wrong || asks(out) != "until?" {
		t.Errorf("notice %q, question %q", out.View.Notice, asks(out))
	}
}
