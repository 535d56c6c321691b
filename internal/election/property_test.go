package election

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawElection draws an election of any kind under any text, with a profile
// that gives an answer wherever the law is silent.
func drawElection(t *rapid.T) Election {
	e := Election{
		Kind:       rapid.SampledFrom([]Kind{Villagers, Residents, Party, Congress}).Draw(t, "kind"),
		Method:     rapid.SampledFrom([]Method{AllVoters, Households, Representatives}).Draw(t, "method"),
		PollingDay: rapid.SampledFrom([]Date{polls(), before()}).Draw(t, "day"),
	}
	e.Profile = Profile{
		MajorityBase: rapid.SampledFrom([]Base{"", OfReturned}).Draw(t, "base"),
		Ties:         rapid.SampledFrom([]TieRule{TiesRevote, TiesRevote, TiesFurther}).Draw(t, "ties"),
		LaterQuorum:  rapid.SampledFrom([]QuorumRule{QuorumAgain, QuorumWaived}).Draw(t, "later"),
		Women:        rapid.SampledFrom([]WomenRule{WomenFlagged, WomenFlagged, WomenReserved, WomenOnList}).Draw(t, "women"),
		FurtherMore:  rapid.IntRange(0, 2).Draw(t, "more"),
		Quorum:       MoreThanHalf, Majority: MoreThanHalf, FurtherMajority: AtLeastOneThird,
	}
	return e
}

// drawTally draws a tally without typing errors and with enough people, so that
// most are valid. Votes are drawn close to each other and to the thresholds.
func drawTally(t *rapid.T, posts int) Tally {
	r := rapid.IntRange(5, 60).Draw(t, "registered")
	p := rapid.IntRange((4*r+4)/5, r).Draw(t, "participants")
	b := rapid.IntRange(p*3/4, p).Draw(t, "returned")
	invalid := rapid.IntRange(0, b/8).Draw(t, "invalid")
	tally := Tally{
		Round:      rapid.SampledFrom([]Round{FirstRound, FirstRound, RevoteRound, FurtherRound, FreshRound}).Draw(t, "round"),
		Registered: r, Participants: p, Issued: p, Returned: b, Valid: b - invalid, Invalid: invalid,
	}
	for _, post := range []Post{Chair, ViceChair, Member}[:posts] {
		tally.Posts = append(tally.Posts, drawPost(t, post, tally.Valid))
	}
	return tally
}

func drawPost(t *rapid.T, post Post, valid int) PostTally {
	out := PostTally{Post: post, Seats: rapid.IntRange(1, 4).Draw(t, "seats")}
	left := valid * out.Seats
	for _, name := range []string{"甲", "乙", "丙", "丁", "戊", "己", "庚"}[:rapid.IntRange(1, 7).Draw(t, "candidates")] {
		most := min(valid, left)
		votes := rapid.OneOf(
			rapid.IntRange(0, most),
			rapid.IntRange(min(most, valid/2), min(most, valid/2+2)),
			rapid.IntRange(min(most, valid/3), min(most, valid/3+1)),
		).Draw(t, "votes")
		left -= votes
		out.Candidates = append(out.Candidates, CandidateVotes{
			Name: name, Votes: votes, Woman: rapid.Bool().Draw(t, "woman"),
		})
	}
	return out
}

func judgeDrawn(t *rapid.T, posts int) (Election, Tally, Verdict) {
	e, tally := drawElection(t), drawTally(t, posts)
	v := Judge(e, tally)
	if v.Outcome == Refused {
		t.Fatalf("refused: %s", v.Sentence().In(Chinese))
	}
	return e, tally, v
}

// Every seat is elected, tied for, or left over; nobody is elected twice; and
// what the verdict asks for fits the outcome.
func TestPropertySeats(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		_, _, v := judgeDrawn(t, rapid.IntRange(1, 3).Draw(t, "posts"))
		seen := map[string]bool{}
		for _, p := range v.Posts {
			open := 0
			switch p.Outcome {
			case NeedsRevote:
				open = p.Revote.Seats
				if len(p.Revote.Candidates) <= open || open < 1 {
					t.Fatalf("a re-vote among %v for %d", p.Revote.Candidates, open)
				}
			case NeedsFurther:
				open = p.Further.Seats
			case AwaitsAnother:
				open = p.Seats - len(p.Elected)
			}
			if len(p.Elected)+open != p.Seats || (p.Outcome == Filled) != (open == 0) {
				t.Fatalf("%d elected and %d open of %d seats, %s", len(p.Elected), open, p.Seats, p.Outcome)
			}
			if (p.Revote != nil) != (p.Outcome == NeedsRevote) || (p.Further != nil) != (p.Outcome == NeedsFurther) {
				t.Fatalf("%s, but re-vote %v and further %v", p.Outcome, p.Revote, p.Further)
			}
			for _, name := range p.Elected {
				if seen[name] {
					t.Fatalf("%s is elected twice", name)
				}
				seen[name] = true
			}
		}
	})
}

// Nobody is elected with exactly half, whatever the base is, nor without a vote.
func TestPropertyExactlyHalf(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally := drawElection(t), drawTally(t, 1)
		e.Profile.Women = WomenFlagged
		tally.Round = FirstRound
		tally.Registered, tally.Participants = 2*(tally.Registered/2), 2*(tally.Participants/2)
		tally.Participants = min(tally.Participants, tally.Registered)
		tally.Issued, tally.Returned, tally.Valid, tally.Invalid = tally.Participants, tally.Participants, tally.Participants, 0
		base := tally.Participants
		if e.Kind == Party {
			base = tally.Registered
		}
		tally.Posts = []PostTally{ofPost(Member, 2, person("甲", base/2), person("乙", base/2), person("丙", 0))}
		v := Judge(e, tally)
		if v.Outcome == Refused || len(winners(v)) != 0 {
			t.Fatalf("%s", v.Sentence().In(Chinese))
		}
	})
}

// The order of the candidates on the form decides nothing: the same people are
// elected, tied and left over.
func TestPropertyPermutation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally, v := judgeDrawn(t, rapid.IntRange(1, 3).Draw(t, "posts"))
		shuffled := tally
		shuffled.Posts = slices.Clone(tally.Posts)
		for i, p := range shuffled.Posts {
			shuffled.Posts[i].Candidates = rapid.Permutation(p.Candidates).Draw(t, "order")
		}
		w := Judge(e, shuffled)
		if v.Outcome != w.Outcome || !slices.Equal(breachCodes(v.Breaches), breachCodes(w.Breaches)) {
			t.Fatalf("%s and %s", v.Outcome, w.Outcome)
		}
		for i, p := range v.Posts {
			q := w.Posts[i]
			if p.Outcome != q.Outcome || !samePeople(p.Elected, q.Elected) || !samePeople(p.Awaits, q.Awaits) {
				t.Fatalf("%s %v and %s %v", p.Outcome, p.Elected, q.Outcome, q.Elected)
			}
			if p.Revote != nil && !samePeople(p.Revote.Candidates, q.Revote.Candidates) {
				t.Fatalf("re-vote %v and %v", p.Revote, q.Revote)
			}
			if e.Profile.Women != WomenOnList && p.Further != nil && !samePeople(p.Further.Candidates, q.Further.Candidates) {
				t.Fatalf("further %v and %v", p.Further, q.Further)
			}
		}
	})
}

func samePeople(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// winners lists everybody elected, post by post.
func winners(v Verdict) []string {
	var all []string
	for _, p := range v.Posts {
		all = append(all, p.Elected...)
	}
	return all
}

// One more vote never unseats the person who gets it.
func TestPropertyMonotonic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally, v := judgeDrawn(t, 1)
		if len(winners(v)) == 0 {
			return
		}
		name := rapid.SampledFrom(v.Posts[0].Elected).Draw(t, "who")
		more := tally
		more.Posts = []PostTally{tally.Posts[0]}
		more.Posts[0].Candidates = slices.Clone(tally.Posts[0].Candidates)
		for i, c := range more.Posts[0].Candidates {
			if c.Name == name {
				more.Posts[0].Candidates[i].Votes++
			}
		}
		w := Judge(e, more)
		if w.Outcome != Refused && !slices.Contains(w.Posts[0].Elected, name) {
			t.Fatalf("%s was elected, and with one vote more is not: %v", name, w.Posts[0].Elected)
		}
	})
}

// Without a reserved seat nobody is elected who has fewer votes than somebody
// who is not, and nobody who does not meet the threshold.
func TestPropertyBestWin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally := drawElection(t), drawTally(t, 1)
		e.Profile.Women = WomenFlagged
		v := Judge(e, tally)
		for _, p := range v.Posts {
			least := 1 << 30
			for _, s := range p.Standings {
				if s.Result == WasElected {
					least = min(least, s.Votes)
					if s.Check.Rule != "" && !s.Check.Holds {
						t.Fatalf("%s is elected: %s", s.Name, s.Check.Comparison.In(Chinese))
					}
				}
			}
			for _, s := range p.Standings {
				if s.Result != WasElected && s.Votes >= least {
					t.Fatalf("%s has %d votes and is %s; %v are elected", s.Name, s.Votes, s.Result, p.Elected)
				}
			}
		}
	})
}

// Only shares count: everything three times over comes to the same.
func TestPropertyScale(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally, v := judgeDrawn(t, 1)
		k := rapid.IntRange(2, 1000).Draw(t, "times")
		big := tally
		big.Registered, big.Participants, big.Issued = k*tally.Registered, k*tally.Participants, k*tally.Issued
		big.Returned, big.Valid, big.Invalid = k*tally.Returned, k*tally.Valid, k*tally.Invalid
		big.Posts = []PostTally{tally.Posts[0]}
		big.Posts[0].Candidates = slices.Clone(tally.Posts[0].Candidates)
		for i := range big.Posts[0].Candidates {
			big.Posts[0].Candidates[i].Votes *= k
		}
		w := Judge(e, big)
		if v.Outcome != w.Outcome || !sameElected(v.Posts, w.Posts) {
			t.Fatalf("%s %v, and %d times over %s %v", v.Outcome, winners(v), k, w.Outcome, winners(w))
		}
	})
}

// A fresh round is judged like a first one.
func TestPropertyFresh(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally := drawElection(t), drawTally(t, 2)
		tally.Round = FirstRound
		v := Judge(e, tally)
		tally.Round = FreshRound
		w := Judge(e, tally)
		if v.Outcome != w.Outcome || !sameElected(v.Posts, w.Posts) || !slices.Equal(breachCodes(v.Breaches), breachCodes(w.Breaches)) {
			t.Fatalf("first %s %v, fresh %s %v", v.Outcome, winners(v), w.Outcome, winners(w))
		}
	})
}

// Judge takes anything: it never panics, and refuses exactly what has problems.
func TestPropertyTotal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := Election{
			Kind:   rapid.SampledFrom([]Kind{Villagers, Residents, Party, Congress, "", "mayor"}).Draw(t, "kind"),
			Method: rapid.SampledFrom([]Method{"", AllVoters, Households, Representatives, "x"}).Draw(t, "method"),
		}
		number := rapid.OneOf(rapid.IntRange(-2, 30), rapid.Just(1<<40))
		tally := Tally{
			Round:      Round(rapid.SampledFrom([]string{"", "first", "revote", "further", "fresh", "x"}).Draw(t, "round")),
			Registered: number.Draw(t, "r"), Participants: number.Draw(t, "p"), Issued: number.Draw(t, "i"),
			Returned: number.Draw(t, "b"), Valid: number.Draw(t, "v"), Invalid: number.Draw(t, "w"),
		}
		for range rapid.IntRange(0, 2).Draw(t, "posts") {
			post := PostTally{Post: rapid.SampledFrom([]Post{Chair, Member, "委员"}).Draw(t, "post"), Seats: rapid.IntRange(-1, 3).Draw(t, "seats")}
			for range rapid.IntRange(0, 4).Draw(t, "candidates") {
				post.Candidates = append(post.Candidates, CandidateVotes{
					Name: rapid.SampledFrom([]string{"", "甲", "乙", "丙"}).Draw(t, "name"), Votes: number.Draw(t, "votes")})
			}
			tally.Posts = append(tally.Posts, post)
		}
		v := Judge(e, tally)
		if (v.Outcome == Refused) != (len(e.Problems(tally)) > 0) {
			t.Fatalf("%s with problems %v", v.Outcome, v.Problems)
		}
		if v.Sentence().IsZero() {
			t.Fatalf("%s says nothing", v.Outcome)
		}
	})
}

// What the outlook calls decided stays so, whatever the outstanding ballots say.
func TestPropertyOutlook(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, tally := drawElection(t), drawTally(t, rapid.IntRange(1, 3).Draw(t, "posts"))
		voters := rapid.IntRange(0, min(4, tally.Registered-tally.Participants)).Draw(t, "voters")
		held := rapid.IntRange(0, tally.Participants-tally.Returned).Draw(t, "held back")
		look := e.Outlook(tally, Outstanding{Ballots: voters + held, Voters: voters})

		done := tally
		came := rapid.IntRange(0, voters).Draw(t, "came")
		found := rapid.IntRange(0, held+came).Draw(t, "found")
		done.Participants += came
		done.Issued = done.Participants
		done.Returned += found
		done.Valid += found
		done.Posts = slices.Clone(tally.Posts)
		for i, p := range done.Posts {
			done.Posts[i].Candidates = completed(t, p, found)
		}
		v := Judge(e, done)
		if v.Outcome == NoQuorum && look.Quorum {
			t.Fatalf("quorum was sure")
		}
		for i, p := range v.Posts {
			for _, c := range look.Posts[i].Candidates {
				is := slices.Contains(p.Elected, c.Name)
				if c.Prospect == SureElected && !is || c.Prospect == SureNot && is {
					t.Fatalf("%s was %s for %s; %s %v", c.Name, c.Prospect, p.Post, p.Outcome, p.Elected)
				}
			}
		}
	})
}

// completed adds some more ballots to a post, each with at most as many names as
// there are seats; one of the names may be new.
func completed(t *rapid.T, p PostTally, ballots int) []CandidateVotes {
	all := slices.Clone(p.Candidates)
	all = append(all, CandidateVotes{Name: "新", WriteIn: true})
	for range ballots {
		marks := rapid.SliceOfNDistinct(rapid.IntRange(0, len(all)-1), 0, min(p.Seats, len(all)), rapid.ID[int]).Draw(t, "marks")
		for _, i := range marks {
			all[i].Votes++
		}
	}
	return all
}

func BenchmarkJudge(b *testing.B) {
	e := Election{Kind: Villagers, PollingDay: polls()}
	tally := village(
		ofPost(Chair, 1, person("甲", 500), person("乙", 290)),
		ofPost(ViceChair, 1, person("丙", 450), person("丁", 340)),
		ofPost(Member, 3, person("戊", 600), person("己", 500), person("庚", 401), person("辛", 400)))
	b.Run("verdict", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if Judge(e, tally).Outcome != ValidElection {
				b.Fatal("not valid")
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "verdicts/s")
	})
	b.Run("sentence", func(b *testing.B) {
		b.ReportAllocs()
		v := Judge(e, tally)
		for b.Loop() {
			_ = v.Sentence()
		}
	})
}
