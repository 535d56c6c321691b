// Command attack tries to make a bot lose what it confirmed, count it twice,
// bring it into disorder, or leave somebody without an answer.
//
//	go run ./cmd/attack                       # everything, an hour or so
//	go run ./cmd/attack -only torn,polling    # some
//	go run ./cmd/attack -bot ./huanjie-0.9    # another release
//
// It runs the real program against a real Redis and a small Bot API server of
// its own, has officers report, and lets something happen at random moments.
// Then it reads what is left with nothing but the Redis client: it shares no
// code with the product. Needed are Go, Linux, redis-server of version 7, and
// for the clocks a C compiler. The exit status is 1 if something was found.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// options are what can be said on the command line.
type options struct {
	bot      string
	only     string
	people   int
	times    int
	least    int // updates
	load     int
	seed     uint64
	patience time.Duration
	keep     bool
}

func main() {
	var o options
	flag.StringVar(&o.bot, "bot", "", "the `program` to attack; built from this repository if empty")
	flag.StringVar(&o.only, "only", "", "which attacks, with commas between; empty is all: "+strings.Join(names(), ","))
	flag.IntVar(&o.people, "people", 12, "how many officers report")
	flag.IntVar(&o.times, "times", 5, "how often each mishap happens")
	flag.IntVar(&o.least, "updates", 0, "how many updates there have to be at least in each attack")
	flag.IntVar(&o.load, "load", 0, "how many goroutines keep the machine busy meanwhile")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "what the dice begin with; the moments still differ")
	flag.DurationVar(&o.patience, "patience", time.Minute, "how long an officer waits before it counts as in vain")
	flag.BoolVar(&o.keep, "keep", false, "keep logs and files of an attack that found something")
	flag.Parse()
	found, err := run(o, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(2)
	}
	if found {
		os.Exit(1)
	}
}

// run makes the attacks and prints the table. found: something is not as it
// should be.
func run(o options, out io.Writer) (found bool, err error) {
	if o.bot == "" {
		folder, err := os.MkdirTemp("", "attack")
		if err != nil {
			return false, err
		}
		defer os.RemoveAll(folder)
		o.bot = filepath.Join(folder, "huanjie")
		if said, err := exec.Command("go", "build", "-o", o.bot, "huanjie/cmd/huanjie").CombinedOutput(); err != nil {
			return false, fmt.Errorf("build the bot: %w\n%s", err, said)
		}
	}
	redis.SetLogger(quiet{}) // it would log every try while a Redis is down
	stop := busy(o.load)
	defer stop()
	fmt.Fprintf(out, "seed %d\n\n%s", o.seed, header)
	for _, a := range attacks() {
		if o.only != "" && !slices.Contains(strings.Split(o.only, ","), a.name) {
			continue
		}
		failed, err := a.run(o, out)
		if err != nil {
			return found, fmt.Errorf("%s: %w", a.name, err)
		}
		found = found || failed
	}
	return found, nil
}

// quiet logs nothing.
type quiet struct{}

// Printf does nothing.
func (quiet) Printf(context.Context, string, ...any) {}

// busy keeps the machine busy until it is stopped.
func busy(n int) (stop func()) {
	over := make(chan struct{})
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for i := 0; ; i++ {
				if i%1000000 == 0 {
					select {
					case <-over:
						return
					default:
					}
				}
			}
		})
	}
	return func() { close(over); all.Wait() }
}

// attack is one line of the table.
type attack struct {
	name    string
	setup   setup
	mishaps []mishap
	leases  bool // a lease has to change hands, and no more comes twice than was under way when a process ended or stood still
	loses   bool // what is confirmed may be lost: nobody promises otherwise
	once    bool // no message may come twice
	needs   func() string
	first   mishap // before anybody reports
	then    mishap // after the others
}

func attacks() []attack {
	return []attack{
		{name: "kill", setup: setup{replicas: 1}, mishaps: []mishap{killBot}},
		{name: "stop", setup: setup{replicas: 1}, mishaps: []mishap{stopBot}, once: true},
		{name: "send", setup: setup{replicas: 1}, mishaps: []mishap{killAtSend}},
		{name: "redis", setup: setup{replicas: 1}, mishaps: []mishap{killRedis}},
		{name: "torn", setup: setup{replicas: 1}, mishaps: []mishap{tearFile}},
		{name: "pause", setup: setup{replicas: 1}, mishaps: []mishap{pauseBot, pauseRedis}},
		{name: "hole", setup: setup{replicas: 1}, mishaps: []mishap{holeToRedis, holeToAPI, cutWires}},
		{name: "memory", setup: setup{replicas: 1}, mishaps: []mishap{fillMemory}},
		{name: "disk", setup: setup{replicas: 1}, mishaps: []mishap{fillDisk}, needs: needsProgram("prlimit")},
		{name: "answers", setup: setup{replicas: 1}, mishaps: []mishap{spoilAnswers}},
		{name: "newer", setup: setup{replicas: 1}, mishaps: []mishap{beNewer}, once: true},
		{name: "clock", setup: setup{replicas: 1, faked: true}, mishaps: []mishap{jumpClock, killBot}, needs: needsProgram("cc")},
		{name: "polling", setup: setup{replicas: 2}, mishaps: []mishap{killBot, pauseBot, killRedis}},
		{name: "webhook", setup: setup{replicas: 2, webhook: true}, mishaps: []mishap{killBot, pauseBot, killRedis}},
		{name: "lease", setup: setup{replicas: 3, webhook: true}, mishaps: []mishap{leaveOne(holderGoesOn), leaveOne(holderStands), leaveOne(holderDies)}, leases: true},
		{name: "promote", setup: setup{replicas: 1}, mishaps: []mishap{promote(false)}, loses: true},
		{name: "lag", setup: setup{replicas: 1}, mishaps: []mishap{promote(true)}, loses: true},
		{name: "sentinel", setup: setup{replicas: 1}, mishaps: []mishap{failOver}, loses: true},
		{name: "foreign", setup: setup{replicas: 1}, first: foreignComes, then: foreignGoes, loses: true},
		{name: "all", setup: setup{replicas: 2}, mishaps: []mishap{killBot, killRedis, tearFile, pauseBot, pauseRedis, holeToRedis, holeToAPI, cutWires, fillMemory, spoilAnswers}},
	}
}

func names() (all []string) {
	for _, a := range attacks() {
		all = append(all, a.name)
	}
	return all
}

func needsProgram(name string) func() string {
	return func() string {
		if _, err := exec.LookPath(name); err != nil {
			return name + " is not installed"
		}
		return ""
	}
}

const header = "| attack | updates | reports | kills | torn | starts of Redis | other | lost | doubled | disordered | stuck | wrong | sent twice | |\n" +
	"|---|---:|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---|\n"

// run makes one attack and prints its line.
func (a attack) run(o options, out io.Writer) (failed bool, err error) {
	if a.needs != nil {
		if why := a.needs(); why != "" {
			fmt.Fprintf(out, "| %s | | | | | | left out: %s | | | | | | | |\n", a.name, why)
			return false, nil
		}
	}
	began := time.Now()
	s, err := openSite(o, a.setup)
	defer func() { s.close(o.keep && (failed || err != nil)) }()
	if err != nil {
		return false, s.because(err)
	}
	if err := s.play(a); err != nil {
		return false, s.because(err)
	}
	v := s.check()
	failed = v.fails(a) || a.leases && (s.leases == 0 || v.twice > len(s.officers)*(s.kills+s.pauses))
	verdict := "holds"
	if failed {
		verdict = "FAILS"
	}
	fmt.Fprintf(out, "| %s | %d | %d | %d | %d | %d | %s | %d | %d | %d | %d | %d | %d of %d | %s, %v |\n", a.name, s.updates.Load(), v.reports, s.kills, s.torn,
		s.starts(), s.happened(), len(v.lost), len(v.doubled), len(v.disordered), len(v.stuck), len(v.wrong), v.twice, v.answers, verdict, time.Since(began).Round(time.Second))
	if failed {
		v.explain(s, os.Stderr)
	}
	return failed, nil
}

// play has the officers work until everything has happened, and waits until all
// is taken and sent.
func (s *site) play(a attack) error {
	if a.first != nil {
		if err := a.first(s); err != nil {
			return err
		}
	}
	s.calm.Store(time.Now().UnixMilli())
	var working sync.WaitGroup
	for _, o := range s.officers {
		working.Go(o.work)
	}
	mishaps := slices.Repeat(a.mishaps, s.times)
	s.dice.Shuffle(len(mishaps), func(i, j int) { mishaps[i], mishaps[j] = mishaps[j], mishaps[i] })
	var err error
	for i, m := range mishaps {
		pause(between(50*time.Millisecond, 4*time.Second)) // longer than a poller's lease, now and then
		s.calm.Store(time.Now().Add(time.Hour).UnixMilli())
		err = m(s)
		s.calm.Store(time.Now().UnixMilli())
		if err != nil {
			break
		}
		for int(s.updates.Load()) < s.least*(i+1)/(len(mishaps)+1) {
			pause(100 * time.Millisecond)
		}
	}
	if a.then != nil && err == nil {
		err = a.then(s)
	}
	for err == nil && int(s.updates.Load()) < s.least {
		pause(100 * time.Millisecond)
	}
	close(s.over)
	working.Wait()
	if err != nil {
		return err
	}
	if left := s.settle(2 * s.patience); len(left) > 0 {
		s.left = left
	}
	if s.redis.started > 1 || s.promoted > 0 { // once more: what a torn file has left would run now
		return killRedis(s)
	}
	return nil
}

// because adds the end of the log to an error.
func (s *site) because(err error) error {
	raw, unread := os.ReadFile(s.log.Name())
	return errors.Join(err, unread, errors.New(string(raw[max(0, len(raw)-2000):])))
}

// fails reports whether an attack found something that is promised not to be.
func (v verdict) fails(a attack) bool {
	if len(v.doubled)+len(v.disordered)+len(v.wrong) > 0 || a.once && v.twice > 0 {
		return true
	}
	return !a.loses && len(v.lost)+len(v.stuck) > 0
}

// explain prints the first findings of each kind.
func (v verdict) explain(s *site, out io.Writer) {
	for _, kind := range []struct {
		name string
		all  []string
	}{{"lost", v.lost}, {"doubled", v.doubled}, {"disordered", v.disordered}, {"stuck", v.stuck}, {"wrong", v.wrong}} {
		for i, text := range kind.all {
			if i == 5 {
				fmt.Fprintf(out, "    … and %d more\n", len(kind.all)-5)
				break
			}
			fmt.Fprintf(out, "    %s: %s\n", kind.name, text)
		}
	}
	if s.keep {
		fmt.Fprintf(out, "    kept: %s\n", s.folder)
	}
}
