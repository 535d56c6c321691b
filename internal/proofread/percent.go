package proofread

import (
	"math"
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
	rangeAfter  = regexp.MustCompile(`^\s*(?:(?:提高|上升|增加|增长|下降|降低|减少)?[至到为—~～－-]+\s*[\d.]+%|(?:及?以[上下])的?[^，。；、]{0,6}?\d)`)
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
	if c.byLargestRemainder(p, right) {
		return
	}
	if same(p.float(), 100) && (right < 50 || c.withRest(s)) { // all of something that is not named: a head in every village
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

// byLargestRemainder reports whether a percentage is rounded to its other neighbour so that the
// three or more of its sentence make exactly 100.
func (c *checker) byLargestRemainder(p number, right float64) bool {
	if !p.exact || math.Abs(p.float()-right) >= math.Pow10(-p.decimals) {
		return false
	}
	sum, n := 0.0, 0
	for _, other := range c.numbersOf(p.sentence) {
		if other.sort == percent {
			sum, n = sum+other.float(), n+1
		}
	}
	return n >= 3 && same(sum, 100)
}

// withRest reports whether the sentence says what is left of a whole after a part: 15个村一次成功，
// 另外3个村经另行选举成功.
func (c *checker) withRest(s share) bool {
	return slices.ContainsFunc(c.counts(s.part.sentence), func(n number) bool {
		return n.at > s.part.at && n.kind() == s.part.kind() && n.value > 0 && n.value == s.whole.value-s.part.value
	})
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
	from := c.numbersOf(i)
	part, whole := nearFirst(from, p, parts), nearFirst(from, p, wholes)
	if len(part) > 0 && len(whole) == 0 {
		whole = unnamedWhole(from, part[0])
	}
	if len(part) == 0 || len(whole) == 0 {
		from = c.around(i, true)
		part, whole = nearFirst(from, p, parts), nearFirst(from, p, wholes)
	}
	if len(part) == 0 || len(whole) == 0 {
		part, whole = c.anywhere(p, parts), c.anywhere(p, wholes)
		if len(whole) != 1 || len(part) != 1 {
			return share{}, false
		}
	}
	return share{part[0], whole[0], pairs(part, whole)}, true
}

// nearFirst are the numbers of some measures, of the place and the time of another, the
// nearest to it first.
func nearFirst(from []number, p number, any []measure) (found []number) {
	for _, n := range from {
		if slices.Contains(any, n.measure) && n.whole() && n.value > 0 && n.place == p.place && n.earlier == p.earlier {
			found = append(found, n)
		}
	}
	slices.SortStableFunc(found, func(a, b number) int {
		if near := abs(a.at-p.at) - abs(b.at-p.at); near != 0 {
			return near
		}
		return slices.Index(any, a.measure) - slices.Index(any, b.measure)
	})
	return found
}

// pairs are all pairs of a part and a whole.
func pairs(parts, wholes []number) (all [][2]number) {
	for _, a := range parts {
		for _, b := range wholes {
			all = append(all, [2]number{a, b})
		}
	}
	return all
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

func abs(n int) int { return max(n, -n) }

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
	of := strings.TrimPrefix(c.s[at:c.sentences[i].end], "分别占")
	if len(parts) >= len(shares) && len(shares) > 1 && !strings.HasPrefix(of, "各") { // wholes of their own
		c.severalShares(i, parts[len(parts)-len(shares):], shares)
	}
	return true
}

// severalShares recomputes the shares of as many parts of one whole.
func (c *checker) severalShares(i int, parts, shares []number) {
	largest := parts[0]
	largest.value = slices.MaxFunc(parts, func(a, b number) int { return int(a.value - b.value) }).value
	for k, p := range shares {
		if !parts[k].whole() {
			continue
		}
		if s, ok := c.wholeOf(i, p, largest); ok && s.whole.at < parts[0].at {
			s.part = parts[k]
			for j := range s.others {
				s.others[j][0] = parts[k]
			}
			c.recompute(p, s)
		}
	}
}
