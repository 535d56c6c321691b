package bot

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/election"
)

// SetCommands shows the commands in Telegram's own menu, in both languages. It
// is cosmetic: what fails is logged and left.
func (b *Bot) SetCommands(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, requestTime) // for all of them: the bot does not wait for this
	defer cancel()
	for code, l := range map[string]election.Language{"": election.Chinese, "zh": election.Chinese, "en": election.English} {
		var list []models.BotCommand
		for _, f := range b.forms.Commands() {
			list = append(list, models.BotCommand{Command: f.Command, Description: f.Title.In(l)})
		}
		for _, c := range commands() {
			if !c.says.IsZero() {
				list = append(list, models.BotCommand{Command: string(c.name), Description: c.says.In(l)})
			}
		}
		if _, err := b.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list, LanguageCode: code}); err != nil {
			b.log.Warn("set commands", "language", code, "error", b.clean(err))
		}
		in := tg.SetMyCommandsParams{Commands: groupCommands(l), LanguageCode: code, Scope: &models.BotCommandScopeAllGroupChats{}}
		if _, err := b.api.SetMyCommands(ctx, &in); err != nil {
			b.log.Warn("set commands of groups", "language", code, "error", b.clean(err))
		}
	}
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
