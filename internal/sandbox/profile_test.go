package sandbox

import (
	"strings"
	"testing"
)

func TestCommands(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	p, g := met(t, s, "周明"), (*Group)(nil)
	foreign := s.Phone(Person{FirstName: "Lin", LanguageCode: "en"})
	g = s.Group("群", p)
	list := func(names ...string) []args {
		var all []args
		for _, n := range names {
			all = append(all, args{"command": n, "description": "说明"})
		}
		return all
	}
	do[bool](t, s, "setMyCommands", args{"commands": list("start", "help")})
	do[bool](t, s, "setMyCommands", args{"commands": list("report"), "scope": args{"type": "all_private_chats"}, "language_code": "zh"})
	do[bool](t, s, "setMyCommands", args{"commands": list("digest"), "scope": args{"type": "chat", "chat_id": g.ID()}})
	menu := func(chat int64) string {
		s.mu.Lock()
		defer s.mu.Unlock()
		var names []string
		for _, c := range s.commandsIn(s.chats[chat]) {
			names = append(names, c.Command)
		}
		return strings.Join(names, " ")
	}
	if a, b, c := menu(p.ID()), menu(foreign.ID()), menu(g.ID()); a != "report" || b != "start help" || c != "digest" {
		t.Errorf("menus: %q %q %q", a, b, c)
	}
	if got := do[[]Command](t, s, "getMyCommands", args{"scope": args{"type": "all_private_chats"}}); len(got) != 0 {
		t.Errorf("without the language: %+v", got)
	}
	do[bool](t, s, "deleteMyCommands", args{"scope": args{"type": "chat", "chat_id": g.ID()}})
	if got := menu(g.ID()); got != "start help" {
		t.Errorf("after deleting: %q", got)
	}
	refused(t, s, "setMyCommands", args{"commands": list("上报")}, "Bad Request: BOT_COMMAND_INVALID")
	refused(t, s, "setMyCommands", args{"commands": []args{{"command": "x", "description": ""}}}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
	refused(t, s, "setMyCommands", args{"commands": list("x"), "scope": args{"type": "everywhere"}}, "Bad Request: can't parse BotCommandScope: Unsupported type specified")
}

func TestDescriptions(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	do[bool](t, s, "setMyName", args{"name": "换届助手"})
	do[bool](t, s, "setMyDescription", args{"description": "村级换届上报"})
	do[bool](t, s, "setMyShortDescription", args{"short_description": "换届", "language_code": "zh"})
	if got := do[map[string]string](t, s, "getMyDescription", args{"language_code": "en"}); got["description"] != "村级换届上报" {
		t.Errorf("description: %v", got)
	}
	if got := do[map[string]string](t, s, "getMyShortDescription", nil); got["short_description"] != "" {
		t.Errorf("short description: %v", got)
	}
	refused(t, s, "setMyShortDescription", args{"short_description": strings.Repeat("长", 121)}, "Bad Request: bot short description is too long")
	do[bool](t, s, "setChatMenuButton", args{"menu_button": args{"type": "commands"}})
	if got := do[map[string]string](t, s, "getChatMenuButton", args{"chat_id": 5}); got["type"] != "commands" {
		t.Errorf("menu button: %v", got)
	}
	refused(t, s, "setChatMenuButton", args{"menu_button": args{"type": "huge"}}, "Bad Request: can't parse menu button: Menu button has invalid type specified")
}
