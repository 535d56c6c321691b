package election

import (
	"slices"
	"strings"
	"testing"
)

// person is a candidate with votes.
func person(name string, votes int) CandidateVotes { return CandidateVotes{Name: name, Votes: votes} }

func woman(name string, votes int) CandidateVotes {
	return CandidateVotes{Name: name, Votes: votes, Woman: true}
}

// village is a count of 800 of 1000 with some posts.
func village(posts ...PostTally) Tally {
	return Tally{Registered: 1000, Participants: 800, Issued: 800, Returned: 800, Valid: 800, Posts: posts}
}

func ofPost(p Post, seats int, c ...CandidateVotes) PostTally { return PostTally{p, seats, c} }

// elected writes an outcome short: "chair:filled:甲 member:further_election:乙丙".
func elected(v Verdict) string {
	var all []string
	for _, p := range v.Posts {
		all = append(all, string(p.Post)+":"+string(p.Outcome)+":"+strings.Join(p.Elected, ""))
	}
	return strings.Join(all, " ")
}

func TestOnePersonOnePost(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	chair := ofPost(Chair, 1, person("甲", 500), person("乙", 290))
	for _, c := range []struct {
		name  string
		posts []PostTally
		want  string
	}{
		{"the higher post takes the person",
			[]PostTally{chair, ofPost(Member, 2, person("甲", 600), person("丙", 500), person("丁", 450))},
			"chair:filled:甲 member:filled:丙丁"},
		{"whichever post stands first on the form",
			[]PostTally{ofPost(Member, 2, person("甲", 600), person("丙", 500), person("丁", 450)), chair},
			"member:filled:丙丁 chair:filled:甲"},
		{"a seat is left over without the person",
			[]PostTally{chair, ofPost(Member, 2, person("甲", 600), person("丙", 500), person("丁", 400))},
			"chair:filled:甲 member:further_election:丙"},
		{"a tie that the person would have settled",
			[]PostTally{chair, ofPost(Member, 2, person("甲", 600), person("丙", 450), person("丁", 450), person("戊", 90))},
			"chair:filled:甲 member:filled:丙丁"},
		{"not elected above, elected below",
			[]PostTally{chair, ofPost(Member, 2, person("乙", 600), person("丙", 500), person("丁", 400))},
			"chair:filled:甲 member:filled:乙丙"},
		{"three posts",
			[]PostTally{chair, ofPost(ViceChair, 1, person("甲", 450), person("乙", 340)),
				ofPost(Member, 1, person("甲", 300), person("乙", 450))},
			"chair:filled:甲 vice_chair:further_election: member:filled:乙"},
		{"a re-vote above holds the seat below",
			[]PostTally{ofPost(Chair, 1, person("甲", 401), person("乙", 390)),
				ofPost(ViceChair, 1, person("丙", 401), person("丁", 390)),
				ofPost(Member, 2, person("乙", 600), person("戊", 500), person("己", 420))},
			"chair:filled:甲 vice_chair:filled:丙 member:filled:乙戊"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := elected(Judge(e, village(c.posts...))); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// Two people tied for chair are also candidates below: their places wait, those
// of the others who are elected in any case do not.
func TestAwaitsRevoteAbove(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	tally := village(
		// a ballot names two chairs here, so that both can have a majority
		ofPost(Chair, 2, person("甲", 700), person("乙", 420), person("丙", 420)),
		ofPost(Member, 3, person("乙", 600), person("丁", 550), person("戊", 500), person("己", 450)),
	)
	v := Judge(e, tally)
	if got := elected(v); got != "chair:revote:甲 member:awaits:丁戊" {
		t.Fatalf("%s", got)
	}
	member := v.Posts[1]
	if !slices.Equal(member.Awaits, []string{"乙"}) || v.SeatsLeft() != 2 {
		t.Errorf("awaits %v, %d left", member.Awaits, v.SeatsLeft())
	}
	if s := v.Sentence().In(Chinese); !strings.Contains(s, "乙 是否当选，待更高职务再次投票后确定") {
		t.Errorf("sentence %s", s)
	}
	// 丁 and 戊 are elected whoever wins the re-vote.
	for _, winner := range []string{"乙", "丙"} {
		settled := tally
		settled.Posts = slices.Clone(tally.Posts)
		settled.Posts[0] = ofPost(Chair, 2, person("甲", 700), person(winner, 421))
		got := Judge(e, settled).Posts[1].Elected
		if !slices.Contains(got, "丁") || !slices.Contains(got, "戊") {
			t.Errorf("if %s wins, the members are %v", winner, got)
		}
	}
}

// A person tied for chair who is also in the tie below: that tie waits too.
func TestAwaitsInTie(t *testing.T) {
	t.Parallel()
	v := Judge(Election{Kind: Villagers, PollingDay: polls()}, village(
		ofPost(Chair, 2, person("甲", 700), person("乙", 420), person("丙", 420)),
		ofPost(Member, 2, person("丁", 600), person("乙", 450), person("戊", 450))))
	if got := elected(v); got != "chair:revote:甲 member:awaits:丁" || !slices.Equal(v.Posts[1].Awaits, []string{"乙"}) {
		t.Errorf("%s, awaits %v", got, v.Posts[1].Awaits)
	}
}

func TestWriteIn(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls()}
	tally := village(ofPost(Member, 1, person("甲", 300), CandidateVotes{Name: "乙", Votes: 401, WriteIn: true}))
	v := Judge(e, tally)
	if got := elected(v); got != "member:filled:乙" {
		t.Errorf("%s", got)
	}
	if got := breachCodes(v.Breaches); !slices.Equal(got, []string{BreachDifferential}) {
		t.Errorf("one candidate and a write-in for one seat: %v", got)
	}
}

func TestAddDown(t *testing.T) {
	t.Parallel()
	tally := village(
		ofPost(Chair, 1, person("甲", 500), person("乙", 290)),
		ofPost(ViceChair, 1, person("丙", 450), person("乙", 200)),
		ofPost(Member, 2, person("甲", 300), person("乙", 101), person("丁", 395), person("戊", 402)),
	)
	off := Election{Kind: Villagers, PollingDay: polls()}
	if got := elected(Judge(off, tally)); got != "chair:filled:甲 vice_chair:filled:丙 member:further_election:戊" {
		t.Errorf("off: %s", got)
	}
	on := off
	on.Profile.AddDown = true
	v := Judge(on, tally) // 乙 has 290, then 290+200 = 490: elected vice-chair before 丙
	if got := elected(v); got != "chair:filled:甲 vice_chair:filled:乙 member:further_election:戊" {
		t.Errorf("on: %s", got)
	}
	if s := v.Posts[1].Standings[0]; s.Votes != 490 || s.AddedDown != 290 {
		t.Errorf("乙 has %d votes, %d of them for a higher post", s.Votes, s.AddedDown)
	}
	if line := v.Lines(v.Posts[1])[0].In(Chinese); !strings.Contains(line, "赞成 490 票（含上一职务 290 票）") {
		t.Errorf("line %s", line)
	}
	tally.Posts[1] = ofPost(ViceChair, 1, person("丙", 500), person("乙", 10))
	v = Judge(on, tally) // 290+10 is not enough there; 290+10+101 = 401 is below
	if got := elected(v); got != "chair:filled:甲 vice_chair:filled:丙 member:filled:戊乙" {
		t.Errorf("two posts down: %s", got)
	}
	tally.Posts[0] = ofPost(Chair, 1, person("甲", 400), person("乙", 400))
	if got := elected(Judge(on, tally)); !strings.HasPrefix(got, "chair:further_election:") {
		t.Errorf("no majority for chair: %s", got)
	}
	tally.Posts[0] = ofPost(Chair, 2, person("甲", 500), person("乙", 450), person("丙", 450))
	v = Judge(on, tally) // with a re-vote above, the votes below are not known yet
	if got := elected(v); got != "chair:revote:甲 vice_chair:awaits: member:awaits:" {
		t.Errorf("a re-vote above: %s", got)
	}
	// 甲 is chair already and waits for nothing.
	if got := v.Posts[2].Awaits; !samePeople(got, []string{"乙", "丁", "戊"}) || v.Posts[2].Standings[0].Name == "" {
		t.Errorf("awaits %v", got)
	}
}

func TestWomenReserved(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{Women: WomenReserved}}
	for _, c := range []struct {
		name  string
		posts []PostTally
		want  string
	}{
		{"a woman is elected anyway",
			[]PostTally{ofPost(Member, 2, person("甲", 600), woman("乙", 500), person("丙", 420))}, "member:filled:甲乙"},
		{"the last seat goes to the best woman with a majority",
			[]PostTally{ofPost(Member, 2, person("甲", 600), person("丙", 500), woman("乙", 420), woman("丁", 70))}, "member:filled:甲乙"},
		{"without a majority she is not elected",
			[]PostTally{ofPost(Member, 2, person("甲", 600), person("丙", 500), woman("乙", 400))}, "member:filled:甲丙"},
		{"a woman above is enough",
			[]PostTally{ofPost(Chair, 1, woman("戊", 500), person("己", 200)),
				ofPost(Member, 2, person("甲", 600), person("丙", 500), woman("乙", 420))}, "chair:filled:戊 member:filled:甲丙"},
		{"two women share the reserved seat",
			[]PostTally{ofPost(Member, 3, person("甲", 560), person("丙", 520), person("戊", 480), woman("乙", 401), woman("丁", 401)),
				ofPost(Chair, 1, person("己", 500), person("庚", 200))}, "member:revote:甲丙 chair:filled:己"},
		{"a tie in which a woman is sure of a seat is an ordinary one",
			[]PostTally{ofPost(Member, 3, person("甲", 600), woman("乙", 450), woman("丁", 450), person("丙", 450))}, "member:revote:甲"},
		{"the only seat is the woman's",
			[]PostTally{ofPost(Member, 1, person("甲", 390), woman("乙", 402))}, "member:filled:乙"},
		{"in a tie for every seat the woman has the reserved one",
			[]PostTally{ofPost(Member, 2, woman("乙", 500), person("甲", 500), person("丙", 500))}, "member:revote:乙"},
		{"a higher post reserves nothing",
			[]PostTally{ofPost(Chair, 2, person("甲", 600), person("丙", 500), woman("乙", 420)),
				ofPost(Member, 1, woman("丁", 500), person("戊", 200))}, "chair:filled:甲丙 member:filled:丁"},
		{"in a tie the woman has the reserved seat",
			[]PostTally{ofPost(Member, 3, person("甲", 650), person("丙", 600), person("己", 550), woman("乙", 550))}, "member:filled:甲丙乙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := Judge(e, village(c.posts...))
			if got := elected(v); got != c.want {
				t.Errorf("%s, want %s: %s", got, c.want, v.Sentence().In(Chinese))
			}
		})
	}
	later := village(ofPost(Member, 1, person("甲", 390), woman("乙", 380)))
	later.Round = FurtherRound
	if got := elected(Judge(e, later)); got != "member:filled:甲" {
		t.Errorf("a further election reserves nothing: %s", got)
	}
}

func TestWomenOnList(t *testing.T) {
	t.Parallel()
	e := Election{Kind: Villagers, PollingDay: polls(), Profile: Profile{Women: WomenOnList, FurtherMore: 1}}
	list := func(posts ...PostTally) string {
		v := Judge(e, village(posts...))
		return strings.Join(v.Posts[len(posts)-1].Further.Candidates, "")
	}
	member := ofPost(Member, 2, person("甲", 600), person("乙", 300), person("丙", 200), woman("丁", 100), woman("戊", 90))
	if got := list(member); got != "乙丁" {
		t.Errorf("no woman elected: list %s, want 乙丁", got)
	}
	if got := list(ofPost(Chair, 1, woman("己", 500), person("庚", 200)), member); got != "乙丙" {
		t.Errorf("a woman elected above: list %s, want 乙丙", got)
	}
	if got := list(ofPost(Member, 2, person("甲", 600), woman("丁", 300), person("乙", 200), person("丙", 100))); got != "丁乙" {
		t.Errorf("a woman on the list: %s, want 丁乙", got)
	}
	if got := list(ofPost(Member, 2, person("甲", 600), person("丁", 300), person("乙", 200), person("丙", 100))); got != "丁乙" {
		t.Errorf("no woman at all: %s, want 丁乙", got)
	}
}

func TestFurtherList(t *testing.T) {
	t.Parallel()
	congress := Election{Kind: Congress, PollingDay: polls()}
	for _, c := range []struct {
		name       string
		seats      int
		votes      []int
		list       string
		tied       string
		least, max int
	}{
		{"one seat: exactly two", 2, []int{900, 500, 400, 300}, "BC", "", 2, 2},
		{"one seat, equal votes at the end", 2, []int{900, 500, 400, 400}, "BCD", "CD", 2, 2},
		{"one seat, equal votes at the top", 2, []int{900, 500, 500, 400}, "BC", "", 2, 2},
		{"one seat, all equal", 2, []int{900, 500, 500, 500}, "BCD", "BCD", 2, 2},
		{"two seats: three or four", 2, []int{700, 500, 400, 300}, "ABCD", "", 3, 4},
		{"three seats: four to six", 3, []int{700, 600, 500, 400, 300, 200}, "ABCDEF", "", 4, 6},
		{"the order is that of the votes", 2, []int{300, 900, 500, 400}, "CD", "", 2, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := Judge(congress, vote{r: 2000, p: 1500, b: 1500, seats: c.seats, votes: c.votes}.tally()).Posts[0].Further
			if got := strings.Join(f.Candidates, ""); got != c.list || strings.Join(f.Tied, "") != c.tied {
				t.Errorf("list %s (tied %v), want %s (%s)", got, f.Tied, c.list, c.tied)
			}
			if f.MinCandidates != c.least || f.MaxCandidates != c.max {
				t.Errorf("%d to %d candidates, want %d to %d", f.MinCandidates, f.MaxCandidates, c.least, c.max)
			}
		})
	}
}

// In the committees and the Party every candidate not elected may stand again,
// unless the profile sets a limit; and nobody who was elected to another post.
func TestFurtherListByKind(t *testing.T) {
	t.Parallel()
	village800 := village(
		ofPost(Chair, 1, person("甲", 400), person("乙", 300)),
		ofPost(Member, 2, person("甲", 500), person("丙", 450), person("丁", 300)))
	e := Election{Kind: Villagers, PollingDay: polls()}
	v := Judge(e, village800)
	if f := v.Posts[0].Further; !slices.Equal(f.Candidates, []string{"乙"}) || f.MinCandidates != 2 || f.MaxCandidates != 0 {
		t.Errorf("甲 is a member now: %+v", f)
	}
	if len(v.Notes) != 1 || !strings.Contains(v.Notes[0].In(Chinese), "候选人只有 1 名，少于 2 名") {
		t.Errorf("notes %v", v.Notes)
	}
	row := vote{r: 1000, p: 800, b: 800, seats: 3, votes: []int{500, 400, 390, 380, 370}}
	e.Profile.FurtherMore = 1
	if f := Judge(e, row.tally()).Posts[0].Further; strings.Join(f.Candidates, "") != "BCD" || f.MinCandidates != 3 || f.MaxCandidates != 3 {
		t.Errorf("one more than seats: %+v", f)
	}
	residents := Election{Kind: Residents, PollingDay: polls()}
	if f := Judge(residents, row.tally()).Posts[0].Further; f.MinCandidates != 3 || f.MaxCandidates != 0 {
		t.Errorf("residents: %+v", f)
	}
	party := Election{Kind: Party, PollingDay: polls()}
	small := vote{r: 50, p: 42, b: 42, seats: 6, votes: []int{20, 19, 18, 17, 16, 15, 14, 13}}
	if f := Judge(party, small.tally()).Posts[0].Further; f.MinCandidates != 8 || len(f.Candidates) != 8 {
		t.Errorf("a fifth of six seats is two: %+v", f)
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	e := func(p Profile) Election { return Election{Kind: Villagers, PollingDay: polls(), Profile: p} }
	short := vote{r: 1000, p: 800, b: 790, seats: 3, votes: []int{500, 402, 400, 90}}.tally()
	v := Judge(e(Profile{}), short)
	if len(v.Posts[0].Elected) != 2 || len(v.Notes) != 1 || !strings.Contains(v.Notes[0].In(Chinese), "以参加投票人数计算过半数；如按收回选票计算，当选结果不同") {
		t.Errorf("participants: %v, notes %v", v.Posts[0].Elected, v.Notes)
	}
	v = Judge(e(Profile{MajorityBase: OfReturned}), short)
	if len(v.Posts[0].Elected) != 3 || len(v.Notes) != 1 || !strings.Contains(v.Notes[0].In(English), "of the ballots returned") {
		t.Errorf("returned: %v, notes %v", v.Posts[0].Elected, v.Notes)
	}
	one := vote{r: 1000, p: 800, b: 790, seats: 3, votes: []int{500, 400, 300, 90}}.tally()
	if v = Judge(e(Profile{}), one); len(v.Notes) != 1 || v.Posts[0].Outcome != NeedsFurther {
		t.Errorf("seats are left either way, but not for the same: %v", v.Notes)
	}
	same := vote{r: 1000, p: 800, b: 790, seats: 3, votes: []int{500, 402, 395, 90}}.tally()
	if v = Judge(e(Profile{}), same); len(v.Notes) != 0 {
		t.Errorf("both bases agree, notes %v", v.Notes)
	}

	residents := e(Profile{})
	residents.Kind = Residents
	if v = Judge(residents, short); len(v.Notes) != 1 {
		t.Errorf("residents too: %v", v.Notes)
	}
	congress := e(Profile{})
	congress.Kind = Congress
	if v = Judge(congress, short); len(v.Notes) != 0 {
		t.Errorf("of deputies the law itself names the base: %v", v.Notes)
	}

	over := vote{r: 1000, p: 790, b: 795, seats: 3, votes: []int{500, 450, 430, 90}}.tally()
	over.Issued = 800
	for _, c := range []struct {
		ballots Base
		want    Outcome
	}{{"", VoidElection}, {OfParticipants, VoidElection}, {OfIssued, ValidElection}} {
		v = Judge(e(Profile{Ballots: c.ballots}), over)
		if v.Outcome != c.want || len(v.Notes) != 1 || !strings.Contains(v.Notes[0].In(Chinese), "以哪一项为准按地方规定") {
			t.Errorf("ballots %q: %s, notes %v", c.ballots, v.Outcome, v.Notes)
		}
	}

	tie := vote{r: 1000, p: 800, b: 800, seats: 3, votes: []int{600, 500, 450, 450}}.tally()
	v = Judge(e(Profile{Ties: TiesFurther}), tie)
	if got := v.Posts[0]; got.Outcome != NeedsFurther || got.Further.Seats != 1 || strings.Join(got.Further.Candidates, "") != "CD" {
		t.Errorf("ties go to a further election: %+v", got)
	}
	if s := v.Sentence().In(Chinese); !strings.Contains(s, "应当另行选举。C：赞成 450 票") {
		t.Errorf("sentence %s", s)
	}

	later := vote{r: 1000, p: 300, b: 300, seats: 1, votes: []int{150, 100}, round: FurtherRound}.tally()
	v = Judge(e(Profile{LaterQuorum: QuorumWaived}), later)
	if v.Outcome != ValidElection || !v.QuorumLine().IsZero() {
		t.Errorf("quorum waived: %s %s", v.Outcome, v.QuorumLine().In(Chinese))
	}
	for _, kind := range []Kind{Party, Congress} {
		national := Election{Kind: kind, PollingDay: polls(), Profile: Profile{LaterQuorum: QuorumWaived}}
		if v = Judge(national, later); v.Outcome != NoQuorum {
			t.Errorf("%s: its quorum is not for a profile to waive: %s", kind, v.Outcome)
		}
	}
	first := vote{r: 1000, p: 300, b: 300, seats: 1, votes: []int{150, 100}}.tally()
	if v = Judge(e(Profile{LaterQuorum: QuorumWaived}), first); v.Outcome != NoQuorum {
		t.Errorf("a first round always has a quorum: %s", v.Outcome)
	}

	equal := vote{r: 1000, p: 800, b: 800, seats: 3, votes: []int{600, 500, 450}}.tally()
	if v = Judge(e(Profile{NoCandidates: true}), equal); len(v.Breaches) != 0 {
		t.Errorf("no candidates, no differential: %v", v.Breaches)
	}
	for kind, breaches := range map[Kind]int{Residents: 0, Congress: 1, Party: 1} {
		other := Election{Kind: kind, PollingDay: polls(), Profile: Profile{NoCandidates: true}}
		if v = Judge(other, vote{r: 100, p: 90, b: 90, seats: 3, votes: []int{80, 70, 60}}.tally()); len(v.Breaches) != breaches {
			t.Errorf("%s: breaches %v", kind, v.Breaches)
		}
	}
}

func TestProfileCheck(t *testing.T) {
	t.Parallel()
	for _, p := range Presets() {
		if err := p.Profile.Check(); err != nil {
			t.Errorf("preset %s: %v", p.ID, err)
		}
		if p.Profile == (Profile{Name: p.Profile.Name}) || p.Source == "" || !strings.Contains(p.Profile.Name, "示例") ||
			!strings.Contains(p.Warning().In(English), "check with your office") {
			t.Errorf("preset %s sets nothing, or does not say that it is an example", p.ID)
		}
	}
	widest := Profile{FurtherWithin: 366, FurtherMore: 100, ProxiesBefore: 366, FirstListBefore: 366, FormalListBefore: 366}
	if err := widest.Check(); err != nil {
		t.Errorf("the widest settings: %v", err)
	}
	for _, p := range []Profile{
		{MajorityBase: OfIssued}, {Ballots: OfReturned}, {Ties: "lot"}, {LaterQuorum: "no"}, {FurtherWithin: -2},
		{FurtherMore: -1}, {Women: "yes"}, {Order: "random"}, {LateRegistration: "maybe"}, {ProxiesBefore: -1},
		{FirstListBefore: -1}, {FormalListBefore: 400}, {Quorum: "half"}, {Majority: "half"}, {FurtherMajority: "third"},
	} {
		if p.Check() == nil {
			t.Errorf("%+v was taken", p)
		}
		v := Judge(Election{Kind: Villagers, PollingDay: polls(), Profile: p}, vote{r: 9, p: 9, b: 9, seats: 1, votes: []int{9, 0}}.tally())
		if v.Outcome != Refused || v.Problems[0].Code != "profile" {
			t.Errorf("%+v: %s", p, v.Outcome)
		}
	}
}

func TestProxies(t *testing.T) {
	t.Parallel()
	village, residents := Election{Kind: Villagers, PollingDay: polls()}, Election{Kind: Residents, PollingDay: polls()}
	former := Election{Kind: Villagers, PollingDay: before()}
	representatives := residents
	representatives.Method = Representatives
	for _, c := range []struct {
		name    string
		e       Election
		proxies []ProxyHolder
		want    string
	}{
		{"three", village, []ProxyHolder{{"戊", 3}}, ""},
		{"four", village, []ProxyHolder{{"戊", 4}}, "proxies_over_three"},
		{"a candidate", village, []ProxyHolder{{"A", 1}}, "proxy_candidate"},
		{"a candidate for four", village, []ProxyHolder{{"A", 4}}, "proxies_over_three proxy_candidate"},
		{"residents: four", residents, []ProxyHolder{{"戊", 4}}, "proxies_over_three"},
		{"residents: a candidate", residents, []ProxyHolder{{"B", 2}}, "proxy_candidate"},
		{"residents' representatives: none at all", representatives, []ProxyHolder{{"戊", 1}}, "proxies_not_allowed"},
		{"residents' representatives: nobody tried", representatives, nil, ""},
		{"Party: none at all", Election{Kind: Party, PollingDay: polls()}, []ProxyHolder{{"戊", 1}}, "proxies_not_allowed"},
		{"congress: three", Election{Kind: Congress, PollingDay: polls()}, []ProxyHolder{{"戊", 3}}, ""},
		{"congress: four", Election{Kind: Congress, PollingDay: polls()}, []ProxyHolder{{"戊", 4}}, "proxies_over_three"},
		{"congress: the law does not speak of candidates", Election{Kind: Congress, PollingDay: polls()}, []ProxyHolder{{"A", 1}}, ""},
		{"the text of 2018 sets no number", former, []ProxyHolder{{"戊", 9}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tally := vote{r: 100, p: 90, b: 90, seats: 2, votes: []int{80, 60, 30}}.tally()
			tally.Proxies = c.proxies
			v := Judge(c.e, tally)
			if got := strings.Join(breachCodes(v.Breaches), " "); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestPlanBreaches(t *testing.T) {
	t.Parallel()
	plan := func(seats ...int) []PostPlan {
		var posts []PostPlan
		for i, n := range seats {
			posts = append(posts, PostPlan{Post: []Post{Chair, ViceChair, Member}[i], Seats: n})
		}
		return posts
	}
	for _, c := range []struct {
		kind  Kind
		seats []int
		want  string
	}{
		{Villagers, []int{1, 1}, "seats"}, {Villagers, []int{1, 1, 1}, ""}, {Villagers, []int{1, 1, 5}, ""}, {Villagers, []int{1, 2, 5}, "seats"},
		{Residents, []int{1, 1, 2}, "seats"}, {Residents, []int{1, 1, 3}, ""}, {Residents, []int{1, 2, 6}, ""}, {Residents, []int{1, 2, 7}, "seats"},
		{Congress, []int{1}, ""}, {Congress, []int{3}, ""}, {Congress, []int{4}, "seats"},
		{Party, []int{1, 1, 5}, ""}, {Party, []int{1, 1, 6}, "seats"}, {Villagers, nil, ""},
	} {
		got := (Election{Kind: c.kind, PollingDay: polls()}).PlanBreaches(plan(c.seats...))
		if codes := strings.Join(breachCodes(got), " "); codes != c.want {
			t.Errorf("%s %v: %q, want %q", c.kind, c.seats, codes, c.want)
		}
	}
	posts := plan(1, 1, 1)
	posts[0].Candidates = []string{"甲"}
	got := (Election{Kind: Villagers, PollingDay: polls()}).PlanBreaches(posts)
	if len(got) != 1 || got[0].Code != BreachDifferential || got[0].Post != Chair {
		t.Errorf("one candidate for chair, none yet for the others: %+v", got)
	}
	if got := (Election{Kind: Residents, PollingDay: before()}).PlanBreaches(plan(1)); got != nil {
		t.Errorf("no law, no breach: %v", got)
	}
}
