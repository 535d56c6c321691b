package sandbox

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// buttons is a keyboard of one row.
func buttons(labelsAndData ...string) args {
	row := []args{}
	for i := 0; i < len(labelsAndData); i += 2 {
		row = append(row, args{"text": labelsAndData[i], "callback_data": labelsAndData[i+1]})
	}
	return args{"inline_keyboard": [][]args{row}}
}

func TestTapAndAnswer(t *testing.T) {
	t.Parallel()
	s, at := free(t)
	p := met(t, s, "周明")
	do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "旧卡片", "reply_markup": buttons("确认", "old")})
	do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "新卡片", "reply_markup": buttons("确认", "new", "返回", "back")})
	if err := p.Tap("确认"); err != nil {
		t.Fatal(err)
	}
	if err := p.Tap("不存在"); !errors.Is(err, errNoButton) {
		t.Errorf("a button that is not there: %v", err)
	}
	tap := drain(t, s)[0].Query
	if tap.Data != "new" || tap.Message.Text != "新卡片" || tap.Message.Date == 0 {
		t.Errorf("the newest button was meant: %+v", tap)
	}
	do[bool](t, s, "answerCallbackQuery", args{"callback_query_id": tap.ID, "text": "已记录", "show_alert": true})
	if err := p.Wait(soon(t), func([]Message) bool { return len(p.Answers()) == 1 }); err != nil {
		t.Fatal(err)
	}
	if got := p.Answers()[0]; got.Text != "已记录" || !got.Alert || got.Query != tap.ID {
		t.Errorf("answer: %+v", got)
	}
	const old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	refused(t, s, "answerCallbackQuery", args{"callback_query_id": tap.ID}, old)
	refused(t, s, "answerCallbackQuery", args{"callback_query_id": "12345"}, old)
	refused(t, s, "answerCallbackQuery", args{"callback_query_id": "1", "text": strings.Repeat("长", 201)}, "Bad Request: MESSAGE_TOO_LONG")

	if err := p.Tap("返回"); err != nil {
		t.Fatal(err)
	}
	late := drain(t, s)[0].Query
	at.Add(151 * time.Second)
	refused(t, s, "answerCallbackQuery", args{"callback_query_id": late.ID}, old)
}

func TestStaleAndForgedTaps(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	m := do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "核对", "reply_markup": buttons("确认", "draft1")})
	do[Message](t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": "已确认"})
	if err := p.Tap("确认"); !errors.Is(err, errNoButton) {
		t.Errorf("the edit took the button away, yet: %v", err)
	}
	if err := p.TapOn(m.ID, "确认"); err != nil {
		t.Errorf("a screen that is behind: %v", err)
	}
	if err := p.TapData(m.ID, "drop everything"); err != nil {
		t.Fatal(err)
	}
	do[bool](t, s, "deleteMessage", args{"chat_id": p.ID(), "message_id": m.ID})
	if err := p.TapOn(m.ID, "确认"); err != nil {
		t.Fatal(err)
	}
	got := drain(t, s)
	if len(got) != 3 || got[0].Query.Data != "draft1" || got[0].Query.Message.Text != "已确认" || got[1].Query.Data != "drop everything" {
		t.Fatalf("taps: %+v", got)
	}
	if gone := got[2].Query.Message; gone.Date != 0 || gone.ID != m.ID || gone.From != nil {
		t.Errorf("a tap on a deleted message carries %+v", gone)
	}
	if err := p.TapData(m.ID, strings.Repeat("x", 65)); err == nil {
		t.Error("65 bytes of data were sent")
	}
	p.Block()
	if err := p.TapData(m.ID, "x"); !errors.Is(err, errBlocked) {
		t.Errorf("tapping in a blocked chat: %v", err)
	}
}
