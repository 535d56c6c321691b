package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// byClauses opens the card of what single clauses of a message report, of which nothing understood the whole: 镇上来人看过了，
// 选票领回来1250张，都锁着. What the others say is shown beside it, and asked about where it may be a report, too. It reports
// whether there is such a clause.
func (c *chat) byClauses(h speech.Heard) bool {
	if h.Mood.Corrects {
		return false
	}
	parts, left := c.clauseParts(h, counts)
	if len(parts) == 0 {
		return false
	}
	c.beginBeside(h.Text, parts, left)
	return true
}

// clausesFirst is byClauses of a message which tells no more than the figure of the moment in some of its clauses,
// before it is asked about that: 我是东河的，投了312人，他们两个还没来. It reports whether it is one.
func (c *chat) clausesFirst(o opened, s string) bool {
	h := c.hear(s)
	if o.form == nil || !c.mayGuess(h, s) || h.Mood.Corrects || speech.OfParts(h) || speech.OfCandidates(h) {
		return false
	}
	parts, left := c.clauseParts(h, countsElse)
	if len(parts) == 0 || slices.ContainsFunc(parts, func(p Part) bool { return p.Form != o.form.head().ID || !c.countsNow(p) }) {
		return false
	}
	c.beginBeside(s, parts, left)
	return true
}

// countsNow reports whether a part is a figure of the moment.
func (c *chat) countsNow(p Part) bool {
	f := c.forms.find(p.Form)
	u, known := c.scene.Town.Unit(p.Unit)
	return known && c.polls(u) && slices.ContainsFunc(c.blank(f, u).rows, func(r row) bool { return r.Now && r.numeric })
}

// beginBeside opens the cards of parts, and says what clauses beside them are not noted.
func (c *chat) beginBeside(s string, parts []Part, left []string) {
	if len(left) > 0 {
		said := short(strings.Join(left, "，"))
		if c.weighty(left) || slices.ContainsFunc(left, speech.Turns) {
			c.unread = s
			c.complain(election.Say("“%s”没有记下，其余的已记下。", "“%s” is not noted; the rest is.").With(said))
		} else {
			c.note(notPlaced(said))
		}
	}
	if c.together(parts) {
		return
	}
	if len(parts) > 1 {
		c.note(c.toldApart(parts))
	}
	c.out.State.Waiting = append(c.out.State.Waiting, parts[1:]...)
	c.openPart(parts[0])
}

// clauseParts are the reports that clauses of a message make, each of the unit named last, and the clauses that make
// none and say something. None if one of those has a token that blocks.
func (c *chat) clauseParts(h speech.Heard, blocks func(speech.Token) bool) (parts []Part, left []string) {
	clauses := h.Clauses()
	if len(clauses) < 2 || len(clauses) > clausesMost {
		return nil, nil
	}
	unit, known := c.onlyOwn()
	for _, clause := range clauses {
		heard := c.hear(clause)
		named, one := c.namedIn(heard)
		if named.ID != "" {
			unit, known = named, one
		}
		last := len(parts) - 1
		if p, ok := c.whole(unit, clause); ok && known && one && c.own(unit) {
			if last >= 0 && parts[last].Form == p.Form && parts[last].Unit == p.Unit {
				joined, whole := c.whole(unit, parts[last].Text+"，"+clause)
				if !whole {
					return nil, nil
				}
				parts[last] = joined
				continue
			}
			p.Then = last >= 0
			parts = append(parts, p)
			continue
		}
		if slices.ContainsFunc(c.hearAll(clause, unit).Tokens, blocks) {
			return nil, nil
		}
		if speech.Content(heard, -1) {
			left = append(left, clause)
		}
	}
	return parts, left
}

// counts reports whether a token gives a figure, or names one or who stands: it is no talk.
func counts(t speech.Token) bool {
	_, field := t.Is(speech.OfField)
	return field || t.Kind == speech.Numeral && t.Number.Role != speech.Date && t.Number.Role != speech.Clock
}

// countsElse reports whether a token names a figure or who stands, or gives one that is no plain number of people.
func countsElse(t speech.Token) bool {
	_, field := t.Is(speech.OfField)
	return field || t.Kind == speech.Numeral && t.Number.Role != speech.Count && counts(t)
}

// clausesMost is how many clauses are looked at one by one.
const clausesMost = 12
