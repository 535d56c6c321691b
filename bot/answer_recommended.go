package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// recommendedShown is how many of those who were recommended an answer names in each unit.
const recommendedShown = 12

// answerRecommended answers 史春燕两推的时候是多少票, 青石推荐谁票最多: the votes of the two recommendations, which are
// none of the election; false if nothing of the kind is asked.
func (d *desk) answerRecommended(ctx context.Context, q inquiry) (bool, error) {
	if !speech.AsksRecommended(q.text) {
		return false, nil
	}
	units, of, _ := d.meant(&q)
	units = slices.DeleteFunc(slices.Clone(units), func(u election.Unit) bool { return u.Kind != election.Party || !d.person.MaySee(u) })
	ids := make([]election.UnitID, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	states, err := d.view().States(ctx, ids)
	if err != nil || len(states) == 0 {
		return false, err
	}
	now := d.now().In(d.store.Town().Location)
	a := document.Answer{Asked: say("🗂 两推得票", "🗂 Votes of the recommendations"), Of: of, AsOf: now, Now: now}
	named := namedIn(q.text, states)
	for _, s := range states {
		all := election.RecommendedIn(recommendedWords(s))
		if len(named) > 0 {
			all = slices.DeleteFunc(all, func(r election.Recommended) bool { return !slices.Contains(named, r.Name) })
		}
		for _, r := range all[:min(len(all), recommendedShown)] {
			a.Lines = append(a.Lines, say("· %s：%s %d 票（第 %d）", "· %s: %s, %d (place %d)").With(s.Unit.Name, r.Name, r.Votes, placeOf(s, r)+1))
		}
	}
	if len(a.Lines) == 0 {
		a.Lines = append(a.Lines, say("没有上报两推得票。", "No votes of the recommendations were reported."))
	}
	d.reply(a)
	return true, nil
}

// recommendedWords are the words of who got how many votes in the last recommendation of a unit.
func recommendedWords(s election.UnitState) string {
	all := s.Progress.Records[election.RecommendRecord]
	if len(all) == 0 {
		return ""
	}
	return all[0].Words[election.RecommendedVotes]
}

// placeOf is how many were recommended with more votes.
func placeOf(s election.UnitState, r election.Recommended) (before int) {
	for _, other := range election.RecommendedIn(recommendedWords(s)) {
		if other.Votes > r.Votes {
			before++
		}
	}
	return before
}

// namedIn are those who were recommended whom a question names.
func namedIn(text string, states []election.UnitState) (names []string) {
	for _, s := range states {
		for _, r := range election.RecommendedIn(recommendedWords(s)) {
			if strings.Contains(text, r.Name) {
				names = append(names, r.Name)
			}
		}
	}
	return names
}
