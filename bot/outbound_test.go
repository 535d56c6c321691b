package bot_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// The tests of TestOutbound measure something. They run before all that run side
// by side, or they would measure those.
//
// The flags make the small runs of every day long ones, against Telegram's own
// limits: docs/reliability.md has the commands and what they printed.
var (
	outboundChats    = flag.Int("outbound.chats", 200, "how many chats the broadcasts go to")
	outboundGroups   = flag.Int("outbound.groups", 5, "and how many groups")
	outboundRate     = flag.Int("outbound.rate", 100, "how many requests a second Telegram lets through: really 30")
	outboundPatience = flag.Duration("outbound.patience", patience, "how long a run may take")
	outboundPeople   = flag.Int("outbound.people", 300, "how many people write within a second")
)

// TestOutbound runs the tests that measure.
func TestOutbound(t *testing.T) {
	t.Run("ABroadcastThroughTrouble", aBroadcastThroughTrouble)
	t.Run("ABroadcastIsKilledAndGoesOn", aBroadcastIsKilledAndGoesOn)
	t.Run("ASurge", aSurge)
	t.Run("ReplicasShareTheBudget", replicasShareTheBudget)
	t.Run("ManyTowns", manyTowns)
}

// crowd are telephones that have pressed Start and are bound to nobody, and
// groups the bot is in.
type crowd struct {
	*rig
	phones []*sandbox.Phone
	groups []*sandbox.Group
	chats  []int64
	rate   int // requests a second
}

// gather sets up a rig that only sends, with a strict Telegram of the flags'
// rate.
func gather(t *testing.T, chats, groups, rate int) *crowd {
	t.Helper()
	telegram, err := sandbox.Start(sandbox.Options{Token: token, Limits: sandbox.Limits{PerSecond: rate}, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	c := &crowd{rig: start(t, setting{telegram: telegram, town: countyTown(t, 1), redisURL: redistest.Start(t), idle: true, pace: outgoing.Pace{PerSecond: rate}}), rate: rate}
	ctx, cancel := context.WithTimeout(context.Background(), *outboundPatience)
	t.Cleanup(cancel)
	c.ctx = ctx
	for i := range chats {
		p := telegram.Phone(sandbox.Person{FirstName: fmt.Sprintf("收件人%d", i)})
		c.press(p, "")
		c.phones, c.chats = append(c.phones, p), append(c.chats, p.ID())
	}
	for i := range groups {
		g := telegram.Group(fmt.Sprintf("第%d群", i), c.phones[i])
		if err := g.AddBot(c.phones[i]); err != nil {
			t.Fatal(err)
		}
		c.groups, c.chats = append(c.groups, g), append(c.chats, g.ID())
	}
	return c
}

// nobody receives: a receiver for tests of the sender alone.
func nobody(ctx context.Context) error { <-ctx.Done(); return nil }

// broadcast queues so many messages to every chat, as a digest.
func (c *crowd) broadcast(name string, each int) {
	c.t.Helper()
	for some := range slices.Chunk(c.chats, 200) {
		var all []store.Message
		for _, chat := range some {
			for n := range each {
				m := store.Message{ID: fmt.Sprintf("%s:%d@%d", name, n, chat), Chat: chat, Class: store.ClassDigest, Text: fmt.Sprintf("%s 第 %d 条", name, n)}
				if n == each-1 {
					m.Broadcast = name
				}
				all = append(all, m)
			}
		}
		if err := c.store.Commit(c.ctx, store.Commit{Messages: all, More: true}); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := c.store.CloseBroadcasts(c.ctx, name); err != nil {
		c.t.Fatal(err)
	}
}

// drained waits until nothing is left to be sent.
func (c *crowd) drained() {
	c.t.Helper()
	c.eventually("messages are left", func() bool { n, err := c.store.Queued(c.ctx); return err == nil && n == 0 })
}

// got counts how often each chat was sent each message of a broadcast, in the
// order in which they came.
func (c *crowd) got(name string) map[int64][]string {
	all := map[int64][]string{}
	for _, r := range c.telegram.Requests("sendMessage") {
		if r.Applied && strings.HasPrefix(r.Text, name) {
			all[r.Chat] = append(all[r.Chat], r.Text)
		}
	}
	return all
}

// applied is how many messages of a broadcast Telegram has posted.
func (c *crowd) applied(name string) (n int) {
	for _, texts := range c.got(name) {
		n += len(texts)
	}
	return n
}

// A broadcast meets everything that goes wrong at once: each recipient is
// accounted for, each chat has its messages in order, the limits hold, and an
// alert overtakes it.
func aBroadcastThroughTrouble(t *testing.T) {
	t.Parallel()
	const each = 2
	c := gather(t, *outboundChats, *outboundGroups, *outboundRate)
	leader := c.spared()
	for _, f := range []sandbox.Fault{
		{Method: "sendMessage", Probability: 0.01, Status: http.StatusTooManyRequests, RetryAfter: 1},
		{Method: "sendMessage", Probability: 0.01, Status: http.StatusBadGateway},
		{Method: "sendMessage", Probability: 0.01, Cut: true},
		{Method: "sendMessage", Probability: 0.01, Cut: true, AfterDelivery: true},
	} {
		c.telegram.Fail(f)
	}
	blocked := map[int64]bool{}
	for i := 7; i < len(c.phones); i += 100 {
		c.phones[i].Block()
		blocked[c.phones[i].ID()] = true
	}
	c.broadcast("日报", each)
	c.run(nobody)
	overtook, before := c.alert(leader, len(c.chats))
	c.drained()
	c.account("日报", each, blocked)
	share, span := c.share()
	t.Logf("%d chats, %d groups, %d a second: %d requests in %v, %.3f of what the limit lets through; the alert came after %v; %+v",
		len(c.phones), len(c.groups), c.rate, len(c.telegram.Requests("sendMessage")), span.Round(time.Millisecond), share,
		overtook.Round(time.Millisecond), c.telegram.Refusals())
	if before > 40 { // of 400: what was under way, and what left until the sender looked again
		t.Errorf("%d messages of the broadcast left between the alert's being queued and its leaving", before)
	}
	if got := c.telegram.Refusals(); got.Limits+got.Early > 0 {
		t.Errorf("too fast: %+v", got)
	}
}

// spared is the telephone of somebody whom no fault that is put in the way later meets: Telegram
// lets nothing through for a second to a chat that it has refused, how urgent it may be.
func (c *crowd) spared() *sandbox.Phone {
	p := c.telegram.Phone(sandbox.Person{FirstName: "领导"})
	c.press(p, "")
	c.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Delay: time.Nanosecond})
	return p
}

// alert queues an alert when so many messages of the broadcast have gone out,
// and returns how long it takes to arrive and how many left before it.
func (c *crowd) alert(p *sandbox.Phone, after int) (took time.Duration, before int) {
	c.t.Helper()
	if err := c.telegram.Wait(c.ctx, func() bool { return len(c.telegram.Requests("sendMessage")) >= after }); err != nil {
		c.t.Fatal(err)
	}
	began := time.Now()
	c.queue("alert", store.Message{ID: "alert", Chat: p.ID(), Class: store.ClassAlert, Text: "🆘 有困难"})
	queued := len(c.telegram.Requests("sendMessage"))
	c.sees(p, "🆘 有困难")
	left := slices.IndexFunc(c.telegram.Requests("sendMessage"), func(r sandbox.Request) bool { return r.Text == "🆘 有困难" })
	return time.Since(began), left - queued
}

// account looks for everybody who was to get a broadcast: in order, none twice
// but where no answer came, and none missed but where that is known.
func (c *crowd) account(name string, each int, blocked map[int64]bool) {
	c.t.Helper()
	got, twice := c.got(name), 0
	missed := 0
	for _, chat := range c.chats {
		texts := got[chat]
		if !slices.IsSorted(texts) {
			c.t.Errorf("chat %d: out of order %q", chat, texts)
		}
		distinct := slices.Compact(slices.Clone(texts))
		twice += len(texts) - len(distinct)
		if blocked[chat] && len(texts) > 0 {
			c.t.Errorf("chat %d, which has blocked the bot, got %q", chat, texts)
		}
		if !blocked[chat] {
			missed += each - len(distinct)
		}
	}
	outcomes, err := c.store.Outcomes(c.ctx)
	if err != nil {
		c.t.Fatal(err)
	}
	unanswered := 0
	for _, r := range c.telegram.Requests("sendMessage") {
		if r.Status == 0 && r.Applied {
			unanswered++
		}
	}
	if twice > unanswered {
		c.t.Errorf("%d came twice, %d had no answer", twice, unanswered)
	}
	if missed > outcomes[store.Perhaps]+outcomes[store.Refused]-each*len(blocked) {
		c.t.Errorf("%d messages are missing, and only %v are known", missed, outcomes)
	}
	c.t.Logf("%s: %v; %d came twice of %d without an answer, %d not at all", name, outcomes, twice, unanswered, missed)
	c.reported(name)
}

// reported waits until the office was told what became of a broadcast, in
// figures that add up to its chats.
func (c *crowd) reported(name string) {
	c.t.Helper()
	c.eventually("no report on "+name, func() bool {
		all, err := c.store.Deliveries(c.ctx)
		return err == nil && len(all) == 0
	})
}

// share is how much of what the limit lets through was used, from the first
// full second to the last.
func (c *crowd) share() (of float64, span time.Duration) {
	all := c.telegram.Requests("sendMessage")
	slices.SortFunc(all, func(a, b sandbox.Request) int { return a.Time.Compare(b.Time) })
	first, last := c.rate, len(all)*9/10
	if last <= first {
		return 0, 0
	}
	steady := all[last].Time.Sub(all[first].Time)
	return float64(last-first) / steady.Seconds() / float64(c.rate), all[len(all)-1].Time.Sub(all[0].Time)
}

const senderProcess = "HUANJIE_TEST_SENDER" // set in the sender's own process: the address of Redis and of Telegram

// TestSenderProcess is a sender in a process of its own, for the test that kills
// it. It ends when the process that started it does.
func TestSenderProcess(t *testing.T) {
	redisURL, apiURL, ok := strings.Cut(os.Getenv(senderProcess), " ")
	if !ok {
		return
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	ctx := context.Background()
	c := redistest.Dial(t, redisURL)
	pace, err := strconv.Atoi(os.Getenv(senderProcess + "_RATE"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(ctx, c, []*store.Store{store.Open(c, countyTown(t, 1))}, flows.All,
		bot.Options{Token: token, APIURL: apiURL, Pace: outgoing.Pace{PerSecond: pace}, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("sending")
	_ = b.Send(ctx)
}

// spawn runs a sender in a process of its own, which kill ends as kill -9 does.
func (c *crowd) spawn() (kill func()) {
	c.t.Helper()
	sender := exec.Command(os.Args[0], "-test.run=^TestSenderProcess$")
	sender.Env = append(os.Environ(), senderProcess+"="+c.redisURL+" "+c.telegram.URL, senderProcess+"_RATE="+strconv.Itoa(c.rate))
	said, err := sender.StdoutPipe()
	var alive io.WriteCloser
	if err == nil {
		alive, err = sender.StdinPipe()
	}
	if err == nil {
		err = sender.Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = sender.Process.Kill()
		_ = sender.Wait() // a killed process is no error here
		_ = alive.Close()
	})
	c.t.Cleanup(kill)
	if line, err := bufio.NewReader(said).ReadString('\n'); err != nil || line != "sending\n" {
		c.t.Fatalf("the sender says %q (%v)", line, err)
	}
	return kill
}

// A sender that is killed in the middle of a broadcast and started again goes on
// by itself: nobody is missed, and nobody gets it twice but those whose message was under
// way. A quiet machine has two of these at 40 requests a second.
func aBroadcastIsKilledAndGoesOn(t *testing.T) {
	t.Parallel()
	c := gather(t, *outboundChats, 0, min(*outboundRate, 40)) // faster than that, more are under way at once
	c.broadcast("公告", 1)
	kill := c.spawn()
	if err := c.telegram.Wait(c.ctx, func() bool { return c.applied("公告") >= len(c.chats)/2 }); err != nil {
		t.Fatal(err)
	}
	kill()
	left, err := c.store.Queued(c.ctx)
	if err != nil {
		t.Fatal(err)
	}
	half := c.applied("公告")
	underWay := half - (len(c.chats) - int(left))
	began := time.Now()
	c.spawn()
	c.drained()
	took, twice := time.Since(began), 0
	got := c.got("公告")
	for _, chat := range c.chats {
		if len(got[chat]) == 0 {
			t.Errorf("chat %d was missed", chat)
		}
		twice += max(0, len(got[chat])-1)
	}
	c.reported("公告")
	t.Logf("killed when %d of %d had it; the rest had it %v later; %d twice of %d under way", half, len(c.chats), took.Round(time.Millisecond), twice, underWay)
	if twice > underWay {
		t.Errorf("%d got it twice, and %d were under way", twice, underWay)
	}
	if got := c.telegram.Refusals(); got.Limits+got.Early > 0 {
		t.Errorf("too fast: %+v", got)
	}
}

// Three hundred people write within a second. Nobody is refused for the pace,
// and the last answer comes when the limit lets it through. Those who have to wait for others are
// told so, once.
func aSurge(t *testing.T) {
	t.Parallel()
	c := gather(t, *outboundPeople, 0, min(*outboundRate, 50))
	c.run(c.bot.Poll)
	c.taken() // what they pressed Start for is answered too
	c.sent()
	began := time.Now()
	var all sync.WaitGroup
	for i, p := range c.phones {
		all.Go(func() {
			<-time.After(time.Duration(i) * time.Second / time.Duration(len(c.phones)))
			if _, err := p.Say("/whoami"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, p := range c.phones {
		c.sees(p, "您的编号：")
	}
	took, told := time.Since(began), 0
	for _, p := range c.phones {
		n := count(p.Messages(), "⏳ 现在很忙")
		if told += n; n > 1 {
			t.Errorf("told %d times that others wait", n)
		}
	}
	t.Logf("%d people, %d a second: all answered after %v, %d told that others wait; %+v", len(c.phones), c.rate, took.Round(time.Millisecond), told, c.telegram.Refusals())
	if told == 0 && len(c.phones) > 5*c.rate {
		t.Error("nobody was told that others wait")
	}
	if got := c.telegram.Refusals(); got.Limits+got.Early > 0 {
		t.Errorf("too fast: %+v", got)
	}
}

// Two replicas share one budget, and each message is sent by one of them.
func replicasShareTheBudget(t *testing.T) {
	t.Parallel()
	c := gather(t, 100, 3, *outboundRate)
	for range 2 {
		replica := start(t, setting{telegram: c.telegram, redisURL: c.redisURL, town: c.town, idle: true, pace: outgoing.Pace{PerSecond: c.rate}})
		replica.run(nobody)
	}
	c.broadcast("日报", 2)
	c.drained()
	for chat, texts := range c.got("日报") {
		if strings.Join(texts, "|") != "日报 第 0 条|日报 第 1 条" {
			t.Errorf("chat %d got %q", chat, texts)
		}
	}
	if got := c.telegram.Refusals(); got.Limits+got.Early > 0 || len(c.got("日报")) != len(c.chats) {
		t.Errorf("%d chats, %+v", len(c.got("日报")), got)
	}
}

// countCommands counts what is asked of Redis.
type countCommands struct{ n atomic.Int64 }

func (c *countCommands) DialHook(next redis.DialHook) redis.DialHook { return next }
func (c *countCommands) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { c.n.Add(1); return next(ctx, cmd) }
}
func (c *countCommands) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { c.n.Add(1); return next(ctx, cmds) }
}

// Looking for something to send costs as much with 1,500 towns as with one, and
// a message is found wherever it is, with and without the bell.
func manyTowns(t *testing.T) {
	t.Parallel()
	const towns = 1500
	r := start(t, setting{idle: true})
	p := r.telegram.Phone(sandbox.Person{FirstName: "收件人"})
	r.press(p, "")
	var all []*store.Store
	for i := range towns {
		town := *r.town
		town.ID = election.TownID(fmt.Sprintf("town%d", i))
		all = append(all, store.Open(r.redis, &town))
	}
	b, err := bot.New(r.ctx, r.redis, all, flows.All, bot.Options{Token: token, APIURL: r.telegram.URL, Now: r.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	r.bot = b
	r.run(nobody)
	for i, c := range []struct {
		town int
		ring bool
	}{{0, true}, {towns - 1, true}, {towns / 2, false}} {
		text := fmt.Sprintf("第 %d 个", i)
		if err := all[c.town].Commit(r.ctx, store.Commit{Messages: []store.Message{{ID: text, Chat: p.ID(), Text: text}}}); err != nil {
			t.Fatal(err)
		}
		if !c.ring {
			if err := r.redis.Del(r.ctx, "hj:ready").Err(); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		if err := p.Wait(r.ctx, func(all []sandbox.Message) bool { _, ok := r.find(all, []string{text}); return ok }); err != nil {
			t.Fatal(err)
		}
		t.Logf("found in town %d, rung %v, after %v", c.town, c.ring, time.Since(began).Round(time.Millisecond))
	}
	var asked countCommands
	r.redis.AddHook(&asked)
	<-time.After(2 * time.Second)
	t.Logf("%d towns at rest: %.1f round trips to Redis a second", towns, float64(asked.n.Load())/2)
	if n := asked.n.Load(); n > 2*20 {
		t.Errorf("%d round trips in two seconds at rest", n)
	}
}

// A topic that is gone is left for the group's general one, and the office hears
// of it once.
func TestATopicThatIsGone(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office := r.phone("选举办")
	g := r.groupOf(office)
	r.sent()
	g.Migrate()
	r.taken()
	gone := r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: g.ID(), Times: 1, Status: http.StatusBadRequest, Description: "Bad Request: message thread not found"})
	r.queue("topic", store.Message{ID: "a", Chat: g.ID(), Topic: 5, Text: "话题没了"}, store.Message{ID: "b", Chat: g.ID(), Topic: 6, Text: "话题还在"})
	if m := r.groupSees(g, "话题没了"); m.ThreadID != 0 || gone.Hits() != 1 {
		t.Errorf("it went to topic %d", m.ThreadID)
	}
	if m := r.groupSees(g, "话题还在"); m.ThreadID != 6 {
		t.Errorf("it went to topic %d", m.ThreadID)
	}
	for i, text := range []string{"话题关了", "话题还关着"} {
		r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: g.ID(), Times: 1, Status: http.StatusBadRequest, Description: "Bad Request: TOPIC_CLOSED"})
		r.queue(text, store.Message{ID: fmt.Sprint("c", i), Chat: g.ID(), Topic: 6, Text: text})
		if m := r.groupSees(g, text); m.ThreadID != 0 {
			t.Errorf("it went to topic %d", m.ThreadID)
		}
	}
	r.sees(office, "⚠️ 群“清河镇换届群”里绑定的话题已被删除", "常规")
	r.sees(office, "绑定的话题已关闭", "/bind")
	r.sent()
	if n := count(office.Messages(), "绑定的话题"); n != 2 {
		t.Errorf("the office was told %d times:\n%s", n, chat(office.Messages()))
	}
}

// The office hears, once for each, of what was not posted in a group, and why.
func TestALostPostIsTold(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID)})
	office := r.phone("选举办")
	g := r.groupOf(office)
	r.sent()
	refused := r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: g.ID(), Status: http.StatusBadRequest, Description: "Bad Request: not enough rights to send text messages to the chat"})
	r.announce(office, "十五日投票")
	m := r.sees(office, "⚠️ 没有发到群“清河镇换届群”：📢 十五日投票", "机器人没有发言权限")
	if m.Silent() {
		t.Error("it does not ring")
	}
	r.sent()
	refused.Remove()
	if n := count(office.Messages(), "没有发到群"); n != 1 {
		t.Errorf("the office was told %d times:\n%s", n, chat(office.Messages()))
	}
}

// Of two editions that wait only the newer one is sent, and both are accounted
// for.
func TestANewerDigestSupersedesOneThatWaits(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	office, p := r.phone("选举办"), r.phone("周明")
	for i, edition := range []string{"2027-01-10T18:00:00+08:00", "2027-01-11T18:00:00+08:00"} {
		var all []store.Message
		for n := range 2 {
			all = append(all, store.Message{ID: fmt.Sprint(i, n), Chat: p.ID(), Class: store.ClassDigest, Text: fmt.Sprintf("日报 %d 第 %d 条", i, n), Series: "digest", Edition: edition})
		}
		all[1].Broadcast = "digest:" + edition
		r.queue(edition, all...)
	}
	r.run(r.bot.Poll)
	r.sees(p, "日报 1 第 1 条")
	if _, old := r.find(p.Messages(), []string{"日报 0"}); old {
		t.Errorf("the older one was sent:\n%s", chat(p.Messages()))
	}
	r.sees(office, "📬 日报（1月11日 18:00）：送达 1") // one line, edited
	r.sent()
	line, old := r.sees(office, "📬 日报（1月11日 18:00）：送达 1"), 2
	if line.EditDate == 0 {
		old++ // that of the older one was never seen: it waited when the newer one took its place
	}
	if ended, err := r.store.Outcomes(r.ctx); err != nil || ended[store.Superseded] != old {
		t.Errorf("messages ended as %v (%v)", ended, err)
	}
}

// The office is told by name and reason whom a broadcast did not reach.
func TestTheOfficeHearsWhomABroadcastDidNotReach(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, p, other := r.phone("选举办"), r.phone("周明"), r.phone("李芳")
	r.sees(p, "请选择")
	r.sees(other, "请选择")
	r.sent()
	p.Block()
	r.queue("due", store.Message{ID: "a", Chat: p.ID(), Text: "催报", Broadcast: "due:2027-01-11T08:00:00+08:00"},
		store.Message{ID: "b", Chat: other.ID(), Text: "催报", Broadcast: "due:2027-01-11T08:00:00+08:00"})
	r.sees(office, "📬 催报（1月11日 08:00）：送达 1，未送达 1（被屏蔽：周明）")
}

// A member of the office who is not reached is named too, and groups are told from
// people.
func TestTheReportTellsGroupsFromPeople(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: withOffice(t, officeID, secondOfficeID)})
	office, p := r.phone("选举办"), r.phone("周明")
	g := r.groupOf(office, p)
	r.sees(p, "请选择")
	const b = "due:2027-01-11T08:00:00+08:00"
	r.queue("due", store.Message{ID: "a", Chat: p.ID(), Text: "催报", Broadcast: b}, store.Message{ID: "b", Chat: g.ID(), Text: "催报", Broadcast: b},
		store.Message{ID: "c", Chat: secondOfficeID, Text: "催报", Broadcast: b})
	r.sees(office, "送达 1 个群、1 人，未送达 1（还没有打开机器人：选举办（700002））")
}

// Several replicas want the same pictures at once: one uploads them.
func TestAPictureIsUploadedOnceAmongReplicas(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	readers := []*sandbox.Phone{r.phone("陈立"), r.phone("高远"), r.phone("沈宁"), r.phone("蔡文和")}
	r.digestTo(1, "heat", readers...)
	r.telegram.Fail(sandbox.Fault{Method: "sendPhoto", Times: 1, Delay: 4 * time.Second}) // longer than the claim, which is kept up
	for range 3 {
		replica := start(t, setting{telegram: r.telegram, redisURL: r.redisURL, idle: true})
		replica.run(nobody)
	}
	files := map[string]bool{}
	for _, p := range readers {
		r.sees(p, "日报 1")
		for _, m := range photos(p.Messages()) {
			files[m.Photo[len(m.Photo)-1].FileID] = true
		}
	}
	if len(files) != 1 {
		t.Errorf("uploaded %d times", len(files))
	}
}
