package bot_test

import (
	"strings"
	"testing"
)

// TestRemindersOnRequest: who asks for a reminder is asked first and told who it goes to;
// the officer reads who asked. Nobody reminds for villages that are not theirs.
func TestRemindersOnRequest(t *testing.T) {
	t.Parallel()
	town := townWithRecords(t)
	r := at(t, setting{town: town}, town.Elections[0].PollingDay.At(10, 30, town.Location))
	officer, other, leader := r.phone("周明"), r.phone("李芳"), r.phone("陈立")
	r.answers(leader, "给没报的人催一下", "要提醒这 3 位吗", "周明：东河村 还没报（投票人数、计票结果）")
	r.sees(leader, "要提醒这 3 位吗", "[🔔 催报]")
	unseen(r, officer, "提醒您")
	r.tap(leader, "🔔 催报")
	r.sees(leader, "🔔 已提醒 1 位：周明", "还没登记机器人、要打电话的：何静、丁越")
	r.sees(officer, "🔔 陈立提醒您：东河村 还没报（投票人数、计票结果）")
	r.answers(leader, "催一下李芳", "没有要催的")
	unseen(r, other, "提醒您")
	r.answers(officer, "催一下柳湾村", "“柳湾村”不在您的查看范围内")
	r.audited("催报")
}

// TestAnswersSayWhatTheyAreOf: of a neighbour's figure an officer hears that it is not
// theirs, and of what is theirs that it is no more; what was not understood is named.
func TestAnswersSayWhatTheyAreOf(t *testing.T) {
	t.Parallel()
	town := townWithRecords(t)
	r := at(t, setting{town: town}, town.Elections[0].PollingDay.At(10, 30, town.Location))
	officer, leader, group := r.phone("周明"), r.phone("陈立"), r.phone("高远")
	r.reports(officer, "投票 120", "已投票：120")
	r.answers(officer, "柳湾村参选率多少", "“柳湾村”不在您的查看范围内")
	r.answers(officer, "东河村和柳湾村哪个参选率高", "🗳 参选率 · 东河村", "120/346 = 34.68%", "“柳湾村”不在您的查看范围内")
	r.answers(officer, "全镇参选率", "🗳 参选率 · 您负责的 1 个村 · 截至 10:3", "🔒 全镇的不在您的查看范围内")
	r.answers(leader, "全镇参选率", "🗳 参选率 · 东片", "🔒 全镇的不在您的查看范围内")
	r.answers(group, "参选率不到四成的村", "🗳 参选率低于 40% 的村 · 全镇 · 截至 10:3", "东河村　120/346 = 34.68%", "另有 21 个村还没报")
	r.answers(group, "没到一半的有哪些村", "1 个（已知的 1 个村里）", "东河村")
	r.answers(group, "东河村昨天参选率", "🗳 参选率 · 东河村 · 截至 1月14日", "还没有上报")
	r.answers(group, "上届参选率多少", "没有上届数据")
	r.answers(group, "彩票参选率多少", "“彩”不知道是什么意思，没有算进来")
	r.answers(group, "西林村参选率多少", "“西林村”是西岭村还是松林村？")
	r.sees(group, "“西林村”是西岭村还是松林村？", "[西岭村参选率多少]", "[松林村参选率多少]")
	r.tap(group, "西岭村参选率多少")
	r.sees(group, "🗳 参选率 · 西岭村", "还没有上报")
	r.answers(group, "晚饭吃什么", "问的是什么。是不是下面这个？")
	for _, m := range officer.Messages() {
		if strings.Contains(m.Text, "柳湾村　") {
			t.Errorf("an officer reads of another village:\n%s", m.Text)
		}
	}
}

// TestTelephones: a number is told through a village whose people the asker may ring up.
func TestTelephones(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: phonedTown(t)})
	leader, other, observer := r.phone("陈立"), r.phone("顾清"), r.phone("李芳")
	r.answers(leader, "周明电话", "☎ 周明　139 0000 0001", "周明负责的东河村")
	r.answers(leader, "东河村联络员是谁", "☎ 谁负责 · 东河村", "联络员 周明 139 0000 0001", "包片领导：陈立")
	r.answers(other, "周明电话", "“周明”不在您的查看范围内")
	r.answers(other, "东河村谁负责", "“东河村”不在您的查看范围内")
	r.answers(observer, "周明电话", "“周明”不在您的查看范围内") // who checks may not ring up
	unseen(r, other, "139")
	unseen(r, observer, "139")
}
