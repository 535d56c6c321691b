package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

const testToken = "1000001:test"

const screenPatience = 3 * time.Minute

// TestBoardByLink asks for the board on several telephones of the demo: each
// link opens once, and shows what its person may see and nothing else.
func TestBoardByLink(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), screenPatience)
	t.Cleanup(cancel)
	s := serveDemo(t, ctx)
	for _, c := range []struct {
		who    *sandbox.Phone
		says   string
		sees   []string // units
		hidden []string
	}{
		{s.cast.office, "/board", []string{"E1", "W1"}, nil},
		{s.cast.phones["陈立"], "大屏", []string{"E1", "E2"}, []string{"W1"}},
		{s.cast.phones["周明"], "board", []string{"E1"}, []string{"E2", "W1"}},
	} {
		link := askForBoard(t, ctx, c.who, c.says)
		if got := pages(c.who); len(got) > 0 {
			t.Errorf("without https %d is shown buttons that open %s", c.who.ID(), got)
		}
		first, second := openLink(t, link), openLink(t, link)
		if first.status != http.StatusOK || second.status != http.StatusForbidden {
			t.Errorf("%d: the link opens with %d, then %d", c.who.ID(), first.status, second.status)
		}
		for _, u := range c.sees {
			if got := first.get("/unit?id=" + u); got != http.StatusOK {
				t.Errorf("%d sees %s: %d", c.who.ID(), u, got)
			}
		}
		for _, u := range c.hidden {
			if got := first.get("/unit?id=" + u); got != http.StatusNotFound {
				t.Errorf("%d may not see %s, but gets %d", c.who.ID(), u, got)
			}
		}
		if got := second.get("/unit?id=E1"); got != http.StatusUnauthorized {
			t.Errorf("whoever comes second sees E1: %d", got)
		}
	}
}

// TestBoardNotInGroups asks in the group: the answer shows the way to the
// private chat and has no link to the board.
func TestBoardNotInGroups(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), screenPatience)
	t.Cleanup(cancel)
	s := serveDemo(t, ctx)
	if _, err := s.cast.office.SayIn(s.cast.group.ID(), "/board@"+demoName); err != nil {
		t.Fatal(err)
	}
	err := s.cast.group.Wait(ctx, func(all []sandbox.Message) bool {
		for _, m := range all {
			if strings.Contains(m.Text, "/enter?key=") {
				t.Errorf("the group reads %s", m.Text)
			}
			if strings.Contains(m.Text, "请私聊我") {
				return true
			}
		}
		return false
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRunServesTheBoard runs the bot for real, with a board in its settings: it
// is there, and gone once the bot has stopped.
func TestRunServesTheBoard(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), screenPatience)
	t.Cleanup(cancel)
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken, Limits: sandbox.Limits{Off: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(telegram.Close)
	path := demoSettings(t, fmt.Sprintf(`telegram.api_url = %q
redis.url = %q
[board]
listen = "127.0.0.1:0"
url = "https://board.example.org/town"
menu_button = true`, telegram.URL, redistest.Embedded(t)), "polling_day = 2027-01-15")
	running, stop := context.WithCancel(ctx)
	said, says := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- start(running, []string{"run", "-past", "-config", path}, noEnv, nil, says, says)
		says.Close()
	}()
	log := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(said)
		log <- string(all)
	}()
	phone := telegram.Phone(sandbox.Person{ID: 700001, FirstName: "选举办"})
	if _, err := phone.Start(""); err != nil {
		t.Fatal(err)
	}
	link := askForBoard(t, ctx, phone, "大屏")
	if !strings.HasPrefix(link, "https://board.example.org/town/enter?key=") {
		t.Errorf("the link is %s", link)
	}
	if got := pages(phone); !slices.Equal(got, []string{`{"url":"https://board.example.org/town/"}`}) {
		t.Errorf("the buttons that open the board inside Telegram: %s", got)
	}
	if got := menuButton(t, telegram); !strings.Contains(got, `"type":"web_app"`) || !strings.Contains(got, `"https://board.example.org/town/"`) {
		t.Errorf("beside the field where people type: %s", got)
	}
	stop()
	if got := <-status; got != 0 {
		t.Errorf("run ends with %d", got)
	}
	all := <-log
	at := regexp.MustCompile(`at=(127\.0\.0\.1:\d+)`).FindStringSubmatch(all)
	if at == nil || !strings.Contains(all, "the board has no key") {
		t.Fatalf("the log says nothing of the board, or not that it has no key:\n%s", all)
	}
	if answer, err := http.Get("http://" + at[1] + "/"); err == nil {
		answer.Body.Close()
		t.Error("the board is still served")
	}
}

// pages are the Mini Apps that the buttons of a chat open.
func pages(p *sandbox.Phone) (all []string) {
	for _, m := range p.Messages() {
		for _, b := range m.Buttons() {
			if b.WebApp != nil {
				all = append(all, string(b.WebApp))
			}
		}
	}
	return all
}

// menuButton is what Telegram shows beside the field where people type.
func menuButton(t *testing.T, telegram *sandbox.Server) string {
	t.Helper()
	answer, err := http.Get(telegram.URL + "/bot" + testToken + "/getChatMenuButton")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// atOnce is the demo without the pace that it keeps for people: neither the bot
// nor Telegram lets anything wait, and the polling day takes a second.
func atOnce() staging {
	return staging{addr: "127.0.0.1:0", stderr: io.Discard, day: daySpeed{time.Hour, 100 * time.Millisecond},
		pace: outgoing.Pace{PerSecond: 10_000, Chat: time.Millisecond, Group: time.Millisecond}, limits: sandbox.Limits{Off: true}}
}

// serveDemo stages the demo and serves it until the test ends.
func serveDemo(t *testing.T, ctx context.Context) *show {
	t.Helper()
	s, err := stage(ctx, atOnce())
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- s.office.serve(serving) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		link := s.office.screen.link(s.office.config.Towns[0].ID, election.OfficePerson(s.cast.office.ID()), s.cast.office.ID(), election.Chinese)
		if v, path := viewerOf(t, link); v.opens(path) { // whoever else listens there by now does not know its key
			t.Error("the board is served after its bot")
		}
		s.close()
	})
	return s
}

// askForBoard asks the bot for the board and returns the link of its button.
func askForBoard(t *testing.T, ctx context.Context, p *sandbox.Phone, says string) (link string) {
	t.Helper()
	if _, err := p.Say(says); err != nil {
		t.Fatal(err)
	}
	err := p.Wait(ctx, func(all []sandbox.Message) bool {
		for _, m := range all {
			for _, b := range m.Buttons() {
				if strings.Contains(b.URL, "/enter?key=") && strings.Contains(m.Text, b.URL) {
					link = b.URL
				}
			}
		}
		return link != ""
	})
	if err != nil {
		t.Fatalf("no link for %d: %v", p.ID(), err)
	}
	return link
}

// viewer is a browser that came by a link.
type viewer struct {
	t      *testing.T
	client *http.Client
	home   string
	status int
}

func openLink(t *testing.T, link string) viewer {
	t.Helper()
	v, path := viewerOf(t, link)
	v.status = v.get(path)
	return v
}

// viewerOf has not opened its link yet, which is at a path.
func viewerOf(t *testing.T, link string) (v viewer, path string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	home, _, _ := strings.Cut(link, "/enter")
	return viewer{t: t, client: &http.Client{Jar: jar}, home: home}, strings.TrimPrefix(link, home)
}

// opens reports whether somebody listens who shows a path.
func (v viewer) opens(path string) bool {
	answer, err := v.client.Get(v.home + path)
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

func (v viewer) get(path string) (status int) {
	v.t.Helper()
	answer, err := v.client.Get(v.home + path)
	if err != nil {
		v.t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}
