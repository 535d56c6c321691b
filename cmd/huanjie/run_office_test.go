package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// running is "huanjie run" in a test.
type running struct {
	t     *testing.T
	lines chan string // of its log
	stop  context.CancelFunc
	ended chan int
}

// settled is a Telegram, and a town whose bot has yet to run, with its settings changed.
func settled(t *testing.T, change func(settings string) string) (*sandbox.Server, kept) {
	t.Helper()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	must(t, err)
	t.Cleanup(telegram.Close)
	k := keepTown(t, redistest.Start(t))
	k.asks(telegram.URL, testToken)
	settings, err := os.ReadFile(k.config)
	must(t, err)
	must(t, os.WriteFile(k.config, []byte(change(string(settings))), 0o600))
	return telegram, k
}

// runTown runs the bot with the settings of a town, and more flags.
func runTown(t *testing.T, k kept, flags ...string) running {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	said, says := io.Pipe()
	r := running{t, make(chan string, 1000), stop, make(chan int, 1)}
	go func() {
		r.ended <- start(ctx, append([]string{"run", "-past", "-config", k.config}, flags...), noEnv, nil, says, says)
		says.Close()
	}()
	go func() {
		defer close(r.lines)
		for all := bufio.NewScanner(said); all.Scan(); {
			r.lines <- all.Text()
		}
	}()
	t.Cleanup(func() {
		stop()
		for range r.lines {
		}
	})
	return r
}

// logs waits for a line of the log, and returns what the pattern holds.
func (r running) logs(pattern string) string {
	r.t.Helper()
	want := regexp.MustCompile(pattern)
	var all []string
	for line := range r.lines {
		if found := want.FindStringSubmatch(line); found != nil {
			return found[len(found)-1]
		}
		all = append(all, line)
	}
	r.t.Fatalf("it has ended without %s:\n%s", pattern, strings.Join(all, "\n"))
	return ""
}

// TestFirstMemberOfTheOffice: with nobody in the office, the log holds a code;
// whoever sends it is the office, also after a restart.
func TestFirstMemberOfTheOffice(t *testing.T) {
	t.Parallel()
	telegram, k := settled(t, func(settings string) string { return strings.Replace(settings, "office = [900]", "office = []", 1) })

	r := runTown(t, k)
	code := r.logs(`/office (\d{4}-\d{4})`)
	r.logs("running")
	stranger, member := telegram.Phone(sandbox.Person{ID: 801, FirstName: "路人"}), telegram.Phone(sandbox.Person{ID: 802, FirstName: "高远"})
	for _, p := range []*sandbox.Phone{stranger, member} {
		_, err := p.Start("")
		must(t, err)
	}
	say := func(p *sandbox.Phone, text, answer string) {
		t.Helper()
		_, err := p.Say(text)
		must(t, err)
		hears(t, p, answer)
	}
	say(stranger, "/office 0000-0000", "这个码不对")
	say(member, "/office "+code, "您现在是石桥镇选举办的成员")
	r.logs("opened again")
	r.logs("running")
	say(member, "/invite", "名册 3 人")
	say(stranger, "/office "+code, "这个码不对")
	r.stop()
	if status := <-r.ended; status != done {
		t.Errorf("run ends with %d", status)
	}

	again := runTown(t, k)
	again.logs("running")
	say(member, "/office "+code, "您已经是石桥镇选举办的成员")
	exported := filepath.Join(t.TempDir(), "town.jsonl")
	k.tool(done, "exported", "export", "-config", k.config, "-o", exported)
}

// Two bots have one token and a Redis each. One stops taking updates, also after
// a restart, until it is told that it is alone.
func TestRunAlone(t *testing.T) {
	t.Parallel()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	must(t, err)
	t.Cleanup(telegram.Close)
	towns, bots := [2]kept{}, [2]running{}
	stopped := make(chan int, 2)
	for i := range towns {
		towns[i] = keepTown(t, redistest.Start(t))
		towns[i].asks(telegram.URL, testToken)
		bots[i] = runTown(t, towns[i])
	}
	const nothing = "NOTHING IS TAKEN"
	for i, r := range bots {
		go func() {
			for line := range r.lines {
				if strings.Contains(line, nothing) {
					stopped <- i
				}
			}
		}()
	}
	first := <-stopped
	for _, r := range bots {
		r.stop()
		<-r.ended
	}
	k := towns[first]
	again := runTown(t, k)
	again.logs(nothing)
	p := telegram.Phone(sandbox.Person{ID: 801, FirstName: "路人"})
	_, err = p.Start("")
	must(t, err)
	again.stop()
	<-again.ended
	if n := telegram.Pending(); n != 1 {
		t.Errorf("%d updates wait, want the one that nobody may take", n)
	}
	alone := runTown(t, k, "-alone")
	alone.logs("running")
	hears(t, p, "链接")
	alone.stop()
	<-alone.ended
	later := runTown(t, k) // it need not be said again
	later.logs("running")
	_, err = p.Say("你好")
	must(t, err)
	hears(t, p, "链接")
}
