package election

import (
	"encoding/json"
	"slices"
	"testing"
)

// twoBallots is a village whose chair and members stand on ballots of their own: 1,000
// registered, 800 took part; of the first ballot 790 came back, of the members' returned.
func twoBallots(returned, chair, member int) Tally {
	return Tally{Registered: 1000, Participants: 800, Issued: 800, Returned: 790, Valid: 780, Invalid: 10,
		Others: []OtherBallot{{Posts: []Post{Member}, Issued: 800, Returned: returned, Valid: returned - 20, Invalid: 20}},
		Posts: []PostTally{
			{Post: Chair, Seats: 1, Candidates: []CandidateVotes{{Name: "甲", Votes: chair}, {Name: "乙", Votes: 780 - chair}}},
			{Post: Member, Seats: 2, Candidates: []CandidateVotes{{Name: "丙", Votes: 500}, {Name: "丁", Votes: member}, {Name: "戊", Votes: 10}}},
		}}
}

func villageOf2027() Election {
	return Election{Kind: Villagers, PollingDay: Date{2027, 1, 15}}
}

// TestBallotsApart: each kind of ballot is judged by its own figures, on both sides of each
// comparison; people are counted once.
func TestBallotsApart(t *testing.T) {
	local := villageOf2027()
	local.Profile.MajorityBase = OfReturned
	for _, c := range []struct {
		name   string
		e      Election
		tally  Tally
		posts  []PostOutcome
		fresh  []Post
		member string // a sentence of the members' post
	}{
		{"both hold", villageOf2027(), twoBallots(760, 500, 401), []PostOutcome{Filled, Filled}, nil, "委员应选 2 名，丙、丁 当选。得票最少的当选人 丁：赞成 401 票，参加投票 800 人：2×401 = 802，大于 800，过半数，当选（村民委员会组织法第十八条）。"},
		{"half of those who took part", villageOf2027(), twoBallots(760, 500, 400), []PostOutcome{Filled, NeedsFurther}, nil, ""},
		{"majority of the members' own ballots", local, twoBallots(760, 500, 381), []PostOutcome{Filled, Filled}, nil, "委员应选 2 名，丙、丁 当选。得票最少的当选人 丁：赞成 381 票，收回选票 760 张：2×381 = 762，大于 760，过半数，当选（村民委员会组织法第十八条）。"},
		{"half of the members' own ballots", local, twoBallots(760, 500, 380), []PostOutcome{Filled, NeedsFurther}, nil, ""},
		{"the chair's by the first ballot", local, twoBallots(760, 395, 500), []PostOutcome{NeedsFurther, Filled}, nil, ""},
		{"as many ballots as people", villageOf2027(), twoBallots(800, 500, 401), []PostOutcome{Filled, Filled}, nil, ""},
		{"one ballot too many", villageOf2027(), twoBallots(801, 500, 401), []PostOutcome{Filled, VoidBallot}, []Post{Member},
			"委员应选 2 名，委员选票：收回选票 801 张，参加投票 800 人：801，多于 800，这种选票无效，应当重新选举（地方规定）。"},
	} {
		v := Judge(c.e, c.tally)
		var posts []PostOutcome
		for _, p := range v.Posts {
			posts = append(posts, p.Outcome)
		}
		if !slices.Equal(posts, c.posts) {
			t.Errorf("%s: %v, want %v: %s", c.name, posts, c.posts, v.Sentence().In(Chinese))
		}
		if (v.Fresh == nil) != (c.fresh == nil) || v.Fresh != nil && !slices.Equal(v.Fresh.Posts, c.fresh) {
			t.Errorf("%s: afresh %+v, want %v", c.name, v.Fresh, c.fresh)
		}
		if said := v.PostLines()[1].In(Chinese); c.member != "" && said != c.member {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, said, c.member)
		}
	}
	over := twoBallots(801, 500, 401)
	over.Returned, over.Invalid = 801, 21
	if v := Judge(villageOf2027(), over); v.Outcome != VoidElection || len(v.Fresh.Posts) != 2 {
		t.Errorf("too many of both: %s", v.Sentence().In(Chinese))
	}
}

// TestFurtherBallots: the third of a further election is counted of the post's own ballots.
func TestFurtherBallots(t *testing.T) {
	for member, want := range map[int]PostOutcome{200: Filled, 199: NeedsFurther} {
		tally := twoBallots(600, 264, member)
		tally.Round = FurtherRound
		if v := Judge(villageOf2027(), tally); v.Posts[1].Outcome != want || v.Posts[0].Outcome != Filled {
			t.Errorf("%d of 600 ballots: %s", member, v.Sentence().In(Chinese))
		}
	}
}

// TestBallotVoidHolds: where the chair's ballots are void, the chair is elected afresh, and
// whoever stands for it may still be elected to it. The fresh election takes the place of
// the chair's alone.
func TestBallotVoidHolds(t *testing.T) {
	e, tally := villageOf2027(), twoBallots(760, 500, 401)
	tally.Returned, tally.Valid = 801, 791
	tally.Posts[1].Candidates = append(tally.Posts[1].Candidates, CandidateVotes{Name: "乙", Votes: 450})
	tally.Round = FirstRound
	v := Judge(e, tally)
	if v.Outcome != ValidElection || v.Posts[1].Outcome != AwaitsAnother || !slices.Equal(v.Posts[1].Elected, []string{"丙"}) || !slices.Equal(v.Posts[1].Awaits, []string{"乙"}) {
		t.Errorf("the chair's ballots are void: %s", v.Sentence().In(Chinese))
	}
	p := Progress{Counts: []Count{{Tally: tally}}}
	tasks := e.OpenTasks(Unit{}, p)
	if len(tasks) != 1 || tasks[0].Round != FreshRound || len(tasks[0].Posts) != 1 || tasks[0].Posts[0].Post != Chair {
		t.Fatalf("tasks %+v", tasks)
	}
	fresh := Tally{Round: FreshRound, Registered: 1000, Participants: 700, Issued: 700, Returned: 700, Valid: 700,
		Posts: []PostTally{{Post: Chair, Seats: 1, Candidates: []CandidateVotes{{Name: "甲", Votes: 400}, {Name: "乙", Votes: 300}}}}}
	p.Counts = append(p.Counts, Count{Tally: fresh})
	if won := e.Winners(p); !slices.Contains(won, Winner{Chair, "甲"}) || !slices.Contains(won, Winner{Member, "丙"}) {
		t.Errorf("elected %v", won)
	}
	if whole, _ := p.WholeCount(); whole.Participants != 800 {
		t.Errorf("%d took part in the whole election", whole.Participants)
	}
	if open := e.OpenTasks(Unit{}, p); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
}

// TestBallotProblems: what cannot be is found on the ballot where it stands.
func TestBallotProblems(t *testing.T) {
	for _, c := range []struct {
		change func(*Tally)
		code   string
		field  string
	}{
		{func(t *Tally) { t.Others[0].Valid++ }, "valid_invalid_returned", "invalid.member"},
		{func(t *Tally) { t.Posts[1].Candidates[0].Votes = 741 }, "votes_over_valid", VotesField(Member, "丙")},
		{func(t *Tally) { t.Others[0].Issued = -1 }, "absurd", "issued.member"},
		{func(t *Tally) { t.Others[0].Posts = []Post{ViceChair} }, "ballots", "ballots"},
		{func(t *Tally) { t.Others[0].Posts = []Post{Member, Chair} }, "ballots", "ballots"},
	} {
		tally := twoBallots(760, 500, 401)
		c.change(&tally)
		ps := villageOf2027().Problems(tally)
		if len(ps) != 1 || ps[0].Code != c.code || !slices.Contains(ps[0].Fields, c.field) {
			t.Errorf("%+v, want %s at %s", ps, c.code, c.field)
		}
	}
}

// TestBallotSums: the sums have the ballots of all kinds, two entries differ in the figures
// of either, and what is odd is said of its ballot.
func TestBallotSums(t *testing.T) {
	e, tally := villageOf2027(), twoBallots(700, 500, 401)
	tally.Round = FirstRound
	f := e.Figures(Progress{Counts: []Count{{Tally: tally}}})
	if f[BallotsIssued] != 1600 || f[BallotsReturned] != 1490 || f[BallotsValid] != 1460 || f[BallotsInvalid] != 30 || f[Voted] != 800 {
		t.Errorf("figures %v", f)
	}
	other := twoBallots(701, 500, 401)
	other.Round = FirstRound
	if names := (Count{Tally: tally, Check: &Entry{Tally: other}}).DifferNames(e).In(Chinese); names != "委员选票收回选票、委员选票有效票" {
		t.Errorf("they differ in %s", names)
	}
	warned := e.CountWarnings(tally, Around{})
	if len(warned) == 0 || warned[0].Code != WarnReturnedApart || warned[0].Text.In(Chinese)[:len("委员选票：")] != "委员选票：" {
		t.Errorf("warnings %+v", warned)
	}
	written, err := json.Marshal(tally)
	if err != nil {
		t.Fatal(err)
	}
	var read Tally
	if err := json.Unmarshal(written, &read); err != nil || len(read.differs(tally)) > 0 || len(read.Others) != 1 {
		t.Errorf("read again %+v: %v", read, err)
	}
}

// TestApart: the setting says which posts share a ballot; those of which it says nothing are
// on the first, and a round for the posts of one ballot has one.
func TestApart(t *testing.T) {
	post := func(all ...Post) (t Tally) {
		for _, p := range all {
			t.Posts = append(t.Posts, PostTally{Post: p, Seats: 1})
		}
		return t
	}
	for _, c := range []struct {
		separate [][]Post
		posts    []Post
		others   [][]Post
	}{
		{nil, []Post{Chair, Member}, nil},
		{[][]Post{{Chair}, {Member}}, []Post{Chair, Member}, [][]Post{{Member}}},
		{[][]Post{{Chair}, {ViceChair, Member}}, []Post{Chair, ViceChair, Member}, [][]Post{{ViceChair, Member}}},
		{[][]Post{{Member}}, []Post{Chair, ViceChair, Member}, [][]Post{{Member}}},
		{[][]Post{{Chair}, {Member}}, []Post{Member}, nil},
	} {
		apart := Election{Separate: c.separate}.Apart(post(c.posts...))
		var others [][]Post
		for _, b := range apart.Others {
			others = append(others, b.Posts)
		}
		if !slices.EqualFunc(others, c.others, slices.Equal) {
			t.Errorf("%v of %v: beside the first %v, want %v", c.separate, c.posts, others, c.others)
		}
	}
}
