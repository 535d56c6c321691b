package flows

import (
	"slices"
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// ballotCount is a count being filled in: the tally, and the rounds that could
// be counted now.
type ballotCount struct {
	election.Tally
	rounds   []election.Tally // each with its posts, seats and candidates
	open     int              // so many of them, the first, are still to be held; the others can be corrected, the latest first
	writeIns string           // 另选他人, as typed
}

// count reports the count of the ballots of one round.
var count = flow.Form[ballotCount]{
	ID: "count", Command: "count", Words: []string{"计票结果", "计票", "count"},
	Title: say("上报计票结果", "Report the count"), Label: say("🧮 计票", "🧮 Count"),
	Start: startCount,
	Steps: []flow.Step[ballotCount]{
		flow.Choice("round", say("计的是哪一轮？", "Which round is this?"), roundOptions, setRound,
			flow.With[ballotCount]{Label: say("轮次", "Round"), When: func(t ballotCount) bool { return len(t.rounds) > 1 }, Presume: nextRound}),
		flow.Each(func(s flow.Subject, _ ballotCount) []flow.Step[ballotCount] {
			noun := registeredLabel(s.Election)
			return []flow.Step[ballotCount]{number("registered", say("%s多少人？", "%s: how many?").With(noun), noun,
				registeredWords(), func(t *ballotCount) *int { return &t.Registered },
				func(s flow.Subject, _ ballotCount) (string, bool) { return knownRegistered(s) })}
		}),
		number("issued", say("发出选票多少张？", "How many ballots were issued?"), say("发出选票", "Issued"),
			[]string{"发出选票", "发放选票", "发出", "发放", "发票", "实发", "发", "issued"}, func(t *ballotCount) *int { return &t.Issued }, nil),
		number("participants", say("参加投票多少人（含委托）？", "How many took part, proxies included?"), say("参加投票", "Took part"),
			[]string{"参加投票", "参加", "参投", "投票", "participants", "voted"}, func(t *ballotCount) *int { return &t.Participants }, sameAsIssued),
		number("returned", say("收回选票多少张？", "How many ballots came back?"), say("收回选票", "Returned"),
			[]string{"收回选票", "收回", "实收", "收", "returned"}, func(t *ballotCount) *int { return &t.Returned }, nil),
		number("valid", say("有效票多少张？", "How many ballots are valid?"), say("有效票", "Valid"),
			[]string{"有效选票", "有效票", "有效", "valid"}, func(t *ballotCount) *int { return &t.Valid }, nil),
		number("invalid", say("无效票多少张？没有就输入 0。", "How many ballots are invalid? 0 if none."), say("无效票", "Invalid"),
			[]string{"无效选票", "无效票", "无效", "废票", "invalid"}, func(t *ballotCount) *int { return &t.Invalid }, nil),
		flow.Each(candidateSteps),
		writeIns(),
	},
	Problems: countProblems,
	Review:   reviewCount,
	Report:   func(t ballotCount) election.Body { return t.whole() },
}

func number(id flow.StepID, ask, label election.Phrase, words []string, field func(*ballotCount) *int, presume func(flow.Subject, ballotCount) (string, bool)) flow.Step[ballotCount] {
	return flow.Number(id, ask, field, flow.With[ballotCount]{Label: label, Words: words, Presume: presume})
}

// registeredLabel is what those are called of whom the quorum is counted, short
// enough for the card.
func registeredLabel(e election.Election) election.Phrase {
	if e.Kind == election.Villagers {
		return say("登记选民", "Registered")
	}
	return e.RegisteredNoun()
}

// startCount gathers the rounds that can be counted: those that earlier counts
// made necessary, and those counts themselves, to be corrected; for the first
// count, that of the roster.
func startCount(s flow.Subject) ballotCount {
	var t ballotCount
	for _, task := range s.Election.OpenTasks(s.Unit, s.Progress) {
		round := election.Tally{Round: task.Round}
		for _, p := range task.Posts {
			round.Posts = append(round.Posts, postOf(p.Post, p.Seats, p.Candidates))
		}
		t.rounds = append(t.rounds, round)
	}
	t.open = len(t.rounds)
	for _, c := range slices.Backward(s.Progress.Counts) {
		t.rounds = append(t.rounds, blank(c.Tally))
	}
	if len(t.rounds) == 0 {
		first := election.Tally{Round: election.FirstRound}
		for _, p := range s.Unit.Posts {
			first.Posts = append(first.Posts, postOf(p.Post, p.Seats, p.Candidates))
		}
		t.rounds, t.open = []election.Tally{first}, 1
	}
	t.Tally = blank(t.rounds[0])
	return t
}

func postOf(p election.Post, seats int, candidates []string) election.PostTally {
	post := election.PostTally{Post: p, Seats: seats}
	for _, name := range candidates {
		post.Candidates = append(post.Candidates, election.CandidateVotes{Name: name})
	}
	return post
}

// blank is a tally's posts, seats and candidates without its figures.
func blank(t election.Tally) election.Tally {
	b := election.Tally{Round: t.Round}
	for _, p := range t.Posts {
		post := election.PostTally{Post: p.Post, Seats: p.Seats}
		for _, c := range p.Candidates {
			if !c.WriteIn {
				post.Candidates = append(post.Candidates, election.CandidateVotes{Name: c.Name, Woman: c.Woman})
			}
		}
		b.Posts = append(b.Posts, post)
	}
	return b
}

// roundOptions are the rounds, the one that comes next first. A round that was
// counted can be counted again only to correct it.
func roundOptions(_ flow.Subject, t ballotCount) []flow.Option {
	var options []flow.Option
	seen := map[election.Round]bool{}
	for i, r := range t.rounds {
		if seen[r.Round] {
			continue
		}
		seen[r.Round] = true
		o := flow.Option{Value: string(r.Round), Label: r.Round.Name()}
		if i >= t.open {
			o.Label, o.Name = say("更正%s", "Correct: %s").With(r.Round.Name()), r.Round.Name()
		}
		options = append(options, o)
	}
	return options
}

func setRound(t *ballotCount, v string) {
	for _, r := range t.rounds {
		if string(r.Round) == v {
			t.Tally = blank(r)
			return
		}
	}
}

// nextRound is the round that is to be held next, if there is only one, or the
// last that was counted.
func nextRound(_ flow.Subject, t ballotCount) (string, bool) {
	return string(t.rounds[0].Round), t.open <= 1
}

// sameAsIssued takes it that whoever was handed a ballot took part. The
// majority is counted from this number, so the card shows it and it can be
// changed.
func sameAsIssued(_ flow.Subject, t ballotCount) (string, bool) {
	return strconv.Itoa(t.Issued), t.Issued > 0
}

// candidateSteps asks for the votes of each candidate of each post.
func candidateSteps(_ flow.Subject, t ballotCount) []flow.Step[ballotCount] {
	var steps []flow.Step[ballotCount]
	for i, p := range t.Posts {
		for j, c := range p.Candidates {
			steps = append(steps, flow.Number(
				flow.StepID("votes."+string(p.Post)+"."+c.Name),
				say("%s候选人%s得多少票？", "%s candidate %s: how many votes?").With(p.Post.Name(), c.Name),
				func(t *ballotCount) *int { return &t.Posts[i].Candidates[j].Votes },
				flow.With[ballotCount]{
					Label: say("%s %s", "%s %s").With(p.Post.Name(), c.Name), Words: []string{c.Name},
					Under: []string{p.Post.Name().In(election.Chinese), p.Post.Name().In(election.English)}}))
		}
	}
	return steps
}

// reviewCount says what the law makes of the count.
func reviewCount(s flow.Subject, c ballotCount) []election.Phrase {
	t := c.whole()
	var said []election.Phrase
	if today := s.Town.Today(s.Now); t.Round == election.FirstRound && today.Before(s.Election.PollingDay) {
		said = append(said, say("⚠️ 选举日是%s，还没有到。", "⚠️ Polling day is %s; it has not come yet.").With(s.Election.PollingDay.Say()))
	}
	if s.Election.Corrects(s.Unit, s.Progress, t) != "" {
		before, _ := s.Progress.Tally(t.Round)
		said = append(said, say("⚠️ 更正：已上报过发出 %d、收回 %d、有效 %d 的计票，确认后以本次为准。", "⚠️ A correction of the count with %d issued, %d returned, %d valid.").With(before.Issued, before.Returned, before.Valid))
	}
	if t.Participants == t.Issued {
		said = append(said, say("参加投票人数与发出选票数相同，按 %d 人计。", "As many are taken to have voted as ballots were issued: %d.").With(t.Participants))
	}
	return append(said, verdictLines(s.Election, t)...)
}

// verdictLines is the verdict, a paragraph for each matter: whether enough took
// part, then post by post who is elected, and what has to follow.
func verdictLines(e election.Election, t election.Tally) []election.Phrase {
	v := election.Judge(e, t)
	switch v.Outcome {
	case election.Refused: // no law to judge by
		return []election.Phrase{say("⚠️ %s", "⚠️ %s").With(v.Sentence())}
	case election.ValidElection:
		said := append([]election.Phrase{v.QuorumLine()}, v.Paragraphs()...)
		for _, f := range v.Follows() {
			said = append(said, say("➡️ %s", "➡️ %s").With(f))
		}
		return slices.DeleteFunc(append(said, v.Notes...), election.Phrase.IsZero)
	}
	return []election.Phrase{say("⚠️ %s", "⚠️ %s").With(v.Sentence())}
}
