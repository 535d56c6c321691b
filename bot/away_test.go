package bot_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
	"huanjie/reminders"
)

var awayTime = flag.Duration("away", 3*time.Second, "how long Telegram is away in TestTenMinutesAway: really 10m")

// Telegram is away for ten minutes by its clock, which is the one on the wall
// with -away 10m: it refuses connections, then leaves them without an answer,
// then cuts them. What was decided by taps that grew too old is offered again,
// what was typed is answered, what was queued is sent in the order of its
// classes, an older digest gives way to a newer one, nothing comes twice, and
// meanwhile the bot asks only now and then.
func TestTenMinutesAway(t *testing.T) {
	t.Parallel()
	a := openAway(t)
	a.prepare()
	lost, kept := a.officers[:4], a.officers[4:]

	a.way.refuse()
	a.way.asked()
	a.until(0.05)
	for _, o := range lost {
		a.tap(o.phone, "✅ 确认上报")
	}
	a.tap(a.leaders[0], "🙋 我来处理")
	a.until(0.1)
	for _, o := range a.officers {
		for n := range 3 {
			a.say(o.phone, fmt.Sprintf("/status 无此村%d", n))
		}
	}
	a.until(0.2)
	a.due(18, 1)
	a.until(0.35)
	a.way.hang()
	a.until(0.6)
	for unit, by := range map[election.UnitID]election.PersonID{"E2": "何静", "W3": "李芳", "S1": "方志安", "N1": "严晓禾"} { // news in every area, or the later digest were a line beside the older
		a.commits(election.Report{ID: election.ReportID("D" + unit), Unit: unit, By: by, At: a.clock(),
			Body: election.StageReport{Stage: "roll", Status: election.InDifficulty, Reason: "名单有争议"}})
	}
	a.due(19, 2)
	a.until(0.7)
	a.way.refuse() // ends what hangs
	a.telegram.Down(true)
	a.way.open()
	a.until(0.9)
	for _, o := range kept {
		a.tap(o.phone, "✅ 确认上报")
	}
	a.until(1)
	away := a.way.asked()
	a.telegram.Down(false)
	back := time.Now()

	a.answeredAll(kept)
	a.sent()
	took := time.Since(back)
	if n := len(a.journalOf()); n != 1+4+len(kept) {
		t.Errorf("%d reports, want the incident, the difficulties and those of the taps that were young enough", n)
	}
	a.offeredAgain(lost)
	a.sent()
	if n := len(a.journalOf()); n != 1+4+len(a.officers)+1 {
		t.Errorf("%d reports, want each decision once", n)
	}
	a.inOrder()
	a.moderate(away)
	ended, err := a.store.Outcomes(a.ctx)
	if err != nil || ended[store.Superseded] == 0 || ended[store.Refused] != 0 {
		t.Errorf("messages ended as %v (%v)", ended, err)
	}
	t.Logf("away for %v: all was taken and sent %v after; %d sent, %d perhaps, %d superseded; asked meanwhile: %v", *awayTime, took.Round(time.Millisecond),
		ended[store.Sent], ended[store.Perhaps], ended[store.Superseded], away)
}

// away is a bot whose way to Telegram can be closed.
type away struct {
	*rig
	way      *way
	theirs   *hand // Telegram's clock
	ours     *hand // the town's
	jobs     *reminders.Reminders
	officers []reporting
	leaders  []*sandbox.Phone // the first is that of 东河村
	began    time.Time
}

// reporting is an officer, and the village they report of.
type reporting struct {
	phone *sandbox.Phone
	unit  string
}

// hand is a clock that is moved by hand.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hand) put(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = at
}

func openAway(t *testing.T) *away {
	t.Helper()
	a := &away{theirs: &hand{at: time.Now()}, ours: &hand{}}
	telegram, err := sandbox.Start(sandbox.Options{Token: token, Now: a.theirs.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	a.rig = start(t, setting{idle: true, telegram: telegram})
	ctx, cancel := context.WithTimeout(context.Background(), 2*(*awayTime)+patience)
	t.Cleanup(cancel)
	a.ours.put(demoMorning(a.town.Location))
	a.ctx, a.clock = ctx, a.ours.now
	a.way = openWay(t, strings.TrimPrefix(telegram.URL, "http://"))
	log := slog.New(slog.NewTextHandler(a.log, nil))
	a.bot, err = bot.New(ctx, a.redis, []*store.Store{a.store}, flows.All, bot.Options{Token: token, APIURL: "http://" + a.way.address,
		Client: &http.Client{Transport: a.way}, Now: a.clock, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	digest, err := cron.ParseStandard("0 18,19 * * *")
	if err != nil {
		t.Fatal(err)
	}
	a.jobs = reminders.New(a.store, reminders.Options{Digest: []cron.Schedule{digest}, Now: a.clock, Log: log, Wake: a.bot.Wake, Who: "one"})
	a.jobs.Wake(ctx) // there was nothing before that
	return a
}

// prepare has every officer stand before a decision, and a leader before that
// of an incident.
func (a *away) prepare() {
	a.t.Helper()
	for _, name := range []election.PersonID{"陈立", "顾清", "马知远", "宋若兰", "高远"} {
		a.leaders = append(a.leaders, a.phone(name))
	}
	a.phone("选举办")
	a.run(a.bot.Poll)
	for _, o := range [][2]string{{"周明", "东河村"}, {"何静", "柳湾村"}, {"丁越", "竹坞村"}, {"李芳", "西岭村"},
		{"唐素文", "梨坪村"}, {"方志安", "南浦村"}, {"罗平", "白鹭村"}, {"严晓禾", "北桥村"}} {
		a.officers = append(a.officers, reporting{a.phone(election.PersonID(o[0])), o[1]})
	}
	first := a.officers[0].phone
	a.say(first, "突发 二十多人在小学门口吵起来了，紧急")
	a.sees(first, "[✅ 确认上报]", "现场秩序、冲突")
	a.tap(first, "✅ 确认上报")
	a.sees(a.leaders[0], "⚠️ 东河村 · 突发情况", "[🙋 我来处理]")
	for _, o := range a.officers {
		a.say(o.phone, "进度 "+o.unit+" 组织准备 完成")
		a.sees(o.phone, "组织准备", o.unit, "[✅ 确认上报]")
	}
	a.sent()
	a.began = time.Now()
}

// until waits for a part of the time for which Telegram is away; its own clock
// then shows that part of ten minutes.
func (a *away) until(part float64) {
	a.t.Helper()
	select {
	case <-time.After(time.Until(a.began.Add(time.Duration(part * float64(*awayTime))))):
	case <-a.ctx.Done():
		a.t.Fatal("the time is over")
	}
	a.theirs.put(a.began.Add(time.Duration(part * float64(10*time.Minute))))
}

// due lets an hour of the town come at which digests are due, with an alert to
// the leaders, and an announcement to all.
func (a *away) due(hour, n int) {
	a.t.Helper()
	morning := demoMorning(a.town.Location)
	a.ours.put(time.Date(morning.Year(), morning.Month(), morning.Day(), hour, 0, 1, 0, morning.Location()))
	var all []store.Message
	for _, p := range a.leaders {
		all = append(all, store.Message{ID: fmt.Sprintf("n%d@%d", n, p.ID()), Chat: p.ID(), Class: store.ClassAnnouncement, Text: fmt.Sprintf("公告之%d", n)})
		all = append(all, store.Message{ID: fmt.Sprintf("a%d@%d", n, p.ID()), Chat: p.ID(), Class: store.ClassAlert, Text: fmt.Sprintf("告急之%d", n)})
	}
	a.queue(fmt.Sprintf("due%d", n), all...)
	a.jobs.Wake(a.ctx) // last: the one message that is tried meanwhile is an alert, and no digest is half drawn when the newer one comes
	a.bot.Wake()
}

// answeredAll waits for the answers to what was typed, and to the taps that were
// young enough.
func (a *away) answeredAll(kept []reporting) {
	a.t.Helper()
	for _, o := range a.officers {
		a.sees(o.phone, "无此村2”")
	}
	for _, o := range kept {
		a.sees(o.phone, "✅ 已上报", o.unit)
	}
}

// offeredAgain takes each decision that was lost from the list of what there is
// to do.
func (a *away) offeredAgain(lost []reporting) {
	a.t.Helper()
	for _, o := range lost {
		if m, done := a.find(o.phone.Messages(), []string{"✅ 已上报", "组织准备"}); done {
			a.t.Errorf("a tap older than 150 seconds was taken: %s", looks(m))
		}
		a.say(o.phone, "/todo")
		list := a.sees(o.phone, "📌 待办", "["+o.unit+" · 组织准备]")
		a.tap(o.phone, o.unit+" · 组织准备")
		a.seesBelow(o.phone, list, "[✅ 确认上报]", "阶段：组织准备", "情况：已完成") // as it was when they tapped
		a.tap(o.phone, "✅ 确认上报")
		a.sees(o.phone, "✅ 已上报", o.unit)
	}
	leader := a.leaders[0]
	a.say(leader, "/todo")
	list := a.sees(leader, "📌 待办", "[东河村 · 现场秩序、冲突]")
	a.tap(leader, "东河村 · 现场秩序、冲突")
	a.seesBelow(leader, list, "状态", "[🙋 我来处理]")
	a.tap(leader, "🙋 我来处理")
	a.sees(leader, "[✅ 确认办理]")
	a.tap(leader, "✅ 确认办理")
	a.sees(leader, "✅ 已办理 · 回执")
}

// seesBelow waits for a message that came after another.
func (a *away) seesBelow(p *sandbox.Phone, m sandbox.Message, words ...string) {
	a.t.Helper()
	err := a.wait(p.Wait, func(all []sandbox.Message) bool {
		found, ok := a.find(all, words)
		return ok && found.ID > m.ID
	})
	if err != nil {
		a.t.Fatalf("wait for %q: %v\n%s", words, err, chat(p.Messages()))
	}
}

// inOrder looks whether everybody has everything once and in its order: the
// answers as they were asked for, and of what was queued the more urgent first,
// without the older digest.
func (a *away) inOrder() {
	a.t.Helper()
	for _, o := range a.officers {
		a.reads(o.phone, "无此村0”", "无此村1”", "无此村2”")
	}
	for _, p := range a.leaders { // of the digest, a long text stands after its picture, a short one below
		a.reads(p, "告急之1", "告急之2", "周一） 19:00", "公告之1", "公告之2")
	}
}

// reads fails unless the bot's messages have these words in this order, and the
// words of an older digest nowhere.
func (a *away) reads(p *sandbox.Phone, words ...string) {
	a.t.Helper()
	var order []string
	for _, text := range said(p.Messages()) {
		for _, w := range append(slices.Clone(words), "周一） 18:00") {
			again := w == "周一） 19:00" && len(order) > 0 && order[len(order)-1] == w // the text after its picture
			if strings.Contains(text, w) && !again {
				order = append(order, w)
			}
		}
	}
	if !slices.Equal(order, words) {
		a.t.Errorf("in the chat of %s stand %q, want %q\n%s", p.User().FirstName, order, words, chat(p.Messages()))
	}
}

// moderate looks whether the bot has asked more than now and then: besides what
// was under way when Telegram went, a poll and a message every five seconds, and
// each time whether Telegram is there.
func (a *away) moderate(asked map[string]int) {
	a.t.Helper()
	sends := asked["sendMessage"] + asked["sendPhoto"] + asked["sendMediaGroup"] + asked["editMessageText"]
	most := 40 + int(*awayTime/(4*time.Second))
	if polls := asked["getUpdates"]; polls == 0 || polls > most || sends == 0 || sends > most || asked["getMe"] > 2*most {
		a.t.Errorf("within %v it asked for %v; want %d of each at the most", *awayTime, asked, most)
	}
}

// way is the way to Telegram: a server that hands on what comes, and a transport
// that counts what is asked for while it does not.
type way struct {
	http.RoundTripper
	t       *testing.T
	address string // of this end
	beyond  string // and of Telegram's

	mu    sync.Mutex
	l     net.Listener // nil while connections are refused
	conns []net.Conn
	count map[string]int
}

func openWay(t *testing.T, beyond string) *way {
	t.Helper()
	w := &way{t: t, address: "127.0.0.1:0", beyond: beyond, RoundTripper: outgoing.Transport(nil), count: map[string]int{}}
	w.open()
	t.Cleanup(w.refuse)
	return w
}

// open lets requests through.
func (w *way) open() { w.listen(false) }

// hang takes connections and answers nothing.
func (w *way) hang() { w.listen(true) }

func (w *way) listen(hangs bool) {
	w.t.Helper()
	w.refuse()
	l, err := net.Listen("tcp", w.address)
	if err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.l, w.address = l, l.Addr().String()
	go w.accept(l, hangs)
}

// refuse ends all connections and takes no others.
func (w *way) refuse() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.l != nil {
		w.l.Close()
	}
	for _, c := range w.conns {
		c.Close()
	}
	w.l, w.conns = nil, nil
}

func (w *way) accept(l net.Listener, hangs bool) {
	for {
		near, err := l.Accept()
		if err != nil {
			return // it is closed
		}
		w.hold(l, near)
		if hangs {
			continue
		}
		far, err := net.Dial("tcp", w.beyond)
		if err != nil {
			near.Close()
			continue
		}
		w.hold(l, far)
		go through(near, far)
		go through(far, near)
	}
}

// hold has a connection ended with the listener it came by.
func (w *way) hold(l net.Listener, c net.Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.l != l {
		c.Close()
		return
	}
	w.conns = append(w.conns, c)
}

func through(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	to.Close()
	from.Close()
}

// RoundTrip counts a request and makes it.
func (w *way) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.count[path.Base(r.URL.Path)]++
	w.mu.Unlock()
	return w.RoundTripper.RoundTrip(r)
}

// asked is how often each method was asked for since the last time.
func (w *way) asked() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	count := w.count
	w.count = map[string]int{}
	return count
}
