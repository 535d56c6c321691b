package election

import (
	"cmp"
	"slices"
)

// posts fills the seats of every post, the higher posts first, because one
// person can be elected to one post only. Nobody is elected to those whose ballots are
// void.
func (r rules) posts(p Profile, t Tally, void []Post) []PostVerdict {
	out := make([]PostVerdict, len(t.Posts))
	above := placed{}
	for n, i := range byRank(t.Posts) {
		last, post := n == len(t.Posts)-1, t.Posts[i]
		if slices.Contains(void, post.Post) {
			out[i] = PostVerdict{Post: post.Post, Outcome: VoidBallot, Seats: post.Seats}
			above.votesAgain(post)
			continue
		}
		out[i] = r.post(p, t.on(post.Post), post, above, last)
		above.add(out[i])
	}
	for i := range out {
		if out[i].Outcome == NeedsFurther {
			out[i].Further = r.further(p, out[i], above)
		}
	}
	return out
}

// byRank lists the indices of posts, the highest post first; equals keep the
// order of the ballot.
func byRank(posts []PostTally) []int {
	order := make([]int, len(posts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(posts[a].Post.rank(), posts[b].Post.rank()) })
	return order
}

// rank is the order in which posts are filled.
func (p Post) rank() int {
	switch p {
	case Chair, Secretary, CongressChair, TownHead:
		return 0
	case ViceChair, DeputySecretary, CongressViceChair, DeputyHead:
		return 1
	}
	return 2
}

// placed is what the posts filled so far made of people.
type placed struct {
	results map[string]Result // ElectedAbove or AwaitsAboveVote
	votes   map[string]int    // for 下加: the votes of those not elected
	pending bool              // a re-vote above is still to come
	woman   bool              // a woman is elected
}

func (a *placed) add(v PostVerdict) {
	if a.results == nil {
		a.results, a.votes = map[string]Result{}, map[string]int{}
	}
	a.pending = a.pending || v.Outcome == NeedsRevote
	for _, s := range v.Standings {
		switch s.Result {
		case WasElected:
			a.results[s.Name] = ElectedAbove
			a.woman = a.woman || s.Woman
		case WasTied:
			if a.results[s.Name] != ElectedAbove {
				a.results[s.Name] = AwaitsAboveVote
			}
		}
		a.votes[s.Name] = s.Votes
	}
}

// votesAgain holds the place of those who stand for a post that is voted on afresh: they may
// still be elected to it.
func (a *placed) votesAgain(post PostTally) {
	if a.results == nil {
		a.results, a.votes = map[string]Result{}, map[string]int{}
	}
	a.pending = true
	for _, c := range post.Candidates {
		if a.results[c.Name] != ElectedAbove {
			a.results[c.Name] = AwaitsAboveVote
		}
	}
}

// post fills the seats of one post.
func (r rules) post(p Profile, t Tally, post PostTally, above placed, last bool) PostVerdict {
	v := PostVerdict{Post: post.Post, Seats: post.Seats, Standings: r.standings(p, t, post, above)}
	if p.AddDown && above.pending {
		v.awaitAll()
		return v
	}
	if p.Women == WomenReserved && last && !above.woman && t.Round.nominates() {
		v.fillWithWoman()
	} else {
		fill(v.Standings, v.Seats)
	}
	v.settle(r, above)
	return v
}

// standings sets everybody's votes against the threshold, most votes first.
func (r rules) standings(p Profile, t Tally, post PostTally, above placed) []Standing {
	all := make([]Standing, 0, len(post.Candidates))
	for _, c := range post.Candidates {
		s := Standing{Name: c.Name, Votes: c.Votes, WriteIn: c.WriteIn, Woman: c.Woman}
		if p.AddDown && above.results[c.Name] != ElectedAbove {
			s.AddedDown = above.votes[c.Name]
			s.Votes += s.AddedDown
		}
		if above.results[c.Name] == ElectedAbove {
			s.Result = ElectedAbove
		} else {
			r.measure(t, post, &s)
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b Standing) int { return cmp.Compare(b.Votes, a.Votes) })
	return all
}

// measure compares one person's votes with the threshold. Result is left empty
// for those who may be elected. Nobody is elected without a vote.
func (r rules) measure(t Tally, post PostTally, s *Standing) {
	if r.elects.IsZero() {
		if s.Votes == 0 {
			s.Result = WasNotElected
		}
		return
	}
	c := r.elects.Compare(s.Votes, t.base(r.elects.Base, post.Seats))
	s.Check = Check{
		Rule: r.electsRule(), Article: r.electsArticle, Comparison: c, Base: r.elects.Base, Holds: c.Holds(),
		Post: post.Post, Candidate: s.Name,
	}
	if !c.Holds() || s.Votes == 0 {
		s.Result = WasNotElected
	}
}

func (r rules) electsRule() Rule {
	if r.elects == oneThird(r.elects.Base) {
		return RuleOneThird
	}
	return RuleMajority
}

// fill gives the seats to the best of those whose result is still open. If the
// last seats are between people with equal votes, these are tied.
func fill(standings []Standing, seats int) {
	open := openStandings(standings)
	if len(open) <= seats {
		for _, s := range open {
			s.Result = WasElected
		}
		return
	}
	for i, s := range open {
		s.Result = WasOutvoted
		if i < seats {
			s.Result = WasElected
		}
	}
	if seats < 1 || open[seats-1].Votes != open[seats].Votes {
		return
	}
	cut := open[seats].Votes
	for _, s := range open {
		if s.Votes == cut {
			s.Result = WasTied
		}
	}
}

// openStandings points at those whose result is still open, most votes first.
func openStandings(standings []Standing) []*Standing {
	var open []*Standing
	for i := range standings {
		if standings[i].Result == "" {
			open = append(open, &standings[i])
		}
	}
	return open
}

// fillWithWoman fills the seats so that a woman is among the elected if one met
// the threshold: the seat goes to the woman with the most votes, or to a re-vote
// between the women who share them, and the other seats are filled without her.
func (v *PostVerdict) fillWithWoman() {
	plain := slices.Clone(v.Standings)
	fill(plain, v.Seats)
	best := slices.IndexFunc(v.Standings, func(s Standing) bool { return s.Woman && s.Result == "" })
	if best < 0 || womanCertain(plain, v.Seats) {
		v.Standings = plain
		return
	}
	var women []int
	for i, s := range v.Standings {
		if s.Woman && s.Result == "" && s.Votes == v.Standings[best].Votes {
			women = append(women, i)
		}
	}
	result := WasElected
	if len(women) > 1 {
		result = WasTied
	}
	for _, i := range women {
		v.Standings[i].Result = result
	}
	fill(v.Standings, v.Seats-1)
}

// womanCertain reports whether a woman will be among the elected however a
// re-vote comes out.
func womanCertain(standings []Standing, seats int) bool {
	elected, tiedMen := 0, 0
	for _, s := range standings {
		switch {
		case s.Result == WasElected && s.Woman:
			return true
		case s.Result == WasElected:
			elected++
		case s.Result == WasTied && !s.Woman:
			tiedMen++
		}
	}
	return elected+tiedMen < seats
}

// settle reads from the standings what follows for the post.
func (v *PostVerdict) settle(r rules, above placed) {
	v.hold(above)
	var tied []string
	for _, s := range v.Standings {
		switch s.Result {
		case WasElected:
			v.Elected = append(v.Elected, s.Name)
		case WasTied:
			tied = append(tied, s.Name)
		case AwaitsAboveVote:
			v.Awaits = append(v.Awaits, s.Name)
		}
	}
	left := v.Seats - len(v.Elected)
	switch {
	case len(v.Awaits) > 0:
		v.Outcome = AwaitsAnother
	case len(tied) > 0 && r.ties == TiesRevote:
		v.Outcome = NeedsRevote
		v.Revote = &Revote{Candidates: tied, Seats: left, Article: r.tiesArticle}
	case left > 0:
		v.Outcome = NeedsFurther
	default:
		v.Outcome = Filled
	}
}

// hold keeps the seats of those who would be elected here but may still be
// elected in the re-vote for a higher post. Those who are elected beside them
// are elected in any case; what else depends on them stays open.
func (v *PostVerdict) hold(above placed) {
	for i, s := range v.Standings {
		if above.results[s.Name] == AwaitsAboveVote && (s.Result == WasElected || s.Result == WasTied) {
			v.Standings[i].Result = AwaitsAboveVote
		}
	}
}

// awaitAll leaves the whole post open: with 下加 the votes themselves depend on
// the re-vote above.
func (v *PostVerdict) awaitAll() {
	v.Outcome = AwaitsAnother
	for i := range v.Standings {
		if v.Standings[i].Result != ElectedAbove {
			v.Standings[i].Result = AwaitsAboveVote
			v.Awaits = append(v.Awaits, v.Standings[i].Name)
		}
	}
}

// further is the further election for the seats a post has left over. Its list
// begins with the best of those not elected to any post; where people with equal
// votes share the last place, all of them are on it and in Tied.
func (r rules) further(p Profile, v PostVerdict, count placed) *FurtherElection {
	seats := v.Seats - len(v.Elected)
	f := FurtherElection{
		Seats: seats, MinCandidates: r.furtherFewest(v.Post, seats), MaxCandidates: r.furtherMost(v.Post, seats),
		Elects: r.furtherElects, Article: r.furtherArticle,
	}
	rest := slices.DeleteFunc(slices.Clone(v.Standings), func(s Standing) bool { return count.results[s.Name] == ElectedAbove })
	cut := len(rest)
	if most := f.MaxCandidates; most > 0 && most < cut {
		cut = most
		for cut < len(rest) && rest[cut].Votes == rest[most-1].Votes {
			cut++
		}
		if cut > most {
			f.Tied = namesWith(rest[:cut], rest[most-1].Votes)
		}
	}
	list := rest[:cut]
	if p.Women == WomenOnList && !count.woman {
		list = withWoman(rest, cut)
	}
	for _, s := range list {
		f.Candidates = append(f.Candidates, s.Name)
	}
	return &f
}

// withWoman makes sure that the list of a further election, rest up to cut, has
// a woman: if need be, the best of the women takes its last place.
func withWoman(rest []Standing, cut int) []Standing {
	best := slices.IndexFunc(rest, func(s Standing) bool { return s.Woman })
	if best < cut { // on the list already, or there is none
		return rest[:cut]
	}
	return append(slices.Clone(rest[:cut-1]), rest[best])
}

func namesWith(standings []Standing, votes int) []string {
	var names []string
	for _, s := range standings {
		if s.Votes == votes {
			names = append(names, s.Name)
		}
	}
	return names
}
