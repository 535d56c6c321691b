package proofread

import (
	"regexp"
	"slices"
	"strings"
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
	{"posts", []member{{"", regexp.MustCompile(`正副|候选|班子|书记主任|一肩挑|党委书记|第一书记|选举委员会`)}, {"副", regexp.MustCompile(`副(?:书记|主任|主席|会长)`)},
		{"书记", regexp.MustCompile(`书记`)}, {"正", regexp.MustCompile(`主任|主席`)}, {"委员", regexp.MustCompile(`委员(?:[^会]|$)`)}}, allPosts, "person"},
	{"group", []member{{"", regexp.MustCompile(`小组长`)}, {"副", regexp.MustCompile(`副组长`)}, {"正", regexp.MustCompile(`组长`)}, {"员", regexp.MustCompile(`^(?:其中)?(?:成员|组员)$`)}}, both("正", "员"), "person"},
	{"term", []member{{"新", regexp.MustCompile(`新当选|新任|新进|新选|新增|首次当选`)}, {"连", regexp.MustCompile(`连任|连选|继任|留任|续任`)}}, both("新", "连"), "person"},
	{"ballots", []member{{"", regexp.MustCompile(`有效率|无效率`)}, {"无效", regexp.MustCompile(`无效|废票|作废`)}, {"弃权", regexp.MustCompile(`弃权`)}, {"有效", regexp.MustCompile(`有效`)}}, both("有效", "无效"), "ballot"},
	{"votes", []member{{"反对", regexp.MustCompile(`反对|不同意|不赞成`)}, {"同意", regexp.MustCompile(`同意|赞成`)}, {"弃权", regexp.MustCompile(`弃权`)}}, func(s map[string]bool) bool { return len(s) == 3 }, ""},
	{"membership", []member{{"预备", regexp.MustCompile(`预备党员`)}, {"正式", regexp.MustCompile(`正式党员`)}}, both("预备", "正式"), "person"},
	{"party", []member{{"非", regexp.MustCompile(`非党员|非中共|群众|无党派|民主党派`)}, {"团", regexp.MustCompile(`共青团|团员`)}, {"党员", regexp.MustCompile(`党员`)}}, both("党员", "非"), "person"},
	{"ways", []member{{"站", regexp.MustCompile(`投票站`)}, {"现场", regexp.MustCompile(`现场投票|会场投票|中心会场`)}, {"委托", regexp.MustCompile(`委托投票`)}, {"流动", regexp.MustCompile(`流动票箱`)}},
		func(map[string]bool) bool { return false }, ""}, // a proxy votes somewhere too
	{"letters", []member{{"", regexp.MustCompile(`来信来访|信访`)}, {"信", regexp.MustCompile(`来信`)}, {"访", regexp.MustCompile(`来访|上访`)}, {"电", regexp.MustCompile(`来电|电话`)}, {"网", regexp.MustCompile(`网上|网络|留言`)}},
		func(map[string]bool) bool { return false }, "case"},
	{"grades", []member{{"好", regexp.MustCompile(`^(?:其中)?(?:评为|评定为|为)?[“"]?(?:好|优秀|优)[”"]?(?:等次)?的?$`)}, {"较好", regexp.MustCompile(`^(?:评为|评定为|为)?[“"]?(?:较好|良好|良|称职|合格)[”"]?(?:等次)?的?$`)},
		{"一般", regexp.MustCompile(`^(?:评为|评定为|为)?[“"]?(?:一般|基本称职|基本合格)[”"]?(?:等次)?的?$`)}, {"差", regexp.MustCompile(`^(?:评为|评定为|为)?[“"]?(?:差|较差|不称职|不合格)[”"]?(?:等次)?的?$`)}}, func(s map[string]bool) bool { return len(s) > 3 }, ""},
	{"household", []member{{"非农", regexp.MustCompile(`非农业(?:户籍|户口)?人口`)}, {"农", regexp.MustCompile(`农业(?:户籍|户口)?人口`)}}, both("非农", "农"), "person"},
	{"nation", []member{{"少数", regexp.MustCompile(`少数民族`)}, {"汉", regexp.MustCompile(`汉族`)}}, both("汉", "少数"), "person"},
	{"attendance", []member{{"病", regexp.MustCompile(`因病`)}, {"事", regexp.MustCompile(`因事|因公`)}, {"假", regexp.MustCompile(`请假`)}, {"缺", regexp.MustCompile(`缺席|未到会?|未参加`)},
		{"到", regexp.MustCompile(`实到|到会|出席|实际参加|实参加`)}}, func(s map[string]bool) bool { return s["到"] && len(s) > 1 }, "person"},
	{"once", []member{{"又", regexp.MustCompile(`另行选举|再次选举|二次选举|第二次选举|重新选举|两次选举`)}, {"一次", regexp.MustCompile(`一次|首次|首轮|第一次`)}}, both("一次", "又"), "place"},
	{"heads", []member{{"分", regexp.MustCompile(`分设|分任`)}, {"合", regexp.MustCompile(`一肩挑|一人兼`)}}, both("合", "分"), ""},
	{"due", []member{{"晚", regexp.MustCompile(`逾期|延期|推迟|超期|延后`)}, {"时", regexp.MustCompile(`按时|如期|按期|准时`)}}, both("时", "晚"), ""},
	{"done", []member{{"未", regexp.MustCompile(`未完成|尚未|没有完成|未按|未化解|未办结|未整改|未解决|未处理`)}, {"在", regexp.MustCompile(`正在|在办`)}, {"已", regexp.MustCompile(`完成|已按|化解|办结|整改|解决`)}}, func(s map[string]bool) bool { return s["已"] && len(s) > 1 }, ""},
	{"sort", []member{{"社区", regexp.MustCompile(`^(?:其中)?(?:城市)?社区(?:居委会)?$|^(?:其中)?居委会$|^(?:其中)?居民小组(?:长)?$`)}, {"村", regexp.MustCompile(`^(?:其中)?(?:行政)?村(?:委会)?$|^(?:其中)?村民小组(?:长)?$`)}}, both("村", "社区"), ""},
	{"bodies", []member{{"", regexp.MustCompile(`书记|党员|委员`)}, {"总支", regexp.MustCompile(`总支`)}, {"支部", regexp.MustCompile(`党支部$|^(?:其中)?支部$`)}, {"党委", regexp.MustCompile(`党委$`)}}, both("总支", "支部"), "place"},
	{"nominees", []member{{"副", regexp.MustCompile(`副(?:书记|主任)候选人`)}, {"书记", regexp.MustCompile(`书记候选人`)}, {"主任", regexp.MustCompile(`主任候选人`)}, {"委员", regexp.MustCompile(`委员候选人`)}},
		func(s map[string]bool) bool { return s["委员"] && (s["主任"] || s["书记"]) }, "person"},
	{"work", []member{{"", regexp.MustCompile(`男|女|党员|村干部`)}, {"工人", regexp.MustCompile(`^(?:其中)?工人`)}, {"农民", regexp.MustCompile(`^(?:其中)?农民`)}, {"干部", regexp.MustCompile(`^(?:其中)?(?:机关)?干部`)},
		{"专业", regexp.MustCompile(`专业技术人员|^(?:其中)?教师|^(?:其中)?医生`)}, {"企业", regexp.MustCompile(`企业(?:负责人|家|经营)`)}, {"军人", regexp.MustCompile(`军人|武警`)}, {"其他", regexp.MustCompile(`^其他`)}},
		func(s map[string]bool) bool { return len(s) > 3 }, "person"},
	{"school", []member{
		{"", regexp.MustCompile(`高中及?以上|中专及?以上|初中及?以上|高中（中专）以上`)},
		{"中低", regexp.MustCompile(`(?:高中|中专)[^，]{0,6}以下`)},
		{"低", regexp.MustCompile(`(?:初中|小学)[^，]{0,6}以下|小学`)}, {"初", regexp.MustCompile(`初中`)}, {"高", regexp.MustCompile(`高中|中专|职高|技校`)},
		{"大", regexp.MustCompile(`大专|大学专科|专科|高职`)}, {"本", regexp.MustCompile(`本科|大学`)}, {"研", regexp.MustCompile(`研究生|硕士`)}},
		func(s map[string]bool) bool {
			return s["中低"] && s["大"] && s["本"] || (s["低"] || s["初"] || s["中低"]) && (s["高"]) && (s["大"] || s["本"])
		}, "person"},
}

// memberOf is the family and part that a label speaks of.
func memberOf(n number) (f family, name string, ok bool) {
	for _, f := range families {
		if f.kind != "" && f.kind != n.kind() {
			continue
		}
		for _, words := range labels(n) {
			if name := f.member(words); name != "" {
				return f, name, true
			}
		}
	}
	return family{}, "", false
}

// member is the part of a family that some words speak of, "" if of none.
func (f family) member(words string) string {
	for _, m := range f.members {
		if !m.words.MatchString(words) {
			continue
		}
		if own := ownMember.FindString(words); m.name == "委员" && own != "" {
			return own
		}
		return m.name
	}
	return ""
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

// grouping gathers the parts of each division as they come.
type grouping struct {
	open  map[string]*group
	order []string // the keys of open, in the order of the text
	done  []group
}

// grouped gathers the parts of each family in a sentence.
func (c *checker) grouped(i int) []group {
	to := grouping{open: map[string]*group{}}
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
		if name == "弃权" && to.open["votes"] != nil {
			f = to.open["votes"].family
		} else if last := to.open[f.name]; name == "弃权" && last != nil && last.parts[len(last.parts)-1].at != all[k-1].at {
			continue // those of one candidate are no ballots
		}
		key := f.name
		if c.bracketed(i, n) { // of what stands before the bracket
			key += "（"
		}
		to.put(key, f, name, n)
	}
	return to.all()
}

// begins reports whether a number begins another group of parts than the open one.
func (g *group) begins(name string, n number) bool {
	return g.seen[name] || g.parts[0].kind() != n.kind() || strings.HasPrefix(n.before, "其中") || g.parts[0].place != n.place
}

// put adds a part to the open group of its division, or begins one.
func (to *grouping) put(key string, f family, name string, n number) {
	g := to.open[key]
	if g != nil && g.begins(name, n) {
		to.done, g = append(to.done, *g), nil
	}
	if g == nil {
		g = &group{family: f, seen: map[string]bool{}}
		to.open[key] = g
		to.order = append(to.order, key)
	}
	g.parts, g.seen[name] = append(g.parts, n), true
}

// all are the groups, with whether each has all parts of its division.
func (to *grouping) all() []group {
	for k, key := range to.order {
		if !slices.Contains(to.order[k+1:], key) {
			to.done = append(to.done, *to.open[key])
		}
	}
	for k := range to.done {
		g := &to.done[k]
		g.complete = g.family.whole == nil || g.family.whole(g.seen)
	}
	return to.done
}
