package election

import (
	"strings"
	"testing"
)

// session is an election by a town's congress.
func session() Election { return Election{Kind: Session, PollingDay: polls()} }

// TestSessionLaw has a row on both sides of every threshold of a congress in session.
func TestSessionLaw(t *testing.T) {
	t.Parallel()
	const v, nq, void = ValidElection, NoQuorum, VoidElection
	rows := []struct {
		vote
		post Post
	}{
		{vote{"quorum: exactly two thirds", 60, 40, 40, 1, []int{35, 5}, FirstRound, v, "A", Filled, ""}, TownHead},
		{vote{"quorum: one less than two thirds", 60, 39, 39, 1, []int{35, 4}, FirstRound, nq, "", "", ""}, TownHead},
		{vote{"ballots: as many as voted", 60, 50, 50, 1, []int{40, 5}, FirstRound, v, "A", Filled, ""}, TownHead},
		{vote{"ballots: one too many", 60, 50, 51, 1, []int{40, 5}, FirstRound, void, "", "", ""}, TownHead},
		{vote{"majority: exactly half of all deputies", 60, 50, 50, 1, []int{30, 20}, FirstRound, v, "", NeedsFurther, ""}, TownHead},
		{vote{"majority: half of all and one", 60, 50, 50, 1, []int{31, 19}, FirstRound, v, "A", Filled, ""}, TownHead},
		{vote{"majority: of all, not of those present", 60, 50, 50, 1, []int{28, 22}, FirstRound, v, "", NeedsFurther, ""}, CongressChair},
		{vote{"chief: one candidate is lawful", 60, 50, 50, 1, []int{45}, FirstRound, v, "A", Filled, ""}, CongressChair},
		{vote{"chief: two candidates", 60, 50, 50, 1, []int{45, 5}, FirstRound, v, "A", Filled, ""}, CongressChair},
		{vote{"chief: three candidates", 60, 50, 50, 1, []int{40, 5, 5}, FirstRound, v, "A", Filled, "differential"}, CongressChair},
		{vote{"deputies: as many as seats", 60, 50, 50, 2, []int{45, 44}, FirstRound, v, "AB", Filled, "differential"}, DeputyHead},
		{vote{"deputies: one more", 60, 50, 50, 2, []int{45, 44, 5}, FirstRound, v, "AB", Filled, ""}, DeputyHead},
		{vote{"deputies: three more", 60, 50, 50, 2, []int{45, 44, 5, 3, 2}, FirstRound, v, "AB", Filled, ""}, DeputyHead},
		{vote{"deputies: four more", 60, 50, 50, 2, []int{45, 44, 4, 3, 2, 1}, FirstRound, v, "AB", Filled, "differential"}, CongressViceChair},
		{vote{"tie at the last seat", 60, 60, 60, 2, []int{50, 31, 31}, FirstRound, v, "A", NeedsRevote, ""}, DeputyHead},
		{vote{"re-vote: most votes win", 60, 50, 50, 1, []int{24, 23}, RevoteRound, v, "A", Filled, ""}, DeputyHead},
		{vote{"further: exactly half of all deputies", 60, 50, 50, 1, []int{30, 20}, FurtherRound, v, "", NeedsFurther, ""}, DeputyHead},
		{vote{"further: half of all and one", 60, 50, 50, 1, []int{31, 19}, FurtherRound, v, "A", Filled, ""}, DeputyHead},
		{vote{"further: deputies keep the differential", 60, 50, 50, 1, []int{31}, FurtherRound, v, "A", Filled, "differential"}, DeputyHead},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			tally := row.tally()
			tally.Posts[0].Post = row.post
			row.checkTally(t, session(), tally)
		})
	}
}

// TestSessionSettings: the quorum and the surplus of the vice posts are the office's to set.
func TestSessionSettings(t *testing.T) {
	t.Parallel()
	e := session()
	e.Profile = Profile{SessionQuorum: MoreThanTwoThirds, ViceSurplus: 1}
	for _, row := range []vote{
		{"quorum: exactly two thirds is not more", 60, 40, 40, 2, []int{35, 34, 1}, FirstRound, NoQuorum, "", "", ""},
		{"quorum: one more than two thirds", 60, 41, 41, 2, []int{35, 34, 1}, FirstRound, ValidElection, "AB", Filled, ""},
		{"deputies: two more than seats", 60, 50, 50, 2, []int{45, 44, 5, 3}, FirstRound, ValidElection, "AB", Filled, "differential"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			tally := row.tally()
			tally.Posts[0].Post = DeputyHead
			row.checkTally(t, e, tally)
		})
	}
	for _, p := range []Profile{{SessionQuorum: "most"}, {ViceSurplus: 4}, {ViceSurplus: -1}} {
		if p.Check() == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}

// TestSessionArticles: each comparison names the law of the congresses.
func TestSessionArticles(t *testing.T) {
	t.Parallel()
	row := vote{r: 60, p: 60, b: 60, seats: 1, votes: []int{30, 20}}
	tally := row.tally()
	tally.Posts[0].Post = TownHead
	said := Judge(session(), tally).Sentence().In(Chinese)
	for _, want := range []string{"镇长应选 1 名", "2×30 = 60，不大于 60", "地方组织法第二十五条"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
	}
	f := Judge(session(), tally).Posts[0].Further
	if f.MinCandidates != 1 || f.MaxCandidates != 2 || f.Article != (Article{OrganicLaw, 29}) {
		t.Errorf("further election of a head: %+v", f)
	}
	tally.Posts[0].Post = DeputyHead
	if f = Judge(session(), tally).Posts[0].Further; f.MinCandidates != 2 || f.MaxCandidates != 4 {
		t.Errorf("further election of a deputy head: %+v", f)
	}
}
