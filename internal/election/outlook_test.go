package election

import (
	"strings"
	"testing"
)

// prospects writes an outlook short: "甲+ 乙? 丙-".
func prospects(p PostOutlook) string {
	var all []string
	for _, c := range p.Candidates {
		all = append(all, c.Name+map[Prospect]string{SureElected: "+", StillOpen: "?", SureNot: "-"}[c.Prospect])
	}
	return strings.Join(all, " ")
}

func TestOutlook(t *testing.T) {
	t.Parallel()
	// 750 of 800 ballots are counted, 50 are held back.
	counted := func(votes ...int) Tally {
		tally := village(postOf(Member, 2, votes...))
		tally.Returned, tally.Valid = 750, 750
		return tally
	}
	e := Election{Kind: Villagers, PollingDay: polls()}
	for _, c := range []struct {
		name    string
		tally   Tally
		out     Outstanding
		want    string
		taken   int
		decided bool
	}{
		{"all counted", counted(500, 450, 200), Outstanding{}, "A+ B+ C-", 2, true},
		{"fifty cannot change it", counted(500, 450, 200), Outstanding{Ballots: 50}, "A+ B+ C-", 2, true},
		{"fifty can bring a third past the last", counted(500, 420, 371), Outstanding{Ballots: 50}, "A+ B? C?", 1, false},
		{"fifty bring a third level", counted(500, 420, 370), Outstanding{Ballots: 50}, "A+ B? C?", 1, false},
		{"fifty leave a third one short", counted(500, 420, 369), Outstanding{Ballots: 50}, "A+ B+ C-", 2, true},
		{"fifty may bring a majority", counted(500, 351, 200), Outstanding{Ballots: 50}, "A+ B? C-", 1, false},
		{"fifty cannot bring a majority", counted(500, 350, 200), Outstanding{Ballots: 50}, "A+ B- C-", 1, true},
		{"voters still to come raise the majority", counted(500, 403, 200), Outstanding{Ballots: 56, Voters: 6}, "A+ B? C-", 1, false},
		{"not enough of them to matter", counted(500, 404, 200), Outstanding{Ballots: 56, Voters: 6}, "A+ B+ C-", 2, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := e.Outlook(c.tally, c.out).Posts[0]
			if prospects(got) != c.want || got.Taken != c.taken || got.Decided() != c.decided {
				t.Errorf("%s, %d taken, decided %v; want %s, %d, %v", prospects(got), got.Taken, got.Decided(), c.want, c.taken, c.decided)
			}
		})
	}
}

func TestOutlookRounds(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	further := village(postOf(Member, 1, 300, 240))
	further.Round = FurtherRound
	further.Returned, further.Valid = 700, 700
	if got := prospects(e.Outlook(further, Outstanding{Ballots: 59}).Posts[0]); got != "A+ B-" {
		t.Errorf("further, 59 out: %s", got)
	}
	if got := prospects(e.Outlook(further, Outstanding{Ballots: 60}).Posts[0]); got != "A? B?" {
		t.Errorf("further, 60 out: %s", got)
	}
	revote := village(postOf(Member, 1, 100, 90))
	revote.Round = RevoteRound
	if got := prospects(e.Outlook(revote, Outstanding{Ballots: 9}).Posts[0]); got != "A+ B-" {
		t.Errorf("re-vote, 9 out: %s", got)
	}
	if got := prospects(e.Outlook(revote, Outstanding{Ballots: 10}).Posts[0]); got != "A? B?" {
		t.Errorf("re-vote, 10 out: %s", got)
	}
	revote.Posts[0] = postOf(Member, 1, 10)
	if got := prospects(e.Outlook(revote, Outstanding{Ballots: 9}).Posts[0]); got != "A+" {
		t.Errorf("nobody else, 9 out: %s", got)
	}
	if got := prospects(e.Outlook(revote, Outstanding{Ballots: 10}).Posts[0]); got != "A?" {
		t.Errorf("somebody not named yet may draw level, 10 out: %s", got)
	}
	revote.Posts[0] = postOf(Member, 2, 10, 0)
	if got := prospects(e.Outlook(revote, Outstanding{}).Posts[0]); got != "A+ B-" {
		t.Errorf("nobody is elected without a vote: %s", got)
	}
	further.Returned, further.Valid = 0, 0
	further.Posts[0] = postOf(Member, 1, 0, 0)
	if got := prospects(e.Outlook(further, Outstanding{}).Posts[0]); got != "A- B-" {
		t.Errorf("nor with a third of nothing: %s", got)
	}
}

func TestOutlookPosts(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	two := village(
		ofPost(Chair, 1, person("甲", 500), person("乙", 250)),
		ofPost(Member, 1, person("甲", 450), person("丙", 420)))
	look := e.Outlook(two, Outstanding{Ballots: 10})
	if got := prospects(look.Posts[1]); got != "甲- 丙+" {
		t.Errorf("甲 is sure to be chair: %s", got)
	}
	two.Posts[0] = ofPost(Chair, 1, person("甲", 400), person("乙", 250))
	if got := prospects(e.Outlook(two, Outstanding{Ballots: 10}).Posts[1]); got != "甲? 丙?" {
		t.Errorf("甲 may be chair: %s", got)
	}
	three := village(
		ofPost(Chair, 1, person("甲", 400), person("乙", 250)),
		ofPost(ViceChair, 1, person("甲", 10), person("丁", 500)),
		ofPost(Member, 1, person("甲", 500), person("丙", 100)))
	if got := prospects(e.Outlook(three, Outstanding{Ballots: 10}).Posts[2]); got != "甲? 丙-" {
		t.Errorf("甲 may be chair, though not vice-chair: %s", got)
	}
	e.Profile.AddDown = true
	if got := prospects(e.Outlook(two, Outstanding{}).Posts[1]); got != "甲? 丙?" {
		t.Errorf("with votes added down: %s", got)
	}
	if got := prospects(e.Outlook(two, Outstanding{}).Posts[0]); got != "甲- 乙-" {
		t.Errorf("nothing is added to the highest post: %s", got)
	}
	quorum := Election{Kind: Villagers, PollingDay: polls()}
	few := village(postOf(Member, 1, 400, 10))
	few.Participants = 500
	if quorum.Outlook(few, Outstanding{Voters: 9}).Quorum {
		t.Error("500 of 1000 is no quorum")
	}
	few.Participants = 501
	if !quorum.Outlook(few, Outstanding{}).Quorum {
		t.Error("501 of 1000 is a quorum")
	}
	if got := (Election{Kind: Residents, PollingDay: before()}).Outlook(few, Outstanding{}); got.Posts != nil {
		t.Errorf("law silent: %+v", got)
	}
}
