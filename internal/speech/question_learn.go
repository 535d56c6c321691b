package speech

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"huanjie/internal/election"
)

// vocabulary is words by how they are typed, and what they do in a question.
type vocabulary struct {
	words   map[string]questionWord
	longest int // in bytes
}

// commonWords are those that all towns have: a thousand towns keep them once; read only.
var commonWords = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{words: map[string]questionWord{}}
	for _, e := range slices.Concat(askingWords, subjectWords, spokenWords) {
		for w := range strings.SplitSeq(e.words, "|") {
			v.enter(w, e)
		}
	}
	v.learnHow()
	v.learnFirst()
	v.learnLoads()
	v.learnSeats()
	v.learnHasty()
	return v
})

// learn takes a name in both languages.
func (v *vocabulary) learn(name election.Phrase, e questionWord) {
	for _, l := range []election.Language{election.Chinese, election.English} {
		for w := range strings.FieldsFuncSeq(name.In(l), func(r rune) bool { return r == '、' || r == ',' || r == '，' }) {
			if w = strings.ToLower(strings.TrimSpace(w)); len([]rune(w)) > 1 {
				v.enter(w, e)
			}
		}
	}
}

// enter takes one word. What is entered later is meant before: the common words
// before a record's.
func (v *vocabulary) enter(word string, e questionWord) {
	switch was, known := v.words[word]; {
	case known && was.senses == fieldSense && e.senses == fieldSense:
		if slices.Contains(strings.Fields(was.id), e.id) {
			return
		}
		e.id = was.id + " " + e.id // 参加人数 of a meeting, and of a recommendation
	case known && was.senses == "record" && e.senses == fieldSense && !strings.HasPrefix(e.id, was.id+"/"):
		return // 流动票箱 is the record, and a number of another one
	case known && strings.HasPrefix(was.senses, "record") && e.senses == "stage":
		e.senses, e.id = "stage record", e.id+" "+was.id // 审计 is both
	}
	v.words[word], v.longest = e, max(v.longest, len(word))
}

// learnHow takes the questions of how something is done: 怎么填, 如何公布. 怎么样 and
// 进行得如何 ask how it stands.
func (v *vocabulary) learnHow() {
	for _, how := range []string{"怎么", "怎样", "如何", "咋"} {
		for _, by := range []string{"", "去", "来", "才能", "再次", "重新", "另行"} {
			for senses, verbs := range howVerbs {
				for do := range strings.SplitSeq(verbs, "|") {
					v.enter(how+by+do, questionWord{senses: senses})
				}
			}
		}
	}
}

// learnLoads takes who answers for the most or the fewest: 谁管的村最多, 手上村最少.
func (v *vocabulary) learnLoads() {
	for senses, most := range map[string]string{"loads highest": "最多|多", "loads lowest": "最少|少", "loads howMany": "有几个|有多少个|有多少|是几个"} {
		for by := range strings.SplitSeq("管|管的|管着的|管得|负责|负责的|手上|手上的|手里|手里的|名下|名下的|包|包的|分管|分管的|联系|联系的|承担的", "|") {
			for unit := range strings.SplitSeq("村|村子|村数|社区|单位|支部|选区|党组织", "|") {
				for end := range strings.SplitSeq(most, "|") {
					v.enter(by+unit+end, questionWord{senses: senses})
				}
			}
		}
	}
}

// learnSeats takes how many are to be elected: 选几个代表, 要选多少名委员.
func (v *vocabulary) learnSeats() {
	for _, must := range []string{"要", "该", "应", "应该", "得", "一共", "总共", "共", "能", ""} {
		for _, n := range []string{"几", "几个", "几名", "几位", "多少", "多少个", "多少名", "多少位"} {
			for who, post := range map[string]string{"代表": "", "干部": "", "委员": "member", "主任": "chair", "副主任": "vice_chair", "书记": "secretary", "副书记": "deputy_secretary"} {
				senses := "seats howMany"
				if post != "" {
					senses += " post"
				}
				v.enter(must+"选"+n+who, questionWord{senses: senses, id: post})
			}
		}
	}
}

// learnHasty takes English words as they are typed in haste: hasnt, whats.
func (v *vocabulary) learnHasty() {
	for w, e := range maps.Clone(v.words) {
		if short := strings.ReplaceAll(w, "'", ""); short != w && len(short) > 3 {
			if _, known := v.words[short]; !known {
				v.enter(short, e)
			}
		}
	}
}

// learnFirst takes who was the first or the last to finish something: 最后一个弄完的.
func (v *vocabulary) learnFirst() {
	for senses, when := range map[string]string{"arrival does": "最先|最早|第一个|头一个|第一家|最快|率先", "departure does": "最后一个|最后|最晚|最迟|最后一家|拖到最后"} {
		for w := range strings.SplitSeq(when, "|") {
			for _, done := range [...]string{"完成", "做完", "弄完", "搞完", "办完", "干完", "整完", "做好", "办好", "弄好", "搞定", "结束", "贴出来", "贴出", "公布", "公示"} {
				v.enter(w+done, questionWord{senses: senses})
			}
		}
	}
}

// learnFields takes what the numbers of the records are called, and what their choices are
// answered by. What a number is called by its label, no other is called besides. The office's
// own banners are not meant by the word alone.
func (q *Questions) learnFields() {
	field := func(k election.RecordKind, name string) questionWord {
		return questionWord{senses: fieldSense, id: string(k.ID) + "/" + name}
	}
	for _, k := range q.records {
		for _, f := range k.Fields {
			if f.Number {
				q.learn(f.Label, field(k, f.ID))
			}
		}
	}
	labels := maps.Clone(q.words)
	for _, k := range q.records {
		for _, f := range k.Fields {
			for _, w := range f.Words {
				_, label := labels[w]
				_, known := q.words[w]
				if f.Number && !label && (!known || !k.Of(election.OfficeWork)) {
					q.learn(election.Say(w, w), field(k, f.ID))
				}
			}
		}
	}
	q.learnAnswers(field)
}

// learnAnswers takes what the choices of records are answered by, where no number and no
// common word is called so: 业务培训几次.
func (q *Questions) learnAnswers(field func(election.RecordKind, string) questionWord) {
	before, common := maps.Clone(q.words), commonWords().words
	for _, k := range q.records {
		for _, f := range k.Choices() {
			if slices.Equal(f.Values, []string{"yes", "no"}) {
				continue
			}
			for _, v := range f.Values {
				name := f.Name(v).In(election.Chinese)
				_, known := before[name]
				if _, both := common[name]; !known && !both && len([]rune(name)) > 2 {
					q.enter(name, field(k, f.ID+"="+v))
				}
			}
		}
	}
}

// learnArea takes what an area is called in English: 东片 is the east area.
func (q *Questions) learnArea(a election.Area) {
	name := []rune(a.Name())
	if len(name) == 0 || len(name) > 2 {
		return
	}
	english := directions[name[0]]
	if english == "" {
		return
	}
	for _, w := range []string{english + "ern area", english + " area", "the " + english, english} {
		q.areas[w] = a
		q.enter(w, questionWord{senses: "passes"})
	}
}

// directions are the words that areas are named by; read only.
var directions = map[rune]string{'东': "east", '西': "west", '南': "south", '北': "north", '中': "central"}

// learnCircles takes the circles by which deputies are counted, and who votes in place of the
// residents: 科技界代表, 居民代表.
func (q *Questions) learnCircles(t *election.Town, e election.Election) {
	for _, name := range e.Circles {
		for _, w := range []string{name, name + "代表", strings.TrimSuffix(name, "界") + "代表"} {
			q.learn(election.Say(w, w), questionWord{senses: "trait", id: name})
		}
	}
	if !slices.ContainsFunc(t.Elections, func(e election.Election) bool { return e.Kind != election.Party }) {
		for _, w := range []string{"党员", "党员数", "党员人数"} { // all who vote, and all who are elected
			q.learn(election.Say(w, w), questionWord{senses: "registered"})
		}
		for _, w := range []string{"没交请示", "没报请示", "没上报请示", "没有交请示", "请示没交", "请示没报", "请示还没交", "请示还没报", "请示没上来"} {
			q.learn(election.Say(w, w), questionWord{senses: "stage not reports", id: string(election.PrepareStage)})
		}
		for _, w := range []string{"没开会", "还没开会", "没有开会", "没开党员大会", "还没开党员大会", "没开大会"} { // the meeting elects
			q.learn(election.Say(w, w), questionWord{senses: "stage not does", id: string(election.PollingStage)})
		}
	}
	if e.Method == election.Households || e.Method == election.Representatives {
		q.learn(e.RegisteredNoun(), questionWord{senses: "registered"})
	}
}

// recordsOf are the kinds of records that the office or an election of the town has.
func recordsOf(t *election.Town) []election.RecordKind {
	return slices.DeleteFunc(slices.Clone(t.Records), func(k election.RecordKind) bool {
		return !k.Of(election.OfficeWork) && !slices.ContainsFunc(t.Elections, func(e election.Election) bool { return k.Of(e.Kind) })
	})
}

// fieldSense is what the names of the records' fields are in a question; their ids are
// kind/field, several apart by blanks.
const fieldSense = "record field"
