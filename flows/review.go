package flows

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// reviewDraft is what the departments say, being filled in.
type reviewDraft struct {
	answers map[string]*departmentAnswer // by the department
	rest    string                       // what holds of those that were not entered, "" if each is asked
}

type departmentAnswer struct {
	answer election.Answered
	names  string
	reason string
}

func (r reviewDraft) of(department string) *departmentAnswer {
	if r.answers[department] == nil {
		r.answers[department] = &departmentAnswer{}
	}
	return r.answers[department]
}

// review 资格联审 reports what the departments say of the candidates.
var review = flow.Form[reviewDraft]{
	Head: flow.Head{
		ID: "review", Command: "review", Words: []string{"资格联审", "联审", "review"},
		Title: say("上报资格联审", "Report the joint review"), Label: say("🔎 资格联审", "🔎 Review"), Group: groupCandidates(),
	},
	Start: func(flow.Subject) reviewDraft { return reviewDraft{answers: map[string]*departmentAnswer{}} },
	Steps: []flow.Step[reviewDraft]{flow.Each(departmentSteps)},
	Problems: func(s flow.Subject, r reviewDraft) []election.Problem {
		var ps []election.Problem
		for _, d := range election.ReviewDepartments() {
			if complaint := strangers(s, nameWords(r.of(d.ID).names)); !complaint.IsZero() {
				ps = append(ps, election.Problem{Code: "names", Fields: []string{"names." + d.ID}, Text: complaint})
			}
		}
		return ps
	},
	Review: reviewReview,
	Report: func(r reviewDraft) election.Body { return r.review() },
}

// strangers complains of a name that is not on the unit's list of candidates.
func strangers(s flow.Subject, names []string) election.Phrase {
	for _, name := range names {
		if !election.MayBeName(name, election.NameAsked) {
			return say("“%s”不像姓名。", "“%s” does not look like a name.").With(name)
		}
		if n := s.Progress.Nomination; n != nil && !slices.Contains(n.Names(), name) {
			return say("“%s”不在候选人名单上（%s）。", "“%s” is not among the candidates (%s).").With(name, named(n.Names()))
		}
	}
	return election.Phrase{}
}

// departmentSteps asks each department's answer, and of one that let somebody
// fail whom and why.
func departmentSteps(s flow.Subject, _ reviewDraft) []flow.Step[reviewDraft] {
	var steps []flow.Step[reviewDraft]
	for _, d := range election.ReviewDepartments() {
		before := repliedBefore(s, d.ID)
		failed := func(r reviewDraft) bool { return r.of(d.ID).answer == election.NotPassed }
		steps = append(steps,
			flow.Choice(flow.StepID(d.ID), say("%s怎么回复？也可以一行写：“公安 通过 法院 通过 纪检 待回复”。", "What does %s say? Or in one line: “police passed court passed discipline waiting”.").With(d.Name),
				func(flow.Subject, reviewDraft) []flow.Option { return answers() },
				func(r *reviewDraft, v string) { r.take(d.ID, v) },
				flow.With[reviewDraft]{Field: flow.Field{Label: d.Name, Under: departmentWords(d)},
					LastTime: func(flow.Subject, reviewDraft) (string, bool) {
						return string(before.Answer), before.Answer != election.NotAnswered
					},
					Presume: func(_ flow.Subject, r reviewDraft) (string, bool) { return r.rest, r.rest != "" }}),
			flow.Prose(flow.StepID("names."+d.ID), say("%s：谁没有通过？写姓名。", "%s: who did not pass? The names.").With(d.Name),
				func(r *reviewDraft) *string { return &r.of(d.ID).names },
				flow.With[reviewDraft]{Field: flow.Field{Label: say("%s未通过", "%s: not passed").With(d.Name), Longest: 200}, When: failed, LastTime: namesBefore(before)}),
			flow.Choice(flow.StepID("reason."+d.ID), say("%s：什么原因？只选类别，不写细节。", "%s: for what reason? Only the kind.").With(d.Name),
				func(flow.Subject, reviewDraft) []flow.Option { return reviewReasons() },
				func(r *reviewDraft, v string) { r.of(d.ID).reason = v },
				flow.With[reviewDraft]{Field: flow.Field{Label: say("%s原因", "%s: reason").With(d.Name)}, When: failed,
					LastTime: func(flow.Subject, reviewDraft) (string, bool) { return before.Reason, before.Reason != "" }}))
	}
	return steps
}

// take records an answer, and with one of the last two that it holds of all that
// were not entered.
func (r *reviewDraft) take(department, v string) {
	switch v {
	case "rest_waiting":
		r.rest, v = "waiting", "waiting"
	case "rest_passed":
		r.rest, v = string(election.Passed), string(election.Passed)
	}
	if v == "waiting" {
		v = string(election.NotAnswered)
	}
	r.of(department).answer = election.Answered(v)
}

func answers() []flow.Option {
	return []flow.Option{
		{Value: string(election.Passed), Label: say("通过", "Passed"), Words: []string{"合格", "同意", "无异议", "没异议", "没有异议", "没意见", "没有意见", "无意见", "没问题", "没有问题", "无问题", "no objection"}},
		{Value: string(election.NotPassed), Label: say("有人未通过", "Not passed"), Words: []string{"未通过", "不通过", "没通过", "不合格", "不同意", "有异议", "有意见", "有问题", "failed"}},
		{Value: "waiting", Label: say("待回复", "Waiting"), Words: []string{"未回复", "没回复", "还没回复", "没回", "还没回", "没答复", "未答复"}},
		{Value: "rest_waiting", Rest: true, Label: say("其余都待回复", "All the rest waiting"), Name: say("待回复", "Waiting"), Words: []string{"其余待回复", "其他待回复"}},
		{Value: "rest_passed", Rest: true, Label: say("其余都通过", "All the rest passed"), Name: say("通过", "Passed"), Words: []string{"其余通过", "全部通过", "全部合格", "全合格", "全都合格", "都通过", "均通过", "全通过", "都合格", "都同意", "都没意见", "都没有意见", "都没问题", "都没有问题", "都无异议", "均无异议", "all passed"}},
	}
}

func reviewReasons() []flow.Option {
	var options []flow.Option
	for _, r := range election.ReviewReasons() {
		options = append(options, flow.Option{Value: r.ID, Label: r.Name})
	}
	return options
}

// departmentWords are what a department is called in a line.
func departmentWords(d election.Topic) []string {
	others := map[string][]string{
		"organisation": {"组织部", "组织"}, "discipline": {"纪检", "纪委", "监察"}, "court": {"人民法院"}, "procuratorate": {"检察"},
		"police": {"派出所", "公安局"}, "civil": {"民政局"}, "health": {"卫健局", "卫健委", "计生"}, "petitions": {"信访局"},
	}
	return append([]string{d.Name.In(election.Chinese), d.Name.In(election.English)}, others[d.ID]...)
}

func repliedBefore(s flow.Subject, department string) election.Replied {
	if s.Progress.Review != nil {
		for _, d := range s.Progress.Review.Replies {
			if d.Department == department {
				return d
			}
		}
	}
	return election.Replied{}
}

func namesBefore(before election.Replied) func(flow.Subject, reviewDraft) (string, bool) {
	return func(flow.Subject, reviewDraft) (string, bool) {
		return strings.Join(before.Names, "、"), len(before.Names) > 0
	}
}

// review is the report.
func (r reviewDraft) review() election.Review {
	var out election.Review
	for _, d := range election.ReviewDepartments() {
		a := r.of(d.ID)
		replied := election.Replied{Department: d.ID, Answer: a.answer}
		if a.answer == election.NotPassed {
			replied.Names, replied.Reason = nameWords(a.names), a.reason
		}
		out.Replies = append(out.Replies, replied)
	}
	return out
}

// reviewReview says whose answer is outstanding and who has to be taken off the
// list.
func reviewReview(s flow.Subject, draft reviewDraft) []election.Phrase {
	r := draft.review()
	var said []election.Phrase
	if s.Progress.Nomination == nil {
		said = append(said, say("还没有报候选人名单；联审结果先记下。", "The candidates have not been reported yet; the answers are noted."))
	}
	if waiting := r.WaitingNames(); len(waiting) > 0 {
		said = append(said, say("还有 %d 个部门没有回复：%s。回复后只发新的，例如“联审 公安 通过”。", "Not answered yet (%d): %s. Send only what is new, e.g. “review police passed”.").With(len(waiting), phrases(waiting)))
	} else {
		said = append(said, say("%d 个部门都已回复。", "All %d departments have answered.").With(len(r.Replies)))
	}
	if out := r.Refused(); len(out) > 0 {
		said = append(said, say("⚠️ 未通过：%s。请从候选人名单中撤下，重新上报名单。", "⚠️ Not passed: %s. Take them off the list and report it anew.").With(named(out)))
	}
	return said
}

// phrases puts phrases side by side.
func phrases(all []election.Phrase) election.Phrase {
	return election.Joined(all, "、", ", ")
}
