package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// TestApproveAll: a leader approves the requests of several villages with one tap, but for
// one that is left out; a card of a list that has changed approves nothing.
func TestApproveAll(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	leader, officer := r.phone("高远"), r.phone("何静")
	r.say(leader, "同意全部")
	r.sees(leader, "没有等您批复的请示")
	ask := func(village string) {
		r.say(officer, "请示 "+village+" 方案")
		r.sees(officer, "请示内容")
		r.say(officer, "报上工作方案，请批复")
		r.sees(officer, "请发请示文件")
		if _, err := officer.Photo(sandbox.Picture(40, 30), ""); err != nil {
			t.Fatal(err)
		}
		r.sees(officer, "[✅ 确认上报]")
		r.tap(officer, "✅ 确认上报")
		r.sees(leader, village+" · 请示 · 换届工作方案")
	}
	ask("柳湾村")
	ask("石榴村")
	r.say(leader, "同意全部")
	r.sees(leader, "将批复同意 2 件", "[✅ 柳湾村 · 换届工作方案]", "[✅ 批复同意 2 件]")
	r.say(leader, "同意全部，除了柳湾村和石榴村以外的那个")
	r.sees(leader, "没有全部读懂")
	r.say(leader, "除了石榴村，其余都同意")
	r.sees(leader, "将批复同意 1 件", "[✅ 柳湾村 · 换届工作方案]", "[▫️ 石榴村 · 换届工作方案]")
	r.say(leader, "同意全部")
	r.sees(leader, "将批复同意 2 件")
	r.tap(leader, "✅ 石榴村 · 换届工作方案")
	r.sees(leader, "将批复同意 1 件", "[▫️ 石榴村 · 换届工作方案]")
	r.tap(leader, "✅ 批复同意 1 件")
	r.sees(leader, "✅ 已批复同意 1 件")
	r.sees(officer, "批复同意", "高远")
	left := 0
	states, err := r.store.States(r.ctx, unitIDs(r.town.Units))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range states {
		for _, c := range s.Progress.Cases {
			if end, closed := c.Decision(); !closed {
				left++
			} else if s.Unit.Name != "柳湾村" || end.Deed != election.Approve || end.By != "高远" {
				t.Errorf("%s: %s by %s", s.Unit.Name, end.Deed, end.By)
			}
		}
	}
	if left != 1 {
		t.Errorf("%d requests wait, want 1", left)
	}
	r.say(officer, "同意全部")
	if card := looks(r.sees(officer, "没有等您批复的请示")); strings.Contains(card, "批复同意 1 件") {
		t.Error("whoever asks may approve")
	}
}

func unitIDs(units []election.Unit) (ids []election.UnitID) {
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	return ids
}
