package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

func TestMain(m *testing.M) { redistest.Main(m, 40) }

const (
	patience = 4 * time.Minute // on a busy machine, with the race detector; only what hangs needs it
	token    = "1000001:a-secret-nobody-may-see"
	officeID = 700001
)

// What a test waits for no longer comes if the bot was found idle so often in a
// row, or busy without any progress.
const (
	lookEvery = 100 * time.Millisecond
	idleLooks = 50
	busyLooks = 600
)

// rig is a whole bot between a strict Telegram and a Redis of its own.
type rig struct {
	t        *testing.T
	ctx      context.Context // of the test's waiting
	telegram *sandbox.Server
	redis    redis.UniversalClient
	redisURL string
	town     *election.Town
	store    *store.Store
	log      *journal
	bot      *bot.Bot
	stop     func() // ends the bot as SIGTERM does, and waits until it has ended
	running  atomic.Bool
	clock    func() time.Time
}

// setting is what a test wants different.
type setting struct {
	limits   bool // Telegram's rate limits, and a bot that keeps to them
	redisURL string
	town     *election.Town
	telegram *sandbox.Server
	forms    flow.Forms
	idle     bool // the bot is made, but does not run
	pace     outgoing.Pace
	pack     func(context.Context, *store.Store, io.Writer) error
	county   bot.County
}

// tableIn reads a table as the office's wiring does.
func tableIn(data []byte) (text string, note, wrong election.Phrase) {
	if a, isOne := config.ReadAttendance(data); isOne {
		return a.Text(flows.AttendanceWord()), election.Phrase{}, a.Wrong
	}
	m := config.ReadMembers(data, config.Counted{})
	return m.Text(flows.MembersWord()), m.Note(), m.Wrong
}

// fullSpeed is the pace of a bot that need not wait, for a Telegram without limits.
func fullSpeed() outgoing.Pace {
	return outgoing.Pace{PerSecond: 10_000, Chat: time.Millisecond, Group: time.Millisecond}
}

// start sets a rig up; it ends with the test.
func start(t *testing.T, s setting) *rig {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	r := &rig{t: t, ctx: ctx, telegram: s.telegram, town: s.town, log: &journal{}, stop: func() {}}
	r.clock = func() time.Time { return demoMorning(r.town.Location) }
	if r.telegram == nil {
		r.telegram = openTelegram(t, s.limits)
	}
	if r.town == nil {
		r.town = demoTown(t)
	}
	if s.redisURL == "" {
		s.redisURL = redistest.Any(t)
	}
	if s.forms == nil {
		s.forms = flows.All
	}
	if s.pace == (outgoing.Pace{}) && !s.limits {
		s.pace = fullSpeed()
	}
	r.redisURL = s.redisURL
	r.redis = redistest.Dial(t, s.redisURL)
	r.store = store.Open(r.redis, r.town)
	if err := r.store.Enroll(ctx); err != nil {
		t.Fatal(err)
	}
	var err error
	r.bot, err = bot.New(ctx, r.redis, []*store.Store{r.store}, s.forms, bot.Options{Token: token, APIURL: r.telegram.URL, Pace: s.pace, Decode: config.Decode, Pack: s.pack, County: s.county, Table: tableIn,
		Now: func() time.Time { return r.clock() }, Log: slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	if !s.idle {
		r.run(r.bot.Poll)
	}
	t.Cleanup(func() {
		r.stop()
		if strings.Contains(r.log.String(), token) {
			t.Error("the token stands in the log")
		}
		for _, b := range r.telegram.Drawn() {
			if b.Data != "" && !bot.Takes(b.Data) {
				t.Errorf("the button %q carries %q, which no handler takes", b.Text, b.Data)
			}
		}
	})
	return r
}

func openTelegram(t *testing.T, limits bool) *sandbox.Server {
	t.Helper()
	telegram, err := sandbox.Start(sandbox.Options{Token: token, Limits: sandbox.Limits{Off: !limits}, WebhookRetry: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	return telegram
}

// demoMorning is the moment at which the town is looked at: four days before
// polling day.
func demoMorning(l *time.Location) time.Time { return time.Date(2027, time.January, 11, 9, 0, 0, 0, l) }

// run runs the bot, with a receiver of the test's choosing.
func (r *rig) run(receive func(context.Context) error) {
	receiving, stopReceiving := context.WithCancel(context.Background())
	sending, stopSending := context.WithCancel(context.Background())
	var received, sent sync.WaitGroup
	received.Go(func() { _ = receive(receiving) })
	sent.Go(func() { _ = r.bot.Send(sending) })
	r.running.Store(true)
	r.stop = sync.OnceFunc(func() {
		r.running.Store(false)
		stopReceiving()
		received.Wait()
		stopSending()
		sent.Wait()
	})
}

// demoTown is the town of the demo: 22 villages, 周明 answers for 东河村, 李芳
// for three, 陈立 leads 东片.
func demoTown(t *testing.T) *election.Town {
	t.Helper()
	files := os.DirFS("../cmd/huanjie/demo")
	text, err := os.ReadFile("../cmd/huanjie/demo/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	return configured(t, text, files)
}

// countyTown has one officer in each of n villages.
func countyTown(t *testing.T, n int) *election.Town {
	t.Helper()
	demo := demoTown(t)
	town := election.Town{ID: "wide", Name: "长岭镇", Location: demo.Location, Office: demo.Office, Elections: demo.Elections}
	for i := range n {
		town.Units = append(town.Units, election.Unit{ID: election.UnitID(fmt.Sprintf("V%d", i+1)), Name: fmt.Sprintf("%d号村", i+1), Area: "东片",
			Registered: 1000, Election: demo.Elections[0].ID, Officers: []election.PersonID{officer(i)}, Posts: demo.Units[0].Posts})
	}
	made, err := election.NewTown(town)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func officer(i int) election.PersonID { return election.PersonID(fmt.Sprintf("联络员%d", i+1)) }

// phone is the telephone of somebody who is bound already, or of the office.
func (r *rig) phone(id election.PersonID) *sandbox.Phone {
	r.t.Helper()
	p := r.telegram.Phone(sandbox.Person{FirstName: string(id)})
	if id == "选举办" {
		p = r.telegram.Phone(sandbox.Person{ID: officeID, FirstName: "选举办"})
		r.press(p, "")
		return p
	}
	ses, err := r.store.Session(r.ctx, p.ID())
	if err == nil {
		err = r.store.Settle(r.ctx, p.ID())
	}
	if err == nil {
		err = r.store.Commit(r.ctx, store.Commit{Session: &ses, State: ses.Talk, Binding: &store.Binding{Person: id, Language: "zh"}})
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.press(p, "") // before that no bot may write
	return p
}

// press presses Start, with the payload of a link.
func (r *rig) press(p *sandbox.Phone, payload string) {
	r.t.Helper()
	if _, err := p.Start(payload); err != nil {
		r.t.Fatal(err)
	}
}

// link is the payload of a person's one-time link.
func (r *rig) link(id election.PersonID) string {
	r.t.Helper()
	payload, err := r.store.Invite(r.ctx, id, r.clock())
	if err != nil {
		r.t.Fatal(err)
	}
	return payload
}

// stranger is the telephone of somebody nobody knows.
func (r *rig) stranger() *sandbox.Phone { return r.telegram.Phone(sandbox.Person{FirstName: "路人"}) }

// say types something.
func (r *rig) say(p *sandbox.Phone, text string) int {
	r.t.Helper()
	id, err := p.Say(text)
	if err != nil {
		r.t.Fatalf("say %q: %v", text, err)
	}
	return id
}

// tap taps a button once it is there.
func (r *rig) tap(p *sandbox.Phone, label string) {
	r.t.Helper()
	if err := r.wait(p.Wait, func(all []sandbox.Message) bool { _, ok := r.find(all, []string{label + "]"}); return ok }); err != nil {
		r.t.Fatalf("wait for the button %q: %v\n%s", label, err, chat(p.Messages()))
	}
	if err := p.Tap(label); err != nil {
		r.t.Fatalf("tap %q: %v\n%s", label, err, chat(p.Messages()))
	}
}

// wait waits in a chat, by its Wait, for messages that are as wanted.
func (r *rig) wait(chat func(context.Context, func([]sandbox.Message) bool) error, wanted func([]sandbox.Message) bool) error {
	return r.watched(func(ctx context.Context) error { return chat(ctx, wanted) })
}

// watched runs a wait that ends, with an error, as soon as what it waits for can
// no longer come.
func (r *rig) watched(wait func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(r.ctx)
	defer cancel(nil)
	go r.watch(ctx, cancel)
	if err := wait(ctx); err != nil {
		return context.Cause(ctx)
	}
	return nil
}

// watch ends a wait when the bot has nothing to do, or gets nothing done.
func (r *rig) watch(ctx context.Context, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for before, looks := "", 0; ; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		now, idle := r.progress(ctx)
		if now != before {
			before, looks = now, 0
		}
		switch looks++; {
		case !r.running.Load():
			looks = 0
		case idle && looks >= idleLooks:
			cancel(errors.New("the bot is idle"))
		case looks >= busyLooks:
			cancel(fmt.Errorf("the bot gets nothing done: %s", now))
		}
	}
}

// progress describes what the bot still has to do and how far it is, and reports
// whether that is nothing.
func (r *rig) progress(ctx context.Context) (now string, idle bool) {
	queued, err := r.store.Queued(ctx)
	strangers, unknown := store.Lobby(r.redis).Queued(ctx)
	pending := r.telegram.Pending()
	idle = err == nil && unknown == nil && pending == 0 && queued == 0 && strangers == 0
	return fmt.Sprintf("%d updates wait, %d messages, %d for strangers, %d bytes of log", pending, queued, strangers, r.log.Len()), idle
}

// sees waits until one message of the bot has all these words or buttons in it.
func (r *rig) sees(p *sandbox.Phone, words ...string) sandbox.Message {
	r.t.Helper()
	var found sandbox.Message
	err := r.wait(p.Wait, func(all []sandbox.Message) (ok bool) {
		found, ok = r.find(all, words)
		return ok
	})
	if err != nil {
		r.t.Fatalf("wait for %q: %v\n%s\n%s", words, err, chat(p.Messages()), r.log)
	}
	return found
}

// find looks for the newest message of the bot with all these words.
func (r *rig) find(all []sandbox.Message, words []string) (sandbox.Message, bool) {
	for i := len(all) - 1; i >= 0; i-- {
		m := all[i]
		fits := m.From != nil && m.From.IsBot
		for _, w := range words {
			fits = fits && strings.Contains(looks(m), w)
		}
		if fits {
			return m, true
		}
	}
	return sandbox.Message{}, false
}

// groupSees is sees in a group.
func (r *rig) groupSees(g *sandbox.Group, words ...string) sandbox.Message {
	r.t.Helper()
	var found sandbox.Message
	err := r.wait(g.Wait, func(all []sandbox.Message) (ok bool) {
		found, ok = r.find(all, words)
		return ok
	})
	if err != nil {
		r.t.Fatalf("wait for %q in the group: %v\n%s", words, err, chat(g.Messages()))
	}
	return found
}

// answered waits until a tap was answered with words.
func (r *rig) answered(p *sandbox.Phone, words string) {
	r.t.Helper()
	err := r.wait(p.Wait, func([]sandbox.Message) bool {
		return slices.ContainsFunc(p.Answers(), func(a sandbox.Answer) bool { return strings.Contains(a.Text, words) })
	})
	if err != nil {
		r.t.Fatalf("wait for the answer %q to a tap: %v; got %v", words, err, p.Answers())
	}
}

// taken waits until every update is committed and confirmed.
func (r *rig) taken() {
	r.t.Helper()
	none := func() bool { return r.telegram.Pending() == 0 }
	if err := r.watched(func(ctx context.Context) error { return r.telegram.Wait(ctx, none) }); err != nil {
		r.t.Fatalf("wait until all is taken: %v, %d wait\n%s", err, r.telegram.Pending(), r.log)
	}
}

// sent waits until nothing is left to be sent.
func (r *rig) sent(stores ...*store.Store) {
	r.t.Helper()
	r.taken()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for _, s := range append(stores, r.store, store.Lobby(r.redis)) {
		for {
			n, err := s.Queued(r.ctx)
			if err != nil {
				r.t.Fatal(err)
			}
			if n == 0 {
				break
			}
			<-tick.C
		}
	}
}

// restart starts Redis again. After many failures the client makes no new
// connection for a second: it waits for that, as a test reads only once.
func (r *rig) restart(server *redistest.Server) {
	r.t.Helper()
	server.Restart()
	<-time.After(1200 * time.Millisecond)
}

// commits puts a report into the journal that nobody in these chats made.
func (r *rig) commits(report election.Report) {
	r.t.Helper()
	ses, err := r.store.Session(r.ctx, 1<<40)
	if err == nil {
		err = r.store.Focus(r.ctx, &ses, report.Unit)
	}
	if err == nil {
		err = r.store.Commit(r.ctx, store.Commit{Session: &ses, State: ses.Talk, Report: &report})
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// journalOf reads every report of the town.
func (r *rig) journalOf() (all []election.Report) {
	r.t.Helper()
	err := r.store.Journal(r.ctx, func(rep election.Report) error {
		all = append(all, rep)
		return nil
	})
	if err == nil {
		err = r.store.Verify(r.ctx)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

// logged waits until the log says something.
func (r *rig) logged(words string) {
	r.t.Helper()
	r.eventually("nothing logged of "+words, func() bool { return strings.Contains(r.log.String(), words) })
}

// eventually waits until something holds that the bot brings about.
func (r *rig) eventually(otherwise string, holds func() bool) {
	r.t.Helper()
	err := r.watched(func(ctx context.Context) error {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for !holds() {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatalf("%s: %v", otherwise, err)
	}
}

// eventually waits until something holds.
func eventually(t *testing.T, ctx context.Context, otherwise string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal(otherwise)
		}
	}
}

// looks is what a person sees of a message: text, caption and buttons.
func looks(m sandbox.Message) string {
	var b strings.Builder
	b.WriteString(m.Text + m.Caption)
	for _, k := range m.Buttons() {
		b.WriteString("\n[" + k.Text + "]")
	}
	return b.String()
}

func chat(all []sandbox.Message) string {
	var b strings.Builder
	for _, m := range all {
		who := "> "
		if m.From != nil && m.From.IsBot {
			who = "  "
		}
		fmt.Fprintf(&b, "%s%d %s\n", who, m.ID, strings.ReplaceAll(looks(m), "\n", "\n     "))
	}
	return b.String()
}

// journal is a log that can be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

// Len is how many bytes were logged.
func (j *journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Len()
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}
