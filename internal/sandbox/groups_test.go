package sandbox

import (
	"slices"
	"testing"
)

// meeting is a group of an office and an officer with the bot in it, and an empty queue.
func meeting(t *testing.T, s *Server) (office, officer *Phone, g *Group) {
	t.Helper()
	office, officer = met(t, s, "选举办"), met(t, s, "周明")
	g = s.Group("青溪镇换届工作群", office, officer)
	if err := g.AddBot(office); err != nil {
		t.Fatal(err)
	}
	drain(t, s)
	return office, officer, g
}

func texts(updates []seen) []string {
	var all []string
	for _, u := range updates {
		if u.Message != nil {
			all = append(all, u.Message.Text)
		}
	}
	return all
}

func TestPrivacyMode(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	office, officer, g := meeting(t, s)
	m := do[Message](t, s, "sendMessage", args{"chat_id": g.ID(), "text": "今晚八点报数"})
	for _, text := range []string{"大家好", "/todo", "/todo@huanjie_demo_bot", "/todo@Huanjie_Demo_Bot 东河村", "/todo@another_bot", "看 /todo",
		"@huanjie_demo_bot 在吗", "@huanjie_demo_bots 在吗", "请看@huanjie_demo_bot"} {
		must(t)(officer.SayIn(g.ID(), text))
	}
	must(t)(officer.ReplyIn(g.ID(), m.ID, "好的"))
	want := []string{"/todo", "/todo@huanjie_demo_bot", "/todo@Huanjie_Demo_Bot 东河村", "@huanjie_demo_bot 在吗", "好的"}
	if got := texts(drain(t, s)); !slices.Equal(got, want) {
		t.Errorf("as a member the bot heard %q,\nwant %q", got, want)
	}
	if err := g.PromoteBot(office); err != nil {
		t.Fatal(err)
	}
	must(t)(officer.SayIn(g.ID(), "大家好"))
	if got := texts(drain(t, s)); !slices.Equal(got, []string{"大家好"}) {
		t.Errorf("as an administrator the bot heard %q", got)
	}
	stranger := s.Phone(Person{FirstName: "王五"})
	if _, err := stranger.SayIn(g.ID(), "我不在群里"); err == nil {
		t.Error("a stranger spoke in the group")
	}
}

func TestBotComesAndGoes(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	office, officer := met(t, s, "选举办"), met(t, s, "周明")
	g := s.Group("工作群", office, officer)
	send := args{"chat_id": g.ID(), "text": "通知"}
	refused(t, s, "sendMessage", send, "Bad Request: chat not found")
	if err := g.AddBot(officer); err != nil {
		t.Fatal(err)
	}
	got := drain(t, s)
	if len(got) != 2 || got[0].Mine.Old.Status != "left" || got[0].Mine.New.Status != "member" || got[1].Message.NewChatMembers[0].ID != s.Bot().ID {
		t.Errorf("when it comes: %+v", got)
	}
	do[Message](t, s, "sendMessage", send)
	if err := g.RemoveBot(office); err != nil {
		t.Fatal(err)
	}
	if got := drain(t, s); len(got) != 1 || got[0].Mine.New.Status != "left" {
		t.Errorf("when it goes: %+v", got)
	}
	refused(t, s, "sendMessage", send, "Forbidden: bot was kicked from the group chat")
	must(t)(officer.SayIn(g.ID(), "/todo"))
	if s.Pending() != 0 {
		t.Error("the bot hears a group that it is not in")
	}
	id := g.Migrate()
	refused(t, s, "sendMessage", args{"chat_id": id, "text": "x"}, "Bad Request: chat not found")
	if err := g.AddBot(office); err != nil {
		t.Fatal(err)
	}
	drain(t, s)
	if err := g.RemoveBot(office); err != nil {
		t.Fatal(err)
	}
	if got := drain(t, s); len(got) != 1 || got[0].Mine.New.Status != "kicked" {
		t.Errorf("out of a supergroup: %+v", got)
	}
	refused(t, s, "sendMessage", args{"chat_id": id, "text": "x"}, "Forbidden: bot was kicked from the supergroup chat")
	refused(t, s, "getChat", args{"chat_id": id}, "Forbidden: bot was kicked from the supergroup chat")
}

func TestLeaving(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	_, _, g := meeting(t, s)
	do[bool](t, s, "leaveChat", args{"chat_id": g.ID()})
	refused(t, s, "sendMessage", args{"chat_id": g.ID(), "text": "x"}, "Forbidden: bot is not a member of the group chat")
	if got := drain(t, s); len(got) != 1 || got[0].Mine.New.Status != "left" {
		t.Errorf("updates: %+v", got)
	}
}

func TestMigration(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	_, officer, g := meeting(t, s)
	old := g.ID()
	id := g.Migrate()
	got := drain(t, s)
	if len(got) != 2 || got[0].Message.MigrateTo != id || got[0].Message.Chat.ID != old || got[1].Message.MigrateFrom != old || got[1].Message.Chat.ID != id {
		t.Errorf("updates: %+v", got)
	}
	out := refused(t, s, "sendMessage", args{"chat_id": old, "text": "x"}, "Bad Request: group chat was upgraded to a supergroup chat")
	if out.Code != 400 || out.Parameters.MigrateTo != id {
		t.Errorf("refusal: %+v", out)
	}
	m := do[Message](t, s, "sendMessage", args{"chat_id": id, "text": "新群"})
	if m.ID != 2 || m.Chat.Type != "supergroup" {
		t.Errorf("a supergroup counts its own messages: %+v", m)
	}
	if g.ID() != id || g.Migrate() != id || len(g.Messages()) != 2 {
		t.Error("the group did not follow")
	}
	must(t)(officer.SayIn(id, "/todo"))
	if _, err := officer.SayIn(old, "旧群"); err == nil {
		t.Error("somebody spoke in the old chat")
	}
}

func TestPinning(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	office, _, g := meeting(t, s)
	m := do[Message](t, s, "sendMessage", args{"chat_id": g.ID(), "text": "公告"})
	do[bool](t, s, "pinChatMessage", args{"chat_id": g.ID(), "message_id": m.ID, "disable_notification": true})
	if p := g.Pinned(); p == nil || p.Text != "公告" {
		t.Errorf("pinned: %+v", p)
	}
	if last := g.Messages()[len(g.Messages())-1]; last.Pinned == nil || last.Pinned.ID != m.ID || !last.Silent() {
		t.Errorf("event: %+v", last)
	}
	if got := drain(t, s); len(got) != 1 || got[0].Message.Pinned == nil {
		t.Errorf("the bot hears of its own pin: %+v", got)
	}
	g.AllowPins(false)
	refused(t, s, "unpinAllChatMessages", args{"chat_id": g.ID()}, "Bad Request: not enough rights to manage pinned messages in the chat")
	if err := g.PromoteBot(office); err != nil {
		t.Fatal(err)
	}
	do[bool](t, s, "unpinChatMessage", args{"chat_id": g.ID()})
	if g.Pinned() != nil {
		t.Error("still pinned")
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	s, _ := free(t)
	office, officer, g := meeting(t, s)
	do[[]seen](t, s, "getUpdates", args{"allowed_updates": []string{"message", "chat_member"}})
	type member struct{ Status string }
	if got := do[member](t, s, "getChatMember", args{"chat_id": g.ID(), "user_id": office.ID()}); got.Status != "creator" {
		t.Errorf("office: %+v", got)
	}
	if got := do[[]member](t, s, "getChatAdministrators", args{"chat_id": g.ID()}); len(got) != 1 {
		t.Errorf("administrators: %+v", got)
	}
	if err := g.PromoteBot(office); err != nil {
		t.Fatal(err)
	}
	g.Leave(officer)
	g.Join(officer)
	got := drain(t, s)
	if len(got) != 4 || got[0].Member.New.Status != "left" || got[1].Message.LeftChatMember == nil || got[2].Member.New.Status != "member" || got[3].Message.NewChatMembers == nil {
		t.Errorf("updates: %+v", got)
	}
	if n := do[int](t, s, "getChatMemberCount", args{"chat_id": g.ID()}); n != 3 {
		t.Errorf("%d members", n)
	}
	refused(t, s, "getChatMember", args{"chat_id": g.ID(), "user_id": 5}, "Bad Request: member not found")
	type info struct {
		Title    string
		Reaction int `json:"max_reaction_count"`
	}
	if got := do[info](t, s, "getChat", args{"chat_id": g.ID()}); got.Title != "青溪镇换届工作群" || got.Reaction == 0 {
		t.Errorf("chat: %+v", got)
	}
}
