package bot_test

import (
	"testing"

	"huanjie/internal/election"
)

// TestTargetsInTheRecords: the records set the plan's targets against who was
// elected, and name the villages that lack somebody.
func TestTargetsInTheRecords(t *testing.T) {
	t.Parallel()
	town := demoTown(t)
	town.Elections[0].Targets = []election.Target{
		{Trait: election.TraitWomen, EachUnit: true}, {Trait: election.TraitParty, Least: election.Ratio{Part: 1, Whole: 2}},
	}
	r := start(t, setting{town: town})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "计票 "+countLine("175"))
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "已上报")
	r.say(officer, "当选人员 东河村\n冯棠 男 1980 党员 初中 连任 一肩挑\n孙海川 男 1989 党员 大专 新任 交叉任职\n卞春生 男 1980 群众 初中 连任")
	r.sees(officer, "没有妇女", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "当选人员 · 东河村", "已上报")
	r.say(leader, "台账")
	r.sees(leader, "👥 当选人员结构 · 东片", "· 女：0/1 个村有（目标每个村至少 1 名，还差 1 个村）", "还没有：东河村",
		"· 中共党员 2/3 = 66.67%（目标不少于 1/2，已达到）")
	r.say(leader, "日报")
	r.sees(leader, "🎯 结构目标未达到　女：0/1 个村有（目标每个村至少 1 名，还差 1 个村）")
	r.say(leader, "/language")
	r.sees(leader, "[English]")
	r.tap(leader, "English")
	r.say(leader, "/records")
	r.sees(leader, "· women: in 0 of 1 village (target: at least one in each of the villages; 1 village to go)", "Not in: 东河村")
}
