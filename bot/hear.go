package bot

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// ear is what is known of one town's names, and of what can be asked there.
type ear struct {
	places, people *speech.Lexicon
	questions      *speech.Questions
	kept           *flow.Kept
	units          string        // names and numbers of all units, one a line
	letters        map[rune]bool // in them: most messages have others

	at map[string][]int // the units of each place, where several elections are held
}

func newEar(t *election.Town) ear {
	var units strings.Builder
	letters := map[rune]bool{}
	for _, u := range t.Units {
		units.WriteString(u.Name + "\n" + string(u.ID) + "\n")
		for _, r := range u.Name + string(u.ID) {
			letters[r] = true
		}
	}
	return ear{speech.Places(t), speech.People(t), speech.NewQuestions(t), flow.NewKept(), units.String(), letters, unitsAt(t)}
}

// unitsAt are the units of each place, by the name of it: a village and its branch. Of a town with one
// election nobody asks.
func unitsAt(t *election.Town) map[string][]int {
	if len(t.Elections) < 2 {
		return nil
	}
	at := make(map[string][]int, len(t.Units))
	for i, u := range t.Units {
		name := speech.PlaceName(t, u)
		at[name] = append(at[name], i)
	}
	return at
}

// mayNameUnit reports whether words may be the name of a unit, or a part of it: towns are large.
func (e ear) mayNameUnit(words string) bool {
	return words != "" && !strings.ContainsFunc(words, func(r rune) bool { return !e.letters[r] }) && strings.Contains(e.units, words)
}

// ear is that of a town: made once for those that the bot works for.
func (b *Bot) ear(t *election.Town) ear {
	if e, ok := b.ears[t.ID]; ok {
		return e
	}
	return newEar(t)
}

// forms are those of the desk's town.
func (d *desk) forms() flow.Forms {
	if own, has := d.bot.own[d.store.Town().ID]; has {
		return own
	}
	return d.bot.forms
}

// listening is what the desk hears its message with: all of it and its parts.
func (d *desk) listening() *speech.Ear {
	if d.ear == nil {
		d.ear = speech.NewEar(d.bot.now().In(d.store.Town().Location))
	}
	return d.ear
}

// hear says what a text says in the desk's town.
func (d *desk) hear(text string) speech.Heard {
	known := d.bot.ear(d.store.Town())
	return d.listening().Hear(text, known.places, known.people)
}

// units are those that a text names, fully or without 村 or 社区.
func (b *Bot) units(t *election.Town, text string) []election.Unit {
	return unitsNamed(t, speech.Hear(text, b.now().In(t.Location), b.ear(t).places))
}

// unitsNamed are those that a text names, fully or without 村 or 社区.
func unitsNamed(t *election.Town, h speech.Heard) (all []election.Unit) {
	for _, token := range h.Tokens {
		for _, m := range token.Means {
			u, ok := t.Unit(election.UnitID(m.ID))
			if m.Sort != speech.OfUnit || m.How > speech.Stem || !ok || slices.ContainsFunc(all, func(o election.Unit) bool { return o.ID == u.ID }) {
				continue
			}
			all = append(all, u)
		}
	}
	return all
}

// onlyUnit reports whether a text is the name of a unit and no more.
func (b *Bot) onlyUnit(t *election.Town, text string) bool {
	return onlyNames(speech.Hear(text, b.now().In(t.Location), b.ear(t).places))
}

// onlyNames reports whether a text names one unit or more, and says nothing else.
func onlyNames(h speech.Heard) bool {
	named := false
	for _, token := range h.Tokens {
		_, unit := token.Is(speech.OfUnit)
		if named = named || unit; !unit && token.Kind != speech.Mark && token.Kind != speech.Filler {
			return false
		}
	}
	return named
}
