package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerNominee answers 冯棠多少票, 冯棠当选了吗: for which posts somebody stands where, what
// votes they got in each round, and whether they are elected.
func (d *desk) answerNominee(ctx context.Context, q inquiry) error {
	if len(q.Scope.Units)+len(q.Scope.Areas) == 0 {
		q.Scope = speech.Scope{Names: q.Scope.Names}
	}
	if q.Facts {
		q.also = append(q.also, wordsNotByName())
	}
	said := false
	err := d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🙋 %s", "🙋 %s").With(document.Joined(q.Scope.Names)))
		for _, u := range s.units {
			for _, name := range q.Scope.Names {
				a.Units = append(a.Units, standing(s.Election, u, name)...)
			}
		}
		if len(a.Units) > 0 {
			a.Units = append(a.Units, comparedVotes(q, standers(s.Election, s.units, q.Post))...)
		}
		if len(a.Units) == 0 {
			a.Lines = append(a.Lines, say("在您能看的范围里没有这位候选人。", "Nobody of that name stands where you may see."))
		} else {
			d.partly(q, s, &a)
		}
		said = true
		return a, true
	})
	if err == nil && !said {
		d.say(wordsNothingKnown())
	}
	return err
}

// comparedVotes says what is asked besides of candidates: how far they are apart, whether they have more
// than half, who has the place next to them.
func comparedVotes(q inquiry, all []stood) (lines []election.Phrase) {
	asked := slices.DeleteFunc(slices.Clone(all), func(c stood) bool { return !slices.Contains(q.Scope.Names, c.name) })
	if q.Filter.By == speech.Highest {
		asked = placed(q.Scope.Names, q.Filter.N, all)
		for _, c := range asked {
			lines = append(lines, say("第 %d 名：%s", "Place %d: %s").With(q.Filter.N, c.line()))
		}
	}
	if q.Rate && !q.Gap {
		for _, c := range asked {
			lines = append(lines, c.line())
		}
	}
	if q.Half {
		for _, c := range asked {
			lines = append(lines, wordsHalf(c))
		}
	}
	if q.Gap {
		lines = append(lines, margins(q.Scope.Names, all)...)
	}
	return lines
}

// standing says for which posts somebody stands in a unit, and what came of it.
func standing(e election.Election, u election.UnitState, name string) (lines []election.Phrase) {
	for _, p := range u.Unit.Posts {
		if !slices.Contains(p.Candidates, name) {
			continue
		}
		line := say("· %s：%s 竞选%s", "· %s: %s stands for %s").With(u.Unit.Name, name, p.Post.Name())
		var rounds []election.Phrase
		for _, c := range u.Progress.Counts {
			for _, t := range c.Posts {
				if t.Post == p.Post && slices.ContainsFunc(t.Candidates, func(v election.CandidateVotes) bool { return v.Name == name }) {
					rounds = append(rounds, say("%s %s", "%s %s").With(c.Round.Name(), c.Of(p.Post, name).Say()))
				}
			}
		}
		switch {
		case len(u.Progress.Counts) == 0:
			line = say("%s，还没有计票", "%s, not counted yet").With(line)
		case slices.Contains(e.Winners(u.Progress), election.Winner{Post: p.Post, Name: name}):
			line = say("%s，%s，✅ 当选", "%s, %s, ✅ elected").With(line, document.SideBySide(rounds))
		default:
			line = say("%s，%s，没有当选", "%s, %s, not elected").With(line, document.SideBySide(rounds))
		}
		lines = append(lines, line)
	}
	return lines
}
