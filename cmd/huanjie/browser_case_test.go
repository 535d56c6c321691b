//go:build !race

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"huanjie/internal/sandbox"
)

// TestCasesInBrowser plays what leaders have to answer: an incident from its
// photo to its closing, and a request that is returned and made anew.
func TestCasesInBrowser(t *testing.T) {
	t.Parallel()
	b := openDemo(t)
	picture, paper := filepath.Join(t.TempDir(), "gate.png"), filepath.Join(t.TempDir(), "plan.txt")
	for name, content := range map[string][]byte{picture: sandbox.Picture(320, 240), paper: []byte("plan")} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	t.Log("an incident with a photo, told at once")
	b.say(zhouMing, "突发 二十多人在小学门口吵起来了，紧急")
	b.sees(zhouMing, "现场秩序、冲突")
	b.attach(zhouMing, "照片", picture)
	b.sees(zhouMing, "照片已收到")
	b.tap(zhouMing, "确认上报")
	b.sees(chenLi, "东河村 · 突发情况 · 现场秩序、冲突")
	b.sees(demoOffice, "二十多人在小学门口吵起来了")
	b.shot("incident")

	t.Log("the leader takes it; all see so")
	b.tap(chenLi, "我来处理")
	b.sees(chenLi, "确认后由您负责")
	b.tap(chenLi, "确认办理")
	b.sees(zhouMing, "接手办理")
	b.sees(demoOffice, "办理中，陈立负责")
	b.sees(chenLi, "办理中，陈立负责")
	b.say(demoOffice, "情况")
	b.sees(demoOffice, "没办结 1 件")
	b.shot("incident-taken")

	t.Log("and closes it")
	b.tap(chenLi, "办结")
	b.say(chenLi, "已劝离，约好下午核对名单")
	b.sees(chenLi, "结果：已劝离")
	b.tap(chenLi, "确认办理")
	b.sees(zhouMing, "办结：已劝离")
	b.sees(demoOffice, "办结：已劝离")
	b.shot("incident-closed")

	t.Log("a request, returned with the reason")
	b.say(zhouMing, "请示 方案")
	b.say(zhouMing, "报上换届工作方案，请批复")
	b.attach(zhouMing, "文件", paper)
	b.sees(zhouMing, "文件已收到")
	b.tap(zhouMing, "确认上报")
	b.sees(chenLi, "请示 · 换届工作方案")
	b.tap(chenLi, "退回")
	b.say(chenLi, "缺少经费预算")
	b.sees(chenLi, "退回原因：缺少经费预算")
	b.tap(chenLi, "确认办理")
	b.sees(zhouMing, "退回：缺少经费预算")
	b.shot("request-returned")

	t.Log("made anew, and approved")
	b.tap(zhouMing, "改好重报")
	b.sees(zhouMing, "请示内容，一两句话")
	b.say(zhouMing, "已补上经费预算，请批复")
	b.sees(zhouMing, "请发请示文件")
	b.attach(zhouMing, "文件", paper)
	b.tap(zhouMing, "确认上报")
	b.sees(chenLi, "重报，原编号")
	b.tap(chenLi, "批复同意")
	b.sees(chenLi, "批复件可以现在发来")
	b.tap(chenLi, "确认办理")
	b.sees(zhouMing, "批复同意")
	b.say(zhouMing, "待办")
	b.sees(zhouMing, "稍后补报")
	b.shot("request-approved")
}

// attach sends a file from a telephone, by the paper clip's menu.
func (b *browser) attach(id int, kind, file string) {
	b.t.Helper()
	b.do("attach "+kind,
		chromedp.Click(chromedp.Search(phone(id, `//*[@data-attach]`))),
		chromedp.Click(chromedp.Search(phone(id, fmt.Sprintf(`//*[@role="menuitem"][contains(.,"%s")]`, kind)))),
		chromedp.SetUploadFiles(chromedp.Search(phone(id, `//input[@data-file]`)), []string{file}, chromedp.NodeReady),
		chromedp.Click(chromedp.Search(phone(id, `//button[contains(@class,"main")]`)), chromedp.NodeVisible))
}
