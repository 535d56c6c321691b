package bot_test

import (
	"testing"

	"huanjie/internal/election"
)

// TestAllDone: one message reports a stage of all villages that somebody answers for, but
// for one that is left out; others' villages are no part of it.
func TestAllDone(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer := r.phone("何静")
	r.say(officer, "进度 全部 组织准备 完成")
	r.sees(officer, "组织准备：将为 4 个村报“已完成”", "[✅ 柳湾村]", "[✅ 确认上报 4 个]")
	r.tap(officer, "✅ 柳湾村")
	r.sees(officer, "将为 3 个村", "[▫️ 柳湾村]")
	r.tap(officer, "✅ 确认上报 3 个")
	r.sees(officer, "组织准备：已为 3 个村报完成")
	states, err := r.store.States(r.ctx, unitIDs(r.town.Units))
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, s := range states {
		if s.Progress.Stages[election.PrepareStage].Status == election.Done {
			done++
			if s.Unit.Name == "柳湾村" || s.Progress.By != "何静" {
				t.Errorf("%s is done by %s", s.Unit.Name, s.Progress.By)
			}
		}
	}
	if done != 3 {
		t.Errorf("%d villages are done, want 3", done)
	}
	r.say(officer, "进度 全部 投票选举 完成")
	r.sees(officer, "没有“投票选举”这个阶段")
	r.say(officer, "进度 全部 组织准备 完成")
	r.sees(officer, "将为 1 个村", "[✅ 柳湾村]")
}
