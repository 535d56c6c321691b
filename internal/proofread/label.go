package proofread

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// measure is what a figure of an election counts.
type measure string

const (
	registered measure = "registered" // 登记选民, 应到
	took       measure = "took part"  // 参加投票, 实到
	absent     measure = "absent"     // 未参加, 请假
	issued     measure = "issued"
	returned   measure = "returned"
	valid      measure = "valid"
	invalid    measure = "invalid"
	votes      measure = "votes"
	elected    measure = "elected" // 选出, 当选
	seats      measure = "seats"   // 应选
)

// measures are the words for each measure, the more particular before the more
// general. read only
var measures = []struct {
	measure measure
	words   *regexp.Regexp
}{
	{seats, regexp.MustCompile(`应选`)},
	{votes, regexp.MustCompile(`得票?$|获得?$|得赞成票|同意票`)},
	{elected, regexp.MustCompile(`选出|实选|选举产生|实际当选|^当选(?:委员|主任|代表)?$`)},
	{registered, regexp.MustCompile(`应参加|应参选|应到|应出席|应参会`)},
	{absent, regexp.MustCompile(`未参加|未到会|未到|请假|缺席|未参选|未投票|因事因病`)},
	{took, regexp.MustCompile(`参加(?:了|本次|此次|这次|当天|换届|的)*(?:投票|选举|会议|大会|推荐|表决)|参选(?:选民|人|的|党员)|参选$|实际?参加|实际参选|实参选|实到|实际?参会|参会(?:代表|人|党员)|到会|出席|投票人|参与(?:了)?投票|前来投票|投票选民|参投(?:选民|人)|到场|实际投票|参加人数|参加$|参加的`)},
	{registered, regexp.MustCompile(`登记(?:的|在册的?)?(?:选民|党员|人|村民|居民|参加)|登记在册|选民(?:登记)?(?:总|人)*数|有选民|共有选民|应参加|应参选|应到|应出席|在册(?:党员|选民)|有选举权|党员总?数|共?有(?:正式)?党员|应参会|选民登记|登记有?$|选民共|名单(?:公布|共)`)},
	{invalid, regexp.MustCompile(`无效|废票|作废`)},
	{valid, regexp.MustCompile(`有效`)},
	{returned, regexp.MustCompile(`收回|回收`)},
	{issued, regexp.MustCompile(`发出|发放|发了|分发|领取|发选票`)},
}

// Words in and around a label.
var (
	notThen     = regexp.MustCompile(`上届|上一届|往届|历届|前届|上次|去年|上年|前年|同期|原有|原来|换届前|过去|此前|由原`)
	untilNow    = regexp.MustCompile(`(?:增加|提高|上升|增长|提升|减少|下降|降低|增|减|升|降|达|扩大|发展|精简|压缩|调整)(?:到|至|为)(?:了|本届的)?$`) // an end of a change
	thisTime    = regexp.MustCompile(`本届|这次|本次|此次|今年|换届后|现有|现在`)
	otherRound  = regexp.MustCompile(`另行|重新选举|再次|补选|第[一二三]轮|首轮|次轮|预选|推荐|提名|截至|截止|预计|计划|目标|力争|拟|时已|初步|其中`)
	placeWords  = regexp.MustCompile(`[\p{Han}·]{1,6}?(?:村|社区|选区|支部|片区|片|镇|乡|街道)`)
	wholePlaces = regexp.MustCompile(`全镇|全乡|全街道|全县|全区|全市|全村|我镇|我乡|我街道|我区|全社区|共计|合计|总计`)
	ballots     = regexp.MustCompile(`票`)
)

// label fills in what stands around the numbers of a sentence.
func (t *text) label(i int) {
	s := t.sentences[i]
	place := t.placeBefore(i)
	from := s.at
	for k := s.first; k < s.last; k++ {
		n := &t.numbers[k]
		to := s.end
		if k+1 < s.last {
			to = t.numbers[k+1].at
		}
		n.before = t.wordsBefore(from, n.at)
		both := villageOr.FindString(t.s[n.end:to])
		n.after = both + firstPart(t.s[n.end+len(both):to])
		if cut := verbOf(n.after); cut >= 0 && k+1 < s.last && !strings.ContainsAny(t.s[n.end+len(n.after):to], marks) {
			n.after = n.after[:cut]
		}
		n.clause = t.clauseOf(s, n.at)
		if p, ok := placeIn(t.s[from:n.at]); ok {
			place = p
		}
		n.place = place
		n.measure = measureOf(*n)
		told := t.s[s.at:n.end] + n.after
		n.earlier = !untilNow.MatchString(n.before) && (notThen.MatchString(n.before) || notThen.MatchString(n.clause) && !thisTime.MatchString(n.before) || t.then(s.at, n.at))
		n.other = otherRound.MatchString(told)
		from = n.end
	}
	t.respectively(i)
}

// villageOr is a noun with the other that it stands for: 12个村（社区）.
var villageOr = regexp.MustCompile(`^(?:村|社区)（(?:社区|居|村|居委会)）`)

// Parts of a sentence that speak of the last term: 上届参选9,340人，参选率73.8%；
var (
	thenBegins = regexp.MustCompile(`^[，；：\s]*(?:而|其中)?(?:上届|上一届|去年|前届|换届前)`)
	thenEnds   = regexp.MustCompile(`[比较现]|目前|今年|换届后|提高|增加|上升|增长|下降|减少|降低`)
)

// then reports whether a part of a sentence up to a place speaks of the last term.
func (t *text) then(from, to int) bool {
	part := t.s[from:to]
	if k := strings.LastIndex(part, "；"); k >= 0 {
		part = part[k+len("；"):]
	}
	return thenBegins.MatchString(part) && !thisTime.MatchString(part) && !thenEnds.MatchString(part)
}

// verbOf is where in the words after a number the label of the next begins, if no
// mark stands between them: 9700人占, 66人为.
func verbOf(s string) int { return strings.IndexAny(s, "占共比") }

// firstPart is the beginning of a text up to a mark.
func firstPart(s string) string {
	if i := strings.IndexAny(s, marks); i >= 0 {
		return s[:i]
	}
	return s
}

// wordsBefore is the label before a number: back to a mark; where nothing stands
// between mark and number but a filler, back to the mark before that.
func (t *text) wordsBefore(from, at int) string {
	words := strings.TrimRight(t.s[from:at], " ")
	last := lastPart(words)
	for tries := 0; tries < 2 && filler(last) && len(last) < len(words); tries++ {
		before := strings.TrimRight(words[:len(words)-len(last)], marks+" ")
		if before == "" {
			break
		}
		last = words[len(before)-len(lastPart(before)):]
		if len(last) == len(words) && from > 0 && t.isNumberEnd(from) { // the words after the number before
			return ""
		}
		if strings.HasSuffix(words, "（") {
			break
		}
	}
	return strings.Trim(last, " ")
}

// isNumberEnd reports whether a number ends at a place.
func (t *text) isNumberEnd(at int) bool {
	for k := len(t.numbers) - 1; k >= 0 && t.numbers[k].end >= at; k-- {
		if t.numbers[k].end == at {
			return true
		}
	}
	return false
}

func lastPart(s string) string {
	i := strings.LastIndexAny(s, marks)
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

// filler reports whether words say nothing of what is counted.
func filler(s string) bool {
	switch strings.Trim(s, " ") {
	case "", "共", "有", "为", "达", "共有", "达到", "计", "共计", "是", "其中", "即", "约", "占", "占比", "约占", "总数", "人数", "人数为", "共为", "合计", "总计", "总共", "均为", "实有":
		return true
	}
	return false
}

// clauseOf is the clause that holds a place, between marks.
func (t *text) clauseOf(s sentence, at int) string {
	begin := at - len(lastPart(t.s[s.at:at]))
	return t.s[begin:at] + firstPart(t.s[at:s.end])
}

// placeBefore is the place that the end of the sentence before speaks of, in the
// same paragraph.
func (t *text) placeBefore(i int) string {
	for len(t.places) <= i { // what each sentence leaves to the next
		k := len(t.places)
		if k == 0 || t.sentences[k-1].paragraph != t.sentences[k].paragraph {
			t.places = append(t.places, "")
			continue
		}
		p, ok := placeIn(t.of(k - 1))
		if !ok {
			p = t.places[k-1]
		}
		t.places = append(t.places, p)
	}
	return t.places[i]
}

// placeIn is the last place that a text names: the two characters before 村, 片, so
// that 在东河村 and 东河村 are one. The whole town is "".
func placeIn(s string) (place string, ok bool) {
	last := -1
	for _, m := range placeWords.FindAllStringIndex(s, -1) {
		word := s[m[0]:m[1]]
		if name := placeName(word); name != "" && !strings.HasPrefix(s[m[1]:], "级") && !strings.HasPrefix(s[m[1]:], "民") {
			place, ok, last = name, true, m[0]
		}
	}
	if all := wholePlaces.FindAllStringIndex(s, -1); all != nil && all[len(all)-1][0] >= last {
		return "", true
	}
	return place, ok
}

// placeName is the name in 在东河村; "" for 各村, 个村, 行政村.
func placeName(word string) string {
	r := []rune(word)
	suffix := 1
	for _, two := range []string{"社区", "选区", "支部", "片区", "街道"} {
		if strings.HasSuffix(word, two) {
			suffix = 2
		}
	}
	r, tail := r[:len(r)-suffix], string(r[len(r)-suffix:])
	if len(r) > 2 {
		r = r[len(r)-2:]
	}
	if len(r) == 0 || strings.ContainsAny(string(r), "个全各本该我每政点的有名党总余两几多所农乡驻进到城届联由等及和与各这") {
		return ""
	}
	return string(r) + tail
}

// measureOf reads what a number counts from its label.
func measureOf(n number) measure {
	if n.sort != count {
		return ""
	}
	for _, words := range []string{n.before, n.after} {
		for _, m := range measures {
			if !m.words.MatchString(words) {
				continue
			}
			if m.measure == votes && n.unit != "票" {
				continue
			}
			if (m.measure == issued || m.measure == returned || m.measure == valid || m.measure == invalid) && !ballotLike(n) {
				continue
			}
			return m.measure
		}
	}
	return ""
}

// ballotLike reports whether a number counts ballots and not leaflets.
func ballotLike(n number) bool {
	return ballots.MatchString(n.before+n.after+n.unit) || n.unit == "张" && !strings.Contains(n.before+n.after, "宣传") || n.unit == ""
}

// respectively gives the labels of 登记选民和参加投票人数分别为12670人和9700人 to their
// numbers.
func (t *text) respectively(i int) {
	s := t.sentences[i]
	at := strings.Index(t.of(i), "分别")
	if at < 0 || strings.HasPrefix(t.of(i)[at:], "分别占") {
		return
	}
	labels := strings.FieldsFunc(lastClause(t.s[s.at:s.at+at]), func(r rune) bool { return strings.ContainsRune("、和及与", r) })
	k := s.first
	for k < s.last && t.numbers[k].at < s.at+at {
		k++
	}
	if s.last-k != len(labels) || len(labels) < 2 {
		return
	}
	for j, l := range labels {
		n := &t.numbers[k+j]
		n.before, n.after = l, ""
		n.measure = measureOf(*n)
	}
}

func lastClause(s string) string {
	if i := strings.LastIndexAny(s, "，。；：\n"); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		return s[i+size:]
	}
	return s
}

// postAfter is a post that is counted with 个: 22个村委会主任.
var postAfter = regexp.MustCompile(`^[^，。；、]{0,8}(?:主任|书记|委员(?:[^会]|$)|支委|代表(?:[^会团]|$))`)

// placesWith is said of places: 14个由书记兼任主任, 22个村的书记.
var placesWith = regexp.MustCompile(`^(?:的|由|实现|.{0,20}兼任)`)

// kind is what can be added: persons, ballots, places, or the unit itself.
func (n number) kind() string {
	switch n.unit {
	case "人", "名", "位":
		return "person"
	case "张", "票", "份":
		if n.unit == "份" {
			return "份"
		}
		return "ballot"
	case "村", "社区":
		return "place"
	case "件", "件次", "批", "批次", "起":
		return "case"
	case "个":
		if postAfter.MatchString(n.after) && !placesWith.MatchString(strings.TrimPrefix(n.after, n.noun)) {
			return "person"
		}
		if n.noun == "" || strings.ContainsAny(n.noun, "村社区支部总单") {
			return "place"
		}
		return "个" + n.noun
	case "":
		switch n.measure {
		case registered, took, absent:
			return "person"
		case issued, returned, valid, invalid:
			return "ballot"
		}
	}
	return n.unit
}

func han(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && r != '·' {
			return false
		}
	}
	return s != ""
}
