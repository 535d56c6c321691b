package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/election"
	"huanjie/internal/outgoing"
	"huanjie/internal/store"
)

// Introduce shows the commands in Telegram's own menu, in both languages, and puts a Mini App, at
// its https address, beside the field where people type; "" puts back what Telegram has there by
// itself. What was shown the same within a day is not shown again. It is cosmetic: what fails is
// logged and left, and the bot does not wait for it.
func (b *Bot) Introduce(ctx context.Context, app string) {
	ctx, cancel := context.WithTimeout(ctx, requestTime) // for all of it
	defer cancel()
	for code, l := range map[string]election.Language{"": election.Chinese, "zh": election.Chinese, "en": election.English} {
		b.showCommands(ctx, "commands "+code, tg.SetMyCommandsParams{Commands: b.commandList(l), LanguageCode: code})
		b.showCommands(ctx, "commands of groups "+code, tg.SetMyCommandsParams{Commands: groupCommands(l), LanguageCode: code, Scope: &models.BotCommandScopeAllGroupChats{}})
	}
	var button models.InputMenuButton = models.MenuButtonDefault{Type: models.MenuButtonTypeDefault}
	if app != "" {
		button = models.MenuButtonWebApp{Type: models.MenuButtonTypeWebApp, Text: wordsBoardName().In(b.towns[0].Town().Language), WebApp: models.WebAppInfo{URL: app}}
	}
	b.show(ctx, "menu button", button, func() error {
		_, err := b.api.SetChatMenuButton(ctx, &tg.SetChatMenuButtonParams{MenuButton: button})
		return err
	})
}

func (b *Bot) showCommands(ctx context.Context, what string, p tg.SetMyCommandsParams) {
	b.show(ctx, what, p.Commands, func() error {
		_, err := b.api.SetMyCommands(ctx, &p)
		return err
	})
}

// show shows something, unless the same was shown within a day at the same server.
func (b *Bot) show(ctx context.Context, what string, is any, set func() error) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %+v", b.url, is))
	shown := store.Shown{Bot: outgoing.Number(b.token), What: what, Is: hex.EncodeToString(sum[:8])}
	same, err := shown.Already(ctx, b.redis)
	if same {
		return
	}
	if err == nil {
		err = set()
	}
	if err == nil {
		err = shown.Keep(ctx, b.redis)
	}
	if err != nil && ctx.Err() == nil {
		b.log.Warn("show in Telegram's menu", "what", what, "error", b.clean(err))
	}
}

// commandList are what Telegram's menu shows in a private chat.
func (b *Bot) commandList(l election.Language) (list []models.BotCommand) {
	for _, f := range b.forms.Commands() {
		list = append(list, models.BotCommand{Command: f.Command, Description: f.Title.In(l)})
	}
	for _, c := range commands() {
		if !c.says.IsZero() {
			list = append(list, models.BotCommand{Command: string(c.name), Description: c.says.In(l)})
		}
	}
	return list
}

// groupCommands are what Telegram's menu shows in a group: what anybody may ask
// there.
func groupCommands(l election.Language) []models.BotCommand {
	return []models.BotCommand{
		{Command: "where", Description: say("哪里投票（后面写村名）", "Where to vote (name the village)").In(l)},
		{Command: "when", Description: say("什么时候投票（后面写村名）", "When to vote (name the village)").In(l)},
		{Command: "bring", Description: say("要带什么", "What to bring").In(l)},
		{Command: "bind", Description: say("选举办：绑定本群或本话题", "The office: bind this group or topic").In(l)},
	}
}
