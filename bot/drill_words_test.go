package bot

import (
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// TestStandings: who has to vote again is marked before who is late, and says so.
func TestStandings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s      store.Standing
		zh, en string
	}{
		{store.Standing{}, "双桥村", "双桥村"},
		{store.Standing{Late: 1}, "⏰ 双桥村 · 逾期 1 项", "⏰ 双桥村 · 1 late"},
		{store.Standing{Further: true}, "▲ 双桥村 · 须再投票", "▲ 双桥村 · to vote again"},
		{store.Standing{Troubled: true, Further: true, Late: 2, Open: true}, "🆘▲⏰📨 双桥村 · 须再投票 · 逾期 2 项", "🆘▲⏰📨 双桥村 · to vote again · 2 late"},
	} {
		c.s.Unit.Name = "双桥村"
		if got := wordsStanding(c.s); got.In(election.Chinese) != c.zh || got.In(election.English) != c.en {
			t.Errorf("%+v reads %q, %q", c.s, got.In(election.Chinese), got.In(election.English))
		}
	}
	all := []store.Standing{{Further: true}, {Late: 1, Further: true}, {}}
	if got, want := wordsDrillUnits(say("全镇", "whole town"), say("3 个村", "3 villages"), all).In(election.Chinese), "🏘 全镇 · 3 个村\n▲ 须再投票 2\n⏰ 有逾期 1\n要看的排在前面，点一个看详情。"; got != want {
		t.Errorf("the list begins %q", got)
	}
}
