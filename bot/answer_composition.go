package bot

import (
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answerMembers answers 东片女委员几个: those of the posts of members, and with the chairs and vice-chairs.
func (d *desk) answerMembers(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		m := document.TraitMeasure(q.Trait, election.Member, q.With...)
		all := document.TraitMeasure(q.Trait, "", q.With...)
		a := d.begin(q, s, m.Name)
		d.summed(s, m, m.Rows(s.Election, s.units), &a)
		if sum, known := document.Sum(all.Rows(s.Election, s.units)); known > 0 {
			a.Lines = append(a.Lines, say("连主任、副主任在内：%s", "with chairs and vice-chairs: %s").With(all.Say(sum)))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerComposition answers 女的当选多少, and with no trait who all of them are.
func (d *desk) answerComposition(ctx context.Context, q inquiry) error {
	if q.Trait == election.TraitCross || q.Trait == election.TraitCombined {
		if answered, err := d.answerPairs(ctx, q); answered || err != nil {
			return err
		}
	}
	if speech.SaysNewlyElected(q.text) && (q.Trait == "new" || slices.Contains(q.With, "new")) {
		q.also = append(q.also, say("（“新当选”按首次当选的新任算；问全部当选的，说“当选的”。）", "(“Newly elected” is taken as those elected for the first time.)"))
	}
	if q.Age.By != speech.All {
		if q.Form == speech.AsList && !q.Scope.EachUnit || q.Form == speech.AsNames {
			q.Form = speech.AsFigure // 三十岁以下的有没有
		}
		return d.numbers(ctx, q, func(scoped) document.Measure {
			return document.AgedMeasure(q.Age.From(), q.Age.Until(), q.Post, traitsOf(q)...)
		})
	}
	if q.Trait != "" {
		return d.answerTrait(ctx, q)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("👥 当选人员结构", "👥 Who was elected"))
		a.Lines = document.CompositionLines(s.Election, s.units)
		if q.Form == speech.AsNames || q.Filter.By != speech.All { // 年龄最大的是谁
			a.Lines = append(a.Lines, wordsNotByName())
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerTrait answers 女的当选多少.
func (d *desk) answerTrait(ctx context.Context, q inquiry) error {
	plain := q.Filter.By == speech.All && !q.OfAll && q.Time.Than.IsZero() && !q.Scope.EachArea
	if plain && q.Whole && q.Post == "" && (q.Form == speech.AsFigure || q.Form == speech.AsShare) {
		return d.answerMembers(ctx, q)
	}
	if q.Whole && q.Post == "" {
		q.also = append(q.also, say("（主任、副主任里的也算在内。）", "(Chairs and vice-chairs are counted too.)"))
	}
	if q.Form == speech.AsNames {
		q.Form = speech.AsList
		q.also = append(q.also, wordsNotByName())
	}
	return d.numbers(ctx, q, func(scoped) document.Measure { return document.TraitMeasure(q.Trait, q.Post, q.With...) })
}

func wordsNotByName() election.Phrase {
	return say("🔒 各人的情况不列名，只有人数。", "🔒 Facts about persons are not listed by name, only their number.")
}

// traitsOf are all traits that a question names.
func traitsOf(q inquiry) []election.Trait {
	if q.Trait == "" {
		return nil
	}
	return append([]election.Trait{q.Trait}, q.With...)
}

// answerPairs answers 交叉任职多少 by name, where the committees and the Party organisations of
// the same places are both elected; false if no place has both.
func (d *desk) answerPairs(ctx context.Context, q inquiry) (bool, error) {
	units, of, _ := d.meant(&q)
	town := d.store.Town()
	ids, in := make([]election.UnitID, 0, len(units)), make(map[election.UnitID]bool, len(units))
	for _, u := range units {
		in[u.ID] = true
	}
	for _, u := range units {
		ids = append(ids, u.ID)
		if branch, ok := town.PartyUnit(u); ok && d.person.MaySee(branch) && !in[branch.ID] {
			ids = append(ids, branch.ID)
		}
	}
	states, err := d.view().States(ctx, ids)
	if err != nil {
		return false, err
	}
	lines := document.PairLines(election.Pairs(town, states))
	heads, missing := election.BothHeads(town, states)
	described := slices.ContainsFunc(states, func(s election.UnitState) bool { return s.Progress.Members != nil })
	if len(lines) == 0 && (len(missing) == 0 || described) {
		return false, nil
	}
	if len(lines) == 0 {
		lines = append(lines, say("还没有双方都已选出的单位，没有交叉任职、一肩挑可说。", "No place has elected both yet, so nobody sits on both."))
	}
	lines = append(lines, headLines(heads, missing)...)
	now := d.now().In(town.Location)
	d.reply(document.Answer{Asked: say("👥 交叉任职、一肩挑（按姓名对照）", "👥 On both bodies, and heads of both, by name"), Of: of, AsOf: now, Now: now, Lines: lines})
	return true, nil
}

// headsShown is how many places an answer names that have one head, or none yet.
const headsShown = 12

// headLines say who heads both bodies of a place, and which are not both elected yet. The elected are public.
func headLines(heads []election.HeadOfBoth, missing []election.Unit) (lines []election.Phrase) {
	for _, h := range heads[:min(len(heads), headsShown)] {
		lines = append(lines, say("· %s：%s（书记、主任）", "· %s: %s (secretary and head)").With(h.Unit.Name, h.Name))
	}
	if len(missing) > 0 {
		names := make([]string, 0, headsShown)
		for _, u := range missing[:min(len(missing), headsShown)] {
			names = append(names, u.Name)
		}
		lines = append(lines, say("还没有全部选出、不能对照的 %d 个：%s", "%d not all elected yet, so not compared: %s").With(len(missing), document.Joined(names)))
	}
	return lines
}

// answerAges answers 平均年龄最大的村.
func (d *desk) answerAges(ctx context.Context, q inquiry) error {
	if q.One {
		return d.each(ctx, q, func(s scoped) (document.Answer, bool) { return d.extremeAge(q, s), true })
	}
	return d.numbers(ctx, q, func(scoped) document.Measure { return document.AgeMeasure(q.Post) })
}

// extremeAge says how old the youngest or the oldest of the elected are on polling day, and
// not who they are.
func (d *desk) extremeAge(q inquiry, s scoped) document.Answer {
	oldest := q.Filter.By == speech.Highest
	a := d.begin(q, s, say("👥 最年轻的当选人", "👥 The youngest of the elected"))
	if oldest {
		a.Asked = say("👥 年龄最大的当选人", "👥 The oldest of the elected")
	}
	age, n, known := 0, 0, 0
	var where []string
	for _, u := range s.units {
		for _, p := range s.Described(u.Progress) {
			if p.Born.IsZero() || q.Post != "" && p.Post != q.Post {
				continue
			}
			old := p.Age(s.PollingDay)
			if known++; known == 1 || oldest && old > age || !oldest && old < age {
				age, n, where = old, 0, nil
			}
			if old == age {
				n, where = n+1, append(where, u.Unit.Name)
			}
		}
	}
	if known == 0 {
		a.Lines = append(a.Lines, wordsNothingReported())
		return a
	}
	if q.Form == speech.AsList || q.Form == speech.AsRanking { // 年龄最大的当选人是哪个村的
		a.Units = append(a.Units, say("· %s", "· %s").With(document.Joined(where)))
	}
	a.Lines = append(a.Lines, say("%d 岁（%d 名；知道年龄的共 %d 名）", "%d years (%d people, of %d whose age is known)").With(age, n, known),
		wordsNotByName())
	return a
}
