package proofread

import (
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// rates are the words for shares with a part and a whole of their own. read only
var rates = []struct {
	words       *regexp.Regexp
	after       *regexp.Regexp // the same said after the percentage
	part, whole []measure
}{
	{regexp.MustCompile(`[参投到出][选票投与加会席场]{1,2}率|选民参选|参选比例`), regexp.MustCompile(`^的(?:登记)?(?:选民|村民|居民|党员|代表)(?:参加|到会|参选)`), []measure{took, returned, issued}, []measure{registered}},
	{regexp.MustCompile(`得票率`), nil, []measure{votes}, []measure{valid, returned, took, registered}},
	{regexp.MustCompile(`[回收]{2}率`), nil, []measure{returned}, []measure{issued}},
	{regexp.MustCompile(`有效票?率`), nil, []measure{valid}, []measure{returned}},
	{regexp.MustCompile(`无效票?率|废票率`), nil, []measure{invalid}, []measure{returned}},
}

// share is what a percentage is of what, with other readings that would make it
// right.
type share struct {
	part, whole number
	others      [][2]number
}

// percents recomputes the percentages of a sentence.
func (c *checker) percents(i int) {
	all := c.numbersOf(i)
	if c.severally(i, all) {
		return
	}
	for k, p := range all {
		if p.sort != percent || c.compared(p) || c.divides(p) || k > 0 && c.saidTwice(all[k-1], p) && c.told(all[k-1]) {
			continue
		}
		if s, ok := c.shareOf(i, all, k); ok {
			c.recompute(p, s)
		}
	}
}

// compared reports whether a percentage is a threshold or a growth and no share.
func (c *checker) compared(p number) bool {
	before := p.before
	for _, w := range []string{"增长", "提高", "下降", "上升", "增加", "减少", "要求", "须", "应达", "应当", "确保", "力争", "目标", "差额", "规定", "必须", "需达", "同比", "原则上"} {
		if strings.Contains(before, w) || strings.Contains(p.clause, w) && w != "提高" && w != "增加" {
			return true
		}
	}
	return false
}

// divides reports whether a percentage is an end of a range or chooses some of many:
// 80%至90%的9个, 90%以上的8个.
func (c *checker) divides(p number) bool {
	return rangeAfter.MatchString(c.s[p.end:c.sentences[p.sentence].end]) || rangeBefore.MatchString(c.s[max(0, p.at-24):p.at])
}

var (
	rangeAfter  = regexp.MustCompile(`^\s*(?:[至到—~～－-]+\s*[\d.]+%|(?:及?以[上下])的?[^，。；、]{0,6}?\d)`)
	rangeBefore = regexp.MustCompile(`%\s*[至到—~～－-]+\s*$`)
)

// recompute compares a percentage with its part and whole.
func (c *checker) recompute(p number, s share) {
	right := 100 * s.part.float() / s.whole.float()
	for _, o := range append(s.others, [2]number{s.part, s.whole}) {
		if agrees(p, 100*o[0].float()/o[1].float()) {
			return
		}
	}
	if same(p.float(), 100) && right < 50 { // all of something that is not named: a head in every village
		return
	}
	why := election.Say("%s ÷ %s = %s%%，文中写的是 %s", "%s of %s is %s %%, the text says %s")
	if p.exact && same(cut(right, p.decimals), p.float()) {
		c.add(p.at, p.end, Rounding, p.String(), decimal(right, p.decimals)+"%",
			why.With(s.part.digits(), s.whole.digits(), decimal(right, max(2, p.decimals+1)), p.String()))
		return
	}
	to := decimal(right, max(2, p.decimals)) + "%"
	c.add(p.at, p.end, Percentage, p.String(), to, why.With(s.part.digits(), s.whole.digits(), decimal(right, max(2, p.decimals)), p.String()))
}

func (n number) digits() string { return decimal(n.float(), n.decimals) }

// agrees reports whether a percentage may stand for an exact one.
func agrees(p number, right float64) bool {
	v := p.float()
	switch p.bound {
	case about:
		return v-3 <= right && right <= v+3
	case atLeast:
		return right >= v-1e-7
	case atMost:
		return right <= v+1e-7
	}
	return same(round(right, p.decimals), v)
}

// shareOf finds the part and the whole of the percentage all[k].
func (c *checker) shareOf(i int, all []number, k int) (share, bool) {
	p := all[k]
	part, explicit, ok := c.partOf(all, k)
	if ok && explicit != nil {
		return share{part: part, whole: *explicit}, explicit.value > 0
	}
	for _, r := range rates {
		if r.words.MatchString(p.before) || r.after != nil && r.after.MatchString(p.after) {
			return c.rate(i, p, r.part, r.whole)
		}
	}
	if !ok || !part.whole() {
		return share{}, false
	}
	return c.wholeOf(i, p, part)
}

// rate finds the numbers of a turnout: in its sentence, else in its paragraph, of
// the same place and time.
func (c *checker) rate(i int, p number, parts, wholes []measure) (share, bool) {
	var s share
	pick := func(from []number, any []measure) []number {
		var found []number
		for _, m := range any {
			for _, n := range from {
				if n.measure == m && n.whole() && n.value > 0 && n.place == p.place && n.earlier == p.earlier {
					found = append(found, n)
				}
			}
		}
		slices.SortStableFunc(found, func(a, b number) int { return abs(a.at-p.at) - abs(b.at-p.at) })
		return found
	}
	from := c.numbersOf(i)
	part, whole := pick(from, parts), pick(from, wholes)
	if len(part) > 0 && len(whole) == 0 {
		whole = unnamedWhole(from, part[0])
	}
	if len(part) == 0 || len(whole) == 0 {
		from = c.around(i, true)
		part, whole = pick(from, parts), pick(from, wholes)
	}
	if len(part) == 0 || len(whole) == 0 {
		part, whole = c.anywhere(p, parts), c.anywhere(p, wholes)
		if len(whole) != 1 || len(part) != 1 {
			return s, false
		}
	}
	s.part, s.whole = part[0], whole[0]
	for _, a := range part {
		for _, b := range whole {
			s.others = append(s.others, [2]number{a, b})
		}
	}
	return s, true
}

// anywhere are the numbers of some measures in the whole text, of the place and the time of
// another.
func (c *checker) anywhere(p number, any []measure) (found []number) {
	if !c.looked.measures {
		c.looked.measures, c.looked.measured = true, map[measured][]number{}
		for _, n := range c.numbers {
			if n.measure != "" && n.whole() && n.value > 0 {
				key := measured{n.measure, n.place, n.earlier}
				c.looked.measured[key] = append(c.looked.measured[key], n)
			}
		}
	}
	for _, m := range any {
		if all := c.looked.measured[measured{m, p.place, p.earlier}]; len(found) < 2 {
			found = append(found, all...)
		}
	}
	return found
}

// unnamedWhole is the number right before a part: 村民代表394人，参加会议323人.
func unnamedWhole(from []number, part number) []number {
	for k := 1; k < len(from); k++ {
		if w := from[k-1]; from[k].at == part.at && w.whole() && w.kind() == part.kind() && w.value >= part.value && w.value > 0 {
			return []number{w}
		}
	}
	return nil
}

func abs(n int) int { return max(n, -n) }

// Between a part and its share: 22人，占, 22人（占总数的, 22人（.
var (
	partThenShare = regexp.MustCompile(`^[，,（ 、]*(?:约|仅|只|即|各|比例为|所占比例为|比例达|占比为?达?|占比例|约占|占|占到|占总数的?|占总人数的?)?[^，。；、（）\d]{0,14}$`)
	ofExplicit    = regexp.MustCompile(`占[^，。；\d]{0,14}$|在[^，。；\d]{0,8}$|^[^，。；]{0,2}÷$`)
	shareThenPart = regexp.MustCompile(`^[（，,即共为有计 ]*$`)
	thatIs        = regexp.MustCompile(`^[，、（ ]*(?:即|也就是|也即|折合)(?:约|为)?$|^（$`) // 四成八，即48%
	slash         = regexp.MustCompile(`^\s*[/÷／]\s*$`)
)

// partOf is the number whose share a percentage is, and the whole if that is said
// with it: 占66人的33.33%.
func (c *checker) partOf(all []number, k int) (part number, whole *number, ok bool) {
	p := all[k]
	if part, whole, ok := c.someOf(all, k); ok {
		return part, whole, true
	}
	if n, ok := c.labelled(all, k); ok {
		return n, nil, true
	}
	if k > 1 && all[k-1].sort == count && all[k-2].sort == count {
		between := c.s[all[k-2].end:all[k-1].at]
		tail := c.s[all[k-1].end:p.at]
		if !strings.ContainsAny(tail, "，；、") && all[k-1].value >= all[k-2].value &&
			(ofExplicit.MatchString(between) && (all[k-1].kind() == all[k-2].kind() || all[k-2].unit == "票" || all[k-2].kind() == "ballot" && strings.Contains(all[k-2].before, "得票")) || slash.MatchString(between)) {
			return all[k-2], &all[k-1], all[k-2].whole() && all[k-1].whole()
		}
	}
	if k+2 < len(all) && slash.MatchString(c.s[all[k+1].end:all[k+2].at]) && shareThenPart.MatchString(c.s[p.end:all[k+1].at]) {
		return all[k+1], &all[k+2], all[k+1].whole() && all[k+2].whole()
	}
	if k > 0 && c.saidTwice(all[k-1], p) {
		return c.partOf(all, k-1)
	}
	if k > 0 && all[k-1].sort == count {
		gap := strings.TrimPrefix(c.s[all[k-1].end:p.at], all[k-1].after)
		if partThenShare.MatchString(gap) && ownShare(gap, all[k-1]) {
			return all[k-1], nil, true
		}
	}
	if k+1 < len(all) && all[k+1].sort == count && shareThenPart.MatchString(c.s[p.end:all[k+1].at]) && strings.Contains(p.before, "占") {
		return all[k+1], nil, true
	}
	return number{}, nil, false
}

// Words of a share of some among many: 36名成员中有35名交叉任职，交叉任职率, and of what a thing is
// done with: 发放250份，实际使用100份，使用率.
var (
	shareOfSome = regexp.MustCompile(`[，；](?:约)?(?:占比?|占总数的?|所占比例|(?:[\p{Han}“”]{0,8})?比例|(?:[\p{Han}]{2,6})率)(?:为|达到?|是)?$`)
	amongMany   = regexp.MustCompile(`^(?:的[\p{Han}]{2,6})?[\p{Han}“”（）、]{0,14}?中(?:，|,)?(?:仅|只|已|共)?有?$`)
	rateOfDone  = regexp.MustCompile(`，([\p{Han}]{2})(?:完成)?率(?:为|达到?|是)?$`)
)

// someOf is the part and the whole of a share that is said after both: A of B in which, or
// with which, something was done.
func (c *checker) someOf(all []number, k int) (part number, whole *number, ok bool) {
	if k < 2 || !all[k-1].whole() || !all[k-2].whole() || all[k-2].value < all[k-1].value || all[k-1].earlier || all[k-2].earlier {
		return number{}, nil, false
	}
	a, b := all[k-2], all[k-1]
	between, tail := c.s[a.end:b.at], c.s[b.end:all[k].at]
	between = strings.TrimPrefix(between, a.noun)
	if strings.ContainsAny(tail, "。；\n") || strings.Contains(between, "其中") {
		return number{}, nil, false
	}
	if amongMany.MatchString(between) && shareOfSome.MatchString(tail) && !strings.Contains(between, "初中") && !strings.Contains(between, "高中") && (a.kind() == b.kind() || a.kind() == "place" && b.unit == "个" || strings.HasPrefix(between, "的")) {
		return b, &a, true
	}
	if m := rateOfDone.FindStringSubmatch(tail); m != nil && a.kind() == b.kind() && a.kind() != "" && strings.Contains(b.before, m[1]) && !strings.Contains(a.before, m[1]) && len(marksIn(between)) == 1 {
		return b, &a, true
	}
	return number{}, nil, false
}

// marksIn are the marks of a text.
func marksIn(s string) (all []rune) {
	for _, r := range s {
		if strings.ContainsRune("，、；：", r) {
			all = append(all, r)
		}
	}
	return all
}

// labelled is the number with the label of a share, if another stands between: 党员24人，非党员
// 12人，党员占66.6%.
func (c *checker) labelled(all []number, k int) (number, bool) {
	if k < 1 || all[k-1].sort != count {
		return number{}, false
	}
	label, found := shareOfLabel(strings.Trim(strings.TrimPrefix(c.s[all[k-1].end:all[k].at], all[k-1].after), "，,（ 、"))
	if !found || label == "" || labels(all[k-1])[0] == label {
		return number{}, false
	}
	for j := k - 2; j >= 0; j-- {
		if n := all[j]; n.whole() && n.sentence == all[k].sentence && strings.HasSuffix(labels(n)[0], label) && !strings.HasSuffix(labels(n)[0], "非"+label) {
			return n, true
		}
	}
	return number{}, false
}

// saidTwice reports whether two percentages are one: 四成八，即48%.
func (c *checker) saidTwice(a, b number) bool {
	return a.sort == percent && b.sort == percent && thatIs.MatchString(c.s[a.end:b.at])
}

// ownShare reports whether what stands between a number and a percentage makes
// it the share of this number: 22人，占总数的, not 66人，女性占.
func ownShare(gap string, n number) bool {
	gap = strings.Trim(gap, "，,（ 、")
	if gap == "" || filler(gap) {
		return true
	}
	label := strings.Trim(n.after, " ")
	rest := gap
	if cut := strings.TrimPrefix(gap, label); !strings.HasPrefix(cut, "率") {
		rest = strings.Trim(cut, "，,（ 、")
	}
	if rest == "" || filler(rest) {
		return true
	}
	for _, begin := range []string{"占", "约占", "仅占", "只占", "比例", "所占", "各占", "达", "为总数"} {
		if strings.HasPrefix(rest, begin) {
			return true
		}
	}
	if m := ownRates.FindStringSubmatch(rest); m != nil {
		return strings.Contains(n.clause, m[1])
	}
	return sameLabel(rest, n)
}

// sameLabel reports whether a share is said of what the number before it counts:
// 党员57名，党员比例为.
func sameLabel(rest string, n number) bool {
	label, found := shareOfLabel(rest)
	label = ofLabel.ReplaceAllString(strings.Trim(label, "“”"), "")
	if words, known := shareNames[label]; found && known && words.MatchString(n.clause) {
		return true
	}
	before := strings.Trim(n.before, " ")
	return found && label != "" && (strings.HasSuffix(before, label) && !strings.HasSuffix(before, "非"+label) || strings.Trim(n.after, " ") == label)
}

// shareNames are labels of shares whose part is told in other words: 13个村的书记兼任主任，
// “一肩挑”比例. read only
var shareNames = map[string]*regexp.Regexp{
	"一肩挑":  regexp.MustCompile(`兼任|一肩挑|担任(?:村|社区)`),
	"交叉任职": regexp.MustCompile(`交叉|兼任|进入`),
	"女性":   regexp.MustCompile(`女`),
	"妇女":   regexp.MustCompile(`女`),
	"党员":   regexp.MustCompile(`党员`),
	"连任":   regexp.MustCompile(`连选|连任|留任`),
}

// ofLabel is what a label may end with where its share is said.
var ofLabel = regexp.MustCompile(`的?(?:学历|文化程度|人员|干部|成员|同志)$`)

// shareOfLabel cuts 比例为 off 党员比例为.
func shareOfLabel(rest string) (label string, found bool) {
	for _, word := range []string{"所占比例", "比例", "占比", "比重", "占"} {
		if label, tail, found := strings.Cut(rest, word); found && len(tail) <= len("达到") {
			return label, true
		}
	}
	return "", false
}

// ownRates are the rates that are a share of the number before them.
var ownRates = regexp.MustCompile(`^[\p{Han}]{0,6}(成功|完成|办结|化解|调处|整改|连任|公示|审计|移交|领取|签收|当选|答复|反馈|合格|交接|归档|转化)率(?:为|达|达到|是)?$`)

// Wholes: words that make a number one, and words of a share that name it.
var (
	totalWords = regexp.MustCompile(`共|总|选出|产生|当选|应选|全部|全体|实有|合计|换届|涉及|完成换届|配备`)
	ofGeneral  = regexp.MustCompile(`占(?:全部|总|全体|其|当选|应|班子|成员|人|委员|两委|所有|到会|代表|全镇|全街道|村|登记|选民|党员|新|实)`)
	ofNamed    = regexp.MustCompile(`占到?([^，。；、\d]{2,14}?)(?:总人?数|人数)?的$`)
)

// wholeOf finds the whole of a part: said before it in the sentence, else in the
// paragraph.
func (c *checker) wholeOf(i int, p, part number) (share, bool) {
	s := share{part: part}
	var sure, unsure []number
	before := c.around(i, false)
	named := ofNamed.FindStringSubmatch(c.s[part.end:max(p.at, part.end)])
	if named != nil {
		name := strings.Trim(named[1], " ")
		if m := measureOf(number{before: name, unit: part.unit}); m != "" || !ofGeneral.MatchString("占"+name) {
			s, ok := c.wholeNamed(before, part, name, m)
			if w := unnamedWhole(before, part); !ok && m == registered && w != nil {
				return share{part: part, whole: w[0]}, true
			}
			return s, ok
		}
	}
	for k := len(before) - 1; k >= 0; k-- {
		n := before[k]
		if n.at >= part.at || !n.whole() || n.kind() != part.kind() || n.value < part.value || n.earlier != part.earlier || n.value == 0 {
			continue
		}
		first := k == 0 || before[k-1].sentence != n.sentence
		if c.isTotal(n) || first && n.sentence == part.sentence && !c.hasShare(before, k) {
			sure = append(sure, n)
		} else {
			unsure = append(unsure, n)
		}
	}
	sure = append(sure, c.totalAfterwards(i, part)...)
	if len(sure) == 0 {
		sure = c.totalsBefore(i, part)
	}
	if len(sure) == 0 {
		return s, false
	}
	s.whole = sure[0]
	for _, w := range append(sure[1:], unsure...) {
		s.others = append(s.others, [2]number{part, w})
	}
	return s, true
}

// hasShare reports whether a number has a share of its own: it is a part then.
func (c *checker) hasShare(all []number, k int) bool {
	return k+1 < len(all) && all[k+1].sort == percent && ownShare(c.s[all[k].end:all[k+1].at], all[k])
}

// isTotal reports whether a number is said as a whole.
func (c *checker) isTotal(n number) bool {
	rest := c.s[n.end:min(n.end+30, len(c.s))]
	rest = bracketed.ReplaceAllString(strings.TrimPrefix(rest, n.noun), "")
	tail := strings.TrimLeft(strings.TrimPrefix(rest, strings.TrimPrefix(n.after, n.noun)), "，,；。：（\n ")
	return totalWords.MatchString(notTotal.Replace(n.before)) || strings.HasPrefix(tail, "其中") || amongThem(rest)
}

// notTotal takes out words with 共 that are names.
var notTotal = strings.NewReplacer("中共", "", "共青团", "", "共产党", "", "公共", "", "总支", "", "总监", "")

// amongThem reports whether words after a number say 中, of them: 34名代表中妇女16名.
func amongThem(rest string) bool {
	words := firstPart(rest)
	i := strings.Index(words, "中")
	if i < 0 || i > 30 || strings.ContainsAny(words[:i], "0123456789") {
		return false
	}
	for _, w := range []string{"初", "高", "其"} {
		if strings.HasSuffix(words[:i], w) {
			return false
		}
	}
	for _, w := range []string{"共党", "专", "学", "心", "国"} {
		if strings.HasPrefix(words[i+len("中"):], w) {
			return false
		}
	}
	return true
}

// totalAfterwards are the wholes that the sentence says after a part: 合计66名.
func (c *checker) totalAfterwards(i int, part number) []number {
	var found []number
	for _, n := range c.numbersOf(i) {
		if n.at > part.at && n.whole() && n.kind() == part.kind() && n.value >= part.value && sumWords.MatchString(notTotal.Replace(n.before)) {
			found = append(found, n)
		}
	}
	return found
}

var sumWords = regexp.MustCompile(`^(?:共|合计|共计|总计|总共|一共|累计)`)

// totalsBefore are the wholes of persons elected in earlier paragraphs.
func (c *checker) totalsBefore(i int, part number) []number {
	if part.kind() != "person" {
		return nil
	}
	if !c.looked.chosen {
		c.looked.chosen = true
		for _, n := range c.numbers {
			chosen := strings.Contains(n.before, "选出") || strings.Contains(n.before, "产生") || strings.Contains(n.before, "当选")
			if chosen && n.whole() && n.kind() == "person" && !n.earlier {
				c.looked.elected = append(c.looked.elected, n)
			}
		}
	}
	var found []number
	end, _ := slices.BinarySearchFunc(c.looked.elected, i, func(n number, i int) int { return n.sentence - i })
	for k := end - 1; k >= 0 && len(found) < farthest; k-- {
		if n := c.looked.elected[k]; n.value >= part.value {
			found = append(found, n)
		}
	}
	return found
}

// wholeNamed finds the whole that a share names: 占登记选民的.
func (c *checker) wholeNamed(before []number, part number, name string, m measure) (share, bool) {
	var found []number
	for k := len(before) - 1; k >= 0; k-- {
		n := before[k]
		if n.whole() && n.value >= part.value && n.value > 0 && n.at != part.at && n.earlier == part.earlier && n.place == part.place &&
			(m != "" && n.measure == m || strings.Contains(n.before+n.after, name)) {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		return share{}, false
	}
	s := share{part: part, whole: found[0]}
	for _, w := range found[1:] {
		s.others = append(s.others, [2]number{part, w})
	}
	return s, true
}

// severally checks 党员57人、女性22人，分别占86.36%、33.33% and reports whether the
// sentence has that form.
func (c *checker) severally(i int, all []number) bool {
	at := strings.Index(c.of(i), "分别占")
	if at < 0 {
		return false
	}
	at += c.sentences[i].at
	var parts, shares []number
	for _, n := range all {
		switch {
		case n.at < at && n.sort == count:
			parts = append(parts, n)
		case n.at > at && n.sort == percent:
			shares = append(shares, n)
		}
	}
	if len(parts) < len(shares) || len(shares) < 2 {
		return true
	}
	parts = parts[len(parts)-len(shares):]
	for k, p := range shares {
		if !parts[k].whole() {
			continue
		}
		first := parts[0]
		first.value = slices.MaxFunc(parts, func(a, b number) int { return int(a.value - b.value) }).value
		if s, ok := c.wholeOf(i, p, first); ok && s.whole.at < parts[0].at {
			s.part = parts[k]
			for j := range s.others {
				s.others[j][0] = parts[k]
			}
			c.recompute(p, s)
		}
	}
	return true
}
