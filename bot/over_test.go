package bot_test

import "testing"

// TestAnIncidentThatIsOver: whoever reported it says so in their own words, and closes
// it with one tap; an unfinished one is given up.
func TestAnIncidentThatIsOver(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "没事了")
	r.sees(officer, "👌")
	r.say(officer, "选票少了30张，紧急")
	r.sees(officer, "选票、票箱", "[✅ 确认上报]")
	r.say(officer, "又找到了")
	r.sees(officer, "已经没事了，不用上报了？", "[不用上报了]", "[还是要上报]")
	r.tap(officer, "还是要上报")
	r.sees(officer, "选票少了30张，紧急；又找到了", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(leader, "选票少了30张")
	r.say(officer, "找到了，虚惊一场")
	r.sees(officer, "办结", "找到了，虚惊一场", "[✅ 确认办理]")
	r.tap(officer, "✅ 确认办理")
	r.sees(leader, "✅ 东河村 · 突发情况", "找到了，虚惊一场")

	r.say(officer, "停电了")
	r.sees(officer, "情况：停电了", "有多急？")
	r.say(officer, "来电了没事了")
	r.sees(officer, "不用上报了？")
	r.tap(officer, "不用上报了")
	r.sees(officer, "什么都没有上报")
}

// TestAnEmergencyElsewhere: who hears of one passes it on to the people of that place.
func TestAnEmergencyElsewhere(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, there, other, office := r.phone("周明"), r.phone("李芳"), r.phone("陈立"), r.phone("选举办")
	r.say(officer, "西岭村那边打架了，快派人")
	r.sees(officer, "上报突发情况 · 西岭村", "不是您负责的单位", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(there, "西岭村 · 突发情况", "西岭村那边打架了，快派人")
	r.sees(office, "西岭村那边打架了")
	if m, told := r.find(other.Messages(), []string{"西岭村"}); told {
		t.Errorf("the leader of another area was told: %s", looks(m))
	}
}
