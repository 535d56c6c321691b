package bot

import (
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// A reader of the county goes on with a question as somebody of a town does: 那清河镇呢, 哪个镇
// 最低, 比昨天. What was asked is kept with their chat.

// countyGoesOn is a message as it goes on with the last question: all questions, the first one
// first, as somebody of a town would ask them, and the places in names of the towns that
// they are about. ok is false if there is none.
func (d *desk) countyGoesOn(text string, names []string) (questions []string, named []int, ok bool) {
	last := d.ses.Talk.Asked
	if d.store != d.bot.lobby || last.Text == "" || d.bot.now().Sub(last.At) > askedLasts {
		return nil, nil, false
	}
	for _, said := range append(append([]string{last.Text}, last.More...), text) {
		question, of, ofCounty := speech.OfTowns(said, names)
		if len(of) > 0 || ofCounty {
			named = of
		}
		if speech.OnlyGoesOn(question) {
			question = "" // only of other towns
		}
		questions = append(questions, question)
	}
	return questions, named, true
}

// countyQuestion reads a question and what went on with it in a town.
func (d *desk) countyQuestion(questions []string) (q inquiry, ok bool) {
	q, ok = d.question(questions[0])
	for _, more := range questions[1:] {
		if !ok || more == "" {
			continue
		}
		last, goes := q.Frame, d.bot.ear(d.store.Town()).questions.GoesOn
		q.Frame, ok = goes(d.hear(more), d.now(), last)
		if fresh, whole := d.question(more); !ok && (!whole || fresh.Presumed) { // 哪个镇最低 names no measure
			q.Frame, ok = goes(d.hear(speech.GoingOn(more)), d.now(), last)
		}
	}
	return q, ok
}

// countyKeeps keeps a question that was answered for the next one to go on with it.
func (d *desk) countyKeeps(text string, goesOn bool) {
	asked := &d.commit.State.Asked
	switch {
	case d.store != d.bot.lobby:
	case goesOn && len(asked.More) < goesOnMost:
		asked.More, asked.At = append(asked.More, text), d.bot.now()
	case goesOn:
		*asked = flow.Asked{}
	default:
		*asked = flow.Asked{Text: text, At: d.bot.now()}
	}
}

// grownTowns sets the sums of towns against what they were.
func grownTowns(m document.Measure, all, was []ofTown, a *document.Answer) {
	every, rows, _ := byTown(m, all)
	old, before, _ := byTown(m, was)
	a.Asked = wordsChange(m, was[0].scope.at.In(a.Now.Location()), a.Now)
	then, knew := document.Sum(old)
	now, known := document.Sum(every)
	switch {
	case known == 0:
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	case knew == 0:
		a.Lines = append(a.Lines, wordsNothingThen(was[0].scope.at.In(a.Now.Location()), a.Now))
	}
	a.Lines = append(a.Lines, wordsGrown(m, then, now), wordsReporting(m, known, unitsOfAll(all, len(every))))
	if len(rows) < 2 {
		return
	}
	for _, r := range rows {
		if !r.Known {
			a.Units = append(a.Units, m.Line(r, 0))
			continue
		}
		then := document.Value{}
		if i := slices.IndexFunc(before, func(b document.Row) bool { return b.Unit.Name == r.Unit.Name }); i >= 0 {
			then = before[i].Value
		}
		a.Units = append(a.Units, say("· %s　%s", "· %s: %s").With(r.Unit.Name, wordsGrown(m, then, r.Value)))
	}
}

// pick are the stores at some places; all of them if there is no place.
func pick(all []*store.Store, at []int) []*store.Store {
	if len(at) == 0 {
		return all
	}
	var some []*store.Store
	for _, i := range at {
		some = append(some, all[i])
	}
	return some
}

// countyName is what some towns are called together: by their names, or as the county.
func (d *desk) countyName(named []*store.Store) election.Phrase {
	if len(named) == 0 {
		return say("%s", "%s").With(d.bot.county.Name)
	}
	return townsSaid(named)
}
