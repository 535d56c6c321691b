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
