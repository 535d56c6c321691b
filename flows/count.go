package flows

import (
	"slices"
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// ballotCount is a count being filled in: the tally, and the rounds that could
// be counted now.
type ballotCount struct {
	election.Tally
	rounds   []countRound // what can be entered, what is to be done first
	open     int          // so many of them, the first, are to be done; the others can be corrected, the latest first
	unsure   bool         // the latest may be corrected as well as the next be entered
	bound    bool         // a correction: it stays with the round of what it corrects
	at       countRound   // the one that is being entered
	sheet    election.File
	writeIns string // 另选他人, as typed
	list     string // the candidates, where nobody had named them before
	named    bool   // and there are some
}

// count reports the count of the ballots of one round, and is the second, blind
// entry of one that somebody else has reported.
var count = flow.Form[ballotCount]{
	Head: flow.Head{
		ID: "count", Command: "count", Words: []string{"计票结果", "计票", "复核", "复核后", "经复核后", "count"},
		Votes: true, Retells: inText(speech.ElectedWith), Alone: []flow.StepID{"issued", "returned", "valid", "invalid"}, Title: say("上报计票结果", "Report the count"), Label: say("🧮 计票", "🧮 Count"),
		May: func(p election.Person) bool { return p.Office || len(p.Units)+len(p.Checks) > 0 },
		For: election.Person.MayCheck,
	},
	Start: startCount,
	Steps: []flow.Step[ballotCount]{
		flow.Choice("round", say("计的是哪一轮？", "Which round is this?"), roundOptions, setRound,
			flow.With[ballotCount]{Field: flow.Field{Label: say("轮次", "Round"), Telling: true}, When: ballotCount.asksRound, Presume: nextRound}),
		flow.EachSame(sameBallot, figureSteps),
		flow.Each(standingSteps),
		flow.EachSame(sameBallot, candidateSteps),
		flow.EachSame(sameBallot, writeInStep),
		flow.Attach("sheet", say("请发计票结果单的照片。", "Please send a photo of the result sheet."), sheetKinds(),
			func(t *ballotCount) *election.File { return &t.sheet },
			flow.With[ballotCount]{Field: flow.Field{Label: say("计票结果单", "Result sheet"), Words: []string{"结果单", "结果单照片", "计票结果单照片", "计票单"}, Later: true}, When: func(t ballotCount) bool { return len(t.rounds) > 0 && !t.at.sheet },
				Presume: func(flow.Subject, ballotCount) (string, bool) { return "later", true }}),
	},
	Own:      func(t ballotCount) bool { return t.at.check },
	Over:     nothingToCheck,
	Problems: countProblems,
	Warnings: countWarnings,
	Likeness: func(_ flow.Subject, t ballotCount) string {
		if t.at.check {
			return "" // the same as the first entry's, if all is well
		}
		return t.whole().Likeness()
	},
	AsksWhy: func(_ flow.Subject, t ballotCount) bool { return t.at.own == nil }, // that two entries differ is reason enough
	Review:  reviewCount,
	Because: countBecause,
	Report: func(t ballotCount) election.Body {
		if t.at.check {
			return election.CountCheck{Tally: t.whole()}
		}
		return t.whole()
	},
}

// decide is the count as the leading group enters it: a second or third entry that
// nobody else can make. It is only opened by the button of whoever is asked.
func decide() flow.Form[ballotCount] {
	f := count
	f.Head = flow.Head{
		ID: "decide", Title: say("录入计票结果（领导小组）", "Enter the count (leading group)"), Label: count.Label, Hidden: true,
		May: func(p election.Person) bool { return slices.Contains(p.Areas, election.WholeTown) },
		For: func(p election.Person, u election.Unit) bool { return p.MayRead(u.Area) },
	}
	return f
}

// sheetKinds are what a result sheet may come as: a photo, or the photo as a
// file, which Telegram leaves as sharp as it was.
func sheetKinds() []election.FileKind {
	return []election.FileKind{election.Photo, election.Document}
}

// sameBallot names those who stand on the ballot: what is asked depends on nothing else,
// unless two entries differ.
func sameBallot(_ flow.Subject, t ballotCount) string {
	if len(t.rounds) == 0 || t.at.own != nil {
		return ""
	}
	room := make([]byte, 0, 256)
	for _, p := range t.Posts {
		room = append(append(room, '\n'), p.Post...)
		if slices.ContainsFunc(t.Others, func(b election.OtherBallot) bool { return b.Posts[0] == p.Post }) {
			room = append(room, '\v') // another ballot begins
		}
		for _, c := range p.Candidates {
			room = append(append(room, '\t'), c.Name...)
		}
	}
	return string(room)
}

// figureSteps asks for voters and ballots.
func figureSteps(s flow.Subject, t ballotCount) []flow.Step[ballotCount] {
	if len(t.rounds) == 0 {
		return nil
	}
	noun := registeredLabel(s.Election)
	if t.Round.OfCommittee() {
		noun = say("应到会委员", "Members due")
	}
	steps := []flow.Step[ballotCount]{
		t.number("registered", say("%s多少人？", "%s: how many?").With(noun), noun,
			registeredWords(), func(t *ballotCount) *int { return &t.Registered }, flow.With[ballotCount]{Field: flow.Field{Nouns: voterNouns()}, LastTime: knownBefore, FromRoster: registeredInRoster[ballotCount]}),
	}
	papers := t.papers()
	for _, p := range papers {
		steps = append(steps, t.figure(p, "issued", say("发出选票多少张？", "How many ballots were issued?"), say("发出选票", "Issued"), flow.Field{Words: issuedWords()}))
	}
	steps = append(steps, t.number("participants", say("参加投票多少人（含委托）？", "How many took part, proxies included?"), say("参加投票", "Took part"),
		participantWords(), func(t *ballotCount) *int { return &t.Participants }, flow.With[ballotCount]{Field: flow.Field{Along: comingWords()}, Presume: sameAsIssued}))
	for _, p := range papers {
		returned, valid, invalid := p.step("returned"), p.step("valid"), p.step("invalid")
		steps = append(steps,
			t.figure(p, "returned", say("收回选票多少张？", "How many ballots came back?"), say("收回选票", "Returned"), flow.Field{Words: returnedWords()}),
			t.figure(p, "valid", say("有效票多少张？", "How many ballots are valid?"), say("有效票", "Valid"), flow.Field{Words: validWords(), LeftOf: [2]flow.StepID{returned, invalid}, Reckoned: true}),
			t.figure(p, "invalid", say("无效票多少张？没有就输入 0。", "How many ballots are invalid? 0 if none."), say("无效票", "Invalid"),
				flow.Field{Words: invalidWords(), Nothing: allValidWords(), LeftOf: [2]flow.StepID{returned, valid}}))
	}
	return steps
}

// number asks for one figure. Where two entries differ, the person's own earlier
// figure is presumed if both have it, and asked again if not.
func (t ballotCount) number(id flow.StepID, ask, label election.Phrase, words []string, field func(*ballotCount) *int, with flow.With[ballotCount]) flow.Step[ballotCount] {
	with.Label, with.Words = label, words
	return flow.Number(id, t.asks(id, ask), field, t.again(id, with, func(own election.Tally) string {
		earlier := ballotCount{Tally: own}
		return strconv.Itoa(*field(&earlier))
	}))
}

// asks is a question, with the reason why it comes again.
func (t ballotCount) asks(id flow.StepID, ask election.Phrase) election.Phrase {
	if t.at.own != nil && slices.Contains(t.at.differ, string(id)) {
		return say("两次录入不一致，请对照计票结果单原件。%s", "The two entries differ; please look at the result sheet itself. %s").With(ask)
	}
	return ask
}

// again presumes what the person entered before, if they did, and nothing else;
// where the two entries differ, nothing at all.
func (t ballotCount) again(id flow.StepID, with flow.With[ballotCount], value func(election.Tally) string) flow.With[ballotCount] {
	if t.at.own == nil {
		return with
	}
	with.FromRoster, with.Presume = nil, nil
	with.LastTime = func(flow.Subject, ballotCount) (string, bool) {
		return value(*t.at.own), !slices.Contains(t.at.differ, string(id))
	}
	return with
}

// registeredLabel is what those are called of whom the quorum is counted, short
// enough for the card.
func registeredLabel(e election.Election) election.Phrase {
	if e.Kind == election.Villagers {
		return say("登记选民", "Registered")
	}
	return e.RegisteredNoun()
}

// knownBefore is how many were registered as far as it is known without the
// count that is to be checked.
func knownBefore(s flow.Subject, t ballotCount) (string, bool) {
	if n := s.Election.CommitteeSize(s.Progress); t.Round.OfCommittee() {
		return strconv.Itoa(n), n > 0
	}
	if !t.at.check {
		return registeredBefore(s, t)
	}
	n := s.Progress.StatedWithout()
	return strconv.Itoa(n), n > 0
}

// sameAsIssued takes it that whoever was handed a ballot took part. The
// majority is counted from this number, so the card shows it and it can be
// changed. Of several kinds of ballot it is the one of which most were issued.
func sameAsIssued(_ flow.Subject, t ballotCount) (string, bool) {
	most := t.Issued
	for _, b := range t.Others {
		most = max(most, b.Issued)
	}
	return strconv.Itoa(most), most > 0
}

// candidateSteps asks for the votes of each candidate of each post.
func candidateSteps(s flow.Subject, t ballotCount) []flow.Step[ballotCount] {
	var steps []flow.Step[ballotCount]
	for i, p := range t.Posts {
		for j, c := range p.Candidates {
			if s.Election.CountsAgainst() {
				steps = append(steps, t.opinions(i, j)...)
				continue
			}
			steps = append(steps, t.votes(i, j, flow.With[ballotCount]{
				Field: flow.Field{Label: say("%s %s", "%s %s").With(p.Post.Name(), c.Name), On: p.Post.Name(), Beside: say(c.Name, c.Name), Words: []string{c.Name},
					Under: t.postWords(p.Post)}}))
		}
	}
	return steps
}

// votes asks how many votes the j-th candidate for the i-th post has.
func (t ballotCount) votes(i, j int, with flow.With[ballotCount]) flow.Step[ballotCount] {
	post, name := t.Posts[i].Post, t.Posts[i].Candidates[j].Name
	id := flow.StepID(election.VotesField(post, name))
	return flow.Number(id, t.asks(id, say("%s候选人%s得多少票？", "%s candidate %s: how many votes?").With(post.Name(), name)),
		func(t *ballotCount) *int { return &t.Posts[i].Candidates[j].Votes },
		t.again(id, with, func(own election.Tally) string { return strconv.Itoa(own.Of(post, name).Votes) }))
}

// countWarnings says what is odd in a first entry; the second is held against
// the first instead.
func countWarnings(s flow.Subject, t ballotCount) []election.Warning {
	if t.at.check {
		return nil
	}
	like, _ := s.Town.Unit(s.Like)
	return s.Election.CountWarnings(t.whole(), election.Around{Unit: s.Unit, Progress: s.Progress, Like: like.Name, Now: s.Local()})
}
