package proofread

import (
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Names of measures that are the same wherever they are named so.
const (
	sameRegistered = "登记选民"
	sameTook       = "参加投票"
	sameTurnout    = "参选率"
	sameIssued     = "发出选票"
	sameReturned   = "收回选票"
	sameValid      = "有效票"
	sameInvalid    = "无效票"
	sameUnits      = "units " // and the noun
)

// sameEverywhere are the labels of those that are whole numbers. read only
var sameEverywhere = []struct {
	name  string
	words *regexp.Regexp
}{
	{sameRegistered, regexp.MustCompile(`^(?:本届|本次|全镇|全乡|全街道|全区|全县|全村|共|该村|我镇|[\p{Han}]{2,4}(?:村|社区|镇|选区)|[\p{Han}]{1,3}片区?)*(?:共有?|有|实有)?(?:依法)?登记(?:的)?(?:参加选举的)?选民(?:总?数|总?人数|共|有|共有|为|总数为|人数为|是|共计)*$|^选民(?:总数|总人数|人数)(?:共|有|为|是|达)*$`)},
	{sameTook, regexp.MustCompile(`^(?:本届|本次|全镇|全乡|全街道|全区|全县|全村|共有?|该村|我镇|[\p{Han}]{2,4}(?:村|社区|镇|选区)|[\p{Han}]{1,3}片区?)*(?:实际|有)?(?:参加(?:了)?投票|参选|参加选举)(?:的)?(?:选民|人数|人|村民)*(?:共|有|共有|为|是|达|达到)*$|^投票人数(?:为|达|是|共)*$`)},
	{sameIssued, regexp.MustCompile(`^(?:共|全镇|共计|全村|大会)*(?:发出|发放)(?:了)?选票(?:共|为|数|总数)*$`)},
	{sameReturned, regexp.MustCompile(`^(?:共|全镇|共计|全村|大会)*收回(?:了)?选票(?:共|为|数|总数)*$`)},
	{sameValid, regexp.MustCompile(`^(?:其中)?有效(?:选)?票(?:为|共|数)*$`)},
	{sameInvalid, regexp.MustCompile(`^(?:其中)?(?:无效(?:选)?票|废票)(?:为|共|数)*$`)},
}

var (
	unitsWords   = regexp.MustCompile(`(?:全镇|全乡|全街道|全县|全区|我镇|我街道|我乡|下?辖)(?:共有?|有|下辖|辖|现有|共辖)*$`)
	turnoutWords = regexp.MustCompile(`^(?:本届|本次|全镇|全街道|全乡|全村|选民|平均)*(?:参选率|投票率|参投率)(?:为|达|达到|是)*$`)
)

// said is a figure of a measure that is the same wherever it is named so.
type said struct {
	number        // its place that of the heading, if none stands with it
	named  string // sameRegistered ...
}

// said are the figures of such measures, in the order of the text.
func (c *checker) said() []said {
	var out []said
	heading := ""
	for i, s := range c.sentences {
		if p, ok := c.headingPlace(i); ok {
			heading = p
		}
		for _, n := range c.numbersOf(i) {
			key := c.sameKey(n)
			if key == "" {
				continue
			}
			if n.place == "" && !wholePlaces.MatchString(c.of(i)[:n.at-s.at]) {
				n.place = heading
			}
			out = append(out, said{n, key})
		}
	}
	return out
}

// contradictions finds the same measure with two values.
func (c *checker) contradictions() {
	first := map[record]said{}
	for _, n := range c.said() {
		key := record{n.place, n.named}
		was, known := first[key]
		if !known {
			first[key] = n
			continue
		}
		d := min(was.decimals, n.decimals)
		if c.told(n.number) || same(round(was.float(), d), round(n.float(), d)) || same(cut(was.float(), d), cut(n.float(), d)) {
			continue
		}
		c.add(n.at, n.end, Contradiction, n.String(), was.String(), election.Say("前文写的是 %s", "it was %s before").With(was.String()))
	}
}

// headingPlace is the place that a heading names: a short line without figures.
func (c *checker) headingPlace(i int) (string, bool) {
	s := c.sentences[i]
	line := strings.Trim(c.of(i), " \r\n")
	if len([]rune(line)) > 18 || s.last > s.first || strings.ContainsAny(line, "，。；") {
		return "", false
	}
	if p, ok := placeIn(line); ok {
		return p, true
	}
	_, numbered := lineOf(line)
	return "", numbered
}

// sameKey names what a number counts if that is the same wherever it is named so.
func (c *checker) sameKey(n number) string {
	if !n.exact || n.earlier || n.other {
		return ""
	}
	before := strings.Trim(n.before, " ")
	if n.sort == percent && turnoutWords.MatchString(before) {
		return sameTurnout
	}
	if n.sort != count || n.decimals > 0 {
		return ""
	}
	if unitsWords.MatchString(before) && n.noun != "" && wholeUnits(c.s[n.end+len(n.noun):]) {
		return sameUnits + n.noun
	}
	if somePlaces.MatchString(lastPart(c.s[c.sentences[n.sentence].at:n.at])) {
		return ""
	}
	for _, m := range sameEverywhere {
		if m.words.MatchString(before) && n.kind() != "" {
			return m.name
		}
	}
	return ""
}

// somePlaces are several places of many, counted together: 两村共.
var somePlaces = regexp.MustCompile(`(?:[两二三四五六七八九十几\d]|以上)+个?(?:行政)?(?:村|社区|片区?|选区|支部)(?:共|合计|一共)`)

// wholeUnits reports whether 22个村 is all there are: no word after it chooses some.
func wholeUnits(rest string) bool {
	for _, w := range []string{"均", "全部", "都", "共", "，", "。", "、", "（", "和", "；"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// Words of first rounds and those that follow.
var (
	allOnce     = regexp.MustCompile(`(?:全部|均|都|全)(?:为|是|实现|做到|已)?(?:一次性?|首轮|首次)(?:性)?(?:选举|投票)?(?:成功|选出|产生|完成|通过)|一次(?:性)?(?:选举)?成功率?(?:为|达|达到)?100%|无一(?:村|社区)?(?:另行|重新)选举`)
	onceWords   = regexp.MustCompile(`一次(?:性)?(?:选举|投票)?(?:成功|选出|产生|完成)|首轮(?:选举)?(?:成功|选出|产生)`)
	furtherWord = regexp.MustCompile(`另行选举|二次选举|第二次选举|重新选举|再次投票选举`)
)

// allAtOnce finds further elections where all succeeded at once, and more of both
// than there are.
func (c *checker) allAtOnce(i int) {
	c.allBut(i)
	c.failedOnce(i)
	for _, n := range c.counts(i) {
		if n.kind() != "place" || !n.whole() || n.value == 0 || n.earlier || !furtherWord.MatchString(n.before+n.after) {
			continue
		}
		if strings.Contains(n.before+n.after, "无") || strings.Contains(n.before, "如") {
			continue
		}
		if m := c.onceSaid(); m != nil && !strings.Contains(c.clauseOfPlace(m[0]), "其余") && !strings.Contains(c.clauseOfPlace(m[0]), "另行选举") {
			c.add(n.at, n.end, Contradiction, n.digits(), "0", election.Say("文中又说“%s”", "the text also says “%s”").With(c.s[m[0]:m[1]]))
			return
		}
		c.onceAndFurther(n)
	}
}

// failedWords tell of a place that was not chosen at once: 石桥村因票数未过半，于1月18日另行选举.
var failedWords = regexp.MustCompile(`[^个\d](?:村|社区|选区)因[^。；]{0,24}未[^。；]{0,30}(?:组织|进行|举行|开展)了?(?:另行选举|重新选举)`)

// earlierTerm tells of another term than this one.
var earlierTerm = regexp.MustCompile(`上届|上次|上一届|往届|历届`)

// failedOnce finds such a place where all are said to have succeeded at once.
func (c *checker) failedOnce(i int) {
	at := c.sentences[i].at
	m, all := failedWords.FindStringIndex(c.of(i)), c.onceSaid()
	if m == nil || all == nil || at+m[0] < all[1] || earlierTerm.MatchString(c.of(i)) || exceptWords.MatchString(c.of(i)) {
		return
	}
	c.add(at+m[0], at+m[1], Contradiction, c.of(i)[m[0]:m[1]], "", election.Say("文中又说“%s”", "the text also says “%s”").With(c.s[all[0]:all[1]]))
}

// exceptWords follow what all are said to have done: 只有下坪村…另行选举.
var exceptWords = regexp.MustCompile(`(?:只有|仅有?|除)[^，。；、\d]{1,10}(?:村|社区|选区)[^，。；]{0,24}(?:另行选举|重新选举|再次投票)`)

// allBut finds a village that did not succeed at once, in a sentence that says all did.
func (c *checker) allBut(i int) {
	line, at := c.of(i), c.sentences[i].at
	all, but := allOnce.FindStringIndex(line), exceptWords.FindStringIndex(line)
	if all == nil || but == nil || but[0] < all[1] {
		return
	}
	c.add(at+but[0], at+but[1], Contradiction, line[but[0]:but[1]], "", election.Say("同一句又说“%s”", "the same sentence says “%s”").With(line[all[0]:all[1]]))
}

// onceSaid is where the text first says that all succeeded at once.
func (c *checker) onceSaid() []int {
	if !c.looked.once {
		c.looked.once, c.looked.onceAt = true, allOnce.FindStringIndex(c.s)
	}
	return c.looked.onceAt
}

// placeTotals are the first number of all places and the last of those that succeeded at
// once, other than one.
func (c *checker) placeTotals(but number) (total, once *number) {
	if !c.looked.places {
		c.looked.places = true
		for k := range c.numbers {
			n := &c.numbers[k]
			switch {
			case n.kind() != "place" || !n.whole():
			case onceWords.MatchString(n.after) || onceWords.MatchString(n.before):
				c.looked.atOnce = append(c.looked.atOnce, n)
			case len(c.looked.totals) < 2 && (c.isTotal(*n) || unitsWords.MatchString(n.before)):
				c.looked.totals = append(c.looked.totals, n)
			}
		}
	}
	for _, n := range slices.Backward(c.looked.totals) {
		if n.at != but.at {
			total = n
		}
	}
	for _, n := range slices.Backward(c.looked.atOnce) {
		if n.at != but.at {
			return total, n
		}
	}
	return total, nil
}

// clauseOfPlace is the clause around a byte of the text.
func (c *checker) clauseOfPlace(at int) string {
	return lastPart(c.s[:at]) + firstPart(c.s[at:])
}

// onceAndFurther compares 12 at once and 2 further with 13 in all, over sentences.
func (c *checker) onceAndFurther(further number) {
	total, once := c.placeTotals(further)
	if once == nil || total == nil || once.sentence == further.sentence && total.sentence == further.sentence || once.value+further.value <= total.value {
		return
	}
	c.add(further.at, further.end, Contradiction, further.digits(), decimal(float64(max(total.value-once.value, 0)), 0),
		election.Say("共 %s 个，一次成功 %s 个，另行选举不可能有 %s 个", "of %s, %s succeeded at once: there cannot be %s further").
			With(total.digits(), once.digits(), further.digits()))
}

// greater finds parts that are more than their whole: ballots returned and issued.
func (c *checker) greater(i int) {
	all := c.counts(i)
	for _, pair := range [][2]measure{{took, registered}, {returned, issued}, {valid, returned}, {invalid, returned}, {elected, seats}} {
		for _, part := range all {
			if part.measure != pair[0] || !part.whole() {
				continue
			}
			if whole, ok := nearest(all, part, pair[1]); ok && part.value > whole.value {
				c.add(part.at, part.end, Contradiction, part.digits(), "≤"+whole.digits(),
					election.Say("%s 比总数 %s 还多", "%s is more than the whole, %s").With(part.digits(), whole.digits()))
			}
		}
	}
	c.moreAmongThem(all)
	for _, p := range c.numbersOf(i) {
		if p.sort == percent && p.exact && p.float() > 100 && rates[0].words.MatchString(p.before) {
			c.add(p.at, p.end, Percentage, p.String(), "≤100%", election.Say("超过了 100%%", "more than 100 %%").With())
		}
	}
}

var (
	rightAmong = regexp.MustCompile(`^，?其中[^，。；、\d]{0,12}$`)
	changed    = regexp.MustCompile(`[每各增减净]`)
)

// moreAmongThem finds what is more than that it is among: 18个村，其中有21个村. Where several
// of a unit stand before 其中, all of them may be meant.
func (c *checker) moreAmongThem(all []number) {
	for k := 1; k < len(all); k++ {
		whole, part := all[k-1], all[k]
		gap := strings.TrimPrefix(c.s[whole.end:part.at], whole.noun)
		if !whole.whole() || !part.whole() || part.value <= whole.value || whole.unit != part.unit || whole.noun != part.noun || whole.unit == "" ||
			!rightAmong.MatchString(gap) || changed.MatchString(whole.before) ||
			slices.ContainsFunc(all[:k-1], func(n number) bool { return n.unit == whole.unit }) {
			continue
		}
		c.add(part.at, part.end, Contradiction, part.digits(), "≤"+whole.digits(), election.Say("%s 比总数 %s 还多", "%s is more than the whole, %s").With(part.digits(), whole.digits()))
	}
}

// nearest is the number of a measure that is nearest to another, of the same
// place, time and kind.
func nearest(all []number, to number, m measure) (number, bool) {
	var best number
	for _, n := range all {
		if n.measure == m && n.whole() && n.kind() == to.kind() && n.place == to.place && n.earlier == to.earlier &&
			(best.end == 0 || abs(n.at-to.at) < abs(best.at-to.at)) {
			best = n
		}
	}
	return best, best.end > 0
}
