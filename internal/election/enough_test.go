package election

import "testing"

// TestEnough has both sides of each threshold, by the larger of two numbers or the roster.
func TestEnough(t *testing.T) {
	t.Parallel()
	villagers := Election{Kind: Villagers, PollingDay: Date{2027, 1, 15}}
	party := Election{Kind: Party, PollingDay: Date{2027, 1, 15}}
	for _, c := range []struct {
		e          Election
		on         LawTopic
		given      []int
		registered int
		want       string // "": the numbers do not say
	}{
		{villagers, OnQuorum, []int{600}, 1200, "按 600 和登记参加选举的村民 1200 算：2×600 = 1200，不大于 1200，未过半数（村民委员会组织法第十八条）。"},
		{villagers, OnQuorum, []int{601}, 1200, "按 601 和登记参加选举的村民 1200 算：2×601 = 1202，大于 1200，过半数（村民委员会组织法第十八条）。"},
		{villagers, OnQuorum, []int{601}, 0, ""},
		{villagers, OnElected, []int{1150, 575}, 1200, "按 575 和参加投票人数 1150 算：2×575 = 1150，不大于 1150，未过半数（村民委员会组织法第十八条）。"},
		{villagers, OnElected, []int{576, 1150}, 0, "按 576 和参加投票人数 1150 算：2×576 = 1152，大于 1150，过半数（村民委员会组织法第十八条）。"},
		{villagers, OnElected, []int{576}, 1200, ""}, // the roster is not what the votes are counted from
		{villagers, OnFurther, []int{382, 1148}, 0, "按 382 和收回选票 1148 算：3×382 = 1146，少于 1148，不足三分之一（村民委员会组织法第十八条）。"},
		{villagers, OnFurther, []int{383, 1148}, 0, "按 383 和收回选票 1148 算：3×383 = 1149，不少于 1148，不少于三分之一（村民委员会组织法第十八条）。"},
		{party, OnQuorum, []int{24, 30}, 0, "按 24 和应到会有选举权的党员 30 算：5×24 = 120，不少于 4×30 = 120，不少于五分之四（中国共产党基层组织选举工作条例第十九条）。"},
		{villagers, OnProxies, []int{4, 3}, 1200, ""},
		{villagers, OnQuorum, []int{0, 0}, 0, ""},
	} {
		said, ok := c.e.Enough(c.on, c.given, c.registered)
		if got := said.In(Chinese); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s %v of %d: %q %v, want %q", c.on, c.given, c.registered, got, ok, c.want)
		}
	}
}
