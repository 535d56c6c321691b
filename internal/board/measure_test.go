//go:build !race

package board

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"huanjie/internal/election"
)

// Without flags the page is measured with the demo's 22 villages and ten
// viewers; the figures of docs/leaders.md are of
//
//	go test ./internal/board -run TestMeasure -v -villages 22,200,3000 -viewers 100 -pictures /tmp
var (
	villages = flag.String("villages", "22", "numbers of villages to measure the page with")
	viewers  = flag.Int("viewers", 10, "viewers to measure the server's memory with")
	pictures = flag.String("pictures", "", "folder for pictures of the measured pages")
	phaseOf  = flag.String("phase", "", "the one phase of the season to look at in TestPhases, as phases calls it")
)

// What the page may take, and then some: this machine may be busy.
const (
	heapMost  = 48 << 20 // bytes of JavaScript
	nodesMost = 4000
	viewerMax = 256 << 10 // bytes of the server's memory for one viewer
)

// page is what a page took.
type page struct {
	first   float64         // paint, ms after it was asked for
	content float64         // the largest paint: the figures
	heap    int             // bytes of JavaScript, garbage collected
	nodes   int             // of the document
	changes []time.Duration // from a commit until the page shows it
}

// screens are those that the board is made for.
var screens = []struct {
	name          string
	width, height int64
}{{"laptop", 1366, 768}, {"telephone", 390, 844}, {"wall", 1920, 1080}}

// headMost is how much of a screen the title, the figures and the buttons may take.
const headMost = 0.2

// TestPhases looks at the page in every phase of the season, on both screens. With
// -pictures it keeps what it saw:
//
//	go test ./internal/board -run TestPhases -villages 22,200 -phase night -pictures /tmp
func TestPhases(t *testing.T) {
	tab := chromium(t)
	for _, text := range strings.Split(*villages, ",") {
		n, err := strconv.Atoi(text)
		must(t, err)
		for _, p := range phases(demo(t).Location) {
			if *phaseOf == "" || *phaseOf == p.name {
				t.Run(fmt.Sprintf("%d-%s", n, p.name), func(t *testing.T) { lookAt(t, tab, n, p) })
			}
		}
	}
}

// lookAt opens the page of a town of so many villages in a phase.
func lookAt(t *testing.T, tab context.Context, n int, p phase) {
	town := demo(t)
	if n != len(town.Units) {
		town = large(t, n)
	}
	r := serve(t, town)
	defer r.Close()
	r.reach(p)
	for _, screen := range screens {
		r.open(t, tab, screen.width, screen.height)
		head, err := chromedp.Run(tab, chromedp.Evaluate[float64](`document.querySelector('#grid').getBoundingClientRect().top / innerHeight`))
		must(t, err)
		if head > headMost {
			t.Errorf("%s: title, figures and buttons take %.1f %% of the screen", screen.name, 100*head)
		}
		for what, expression := range p.holds {
			if so, err := chromedp.Run(tab, chromedp.Evaluate[bool](`(() => { `+reading+` return !!(`+expression+`) })()`)); err != nil || !so {
				t.Errorf("%s: not so: %s (%s) %v", screen.name, what, expression, err)
			}
		}
		shoot(t, tab, fmt.Sprintf("%d-%s-%s", n, p.name, screen.name))
	}
}

// TestMeasure is not parallel: it measures.
func TestMeasure(t *testing.T) {
	for _, text := range strings.Split(*villages, ",") {
		n, err := strconv.Atoi(text)
		must(t, err)
		town := demo(t)
		if n != len(town.Units) {
			town = large(t, n)
		}
		r := serve(t, town)
		r.opts.Every = time.Second // as it is in earnest
		r.reach(phases(town.Location)[3])
		for _, screen := range screens[:2] {
			name := screen.name
			p := r.measure(t, screen.width, screen.height, fmt.Sprintf("%d-%s", n, name))
			slices.Sort(p.changes)
			t.Logf("%5d villages, %-9s: first paint %4.0f ms, figures %4.0f ms, heap %4.1f MB, %4d nodes, a change %v (median), %v (longest of %d)", n, name, p.first, p.content,
				float64(p.heap)/(1<<20), p.nodes, p.changes[len(p.changes)/2], p.changes[len(p.changes)-1], len(p.changes))
			if p.heap > heapMost || p.nodes > nodesMost {
				t.Errorf("%d villages: the page takes %+v", n, p)
			}
		}
		each := r.perViewer(t, *viewers)
		t.Logf("%5d villages, %d viewers : %d KB of the server's memory each", n, *viewers, each>>10)
		if each > viewerMax {
			t.Errorf("%d villages: %d bytes for a viewer", n, each)
		}
		r.Close()
	}
}

// measure opens the page on a screen of a size.
func (r *rig) measure(t *testing.T, width, height int64, name string) (p page) {
	t.Helper()
	tab := chromium(t)
	r.open(t, tab, width, height)
	paints, err := chromedp.Run(tab, chromedp.Evaluate[[]float64](`['first-contentful-paint', 'figures'].map(name => performance.getEntriesByName(name)[0].startTime)`))
	must(t, err)
	p.first, p.content = paints[0], paints[1]
	shoot(t, tab, name)
	shown, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.querySelector('.card').dataset.unit`))
	must(t, err)
	u := r.unitOf(election.UnitID(shown))
	for i := range 5 {
		<-time.After(time.Duration(i) * 170 * time.Millisecond) // or each would begin right after a look at the store
		voted := strconv.Itoa(int(height)%300 + i)              // below 1,000, and another one for each screen
		_, err := chromedp.Run(tab, chromedp.Evaluate[bool](fmt.Sprintf(`window.seen = new Promise(done => { const look = () => document.querySelector('[data-unit="%s"]')?.textContent.includes('%s/') ? done(Date.now()) : requestAnimationFrame(look); look(); }), true`, u.ID, voted)))
		must(t, err)
		n, _ := strconv.Atoi(voted)
		r.report(u.ID, election.Turnout{Registered: u.Registered, Voted: n})
		committed := time.Now()
		at, err := chromedp.Run(tab, chromedp.Evaluate[int64](`window.seen`, chromedp.EvalAwaitPromise))
		must(t, err)
		p.changes = append(p.changes, max(0, time.UnixMilli(at).Sub(committed)).Round(time.Millisecond))
	}
	p.heap, err = chromedp.Run(tab, chromedp.Evaluate[int](`(globalThis.gc?.(), performance.memory.usedJSHeapSize)`))
	must(t, err)
	p.nodes, err = chromedp.Run(tab, chromedp.Evaluate[int](`document.querySelectorAll('*').length`))
	must(t, err)
	return p
}

// open opens the page on a screen of a size, and waits until it shows its figures.
func (r *rig) open(t *testing.T, tab context.Context, width, height int64) {
	t.Helper()
	option := func() []chromedp.EmulateViewportOption {
		if width < 700 {
			return []chromedp.EmulateViewportOption{chromedp.EmulateMobile}
		}
		return nil
	}()
	must(t, chromedp.Do(tab, chromedp.EmulateViewport(width, height, option...), chromedp.Navigate(r.Link("qinghe", group, 0, election.Chinese, r.now()))))
	shows(t, tab, `document.querySelectorAll('.card').length > 0 && !document.querySelector('#notice').textContent`)
	shows(t, tab, `document.documentElement.scrollWidth <= innerWidth`)
	shows(t, tab, `performance.getEntriesByName('figures').length && performance.getEntriesByName('first-contentful-paint').length`)
}

// perViewer is what the server takes for each of so many viewers who have all
// got the whole picture and wait for what changes: its heap and stacks, with the
// viewers' own ends of the connections, which are in this process, too.
func (r *rig) perViewer(t *testing.T, n int) int {
	t.Helper()
	keep := r.enter(group).listen("") // the town is read
	keep.next()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	must(t, r.store.Load().AddSession(t.Context(), group, "measured", SessionLasts))
	for i := range n {
		c, err := net.Dial("tcp", strings.TrimPrefix(r.http.URL, "http://"))
		must(t, err)
		defer c.Close()
		session := r.sign(claim{Use: sessionUse, Town: "qinghe", Person: group, Expires: r.now().Unix() + 600 + int64(i), Language: "zh", Nonce: "measured"})
		_, err = fmt.Fprintf(c, "GET /events HTTP/1.1\r\nHost: board\r\nAccept-Encoding: gzip\r\nAuthorization: Bearer %s\r\n\r\n", session)
		must(t, err)
		must(t, c.SetReadDeadline(time.Now().Add(30*time.Second)))
		last, some := []byte{}, make([]byte, 512)
		for !bytes.Contains(last, []byte{0, 0, 0xff, 0xff}) { // the state was flushed
			got, err := c.Read(some)
			must(t, err)
			last = append(last[:0:0], append(last[max(0, len(last)-3):], some[:got]...)...)
		}
	}
	runtime.GC()
	runtime.GC() // what was pooled for writing is let go by the second
	runtime.ReadMemStats(&after)
	return (int(after.HeapAlloc) - int(before.HeapAlloc) + int(after.StackInuse) - int(before.StackInuse)) / n
}

// shoot keeps a picture of a page, if pictures were asked for.
func shoot(t *testing.T, tab context.Context, name string) {
	t.Helper()
	if *pictures == "" {
		return
	}
	png, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	must(t, err)
	must(t, os.WriteFile(filepath.Join(*pictures, name+".png"), png, 0o644))
}
