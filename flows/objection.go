package flows

import (
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// objectionDraft is an objection to the roll being filled in.
type objectionDraft struct {
	topic      string
	received   election.Date
	who, words string
	photo      election.File
}

// objection 申诉 opens the case of somebody who holds the roll to be wrong. It is
// decided by a deed (村民委员会组织法第十七条, 城市居民委员会组织法第十七条,
// 选举法第二十九条).
var objection = flow.Form[objectionDraft]{
	Head: flow.Head{
		ID: "objection", Command: "objection", Words: []string{"名单申诉", "申诉", "objection"}, Hears: inText(speech.ObjectionIn),
		Title: say("登记名单申诉", "Objection to the roll"), Label: say("🙋 申诉", "🙋 Objection"), Group: groupRoll(),
		For: hasRoll,
	},
	Steps: []flow.Step[objectionDraft]{
		flow.Choice("topic", say("申诉的是什么？", "What is it about?"), objectionTopics,
			func(o *objectionDraft, v string) { o.topic = v }, flow.With[objectionDraft]{Field: flow.Field{Label: say("事由", "About")}}),
		flow.Date("received", say("哪天收到的？三日时限从这天算。", "When was it received? The three days count from then."),
			func(o *objectionDraft) *election.Date { return &o.received },
			flow.With[objectionDraft]{Field: flow.Field{Label: say("收到日期", "Received"), Words: []string{"收到", "提出", "received"}}}),
		flow.Prose("who", say("涉及谁的登记？写姓名。", "Whose entry is it about? The name."),
			func(o *objectionDraft) *string { return &o.who }, flow.With[objectionDraft]{Field: flow.Field{Label: say("涉及人", "Whose entry"), Longest: 40}}),
		flow.Prose("words", say("谁提出的，什么情况？一两句话。", "Who objects, and what is the matter? A sentence or two."),
			func(o *objectionDraft) *string { return &o.words }, flow.With[objectionDraft]{Field: flow.Field{Label: say("情况", "The matter")}}),
		flow.Attach("photo", say("有申诉书或证件的，请发照片。", "Please send a photo of the written objection, if there is one."),
			[]election.FileKind{election.Photo, election.Document}, func(o *objectionDraft) *election.File { return &o.photo },
			flow.With[objectionDraft]{Field: flow.Field{Label: say("照片", "Photo"), Later: true}, Presume: photoLater[objectionDraft]}),
	},
	Problems: func(s flow.Subject, o objectionDraft) []election.Problem {
		if !s.Town.Today(s.Now).Before(o.received) {
			return nil
		}
		return []election.Problem{{Code: "received_ahead", Fields: []string{"received"}, Text: say(
			"%s 还没有到。请填收到申诉的日子。", "%s is still to come. Enter the day it was received.").With(o.received.Say(s.Town.Today(s.Now)))}}
	},
	Review: reviewObjection,
	Report: func(o objectionDraft) election.Body {
		return election.Case{Kind: election.Objection, Topic: o.topic, Words: o.who + "：" + o.words, On: o.received}
	},
}

func objectionTopics(flow.Subject, objectionDraft) []flow.Option {
	words := map[string][]string{
		"missing": {"漏了", "没登", "missing"}, "wrong": {"登错", "wrong"}, "double": {"重复", "重复登记", "twice"}, "right": {"资格", "right"},
	}
	var options []flow.Option
	for _, t := range election.Objection.Topics() {
		options = append(options, flow.Option{Value: t.ID, Label: t.Name, Words: words[t.ID]})
	}
	return options
}

// reviewObjection says by when it has to be decided, and whether it came in
// time.
func reviewObjection(s flow.Subject, o objectionDraft) []election.Phrase {
	var said []election.Phrase
	today := s.Town.Today(s.Now)
	if d, ok := s.Election.DecisionLimit(o.received); ok {
		line := say("⏱ 最迟%s作出决定并公布（%s）。", "⏱ To be decided and posted by %s (%s).").With(d.Last.Say(today), d.Say())
		if late := today.Sub(d.Last); late > 0 {
			line = say("⚠️ 应在%s前作出决定（%s），已超 %s。", "⚠️ It was to be decided by %s (%s), %s ago.").With(d.Last.Say(today), d.Say(), election.Days(late))
		}
		said = append(said, line)
	}
	published := election.EventsOf(s.Progress, s.Town.Location).Roll
	if published.IsZero() {
		return append(said, say("名单还没有报公布日期，无法判断是否在申诉期内。", "No day of publication was reported; whether it came in time cannot be said."))
	}
	if d, ok := s.Election.ObjectionLimit(published); ok && d.Last.Before(o.received) {
		said = append(said, say("⚠️ 超过申诉期限 %s：名单%s公布，申诉到%s为止（%s）。仍可登记，是否受理按当地规定。",
			"⚠️ %s too late: the list was posted on %s, objections ran until %s (%s). It is noted; whether it is heard is for the local rule.").
			With(election.Days(o.received.Sub(d.Last)), published.Say(today), d.Last.Say(published), d.Say()))
	}
	return said
}
