package flows

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// requestDraft is a request 请示 being filled in.
type requestDraft struct {
	election.Case
	paper    election.File
	returned []election.CaseState // that were not made anew yet, the latest first
}

const notAgain = "new"

// request asks the leaders to approve something: a plan, candidates, a result.
var request = flow.Form[requestDraft]{
	Head: flow.Head{
		ID: "request", Command: "request", Words: []string{"请示", "请示一下", "请示下", "请示个事", "报批", "request"}, Group: groupMatters(), Hears: inText(speech.RequestIn),
		Title: say("请示", "Request approval"), Label: say("📮 请示", "📮 Request"),
	},
	Start: startRequest,
	Steps: []flow.Step[requestDraft]{
		flow.Choice("again", say("是重报哪一件退回的请示？", "Which returned request is made anew?"), againOptions, setAgain,
			flow.With[requestDraft]{Field: flow.Field{Label: say("重报", "Anew")}, When: func(d requestDraft) bool { return len(d.returned) > 0 },
				Presume: func(_ flow.Subject, d requestDraft) (string, bool) {
					return string(d.returned[0].ID), len(d.returned) == 1
				}}),
		flow.Choice("topic", say("请示什么？", "What is it about?"),
			func(flow.Subject, requestDraft) []flow.Option { return requestTopics() }, func(d *requestDraft, v string) { d.Topic = v },
			flow.With[requestDraft]{Field: flow.Field{Label: say("事项", "About")}, LastTime: topicBefore}),
		flow.Prose("words", say("请示内容，一两句话。", "What is asked for, in a sentence or two?"),
			func(d *requestDraft) *string { return &d.Words }, flow.With[requestDraft]{Field: flow.Field{Label: say("内容", "Text")}, Likely: wordsBefore}),
		flow.Attach("paper", say("请发请示文件：拍照或发文件都可以。", "Please send the paper: a photo or a document."),
			[]election.FileKind{election.Document, election.Photo}, func(d *requestDraft) *election.File { return &d.paper },
			flow.With[requestDraft]{Field: flow.Field{Label: say("请示文件", "Paper")}}),
	},
	Problems: requestProblems,
	Review:   reviewRequest,
	Report:   func(d requestDraft) election.Body { return d.Case },
}

func requestTopics() []flow.Option {
	words := map[string][]string{"plan": {"方案", "工作方案"}, "candidates": {"候选人", "预备人选", "人选"}, "result": {"结果"}, "other": {"其他"}}
	options := topicOptions(election.Request)
	for i := range options {
		options[i].Words = words[options[i].Value]
	}
	return options
}

func startRequest(s flow.Subject) requestDraft {
	d := requestDraft{Case: election.Case{Kind: election.Request}}
	for _, c := range slices.Backward(s.Progress.Cases) {
		if c.Kind == election.Request && c.Status == election.CaseReturned && !s.Progress.Remade(c.ID) {
			d.returned = append(d.returned, c)
		}
	}
	return d
}

func againOptions(_ flow.Subject, d requestDraft) []flow.Option {
	var options []flow.Option
	for _, c := range d.returned {
		options = append(options, flow.Option{Value: string(c.ID), Label: say("%s（%s）", "%s (%s)").With(c.Kind.TopicName(c.Topic), c.ID)})
	}
	return append(options, flow.Option{Value: notAgain, Label: say("不是，新的请示", "None, a new one"), Name: say("新的请示", "a new one")})
}

func setAgain(d *requestDraft, v string) {
	d.Again = ""
	if v != notAgain {
		d.Again = election.ReportID(v)
	}
}

// before is the returned request that this one makes anew.
func (d requestDraft) before() (election.CaseState, bool) {
	i := slices.IndexFunc(d.returned, func(c election.CaseState) bool { return c.ID == d.Again })
	if i < 0 {
		return election.CaseState{}, false
	}
	return d.returned[i], true
}

func topicBefore(_ flow.Subject, d requestDraft) (string, bool) {
	c, ok := d.before()
	return c.Topic, ok
}

// wordsBefore offers the words of the returned request, which are written again only where they
// are other ones.
func wordsBefore(_ flow.Subject, d requestDraft) []flow.Option {
	c, ok := d.before()
	if !ok || c.Words == "" {
		return nil
	}
	return []flow.Option{{Value: c.Words, Label: say("照上次的内容", "The words of last time")}}
}

// requestProblems keeps the same from being asked twice at once.
func requestProblems(s flow.Subject, d requestDraft) []election.Problem {
	for _, c := range s.Progress.Cases {
		if c.Kind == election.Request && c.Open() && c.Topic == d.Topic && d.Topic != "other" && c.ID != s.Corrects {
			return []election.Problem{{Code: "request_open", Fields: []string{"topic"}, Text: say(
				"“%s”的请示（%s）还在等批复，不用再报。", "A request on “%s” (%s) is waiting for its reply already.").With(c.Kind.TopicName(c.Topic), c.ID)}}
		}
	}
	stage := s.Election.RequestStage(d.Case)
	return voided(s, stage, stage != "", "topic")
}

// reviewRequest says who decides, and what the approval brings about.
func reviewRequest(s flow.Subject, d requestDraft) []election.Phrase {
	said := []election.Phrase{say("送包片领导和领导小组批复，批复后马上通知您。", "It goes to the area's leaders and the leading group; you are told as soon as they reply.")}
	if c, ok := d.before(); ok {
		if a, ok := c.Decision(); ok {
			said = append(said, say("上次退回的原因（%s）：%s", "Why it was returned (%s): %s").With(a.By.Name(), a.Words))
		}
	}
	if st, ok := s.Election.Stage(s.Election.RequestStage(d.Case)); ok {
		said = append(said, say("批复同意后，“%s”自动记为完成。", "Once approved, “%s” counts as done.").With(st.Name))
	}
	return said
}
