package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/urfave/cli/v3"

	"huanjie/internal/config"
	"huanjie/internal/outgoing"
	"huanjie/internal/ownredis"
	"huanjie/internal/sandbox"
)

const benchToken = "700001:bench"

// bench measures what a step costs: this program in a process of its own, beside a plain bot made
// with the same Telegram library, between a Telegram and a redis-server of the measurement's own.
func (t terminal) bench() *cli.Command {
	return &cli.Command{Name: "bench", Usage: "量性能，旁边一个最普通的机器人对照 / measure it, beside a plain bot", Flags: []cli.Flag{
		&cli.IntFlag{Name: "officers", Value: 24, Usage: "联络员 / how `MANY` officers report at once"},
		&cli.IntFlag{Name: "villages", Value: 48, Usage: "村 / in how `MANY` villages"},
		&cli.IntFlag{Name: "rounds", Value: 40, Usage: "每人报几次 / how `OFTEN` each of them reports"},
		&cli.IntFlag{Name: "replicas", Usage: "再量：这么多个进程一起接 webhook，旁边一个进程的对照 / then: so `MANY` processes behind one webhook, beside one of them alone"},
		&cli.IntFlag{Name: "surge", Usage: "再量：这么多人同时各发一条 / then: `MANY` officers at once, at Telegram's pace"},
		&cli.IntFlag{Name: "broadcast", Usage: "再量：群发给这么多人 / then: a message to so `MANY`, at Telegram's pace"},
		&cli.IntFlag{Name: "paid", Usage: "群发时机器人付费，每秒这么多条 / the bot pays for so `MANY` messages a second, in the broadcast"},
		&cli.DurationFlag{Name: "latency", Usage: "群发时到 Telegram 的来回时间 / how long the way to Telegram and back is, in the broadcast"},
		&cli.StringFlag{Name: "fsync", Value: "everysec", Usage: "Redis 写盘 / appendfsync of Redis: always, everysec or no; `WHEN`"},
		&cli.StringFlag{Name: "profile", Usage: "本机器人的 CPU 剖析写到 FILE，分配写到 FILE.mem / write a CPU profile of this bot to `FILE`, and what it allocates to FILE.mem"},
		&cli.StringFlag{Name: "plain", Hidden: true, Usage: "the plain bot itself: `URL` of Telegram, Redis in HUANJIE_BENCH_REDIS"},
		&cli.StringFlag{Name: "ours", Hidden: true, Usage: "this bot, for a Telegram without limits: its settings in `FILE`"},
	}, Action: noWords(func(ctx context.Context, c *cli.Command) error {
		if url := c.String("plain"); url != "" {
			return plainBot(ctx, url, t.env("HUANJIE_BENCH_REDIS"))
		}
		if file := c.String("ours"); file != "" {
			pace := outgoing.Pace{PerSecond: 10_000, Chat: time.Millisecond, Group: time.Millisecond}
			if paid := int(c.Int("paid")); paid > 0 {
				pace = outgoing.Pace{PerSecond: paid, Paid: true}
			}
			end, err := profile(c.String("profile"))
			if err != nil {
				return err
			}
			defer end()
			return runBot(ctx, &liveSettings{read: readSound(file, t.env), pace: pace}, told{loss: true}, t.stderr)
		}
		if runtime.GOOS != "linux" {
			return errors.New("只能在 Linux 上量：要读 /proc / it reads /proc, so it measures on Linux only")
		}
		b := bench{officers: int(c.Int("officers")), villages: int(c.Int("villages")), rounds: int(c.Int("rounds")), fsync: c.String("fsync"), latency: c.Duration("latency"), profile: c.String("profile"), paid: int(c.Int("paid")), env: t.env}
		b.villages = max(b.villages, b.officers)
		return b.all(ctx, t.stdout, int(c.Int("replicas")), int(c.Int("surge")), int(c.Int("broadcast")))
	})}
}

// bench is what is measured.
type bench struct {
	officers, villages, rounds int
	fsync                      string
	latency                    time.Duration
	behind                     int    // so many processes behind a webhook; 0: one that polls
	paid                       int    // messages a second of a bot that pays; 0: it does not
	profile                    string // the file for a CPU profile of this bot; empty: none
	env                        func(string) string
}

// all measures and prints.
func (b bench) all(ctx context.Context, out io.Writer, replicas, surge, broadcast int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "%d officers, %d villages, %d reports each, appendfsync %s\n\n", b.officers, b.villages, b.rounds, b.fsync)
	fmt.Fprintln(w, "\tsteps\tsteps a second\tCPU us\tRedis CPU us\tround trips\tcommands\tfile bytes\tRedis bytes a report\tp50 ms\tp99 ms\tMB idle\tMB loaded\tfirst reply ms\t")
	defer w.Flush()
	for _, row := range b.rows(replicas) {
		got, err := row.of.load(ctx, row.plain)
		if err != nil {
			return err
		}
		got.who = row.who
		fmt.Fprintln(w, got)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if surge > 0 {
		if err := b.surge(ctx, out, surge); err != nil {
			return err
		}
	}
	if broadcast > 0 {
		return b.broadcast(ctx, out, broadcast)
	}
	return nil
}

// benchRow is one load: of the plain bot, of this one, of so many of it behind a webhook.
type benchRow struct {
	who   string
	of    bench
	plain bool
}

func (b bench) rows(replicas int) []benchRow {
	rows := []benchRow{{who: "plain", of: b, plain: true}, {who: "huanjie", of: b}}
	for n := 1; n <= replicas; n++ {
		if n == 1 || n == replicas {
			hooked := b
			hooked.behind = n
			rows = append(rows, benchRow{who: fmt.Sprintf("%d behind a webhook", n), of: hooked})
		}
	}
	return rows
}

// stand is one bot between a Telegram and a Redis of its own.
type stand struct {
	bench
	folder   string
	telegram *sandbox.Server
	server   *exec.Cmd
	redis    *redis.Client
	bots     []*exec.Cmd      // its processes
	args     [][]string       // of each process of the bot
	hook     *httptest.Server // the webhook that deals calls to the processes; nil if the bot polls
	config   config.Config    // zero of the plain bot
	began    time.Time        // of the bot
}

// open starts all of it, for so many villages; what there is to close is closed in any case.
func (b bench) open(ctx context.Context, plain bool, limits sandbox.Limits, now func() time.Time) (s *stand, err error) {
	s = &stand{bench: b}
	if s.folder, err = os.MkdirTemp("", "huanjie-bench"); err != nil {
		return s, err
	}
	if s.telegram, err = sandbox.Start(sandbox.Options{Token: benchToken, Limits: limits, Now: now}); err != nil {
		return s, err
	}
	if err := s.openRedis(ctx); err != nil {
		return s, err
	}
	s.args = [][]string{{"bench", "-plain", s.telegram.URL}}
	if !plain {
		files, err := s.configure()
		if err != nil {
			return s, err
		}
		s.args = nil
		for i, file := range files {
			args := []string{"run", "-config", file, "-allow-loss"}
			if limits.Off || limits.PerSecond > 0 {
				args = []string{"bench", "-ours", file, "-paid", fmt.Sprint(limits.PerSecond)}
				if i == 0 {
					args = append(args, "-profile", b.profile)
				}
			}
			s.args = append(s.args, args)
		}
	}
	return s, s.start(ctx)
}

// start starts the processes of the bot.
func (s *stand) start(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(s.folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.bots, s.began = nil, time.Now()
	for _, args := range s.args {
		bot := exec.CommandContext(ctx, self, args...)
		bot.Env = append(os.Environ(), "HUANJIE_BENCH_REDIS="+s.redisURL(), "GOMAXPROCS=1")
		bot.Stdout, bot.Stderr = log, log
		if err := bot.Start(); err != nil {
			return err
		}
		s.bots = append(s.bots, bot)
	}
	return nil
}

// startAgain ends the bot as an operator does, and starts it.
func (s *stand) startAgain(ctx context.Context) error {
	if err := s.stop(); err != nil {
		return err
	}
	return s.start(ctx)
}

// stop ends the bot as an operator does, and waits for its end.
func (s *stand) stop() error {
	for _, bot := range s.bots {
		if err := bot.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		_ = bot.Wait() // how it ends is no matter
	}
	return nil
}

func (s *stand) redisURL() string { return "unix://" + filepath.Join(s.folder, "redis.sock") }

// openRedis starts a redis-server that writes its append-only file and never rewrites it.
func (s *stand) openRedis(ctx context.Context) error {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return ownredis.ErrMissing
	}
	s.server = exec.CommandContext(ctx, path, "--port", "0", "--unixsocket", filepath.Join(s.folder, "redis.sock"), "--dir", s.folder, "--save", "",
		"--appendonly", "yes", "--appendfsync", s.fsync, "--auto-aof-rewrite-percentage", "0", "--maxmemory-policy", "noeviction")
	if err := s.server.Start(); err != nil {
		return err
	}
	o, err := redis.ParseURL(s.redisURL())
	if err != nil {
		return err
	}
	o.Protocol = 2
	s.redis = redis.NewClient(o)
	return reach(ctx, s.redis, slog.New(slog.DiscardHandler))
}

// configure writes the roster of a town, and the settings of each process, whose files it returns.
func (s *stand) configure() (files []string, err error) {
	var roster strings.Builder
	roster.WriteString("unit,name,area,registered,seats,candidates,officers,leaders\n")
	for i := range s.villages {
		officer := fmt.Sprint("联络员", i)
		if i >= s.officers { // of those who report nothing here
			officer = fmt.Sprint("别人", i/2)
		}
		fmt.Fprintf(&roster, "V%d,%s村,第%d片/第%d组,1200,主任:1;委员:2,主任:赵大山/钱小河;委员:李二/周三/吴四,%s,领导%d\n", i, villageName(i), i%4, i/10, officer, i%4)
	}
	today, later := time.Now().In(inChina()), time.Now().In(inChina()).Add(-time.Hour).Format("15:04") // nothing else is said meanwhile
	text := fmt.Sprintf("[telegram]\ntoken = %q\napi_url = %q\n[redis]\nurl = %q\n[[town]]\nid = \"bench\"\nname = \"石桥镇\"\nroster = \"roster.csv\"\noffice = [900]\n"+
		"[reminders]\nquiet = \"\"\ndigest = [%[4]q]\ndue = [%[4]q]\npolling_digest = [%[4]q]\nturnout = [%[4]q]\ncount = [%[4]q]\n[[town.election]]\nid = \"villages\"\nkind = \"villagers\"\npolling_day = %[5]s\n", benchToken, s.telegram.URL, s.redisURL(), later, today.Format(time.DateOnly))
	if err := os.WriteFile(filepath.Join(s.folder, "roster.csv"), []byte(roster.String()), 0o600); err != nil {
		return nil, err
	}
	hooks, err := s.hooks()
	if err != nil {
		return nil, err
	}
	for i, hook := range hooks {
		file := filepath.Join(s.folder, fmt.Sprintf("config-%d.toml", i))
		if err := os.WriteFile(file, []byte(strings.Replace(text, "[redis]\n", hook+"[redis]\n", 1)), 0o600); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	s.config, err = config.Load(files[0], s.env)
	return files, err
}

// inChina is where the town is: it is on its polling day, on which its officers report.
func inChina() *time.Location { return time.FixedZone("", 8*60*60) }

// villageName names villages by characters that no word of a form has.
func villageName(i int) string {
	first, second := []rune("柳枣梅兰菊槐榆桐杏桃"), []rune("坡坪沟湾岭塘洼台庄店")
	name := string([]rune{first[i%10], second[i/10%10]})
	for i /= 100; i > 0; i /= 10 {
		name += string(first[i%10])
	}
	return name
}

// profile begins a CPU profile of this process, if there is a file for it, and returns what ends it and
// writes what was allocated.
func profile(file string) (end func(), err error) {
	if file == "" {
		return func() {}, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	mem, err := os.Create(file + ".mem")
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_, _, _ = f.Close(), pprof.Lookup("allocs").WriteTo(mem, 0), mem.Close() // a profile that is cut short does not open, and says so
	}, nil
}

// close ends all of it.
func (s *stand) close() {
	if s.profile != "" {
		_ = s.stop() // so that it writes its profile
	}
	for _, c := range append(s.bots, s.server) {
		if c != nil && c.Process != nil {
			_ = c.Process.Kill() // it may have ended by itself
			_ = c.Wait()
		}
	}
	if s.redis != nil {
		_ = s.redis.Close()
	}
	if s.telegram != nil {
		s.telegram.Close()
	}
	if s.hook != nil {
		s.hook.Close()
	}
	_ = os.RemoveAll(s.folder)
}
