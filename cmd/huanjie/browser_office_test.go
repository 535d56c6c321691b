//go:build !race

package main

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// The telephones of the office and of an officer of 北岭镇.
const (
	northOffice  = 901
	northOfficer = 810
)

// openNorth runs the bot for two towns, as it is run for real, and opens the page of the
// telephones of 北岭镇.
func openNorth(t *testing.T, rows string) (*browser, twoTowns, running) {
	t.Helper()
	chromium(t)
	ctx, cancel := context.WithTimeout(context.Background(), 9*time.Minute)
	t.Cleanup(cancel)
	two := keepTwo(t, rows)
	r := runTown(t, two.kept)
	r.logs("running")
	two.telegram.Phone(sandbox.Person{ID: northOffice, FirstName: "选举办"})
	two.office(northOffice)
	two.officer(northOfficer, election.PersonID("联络员丙"))
	b := browse(t, ctx)
	b.do("open the page", chromedp.Navigate(two.telegram.URL), chromedp.WaitVisible(chromedp.Search(phone(northOfficer, ""))))
	return b, two, r
}

// TestRehearsalInBrowser: the office begins a rehearsal by tapping; an officer takes part,
// reports, and is shown their list; the office reads who has passed, and throws it away.
func TestRehearsalInBrowser(t *testing.T) {
	t.Parallel()
	b, _, r := openNorth(t, "N1,青石村,东片,主任:1,联络员丙,领导丙\n")
	b.say(northOffice, "演练")
	b.tap(northOffice, "开始演练")
	r.logs("a rehearsal is held")
	r.logs("running")
	b.sees(northOfficer, "请您演练选举日")
	b.tap(northOfficer, "进入演练")
	b.sees(northOfficer, "【演练】🎭 演练单：0/7")
	b.say(northOfficer, "投票 青石村 120 登记346")
	b.sees(northOfficer, "【演练】上报投票进展 · 青石村")
	b.tap(northOfficer, "确认上报")
	b.sees(northOfficer, "演练单：1/7")
	b.say(northOffice, "演练")
	b.sees(northOffice, "联络员丙 1/7")
	b.shot("rehearsal")
	b.tap(northOffice, "结束并销毁")
	b.tap(northOffice, "全部销毁")
	b.sees(northOffice, "演练结束，数据已销毁")
	b.sees(northOfficer, "演练里报的都销毁了")
	b.say(northOfficer, "投票 青石村 121")
	b.sees(northOfficer, "刚才这条是演练里发的，没有记下")
	b.shot("rehearsal-over")
}

// TestReloadInBrowser: the roster's file is changed; the office sends /reload, sees the
// difference, and has it hold by tapping.
func TestReloadInBrowser(t *testing.T) {
	t.Parallel()
	const before = "N1,青石村,东片,主任:1,联络员丙,领导丙\n"
	b, two, r := openNorth(t, before)
	b.say(northOffice, "/reload")
	b.sees(northOffice, "设置和名册都没有变")
	two.lists(before + "N2,白杨村,东片,主任:1,联络员丙,领导丙\n")
	b.say(northOffice, "/reload")
	b.sees(northOffice, "新增 白杨村")
	b.shot("reload")
	b.tap(northOffice, "用新的")
	b.sees(northOffice, "几秒后生效")
	r.logs("opened again")
	r.logs("running")
	b.sees(northOfficer, "现在由您上报的：青石村、白杨村")
	b.say(northOfficer, "进度 白杨村 组织准备 完成")
	b.tap(northOfficer, "确认上报")
	b.sees(northOfficer, "已上报")
	b.shot("reloaded")
}
