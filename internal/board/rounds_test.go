package board

import (
	"testing"
	"time"

	"huanjie/internal/election"
)

// After any rounds a village's row says what its figures say: two further
// elections add up, and a fresh election takes the place of all before it.
func TestRowAddsUpEveryRound(t *testing.T) {
	t.Parallel()
	e := election.Election{ID: "v", Kind: election.Villagers, PollingDay: election.Date{Year: 2027, Month: time.January, Day: 15}}
	post := func(p election.Post, seats int, candidates ...election.CandidateVotes) election.PostTally {
		return election.PostTally{Post: p, Seats: seats, Candidates: candidates}
	}
	held := func(r election.Round, took int, posts ...election.PostTally) election.Tally {
		return election.Tally{Round: r, Registered: 800, Participants: took, Issued: took, Returned: took, Valid: took, Posts: posts}
	}
	chair := func(a, b int) election.PostTally {
		return post(election.Chair, 1, election.CandidateVotes{Name: "沈松", Votes: a}, election.CandidateVotes{Name: "魏山", Votes: b})
	}
	last := func(a, b int) election.PostTally {
		return post(election.Member, 1, election.CandidateVotes{Name: "康田", Votes: a}, election.CandidateVotes{Name: "邹冬", Votes: b})
	}
	members := func(a, b, c int) election.PostTally {
		return post(election.Member, 2, election.CandidateVotes{Name: "傅新", Votes: a}, election.CandidateVotes{Name: "康田", Votes: b}, election.CandidateVotes{Name: "邹冬", Votes: c})
	}
	furthers := []election.Tally{held(election.FirstRound, 600, chair(250, 200), members(400, 290, 280)),
		held(election.FurtherRound, 500, chair(300, 190), last(160, 150)), held(election.FurtherRound, 500, last(260, 230))}
	fresh := []election.Tally{held(election.FirstRound, 300, chair(250, 20), members(200, 160, 100)), held(election.FreshRound, 600, chair(400, 100), members(400, 350, 100))}
	for name, rounds := range map[string][]election.Tally{"two further elections": furthers, "a fresh election": fresh} {
		for n := 1; n <= len(rounds); n++ {
			var p election.Progress
			for i, tally := range rounds[:n] {
				p = e.Fold(p, election.Report{ID: election.ReportID(rune('a' + i)), Body: tally})
			}
			f := e.Figures(p)
			r := rowOf(e, election.UnitState{Unit: election.Unit{ID: "W2"}, Progress: p}, time.Date(2027, time.January, 20, 9, 0, 0, 0, time.UTC))
			if r.Elected != f[election.Elected] || r.Voted != f[election.Voted] || (f[election.UnitsVoid] == 0 && r.Left != f[election.SeatsLeft]) {
				t.Errorf("%s, round %d: row %+v, figures %v", name, n, r, f)
			}
			if n == len(rounds) && (r.Elected != 3 || r.Left != 0 || r.State != Counted) {
				t.Errorf("%s: %+v, want all three elected", name, r)
			}
		}
	}
}
