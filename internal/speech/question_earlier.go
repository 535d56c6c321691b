package speech

// earlierWords point to the report before the last one of a unit; read only.
var earlierWords = []composedWord{
	{"earlier", "", []string{"上一|上|前一|上上|再上一|再前一", "回|次|趟|轮|遍", "|的数|的数字|那个数|那个|的"}},
	{"earlier", "", []string{"上一回|上一趟|上趟|前一趟|前一遍|再上一次|再前一次|前一回|前一次|上一轮|上轮", "报的|报的数|上报的|报|上报"}}, // 上次报的 is the last report
	{"earlier", "", []string{"刚才|刚刚|方才|刚", "那回|那次|那趟|那一回|那一次", "|报的|报|的"}},
	{"earlier", "", []string{"上个|上一个|前一个", "点|时段|钟点|整点|报数点", "|报的|的|的数"}},
	{"earlier", "", []string{"the", " ", "report|figure|one", " ", "before"}},
	{"earlier", "", []string{"the |", "previous|earlier", " ", "report|figure|one|count of voters"}},
	{"justNow", "", []string{"刚才|刚刚|方才|先前|早先|原先|原来", "的数|"}},
}

// reportBefore takes that what is asked for is set against the report before the last one, or that this one is asked for:
// 比上次多了多少, 跟上一回报的比涨了多少, 前一次是多少.
func (a *query) reportBefore() bool {
	if !a.has("compares/changes") && !says(a.text, "涨|多了|少了|多出|差|动|往上走|more|grown|up since") {
		return a.takes("earlier howMany/what/turnout/votes -lastTerm -stage -lastOne")
	}
	before := a.takes("earlier -lastTerm -stage") || a.takes("lastOne -lastTerm -stage") || a.takes("justNow -lastTerm -stage") && says(a.text, "比|跟|和|与|较|since|than")
	if before {
		a.takesAll("compares", "changes", "since", "reports", "reported")
	}
	return before
}

// doneThan reports whether it is asked how many more units have done a stage than at another time: 提名好了的比昨天多几个.
func (a *query) doneThan() bool {
	done := a.has("stage/candidate/nameList/registered compares/changes -votes -elected -field -turnout -eachArea") &&
		says(a.text, "好了|完了|弄完|搞完|做完|办完|完成|贴出|公布|登记完|提完|齐了|结束了|finished|completed|done") && says(a.text, "几个|多少|几家|哪|多了|how many|which")
	if done {
		a.takesAll("candidate", "registered", "nameList", "compares", "changes", "howMany")
	}
	return done
}

// noReportBefore makes words that point to it mean nothing, where it is not asked for: 刚才有什么新情况.
func (a *query) noReportBefore() {
	for i, at := range a.atoms {
		a.atoms[i].unread = at.unread || at.does("justNow")
	}
}

// ofLastReports makes what is asked for the turnout, of which alone the reports of a day follow one another; of anything
// else it says so.
func (a *query) ofLastReports(f *Frame) {
	switch {
	case !f.Time.Earlier:
		return
	case f.Measure == Turnout:
		f.Presumed = false
		return
	}
	f.Time.Earlier = false
	for _, sense := range [...]string{"earlier", "lastOne", "justNow"} {
		a.taken[sense] = 0
	}
}
