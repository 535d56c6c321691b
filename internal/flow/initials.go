package flow

import (
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// inFull is a message of nothing but units and a figure each, in which some units are called by the
// first character of their names, with those names in full: 西287 枣401 云433. Only the person's own
// units are called so, and only if no other of them begins alike.
func (c *chat) inFull(h speech.Heard) string {
	var full strings.Builder
	units, short := 0, false
	for i, t := range h.Tokens {
		_, named := t.Is(speech.OfUnit)
		u, initial := c.ofInitial(h, i)
		switch {
		case initial:
			units, short = units+1, true
			full.WriteString(u.Name + " ")
			continue
		case named:
			units++
		case t.Kind == speech.Mark, t.Kind == speech.Filler, t.Number.Role == speech.Count, t.Number.Role == speech.Clock:
		default:
			return h.Text
		}
		full.WriteString(h.Text[t.From:t.To])
	}
	if !short || units < 2 {
		return h.Text
	}
	return full.String()
}

// ofInitial is the person's own unit that a token calls by its first character, right before a figure.
func (c *chat) ofInitial(h speech.Heard, i int) (unit election.Unit, ok bool) {
	t, next := h.Tokens[i], i+1
	if next < len(h.Tokens) && strings.Trim(h.Tokens[next].Text, " :：") == "" {
		next++
	}
	if t.Kind != speech.Unknown || utf8.RuneCountInString(t.Text) != 1 || next == len(h.Tokens) || h.Tokens[next].Number.Role != speech.Count {
		return unit, false
	}
	for _, id := range c.scene.Person.Units {
		u, known := c.scene.Town.Unit(id)
		if !known || !strings.HasPrefix(speech.UnitStem(u.Name), t.Text) {
			continue
		}
		if ok {
			return unit, false
		}
		unit, ok = u, true
	}
	return unit, ok
}
