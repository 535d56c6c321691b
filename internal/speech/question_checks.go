package speech

import "strings"

// checksWords ask whose counts somebody checks; read only.
const checksWords = "核哪|核谁|核几个|核几家|核多少|核的哪|核的是哪|核的村|核哪家|给谁核|帮谁核|给哪|核票的村|负责核|负责复核|复核员是哪|又核|也核"

// noteChecks finds that it is asked which units somebody checks: 丁越核哪几个村, 唐素文核谁家的. What is checked
// already, or waits to be, is another thing.
func (a *query) noteChecks() {
	each := says(a.text, "每个复核人|每位复核人|各复核人|各个复核人|按复核人|复核人各")
	if !(says(a.text, checksWords) && strings.Contains(a.text, "核") && a.has("person/mine") || each) || says(strings.NewReplacer("给谁核", "", "帮谁核", "").Replace(a.text), "核了|核完|核过|没核|未核|待核|要核|等我核|该我核|核好|核没核|谁核") || !a.has("which/who/howMany/units/lists") {
		return
	}
	if says(a.text, "我核的|我复核的") && a.has("turnout/counts/registered/elected/late/reports/votes -ballots") { // 我核的村投了多少
		return
	}
	for i, at := range a.atoms {
		if at.text == "核" || at.text == "核票" {
			a.pass(i)
			a.mute(i)
		}
	}
	a.is("checksOf", true)
	a.is("alsoOfficer", says(strings.NewReplacer("负责核", "", "负责复核", "", "管核", "").Replace(a.text), "管|负责|包|联络") && !each)
	a.is("eachChecker", each)
	a.takesAll("confirms", "checker", "officer", "votes", "ballots")
}

// sinceHour reports whether it is asked who has reported since an hour of today: 哪些村十点以后报过数.
func (a *query) sinceHour() bool {
	if noon := says(a.text, "下午才报|下午报的|下午报了|下午交的|午后报|中午以后报|中午过后报|过了中午报"); noon && a.has("which/who/units/howMany -not") && a.now.Hour() >= 12 {
		return true
	}
	return a.has("reports/reported which/who/units/howMany -not -mine -confirms -changes -late") && says(a.text, "点以后|点之后|点后|点过后|点多以后|分以后|分之后|半以后|半之后|半后|分后") &&
		len(a.numbersOf(func(n Number) bool { return n.Role == Clock })) == 1
}

// sincePast takes the hour since which somebody has reported.
func (a *query) sincePast(f *Frame) {
	at := f.Time.At
	if at.IsZero() {
		at = f.Time.Than
	}
	if a.has("sinceHour") && len(a.numbersOf(func(n Number) bool { return n.Role == Clock })) == 0 { // 下午才报的
		a.takes("afternoon")
		at = Moment{Day: a.today, Clock: midday, Timed: true}
	}
	if !a.has("sinceHour") || f.Measure != Reported || !at.Timed {
		return
	}
	a.takesAll("sinceHour", "since", "reports", "reported", "turnout", "votes", "figures")
	f.Filter = Filter{By: IsReported}
	f.Time.At, f.Time.Than, f.Time.Today, f.Time.Hour, f.Time.After = Moment{Day: at.Day}, Moment{}, false, at.Clock, true
}

// noteDiffers finds that it is asked in which figures the two entries of a count differ: 白沙我复的跟吴江报的差在哪几项.
func (a *query) noteDiffers() {
	which := says(a.text, "差在哪|差哪几项|哪几项|哪些项|哪一项|哪项|哪几处|哪处|哪几个数|哪个数|哪里|哪儿")
	apart := says(a.text, "差|不一样|不一致|对不上|不同|出入|不符|没对上")
	if !which || !apart || !says(a.text, "复核|核的|核得|复的|录|两遍|两次|两回|二遍") || !a.has("-howTo -share -half") {
		return
	}
	for i, at := range a.atoms {
		if at.number != nil && at.number.Value <= 3 { // 两次
			a.used[at.from] = true
		}
		if at.unread && len([]rune(at.text)) <= 2 {
			a.pass(i)
			a.mute(i)
		}
	}
	a.is("differs", true)
	a.takesAll("confirms", "checked", "checker", "not", "compares", "reports", "which", "where", "counts", "short", "does", "checksOf", "further", "lacks", "why", "figures", "changes", "reported", "difficulty", "what")
}

// whoReported reports whether it is asked who reported a figure of a unit: 东河那个122是谁报的.
func (a *query) whoReported() bool {
	text := strings.TrimRight(a.text, " ?。.!啊呀呢")
	if says(a.text, "谁报的|哪个报的|谁交的") && a.has("unit hour/when") { // 南浦那个290谁报的 啥时候报的
		for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Count }) {
			a.used[at.from] = a.used[at.from] || endsAny(a.text[:at.from], "那个", "这个", "那", "这")
		}
	}
	if !endsAny(text, "谁报的", "谁报上来的", "谁交的", "谁填的", "谁录的", "哪个报的", "谁报过来的") || !a.has("unit -stage -record -incident -difficulty -request -objection -late -not -candidate -nominee") {
		return false
	}
	for _, at := range a.numbersOf(func(n Number) bool { return n.Role == Count }) {
		a.used[at.from] = true
	}
	a.takesAll("who", "reports", "reported", "votes", "turnout", "figures", "counts", "which")
	return true
}
