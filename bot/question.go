package bot

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// topic is what a question is about.
type topic string

const (
	aboutOwing       topic = "owing"       // which units have not done a stage
	aboutTurnout     topic = "turnout"     // 参选率
	aboutElected     topic = "elected"     // how many are elected
	aboutUnconfirmed topic = "unconfirmed" // which counts are not confirmed
	aboutTroubled    topic = "troubled"    // which units are in difficulty
	aboutCases       topic = "cases"       // what is not settled
	aboutComposition topic = "composition" // who the elected are
	aboutRegistered  topic = "registered"  // how many voters there are
	aboutRecord      topic = "record"      // a sum of records
	aboutWhen        topic = "when"        // the day of a stage
)

// question is what somebody asks of the figures, in words.
type question struct {
	about  topic
	stage  election.StageID  // of owing and when
	record election.RecordID // of a record
	area   election.Area     // WholeTown: all that the asker may see
}

// asking are the words that make a sentence a question.
func asking() []string {
	return []string{"哪些", "哪几", "哪个", "哪天", "哪一天", "谁", "多少", "几个", "几名", "几人", "几天", "几次", "几号", "什么", "何时", "有没有", "还差", "还缺", "还没", "没报",
		"现在", "目前", "怎么样", "如何", "吗", "？", "?", "which", "who", "how many", "how far", "what", "when", "now", "so far", "how is"}
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
	s := strings.ToLower(text)
	if !mentions(s, asking()...) || len(s) > 200 || mentions(s, "公告", "announcement") {
		return question{}, false
	}
	q.area = areaIn(s, t)
	stage, staged := stageIn(s, t)
	if staged && mentions(s, "什么时候", "哪天", "哪一天", "何时", "几号", "几天", "截止", "when", "deadline", "due") {
		return question{about: aboutWhen, stage: stage, area: q.area}, true
	}
	for _, known := range subjects() {
		if mentions(s, known.words...) {
			q.about = known.about
			return q, true
		}
	}
	lacking := mentions(s, "没", "未", "还差", "谁", "逾期", "not", "late", "who", "behind")
	if id, found := recordIn(s, t); found && !(staged && lacking) && mentions(s, "多少", "几", "一共", "总共", "how many", "哪些", "which") {
		return question{about: aboutRecord, record: id, area: q.area}, true
	}
	q.about, q.stage = aboutOwing, stage
	return q, staged || lacking && mentions(s, "没报", "未报", "没有报", "没上报", "没完成", "逾期", "not reported", "late", "behind")
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
