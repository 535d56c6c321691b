package speech

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// frame puts together what was said.
func (a *query) frame() Frame {
	var f Frame
	if a.has("nameList") && !a.posted() {
		a.said["lists"]++
	}
	a.whether()
	a.told()
	f.Why, f.Ranks, f.Rising = a.has("why"), a.has("ranks"), a.has("rising")
	a.scope(&f)
	a.time(&f)
	a.note(f)
	f.Measure = a.measure()
	f.Presumed = f.Measure == Turnout && !a.has("turnout") && !a.has("votes")
	f.Rate = a.has("rate/shares")
	f.Heads = f.Measure == Turnout && !strings.Contains(a.text, "率") && (a.has("heads highest/lowest/ranks/first/last") || a.has("votes highest/lowest") && says(a.text, "最多|最少|most|fewest"))
	a.about(&f)
	a.size(&f)
	a.filter(&f)
	if len(f.Scope.Areas) == 1 && a.has("whether/rankOf lowest/highest/rankOf -units -eachUnit") { // 西片是不是最低: among the areas
		f.Scope.Areas, f.Scope.EachArea = nil, true
	}
	f.Form = a.form(f)
	return f
}

// whether finds questions by their form alone: 报上去没有, has it reported.
func (a *query) whether() {
	for _, begin := range [...]string{"has ", "have ", "did ", "does ", "is ", "are ", "was ", "were "} {
		if strings.HasPrefix(strings.TrimLeft(a.text, " "), begin) {
			a.said["whether"]++
		}
	}
	end := strings.TrimRight(a.text, " ?。.!了呢啊")
	for _, w := range [...]string{"没有", "没"} {
		verb := strings.TrimSuffix(end, w)
		if verb != end && verb != "" && !strings.HasSuffix(verb, " ") && !strings.HasSuffix(verb, "还") && a.has("not -which -who -whose") {
			a.said["not"]--
			a.said["whether"]++
			return
		}
	}
}

// told finds that it is asked which units have reported, and not what: 几个村报过.
func (a *query) told() {
	if a.has("reported howMany/which/who -mine -lastOne") && (a.has("units/which/who") || a.said["howMany"] > 0 && a.has("areas")) {
		a.said["reported"], a.said["reports"] = 0, a.said["reports"]+1
	}
}

// is notes a sense that no single word has.
func (a *query) is(sense string, yes bool) {
	if yes {
		a.said[sense]++
	}
}

// note says as senses what was named and when, so that subjects can ask for it.
func (a *query) note(f Frame) {
	a.is("unit", len(f.Scope.Units)+len(f.Scope.Perhaps) > 0 || f.Scope.Strange != "")
	a.is("area", len(f.Scope.Areas) > 0)
	a.is("person", len(f.Scope.People) > 0)
	a.is("nominee", len(f.Scope.Names) > 0)
	a.is("several", len(f.Scope.Units) > 1 || len(f.Scope.Areas) > 1)
	a.is("day", !f.Time.At.IsZero() || !f.Time.Than.IsZero())
	a.is("clock", f.Time.At.Timed || f.Time.Than.Timed)
	a.is("days", f.Time.Days > 0)
	a.is("share", slices.ContainsFunc(a.atoms, func(at atom) bool { return shared(at) }))
	a.is("figure", slices.ContainsFunc(a.atoms, func(at atom) bool { return at.number != nil && at.number.Role == Count && !countsUnits(*at.number) }))
}

// shared reports whether an atom is a share, or a range of shares: 30%到33%.
func shared(at atom) bool {
	return at.number != nil && (at.number.Role == Percent || at.number.Role == Share || at.number.Role == Range && strings.ContainsAny(at.text, "%成"))
}

func (a *query) measure() Measure {
	m, _ := first(a, subjects)
	a.is("of:"+string(m), true)
	return m
}

// scope is of whom is asked.
func (a *query) scope(f *Frame) {
	s := &f.Scope
	if s.Perhaps = a.several(); s.Perhaps == nil {
		for _, id := range a.names(OfUnit) {
			s.Units = append(s.Units, election.UnitID(id))
		}
	}
	for _, id := range a.names(OfArea) {
		s.Areas = append(s.Areas, election.Area(id))
	}
	for _, id := range a.names(OfPerson) {
		s.People = append(s.People, election.PersonID(id))
	}
	s.Names = a.names(OfCandidate)
	if e, ok := a.firstOf("post"); ok {
		f.Post = election.Post(e.id)
	}
	for _, at := range a.atoms {
		area, known := a.q.areas[at.text]
		switch {
		case !known || at.senses != "passes":
		case at.apart:
			s.ExceptAreas = append(s.ExceptAreas, area)
		case !slices.Contains(s.Areas, area):
			s.Areas = append(s.Areas, area)
		}
	}
	a.except(s)
	s.Town, s.Own, s.Key, s.Groups = a.has("town") || a.has("others -compares"), a.has("mine"), a.has("key"), a.has("group")
	s.EachArea, s.EachUnit = a.has("eachArea") || a.has("areas -mine") && len(s.Areas) == 0, a.has("eachUnit")
	if s.Strange = a.strange(); s.Strange != "" {
		a.said["units"]--
	}
}

// except is who is left out, and who is meant by 其他片.
func (a *query) except(s *Scope) {
	for _, id := range a.excepted(OfUnit) {
		s.ExceptUnits = append(s.ExceptUnits, election.UnitID(id))
	}
	for _, id := range a.excepted(OfArea) {
		s.ExceptAreas = append(s.ExceptAreas, election.Area(id))
	}
	s.ExceptKey = a.has("exceptKey")
	if s.Others = a.has("others"); a.has("others eachArea") || a.has("town compares") && len(s.Areas) == 1 { // 东片跟全镇比
		s.Areas, s.EachArea = nil, true
		a.is("eachArea", a.has("-eachArea"))
	}
}

// size is a limit to the registered voters of the units, beside what is asked for:
// 选民超过800的村参选率.
func (a *query) size(f *Frame) {
	if f.Measure == Registered || !a.has("registered below/above") {
		return
	}
	by := Above
	if a.has("below") {
		by = Below
	}
	for _, at := range a.atoms {
		if n := at.number; n != nil && (n.Role == Count || n.Role == Approximate) && n.Value > 100 && !countsUnits(*n) && !a.used[at.from] {
			f.Scope.Size, a.used[at.from] = Filter{By: by, N: n.Value, Flat: true}, true
			a.said["below"], a.said["above"] = 0, 0
			return
		}
	}
}

// several are the units that one piece of a name may mean.
func (a *query) several() []Meaning {
	for _, at := range a.atoms {
		if len(at.means) > 1 && at.means[0].Sort == OfUnit && at.means[1].Sort == OfUnit && at.means[1].How == at.means[0].How && at.means[0].How > Stem {
			return at.means
		}
	}
	return nil
}

// strange is a name of a unit that nobody has: 西林村.
func (a *query) strange() string {
	for i, at := range a.atoms {
		if at.unread && i+1 < len(a.atoms) {
			next := a.atoms[i+1]
			n := len([]rune(at.text))
			if slices.Contains([]string{"村", "社区", "支部", "选区"}, next.text) && n >= 1 && n <= 4 {
				return at.text + next.text
			}
		}
	}
	return ""
}

// time is as of when is asked, and what that is compared with.
func (a *query) time(f *Frame) {
	t := &f.Time
	a.order(t)
	if t.At.Day == a.today && !t.At.Timed {
		t.Today, t.At.Day = true, election.Date{}
	}
	if a.has("changes -lastTerm") && t.Than.IsZero() && !t.At.Timed { // today against yesterday
		day := a.today
		if !t.At.IsZero() {
			day = t.At.Day
		}
		t.Than = Moment{Day: day.AddDays(-1)}
	}
	if a.has("sameTime") && !t.At.IsZero() && !t.At.Timed { // 昨天这时候
		t.At.Clock, t.At.Timed = sinceMidnight(a.now), true
	}
	t.Weeks, _ = first(a, weeks)
	if t.Weeks == Coming && !t.At.IsZero() {
		t.Weeks = ""
	}
	t.Until = a.has("until") && !t.At.IsZero()
	a.spans(t)
	if a.has("compares thisWeek lastWeek") {
		t.At, t.Than, t.Weeks = Moment{}, Moment{Day: sundayBefore(a.today)}, ""
	}
	t.LastTerm, t.LastOne = a.has("lastTerm"), a.has("lastOne")
}

// order says which of the moments is asked about, and which it is compared with:
// 昨天比前天, 比10点.
func (a *query) order(t *Span) {
	moments := a.moments()
	comparing := a.has("compares/changes")
	switch {
	case len(moments) == 0:
	case len(moments) > 1 && a.has("changes -compares") && moments[0].Day.Before(moments[1].Day): // 昨天到今天
		t.At, t.Than = moments[1], moments[0]
	case len(moments) > 1 && comparing:
		t.At, t.Than = moments[0], moments[1]
		if !a.has("compares") && t.At.Day.Before(t.Than.Day) { // 前天到昨天的变化
			t.At, t.Than = t.Than, t.At
		}
	case len(moments) > 1:
		t.At = moments[0]
	case moments[0].Timed && !comparing && says(a.text, "现在|目前|now"): // 现在10点的参选率 is that of now
	case comparing && (a.has("compares/since") || moments[0].Timed), a.has("since") && a.past(moments[0]):
		t.Than = moments[0]
	default:
		t.At = moments[0]
	}
}

// spans reads 3天内, 近三天 and 一小时前.
func (a *query) spans(t *Span) {
	for i, at := range a.atoms {
		if at.number == nil || at.number.Role != Term {
			continue
		}
		n, before := at.number.Value, i+1 < len(a.atoms) && strings.HasPrefix(a.atoms[i+1].text, "前")
		switch {
		case strings.Contains(at.text, "天") && a.has("changes"):
			t.Than = Moment{Day: a.today.AddDays(-n)}
		case strings.Contains(at.text, "天") && before:
			t.At = Moment{Day: a.today.AddDays(-n)}
		case strings.Contains(at.text, "天"), strings.Contains(at.text, "days"):
			t.Weeks, t.Days = Coming, n
		case strings.Contains(at.text, "小时") && a.has("reports/reported who/which/reported"):
			t.Hours = n
			a.is("hours", true)
		case strings.Contains(at.text, "小时") && before:
			was := a.now.Add(-time.Duration(n) * time.Hour)
			t.At = Moment{Day: election.DateOf(was), Clock: sinceMidnight(was), Timed: true}
			if a.has("compares/changes") {
				t.At, t.Than = Moment{}, t.At
			}
		default:
			continue
		}
		a.used[at.from] = true
	}
	if t.Weeks == LastWeek && t.Than.IsZero() {
		sunday := sundayBefore(a.today)
		t.At, t.Than = Moment{Day: sunday}, Moment{Day: sunday.AddDays(-7)}
	}
}

// sundayBefore is the last day of the week before that of a day.
func sundayBefore(day election.Date) election.Date {
	return day.AddDays(-int(weekdayOf(day)+6)%7 - 1)
}

// day is the day of a number. Of a weekday alone a question of what has to be done
// means the next one, any other the last.
func (a *query) day(n Number) election.Date {
	if !n.Next.IsZero() && (a.has("agenda/toDo/deadline/until") || a.has("whether votes/pollingDay")) {
		return election.DateOf(n.Next)
	}
	return election.DateOf(n.Day)
}

func (a *query) past(m Moment) bool { return m.Day.Before(a.today) || m.Timed }

// moments are the days and times in their order. A time goes with the day before it.
func (a *query) moments() (all []Moment) {
	onDay := false
	for _, at := range a.atoms {
		switch {
		case at.number == nil && slices.Contains(strings.Fields(at.senses), "ofNow"):
			all, onDay = append(all, Moment{Day: a.today}), true
		case (at.text == "上午" || at.text == "早上") && !onDay && a.has("compares/changes") && a.now.Hour() >= 12: // 比上午高多少
			all = append(all, Moment{Day: a.today, Clock: 12 * time.Hour, Timed: true})
		case at.number == nil:
		case at.number.Role == Date && !at.number.Day.IsZero():
			all, onDay = append(all, Moment{Day: a.day(*at.number)}), true
			a.used[at.from] = true
		case at.number.Role == Clock && onDay:
			last := &all[len(all)-1]
			last.Clock, last.Timed, onDay = at.number.Clock, true, false
			a.used[at.from] = true
		case at.number.Role == Clock:
			m := Moment{Day: a.today, Clock: at.number.Clock, Timed: true}
			if !at.number.Day.IsZero() {
				m.Day = a.day(*at.number)
			}
			all = append(all, m)
			a.used[at.from] = true
		}
	}
	return all
}

// about fills in what the measure is of: a stage, a record, a trait, a topic.
func (a *query) about(f *Frame) {
	switch f.Measure {
	case HowTo:
		a.howTo(f)
	case Owing, Progress, Deadline, DaysLeft:
		f.Stage = a.stage(f.Measure)
	case Reported:
		if e, ok := a.firstOf("stage"); ok && a.has("arrival/departure") {
			f.Stage = election.StageID(strings.Fields(e.id)[0])
		}
	case Records:
		f.Record, f.Field = a.record()
	case Composition, Candidates:
		if e, ok := a.firstOf("trait"); ok {
			f.Trait = election.Trait(e.id)
		}
	case Contact:
		for _, of := range []string{"checker", "leader"} {
			if a.has(of + " -officer") {
				f.Topic = of
			}
		}
	case ReportTimes:
		if a.has("digest") {
			f.Topic = "digest"
		}
	case Incidents:
		if e, ok := a.firstOf("petition"); ok {
			f.Topic = e.id
		}
	}
}

// howTo fills in what is to be done: a stage, a report, or nothing that is named.
func (a *query) howTo(f *Frame) {
	f.Stage, _ = a.q.StageIn(a.heard.Text)
	f.Reporting, f.Ruling = a.has("reports"), a.has("rules") || a.has("void/voided/further/half/invalid")
	if a.has("corrects") {
		f.Topic = "correct"
	}
	f.Bare = f.Stage == "" && f.Topic == "" && !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.unread || at.senses != "" && at.senses != "passes" && !strings.HasPrefix(at.senses, "howTo") && at.senses != "mine" && at.senses != "does"
	})
}

// record is the kind of record that is named, and the number in it.
func (a *query) record() (election.RecordID, string) {
	if e, ok := a.firstOf("field"); ok {
		record, field, _ := strings.Cut(e.id, "/")
		return election.RecordID(record), field
	}
	e, _ := a.firstOf("record")
	ids := strings.Fields(e.id)
	if len(ids) == 0 {
		return "", ""
	}
	return election.RecordID(ids[len(ids)-1]), ""
}

// stage is the stage that is named, also by what is done in it.
func (a *query) stage(m Measure) election.StageID {
	if e, ok := a.firstOf("stage"); ok {
		return election.StageID(strings.Fields(e.id)[0])
	}
	switch {
	case a.posted():
		return "roll"
	case a.has("candidate"):
		return "candidates"
	case a.has("further"):
		return election.FurtherStage
	case a.has("votes/pollingDay/counts") || m == DaysLeft || m == Deadline && !a.has("who/which"):
		return election.PollingStage
	}
	return ""
}

// posted reports whether 名单 is the list of voters, of which something is done, and
// no form of the answer: 公布名单, but not 没报的村名单.
func (a *query) posted() bool {
	content := slices.DeleteFunc(slices.Clone(a.atoms), func(at atom) bool {
		return at.senses == "passes" || at.senses == "" && !at.unread && at.number == nil && at.means == nil
	})
	near := func(i int) bool {
		return i >= 0 && i < len(content) && slices.ContainsFunc(strings.Fields(content[i].senses), func(s string) bool {
			return slices.Contains([]string{"does", "reports", "not", "deadline", "when", "stage", "late"}, s)
		})
	}
	i := slices.IndexFunc(content, func(at atom) bool { return strings.Contains(at.senses, "nameList") })
	return i >= 0 && !strings.Contains(a.text, "报的名单") && (near(i-1) || near(i+1))
}

// filter says which units are asked for.
func (a *query) filter(f *Frame) {
	if by, ok := first(a, rounds); ok {
		f.Filter.By = by
		return
	}
	if a.limit(f) || a.place(f) {
		return
	}
	f.Filter.By, _ = first(a, filters)
}

// limit reads a threshold: below half, over 60 %, more than 1,000.
func (a *query) limit(f *Frame) bool {
	a.passed()
	by, ok := first(a, limits)
	switch {
	case a.has("of:votes shortVotes"):
		f.Filter = Filter{By: Below, Part: 5000}
		return true
	case a.has("of:candidates single"):
		f.Filter = Filter{By: Below, N: 2, Flat: true}
		return true
	case !ok:
		return a.between(f)
	case by == Extremes:
		f.Filter = Filter{By: by, N: a.eachEnd()}
		return true
	case a.has("average"):
		f.Filter = Filter{By: by, Mean: true}
		return true
	}
	for _, at := range a.atoms {
		n := at.number
		switch {
		case n == nil:
		case n.Role == Percent || n.Role == Share:
			f.Filter = Filter{By: by, Part: hundredths(*n, at.text)}
			a.used[at.from] = true
			return true
		case n.Value <= 100 && (n.Role == Count || n.Role == Approximate) && (f.Measure == Turnout || f.Measure == Contact && a.has("turnout")) && n.Unit == "" && !a.has("heads"): // 参选率低于30的
			f.Filter = Filter{By: by, Part: 100 * n.Value}
			a.used[at.from] = true
			return true
		case n.Role == Count || n.Role == Approximate || n.Role == Age:
			f.Filter = Filter{By: by, N: n.Value, Flat: true}
			a.used[at.from] = true
			return true
		}
	}
	if a.has("half") {
		f.Filter = Filter{By: by, Part: 5000}
		return true
	}
	return false
}

// passed finds a limit in 过三成 and 到七成.
func (a *query) passed() {
	for i, at := range a.atoms[:max(0, len(a.atoms)-1)] {
		next := a.atoms[i+1].number
		if (at.text == "过" || at.text == "过了") && next != nil && (next.Role == Percent || next.Role == Share) {
			a.is("above", a.has("-below -above"))
		}
	}
}

// eachEnd is how many of the first and of the last are asked for: 前三后三.
func (a *query) eachEnd() (n int) {
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Count || at.number.Role == Ordinal || at.number.Role == Other) {
			n, a.used[at.from] = at.number.Value, true
		}
	}
	return n
}

// between reads 60%到70%的村.
func (a *query) between(f *Frame) bool {
	var limits []atom
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Percent || at.number.Role == Share) {
			limits = append(limits, at)
		}
		if n := at.number; n != nil && f.Measure == Turnout && n.Role == Range && n.High <= 100 { // 28到32之间的
			f.Filter = Filter{By: Between, Part: 100 * n.Low, To: 100 * n.High}
			a.used[at.from] = true
			return true
		}
	}
	if len(limits) == 0 && f.Measure == Turnout && strings.Contains(a.text, "之间") {
		limits = slices.DeleteFunc(slices.Clone(a.atoms), func(at atom) bool {
			return at.number == nil || at.number.Role != Count || at.number.Value > 100 || countsUnits(*at.number)
		})
		a.is("which", len(limits) == 2)
	}
	if len(limits) != 2 || !a.has("which/units/whose/howMany/eachUnit") {
		return false
	}
	low, high := hundredths(*limits[0].number, limits[0].text), hundredths(*limits[1].number, limits[1].text)
	f.Filter = Filter{By: Between, Part: min(low, high), To: max(low, high)}
	a.used[limits[0].from], a.used[limits[1].from] = true, true
	return true
}

// place reads the first or last few: 前五名, 倒数第一, 最低.
func (a *query) place(f *Frame) bool {
	n, from := a.few()
	a.is("few", n > 0)
	by, ok := first(a, places)
	if ok {
		f.Filter, a.used[from] = Filter{By: by, N: n}, true
	}
	return ok
}

// few is the last number that may say how many are asked for, and where it stands.
func (a *query) few() (n, from int) {
	from = -1
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Count || at.number.Role == Ordinal || at.number.Role == Other) {
			n, from = at.number.Value, at.from
		}
	}
	if e, ok := a.firstOf("few"); ok {
		n, _ = strconv.Atoi(e.id)
	}
	return n, from
}

// form is how the answer is wanted.
func (a *query) form(f Frame) Form {
	a.is("than", !f.Time.Than.IsZero())
	a.is("placed", f.Filter.By == Lowest || f.Filter.By == Highest)
	a.is("filtered", f.Filter.By != All)
	a.is("eachArea", f.Scope.EachArea)
	form, _ := first(a, forms)
	return form
}

// strong are the senses that make a question of a text, whatever else it says.
const strong = "why/which/who/howMany/what/whether/when/where/hour/howIs/ranks/reminds/calls/howTo/reported/either"

// asks reports whether the text is a question. What only names something is one if all
// of it is understood, and if it can be no report: 西片参选率, but not 东片有困难.
func (a *query) asks(f *Frame, unread []string) bool {
	_, told := EmergencyIn(a.heard.Text)
	if f.Measure == "" || told || a.has("tells -howTo") {
		return false
	}
	n := unknown(unread, f.Scope.Strange)
	if a.states() {
		return false
	}
	if f.Measure == HowTo { // 选票不够了怎么办 is no question of the rules
		f.Outright = n <= 2 && !a.has("incident -reports")
		return f.Outright
	}
	asked := a.has(strong) || a.has("sends ledger/picture/board/digest/lists")
	if f.Marked = !asked && strings.HasSuffix(strings.TrimRight(a.text, " "), "?"); asked || f.Marked {
		f.Outright = n == 0
		return n == 0 || n <= unreadMost && !f.vague()
	}
	if past := strings.TrimRight(a.text, " 。.!啊哈"); strings.HasSuffix(past, "完了") || strings.HasSuffix(past, "好了") { // 其他村都登记完了
		return false
	}
	mood := a.heard.Mood
	ok := n == 0 && !mood.Promises && !mood.Corrects && !mood.Withdraws && a.onlyNames(*f)
	if ok && a.has("listed limited turnout/votes") { // no turnout is reported of the villages below 35%
		f.Outright = true
	}
	return ok
}

// states reports whether a text gives a count that no part of a question takes, and has
// no word that asks: 投了610了，还有人在排队. It is a report, of whatever else it speaks.
func (a *query) states() bool {
	if a.has("which/who/howMany/what/whether/when/where/hour/howIs/howTo/either/sends/calls/reminds") || strings.HasSuffix(strings.TrimRight(a.text, " "), "?") {
		return false
	}
	for i, at := range a.atoms {
		if at.number == nil || at.number.Role != Count || countsUnits(*at.number) {
			continue
		}
		if ballots := at.number.Unit == "票" && a.has("highest/lowest"); ballots || !a.took(i) { // 612票 赵大山领先
			return true
		}
	}
	return false
}

// unknown is how many characters are unread, without those of a strange name.
func unknown(unread []string, strange string) (n int) {
	for _, u := range unread {
		if strange == "" || u != UnitStem(strange) && !strings.HasPrefix(strange, u) { // 桥村 has no stem
			n += len([]rune(u))
		}
	}
	return n
}

// vague reports whether a question is understood only roughly, so that what it says
// besides may turn it into another.
func (f Frame) vague() bool {
	return f.Presumed || f.Measure == Overview || f.Measure == Page || f.Measure == Units || f.Measure == Owing && f.Stage == ""
}

// onlyNames reports whether a text that has no word of asking is a question all the same.
func (a *query) onlyNames(f Frame) bool {
	a.is("listed", a.ends("units/whose/lists/eachUnit/eachArea/key/area") || a.has("eachUnit/eachArea"))
	a.is("limited", f.Filter.By != All && f.Filter.By != Lowest && f.Filter.By != Highest && f.Filter.By != Extremes)
	a.is("presumed", f.Presumed)
	a.is("endsVotes", a.ends("votes") && strings.HasSuffix(a.text, "投票"))
	a.is("endsOf", strings.HasSuffix(a.text, "的"))
	a.is("endsSo", strings.HasSuffix(a.text, "情况"))
	a.is("endsFar", a.ends("progress/overview"))
	_, ok := first(a, nouns)
	return ok
}

// ends reports whether the last word that matters has one of some senses.
func (a *query) ends(list string) bool {
	for _, at := range slices.Backward(a.atoms) {
		switch {
		case at.senses == "passes", at.senses == "" && !at.unread && at.number == nil && at.means == nil:
			continue
		case len(at.means) > 0 && at.means[0].Sort == OfArea:
			return strings.Contains(list, "area")
		case at.number != nil && countsUnits(*at.number):
			return strings.Contains(list, "units")
		}
		return slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return slices.Contains(strings.Split(list, "/"), s) })
	}
	return false
}

// hundredths is a share in hundredths of a percent: 6500 of 65%, 六成五 and 不到65%.
func hundredths(n Number, text string) int {
	switch {
	case strings.Contains(text, "三分之二"), strings.Contains(text, "2/3"):
		return 6667
	case strings.Contains(text, "三分之一"), strings.Contains(text, "1/3"):
		return 3333
	}
	if whole, part, ok := strings.Cut(text, "."); ok {
		tenth := strings.TrimRight(part[:spanOf(part, "0123456789")], "0")
		if n, err := strconv.Atoi((tenth + "00")[:2]); err == nil && len(tenth) > 0 {
			w, _ := strconv.Atoi(whole[strings.LastIndexFunc(whole, func(r rune) bool { return !digit(r) })+1:])
			return 100*w + n
		}
	}
	return 100 * n.Value
}
