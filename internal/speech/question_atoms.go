package speech

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"huanjie/internal/election"
)

// atom is a piece of a question: a name, a number, a known word, or what is unknown.
type atom struct {
	from, to     int // in the folded text
	text         string
	questionWord // of a known word
	means        []Meaning
	number       *Number
	unread       bool
	apart        bool // a name that is excepted: 除了西片
}

// query is a question being read.
type query struct {
	q        *Questions
	heard    Heard
	now      time.Time
	today    election.Date
	text     string // folded
	atoms    []atom
	said     map[string]int // how often a sense was said
	marks    uint64         // of the senses in said, when there were marked of them
	marked   int
	age      Filter           // a limit of age
	claim    Claim            // what is taken for true
	plus     int              // how many more are supposed to come
	meetings []RecordPlace    // the kinds of meetings that are named
	contest  Contest          // how many are said to stand for how many seats
	used     map[int]bool     // the atoms of numbers that mean something, by where they begin
	usedBy   map[int]Parts    // for which part
	taken    map[string]Parts // the senses that a part of the frame followed from

	filling Parts // the part that is being filled in

	not []Measure // what the measure is not
}

// slips are words as they are typed or heard for others of the same sound and length; read only.
var slips = [...][2]string{{"岁往下", "岁以下"}, {"岁往上", "岁以上"}, {"岁朝上", "岁以上"}, {"岁朝下", "岁以下"}, {"成往上", "成以上"}, {"成往下", "成以下"}, {"人往上", "人以上"}, {"人往下", "人以下"}, {"投瓢", "投票"}, {"头票", "投票"}, {"偷票", "投票"}, {"参选绿", "参选率"}, {"参选律", "参选率"}, {"参选力", "参选率"}, {"投票绿", "投票率"}, {"投票律", "投票率"}, {"投标率", "投票率"}, {"记票", "计票"}, {"会事", "回事"}, {"当悬", "当选"}, {"后选人", "候选人"}, {"侯选人", "候选人"}, {"付核", "复核"}, {"复合人", "复核人"}, {"复合过", "复核过"}, {"复合了", "复核了"}, {"没复合", "没复核"}, {"待复合", "待复核"}, {"逾其", "逾期"}, {"于期", "逾期"}, {"公视", "公示"}, {"归挡", "归档"}, {"名但", "名单"}, {"联落员", "联络员"}, {"连络员", "联络员"}, {"突法", "突发"}, {"日抱", "日报"}, {"台帐", "台账"}, {"进渡", "进度"}, {"困南", "困难"}, {"飞票", "废票"}, {"无笑票", "无效票"}}

// unslipped is a text with the words that were meant.
func unslipped(s string) string {
	for _, slip := range slips {
		if strings.Contains(s, slip[0]) {
			s = strings.ReplaceAll(s, slip[0], slip[1])
		}
	}
	return s
}

// listen parts a text into atoms, the longest word first. Names and numbers are those
// that were heard.
func (q *Questions) listen(h Heard, now time.Time) *query {
	text := foldText(h.Text)
	text.s = unslipped(text.s)
	a := &query{q: q, heard: h, now: now, today: election.DateOf(now), text: text.s, said: map[string]int{}, used: map[int]bool{}, taken: map[string]Parts{}, filling: partRest}
	tokens := map[int]Token{}
	for _, t := range h.Tokens {
		if named(t) || t.Kind == Numeral {
			t.From, t.To = text.after(t.From), text.after(t.To)
			tokens[t.From] = t
		}
	}
	for i := 0; i < len(text.s); {
		next := a.atom(i, tokens)
		i = next.to
		a.add(next)
	}
	return a
}

// named reports whether a token names somebody or something.
func named(t Token) bool {
	return t.Kind == Word && slices.ContainsFunc(t.Means, func(m Meaning) bool {
		return slices.Contains([]Sort{OfUnit, OfArea, OfPerson, OfCandidate, OfPost}, m.Sort)
	})
}

// atom is the one that begins at a place.
func (a *query) atom(at int, tokens map[int]Token) atom {
	word, size := a.q.word(a.text, at)
	t, heard := tokens[at]
	if n, size := a.bareHundreds(at); n > 0 { // 千人以上的村
		end := at + size
		return atom{from: at, to: end, text: a.text[at:end], number: &Number{Role: Count, Value: n, Unit: "人"}}
	}
	switch {
	case heard && t.Kind == Numeral && t.To-at > size:
		n := t.Number
		return atom{from: at, to: t.To, text: a.text[at:t.To], number: &n}
	case heard && t.Kind == Word && t.To-at >= size && !(t.Means[0].How == Part && size > 0):
		return atom{from: at, to: t.To, text: a.text[at:t.To], means: t.Means}
	case size > 0:
		unclear := word.senses == "unclear" || a.text[at:at+size] == "外" && a.said["except"] == 0 // 外出的, but 除了西片外
		return atom{from: at, to: at + size, text: a.text[at : at+size], questionWord: word, unread: unclear}
	}
	return a.unknownAt(at)
}

// unknownAt is an atom that begins with no known word: a number that the lexicon did not
// hear, an English word or a character.
func (a *query) unknownAt(at int) atom {
	r, width := utf8.DecodeRuneInString(a.text[at:])
	if numeral(r) { // 前五名: the words around it are not the lexicon's
		if n, size := numberIn(a.text[at:], func(int) int { return 0 }); size > 0 {
			return atom{from: at, to: at + size, text: a.text[at : at+size], number: &n}
		}
	}
	if Letter(r) { // all of an English word is unknown, not its end
		for width < len(a.text)-at && Letter(rune(a.text[at+width])) {
			width++
		}
	}
	return atom{from: at, to: at + width, text: a.text[at : at+width], unread: unicode.IsLetter(r) || unicode.IsDigit(r)}
}

// bareHundreds is the number of people at a place, without a one before it, and how long it is: 千人以上,
// 选民过千; 0 if there is none.
func (a *query) bareHundreds(at int) (n, size int) {
	for _, b := range [...]struct {
		word string
		n    int
	}{{"百", 100}, {"千", 1000}, {"万", 10000}} {
		rest, begins := strings.CutPrefix(a.text[at:], b.word)
		switch {
		case !begins:
		case strings.HasPrefix(rest, "人"):
			return b.n, len(b.word + "人")
		case endsAny(a.text[:at], "过", "上", "超过", "不到", "不足", "没到", "到", "满", "破") && !startsWithAny(rest, "分") && !numeral(firstRune(rest)):
			return b.n, len(b.word)
		}
	}
	return 0, 0
}

// does reports whether a word has a sense.
func (w questionWord) does(sense string) bool {
	for s := range strings.FieldsSeq(w.senses) {
		if s == sense {
			return true
		}
	}
	return false
}

func (a *query) add(next atom) {
	if last := len(a.atoms) - 1; next.unread && last >= 0 && a.atoms[last].unread && a.atoms[last].to == next.from {
		a.atoms[last].to, a.atoms[last].text = next.to, a.atoms[last].text+next.text
		return
	}
	for s := range strings.FieldsSeq(next.senses) {
		a.said[s]++
	}
	if next.number != nil { // 60%以下 may be one number, and 三个村
		a.direction(next.text)
		if countsUnits(*next.number) {
			a.said["units"]++
		}
	}
	a.atoms = append(a.atoms, next)
}

// countsUnits reports whether a number is one of villages: 三个村.
func countsUnits(n Number) bool {
	return endsAny(n.Unit, "村", "社区", "选区", "支部", "党组织")
}

// direction finds in the text of a number that it is a limit: 60%以下, 640以上.
func (a *query) direction(text string) {
	for at := 0; at < len(text); {
		e, size := a.q.word(text, at)
		for s := range strings.FieldsSeq(e.senses) {
			if size > 0 && (s == "below" || s == "above" || s == "half") {
				a.said[s]++
			}
		}
		at += max(size, 1)
	}
}

// word finds the longest word that begins at a place.
func (q *Questions) word(text string, at int) (e questionWord, size int) {
	if at > 0 && Letter(rune(text[at])) && Letter(rune(text[at-1])) {
		return e, 0
	}
	common := commonWords()
	for size := min(q.longest, len(text)-at); size > 0; size-- {
		end := at + size
		e, known := q.words[text[at:end]]
		if !known {
			e, known = common.words[text[at:end]]
		}
		if known && !(end < len(text) && goesOnWith(text[end-1], text[end])) {
			return e, size
		}
	}
	return e, 0
}

// goesOnWith reports whether a character belongs to the letters or the digits of a word that ends before it: under 50%.
func goesOnWith(last, next byte) bool {
	return Letter(rune(last)) && Letter(rune(next)) || digit(rune(last)) && (digit(rune(next)) || next == '%')
}

// unread are the pieces that mean nothing here, and the numbers that no part of the
// question took.
func (a *query) unread() []string {
	var all []string
	for i, at := range a.atoms {
		if at.unread || at.number != nil && !a.took(i) {
			all = append(all, at.text)
		}
	}
	return all
}

// took reports whether a part of the question took the number of an atom: 三个重点村,
// 重点盯的那三个村.
func (a *query) took(i int) bool {
	at := a.atoms[i]
	// 66个人里; 东河东和两个加一起; 22个村总共多少选民
	inside := i+1 < len(a.atoms) && slices.Contains([]string{"里", "里面", "里头", "中", "当中", "之中", "句话"}, a.atoms[i+1].text)
	these := a.has("several sum") && at.number.Value < 10
	return inside || these || a.used[at.from] || a.has("got") && at.number.Value < 10 && strings.HasSuffix(at.number.Unit, "人") || countsUnits(*at.number) && (a.has("key/several/mine/area/person") || a.q.allUnits[at.number.Value] && says(a.text, sumWords)) ||
		i+1 < len(a.atoms) && slices.ContainsFunc(strings.Fields(a.atoms[i+1].senses), func(s string) bool { return s == "key" || s == "units" || s == "areas" })
}

// has reports whether all senses of a list were said: "reports not" ; "-which" demands
// that one was not, and "who/which" one of several. It is asked hundreds of times a
// text, so it goes through the list once, and most senses are passed by their marks.
func (a *query) has(list string) bool {
	for at := 0; at < len(list); at++ {
		no, some := list[at] == '-', false
		if no {
			at++
		}
		for from := at; ; at++ {
			if at < len(list) && list[at] != ' ' && list[at] != '/' {
				continue
			}
			some = some || a.says(list[from:at])
			if from = at + 1; at == len(list) || list[at] == ' ' {
				break
			}
		}
		if some == no {
			return false
		}
	}
	return true
}

// says reports whether a sense was said.
func (a *query) says(sense string) bool {
	if a.marked != len(a.said) {
		a.marked, a.marks = len(a.said), 0
		for s := range a.said {
			a.marks |= markOf(s)
		}
	}
	return a.marks&markOf(sense) != 0 && a.said[sense] > 0
}

// markOf is one of 64 marks of a sense, which it shares with others.
func markOf(sense string) uint64 {
	if sense == "" {
		return 0
	}
	return 1 << ((sense[0] + 7*sense[len(sense)-1] + 3*byte(len(sense))) % 64)
}

// setApart marks the names that are excepted: those after 除了 or except, up to what is
// no name any more.
func (a *query) setApart() {
	except, named := false, false
	for i, at := range a.atoms {
		_, area := a.q.areas[at.text]
		name := len(at.means) > 0 || area
		switch {
		case slices.Contains(strings.Fields(at.senses), "except"):
			except, named = !a.apartBefore(i), false
		case except && name:
			a.atoms[i].apart, named = true, true
		case except && slices.Contains(strings.Fields(at.senses), "key"):
			a.atoms[i].apart, named = true, true
			a.said["key"]--
			a.said["exceptKey"]++
		case named && !slices.Contains([]string{"和", "、", "跟", "与", "and", " ", ","}, at.text):
			except = false
		}
	}
}

// apartBefore marks the name before a word that excepts it, if none follows: 把石桥村刨掉 剩下的.
func (a *query) apartBefore(i int) bool {
	if i == 0 || len(a.atoms[i-1].means) == 0 && a.q.areas[a.atoms[i-1].text] == "" {
		return false
	}
	if i+1 < len(a.atoms) && (len(a.atoms[i+1].means) > 0 || a.atoms[i+1].does("key") || a.q.areas[a.atoms[i+1].text] != "") {
		return false
	}
	a.atoms[i-1].apart = true
	return true
}

// excepted are what the names mean that are excepted, of one sort.
func (a *query) excepted(sort Sort) (all []string) {
	for _, at := range a.atoms {
		if at.apart && len(at.means) > 0 && at.means[0].Sort == sort {
			all = append(all, at.means[0].ID)
		}
	}
	return all
}

// names are what the named atoms mean first, of one sort.
func (a *query) names(sort Sort) (all []string) {
	for _, at := range a.atoms {
		if len(at.means) > 0 && !at.apart && at.means[0].Sort == sort && !slices.Contains(all, at.means[0].ID) {
			all = append(all, at.means[0].ID)
		}
	}
	return all
}

// firstOf is the questionWord of the first word of a sense, the longest of them.
func (a *query) firstOf(sense string) (e questionWord, ok bool) {
	longest := 0
	for _, at := range a.atoms {
		if slices.Contains(strings.Fields(at.senses), sense) && len(at.text) > longest {
			e, ok, longest = at.questionWord, true, len(at.text)
		}
	}
	return e, ok
}

// after is where in the folded text a place of the text as typed came to stand.
func (f folded) after(typed int) int {
	at, _ := slices.BinarySearch(f.place, int32(typed))
	return at
}
