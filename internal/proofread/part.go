package proofread

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Between a part and its share: 22人，占, 22人（占总数的, 22人（.
var (
	partThenShare = regexp.MustCompile(`^[，,（ 、]*(?:约|仅|只|即|各|比例为|所占比例为|比例达|占比为?达?|占比例|约占|占|占到|占总数的?|占总人数的?)?[^，。；、（）\d]{0,14}$`)
	ofExplicit    = regexp.MustCompile(`占[^，。；\d]{0,14}$|在[^，。；\d]{0,8}$|^[^，。；]{0,2}÷$`)
	shareThenPart = regexp.MustCompile(`^[（，,即共为有计 ]*$`)
	thatIs        = regexp.MustCompile(`^[，、（ ]*(?:即|也就是|也即|折合)(?:约|为)?$|^（$`) // 四成八，即48%
	someBefore    = regexp.MustCompile(`^的?[\p{Han}]{0,6}（$`)                  // 60%的村（26个村中的14个）
	ofThem        = regexp.MustCompile(`^[\p{Han}]{0,6}中的?有?$`)
	slash         = regexp.MustCompile(`^\s*[/÷／]\s*$`)
)

// partOf is the number whose share a percentage is, and the whole if that is said
// with it: 占66人的33.33%.
func (c *checker) partOf(all []number, k int) (part number, whole *number, ok bool) {
	if part, whole, ok := c.someOf(all, k); ok {
		return part, whole, true
	}
	if n, ok := c.labelled(all, k); ok {
		return n, nil, true
	}
	if part, whole, ok := c.fraction(all, k); ok {
		return part, &whole, part.whole() && whole.whole()
	}
	if k > 0 && c.saidTwice(all[k-1], all[k]) {
		return c.partOf(all, k-1)
	}
	if n, ok := c.rated(all, k); ok {
		return n, nil, true
	}
	if n, ok := c.beside(all, k); ok {
		return n, nil, true
	}
	return c.labelledAfter(all, k)
}

// labelledAfter is the part and the whole that follow a share with the part's label: 党员比例为
// 69.23%，78名成员中党员54名.
func (c *checker) labelledAfter(all []number, k int) (part number, whole *number, ok bool) {
	if k+2 >= len(all) || !nested(all[k+1], all[k+2]) || all[k+2].kind() != all[k+1].kind() {
		return number{}, nil, false
	}
	before, found := shareOfLabel(all[k].before)
	_, label, among := strings.Cut(labels(all[k+2])[0], "中")
	if label = strings.Trim(label, "“”有的，"); !found || !among || utf8.RuneCountInString(label) < 2 || !strings.HasSuffix(strings.Trim(before, "“”"), label) {
		return number{}, nil, false
	}
	return all[k+2], &all[k+1], true
}

// fraction is the part and the whole that stand beside a percentage: 22人，占66人的33.33%,
// 80%（9700/12670）.
func (c *checker) fraction(all []number, k int) (part, whole number, ok bool) {
	if k > 1 && c.ofWhole(all[k-2], all[k-1], all[k]) {
		return all[k-2], all[k-1], true
	}
	if k+2 < len(all) && slash.MatchString(c.s[all[k+1].end:all[k+2].at]) && shareThenPart.MatchString(c.s[all[k].end:all[k+1].at]) {
		return all[k+1], all[k+2], true
	}
	if k+2 < len(all) && nested(all[k+1], all[k+2]) && someBefore.MatchString(c.s[all[k].end:all[k+1].at]) && ofThem.MatchString(strings.TrimPrefix(c.s[all[k+1].end:all[k+2].at], all[k+1].noun)) {
		return all[k+2], all[k+1], true
	}
	return number{}, number{}, false
}

// ofWhole reports whether a percentage is said of two numbers before it.
func (c *checker) ofWhole(part, whole, p number) bool {
	if part.sort != count || whole.sort != count || whole.value < part.value || strings.ContainsAny(c.s[whole.end:p.at], "，；、") {
		return false
	}
	between := c.s[part.end:whole.at]
	alike := part.kind() == whole.kind() || part.unit == "票" || part.kind() == "ballot" && strings.Contains(part.before, "得票")
	return slash.MatchString(between) || alike && ofExplicit.MatchString(between)
}

// beside is the number right before or after a percentage whose share it is.
func (c *checker) beside(all []number, k int) (number, bool) {
	p := all[k]
	if k > 0 && all[k-1].sort == count {
		gap := strings.TrimPrefix(c.s[all[k-1].end:p.at], all[k-1].after)
		if partThenShare.MatchString(gap) && ownShare(gap, all[k-1]) {
			return all[k-1], true
		}
	}
	if k+1 < len(all) && all[k+1].sort == count && shareThenPart.MatchString(c.s[p.end:all[k+1].at]) && strings.Contains(p.before, "占") {
		return all[k+1], true
	}
	return number{}, false
}

// Words of a share of some among many: 36名成员中有35名交叉任职，交叉任职率, and of what a thing is
// done with: 发放250份，实际使用100份，使用率.
var (
	shareOfSome = regexp.MustCompile(`[，；](?:约)?(?:占比?|占总数的?|所占比例|(?:[\p{Han}“”]{0,8})?比例|(?:[\p{Han}]{2,6})率)(?:为|达到?|是)?$`)
	ofMany      = regexp.MustCompile(`^(?:的[\p{Han}]{2,6})?[\p{Han}“”（）、]{0,14}?中(?:，|,)?(?:仅|只|已|共)?有?$`)
	rateOfDone  = regexp.MustCompile(`，([\p{Han}]{2})(?:完成)?率(?:为|达到?|是)?$`)
)

// someOf is the part and the whole of a share that is said after both: A of B in which, or
// with which, something was done.
func (c *checker) someOf(all []number, k int) (part number, whole *number, ok bool) {
	if k < 2 || !nested(all[k-2], all[k-1]) {
		return number{}, nil, false
	}
	a, b := all[k-2], all[k-1]
	between, tail := strings.TrimPrefix(c.s[a.end:b.at], a.noun), c.s[b.end:all[k].at]
	if strings.ContainsAny(tail, "。；\n") || strings.Contains(between, "其中") || !amongMany(a, b, between, tail) && !doneWith(a, b, between, tail) {
		return number{}, nil, false
	}
	return b, &a, true
}

// nested reports whether a number may be a part of the one before it.
func nested(whole, part number) bool {
	return whole.whole() && part.whole() && whole.value >= part.value && !whole.earlier && !part.earlier
}

// amongMany reports whether a share is said of some among many: 36名成员中有35名交叉任职.
func amongMany(a, b number, between, tail string) bool {
	if !ofMany.MatchString(between) || !shareOfSome.MatchString(tail) || strings.Contains(between, "初中") || strings.Contains(between, "高中") {
		return false
	}
	return a.kind() == b.kind() || a.kind() == "place" && b.unit == "个" || strings.HasPrefix(between, "的")
}

// doneWith reports whether a share is said of what something was done with: 发放250份，实际使用100份.
func doneWith(a, b number, between, tail string) bool {
	m := rateOfDone.FindStringSubmatch(tail)
	return m != nil && a.kind() == b.kind() && a.kind() != "" && strings.Contains(b.before, m[1]) && !strings.Contains(a.before, m[1]) && len(marksIn(between)) == 1
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
	if m := ownRate.FindStringSubmatch(rest); m != nil {
		return did(n, m[1])
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

// ownRate is a rate that is named by what was done: 办结率, 整改完成率.
var ownRate = regexp.MustCompile(`^([\p{Han}]{2,10})率(?:为|达|达到|是)?$`)

// rated is the number of those with which was done what a rate is of: 已整改99个，未整改2个，整改率.
func (c *checker) rated(all []number, k int) (number, bool) {
	if k < 1 {
		return number{}, false
	}
	m := ownRate.FindStringSubmatch(strings.Trim(strings.TrimPrefix(c.s[all[k-1].end:all[k].at], all[k-1].after), "，,（ 、"))
	if m == nil {
		return number{}, false
	}
	for j := k - 1; j >= max(0, k-2); j-- {
		if n := all[j]; n.sort == count && did(n, m[1]) {
			return n, true
		}
	}
	return number{}, false
}

// did reports whether a number is of those with which something was done: its label begins or
// ends as the name of the rate does.
func did(n number, name string) bool {
	r := []rune(name)
	first, last := string(r[:2]), string(r[len(r)-2:])
	return !denied.MatchString(n.before) && (strings.Contains(n.clause, first) || strings.Contains(n.clause, last))
}

// denied is in the label of those with which something was not done, or has yet to be.
var denied = regexp.MustCompile(`未|没有|尚|应|需|待|不|正在|在办|拟`)
