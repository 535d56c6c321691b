package flows

import (
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// count reports the count of the ballots of the first round.
var count = flow.Form[election.Tally]{
	ID: "count", Command: "count", Words: []string{"计票结果", "计票", "count"},
	Title: say("上报计票结果", "Report the count"), Label: say("🧮 计票", "🧮 Count"),
	Start: startCount,
	Steps: []flow.Step[election.Tally]{
		number("registered", say("登记选民多少人？", "How many voters are registered?"), say("登记选民", "Registered"),
			registeredWords(), func(t *election.Tally) *int { return &t.Registered },
			func(s flow.Subject, _ election.Tally) (string, bool) { return knownRegistered(s) }),
		number("issued", say("发出选票多少张？", "How many ballots were issued?"), say("发出选票", "Issued"),
			[]string{"发出选票", "发放选票", "发出", "发放", "发票", "实发", "发", "issued"}, func(t *election.Tally) *int { return &t.Issued }, nil),
		number("participants", say("参加投票多少人（含委托）？", "How many took part, proxies included?"), say("参加投票", "Took part"),
			[]string{"参加投票", "参加", "参投", "投票", "participants", "voted"}, func(t *election.Tally) *int { return &t.Participants }, sameAsIssued),
		number("returned", say("收回选票多少张？", "How many ballots came back?"), say("收回选票", "Returned"),
			[]string{"收回选票", "收回", "实收", "收", "returned"}, func(t *election.Tally) *int { return &t.Returned }, nil),
		number("valid", say("有效票多少张？", "How many ballots are valid?"), say("有效票", "Valid"),
			[]string{"有效选票", "有效票", "有效", "valid"}, func(t *election.Tally) *int { return &t.Valid }, nil),
		number("invalid", say("无效票多少张？没有就输入 0。", "How many ballots are invalid? 0 if none."), say("无效票", "Invalid"),
			[]string{"无效选票", "无效票", "无效", "废票", "invalid"}, func(t *election.Tally) *int { return &t.Invalid }, nil),
		flow.Each(candidateSteps),
	},
	Problems: func(s flow.Subject, t election.Tally) []election.Problem { return s.Election.Problems(t) },
	Review:   reviewCount,
	Report:   func(t election.Tally) election.Body { return t },
}

func number(id flow.StepID, ask, label election.Phrase, words []string, field func(*election.Tally) *int, presume func(flow.Subject, election.Tally) (string, bool)) flow.Step[election.Tally] {
	return flow.Number(id, ask, field, flow.With[election.Tally]{Label: label, Words: words, Presume: presume})
}

// startCount takes posts, seats and candidates from the roster.
func startCount(s flow.Subject) election.Tally {
	t := election.Tally{Round: election.FirstRound}
	for _, p := range s.Unit.Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats}
		for _, name := range p.Candidates {
			post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name})
		}
		t.Posts = append(t.Posts, post)
	}
	return t
}

// sameAsIssued takes it that whoever was handed a ballot took part. The
// majority is counted from this number, so the card shows it and it can be
// changed.
func sameAsIssued(_ flow.Subject, t election.Tally) (string, bool) {
	return strconv.Itoa(t.Issued), t.Issued > 0
}

// candidateSteps asks for the votes of each candidate of each post.
func candidateSteps(_ flow.Subject, t election.Tally) []flow.Step[election.Tally] {
	var steps []flow.Step[election.Tally]
	for i, p := range t.Posts {
		for j, c := range p.Candidates {
			steps = append(steps, flow.Number(
				flow.StepID("votes."+string(p.Post)+"."+c.Name),
				say("%s候选人%s得多少票？", "%s candidate %s: how many votes?").With(p.Post.Name(), c.Name),
				func(t *election.Tally) *int { return &t.Posts[i].Candidates[j].Votes },
				flow.With[election.Tally]{
					Label: say("%s %s", "%s %s").With(p.Post.Name(), c.Name), Words: []string{c.Name},
					Under: []string{p.Post.Name().In(election.Chinese), p.Post.Name().In(election.English)}}))
		}
	}
	return steps
}

// reviewCount says what the law makes of the count.
func reviewCount(s flow.Subject, t election.Tally) []election.Phrase {
	var said []election.Phrase
	if before, ok := s.Progress.Tally(t.Round); ok {
		said = append(said, say("⚠️ 更正：已上报过发出 %d、收回 %d、有效 %d 的计票，确认后以本次为准。", "⚠️ A correction of the count with %d issued, %d returned, %d valid.").With(before.Issued, before.Returned, before.Valid))
	}
	if t.Participants == t.Issued {
		said = append(said, say("参加投票人数与发出选票数相同，按 %d 人计。", "As many are taken to have voted as ballots were issued: %d.").With(t.Participants))
	}
	return append(said, verdictLines(s.Election, t)...)
}

// verdictLines is the verdict in a few lines: whether enough took part, then
// post by post who is elected and what follows.
func verdictLines(e election.Election, t election.Tally) []election.Phrase {
	v := election.Judge(e, t)
	switch v.Outcome {
	case election.Refused:
		return nil
	case election.ValidElection:
		return []election.Phrase{v.QuorumLine(), v.Sentence()}
	}
	return []election.Phrase{say("⚠️ %s", "⚠️ %s").With(v.Sentence())}
}
