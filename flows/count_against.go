package flows

import (
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// mostOpinions is more votes than a Party organisation has members. That a number
// lies below it lets it stand behind a name without a word of its own.
const mostOpinions = 9999

// opinions asks how many votes a candidate has, and takes how many are against and
// how many abstained: “高远 38 不赞成 2 弃权 1”. Those two nobody is asked for: none
// is stated unless somebody writes them, or two entries differ in them.
func (t ballotCount) opinions(i, j int) []flow.Step[ballotCount] {
	post, name := t.Posts[i].Post, t.Posts[i].Candidates[j].Name
	with := flow.With[ballotCount]{Field: flow.Field{Label: say("%s·%s", "%s·%s").With(post.Name(), name), On: post.Name(), Beside: say(name, name), Words: []string{"得票", "得", "赞成票", "赞成", "同意", "for"},
		Under: append([]string{name}, t.postWords(post)...), Between: [2]int{0, mostOpinions}}}
	if t.somebodyTwice() { // a name alone does not say which post
		with.Words, with.Under, with.Between = []string{name}, with.Under[1:], [2]int{}
	}
	against := func(c *election.CandidateVotes) *int { return &c.Against }
	abstained := func(c *election.CandidateVotes) *int { return &c.Abstained }
	return []flow.Step[ballotCount]{
		t.votes(i, j, with),
		t.opinion(i, j, flow.StepID(election.AgainstField(post, name)), say("不赞成", "against"), []string{"不赞成票", "反对票", "反对", "不同意票", "不同意"}, against),
		t.opinion(i, j, flow.StepID(election.AbstainedField(post, name)), say("弃权", "abstained"), []string{"弃权票", "abstentions", "abstention"}, abstained),
	}
}

// opinion takes a number of votes that are not for a candidate.
func (t ballotCount) opinion(i, j int, id flow.StepID, kind election.Phrase, words []string, field func(*election.CandidateVotes) *int) flow.Step[ballotCount] {
	post, name := t.Posts[i].Post, t.Posts[i].Candidates[j].Name
	// What stands first in Under is what a bare number answers; it is not the name,
	// behind which that means the votes for.
	with := flow.With[ballotCount]{Field: flow.Field{Label: say("%s·%s %s", "%s·%s %s").With(post.Name(), name, kind), On: post.Name(), Beside: kind, Under: []string{"候选人" + name, name},
		Words: append(words, kind.In(election.Chinese), kind.In(election.English))},
		Presume: func(flow.Subject, ballotCount) (string, bool) { return "", true }}
	if t.somebodyTwice() {
		bare := with.Words
		with.Words, with.Under = nil, nil
		for _, w := range bare {
			with.Words = append(with.Words, post.Name().In(election.Chinese)+" "+name+" "+w, post.Name().In(election.English)+" "+name+" "+w)
		}
	}
	return flow.Number(id, t.asks(id, say("%s候选人%s：%s多少票？没有就输入 0。", "%s candidate %s: how many %s? 0 if none.").With(post.Name(), name, kind)),
		func(t *ballotCount) *int { return field(&t.Posts[i].Candidates[j]) },
		t.again(id, with, func(own election.Tally) string {
			c := own.Of(post, name)
			if n := *field(&c); n > 0 {
				return strconv.Itoa(n)
			}
			return "" // none stated
		}))
}

// somebodyTwice reports whether a name is on the ballot for several posts. Then
// every vote against is told with post and name, lest a word that only one
// candidate is left with takes what was meant of another.
func (t ballotCount) somebodyTwice() bool {
	seen := map[string]bool{}
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			if seen[c.Name] {
				return true
			}
			seen[c.Name] = true
		}
	}
	return false
}

// opinionLines says what was said of each candidate, where more than the votes for
// them are stated.
func (t ballotCount) opinionLines() []election.Phrase {
	var said []election.Phrase
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			if c.Stated() {
				said = append(said, say("%s：%s", "%s: %s").With(c.Name, c.Say()))
			}
		}
	}
	return said
}

// opinionHint says how votes against and abstentions are told, where they count
// and none are stated.
func (t ballotCount) opinionHint(e election.Election) []election.Phrase {
	if !e.CountsAgainst() || len(t.Posts) == 0 || len(t.Posts[0].Candidates) == 0 || len(t.opinionLines()) > 0 {
		return nil
	}
	name := t.Posts[0].Candidates[0].Name
	example := say("%[1]s 不赞成 2 弃权 1", "%[1]s against 2 abstained 1").With(name)
	if t.somebodyTwice() {
		example = say("%[1]s %[2]s 不赞成 2，%[1]s %[2]s 弃权 1", "%[1]s %[2]s against 2, %[1]s %[2]s abstained 1").With(t.Posts[0].Post.Name(), name)
	}
	return []election.Phrase{say("有不赞成、弃权票的也可以写，例如“%s”；没有就不用写。", "Votes against and abstentions can be told too, e.g. “%s”; nothing if there are none.").With(example)}
}
