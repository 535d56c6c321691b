package election

import "time"

// StageID names a stage of an election: "roll", "polling". It stands in the journal
// and in settings, so that a usual one never changes.
type StageID string

// The usual stages, in the order of a timetable; an office may drop some and add
// its own. Which kind of election has which, and what they are called there, says
// UsualStages; docs/reports.md lists them.
const (
	PrepareStage     StageID = "prepare"     // 组织准备; constituencies are drawn, or the Party's request is answered
	AuditStage       StageID = "audit"       // 离任审计 of the outgoing committee
	PublicityStage   StageID = "publicity"   // 宣传培训
	CommitteeStage   StageID = "committee"   // 选举委员会 is chosen; in the Party the new committee meets, after polling
	RollStage        StageID = "roll"        // 选民登记公布: the roll is published
	RecommendStage   StageID = "recommend"   // 两推: members and masses recommend
	InspectStage     StageID = "inspect"     // 考察 of those who are recommended
	FirstListStage   StageID = "first_list"  // 初步候选人: the nominees are published
	CandidatesStage  StageID = "candidates"  // 正式候选人: reviewed, published, in the Party approved
	NoticeStage      StageID = "notice"      // 任前公示 in the Party
	MeetStage        StageID = "meet"        // 与选民见面: the candidates meet the voters
	PollingStage     StageID = "polling"     // 投票选举; turnout and counts move it by themselves, so that nobody says twice that people are voting
	FurtherStage     StageID = "further"     // 另行选举; owed only by units with seats left over
	FilingStage      StageID = "record"      // 报批备案: the Party's result is reported
	CredentialsStage StageID = "credentials" // 资格审查 of those elected
	SessionStage     StageID = "session"     // 第一次会议 of the congress
	HandoverStage    StageID = "handover"    // 工作移交
	ArchiveStage     StageID = "archive"     // 总结归档
)

// StageIDs lists the usual stages in that order.
func StageIDs() []StageID {
	return []StageID{PrepareStage, AuditStage, PublicityStage, CommitteeStage, RollStage, RecommendStage, InspectStage, FirstListStage, CandidatesStage,
		NoticeStage, MeetStage, PollingStage, FurtherStage, FilingStage, CredentialsStage, SessionStage, HandoverStage, ArchiveStage}
}

// Stage 阶段 is one part of an election's timetable.
type Stage struct {
	ID      StageID
	Name    Phrase
	Planned Date     // the office's own last day for the stage
	Lawful  Deadline // what the law demands of the stage; zero where it is silent
}

// Deadline 时限 is a last lawful day and where it stands.
type Deadline struct {
	Last    Date
	Article Phrase // 村民委员会组织法第十七条
}

// Due is the day by which the stage must be done: the earlier of the planned
// and the lawful one.
func (s Stage) Due() Date {
	if !s.Lawful.Last.IsZero() && s.Lawful.Last.Before(s.Planned) {
		return s.Lawful.Last
	}
	return s.Planned
}

// StageAt is the stage that the timetable has reached on a day: the first whose
// day is not past, or the last of all. A further election is passed over, as most
// units need none.
func (e Election) StageAt(today Date) (now Stage) {
	for _, s := range e.Stages {
		if s.ID == FurtherStage {
			continue
		}
		if now = s; !s.Due().Before(today) {
			break
		}
	}
	return now
}

// Past are the stages before the vote whose day is past: a town that begins in the
// middle of things has done them already.
func (e Election) Past(today Date) (stages []Stage) {
	for _, s := range e.Stages {
		if s.Due().Before(today) && !e.followsPolling(s.ID) {
			stages = append(stages, s)
		}
	}
	return stages
}

// Next is the first stage in the order of the timetable that a unit owes; zero
// if it owes none.
func (e Election) Next(p Progress) Stage {
	for _, st := range e.Stages {
		if e.Owes(p, st.ID) {
			return st
		}
	}
	return Stage{}
}

// Ends reports whether a report ends a stage of the unit whose progress is
// given, and what the unit has to do next then.
func (e Election) Ends(before Progress, r Report) (next Stage, ends bool) {
	after := e.Fold(before, r)
	for _, st := range e.Stages {
		ends = ends || after.Stages[st.ID].Status == Done && before.Stages[st.ID].Status != Done
	}
	return e.Next(after), ends
}

// StageStatus is how far a unit is with a stage.
type StageStatus string

// The four statuses. The zero value is NotStarted.
const (
	NotStarted   StageStatus = ""
	UnderWay     StageStatus = "under_way"
	Done         StageStatus = "done"
	InDifficulty StageStatus = "in_difficulty" // always with a reason
)

// FillIn 补报 is how a stage stands that was not reported before the vote and makes no
// difference to it any more (FillsIn). Nobody reports it as such.
const FillIn StageStatus = "fill_in"

// Statuses lists every status in order.
func Statuses() []StageStatus { return []StageStatus{NotStarted, UnderWay, Done, InDifficulty} }

// Name says the status in words.
func (s StageStatus) Name() Phrase {
	switch s {
	case UnderWay:
		return Say("进行中", "Under way")
	case Done:
		return Say("已完成", "Done")
	case InDifficulty:
		return Say("有困难", "In difficulty")
	case FillIn:
		return Say("待补报", "To be filled in")
	}
	return Say("未开始", "Not started")
}

// StageState is what was last reported of one stage of one unit.
type StageState struct {
	Status StageStatus `json:"status,omitempty"`
	Reason string      `json:"reason,omitempty"`
	At     time.Time   `json:"at"`
	On     Date        `json:"on,omitzero"` // the day it was done on, where a report says so
}

// Day is the day on which the stage came to its status.
func (s StageState) Day(in *time.Location) Date {
	if !s.On.IsZero() {
		return s.On
	}
	return DateOf(s.At.In(in))
}

// stagePlan is a stage of a kind's usual list: the office's own last day as
// days from polling day, and the law's where it sets one.
type stagePlan struct {
	id      StageID
	name    Phrase
	planned int
}

// UsualStages is the list of stages that elections of a kind go through
// (rules of the kind; an office may rename, move, drop or add some), with
// planned days counted from polling day.
func UsualStages(k Kind, polling Date) []Stage {
	var stages []Stage
	for _, p := range usualPlan(k) {
		planned := polling.AddDays(p.planned)
		stages = append(stages, Stage{ID: p.id, Name: p.name, Planned: planned, Lawful: LawfulDeadline(k, p.id, polling)})
	}
	return stages
}

func usualPlan(k Kind) []stagePlan {
	switch k {
	case Party:
		return []stagePlan{
			{PrepareStage, Say("请示批复", "Request and reply"), -45},
			{RecommendStage, Say("两推", "Recommendation"), -30},
			{InspectStage, Say("考察", "Inspection"), -20},
			{CandidatesStage, Say("人选请示批复", "Candidates approved"), -12},
			{NoticeStage, Say("任前公示", "Public notice"), -3},
			{PollingStage, Say("党员大会选举", "Members' meeting"), 0},
			{CommitteeStage, Say("支委会选书记", "Committee meeting"), 1},
			{FilingStage, Say("报批备案", "Report for record"), 5},
			{HandoverStage, Say("工作移交", "Handover"), 10},
		}
	case Congress:
		return []stagePlan{
			{PrepareStage, Say("选区划分", "Constituencies"), -60},
			{RollStage, Say("选民登记公布", "Roll published"), -20},
			{FirstListStage, Say("初步候选人", "First list"), -15},
			{CandidatesStage, Say("正式候选人", "Formal list"), -7},
			{MeetStage, Say("与选民见面", "Meeting the voters"), -1},
			{PollingStage, Say("投票选举", "Polling day"), 0},
			{FurtherStage, Say("另行选举", "Further election"), 10},
			{CredentialsStage, Say("资格审查", "Credentials review"), 20},
			{SessionStage, Say("第一次会议", "First session"), 40},
		}
	}
	if k == Session {
		return []stagePlan{
			{PrepareStage, Say("会议筹备", "Preparation of the session"), -20},
			{CandidatesStage, Say("提名酝酿", "Nomination and deliberation"), 0},
			{PollingStage, Say("大会选举", "Election"), 0},
			{FurtherStage, Say("另行选举", "Further election"), 1},
			{FilingStage, Say("公告备案", "Announcement and record"), 5},
			{ArchiveStage, Say("总结归档", "Summary and archive"), 30},
		}
	}
	polling, committee := Say("投票选举", "Polling day"), Say("选举委员会", "Election committee")
	if k == Residents {
		committee = Say("选委会、居民代表", "Election committee")
	}
	return []stagePlan{
		{PrepareStage, Say("组织准备", "Preparation"), -75},
		{AuditStage, Say("离任审计", "Audit"), -60},
		{PublicityStage, Say("宣传培训", "Publicity and training"), -50},
		{CommitteeStage, committee, -35},
		{RollStage, Say("选民登记公布", "Roll published"), -20},
		{CandidatesStage, Say("提名联审公示", "Nomination, review, notice"), -5},
		{PollingStage, polling, 0},
		{FurtherStage, Say("另行选举", "Further election"), 15},
		{HandoverStage, Say("工作移交", "Handover"), 10},
		{ArchiveStage, Say("总结归档", "Summary and archive"), 30},
	}
}
