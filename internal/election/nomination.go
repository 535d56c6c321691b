package election

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Nominee 候选人 is somebody who stands for a post, with what the joint review
// asks for. Any of it but name and post may be unknown.
type Nominee struct {
	ElectedPerson
	Occupation string   `json:"occupation,omitempty"` // one of Occupations
	Relatives  []string `json:"relatives,omitempty"`  // near relatives 近亲属 on the list or on the election committee
}

// Open reports whether something that composition asks for is not known.
func (p ElectedPerson) Open() bool {
	return p.Sex == "" || p.Born.IsZero() || p.Education == "" || p.Party == NotSaid || p.Incumbent == NotSaid
}

// Occupations lists what candidates may do for a living. It is coded so that
// nobody writes more of a person than is needed.
func Occupations() []Topic {
	return []Topic{
		{"farming", Say("务农", "Farmer")}, {"business", Say("经商", "Business")}, {"work", Say("务工", "Worker")},
		{"cadre", Say("村（社区）干部", "Village staff")}, {"teacher", Say("教师", "Teacher")}, {"doctor", Say("医生", "Doctor")},
		{"veteran", Say("退役军人", "Veteran")}, {"retired", Say("退休", "Retired")}, {"other", Say("其他职业", "Other work")},
	}
}

// Nomination 提名 is the list of candidates of a unit.
type Nomination struct {
	Persons   []Nominee `json:"persons"`
	Committee []string  `json:"committee,omitempty"` // members of the village's election committee
	Noticed   Date      `json:"noticed,omitzero"`    // the day of the public notice 公示
	// Strokes are those that were told of characters the table does not have,
	// as ParseStrokes returns them, by the character.
	Strokes map[string]string `json:"strokes,omitempty"`
}

func (Nomination) body() string { return "nomination" }

// Names lists the candidates, each once, also who stands for two posts.
func (n Nomination) Names() []string {
	var names []string
	for _, p := range n.Persons {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// Person finds a candidate by name; for whichever post, what is known is the
// same.
func (n Nomination) Person(name string) (Nominee, bool) {
	for _, p := range n.Persons {
		if p.Name == name {
			return p, true
		}
	}
	return Nominee{}, false
}

// For lists the candidates of a post.
func (n Nomination) For(p Post) []string {
	var names []string
	for _, person := range n.Persons {
		if person.Post == p {
			names = append(names, person.Name)
		}
	}
	return names
}

// BornField is the Field of somebody's year of birth.
func BornField(name string) string { return "born." + name }

// fullAge is the age in years from which one may stand and vote.
const fullAge = 18

// Problems lists candidates who cannot have come of age on polling day. Of whom
// only the year of birth is known is taken to be as old as possible.
func (n Nomination) Problems(e Election, today Date) []Problem {
	var ps []Problem
	for _, name := range n.Names() {
		p, _ := n.Person(name)
		if age := p.Age(e.PollingDay); !p.Born.IsZero() && age < fullAge {
			ps = append(ps, problem("under_age", Say(
				"%s %d年出生，到选举日（%s）不满 %d 周岁，不能作候选人。请核对出生年。",
				"%s, born in %d, is under %[4]d on polling day (%[3]s) and cannot stand. Please check the year.").
				With(name, p.Born.Year, e.PollingDay.Say(today), fullAge), BornField(name)))
		}
	}
	return ps
}

// CandidateList is the paper 候选人名单: a line for each post with its seats and its
// candidates in the order of the ballot, and the order at the end.
func (e Election) CandidateList(u Unit, p Progress) []Phrase {
	posts, ask := e.Posts(u, p)
	var lines []Phrase
	strokes := false
	for _, post := range posts {
		strokes = strokes || e.ByStrokes(post.Post)
		names := Say("还没有", "none yet")
		if len(post.Candidates) > 0 {
			names = Say(strings.Join(post.Candidates, "、"), strings.Join(post.Candidates, ", "))
		}
		lines = append(lines, Say("%s（应选 %d 名）：%s", "%s (seats: %d): %s").With(post.Post.Name(), post.Seats, names))
	}
	switch {
	case len(lines) == 0:
	case len(ask) > 0:
		lines = append(lines, Say("“%s”的笔画还不知道，名单暂按录入的顺序。", "The strokes of “%s” are not known; the list is in the order of entry for now.").With(string(ask)))
	case strokes && p.Nomination == nil && !e.byStrokes(posts):
		lines = append(lines, Say("（名册里的顺序；张贴前请排好：%s。）", "(As in the roster; before it is posted, please put it %s.)").With(e.NameOrder().Name()))
	case strokes, e.NameOrder() == ByVotes:
		lines = append(lines, Say("（%s）", "(%s)").With(e.NameOrder().Name()))
	}
	return lines
}

// strokesTold are the strokes that somebody told with the list.
func (p Progress) strokesTold() Strokes {
	if p.Nomination == nil {
		return nil
	}
	return p.Nomination.told()
}

// byStrokes reports whether the candidates of every post stand in the order of strokes already.
func (e Election) byStrokes(posts []PostPlan) bool {
	return !slices.ContainsFunc(posts, func(p PostPlan) bool {
		sorted, ask := SortByStrokes(p.Candidates, e.NameOrder(), nil)
		return e.ByStrokes(p.Post) && (len(ask) > 0 || !slices.Equal(sorted, p.Candidates))
	})
}

// FormalListLimit is the day by which the formal list is published, or the
// candidates of the Party put to public notice; ok is false where nothing sets
// one.
func (e Election) FormalListLimit() (d CalendarDay, ok bool) {
	if d, ok := e.limit("formal_list", Events{}); ok {
		return d, true
	}
	return e.limit("notice", Events{})
}

// told are the strokes that were told, as SortByStrokes takes them.
func (n Nomination) told() Strokes {
	told := Strokes{}
	for char, strokes := range n.Strokes {
		if r, size := utf8.DecodeRuneInString(char); size == len(char) {
			told[r] = strokes
		}
	}
	return told
}

// Kin lists the near relatives that the list tells of.
func (n Nomination) Kin() []Kinship {
	var all []Kinship
	for _, p := range n.Persons {
		for _, r := range p.Relatives {
			all = append(all, Kinship{p.Name, r})
		}
	}
	return all
}

// Posts is the plan of the unit with the candidates of the list, those of each
// post in the order of lists and ballots (see NameOrder): by strokes, or as they
// were nominated. ask holds characters whose strokes somebody has to tell; the
// names are in the order of the list until then.
func (e Election) Posts(u Unit, p Progress) (posts []PostPlan, ask []rune) {
	posts = slices.Clone(u.Posts)
	if p.Nomination == nil {
		return posts, nil
	}
	for i := range posts {
		names := p.Nomination.For(posts[i].Post)
		if len(names) == 0 {
			continue
		}
		posts[i].Candidates = names
		if !e.ByStrokes(posts[i].Post) {
			continue
		}
		sorted, unknown := SortByStrokes(names, e.NameOrder(), p.Nomination.told())
		if len(unknown) == 0 {
			posts[i].Candidates = sorted
		}
		ask = append(ask, unknown...)
	}
	slices.Sort(ask)
	return posts, slices.Compact(ask)
}

// FirstList is the plan of the unit with those who are nominated for each post, by
// strokes: a list of nominees says nothing of their votes. by is that order. ask holds
// characters whose strokes somebody has to tell.
func (e Election) FirstList(u Unit, p Progress) (posts []PostPlan, by NameOrder, ask []rune) {
	if by = e.NameOrder(); by != ByFullName {
		by = BySurname
	}
	posts = slices.Clone(u.Posts)
	for i := range posts {
		names := posts[i].Candidates
		if p.Nomination != nil {
			names = p.Nomination.For(posts[i].Post)
		}
		sorted, unknown := SortByStrokes(names, by, p.strokesTold())
		if len(unknown) > 0 {
			sorted = names
		}
		posts[i].Candidates = sorted
		ask = append(ask, unknown...)
	}
	slices.Sort(ask)
	return posts, by, slices.Compact(ask)
}

// nominationStage is the stage that a list of candidates moves: that of the
// candidates, and with the day of the notice the Party's own stage for it.
func (e Election) nominationStage(n Nomination) StageID {
	if _, has := e.Stage(NoticeStage); has && !n.Noticed.IsZero() {
		return NoticeStage
	}
	return CandidatesStage
}

// ByStrokes reports whether the candidates of a post are listed by strokes.
// Secretaries are in the order of the approval.
func (e Election) ByStrokes(p Post) bool {
	o := e.NameOrder()
	return p != Secretary && p != DeputySecretary && (o == BySurname || o == ByFullName)
}

// Name says the order in words.
func (o NameOrder) Name() Phrase {
	switch o {
	case BySurname:
		return Say("以姓氏笔画为序", "in the order of the strokes of the surname")
	case ByFullName:
		return Say("以姓名笔画为序", "in the order of the strokes of the name")
	case ByApprovedList:
		return Say("以批准的顺序为序", "in the order of the approval")
	}
	return Say("以提名得票多少为序", "in the order of the votes of nomination")
}

// Review 资格联审 is what the departments say of the candidates of a unit.
type Review struct {
	Replies []Replied `json:"replies"`
}

func (Review) body() string { return "review" }

// Replied is what one department says.
type Replied struct {
	Department string   `json:"department"`
	Answer     Answered `json:"answer,omitempty"`
	Names      []string `json:"names,omitempty"`  // who did not pass
	Reason     string   `json:"reason,omitempty"` // one of ReviewReasons
}

// Answered is how far a department is with its answer.
type Answered string

// The answers.
const (
	NotAnswered Answered = "" // 待回复
	Passed      Answered = "passed"
	NotPassed   Answered = "not_passed"
)

// Waiting lists the departments that have not answered.
func (r Review) Waiting() []string {
	var all []string
	for _, d := range r.Replies {
		if d.Answer == NotAnswered {
			all = append(all, d.Department)
		}
	}
	return all
}

// WaitingNames says in words which departments have not answered.
func (r Review) WaitingNames() []Phrase {
	var all []Phrase
	for _, id := range r.Waiting() {
		name := Say(id, id)
		for _, d := range ReviewDepartments() {
			if d.ID == id {
				name = d.Name
			}
		}
		all = append(all, name)
	}
	return all
}

// Refused lists who did not pass, each once.
func (r Review) Refused() []string {
	var names []string
	for _, d := range r.Replies {
		for _, n := range d.Names {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return names
}

// ReviewDepartments lists the departments that usually take part in the joint
// review 资格联审; which do is the office's own.
func ReviewDepartments() []Topic {
	return []Topic{
		{"organisation", Say("组织部门", "organisation")}, {"discipline", Say("纪检监察", "discipline")},
		{"court", Say("法院", "court")}, {"procuratorate", Say("检察院", "procuratorate")},
		{"police", Say("公安", "police")}, {"civil", Say("民政", "civil affairs")},
		{"health", Say("卫健", "health")}, {"petitions", Say("信访", "petitions")},
	}
}

// ReviewReasons lists why somebody may not pass. They are coded so that they can
// be counted, and so that nobody writes more of a person than is needed.
func ReviewReasons() []Topic {
	return []Topic{
		{"sentence", Say("受过刑事处罚", "was sentenced")}, {"discipline", Say("受党纪政务处分未满期", "under disciplinary sanction")},
		{"case", Say("正被立案审查调查", "under investigation")}, {"gang", Say("涉黑涉恶", "tied to organised crime")},
		{"bribery", Say("参与贿选等破坏选举", "interfered with an election")}, {"relatives", Say("近亲属回避", "near relative")},
		{"papers", Say("材料不全", "papers incomplete")}, {"other", Say("其他", "other")},
	}
}

// Members 当选人员 is who was elected in a unit, with what composition asks for.
type Members struct {
	Persons []ElectedPerson `json:"persons"`
	Kin     []Kinship       `json:"kin,omitempty"`
}

func (Members) body() string { return "members" }

// The figures of nomination, review and the elected.
const (
	Nominated     Figure = "nominated" // candidates
	UnitsNominate Figure = "nominated/units"
	ReviewWaiting Figure = "review/waiting" // answers of departments that are outstanding
	ReviewRefused Figure = "review/refused" // candidates who did not pass
	MembersUnits  Figure = "members/units"  // units that reported who was elected
	MembersPeople Figure = "members"
)

// TraitFigure counts the elected with a trait.
func TraitFigure(t Trait) Figure { return Figure("members/" + string(t)) }

// WithFigure counts the units that elected at least one with a trait.
func WithFigure(t Trait) Figure { return Figure("members/with/" + string(t)) }

// NomineeFigure counts the candidates with a trait.
func NomineeFigure(t Trait) Figure { return Figure("nominated/" + string(t)) }

func (e Election) peopleFigures(f Figures, p Progress) {
	if n := p.Nomination; n != nil {
		names := n.Names()
		f[UnitsNominate], f[Nominated] = 1, len(names)
		for _, name := range names {
			person, _ := n.Person(name)
			for _, t := range person.parts(e.PollingDay) {
				f[NomineeFigure(t)]++
			}
		}
	}
	if p.Review != nil {
		for _, d := range p.Review.Replies {
			if d.Answer == NotAnswered {
				f[ReviewWaiting]++
			}
		}
		f[ReviewRefused] = len(p.Review.Refused())
	}
	if p.Members != nil {
		c := CompositionOf(e.Described(p), e.PollingDay)
		f[MembersUnits], f[MembersPeople] = 1, c.People
		for t, n := range c.Parts {
			f[TraitFigure(t)] = n
		}
		for t, n := range c.With {
			f[WithFigure(t)] = n
		}
	}
}

// Seated lists who is elected in a unit, with all that is known of each: as they
// were reported when elected, else as they were nominated.
func (e Election) Seated(p Progress) []ElectedPerson {
	var all []ElectedPerson
	for _, w := range e.Winners(p) {
		person := ElectedPerson{}
		if p.Nomination != nil {
			n, _ := p.Nomination.Person(w.Name)
			person = n.ElectedPerson
		}
		if m, ok := p.member(w.Name); ok {
			person = m
		}
		person.Name, person.Post = w.Name, w.Post
		all = append(all, person)
	}
	return all
}

// Described lists those of the elected who were reported with their
// composition. Whoever a corrected count unseats is not among them.
func (e Election) Described(p Progress) []ElectedPerson {
	return slices.DeleteFunc(e.Seated(p), func(s ElectedPerson) bool {
		_, ok := p.member(s.Name)
		return !ok
	})
}

func (p Progress) member(name string) (ElectedPerson, bool) {
	if p.Members == nil {
		return ElectedPerson{}, false
	}
	for _, m := range p.Members.Persons {
		if m.Name == name {
			return m, true
		}
	}
	return ElectedPerson{}, false
}

// take takes a part of the figures.
func (c Composition) take(t Trait, f Figures) {
	if n := f[TraitFigure(t)]; n > 0 {
		c.Parts[t] = n
	}
	if n := f[WithFigure(t)]; n > 0 {
		c.With[t] = n
	}
}

// Composition is who the elected of an area are, of the units that reported it.
func (f Figures) Composition() Composition {
	c := Composition{Units: f[MembersUnits], People: f[MembersPeople], Parts: map[Trait]int{}, With: map[Trait]int{}}
	for _, t := range Traits() {
		c.take(t, f)
	}
	for name := range f { // the marks that the office counts by
		if mark, is := strings.CutPrefix(string(name), string(TraitFigure(""))); is && isMark(mark) {
			c.take(Trait(mark), f)
		}
	}
	return c
}
