package bot_test

import "testing"

// TestWhatNoFormKnows: what is told in words that no form knows is not noted, and one
// tap reports it as an incident in these words; with an incident open it is offered as
// more about that.
func TestWhatNoFormKnows(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer, leader := r.phone("周明"), r.phone("陈立")
	r.say(officer, "王三他爹把着大印死活不松手")
	r.sees(officer, "没看懂", "是要报下面哪一项", "[🚨 按突发上报]")
	r.tap(officer, "🚨 按突发上报")
	r.sees(officer, "上报突发情况 · 东河村", "情况：王三他爹把着大印死活不松手", "哪一类？")
	r.tap(officer, "选票、票箱")
	r.sees(officer, "有多急？")
	r.tap(officer, "紧急：影响选举")
	r.sees(officer, "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(leader, "东河村 · 突发情况", "王三他爹把着大印死活不松手")

	r.say(officer, "他们又来了")
	r.sees(officer, "事项：突发情况", "回复：他们又来了", "[✅ 确认办理]")
	r.tap(officer, "✅ 确认办理")
	r.sees(leader, "他们又来了")
}

// TestWhatTellsNothing: a wish or a remark is offered as no incident.
func TestWhatTellsNothing(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	officer := r.phone("周明")
	for _, said := range []string{"今天天气真冷", "帮我写个稿子"} {
		r.answers(officer, said, "没看懂")
		if m, offered := r.find(officer.Messages(), []string{"[🚨 按突发上报]"}); offered {
			t.Errorf("%s is offered as an incident: %s", said, looks(m))
		}
	}
}
