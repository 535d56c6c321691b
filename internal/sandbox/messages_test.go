package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSendAndEdit(t *testing.T) {
	t.Parallel()
	s, at := free(t)
	p := met(t, s, "周明")
	chat := p.ID()
	m := do[Message](t, s, "sendMessage", args{"chat_id": chat, "text": " <b>东河村</b> &lt;1&gt;\n", "parse_mode": "HTML",
		"reply_markup": buttons("确认", "yes"), "link_preview_options": args{"is_disabled": true}, "disable_notification": true})
	if m.Text != "东河村 <1>" || m.From.ID != s.Bot().ID || m.Chat.ID != chat || m.Date != at.Now().Unix() || m.LinkPreview == nil || len(m.Buttons()) != 1 {
		t.Errorf("sent: %+v", m)
	}
	if len(m.Entities) != 1 || m.Entities[0].Offset != 0 || m.Entities[0].Length != 3 {
		t.Errorf("entities: %+v", m.Entities)
	}
	if !p.Last().Silent() {
		t.Error("a silent message rang")
	}
	same := args{"chat_id": chat, "message_id": m.ID, "text": "<b>东河村</b> &lt;1&gt;", "parse_mode": "HTML",
		"reply_markup": buttons("确认", "yes"), "link_preview_options": args{"is_disabled": true}}
	const notModified = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	refused(t, s, "editMessageText", same, notModified)
	at.Add(time.Minute)
	edited := do[Message](t, s, "editMessageText", args{"chat_id": chat, "message_id": m.ID, "text": "东河村已确认"})
	if edited.ReplyMarkup != nil || edited.EditDate != m.Date+60 || p.Last().Text != "东河村已确认" {
		t.Errorf("edited: %+v", edited)
	}
	do[Message](t, s, "editMessageReplyMarkup", args{"chat_id": chat, "message_id": m.ID, "reply_markup": buttons("修改", "m")})
	refused(t, s, "editMessageReplyMarkup", args{"chat_id": chat, "message_id": m.ID, "reply_markup": buttons("修改", "m")}, notModified)

	said := must(t)(p.Say("是"))
	for _, c := range []struct {
		method string
		args   args
		words  string
	}{
		{"editMessageText", args{"message_id": 99, "text": "x"}, "Bad Request: message to edit not found"},
		{"editMessageText", args{"message_id": said, "text": "x"}, "Bad Request: message can't be edited"},
		{"editMessageCaption", args{"message_id": m.ID, "caption": "x"}, "Bad Request: there is no caption in the message to edit"},
		{"editMessageText", args{"message_id": m.ID, "text": "x", "reply_markup": args{"keyboard": [][]string{}}}, "Bad Request: inline keyboard expected"},
		{"deleteMessage", args{"message_id": 99}, "Bad Request: message to delete not found"},
		{"sendMessage", args{"text": "  \n "}, "Bad Request: message text is empty"},
		{"sendMessage", args{"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"},
		{"sendMessage", args{"text": strings.Repeat("票", 4097)}, "Bad Request: message is too long"},
		{"sendMessage", args{"text": strings.Repeat("🗳", 2049)}, "Bad Request: message is too long"},
		{"sendMessage", args{"text": "x", "parse_mode": "Fancy"}, "Bad Request: unsupported parse_mode"},
		{"sendMessage", args{"text": "x", "reply_parameters": args{"message_id": 99}}, "Bad Request: message to be replied not found"},
		{"sendMessage", args{"text": "x", "message_thread_id": 5}, "Bad Request: message thread not found"},
		{"sendLocation", args{"latitude": 91, "longitude": 1}, "Bad Request: latitude is empty or invalid"},
		{"sendContact", args{"first_name": "x"}, "Bad Request: contact phone number is empty"},
		{"sendChatAction", args{"action": "sleeping"}, "Bad Request: wrong parameter action in request"},
		{"pinChatMessage", args{"message_id": 99}, "Bad Request: message to pin not found"},
		{"unpinChatMessage", args{}, "Bad Request: message to unpin not found"},
		{"deleteMessages", args{}, "Bad Request: message identifiers are not specified"},
	} {
		c.args["chat_id"] = chat
		refused(t, s, c.method, c.args, c.words)
	}
	do[Message](t, s, "sendMessage", args{"chat_id": chat, "text": "<i>" + strings.Repeat("🗳", 2048) + "</i>", "parse_mode": "HTML"})
	answer := do[Message](t, s, "sendMessage", args{"chat_id": chat, "text": "回复", "reply_parameters": args{"message_id": said}})
	if answer.ReplyTo == nil || answer.ReplyTo.Text != "是" {
		t.Errorf("reply: %+v", answer.ReplyTo)
	}
}

func TestWhomTheBotMayWriteTo(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := s.Phone(Person{FirstName: "李芳"})
	hello := args{"chat_id": p.ID(), "text": "您好"}
	refused(t, s, "sendMessage", args{"chat_id": 42, "text": "x"}, "Bad Request: chat not found")
	refused(t, s, "sendMessage", args{"chat_id": "@somebody", "text": "x"}, "Bad Request: chat not found")
	refused(t, s, "sendMessage", args{"text": "x"}, "Bad Request: chat_id is empty")
	if out := refused(t, s, "sendMessage", hello, "Forbidden: bot can't initiate conversation with a user"); out.Code != 403 {
		t.Errorf("code %d", out.Code)
	}
	must(t)(p.Start("bind_A-1"))
	do[Message](t, s, "sendMessage", hello)
	p.Block()
	refused(t, s, "sendMessage", hello, "Forbidden: bot was blocked by the user")
	refused(t, s, "sendChatAction", args{"chat_id": p.ID(), "action": "typing"}, "Forbidden: bot was blocked by the user")
	if _, err := p.Say("喂"); err == nil {
		t.Error("one cannot write to a bot that one has blocked")
	}
	must(t)(p.Start(""))
	do[Message](t, s, "sendMessage", hello)
	got := drain(t, s)
	if len(got) != 4 || got[0].Message.Text != "/start bind_A-1" || got[1].Mine.New.Status != "kicked" || got[2].Mine.New.Status != "member" || got[3].Message.Text != "/start" {
		t.Errorf("updates: %+v", got)
	}
	if _, err := p.Start("绑定"); err == nil {
		t.Error("a start payload in Chinese")
	}
}

func TestKeyboards(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	with := func(markup any) args { return args{"chat_id": p.ID(), "text": "选", "reply_markup": markup} }
	exactly := buttons("好", strings.Repeat("票", 21)+"x")
	do[Message](t, s, "sendMessage", with(exactly))
	refused(t, s, "sendMessage", with(buttons("好", strings.Repeat("票", 22))), "Bad Request: BUTTON_DATA_INVALID")
	refused(t, s, "sendMessage", with(buttons("好", "")), "Bad Request: BUTTON_DATA_INVALID")
	refused(t, s, "sendMessage", with(buttons(" ", "x")), `Bad Request: can't parse inline keyboard button: Field "text" must be of type String`)
	refused(t, s, "sendMessage", with("[]"), "Bad Request: object expected as reply markup")
	refused(t, s, "sendMessage", with(args{"inline_keyboard": [][]args{{{"text": "网", "url": "http://"}}}}),
		"Bad Request: inline keyboard button URL 'http://' is invalid: URL host is empty")
	var many []string
	for range 101 {
		many = append(many, "票", "x")
	}
	refused(t, s, "sendMessage", with(buttons(many...)), "Bad Request: reply markup is too long")
	do[Message](t, s, "sendMessage", with(buttons(many[:200]...)))

	// The library sends an empty copy_text with every button; it must not come back.
	m := do[Message](t, s, "sendMessage", with(args{"inline_keyboard": []any{[]args{}, []args{
		{"text": "好", "callback_data": "y", "copy_text": args{"text": ""}}, {"text": "网", "url": "t.me/huanjie_demo_bot"}}}}))
	raw, _ := json.Marshal(m.ReplyMarkup)
	if string(raw) != `{"inline_keyboard":[[{"text":"好","callback_data":"y"},{"text":"网","url":"http://t.me/huanjie_demo_bot"}]]}` {
		t.Errorf("keyboard: %s", raw)
	}
	if err := p.Tap("网"); err == nil {
		t.Error("a tap on an address went to the bot")
	}
	do[Message](t, s, "sendMessage", with(args{"keyboard": [][]args{{{"text": "位置", "request_location": true}}}}))
	if p.Last().ReplyMarkup != nil {
		t.Error("a reply keyboard belongs to the chat, not to the message")
	}
}

func TestDeleting(t *testing.T) {
	t.Parallel()
	s, at := free(t)
	p := met(t, s, "周明")
	a := do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "甲"})
	b := must(t)(p.Say("乙"))
	c := do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "丙"})
	do[bool](t, s, "pinChatMessage", args{"chat_id": p.ID(), "message_id": a.ID})
	do[bool](t, s, "deleteMessages", args{"chat_id": p.ID(), "message_ids": []int{a.ID, b, 4711}})
	if got := p.Messages(); slices.ContainsFunc(got, func(m Message) bool { return m.ID == a.ID || m.ID == b }) || p.Last().ID != c.ID {
		t.Errorf("left: %+v", got)
	}
	at.Add(49 * time.Hour)
	refused(t, s, "deleteMessage", args{"chat_id": p.ID(), "message_id": c.ID}, "Bad Request: message can't be deleted for everyone")
}

func TestEditedAndOddMessagesReachTheBot(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	id := must(t)(p.Say("收1180"))
	if err := p.Edit(id, "收1181"); err != nil {
		t.Fatal(err)
	}
	must(t)(p.Location(30.5, 120.25))
	must(t)(p.Contact("+8600000000000"))
	must(t)(p.Sticker("👍"))
	must(t)(p.Voice(3))
	got := drain(t, s)
	if len(got) != 6 || got[1].Edited.Text != "收1181" || got[1].Edited.EditDate == 0 || got[2].Message.Location.Longitude != 120.25 ||
		got[3].Message.Contact.UserID != p.ID() || got[4].Message.Sticker.Emoji != "👍" || got[5].Message.Voice.Duration != 3 {
		t.Errorf("updates: %+v", got)
	}
	m := do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "收到"})
	if err := p.Edit(m.ID, "改"); err == nil {
		t.Error("a person edited the bot's message")
	}
}

func TestTypingEndsWithTheMessage(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p := met(t, s, "周明")
	typing := func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.viewChat(s.chats[p.ID()]).Typing
	}
	do[bool](t, s, "sendChatAction", args{"chat_id": p.ID(), "action": "typing"})
	if !typing() {
		t.Error("typing is not shown")
	}
	do[Message](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "好"})
	if typing() {
		t.Error("typing is still shown")
	}
}
