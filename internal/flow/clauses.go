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
	parts, left := c.clauseParts(h)
	if len(parts) == 0 {
		return false
	}
	c.beginBeside(h.Text, parts, left)
	return true
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
// none and say something.
func (c *chat) clauseParts(h speech.Heard) (parts []Part, left []string) {
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
		if slices.ContainsFunc(c.hearAll(clause, unit).Tokens, counts) {
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

// clausesMost is how many clauses are looked at one by one.
const clausesMost = 12
