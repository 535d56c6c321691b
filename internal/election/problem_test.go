package election

import (
	"slices"
	"strings"
	"testing"
)

func problemCodes(ps []Problem) string {
	var codes []string
	for _, p := range ps {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, " ")
}

func TestTallyProblems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		kind   Kind
		change func(*Tally)
		want   string
		field  string // the last one, to be asked again
	}{
		{"nothing wrong", Villagers, func(t *Tally) {}, "", ""},
		{"nobody registered", Villagers, func(t *Tally) { t.Registered, t.Participants = 0, 0 }, "registered_zero", "registered"},
		{"negative", Villagers, func(t *Tally) { t.Invalid = -1 }, "absurd", "invalid"},
		{"absurd", Villagers, func(t *Tally) { t.Registered = 10_000_001 }, "absurd", "registered"},
		{"as many as can be", Villagers, func(t *Tally) { t.Registered = 10_000_000 }, "", ""},
		{"participants: all", Villagers, func(t *Tally) { t.Participants = 1000 }, "", ""},
		{"participants: one too many", Villagers, func(t *Tally) { t.Participants = 1001 }, "participants_over_registered", "participants"},
		{"more issued than registered", Villagers, func(t *Tally) { t.Issued = 1001 }, "", ""},
		{"Party: more issued than due", Party, func(t *Tally) { t.Issued = 1001 }, "issued_over_registered", "issued"},
		{"Party: as many issued as due", Party, func(t *Tally) { t.Issued = 1000 }, "", ""},
		{"valid and invalid are short", Villagers, func(t *Tally) { t.Invalid = 9 }, "valid_invalid_returned", "invalid"},
		{"valid and invalid are long", Villagers, func(t *Tally) { t.Invalid = 11 }, "valid_invalid_returned", "invalid"},
		{"more returned than issued is a fact", Villagers, func(t *Tally) { t.Returned, t.Valid = 801, 791 }, "", ""},
		{"votes: all valid ballots", Villagers, func(t *Tally) { t.Posts[0].Candidates[0].Votes = 790 }, "", ""},
		{"votes: one too many", Villagers, func(t *Tally) { t.Posts[0].Candidates[0].Votes = 791 }, "votes_over_valid", "votes.member.甲"},
		{"votes and seats: as many as can be", Villagers, func(t *Tally) { t.Posts[0].Candidates[2].Votes = 580 }, "", ""},
		{"votes and seats: one too many", Villagers, func(t *Tally) { t.Posts[0].Candidates[2].Votes = 581 }, "votes_over_seats", "votes.member.丙"},
		{"against: together all valid ballots", Party, func(t *Tally) {
			t.Posts[0].Candidates[0].Against, t.Posts[0].Candidates[0].Abstained = 80, 10
		}, "", ""},
		{"against: one too many", Party, func(t *Tally) {
			t.Posts[0].Candidates[0].Against, t.Posts[0].Candidates[0].Abstained = 80, 11
		}, "opinions_over_valid", "abstained.member.甲"},
		{"against alone: too many", Party, func(t *Tally) { t.Posts[0].Candidates[0].Against = 91 }, "opinions_over_valid", "against.member.甲"},
		{"twice", Villagers, func(t *Tally) { t.Posts[0].Candidates[2].Name = "甲" }, "duplicate", "votes.member.甲"},
		{"in two posts", Villagers, func(t *Tally) {
			t.Posts = append(t.Posts, ofPost(Chair, 1, person("甲", 300), person("丁", 200)))
		}, "", ""},
		{"no name", Villagers, func(t *Tally) { t.Posts[0].Candidates[2].Name = "" }, "no_name", "votes.member."},
		{"no seat", Villagers, func(t *Tally) { t.Posts[0].Seats = 0 }, "seats", "seats.member"},
		{"a hundred seats", Villagers, func(t *Tally) { t.Posts[0].Seats = 100 }, "", ""},
		{"more than a hundred seats", Villagers, func(t *Tally) { t.Posts[0].Seats = 101 }, "seats", "seats.member"},
		{"absurd proxies", Villagers, func(t *Tally) { t.Proxies = []ProxyHolder{{"戊", -1}} }, "absurd", "proxies"},
		{"absurd against", Villagers, func(t *Tally) { t.Posts[0].Candidates[0].Against = -1 }, "absurd", "against.member.甲"},
		{"absurd abstentions", Villagers, func(t *Tally) { t.Posts[0].Candidates[0].Abstained = 10_000_001 }, "absurd", "abstained.member.甲"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tally := Tally{Registered: 1000, Participants: 800, Issued: 800, Returned: 800, Valid: 790, Invalid: 10,
				Posts: []PostTally{ofPost(Member, 2, person("甲", 700), person("乙", 300), person("丙", 200))}}
			c.change(&tally)
			ps := tally.Problems(c.kind)
			if got := problemCodes(ps); got != c.want {
				t.Fatalf("%q, want %q", got, c.want)
			}
			if c.want == "" {
				return
			}
			if got := ps[0].Fields[len(ps[0].Fields)-1]; got != c.field || ps[0].Text.IsZero() {
				t.Errorf("asks for %s, want %s", got, c.field)
			}
			if v := Judge(Election{Kind: c.kind, PollingDay: polls()}, tally); v.Outcome != Refused || v.Posts != nil || len(v.Breaches) > 0 {
				t.Errorf("judged all the same: %s", v.Outcome)
			}
		})
	}
}

// A chat has entered only some of the answers: of the problems it then shows
// only those whose fields are all given, and these are right.
func TestProblemsWhileEntering(t *testing.T) {
	t.Parallel()
	order := []string{"registered", "participants", "issued", "returned", "valid", "invalid", "votes.member.甲", "votes.member.乙"}
	set := func(t *Tally, field string, n int) {
		switch field {
		case "registered":
			t.Registered = n
		case "participants":
			t.Participants = n
		case "issued":
			t.Issued = n
		case "returned":
			t.Returned = n
		case "valid":
			t.Valid = n
		case "invalid":
			t.Invalid = n
		case "votes.member.甲":
			t.Posts[0].Candidates[0].Votes = n
		case "votes.member.乙":
			t.Posts[0].Candidates[1].Votes = n
		}
	}
	enter := func(numbers []int) map[string]string {
		tally := Tally{Posts: []PostTally{ofPost(Member, 1, person("甲", 0), person("乙", 0))}}
		shown := map[string]string{}
		for i, n := range numbers {
			set(&tally, order[i], n)
			for _, p := range tally.Problems(Villagers) {
				given := func(f string) bool { return slices.Contains(order[:i+1], f) }
				if !slices.ContainsFunc(p.Fields, func(f string) bool { return !given(f) }) && shown[p.Code] == "" {
					shown[p.Code] = order[i]
				}
			}
		}
		return shown
	}
	if got := enter([]int{1000, 800, 800, 800, 790, 10, 500, 290}); len(got) != 0 {
		t.Errorf("a right tally shows %v while it is entered", got)
	}
	if got := enter([]int{1000, 1200, 800, 800, 790, 9, 791, 290}); len(got) != 4 || got["participants_over_registered"] != "participants" ||
		got["valid_invalid_returned"] != "invalid" || got["votes_over_valid"] != "votes.member.甲" || got["votes_over_seats"] != "votes.member.乙" {
		t.Errorf("shown: %v", got)
	}
}

func TestProblemText(t *testing.T) {
	t.Parallel()
	tally := village(postOf(Member, 1, 0))
	tally.Valid, tally.Invalid = 790, 5
	if got := tally.Problems(Villagers)[0].Text.In(Chinese); got != "有效 790 + 无效 5 = 795，与收回的 800 张不符。请核对后重新输入。" {
		t.Errorf("%s", got)
	}
}

func TestElectionProblems(t *testing.T) {
	t.Parallel()
	row := vote{r: 100, p: 90, b: 90, seats: 1, votes: []int{80, 10}}
	for _, c := range []struct {
		name   string
		e      Election
		change func(*Tally)
		want   string
	}{
		{"none", Election{Kind: Villagers}, func(t *Tally) {}, ""},
		{"kind", Election{Kind: "mayor"}, func(t *Tally) {}, "kind"},
		{"round", Election{Kind: Villagers}, func(t *Tally) { t.Round = "second" }, "round"},
		{"method", Election{Kind: Residents, Method: "show of hands"}, func(t *Tally) {}, "method"},
		{"no post", Election{Kind: Villagers}, func(t *Tally) { t.Posts = nil }, "posts"},
		{"a post twice", Election{Kind: Villagers}, func(t *Tally) { t.Posts = append(t.Posts, t.Posts[0]) }, "posts"},
		{"late registration is excluded", Election{Kind: Villagers, Profile: Profile{LateRegistration: LateExcluded}},
			func(t *Tally) { t.Issued = 101 }, "issued_over_registered"},
		{"late registration is excluded, and none is needed", Election{Kind: Villagers, Profile: Profile{LateRegistration: LateExcluded}},
			func(t *Tally) { t.Issued = 100 }, ""},
		{"late registration is allowed", Election{Kind: Villagers}, func(t *Tally) { t.Issued = 101 }, ""},
		{"said once of the Party", Election{Kind: Party, Profile: Profile{LateRegistration: LateExcluded}},
			func(t *Tally) { t.Issued = 101 }, "issued_over_registered"},
		{"law silent", Election{Kind: Residents, PollingDay: before()}, func(t *Tally) {}, "law_silent"},
		{"law silent on half of it", Election{Kind: Residents, PollingDay: before(), Profile: Profile{Quorum: MoreThanHalf}}, func(t *Tally) {}, "law_silent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tally := row.tally()
			c.change(&tally)
			if got := problemCodes(c.e.Problems(tally)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
