package election

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// polls says a polling day under the texts of 2025; before is one under those
// of 2018.
func polls() Date  { return Date{2027, 1, 15} }
func before() Date { return Date{2025, 12, 31} }

// vote is one row of a law table: a tally written short, and what the law makes
// of it. Votes are those of A, B, C … in order.
type vote struct {
	name     string
	r, p, b  int // registered, participants, ballots returned; issued is p
	seats    int
	votes    []int
	round    Round
	outcome  Outcome
	elected  string // "AB"
	post     PostOutcome
	breaches string
}

func (row vote) tally() Tally {
	t := Tally{
		Round: row.round, Registered: row.r, Participants: row.p, Issued: row.p,
		Returned: row.b, Valid: row.b, Posts: []PostTally{postOf(Member, row.seats, row.votes...)},
	}
	return t
}

// postOf is a post whose candidates A, B, C … got these votes.
func postOf(p Post, seats int, votes ...int) PostTally {
	out := PostTally{Post: p, Seats: seats}
	for i, v := range votes {
		out.Candidates = append(out.Candidates, CandidateVotes{Name: string(rune('A' + i)), Votes: v})
	}
	return out
}

func (row vote) check(t *testing.T, e Election) Verdict {
	t.Helper()
	return row.checkTally(t, e, row.tally())
}

// checkTally holds the verdict on a tally against the row.
func (row vote) checkTally(t *testing.T, e Election, tally Tally) Verdict {
	t.Helper()
	v := Judge(e, tally)
	if v.Outcome != row.outcome {
		t.Fatalf("outcome %s, want %s: %s", v.Outcome, row.outcome, v.Sentence().In(Chinese))
	}
	if got := strings.Join(breachCodes(v.Breaches), " "); got != row.breaches {
		t.Errorf("breaches %q, want %q", got, row.breaches)
	}
	if v.Outcome != ValidElection {
		if v.Outcome != Refused && (v.Fresh == nil || len(v.Posts) != 0) {
			t.Errorf("an election that is not valid needs a fresh one and elects nobody: %+v", v)
		}
		return v
	}
	if got := strings.Join(v.Posts[0].Elected, ""); got != row.elected || v.Posts[0].Outcome != row.post {
		t.Errorf("%s %q, want %s %q: %s", v.Posts[0].Outcome, got, row.post, row.elected, v.Sentence().In(Chinese))
	}
	return v
}

func runVotes(t *testing.T, e Election, rows []vote) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.check(t, e)
		})
	}
}

func TestVillagersLaw(t *testing.T) {
	t.Parallel()
	const v, nq, void, ref = ValidElection, NoQuorum, VoidElection, Refused
	runVotes(t, Election{Kind: Villagers, PollingDay: polls()}, []vote{
		{"quorum: exactly half is not enough", 1000, 500, 500, 3, []int{400, 390, 380, 90}, FirstRound, nq, "", "", ""},
		{"quorum: half and one", 1000, 501, 501, 3, []int{400, 390, 380, 90}, FirstRound, v, "ABC", Filled, ""},
		{"quorum: half of an odd number, below", 999, 499, 499, 3, []int{400, 390, 380, 90}, FirstRound, nq, "", "", ""},
		{"quorum: half of an odd number, above", 999, 500, 500, 3, []int{400, 390, 380, 90}, FirstRound, v, "ABC", Filled, ""},
		{"quorum: nobody came", 1000, 0, 0, 3, []int{0, 0, 0, 0}, FirstRound, nq, "", "", ""},
		{"quorum: a fresh round is a first one", 1000, 500, 500, 3, []int{400, 390, 380, 90}, FreshRound, nq, "", "", ""},
		{"quorum: again in a further election", 1000, 500, 500, 1, []int{400, 90}, FurtherRound, nq, "", "", ""},
		{"quorum: again in a re-vote", 1000, 500, 500, 1, []int{400, 90}, RevoteRound, nq, "", "", ""},
		{"ballots: as many as participants", 1000, 800, 800, 3, []int{700, 600, 500, 90}, FirstRound, v, "ABC", Filled, ""},
		{"ballots: one more than participants", 1000, 800, 801, 3, []int{700, 600, 500, 90}, FirstRound, void, "", "", ""},
		{"ballots: one more in a further election", 1000, 800, 801, 1, []int{700, 90}, FurtherRound, void, "", "", ""},
		{"majority: exactly half does not elect", 1000, 800, 800, 3, []int{500, 401, 400, 90}, FirstRound, v, "AB", NeedsFurther, ""},
		{"majority: half and one elects", 1000, 800, 800, 3, []int{500, 402, 401, 90}, FirstRound, v, "ABC", Filled, ""},
		{"majority: of an odd number, below", 1000, 801, 801, 3, []int{500, 402, 400, 90}, FirstRound, v, "AB", NeedsFurther, ""},
		{"majority: of an odd number, above", 1000, 801, 801, 3, []int{500, 402, 401, 90}, FirstRound, v, "ABC", Filled, ""},
		{"majority: of participants, not of ballots", 1000, 800, 790, 3, []int{500, 402, 400, 90}, FirstRound, v, "AB", NeedsFurther, ""},
		{"majority: nobody reaches it", 1000, 800, 800, 3, []int{400, 399, 398, 90}, FirstRound, v, "", NeedsFurther, ""},
		{"seats: more than seats reach it, the best win", 1000, 800, 800, 2, []int{420, 600, 550}, FirstRound, v, "BC", Filled, ""},
		{"tie: all the tied fit", 1000, 800, 800, 3, []int{600, 600, 600, 90}, FirstRound, v, "ABC", Filled, ""},
		{"tie: at the last seat", 1000, 800, 800, 3, []int{600, 500, 450, 450}, FirstRound, v, "AB", NeedsRevote, ""},
		{"tie: for two seats among three", 1000, 800, 800, 3, []int{600, 450, 450, 450}, FirstRound, v, "A", NeedsRevote, ""},
		{"tie: for every seat", 1000, 800, 800, 3, []int{450, 450, 450, 450}, FirstRound, v, "", NeedsRevote, ""},
		{"tie: above the last seat decides nothing", 1000, 800, 800, 3, []int{600, 600, 500, 450}, FirstRound, v, "ABC", Filled, ""},
		{"tie: below the last seat decides nothing", 1000, 800, 800, 3, []int{600, 500, 450, 420, 420}, FirstRound, v, "ABC", Filled, ""},
		{"tie: without a majority decides nothing", 1000, 800, 800, 3, []int{600, 500, 400, 400}, FirstRound, v, "AB", NeedsFurther, ""},
		{"further: exactly a third", 1000, 699, 699, 1, []int{233, 200}, FurtherRound, v, "A", Filled, ""},
		{"further: one less than a third", 1000, 699, 699, 1, []int{232, 200}, FurtherRound, v, "", NeedsFurther, ""},
		{"further: just below a third of 700", 1000, 700, 700, 1, []int{233, 200}, FurtherRound, v, "", NeedsFurther, ""},
		{"further: just above a third of 700", 1000, 700, 700, 1, []int{234, 200}, FurtherRound, v, "A", Filled, ""},
		{"further: a third of ballots, not of participants", 1000, 702, 699, 1, []int{233, 200}, FurtherRound, v, "A", Filled, ""},
		{"further: a tie", 1000, 700, 700, 1, []int{300, 300}, FurtherRound, v, "", NeedsRevote, ""},
		{"further: candidates may be as many as seats", 1000, 700, 700, 2, []int{300, 290}, FurtherRound, v, "AB", Filled, ""},
		{"re-vote: most votes win, however few", 1000, 700, 700, 1, []int{101, 100}, RevoteRound, v, "A", Filled, ""},
		{"re-vote: tied again", 1000, 700, 700, 1, []int{300, 300}, RevoteRound, v, "", NeedsRevote, ""},
		{"re-vote: nobody is elected without a vote", 1000, 700, 700, 2, []int{300, 0, 0}, RevoteRound, v, "A", NeedsFurther, ""},
		{"differential: one more than seats", 1000, 800, 800, 3, []int{600, 500, 450, 90}, FirstRound, v, "ABC", Filled, ""},
		{"differential: as many as seats", 1000, 800, 800, 3, []int{600, 500, 450}, FirstRound, v, "ABC", Filled, "differential"},
		{"differential: fewer than seats", 1000, 800, 800, 3, []int{600, 500}, FirstRound, v, "AB", NeedsFurther, "differential"},
		{"differential: flagged though there is no quorum", 1000, 500, 500, 3, []int{400, 300, 200}, FirstRound, nq, "", "", "differential"},
		{"seats: seven", 1000, 800, 800, 7, []int{500, 490, 480, 470, 460, 450, 440, 90}, FirstRound, v, "ABCDEFG", Filled, ""},
		{"seats: eight", 1000, 800, 800, 8, []int{500, 490, 480, 470, 460, 450, 440, 430, 90}, FirstRound, v, "ABCDEFGH", Filled, "seats"},
		{"typing: nobody registered", 0, 0, 0, 3, []int{0, 0, 0, 0}, FirstRound, ref, "", "", ""},
		{"typing: more participants than registered", 1000, 1001, 1000, 3, []int{600, 500, 450, 90}, FirstRound, ref, "", "", ""},
		{"all registered take part", 1000, 1000, 1000, 3, []int{600, 550, 501, 90}, FirstRound, v, "ABC", Filled, ""},
		{"an unset round is a first one", 1000, 800, 800, 3, []int{600, 500, 400, 90}, "", v, "AB", NeedsFurther, ""},
	})
}

func TestResidentsLaw(t *testing.T) {
	t.Parallel()
	const v, nq, void = ValidElection, NoQuorum, VoidElection
	day := polls()
	t.Run("voters", func(t *testing.T) {
		t.Parallel()
		runVotes(t, Election{Kind: Residents, PollingDay: day}, []vote{
			{"quorum: exactly half", 1000, 500, 500, 5, []int{400, 390, 380, 300, 260, 90}, FirstRound, nq, "", "", ""},
			{"quorum: half and one", 1000, 501, 501, 5, []int{400, 390, 380, 300, 260, 90}, FirstRound, v, "ABCDE", Filled, ""},
			{"majority: exactly half", 1000, 600, 600, 5, []int{400, 390, 380, 301, 300, 90}, FirstRound, v, "ABCD", NeedsFurther, ""},
			{"ballots: one too many", 1000, 600, 601, 5, []int{400, 390, 380, 301, 300, 90}, FirstRound, void, "", "", ""},
			{"further: a third", 1000, 600, 600, 1, []int{200, 199}, FurtherRound, v, "A", Filled, ""},
			{"further: less than a third", 1000, 601, 601, 1, []int{200, 199}, FurtherRound, v, "", NeedsFurther, ""},
			{"differential", 1000, 600, 600, 5, []int{400, 390, 380, 310, 301}, FirstRound, v, "ABCDE", Filled, "differential"},
			{"seats: nine", 1000, 600, 600, 9, []int{400, 390, 380, 370, 360, 350, 340, 330, 320, 90}, FirstRound, v, "ABCDEFGHI", Filled, ""},
			{"seats: ten", 1000, 600, 600, 10, []int{400, 390, 380, 370, 360, 350, 340, 330, 320, 310, 90}, FirstRound, v, "ABCDEFGHIJ", Filled, "seats"},
		})
	})
	t.Run("households", func(t *testing.T) {
		t.Parallel()
		runVotes(t, Election{Kind: Residents, Method: Households, PollingDay: day}, []vote{
			{"quorum: exactly half", 300, 150, 150, 5, []int{100, 99, 98, 97, 96, 10}, FirstRound, nq, "", "", ""},
			{"quorum: half and one", 300, 151, 151, 5, []int{100, 99, 98, 97, 96, 10}, FirstRound, v, "ABCDE", Filled, ""},
		})
	})
	t.Run("representatives", func(t *testing.T) {
		t.Parallel()
		runVotes(t, Election{Kind: Residents, Method: Representatives, PollingDay: day}, []vote{
			{"quorum: exactly two thirds", 99, 66, 66, 5, []int{60, 55, 50, 45, 40, 30}, FirstRound, nq, "", "", ""},
			{"quorum: two thirds and one", 99, 67, 67, 5, []int{60, 55, 50, 40, 34, 33}, FirstRound, v, "ABCDE", Filled, ""},
			{"quorum: two thirds of 100, below", 100, 66, 66, 5, []int{60, 55, 50, 40, 34, 33}, FirstRound, nq, "", "", ""},
			{"quorum: two thirds of 100, above", 100, 67, 67, 5, []int{60, 55, 50, 40, 34, 33}, FirstRound, v, "ABCDE", Filled, ""},
			{"majority: of an even number, exactly half", 99, 68, 68, 5, []int{60, 55, 50, 40, 34, 33}, FirstRound, v, "ABCD", NeedsFurther, ""},
		})
	})
}

// The text of 2018 says nothing on residents: only a profile answers.
func TestResidentsBefore2026(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Residents, PollingDay: before()}
	row := vote{name: "silent", r: 1000, p: 600, b: 600, seats: 5, votes: []int{400, 390, 380, 310, 301, 90}, outcome: Refused}
	if v := row.check(t, e); v.Problems[0].Code != "law_silent" || !strings.Contains(v.Sentence().In(Chinese), "国家法律未规定") {
		t.Errorf("problems %+v", v.Problems)
	}
	e.Profile = Profile{Quorum: MoreThanHalf, Majority: MoreThanHalf}
	row.outcome, row.elected, row.post = ValidElection, "ABCDE", Filled
	if v := row.check(t, e); !v.Checks[0].Article.IsLocal() {
		t.Errorf("article %s, want a local rule", v.Checks[0].Article.Say().In(Chinese))
	}
	row.votes = []int{400, 390, 380, 310, 300, 90}
	row.elected, row.post = "ABCD", NeedsFurther
	v := row.check(t, e)
	if len(v.Notes) == 0 || !strings.Contains(v.Notes[0].In(Chinese), "国家法律未规定另行选举") {
		t.Errorf("the votes for a further election are not settled, but notes are %v", v.Notes)
	}
	if got := v.Follows()[0].In(Chinese); !strings.Contains(got, "依次为 E、F；2026年以前的居民委员会选举，国家法律未规定另行选举当选所需票数") {
		t.Errorf("%s", got)
	}
	row = vote{name: "further", r: 1000, p: 600, b: 600, seats: 1, votes: []int{250, 90}, round: FurtherRound, outcome: Refused}
	row.check(t, e)
	e.Profile.FurtherMajority = AtLeastOneThird
	row.outcome, row.elected, row.post = ValidElection, "A", Filled
	row.check(t, e)
	e.Profile.Majority = AtLeastTwoThirds
	exact := vote{r: 1000, p: 600, b: 600, seats: 1, votes: []int{400, 90}, outcome: ValidElection, elected: "A", post: Filled}
	if v := exact.check(t, e); v.Checks[len(v.Checks)-1].Rule != RuleMajority || !strings.Contains(v.Sentence().In(Chinese), "不少于三分之二，当选") {
		t.Errorf("%s", v.Sentence().In(Chinese))
	}
	e.Profile.Quorum = AtLeastTwoThirds
	row.outcome = NoQuorum
	row.check(t, e)
	row.r = 900
	row.outcome = ValidElection
	row.check(t, e)
}

func TestCongressLaw(t *testing.T) {
	t.Parallel()
	const v, nq, void = ValidElection, NoQuorum, VoidElection
	runVotes(t, Election{Kind: Congress, PollingDay: polls()}, []vote{
		{"quorum: exactly half", 2000, 1000, 1000, 2, []int{900, 800, 90}, FirstRound, nq, "", "", ""},
		{"quorum: half and one", 2000, 1001, 1001, 2, []int{900, 800, 90}, FirstRound, v, "AB", Filled, ""},
		{"ballots: one too many", 2000, 1500, 1501, 2, []int{900, 800, 90}, FirstRound, void, "", "", ""},
		{"majority: exactly half", 2000, 1500, 1500, 2, []int{900, 750, 700}, FirstRound, v, "A", NeedsFurther, ""},
		{"majority: half and one", 2000, 1500, 1500, 2, []int{900, 751, 700}, FirstRound, v, "AB", Filled, ""},
		{"further: exactly a third", 2000, 1500, 1500, 1, []int{500, 499}, FurtherRound, v, "A", Filled, ""},
		{"further: less than a third", 2000, 1500, 1500, 1, []int{499, 498}, FurtherRound, v, "", NeedsFurther, ""},
		{"differential: one seat, two candidates", 2000, 1500, 1500, 1, []int{900, 90}, FirstRound, v, "A", Filled, ""},
		{"differential: one seat, one candidate", 2000, 1500, 1500, 1, []int{900}, FirstRound, v, "A", Filled, "differential"},
		{"differential: one seat, three candidates", 2000, 1500, 1500, 1, []int{900, 90, 80}, FirstRound, v, "A", Filled, "differential"},
		{"differential: two seats, three candidates", 2000, 1500, 1500, 2, []int{900, 800, 90}, FirstRound, v, "AB", Filled, ""},
		{"differential: two seats, two candidates", 2000, 1500, 1500, 2, []int{900, 800}, FirstRound, v, "AB", Filled, "differential"},
		{"differential: two seats, four candidates", 2000, 1500, 1500, 2, []int{900, 800, 90, 80}, FirstRound, v, "AB", Filled, ""},
		{"differential: two seats, five candidates", 2000, 1500, 1500, 2, []int{900, 800, 90, 80, 70}, FirstRound, v, "AB", Filled, "differential"},
		{"differential: three seats, four candidates", 2000, 1500, 1500, 3, []int{900, 800, 790, 90}, FirstRound, v, "ABC", Filled, ""},
		{"differential: three seats, six candidates", 2000, 1500, 1500, 3, []int{900, 800, 790, 90, 80, 70}, FirstRound, v, "ABC", Filled, ""},
		{"differential: three seats, seven candidates", 2000, 1500, 1500, 3, []int{900, 800, 790, 90, 80, 70, 60}, FirstRound, v, "ABC", Filled, "differential"},
		{"differential: also in a further election", 2000, 1500, 1500, 1, []int{900, 90, 80}, FurtherRound, v, "A", Filled, "differential"},
		{"seats: four", 2000, 1500, 1500, 4, []int{900, 800, 790, 780, 90, 80}, FirstRound, v, "ABCD", Filled, "seats"},
		{"tie at the last seat", 2000, 1500, 1500, 2, []int{900, 800, 800}, FirstRound, v, "A", NeedsRevote, ""},
		{"re-vote", 2000, 1500, 1500, 1, []int{300, 299}, RevoteRound, v, "A", Filled, ""},
	})
}

// A congress ballot is void by the participants alone; more ballots issued than
// participants is nothing unusual, and fewer only a note.
func TestCongressBallotsIssued(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Congress, PollingDay: polls()}
	row := vote{r: 2000, p: 1500, b: 1490, seats: 1, votes: []int{900, 90}}
	tally := row.tally()
	tally.Issued = 1600
	if v := Judge(e, tally); v.Outcome != ValidElection || len(v.Notes) != 0 {
		t.Errorf("%s, notes %v", v.Outcome, v.Notes)
	}
	tally.Issued = 1480
	if v := Judge(e, tally); v.Outcome != ValidElection || len(v.Notes) != 1 {
		t.Errorf("%s, notes %v; want valid and one note", v.Outcome, v.Notes)
	}
}

func TestPartyLaw(t *testing.T) {
	t.Parallel()
	const v, nq, void, ref = ValidElection, NoQuorum, VoidElection, Refused
	runVotes(t, Election{Kind: Party, PollingDay: polls()}, []vote{
		{"quorum: exactly four fifths", 50, 40, 40, 3, []int{38, 30, 26, 10}, FirstRound, v, "ABC", Filled, ""},
		{"quorum: one less than four fifths", 50, 39, 39, 3, []int{38, 30, 26, 10}, FirstRound, nq, "", "", ""},
		{"quorum: four fifths of 51, below", 51, 40, 40, 3, []int{38, 30, 26, 10}, FirstRound, nq, "", "", ""},
		{"quorum: four fifths of 51, above", 51, 41, 41, 3, []int{38, 30, 26, 10}, FirstRound, v, "ABC", Filled, ""},
		{"majority: exactly half of those due", 50, 42, 42, 3, []int{38, 30, 25, 22}, FirstRound, v, "AB", NeedsFurther, ""},
		{"majority: of those due, not of those present", 50, 42, 42, 3, []int{38, 30, 22, 21}, FirstRound, v, "AB", NeedsFurther, ""},
		{"majority: half of an odd number", 35, 30, 30, 3, []int{28, 27, 18, 17}, FirstRound, v, "ABC", Filled, ""},
		{"majority: half of an odd number, below", 35, 30, 30, 3, []int{28, 27, 17, 16}, FirstRound, v, "AB", NeedsFurther, ""},
		{"ballots: one more than present", 50, 42, 43, 3, []int{38, 30, 26, 22}, FirstRound, void, "", "", ""},
		{"further: no third will do", 35, 30, 30, 1, []int{17, 12}, FurtherRound, v, "", NeedsFurther, ""},
		{"further: more than half of those due", 35, 30, 30, 1, []int{18, 12}, FurtherRound, v, "A", Filled, ""},
		{"differential: a fifth of five", 50, 42, 42, 5, []int{38, 37, 36, 30, 26, 10}, FirstRound, v, "ABCDE", Filled, ""},
		{"differential: none", 50, 42, 42, 5, []int{38, 37, 36, 30, 26}, FirstRound, v, "ABCDE", Filled, "differential"},
		{"differential: one for six seats is less than a fifth", 50, 42, 42, 6, []int{38, 37, 36, 30, 29, 28, 10}, FirstRound, v, "ABCDEF", Filled, "differential"},
		{"differential: two for six seats", 50, 42, 42, 6, []int{38, 37, 36, 30, 29, 28, 10, 9}, FirstRound, v, "ABCDEF", Filled, ""},
		{"seats: seven", 50, 42, 42, 7, []int{38, 37, 36, 30, 29, 28, 27, 10, 9}, FirstRound, v, "ABCDEFG", Filled, ""},
		{"seats: eight", 50, 42, 42, 8, []int{38, 37, 36, 30, 29, 28, 27, 26, 10, 9}, FirstRound, v, "ABCDEFGH", Filled, "seats"},
		{"tie", 50, 42, 42, 3, []int{38, 30, 26, 26}, FirstRound, v, "AB", NeedsRevote, ""},
		{"re-vote: most votes win", 50, 42, 42, 1, []int{20, 19}, RevoteRound, v, "A", Filled, ""},
		{"typing: more came than are due", 50, 51, 50, 3, []int{38, 30, 26, 22}, FirstRound, ref, "", "", ""},
	})
}

// Ballots issued bound the Party's ballots as well.
func TestPartyBallotsIssued(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Party, PollingDay: polls()}
	tally := vote{r: 50, p: 42, b: 42, seats: 3, votes: []int{38, 30, 26, 22}}.tally()
	tally.Issued = 41
	if v := Judge(e, tally); v.Outcome != VoidElection || !strings.Contains(v.Sentence().In(Chinese), "发出选票 41 张") {
		t.Errorf("%s: %s", v.Outcome, v.Sentence().In(Chinese))
	}
	tally.Issued = 51 // more than members due: spare ballots are not handed out
	if v := Judge(e, tally); v.Outcome != Refused || v.Problems[0].Code != "issued_over_registered" {
		t.Errorf("%s %+v, want refused", v.Outcome, v.Problems)
	}
}

// The Party's secretaries may be nominated one for one; a branch of fewer than
// seven has no committee.
func TestPartySecretary(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Party, PollingDay: polls()}
	tally := vote{r: 5, p: 5, b: 5, seats: 1, votes: []int{5}}.tally()
	for _, post := range []Post{Secretary, DeputySecretary} {
		tally.Posts[0].Post = post
		if v := Judge(e, tally); len(v.Breaches) != 0 || len(v.Notes) != 0 || v.Posts[0].Outcome != Filled {
			t.Errorf("%s: breaches %v, notes %v", post, v.Breaches, v.Notes)
		}
		if e.ByStrokes(post) {
			t.Errorf("%s: its candidates are in the approved order, not by strokes", post)
		}
	}
	small := vote{r: 6, p: 6, b: 6, seats: 3, votes: []int{6, 5, 4, 2}}
	if v := Judge(e, small.tally()); len(v.Notes) != 1 {
		t.Errorf("a committee in a branch of six, notes %v", v.Notes)
	}
	two := vote{r: 6, p: 6, b: 6, seats: 2, votes: []int{6, 5, 1}}
	if v := Judge(e, two.tally()); len(v.Notes) != 1 {
		t.Errorf("two seats in a branch of six, notes %v", v.Notes)
	}
	two.round = RevoteRound
	if v := Judge(e, two.tally()); len(v.Notes) != 0 {
		t.Errorf("a re-vote says it no more, notes %v", v.Notes)
	}
	small.r, small.p, small.b = 7, 7, 7
	if v := Judge(e, small.tally()); len(v.Notes) != 0 {
		t.Errorf("a committee in a branch of seven, notes %v", v.Notes)
	}
}

// TestArticles holds every check to the article of the text in force.
func TestArticles(t *testing.T) {
	t.Parallel()
	village, former := polls(), before()
	for _, c := range []struct {
		kind  Kind
		day   Date
		round Round
		rule  Rule
		want  string
	}{
		{Villagers, village, FirstRound, RuleQuorum, "村民委员会组织法第十八条"},
		{Villagers, village, FirstRound, RuleMajority, "村民委员会组织法第十八条"},
		{Villagers, village, FirstRound, RuleDifferential, "村民委员会组织法第十八条"},
		{Villagers, village, FirstRound, RuleBallots, "地方规定"},
		{Villagers, village, FirstRound, RuleSeats, "村民委员会组织法第八条"},
		{Villagers, village, FurtherRound, RuleOneThird, "村民委员会组织法第十八条"},
		{Villagers, former, FirstRound, RuleQuorum, "村民委员会组织法（2018年文本）第十五条"},
		{Villagers, former, FirstRound, RuleMajority, "村民委员会组织法（2018年文本）第十五条"},
		{Villagers, former, FirstRound, RuleSeats, "村民委员会组织法（2018年文本）第六条"},
		{Villagers, former, FurtherRound, RuleOneThird, "村民委员会组织法（2018年文本）第十五条"},
		{Villagers, Date{2026, 1, 1}, FirstRound, RuleQuorum, "村民委员会组织法第十八条"},
		{Villagers, Date{}, FirstRound, RuleQuorum, "村民委员会组织法第十八条"},
		{Residents, village, FirstRound, RuleQuorum, "城市居民委员会组织法第十九条"},
		{Residents, village, FirstRound, RuleMajority, "城市居民委员会组织法第十九条"},
		{Residents, village, FirstRound, RuleDifferential, "城市居民委员会组织法第十八条"},
		{Residents, village, FirstRound, RuleSeats, "城市居民委员会组织法第八条"},
		{Residents, village, FurtherRound, RuleOneThird, "城市居民委员会组织法第十九条"},
		{Congress, former, FirstRound, RuleQuorum, "选举法第四十五条"},
		{Congress, village, FirstRound, RuleBallots, "选举法第四十四条"},
		{Congress, village, FirstRound, RuleDifferential, "选举法第三十一条"},
		{Congress, village, FirstRound, RuleSeats, "选举法第二十五条"},
		{Congress, village, FurtherRound, RuleOneThird, "选举法第四十五条"},
		{Party, village, FirstRound, RuleQuorum, "中国共产党基层组织选举工作条例第十九条"},
		{Party, village, FirstRound, RuleBallots, "中国共产党基层组织选举工作条例第二十七条"},
		{Party, village, FirstRound, RuleDifferential, "中国共产党基层组织选举工作条例第十三条"},
		{Party, village, FirstRound, RuleMajority, "中国共产党基层组织选举工作条例第二十八条"},
		{Party, village, FurtherRound, RuleMajority, "中国共产党基层组织选举工作条例第二十八条"},
	} {
		v := Judge(Election{Kind: c.kind, PollingDay: c.day}, vote{
			r: 1000, p: 900, b: 900, round: c.round, seats: 12, votes: []int{800, 700, 600, 500, 400, 300},
		}.tally())
		i := slices.IndexFunc(v.Checks, func(k Check) bool { return k.Rule == c.rule })
		if i < 0 {
			t.Errorf("%s %s: no check of %s", c.kind, c.day, c.rule)
			continue
		}
		if got := v.Checks[i].Article.Say().In(Chinese); got != c.want {
			t.Errorf("%s %s %s %s: %s, want %s", c.kind, c.day, c.round, c.rule, got, c.want)
		}
	}
}

// TestSentence holds the officer's sentence to the wording that was asked for.
func TestSentence(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	row := vote{r: 1000, p: 800, b: 800, seats: 3, votes: []int{500, 401, 400, 390}}
	v := Judge(e, row.tally())
	want := "C：赞成 400 票，参加投票 800 人：2×400 = 800，不大于 800，未过半数，不当选（村民委员会组织法第十八条）。"
	if got := v.Line(v.Posts[0], v.Posts[0].Standings[2]).In(Chinese); got != want {
		t.Errorf("line\n%s, want\n%s", got, want)
	}
	want = "委员应选 3 名，A、B 当选，还缺 1 名，应当另行选举。" + want
	if got := v.Sentence().In(Chinese); got != want {
		t.Errorf("sentence\n%s, want\n%s", got, want)
	}
	row.p, row.b = 500, 500
	row.votes = []int{400, 300, 290, 100}
	want = "500 taking part, 1000 registered villagers: 2×500 = 1000, not more than 1000, not more than half: " +
		"the election is not valid and needs a fresh election (Organic Law of Villagers' Committees, art. 18)."
	if got := Judge(e, row.tally()).Sentence().In(English); got != want {
		t.Errorf("sentence\n%s, want\n%s", got, want)
	}
	row.round = FurtherRound
	if got := Judge(e, row.tally()).Sentence().In(Chinese); !strings.Contains(got, "应当重新进行本轮投票（另行选举）") {
		t.Errorf("sentence %s", got)
	}
	row = vote{r: 1000, p: 800, b: 800, seats: 3, votes: []int{600, 500, 450, 450}}
	want = "委员应选 3 名，A、B 当选；C、D 各得 450 票，争最后 1 名，票数相等，应当再次投票，得票多的当选（地方规定）。"
	if got := Judge(e, row.tally()).Sentence().In(Chinese); got != want {
		t.Errorf("sentence\n%s, want\n%s", got, want)
	}
}

// TestSentences holds the other outcomes to their wording.
func TestSentences(t *testing.T) {
	t.Parallel()
	villagers, party := Election{Kind: Villagers, PollingDay: polls()}, Election{Kind: Party, PollingDay: polls()}
	congress := Election{Kind: Congress, PollingDay: polls()}
	delegates := Election{Kind: Residents, Method: Representatives, PollingDay: polls()}
	for _, c := range []struct {
		name string
		e    Election
		row  vote
		want string
	}{
		{"filled: the weakest of the elected", villagers, vote{r: 1000, p: 800, b: 800, seats: 2, votes: []int{450, 600, 90}},
			"委员应选 2 名，B、A 当选。得票最少的当选人 A：赞成 450 票，参加投票 800 人：2×450 = 900，大于 800，过半数，当选（村民委员会组织法第十八条）。"},
		{"no quorum, and a breach", villagers, vote{r: 1000, p: 500, b: 500, seats: 2, votes: []int{450, 400}},
			"参加投票 500 人，登记参加选举的村民 1000 人：2×500 = 1000，不大于 1000，未过半数，选举无效，应当重新选举（村民委员会组织法第十八条）。"},
		{"two thirds", delegates, vote{r: 99, p: 66, b: 66, seats: 5, votes: []int{60, 50, 40, 35, 34, 9}},
			"参加投票 66 人，居民代表 99 人：3×66 = 198，不大于 2×99 = 198，未超过三分之二，选举无效，应当重新选举（城市居民委员会组织法第十九条）。"},
		{"four fifths", party, vote{r: 50, p: 39, b: 39, seats: 3, votes: []int{38, 30, 26, 10}},
			"实到会 39 人，应到会有选举权的党员 50 人：5×39 = 195，少于 4×50 = 200，不足五分之四，选举无效，应当重新选举（中国共产党基层组织选举工作条例第十九条）。"},
		{"void", congress, vote{r: 2000, p: 1500, b: 1501, seats: 1, votes: []int{900, 90}},
			"收回选票 1501 张，参加投票 1500 人：1501，多于 1500，选举无效，应当重新选举（选举法第四十四条）。"},
		{"a third reached", congress, vote{r: 2000, p: 1500, b: 1500, seats: 1, votes: []int{500, 90}, round: FurtherRound},
			"代表应选 1 名，A 当选。A：赞成 500 票，收回选票 1500 张：3×500 = 1500，不少于 1500，不少于三分之一，当选（选举法第四十五条）。"},
		{"a third missed", villagers, vote{r: 1000, p: 700, b: 700, seats: 1, votes: []int{233, 90}, round: FurtherRound},
			"委员应选 1 名，无人当选，还缺 1 名，应当另行选举。A：赞成 233 票，收回选票 700 张：3×233 = 699，少于 700，不足三分之一，不当选（村民委员会组织法第十八条）。"},
		{"a re-vote won", villagers, vote{r: 1000, p: 700, b: 700, seats: 1, votes: []int{90, 80}, round: RevoteRound},
			"委员应选 1 名，A 当选。A：赞成 90 票，当选（地方规定）。"},
		{"fewer candidates than seats", villagers, vote{r: 1000, p: 800, b: 800, seats: 2, votes: []int{500}},
			"委员应选 2 名，A 当选，还缺 1 名，应当另行选举（村民委员会组织法第十八条）。" +
				"公布结果前须先处理：委员候选人 1 名，应选 2 名：候选人应当多于应选名额（村民委员会组织法第十八条）。"},
		{"nobody is a candidate", villagers, vote{r: 1000, p: 800, b: 800, seats: 1},
			"委员还没有候选人和票数，无法判定谁当选。请按“委员 姓名 票数”写。"},
		{"nobody is a candidate of a void vote", villagers, vote{r: 1000, p: 500, b: 500, seats: 1},
			"参加投票 500 人，登记参加选举的村民 1000 人：2×500 = 1000，不大于 1000，未过半数，选举无效，应当重新选举（村民委员会组织法第十八条）。"},
		{"too few candidates", villagers, vote{r: 1000, p: 800, b: 800, seats: 1, votes: []int{500}},
			"委员应选 1 名，A 当选。A：赞成 500 票，参加投票 800 人：2×500 = 1000，大于 800，过半数，当选（村民委员会组织法第十八条）。" +
				"公布结果前须先处理：委员候选人 1 名，应选 1 名：候选人应当多于应选名额（村民委员会组织法第十八条）。"},
		{"too many candidates", congress, vote{r: 2000, p: 1500, b: 1500, seats: 1, votes: []int{900, 90, 80}},
			"代表应选 1 名，A 当选。A：赞成 900 票，参加投票 1500 人：2×900 = 1800，大于 1500，过半数，当选（选举法第四十五条）。" +
				"公布结果前须先处理：代表候选人 3 名，应选 1 名，差额 2 名：2，多于 1，差额不合规定（选举法第三十一条）。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tally := c.row.tally()
			if c.e.Kind == Congress {
				tally.Posts[0].Post = Deputy
			}
			v := Judge(c.e, tally)
			if got := v.Sentence().In(Chinese); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
			if en := v.Sentence().In(English); strings.Contains(en, "%!") {
				t.Errorf("%s", en)
			}
		})
	}
}

// TestFollows holds the next step to its wording.
func TestFollows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		e    Election
		row  vote
		want string
	}{
		{"villagers", Election{Kind: Villagers}, vote{r: 1000, p: 800, b: 800, seats: 3, votes: []int{500, 401, 400, 390}},
			"另行选举：委员 1 名，候选人不少于 2 名，依次为 C、D；得票多的当选，但不少于收回选票的三分之一（村民委员会组织法第十八条）。"},
		{"congress", Election{Kind: Congress}, vote{r: 2000, p: 1500, b: 1500, seats: 2, votes: []int{600, 500, 400}},
			"另行选举：委员 2 名，候选人为 3 至 4 名，依次为 A、B、C；得票多的当选，但不少于收回选票的三分之一（选举法第四十五条）。"},
		{"Party", Election{Kind: Party}, vote{r: 50, p: 42, b: 42, seats: 3, votes: []int{38, 30, 25, 22}},
			"另行选举：委员 1 名，候选人不少于 2 名，依次为 C、D；得票超过应到会有选举权的党员的半数的当选（中国共产党基层组织选举工作条例第二十八条）。"},
		{"a tie", Election{Kind: Congress}, vote{r: 2000, p: 1500, b: 1500, seats: 2, votes: []int{900, 800, 800}},
			"再次投票：委员 1 名，B、C 参加，得票多的当选（选举法第四十五条）。"},
		{"void", Election{Kind: Congress}, vote{r: 2000, p: 1500, b: 1501, seats: 2, votes: []int{900, 800, 700}},
			"重新选举：2 名（选举法第四十四条）。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.e.PollingDay = polls()
			got := Judge(c.e, c.row.tally()).Follows()
			if len(got) != 1 || got[0].In(Chinese) != c.want {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
	if got := Judge(Election{Kind: Villagers, PollingDay: polls()}, village(postOf(Member, 1, 500, 90))).Follows(); got != nil {
		t.Errorf("nothing is left to do: %v", got)
	}
}

// The fresh election rests on the article that the round before broke.
func TestFreshArticle(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Congress, PollingDay: polls()}
	row := vote{r: 2000, p: 1500, b: 1501, seats: 2, votes: []int{900, 800, 90}}
	if f := Judge(e, row.tally()).Fresh; f.Article.Number != 44 || f.Seats != 2 || f.Round != FreshRound {
		t.Errorf("void: %+v", f)
	}
	row.p, row.b, row.round, row.votes = 1000, 1000, FurtherRound, []int{300, 200, 90}
	if f := Judge(e, row.tally()).Fresh; f.Article.Number != 45 || f.Round != FurtherRound {
		t.Errorf("no quorum: %+v", f)
	}
}

func TestVerdictTitle(t *testing.T) {
	t.Parallel()
	v := Judge(Election{Kind: Villagers, PollingDay: polls()}, village(
		ofPost(Chair, 1, person("甲", 500), person("乙", 290)), ofPost(Member, 1, person("丙", 500), person("丁", 200))))
	if got := elected(v); got != "chair:filled:甲 member:filled:丙" {
		t.Errorf("%s", got)
	}
	if got := v.Title().In(Chinese); got != "村民委员会换届选举 · 第一次投票：选举有效" {
		t.Errorf("%s", got)
	}
	if got := (Verdict{Outcome: Refused}).Title().In(Chinese); got != "无法判定" {
		t.Errorf("%s", got)
	}
}

// TestLanguages looks for a verb that was not filled, in every sentence.
func TestLanguages(t *testing.T) {
	t.Parallel()
	for _, k := range []Kind{Villagers, Residents, Party, Congress} {
		for _, round := range []Round{FirstRound, RevoteRound, FurtherRound, FreshRound} {
			for i, votes := range [][]int{{90, 80, 70}, {90, 70, 70}, {45, 30, 20}, {20, 10, 5}, {90, 80}} {
				e := Election{Kind: k, PollingDay: polls()}
				row := vote{r: 100, p: 90, b: 90 + i%2, seats: 2, votes: votes, round: round}
				v := Judge(e, row.tally())
				said := append([]Phrase{v.Title(), v.Sentence(), v.QuorumLine()}, v.Follows()...)
				said = append(said, v.Notes...)
				for _, p := range v.Posts {
					said = append(append(said, p.Outcome.Name()), v.Lines(p)...)
				}
				for _, task := range v.tasks() {
					said = append(said, task.Say(e.PollingDay))
				}
				for _, s := range said {
					for _, l := range []Language{Chinese, English} {
						if text := s.In(l); strings.Contains(text, "%!") || strings.Contains(text, "{") {
							t.Errorf("%s %s: %s", k, round, text)
						}
					}
				}
			}
		}
	}
}

func ExampleVerdict_Sentence() {
	e := Election{Kind: Congress, PollingDay: Date{2027, 1, 15}}
	v := Judge(e, Tally{
		Round: FirstRound, Registered: 2000, Participants: 1500, Issued: 1500, Returned: 1500, Valid: 1500,
		Posts: []PostTally{{Post: Deputy, Seats: 2, Candidates: []CandidateVotes{
			{Name: "甲", Votes: 900}, {Name: "乙", Votes: 750}, {Name: "丙", Votes: 700},
		}}},
	})
	fmt.Println(v.Sentence().In(Chinese))
	fmt.Println(v.Follows()[0].In(Chinese))
	// Output:
	// 代表应选 2 名，甲 当选，还缺 1 名，应当另行选举。乙：赞成 750 票，参加投票 1500 人：2×750 = 1500，不大于 1500，未过半数，不当选（选举法第四十五条）。
	// 另行选举：代表 1 名，候选人应为 2 名，依次为 乙、丙；得票多的当选，但不少于收回选票的三分之一（选举法第四十五条）。
}
