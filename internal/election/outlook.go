package election

// Outstanding is what a count does not contain yet.
type Outstanding struct {
	// Ballots are those not counted: held back, or from villages that have not
	// reported. Those of people who may still vote are among them.
	Ballots int
	// Voters may still take part; they are not among the tally's participants.
	Voters int
}

// Prospect is whether something is decided before the last ballot is counted.
type Prospect string

// The prospects.
const (
	StillOpen   Prospect = "open"
	SureElected Prospect = "elected"
	SureNot     Prospect = "not_elected"
)

// Outlook 提前确定 is what the outstanding ballots can still change.
type Outlook struct {
	Quorum bool // the quorum is reached whatever comes
	Posts  []PostOutlook
}

// PostOutlook is what can still change for one post.
type PostOutlook struct {
	Post       Post
	Seats      int
	Taken      int // seats whose winner no outstanding ballot can change
	Candidates []CandidateOutlook
}

// CandidateOutlook is what can still change for one candidate.
type CandidateOutlook struct {
	Name     string
	Votes    int
	Prospect Prospect
}

// Decided reports whether nothing of the post can change any more: every seat
// has its winner, or nobody can be elected beyond those who are.
func (p PostOutlook) Decided() bool {
	for _, c := range p.Candidates {
		if c.Prospect == StillOpen {
			return p.Taken == p.Seats
		}
	}
	return true
}

// Outlook says of a count that is not complete what is decided all the same. It
// reckons with the worst: all outstanding ballots against a candidate before it
// calls anyone elected, all for a candidate before it calls anyone not elected,
// and, unless the outstanding ballots are too few for it, a person nobody has
// named so far. Too many ballots can still make the vote void; that is not
// reckoned with.
func (e Election) Outlook(t Tally, o Outstanding) Outlook {
	r, ok := rulesOf(e, t.Round)
	if !ok {
		return Outlook{}
	}
	q := r.quorum
	out := Outlook{
		Quorum: q.IsZero() || q.Compare(t.Participants, t.base(q.Base, 0)).Holds(),
		Posts:  make([]PostOutlook, len(t.Posts)),
	}
	above := map[string]Prospect{} // for a higher post: elected there, or perhaps
	for n, i := range byRank(t.Posts) {
		if e.Profile.AddDown && n > 0 || e.Profile.Women == WomenReserved {
			out.Posts[i] = allOpen(t.Posts[i])
			continue
		}
		out.Posts[i] = r.postOutlook(t.on(t.Posts[i].Post), t.Posts[i], o, above)
		for _, c := range out.Posts[i].Candidates {
			if above[c.Name] != SureElected && c.Prospect != SureNot {
				above[c.Name] = c.Prospect
			}
		}
	}
	return out
}

// allOpen calls nothing decided: votes added down, or a reserved seat, make a
// post depend on more than its own votes.
func allOpen(post PostTally) PostOutlook {
	out := PostOutlook{Post: post.Post, Seats: post.Seats}
	for _, c := range post.Candidates {
		out.Candidates = append(out.Candidates, CandidateOutlook{c.Name, c.Votes, StillOpen})
	}
	return out
}

func (r rules) postOutlook(t Tally, post PostTally, o Outstanding, above map[string]Prospect) PostOutlook {
	out := PostOutlook{Post: post.Post, Seats: post.Seats}
	var race []contender
	for _, c := range post.Candidates {
		race = append(race, r.contender(t, post, c, o, above[c.Name]))
	}
	unnamed := 0 // people not on the list whom the outstanding ballots may name
	if r.reaches(t, post, o.Ballots, o) {
		unnamed = post.Seats
	}
	for i, c := range race {
		prospect := StillOpen
		switch {
		case !c.may || aheadForSure(race, i, o.Ballots) >= post.Seats:
			prospect = SureNot
		case c.sure && !c.perhapsAbove && mayPass(race, i, o.Ballots, unnamed) < post.Seats:
			prospect = SureElected
			out.Taken++
		}
		out.Candidates = append(out.Candidates, CandidateOutlook{c.name, c.votes, prospect})
	}
	return out
}

// contender is a candidate with the two ends of what can still happen.
type contender struct {
	name         string
	votes        int
	sure         bool // meets the threshold even if no further ballot is for them
	may          bool // meets it if all are
	perhapsAbove bool // may still be elected to a higher post
}

func (r rules) contender(t Tally, post PostTally, c CandidateVotes, o Outstanding, above Prospect) contender {
	out := contender{name: c.Name, votes: c.Votes, perhapsAbove: above == StillOpen}
	if above == SureElected {
		return out
	}
	out.may = r.reaches(t, post, c.Votes+o.Ballots, o)
	out.sure = r.reaches(t, post, c.Votes, o)
	return out
}

// reaches compares votes with the threshold on the largest base that the
// outstanding ballots can make. That base is right at both ends: a ballot adds
// at most one to the base, and more than that to the side of the votes. Nobody is
// elected without a vote.
func (r rules) reaches(t Tally, post PostTally, votes int, o Outstanding) bool {
	if r.elects.IsZero() || votes == 0 {
		return votes > 0
	}
	base := t.base(r.elects.Base, post.Seats)
	switch r.elects.Base {
	case OfParticipants:
		base += o.Voters
	case OfReturned:
		base += o.Ballots
	}
	return r.elects.Compare(votes, base).Holds()
}

// aheadForSure counts those whom a candidate cannot overtake or draw level with.
func aheadForSure(race []contender, i, ballots int) int {
	n := 0
	for j, c := range race {
		if j != i && c.sure && !c.perhapsAbove && c.votes > race[i].votes+ballots {
			n++
		}
	}
	return n
}

// mayPass counts those who may still overtake a candidate or draw level.
func mayPass(race []contender, i, ballots, unnamed int) int {
	n := 0
	if ballots >= race[i].votes {
		n = unnamed
	}
	for j, c := range race {
		if j != i && c.may && c.votes+ballots >= race[i].votes {
			n++
		}
	}
	return n
}
