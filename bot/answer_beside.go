package bot

import (
	"context"
	"html"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// answerBeside answers 参选率跟有效票一起列: several numbers of the units side by side, or of all
// of them together.
func (d *desk) answerBeside(ctx context.Context, q inquiry) error {
	list := q.Form == speech.AsList || q.Form == speech.AsNames || q.Form == speech.AsCompare || q.Scope.EachUnit
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		var measures []document.Measure
		var names []election.Phrase
		for _, of := range slices.Insert(slices.Clone(q.Beside), 0, q.Measure) {
			m := besideMeasure(q, of)
			measures, names = append(measures, m), append(names, m.Name)
		}
		a := d.begin(q, s, document.SideBySide(names))
		beside := func(of []election.UnitState) election.Phrase {
			var values []election.Phrase
			for _, m := range measures {
				sum, _ := document.Sum(m.Rows(s.Election, of))
				values = append(values, say("%s %s", "%s %s").With(m.Name, m.Say(sum)))
			}
			return document.SideBySide(values)
		}
		switch {
		case q.Scope.EachArea || len(q.Scope.Areas) > 1:
			for _, area := range d.areasOf(q, s) {
				a.Units = append(a.Units, say("· %s：%s", "· %s: %s").With(d.areaName(area), beside(within(area, s.units))))
			}
		case list:
			for _, u := range s.units {
				a.Units = append(a.Units, document.UnitLine(u.Unit, beside([]election.UnitState{u})))
			}
		}
		for _, m := range measures {
			sum, known := document.Sum(m.Rows(s.Election, s.units))
			line := say("%s：%s", "%s: %s").With(m.Name, m.Say(sum))
			if !m.Unknown.IsZero() {
				line = say("%s（%s）", "%s (%s)").With(line, wordsReporting(m, known, s.Election.Units(len(s.units))))
			}
			a.Lines = append(a.Lines, line)
		}
		if q.Gap {
			a.Lines = append(a.Lines, d.gap(s, measures[0], measures[1]))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// besideMeasure is one of the numbers that are asked for side by side.
func besideMeasure(q inquiry, of speech.Measure) document.Measure {
	q.Measure = of
	switch {
	case of == speech.Turnout && q.Gap:
		return document.VotersMeasure()
	case of == speech.Elected:
		return document.ElectedMeasure(q.Post)
	}
	return numberOf(q)
}

// gap says how far the sums of two numbers are apart.
func (d *desk) gap(s scoped, x, y document.Measure) election.Phrase {
	a, known := document.Sum(x.Rows(s.Election, s.units))
	b, also := document.Sum(y.Rows(s.Election, s.units))
	if known == 0 || also == 0 {
		return wordsNothingReported()
	}
	return say("相差 %s", "%s apart").With(election.Thousands(max(a.Part-b.Part, b.Part-a.Part)))
}

// within are those of some units that are of an area.
func within(area election.Area, units []election.UnitState) (mine []election.UnitState) {
	for _, u := range units {
		if area.Holds(u.Unit.Area) {
			mine = append(mine, u)
		}
	}
	return mine
}

// ofAll answers 竹坞占全镇多少: what the units that are named have of all there is.
func (d *desk) ofAll(ctx context.Context, q inquiry, of func(scoped) document.Measure) error {
	every := q
	every.Scope, every.also = speech.Scope{Town: true}, nil
	if len(q.Scope.Units) > 0 && len(q.Scope.Areas) > 0 { // 柳湾竹坞占东片选民几成
		every.Scope, q.Scope.Areas = speech.Scope{Areas: q.Scope.Areas}, nil
	}
	wholes, err := d.scopes(ctx, &every)
	if err != nil {
		return err
	}
	q.also = append(q.also, every.also...)
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		i := slices.IndexFunc(wholes, func(w scoped) bool { return w.Election.ID == s.Election.ID })
		if i < 0 {
			return document.Answer{}, false
		}
		measures := []document.Measure{of(s)}
		if q.Measure == speech.Turnout {
			measures = []document.Measure{document.VotersMeasure(), document.RegisteredMeasure()}
		}
		a := d.begin(q, s, say("➗ 占%s多少", "➗ The share of %s").With(wholes[i].of))
		for _, m := range measures {
			part, _ := document.Sum(m.Rows(s.Election, s.units))
			all, known := document.Sum(m.Rows(s.Election, wholes[i].units))
			line := say("%s：%s", "%s: %s").With(m.Name, m.Unknown)
			if known > 0 {
				line = say("%s：%s", "%s: %s").With(m.Name, election.Ratio{Part: part.Part, Whole: all.Part})
			}
			a.Lines = append(a.Lines, line)
			if known > 0 && !m.Unknown.IsZero() {
				a.Lines = append(a.Lines, wordsReporting(m, known, s.Election.Units(len(wholes[i].units))))
			}
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerReadiness answers 明天准备好了没: what each unit still lacks to vote. Nothing is asked of
// those that have voted.
func (d *desk) answerReadiness(ctx context.Context, q inquiry) error {
	scopes, err := d.scopes(ctx, &q)
	for _, s := range scopes {
		if s.PollingDay.Before(election.DateOf(s.at)) {
			d.say(document.ReadinessOver(s.Election, election.DateOf(s.at)))
			continue
		}
		eve := document.Eve{Election: s.Election, Units: s.whole, Own: d.onlyOwn()}
		d.send(store.Message{Text: document.Readiness(eve, d.lang, d.now(), false)})
		d.noteSight(q, s)
	}
	for _, line := range q.also {
		d.send(store.Message{Text: html.EscapeString(line.In(d.lang))})
	}
	return err
}

// answerLastTerm answers 上届参选率多少 with what the settings and the list of its members say.
func (d *desk) answerLastTerm(ctx context.Context, q inquiry) error {
	scopes, err := d.scopes(ctx, &q)
	said := false
	for _, s := range scopes {
		a := d.begin(q, s, say("🗄 上届", "🗄 The last term"))
		if a.Lines = document.LastTermLines(document.LastTerm(d.store.Town(), s.Election, s.units), s.Election, s.units); len(a.Lines) > 0 {
			d.partly(q, s, &a)
			d.reply(a)
			said = true
		}
	}
	if !said {
		d.say(wordsNoLastTerm())
	}
	return err
}

// byPerson answers 李芳跟唐素文比谁的村投得多: what the units of each of some people have together.
func (d *desk) byPerson(ctx context.Context, q inquiry, of func(scoped) document.Measure) error {
	for _, p := range q.Scope.People[:min(len(q.Scope.People), namedMost)] {
		one := q
		one.Scope.People, one.Form, one.also = []election.PersonID{p}, speech.AsFigure, nil
		if err := d.numbers(ctx, one, of); err != nil {
			return err
		}
	}
	for _, line := range q.also {
		d.say(line)
	}
	return nil
}
