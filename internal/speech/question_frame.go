package speech

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// subject is a measure, and the senses of a question that is about it: see
// query.has. A sense that is a name is said in query.note.
type subject struct {
	senses  string
	measure Measure
}

// subjects are tried in this order, what is more special first; read only.
var subjects = []subject{
	{"announces -stage -candidate -nameList", ""},
	{"help", Help},
	{"robot", Bound},
	{"reminds", Remind},
	{"hurry reports", Remind},
	{"notify not reports", Remind},
	{"reports mine howMany/whether -units -turnout -area", Reported},
	{"calls person/unit", Contact},
	{"calls officer/leader/not", Contact},
	{"reported", Reported},
	{"when reports unit", Reported},
	{"when reports mine", Reported},
	{"hour/when reports -unit -person -stage -counts", ReportTimes},
	{"board", Board},
	{"digest", Digest},
	{"picture", Picture},
	{"contact ledger", Contact},
	{"ledger -lists -ranks", Ledger},
	{"ledger sends -ranks", Ledger},
	{"daysLeft pollingDay/stage/votes/further/elected", DaysLeft},
	{"daysLeft -reports -not -record -stage -late", DaysLeft},
	{"where votes/place/pollingDay/further/holds", Place},
	{"where unit", Place},
	{"place", Place},
	{"hour votes/pollingDay/further/stage/does/counts", Place},
	{"person agenda -reports", Person},
	{"officer howMany -unit -person -mine -units", Contact},
	{"tomorrow what -reports", Schedule},
	{"reports what mine -not -units", ToDo},
	{"deadline thisWeek/nextWeek/thisMonth/tomorrow/lists -stage -votes", Schedule},
	{"deadline what/which day", Schedule},
	{"until does/agenda what/which", Schedule},
	{"does what/which thisWeek/nextWeek/thisMonth/tomorrow -stage", Schedule},
	{"agenda -reports -mine -further -stage", Schedule},
	{"agenda mine", ToDo},
	{"toDo -who -units", ToDo},
	{"reports not what mine", ToDo},
	{"not what mine", ToDo},
	{"when/deadline further", Further},
	{"when/deadline stage/votes/pollingDay/counts/nameList/candidate", Deadline},
	{"deadline", Deadline},
	{"contact", Contact},
	{"officer/leader/checker who/lists/eachUnit unit/units/area/eachUnit/eachArea/town/key", Contact},
	{"officer/leader/checker lists", Contact},
	{"who officer/leader", Contact},
	{"checker who/lists/unit", Contact},
	{"officer/leader which/units/howMany person/mine", Person},
	{"mine units -not -which -howMany -reports -turnout -late -difficulty -elected -registered -howIs -stage -counts", Person},
	{"which/howMany units mine -not -reports -turnout -late -difficulty", Person},
	{"person units -turnout -reports -elected -candidate -registered -not -invalid -difficulty -stage -contact -late -counts", Person},
	{"person howIs -turnout -elected -stage", Person},
	{"who unit leader/officer", Contact},
	{"candidate trait", Candidates},
	{"candidate not", Owing},
	{"candidate does -who -lists", Owing},
	{"candidate", Candidates},
	{"elected not -trait", Further},
	{"post who/howMany -trait", Elected},
	{"complete", Further},
	{"voided howMany -units", Invalid},
	{"voided", Further},
	{"votes/turnout compares/changes day", Turnout},
	{"compares/changes clock", Turnout},
	{"atOnce", Further},
	{"void", Further},
	{"further", Further},
	{"elected not -trait", Further},
	{"trait -stage", Composition},
	{"composed", Composition},
	{"vacant", Vacant},
	{"valid/issued/returned invalid/voided", Counted},
	{"invalid", Invalid},
	{"valid", Valid},
	{"issued", Issued},
	{"returned -reports", Returned},
	{"confirms -stage", Confirmed},
	{"elected", Elected},
	{"counts", Counted},
	{"seats", Seats},
	{"stage difficulty record", Records},
	{"difficulty -stage", Difficulties},
	{"difficulty howMany/which/whether/what", Difficulties},
	{"objection", Objections},
	{"request", Requests},
	{"incident", Incidents},
	{"settled", Cases},
	{"cases", Cases},
	{"field howMany/highest/lowest/ranks/eachUnit/town/first/last/compares -late", Records},
	{"record howMany -stage -late", Records},
	{"record stage howMany -not -units -late -does", Records},
	{"record which -stage", Records},
	{"turnout", Turnout},
	{"votes reports", Turnout},
	{"votes howMany -units", Turnout},
	{"votes below/above/lowest/highest/ranks/first/last/eachArea/compares/changes/howIs/half/share/shares/lastTerm/eachUnit", Turnout},
	{"stage progress", Progress},
	{"stage late", Owing},
	{"stage howIs/overview", Progress},
	{"stage", Owing},
	{"nameList does/not/whether/reports -lists", Owing},
	{"votes which/who/whether/not/does", Owing},
	{"registered", Registered},
	{"late eachArea which", Turnout},
	{"late", Late},
	{"below/above", Turnout},
	{"share which/units/whose/howMany", Turnout},
	{"reports", Owing},
	{"not who/which/units/howMany/what/whose does", Owing},
	{"not does", Owing},
	{"progress -unit -overview", Progress},
	{"ranks/lowest/highest/first/last/half", Turnout},
	{"compares/changes day -lastTerm", Overview},
	{"several which/either/compares", Turnout},
	{"compares area/eachArea/unit", Turnout},
	{"either unit/area", Turnout},
	{"lastTerm", Turnout},
	{"key -howMany", Overview},
	{"outcome -stage -record", Counted},
	{"areas howMany -units -area", Turnout},
	{"days does what/which", Schedule},
	{"sends lists", Ledger},
	{"units howMany", Units},
	{"units lists/which", Units},
	{"eachArea howMany", Units},
	{"unit", Page},
	{"changes", Overview},
	{"person", Person},
	{"overview/howIs/town/progress/eachUnit/eachArea/area/shows/day/lastWeek", Overview},
}

// frame puts together what was said.
func (a *query) frame() Frame {
	var f Frame
	if a.has("nameList") && !a.posted() {
		a.said["lists"]++
	}
	a.whether()
	a.scope(&f)
	a.time(&f)
	a.note(f)
	f.Measure = a.measure()
	f.Presumed = f.Measure == Turnout && !a.has("turnout") && !a.has("votes")
	f.Rate = a.has("rate/shares")
	a.about(&f)
	a.filter(&f)
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

// note says as senses what was named and when, so that subjects can ask for it.
func (a *query) note(f Frame) {
	is := func(sense string, yes bool) {
		if yes {
			a.said[sense]++
		}
	}
	is("unit", len(f.Scope.Units)+len(f.Scope.Perhaps) > 0 || f.Scope.Strange != "")
	is("area", len(f.Scope.Areas) > 0)
	is("person", len(f.Scope.People) > 0)
	is("several", len(f.Scope.Units) > 1 || len(f.Scope.Areas) > 1)
	is("day", !f.Time.At.IsZero() || !f.Time.Than.IsZero())
	is("clock", f.Time.At.Timed || f.Time.Than.Timed)
	is("days", f.Time.Days > 0)
	is("share", slices.ContainsFunc(a.atoms, func(at atom) bool { return at.number != nil && (at.number.Role == Percent || at.number.Role == Share) }))
}

func (a *query) measure() Measure {
	if a.has("howTo") {
		return HowTo
	}
	for _, s := range subjects {
		if a.has(s.senses) {
			return s.measure
		}
	}
	return ""
}

// scope is of whom is asked.
func (a *query) scope(f *Frame) {
	s := &f.Scope
	for _, at := range a.atoms {
		if len(at.means) == 0 {
			continue
		}
		if first := at.means[0]; first.Sort == OfUnit && len(at.means) > 1 && at.means[1].Sort == OfUnit && at.means[1].How == first.How && first.How > Stem {
			s.Perhaps = at.means
		}
	}
	for _, id := range a.names(OfUnit) {
		if len(s.Perhaps) == 0 {
			s.Units = append(s.Units, election.UnitID(id))
		}
	}
	for _, id := range a.names(OfArea) {
		s.Areas = append(s.Areas, election.Area(id))
	}
	for _, id := range a.names(OfPerson) {
		s.People = append(s.People, election.PersonID(id))
	}
	if e, ok := a.firstOf("post"); ok {
		f.Post = election.Post(e.id)
	}
	for _, at := range a.atoms {
		if area, known := a.q.areas[at.text]; known && at.senses == "passes" && !slices.Contains(s.Areas, area) {
			s.Areas = append(s.Areas, area)
		}
	}
	s.Town, s.Own, s.Key, s.Groups = a.has("town"), a.has("mine"), a.has("key"), a.has("group")
	s.EachArea, s.EachUnit = a.has("eachArea") || a.has("areas") && len(s.Areas) == 0, a.has("eachUnit")
	if s.Strange = a.strange(); s.Strange != "" {
		a.said["units"]--
	}
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
	moments := a.moments()
	comparing := a.has("compares/changes")
	if len(moments) == 1 && moments[0].Timed && !comparing && says(a.text, "现在|目前|now") { // 现在10点的参选率
		moments = nil
	}
	switch {
	case len(moments) > 1 && comparing:
		t.At, t.Than = moments[0], moments[1]
	case len(moments) == 1 && comparing && !moments[0].IsZero() && (a.has("compares") || a.has("since") || moments[0].Timed):
		t.Than = moments[0]
	case len(moments) == 1 && a.has("since") && a.past(moments[0]):
		t.Than = moments[0]
	case len(moments) > 0:
		t.At = moments[0]
	}
	if t.At.Day == a.today && !t.At.Timed {
		t.At.Day = election.Date{}
	}
	today := Moment{Day: a.today}
	if a.has("changes -lastTerm") && t.Than.IsZero() && !t.At.Timed {
		on := t.At
		if on.IsZero() {
			on = today
		}
		t.Than = Moment{Day: on.Day.AddDays(-1)}
	}
	for sense, w := range map[string]Weeks{"thisWeek": ThisWeek, "nextWeek": NextWeek, "lastWeek": LastWeek, "thisMonth": ThisMonth} {
		if a.has(sense) {
			t.Weeks = w
		}
	}
	if t.Weeks == "" && a.has("tomorrow") && t.At.IsZero() {
		t.Weeks = Coming
	}
	t.Until = a.has("until") && !t.At.IsZero()
	a.spans(t)
	t.LastTerm, t.LastOne = a.has("lastTerm"), a.has("lastOne")
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
		case strings.Contains(at.text, "小时") && before:
			was := a.now.Add(-time.Duration(n) * time.Hour)
			t.At = Moment{Day: election.DateOf(was), Clock: sinceMidnight(was), Timed: true}
		default:
			continue
		}
		a.used[at.from] = true
	}
	if t.Weeks == LastWeek && t.Than.IsZero() {
		sunday := a.today.AddDays(-int(weekdayOf(a.today)+6)%7 - 1)
		t.At, t.Than = Moment{Day: sunday}, Moment{Day: sunday.AddDays(-7)}
	}
}

// day is the day of a number. Of a weekday alone a question of what has to be done
// means the next one, any other the last.
func (a *query) day(n Number) election.Date {
	if !n.Next.IsZero() && a.has("agenda/toDo/deadline/until") {
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
		f.Stage, _ = a.q.StageIn(a.heard.Text)
		f.Reporting, f.Ruling = a.has("reports"), a.has("rules")
		f.Bare = f.Stage == "" && !slices.ContainsFunc(a.atoms, func(at atom) bool {
			return at.unread || at.senses != "" && at.senses != "passes" && !strings.HasPrefix(at.senses, "howTo") && at.senses != "mine" && at.senses != "does"
		})
	case Owing, Progress, Deadline, DaysLeft:
		f.Stage = a.stage(f.Measure)
	case Records:
		if e, ok := a.firstOf("field"); ok {
			record, field, _ := strings.Cut(e.id, "/")
			f.Record, f.Field = election.RecordID(record), field
		} else if e, ok := a.firstOf("record"); ok {
			ids := strings.Fields(e.id)
			f.Record = election.RecordID(ids[len(ids)-1])
		}
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
	case Incidents:
		if e, ok := a.firstOf("petition"); ok {
			f.Topic = e.id
		}
	}
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
	return i >= 0 && (near(i-1) || near(i+1))
}

// filter says which units are asked for.
func (a *query) filter(f *Frame) {
	switch {
	case f.Measure == Further:
		f.Filter.By = a.rounds()
		return
	case f.Measure == Composition && a.has("not") || f.Measure == Candidates && a.has("trait not"):
		f.Filter.By = None
		return
	case a.limit(f), a.place(f):
		return
	case f.Measure == Turnout && a.has("not votes howMany -units -reports"):
		f.Filter.By = NotVoted
		return
	case f.Measure == Requests && a.has("not"), f.Measure == Objections && a.has("not"):
		f.Filter.By = StillOpen
		return
	case a.has("not settled"), a.has("settled -howMany"):
		f.Filter.By = StillOpen
		return
	}
	did := a.has("reports/does/votes/counts/confirms/stage/turnout/nameList/registered/record")
	switch {
	case f.Measure == Candidates, f.Measure == Elected, f.Measure == Contact, f.Measure == Difficulties, f.Measure == Person, f.Measure == Overview:
	case f.Measure == Counted && a.has("late"):
		f.Filter.By = NotReported
	case a.has("not") && did || a.has("not who/which/units/whose"):
		f.Filter.By = NotReported
	case a.has("which/who/units") && a.has("reports/does/counts/confirms/stage/votes -turnout -howIs"), a.has("howMany reports/does/counts/confirms/stage -turnout -votes"):
		f.Filter.By = IsReported
	}
}

func (a *query) rounds() FilterKind {
	switch {
	case a.has("atOnce"):
		return AtOnce
	case a.has("void"):
		return Void
	case a.has("holds"):
		return Held
	case a.has("complete"):
		return Complete
	case a.has("voided"):
		return Void
	}
	return All
}

// limit reads a threshold: below half, over 60 %, more than 1,000.
func (a *query) limit(f *Frame) bool {
	by := FilterKind("")
	switch {
	case a.has("below"):
		by = Below
	case a.has("above"):
		by = Above
	default:
		return a.between(f)
	}
	for _, at := range a.atoms {
		n := at.number
		switch {
		case n == nil:
		case n.Role == Percent || n.Role == Share:
			f.Filter = Filter{By: by, Part: hundredths(*n, at.text)}
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

// between reads 60%到70%的村.
func (a *query) between(f *Frame) bool {
	var limits []atom
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Percent || at.number.Role == Share) {
			limits = append(limits, at)
		}
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
	n, from := 0, -1
	for _, at := range a.atoms {
		if at.number != nil && (at.number.Role == Count || at.number.Role == Ordinal || at.number.Role == Other) {
			n, from = at.number.Value, at.from
		}
	}
	if e, ok := a.firstOf("few"); ok {
		n, _ = strconv.Atoi(e.id)
	}
	defer func() { a.used[from] = a.used[from] || f.Filter.By == Lowest || f.Filter.By == Highest }()
	switch {
	case a.has("lowest"), a.has("last") && (n > 0 || a.has("ranks")):
		f.Filter = Filter{By: Lowest, N: n}
	case a.has("highest"), a.has("first") && n > 0:
		f.Filter = Filter{By: Highest, N: n}
	case a.has("late") && f.Measure == Turnout:
		f.Filter = Filter{By: Lowest, N: n}
	default:
		return false
	}
	return true
}

// form is how the answer is wanted.
func (a *query) form(f Frame) Form {
	few := len(f.Scope.Units) > 1 || len(f.Scope.Areas) > 1
	switch {
	case a.has("when"):
		return AsMoment
	case !f.Time.Than.IsZero():
		return AsChange
	case f.Filter.By == Lowest, f.Filter.By == Highest, a.has("ranks"):
		if f.Scope.EachArea {
			return AsCompare
		}
		return AsRanking
	case f.Scope.EachArea, few && f.Measure != Page, a.has("compares") && !f.Time.LastTerm:
		return AsCompare
	case a.has("howMany units"), a.has("howMany whose"), a.has("howMany eachUnit"), a.has("howMany key"):
		return AsCount
	case a.has("shares"):
		return AsShare
	case a.has("post who"), a.has("who"), a.has("which") && (f.Measure == Elected || f.Measure == Candidates), a.has("lists") && f.Measure != Owing:
		return AsNames
	case a.has("which/whose/lists/eachUnit"):
		return AsList
	case a.has("whether unit"):
		return AsAnswer
	case a.has("whether"), f.Filter.By != All && f.Measure != Composition:
		return AsList
	}
	return AsFigure
}

// strong are the senses that make a question of a text, whatever else it says.
const strong = "which/who/howMany/what/whether/when/where/hour/howIs/ranks/reminds/calls/howTo/reported/either"

// asks reports whether the text is a question. What only names something is one if all
// of it is understood, and if it can be no report: 西片参选率, but not 东片有困难.
func (a *query) asks(f *Frame, unread []string) bool {
	if f.Measure == "" || a.has("tells") {
		return false
	}
	if _, told := EmergencyIn(a.heard.Text); told {
		return false
	}
	n := 0
	for _, u := range unread {
		if u != strings.TrimSuffix(f.Scope.Strange, "村") {
			n += len([]rune(u))
		}
	}
	if f.Measure == HowTo { // 选票不够了怎么办 is no question of the rules
		_, told := EmergencyIn(a.heard.Text)
		f.Outright = n <= 2 && !told && !a.has("incident -reports")
		return f.Outright
	}
	outright := a.has(strong) || strings.HasSuffix(strings.TrimRight(a.text, " "), "?") || a.has("sends ledger/picture/board/digest/lists")
	if outright {
		f.Outright = n == 0
		catchAll := f.Presumed || f.Measure == Overview || f.Measure == Page || f.Measure == Units || f.Measure == Owing && f.Stage == ""
		return n == 0 || n <= unreadMost && !catchAll
	}
	told := a.heard.Mood.Promises || a.heard.Mood.Corrects || a.heard.Mood.Withdraws
	return n == 0 && !told && a.onlyNames(*f)
}

// onlyNames reports whether a text that has no word of asking is a question all the same.
func (a *query) onlyNames(f Frame) bool {
	listed := a.ends("units/whose/lists/eachUnit/eachArea/key/area") || a.has("eachUnit/eachArea")
	switch f.Measure {
	case Ledger, Picture, Board, Digest, DaysLeft, Place, ToDo, Contact, Composition, Deadline, Person, Units, Help, Bound:
		return true
	case Turnout:
		limited := f.Filter.By != All && f.Filter.By != Lowest && f.Filter.By != Highest
		return listed || limited && a.has("turnout") && strings.HasSuffix(a.text, "的") || !limited && (!f.Presumed && a.has("turnout") || a.has("lowest/highest/first/last/ranks/compares/changes/lastTerm"))
	case Remind:
		return a.has("person/unit/area/not")
	case Schedule:
		return a.has("day/thisWeek/nextWeek/tomorrow/units/town/sends/days/until")
	case Vacant:
		return true
	case Elected, Registered, Invalid, Valid, Issued, Returned, Seats:
		return !a.has("does") && (f.Measure != Elected || a.has("unit/area/town/shares/lists/post")) || listed
	case Candidates:
		return a.has("unit") || listed
	case Progress:
		return a.has("progress") && (a.has("area/town") || listed) || a.ends("progress/overview") && a.has("stage")
	case Late, Further:
		return a.has("area/town") && !a.has("does") || listed
	case Owing:
		return a.has("not reports -does -votes -stage -nameList -counts") || listed
	case Counted:
		return a.has("area/town/shows/progress/howIs") || a.has("unit outcome") || listed
	case Incidents:
		return listed || a.has("day/not/ofNow") || strings.HasSuffix(a.text, "情况")
	case Difficulties, Confirmed, Cases, Requests, Objections, Records:
		return listed || a.has("not") && f.Measure != Difficulties && f.Measure != Records || strings.HasSuffix(a.text, "情况") && f.Measure != Records && f.Measure != Confirmed
	case Page:
		return !a.has("progress/difficulty/does/votes/stage/record/incident/further/counts/late/not/reports/candidate/request/nameList")
	case Overview:
		return a.has("overview/key/town/changes/compares/howIs/day/lastWeek/shows")
	}
	return false
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
