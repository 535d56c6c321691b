package bot

import (
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	const private = `"chat": {"id": 5, "type": "private"}, "from": {"id": 5, "language_code": "en"}`
	const group = `"chat": {"id": -7, "type": "group", "title": "群"}, "from": {"id": 5}`
	me := turn{update: 1, chat: 5, user: 5, code: "en"}
	us := turn{update: 1, chat: -7, user: 5, group: true, title: "群"}
	for _, c := range []struct {
		name, raw string
		who       turn
		want      what
	}{
		{"text", `"message": {"message_id": 4, ` + private + `, "text": "812"}`, me, said{text: "812", message: 4}},
		{"reply in a group", `"message": {` + group + `, "text": "好", "reply_to_message": {"from": {"id": 9, "username": "the_bot"}}}`, us, said{text: "好", to: "the_bot"}},
		{"photo, the largest", `"message": {"message_id": 4, ` + private + `, "photo": [{"file_id": "a"}, {"file_id": "b"}], "caption": "计票", "media_group_id": "g"}`, me,
			sent{file: flow.File{File: election.File{Kind: election.Photo, ID: "b"}, Caption: "计票", Album: "g"}, message: 4}},
		{"document", `"message": {"message_id": 4, ` + private + `, "document": {"file_id": "d", "file_name": "草稿.docx", "file_size": 900}}`, me,
			sent{file: flow.File{File: election.File{Kind: election.Document, ID: "d"}}, message: 4, name: "草稿.docx", bytes: 900}},
		{"forwarded", `"message": {"message_id": 4, ` + private + `, "text": "812", "forward_origin": {"type": "user", "date": 1, "sender_user": {"id": 9}}}`, me, said{text: "812", message: 4, forwarded: true}},
		{"location", `"message": {` + private + `, "location": {"latitude": 30.5, "longitude": 120.25}}`, me,
			sent{file: flow.File{File: election.File{Kind: election.Location, ID: "30.500000,120.250000"}}}},
		{"sticker", `"message": {` + private + `, "sticker": {"file_id": "s"}}`, me, unread{}},
		{"member joined", `"message": {` + group + `, "new_chat_members": [{"id": 6}]}`, us, nothing{}},
		{"migration", `"message": {` + group + `, "migrate_to_chat_id": -1007}`, us, migrated{-1007}},
		{"edit", `"edited_message": {"message_id": 4, ` + private + `, "text": "813"}`, me, edited{4, "813"}},
		{"edit of the words under a photo", `"edited_message": {"message_id": 4, ` + private + `, "photo": [{"file_id": "a"}], "caption": "813"}`, me, edited{4, "813"}},
		{"live location moves", `"edited_message": {` + private + `, "location": {"latitude": 1, "longitude": 2}}`, me, nothing{}},
		{"tap", `"callback_query": {"id": "q", "from": {"id": 5, "language_code": "en"}, "data": "m:menu", "message": {"message_id": 3, "date": 1, ` + private + `}}`, me,
			tapped{query: "q", data: "m:menu", message: 3}},
		{"tap on an old message", `"callback_query": {"id": "q", "from": {"id": 5, "language_code": "en"}, "data": "m:menu", "message": {"message_id": 3, "date": 0, "chat": {"id": 5, "type": "private"}}}`, me,
			tapped{query: "q", data: "m:menu", message: 3}},
		{"tap without a message", `"callback_query": {"id": "q", "from": {"id": 5, "language_code": "en"}, "data": "m:menu"}`, me, tapped{query: "q", data: "m:menu"}},
		{"blocked", `"my_chat_member": {` + private + `, "old_chat_member": {"status": "member", "user": {"id": 9}}, "new_chat_member": {"status": "kicked", "user": {"id": 9}, "until_date": 0}}`, me,
			membership{was: true, in: false}},
		{"poll", `"poll": {"id": "1"}`, turn{update: 1}, nothing{}},
	} {
		got, err := parse([]byte(`{"update_id": 1, ` + c.raw + `}`))
		c.who.what = c.want
		if err != nil || got != c.who {
			t.Errorf("%s: %+v (%v), want %+v", c.name, got, err, c.who)
		}
	}
}

func TestFindCommand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want commandName
		rest string
		ok   bool
	}{
		{"/status 东河村", cmdStatus, "东河村", true},
		{"/Status@the_bot 东河村", cmdStatus, "东河村", true},
		{" 帮助 ", cmdHelp, "", true},
		{"HELP", cmdHelp, "", true},
		{"/start a_b", cmdStart, "a_b", true},
		{"/progress", "progress", "", false},
		{"取消登记的人", "", "", false},
		{"日报 昨天", cmdDigest, "昨天", true},
		{"日报　1月10日", cmdDigest, "1月10日", true},
		{"日报昨天", cmdDigest, "昨天", true},
		{"昨天的日报", cmdDigest, "昨天", true},
		{"1月10日日报", cmdDigest, "1月10日", true},
		{"Digest Jan 10", cmdDigest, "Jan 10", true},
		{"yesterday's digest", cmdDigest, "yesterday", true},
		{"日报 没收到", cmdDigest, "没收到", true}, // and is told how to write a day
		{"日报没收到", "", "", false},
		{"今天没收到日报", "", "", false},
		{"/", "", "", false},
		{"", "", "", false},
	} {
		if got, rest, ok := findCommand(c.text); got != c.want || rest != c.rest || ok != c.ok {
			t.Errorf("%q: %q %q %v", c.text, got, rest, ok)
		}
	}
}

func FuzzFindCommand(f *testing.F) {
	for _, s := range []string{"/start qinghe_abc", "状态", "/status@the_bot 东河村", "/", "//", "/ 帮助", "\xff", "ENGLISH"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, rest, ok := findCommand(s)
		if ok && c == "" {
			t.Errorf("%q is a command without a name", s)
		}
		if rest != strings.TrimSpace(rest) {
			t.Errorf("%q leaves %q", s, rest)
		}
		if town, token, ok := startPayload(turn{what: said{text: s}}); ok && (token == "" || strings.Contains(string(town), "_")) {
			t.Errorf("%q is a link to %q with %q", s, town, token)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`{}`, `{"update_id": 1, "message": {"chat": {"id": 5}, "text": "x"}}`, `{"message": null}`, `{"callback_query": {"message": {}}}`,
		`{"my_chat_member": {"new_chat_member": {"status": "left"}}}`, `{"message": {"photo": []}}`, `[]`, `7`, `{"edited_message": {"location": {}}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := parse(raw)
		if err != nil {
			if strings.Contains(err.Error(), "panic") {
				t.Errorf("%s: %v", raw, err)
			}
			return
		}
		if got.what == nil {
			t.Errorf("%s: nothing was decided", raw)
		}
	})
}
