package bot

import (
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// topic is what a question is about.
type topic string

const (
	aboutOwing       topic = "owing"       // which units have not done a stage
	aboutLate        topic = "late"        // who owes what past its day
	aboutFurther     topic = "further"     // which units have to vote again
	aboutProgress    topic = "progress"    // how far the areas have come
	aboutUnit        topic = "unit"        // how a unit stands
	aboutTurnout     topic = "turnout"     // 参选率
	aboutElected     topic = "elected"     // how many are elected
	aboutUnconfirmed topic = "unconfirmed" // which counts are not confirmed
	aboutTroubled    topic = "troubled"    // which units are in difficulty
	aboutCases       topic = "cases"       // what is not settled
	aboutComposition topic = "composition" // who the elected are
	aboutRegistered  topic = "registered"  // how many voters there are
	aboutRecord      topic = "record"      // a sum of records
	aboutWhen        topic = "when"        // the day of a stage
	aboutToDo        topic = "to do"       // what the asker still has to do
	aboutHow         topic = "how"         // how something is done or reported
	aboutPlace       topic = "place"       // where and at what hours people vote
)

// question is what somebody asks of the figures, in words.
type question struct {
	about  topic
	stage  election.StageID  // of owing and when
	record election.RecordID // of a record
	area   election.Area     // WholeTown: all that the asker may see
	void   bool              // of further: whose election is void
}

// asking are the words that make a sentence a question.
func asking() []string {
	return []string{"哪些", "哪几", "哪个", "哪天", "哪一天", "哪里", "哪儿", "在哪", "谁", "多少", "几个", "几名", "几人", "几天", "几次", "几号", "几点", "什么", "何时", "有没有",
		"还差", "还缺", "还欠", "还没", "没报", "待办", "怎么", "如何", "吗", "？", "?",
		"which", "who", "how many", "how far", "how is", "what", "when", "where", "owe"}
}

// ofNow are words that ask for the figure of this moment: 现在参选率. Beside a figure
// they only say of when it is: 到现在来了212人.
func ofNow() []string { return []string{"现在", "目前", "now", "so far"} }

// asks reports whether a text, in small letters, asks for something.
func asks(s string, t *election.Town) bool {
	return speaks(s, asking()...) || (speaks(s, ofNow()...) || wantsList(s, t)) && !figured(s, t)
}

// notFigures are numerals that count nothing: a day, a time, an ordinal, a part
// of another word; read only.
var notFigures = regexp.MustCompile(`\d{1,2}:\d{2}|\d{1,2} ?(?:am|pm|o'clock)\b|[\d零〇一二两三四五六七八九十]+ ?(?:点钟?|时|年|月|日|号|天|周|分钟|个?小时|days?\b|hours?\b)` +
	`|(?:第|星期|周)[\d一二三四五六日天]+|一共|一肩挑|一下|一点|一直|一起|一些|一样|统一|万一|千万|十分|百分|两委|百姓`)

// figured reports whether a text has a figure in it, in digits or in Chinese, that
// is not a part of the name of a unit or an area.
func figured(s string, t *election.Town) bool {
	s = folded(s)
	for _, u := range t.Units {
		s = strings.ReplaceAll(s, strings.ToLower(u.Name), " ")
		for _, a := range u.Area.Above() {
			if a != election.WholeTown {
				s = strings.ReplaceAll(s, strings.ToLower(a.Name()), " ")
			}
		}
	}
	return strings.ContainsAny(notFigures.ReplaceAllString(s, " "), "0123456789零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟")
}

// folded is a text in small letters, with the digits and the colon of wide
// keyboards as usual ones.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r == '：' {
			return r - '０' + '0'
		}
		return r
	}, strings.ToLower(s))
}

// asksOutright reports whether a text asks and can be nothing else, neither a reason
// nor a name: 哪些村还没计票, 现在参选率. 现在投票的人少 is a reason.
func asksOutright(text string, t *election.Town) bool {
	s := folded(text)
	return speaks(s, "哪些", "哪几", "哪个村", "多少", "什么时候", "吗", "？", "?", "which", "who has", "how many", "when") ||
		slices.ContainsFunc(subjects(), func(known subject) bool { return onlySays(s, known.words) })
}

// subject is a topic with the words that it is known by.
type subject struct {
	about topic
	words []string
}

// subjects are the topics in the order in which a question is tried against
// them: what is more special first.
func subjects() []subject {
	return []subject{
		{aboutUnconfirmed, []string{"确认", "复核", "confirmed", "checked"}},
		{aboutTroubled, []string{"困难", "difficult"}},
		{aboutCases, []string{"办结", "未办", "没办", "突发", "信访", "申诉", "请示", "incident", "request", "objection", "open case"}},
		{aboutTurnout, []string{"参选率", "投票率", "投票人数", "多少人投票", "多少人投了", "多少人参加投票", "投了多少", "投票情况", "turnout", "have voted", "people voted", "voted so far"}},
		{aboutComposition, []string{"结构", "妇女", "女性", "女委员", "党员比例", "多少党员", "几个党员", "学历", "年龄", "一肩挑", "交叉任职", "composition", "women", "party members"}},
		{aboutElected, []string{"当选", "选出", "选上", "还缺", "空缺", "elected", "seats"}},
		{aboutRegistered, []string{"选民多少", "多少选民", "选民总数", "选民人数", "多少名选民", "登记了多少", "多少人登记", "how many voters", "registered voters", "are registered"}},
	}
}

// readQuestion reads a question: «哪些村还没公布名单», «现在参选率», «东片当选多少». ok
// is false if it is none, or is about nothing that can be answered.
func readQuestion(text string, t *election.Town) (q question, ok bool) {
	s := folded(text)
	switch {
	case len(s) > 200:
		return question{}, false
	case asksHow(s):
		return question{about: aboutHow}, true
	case mentions(s, "公告", "announcement"):
		return question{}, false
	case namesHours(s):
		return question{about: aboutPlace}, true
	}
	if q, ok := readShort(s, t); ok {
		return q, true
	}
	if !asks(s, t) {
		return question{}, false
	}
	q.area = areaIn(s, t)
	stage, staged := stageIn(s, t)
	switch {
	case asksAgain(s) && !asksSpot(s) && !(stage == election.FurtherStage && asksDay(s)):
		return question{about: aboutFurther, area: q.area, void: asksVoid(s)}, true
	case staged && asksDay(s):
		return question{about: aboutWhen, stage: stage, area: q.area}, true
	case asksPlace(s):
		return question{about: aboutPlace}, true
	case !staged && q.area == election.WholeTown && asksOwn(s):
		return question{about: aboutToDo}, true
	}
	for _, known := range subjects() {
		if mentions(s, known.words...) {
			q.about = known.about
			return q, true
		}
	}
	return q.ofStageOrRecord(s, t, stage, staged)
}

// ofStageOrRecord goes on with a question that is about no subject of its own.
func (q question) ofStageOrRecord(s string, t *election.Town, stage election.StageID, staged bool) (question, bool) {
	lacking := speaks(s, "没", "未", "还差", "还缺", "谁", "逾期", "拖", "not", "late", "overdue", "who", "behind")
	if id, found := recordIn(s, t); found && !(staged && lacking) && mentions(s, "多少", "几", "一共", "总共", "how many", "哪些", "which") {
		return question{about: aboutRecord, record: id, area: q.area}, true
	}
	if staged {
		q.about, q.stage = aboutOwing, stage
		return q, true
	}
	q.about = aboutLate
	return q, lacking && speaks(s, "没报", "未报", "没有报", "没上报", "没完成", "没填", "没交", "还差什么", "还缺什么", "还差哪", "还缺哪", "逾期", "拖着", "拖了", "not reported", "late", "overdue", "behind")
}

// asksDay reports whether a question is on what day something is.
func asksDay(s string) bool {
	return mentions(s, "什么时候", "哪天", "哪一天", "何时", "几号", "几天", "截止", "when", "deadline", "due")
}

// again are the words for what a count makes necessary: another vote; read only.
var again = regexp.MustCompile(`再次投票|再投票|再投一次|重新投票|重投|另行选举|重新选举|重选|选举无效|(?:没|没有|未|不)过半|法定人数` +
	`|\b(?:vote|voted|voting|elect) again\b|\bre-?votes?\b|\b(?:further|fresh|new) elections?\b|\bvoid\b|\bquorum\b|\brun-?offs?\b|\bsecond round\b`)

// asksAgain reports whether a question is who has to vote again.
func asksAgain(s string) bool {
	return again.MatchString(s) || strings.Contains(withoutInvalid(s), "无效") && !strings.Contains(s, "有效")
}

// asksVoid reports whether it is whose election is void, rather than undecided.
func asksVoid(s string) bool {
	return mentions(withoutInvalid(s), "无效", "法定人数", "重新选举", "重选") || mentions(s, "过半") && mentions(s, "参选", "参加", "投票") ||
		speaks(s, "void", "quorum", "fresh election", "fresh elections")
}

// withoutInvalid leaves out of a text what it says of invalid ballots.
func withoutInvalid(s string) string {
	return strings.NewReplacer("无效票", "", "无效选票", "").Replace(s)
}

// how is a question of how something is done: the verb is what is to be done;
// read only. 怎么样 and 进行得如何 ask how it stands.
var how = regexp.MustCompile(`(?:怎么|怎样|如何|咋)(?:去|来|才能|样|再次|重新|另行)?(填|报|写|录|传|发|上报|填写|填报|录入|提交|登记|更正|改|补|做|办|弄|搞|操作|选|推选|投|组织|开展|准备|公布|公示|张榜|计票|处理|移交|归档|算|走)` +
	`|\bhow (?:do|should|can|must|to)\b`)

// asksHow reports whether a text asks how something is done.
func asksHow(s string) bool { return how.MatchString(s) }

// onlyHow is a message that does nothing but ask how something is done or
// reported: 计票怎么报, 怎么填计票; read only.
var onlyHow = regexp.MustCompile(`^[^\d，,。；;]{0,12}(?:怎么|怎样|如何)(?:去|来)?(?:填|报|写|录|上报|填写|填报|录入|提交|做|办|弄|操作)[^\d，,。；;了]{0,10}[？?。！! ]*$|^how (?:do|should|can) (?:i|we) (?:do|report|fill in|enter|send)\b[^,.;]{0,40}[?. ]*$`)

// asksOnlyHow reports whether a message is such a question and nothing else, so
// that it cannot be what a form asks for.
func asksOnlyHow(text string) bool { return onlyHow.MatchString(strings.TrimSpace(folded(text))) }

// asksToReport reports whether a text asks how something is reported, rather than
// how it is done.
func asksToReport(s string) bool {
	m := how.FindStringSubmatch(s)
	return m != nil && mentions(m[1], "填", "报", "写", "录", "传", "发", "提交", "登记", "更正", "改", "补") || mentions(s, "report", "fill", "enter", "send", "submit")
}

// voting are the words for what has a place and hours.
func voting() []string {
	return []string{"投票", "选举", "会场", "开会", "选民大会", "poll", "vote", "voting"}
}

// asksSpot reports whether a question is where something is, or at what time of day.
func asksSpot(s string) bool {
	return mentions(s, "几点", "在哪", "哪里", "哪儿", "什么地方") || speaks(s, "where", "what time", "which place")
}

// asksPlace reports whether a question is where or at what hours people vote.
func asksPlace(s string) bool {
	return mentions(s, voting()...) && !mentions(s, "报", "填", "report", "哪天", "哪个") &&
		(mentions(s, "几点", "在哪", "哪里", "哪儿", "什么地方", "什么时间") || speaks(s, "where", "what time", "when", "hours", "which place"))
}

// hoursNamed is a message that only names the place or the hours: 东河村投票时间; read
// only.
var hoursNamed = regexp.MustCompile(`^[^\d，,。；;]{0,12}(?:投票|选举|选民大会)日?的?(?:时间|地点|地址|钟点)(?:是|呢|在|[？?。 ])*$|^(?:[^\d,.]{0,30} )?(?:polling|voting) (?:hours|times?|place|station)[?. ]*$`)

// namesHours reports whether a message names the place or hours of the vote and
// says nothing of them.
func namesHours(s string) bool { return hoursNamed.MatchString(strings.TrimSpace(s)) }

// asksOwn reports whether a question is what the asker has to do: 我还有什么没报.
func asksOwn(s string) bool {
	if mentions(s, "突发", "信访", "申诉", "请示", "谁", "哪些村", "哪个村", "哪几个", "几个村", "哪些社区", "哪些单位") || speaks(s, "who", "which villages", "village", "villages") {
		return false
	}
	mine := mentions(s, "我", "咱", "本人") && mentions(s, "没报", "未报", "没上报", "没填", "没做", "没办", "没完成", "没交", "要报", "该报", "要填", "要做", "该做", "要办", "该办", "还差", "还缺", "欠", "任务", "什么事")
	return mine || mentions(s, "待办", "还欠", "欠什么", "欠哪", "要报什么", "该报什么", "要报哪", "该报哪", "该做什么", "要做什么", "要办什么") ||
		speaks(s, "owe", "to do", "left to report", "left to do", "outstanding", "have to report", "must i report", "need to report", "still missing") ||
		speaks(s, "i", "we", "my") && speaks(s, "not reported", "late", "missing")
}

// recordIn is the kind of record that a question names, by a number in it or by
// its title. The longest word decides.
func recordIn(s string, t *election.Town) (found election.RecordID, ok bool) {
	longest := 0
	for _, kind := range t.Records {
		words := []string{}
		for _, l := range []election.Language{election.Chinese, election.English} {
			words = append(words, strings.FieldsFunc(kind.Title.In(l), func(r rune) bool { return r == '、' || r == ',' })...)
			for _, f := range kind.Fields {
				if f.Number {
					words = append(words, f.Label.In(l))
				}
			}
		}
		for _, w := range words {
			if w = strings.ToLower(strings.TrimSpace(w)); len(w) > longest && strings.Contains(s, w) {
				found, ok, longest = kind.ID, true, len(w)
			}
		}
	}
	return found, ok
}

func mentions(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(s, w) })
}

// speaks is mentions for whole words where they are English: “now” is not in “know”.
func speaks(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return wordAt(s, w, 0) >= 0 })
}

// wordAt is where a word stands in a text from some place on, a whole one if it is
// English; -1 if nowhere.
func wordAt(s, w string, from int) int {
	for at := from; ; at++ {
		i := strings.Index(s[at:], w)
		if i < 0 {
			return -1
		}
		at += i
		before, after := at > 0 && latin(s[at-1]), at+len(w) < len(s) && latin(s[at+len(w)])
		if !latin(w[0]) || !before && !after {
			return at
		}
	}
}

func latin(b byte) bool { return b >= 'a' && b <= 'z' }

// areaIn is the area that a question names.
func areaIn(s string, t *election.Town) election.Area {
	for _, e := range t.Elections {
		for _, a := range slices.Backward(t.Areas(e.ID)) {
			if a != election.WholeTown && strings.Contains(s, strings.ToLower(a.Name())) {
				return a
			}
		}
	}
	return election.WholeTown
}

// stageWords are what the usual stages are called in talk.
func stageWords() map[election.StageID][]string {
	return map[election.StageID][]string{
		"roll": {"名单", "选民登记", "roll"}, "audit": {"审计", "audit"}, "publicity": {"宣传", "培训", "publicity", "training"},
		"committee": {"选委会", "选举委员会", "村民代表", "committee"}, "candidates": {"候选人", "提名", "联审", "公示", "candidates", "nominat"},
		"polling": {"投票", "计票", "选举日", "开票", "polling", "counted", "counting", "election day"}, "handover": {"移交", "交接", "handed over", "handover"},
		"archive": {"归档", "档案", "archive", "filed"}, "prepare": {"准备", "方案", "preparation"}, "first_list": {"初步候选人"},
	}
}

// stageIn is the stage that a question names: by its own name, or by what the
// usual ones are called. The longest word decides.
func stageIn(s string, t *election.Town) (found election.StageID, ok bool) {
	longest := 0
	for _, e := range t.Elections {
		for _, st := range e.Stages {
			words := append([]string{st.Name.In(election.Chinese), strings.ToLower(st.Name.In(election.English))}, stageWords()[st.ID]...)
			for _, w := range words {
				if len(w) > longest && strings.Contains(s, w) {
					found, ok, longest = st.ID, true, len(w)
				}
			}
		}
	}
	return found, ok
}
