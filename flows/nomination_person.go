package flows

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// people are candidates or elected being described, by name; of the others
// nothing may be known.
type people struct {
	by   map[string]*described
	rest bool // what is not known yet is to follow
}

// described is what the officer says of one person.
type described struct {
	election.Nominee
	born int // see election.BornOn
}

func newPeople() people { return people{by: map[string]*described{}} }

func (p people) of(name string) *described {
	if p.by[name] == nil {
		p.by[name] = &described{}
	}
	return p.by[name]
}

// person is what was said of somebody who stands for a post, or holds it. The day
// of birth is as exact as it was said.
func (p people) person(name string, post election.Post) election.Nominee {
	d := *p.of(name)
	d.Name, d.Post = name, post
	if d.born > 0 {
		d.Born, _ = election.BornOn(d.born)
	}
	return d.Nominee
}

// born are the years of birth that are taken.
func born() [2]int { return [2]int{1930, 2015} }

// The answers to every question about a person that leave it open.
const (
	laterHere = "later" // this one
	laterAll  = "rest"  // and all that is not known yet
)

// asks makes the questions about one person, each under the name, so that
// “钟平 女 1978 大专 党员 连任” answers all of them.
type asks[T any] struct {
	name   string
	known  election.Nominee // what was reported before
	party  bool             // it is known: the Party elects its own members
	deputy bool             // of a congress, or elected by one
	quiet  bool             // not asked: taken where it is said
	of     func(*T) *people
	when   func(described) bool // nil: always
}

// ofKind is the questions for an election.
func (a asks[T]) ofKind(e election.Election) asks[T] {
	a.party, a.deputy = e.Kind == election.Party, e.Kind == election.Congress || e.Kind == election.Session
	return a
}

// about asks for one of a few traits of the person.
func (a asks[T]) about(id string, label, ask election.Phrase, known string, set func(*described, string), options ...flow.Option) flow.Step[T] {
	all := append(slices.Clone(options),
		flow.Option{Value: laterHere, Label: say("稍后补", "Later"), Name: say("%s稍后补", "%s later").With(label)},
		flow.Option{Value: laterAll, Rest: true, Label: say("其余都稍后补", "All the rest later"), Name: say("其余稍后补", "the rest later")})
	return flow.Choice(flow.StepID(id+"."+a.name), say("%s：%s", "%s: %s").With(a.name, ask),
		func(flow.Subject, T) []flow.Option { return all },
		func(t *T, v string) {
			switch v {
			case laterAll:
				a.of(t).rest = true
			case laterHere, "":
			default:
				set(a.of(t).of(a.name), v)
			}
		}, a.with(id, label, known))
}

// with presumes what is known already, or that it is to follow; of the Party's
// own that they are members.
func (a asks[T]) with(id string, label election.Phrase, known string) flow.With[T] {
	presumed := ""
	if a.party && id == "party" {
		known, presumed = "", "yes"
	}
	return flow.With[T]{Field: flow.Field{Label: say("%s %s", "%s: %s").With(a.name, label), Under: []string{a.name}, On: say(a.name, a.name)},
		When:     func(t T) bool { return a.when == nil || a.when(*a.of(&t).of(a.name)) },
		LastTime: func(flow.Subject, T) (string, bool) { return known, known != "" },
		Presume:  func(_ flow.Subject, t T) (string, bool) { return presumed, presumed != "" || a.quiet || a.of(&t).rest }}
}

// basics asks for sex, year of birth, education and Party membership.
func (a asks[T]) basics() []flow.Step[T] {
	year := ""
	if !a.known.Born.IsZero() {
		year = strconv.Itoa(election.BornNumber(a.known.Born))
	}
	bornWith := a.with("born", say("出生年", "born"), year)
	bornWith.Between, bornWith.Later, bornWith.Words = born(), true, []string{"生于", "出生"}
	return []flow.Step[T]{
		a.about("sex", say("性别", "sex"), say("男还是女？也可以一行写完，每人一行：“%s 女 1978 大专 党员 连任”。", "man or woman? Or write it in one line each: “%s woman 1978 college party re-elected”.").With(a.name),
			string(a.known.Sex), func(d *described, v string) { d.Sex = election.Sex(v) },
			flow.Option{Value: string(election.Man), Label: say("男", "Man"), Words: []string{"男性", "male"}},
			flow.Option{Value: string(election.Woman), Label: say("女", "Woman"), Words: []string{"女性", "妇女", "female"}}),
		flow.Number(flow.StepID(election.BornField(a.name)), say("%s：哪一年出生？知道月、日的也可以写：1980年5月。", "%s: born in which year? Month and day may be written as well: 1980-05.").With(a.name),
			func(t *T) *int { return &a.of(t).of(a.name).born }, bornWith),
		a.about("education", say("学历", "education"), say("最高学历？", "highest school?"), string(a.known.Education),
			func(d *described, v string) { d.Education = election.Education(v) }, schools()...),
		a.about("party", say("党员", "Party"), say("是中共党员吗？", "a member of the Party?"), a.knownParty(),
			func(d *described, v string) {
				if d.Party = parseYesNo(v); v == otherParty {
					d.Party, d.Other = election.No, election.Yes
				}
			},
			a.parties()...),
	}
}

// otherParty is the answer of a member of one of the other parties 民主党派.
const otherParty = "other"

// parties are the answers to whether somebody is a member of the Party. Of deputies those
// of other parties are told apart.
func (a asks[T]) parties() []flow.Option {
	others := []string{"民主党派", "民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟"}
	all := []flow.Option{
		{Value: "yes", Label: say("党员", "Party"), Words: []string{"中共党员", "是党员", "预备党员"}},
		{Value: "no", Label: say("非党员", "Non-party"), Words: []string{"群众", "团员", "共青团员", "不是党员", "无党派"}},
	}
	if a.deputy {
		return append(all, flow.Option{Value: otherParty, Label: say("民主党派", "Another party"), Words: others})
	}
	all[1].Words = append(all[1].Words, others...)
	return all
}

func (a asks[T]) knownParty() string {
	if a.known.Other == election.Yes {
		return otherParty
	}
	return yesNo(a.known.Party)
}

// counted asks for the marks that the office counts by, and what only deputies are counted by:
// nationality, and the circles of the office. All are taken where they are said.
func (a asks[T]) counted(e election.Election) (steps []flow.Step[T]) {
	for _, mark := range e.Marks {
		steps = append(steps, a.marked(mark))
	}
	if !a.deputy {
		return steps
	}
	steps = append(steps, a.offered("minority", say("民族", "nationality"), say("是少数民族吗？", "of a minority nationality?"), yesNo(a.known.Minority),
		func(d *described, v string) { d.Minority = parseYesNo(v) },
		flow.Option{Value: "yes", Label: say("少数民族", "Minority"), Words: minorities()},
		flow.Option{Value: "no", Label: say("汉族", "Han"), Words: []string{"汉"}}))
	if len(e.Circles) == 0 {
		return steps
	}
	var options []flow.Option
	for _, c := range e.Circles {
		options = append(options, flow.Option{Value: c, Label: say(c, c), Words: []string{strings.TrimSuffix(c, "界")}})
	}
	return append(steps, a.offered("circle", say("界别", "circle"), say("属于哪个界别？", "which circle?"), a.known.Circle, func(d *described, v string) { d.Circle = v }, options...))
}

// marked is a mark of the office, which the person has or not.
func (a asks[T]) marked(mark string) flow.Step[T] {
	known := ""
	if slices.Contains(a.known.Marks, mark) {
		known = "yes"
	}
	name := say(mark, mark)
	return a.offered(mark, name, say("算“%s”吗？", "%s?").With(name), known, func(d *described, v string) {
		d.Marks = slices.DeleteFunc(d.Marks, func(m string) bool { return m == mark })
		if v == "yes" {
			d.Marks = append(d.Marks, mark)
		}
	},
		flow.Option{Value: "yes", Label: name, Words: []string{"是" + mark, mark + "干部", mark + "型"}},
		flow.Option{Value: "no", Label: say("不是%s", "not %s").With(name), Words: []string{"非" + mark}})
}

// offered is a question that is not asked: it is taken where it is said.
func (a asks[T]) offered(id string, label, ask election.Phrase, known string, set func(*described, string), options ...flow.Option) flow.Step[T] {
	a.quiet = true
	return a.about(id, label, ask, known, set, options...)
}

// minorities are what the larger minority nationalities are called.
func minorities() []string {
	return []string{"蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "傣族", "黎族", "畲族", "傈僳族", "仡佬族", "羌族", "水族", "土族"}
}

// incumbent asks whether the person serves now.
func (a asks[T]) incumbent() flow.Step[T] {
	return a.about("incumbent", say("连任", "incumbent"), say("是本届现任成员吗？", "does this person serve now?"), yesNo(a.known.Incumbent),
		func(d *described, v string) { d.Incumbent = parseYesNo(v) },
		flow.Option{Value: "yes", Label: say("连任", "Re-elected"), Words: []string{"现任", "留任", "incumbent"}},
		flow.Option{Value: "no", Label: say("新任", "New"), Words: []string{"新当选", "新进", "新人", "非现任"}})
}

// occupation asks what the person does.
func (a asks[T]) occupation() flow.Step[T] {
	return a.about("occupation", say("职业", "occupation"), say("做什么的？", "what does this person do?"), a.known.Occupation,
		func(d *described, v string) { d.Occupation = v }, occupations()...)
}

func schools() []flow.Option {
	return []flow.Option{
		{Value: string(election.JuniorSchool), Label: say("初中及以下", "Junior school"), Words: []string{"初中", "小学", "文盲", "junior"}},
		{Value: string(election.SeniorSchool), Label: say("高中、中专", "Senior school"), Words: []string{"高中", "中专", "职高", "中技", "技校", "senior"}},
		{Value: string(election.College), Label: say("大专", "College"), Words: []string{"专科", "高职"}},
		{Value: string(election.Bachelor), Label: say("本科及以上", "Bachelor"), Words: []string{"本科", "大学", "学士", "硕士", "研究生", "博士"}},
	}
}

func occupations() []flow.Option {
	words := map[string][]string{
		"farming": {"农民", "种植户", "养殖户"}, "business": {"个体", "个体户", "企业主"}, "work": {"打工", "工人", "职员"}, "cadre": {"村干部", "社区干部", "社区工作者"},
		"doctor": {"村医", "医务人员"}, "veteran": {"复员军人", "退伍军人"}, "retired": {"退休人员"},
	}
	var options []flow.Option
	for _, o := range election.Occupations() {
		options = append(options, flow.Option{Value: o.ID, Label: o.Name, Words: words[o.ID]})
	}
	return options
}

func yesNo(a election.YesNo) string {
	return map[election.YesNo]string{election.Yes: "yes", election.No: "no"}[a]
}

func parseYesNo(v string) election.YesNo {
	return map[string]election.YesNo{"yes": election.Yes, "no": election.No}[v]
}
