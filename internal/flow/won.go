package flow

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// winner opens the count of a unit of which a message only says who has won, and by no exact figure:
// 三河冯大林赢了. It asks for the figures. It reports whether it is such a message.
func (c *chat) winner(h speech.Heard, s string) bool {
	if !speech.TellsWinner(s) || slices.ContainsFunc(h.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Count }) {
		return false
	}
	for _, f := range c.forms {
		if !f.head().Votes || !f.head().May(c.scene.Person) {
			continue
		}
		var won []election.Unit
		for _, u := range c.unitsMeant(f, h) {
			if !c.ahead(u) && c.standingIn(f, u, s) != "" {
				won = append(won, u)
			}
		}
		if len(won) == 1 {
			return c.countOf(f, won[0], s)
		}
	}
	return false
}

// standingIn is the step for the votes of the first of those who stand in a unit whom a text names; "" if it
// names none.
func (c *chat) standingIn(f form, u election.Unit, s string) StepID {
	words := wordsIn(c.blank(f, u).rows, c.hearing().ear.Spots(s))
	if i := slices.IndexFunc(words, func(w *word) bool { return w.stands() }); i >= 0 {
		return words[i].step
	}
	return ""
}

// countOf opens the count of a unit, if nothing was counted there yet, and says that there was no figure.
func (c *chat) countOf(f form, u election.Unit, s string) bool {
	if c.scene.Unit != u.ID {
		c.out.Need = Need{Unit: u.ID}
		return true
	}
	if len(c.scene.Progress.Counts) > 0 {
		return false
	}
	d := c.draft(f, u.ID)
	d.Mode, d.Asking, d.Page = Filling, c.standingIn(f, u, s), 0
	c.touch(d)
	c.complain(election.Say("“%s”没有写票数，没有记下。请把各人的票数报上来，例如“%s”。", "“%s” gives no votes, so it is not noted. Please send the votes of each, e.g. “%s”.").With(short(s), c.votesExample(f, u)))
	c.show(d, true)
	return true
}

// votesExample is how the votes of the first two who stand in a unit may be sent.
func (c *chat) votesExample(f form, u election.Unit) string {
	said, votes := "", [...]string{"320", "280"}
	for _, r := range c.blank(f, u).rows {
		if r.countsVotes() && len(r.Words) > 0 {
			i := len(said)
			if i > 0 {
				return said + " " + r.Words[0] + " " + votes[1]
			}
			said = r.Words[0] + " " + votes[0]
		}
	}
	return said
}

// votesInOrder reports whether a message of nothing but numbers, and words which say that they are those who
// stand have got, may be of a form: 几个候选人分别为201，180，344.
func (c *chat) votesInOrder(f form, h speech.Heard, s string) (unclear, ok bool) {
	if !f.head().Votes || !speech.OfCandidates(h) {
		return false, false
	}
	unit, _, ok := c.aloneAt(f, h)
	if !ok || c.ahead(unit) {
		return false, false
	}
	u := readValues(s, c.blank(f, unit).rows, "", c.hearing())
	return false, len(u.bare) > 1 && len(u.answers)+len(u.wrong)+len(u.refused) == 0
}

// inTheirOrder are the doubts that ask whether numbers without a name are of those who stand and have no
// votes yet, in the order of the card: of all of them, or of the post for which there are as many, the one that
// is asked now before others. Nil if there is no such order.
func (s filled) inTheirOrder(u understood) []Doubt {
	begun := s.first(func(r *row) bool { return r.countsVotes() && r.given }) != nil || s.ask != nil && s.ask.countsVotes()
	if len(u.bare) < 2 || u.heard.Mood.Corrects || !begun && !speech.OfCandidates(u.heard) || slices.ContainsFunc(u.heard.Tokens, speech.Summed) {
		return nil
	}
	meant := s.standingFor(u, len(u.bare))
	if len(meant) > doubtsMost {
		return nil
	}
	var doubts []Doubt
	for i, r := range meant {
		d := Doubt{Why: doubtOrder, Said: u.bare[i], Steps: []StepID{r.id}}
		d.offer([]string{u.bare[i]}, r.id)
		doubts = append(doubts, d)
	}
	return doubts
}

// standingFor are the rows of so many who stand and have no votes yet: all there are, or those of one post.
func (s filled) standingFor(u understood, n int) []*row {
	var all []*row
	by := map[string][]*row{}
	var posts []string
	for i := range s.rows {
		r := &s.rows[i]
		if !r.countsVotes() || r.Between != [2]int{} || r.has() || u.says(r.id) {
			continue
		}
		post := r.On.In(election.Chinese)
		if len(by[post]) == 0 {
			posts = append(posts, post)
		}
		all, by[post] = append(all, r), append(by[post], r)
	}
	if len(all) == n {
		return all
	}
	posts = slices.DeleteFunc(posts, func(p string) bool { return len(by[p]) != n })
	if s.ask != nil && s.ask.countsVotes() && slices.Contains(posts, s.ask.On.In(election.Chinese)) { // the post that is asked now
		return by[s.ask.On.In(election.Chinese)]
	}
	if len(posts) != 1 {
		return nil
	}
	return by[posts[0]]
}
