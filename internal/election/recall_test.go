package election

import "testing"

func TestRecall(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		e       Election
		r, p, y int
		outcome Outcome
		passed  bool
		article string
	}{
		{"half is no quorum", Election{Kind: Villagers, PollingDay: polls()}, 1000, 500, 500, NoQuorum, false, "村民委员会组织法第十九条"},
		{"half of those present is not enough", Election{Kind: Villagers, PollingDay: polls()}, 1000, 502, 251, ValidElection, false, "村民委员会组织法第十九条"},
		{"one more is", Election{Kind: Villagers, PollingDay: polls()}, 1000, 502, 252, ValidElection, true, "村民委员会组织法第十九条"},
		{"before 2026", Election{Kind: Villagers, PollingDay: before()}, 1000, 502, 252, ValidElection, true, "村民委员会组织法（2018年文本）第十六条"},
		{"representatives: two thirds", Election{Kind: Residents, Method: Representatives, PollingDay: polls()}, 99, 66, 60, NoQuorum, false, "城市居民委员会组织法第二十条"},
		{"representatives: two thirds and one", Election{Kind: Residents, Method: Representatives, PollingDay: polls()}, 99, 67, 34, ValidElection, true, "城市居民委员会组织法第二十条"},
		{"deputies: half of all voters", Election{Kind: Congress, PollingDay: polls()}, 1000, 600, 500, ValidElection, false, "选举法第五十三条"},
		{"deputies: more than half of all voters", Election{Kind: Congress, PollingDay: polls()}, 1000, 600, 501, ValidElection, true, "选举法第五十三条"},
		{"residents before 2026", Election{Kind: Residents, PollingDay: before()}, 1000, 600, 501, Refused, false, ""},
		{"Party", Election{Kind: Party, PollingDay: polls()}, 100, 90, 80, Refused, false, ""},
		{"more say yes than came", Election{Kind: Villagers, PollingDay: polls()}, 1000, 600, 601, Refused, false, ""},
		{"all say yes", Election{Kind: Villagers, PollingDay: polls()}, 600, 600, 600, ValidElection, true, "村民委员会组织法第十九条"},
		{"more came than there are", Election{Kind: Villagers, PollingDay: polls()}, 1000, 1001, 601, Refused, false, ""},
		{"nobody says yes", Election{Kind: Villagers, PollingDay: polls()}, 1000, 600, 0, ValidElection, false, "村民委员会组织法第十九条"},
		{"fewer than nobody", Election{Kind: Villagers, PollingDay: polls()}, 1000, 600, -1, Refused, false, ""},
		{"as many as can be", Election{Kind: Villagers, PollingDay: polls()}, 10_000_000, 6_000_000, 0, ValidElection, false, ""},
		{"absurd", Election{Kind: Villagers, PollingDay: polls()}, 10_000_001, 6_000_000, 0, Refused, false, ""},
		{"an unknown kind", Election{Kind: "club", PollingDay: polls()}, 1000, 600, 600, Refused, false, ""},
		{"an unknown method", Election{Kind: Residents, Method: "lots", PollingDay: polls()}, 1000, 600, 600, Refused, false, ""},
		{"nobody may vote", Election{Kind: Villagers, PollingDay: polls()}, 0, 0, 0, Refused, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := JudgeRecall(c.e, RecallVote{c.r, c.p, c.y})
			if v.Outcome != c.outcome || v.Passed != c.passed {
				t.Errorf("%s %v", v.Outcome, v.Passed)
			}
			if (len(v.Problems) > 0) != (c.outcome == Refused) || len(v.Lines) == 0 || v.Title.IsZero() {
				t.Errorf("%v %v %v", v.Title, v.Lines, v.Problems)
			}
			if c.article != "" && v.Checks[0].Article.Say().In(Chinese) != c.article {
				t.Errorf("%s, want %s", v.Checks[0].Article.Say().In(Chinese), c.article)
			}
		})
	}
}

func TestRecallPetition(t *testing.T) {
	t.Parallel()
	villagers, residents, congress := Election{Kind: Villagers, PollingDay: polls()}, Election{Kind: Residents, PollingDay: polls()}, Election{Kind: Congress, PollingDay: polls()}
	for _, c := range []struct {
		e    Election
		p    Petition
		want bool
	}{
		{villagers, Petition{Voters: 200, AllVoters: 1000}, true},
		{villagers, Petition{Voters: 199, AllVoters: 1000}, false},
		{villagers, Petition{Voters: 199, AllVoters: 1000, Representatives: 10, AllRepresentatives: 30}, true},
		{villagers, Petition{Voters: 199, AllVoters: 1000, Representatives: 9, AllRepresentatives: 30}, false},
		{residents, Petition{Voters: 100, AllVoters: 1000}, true},
		{residents, Petition{Voters: 99, AllVoters: 1000}, false},
		{residents, Petition{Representatives: 10, AllRepresentatives: 30, AllVoters: 1000}, true},
		{congress, Petition{Voters: 30, AllVoters: 5000}, true},
		{congress, Petition{Voters: 29, AllVoters: 5000}, false},
		{congress, Petition{Voters: 49, AllVoters: 5000, County: true}, false},
		{congress, Petition{Voters: 50, AllVoters: 5000, County: true}, true},
		{Election{Kind: Party}, Petition{Voters: 50, AllVoters: 50}, false},
		{residents, Petition{Representatives: 9, AllRepresentatives: 30}, false},
		{villagers, Petition{Representatives: 9, AllRepresentatives: 30}, false},
		{villagers, Petition{Representatives: 10, AllRepresentatives: 30}, true},
	} {
		if v := RecallMayBeVoted(c.e, c.p); v.Passed != c.want || (v.Outcome == Refused) != (c.e.Kind == Party) || len(v.Lines) == 0 {
			t.Errorf("%s %+v: %+v", c.e.Kind, c.p, v)
		}
	}
	v := RecallMayBeVoted(Election{Kind: Villagers, PollingDay: before()}, Petition{Voters: 1, AllVoters: 9, Representatives: 1, AllRepresentatives: 3})
	if len(v.Checks) != 2 || v.Checks[0].Article != (Article{VillageLaw2018, 16}) || !v.Passed {
		t.Errorf("%+v", v)
	}
	for _, p := range []Petition{{Voters: 10, AllVoters: 9}, {Voters: -1, AllVoters: 9}, {Voters: 1, AllVoters: most + 1}, {}, {Representatives: 4, AllRepresentatives: 3, AllVoters: 9}} {
		if v := RecallMayBeVoted(villagers, p); v.Outcome != Refused || len(v.Problems) == 0 || v.Passed {
			t.Errorf("%+v: %+v", p, v)
		}
	}
}

// TestRecallWords says every check with its sum and its article.
func TestRecallWords(t *testing.T) {
	t.Parallel()
	villagers, congress := Election{Kind: Villagers, PollingDay: polls()}, Election{Kind: Congress, PollingDay: polls()}
	for _, c := range []struct {
		v    RecallVerdict
		l    Language
		want string
	}{
		{JudgeRecall(villagers, RecallVote{1000, 502, 252}), Chinese, `罢免表决：通过
参加投票 502 人，登记参加选举的村民 1000 人：2×502 = 1004，大于 1000，过半数（村民委员会组织法第十九条）。
赞成罢免 252 票，参加投票 502 人：2×252 = 504，大于 502，过半数（村民委员会组织法第十九条）。`},
		{JudgeRecall(villagers, RecallVote{1000, 500, 400}), Chinese, `罢免表决：未通过
参加投票 500 人，登记参加选举的村民 1000 人：2×500 = 1000，不大于 1000，未过半数（村民委员会组织法第十九条）。`},
		{JudgeRecall(congress, RecallVote{1000, 600, 500}), English, `Recall vote: not passed
500 for the recall, 1000 voters of the constituency: 2×500 = 1000, not more than 1000, not more than half (Electoral Law, art. 53).`},
		{JudgeRecall(Election{Kind: Party, PollingDay: polls()}, RecallVote{100, 90, 80}), Chinese, `无法判定
中国共产党基层组织选举工作条例没有规定罢免所需的票数，无法判定。`},
		{RecallMayBeVoted(villagers, Petition{Voters: 199, AllVoters: 1000, Representatives: 10, AllRepresentatives: 30}), Chinese, `罢免要求：联名人数达到规定
联名选民 199 人，选民共 1000 人：5×199 = 995，少于 1000，不足五分之一（村民委员会组织法第十九条）。
联名代表 10 人，代表共 30 人：3×10 = 30，不少于 30，不少于三分之一（村民委员会组织法第十九条）。`},
		{RecallMayBeVoted(congress, Petition{Voters: 29}), English, `Petition for a recall: too few have signed
29 voters have signed, 30 are needed: 29, less than 30 (Electoral Law, art. 50).`},
	} {
		got := c.v.Title.In(c.l)
		for _, line := range c.v.Lines {
			got += "\n" + line.In(c.l)
		}
		if got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

func TestRepresentativeBreaches(t *testing.T) {
	t.Parallel()
	villagers, residents := Election{Kind: Villagers, PollingDay: polls()}, Election{Kind: Residents, PollingDay: polls()}
	for _, c := range []struct {
		e                 Election
		households, n, nw int
		want              string
	}{
		{villagers, 300, 60, 20, ""}, {villagers, 300, 61, 21, "representatives"}, {villagers, 300, 20, 7, ""}, {villagers, 300, 19, 7, "representatives"},
		{villagers, 300, 30, 10, ""}, {villagers, 300, 30, 9, "women_representatives"}, {villagers, 300, 31, 10, "women_representatives"},
		{villagers, 0, 30, 10, ""},
		{residents, 1000, 50, 0, ""}, {residents, 1000, 51, 0, "representatives"}, {residents, 1000, 20, 0, ""}, {residents, 1000, 19, 0, "representatives"},
		{Election{Kind: Residents, PollingDay: before()}, 1000, 1, 0, ""}, {Election{Kind: Party}, 10, 10, 0, ""},
	} {
		got := RepresentativeBreaches(c.e, c.households, c.n, c.nw)
		codes := ""
		for _, b := range got {
			codes += b.Code
		}
		if codes != c.want {
			t.Errorf("%s %d households, %d of them %d women: %q, want %q", c.e.Kind, c.households, c.n, c.nw, codes, c.want)
		}
	}
	if got := RepresentativeBreaches(Election{Kind: Villagers, PollingDay: before()}, 300, 30, 9); got[0].Article != (Article{VillageLaw2018, 25}) {
		t.Errorf("%+v", got)
	}
}
