package flows

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// actDraft is a deed about a case being filled in.
type actDraft struct {
	election.Act
	state  election.CaseState
	known  bool   // the case is there
	choice string // a deed, or take
	me     election.PersonID
}

// take is to assign a case to oneself.
const take = "take"

// act answers, hands on and closes cases: incidents, requests, objections. It is
// opened by the buttons of a case.
var act = flow.Form[actDraft]{
	Head: flow.Head{
		ID: "act", Words: []string{"办理"}, Hidden: true,
		Title: say("办理", "Deal with a case"), Label: say("🗂 办理", "🗂 Deal with"), Group: groupMatters(),
		Confirm: say("确认办理", "Confirm"), Confirmed: say("已办理", "Done"),
		May: anyRole, For: mayReportCase,
	},
	Start: func(s flow.Subject) actDraft { return actDraft{me: s.Person.ID} },
	Steps: []flow.Step[actDraft]{
		flow.Each(func(s flow.Subject, _ actDraft) []flow.Step[actDraft] {
			ask := say("办理哪一件？", "Which case?")
			if len(s.Progress.Cases) == 0 {
				ask = say("现在没有要办理的事项。", "There is nothing to deal with.")
			}
			return []flow.Step[actDraft]{flow.Choice("case", ask, caseOptions,
				func(d *actDraft, v string) {
					d.Case = election.ReportID(v)
					d.state, d.known = s.Progress.Case(d.Case)
				}, flow.With[actDraft]{Field: flow.Field{Label: say("事项", "Case")}})}
		}),
		flow.Each(deedStep),
		flow.Each(detailSteps),
	},
	Over:     actOver,
	Problems: actProblems,
	Review:   reviewAct,
	Report:   func(d actDraft) election.Body { return d.whole() },
}

// closedCases is how many cases that are closed are offered beside the open ones.
const closedCases = 6

// caseOptions lists the cases of the unit, the open ones first, the latest of
// each first. Closed ones are among them so that a late deed learns what was
// decided.
func caseOptions(s flow.Subject, _ actDraft) []flow.Option {
	var open, closed []flow.Option
	for _, c := range slices.Backward(s.Progress.Cases) {
		if c.Private() && !s.Person.Handles(s.Unit) {
			continue
		}
		name := say("%s：%s（%s %s）", "%s: %s (%s, %s)").With(c.Title(), brief(c.Words), c.By.Name(), election.Clock(c.At, s.Local()))
		o := flow.Option{Value: string(c.ID), Label: say("%s %s", "%s %s").With(c.Title(), c.ID), Name: name}
		if c.Open() {
			open = append(open, o)
		} else if len(closed) < closedCases {
			o.Label = say("✓ %s", "✓ %s").With(o.Label)
			closed = append(closed, o)
		}
	}
	return append(open, closed...)
}

// brief is the beginning of what was said, on one line.
func brief(words string) string {
	r := []rune(strings.Join(strings.Fields(words), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}

// deedStep asks what is to be done: what the person may do about the case as it
// stands. Nothing is asked of a case that leaves them nothing to do.
func deedStep(s flow.Subject, d actDraft) []flow.Step[actDraft] {
	if len(deedOptions(s, d)) == 0 {
		return nil
	}
	ask := say("怎么办理？", "What is to be done?")
	if a, ok := d.state.Last(); ok {
		ask = say("已由%s。怎么办理？", "Done already: %s. What is to be done?").With(a.Say(s.Local(), true))
	}
	return []flow.Step[actDraft]{flow.Choice("deed", ask, deedOptions,
		func(d *actDraft, v string) {
			d.choice, d.Deed, d.To = v, election.Deed(v), ""
			if v == take {
				d.Deed, d.To = election.Assign, d.me
			}
		}, flow.With[actDraft]{Field: flow.Field{Label: say("办理", "Deed")}})}
}

func deedOptions(s flow.Subject, d actDraft) []flow.Option {
	var options []flow.Option
	if !d.known {
		return nil
	}
	for _, deed := range d.state.Deeds() {
		if !d.state.MayDo(s.Person, s.Unit, deed) {
			continue
		}
		if deed == election.Assign && d.state.Owner == "" {
			options = append(options, flow.Option{Value: take, Label: say("🙋 我来处理", "🙋 I take it"), Words: []string{"接手"}})
		}
		options = append(options, flow.Option{Value: string(deed), Label: deed.Name()})
	}
	return options
}

// detailSteps ask what a deed needs.
func detailSteps(s flow.Subject, d actDraft) []flow.Step[actDraft] {
	words := func(ask, label election.Phrase) flow.Step[actDraft] {
		return flow.Prose(flow.StepID("words."+d.choice), ask, func(d *actDraft) *string { return &d.Words }, flow.With[actDraft]{Field: flow.Field{Label: label}})
	}
	switch election.Deed(d.choice) {
	case election.Assign:
		return []flow.Step[actDraft]{flow.Choice("to", say("指派给谁？", "To whom?"), handOptions,
			func(d *actDraft, v string) { d.To = election.PersonID(v) }, flow.With[actDraft]{Field: flow.Field{Label: say("指派给", "To")}})}
	case election.Reply:
		return []flow.Step[actDraft]{words(say("回复什么？照片也可以一起发。", "What is the reply? Photos may go with it."), say("回复", "Reply"))}
	case election.Refer:
		return []flow.Step[actDraft]{words(say("转交给哪个单位？", "Referred to which authority?"), say("转交", "Referred to"))}
	case election.Close:
		return []flow.Step[actDraft]{words(say("怎么办结的？一两句话。", "How was it settled? A sentence or two."), say("结果", "Result"))}
	case election.Reopen:
		return []flow.Step[actDraft]{words(say("为什么重新打开？", "Why is it reopened?"), say("原因", "Why"))}
	case election.Return:
		return []flow.Step[actDraft]{words(say("退回的原因？会原样告诉上报人。", "Why is it returned? Whoever asked is told so."), say("退回原因", "Why"))}
	case election.Approve:
		return []flow.Step[actDraft]{numberStep()}
	case election.Uphold:
		return []flow.Step[actDraft]{registeredStep(s), words(say("决定的理由？一两句话。", "What is the reason? A sentence or two."), say("理由", "Reason"))}
	case election.Reject:
		return []flow.Step[actDraft]{words(say("决定的理由？一两句话。", "What is the reason? A sentence or two."), say("理由", "Reason"))}
	}
	return nil
}

// noNumber stands for a reply that has no number.
func noNumber() string { return "无" }

// numberStep asks for the number of the reply 批复; it may have none.
func numberStep() flow.Step[actDraft] {
	return flow.Prose("number", say("批复文号？没有就写“无”。", "The number of the reply? “无” if it has none."),
		func(d *actDraft) *string { return &d.Words },
		flow.With[actDraft]{Field: flow.Field{Label: say("批复文号", "Number"), Longest: 60},
			Presume: func(flow.Subject, actDraft) (string, bool) { return noNumber(), true }})
}

// registeredStep asks how many are on the roll once an objection is upheld.
func registeredStep(s flow.Subject) flow.Step[actDraft] {
	now := strconv.Itoa(s.Progress.Registered(s.Unit))
	return flow.Number("registered", say("更正后登记选民多少人？现在是 %s 人；不变就输入 %[1]s。", "How many are registered after the correction? Now %s.").With(now),
		func(d *actDraft) *int { return &d.Registered }, flow.With[actDraft]{Field: flow.Field{Label: say("登记选民", "Registered"), Words: registeredWords(), Nouns: voterNouns()}})
}

// handOptions are the people the case can be assigned to.
func handOptions(s flow.Subject, d actDraft) []flow.Option {
	var options []flow.Option
	for _, id := range s.Town.Hands(s.Unit) {
		if id == d.state.Owner || id == d.me {
			continue
		}
		name, user := id.Name(), string(id)
		if strings.HasPrefix(user, "office:") && len(s.Town.Office) > 1 {
			name = say("%s（尾号 %s）", "%s (…%s)").With(name, fmt.Sprintf("%04s", user[max(len(user)-4, len("office:")):]))
		}
		options = append(options, flow.Option{Value: string(id), Label: name})
	}
	return options
}

// actOver says why there is nothing left to do about a case.
func actOver(s flow.Subject, d actDraft) election.Phrase {
	if !d.known || len(deedOptions(s, d)) > 0 {
		return election.Phrase{}
	}
	if a, ok := d.state.Decision(); ok {
		return say("已由%s，不用再办。", "Already decided: %s.").With(a.Say(s.Local(), true))
	}
	return say("这一件您不能办理。", "You cannot do anything about this one.")
}

// actProblems says what was decided already, and what is missing.
func actProblems(s flow.Subject, d actDraft) []election.Problem {
	if !d.known {
		return nil
	}
	if over := actOver(s, d); !over.IsZero() {
		return []election.Problem{{Code: "case_decided", Fields: []string{"case"}, Text: over}}
	}
	if d.Deed == election.Uphold && d.Registered == 0 {
		return []election.Problem{{Code: "registered_zero", Fields: []string{"registered"}, Text: say("登记选民不能为 0。", "The number registered cannot be 0.")}}
	}
	return nil
}

// whole is the deed as it is reported.
func (d actDraft) whole() election.Act {
	a := d.Act
	if a.Deed == election.Approve && slices.Contains([]string{noNumber(), "none", "None"}, a.Words) {
		a.Words = ""
	}
	return a
}

// reviewAct says what the deed brings about.
func reviewAct(s flow.Subject, d actDraft) []election.Phrase {
	c := d.state
	switch d.Deed {
	case election.Assign:
		if d.To == d.me {
			return []election.Phrase{say("确认后由您负责，上报人和其他领导都会看到。", "It is yours then; whoever reported it and the other leaders see so.")}
		}
		return []election.Phrase{say("确认后马上通知%s。", "%s is told at once.").With(d.To.Name())}
	case election.Approve:
		said := []election.Phrase{say("批复件可以现在发来，一起存档；没有就直接确认。", "Send the paper of the reply now to keep it with this, or just confirm.")}
		if st, ok := s.Election.Stage(s.Election.RequestStage(c.Case)); ok {
			said = append(said, say("批复同意后，“%s”记为完成。", "“%s” counts as done then.").With(st.Name))
		}
		return said
	case election.Return:
		return []election.Phrase{say("退回后，%s可以改好重报。", "%s can make it anew then.").With(c.By.Name())}
	case election.Uphold:
		return []election.Phrase{say("确认后登记选民按 %d 人计，请另行更正公布的名单。", "The roll counts %d registered then; the published list is to be corrected too.").With(d.Registered)}
	}
	if c.By == d.me {
		return []election.Phrase{say("确认后有关领导马上看到。", "The leaders concerned see it at once.")}
	}
	return []election.Phrase{say("确认后马上告诉%s。", "%s is told at once.").With(c.By.Name())}
}
