package proofread

import (
	"regexp"
	"slices"
	"strings"
)

// Ends of a list of parts.
var (
	colonThen  = regexp.MustCompile(`^[^，。；、]{0,10}(?:[：（]|，?(?:分别为|分别是|包括|即|为))[^，。；：、]{0,12}$`)
	totalAfter = regexp.MustCompile(`^[^，。；、：]{0,10}[，,、（ ]*(?:三项|两项|以上|三者|两者|几项)?(?:总计|合计|共计|总共|一共|累计|加起来|共)[^，。；、\d]{0,8}$`)
	partName   = regexp.MustCompile(`[村区片镇乡道组部校处局办队线]$|^(?:非)?农业(?:户籍)?人口$|^[男女]性?$|(?:联络|指导|监督|工作|信息|安全|监票|计票|唱票|宣传|观察|引导|协管)员$|代表$|类$`)
)

// listed gathers parts of like units that are separated by 、, with their whole
// before them and a colon, or after them and 共.
func (c *checker) listed(i int) []group {
	var out []group
	all := c.counts(i)
	for k := 0; k < len(all); {
		end := k + 1
		for end < len(all) && c.alike(all[end-1], all[end]) {
			end++
		}
		if g, ok := c.listedAt(i, all, k, end); ok {
			out = append(out, g)
		}
		k = end
	}
	return out
}

// listedAt makes a group of the run all[k:end], if it is one.
func (c *checker) listedAt(i int, all []number, k, end int) (group, bool) {
	parts := all[k:end]
	if len(parts) < 2 || strings.Contains(lastClause(c.s[c.sentences[i].at:parts[0].at]), "每") {
		return group{}, false
	}
	after := end < len(all) && totalAfter.MatchString(c.s[all[end-1].end:all[end].at])
	colon := ""
	if k > 0 {
		colon = colonThen.FindString(c.s[all[k-1].end:parts[0].at])
	}
	if !partsDisjoint(parts) && !((after || colon != "") && apart(parts)) {
		return group{}, false
	}
	complete := after || c.asManyAs(all[:k], len(parts)) || colon != "" && !strings.Contains(colon, "其中")
	return group{parts: parts, family: family{name: "list"}, complete: complete}, true
}

// totalWord begins the words between the last part and a total said after it: ，三片合计.
var totalWord = regexp.MustCompile(`^[^，。；、：]{0,10}[，,；（ ](?:[^，。；、\d]{0,6}(?:总计|合计|共计|加起来)|[两二三四五六七八九十\d]+个?(?:[人者村片项组]|片区|社区)共)[^，。；、\d]{0,8}$`)

// totalled gathers the parts of a total that is said after them, whatever stands
// between the parts: 东片520人，西片470人，两片合计990人.
func (c *checker) totalled(i int) []group {
	var out []group
	for _, w := range c.counts(i) {
		all := slices.DeleteFunc(c.counts(i), func(n number) bool { return n.kind() != w.kind() || c.bracketed(i, n) && !c.bracketed(i, w) })
		k := slices.IndexFunc(all, func(n number) bool { return n.at == w.at })
		if k < 2 || !w.whole() || !totalWord.MatchString(c.betweenCounts(all[k-1], w)) {
			continue
		}
		from := k - 1
		for from > 0 && c.nextPart(all[from-1], all[from]) {
			from--
		}
		parts := withoutWhole(all[from:k])
		if len(parts) < 2 || !partsApart(parts) || endsIn(parts, w.value) || from > 0 && !c.isTotal(all[from-1]) {
			continue
		}
		out = append(out, group{parts: parts, family: family{name: "list"}, complete: true, total: &w})
	}
	return out
}

// sundries are things of several kinds that are counted together: 各类宣传品合计2375件.
var sundries = regexp.MustCompile(`^各(?:类|种|项)[\p{Han}]{0,8}(?:合计|共计|总计|共)$`)

// severalKinds gathers what is counted in units of its own and added up after it: 横幅45条、
// 标语200条，各类宣传品合计245件.
func (c *checker) severalKinds(i int) []group {
	all := c.counts(i)
	for k, w := range all {
		if k < 3 || !w.whole() || !sundries.MatchString(strings.Trim(lastPart(c.s[c.sentences[i].at:w.at]), " ")) || !apart(all[:k]) ||
			slices.ContainsFunc(all[:k], func(n number) bool { return !n.whole() }) {
			continue
		}
		return []group{{parts: all[:k], family: family{name: "list"}, complete: true, total: &w}}
	}
	return nil
}

// each gathers the values of several places that are named before them, with their total
// after them: 分别有1402户、1633户、1496户，三村共4531户.
func (c *checker) each(i int) []group {
	all := c.counts(i)
	for k := range all {
		if !eachWords.MatchString(strings.TrimRight(c.s[c.sentences[i].at:all[k].at], " ")) {
			continue
		}
		parts := c.valuesFrom(all[k:])
		end := k + len(parts)
		if end < len(all) && all[end].unit != all[k].unit && all[end].value == int64(len(parts)) { // 三村共
			end++
		}
		if len(parts) < 2 || end >= len(all) || all[end].unit != all[k].unit || !all[end].whole() {
			continue
		}
		if totalEach.MatchString(c.s[parts[len(parts)-1].end:all[end].at]) {
			return []group{{parts: parts, family: family{name: "list"}, complete: true, total: &all[end]}}
		}
	}
	return nil
}

// valuesFrom are the first of some numbers that nothing but 、 or 和 parts, of one unit.
func (c *checker) valuesFrom(all []number) []number {
	end := 0
	for end < len(all) && all[end].whole() && all[end].unit == all[0].unit {
		if end > 0 && !slices.Contains([]string{"、", "和"}, strings.Trim(c.s[all[end-1].end:all[end].at], " ")) {
			break
		}
		end++
	}
	return all[:end]
}

var (
	eachWords = regexp.MustCompile(`分别(?:有|为|是|登记|设|参加)?$`)
	totalEach = regexp.MustCompile(`^，(?:[两二三四五六七八九十\d]+[个]?[村片者处项组]{0,2})?(?:共计|合计|总计|共)(?:有|为)?$`)
)

// nextPart reports whether one mark stands between two numbers of a kind, and
// nothing that makes one a part of the other.
func (c *checker) nextPart(a, b number) bool {
	gap := bracketed.ReplaceAllString(c.s[a.end:b.at], "")
	if !a.whole() || !b.whole() || a.kind() != b.kind() || a.kind() == "" || b.earlier != a.earlier || notNextPart.MatchString(notTotal.Replace(gap)) || amongThem(gap) {
		return false
	}
	return len(gapMarks.FindAllString(noMark.Replace(gap), -1)) == 1
}

// noMark takes out words with 及 and 和 that part nothing.
var noMark = strings.NewReplacer("及时", "", "涉及", "", "普及", "", "和谐", "", "和睦", "")

var (
	gapMarks    = regexp.MustCompile(`[、，；和及]`)
	notNextPart = regexp.MustCompile(`其中|[共占比较]|合计|总计|[。\n]`)
)

// partsApart reports whether parts have labels of their own, of one division at
// most: women and Party members are two.
func partsApart(parts []number) bool {
	seen, families := map[string]bool{}, map[string]bool{}
	for _, p := range parts {
		l := labels(p)[0]
		if l == "" || seen[l] || measureOf(p) == seats {
			return false
		}
		seen[l] = true
		if f, name, ok := memberOf(p); ok && f.name != "ways" {
			if seen[f.name+name] {
				return false
			}
			seen[f.name+name] = true
			families[f.name] = true
		}
	}
	return len(families) < 2
}

// bracketed reports whether a number stands in brackets.
func (c *checker) bracketed(i int, n number) bool {
	before := c.s[c.sentences[i].at:n.at]
	return strings.Count(before, "（") > strings.Count(before, "）")
}

// withoutWhole leaves out the numbers before some parts that are their whole: 收回
// 1003张，有效960张，无效43张.
func withoutWhole(parts []number) []number {
	for k := range len(parts) - 2 {
		var rest int64
		for _, p := range parts[k+1:] {
			rest += p.value
		}
		wholly := parts[k].measure == registered || parts[k].measure == issued || parts[k].measure == returned
		if rest == parts[k].value || wholly && parts[k].measure != parts[k+1].measure {
			return withoutWhole(parts[k+1:])
		}
	}
	return parts
}

// endsIn reports whether the last two or more of some parts make a sum: what
// stands before them is a whole then.
func endsIn(parts []number, sum int64) bool {
	var got int64
	for k := len(parts) - 1; k >= 0; k-- {
		got += parts[k].value
		if got == sum && k < len(parts)-1 {
			return true
		}
	}
	return false
}

// asManyAs reports whether one of some numbers of places says how many parts there are:
// 3个村共登记选民, 三个片区共设投票站.
func (c *checker) asManyAs(all []number, parts int) bool {
	for _, n := range all {
		if (n.kind() == "place" || n.noun != "") && n.whole() && n.value == int64(parts) {
			return true
		}
	}
	return false
}

// alike reports whether two numbers that follow each other are parts of one list.
func (c *checker) alike(a, b number) bool {
	gap := c.s[a.end:b.at]
	if !a.whole() || !b.whole() || a.unit != b.unit || a.noun != b.noun || a.unit == "" || b.earlier != a.earlier || notAlike.MatchString(gap) || !sameFamily(a, b) {
		return false
	}
	if amongThem(strings.TrimPrefix(c.s[a.end:min(a.end+60, len(c.s))], a.noun)) || !strings.ContainsAny(gap, "、和及") && !partName.MatchString(labels(b)[0]) {
		return false
	}
	marks := len(gapMarks.FindAllString(noMark.Replace(gap), -1))
	return marks == 1 || marks == 2 && strings.Contains(gap, "以及")
}

// notAlike is between two numbers that are no parts of one list.
var notAlike = regexp.MustCompile(`其中|共|合计|总计|占|比上`)

// sameFamily reports whether two numbers are parts of one division, as far as they are
// parts of any.
func sameFamily(a, b number) bool {
	f, _, one := memberOf(a)
	g, _, both := memberOf(b)
	return !one || !both || f.name == g.name
}

// overlaps is in the label of a part that may overlap with others: women and Party members.
var overlaps = regexp.MustCompile(`党员|男|女|连任|连选|新任|新当选|岁|学历|文化|大专|高中|初中|民族|团员|退役|致富|后$`)

// apart reports whether parts have labels of their own, none of which may overlap with
// another, so that a total said after them is their sum.
func apart(parts []number) bool {
	seen := map[string]bool{}
	for _, p := range parts {
		l := labels(p)[0]
		if l == "" || seen[l] || overlaps.MatchString(l) || measureOf(p) != "" {
			return false
		}
		seen[l] = true
	}
	return true
}

// partsDisjoint reports whether the parts of a list cannot overlap: letters and
// leaflets do not, Party members and women do.
func partsDisjoint(parts []number) bool {
	seen := map[string]bool{}
	for _, p := range parts {
		l := labels(p)[0]
		if l == "" || seen[l] {
			return false
		}
		seen[l] = true
		if partName.MatchString(l) {
			continue
		}
		_, _, known := memberOf(p)
		if p.kind() == "person" || p.kind() == "place" && !known {
			return false
		}
	}
	return true
}
