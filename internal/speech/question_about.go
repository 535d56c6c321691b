package speech

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// about fills in what the measure is of: a stage, a record, a trait, a topic.
func (a *query) about(f *Frame) {
	if !a.aboutStages(f) && !a.aboutElected(f) && !a.aboutPeople(f) {
		f.Topic = cmp.Or(f.Topic, a.topic(f.Measure))
		f.Level = a.level(f.Measure)
	}
}

// aboutStages fills in what is asked of days and stages. It reports whether that is what is asked for.
func (a *query) aboutStages(f *Frame) bool {
	switch f.Measure {
	case HowTo:
		a.howTo(f)
	case Calendar:
		f.Time = Span{At: Moment{Day: a.dayAsked()}}
		a.takesAll("weekdayOf", "daysLeft", "when", "until", "thisWeek", "nextWeek", "whether", "ofNow")
	case Owing, Progress, Deadline, DaysLeft:
		f.Stage = a.stage(f.Measure)
		f.InTime = f.Measure == Owing && a.takes("late none")
		if f.FromTo = f.Measure == Deadline && a.takes("fromTo"); f.Measure == Deadline {
			a.takes("outcome") // 审计结果啥时候公布
		}
	case Difficulties:
		if a.takes("stage/nameList/registered") {
			f.Stage = a.stage(Progress)
		}
	case Remind:
		f.Topic = a.topic(f.Measure)
		if a.has("stage not") || a.has("stage") && len(a.unread()) == 0 { // 投票 is what is reported, and no stage that is done
			f.Stage = a.stage(f.Measure)
		}
	case Reported:
		f.Time.LastOne = f.Time.LastOne || a.has("whoReported")
		f.Stage = a.stageReported()
	default:
		return false
	}
	return true
}

// aboutElected fills in what is asked of those who stand or were elected. It reports whether that is what is asked for.
func (a *query) aboutElected(f *Frame) bool {
	switch f.Measure {
	case Ages:
		f.One = a.takes("extreme ofWhich") || a.takes("extreme -units -eachUnit")
	case Composition, Candidates, NotKept:
		if f.Trait = a.trait(f.Measure); f.Measure == Composition && f.Trait != "" {
			f.With, f.Whole = a.otherTraits(f.Trait), a.takes("whole")
		}
		if id := a.firstID("stage"); f.Measure == Candidates && (id == string(election.FirstListStage) || a.takes("dropped") || a.has("jointly/bothLists")) { // who they are before the formal list
			a.takes("jointly field record") // the answer says who was
			f.Stage, f.Both = election.FirstListStage, a.takes("bothLists")
		}
		f.Contests, f.Contest = f.Measure == Candidates && a.has("surplus"), a.contest
	default:
		return false
	}
	return true
}

// aboutPeople fills in what is asked of people, units and records. It reports whether that is what is asked for.
func (a *query) aboutPeople(f *Frame) bool {
	switch f.Measure {
	case Person:
		f.Topic, f.EachChecker = cmp.Or(f.Topic, a.topic(f.Measure)), a.takes("eachChecker")
		if a.has("alsoOfficer") {
			f.Topic = "both"
		}
	case Units:
		f.Polling = a.takes("votes/pollingDay day/ofNow")
	case OwnWords:
		f.Topic = a.firstID("own")
	case Records:
		if f.Meetings = a.has("meeting"); f.Meetings {
			f.Fields, f.Record = a.meetings, a.meetings[0].Record
			a.takesMeeting()
			return true
		}
		f.Fields = a.record()
		if a.ofMembers(f.Fields) {
			a.takesPeople()
		}
		f.Record, f.Field = f.Fields[0].Record, f.Fields[0].Field
		if !a.has("filed") {
			f.SideBySide = a.fieldsNamed()
		}
	default:
		return false
	}
	return true
}

// stageReported is the stage of which it is asked when it was reported.
func (a *query) stageReported() election.StageID {
	switch {
	case a.has("arrival/departure"):
		return election.StageID(a.firstID("stage"))
	case a.has("past candidate"):
		return "candidates" // 候选人名单几号贴的
	case a.has("past"):
		return cmp.Or(a.stage(Reported), "roll") // 登记是哪天弄完的
	}
	return ""
}

// trait is the part of the elected, or of the candidates, that is asked for; "" is all of them.
func (a *query) trait(m Measure) election.Trait {
	named := election.Trait(a.firstID("trait"))
	switch {
	case m == Candidates && named == "" && a.has("composed") && a.age.By == All:
		return "women"
	case m == Composition && a.has("headsBoth"): // 支书是不是都当主任了
		return election.TraitCombined
	case m == Composition && says(a.text, allAre) && a.has("trait not") && opposites[named] != "":
		return opposites[named]
	case m == Composition && a.sexes(): // 女性比例比男性低多少
		return ""
	}
	return named
}

// otherTraits are the traits that are named beside one, where they are not set against each other:
// 女的又是党员的, but not 党员多还是群众多.
func (a *query) otherTraits(one election.Trait) (all []election.Trait) {
	if a.has("compares/either/apiece/changes") || a.said["howMany"] > 1 || says(a.text, "和|跟|与|、|及|还是|或| and | or ") || a.allOf() {
		return nil
	}
	for _, at := range a.atoms {
		t := election.Trait(at.id)
		if at.does("trait") && !at.does("schooling") && at.id != "" && t != one && opposites[t] != one && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// sexes reports whether women and men are named.
func (a *query) sexes() bool {
	named := func(trait string) bool {
		return slices.ContainsFunc(a.atoms, func(at atom) bool { return at.senses == "trait" && at.id == trait })
	}
	return named("women") && named("men")
}

// contacts say of whom it is asked who they are; read only.
var contacts = []rule[string]{
	{"unlisted", "phone"},
	{"leader -officer -checker", "leader"},
	{"checker -officer -leader", "checker"},
}

// stoodFor say of which candidates it is asked who has most or fewest votes; read only.
var stoodFor = []rule[string]{
	{"lost highest/lowest", "lost"},
	{"not elected highest/lowest", "lost"},
	{"elected highest/lowest/average", "elected"},
}

// topic is what contacts, times and incidents are asked for.
func (a *query) topic(m Measure) string {
	switch {
	case m == Contact:
		of, _ := first(a, contacts)
		return of
	case m == Remind && a.takes("reminds whether -let"): // 催了没有
		return "asked"
	case m == Remind && a.has("checker/confirms"):
		return "checker"
	case m == Confirmed && a.takes("differs"):
		return "differs"
	case m == Person && a.takes("checksOf"), m == Person && a.has("confirms/checker mine"), m == Confirmed && a.has("person checked"): // 轮到我复核哪几个村
		return "checker"
	case m == Votes:
		of, _ := first(a, stoodFor)
		return of
	case m == ReportTimes && a.has("digest"):
		return "digest"
	case m == Incidents:
		return a.onlyID("petition")
	}
	return ""
}

// firstID is the first id of the first word of a sense; "" if it was not said.
func (a *query) firstID(sense string) string {
	e, _ := a.firstOf(sense)
	id, _, _ := strings.Cut(e.id, " ")
	return id
}

// level is how urgent the incidents are that are asked for; 0 is any.
func (a *query) level(m Measure) election.Severity {
	if m != Incidents || !a.takes("severity") {
		return 0
	}
	n, _ := strconv.Atoi(a.firstID("severity"))
	return election.Severity(n)
}

// onlyID is the id of the words of a sense, "" if they have several: 停电的 吵架的 are all incidents.
func (a *query) onlyID(sense string) string {
	id := a.firstID(sense)
	if slices.ContainsFunc(a.atoms, func(at atom) bool { return at.does(sense) && at.id != id }) {
		return ""
	}
	return id
}

// howTo fills in what is to be done: a stage, a report, or nothing that is named.
func (a *query) howTo(f *Frame) {
	f.Stage, _ = a.q.StageIn(a.heard.Text)
	f.Reporting, f.Ruling = a.takes("reports"), a.has("rules") || a.has("void/voided/further/half/invalid")
	switch {
	case a.has("corrects"):
		f.Topic = "correct"
	case a.has("photoNeed/photo"):
		f.Topic = "photo"
	}
	f.Bare = f.Stage == "" && f.Topic == "" && !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.unread || at.senses != "" && at.senses != "passes" && !strings.HasPrefix(at.senses, "howTo") && at.senses != "mine" && at.senses != "does"
	})
}

// stage is the stage that is named, also by what is done in it.
func (a *query) stage(m Measure) election.StageID {
	if e, ok := a.firstOf("stage"); ok && !a.has("formalList") {
		id := election.StageID(strings.Fields(e.id)[0])
		if a.q.stages[id] || m != Deadline && m != DaysLeft || !a.has("votes/pollingDay/counts") && !strings.Contains(a.text, "选举") {
			return id
		}
	}
	switch {
	case a.posted() && a.has("-candidate"), a.has("registered does"), m == Progress && a.has("registered"):
		return "roll"
	case a.has("candidate"):
		return "candidates"
	case a.has("further"):
		return election.FurtherStage
	case a.has("votes/pollingDay/counts") || m == DaysLeft || m == Deadline && !a.has("who/which"):
		return election.PollingStage
	}
	return ""
}

// posted reports whether 名单 is the list of voters, of which something is done, and
// no form of the answer: 公布名单, but not 没报的村名单.
func (a *query) posted() bool {
	content := slices.DeleteFunc(slices.Clone(a.atoms), func(at atom) bool {
		return at.senses == "passes" || at.senses == "" && !at.unread && at.number == nil && at.means == nil
	})
	near := func(i int) bool {
		return i >= 0 && i < len(content) && slices.ContainsFunc(strings.Fields(content[i].senses), func(s string) bool {
			return slices.Contains([]string{"does", "reports", "not", "deadline", "when", "stage", "late"}, s)
		})
	}
	i := slices.IndexFunc(content, func(at atom) bool { return strings.Contains(at.senses, "nameList") })
	return i >= 0 && !strings.Contains(a.text, "报的名单") && (near(i-1) || near(i+1))
}
