package election

import "slices"

// Standing lists the officers and checkers of a unit who bear the name of a candidate
// there. Whoever stands may neither report nor check the count; the name alone does
// not say whether it is the same person.
func (e Election) Standing(u Unit, p Progress) (all []PersonID) {
	posts, _ := e.Posts(u, p)
	for _, id := range slices.Concat(u.Officers, u.Checkers) {
		stands := slices.ContainsFunc(posts, func(post PostPlan) bool { return slices.Contains(post.Candidates, string(id)) })
		if stands && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// StandingSaid says what to do about people who report for a unit and seem to stand
// there.
func StandingSaid(all []PersonID) Phrase {
	var names []Phrase
	for _, id := range all {
		names = append(names, id.Name())
	}
	return Say("候选人 %s 与本单位的联络员或复核人同名。是同一人的，不能再上报、复核票数：请选举办在名册里换人；只是同名，不用管。",
		"A candidate bears the name of an officer or checker here: %s. If it is the same person, they may neither report nor check votes: the office puts somebody else into the roster. If it is another, nothing is to be done.").With(Joined(names, "、", ", "))
}

// Stood reports whether a candidate of the count bears the name of a person.
func (t Tally) Stood(p PersonID) bool { return t.isCandidate(string(p)) }
