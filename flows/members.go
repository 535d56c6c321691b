package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// membersDraft is who was elected, being described.
type membersDraft struct {
	people
	seated []election.ElectedPerson // by the counts
	hidden bool                     // a count that this person may check must not show who won
	kin    string
}

// members reports who the elected are. Their names come of the counts alone;
// only what is not known of them is asked.
var members = flow.Form[membersDraft]{
	Head: flow.Head{
		ID: "members", Command: "members", Words: []string{"当选人员", "当选名单", "members"},
		Title: say("上报当选人员", "Report the elected"), Label: say("👥 当选人员", "👥 The elected"), Group: groupPolling(),
	},
	Start: func(s flow.Subject) membersDraft {
		return membersDraft{people: newPeople(), seated: s.Election.Seated(s.Progress), hidden: len(s.Hidden) > 0}
	},
	Steps: []flow.Step[membersDraft]{
		flow.Each(memberSteps),
		flow.Each(memberKinStep),
	},
	Problems: membersProblems,
	Review:   reviewMembers,
	Report:   func(m membersDraft) election.Body { return m.members() },
}

// MembersWord is the word that opens the form of the elected.
func MembersWord() string { return members.Words[0] }

// memberSteps asks what is not known of each of the elected.
func memberSteps(s flow.Subject, m membersDraft) []flow.Step[membersDraft] {
	var steps []flow.Step[membersDraft]
	for _, p := range m.seated {
		a := asks[membersDraft]{name: p.Name, known: election.Nominee{ElectedPerson: p}, of: func(m *membersDraft) *people { return &m.people }}.ofKind(s.Election)
		steps = append(append(steps, a.basics()...), a.incumbent())
		steps = append(steps, a.counted(s.Election)...)
		if _, byName := s.Town.PartyUnit(s.Unit); isCommittee(s.Election) && !byName { // else it is computed once both have voted
			steps = append(steps, a.both(p))
		}
		if s.Election.Kind == election.Party && !s.Town.HasCommitteeOf(s.Unit) { // else it is computed; taken where it is said
			a.quiet = true
			steps = append(steps, a.both(p))
		}
	}
	return steps
}

// both asks of a member of the Party whether the person also sits on the
// committee of its organisation (CrossAppointment 交叉任职), or heads both
// (CombinedHead 一肩挑).
func (a asks[T]) both(p election.ElectedPerson) flow.Step[T] {
	options := []flow.Option{
		{Value: "none", Label: say("不兼任", "Neither"), Words: []string{"不交叉", "未交叉", "没有兼任"}},
		{Value: "cross", Label: say("交叉任职", "Cross-appointed"), Words: []string{"交叉", "兼支委", "支委", "兼村委", "兼村委会委员", "兼居委"}},
	}
	if p.Post == election.Chair {
		options = append(options, flow.Option{Value: "head", Label: say("一肩挑", "Combined head"), Words: []string{"书记主任一肩挑", "兼书记"}})
	}
	known := ""
	switch {
	case p.HeadsBoth == election.Yes:
		known = "head"
	case p.OnBoth == election.Yes:
		known = "cross"
	case p.OnBoth == election.No:
		known = "none"
	}
	a.when = func(d described) bool { return d.Party == election.Yes }
	return a.about("both", say("交叉任职", "cross-appointment"), say("在村（社区）党组织任职吗？", "also in the Party organisation?"), known, func(d *described, v string) {
		d.OnBoth, d.HeadsBoth = election.No, election.No
		if v == "cross" || v == "head" {
			d.OnBoth = election.Yes
		}
		if v == "head" {
			d.HeadsBoth = election.Yes
		}
	}, options...)
}

func memberKinStep(s flow.Subject, m membersDraft) []flow.Step[membersDraft] {
	if !isCommittee(s.Election) || len(m.seated) < 2 {
		return nil
	}
	return []flow.Step[membersDraft]{flow.Prose("kin", say("当选人之间有近亲属的，成对写：张三-李四。没有就写“无”。", "Near relatives among the elected, in pairs: 张三-李四; “none” if there are none."),
		func(m *membersDraft) *string { return &m.kin },
		flow.With[membersDraft]{Field: flow.Field{Label: say("近亲属", "Relatives"), Words: []string{"近亲属", "亲属", "Relatives"}}, LastTime: memberKin, Presume: noKin[membersDraft]})}
}

func memberKin(s flow.Subject, _ membersDraft) (string, bool) {
	var kin []election.Kinship
	if s.Progress.Members != nil {
		kin = s.Progress.Members.Kin
	} else if s.Progress.Nomination != nil {
		kin = s.Progress.Nomination.Kin()
	}
	if among := election.KinAmong(kin, s.Election.Seated(s.Progress)); len(among) > 0 {
		return writtenKin(among), true
	}
	return "", false
}

func (m membersDraft) names() []string {
	var names []string
	for _, p := range m.seated {
		names = append(names, p.Name)
	}
	return names
}

// members is the report.
func (m membersDraft) members() election.Members {
	var out election.Members
	for _, p := range m.seated {
		out.Persons = append(out.Persons, m.person(p.Name, p.Post).ElectedPerson)
	}
	out.Kin, _ = readKin(m.kin, m.names())
	return out
}

func membersProblems(_ flow.Subject, m membersDraft) []election.Problem {
	if m.hidden {
		return []election.Problem{{Code: "not_checked", Fields: []string{"elected"}, Text: say(
			"计票结果还等您或别人复核：两次录入一致以后，再报当选人员。请先从“计票”录入复核。", "A count still waits to be checked, perhaps by you: report the elected once two entries agree. Enter it with “count” first.")}}
	}
	if len(m.seated) == 0 {
		return []election.Problem{{Code: "nobody_elected", Fields: []string{"elected"}, Text: say(
			"还没有选出人：先报计票结果，当选人从计票结果来。", "Nobody has been elected yet: report the count first, the elected come of it.")}}
	}
	ps := election.MembersProblems(m.members().Persons)
	if _, unread := readKin(m.kin, m.names()); !unread.IsZero() {
		ps = append(ps, election.Problem{Code: "kin", Fields: []string{"kin"}, Text: unread})
	}
	return ps
}

// reviewMembers says who the elected are together, and what the law makes of it.
func reviewMembers(s flow.Subject, draft membersDraft) []election.Phrase {
	m := draft.members()
	said := []election.Phrase{lines(s.Election.UnitLines(m.Persons))}
	left := 0
	for _, t := range s.Election.OpenTasks(s.Unit, s.Progress) {
		left += t.Seats()
	}
	if left > 0 {
		said = append(said, say("还缺 %s，选出后再报一次。", "Still open: %s; report again once all are filled.").With(election.Many(left, "%d 名", "%d seat", "%d seats")))
	}
	for _, b := range election.CompositionBreaches(s.Election, m.Persons, left, m.Kin) {
		said = append(said, say("⚠️ %s", "⚠️ %s").With(b.Say()))
	}
	if s.Progress.CountStatus() != election.Confirmed {
		said = append(said, say("计票结果还没有由第二人复核，当选人以复核后的为准。", "The count has not been checked by a second person; who is elected may still change."))
	}
	if open := openOf(draft.names(), draft.people, election.Nominee.Open); len(open) > 0 {
		said = append(said, openLine(open))
	}
	return said
}
