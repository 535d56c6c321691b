package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/robfig/cron/v3"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/board"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
	"huanjie/reminders"
)

// office is the whole bot, wired: what run runs for real and the demo runs
// against its own Telegram.
type office struct {
	config    config.Config
	stores    []*store.Store
	bot       *bot.Bot
	screen    *screen // nil without a board
	reminders []*reminders.Reminders
	log       *slog.Logger
	begun     <-chan struct{} // receives when Redis was started again; nil if that cannot be known
}

// officeOptions are what an office needs besides its configuration.
type officeOptions struct {
	now   func() time.Time // the towns' clock
	log   *slog.Logger
	pace  outgoing.Pace
	begun <-chan struct{} // receives when Redis was started (store.Runs)

	lookout  *lookout      // sees how it does; nil if nobody looks
	settings *liveSettings // reads the files again; nil if nobody can
	past     bool          // polling days that are over are meant so

	screen net.Listener // where the board is served; nil where the configuration says
}

// opens says which report a text opens.
func opens(text string) (report election.Phrase, ok bool) {
	id, _, ok := flows.All.Opened(text)
	return flows.All.Title(id), ok
}

// pace is how fast the bot may send; zero is what Telegram lets through for nothing.
func pace(t config.Telegram) outgoing.Pace {
	return outgoing.Pace{PerSecond: t.PaidPerSecond, Paid: t.PaidPerSecond > 0}
}

// openOffice wires a bot for the towns of a configuration.
func openOffice(ctx context.Context, cfg config.Config, c redis.UniversalClient, with officeOptions) (*office, error) {
	o := &office{config: cfg, log: with.log, begun: with.begun}
	stopped, err := o.openTowns(ctx, c, with)
	if err != nil {
		return nil, err
	}
	var transport http.RoundTripper = outgoing.Transport(cfg.Telegram.Proxy)
	if with.lookout != nil {
		transport = with.lookout.wire.over(transport)
	}
	options := bot.Options{Stopped: stopped, Token: cfg.Telegram.Token, APIURL: cfg.Telegram.APIURL, Now: with.now, Log: with.log, Pace: cmp.Or(with.pace, pace(cfg.Telegram)), Decode: config.Decode, Pack: writeArchive,
		Client: &http.Client{Transport: transport}}
	if cfg.Board.Listen != "" {
		options.Board = func(t election.TownID, p election.PersonID, user int64, l election.Language) string {
			return o.screen.link(t, p, user, l)
		}
	}
	options.County, options.Forms = bot.County(cfg.County), flows.Of
	options.Table = tableIn(cfg.Towns)
	options.Turnout, options.Count = schedules(cfg.Reminders.Turnout), schedules(cfg.Reminders.Count)
	options.MiniApp = board.MiniApp(cfg.Board.URL)
	if k := with.settings; k != nil {
		options.Reopen, options.Reread, options.Apply, options.Outdated = k.reopen, k.reread, k.apply, k.outdated
		options.Preview, options.Replace = k.preview, k.replace
	}
	if options.Rehearsals, options.Rehearsed, err = o.openRehearsals(ctx, c, with.now()); err != nil {
		return nil, err
	}
	if o.bot, err = bot.New(ctx, c, o.stores, flows.All, options); err != nil {
		return nil, err
	}
	if o.screen, err = o.openScreen(with); err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	for _, s := range o.stores {
		o.reminders = append(o.reminders, reminders.New(s, reminders.Options{
			Digest: schedules(cfg.Reminders.Digest), Spread: cfg.Reminders.Spread, PollingDigest: schedules(cfg.Reminders.PollingDigest), Due: schedules(cfg.Reminders.Due),
			Turnout: schedules(cfg.Reminders.Turnout), Count: schedules(cfg.Reminders.Count), Results: schedules(cfg.Reminders.Results),
			Outlook: schedules(cfg.Reminders.Outlook), Readiness: schedules(cfg.Reminders.Readiness),
			Climb: cfg.Reminders.Climb, PollingClimb: cfg.Reminders.PollingClimb, Quiet: cfg.Reminders.Quiet, Workdays: cfg.Reminders.Workdays,
			Now: with.now, Log: with.log, Wake: o.bot.Wake, Off: o.bot.ClockOff, Who: fmt.Sprintf("%s/%d", host, os.Getpid())}))
	}
	return o, nil
}

// openTowns opens the towns that can be served, and returns the others. The error
// is that of Redis, or of all towns if none can be served.
func (o *office) openTowns(ctx context.Context, c redis.UniversalClient, with officeOptions) (stopped []bot.Stopped, err error) {
	cfg := o.config.Openings(opens)
	all := openEach(ctx, c, cfg.Towns, with)
	for i, of := range cfg.Towns {
		s, err := all[i].store, all[i].err
		if moved, is := errors.AsType[store.MovedCounted](err); is {
			cfg = cfg.Stop(of.ID, movedCounted(of, moved))
			continue
		}
		if past, is := errors.AsType[store.DayOver](err); is {
			cfg = cfg.Stop(of.ID, dayOver(past))
			continue
		}
		if err != nil {
			return nil, err
		}
		o.stores = append(o.stores, s)
	}
	if o.config = cfg; len(o.stores) == 0 {
		return nil, cfg.Err()
	}
	for _, s := range cfg.Stopped {
		o.log.Error("THIS TOWN IS STOPPED 这个镇停用：改好以后发 /reload，或 kill -HUP", "town", s.Town.ID, "error", s.Err())
		town, err := withJoined(ctx, c, s.Town)
		if err != nil {
			return nil, err
		}
		stopped = append(stopped, bot.Stopped{Store: store.Open(c, town), Wrong: s.Mistakes()})
	}
	return stopped, nil
}

// movedCounted asks whether a polling day was meant to be moved.
func movedCounted(t *election.Town, m store.MovedCounted) election.Phrase {
	return election.Say("已有 %s报了计票，选举日却从 %s 改成了 %s（选举 %s）：真要改吗？改了，时限和催报按新的日子算，报过的数不动",
		"%s have counted, and the polling day was moved from %s to %s (election %s). Is it meant so? Then deadlines and reminders follow the new day; what was reported stays").
		With(t.SayUnits(m.Units), m.Was, m.Is, m.Election)
}

// dayOver asks whether a polling day that is over was meant so.
func dayOver(p store.DayOver) election.Phrase {
	what := fmt.Sprintf("今天是 %s，最后一个选举日 %s 已经过了，这个镇却今天才开始", p.Today, p.Day)
	if p.Election != "" {
		what = fmt.Sprintf("选举 %s 的选举日从 %s 改成了 %s，那一天已经过了", p.Election, p.Told, p.Day)
	}
	return election.Say(what+"：年份对吗？真是这样，就用 huanjie run -past 启动", p.Error())
}

// openTown opens a town and fits what is kept to its roster.
func openTown(ctx context.Context, c redis.UniversalClient, of *election.Town, with officeOptions) (*store.Store, error) {
	town, err := withJoined(ctx, c, of)
	if err != nil {
		return nil, err
	}
	town.Records = flows.Records(town.Items...)
	s := store.Open(c, town)
	if err := s.Begin(ctx, with.now(), with.past); err != nil {
		return nil, err
	}
	return s, s.Enroll(ctx)
}

// opened is a town that was opened, or why it could not be.
type opened struct {
	store *store.Store
	err   error
}

// opensAtOnce is how many towns are opened side by side: each waits for Redis some thirty times
// at its first start.
const opensAtOnce = 16

// openEach opens towns, and returns them in their order.
func openEach(ctx context.Context, c redis.UniversalClient, towns []*election.Town, with officeOptions) []opened {
	all := make([]opened, len(towns))
	room := make(chan struct{}, opensAtOnce)
	var opening sync.WaitGroup
	for i, of := range towns {
		room <- struct{}{}
		opening.Go(func() {
			defer func() { <-room }()
			s, err := openTown(ctx, c, of, with)
			all[i] = opened{s, err}
		})
	}
	opening.Wait()
	return all
}

// openRehearsals opens the rehearsals that the towns hold. They have no reminders. It
// returns, too, which towns have held one not long ago.
func (o *office) openRehearsals(ctx context.Context, c redis.UniversalClient, now time.Time) (all []*store.Store, ended []election.TownID, err error) {
	for _, s := range o.stores {
		r, is, err := s.Rehearsal(ctx)
		if err == nil && !is {
			err = tidyRehearsal(ctx, s, now)
		}
		if err != nil {
			return nil, nil, err
		}
		end, err := s.RehearsalEnd(ctx)
		if err != nil {
			return nil, nil, err
		}
		if !end.IsZero() {
			ended = append(ended, s.Town().ID)
		}
		if !is {
			continue
		}
		town, err := s.Town().Rehearsal(s.Town().Today(r.Since))
		if err != nil {
			return nil, nil, err
		}
		rehearsal := store.Open(c, town)
		if err := rehearsal.Enroll(ctx); err != nil {
			return nil, nil, err
		}
		o.log.Info("a rehearsal is held 演练中", "town", s.Town().ID, "since", r.Since)
		all = append(all, rehearsal)
	}
	return all, ended, nil
}

// tidyRehearsal ends a rehearsal once more whose end was cut short.
func tidyRehearsal(ctx context.Context, s *store.Store, now time.Time) error {
	if remains, err := s.Remains(ctx); err != nil || !remains {
		return err
	}
	return s.EndRehearsal(ctx, now)
}

// withJoined is a town with those in its office who joined with a code.
func withJoined(ctx context.Context, c redis.UniversalClient, t *election.Town) (*election.Town, error) {
	joined, err := store.Joined(ctx, c, t.ID)
	if err != nil || len(joined) == 0 {
		return t, err
	}
	users := slices.Clone(t.Office)
	for _, user := range joined {
		if !slices.Contains(users, user) {
			users = append(users, user)
		}
	}
	return t.WithOffice(users)
}

func schedules(times config.Times) []cron.Schedule {
	all := make([]cron.Schedule, len(times))
	for i, t := range times {
		all[i] = t.Schedule
	}
	return all
}

// stopTime is how long what is under way may take when the bot stops.
const stopTime = 10 * time.Second

// serve receives, sends and reminds until ctx ends, and then finishes what is
// under way: first updates are no longer taken, then what they queued is sent.
func (o *office) serve(ctx context.Context) error {
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	var sender sync.WaitGroup
	sender.Go(func() { _ = o.bot.Send(sending) })
	showing, stopShowing := context.WithCancel(ctx)
	var shown sync.WaitGroup
	if o.screen != nil {
		shown.Go(func() { o.screen.serve(showing) })
	}
	shown.Go(func() { o.bot.Introduce(showing, o.menuButton()) })
	shown.Go(func() { o.verify(showing) })
	shown.Go(func() { o.bot.WatchClock(showing) })
	reminded, stopReminding := context.WithCancel(ctx)
	defer stopReminding()
	var reminding sync.WaitGroup
	reminding.Go(func() { o.remind(reminded) })
	err := o.receive(ctx)
	stopReminding() // also if nothing can be received, as from a port that another program has
	stopShowing()
	reminding.Wait()
	stopSending()
	sender.Wait()
	shown.Wait()
	return err
}

// verify has every town verified at the start, and after each start of Redis,
// until ctx ends. At the start it says, too, who checks the counts.
func (o *office) verify(ctx context.Context) {
	for _, r := range o.reminders {
		r.Counters(ctx)
	}
	select {
	case <-o.begun: // the first
	default:
	}
	for {
		for _, r := range o.reminders {
			if ctx.Err() == nil {
				r.Verify(ctx)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-o.begun:
		}
	}
}

// remind wakes the reminders at their planned times and regularly, until ctx
// ends and what runs then is done. A job that still runs is not started again,
// and one that panics does not take the bot with it; in this order, or a panic
// would stop it for good.
func (o *office) remind(ctx context.Context) {
	logger := cronLog{o.log}
	chain := []cron.JobWrapper{cron.SkipIfStillRunning(logger), cron.Recover(logger)}
	clock := cron.New(cron.WithChain(chain...))
	var regularly []cron.Job
	for _, r := range o.reminders {
		r.Schedule(ctx, clock)
		regularly = append(regularly, cron.NewChain(chain...).Then(cron.FuncJob(func() { r.Wake(ctx) })))
	}
	clock.Start()
	tick := time.NewTicker(reminders.WakeEvery)
	defer tick.Stop()
	var waking sync.WaitGroup
	for ctx.Err() == nil {
		for _, j := range regularly {
			waking.Go(j.Run)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	<-clock.Stop().Done()
	waking.Wait()
}

// cronLog is the log as cron wants it.
type cronLog struct{ *slog.Logger }

func (l cronLog) Info(msg string, kv ...any) { l.Debug("cron: "+msg, kv...) }

func (l cronLog) Error(err error, msg string, kv ...any) {
	l.Logger.Error("cron: "+msg, append(kv, "error", err)...)
}

// receive takes updates as the configuration says.
func (o *office) receive(ctx context.Context) error {
	t := o.config.Telegram
	if t.Mode != config.Webhook {
		if err := o.bot.Attend(ctx, "", ""); err != nil {
			o.log.Warn("delete webhook", "error", err)
		}
		return o.bot.Poll(ctx)
	}
	l, err := listenAt("[telegram] webhook_listen", t.WebhookListen)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: o.bot.Webhook(t.WebhookSecret), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second}
	listening, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- serveUntil(listening, server, l) }()
	if err := o.bot.Attend(ctx, t.WebhookURL, t.WebhookSecret); err != nil {
		stop()
		<-ended
		return fmt.Errorf("%s (set webhook %s: %w)", both(refusedHook), t.WebhookURL, err)
	}
	return <-ended
}

var refusedHook = election.Say("Telegram 不往这个地址送：看 [telegram] 的 webhook_url 能不能从外面打开，证书是否有效；不行就改用 mode = \"polling\"",
	"Telegram does not call this address: see whether webhook_url under [telegram] can be opened from outside, with a valid certificate; else write mode = \"polling\"")

// tableIn reads a table that an officer of some towns sent: what they would type, which of its columns are not read,
// or why it is not.
func tableIn(towns []*election.Town) func(data []byte) (text string, note, wrong election.Phrase) {
	by := config.CountedBy(towns)
	return func(data []byte) (string, election.Phrase, election.Phrase) {
		if a, isOne := config.ReadAttendance(data); isOne {
			return a.Text(flows.AttendanceWord()), election.Phrase{}, a.Wrong
		}
		m := config.ReadMembers(data, by)
		return m.Text(flows.MembersWord()), m.Note(), m.Wrong
	}
}
