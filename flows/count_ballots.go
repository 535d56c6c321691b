package flows

import (
	"strconv"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// paper is a kind of ballot of a count: its place among the others, -1 of the first, and
// the posts that stand on it.
type paper struct {
	other int
	posts []election.Post
	only  bool // there is no other
}

// papers are the kinds of ballot of the count, the first one first.
func (t ballotCount) papers() (all []paper) {
	for i, b := range t.Ballots() {
		p := paper{other: i - 1, only: len(t.Others) == 0}
		for _, post := range b.Posts {
			p.posts = append(p.posts, post.Post)
		}
		all = append(all, p)
	}
	return all
}

// step is the step of a figure of the ballot.
func (p paper) step(figure string) flow.StepID {
	if p.other < 0 {
		return flow.StepID(figure)
	}
	return flow.StepID(election.BallotField(figure, p.posts[0]))
}

// of is where a tally keeps a figure of the ballot.
func (p paper) of(t *election.Tally, figure string) *int {
	if p.other >= len(t.Others) { // an entry from before there were several
		return new(int)
	}
	issued, returned, valid, invalid := &t.Issued, &t.Returned, &t.Valid, &t.Invalid
	if p.other >= 0 {
		b := &t.Others[p.other]
		issued, returned, valid, invalid = &b.Issued, &b.Returned, &b.Valid, &b.Invalid
	}
	switch figure {
	case "issued":
		return issued
	case "returned":
		return returned
	case "valid":
		return valid
	}
	return invalid
}

// figure asks for a figure of a ballot. Where there are several kinds, the posts on it say
// which one is meant: 主任票 发800 收790，委员票 发800 收785.
func (t ballotCount) figure(p paper, figure string, ask, label election.Phrase, field flow.Field) flow.Step[ballotCount] {
	id := p.step(figure)
	field.Label = label
	if !p.only {
		name := t.Ballots()[p.other+1].BallotName()
		ask, field.Label = say("%s：%s", "%s: %s").With(name, ask), say("%s·%s", "%s: %s").With(name, label)
		for _, post := range p.posts {
			field.Under = append(field.Under, t.postWords(post)...)
		}
	}
	with := flow.With[ballotCount]{Field: field}
	if figure == "invalid" { // all that came back are valid
		with.Presume = func(_ flow.Subject, t ballotCount) (string, bool) {
			returned := *p.of(&t.Tally, "returned")
			return "0", returned > 0 && returned == *p.of(&t.Tally, "valid")
		}
	}
	return flow.Number(id, t.asks(id, ask), func(t *ballotCount) *int { return p.of(&t.Tally, figure) },
		t.again(id, with, func(own election.Tally) string { return strconv.Itoa(*p.of(&own, figure)) }))
}

// postWords are the words that say of what follows that it is about a post. Where there are
// several kinds of ballot, the ballot says so as well.
func (t ballotCount) postWords(p election.Post) []string {
	zh := p.Name().In(election.Chinese)
	words := []string{zh, p.Name().In(election.English), "选" + zh, "当" + zh, "竞选" + zh, "选" + zh + "的票", zh + "的票"}
	if len(t.Others) > 0 {
		words = append(words, zh+"票", zh+"选票", zh+"的票")
	}
	return words
}
