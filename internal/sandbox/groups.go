package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// memberStatus is Telegram's word for what somebody is in a chat.
type memberStatus string

const (
	statusOwner         memberStatus = "creator"
	statusAdministrator memberStatus = "administrator"
	statusMember        memberStatus = "member"
	statusLeft          memberStatus = "left"
	statusKicked        memberStatus = "kicked"
)

// chat is a private chat or a group.
type chat struct {
	models.Chat
	members     []int64 // people, not the bot
	owner       int64
	status      memberStatus // the bot's, in a group
	noPins      bool         // only administrators may pin
	messages    []Message    // by number
	lastMessage int          // of a supergroup
	former      map[int][]Keyboard
	pinned      []int // oldest first
	movedTo     int64
	typing      *time.Timer
	change      chan struct{} // closed and replaced at every change

	replyKeyboard json.RawMessage
}

func (ch *chat) id() int64     { return ch.Chat.ID }
func (ch *chat) private() bool { return ch.Type == models.ChatTypePrivate }

func (ch *chat) changed() {
	close(ch.change)
	ch.change = make(chan struct{})
}

func (s *Server) addChat(c models.Chat, members ...int64) *chat {
	ch := &chat{Chat: c, members: members, status: statusLeft, former: map[int][]Keyboard{}, change: make(chan struct{})}
	s.chats[c.ID] = ch
	s.shown = append(s.shown, c.ID)
	return ch
}

// Group is a group of phones, with or without the bot. It follows the group when that becomes a supergroup.
type Group struct {
	s  *Server
	id int64 // at birth
}

// Group makes a basic group with an owner and members; the bot is not in it.
func (s *Server) Group(title string, owner *Phone, members ...*Phone) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.newGroup(title, owner.id)
	for _, m := range members {
		ch.members = append(ch.members, m.id)
	}
	s.publishState()
	return &Group{s, ch.id()}
}

func (s *Server) newGroup(title string, owner int64) *chat {
	s.lastGroup++
	ch := s.addChat(models.Chat{ID: -s.lastGroup, Type: models.ChatTypeGroup, Title: title}, owner)
	ch.owner = owner
	s.post(ch, Message{From: new(s.people[owner].User), GroupChatCreated: true})
	return ch
}

// ID is the chat's present ID.
func (g *Group) ID() int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.chat().id()
}

func (g *Group) chat() *chat {
	ch := g.s.chats[g.id]
	for ch.movedTo != 0 {
		ch = g.s.chats[ch.movedTo]
	}
	return ch
}

// AddBot brings the bot in as an ordinary member: privacy mode lets it hear only what is meant for it.
func (g *Group) AddBot(by *Phone) error { return g.setBot(by, statusMember) }

// PromoteBot makes the bot an administrator, who hears everything and may pin and delete.
func (g *Group) PromoteBot(by *Phone) error { return g.setBot(by, statusAdministrator) }

// RemoveBot removes the bot.
func (g *Group) RemoveBot(by *Phone) error { return g.setBot(by, statusKicked) }

func (g *Group) setBot(by *Phone, status memberStatus) error {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.s.setBot(by.id, g.chat().id(), status)
}

// setBot changes what the bot is in a group and tells it: my_chat_member first, then the event as the group sees it.
func (s *Server) setBot(by, chatID int64, status memberStatus) error {
	p, ch, err := s.inside(by, chatID)
	if err != nil {
		return err
	}
	if ch.private() {
		return errors.New("sandbox: the bot is in every private chat already")
	}
	before := ch.status
	if before == status || present(before) == present(status) && status == statusKicked {
		return nil
	}
	ch.status = status
	shown := status
	if status == statusKicked && ch.Type == models.ChatTypeGroup {
		shown = statusLeft // a basic group keeps no list of the removed
	}
	s.enqueue("my_chat_member", ch.id(), s.opts.Limits.UpdateLife, s.membership(ch, p.User, s.bot, before, shown))
	switch {
	case !present(before):
		s.tell(ch, s.post(ch, Message{From: new(p.User), NewChatMembers: []models.User{s.bot}}))
	case !present(status):
		s.post(ch, Message{From: new(p.User), LeftChatMember: new(s.bot)})
	}
	s.publish(ch)
	s.publishState()
	return nil
}

func present(status memberStatus) bool {
	return status != statusLeft && status != statusKicked && status != ""
}

// Join adds a person to the group.
func (g *Group) Join(who *Phone) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	ch, p := g.chat(), g.s.people[who.id]
	if slices.Contains(ch.members, who.id) {
		return
	}
	ch.members = append(ch.members, who.id)
	g.s.memberChanged(ch, p, statusLeft, statusMember)
	g.s.tell(ch, g.s.post(ch, Message{From: new(p.User), NewChatMembers: []models.User{p.User}}))
	g.s.publishState()
}

// Leave takes a person out of the group.
func (g *Group) Leave(who *Phone) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	ch, p := g.chat(), g.s.people[who.id]
	if !slices.Contains(ch.members, who.id) {
		return
	}
	g.s.memberChanged(ch, p, statusMember, statusLeft)
	g.s.tell(ch, g.s.post(ch, Message{From: new(p.User), LeftChatMember: new(p.User)}))
	ch.members = slices.DeleteFunc(ch.members, func(id int64) bool { return id == who.id })
	g.s.publishState()
}

// memberChanged tells the bot of people who come and go, which it may know only as an administrator.
func (s *Server) memberChanged(ch *chat, p *person, before, after memberStatus) {
	if ch.status == statusAdministrator {
		s.enqueue("chat_member", ch.id(), s.opts.Limits.UpdateLife, s.membership(ch, p.User, p.User, before, after))
	}
}

// AllowPins says whether ordinary members, the bot among them, may pin. They may at first.
func (g *Group) AllowPins(allowed bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.chat().noPins = !allowed
}

// Migrate turns the group into a supergroup and returns its new ID. Telegram does this by itself when a group grows or
// its settings change: the bot gets a message in the old chat and one in the new, and the old ID is refused.
func (g *Group) Migrate() int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	s, old := g.s, g.chat()
	if old.Type == models.ChatTypeSupergroup {
		return old.id()
	}
	owner := s.people[old.owner]
	ch := s.addChat(models.Chat{ID: -1_000_000_000_000 + old.id(), Type: models.ChatTypeSupergroup, Title: old.Title}, old.members...)
	ch.owner, ch.noPins = old.owner, old.noPins
	if present(old.status) {
		ch.status = old.status
	}
	s.tell(old, s.post(old, Message{From: new(owner.User), MigrateTo: ch.id()}))
	s.tell(ch, s.post(ch, Message{From: new(owner.User), MigrateFrom: old.id()}))
	old.movedTo = ch.id()
	s.shown = slices.DeleteFunc(s.shown, func(id int64) bool { return id == old.id() })
	old.changed()
	s.publishState()
	return ch.id()
}

// Messages is the group's chat, oldest first.
func (g *Group) Messages() []Message { return g.s.messages(g.ID()) }

// Pinned is the newest pinned message, or nil.
func (g *Group) Pinned() *Message {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.chat().topPin()
}

func (ch *chat) topPin() *Message {
	if len(ch.pinned) == 0 {
		return nil
	}
	m, _ := ch.message(ch.pinned[len(ch.pinned)-1])
	return &m
}

// Wait returns when the group's chat is as wanted, or with the error of ctx.
func (g *Group) Wait(ctx context.Context, wanted func([]Message) bool) error {
	return g.s.wait(ctx, g.ID, wanted)
}

// membership is the content of my_chat_member and chat_member.
func (s *Server) membership(ch *chat, by, who models.User, before, after memberStatus) any {
	return map[string]any{
		"chat": ch.Chat, "from": by, "date": s.now().Unix(),
		"old_chat_member": chatMember(who, before), "new_chat_member": chatMember(who, after),
	}
}

// chatMember has the fields that Telegram gives to each status.
func chatMember(who models.User, status memberStatus) map[string]any {
	m := map[string]any{"user": who, "status": status}
	switch status {
	case statusOwner:
		m["is_anonymous"] = false
	case statusKicked:
		m["until_date"] = 0
	case statusAdministrator:
		m["can_be_edited"] = false
		for _, right := range []string{"can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users", "can_restrict_members", "can_pin_messages", "can_manage_video_chats"} {
			m[right] = true
		}
		for _, right := range []string{"can_promote_members", "is_anonymous", "can_post_stories", "can_edit_stories", "can_delete_stories"} {
			m[right] = false
		}
	}
	return m
}

// hears says whether updates of the chat reach the bot at all.
func (s *Server) hears(ch *chat) bool { return ch.private() || present(ch.status) }

// tell sends a message of a chat to the bot, if privacy mode lets it through.
func (s *Server) tell(ch *chat, m Message) {
	if s.hears(ch) && (ch.private() || m.service() || s.meant(ch, m)) {
		s.enqueue("message", ch.id(), s.opts.Limits.UpdateLife, m)
	}
}

// meant says whether a group message is for the bot in privacy mode: a command that is not another bot's, a reply to
// the bot, a mention. Administrators hear everything.
func (s *Server) meant(ch *chat, m Message) bool {
	if ch.status == statusAdministrator || m.ReplyTo != nil && m.ReplyTo.From.ID == s.bot.ID {
		return true
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	for _, e := range entities {
		word := cutUTF16(text, e.Offset, e.Length)
		switch e.Type {
		case models.MessageEntityTypeMention:
			if strings.EqualFold(word, "@"+s.bot.Username) {
				return true
			}
		case models.MessageEntityTypeBotCommand:
			_, to, addressed := strings.Cut(word, "@")
			if strings.EqualFold(to, s.bot.Username) || !addressed && e.Offset == 0 {
				return true
			}
		}
	}
	return false
}

// readable finds the chat that a call names; the bot may have been thrown out of it.
func (s *Server) readable(c *call) (*chat, error) {
	if strings.TrimSpace(c.text("chat_id")) == "" {
		return nil, badRequest("chat_id is empty")
	}
	ch := s.chats[c.chat]
	if ch == nil || !ch.private() && ch.status == statusLeft && ch.movedTo == 0 && !ch.everIn(s.bot.ID) {
		return nil, badRequest("chat not found")
	}
	if ch.movedTo != 0 {
		return nil, &apiError{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: ch.movedTo}
	}
	return ch, nil
}

// everIn says whether the bot has been in the group: a bot cannot know of any other.
func (ch *chat) everIn(bot int64) bool {
	return slices.ContainsFunc(ch.messages, func(m Message) bool {
		return m.From.ID == bot || m.LeftChatMember != nil && m.LeftChatMember.ID == bot
	})
}

// writable finds the chat that a call names if the bot may write there.
func (s *Server) writable(c *call) (*chat, error) {
	ch, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	kind := string(ch.Type) + " chat"
	switch p := s.people[ch.id()]; {
	case ch.private() && p.blocked:
		return nil, forbidden("bot was blocked by the user")
	case ch.private() && !p.started:
		return nil, forbidden("bot can't initiate conversation with a user")
	case ch.private():
	case ch.status == statusKicked:
		return nil, forbidden("bot was kicked from the " + kind)
	case !present(ch.status):
		return nil, forbidden("bot is not a member of the " + kind)
	}
	return ch, nil
}

func getChat(s *Server, c *call) (any, error) {
	ch, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	if ch.status == statusKicked {
		return nil, forbidden("bot was kicked from the " + string(ch.Type) + " chat")
	}
	return struct {
		models.Chat
		AccentColor  int             `json:"accent_color_id"`
		MaxReactions int             `json:"max_reaction_count"`
		Gifts        map[string]bool `json:"accepted_gift_types"`
		Pinned       *Message        `json:"pinned_message,omitempty"`
	}{ch.Chat, 0, 11, map[string]bool{"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false}, ch.topPin()}, nil
}

func getChatMember(s *Server, c *call) (any, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	user := c.integer("user_id")
	if user == s.bot.ID {
		return chatMember(s.bot, ch.botStatus()), nil
	}
	p := s.people[user]
	if p == nil {
		return nil, badRequest("member not found")
	}
	return chatMember(p.User, ch.statusOf(user)), nil
}

func (ch *chat) botStatus() memberStatus {
	if ch.private() {
		return statusMember
	}
	return ch.status
}

func (ch *chat) statusOf(user int64) memberStatus {
	switch {
	case user == ch.owner:
		return statusOwner
	case slices.Contains(ch.members, user):
		return statusMember
	}
	return statusLeft
}

func getChatAdministrators(s *Server, c *call) (any, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	if ch.private() {
		return nil, badRequest("there are no administrators in the private chat")
	}
	admins := []any{chatMember(s.people[ch.owner].User, statusOwner)}
	if ch.status == statusAdministrator {
		admins = append(admins, chatMember(s.bot, ch.status))
	}
	return admins, nil
}

func getChatMemberCount(s *Server, c *call) (any, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	return len(ch.members) + 1, nil
}

func leaveChat(s *Server, c *call) (any, error) {
	ch, err := s.writable(c)
	if err != nil {
		return nil, err
	}
	if ch.private() {
		return nil, badRequest("chat member status can't be changed in private chats")
	}
	before := ch.status
	ch.status = statusLeft
	s.post(ch, Message{From: new(s.bot), LeftChatMember: new(s.bot)})
	s.enqueue("my_chat_member", ch.id(), s.opts.Limits.UpdateLife, s.membership(ch, s.bot, s.bot, before, statusLeft))
	s.publishState()
	return true, nil
}
