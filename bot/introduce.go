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
		in := tg.SetMyCommandsParams{Commands: groupCommands(l), LanguageCode: code, Scope: &models.BotCommandScopeAllGroupChats{}}
		if _, err := b.api.SetMyCommands(ctx, &in); err != nil {
			b.log.Warn("set commands of groups", "language", code, "error", b.clean(err))
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
		{cmdGuide, say("这个阶段怎么做", "How the present stage is done")},
		{cmdRecords, say("台账汇总、当选人员结构", "Records added up, who was elected")},
		{cmdBallot, say("候选人名单（可张贴）", "The list of candidates to be posted")},
		{cmdLedger, say("台账表（Excel，可打印）", "The ledger as a workbook to print")},
		{cmdCases, say("待办的情况、请示、申诉", "Open incidents, requests, objections")},
		{cmdNotices, say("公告列表：审批和确认情况", "Announcements: approved and confirmed")},
		{cmdCorrect, say("更正已上报的内容", "Correct what was reported")},
		{cmdBoard, say("选举日大屏", "The election-day board")},
		{cmdRules, say("适用的规则和时限", "The rules and deadlines that apply")},
		{cmdCancel, say("取消正在填的内容", "Give up what is being filled in")},
		{cmdCalendar, say("时限加进手机日历", "The deadlines for your calendar")},
		{cmdSettings, say("我的设置：日报时间、免打扰", "My settings: digest times, quiet hours")},
		{cmdLanguage, say("中文 / English", "中文 / English")},
		{cmdWhoami, say("我的登记信息", "What is known about me")},
		{cmdHelp, say("帮助", "Help")},
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
