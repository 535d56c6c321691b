package bot

import (
	"context"
	"html"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// commandName is what is typed after a slash.
type commandName string

// The names of the bot's own commands; those of forms are flow.Forms.Commands.
const (
	cmdStart         commandName = "start"
	cmdHelp          commandName = "help"
	cmdMenu          commandName = "menu"
	cmdStatus        commandName = "status"
	cmdDigest        commandName = "digest"
	cmdCancel        commandName = "cancel"
	cmdLanguage      commandName = "language"
	cmdWhoami        commandName = "whoami"
	cmdInvite        commandName = "invite"
	cmdInvitations   commandName = "invitations"
	cmdPack          commandName = "pack"
	cmdToDo          commandName = "todo"
	cmdRules         commandName = "rules"
	cmdBoard         commandName = "board"
	cmdCorrect       commandName = "correct"
	cmdWithdraw      commandName = "withdraw"
	cmdAnnouncements commandName = "notices"
	cmdSettings      commandName = "settings"
	cmdCalendar      commandName = "calendar"
	cmdSchedule      commandName = "schedule"
	cmdGuide         commandName = "guide"
	cmdRecords       commandName = "records"
	cmdBallot        commandName = "candidates"
	cmdCases         commandName = "cases"
	cmdAudit         commandName = "audit"
	cmdLedger        commandName = "ledger"
	cmdSummary       commandName = "summary"
	cmdBulletin      commandName = "bulletin"
	cmdDaily         commandName = "bulletin_today"
	cmdProofread     commandName = "proofread"
	cmdPoster        commandName = "poster"
	cmdOffice        commandName = "office"
	cmdReload        commandName = "reload"
	cmdMidway        commandName = "midway"
	cmdApprove       commandName = "approve_all"
	cmdAllDone       commandName = "all_done"
	cmdRehearsal     commandName = "rehearsal"
	cmdLeave         commandName = "leave"
	cmdTown          commandName = "town"
)

// command is something the bot itself does; what forms do is theirs.
type command struct {
	name  commandName
	words []string        // which mean it when they are the whole message
	says  election.Phrase // in Telegram's own menu; none: it is not there
	may   right
	run   action
}

// action does what a command says; rest is what was typed after it.
type action func(d *desk, ctx context.Context, rest string) error

// commands are the bot's own commands, in the order of Telegram's menu.
func commands() commandList {
	none := election.Phrase{}
	return commandList{
		{cmdMenu, []string{"菜单", "menu", "开始", "菜单呢", "菜单没了", "菜单在哪", "按钮呢", "按钮没了", "按钮不见了", "按钮去哪了", "菜单呢 按钮没了"}, say("菜单", "Menu"), registered, shows((*desk).menu)},
		{cmdStatus, []string{"状态", "status"}, say("查看进展", "See how things stand"), registered, (*desk).status},
		{cmdDigest, []string{"日报", "汇总", "digest"}, say("现在的日报", "The digest as of now"), registered, (*desk).digestOf},
		{cmdToDo, []string{"待办", "todo"}, say("待办", "What is to do"), registered, alone((*desk).todo)},
		{cmdGuide, []string{"怎么做", "指引", "guide"}, say("这个阶段怎么做", "How the present stage is done"), registered, showsOf((*desk).guide)},
		{cmdRecords, []string{"台账", "台账汇总", "records"}, say("台账汇总、当选人员结构", "Records added up, who was elected"), registered, alone((*desk).records)},
		{cmdBallot, []string{"候选人公告", "选票名单", "candidates"}, say("候选人名单（可张贴）", "The list of candidates to be posted"), registered, (*desk).candidates},
		{cmdLedger, []string{"台账表", "附台账表", "ledger"}, say("台账表（Excel，可打印）", "The ledger as a workbook to print"), registered, shows((*desk).ledger)},
		{cmdSummary, []string{"总结", "写总结", "工作总结", "换届总结", "换届工作总结", "出总结", "出一份总结", "写一份总结", "写个总结", "做个总结", "要一份总结", "来一份总结", "生成总结", "总结报告", "总结材料", "summary"}, say("工作总结（Word）", "The written summary as a Word file"), readsSummary, (*desk).closing},
		{cmdBulletin, []string{"阶段简报", "工作简报", "换届简报", "简报文件", "stage bulletin"}, say("阶段简报（Word）", "The bulletin of the stages as a Word file"), readsSummary, bulletin(document.StageBulletin)},
		{cmdDaily, []string{"每日快报", "每日简报", "今日快报", "今日简报", "daily bulletin"}, say("每日快报（Word）", "The bulletin of today as a Word file"), readsSummary, bulletin(document.DailyBulletin)},
		{cmdPoster, []string{"公告文件", "张贴公告", "打印公告", "公告模板", "公告样本", "公告范本", "poster"}, say("公告文件（Word，可打印张贴）", "Notices as Word files to print and post"), registered, (*desk).poster},
		{cmdProofread, []string{"校对", "校对草稿", "校对总结", "校对数字", "proofread"}, say("校对草稿里的数字", "Check the figures of a draft"), readsSummary, (*desk).proofread},
		{cmdCases, []string{"情况", "情况列表", "请示列表", "cases"}, say("待办的情况、请示、申诉", "Open incidents, requests, objections"), registered, alone((*desk).cases)},
		{cmdAnnouncements, []string{"公告列表", "已发公告", "notices"}, say("公告列表：审批和确认情况", "Announcements: approved and confirmed"), readsAnnouncements, alone((*desk).announcements)},
		{cmdCorrect, []string{"更正", "correct"}, say("更正已上报的内容", "Correct what was reported"), registered, alone((*desk).corrections)},
		{cmdWithdraw, []string{"撤回", "withdraw"}, say("撤回自己报错的", "Withdraw what you reported"), registered, (*desk).withdrawLast},
		{cmdBoard, []string{"大屏", "看板", "board"}, say("选举日大屏", "The election-day board"), registered, shows((*desk).board)},
		{cmdRules, []string{"规则", "法律", "rules"}, say("适用的规则和时限", "The rules and deadlines that apply"), registered, showsOf((*desk).rules)},
		{cmdCancel, []string{"取消", "放弃", "cancel"}, say("取消正在填的内容", "Give up what is being filled in"), registered, alone((*desk).cancel)},
		{cmdCalendar, []string{"日历", "日程", "calendar"}, say("时限加进手机日历", "The deadlines for your calendar"), registered, shows((*desk).calendar)},
		{cmdSettings, []string{"设置", "我的设置", "settings"}, say("我的设置：日报时间、免打扰", "My settings: digest times, quiet hours"), registered, (*desk).settings},
		{cmdLanguage, []string{"语言", "切换语言", "英文", "改英文", "换英文", "换中文", "language", "english", "中文"}, say("中文 / English", "中文 / English"), anybody, shows((*desk).languages)},
		{cmdWhoami, []string{"我是谁", "whoami"}, say("我的登记信息", "What is known about me"), anybody, shows((*desk).whoami)},
		{cmdHelp, []string{"帮助", "help", "怎么用", "教教我", "教我", "教我一下", "教一下我", "教下我", "教一下", "教一教我", "教教我怎么弄", "教教我怎么用", "教我怎么用", "教我怎么弄", "我搞不来", "搞不来", "我不会弄", "不会弄", "我不会填", "不会填", "我不会用", "不会用", "我不会操作", "不会操作"}, say("帮助", "Help"), registered, shows((*desk).help)},
		{cmdStart, nil, none, anybody, (*desk).start},
		{cmdOffice, nil, none, anybody, (*desk).joinOffice},
		{cmdInvite, []string{"邀请", "邀请链接", "邀请链接发我", "发邀请", "发邀请链接", "生成邀请", "生成邀请链接", "登记链接", "invite"}, none, inOffice, alone((*desk).invitesFirst)},
		{cmdInvitations, []string{"邀请表", "邀请名单", "全部邀请", "invitations"}, none, inOffice, shows((*desk).invitations)},
		{cmdPack, []string{"归档包", "打包归档", "导出归档", "归档材料", "归档资料", "归档文件", "档案包", "archive pack"}, none, inOffice, alone((*desk).pack)},
		{cmdSchedule, []string{"定时", "定时任务", "schedule"}, none, inOffice, alone((*desk).schedule)},
		{cmdReload, []string{"重新读取设置", "重读名册", "reload"}, none, inOffice, (*desk).reload},
		{cmdApprove, []string{"同意全部", "全部同意", "批复全部", "全部批复", "全部批复同意", "都同意", "approve all"}, none, registered, (*desk).approveAll},
		{cmdAllDone, nil, none, registered, (*desk).allDone},
		{cmdMidway, []string{"中途接入", "接入前", "以前办完的", "补记以前", "midway"}, none, inOffice, alone((*desk).midway)},
		{cmdRehearsal, []string{"演练", "演练情况", "开始演练", "rehearsal"}, none, registered, alone((*desk).rehearsal)},
		{cmdLeave, []string{"退出演练", "结束演练", "leave"}, none, registered, alone((*desk).leaveRehearsal)},
		{cmdTown, []string{"换镇", "选镇", "切换镇", "我的镇", "换一个镇", "town"}, none, registered, alone((*desk).chooseTown)},
		{cmdAudit, []string{"审计记录", "操作记录", "查看记录", "谁看过", "谁看过什么", "谁改过什么", "audit trail"}, none, election.Person.MayAudit, (*desk).auditNewest},
	}
}

// alone is the action of a command after which nothing is typed.
func alone(do func(*desk, context.Context) error) action {
	return func(d *desk, ctx context.Context, _ string) error { return do(d, ctx) }
}

// shows is the action of a command that only shows something.
func shows(show func(*desk)) action {
	return func(d *desk, _ context.Context, _ string) error { show(d); return nil }
}

// showsOf is the action of a command that only shows what is typed after it.
func showsOf(show func(*desk, string)) action {
	return func(d *desk, _ context.Context, rest string) error { show(d, rest); return nil }
}

// right reports whether a person may give a command, or press a button.
type right func(election.Person) bool

func anybody(election.Person) bool { return true }

func registered(p election.Person) bool { return !p.Unknown }

func inOffice(p election.Person) bool { return p.Office }

// commandOf finds a command by its name.
func commandOf(name commandName) (command, bool) { return commands().of(name) }

// commandList are all commands.
type commandList []command

// commands are all commands: every message is held against them.
func (b *Bot) commands() commandList {
	b.listed.Do(func() { b.commanded = commands() })
	return b.commanded
}

// of is a command by its name.
func (all commandList) of(name commandName) (command, bool) {
	i := slices.IndexFunc(all, func(c command) bool { return c.name == name })
	if i < 0 {
		return command{}, false
	}
	return all[i], true
}

// findCommand finds the command a message gives: "/status 东河村", "状态".
func findCommand(text string) (name commandName, rest string, ok bool) { return commands().find(text) }

func (all commandList) find(text string) (name commandName, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if word, slash := strings.CutPrefix(text, "/"); slash {
		word, rest, _ = strings.Cut(word, " ")
		word, _, _ = strings.Cut(strings.ToLower(word), "@")
		_, ok = all.of(commandName(word))
		return commandName(word), strings.TrimSpace(rest), ok
	}
	if name, rest, ok := all.findAllBut(text); ok {
		return name, rest, true
	}
	word := strings.ToLower(text)
	first, below, _ := strings.Cut(word, "\n")
	said, most := wishedWords(word), len(word)+1
	for _, c := range all {
		for i, w := range said[:min(len(said), most)] {
			if slices.Contains(c.words, w) {
				name, ok, most = c.name, true, i
			}
		}
		if c.name == cmdSummary && below != "" && slices.Contains(c.words, strings.Trim(first, " :：")) {
			return c.name, strings.TrimSpace(text[strings.IndexByte(text, '\n'):]), true
		}
	}
	if ok {
		return name, "", true
	}
	if speech.WantsLanguage(text) {
		return cmdLanguage, "", true
	}
	if wanted, ok := posterOf(text); ok {
		return cmdPoster, wanted, true
	}
	if stage, ok := speech.DoneInAll(text); ok {
		return cmdAllDone, stage, true
	}
	if draft, ok := draftOf(text); ok {
		return cmdProofread, draft, true
	}
	if day, ok := all.digestDay(text); ok {
		return cmdDigest, day, true
	}
	return "", "", false
}

// ofUnit finds a command that is given for one unit, whose name stands before
// or behind its word: 候选人公告 东河村, 东河村的状态.
func (all commandList) ofUnit(text string, named []election.Unit) (name commandName, u election.Unit, ok bool) {
	if len(named) != 1 {
		return "", u, false
	}
	word := strings.ToLower(strings.Trim(strings.Replace(text, named[0].Name, "", 1), " 　的:：?？"))
	for _, name := range []commandName{cmdStatus, cmdBallot} {
		if c, ok := all.of(name); ok && slices.Contains(c.words, word) {
			return name, named[0], true
		}
	}
	return "", u, false
}

// run does what a command says.
func (d *desk) run(ctx context.Context, name commandName, rest string) error {
	c, ok := commandOf(name)
	switch {
	case ok && d.rehearsing() && slices.Contains(onlyReal, name):
		d.say(wordsNotInRehearsal())
	case ok && c.may(d.person):
		return c.run(d, ctx, rest)
	case d.person.Unknown:
		d.stranger()
	case ok:
		d.say(wordsNotYours())
	default: // a button of the menu
		return d.open(ctx, flow.FormID(name))
	}
	return nil
}

// start takes the first thing that Telegram lets anybody say, perhaps with a
// link's payload. Whoever had blocked the bot is back.
func (d *desk) start(ctx context.Context, payload string) error {
	if err := d.store.Unreachable(ctx, d.turn.chat, ""); err != nil {
		return err
	}
	switch {
	case payload != "":
		return d.bind(ctx, payload)
	case d.person.Unknown:
		d.stranger()
	default:
		d.menu()
		if d.person.Office {
			return d.offerMidway(ctx, d.store)
		}
	}
	return nil
}

// help says how the bot is used, with the menu.
func (d *desk) help() {
	d.say(wordsHelp(d.store.Town(), d.person))
	d.menu()
}

// languages lets the person choose a language.
func (d *desk) languages() { d.send(languageChoice(d.lang)) }

// open begins the form that a menu button names.
func (d *desk) open(ctx context.Context, id flow.FormID) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Open(d.ses.Talk, sc, d.turn.update, id, "")
	})
	if err == nil && out.Ignored {
		d.say(wordsNotYours())
	}
	return err
}

// cancel gives up the open form, if there is one.
func (d *desk) cancel(ctx context.Context) error {
	if !d.ses.Talk.HasOpen() {
		d.say(wordsNothingOpen(len(unfinished(d.ses.Talk))))
		return nil
	}
	_, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: flow.Text("/cancel")})
	})
	return err
}

// board gives the person a link to the election-day board, which shows what they
// may see. It is for them alone: a newer one takes the place of the last.
func (d *desk) board() {
	if d.bot.board == nil {
		d.say(wordsNoBoard())
		return
	}
	user := d.turn.user
	if d.person.Office {
		user = 0
	}
	link := d.bot.board(d.store.Town().ID, d.person.ID, user, d.lang)
	m := plain(wordsBoard(link).In(d.lang))
	m.Key, m.Move = "board", true
	m.Buttons = [][]store.Button{{{Label: wordsBoardOpen().In(d.lang), URL: link}}}
	if d.bot.app != "" && d.turn.chat == d.turn.user { // Telegram refuses it in groups
		m.Buttons = append([][]store.Button{{{Label: wordsBoardHere().In(d.lang), WebApp: d.bot.app}}}, m.Buttons...)
	}
	d.send(m)
}

// whoami says who the bot takes the person for, what is stored and who sees it.
func (d *desk) whoami() {
	d.say(wordsWhoami(d.store.Town(), d.person, d.turn.user))
}

// setLanguage keeps the person's choice.
func (d *desk) setLanguage(l election.Language) error {
	d.lang = l
	b := d.ses.Binding
	b.Language = l.String()
	if b.Person == "" { // not bound: remembered for the member of the office, or the stranger
		b.Person = election.PersonID("user:" + strconv.FormatInt(d.turn.user, 10))
		if d.person.Office {
			b.Person = d.person.ID
		}
	}
	d.commit.Binding = &b
	d.say(wordsLanguageSet())
	if !d.person.Unknown {
		d.menu()
	}
	return nil
}

// status shows a unit, the person's own units, or the areas of a leader.
func (d *desk) status(ctx context.Context, name string) error {
	if name != "" {
		u, ok := d.unitNamed(name)
		if !ok {
			d.say(wordsNoUnit(name))
			return nil
		}
		return d.unitState(ctx, u)
	}
	if len(d.areas()) > 0 {
		return d.digest(ctx)
	}
	for _, id := range d.person.Units {
		if u, ok := d.store.Town().Unit(id); ok {
			if err := d.unitState(ctx, u); err != nil {
				return err
			}
		}
	}
	return nil
}

// unitState shows one unit.
func (d *desk) unitState(ctx context.Context, u election.Unit) error {
	m, err := d.unitMessage(ctx, u)
	if err != nil {
		return err
	}
	d.send(m)
	return nil
}

// unitMessage is what one unit looks like, with what leads on from there.
func (d *desk) unitMessage(ctx context.Context, u election.Unit) (store.Message, error) {
	states, err := d.view().States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return store.Message{}, err
	}
	town := d.store.Town()
	d.saw("unit", u.ID, "")
	return store.Message{Text: document.UnitState(town, states[0], d.lang, d.bot.now().In(town.Location)),
		Buttons: d.unitWays(states[0])}, nil
}

// digest shows the digest of every area the person answers for, as of now.
func (d *desk) digest(ctx context.Context) error {
	if len(d.areas()) == 0 {
		return d.status(ctx, "")
	}
	if err := d.digests(ctx, d.digestAreas(), false); err != nil {
		return err
	}
	if d.person.Office {
		return d.operations(ctx)
	}
	return nil
}

// digests shows the digests of some areas as of now: those of several elections in one
// message without pictures, if they fit into one and no pictures are asked for.
func (d *desk) digests(ctx context.Context, of iter.Seq2[election.Election, election.Area], pictures bool) error {
	var sums []election.Summary
	now := d.bot.now()
	for e, a := range of {
		sum, err := d.digestNow(ctx, e, a, now)
		if err != nil {
			return err
		}
		sums = append(sums, sum)
	}
	var whole, short []string
	var buttons [][]store.Button
	several := false
	for _, sum := range sums {
		several = several || sum.Election.ID != sums[0].Election.ID
		whole = append(whole, document.Digest(sum, d.lang, document.OnDemand))
		short = append(short, document.Brief(sum, d.lang, document.OnDemand))
		buttons = append(buttons, cards.DigestButtons(sum, d.lang)...)
	}
	if text, fits := document.Several(whole, short); several && fits && !pictures {
		for _, sum := range sums {
			d.saw("digest", "", sum.Area)
		}
		d.send(store.Message{Text: text, Buttons: buttons})
		return nil
	}
	for _, sum := range sums {
		d.sendDigest(sum, now, cards.DigestButtons(sum, d.lang))
	}
	return nil
}

// digestNow is what the digest of an area says now. A part of it is not compared with the
// last digest, which was of the whole.
func (d *desk) digestNow(ctx context.Context, e election.Election, a election.Area, now time.Time) (election.Summary, error) {
	sum, err := d.view().Summary(ctx, e, a, now)
	if err == nil && len(sum.Without) == 0 {
		sum.Before, err = d.store.LastDigest(ctx, store.DigestOf{Reader: d.person.ID, Election: e.ID, Area: a})
	}
	if err == nil {
		sum.Unopened, err = d.store.Unopened(ctx, a)
	}
	return sum, err
}

// view is the town as the person may know it now.
func (d *desk) view() store.View { return d.store.View(d.person, d.turn.user) }

// secret reports whether the content of a report is kept from the person. The state
// of its unit is the whole one.
func (d *desk) secret(u election.UnitState, r election.Report) bool {
	return u.Secret(d.person, d.turn.user, r)
}

// sendDigest queues a digest: its pictures, of a moment, then its text.
func (d *desk) sendDigest(sum election.Summary, at time.Time, buttons [][]store.Button) {
	d.saw("digest", "", sum.Area)
	m := store.Message{Text: document.Digest(sum, d.lang, document.OnDemand), Buttons: buttons}
	for _, one := range cards.Pictured(store.PicturesOf(sum, document.DigestCharts(sum, document.OnDemand), d.lang, at), m, document.FitsCaption(m.Text)) {
		d.send(one)
	}
}

// operations tells the office how the bot itself is doing.
func (d *desk) operations(ctx context.Context) error {
	queued, err := d.store.Queued(ctx)
	if err != nil {
		return err
	}
	lost, err := d.store.AllUnreachable(ctx)
	if err != nil {
		return err
	}
	dead, err := store.Dead(ctx, d.bot.redis)
	if err != nil {
		return err
	}
	aside, err := d.store.Aside(ctx)
	if err != nil {
		return err
	}
	names, err := d.unreachable(ctx, lost)
	if err != nil {
		return err
	}
	d.say(wordsOperations(queued, names, dead, aside))
	return nil
}

func plain(text string) store.Message { return store.Message{Text: html.EscapeString(text)} }
