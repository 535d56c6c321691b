package bot

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// SetMenuButton puts a Mini App, at its https address, beside the field where
// people type to the bot; "" puts back what Telegram has there by itself. What
// fails is logged and left: there is a button under the answer to "board", too.
func (b *Bot) SetMenuButton(ctx context.Context, app string) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	var button models.InputMenuButton = models.MenuButtonDefault{Type: models.MenuButtonTypeDefault}
	if app != "" {
		button = models.MenuButtonWebApp{Type: models.MenuButtonTypeWebApp, Text: wordsBoardName().In(b.towns[0].Town().Language), WebApp: models.WebAppInfo{URL: app}}
	}
	if _, err := b.api.SetChatMenuButton(ctx, &tg.SetChatMenuButtonParams{MenuButton: button}); err != nil {
		b.log.Warn("set menu button", "error", b.clean(err))
	}
}
