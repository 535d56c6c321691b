package election

import (
	"slices"
	"time"
)

// CaseKind is what kind of matter a case is.
type CaseKind string

// The kinds of cases.
const (
	Incident  CaseKind = "incident"  // 突发情况, difficulties, petitions and complaints
	Objection CaseKind = "objection" // 选民名单申诉
	Request   CaseKind = "request"   // 请示, answered by a reply 批复
)

// Name says the kind in words.
func (k CaseKind) Name() Phrase {
	switch k {
	case Incident:
		return Say("突发情况", "incident")
	case Objection:
		return Say("名单申诉", "objection")
	case Request:
		return Say("请示", "request")
	}
	return Say(string(k), string(k))
}

// Severity 等级 is how much a case matters: 1 is the worst.
type Severity int

// The severities of incidents. Objections and requests have none.
const (
	Grave    Severity = 1 // 特急: people or the ballots are in danger
	Serious  Severity = 2 // 紧急: the election of the unit is in danger
	Ordinary Severity = 3 // 一般
)

// Name says the severity in words.
func (s Severity) Name() Phrase {
	switch s {
	case Grave:
		return Say("特急", "grave")
	case Serious:
		return Say("紧急", "serious")
	}
	return Say("一般", "ordinary")
}

// Clock is how long the answer to an incident may take: half an hour, two
// hours, a day. It is the office's own, no law's.
func (s Severity) Clock() time.Duration {
	switch s {
	case Grave:
		return 30 * time.Minute
	case Serious:
		return 2 * time.Hour
	}
	return 24 * time.Hour
}

// Case 事项 is a report that somebody else has to answer.
type Case struct {
	Kind     CaseKind `json:"kind"`
	Topic    string   `json:"topic"`              // one of Topics of the kind
	Severity Severity `json:"severity,omitempty"` // of an incident
	Words    string   `json:"words"`
	Place    string   `json:"place,omitempty"`
	People   int      `json:"people,omitempty"` // about how many it concerns
	On       Date     `json:"on,omitzero"`      // received, if not on the day of the report
	// Unfinished says that nobody confirmed it: it went out as it was.
	Unfinished bool     `json:"unfinished,omitempty"`
	Again      ReportID `json:"again,omitempty"` // the returned request that this one makes anew
}

func (Case) body() string { return "case" }

// Topic is what a case of a kind may be about.
type Topic struct {
	ID   string
	Name Phrase
}

// PetitionTopic is the topic of a collective petition 集体上访.
const PetitionTopic = "petition"

// Topics lists what a case of a kind may be about.
func (k CaseKind) Topics() []Topic {
	switch k {
	case Incident:
		return []Topic{
			{"order", Say("现场秩序、冲突", "disorder, a quarrel")}, {"ballots", Say("选票、票箱", "ballots or ballot box")},
			{"bribery", Say("反映贿选、拉票", "bribery, canvassing")}, {PetitionTopic, Say("集体上访", "collective petition")},
			{"complaint", Say("信访举报", "complaint")}, {"accident", Say("安全、疾病、天气", "accident, illness, weather")},
			{"facilities", Say("场地、停电、没信号", "place, power, signal")}, {"other", Say("其他", "other")},
		}
	case Objection:
		return []Topic{
			{"missing", Say("漏登", "left out")}, {"wrong", Say("错登", "wrongly entered")},
			{"double", Say("重登", "entered twice")}, {"right", Say("选民资格", "right to vote")},
		}
	case Request:
		return []Topic{
			{"plan", Say("换届工作方案", "plan")}, {"candidates", Say("候选人预备人选", "candidates")},
			{"result", Say("选举结果", "result")}, {"other", Say("其他事项", "other")},
		}
	}
	return nil
}

// TopicName says a topic in words.
func (k CaseKind) TopicName(id string) Phrase {
	for _, t := range k.Topics() {
		if t.ID == id {
			return t.Name
		}
	}
	return Say(id, id)
}

// Deed is what somebody does about a case.
type Deed string

// The deeds.
const (
	Assign  Deed = "assign"  // 指派 to somebody, or oneself
	Reply   Deed = "reply"   // 回复: what to do, or what has been done
	Refer   Deed = "refer"   // 转交 to an authority outside
	Close   Deed = "close"   // 办结
	Reopen  Deed = "reopen"  // 重新打开
	Approve Deed = "approve" // 同意（批复）
	Return  Deed = "return"  // 退回, with the reason
	Uphold  Deed = "uphold"  // 申诉成立
	Reject  Deed = "reject"  // 申诉不成立
)

// Name says the deed in words.
func (d Deed) Name() Phrase {
	switch d {
	case Assign:
		return Say("指派", "Assign")
	case Reply:
		return Say("回复", "Reply")
	case Refer:
		return Say("转交", "Refer")
	case Close:
		return Say("办结", "Close")
	case Reopen:
		return Say("重新打开", "Reopen")
	case Approve:
		return Say("批复同意", "Approve")
	case Return:
		return Say("退回", "Return")
	case Uphold:
		return Say("申诉成立", "Upheld")
	case Reject:
		return Say("申诉不成立", "Not upheld")
	}
	return Say(string(d), string(d))
}

// Act 办理 is one deed about a case.
type Act struct {
	Case       ReportID `json:"case"`
	Deed       Deed     `json:"deed"`
	To         PersonID `json:"to,omitempty"`         // of Assign
	Words      string   `json:"words,omitempty"`      // the reply, the reason; of Refer the authority; of Approve the number of the document
	Registered int      `json:"registered,omitempty"` // of Uphold: the corrected number of voters
}

func (Act) body() string { return "act" }

// CaseStatus is how far a case is.
type CaseStatus string

// The statuses of a case.
const (
	CaseOpen     CaseStatus = "open"     // 待办: nobody has taken it
	CaseTaken    CaseStatus = "taken"    // 办理中: somebody has, or it was replied to
	CaseReferred CaseStatus = "referred" // 已转交
	CaseClosed   CaseStatus = "closed"   // 已办结, approved, decided
	CaseReturned CaseStatus = "returned" // 已退回: a request to be made anew
)

// Name says the status in words.
func (s CaseStatus) Name() Phrase {
	switch s {
	case CaseTaken:
		return Say("办理中", "being dealt with")
	case CaseReferred:
		return Say("已转交", "referred")
	case CaseClosed:
		return Say("已办结", "closed")
	case CaseReturned:
		return Say("已退回", "returned")
	}
	return Say("待办", "open")
}

// CaseState is a case with all that was done about it.
type CaseState struct {
	Case
	ID     ReportID   `json:"id"`
	By     PersonID   `json:"by"`
	At     time.Time  `json:"at"`
	Files  []File     `json:"files,omitempty"`
	Status CaseStatus `json:"status"`
	Owner  PersonID   `json:"owner,omitempty"` // who has taken it
	Due    time.Time  `json:"due,omitzero"`    // by when it must be answered
	Log    []CaseAct  `json:"log,omitempty"`
}

// CaseAct is one deed in a case's log.
type CaseAct struct {
	Act
	By    PersonID  `json:"by"`
	At    time.Time `json:"at"`
	Files []File    `json:"files,omitempty"`
}

// Open reports whether somebody still has to do something about the case.
func (c CaseState) Open() bool { return c.Status != CaseClosed && c.Status != CaseReturned }

// Waiting reports whether the clock of the case still runs: nobody has taken the
// incident or answered it, or the objection or request is not decided.
func (c CaseState) Waiting() bool {
	return c.Status == CaseOpen || c.Open() && c.Kind != Incident
}

// Late reports whether the case should have been answered by now.
func (c CaseState) Late(now time.Time) bool {
	return c.Waiting() && !c.Due.IsZero() && c.Due.Before(now)
}

// Last is the last deed, if there is one.
func (c CaseState) Last() (CaseAct, bool) {
	if len(c.Log) == 0 {
		return CaseAct{}, false
	}
	return c.Log[len(c.Log)-1], true
}

// Deeds lists what can be done about a case as it stands, by anybody.
func (c CaseState) Deeds() []Deed {
	switch {
	case !c.Open() && c.Kind == Incident:
		return []Deed{Reopen}
	case !c.Open():
		return nil
	case c.Kind == Request:
		return []Deed{Approve, Return}
	case c.Kind == Objection:
		return []Deed{Uphold, Reject}
	}
	return []Deed{Assign, Reply, Refer, Close}
}

// MayDo reports whether a person may do a deed about a unit's case. A request is
// answered by a leader of the unit, never by its author. An objection is decided
// by the election committee, for which the unit's officer reports
// (村民委员会组织法第十七条). An incident is answered by leaders and the office; the
// officer may reply, close and reopen.
func (c CaseState) MayDo(p Person, u Unit, d Deed) bool {
	if !slices.Contains(c.Deeds(), d) || p.Unknown {
		return false
	}
	switch d {
	case Approve, Return:
		return p.Leads(u) && p.ID != c.By
	case Uphold, Reject:
		return p.MayReport(u)
	case Assign, Refer:
		return p.Leads(u) || p.Office
	}
	return p.Handles(u)
}

// Leads reports whether the person leads the unit's area, or the whole town.
func (p Person) Leads(u Unit) bool {
	return slices.ContainsFunc(p.Areas, func(a Area) bool { return a.Holds(u.Area) })
}

// leadsPartOf reports whether the person leads an area in which the unit lies, and not
// only the whole town.
func (p Person) leadsPartOf(u Unit) bool {
	return slices.ContainsFunc(p.Areas, func(a Area) bool { return a != WholeTown && a.Holds(u.Area) })
}

// opened takes a new case into a unit's progress; a correction takes the place
// of what it corrects and keeps what was done about it.
func (e Election) opened(p *Progress, r Report, c Case) {
	p.Cases = slices.Clone(p.Cases)
	for i, old := range p.Cases {
		if r.Replaces != "" && old.ID == r.Replaces {
			p.Cases[i].Case, p.Cases[i].Due = c, e.caseDue(c, old.At)
			return
		}
	}
	p.Cases = append(p.Cases, CaseState{Case: c, ID: r.ID, By: r.By, At: r.At, Files: r.Files, Status: CaseOpen, Due: e.caseDue(c, r.At)})
	if stage := e.RequestStage(c); stage != "" {
		e.moves(p, stage, false, Date{}, r)
	}
}

// RequestStage is the stage that the approval of a request ends: a Party branch
// asks for its plan, its candidates and its result to be approved
// (中国共产党基层组织选举工作条例). "" of any other case.
func (e Election) RequestStage(c Case) StageID {
	if e.Kind != Party || c.Kind != Request {
		return ""
	}
	return map[string]StageID{"plan": PrepareStage, "candidates": CandidatesStage, "result": FilingStage}[c.Topic]
}

// caseDue is when a case must be answered: an incident by its clock; an
// objection within three days of being received (村民委员会组织法第十七条,
// 城市居民委员会组织法第十七条, 选举法第二十九条), of which the first does not count;
// a request within three days, by custom.
func (e Election) caseDue(c Case, at time.Time) time.Time {
	const days = 3
	if c.Kind == Incident {
		return at.Add(c.Severity.Clock())
	}
	from := DateOf(at)
	if !c.On.IsZero() {
		from = c.On
	}
	last := from.AddDays(days)
	if d, ok := e.DecisionLimit(from); ok && c.Kind == Objection { // the office may count the first day
		last = d.Last
	}
	return last.AddDays(1).At(0, 0, at.Location()).Add(-time.Minute)
}

// acted takes a deed into a unit's progress. One that is not possible any more
// changes nothing: the first decision stands.
func (e Election) acted(p *Progress, r Report, a Act) {
	i := slices.IndexFunc(p.Cases, func(c CaseState) bool { return c.ID == a.Case })
	if i < 0 || !slices.Contains(p.Cases[i].Deeds(), a.Deed) {
		return
	}
	p.Cases = slices.Clone(p.Cases)
	c := p.Cases[i]
	c.Log = append(slices.Clone(c.Log), CaseAct{a, r.By, r.At, r.Files})
	switch a.Deed {
	case Assign:
		c.Status, c.Owner = CaseTaken, a.To
	case Reply:
		if c.Status == CaseOpen && r.By != c.By { // who reports is not who answers
			c.Status = CaseTaken
		}
	case Refer:
		c.Status = CaseReferred
	case Close, Approve, Uphold, Reject:
		c.Status = CaseClosed
	case Return:
		c.Status = CaseReturned
	case Reopen:
		c.Status, c.Owner, c.Due = CaseOpen, "", e.caseDue(c.Case, r.At)
	}
	if a.Deed == Uphold && a.Registered > 0 {
		p.Stated = a.Registered
	}
	p.Cases[i] = c
	if stage := e.RequestStage(c.Case); stage != "" && a.Deed == Approve {
		e.moves(p, stage, true, DateOf(r.At), r)
	}
}

// Case finds a case of the unit.
func (p Progress) Case(id ReportID) (CaseState, bool) {
	for _, c := range p.Cases {
		if c.ID == id {
			return c, true
		}
	}
	return CaseState{}, false
}

// Remade reports whether a returned request was made again.
func (p Progress) Remade(id ReportID) bool {
	return slices.ContainsFunc(p.Cases, func(c CaseState) bool { return c.Again == id })
}

// CasesFigure counts the cases of a kind and topic; with open only those that
// are not closed; of topic "" those of every topic.
func CasesFigure(k CaseKind, topic string, open bool) Figure {
	f := "cases/" + string(k) + "/" + topic
	if open {
		f += "/open"
	}
	return Figure(f)
}

func caseFigures(f Figures, p Progress) {
	for _, c := range p.Cases {
		for _, topic := range slices.Compact([]string{"", c.Topic}) {
			f[CasesFigure(c.Kind, topic, false)]++
			if c.Open() {
				f[CasesFigure(c.Kind, topic, true)]++
			}
		}
	}
}
