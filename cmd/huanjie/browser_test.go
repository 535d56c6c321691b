//go:build !race

package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shots is where the browser test leaves pictures of what it saw.
var shots = flag.String("shots", "", "folder for screenshots of the browser test")

// The tests in a browser are not part of a build with -race: Chromium and the
// demo starve each other there. TestDemoElected and its like play the same demo
// under -race without a page.

// The telephones of the demo, as its page calls them.
const (
	zhouMing = 700101 // officer of 东河村
	liFang   = 700102 // officer of three villages
	chenLi   = 700103 // leader of 东片
	gaoYuan  = 700104 // of the leading group
)

// TestDemoInBrowser plays the days before the polling day as somebody new to the
// demo would: in Chromium, by tapping and typing on the telephones of the page.
func TestDemoInBrowser(t *testing.T) {
	t.Parallel()
	b := openDemo(t)

	t.Log("a stage in difficulty, by tapping; the time passes; digest and reminder come")
	b.tap(liFang, "进度")
	b.tap(liFang, "枣园村")
	b.tap(liFang, "投票选举")
	b.tap(liFang, "有困难")
	b.say(liFang, "票箱还没有送到")
	b.tap(liFang, "确认上报")
	b.sees(liFang, "已上报 · 回执")
	b.press("next")
	b.sees(chenLi, "清河镇日报 · 东片")
	b.sees(demoOffice, "枣园村 · 投票选举：票箱还没有送到")
	b.press("next")
	b.sees(chenLi, "青塘村（何静）")
	b.sees(liFang, "西岭村 · 提名联审公示")
	b.sees(liFang, "已逾期 2 天")
	b.shot("reminder")

	t.Log("an announcement from a template: approved by a second person, in the group and pinned, confirmed by a village")
	b.say(demoOffice, "公告")
	b.tap(demoOffice, "选举日公告")
	b.sees(demoOffice, "将发到 1 个群")
	b.tap(demoOffice, "提交")
	b.sees(demoOffice, "公告等待审批")
	b.tap(gaoYuan, "批准发布")
	b.seesInGroup("选举日：2027年1月15日（周五）")
	b.seesInGroup("置顶消息")
	b.tap(zhouMing, "已张贴")
	b.shot("announcement")
}

// browser is the demo's page in Chromium.
type browser struct {
	t     *testing.T
	ctx   context.Context
	ended map[string]chan struct{} // tells that all is done that a control does
}

// chromium finds a browser. On a machine without one the test is skipped; under
// CI that is a failure.
func chromium(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no Chromium on this machine: install it (apt-get install chromium)")
	}
	t.Skip("no Chromium on this machine: the demo is not tried in a browser")
	return ""
}

func openDemo(t *testing.T) *browser {
	chromium(t)
	ctx, cancel := context.WithTimeout(context.Background(), 9*time.Minute)
	t.Cleanup(cancel)
	s := serveDemo(t, ctx)
	ended := map[string]chan struct{}{}
	controls := s.controls(ctx)
	for i, c := range controls {
		end := make(chan struct{}, 1)
		ended[c.ID] = end
		controls[i].Press = func() {
			c.Press()
			select {
			case end <- struct{}{}:
			default: // the test does not wait for this one
			}
		}
	}
	s.telegram.SetControls(controls...)
	b := browse(t, ctx)
	b.ended = ended
	b.do("open the page", chromedp.Navigate(s.telegram.URL), chromedp.WaitVisible(chromedp.Search(phone(zhouMing, ""))))
	b.seesInGroup("本群已绑定")
	b.do("close the tour", chromedp.Click(`[data-tour="close"]`), chromedp.WaitNotVisible("#tour"))
	return b
}

// browse opens a browser.
func browse(t *testing.T, ctx context.Context) *browser {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("force-prefers-reduced-motion", true), chromedp.WindowSize(1600, 1000),
		chromedp.Flag("blink-settings", "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"), // a mouse, as a laptop has
		chromedp.UserDataDir(t.TempDir()))
	allocated, cancelAllocated := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancelAllocated)
	tab, cancelTab := chromedp.NewContext(allocated)
	t.Cleanup(cancelTab)
	b := &browser{t: t, ctx: tab}
	if err := chromedp.Do(tab); err != nil { // the browser lives as long as this context
		t.Fatal(err)
	}
	return b
}

// TestTourInBrowser: the tour receives a newcomer, leads through five steps, stays closed
// after the page is loaded again, and comes back by its button.
func TestTourInBrowser(t *testing.T) {
	t.Parallel()
	b := openDemo(t) // which closes it
	b.do("load again", chromedp.Reload(), chromedp.WaitVisible(chromedp.Search(phone(zhouMing, ""))), chromedp.WaitNotVisible("#tour"))
	b.do("ask for it", chromedp.Click("#guide"), chromedp.WaitVisible("#tour"))
	for _, title := range []string{"1/5", "2/5", "3/5", "4/5", "5/5"} {
		b.do("step "+title, chromedp.WaitVisible(chromedp.Search(`//*[@id="tour"]/h3[contains(., "`+title+`")]`)))
		if title == "2/5" {
			b.shot("tour")
		}
		b.do("next", chromedp.Click(`[data-tour="next"]`))
	}
	b.do("it is over", chromedp.WaitNotVisible("#tour"))
}

// phone is the XPath of something on one telephone.
func phone(id int, inside string) string { return fmt.Sprintf(`//*[@data-phone="%d"]%s`, id, inside) }

// comesTrue waits until a script is true, and looks now and then: at every frame, as chromedp
// does by itself, the browser would draw sixty of them a second.
func comesTrue(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](script, chromedp.WithPollingInterval(30*time.Millisecond), chromedp.WithPollingTimeout(screenPatience))
}

func (b *browser) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, screenPatience)
	defer cancel()
	err := chromedp.Do(ctx, actions...)
	for len(actions) == 1 && err != nil && strings.Contains(err.Error(), "Could not find node") { // it was drawn anew between being found and being used
		err = chromedp.Do(ctx, actions...)
	}
	if err != nil {
		b.shot("failed")
		b.t.Logf("the page: %s", b.newest())
		b.t.Fatalf("%s: %v", what, err)
	}
}

// newest is the end of what each telephone shows, for a step that failed.
func (b *browser) newest() string {
	const script = `Array.from(document.querySelectorAll('[data-phone]'), p => p.dataset.phone + ': ' + p.textContent.replace(/\s+/g, ' ').slice(-2500)).join('\n')`
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		return err.Error()
	}
	return text
}

// tap presses the newest button with a label on a telephone, once nothing lies over it. It
// is found and pressed in one breath: what comes in between would move it from under the
// pointer.
func (b *browser) tap(id int, label string) {
	b.t.Helper()
	key := phone(id, fmt.Sprintf(`//button[contains(concat(" ",@class," ")," key ")][contains(.,"%s")]`, label))
	script := fmt.Sprintf(`(() => {
		const key = document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
		key?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
		const box = key?.getBoundingClientRect();
		if (!box || !key.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))) return false;
		key.click();
		return true;
	})()`, "("+key+")[last()]")
	b.do("tap "+label, comesTrue(script))
}

// gone waits until no button of a telephone has a label any more.
func (b *browser) gone(id int, label string) {
	b.t.Helper()
	b.do("see "+label+" go", chromedp.WaitNotPresent(chromedp.Search(phone(id, fmt.Sprintf(`//button[contains(.,"%s")]`, label)))))
}

// say types a message and sends it; the answer must come before the next step.
func (b *browser) say(id int, text string) {
	b.t.Helper()
	b.do("say "+text, chromedp.SendKeys(chromedp.Search(phone(id, `//textarea[@data-input]`)), text),
		chromedp.Click(chromedp.Search(phone(id, `//*[@data-send]`))))
}

// edit changes the message that was typed last on a telephone.
func (b *browser) edit(id int, from, to string) {
	b.t.Helper()
	input := chromedp.Search(phone(id, `//textarea[@data-input]`))
	b.do("edit "+from, chromedp.SendKeys(input, kb.ArrowUp),
		chromedp.SendKeys(input, strings.Repeat(kb.Backspace, utf8.RuneCountInString(from))+to),
		chromedp.Click(chromedp.Search(phone(id, `//*[@data-send]`))))
}

// sees waits until a telephone shows a text.
func (b *browser) sees(id int, text string) { b.t.Helper(); b.waitFor(phone(id, ""), text) }

// seesInGroup waits until the group's own column shows a text.
func (b *browser) seesInGroup(text string) { b.t.Helper(); b.waitFor(`//*[@data-group]`, text) }

func (b *browser) waitFor(where, text string) {
	b.t.Helper()
	script := fmt.Sprintf(`document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue?.textContent.replace(/\s+/g,'').includes(%q)`,
		where, strings.Join(strings.Fields(text), ""))
	b.do("see "+text, comesTrue(script))
}

// seesPicture waits until the newest picture on a telephone is one of a digest,
// and loaded.
func (b *browser) seesPicture(id int) {
	b.t.Helper()
	script := fmt.Sprintf(`Array.from(document.querySelectorAll('[data-phone="%d"] .photos img')).at(-1)?.naturalWidth === 1080`, id)
	b.do("see a picture", comesTrue(script))
}

// openBoard opens the link that stands on a telephone in a tab of its own, and
// waits for so many units.
func (b *browser) openBoard(id, units int) {
	b.t.Helper()
	find := fmt.Sprintf(`Array.from(document.querySelectorAll('[data-phone="%d"] [data-url*="/enter?key="]')).at(-1).dataset.url`, id)
	link, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](find))
	if err != nil {
		b.t.Fatalf("find the link to the board: %v", err)
	}
	tab, cancel := chromedp.NewContext(b.ctx)
	defer cancel()
	board := &browser{t: b.t, ctx: tab}
	if err := chromedp.Do(tab); err != nil { // the tab lives as long as this context
		b.t.Fatal(err)
	}
	board.do("open the board", chromedp.EmulateViewport(1366, 768), chromedp.Navigate(link),
		comesTrue(fmt.Sprintf(`document.querySelectorAll('.card').length === %d`, units)))
	board.shot("board")
	board.do("see the board on a telephone", chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile),
		comesTrue(`document.documentElement.scrollWidth <= innerWidth`))
	board.shot("board-phone")
}

// press presses one of the demo's controls.
func (b *browser) press(control string) {
	b.t.Helper()
	b.do("press "+control, chromedp.Click(chromedp.CSS(fmt.Sprintf(`[data-control=%q]`, control))))
}

// ends waits until a control that was pressed has done all it does. The demo plays
// by itself meanwhile, so it may take as long as the whole test.
func (b *browser) ends(control string) {
	b.t.Helper()
	select {
	case <-b.ended[control]:
	case <-b.ctx.Done():
		b.t.Fatalf("see %s end: %v", control, context.Cause(b.ctx))
	}
}

// shot keeps a picture of the page if pictures were asked for.
func (b *browser) shot(name string) {
	if *shots == "" {
		return
	}
	if err := chromedp.Do(b.ctx, chromedp.Sleep(2*time.Second)); err != nil { // messages fade in, notices fade out
		b.t.Log(err)
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Log(err)
		return
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644); err != nil {
		b.t.Log(err)
	}
}
