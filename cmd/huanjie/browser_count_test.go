//go:build !race

package main

import "testing"

// TestCountInBrowser plays the polling day and what follows from it: a count by
// two people with a difference, the rest of the town, the board, later rounds.
func TestCountInBrowser(t *testing.T) {
	t.Parallel()
	b := openDemo(t)

	t.Log("polling day: the others report by themselves")
	b.press("polling")
	b.ends("polling")
	b.sees(demoOffice, "18/22 个村已计票")

	t.Log("a count by tapping, with a typing error that is caught")
	b.tap(zhouMing, "计票")
	for _, figure := range []string{"259", "２５５", "二百四十七", "9"} {
		b.say(zhouMing, figure)
	}
	b.sees(zhouMing, "与收回的 255 张不符")
	b.say(zhouMing, "8")
	b.say(zhouMing, "贺小满 62 冯棠 173 卞春生 153 孙海川 196 孔晓棠 94")
	b.sees(zhouMing, "无效票 8/255 = 3.14%，超过收回选票的 3%")
	b.say(zhouMing, "逐张复看过，多是空白票")
	b.sees(zhouMing, "2×173 = 346")
	b.shot("count")
	b.tap(zhouMing, "确认上报")
	b.sees(chenLi, "东河村 计票（初步，未复核）")

	t.Log("the second entry, blind: a misread figure is a difference, and mended")
	b.sees(liFang, "请复核：东河村")
	b.tap(liFang, "复核录入")
	b.sees(liFang, "复核：第一次投票")
	b.shot("check")
	b.say(liFang, "发259 收255 有效247 无效8 贺小满 62 冯棠 175 卞春生 153 孙海川 196 孔晓棠 94")
	b.sees(liFang, "2×175 = 350")
	b.tap(liFang, "确认上报")
	b.sees(zhouMing, "不一致：主任 冯棠")
	b.sees(liFang, "不一致：主任 冯棠")
	b.sees(chenLi, "东河村 计票（重新核对")
	b.shot("difference")
	b.tap(liFang, "重新核对")
	b.say(liFang, "173")
	b.sees(liFang, "2×173 = 346")
	b.tap(liFang, "确认上报")
	b.sees(zhouMing, "两人录入一致，已确认")
	b.sees(chenLi, "东河村 计票（已确认")
	b.shot("confirmed")

	t.Log("a correction by editing the message: old and new, and the reason")
	b.say(liFang, "投票 枣园村 120")
	b.sees(liFang, "参选率 120/")
	b.tap(liFang, "确认上报")
	b.gone(liFang, "确认上报")
	b.edit(liFang, "120", "126")
	b.sees(liFang, "120 → 126")
	b.say(liFang, "看错了一行")
	b.shot("correction")
	b.tap(liFang, "确认")
	b.sees(liFang, "更正原因：看错了一行")

	t.Log("a count in one line")
	b.say(liFang, oneLine(t, "W1"))
	b.tap(liFang, "确认上报")
	b.gone(liFang, "确认上报")

	t.Log("the rest, and the figures of the whole town")
	b.press("rest")
	b.ends("rest")
	b.say(demoOffice, "日报")
	b.sees(demoOffice, "9,700/12,670 = 76.56%（22 个村全部确认）")
	b.sees(demoOffice, "64/66 名")
	b.sees(demoOffice, "2 个村须再次投票或另行选举")
	b.seesPicture(demoOffice)
	b.shot("digest")

	t.Log("the board, by a link from the bot")
	b.say(demoOffice, "大屏")
	b.sees(demoOffice, "打开大屏")
	b.openBoard(demoOffice, 22)

	t.Log("the verdict's tasks: a further election and a re-vote")
	b.say(chenLi, "待办")
	b.sees(chenLi, "双桥村 另行选举：委员 1 名（曹森、倪梅）")
	b.press("later")
	b.sees(chenLi, "另行选举，参选率")
	b.say(chenLi, "规则")
	b.sees(chenLi, "村民委员会组织法第十八条")
	b.ends("later")
	b.say(demoOffice, "日报")
	b.sees(demoOffice, "66/66 名")
	b.shot("later")
}

// oneLine is a village's whole count as its officer would type it.
func oneLine(t *testing.T, unit string) string {
	rows, err := demoTable("polling.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row["unit"] == unit {
			return countLine("西岭村", row)
		}
	}
	t.Fatalf("no unit %s in polling.csv", unit)
	return ""
}
