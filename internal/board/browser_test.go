//go:build !race

package board

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"huanjie/internal/election"
)

// chromium is a tab of a browser. On a machine without one the test is skipped;
// under CI that is a failure.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" && os.Getenv("CI") != "" {
		t.Fatal("no Chromium on this machine: install it (apt-get install chromium)")
	}
	if path == "" {
		t.Skip("no Chromium on this machine: the board is not tried in a browser")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("enable-precise-memory-info", true), chromedp.Flag("js-flags", "--expose-gc"), chromedp.WindowSize(1366, 768), chromedp.UserDataDir(t.TempDir()))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx)) // the browser lives as long as this context
	return ctx
}

// shows waits until an expression is true in the page.
func shows(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if so, err := chromedp.Run(tab, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && so {
			return
		}
		select {
		case <-tick.C:
		case <-tab.Done():
			t.Fatalf("the page never shows %s", expression)
		}
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	r, tab := serve(t, demo(t)), chromium(t)
	const nasty = `<img src=x onerror="document.title='caught'">`
	r.report("E5", election.StageReport{Stage: "polling", Status: election.InDifficulty, Reason: nasty})
	must(t, chromedp.Do(tab, chromedp.EmulateViewport(1366, 768), chromedp.Navigate(r.Link("qinghe", group, 0, election.Chinese, r.now()))))

	shows(t, tab, `document.querySelectorAll('.card').length === 22`)
	shows(t, tab, `document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth`)
	shows(t, tab, `location.pathname === '/' && !location.search`)
	quoted, err := json.Marshal(nasty)
	must(t, err)
	shows(t, tab, `document.querySelector('[data-unit=E5] .alarm').textContent.includes(`+string(quoted)+`) && !document.querySelector('img')`)

	r.report("E1", countOf(r.unitOf("E1"), 200, 150, 40, 160, 150, 50))
	shows(t, tab, `document.querySelector('[data-unit=E1]').textContent.includes('已选出')`)
	shows(t, tab, `document.querySelector('#totals').textContent.includes('200/346') && document.querySelector('#totals').textContent.includes('3/66')`)
	shows(t, tab, `document.querySelectorAll('#states button')[1].click() || document.querySelectorAll('.card').length === 21`)
	shows(t, tab, `document.querySelector('[data-unit=E5]').click() || document.querySelector('dialog[open]')?.textContent.includes('双桥村')`)

	e, today := r.store.Load().Town().Elections[0], election.DateOf(r.now())
	for _, st := range e.Overdue(today) {
		r.report("E1", election.StageReport{Stage: st.Stage.ID, Status: election.Done})
	}
	shows(t, tab, `document.querySelector('dialog').close() || document.querySelectorAll('#states button')[0].click() || [...document.querySelectorAll('#states button')].some(b => b.textContent === '⏰ 逾期21')`)
	shows(t, tab, `[...document.querySelectorAll('#states button')].find(b => b.textContent.startsWith('⏰ 逾期')).click() || document.querySelectorAll('.card').length === 21 && !document.querySelector('[data-unit=E1]')`)
	shows(t, tab, `[...document.querySelectorAll('.card .late')].every(l => /^⏰ 逾期(：| \d+ 项：)/.test(l.textContent))`)
	shoot(t, tab, "late")

	must(t, chromedp.Do(tab, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile)))
	shows(t, tab, `document.documentElement.scrollWidth <= innerWidth && document.querySelector('.card').clientWidth > 350`)
	shows(t, tab, `[...document.querySelectorAll('.total .what')].every((e, i) => e.textContent === ['进度', '参选', '当选'][i] && e.getBoundingClientRect().height > 10)`)
	shoot(t, tab, "late-phone")

	r.ahead.Store(int64(SessionLasts)) // the session is over: nothing stays on the screen
	r.report("E2", election.Turnout{Registered: 424, Voted: 1})
	shows(t, tab, `!document.querySelector('.card') && document.querySelector('#notice').textContent && !document.body.textContent.includes('双桥村')`)
}

// TestPageAsMiniApp opens the page as Telegram does: in the colors of the client,
// again after a reload, and not with what was used elsewhere.
func TestPageAsMiniApp(t *testing.T) {
	t.Parallel()
	r, tab := serve(t, demo(t)), chromium(t)
	open := func(given string) string {
		return r.http.URL + "/?lang=en#tgWebAppData=" + url.QueryEscape(given) + "&tgWebAppVersion=9.0&tgWebAppThemeParams=" +
			url.QueryEscape(`{"bg_color":"#17212b","secondary_bg_color":"#0e1621","text_color":"#f5f5f5","link_color":"url(x)"}`)
	}
	r.reach(phases(r.now().Location())[3])
	given := r.signed(office)
	must(t, chromedp.Do(tab, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile), chromedp.Navigate(open(given))))
	shows(t, tab, `document.querySelectorAll('.card').length === 22 && document.querySelector('#scope').textContent === 'Whole town · the office'`)
	shows(t, tab, `!location.hash`) // what Telegram signed does not stay in the address
	shows(t, tab, `getComputedStyle(document.body).backgroundColor === 'rgb(14, 22, 33)' && document.documentElement.dataset.theme === 'dark'`)
	shoot(t, tab, "mini-app")

	must(t, chromedp.Do(tab, chromedp.Reload())) // as a native client does
	shows(t, tab, `document.querySelectorAll('.card').length === 22`)
	must(t, chromedp.Do(tab, chromedp.Navigate("about:blank"), chromedp.Navigate(open(given)))) // as the web client does
	shows(t, tab, `document.querySelectorAll('.card').length === 22`)

	must(t, chromedp.Do(tab, chromedp.Navigate("about:blank"), chromedp.Navigate(open(r.signed(102)))))
	shows(t, tab, `document.querySelector('#notice').textContent.includes('not in the roster') && !document.querySelector('.card')`)
	must(t, chromedp.Do(tab, chromedp.Navigate("about:blank"), chromedp.Navigate(open(given))))
	shows(t, tab, `document.querySelector('#notice').textContent.includes('open it from the bot again') && !document.querySelector('.card')`)
}
