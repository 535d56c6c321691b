package proofread

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// Words of a difference, right before it.
var (
	moreWords = regexp.MustCompile(`(?:提高|增加|上升|增长|提升|增多|上涨|扩大|新增|净增|多|高)(?:了|出)?(?:约|近)?$`)
	lessWords = regexp.MustCompile(`(?:下降|减少|降低|净减|精简|回落|缩小|少|低|下滑)(?:了)?(?:约|近)?$`)
	aside     = regexp.MustCompile(`(?:上一?届|去年)?（[^）]*）$`)
	fromWords = regexp.MustCompile(`[由从][^，。；、\d]{0,12}$`)
	compares  = regexp.MustCompile(`比|较|由|从|上届|上一届|同比`)
)

// longAside is how many bytes before a difference its word stands, with 上届（73.8%） between.
const longAside = 120

// compare recomputes the differences to an earlier figure in a sentence.
func (c *checker) compare(i int) {
	all := c.numbersOf(i)
	if !compares.MatchString(c.of(i)) {
		return
	}
	for k, d := range all {
		before := aside.ReplaceAllString(strings.TrimRight(c.s[max(c.sentences[i].at, d.at-longAside):d.at], " "), "")
		more, less := moreWords.MatchString(before), lessWords.MatchString(before)
		if !more && !less || !d.exact {
			continue
		}
		then, now := c.comparedFigures(i, all, k)
		if len(then) == 0 || len(now) == 0 {
			continue
		}
		c.difference(d, then, now, less)
	}
}

// comparedFigures are the earlier and the present figures that a difference may
// be between, the nearest first.
func (c *checker) comparedFigures(i int, all []number, k int) (then, now []number) {
	d := all[k]
	if c.noneEarlier(all, d) {
		all = c.around(i, true)
	}
	then, now = c.thenAndNow(all, d)
	if len(then) == 0 && len(now) == 2 && strings.Count(c.of(i), "年") > 1 {
		return now[:1], now[1:]
	}
	if until := slices.DeleteFunc(slices.Clone(now), func(n number) bool { return !untilNow.MatchString(n.before) }); len(until) > 0 {
		now = until
	}
	nearest := func(a, b number) int { return abs(a.at-d.at) - abs(b.at-d.at) }
	slices.SortStableFunc(then, nearest)
	slices.SortStableFunc(now, nearest)
	if len(now) > 0 && now[0].sentence != d.sentence && c.subject(d) != c.subject(now[0]) {
		return nil, nil
	}
	return then, now
}

// thenAndNow divides the figures that a difference may be between into those of an earlier
// time and those of now.
func (c *checker) thenAndNow(all []number, d number) (then, now []number) {
	begins := c.ownPart(d)
	for _, n := range all {
		switch {
		case n.at < begins && (n.earlier || c.begins(n)): // another change: 由152名减少到131名；交叉任职50名，比换届前增加12名
		case n.at == d.at || !n.exact || !comparable(d, n) || c.isDifference(n) || n.at > d.at && n.sentence != d.sentence:
		case n.earlier || c.begins(n):
			then = append(then, n)
		default:
			now = append(now, n)
		}
	}
	return then, now
}

// ownPart is where the part of a sentence begins, after a ；, that has a comparison of its own with
// a difference; 0 if it has none.
func (c *checker) ownPart(d number) int {
	s := c.sentences[d.sentence]
	k := strings.LastIndex(c.s[s.at:d.at], "；")
	if k < 0 || !ownCompare.MatchString(c.s[s.at+k:d.at]) {
		return 0
	}
	return s.at + k
}

var ownCompare = regexp.MustCompile(`[比较](?:上|换|原|去|前)`)

// subject is what a clause is about, roughly: its measure.
func (c *checker) subject(n number) string {
	for _, r := range rates {
		if r.words.MatchString(n.clause) {
			return r.words.String()
		}
	}
	return string(n.measure)
}

// begins reports whether a change begins at a number: 由50人增至57人.
func (c *checker) begins(n number) bool {
	before := strings.NewReplacer("占比", "", "比例", "", "比重", "").Replace(c.s[max(n.at-45, 0):n.at])
	return fromWords.MatchString(before) && !strings.Contains(lastPart(before), "比")
}

func (c *checker) noneEarlier(all []number, d number) bool {
	for _, n := range all {
		if n.at != d.at && (n.earlier || c.begins(n)) && comparable(d, n) {
			return false
		}
	}
	return true
}

// isDifference reports whether a number is itself a difference: 提高2.7个百分点.
func (c *checker) isDifference(n number) bool {
	before := strings.TrimRight(c.s[max(0, n.at-30):n.at], " ")
	return moreWords.MatchString(before) || lessWords.MatchString(before)
}

// comparable reports whether a difference can be one of figures like n: points
// of percentages, persons of persons, per cent of either.
func comparable(d, n number) bool {
	switch d.sort {
	case points:
		return n.sort == percent
	case percent:
		return n.sort != points
	}
	return n.sort == count && n.kind() == d.kind() && (n.noun == d.noun || n.noun == "" || d.noun == "")
}

// difference compares a stated difference with those of the figures.
func (c *checker) difference(d number, then, now []number, less bool) {
	sign := 1.0
	if less {
		sign = -1
	}
	for _, a := range then {
		for _, b := range now {
			for _, right := range differences(d, a, b) {
				if same(round(sign*right, d.decimals), d.float()) {
					return
				}
			}
		}
	}
	if len(then) > 1 && len(now) > 1 {
		return
	}
	all := differences(d, then[0], now[0])
	if len(all) == 0 {
		return
	}
	right := all[0]
	decimals := max(d.decimals, then[0].decimals, now[0].decimals)
	if d.sort == percent && then[0].sort == count {
		decimals = max(d.decimals, 2)
	}
	word := ""
	if right*sign < 0 {
		word = map[bool]string{true: "减少", false: "增加"}[right < 0]
	}
	to := word + decimal(math.Abs(right), decimals) + d.sign()
	c.add(d.at, d.end, Comparison, d.String(), to, election.Say("由 %s 到 %s，相差 %s，文中写的是 %s", "from %s to %s is %s, the text says %s").
		With(then[0].String(), now[0].String(), to, d.String()))
}

// differences are what a difference between two figures may be: of persons or
// points; in per cent of the earlier, or in points called per cent.
func differences(d, then, now number) []float64 {
	if then.sort != now.sort || then.sort == count && then.kind() != now.kind() {
		return nil
	}
	diff := now.float() - then.float()
	if d.sort != percent {
		return []float64{diff}
	}
	if then.value == 0 {
		return nil
	}
	if growth := 100 * diff / then.float(); then.sort == count {
		return []float64{growth}
	} else {
		return []float64{diff, growth}
	}
}
