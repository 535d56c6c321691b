package main

import (
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/sandbox"
)

//go:embed demo
var demoFiles embed.FS

const (
	demoToken = "700000:demo"
	demoName  = "huanjie_demo_bot"
)

// demo shows the whole product on one machine: an embedded Redis, a local Bot
// API server with telephones in a web page, and the real bot between them.
func (t terminal) demo() *cli.Command {
	return &cli.Command{Name: "demo", Usage: "看演示：手机、领导、群，全在一个网页里 / the demo, in a web page", Flags: []cli.Flag{
		&cli.StringFlag{Name: "addr", Value: "127.0.0.1:8080", Usage: "网页地址 / the `ADDRESS` where the page is served"},
		&cli.BoolFlag{Name: "en", Usage: "用英文开始 / begin in English"},
		&cli.StringFlag{Name: "config", Usage: "用自己的镇：设置里的第一个；不碰它的 Telegram 和 Redis / your own town: the first of the settings in `FILE`; its Telegram and Redis are left alone"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		as := staging{addr: c.String("addr"), english: c.Bool("en"), stderr: t.stderr, day: daySpeed{10 * time.Minute, time.Second}}
		if file := c.String("config"); file != "" {
			if err := as.ownTown(file, t.env); err != nil {
				return err
			}
		}
		return showDemo(ctx, as, t.stdout)
	})}
}

// ownTown shows the first town of somebody's settings, from the morning four days before
// its polling day, with an empty journal. Nothing else of the settings is used.
func (as *staging) ownTown(file string, env func(string) string) error {
	cfg, err := config.Load(file, func(name string) string {
		if value := env(name); value != "" || name != config.TokenVariable {
			return value
		}
		return demoToken // theirs need not be there
	})
	if err != nil {
		return err
	}
	town, err := cfg.Towns[0].WithOffice([]int64{demoOffice})
	if err != nil {
		return err
	}
	if days := town.LastPollingDay(); !days.IsZero() {
		as.at = town.Elections[0].PollingDay.AddDays(-4).At(9, 0, town.Location)
	}
	as.config, as.empty = &config.Config{Towns: []*election.Town{town}, Reminders: cfg.Reminders}, true
	as.front = foremost(town)
	return nil
}

// foremost are some people of a town whose telephones are worth seeing: two officers, a
// leader, one of the leading group.
func foremost(t *election.Town) (front []election.PersonID) {
	add := func(most int, is func(election.Person) bool) {
		for _, id := range t.People() {
			if most > 0 && is(t.Person(id)) && !slices.Contains(front, id) {
				front, most = append(front, id), most-1
			}
		}
	}
	add(2, func(p election.Person) bool { return len(p.Units) > 0 })
	add(1, func(p election.Person) bool { return len(p.Areas) > 0 && !slices.Contains(p.Areas, election.WholeTown) })
	add(1, func(p election.Person) bool { return slices.Contains(p.Areas, election.WholeTown) })
	return front
}

func showDemo(ctx context.Context, as staging, stdout io.Writer) error {
	s, err := stage(ctx, as)
	if err != nil {
		return err
	}
	defer s.close()
	fmt.Fprintf(stdout, "换届助手演示已就绪，请在浏览器打开 / open in a browser:  %s\n", s.telegram.URL)
	if as.config != nil {
		fmt.Fprintln(stdout, "这是您自己的镇，数据都在内存里，关掉就没了；真的机器人和 Redis 没有碰 / your own town, in memory only; its bot and its Redis are left alone")
	}
	fmt.Fprintf(stdout, "选举日大屏在 %s ，给机器人发“大屏”取链接 / the board; send “board” to the bot for a link\n", s.office.screen.url)
	return s.office.serve(ctx)
}

// show is the demo: its Telegram, its Redis, its clock and its cast.
type show struct {
	telegram *sandbox.Server
	redis    *miniredis.Miniredis
	client   redis.UniversalClient
	office   *office
	clock    *clock
	cast     cast
	front    []election.PersonID // whose telephones are on the page
	moving   sync.Mutex          // one control moves the clock at a time
	day      daySpeed
	own      bool // the town is somebody's own
	stop     context.CancelFunc
	done     sync.WaitGroup
}

// staging is how the demo is set up. Its bot and its Telegram keep the pace of
// the real ones unless a test wants it otherwise.
type staging struct {
	addr    string // where the page is served
	english bool   // begins in English
	stderr  io.Writer
	day     daySpeed
	pace    outgoing.Pace
	limits  sandbox.Limits
	at      time.Time             // on the town's clock; without it the morning on which the demo begins
	empty   bool                  // nothing was reported before
	config  *config.Config        // of another town than the demo's, which has no history
	front   []election.PersonID   // of that town: whose telephones are on the page
	redis   redis.UniversalClient // another Redis than an embedded one
	watch   func(sandbox.Deed)    // is told of what the bot does
}

// daySpeed is how the polling day passes: a step in every so often.
type daySpeed struct{ step, every time.Duration }

// aCentury is how long Telegram keeps what people of the demo say and tap, and takes
// the answers: its clock leaps, and what is on its way then is not late.
const aCentury = 100 * 365 * 24 * time.Hour

// stage sets the demo up until its page can be opened; serve then runs it.
func stage(ctx context.Context, as staging) (*show, error) {
	town, front, err := as.town()
	if err != nil {
		return nil, err
	}
	if as.at.IsZero() {
		as.at = time.Date(2027, time.January, 11, 9, 0, 0, 0, town.Towns[0].Location)
	}
	s := &show{day: as.day, own: as.config != nil, clock: newClock(as.at), front: front, client: as.redis}
	ctx, s.stop = context.WithCancel(ctx)
	if err := s.openRedis(ctx); err != nil {
		return nil, err
	}
	if as.english {
		town.Towns[0].Language = election.English
	}
	as.limits.UpdateLife, as.limits.QueryLife, as.limits.AnswerWithin = aCentury, aCentury, aCentury
	s.telegram, err = sandbox.Start(sandbox.Options{Token: demoToken, Username: demoName, Addr: as.addr, Limits: as.limits, Now: s.clock.now, Watch: as.watch,
		Location: town.Towns[0].Location, Language: town.Towns[0].Language.String(), Title: "换届助手 Huanjie · " + town.Towns[0].Name})
	if err != nil {
		return nil, fmt.Errorf("serve the demo at %s (another place: -addr 127.0.0.1:0): %w", as.addr, err)
	}
	town.Telegram = config.Telegram{Token: demoToken, APIURL: s.telegram.URL, Mode: config.Polling}
	var listens net.Listener
	if as.config == nil || as.front != nil {
		town.Board, listens = demoBoard(s.telegram.URL)
	}
	log := slog.New(slog.NewTextHandler(as.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if s.office, err = openOffice(ctx, town, s.client, officeOptions{now: s.clock.now, log: log, pace: as.pace, screen: listens}); err != nil {
		if listens != nil {
			_ = listens.Close() // nothing was accepted
		}
		return nil, err
	}
	if !as.empty {
		if err := s.history(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.prologue(ctx); err != nil {
		return nil, err
	}
	s.telegram.SetControls(s.controls(ctx)...)
	if as.config == nil {
		s.telegram.SetTour(s.tour()...)
	}
	return s, nil
}

// town is the town that is shown, and whose telephones are on the page.
func (as staging) town() (config.Config, []election.PersonID, error) {
	if as.config != nil {
		return *as.config, as.front, nil
	}
	town, err := demoTown()
	return town, inFront(), err
}

// openRedis starts an embedded Redis, unless there is one.
func (s *show) openRedis(ctx context.Context) (err error) {
	if s.client != nil {
		return nil
	}
	if s.redis, err = miniredis.Run(); err != nil {
		return fmt.Errorf("start the embedded redis: %w", err)
	}
	s.done.Go(func() { age(ctx, s.redis) })
	s.client = redis.NewClient(&redis.Options{Addr: s.redis.Addr()})
	return nil
}

// demoBoard is the board at the port after that of the telephones, where it already listens; if that
// is taken, at any that is free.
func demoBoard(phones string) (config.Board, net.Listener) {
	b := config.Board{Listen: "127.0.0.1:0", Key: make([]byte, 32)}
	rand.Read(b.Key) // never fails (crypto/rand)
	u, err := url.Parse(phones)
	if err != nil {
		return b, nil
	}
	port, _ := strconv.Atoi(u.Port()) // 1 is nobody's
	next := net.JoinHostPort(u.Hostname(), strconv.Itoa(port+1))
	l, err := net.Listen("tcp", next)
	if err != nil {
		return b, nil
	}
	b.Listen = next
	return b, l
}

func (s *show) close() {
	s.stop()
	s.telegram.Close()
	_ = s.client.Close()
	if s.redis != nil {
		s.redis.Close()
	}
	s.done.Wait()
}

// demoTown reads the demo's configuration and roster.
func demoTown() (config.Config, error) {
	files, err := fs.Sub(demoFiles, "demo")
	if err != nil {
		return config.Config{}, err
	}
	text, err := fs.ReadFile(files, "config.toml")
	if err != nil {
		return config.Config{}, err
	}
	noEnv := func(name string) string {
		if name == config.TokenVariable {
			return demoToken
		}
		return ""
	}
	return config.Parse("demo/config.toml", text, files, noEnv)
}

// age lets time pass in the embedded Redis, whose keys do not expire by
// themselves.
func age(ctx context.Context, m *miniredis.Miniredis) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			m.FastForward(time.Second)
		}
	}
}

// clock is the demo's own time: it runs like any clock, from a day of the
// demo's choosing, and can be put forward.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func newClock(at time.Time) *clock { return &clock{ahead: time.Until(at)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead).Round(0)
}

// to puts the clock forward; it never goes back.
func (c *clock) to(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = max(c.ahead, time.Until(t))
}

// advance lets the time pass until t: every reminder planned on the way comes
// when it is due, and has reached the telephones before the time goes on. What
// was said before is heard first, at its own time.
func (s *show) advance(ctx context.Context, t time.Time) {
	s.heard(ctx)
	for ctx.Err() == nil {
		next := t
		for _, r := range s.office.reminders {
			if n := r.Next(s.clock.now()); !n.IsZero() && n.Before(next) {
				next = n
			}
		}
		s.clock.to(next)
		s.telegram.ClockMoved()
		for _, r := range s.office.reminders {
			r.Wake(ctx)
		}
		if !next.Before(t) {
			return
		}
		s.settle(ctx)
	}
}

// heard waits a few seconds at most until the bot has taken every update.
func (s *show) heard(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for s.telegram.Pending() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// settle waits a few seconds at most until nothing is on its way.
func (s *show) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if n, err := s.office.stores[0].Queued(ctx); err != nil || n == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// controls are the page's buttons.
func (s *show) controls(ctx context.Context) []sandbox.Control {
	move := func(to func(now time.Time) time.Time) func() {
		return func() {
			s.moving.Lock()
			defer s.moving.Unlock()
			s.advance(ctx, to(s.clock.now().In(s.office.config.Towns[0].Location)))
		}
	}
	polling := s.office.config.Towns[0].Elections[0].PollingDay
	all := []sandbox.Control{
		{ID: "hour", Group: "clock", Label: sandbox.Words{ZH: "+1 小时", EN: "+1 hour"},
			Hint:  sandbox.Words{ZH: "时钟快进一小时", EN: "Move the clock one hour on"},
			Press: move(func(now time.Time) time.Time { return now.Add(time.Hour) })},
		{ID: "next", Group: "clock", Label: sandbox.Words{ZH: "到下一次提醒", EN: "To the next reminder"},
			Hint:  sandbox.Words{ZH: "催报每天 08:00，日报每天 18:00", EN: "Reminders come at 08:00, digests at 18:00"},
			Press: move(s.nextReminder)},
		{ID: "day", Group: "clock", Label: sandbox.Words{ZH: "+1 天", EN: "+1 day"},
			Hint:  sandbox.Words{ZH: "时钟快进一天，途中的提醒照发", EN: "One day on; reminders on the way come as usual"},
			Press: move(func(now time.Time) time.Time { return now.AddDate(0, 0, 1) })},
		{ID: "polling", Group: "play", Label: sandbox.Words{ZH: "▶ 播放选举日", EN: "▶ Play polling day"},
			Hint: sandbox.Words{
				ZH: "到 " + polling.String() + "：别的村自己上报投票和计票，东河村、西岭村、枣园村、云台村留给您来报",
				EN: "To " + polling.String() + ": the other villages report by themselves; Donghe and the three of Li Fang are yours"},
			Press: func() { s.pollingDay(ctx, false) }},
		{ID: "rest", Group: "play", Label: sandbox.Words{ZH: "其余的也替我报", EN: "Report the rest for me"},
			Hint:  sandbox.Words{ZH: "周明、李芳还没报的村也自动上报", EN: "What Zhou Ming and Li Fang have not reported is reported too"},
			Press: func() { s.pollingDay(ctx, true) }},
		{ID: "later", Group: "play", Label: sandbox.Words{ZH: "▶ 另行选举", EN: "▶ Later rounds"},
			Hint:  sandbox.Words{ZH: "三天后：双桥村另行选举，荷塘村再次投票", EN: "Three days later: a further election in one village, a re-vote in another"},
			Press: func() { s.laterRounds(ctx) }},
	}
	if s.own { // nobody knows what would be counted there
		all = slices.DeleteFunc(all, func(c sandbox.Control) bool { return c.Group == "play" })
	}
	return all
}

func (s *show) nextReminder(now time.Time) time.Time {
	next := now.AddDate(0, 0, 1)
	for _, r := range s.office.reminders {
		if n := r.Next(now); !n.IsZero() && n.Before(next) {
			next = n
		}
	}
	return next
}

// person is what the town knows of somebody of the cast.
func (s *show) person(id election.PersonID) election.Person {
	return s.office.config.Towns[0].Person(id)
}
