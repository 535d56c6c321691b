package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// incident reports something that leaders must answer: disorder, a petition, a
// complaint, an accident.
var incident = flow.Form[incidentDraft]{
	Head: flow.Head{
		ID: "incident", Command: "incident", Words: []string{"突发", "突发情况", "突发事件", "上报情况", "incident"}, Hears: hearsIncident, GoesOn: goesOnIncident,
		Title: say("上报突发情况", "Report an incident"), Label: say("🚨 突发", "🚨 Incident"),
		May: anyRole, For: mayTell, Offers: mayReportCase,
	}, Start: startIncident,
	Steps: []flow.Step[incidentDraft]{
		flow.Choice("about", say("和哪个阶段的困难有关？", "Which difficulty is it about?"), difficultyOptions, setDifficulty,
			flow.With[incidentDraft]{Field: flow.Field{Label: say("相关困难", "Difficulty")}, When: func(d incidentDraft) bool { return len(d.difficulties) > 0 },
				Presume: func(flow.Subject, incidentDraft) (string, bool) { return noDifficulty, true }}),
		flow.Prose("words", say("出了什么情况？一两句话，可以直接发照片、位置。", "What has happened? A sentence or two; send photos or your location as well."),
			func(d *incidentDraft) *string { return &d.Words },
			flow.With[incidentDraft]{Field: flow.Field{Label: say("情况", "What")}, LastTime: reasonOfDifficulty}),
		flow.Choice("topic", say("哪一类？", "What kind?"), topicsOf(election.Incident), func(d *incidentDraft, v string) { d.Topic = v },
			flow.With[incidentDraft]{Field: flow.Field{Label: say("类别", "Kind")}, Presume: topicInWords}),
		flow.Choice("severity", say("有多急？", "How urgent?"), severityOptions, setSeverity,
			flow.With[incidentDraft]{Field: flow.Field{Label: say("等级", "Severity")}, Presume: severityInWords}),
		flow.Number("people", say("来了多少人？", "How many people?"), func(d *incidentDraft) *int { return &d.People },
			flow.With[incidentDraft]{Field: flow.Field{Label: say("人数", "People"), Words: []string{"大约", "约", "人数", "来了", "来", "聚集", "聚集了", "围了", "有"}, About: true}, Presume: peopleInWords}),
		flow.Prose("place", say("在什么地方？", "Where?"), func(d *incidentDraft) *string { return &d.Place },
			flow.With[incidentDraft]{Field: flow.Field{Label: say("地点", "Where"), Longest: 60},
				Presume: func(s flow.Subject, _ incidentDraft) (string, bool) { return s.Unit.Name, true }}),
		flow.Attach("photo", say("请发现场照片或位置。", "Please send a photo or your location."),
			[]election.FileKind{election.Photo, election.Location, election.Document}, func(d *incidentDraft) *election.File { return &d.photo },
			flow.With[incidentDraft]{Field: flow.Field{Label: say("照片或位置", "Photo, location"), Later: true},
				Presume: func(flow.Subject, incidentDraft) (string, bool) { return "later", true }}),
	},
	Left:   leftIncident,
	Review: reviewIncident,
	Report: func(d incidentDraft) election.Body { return d.whole() },
}

// incidentDraft is an incident being filled in.
type incidentDraft struct {
	election.Case
	unit         string
	photo        election.File
	difficulties []difficulty
	reason       string // of the difficulty that it is about
}

// difficulty is a stage in difficulty with the reason that was given.
type difficulty struct {
	stage  election.Stage
	reason string
}

const noDifficulty = "none"

func anyRole(p election.Person) bool { return p.Office || len(p.Units)+len(p.Checks)+len(p.Areas) > 0 }

// mayTell lets whoever hears of an emergency report it, of any unit: its own people
// are told then.
func mayTell(p election.Person, u election.Unit) bool { return !p.Unknown }

// mayReportCase lets whoever answers for a unit, or leads it, report what is
// wrong there.
func mayReportCase(p election.Person, u election.Unit) bool { return p.MayCheck(u) || p.Leads(u) }

func startIncident(s flow.Subject) incidentDraft {
	d := incidentDraft{Case: election.Case{Kind: election.Incident}, unit: s.Unit.Name}
	if !s.Person.MaySee(s.Unit) {
		return d
	}
	for _, st := range s.Election.Stages {
		if state := s.Progress.Stages[st.ID]; state.Status == election.InDifficulty {
			d.difficulties = append(d.difficulties, difficulty{st, state.Reason})
		}
	}
	return d
}

func difficultyOptions(_ flow.Subject, d incidentDraft) []flow.Option {
	options := []flow.Option{{Value: noDifficulty, Label: say("都无关", "None"), Name: say("无", "none")}}
	for _, each := range d.difficulties {
		options = append(options, flow.Option{Value: string(each.stage.ID), Label: each.stage.Name})
	}
	return options
}

func setDifficulty(d *incidentDraft, v string) {
	for _, each := range d.difficulties {
		if string(each.stage.ID) == v {
			d.reason = each.reason
		}
	}
}

// reasonOfDifficulty lets a difficulty be registered as it was reported.
func reasonOfDifficulty(_ flow.Subject, d incidentDraft) (string, bool) {
	return d.reason, d.reason != ""
}

// topicsOf offers what a case of a kind may be about.
func topicsOf(k election.CaseKind) func(flow.Subject, incidentDraft) []flow.Option {
	return func(flow.Subject, incidentDraft) []flow.Option { return topicOptions(k) }
}

func topicOptions(k election.CaseKind) []flow.Option {
	var options []flow.Option
	for _, t := range k.Topics() {
		options = append(options, flow.Option{Value: t.ID, Label: t.Name})
	}
	return options
}

func severityOptions(flow.Subject, incidentDraft) []flow.Option {
	return []flow.Option{
		{Value: "1", Label: say("特急：人或票箱有危险", "Grave: people or ballots in danger"), Name: election.Grave.Name(), Words: []string{"特急", "一级", "grave"}},
		{Value: "2", Label: say("紧急：影响选举", "Serious: the election is in danger"), Name: election.Serious.Name(), Words: []string{"紧急", "二级", "很急", "挺急", "比较急", "有点急", "比较严重", "有点严重", "挺严重", "serious"}},
		{Value: "3", Label: say("一般：需要答复", "Ordinary: an answer is needed"), Name: election.Ordinary.Name(), Words: []string{"一般", "三级", "不急", "不紧急", "不算急", "不太急", "没那么急", "不要紧", "不严重", "不算严重", "不太严重", "没那么严重", "一般般", "光动嘴", "没动手", "没什么大事", "没啥大事", "不是大事", "小事", "ordinary", "not serious"}},
	}
}

func setSeverity(d *incidentDraft, v string) { d.Severity = election.Severity(v[0] - '0') }

// leftIncident is what goes out of an incident that cannot wait and lies unfinished.
func leftIncident(_ flow.Subject, d incidentDraft) election.Body {
	if d.Words == "" || d.Severity != election.Grave && d.Severity != election.Serious {
		return nil
	}
	c := d.whole()
	c.Unfinished = true
	if c.Topic == "" {
		c.Topic = "other"
	}
	return c
}

// whole is the incident as it is reported.
func (d incidentDraft) whole() election.Case {
	c := d.Case
	if c.Place == d.unit {
		c.Place = ""
	}
	return c
}

// reviewIncident says who is told, and by when they have to answer.
func reviewIncident(s flow.Subject, d incidentDraft) []election.Phrase {
	who := say("确认后马上通知包片领导和选举办", "The area's leaders and the office are told at once")
	if d.Severity == election.Grave {
		who = say("确认后马上通知包片领导、领导小组和选举办", "The area's leaders, the leading group and the office are told at once")
	}
	if !mayReportCase(s.Person, s.Unit) {
		who = say("不是您负责的单位：确认后转告那里的联络员、包片领导和选举办", "Not one of yours: its officers, the area's leaders and the office are told at once")
	}
	due := s.Now.Add(d.Severity.Clock()).In(s.Town.Location)
	said := []election.Phrase{say("%s，%s前要有答复。", "%s; an answer is due by %s.").With(who, election.Clock(due, s.Local()))}
	if d.Severity == election.Grave {
		said = append(said, say("有人身危险请先打 110、120。", "If anybody is in danger call 110 or 120 first."))
	}
	return said
}
