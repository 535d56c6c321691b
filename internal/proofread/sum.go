package proofread

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// group is a run of parts of one division.
type group struct {
	family   family
	parts    []number
	seen     map[string]bool
	complete bool
	total    *number // where it is said after the parts
}

// parts adds up the parts that a sentence divides a whole into.
func (c *checker) parts(i int) {
	for _, g := range slices.Concat(c.grouped(i), c.listed(i), c.totalled(i), c.severalKinds(i), c.each(i), c.allNamed(i)) {
		if len(g.parts) > 1 {
			c.addUp(i, g)
		}
	}
	c.written(i)
}

// counts are the whole numbers of a sentence.
func (c *checker) counts(i int) []number {
	var out []number
	for _, n := range c.numbersOf(i) {
		if n.sort == count {
			out = append(out, n)
		}
	}
	return out
}

// addUp compares the sum of parts with their whole.
func (c *checker) addUp(i int, g group) {
	if strings.HasPrefix(c.s[g.parts[len(g.parts)-1].end:], "的") { // 主任1名、委员2名的14个村
		return
	}
	sum, terms := sumOf(g.parts)
	wholes, sure := c.wholesOf(i, g)
	if sure && len(wholes) > 1 && !c.isDifference(wholes[0]) && c.directly(i, wholes[0], g) {
		wholes = wholes[:1]
	}
	if !sure || len(wholes) == 0 || slices.ContainsFunc(wholes, func(w number) bool { return w.value == sum }) {
		return
	}
	w := wholes[0]
	if g.family.name == "list" && c.withEarlier(i, g, w, sum) || sum < w.value && !c.allParts(i, g, w) || !related(w.measure, g) {
		return
	}
	right := strconv.FormatInt(sum, 10)
	c.add(w.at, w.end, Sum, w.digits(), right,
		election.Say("%s = %s，文中写的是 %s", "%s = %s, the text says %s").With(terms, right, w.digits()))
}

// allParts reports whether a group has all parts of its whole.
func (c *checker) allParts(i int, g group, whole number) bool {
	return g.complete || c.totalRightAfter(g.parts[len(g.parts)-1], whole) && c.fromStart(i, g)
}

// totalRightAfter reports whether a number is said as the total right after the last of its parts.
func (c *checker) totalRightAfter(last, n number) bool {
	return n.at > last.end && sumWords.MatchString(lastPart(c.s[last.end:n.at]))
}

// fromStart reports whether nothing of their kind stands before some parts in the sentence, but
// in front of a colon.
func (c *checker) fromStart(i int, g group) bool {
	first := g.parts[0]
	return !slices.ContainsFunc(c.counts(i), func(n number) bool {
		return n.at < first.at && n.kind() == first.kind() && !strings.Contains(c.s[n.end:first.at], "：")
	})
}

// sumOf is the sum of numbers, and the same written out.
func sumOf(parts []number) (sum int64, terms string) {
	var written []string
	for _, p := range parts {
		sum += p.value
		written = append(written, p.digits())
	}
	return sum, strings.Join(written, " + ")
}

// withEarlier reports whether what stands before the parts of a list makes the whole with
// them: 10个单位选举，1个、1个另行选举，合计12个单位.
func (c *checker) withEarlier(i int, g group, whole number, sum int64) bool {
	for _, n := range slices.Backward(c.counts(i)) {
		if n.at >= g.parts[0].at || n.kind() != g.parts[0].kind() {
			continue
		}
		if sum += n.value; sum == whole.value {
			return true
		}
	}
	return false
}

// directly reports whether parts follow their whole with 其中 and nothing counted
// between them.
func (c *checker) directly(i int, w number, g group) bool {
	all := c.counts(i)
	for k := 1; k < len(all); k++ {
		if all[k-1].at == w.at && all[k].at == g.parts[0].at {
			return strings.Contains(c.s[w.end:g.parts[0].at], "其中") && !strings.Contains(w.before, "其中") && w.value > 0
		}
	}
	return false
}

// related reports whether parts of one measure may make a whole of another: valid
// and invalid ballots make those returned.
func related(m measure, g group) bool {
	p := g.parts[0].measure
	if m == "" || p == "" {
		return true
	}
	switch g.family.name {
	case "ballots":
		return m == returned || m == took
	case "attendance":
		return m == registered
	}
	return p == m || g.family.name != "list"
}

// wholesOf are the numbers that may be the whole of a group, the likeliest first,
// and whether the first is surely meant.
func (c *checker) wholesOf(i int, g group) (wholes []number, sure bool) {
	if g.total != nil {
		return []number{*g.total}, true
	}
	near, said := c.wholesNear(i, g)
	if said {
		return near, true
	}
	for _, n := range slices.Backward(c.around(i, false)) {
		if n.sentence < i && n.whole() && n.kind() == g.parts[0].kind() {
			near = append(near, n)
		}
	}
	for k, n := range near {
		if c.governs(n, g) {
			near[0], near[k] = near[k], near[0]
			return near, true
		}
	}
	return near, false
}

// wholesNear are the numbers of a sentence that may be the whole of a group, the nearest
// first, or the total that is said right after it.
func (c *checker) wholesNear(i int, g group) (near []number, said bool) {
	first, last := g.parts[0], g.parts[len(g.parts)-1]
	var after []number
	all := c.counts(i)
	for k, n := range all {
		if !n.exact || n.decimals > 0 || c.inGroup(g, n) || n.kind() != first.kind() {
			continue
		}
		if k > 0 && all[k-1].at == last.at && totalAfter.MatchString(c.betweenCounts(last, n)) {
			if c.totalRightAfter(last, n) {
				return []number{n}, true
			}
			return append([]number{n}, near...), true
		}
		if n.at < first.at {
			near = append([]number{n}, near...)
		} else if g.family.name == "ballots" && n.measure == returned && n.at > last.at {
			after = append(after, n)
		}
	}
	return append(near, after...), false
}

// betweenCounts is the text between two numbers without the percentages in it.
func (c *checker) betweenCounts(a, b number) string {
	return bracketed.ReplaceAllString(shareWords.ReplaceAllString(c.s[a.end:b.at], ""), "")
}

var (
	shareWords = regexp.MustCompile(`[，（]?(?:约?占[^，。；、\d]{0,8})?[\d.]+%）?`)
	bracketed  = regexp.MustCompile(`（[^）]*）`)
)

// governs reports whether a number is said as the whole of a group.
func (c *checker) governs(n number, g group) bool {
	first := g.parts[0]
	switch {
	case strings.Contains(n.before, "差额"):
		return false
	case g.family.name == "ballots":
		return n.measure == returned
	case g.family.name == "attendance":
		return !c.dueWithin(g) && (n.measure == registered || n.sentence == first.sentence && amongThem(c.s[n.end:first.at]))
	case n.sentence != first.sentence:
		return c.governsNext(n, g)
	}
	gap := c.s[n.end:first.at]
	if colonThen.MatchString(gap) {
		return true
	}
	if g.family.name == "list" {
		return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(gap, n.after), "，,；：（ "), "其中")
	}
	return c.isTotal(n) || totalWords.MatchString(n.before) || g.complete && c.allOfThem(n, g)
}

// dueWithin reports whether those due to come are said among the parts: the parts after them are
// theirs, not those of the whole: 请假93名，应到502名，实到430名.
func (c *checker) dueWithin(g group) bool {
	first, last := g.parts[0], g.parts[len(g.parts)-1]
	return strings.Contains(c.s[first.end:last.at], "应到")
}

// governsNext reports whether a number is said as the whole of a group in the next sentence.
func (c *checker) governsNext(n number, g group) bool {
	return c.isTotal(n) && g.family.name != "list" && n.sentence == g.parts[0].sentence-1 && g.complete && !n.other
}

// allOfThem reports whether a number is that of all with which something was done or not: 发现问题
// 101个，已整改99个，未整改2个.
func (c *checker) allOfThem(n number, g group) bool {
	if g.family.name != "done" && g.family.name != "due" {
		return false
	}
	all := c.numbersOf(n.sentence)
	begins := len(all) > 1 && all[0].at == n.at && all[1].at == g.parts[0].at && n.unit == all[1].unit && n.unit != ""
	return unitsWords.MatchString(n.before) || begins
}

func (c *checker) inGroup(g group, n number) bool {
	for _, p := range g.parts {
		if p.at == n.at {
			return true
		}
	}
	return false
}

// written checks sums that are written out: 17+9+39=61.
func (c *checker) written(i int) {
	for _, m := range sumWritten.FindAllStringSubmatchIndex(c.of(i), -1) {
		line := c.of(i)
		var sum int64
		for _, term := range strings.Split(strings.NewReplacer("＋", "+", " ", "", ",", "").Replace(line[m[2]:m[3]]), "+") {
			n, _ := strconv.ParseInt(term, 10, 64)
			sum += n
		}
		stated := strings.ReplaceAll(line[m[4]:m[5]], ",", "")
		if right := strconv.FormatInt(sum, 10); stated != right {
			at := c.sentences[i].at
			c.add(at+m[0], at+m[1], Sum, stated, right, election.Say("%s = %s，文中写的是 %s", "%s = %s, the text says %s").With(line[m[2]:m[3]], right, stated))
		}
	}
}

var sumWritten = regexp.MustCompile(`((?:[\d,]+\s*\+\s*)+[\d,]+)\s*=\s*([\d,]+)`)
