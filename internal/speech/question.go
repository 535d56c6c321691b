package speech

import (
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// Frame is a question as it was understood: what is asked for, of which units, as
// of when, and in what form. Its zero parts were not said.
type Frame struct {
	Measure     Measure
	Stage       election.StageID  // of Owing, Progress and Deadline; of Candidates the first list, if that is meant
	Record      election.RecordID // of Records
	Field       string            // a number of that record; with = and a value, how often a choice was answered so
	Fields      []RecordPlace     // where else a number of this name stands, Record and Field first
	SideBySide  [][]RecordPlace   // where several are named, each of them, in the order in which they were said: 应到多少实到多少
	Trait       election.Trait    // of Composition and Candidates
	With        []election.Trait  // of Composition: what they have to be too, 女的又是党员的
	Whole       bool              // of Composition: a word for members means all of the committee, its chair too: 女委员
	Topic       string            // of Incidents; of Contact leader or checker, if only they are asked for; of Law what it is about, "" if that is not known
	Post        election.Post     // a post that is named
	Level       election.Severity // of Incidents: how urgent
	Filter      Filter
	Scope       Scope
	Time        Span
	Form        Form
	Rate        bool    // a share is asked for rather than a number: 无效票率
	Heads       bool    // a number of people rather than a share: 投票人数最多的村
	Ranks       bool    // the order is asked for: 北片排第几
	Rising      bool    // from low to high
	One         bool    // of Ages: the age of the youngest or oldest, and no average
	Polling     bool    // of Units: those that vote on the day
	AtAll       bool    // of those who owe something: only who has reported nothing of what is theirs
	Phone       bool    // of Contact: the telephone is asked for
	Why         bool    // the reason is asked for too: 为什么双桥村还没报
	EachChecker bool    // of Person: who checks whose counts is asked of all checkers
	Leaders     bool    // who leads the areas is asked too: 投票率最低的片是谁包的
	Mean        bool    // the mean of the units is asked for too: 每个选区平均多少选民
	Versus      bool    // it is set against the whole town: 东河比全镇低多少
	OfTown      bool    // of a limit that is a mean: that of the whole town
	Sum         bool    // of a list: what they are together is asked for too
	OfAll       bool    // the share of all that there is: 竹坞占全镇多少
	Given       []int   // of Law: the numbers to which it is to be applied: 600票够不够，一共投了1150
	Contests    bool    // of Candidates: how many stand for how many seats, 各选区几选几
	Contest     Contest // of Candidates: only, or whether it is, where so many stand for so many: 三选二的选区
	Both        bool    // of Candidates of the first list: the formal list too
	Age         Filter  // of Composition: only those of an age, both ends included: 40岁以下占多少
	SaidUnits   int     // how many units there are by what the text says: 七个村都报齐了吧
	Meetings    bool    // of Records: the meetings that Fields name, each with its day and who came
	// Left are words that mean something in a question, and of which nothing here came.
	Left    []string
	said    []said // the words, and what came of each
	ofAreas bool   // the areas are asked for and not their units: 过八成的片
	// Beside is what is asked for side by side with the measure: 参选率跟有效票一起列.
	Beside  []Measure
	OfEach  bool       // the first or last few of each area: 各片参选率最低的村
	Gap     bool       // how far they are apart is asked for
	Of      Measure    // what the measure is asked for as a share of: 废票占投票人数的几成
	before  Scope      // whom the question before this one was about, which asked for the same
	Suppose []Supposed // of Turnout: figures that are only supposed
	Claim   Claim      // a figure that is taken for true
	OnDay   bool       // of Owing: only what was done on the day that is asked about: 昨天登记做完了几个村
	InTime  bool       // of Owing: what counts is whether it was done by its day: 按时完成宣传的村
	FromTo  bool       // of Deadline: the first day is asked for too
	Facts   bool       // of Nominee: their age, sex or Party is asked for
	Half    bool       // of Nominee and Votes: whether that is more than half is asked

	// Of HowTo: whether something is to be reported, is to be decided by a rule, or
	// whether nothing is named at all.
	Reporting, Ruling, Bare bool

	// Presumed says that no word names the measure: 排个名, 东片和西片哪个高.
	Presumed bool
	// Outright says that the text asks and can be nothing else: neither a report nor
	// an answer to what a form asks.
	Outright bool
	// Marked says that nothing asks but the question mark: 进度 离任审计 完成？
	Marked bool
	// Named says that all of the text means something in a question, whether anything asks or
	// not: 票数, 冯棠得票. It is a question of somebody who reports nothing. Nearly says that most
	// of it does, and that it says of what or of whom.
	Named, Nearly bool
}

// Contest is how many stand for how many seats of a post: 三选二.
type Contest struct{ Stand, Seats int }

// RecordPlace is a field of a kind of record.
type RecordPlace struct {
	Record election.RecordID
	Field  string
}

// Measure is what a question asks for.
type Measure string

// The measures.
const (
	Overview     Measure = "overview"     // 现在什么情况
	Progress     Measure = "progress"     // 各片进度
	Page         Measure = "page"         // 西岭村怎么样了
	Turnout      Measure = "turnout"      // 参选率, 投票人数
	Registered   Measure = "registered"   // 选民一共多少
	Issued       Measure = "issued"       // 发出多少票
	Returned     Measure = "returned"     // 收回多少票
	Valid        Measure = "valid"        // 有效票
	Invalid      Measure = "invalid"      // 无效票
	Counted      Measure = "counted"      // 计票了几个村
	Confirmed    Measure = "confirmed"    // 哪些村没确认
	Elected      Measure = "elected"      // 当选多少, 谁当选
	Seats        Measure = "seats"        // 应选几名
	Vacant       Measure = "vacant"       // 还缺几名
	Candidates   Measure = "candidates"   // 候选人是哪些人
	Composition  Measure = "composition"  // 女的当选多少
	Further      Measure = "further"      // 哪些村要另行选举
	Owing        Measure = "owing"        // 谁还没报, 哪些村没公布名单
	Late         Measure = "late"         // 哪些村逾期
	Difficulties Measure = "difficulties" // 哪些村有困难
	OwnWords     Measure = "own_words"    // 有什么建议: what the office wrote for its summary
	Incidents    Measure = "incidents"    // 今天有突发吗
	Cases        Measure = "cases"        // 还有什么没办结
	Requests     Measure = "requests"     // 哪些请示没批
	Objections   Measure = "objections"   // 有几件申诉
	Records      Measure = "records"      // 横幅多少
	Units        Measure = "units"        // 东片有几个村, 重点村有哪些
	Unreturned   Measure = "unreturned"   // 收回比发出少的村
	Contact      Measure = "contact"      // 西岭村联络员是谁, 周明电话
	Person       Measure = "person"       // 老严管哪几个村
	Schedule     Measure = "schedule"     // 明天要干什么
	Deadline     Measure = "deadline"     // 名单最晚哪天公布
	DaysLeft     Measure = "days_left"    // 还要几天才投票
	Place        Measure = "place"        // 双桥村哪里投票
	Ledger       Measure = "ledger"       // 给我一个表
	Picture      Measure = "picture"      // 发个图
	Board        Measure = "board"        // 大屏
	Digest       Measure = "digest"       // 昨天的日报
	ToDo         Measure = "todo"         // 我还有什么没报
	Reported     Measure = "reported"     // 我报过什么
	Remind       Measure = "remind"       // 给没报的人催一下
	ReportTimes  Measure = "times"        // 几点报数
	Privacy      Measure = "privacy"      // 谁能看到我报的数
	Help         Measure = "help"         // 你能查什么
	Bound        Measure = "bound"        // 谁还没登记机器人
	Groups       Measure = "groups"       // 绑定了几个群
	Ages         Measure = "ages"         // 平均年龄最大的村
	HowTo        Measure = "how"          // 计票怎么报
	Law          Measure = "law"          // 委托最多代几张
	Nominee      Measure = "nominee"      // 冯棠多少票, 冯棠当选了吗
	Votes        Measure = "votes"        // 得票没过半的候选人, 最高票是谁
	Office       Measure = "office"       // 选举办电话
	NotKept      Measure = "not_kept"     // 女选民投了多少: nobody reports it
	Calendar     Measure = "calendar"     // 15号礼拜几, 离20号还有几天
	Readiness    Measure = "readiness"    // 明天准备好了没, 谁还没做选前检查
)

// Form is how the answer is wanted.
type Form string

// The forms. The zero Form is the figure.
const (
	AsFigure  Form = ""
	AsCount   Form = "count"   // of units
	AsShare   Form = "share"   // 占多大比例
	AsList    Form = "list"    // 哪些
	AsNames   Form = "names"   // 谁
	AsRanking Form = "ranking" // 排名
	AsCompare Form = "compare" // side by side
	AsChange  Form = "change"  // 多了多少
	AsAnswer  Form = "answer"  // 报了吗
	AsMoment  Form = "moment"  // 什么时候
)

// Filter says which of the units are asked for.
type Filter struct {
	By   FilterKind
	To   int  // of Between: as Part
	Part int  // of Below and Above: 100 is one percent
	N    int  // of Lowest and Highest: how many; of Below and Above with Flat: the number
	Plus int  // of ShortOf: if so many more came
	Skip int  // of Lowest and Highest: how many before them are not asked for
	Flat bool // the number is no share: 超过1000人
	Mean bool // the limit is that of all together: 低于平均
	Over bool // of Above: the limit itself is not meant
}

// Placed reports whether the first or the last few are asked for.
func (f Filter) Placed() bool { return f.By == Lowest || f.By == Highest }

// From is the first age of a limit of age, which both ends are included in.
func (f Filter) From() int {
	if f.By == Below {
		return 0
	}
	return f.N
}

// Until is the last age.
func (f Filter) Until() int {
	switch f.By {
	case Below:
		return f.N
	case Between:
		return f.To
	}
	return election.OldestAge
}

// FilterKind is the kind of a filter.
type FilterKind string

// The filters.
const (
	All         FilterKind = ""
	NotReported FilterKind = "not_reported" // or not done, not confirmed
	IsReported  FilterKind = "reported"
	Below       FilterKind = "below"
	Above       FilterKind = "above"
	Between     FilterKind = "between"
	Lowest      FilterKind = "lowest"
	Highest     FilterKind = "highest"
	None        FilterKind = "none"      // 没有女委员
	Some        FilterKind = "some"      // 有女委员
	StillOpen   FilterKind = "open"      // 没办结
	Void        FilterKind = "void"      // 选举无效
	Held        FilterKind = "held"      // 办过另行选举
	AtOnce      FilterKind = "first"     // 一次选举成功
	Complete    FilterKind = "complete"  // 全部选齐
	NotVoted    FilterKind = "not_voted" // 还有多少人没投票
	ShortOf     FilterKind = "short"     // 离八成还差多少票
	Extremes    FilterKind = "extremes"  // 最高和最低差多少
	Lost        FilterKind = "lost"      // 落选的
	Closest     FilterKind = "closest"   // 险胜的
	Widest      FilterKind = "widest"    // 谁赢得最轻松
	Apart       FilterKind = "apart"     // 第一名比第二名多几票: N and To are their places
	Exactly     FilterKind = "exactly"   // 三个名额的选区
)

// Scope says of what is asked. The zero Scope is all that the asker answers for.
type Scope struct {
	Units    []election.UnitID
	Areas    []election.Area
	People   []election.PersonID
	Names    []string // of candidates
	Town     bool     // 全镇
	Own      bool     // 我的, 我这片
	Checked  bool     // 我核的村: those whose counts the asker checks
	Key      bool     // 重点村
	EachArea bool     // 各片
	EachUnit bool     // 各村
	// EachPerson says that the units are taken together by who answers for them: 哪个联络员的村最低.
	EachPerson bool
	Groups     bool // to be sent to the groups
	Others     bool // 其他片, 别的村: all there are, not only the asker's
	// ExceptUnits and ExceptAreas are left out: 除了西片.
	ExceptUnits []election.UnitID
	ExceptAreas []election.Area
	ExceptKey   bool // 不含重点村
	// ExceptPeople are left out with what they answer for: 除了李芳都催一下.
	ExceptPeople []election.PersonID
	// Size is a limit to the registered voters of the units, or how many of the largest or the
	// smallest are meant: 选民超过800的村, 选民最多的五个村.
	Size Filter
	// Closes is when the polls close in the units that are meant; 0 if any: 12点关门的村.
	Closes time.Duration
	Opens  time.Duration // when they open: 八点半才开门的村
	// StandsIn are candidates whose units are meant: 聂小平参选的那个社区.
	StandsIn []string
	Where    Where   // how the units stand that are meant
	Ways     []Where // of ByEach: the ways of electing that are named
	// Among are questions of whose units is asked: of those of all of them, or with Either of any.
	Among  []Frame
	Either bool
	// Perhaps are several that one word may mean; Strange is a name of a unit that
	// nobody has.
	Perhaps []Meaning
	Strange string
}

// IsZero reports whether nobody was named: all that the asker answers for.
func (s Scope) IsZero() bool {
	return len(s.Units)+len(s.Areas)+len(s.People)+len(s.Perhaps) == 0 && s.Strange == "" && !s.Town && !s.Key && !s.EachArea && !s.EachUnit && !s.EachPerson &&
		!s.Excepts() && s.Size.By == All && s.Closes+s.Opens == 0 && s.Where == Anywhere && len(s.Among)+len(s.StandsIn) == 0
}

// narrows reports whether only some of the units are meant.
func (s Scope) narrows() bool {
	return len(s.Units)+len(s.Areas)+len(s.People)+len(s.Among)+len(s.StandsIn) > 0 || s.Key || s.Size.By != All || s.Closes+s.Opens != 0 || s.Where != Anywhere
}

// Excepts reports whether somebody is left out.
func (s Scope) Excepts() bool {
	return len(s.ExceptUnits)+len(s.ExceptAreas)+len(s.ExceptPeople) > 0 || s.ExceptKey
}

// Moment is a day, perhaps with its time. The zero Moment is now.
type Moment struct {
	Day   election.Date
	Clock time.Duration
	Timed bool
}

// IsZero reports whether it is now.
func (m Moment) IsZero() bool { return m == Moment{} }

// Span says as of when is asked.
type Span struct {
	At       Moment
	Than     Moment // what it is compared with
	Weeks    Weeks
	Days     int           // of Coming: how many
	Until    bool          // until At, and not on it alone
	Today    bool          // today is named, and not only meant
	After    bool          // of Hour: after it, and not shortly before
	Hour     time.Duration // whose figure is asked for, and not how things stood at it: 11点的谁没报
	Last     time.Duration // of the last while: 最近一小时谁报了
	LastTerm bool          // 上届
	LastOne  bool          // 上次报的
	Earlier  bool          // of Turnout: against the report before the last of each unit, or that report itself: 比上次多了多少
}

// Weeks is a span of days around today.
type Weeks string

// The spans.
const (
	ThisWeek  Weeks = "this_week"
	NextWeek  Weeks = "next_week"
	LastWeek  Weeks = "last_week"
	ThisMonth Weeks = "this_month"
	Coming    Weeks = "coming"
	ToTheEnd  Weeks = "to_the_end" // 后面还有什么流程
)

// questionMost is how long a question may be, in characters.
const questionMost = 80

// unreadMost is how many characters of a question may be unknown.
const unreadMost = 6

// Questions reads questions of one town. It does not change.
type Questions struct {
	vocabulary // the town's own
	areas      map[string]election.Area
	records    []election.RecordKind
	shared     []election.RecordKind // with only those numbers that have words in common
	stages     map[election.StageID]bool
	allUnits   map[int]bool // how many there are in each election, and in all
	polling    []election.Date
}

// NewQuestions is the vocabulary of a town's questions: the words that all have, its
// stages, its records and what their numbers are called.
func NewQuestions(t *election.Town) *Questions {
	q := &Questions{vocabulary: vocabulary{words: map[string]questionWord{}}, areas: map[string]election.Area{}, records: recordsOf(t), stages: map[election.StageID]bool{}, allUnits: map[int]bool{len(t.Units): true}}
	of := map[election.ElectionID]int{}
	for _, u := range t.Units {
		of[u.Election]++
	}
	for _, n := range of {
		q.allUnits[n] = true
	}
	for _, e := range t.Elections {
		q.polling = append(q.polling, e.PollingDay)
		for _, st := range e.Stages {
			q.stages[st.ID] = true
			q.learn(st.Name, questionWord{senses: "stage", id: string(st.ID)})
		}
		for _, a := range t.Areas(e.ID) {
			q.learnArea(a)
			q.learnAreaStem(t, a)
		}
	}
	for _, k := range q.records {
		q.learn(k.Title, questionWord{senses: "record", id: string(k.ID)})
	}
	q.learnFields()
	q.shared = sharing(q.records)
	common := commonWords()
	for w := range q.words {
		switch e, both := common.words[w]; {
		case !both, q.words[w].senses == "stage" && strings.HasPrefix(e.senses, "stage") && q.words[w].id != e.id && !strings.Contains(e.id, " "): // 资格审查 is a stage of its own where a congress is elected
		case e.senses == "strata" && q.words[w].senses == fieldSense: // 外来人口多少, but nobody counts how they vote
			q.words[w] = questionWord{senses: "strata " + fieldSense, id: q.words[w].id}
		default:
			q.enter(w, e)
		}
	}
	for _, e := range t.Elections {
		q.learnCircles(t, e)
	}
	q.longest = max(q.longest, common.longest)
	return q
}

// StageIn is the stage that a text names; the longest word decides.
func (q *Questions) StageIn(text string) (election.StageID, bool) {
	a := q.listen(Heard{Text: text}, time.Time{})
	e, ok := a.firstOf("stage")
	switch {
	case ok:
		return election.StageID(strings.Fields(e.id)[0]), true
	case a.has("nameList"):
		return "roll", true
	case a.has("candidate"):
		return "candidates", true
	case a.has("votes/counts/pollingDay"):
		return election.PollingStage, true
	}
	return "", false
}

// Question reads a question. ok is false if the text is none. unread are the parts
// of it that mean nothing here.
func (q *Questions) Question(h Heard, now time.Time) (f Frame, unread []string, ok bool) {
	if len([]rune(h.Text)) > questionMost {
		return Frame{}, nil, false
	}
	h = unstressed(onlyTold(unthanked(meant(h))))
	if f, unread, ok = q.exempted(h, now); ok {
		return f, unread, true
	}
	a := q.listen(h, now)
	f, unread, ok = a.read()
	whole := ok && len(unread) == 0 && len(f.Left) == 0
	if g, deep := q.nested(h, now, whole); deep && !TellsEmergency(h.Text) && f.yieldsTo(g, ok, whole) {
		return g.standing(), nil, true
	}
	if ok && len(f.Left) > 0 {
		f, unread = q.fuller(h, now, f, unread)
	}
	if ok && (len(unread) == 0 || f.Measure == Law) {
		return f, unread, true
	}
	if g, left, alone := q.aClause(h, now); alone {
		return g, left, true
	}
	if !ok && a.asksRule() {
		return Frame{Measure: Law, Outright: true, Marked: true}, nil, true
	}
	return f, unread, ok
}

// read reads what was said as a question, by another measure than those that are not meant. ok is
// false if it is none.
func (a *query) read(not ...Measure) (f Frame, unread []string, ok bool) {
	a.not = not
	a.setApart()
	f = a.frame()
	unread = a.unread()
	if ok = a.asks(&f, unread); ok {
		f.Left, f.said = a.passedOver(&f), a.provenance()
		f = a.eachOf(f)
		if len(f.Left) > 0 && f.vague() || a.has("neighbour") { // what it passes over may be what it asks for
			f.Named, f.Nearly, ok = false, false, false
		}
	}
	return f, unread, ok
}

// fuller reads a question that passes over some words by the next measures that it names. One of
// which nothing is passed over is what was asked: 罗平负责的村投票率多少.
func (q *Questions) fuller(h Heard, now time.Time, f Frame, unread []string) (Frame, []string) {
	tried := []Measure{f.Measure}
	for range otherwiseMost {
		g, left, ok := q.listen(h, now).read(tried...)
		if ok && len(g.Left) == 0 && len(left) <= len(unread) && !g.Presumed && (g.Measure.countable() || g.Measure == Owing || g.Measure == Records) {
			return g, left
		}
		tried = append(tried, g.Measure)
	}
	return f, unread
}

// otherwiseMost is by how many other measures a question is read of which something is left over.
const otherwiseMost = 2

// AsRead is a text without the parts of it that mean nothing in a question; "" if nothing is
// left that does. What courtesies and particles say is left out too.
func (q *Questions) AsRead(h Heard, now time.Time) string {
	a := q.listen(unthanked(h), now)
	var read []string
	for i, at := range a.atoms {
		space := len(read) > 0 && i > 0 && (a.atoms[i-1].to < at.from || strings.TrimSpace(a.atoms[i-1].text) == "")
		_, area := q.areas[at.text]
		switch {
		case at.unread || at.senses == "passes" && !area || strings.TrimSpace(at.text) == "":
			continue
		case space || len(read) > 0 && Letter(rune(at.text[0])):
			read = append(read, " ")
		}
		read = append(read, at.text)
	}
	return strings.TrimSpace(strings.Join(read, ""))
}

// Nearest are the two questions that share most with a text that is not understood.
func (q *Questions) Nearest(text string, english bool) []string {
	all := slices.Clone(examples)
	if english {
		all = slices.Clone(englishExamples)
	}
	said := Fold(text)
	shared := func(example string) (n int) {
		last := rune(0)
		for _, r := range Fold(example) {
			switch {
			case r <= 127 || !strings.ContainsRune(said, r):
			case strings.Contains(said, string(last)+string(r)):
				n += 3
			case !strings.ContainsRune("有没的了吗么些个还我什几今么", r):
				n++
			}
			last = r
		}
		for w := range strings.FieldsSeq(Fold(example)) {
			if english && len(w) > 3 && says(said, w) {
				n++
			}
		}
		return n
	}
	slices.SortStableFunc(all, func(a, b string) int { return shared(b) - shared(a) })
	return all[:2]
}
