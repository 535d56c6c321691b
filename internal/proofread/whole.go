package proofread

import (
	"regexp"
	"slices"
	"strings"
)

// Wholes: words that make a number one, and words of a share that name it.
var (
	totalWords = regexp.MustCompile(`共|总|选出|产生|当选|应选|全部|全体|实有|合计|换届|涉及|完成换届|配备`)
	ofGeneral  = regexp.MustCompile(`占(?:全部|总|全体|其|当选|应|班子|成员|人|委员|两委|所有|到会|代表|全镇|全街道|村|登记|选民|党员|新|实)`)
	ofNamed    = regexp.MustCompile(`占到?([^，。；、\d]{2,14}?)(?:总人?数|人数)?的$`)
)

// wholeOf finds the whole of a part: said before it in the sentence, else in the
// paragraph.
func (c *checker) wholeOf(i int, p, part number) (share, bool) {
	before := c.around(i, false)
	if name, m, named := c.nameOfWhole(p, part); named {
		s, ok := c.wholeNamed(before, part, name, m)
		if w := unnamedWhole(before, part); !ok && m == registered && w != nil {
			return share{part: part, whole: w[0]}, true
		}
		return s, ok
	}
	sure, unsure := c.wholesBefore(before, part)
	sure = append(sure, c.totalAfterwards(i, part)...)
	if len(sure) == 0 {
		sure = c.totalsBefore(i, part)
	}
	if len(sure) == 0 {
		return share{}, false
	}
	return share{part, sure[0], pairs([]number{part}, append(sure[1:], unsure...))}, true
}

// nameOfWhole is what a share names as its whole: 占登记选民的; named is false where it
// names none, or all in general.
func (c *checker) nameOfWhole(p, part number) (name string, m measure, named bool) {
	words := ofNamed.FindStringSubmatch(c.s[part.end:max(p.at, part.end)])
	if words == nil {
		return "", "", false
	}
	name = strings.Trim(words[1], " ")
	m = measureOf(number{before: name, unit: part.unit})
	return name, m, m != "" || !ofGeneral.MatchString("占"+name)
}

// mayBeWhole reports whether a number may be the whole of a part after it: as large, of its kind and
// of its time. Votes are a part of those present: 31名党员中26票赞成.
func (c *checker) mayBeWhole(n, part number) bool {
	if n.at >= part.at || !n.whole() || n.value < part.value || n.earlier != part.earlier || n.value == 0 {
		return false
	}
	return n.kind() == part.kind() || part.unit == "票" && n.kind() == "person" && (n.measure == took || amongThem(c.s[n.end:part.at]))
}

// wholesBefore are the numbers before a part that may be its whole, the nearest first: those
// that are said as a whole, and the others.
func (c *checker) wholesBefore(before []number, part number) (sure, unsure []number) {
	for k := len(before) - 1; k >= 0; k-- {
		n := before[k]
		if !c.mayBeWhole(n, part) {
			continue
		}
		first := k == 0 || before[k-1].sentence != n.sentence
		if c.isTotal(n) || first && n.sentence == part.sentence && !c.hasShare(before, k) {
			sure = append(sure, n)
		} else {
			unsure = append(unsure, n)
		}
	}
	return sure, unsure
}

// hasShare reports whether a number has a share of its own: it is a part then.
func (c *checker) hasShare(all []number, k int) bool {
	return k+1 < len(all) && all[k+1].sort == percent && ownShare(c.s[all[k].end:all[k+1].at], all[k])
}

// isTotal reports whether a number is said as a whole.
func (c *checker) isTotal(n number) bool {
	total, known := c.looked.total[n.at]
	if !known {
		total = c.saidAsTotal(n)
		c.looked.total[n.at] = total
	}
	return total
}

func (c *checker) saidAsTotal(n number) bool {
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

// unnamedWhole is the number right before a part: 村民代表394人，参加会议323人.
func unnamedWhole(from []number, part number) []number {
	for k := 1; k < len(from); k++ {
		if w := from[k-1]; from[k].at == part.at && w.whole() && w.kind() == part.kind() && w.value >= part.value && w.value > 0 {
			return []number{w}
		}
	}
	return nil
}
