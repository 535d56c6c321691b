package election

import "slices"

// termYears is how long a term lasts: 村民委员会组织法 article 11, 城市居民委员会组织法 article 8,
// 中国共产党基层组织选举工作条例 article 4, 选举法 for the congresses of towns.
const termYears = 5

// LastDay is the polling day of the term before, reckoned by the length of a term. 29 February
// is 1 March where there is none.
func (e Election) LastDay() Date {
	d := e.PollingDay
	if d.IsZero() {
		return d
	}
	d.Year -= termYears
	return d.AddDays(0)
}

// TermOf are the figures of the members of the last term 上届成员, aged as on a day. A trait that
// is not known of all of them has no figure.
func TermOf(people []ElectedPerson, on Date) Term {
	c := CompositionOf(people, on)
	t := Term{Elected: c.People, Parts: map[Trait]int{}}
	unknown := c.Unknown()
	for _, group := range TraitGroups() {
		if unknown[group[0]] > 0 {
			continue
		}
		for _, trait := range group {
			t.Parts[trait] = c.Part(trait)
		}
		switch group[0] {
		case TraitTo35:
			t.Parts[TraitUnder50] = c.Part(TraitUnder50)
		case TraitJunior:
			t.Parts[TraitFromSenior], t.Parts[TraitFromCollege] = c.Part(TraitFromSenior), c.Part(TraitFromCollege)
		}
	}
	if len(people) == 0 {
		t.Parts = nil
	}
	return t
}

// Turnover is who stayed and who is new, by name, in the units whose members of the last term
// are known and whose seats are filled.
type Turnover struct {
	Units  int
	Before int // members of the last term
	Now    int // members now
	Kept   int // of those, by name: 连任
	Posts  []PostTurnover
}

// PostTurnover is the turnover in one post.
type PostTurnover struct {
	Post Post
	Now  int
	Kept int // members of the last term, in whatever post
	Same int // in the same post
}

// Gone is how many of the last term are no members any more.
func (t Turnover) Gone() int { return t.Before - t.Kept }

// TurnoverOf compares the members of units with those of the last term.
func (t *Town) TurnoverOf(states []UnitState) Turnover {
	var out Turnover
	for _, s := range states {
		last := t.LastMembers[s.Unit.ID]
		if len(last) == 0 || len(t.settledWinners(s)) == 0 {
			continue
		}
		out.Units++
		out.Before += len(last)
		for _, p := range t.ElectionOf(s.Unit).Seated(s.Progress) {
			out.add(p, last)
		}
	}
	return out
}

// add adds a member.
func (t *Turnover) add(p ElectedPerson, last []ElectedPerson) {
	i := slices.IndexFunc(t.Posts, func(of PostTurnover) bool { return of.Post == p.Post })
	if i < 0 {
		t.Posts, i = append(t.Posts, PostTurnover{Post: p.Post}), len(t.Posts)
	}
	t.Now++
	t.Posts[i].Now++
	was := slices.IndexFunc(last, func(old ElectedPerson) bool { return old.Name == p.Name })
	if was < 0 {
		return
	}
	t.Kept++
	t.Posts[i].Kept++
	if last[was].Post == p.Post {
		t.Posts[i].Same++
	}
}

// LastOf are the members of the last term in some units; known is false if those of one of them
// are not known.
func (t *Town) LastOf(states []UnitState) (people []ElectedPerson, known bool) {
	for _, s := range states {
		last := t.LastMembers[s.Unit.ID]
		if len(last) == 0 {
			return nil, false
		}
		people = append(people, last...)
	}
	return people, len(people) > 0
}
