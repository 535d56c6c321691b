package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestOffsetsConfirm(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	for _, text := range []string{"一", "二", "三", "四"} {
		must(t)(p.Say(text))
	}
	all := do[[]seen](t, s, "getUpdates", args{"limit": 3})
	if len(all) != 3 || all[0].Message.Text != "一" || all[1].ID != all[0].ID+1 {
		t.Fatalf("first batch: %+v", all)
	}
	if again := do[[]seen](t, s, "getUpdates", args{"limit": 1}); again[0].ID != all[0].ID {
		t.Error("an update vanished without being confirmed")
	}
	if rest := do[[]seen](t, s, "getUpdates", args{"offset": all[1].ID + 1}); len(rest) != 2 || rest[0].Message.Text != "三" || s.Pending() != 2 {
		t.Errorf("after confirming two: %+v, pending %d", rest, s.Pending())
	}
	if last := do[[]seen](t, s, "getUpdates", args{"offset": -1}); len(last) != 1 || last[0].Message.Text != "四" || s.Pending() != 1 {
		t.Errorf("negative offset: %+v, pending %d", last, s.Pending())
	}
}

func TestLongPollWakesAtOnce(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	got := make(chan []seen, 1)
	go func() { got <- do[[]seen](t, s, "getUpdates", args{"timeout": 50}) }()
	waitForPoll(t, s)
	must(t)(p.Say("到"))
	if updates := <-got; len(updates) != 1 || updates[0].Message.Text != "到" {
		t.Errorf("woke with %+v", updates)
	}
}

func TestSecondPollEndsTheFirst(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	first := make(chan reply, 1)
	go func() {
		out, _ := try(soon(t), s, "getUpdates", args{"timeout": 50})
		first <- out
	}()
	waitForPoll(t, s)
	do[[]seen](t, s, "getUpdates", args{})
	if out := <-first; out.Code != 409 || out.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("first poll: %+v", out)
	}
}

func TestUpdatesGrowTooOld(t *testing.T) {
	t.Parallel()
	s, at := free(t)
	p := met(t, s, "周明")
	m := do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "确认？", "reply_markup": buttons("确认", "yes")})
	must(t)(p.Say("发1200"))
	for range 2 {
		if err := p.Tap("确认"); err != nil {
			t.Fatal(err)
		}
	}
	at.Add(149 * time.Second)
	if s.Pending() != 3 {
		t.Errorf("after 149 s %d updates wait, want 3", s.Pending())
	}
	at.Add(2 * time.Second)
	if got := do[[]seen](t, s, "getUpdates", nil); len(got) != 1 || got[0].Message.Text != "发1200" {
		t.Errorf("after 151 s: %+v", got)
	}
	at.Add(24 * time.Hour)
	if s.Pending() != 0 {
		t.Error("a message outlived a day")
	}
	if p.Last().ID != m.ID+1 {
		t.Error("the chat itself must not forget")
	}
}

func TestAllowedUpdates(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	do[[]seen](t, s, "getUpdates", args{"allowed_updates": []string{"my_chat_member"}})
	must(t)(p.Say("听不见"))
	p.Block()
	if got := drain(t, s); len(got) != 1 || got[0].Mine == nil || got[0].Mine.New.Status != "kicked" {
		t.Errorf("only my_chat_member was asked for: %+v", got)
	}
	do[[]seen](t, s, "getUpdates", args{"allowed_updates": []string{}})
	p.Unblock()
	must(t)(p.Say("听得见"))
	if got := drain(t, s); len(got) != 2 || got[1].Message.Text != "听得见" {
		t.Errorf("with the default list: %+v", got)
	}
	refused(t, s, "getUpdates", args{"allowed_updates": "message"}, "Bad Request: can't parse allowed_updates: JSON array of strings expected")
}

func TestInjectAndRepeat(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	id, err := s.Inject(`{"message":{"message_id":"seven"},"colour":{"kind":"new"}}`)
	if err != nil {
		t.Fatal(err)
	}
	raw := do[[]json.RawMessage](t, s, "getUpdates", nil)
	if len(raw) != 1 || !strings.Contains(string(raw[0]), `"seven"`) || !strings.Contains(string(raw[0]), `"update_id":`) {
		t.Errorf("injected %d, got %s", id, raw)
	}
	for _, bad := range []string{`[1]`, `null`, `{`} {
		if _, err := s.Inject(bad); err == nil {
			t.Errorf("%s was injected", bad)
		}
	}
	do[[]seen](t, s, "getUpdates", args{"offset": id + 1})
	if must(t)(p.Say("不重复")); s.Repeat() {
		t.Error("a message came under two numbers")
	}
	if err := p.TapData(1, "重复"); err != nil {
		t.Fatal(err)
	}
	if must(t)(p.Say("后来的")); !s.Repeat() {
		t.Fatal("nothing to repeat")
	}
	if got := drain(t, s); len(got) != 4 || got[1].Query.ID != got[3].Query.ID || got[1].ID == got[3].ID {
		t.Errorf("repeated: %+v", got)
	}
}

func TestManyAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	follow(t, s)
	const people, each = 12, 20
	for i := range people {
		p := s.Phone(Person{FirstName: "联络员"})
		go func() {
			must := must(t)
			for n := range each {
				must(p.Say(string(rune('a'+i)) + string(rune('a'+n))))
			}
		}()
	}
	next := map[byte]byte{}
	last := int64(0)
	for got := 0; got < people*each; {
		updates := do[[]seen](t, s, "getUpdates", args{"offset": last + 1, "timeout": 10})
		for _, u := range updates {
			who, number := u.Message.Text[0], u.Message.Text[1]-'a'
			if u.ID <= last || number != next[who] {
				t.Fatalf("update %d after %d: message %d of %c, want %d", u.ID, last, number, who, next[who])
			}
			last = u.ID
			next[who]++
			do[Message](t, s, "sendMessage", args{"chat_id": u.Message.Chat.ID, "text": "收到"})
		}
		got += len(updates)
	}
}
