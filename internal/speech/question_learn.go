package speech

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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
	for _, c := range slices.Concat(composedWords, earlierWords) {
		v.compose(c, "", c.parts)
	}
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
	case known && e.senses == detailSense && was.senses == fieldSense && strings.Contains(was.id, "/"): // what is a number is asked for as one
		return
	case known && was.senses == e.senses && (e.senses == fieldSense || e.senses == detailSense):
		if slices.Contains(strings.Fields(was.id), e.id) {
			return
		}
		e.id = was.id + " " + e.id // 参加人数 of a meeting, and of a recommendation
	case known && was.senses == "record" && e.senses == fieldSense && !strings.HasPrefix(e.id, was.id+"/"):
		return // 流动票箱 is the record, and a number of another one
	case known && was.senses == "stage" && e.senses == fieldSense: // 居民代表 is both, and a number
		e.senses, e.id = "stage "+fieldSense, was.id+" "+e.id
	case known && strings.HasPrefix(was.senses, "record") && e.senses == "stage":
		e.senses, e.id = "stage record", e.id+" "+was.id // 审计 is both
	}
	v.words[word], v.longest = e, max(v.longest, len(word))
}

// compose enters the words that the parts make together, after what they begin with.
func (v *vocabulary) compose(c composedWord, begun string, parts []string) {
	if len(parts) == 0 {
		v.enter(begun, questionWord{senses: c.senses, id: c.id})
		return
	}
	for part := range strings.SplitSeq(parts[0], "|") {
		v.compose(c, begun+part, parts[1:])
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

// learnFields takes what the numbers of the records are called, and what their choices are
// answered by. What a number is called by its label, no other is called besides. The office's
// own banners are not meant by the word alone.
func (q *Questions) learnFields() {
	field := func(k election.RecordKind, name string) questionWord {
		return questionWord{senses: fieldSense, id: string(k.ID) + "/" + name}
	}
	for _, k := range q.records {
		for _, f := range k.Numbers() {
			q.learn(f.Label, field(k, f.ID))
			if label := f.Label.In(election.Chinese); commonWords().words[label].senses == "passes" {
				q.learnCounted(label, field(k, f.ID))
			}
		}
	}
	labels := maps.Clone(q.words)
	for _, k := range q.records {
		for _, f := range k.Numbers() {
			for _, w := range f.Words {
				was, label := labels[w]
				label = label && was.senses != "stage" && (k.ID != election.AttendanceRecord || was.senses != fieldSense) // who came to the meeting that elects, and to others
				_, known := q.words[w]
				if !label && (!known || !k.Of(election.OfficeWork)) {
					q.learn(election.Say(w, w), field(k, f.ID))
				}
			}
		}
	}
	q.learnDetails()
	q.learnAnswers(field)
}

// learnCounted takes a number whose name says nothing by itself, where it is counted: 代表多少.
func (q *Questions) learnCounted(label string, e questionWord) {
	e.senses += " howMany"
	for _, many := range []string{"多少", "一共多少", "总共多少", "共有多少", "一共几个", "几个", "几名", "有多少", "多少人", "有几个"} {
		q.enter(label+many, e)
		q.enter(many+label, e)
	}
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

// learnArea takes what an area is called besides: 东片 is the east area, and 东边.
func (q *Questions) learnArea(a election.Area) {
	name := []rune(a.Name())
	if len(name) == 0 || len(name) > 2 {
		return
	}
	english := directions[name[0]]
	if english == "" {
		return
	}
	for _, w := range []string{english + "ern area", english + " area", "the " + english, english, string(name[:1]) + "边", string(name[:1]) + "头"} {
		q.areas[w] = a
		q.enter(w, questionWord{senses: "passes"})
	}
}

// learnAreaStem takes the name of an area without 片, 江东 of 江东片, unless a unit or something else is called so.
func (q *Questions) learnAreaStem(t *election.Town, a election.Area) {
	stem, of := strings.CutSuffix(a.Name(), "片")
	_, known := q.words[stem]
	_, common := commonWords().words[stem]
	named := slices.ContainsFunc(t.Units, func(u election.Unit) bool { return strings.Contains(u.Name, stem) })
	if !of || utf8.RuneCountInString(stem) < 2 || known || common || named || strings.Contains(t.Name, stem) {
		return
	}
	q.areas[stem] = a
	q.enter(stem, questionWord{senses: "passes"})
}

// directions are the words that areas are named by; read only.
var directions = map[rune]string{'东': "east", '西': "west", '南': "south", '北': "north", '中': "central"}

// learnCircles takes the circles by which deputies are counted, the marks by which all are, and who
// votes in place of the residents: 科技界代表, 双强干部, 居民代表.
func (q *Questions) learnCircles(t *election.Town, e election.Election) {
	for _, name := range e.Marks {
		for _, w := range []string{name, name + "干部", name + "型干部", name + "的", name + "型"} {
			q.learn(election.Say(w, w), questionWord{senses: "trait", id: name})
		}
	}
	for _, name := range e.Circles {
		for _, w := range []string{name, name + "代表", strings.TrimSuffix(name, "界") + "代表"} {
			q.learn(election.Say(w, w), questionWord{senses: "trait", id: name})
		}
	}
	if !slices.ContainsFunc(t.Elections, func(e election.Election) bool { return e.Kind != election.Party }) {
		for _, w := range []string{"党员", "党员数", "党员人数"} { // all who vote, and all who are elected
			q.learn(election.Say(w, w), questionWord{senses: "registered"})
		}
		asked := questionWord{senses: "stage not reports", id: string(election.PrepareStage)}
		q.compose(composedWord{senses: asked.senses, id: asked.id}, "", []string{"没|没有|还没|还没有|从没|从来没", "交|报|上报|递|打|写", "过请示|请示"})
		for _, w := range []string{"请示没交", "请示没报", "请示还没交", "请示还没报", "请示没上来", "请示都没交", "请示都没报", "请示也没交", "请示也没报"} {
			q.learn(election.Say(w, w), asked)
		}
		for _, w := range []string{"来了几个党员", "来了多少党员", "到了几个党员", "到了多少党员", "来了几个人", "到了几个人", "到会几个人", "到会几人"} {
			q.learn(election.Say(w, w), questionWord{senses: "turnout howMany"})
		}
		for _, w := range []string{"没开会", "还没开会", "没有开会", "没开党员大会", "还没开党员大会", "没开大会"} { // the meeting elects
			q.learn(election.Say(w, w), questionWord{senses: "stage not does", id: string(election.PollingStage)})
		}
	}
	if e.Kind == election.Party {
		q.learn(election.Say("党员到会率", "党员到会率"), questionWord{senses: "turnout"})
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
