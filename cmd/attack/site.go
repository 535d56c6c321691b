package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

const (
	town      = "attack"
	officeID  = 900
	election  = "villages"
	roll      = 100000 // registered voters of each village
	firstUser = 5000
)

// site is one installation under attack.
type site struct {
	options
	setup
	folder   string
	log      *os.File
	telegram *telegram
	toAPI    *wire
	toRedis  *wire
	redis    *server // that the bots write to
	others   []*server
	bots     []*replica
	officers []*officer
	dice     *rand.Rand
	counts

	current  atomic.Pointer[server] // the same as redis, for the wire
	guard    *sentinel              // nil if there is none
	stranger *replica               // with another Redis; nil if there is none
	left     []string               // what was not taken or sent in the end
	split    string                 // how two bots have split the updates
	over     chan struct{}          // closed when the officers are to come to an end
	updates  atomic.Int64
	closing  atomic.Bool
	calm     atomic.Int64 // unix ms since which nothing has happened
}

// setup is what an installation consists of.
type setup struct {
	replicas int
	webhook  bool
	faked    bool // the clock of Redis can be moved
}

// replica is one process of the bot.
type replica struct {
	config string
	listen string // "" if it polls
	run    *process
}

// openSite starts an installation, and registers its officers.
func openSite(o options, w setup) (s *site, err error) {
	s = &site{options: o, setup: w, over: make(chan struct{}), dice: rand.New(rand.NewPCG(o.seed, 7))}
	if s.folder, err = os.MkdirTemp("", "attack"); err != nil {
		return s, err
	}
	if s.log, err = os.Create(filepath.Join(s.folder, "log")); err != nil {
		return s, err
	}
	if s.redis, err = s.newRedis("redis"); err != nil {
		return s, err
	}
	s.current.Store(s.redis)
	s.telegram = startTelegram()
	if s.toAPI, err = startWire(func() string { return s.telegram.server.Listener.Addr().String() }); err != nil {
		return s, err
	}
	if s.toRedis, err = startWire(func() string { return s.current.Load().address() }); err != nil {
		return s, err
	}
	if err := s.configure(); err != nil {
		return s, err
	}
	s.telegram.hooked = s.listening
	for _, r := range s.bots {
		if err := s.begin(r); err != nil {
			return s, err
		}
	}
	return s, s.register()
}

func (s *site) newRedis(name string, more ...string) (*server, error) {
	r := &server{folder: filepath.Join(s.folder, name), log: s.log, more: more, faked: s.faked}
	if s.faked {
		if err := os.MkdirAll(r.folder, 0o700); err != nil {
			return nil, err
		}
		if err := r.skew(); err != nil {
			return nil, err
		}
	}
	return r, r.open()
}

// close ends everything, and removes what it left unless it is to be kept.
func (s *site) close(keep bool) {
	s.closing.Store(true)
	for _, r := range append([]*replica{s.stranger}, s.bots...) {
		if r != nil && r.run != nil {
			r.run.kill()
		}
	}
	for _, r := range append([]*server{s.redis}, s.others...) {
		if r != nil && r.run != nil {
			r.run.kill()
			r.client.Close()
		}
	}
	if s.guard != nil {
		s.guard.close()
	}
	for _, w := range []*wire{s.toAPI, s.toRedis} {
		if w != nil {
			w.set(open)
			w.close()
		}
	}
	if s.telegram != nil {
		s.telegram.server.CloseClientConnections()
		s.telegram.server.Close()
	}
	if s.log != nil {
		s.log.Close()
	}
	if !keep {
		os.RemoveAll(s.folder)
	}
}

// configure writes the roster, and the settings of each process.
func (s *site) configure() error {
	roster := "unit,name,area,key,registered,seats,candidates,officers,leaders\n"
	for i := range s.people {
		roster += fmt.Sprintf("V%d,第%d村,东片/第%d组,,%d,主任:1,主任:赵大山/钱小河,联络员%02d,领导%d\n", i, i, i%3, roll, i, i%2)
	}
	if err := os.WriteFile(filepath.Join(s.folder, "roster.csv"), []byte(roster), 0o600); err != nil {
		return err
	}
	for i := range s.replicas {
		r := &replica{config: filepath.Join(s.folder, fmt.Sprintf("config%d.toml", i))}
		mode := ""
		if s.webhook {
			port, err := freePort()
			if err != nil {
				return err
			}
			r.listen = "127.0.0.1:" + port
			mode = fmt.Sprintf("mode = \"webhook\"\nwebhook_url = \"https://bot.example.org/attack\"\nwebhook_listen = %q\nwebhook_secret = \"0123456789abcdef\"\n", r.listen)
		}
		s.bots = append(s.bots, r)
		if err := s.writeConfig(r.config, mode, s.toRedis.address()); err != nil {
			return err
		}
	}
	return nil
}

func (s *site) writeConfig(name, mode, redis string) error {
	return os.WriteFile(name, fmt.Appendf(nil, "[telegram]\ntoken = %q\napi_url = \"http://%s\"\n%s[redis]\nurl = \"redis://%s/0\"\n"+
		"[[town]]\nid = %q\nname = \"石桥镇\"\nroster = \"roster.csv\"\noffice = [%d]\n[[town.election]]\nid = %q\nkind = \"villagers\"\npolling_day = %s\n",
		token, s.toAPI.address(), mode, redis, town, officeID, election, time.Now().AddDate(0, 0, 40).Format(time.DateOnly)), 0o600)
}

// begin starts a process of the bot and waits until it runs.
func (s *site) begin(r *replica, more ...string) error {
	run, err := startProcess(s.log, "msg=running", nil, s.bot, append([]string{"run", "-config", r.config}, more...)...)
	if err != nil {
		return err
	}
	r.run = run
	return run.isReady(time.Minute)
}

// again starts a process of the bot until it runs: while Redis is away, it ends
// at once, and whatever watches over it starts it again.
func (s *site) again(r *replica) error {
	var err error
	for range 20 {
		if err = s.begin(r); err == nil {
			return nil
		}
		r.run.kill()
		pause(300 * time.Millisecond)
	}
	return fmt.Errorf("the bot does not start: %w", err)
}

// listening is the address of a process that takes updates; "" when the attack
// is over.
func (s *site) listening() string {
	for !s.closing.Load() {
		r := s.bots[rand.IntN(len(s.bots))]
		if c, err := net.DialTimeout("tcp", r.listen, time.Second); err == nil {
			c.Close()
			return r.listen
		}
		pause(20 * time.Millisecond)
	}
	return ""
}

// register has the office make a link for each officer, who opens it.
func (s *site) register() error {
	for i := range s.people {
		s.officers = append(s.officers, newOfficer(s, i))
	}
	office := &officer{s: s, user: officeID, name: "选举办"}
	office.say("/invite")
	if !office.sees("") {
		return fmt.Errorf("the office gets no answer to /invite")
	}
	list := office.newest("")
	for _, o := range s.officers {
		s.updates.Add(1)
		s.telegram.press(office.user, office.name, list, "i:"+o.name)
	}
	var all sync.WaitGroup
	var failed atomic.Int32
	for _, o := range s.officers {
		all.Go(func() {
			if !o.register(office) {
				failed.Add(1)
			}
		})
	}
	all.Wait()
	if n := failed.Load(); n > 0 {
		return fmt.Errorf("%d officers could not register; the office reads %q, the first officer %q", n, office.newest("").text, s.officers[0].newest("").text)
	}
	return nil
}

// late reports whether somebody who begins to wait now has waited in vain: as
// long as they have patience, and not while the bot is being ill-treated, or for
// ten times as long.
func (s *site) late() func() bool {
	began := time.Now()
	return func() bool {
		waited, calm := time.Since(began), time.Since(time.UnixMilli(s.calm.Load()))
		return waited > s.patience && calm > min(s.patience, calmTime) || waited > 10*s.patience
	}
}

const calmTime = 15 * time.Second

// tool runs a subcommand of the bot's program and returns what it printed.
func (s *site) tool(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, s.bot, args...).CombinedOutput()
	return string(out), err
}

// settle waits until everything is taken and sent, and returns what is left.
func (s *site) settle(most time.Duration) (left []string) {
	ctx := context.Background()
	end := time.Now().Add(most)
	for {
		left = nil
		if n := s.telegram.unconfirmed(); n > 0 {
			left = append(left, fmt.Sprintf("%d updates are not taken", n))
		}
		if n, err := s.redis.client.ZCard(ctx, key("ready")).Result(); n > 0 || err != nil {
			left = append(left, fmt.Sprintf("%d chats have messages waiting (%v)", n, err))
		}
		if len(left) == 0 || time.Now().After(end) {
			return left
		}
		pause(50 * time.Millisecond)
	}
}

// starts is how often a Redis was started.
func (s *site) starts() (n int) {
	for _, r := range append([]*server{s.redis}, s.others...) {
		n += r.started
	}
	return n
}

func key(name string) string { return "hj:{" + town + "}:" + name }
