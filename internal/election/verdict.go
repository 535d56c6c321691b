package election

import "slices"

// Outcome is what the law says of a whole count.
type Outcome string

// The outcomes.
const (
	ValidElection Outcome = "valid"     // 选举有效
	NoQuorum      Outcome = "no_quorum" // 投票人数不足，选举无效
	VoidElection  Outcome = "void"      // 收回选票过多，选举无效
	Refused       Outcome = "refused"   // no verdict: a typing error, or no law to judge by
)

// PostOutcome is what the law says of one post.
type PostOutcome string

// The outcomes of a post.
const (
	Filled        PostOutcome = "filled"           // every seat is taken
	NeedsRevote   PostOutcome = "revote"           // 再次投票: tied at the last seat
	NeedsFurther  PostOutcome = "further_election" // 另行选举: seats left over
	AwaitsAnother PostOutcome = "awaits"           // hangs on the re-vote for a higher post
	VoidBallot    PostOutcome = "void"             // 重新选举: too many of its own ballots came back, while others hold
)

// Verdict 法律结论 is what the law says of one tally. It holds no word that is
// not derived from the numbers, so it is computed when needed and never stored.
type Verdict struct {
	Kind     Kind
	Round    Round
	Outcome  Outcome
	Problems []Problem      // only if refused
	Checks   []Check        // every comparison that was made, in order
	Breaches []Breach       // to be settled before any result is declared
	Posts    []PostVerdict  // only if valid, in the order of the tally
	Fresh    *FreshElection // only if void or without quorum, or if one of several ballots is void
	Notes    []Phrase       // what the officer should know besides

	rules rules
	tally Tally
}

// Check is one comparison and the article that demands it. Post and Candidate
// are empty where it concerns the whole count.
type Check struct {
	Rule       Rule
	Article    Article
	Comparison Comparison
	Base       Base // what Comparison.Right is
	Holds      bool
	Post       Post
	Candidate  string
}

// PostVerdict is what the law says of one post.
type PostVerdict struct {
	Post      Post
	Outcome   PostOutcome
	Seats     int
	Elected   []string   // most votes first
	Standings []Standing // everybody who got votes, most first
	Revote    *Revote
	Further   *FurtherElection
	Awaits    []string // people whose place hangs on the re-vote for a higher post
}

// Standing is how one person came out for one post.
type Standing struct {
	Name      string
	Votes     int // with AddedDown
	AddedDown int // 下加: of these, votes for a higher post
	WriteIn   bool
	Woman     bool
	Result    Result
	Check     Check // zero where the most votes win
}

// Result is what became of a person for a post.
type Result string

// The results.
const (
	WasElected      Result = "elected"
	WasTied         Result = "tied"          // re-vote
	WasOutvoted     Result = "outvoted"      // met the threshold, but others got more
	WasNotElected   Result = "not_elected"   // did not meet the threshold
	ElectedAbove    Result = "elected_above" // to a higher post of the same count
	AwaitsAboveVote Result = "awaits"        // hangs on the re-vote for a higher post
)

// Revote 再次投票 is the vote between the tied; the most votes win.
type Revote struct {
	Candidates []string
	Seats      int
	Article    Article
}

// FurtherElection 另行选举 fills the seats left over.
type FurtherElection struct {
	Seats         int
	Candidates    []string  // the best not elected, most votes first
	MinCandidates int       // the list must have so many
	MaxCandidates int       // and may have so many; 0 if the law sets no limit
	Tied          []string  // share the last place of the list, so that it is longer than allowed
	Elects        Threshold // votes it takes
	Article       Article
}

// FreshElection 重新选举 repeats a round that was void or had no quorum, or the part of it
// whose ballots were too many.
type FreshElection struct {
	Round   Round // FreshRound, or the later round that must be held again
	Posts   []Post
	Seats   int
	Article Article
}

// Judge is what the law in force on the polling day says of a tally: the law of
// the kind, and the profile where it is silent. A tally with a typing error is
// Refused; everything else, however irregular, is judged.
func Judge(e Election, t Tally) Verdict {
	v := Verdict{Kind: e.Kind, Round: t.Round, tally: t}
	if t.Voters != "" {
		e.Method = t.Voters
	}
	if v.Problems = e.Problems(t); len(v.Problems) > 0 {
		v.Outcome = Refused
		return v
	}
	r, _ := rulesOf(e, t.Round) // Problems saw to it that there are some
	v.rules = r
	v.Checks = make([]Check, 0, t.mostChecks())
	v.Breaches = append(v.checkCandidates(), v.rules.proxyBreaches(t)...)
	quorum, void := v.checkQuorum(), v.checkBallots()
	switch {
	case !quorum:
		v.Outcome, void = NoQuorum, t.posts()
	case len(void) == len(t.Posts):
		v.Outcome = VoidElection
	default:
		v.Outcome = ValidElection
		v.Posts = r.posts(e.Profile, t, void)
		v.collectChecks()
	}
	if len(void) > 0 {
		v.Fresh = r.fresh(v.Outcome, t, void)
	}
	v.Notes = v.notes(e)
	return v
}

// posts names the posts of the tally.
func (t Tally) posts() []Post {
	all := make([]Post, len(t.Posts))
	for i, p := range t.Posts {
		all[i] = p.Post
	}
	return all
}

// mostChecks is about how many comparisons a verdict makes.
func (t Tally) mostChecks() int {
	n := 4
	for _, p := range t.Posts {
		n += 2 + len(p.Candidates)
	}
	return n
}

// checkQuorum compares those who took part with the registered.
func (v *Verdict) checkQuorum() bool {
	if v.rules.quorum.IsZero() {
		return true
	}
	q := v.rules.quorum
	return v.check(Check{
		Rule: RuleQuorum, Article: v.rules.quorumArticle, Base: q.Base,
		Comparison: q.Compare(v.tally.came(), v.tally.base(q.Base, 0)),
	})
}

// checkBallots compares the ballots returned with each bound, kind by kind, and lists the
// posts for which too many came back.
func (v *Verdict) checkBallots() (void []Post) {
	v.tally.eachBallot(func(b Tally) {
		holds := true
		for _, bound := range v.rules.ballots {
			holds = v.check(Check{
				Rule: RuleBallots, Article: v.rules.ballotsArticle, Base: bound.Base, Post: b.ballot,
				Comparison: bound.Compare(b.Returned, b.base(bound.Base, 0)),
			}) && holds
		}
		if !holds {
			void = append(void, b.posts()...)
		}
	})
	return void
}

// check notes a comparison and reports whether it holds.
func (v *Verdict) check(c Check) bool {
	c.Holds = c.Comparison.Holds()
	v.Checks = append(v.Checks, c)
	return c.Holds
}

// collectChecks lists the comparisons of every candidate after those of the
// whole count.
func (v *Verdict) collectChecks() {
	for _, p := range v.Posts {
		for _, s := range p.Standings {
			if s.Check.Rule != "" {
				v.Checks = append(v.Checks, s.Check)
			}
		}
	}
}

// fresh is the round that has to be held again, with the seats it was about.
func (r rules) fresh(why Outcome, t Tally, posts []Post) *FreshElection {
	f := FreshElection{Round: FreshRound, Article: r.ballotsArticle, Posts: posts}
	if !t.Round.nominates() {
		f.Round = t.Round
	}
	if why == NoQuorum {
		f.Article = r.quorumArticle
	}
	for _, p := range t.Posts {
		if slices.Contains(posts, p.Post) {
			f.Seats += p.Seats
		}
	}
	return &f
}

// base is the number that stands for a base, in a post with some seats.
func (t Tally) base(b Base, seats int) int {
	switch b {
	case OfRegistered:
		return t.Registered
	case OfParticipants:
		return t.Participants
	case OfPresent:
		return t.Present
	case OfReturned:
		return t.Returned
	case OfIssued:
		return t.Issued
	}
	return seats
}

// SeatsLeft is the number of seats of all posts that are not filled yet,
// whether a re-vote or a further election is to fill them.
func (v Verdict) SeatsLeft() int {
	n := 0
	for _, p := range v.Posts {
		n += p.Seats - len(p.Elected)
	}
	return n
}
