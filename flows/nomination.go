package flows

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// nominationDraft is a list of candidates being filled in.
type nominationDraft struct {
	people
	unit      election.Unit
	list      string // as it was typed
	committee string
	kin       string
	strokes   map[string]*string // by the character
	noticed   election.Date
}

// ofCandidates finds that candidates are no list of them: 代表候选人安然得票1200, 代表候选人和选民见面会.
var ofCandidates = regexp.MustCompile(`代表候选人(?:和|与|跟|同|见面|介绍|\S{1,8}(?:得票?|获票?)\s*\d)`)

// nomination reports who stands for which post (村民委员会组织法第十八条,
// 城市居民委员会组织法第十八条, 选举法第三十条至第三十二条).
var nomination = flow.Form[nominationDraft]{
	Head: flow.Head{
		ID: "nomination", Command: "nomination", Words: []string{"提名", "候选人名单", "正式候选人名单", "正式候选人", "确定正式候选人", "确定的正式候选人", "代表候选人", "正式代表候选人", "代表正式候选人", "nomination"}, Past: true,
		Title: say("上报候选人名单", "Report the candidates"), Label: say("🙋 提名", "🙋 Nomination"), Group: groupCandidates(),
		Unless: ofCandidates.MatchString,
	},
	Start: func(s flow.Subject) nominationDraft {
		return nominationDraft{people: newPeople(), unit: s.Unit, strokes: map[string]*string{}}
	},
	Steps: []flow.Step[nominationDraft]{
		flow.Each(listStep),
		flow.Each(nomineeSteps),
		flow.Each(strokeSteps),
		flow.Each(committeeStep),
		flow.Each(kinStep),
		flow.Date("noticed", say("名单哪天公示的？", "On which day was the list put to public notice?"),
			func(n *nominationDraft) *election.Date { return &n.noticed },
			flow.With[nominationDraft]{Field: flow.Field{Label: say("公示日期", "Public notice"), Words: []string{"公示", "公布", "张榜", "notice", "posted"}}, LastTime: noticedBefore, Presume: notYet[nominationDraft]}),
	},
	Problems: nominationProblems,
	Review:   reviewNomination,
	Report:   func(n nominationDraft) election.Body { return n.nomination() },
}

// listStep asks for the names. Those of the roster, or of the last report,
// stand until others are typed.
func listStep(s flow.Subject, _ nominationDraft) []flow.Step[nominationDraft] {
	return []flow.Step[nominationDraft]{flow.Listed("list",
		say("候选人名单：职务后面写姓名，例如“%s”。", "The candidates: each post with its names, e.g. “%s”.").With(listExample(s.Unit)),
		func(n *nominationDraft, v string) { n.list = v },
		flow.With[nominationDraft]{Field: listField(s.Unit, flow.Field{Label: say("名单", "List"), Words: []string{"名单", "List", "候选人名单"}}),
			LastTime: listBefore, FromRoster: listInRoster})}
}

func listBefore(s flow.Subject, _ nominationDraft) (string, bool) {
	if s.Progress.Nomination == nil {
		return "", false
	}
	var all []standing
	for _, p := range s.Progress.Nomination.Persons {
		all = append(all, standing{p.Post, p.Name})
	}
	return writtenList(all), true
}

func listInRoster(s flow.Subject, _ nominationDraft) (string, bool) {
	var all []standing
	for _, p := range s.Unit.Posts {
		for _, name := range p.Candidates {
			all = append(all, standing{p.Post, name})
		}
	}
	return writtenList(all), len(all) > 0
}

// standings are the candidates under their posts, as far as the list can be
// read.
func (n nominationDraft) standings() []standing {
	all, _ := readCandidates(n.unit, n.list)
	return all
}

// names are the candidates, each once.
func (n nominationDraft) names() []string {
	var names []string
	for _, s := range n.standings() {
		if !slices.Contains(names, s.name) {
			names = append(names, s.name)
		}
	}
	return names
}

// nomineeSteps asks about each candidate.
func nomineeSteps(s flow.Subject, n nominationDraft) []flow.Step[nominationDraft] {
	var steps []flow.Step[nominationDraft]
	for _, name := range n.names() {
		a := asks[nominationDraft]{name: name, of: func(n *nominationDraft) *people { return &n.people }}.ofKind(s.Election)
		if before := s.Progress.Nomination; before != nil {
			a.known, _ = before.Person(name)
		}
		steps = append(append(steps, a.basics()...), a.occupation(), a.incumbent())
		steps = append(steps, a.counted(s.Election)...)
	}
	return steps
}

// strokeSteps asks for the strokes of characters on which the order of the list
// hangs and which the table does not have.
func strokeSteps(s flow.Subject, n nominationDraft) []flow.Step[nominationDraft] {
	told := n.nomination()
	told.Strokes = nil
	_, unknown := s.Election.Posts(s.Unit, election.Progress{Nomination: &told})
	var steps []flow.Step[nominationDraft]
	for _, r := range unknown {
		char := string(r)
		n.strokes[char] = new(string)
		steps = append(steps, flow.Prose(flow.StepID("strokes."+char),
			say("名单按笔画排列，字库里没有“%s”。请按书写顺序写出每一笔：横、竖、撇、点、折，例如“横竖撇点”。", "The list goes by strokes, and “%s” is not in the table. Write its strokes in order: 横 竖 撇 点 折, or 1 to 5.").With(char),
			func(n *nominationDraft) *string { return n.strokes[char] },
			flow.With[nominationDraft]{Field: flow.Field{Label: say("“%s”的笔画", "Strokes of “%s”").With(char), Longest: 80},
				LastTime: func(s flow.Subject, _ nominationDraft) (string, bool) {
					if s.Progress.Nomination == nil {
						return "", false
					}
					known := s.Progress.Nomination.Strokes[char]
					return known, known != ""
				}}))
	}
	return steps
}

// committeeStep asks who leads the election of a village, because whoever is
// nominated must leave (村民委员会组织法第十五条).
func committeeStep(s flow.Subject, _ nominationDraft) []flow.Step[nominationDraft] {
	if s.Election.Kind != election.Villagers {
		return nil
	}
	return []flow.Step[nominationDraft]{flow.Prose("committee",
		say("村民选举委员会有哪些成员？写姓名；不清楚就写“不清楚”。被提名的成员应当退出（第十五条）。", "Who sits on the village's election committee? The names, or “unknown”. A member who is nominated must leave it (Art. 15)."),
		func(n *nominationDraft) *string { return &n.committee },
		flow.With[nominationDraft]{Field: flow.Field{Label: say("选委会成员", "Committee"), Words: []string{"选委会成员", "选举委员会成员", "Committee"}, Longest: 300, Names: true}, LastTime: committeeBefore,
			Presume: func(s flow.Subject, _ nominationDraft) (string, bool) { return "—", s.Progress.Nomination != nil }})}
}

func committeeBefore(s flow.Subject, _ nominationDraft) (string, bool) {
	if n := s.Progress.Nomination; n != nil && len(n.Committee) > 0 {
		return strings.Join(n.Committee, "、"), true
	}
	if r := s.Progress.Records["committee"]; len(r) > 0 && r[0].Words["names"] != "" {
		return r[0].Words["names"], true
	}
	return "", false
}

// kinStep asks for near relatives, who may not sit on one committee.
func kinStep(s flow.Subject, _ nominationDraft) []flow.Step[nominationDraft] {
	if !isCommittee(s.Election) {
		return nil
	}
	return []flow.Step[nominationDraft]{flow.Prose("kin",
		say("候选人之间、候选人和选举委员会成员之间有近亲属的，成对写：张三-李四。没有就写“无”。", "Near relatives among the candidates, or of one and a member of the election committee, in pairs: 张三-李四; “none” if there are none."),
		func(n *nominationDraft) *string { return &n.kin },
		flow.With[nominationDraft]{Field: flow.Field{Label: say("近亲属", "Relatives"), Words: []string{"近亲属", "亲属", "Relatives"}}, LastTime: kinBefore, Presume: noKin[nominationDraft]})}
}

// isCommittee reports whether a committee of a village or a community is
// elected, of which the law asks more than of others.
func isCommittee(e election.Election) bool {
	return e.Kind == election.Villagers || e.Kind == election.Residents
}

func kinBefore(s flow.Subject, _ nominationDraft) (string, bool) {
	if n := s.Progress.Nomination; n != nil && len(n.Kin()) > 0 {
		return writtenKin(n.Kin()), true
	}
	return "", false
}

// noKin takes it that nobody is near of kin.
func noKin[T any](flow.Subject, T) (string, bool) { return "—", true }

func noticedBefore(s flow.Subject, _ nominationDraft) (string, bool) {
	if n := s.Progress.Nomination; n != nil {
		return n.Noticed.String(), true
	}
	return "", false
}

// members are the names on the election committee.
func (n nominationDraft) members() []string {
	if isNone(n.committee) {
		return nil
	}
	return nameWords(withoutLabel(n.committee, "选委会成员", "Committee"))
}

// nomination is the report.
func (n nominationDraft) nomination() election.Nomination {
	out := election.Nomination{Committee: n.members(), Noticed: n.noticed}
	kin, _ := readKin(n.kin, append(n.names(), n.members()...))
	for _, s := range n.standings() {
		p := n.person(s.name, s.post)
		for _, k := range kin {
			switch {
			case k.A == s.name:
				p.Relatives = append(p.Relatives, k.B)
			case k.B == s.name && !slices.Contains(n.names(), k.A): // of the committee
				p.Relatives = append(p.Relatives, k.A)
			}
		}
		out.Persons = append(out.Persons, p)
	}
	for char, typed := range n.strokes {
		if strokes, err := election.ParseStrokes(*typed); err == nil {
			if out.Strokes == nil {
				out.Strokes = map[string]string{}
			}
			out.Strokes[char] = strokes
		}
	}
	return out
}

func nominationProblems(s flow.Subject, n nominationDraft) []election.Problem {
	var ps []election.Problem
	add := func(code, field string, text election.Phrase) {
		if !text.IsZero() {
			ps = append(ps, election.Problem{Code: code, Fields: []string{field}, Text: text})
		}
	}
	_, unread := readCandidates(s.Unit, n.list)
	add("list", "list", unread)
	for _, m := range n.members() {
		if !election.MayBeName(m, election.NameAsked) {
			add("committee", "committee", say("“%s”不像姓名。", "“%s” does not look like a name.").With(m))
		}
	}
	_, unread = readKin(n.kin, append(n.names(), n.members()...))
	add("kin", "kin", unread)
	for _, char := range slices.Sorted(maps.Keys(n.strokes)) {
		typed := n.strokes[char]
		if _, err := election.ParseStrokes(*typed); err != nil {
			add("strokes", "strokes."+char, say("没看懂“%s”。只写笔画：横、竖、撇、点、折。", "I did not understand “%s”. Write only strokes: 横 竖 撇 点 折, or 1 to 5.").With(*typed))
		}
	}
	if s.Town.Today(s.Now).Before(n.noticed) {
		add("noticed_ahead", "noticed", say("公示日期 %s 还没有到。请填实际公示的日子。", "The day of notice, %s, is still to come. Enter it once the list is out.").With(n.noticed.Say(s.Town.Today(s.Now))))
	}
	return append(ps, n.nomination().Problems(s.Election, s.Town.Today(s.Now))...)
}

// withWomen marks the candidates who are women, as far as the list says so: the
// province may reserve a seat for one.
func withWomen(p election.Progress, t election.Tally) election.Tally {
	if p.Nomination == nil {
		return t
	}
	for _, post := range t.Posts {
		for i, c := range post.Candidates {
			known, _ := p.Nomination.Person(c.Name)
			post.Candidates[i].Woman = known.Sex == election.Woman
		}
	}
	return t
}
