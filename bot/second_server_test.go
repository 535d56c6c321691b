package bot_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huanjie/bot"
	"huanjie/flows"
	"huanjie/internal/config"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/store"
)

// secondServer is a Bot API server that this project did not write: telegram-test-api.
type secondServer struct {
	t   *testing.T
	url string
}

// openSecondServer starts it. It is installed with npm (.ci/second-server); without it the
// test is left out.
func openSecondServer(t *testing.T) secondServer {
	t.Helper()
	const folder = "../.ci/second-server"
	node, err := exec.LookPath("node")
	if _, missing := os.Stat(folder + "/node_modules/telegram-test-api"); err != nil || missing != nil {
		t.Skip("no second Bot API server on this machine (npm ci --prefix .ci/second-server): the bot is tried against its own sandbox only")
	}
	run := exec.Command(node, "server.js")
	run.Dir, run.Stderr = folder, os.Stderr
	in, err := run.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = run.Wait() })
	said, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return secondServer{t, strings.TrimSpace(said)}
}

// asks posts a request of the server's own, for the people's side.
func (s secondServer) asks(method string, body, answer any) {
	s.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	resp, err := http.Post(s.url+"/"+method, "application/json", bytes.NewReader(raw))
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if answer == nil {
		return
	}
	if err := json.NewDecoder(resp.Body).Decode(answer); err != nil {
		s.t.Fatal(err)
	}
}

// secondMessage is a message of the bot as that server keeps it.
type secondMessage struct {
	ID      int `json:"messageId"`
	Message struct {
		Chat   json.Number `json:"chat_id"`
		Text   string      `json:"text"`
		Markup struct {
			Rows [][]struct {
				Text string `json:"text"`
				Data string `json:"callback_data"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
	} `json:"message"`
}

// says lets a person write.
func (s secondServer) says(user int64, text string) {
	s.t.Helper()
	s.asks("sendMessage", s.from(user, map[string]any{"text": text, "date": time.Now().Unix()}), nil)
}

func (s secondServer) from(user int64, more map[string]any) map[string]any {
	more["botToken"], more["from"] = token, map[string]any{"id": user, "first_name": "甲", "language_code": "zh"}
	more["chat"] = map[string]any{"id": user, "first_name": "甲", "type": "private"}
	return more
}

// sent is all that the bot has sent to a person.
func (s secondServer) sent(user int64) (all []secondMessage) {
	s.t.Helper()
	var history struct{ Result []secondMessage }
	s.asks("getUpdatesHistory", map[string]any{"token": token}, &history)
	for _, m := range history.Result {
		if m.Message.Chat.String() == fmt.Sprint(user) {
			all = append(all, m)
		}
	}
	return all
}

// sees waits for a message that is as wanted.
func (s secondServer) sees(ctx context.Context, user int64, wanted func(secondMessage) bool) secondMessage {
	s.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		all := s.sent(user)
		if i := slices.IndexFunc(all, wanted); i >= 0 {
			return all[i]
		}
		select {
		case <-ctx.Done():
			s.t.Fatalf("user %d has: %+v", user, all)
		case <-tick.C:
		}
	}
}

// taps presses a button of a message.
func (s secondServer) taps(user int64, m secondMessage, label string) {
	s.t.Helper()
	for _, row := range m.Message.Markup.Rows {
		for _, b := range row {
			if b.Text == label {
				message := s.from(user, map[string]any{"message_id": m.ID, "text": m.Message.Text, "date": time.Now().Unix()})
				s.asks("sendCallback", s.from(user, map[string]any{"data": b.Data, "message": message}), nil)
				return
			}
		}
	}
	s.t.Fatalf("no button %q: %+v", label, m)
}

// TestSecondServer drives the bot against a Bot API server that this project did not
// write: officers open their links, report in a sentence and confirm, at once. Every
// message of theirs is taken once, and every answer arrives once.
func TestSecondServer(t *testing.T) {
	t.Parallel()
	server := openSecondServer(t)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	const people = 12
	town, log := countyTown(t, people), &journal{}
	c := redistest.Dial(t, redistest.Any(t))
	s := store.Open(c, town)
	if err := s.Enroll(ctx); err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(ctx, c, []*store.Store{s}, flows.All, bot.Options{Token: token, APIURL: server.url, Pace: fullSpeed(), Decode: config.Decode,
		Now: func() time.Time { return demoMorning(town.Location) }, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	b.Introduce(ctx, "") // which that server does not know
	running, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Go(func() { _ = b.Send(running) })
	all.Go(func() { _ = b.Poll(running) })
	t.Cleanup(func() { stop(); all.Wait() })

	has := func(words string) func(secondMessage) bool {
		return func(m secondMessage) bool { return strings.Contains(m.Message.Text, words) }
	}
	for i := range people {
		link, err := s.Invite(ctx, officer(i), demoMorning(town.Location))
		if err != nil {
			t.Fatal(err)
		}
		server.says(int64(101+i), "/start "+link)
	}
	for i := range people {
		server.sees(ctx, int64(101+i), has("您已登记为"))
		server.says(int64(101+i), fmt.Sprintf("进度 %d号村 组织准备 完成", i+1))
	}
	for i := range people {
		user := int64(101 + i)
		card := server.sees(ctx, user, has("上报阶段进度"))
		server.taps(user, card, "✅ 确认上报")
		server.taps(user, card, "✅ 确认上报") // twice, as impatient people do
	}
	for i := range people {
		user := int64(101 + i)
		server.sees(ctx, user, has("✅ <b>已上报"))
		server.says(user, "我是谁")
		server.sees(ctx, user, has("您的编号"))
		if got := server.sent(user); len(got) != 4 { // the welcome, the menu, the card, the answer
			t.Errorf("user %d has %d messages: %+v", user, len(got), got)
		}
	}
	reports := map[election.UnitID]int{}
	err = s.Journal(ctx, func(r election.Report) error { reports[r.Unit]++; return nil })
	if err = errors.Join(err, s.Verify(ctx)); err != nil || len(reports) != people {
		t.Fatalf("reports: %v, %v", reports, err)
	}
	for unit, n := range reports {
		if n != 1 {
			t.Errorf("%s has %d reports", unit, n)
		}
	}
	if strings.Contains(log.String(), token) {
		t.Error("the token stands in the log")
	}
}
