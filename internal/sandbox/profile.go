package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// Command is a line of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// profile is what the bot says of itself: texts by language code, commands by scope and language.
type profile struct {
	names, descriptions, shorts map[string]string
	commands                    map[scope][]Command
	menu                        map[int64]json.RawMessage // by chat, 0 for all
}

// scope of a list of commands.
type scope struct {
	Type     string `json:"type"`
	Chat     int64  `json:"chat_id"`
	User     int64  `json:"user_id"`
	language string
}

func newProfile() profile {
	return profile{map[string]string{}, map[string]string{}, map[string]string{}, map[scope][]Command{}, map[int64]json.RawMessage{}}
}

func (s *Server) readScope(c *call) (scope, error) {
	at := scope{Type: "default"}
	if _, err := c.read("scope", &at); err != nil {
		return at, badRequest("can't parse BotCommandScope: BotCommandScope must be an Object")
	}
	if at.language = c.text("language_code"); at.language != "" && len(at.language) != 2 {
		return at, badRequest("BOT_COMMAND_LANGUAGE_INVALID")
	}
	switch at.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		at.Chat, at.User = 0, 0
	case "chat", "chat_administrators", "chat_member":
		if s.chats[at.Chat] == nil {
			return at, badRequest("chat not found")
		}
	default:
		return at, badRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	return at, nil
}

func setMyCommands(s *Server, c *call) (any, error) {
	var commands []Command
	if ok, err := c.read("commands", &commands); !ok || err != nil {
		return nil, badRequest("can't parse commands: expected an Array of BotCommand")
	}
	at, err := s.readScope(c)
	if err != nil {
		return nil, err
	}
	if len(commands) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, command := range commands {
		if err := command.check(); err != nil {
			return nil, err
		}
	}
	s.profile.commands[at] = commands
	s.publishState()
	return true, nil
}

func (c Command) check() error {
	if c.Command == "" || len(c.Command) > 32 || strings.Trim(c.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return badRequest("BOT_COMMAND_INVALID")
	}
	if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
		return badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
	}
	return nil
}

func getMyCommands(s *Server, c *call) (any, error) {
	at, err := s.readScope(c)
	if err != nil {
		return nil, err
	}
	return append([]Command{}, s.profile.commands[at]...), nil
}

func deleteMyCommands(s *Server, c *call) (any, error) {
	at, err := s.readScope(c)
	if err != nil {
		return nil, err
	}
	delete(s.profile.commands, at)
	s.publishState()
	return true, nil
}

// commandsIn is the menu that an ordinary member sees in a chat: the narrowest scope that has a list, in the member's
// language before the list for all languages.
func (s *Server) commandsIn(ch *chat) []Command {
	language, wide := "", "all_group_chats"
	if ch.private() {
		language, _, _ = strings.Cut(s.people[ch.id()].LanguageCode, "-")
		wide = "all_private_chats"
	}
	for _, at := range []scope{{Type: "chat", Chat: ch.id()}, {Type: wide}, {Type: "default"}} {
		for _, at.language = range []string{language, ""} {
			if list := s.profile.commands[at]; len(list) > 0 {
				return slices.Clone(list)
			}
		}
	}
	return []Command{}
}

// setText and getText serve the name and the two descriptions, which differ in length and word only.
func setText(texts map[string]string, c *call, name string, limit int) (any, error) {
	if utf8.RuneCountInString(c.text(name)) > limit {
		return nil, badRequest(fmt.Sprintf("bot %s is too long", strings.ReplaceAll(name, "_", " ")))
	}
	texts[c.text("language_code")] = c.text(name)
	return true, nil
}

func getText(texts map[string]string, c *call, name string) (any, error) {
	text, ok := texts[c.text("language_code")]
	if !ok {
		text = texts[""]
	}
	return map[string]string{name: text}, nil
}

func setMyName(s *Server, c *call) (any, error) { return setText(s.profile.names, c, "name", 64) }
func getMyName(s *Server, c *call) (any, error) { return getText(s.profile.names, c, "name") }

func setMyDescription(s *Server, c *call) (any, error) {
	return setText(s.profile.descriptions, c, "description", 512)
}

func getMyDescription(s *Server, c *call) (any, error) {
	return getText(s.profile.descriptions, c, "description")
}

func setMyShortDescription(s *Server, c *call) (any, error) {
	return setText(s.profile.shorts, c, "short_description", 120)
}

func getMyShortDescription(s *Server, c *call) (any, error) {
	return getText(s.profile.shorts, c, "short_description")
}

func setChatMenuButton(s *Server, c *call) (any, error) {
	var button struct {
		Type models.MenuButtonType `json:"type"`
	}
	ok, err := c.read("menu_button", &button)
	if err != nil || ok && !slices.Contains([]models.MenuButtonType{models.MenuButtonTypeCommands, models.MenuButtonTypeWebApp, models.MenuButtonTypeDefault}, button.Type) {
		return nil, badRequest("can't parse menu button: Menu button has invalid type specified")
	}
	if !ok {
		delete(s.profile.menu, c.chat)
		return true, nil
	}
	s.profile.menu[c.chat] = json.RawMessage(c.text("menu_button"))
	return true, nil
}

func getChatMenuButton(s *Server, c *call) (any, error) {
	for _, chat := range []int64{c.chat, 0} {
		if button, ok := s.profile.menu[chat]; ok {
			return button, nil
		}
	}
	return map[string]string{"type": "default"}, nil
}
