package main

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// The bot receives before it says what Telegram's menu shows, however slow that is; and what was
// shown is not shown again at the next start.
func TestTheBotReceivesFirst(t *testing.T) {
	t.Parallel()
	telegram, err := sandbox.Start(sandbox.Options{Token: testToken})
	must(t, err)
	t.Cleanup(telegram.Close)
	slow := telegram.Fail(sandbox.Fault{Method: "setMyCommands", Delay: time.Minute})
	path := demoSettings(t, fmt.Sprintf("telegram.api_url = %q\nredis.url = %q", telegram.URL, redistest.Start(t)), "polling_day = "+time.Now().AddDate(0, 0, 30).Format(time.DateOnly))
	run := func(until func() bool) {
		t.Helper()
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
		var says bytes.Buffer
		var running sync.WaitGroup
		running.Go(func() { start(ctx, []string{"run", "-config", path, "-allow-loss"}, noEnv, nil, &says, &says) })
		p := telegram.Phone(sandbox.Person{FirstName: "路人"})
		_, err := p.Start("")
		must(t, err)
		must(t, p.Wait(ctx, func(all []sandbox.Message) bool { return len(all) > 1 }))
		for !until() && ctx.Err() == nil {
			<-time.After(5 * time.Millisecond)
		}
		if ctx.Err() != nil {
			t.Error(says.String())
		}
		stop()
		running.Wait()
	}
	run(func() bool { return true })
	before := 0
	for _, r := range telegram.Requests() {
		if r.Method == "sendMessage" {
			break
		}
		if before++; before > 3 { // getMe, deleteWebhook, getUpdates
			t.Errorf("%s is called before somebody is answered", r.Method)
		}
	}
	slow.Remove()
	run(func() bool { return len(telegram.Requests("setChatMenuButton")) > 0 }) // the last of them
	shown := len(telegram.Requests("setMyCommands"))
	run(func() bool { return true })
	if n := len(telegram.Requests("setMyCommands")); n != shown {
		t.Errorf("%d lists of commands are shown again", n-shown)
	}
}
