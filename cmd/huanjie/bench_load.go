package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// patience is how long a telephone of a measurement waits for what it is to see.
const benchPatience = 2 * time.Minute

// unhurried is a Telegram without limits, whose clock runs sixty times as fast: nobody then sends
// more in a minute than people do.
func unhurried() (sandbox.Limits, func() time.Time) {
	began := time.Now()
	return sandbox.Limits{Off: true, UpdateLife: aCentury, QueryLife: aCentury, AnswerWithin: aCentury}, func() time.Time { return began.Add(60 * time.Since(began)) }
}

// cost is what a load took.
type cost struct {
	who                                  string
	steps                                int
	took                                 time.Duration // all steps
	cpu, redisCPU, trips, commands, file float64       // each step: microseconds, number, bytes
	kept                                 float64       // each report, which is two steps: bytes in the memory of Redis
	p50, p99, first                      time.Duration
	idle, loaded                         int // MB
}

// String is a row of the table.
func (c cost) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%s\t%d\t%.0f\t%.0f\t%.0f\t%.1f\t%.0f\t%.0f\t%.0f\t%.1f\t%.1f\t%d\t%d\t%.0f\t", c.who, c.steps, float64(c.steps)/c.took.Seconds(), c.cpu, c.redisCPU, c.trips, c.commands, c.file, c.kept, ms(c.p50), ms(c.p99), c.idle, c.loaded, ms(c.first))
}

// load has all officers report the turnout again and again: a message, and a tap on its card.
func (b bench) load(ctx context.Context, plain bool) (cost, error) {
	limits, now := unhurried()
	s, err := b.open(ctx, plain, limits, now)
	defer s.close()
	if err != nil {
		return cost{}, err
	}
	c := cost{steps: 2 * b.officers * b.rounds}
	if _, err = s.firstReply(ctx); err != nil { // it settles into a new Redis
		return c, err
	}
	if err := s.startAgain(ctx); err != nil {
		return c, err
	}
	if c.first, err = s.firstReply(ctx); err != nil {
		return c, err
	}
	phones, err := s.phones(ctx, b.officers)
	if err != nil {
		return c, err
	}
	if err := s.quiet(ctx); err != nil {
		return c, err
	}
	c.idle = s.megabytes()
	before, err := s.meters(ctx)
	if err != nil {
		return c, err
	}
	began := time.Now()
	took, err := s.report(ctx, phones)
	if err != nil {
		return c, err
	}
	c.took = time.Since(began)
	after, err := s.meters(ctx)
	if err != nil {
		return c, err
	}
	c.loaded = s.megabytes()
	each := func(f func(meters) float64) float64 { return (f(after) - f(before)) / float64(c.steps) }
	c.cpu, c.redisCPU = each(func(m meters) float64 { return m.cpu }), each(func(m meters) float64 { return m.redisCPU })
	c.trips, c.commands, c.file = each(func(m meters) float64 { return m.reads }), each(func(m meters) float64 { return m.commands }), each(func(m meters) float64 { return m.file })
	c.kept = 2 * each(func(m meters) float64 { return m.memory })
	if err := s.holds(ctx, c.steps/2); err != nil {
		return c, err
	}
	slices.Sort(took)
	c.p50, c.p99 = took[len(took)/2], took[len(took)*99/100]
	return c, nil
}

// report takes all steps and returns how long each took.
func (s *stand) report(ctx context.Context, phones []*sandbox.Phone) (took []time.Duration, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for i, p := range phones {
		all.Go(func() {
			for n := range s.rounds {
				a, b, lost := s.once(ctx, p, i, n+1)
				mu.Lock()
				took, err = append(took, a, b), firstOf(err, lost)
				mu.Unlock()
				if lost != nil {
					return
				}
			}
		})
	}
	all.Wait()
	return took, err
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

const benchConfirm = "✅ 确认上报"

// once reports one figure, and returns how long its message and its tap took.
func (s *stand) once(ctx context.Context, p *sandbox.Phone, village, voted int) (typed, tapped time.Duration, err error) {
	began := time.Now()
	if _, err := p.Say(fmt.Sprintf("%s村 投票 %d", villageName(village), voted)); err != nil {
		return 0, 0, err
	}
	if err := sees(ctx, p, true, fmt.Sprintf("已投票：%d", voted)); err != nil {
		return 0, 0, err
	}
	typed, began = time.Since(began), time.Now()
	if err := p.Tap(benchConfirm); err != nil {
		return 0, 0, err
	}
	err = sees(ctx, p, false, "已上报")
	return typed, time.Since(began), err
}

// sees waits until the newest message of the bot says something, with a card to confirm or
// without.
func sees(ctx context.Context, p *sandbox.Phone, card bool, words string) error {
	ctx, cancel := context.WithTimeout(ctx, benchPatience)
	defer cancel()
	var last sandbox.Message
	err := p.Wait(ctx, func(all []sandbox.Message) bool {
		for _, m := range slices.Backward(all) {
			if m.From == nil || !m.From.IsBot {
				continue
			}
			last = m
			return strings.Contains(m.Text, words) && card == confirms(m)
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("waited for %q, and saw %q: %w", words, last.Text, err)
	}
	return nil
}

// confirms reports whether a message has the button by which its card is confirmed.
func confirms(m sandbox.Message) bool {
	return m.ReplyMarkup != nil && slices.ContainsFunc(m.ReplyMarkup.Rows, func(row []sandbox.Button) bool {
		return slices.ContainsFunc(row, func(b sandbox.Button) bool { return b.Text == benchConfirm })
	})
}

// firstReply writes to the bot before it runs, and returns how long after its start it answers.
func (s *stand) firstReply(ctx context.Context) (time.Duration, error) {
	p := s.telegram.Phone(sandbox.Person{FirstName: "路人"})
	if _, err := p.Start(""); err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, benchPatience)
	defer cancel()
	err := p.Wait(ctx, func(all []sandbox.Message) bool {
		return slices.ContainsFunc(all, func(m sandbox.Message) bool { return m.From != nil && m.From.IsBot })
	})
	return time.Since(s.began), err
}

// phones are the telephones of so many officers, who are registered.
func (s *stand) phones(ctx context.Context, n int) (all []*sandbox.Phone, err error) {
	for i := range n {
		p := s.telegram.Phone(sandbox.Person{FirstName: fmt.Sprint("联络员", i)})
		all = append(all, p)
		if len(s.config.Towns) == 0 {
			_, err = p.Start("")
		} else {
			err = s.register(ctx, p, election.PersonID(fmt.Sprint("联络员", i)))
		}
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// register makes somebody with a telephone a person of the town, as a link does.
func (s *stand) register(ctx context.Context, p *sandbox.Phone, who election.PersonID) error {
	town := store.Open(s.redis, s.config.Towns[0])
	ses, err := town.Session(ctx, p.ID())
	if err != nil {
		return err
	}
	if err := town.Settle(ctx, p.ID()); err != nil {
		return err
	}
	return town.Commit(ctx, store.Commit{Session: &ses, State: ses.Talk, Binding: &store.Binding{Person: who, Language: "zh"}})
}

// meters are what has been used up to now.
type meters struct{ cpu, redisCPU, reads, commands, file, memory float64 }

func (s *stand) meters(ctx context.Context) (m meters, err error) {
	text, err := s.redis.Info(ctx, "everything").Result()
	if err != nil {
		return m, err
	}
	info := map[string]float64{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			info[name], _ = strconv.ParseFloat(value, 64) // 0 of what is no number
		}
	}
	m = meters{redisCPU: 1e6 * (info["used_cpu_sys_main_thread"] + info["used_cpu_user_main_thread"]), reads: info["total_reads_processed"], commands: info["total_commands_processed"], file: info["aof_current_size"], memory: info["used_memory_dataset"]}
	for _, bot := range s.bots {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", bot.Process.Pid))
		if err != nil {
			return m, err
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		if f := strings.Fields(rest); len(f) > 12 {
			user, _ := strconv.ParseFloat(f[11], 64) // the kernel writes numbers
			system, _ := strconv.ParseFloat(f[12], 64)
			m.cpu += (user + system) * 1e4 // a tick is 10 ms
		}
	}
	return m, nil
}

// holds returns an error unless the journal holds all that was confirmed, and what is kept agrees
// with it. Of the plain bot there is nothing to look into.
func (s *stand) holds(ctx context.Context, confirmed int) error {
	if len(s.config.Towns) == 0 {
		return nil
	}
	town := store.Open(s.redis, s.config.Towns[0])
	if err := town.Verify(ctx); err != nil {
		return err
	}
	head, err := town.Head(ctx)
	if err == nil && head.Entries != confirmed {
		err = fmt.Errorf("%d reports were confirmed, and the journal holds %d", confirmed, head.Entries)
	}
	return err
}

// quiet waits until what begins with the process is over: it looks through its journal.
func (s *stand) quiet(ctx context.Context) error {
	for range 60 {
		before, err := s.meters(ctx)
		if err != nil {
			return err
		}
		time.Sleep(time.Second) // the span over which its CPU time is looked at
		after, err := s.meters(ctx)
		if err != nil || after.cpu-before.cpu < 1e5 {
			return err
		}
	}
	return nil
}

// megabytes is how much memory the bot has, all its processes together.
func (s *stand) megabytes() (sum int) {
	for _, bot := range s.bots {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", bot.Process.Pid))
		if err != nil {
			return 0
		}
		_, rest, _ := strings.Cut(string(status), "VmRSS:")
		n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
		sum += n
	}
	return sum / 1024
}
