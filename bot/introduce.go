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
	ctx, cancel := context.WithTimeout(ctx, sendTime) // for all of them: the bot does not wait for this
	defer cancel()
	for code, l := range map[string]election.Language{"": election.Chinese, "zh": election.Chinese, "en": election.English} {
		var list []models.BotCommand
		for _, f := range b.forms.Commands() {
			list = append(list, models.BotCommand{Command: f.Command, Description: f.Title.In(l)})
		}
		for _, c := range ownCommands() {
			list = append(list, models.BotCommand{Command: string(c.command), Description: c.says.In(l)})
		}
		if _, err := b.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list, LanguageCode: code}); err != nil {
			b.log.Warn("set commands", "language", code, "error", b.clean(err))
		}
	}
}

type described struct {
	command command
	says    election.Phrase
}

// ownCommands are the bot's own commands, as Telegram's menu shows them.
func ownCommands() []described {
	return []described{
		{cmdMenu, say("菜单", "Menu")},
		{cmdStatus, say("查看进展", "See how things stand")},
		{cmdDigest, say("现在的日报", "The digest as of now")},
		{cmdToDo, say("待办", "What is to do")},
		{cmdBoard, say("选举日大屏", "The election-day board")},
		{cmdRules, say("适用的规则和时限", "The rules and deadlines that apply")},
		{cmdCancel, say("取消正在填的内容", "Give up what is being filled in")},
		{cmdLanguage, say("中文 / English", "中文 / English")},
		{cmdWhoami, say("我的登记信息", "What is known about me")},
		{cmdHelp, say("帮助", "Help")},
	}
}
