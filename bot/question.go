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
	return []string{"哪些", "哪几", "哪个", "哪天", "谁", "多少", "几个", "几名", "几人", "什么", "何时", "还差", "还没", "现在", "目前", "怎么样", "？", "?",
		"which", "who", "how many", "how far", "what", "when", "now"}
}

// readQuestion reads a question: «哪些村还没公布名单», «现在参选率», «东片当选多少». ok
// is false if it is none, or is about nothing that can be answered.
func readQuestion(text string, t *election.Town) (q question, ok bool) {
	s := strings.ToLower(text)
	if !mentions(s, asking()...) || len(s) > 200 {
		return question{}, false
	}
	q.area = areaIn(s, t)
	stage, staged := stageIn(s, t)
	switch {
	case staged && mentions(s, "什么时候", "哪天", "何时", "几号", "when"):
		return question{about: aboutWhen, stage: stage, area: q.area}, true
	case mentions(s, "确认", "复核", "confirmed", "checked"):
		q.about = aboutUnconfirmed
	case mentions(s, "困难", "difficult"):
		q.about = aboutTroubled
	case mentions(s, "办结", "未办", "突发", "信访", "申诉", "请示", "incident", "request", "objection"):
		q.about = aboutCases
	case mentions(s, "参选率", "投票率", "turnout"):
		q.about = aboutTurnout
	case mentions(s, "结构", "妇女", "女性", "党员比例", "学历", "年龄", "composition", "women"):
		q.about = aboutComposition
	case mentions(s, "当选", "选出", "elected"):
		q.about = aboutElected
	case mentions(s, "选民多少", "多少选民", "登记了多少", "多少人登记", "how many voters"):
		q.about = aboutRegistered
	default:
		return other(q, s, t, stage, staged)
	}
	return q, true
}

// other is a question about a record's figures or a stage.
func other(q question, s string, t *election.Town, stage election.StageID, staged bool) (question, bool) {
	if mentions(s, "多少", "几", "how many") {
		for _, kind := range t.Records {
			for _, f := range kind.Fields {
				if f.Number && mentions(s, f.Label.In(election.Chinese), strings.ToLower(f.Label.In(election.English))) {
					return question{about: aboutRecord, record: kind.ID, area: q.area}, true
				}
			}
		}
	}
	q.about, q.stage = aboutOwing, stage
	return q, staged
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
		"polling": {"投票", "计票", "选举日", "polling", "counted"}, "handover": {"移交", "交接", "handed over", "handover"},
		"archive": {"归档", "档案", "archive"}, "prepare": {"准备", "方案", "preparation"}, "first_list": {"初步候选人"},
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
