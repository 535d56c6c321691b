package proofread

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// family is a way to divide a whole into parts that do not overlap.
type family struct {
	name    string
	members []member
	whole   func(seen map[string]bool) bool // whether these parts are all; nil: any two are
	kind    string                          // only of these, if not empty
}

// member is a part of a family and the words for it.
type member struct {
	name  string
	words *regexp.Regexp
}

func both(a, b string) func(map[string]bool) bool {
	return func(seen map[string]bool) bool { return seen[a] && seen[b] }
}

// allPosts reports whether there are heads and members.
func allPosts(seen map[string]bool) bool {
	for name := range seen {
		if strings.HasSuffix(name, "委员") {
			return seen["正"] || seen["书记"]
		}
	}
	return false
}

// ownMember is a member with a task: 纪检委员, 宣传委员.
var ownMember = regexp.MustCompile(`(?:纪检|组织|宣传|统战|青年|妇女|生产|治保|治安|调解|文卫|文教|群工|保密|民兵|安全|环保)委员`)

// families are read only. The first member that fits counts.
var families = []family{
	{"sex", []member{{"", regexp.MustCompile(`男女|女职工|妇女主任|无女|有女`)}, {"男", regexp.MustCompile(`男`)}, {"女", regexp.MustCompile(`女`)}}, both("男", "女"), "person"},
	{"posts", []member{{"", regexp.MustCompile(`正副|候选|班子|书记主任|一肩挑|党委书记|第一书记|选举委员会`)}, {"副", regexp.MustCompile(`副(?:书记|主任|主席|组长|会长)`)},
		{"书记", regexp.MustCompile(`书记`)}, {"正", regexp.MustCompile(`主任|主席`)}, {"委员", regexp.MustCompile(`委员(?:[^会]|$)`)}}, allPosts, "person"},
	{"term", []member{{"新", regexp.MustCompile(`新当选|新任|新进|新选|新增|首次当选`)}, {"连", regexp.MustCompile(`连任|连选|继任|留任|续任`)}}, both("新", "连"), "person"},
	{"ballots", []member{{"", regexp.MustCompile(`有效率|无效率`)}, {"无效", regexp.MustCompile(`无效|废票|作废`)}, {"弃权", regexp.MustCompile(`弃权`)}, {"有效", regexp.MustCompile(`有效`)}}, both("有效", "无效"), "ballot"},
	{"votes", []member{{"反对", regexp.MustCompile(`反对|不同意|不赞成`)}, {"同意", regexp.MustCompile(`同意|赞成`)}, {"弃权", regexp.MustCompile(`弃权`)}}, func(s map[string]bool) bool { return len(s) == 3 }, ""},
	{"party", []member{{"非", regexp.MustCompile(`非党员|非中共|群众|无党派|民主党派`)}, {"团", regexp.MustCompile(`共青团|团员`)}, {"党员", regexp.MustCompile(`党员`)}}, both("党员", "非"), "person"},
	{"ways", []member{{"站", regexp.MustCompile(`投票站`)}, {"现场", regexp.MustCompile(`现场投票|会场投票|中心会场`)}, {"委托", regexp.MustCompile(`委托投票`)}, {"流动", regexp.MustCompile(`流动票箱`)}},
		func(map[string]bool) bool { return false }, ""}, // a proxy votes somewhere too
	{"household", []member{{"非农", regexp.MustCompile(`非农业(?:户籍|户口)?人口`)}, {"农", regexp.MustCompile(`农业(?:户籍|户口)?人口`)}}, both("非农", "农"), "person"},
	{"membership", []member{{"预备", regexp.MustCompile(`预备党员`)}, {"正式", regexp.MustCompile(`正式党员`)}}, both("预备", "正式"), "person"},
	{"nation", []member{{"少数", regexp.MustCompile(`少数民族`)}, {"汉", regexp.MustCompile(`汉族`)}}, both("汉", "少数"), "person"},
	{"attendance", []member{{"病", regexp.MustCompile(`因病`)}, {"事", regexp.MustCompile(`因事|因公`)}, {"假", regexp.MustCompile(`请假`)}, {"缺", regexp.MustCompile(`缺席|未到会?|未参加`)},
		{"到", regexp.MustCompile(`实到|到会|出席|实际参加|实参加`)}}, func(s map[string]bool) bool { return s["到"] && len(s) > 1 }, "person"},
	{"once", []member{{"又", regexp.MustCompile(`另行选举|再次选举|二次选举|第二次选举|重新选举|两次选举`)}, {"一次", regexp.MustCompile(`一次|首次|首轮|第一次`)}}, both("一次", "又"), "place"},
	{"done", []member{{"未", regexp.MustCompile(`未完成|尚未|没有完成|正在|未按|未化解|未办结|未整改|在办`)}, {"已", regexp.MustCompile(`完成|已按|化解|办结|整改`)}}, both("已", "未"), ""},
	{"due", []member{{"晚", regexp.MustCompile(`逾期|延期|推迟|超期|延后`)}, {"时", regexp.MustCompile(`按时|如期|按期|准时`)}}, both("时", "晚"), ""},
	{"sort", []member{{"社区", regexp.MustCompile(`^(?:其中)?(?:城市)?社区(?:居委会)?$|^(?:其中)?居委会$|^(?:其中)?居民小组(?:长)?$`)}, {"村", regexp.MustCompile(`^(?:其中)?(?:行政)?村(?:委会)?$|^(?:其中)?村民小组(?:长)?$`)}}, both("村", "社区"), ""},
	{"bodies", []member{{"", regexp.MustCompile(`书记|党员|委员`)}, {"总支", regexp.MustCompile(`总支`)}, {"支部", regexp.MustCompile(`党支部$|^(?:其中)?支部$`)}, {"党委", regexp.MustCompile(`党委$`)}}, both("总支", "支部"), "place"},
	{"nominees", []member{{"副", regexp.MustCompile(`副(?:书记|主任)候选人`)}, {"书记", regexp.MustCompile(`书记候选人`)}, {"主任", regexp.MustCompile(`主任候选人`)}, {"委员", regexp.MustCompile(`委员候选人`)}},
		func(s map[string]bool) bool { return s["委员"] && (s["主任"] || s["书记"]) }, "person"},
	{"work", []member{{"", regexp.MustCompile(`男|女|党员|村干部`)}, {"工人", regexp.MustCompile(`^(?:其中)?工人`)}, {"农民", regexp.MustCompile(`^(?:其中)?农民`)}, {"干部", regexp.MustCompile(`^(?:其中)?(?:机关)?干部`)},
		{"专业", regexp.MustCompile(`专业技术人员|^(?:其中)?教师|^(?:其中)?医生`)}, {"企业", regexp.MustCompile(`企业(?:负责人|家|经营)`)}, {"军人", regexp.MustCompile(`军人|武警`)}, {"其他", regexp.MustCompile(`^其他`)}},
		func(s map[string]bool) bool { return len(s) > 3 }, "person"},
	{"school", []member{
		{"", regexp.MustCompile(`高中及?以上|中专及?以上|初中及?以上|高中（中专）以上`)},
		{"低", regexp.MustCompile(`(?:初中|高中|小学|中专)[^，]{0,6}以下|小学`)}, {"初", regexp.MustCompile(`初中`)}, {"高", regexp.MustCompile(`高中|中专|职高|技校`)},
		{"大", regexp.MustCompile(`大专|大学专科|专科|高职`)}, {"本", regexp.MustCompile(`本科|大学`)}, {"研", regexp.MustCompile(`研究生|硕士`)}},
		func(s map[string]bool) bool { return (s["低"] || s["初"]) && (s["高"]) && (s["大"] || s["本"]) }, "person"},
}

// memberOf is the family and part that a label speaks of.
func memberOf(n number) (f family, name string, ok bool) {
	for _, f := range families {
		if f.kind != "" && f.kind != n.kind() {
			continue
		}
		for _, words := range labels(n) {
			for _, m := range f.members {
				if !m.words.MatchString(words) {
					continue
				}
				if own := ownMember.FindString(words); m.name == "委员" && own != "" {
					return f, own, true
				}
				if m.name != "" {
					return f, m.name, true
				}
				break
			}
		}
	}
	return family{}, "", false
}

// labels are the words of a number's label: before it, or after it if none stand
// before.
func labels(n number) []string {
	before := strings.Trim(strings.TrimPrefix(n.before, "其中"), " ：")
	after := strings.Trim(n.noun+strings.TrimPrefix(n.after, n.noun), " ")
	if filler(before) || before == "" {
		return []string{after}
	}
	return []string{before, after}
}

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
	for _, g := range slices.Concat(c.grouped(i), c.listed(i), c.totalled(i), c.severalKinds(i), c.each(i)) {
		if len(g.parts) > 1 {
			c.addUp(i, g)
		}
	}
	c.written(i)
}

// grouped gathers the parts of each family in a sentence.
func (c *checker) grouped(i int) []group {
	var done []group
	open := map[string]*group{}
	var order []string
	all := c.counts(i)
	for k, n := range all {
		if !n.whole() {
			continue
		}
		f, name, ok := memberOf(n)
		if !ok {
			f, name, ok = bandOf(n)
		}
		if !ok {
			continue
		}
		if name == "弃权" && open["votes"] != nil {
			f = open["votes"].family
		} else if last := open[f.name]; name == "弃权" && last != nil && last.parts[len(last.parts)-1].at != all[k-1].at {
			continue // those of one candidate are no ballots
		}
		key := f.name
		if c.bracketed(i, n) { // of what stands before the bracket
			key += "（"
		}
		g := open[key]
		if g != nil && (g.seen[name] || g.parts[0].kind() != n.kind() || strings.HasPrefix(n.before, "其中") || g.parts[0].place != n.place) {
			done, g = append(done, *g), nil
		}
		if g == nil {
			g = &group{family: f, seen: map[string]bool{}}
			open[key] = g
			order = append(order, key)
		}
		g.parts, g.seen[name] = append(g.parts, n), true
	}
	for k, name := range order {
		if g := open[name]; g != nil && !contains(order[k+1:], name) {
			done = append(done, *g)
		}
	}
	for k := range done {
		done[k].complete = done[k].family.whole == nil || done[k].family.whole(done[k].seen)
	}
	return done
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

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
		if after := end < len(all) && totalAfter.MatchString(c.s[all[end-1].end:all[end].at]) || k > 0 && colonThen.MatchString(c.s[all[k-1].end:all[k].at]); end-k > 1 && (partsDisjoint(all[k:end]) || after && apart(all[k:end])) && !strings.Contains(lastClause(c.s[c.sentences[i].at:all[k].at]), "每") {
			g := group{parts: all[k:end], family: family{name: "list"}}
			switch {
			case end < len(all) && totalAfter.MatchString(c.s[all[end-1].end:all[end].at]):
				g.complete = true
			case c.asManyAs(all[:k], end-k):
				g.complete = true
			case k > 0 && colonThen.MatchString(c.s[all[k-1].end:all[k].at]) && !strings.Contains(c.s[all[k-1].end:all[k].at], "其中"):
				g.complete = true
			}
			out = append(out, g)
		}
		k = end
	}
	return out
}

// totalWord begins the words between the last part and a total said after it: ，三片合计.
var totalWord = regexp.MustCompile(`^[^，。；、：]{0,10}[，,；（ ](?:[^，。；、\d]{0,6}(?:总计|合计|共计|加起来)|[两二三四五六七八九十]+[人者村片项组]共)[^，。；、\d]{0,8}$`)

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
		before := strings.TrimRight(c.s[c.sentences[i].at:all[k].at], " ")
		if !eachWords.MatchString(before) {
			continue
		}
		end := k + 1
		for end < len(all) && all[end].unit == all[k].unit && all[end].whole() && strings.Trim(c.s[all[end-1].end:all[end].at], " ") == "、" || end < len(all) && c.s[all[end-1].end:all[end].at] == "和" {
			end++
		}
		parts := end - k
		if end < len(all) && all[end].kind() == "place" && all[end].value == int64(parts) { // 三村共
			end++
		}
		if parts < 2 || end >= len(all) || all[end].unit != all[k].unit || !all[k].whole() || !all[end].whole() || !totalEach.MatchString(c.s[all[k+parts-1].end:all[end].at]) {
			continue
		}
		return []group{{parts: all[k : k+parts], family: family{name: "list"}, complete: true, total: &all[end]}}
	}
	return nil
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
	return len(gapMarks.FindAllString(gap, -1)) == 1
}

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

// alike reports whether two numbers that follow each other are parts of one list.
func (c *checker) alike(a, b number) bool {
	gap := c.s[a.end:b.at]
	if strings.Contains(gap, "其中") || !a.whole() || !b.whole() || a.unit != b.unit || a.noun != b.noun || a.unit == "" || b.earlier != a.earlier {
		return false
	}
	if f, _, ok := memberOf(a); ok {
		if g, _, both := memberOf(b); both && f.name != g.name {
			return false
		}
	}
	for _, w := range []string{"共", "合计", "总计", "占", "比上"} {
		if strings.Contains(gap, w) {
			return false
		}
	}
	marks := strings.Count(gap, "、") + strings.Count(gap, "和") + strings.Count(gap, "，") + strings.Count(gap, "及") + strings.Count(gap, "；")
	if amongThem(strings.TrimPrefix(c.s[a.end:min(a.end+60, len(c.s))], a.noun)) || !strings.ContainsAny(gap, "、和及") && !partName.MatchString(labels(b)[0]) {
		return false
	}
	return marks == 1 || marks == 2 && strings.Contains(gap, "以及")
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
		if p.kind() == "person" && !partName.MatchString(l) {
			return false
		}
		if p.kind() == "place" {
			if _, _, ok := memberOf(p); !ok && !partName.MatchString(l) {
				return false
			}
		}
	}
	return true
}

// addUp compares the sum of parts with their whole.
func (c *checker) addUp(i int, g group) {
	var sum int64
	var terms []string
	for _, p := range g.parts {
		sum += p.value
		terms = append(terms, strconv.FormatInt(p.value, 10))
	}
	if strings.HasPrefix(c.s[g.parts[len(g.parts)-1].end:], "的") { // 主任1名、委员2名的14个村
		return
	}
	wholes, sure := c.wholesOf(i, g)
	if sure && len(wholes) > 1 && c.directly(i, wholes[0], g) {
		wholes = wholes[:1]
	}
	for _, w := range wholes {
		if w.value == sum {
			return
		}
	}
	if g.family.name == "list" && c.withEarlier(i, g, wholes, sum) {
		return
	}
	if !sure || len(wholes) == 0 {
		return
	}
	w := wholes[0]
	if sum < w.value && !g.complete || w.measure != "" && g.parts[0].measure != "" && !related(w.measure, g) {
		return
	}
	right := strconv.FormatInt(sum, 10)
	c.add(w.at, w.end, Sum, w.digits(), right,
		election.Say("%s = %s，文中写的是 %s", "%s = %s, the text says %s").With(strings.Join(terms, " + "), right, w.digits()))
}

// withEarlier reports whether what stands before the parts of a list makes the whole with
// them: 10个单位选举，1个、1个另行选举，合计12个单位.
func (c *checker) withEarlier(i int, g group, wholes []number, sum int64) bool {
	if len(wholes) == 0 {
		return false
	}
	for _, n := range slices.Backward(c.counts(i)) {
		if n.at >= g.parts[0].at || n.kind() != g.parts[0].kind() {
			continue
		}
		if sum += n.value; sum == wholes[0].value {
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
	first, last := g.parts[0], g.parts[len(g.parts)-1]
	all := c.counts(i)
	var near []number
	for k, n := range all {
		if !n.exact || n.decimals > 0 || c.inGroup(g, n) || n.kind() != first.kind() {
			continue
		}
		if n.at > last.at && k > 0 && all[k-1].at == last.at && totalAfter.MatchString(c.betweenCounts(last, n)) {
			return append([]number{n}, near...), true
		}
		if g.family.name == "ballots" && n.measure == returned && n.at > last.at {
			near = append(near, n)
		}
		if n.at < first.at {
			near = append([]number{n}, near...)
		}
	}
	paragraph := c.around(i, false)
	for k := len(paragraph) - 1; k >= 0; k-- {
		if n := paragraph[k]; n.sentence < i && n.whole() && n.kind() == first.kind() {
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
	if strings.Contains(n.before, "差额") {
		return false
	}
	if g.family.name == "ballots" {
		return n.measure == returned
	}
	if g.family.name == "attendance" {
		return n.measure == registered
	}
	if n.sentence != first.sentence {
		return c.isTotal(n) && g.family.name != "list" && (n.sentence == first.sentence-1) && g.complete && !n.other
	}
	gap := c.s[n.end:first.at]
	if g.family.name == "list" {
		return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(gap, n.after), "，,；：（ "), "其中") || colonThen.MatchString(gap)
	}
	if g.family.name == "done" && g.complete && unitsWords.MatchString(n.before) {
		return true
	}
	return c.isTotal(n) || colonThen.MatchString(gap) || totalWords.MatchString(n.before)
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

// shares adds up the percentages of all parts of a whole.
func (c *checker) shares(i int) {
	open := map[string][]number{}
	seen := map[string]map[string]bool{}
	for k, p := range c.numbersOf(i) {
		if p.sort != percent || !p.exact {
			continue
		}
		labelled := p
		if all := c.numbersOf(i); k > 0 && all[k-1].sort == count && (filler(strings.Trim(p.before, " ")) || strings.HasPrefix(p.before, "占") || p.before == all[k-1].after || strings.HasPrefix(p.before, all[k-1].after+"占")) {
			labelled = all[k-1]
		}
		labelled.sort, labelled.unit = count, "名"
		f, name, ok := memberOf(labelled)
		if !ok {
			f, name, ok = bandOf(labelled)
		}
		if !ok || seen[f.name][name] {
			continue
		}
		if seen[f.name] == nil {
			seen[f.name] = map[string]bool{}
		}
		seen[f.name][name] = true
		open[f.name] = append(open[f.name], p)
		if f.whole == nil || f.whole(seen[f.name]) {
			defer c.hundred(f, open, seen)
		}
	}
}

// hundred reports the shares of a family that do not make 100 %, as far as
// rounding goes.
func (c *checker) hundred(f family, open map[string][]number, seen map[string]map[string]bool) {
	all := open[f.name]
	if len(all) < 2 || f.whole != nil && !f.whole(seen[f.name]) {
		return
	}
	sum, slack, decimals := 0.0, 0.0, 0
	for _, p := range all {
		sum += p.float()
		decimals = max(decimals, p.decimals)
		slack += 0.5 / float64(pow10(p.decimals))
	}
	if len(all) > 2 {
		slack -= 1e-6 // three and more are not all rounded up by a whole half
	}
	for _, p := range all {
		if c.told(p) {
			return // one of them is wrong, and that was said
		}
	}
	if sum >= 100-slack-1e-7 && sum <= 100+slack+1e-7 {
		return
	}
	stated := decimal(sum, decimals) + "%"
	c.add(all[0].at, all[len(all)-1].end, Shares, stated, "100%",
		election.Say("各部分的比例相加是 %s，应当是 100%%", "the shares of all parts make %s and should make 100 %%").With(stated))
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}
