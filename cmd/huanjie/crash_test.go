package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

var (
	crashOfficers = flag.Int("crash.officers", 20, "how many officers report in the crash tests")
	crashKills    = flag.Int("crash.kills", 3, "how often a bot is killed in them")
	crashRedis    = flag.Int("crash.redis", 1, "how often Redis is killed in them")
	crashUpdates  = flag.Int("crash.updates", 0, "how many updates there have to be at least")
	crashStops    = flag.Int("crash.stops", 3, "how often a bot is stopped as by SIGTERM")
)

const (
	botProcess  = "HUANJIE_TEST_CONFIG" // set in the bot's own process
	crashToken  = "1000001:crash"
	crashRounds = 3 // reports of each officer, at least
)

// TestBotProcess is the bot in a process of its own, for the crash test. It
// ends when the process that started it does.
func TestBotProcess(t *testing.T) {
	path := os.Getenv(botProcess)
	if path == "" {
		return
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	os.Exit(start(ctx, []string{"run", "-past", "-config", path}, noEnv, nil, os.Stdout, os.Stderr))
}

// The bot and its Redis are killed at random moments, as by kill -9, while
// officers report by one-liners and by taps. Nothing confirmed may be lost, nothing counted twice,
// and in every chat the order must hold.
func TestCrash(t *testing.T) {
	t.Parallel()
	c := openCrash(t, trouble{replicas: 1})
	c.play(slices.Concat(slices.Repeat([]func(){c.killSoon}, *crashKills), slices.Repeat([]func(){c.killRedisSoon}, *crashRedis)))
}

// The same with two replicas behind one webhook, either of which is killed.
func TestCrashOfReplicasOnAWebhook(t *testing.T) {
	t.Parallel()
	c := openCrash(t, trouble{replicas: 2, webhook: true})
	c.play(slices.Concat(slices.Repeat([]func(){c.killSoon}, *crashKills), slices.Repeat([]func(){c.killRedisSoon}, *crashRedis)))
}

// And with two replicas that poll, of which one has the lease.
func TestCrashOfReplicasThatPoll(t *testing.T) {
	t.Parallel()
	c := openCrash(t, trouble{replicas: 2})
	c.play(slices.Concat(slices.Repeat([]func(){c.killSoon}, *crashKills), slices.Repeat([]func(){c.killRedisSoon}, *crashRedis)))
}

// SIGTERM in the middle of the work: the bot ends within ten seconds and loses
// nothing, and nothing is sent twice.
func TestStopInTheMiddleOfWork(t *testing.T) {
	t.Parallel()
	c := openCrash(t, trouble{replicas: 1})
	c.play(slices.Repeat([]func(){c.stopSoon}, *crashStops))
	t.Logf("stopped %d times, the slowest took %v", len(c.stops), slices.Max(c.stops).Round(time.Millisecond))
	if slowest := slices.Max(c.stops); slowest > 10*time.Second {
		t.Errorf("it took %v to stop", slowest)
	}
	if c.repeats > 0 {
		t.Errorf("%d messages were sent twice", c.repeats)
	}
}

// play has officers report until every mishap has happened, and then looks at
// what is left.
func (c *crash) play(mishaps []func()) {
	began := time.Now()
	var officers sync.WaitGroup
	var over atomic.Bool
	for _, o := range c.officers {
		officers.Go(func() { o.work(&over) })
	}
	for _, i := range rand.Perm(len(mishaps)) {
		mishaps[i]()
		c.even(len(mishaps))
	}
	for c.updates.Load() < int64(*crashUpdates) {
		c.wait(time.Second)
	}
	over.Store(true)
	officers.Wait()
	c.settle()
	if c.torn > 0 {
		c.server.Restart() // once more: what a torn file has left would run now
	}
	took := time.Since(began)
	c.checkReports()
	c.checkOrder()
	c.checkRecord()
	asked, taps, vain := 0, 0, 0
	for _, o := range c.officers {
		asked += o.asked
		taps += o.twice
		vain += o.vain
	}
	c.t.Logf("%d officers, %d kills of a bot, %d of Redis, %d torn files, %d updates, %d reports, %d confirmed twice, %d of %d answers sent twice (%.2f %%), %d did not come, %d officers waited in vain once, %d refused for their pace, %v",
		len(c.officers), c.kills, c.redisKills, c.torn, c.updates.Load(), c.reports, taps, c.repeats, asked, 100*float64(c.repeats)/float64(max(asked, 1)),
		c.gaps, vain, c.telegram.Refusals().Limits, took.Round(time.Millisecond))
}

// even spreads the mishaps over the updates that are wanted.
func (c *crash) even(mishaps int) {
	c.mishaps++
	for c.updates.Load() < int64(*crashUpdates)*int64(c.mishaps)/int64(mishaps+1) {
		c.wait(100 * time.Millisecond)
	}
}

// trouble is what a crash test is about.
type trouble struct {
	replicas int
	webhook  bool // else they poll
}

// crash is the crash test: its Telegram, its Redis, its officers, and the
// processes of the bot.
type crash struct {
	t        *testing.T
	ctx      context.Context
	telegram *sandbox.Server
	store    *store.Store
	server   *redistest.Server
	redis    redis.UniversalClient
	log      *os.File
	replicas []*replica
	officers []*reporter
	updates  atomic.Int64 // caused
	reports  int
	repeats  int
	gaps     int // answers that never came

	kills, redisKills, mishaps int
	torn                       int // files of Redis
	stops                      []time.Duration
}

// replica is one process of the bot.
type replica struct {
	config string
	listen string // "" if it polls
	cmd    *exec.Cmd
	stdin  io.WriteCloser // it ends when this is closed, or the test's process ends
}

func openCrash(t *testing.T, w trouble) *crash {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	if end, has := t.Deadline(); has && *crashUpdates > 0 {
		ctx, cancel = context.WithDeadline(context.Background(), end.Add(-10*time.Second))
	}
	t.Cleanup(cancel)
	c := &crash{t: t, ctx: ctx}
	var err error
	if c.telegram, err = sandbox.Start(sandbox.Options{Token: crashToken}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.telegram.Close)
	c.server = redistest.Run(t)
	c.redis = redistest.Dial(t, c.server.URL())
	c.configure(t.TempDir(), w)
	cfg, err := config.Load(c.replicas[0].config, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	c.store = store.Open(c.redis, cfg.Towns[0])
	for _, r := range c.replicas {
		c.run(r)
		t.Cleanup(func() { c.kill(r) })
	}
	for i := range *crashOfficers {
		c.officers = append(c.officers, c.reporter(i))
	}
	return c
}

// configure writes the roster and the configuration of each replica.
func (c *crash) configure(folder string, w trouble) {
	c.t.Helper()
	roster := "unit,name,area,key,registered,seats,candidates,officers,leaders\n"
	for i := range *crashOfficers {
		roster += fmt.Sprintf("V%d,第%d村,东片/第%d组,,100000,主任:1,主任:赵大山/钱小河,联络员%d,领导%d\n", i, i, i%7, i, i%5)
	}
	c.write(filepath.Join(folder, "roster.csv"), roster)
	var err error
	if c.log, err = os.Create(filepath.Join(folder, "log")); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { c.log.Close() })
	gate := ""
	if w.webhook {
		gate = c.gate()
	}
	for i := range w.replicas {
		r := &replica{config: filepath.Join(folder, fmt.Sprintf("config%d.toml", i))}
		mode := ""
		if w.webhook {
			r.listen = freePort(c.t)
			mode = fmt.Sprintf("mode = \"webhook\"\nwebhook_url = %q\nwebhook_listen = %q\nwebhook_secret = \"0123456789abcdef\"\n", gate, r.listen)
		}
		c.write(r.config, fmt.Sprintf("[telegram]\ntoken = %q\napi_url = %q\n%s[redis]\nurl = %q\n[[town]]\nid = \"crash\"\nname = \"石桥镇\"\nroster = \"roster.csv\"\noffice = [900]\n"+
			"[[town.election]]\nid = \"villages\"\nkind = \"villagers\"\npolling_day = 2027-01-15\n", crashToken, c.telegram.URL, mode, c.server.URL()))
		c.replicas = append(c.replicas, r)
	}
}

// freePort is an address of this machine where nobody listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// gate stands before the replicas as a load balancer does: it hands each request
// to one that listens. One that dies with a request in its hands is not asked
// twice; Telegram delivers that update again.
func (c *crash) gate() (url string) {
	proxy := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = "http", c.listening() },
		Transport: &http.Transport{DisableKeepAlives: true},
		ErrorLog:  log.New(io.Discard, "", 0),
	}
	server := httptest.NewServer(proxy)
	c.t.Cleanup(server.Close)
	return server.URL
}

// listening is the address of a replica that listens, in no order.
func (c *crash) listening() string {
	var address string
	for _, i := range rand.Perm(len(c.replicas)) {
		address = c.replicas[i].listen
		if conn, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			conn.Close()
			break
		}
	}
	return address
}

func (c *crash) write(name, text string) {
	c.t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// run starts a replica's process and waits until it says that it runs.
func (c *crash) run(r *replica) {
	c.t.Helper()
	r.cmd = exec.Command(os.Args[0], "-test.run=^TestBotProcess$")
	r.cmd.Env = append(os.Environ(), botProcess+"="+r.config)
	said, err := r.cmd.StderrPipe()
	if err == nil {
		r.stdin, err = r.cmd.StdinPipe()
	}
	if err == nil {
		err = r.cmd.Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	running := make(chan bool, 1)
	go func() {
		lines := bufio.NewScanner(said)
		for lines.Scan() {
			fmt.Fprintln(c.log, lines.Text())
			if strings.Contains(lines.Text(), "msg=running") {
				running <- true
			}
		}
		close(running)
	}()
	select {
	case ok := <-running:
		if !ok {
			c.fatal("the bot's process ended at once")
		}
	case <-c.ctx.Done():
		c.fatal("the bot's process does not run")
	}
}

func (c *crash) fatal(what string) {
	c.t.Helper()
	log, err := os.ReadFile(c.log.Name())
	if err != nil {
		log = []byte(err.Error())
	}
	c.t.Fatalf("%s\n%s", what, log[max(0, len(log)-4000):])
}

// kill ends a replica's process as kill -9 does.
func (c *crash) kill(r *replica) {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait() // a killed process is no error here
}

// wait lets a random time pass.
func (c *crash) wait(most time.Duration) {
	select {
	case <-time.After(50*time.Millisecond + rand.N(most)):
	case <-c.ctx.Done():
		c.fatal("the time is over")
	}
}

// killRedisSoon kills Redis at a random moment, tears the file that it was writing
// to, and starts it again a little later; the bot runs on.
func (c *crash) killRedisSoon() {
	c.wait(1500 * time.Millisecond)
	c.server.Kill()
	c.redisKills++
	if c.server.Tear(":figures:") { // of a report
		c.torn++
	}
	c.wait(time.Second)
	c.server.Restart()
}

// killSoon kills a replica at a random moment and starts it again.
func (c *crash) killSoon() {
	c.wait(1500 * time.Millisecond)
	r := c.replicas[rand.IntN(len(c.replicas))]
	c.kill(r)
	c.kills++
	c.run(r)
}

// stopSoon stops a replica at a random moment, as a release does, and starts it
// again.
func (c *crash) stopSoon() {
	c.wait(1500 * time.Millisecond)
	r := c.replicas[rand.IntN(len(c.replicas))]
	began := time.Now()
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.t.Error(err)
	}
	if err := r.cmd.Wait(); err != nil {
		c.fatal(fmt.Sprintf("it stopped with %v", err))
	}
	c.stops = append(c.stops, time.Since(began))
	c.run(r)
}

// settle waits until all is taken and sent.
func (c *crash) settle() {
	c.t.Helper()
	if err := c.telegram.Wait(c.ctx, func() bool { return c.telegram.Pending() == 0 }); err != nil {
		c.fatal("updates are left: " + err.Error())
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for n := int64(1); n > 0; <-tick.C {
		var err error
		if n, err = c.store.Queued(c.ctx); err != nil {
			c.t.Fatal(err)
		}
	}
}

// reporter is an officer at work, who writes down what was confirmed.
type reporter struct {
	c     *crash
	phone *sandbox.Phone
	dice  *rand.Rand
	unit  election.UnitID
	since int                                 // the message that began what is under way
	asked int                                 // numbers the questions whose answers must come in order
	voted int                                 // as reported last
	vain  int                                 // how often nothing came, see patient
	twice int                                 // taps made twice
	kept  map[election.ReportID]election.Body // by the receipt shown
}

// reporter binds an officer by their link.
func (c *crash) reporter(i int) *reporter {
	c.t.Helper()
	o := &reporter{c: c, dice: rand.New(rand.NewPCG(uint64(i), 1)), unit: election.UnitID(fmt.Sprintf("V%d", i)), kept: map[election.ReportID]election.Body{}}
	o.phone = c.telegram.Phone(sandbox.Person{FirstName: fmt.Sprintf("联络员%d", i)})
	payload, err := c.store.Invite(c.ctx, election.PersonID(fmt.Sprintf("联络员%d", i)), time.Now())
	if err == nil {
		_, err = o.phone.Start(payload)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	c.updates.Add(1)
	return o
}

// work reports until the killing is over.
func (o *reporter) work(over *atomic.Bool) {
	if !o.sees("[🗳 投票]") {
		return
	}
	for round := 0; round < crashRounds || !over.Load(); round++ {
		var ok bool
		switch o.dice.IntN(4) {
		case 0:
			ok = o.progress()
		case 1:
			ok = o.ask()
		case 2:
			o.say("/turnout")
			ok = o.sees("到现在有多少人参加了投票") && o.turnout(strconv.Itoa(o.voted+1), o.since)
		default:
			ok = o.turnout(fmt.Sprintf("投票 %d", o.voted+1), 0)
		}
		if !ok && o.c.ctx.Err() != nil {
			return
		}
	}
}

// turnout reports one voter more than before, in a form that is begun by the
// text, or was by an earlier message.
func (o *reporter) turnout(text string, begun int) bool {
	o.say(text)
	if begun != 0 {
		o.since = begun
	}
	if !o.sees("已投票："+election.Thousands(o.voted+1), "[✅ 确认上报]") {
		return false
	}
	o.voted++
	return o.confirm(election.Turnout{Registered: 100000, Voted: o.voted})
}

// progress reports a stage by tapping alone.
func (o *reporter) progress() bool {
	o.say("/progress")
	if !o.sees("哪个阶段？") {
		return false
	}
	card := o.last("哪个阶段？")
	o.tap(card, card.Buttons()[o.dice.IntN(4)].Text)
	if !o.sees("现在是什么情况？") {
		return false
	}
	o.tap(o.last("现在是什么情况？"), election.Done.Name().In(election.Chinese))
	return o.sees("[✅ 确认上报]") && o.confirm(nil)
}

// ask sends a few questions at once, whose answers must come in order.
func (o *reporter) ask() bool {
	for range 3 {
		o.asked++
		o.say(fmt.Sprintf("/status 无此村%d", o.asked))
	}
	return o.sees(fmt.Sprintf("无此村%d”", o.asked))
}

var receipt = regexp.MustCompile(`已上报 · 回执 (\w+)`)

// confirm confirms the card, now and then twice, and writes down the receipt.
func (o *reporter) confirm(body election.Body) bool {
	card := o.last("[✅ 确认上报]")
	taps := 1
	if o.dice.IntN(3) == 0 {
		taps, o.twice = 2, o.twice+1
	}
	for range taps {
		o.tap(card, "✅ 确认上报")
	}
	if *crashUpdates > 0 { // people press what does not answer at once again and again
		for range 4 {
			o.tap(card, "✅ 确认上报")
		}
	}
	if !o.wait(func(all []sandbox.Message) bool { _, found := o.fresh(all); return found }) {
		return false
	}
	id, _ := o.fresh(o.phone.Messages())
	o.kept[id] = body
	return true
}

// fresh finds a receipt that is not written down yet.
func (o *reporter) fresh(all []sandbox.Message) (election.ReportID, bool) {
	for _, m := range all {
		if found := receipt.FindStringSubmatch(m.Text); found != nil {
			if _, known := o.kept[election.ReportID(found[1])]; !known {
				return election.ReportID(found[1]), true
			}
		}
	}
	return "", false
}

// say types something that begins anew: whatever is answered stands below it. A
// card that stands above may be one that was sent twice, of a form long done.
func (o *reporter) say(text string) {
	o.c.updates.Add(1)
	id, err := o.phone.Say(text)
	if err != nil {
		o.c.t.Error(err)
	}
	o.since = id
}

func (o *reporter) tap(m sandbox.Message, label string) {
	o.c.updates.Add(1)
	if err := o.phone.TapOn(m.ID, label); err != nil {
		o.c.t.Error(err)
	}
}

// sees waits until a message of the bot has all these words or buttons in it.
func (o *reporter) sees(words ...string) bool {
	return o.wait(func(all []sandbox.Message) bool { return find(all, o.since, words...) >= 0 })
}

func (o *reporter) last(words ...string) sandbox.Message {
	all := o.phone.Messages()
	if i := find(all, o.since, words...); i >= 0 {
		return all[i]
	}
	return sandbox.Message{}
}

// find finds the newest message of the bot below another with all these words.
func find(all []sandbox.Message, since int, words ...string) int {
	for i, m := range slices.Backward(all) {
		text := m.Text
		for _, b := range m.Buttons() {
			text += "\n[" + b.Text + "]"
		}
		lacks := func(w string) bool { return !strings.Contains(text, w) }
		if m.ID > since && m.From != nil && m.From.IsBot && !slices.ContainsFunc(words, lacks) {
			return i
		}
	}
	return -1
}

// patient is how long an officer waits before they do something else. A message
// may not come at all if the bot is killed twice just when it sends it: then it
// is not known whether it arrived, and it is not sent a third time.
const patient = 2 * time.Minute

func (o *reporter) wait(holds func([]sandbox.Message) bool) bool {
	ctx, cancel := context.WithTimeout(o.c.ctx, patient)
	defer cancel()
	err := o.phone.Wait(ctx, holds)
	switch {
	case err == nil:
		return true
	case o.c.ctx.Err() != nil:
		o.c.t.Errorf("the officer of %s waits in vain: %v; last: %s", o.unit, err, o.phone.Last().Text)
	}
	o.vain++
	return false
}

// checkReports compares the journal with what the officers were told. Of one who
// waited in vain it is not known which receipt belonged to which report; Verify
// looks at those too.
func (c *crash) checkReports() {
	c.t.Helper()
	kept, vain := map[election.ReportID]election.Body{}, map[election.UnitID]bool{}
	for _, o := range c.officers {
		maps.Copy(kept, o.kept)
		vain[o.unit] = o.vain > 0
	}
	c.reports = len(kept)
	seen := map[election.ReportID]bool{}
	err := c.store.Journal(c.ctx, func(r election.Report) error {
		want, confirmed := kept[r.ID]
		switch {
		case seen[r.ID]:
			c.t.Errorf("report %s is in the journal twice", r.ID)
		case vain[r.Unit]:
		case !confirmed:
			c.t.Errorf("report %s of %s was never confirmed to anybody", r.ID, r.Unit)
		case want != nil && r.Body != want:
			c.t.Errorf("report %s says %+v, confirmed was %+v", r.ID, r.Body, want)
		}
		seen[r.ID] = true
		return nil
	})
	if err == nil {
		err = c.store.Verify(c.ctx)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	for id := range kept {
		if !seen[id] {
			c.t.Errorf("report %s was confirmed and is lost", id)
		}
	}
	for _, o := range c.officers {
		if !vain[o.unit] {
			c.checkVoted(o)
		}
	}
}

// checkVoted compares what stands of a unit with what its officer remembers.
func (c *crash) checkVoted(o *reporter) {
	c.t.Helper()
	found, err := c.store.Progress(c.ctx, o.unit)
	if err != nil {
		c.t.Fatal(err)
	}
	voted := 0
	if found[0].Turnout != nil {
		voted = found[0].Turnout.Voted
	}
	if voted != o.voted {
		c.t.Errorf("the record of %s says %d voted, the officer %d", o.unit, voted, o.voted)
	}
}

var answered = regexp.MustCompile(`无此村(\d+)”`)

// checkOrder looks whether the answers stand in the order of the questions in
// every chat, and counts those that came twice.
func (c *crash) checkOrder() {
	c.t.Helper()
	for _, o := range c.officers {
		before := 0
		for _, m := range o.phone.Messages() {
			found := answered.FindStringSubmatch(m.Text)
			if found == nil || !m.From.IsBot {
				continue
			}
			n, err := strconv.Atoi(found[1])
			switch {
			case err != nil:
				c.t.Error(err)
			case n == before:
				c.repeats++
			case n > before+1:
				c.gaps += n - before - 1
			case n != before+1:
				c.t.Errorf("in the chat of %s answer %d comes after %d", o.unit, n, before)
			}
			before = n
		}
		c.gaps += o.asked - before
	}
}

// checkRecord looks whether every update that officers caused is on record, once.
func (c *crash) checkRecord() {
	c.t.Helper()
	seen, all := map[string]int{}, int64(0)
	err := c.store.Spoken(c.ctx, time.Time{}, func(m store.Said) error {
		if !m.Out {
			seen[m.ID]++
			all++
		}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	if caused := c.updates.Load(); all != caused || len(seen) != int(all) {
		c.t.Errorf("%d updates were caused, %d are on record, %d of them differ", caused, all, len(seen))
	}
}
