package speech

import "slices"

// standsIn takes the candidates by whom the unit is named in which they stand, and of whom nothing else is asked:
// 聂小平参选的那个社区投到多少.
func (a *query) standsIn(s *Scope) {
	for i, at := range a.atoms {
		if len(at.means) == 0 || at.means[0].Sort != OfCandidate {
			continue
		}
		unit := a.unitOf(i + 1)
		if unit < 0 {
			continue
		}
		s.StandsIn = append(s.StandsIn, at.means[0].ID)
		a.atoms[i].means = nil
		for j := i; j <= unit; j++ {
			a.unsay(j)
		}
	}
}

// unitOf is the noun of a unit after a candidate, as an atom, with only words between them that say that they stand or belong
// there; -1 if there is none.
func (a *query) unitOf(i int) int {
	belongs := false
	for ; i < len(a.atoms); i++ {
		text := a.atoms[i].text
		switch {
		case belongs && slices.Contains([]string{"村", "社区", "选区", "支部", "单位", "村里"}, text):
			return i
		case slices.Contains([]string{"参选", "竞选", "参加竞选", "所在", "在", "参加", "报名", "候选", "他们", "她们", "他", "她"}, text):
			belongs = true
		case slices.Contains([]string{"那个", "这个", "那", "这"}, text):
			belongs = true
		case text != "的" && text != "选举" && text != "们":
			return -1
		}
	}
	return -1
}
