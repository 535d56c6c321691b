package bot

import (
	"context"
	"html"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// command is something the bot itself does; what forms do is theirs.
type command string

// The commands, as they are typed after a slash.
const (
	cmdStart    command = "start"
	cmdHelp     command = "help"
	cmdMenu     command = "menu"
	cmdStatus   command = "status"
	cmdDigest   command = "digest"
	cmdCancel   command = "cancel"
	cmdLanguage command = "language"
	cmdWhoami   command = "whoami"
	cmdInvite   command = "invite"
	cmdToDo     command = "todo"
	cmdRules    command = "rules"
	cmdBoard    command = "board"
	cmdCorrect  command = "correct"
	cmdNotices  command = "notices"
	cmdSettings command = "settings"
	cmdCalendar command = "calendar"
	cmdSchedule command = "schedule"
	cmdGuide    command = "guide"
	cmdRecords  command = "records"
	cmdBallot   command = "candidates"
	cmdCases    command = "cases"
	cmdAudit    command = "audit"
	cmdLedger   command = "ledger"
)

// commandWords are the words that mean a command when they are the whole
// message. Every command but /start has some.
func commandWords() map[command][]string {
	return map[command][]string{
		cmdHelp:     {"帮助", "help", "怎么用"},
		cmdMenu:     {"菜单", "menu", "开始"},
		cmdStatus:   {"状态", "status"},
		cmdDigest:   {"日报", "汇总", "digest"},
		cmdCancel:   {"取消", "放弃", "cancel"},
		cmdLanguage: {"语言", "language", "english", "中文"},
		cmdWhoami:   {"我是谁", "whoami"},
		cmdInvite:   {"邀请", "invite"},
		cmdToDo:     {"待办", "todo"},
		cmdRules:    {"规则", "法律", "rules"},
		cmdBoard:    {"大屏", "看板", "board"},
		cmdCorrect:  {"更正", "correct"},
		cmdGuide:    {"怎么做", "指引", "guide"},
		cmdCases:    {"情况", "情况列表", "请示列表", "cases"},
		cmdBallot:   {"候选人公告", "选票名单", "candidates"},
		cmdRecords:  {"台账", "台账汇总", "records"},
		cmdNotices:  {"公告列表", "已发公告", "notices"},
		cmdSettings: {"设置", "我的设置", "settings"},
		cmdCalendar: {"日历", "日程", "calendar"},
		cmdSchedule: {"定时", "定时任务", "schedule"},
		cmdLedger:   {"台账表", "附台账表", "ledger"},
		cmdAudit:    {"审计记录", "操作记录", "audit trail"},
	}
}

// findCommand finds the command a message gives: "/status 东河村", "状态".
func findCommand(text string) (c command, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if name, slash := strings.CutPrefix(text, "/"); slash {
		name, rest, _ = strings.Cut(name, " ")
		name, _, _ = strings.Cut(strings.ToLower(name), "@")
		c = command(name)
		return c, strings.TrimSpace(rest), c == cmdStart || len(commandWords()[c]) > 0
	}
	word := strings.ToLower(text)
	for c, words := range commandWords() {
		if slices.Contains(words, word) {
			return c, "", true
		}
	}
	if day, ok := digestDay(text); ok {
		return cmdDigest, day, true
	}
	return "", "", false
}

// commandOfUnit finds a command that is given for one unit, whose name stands before
// or behind its word: 候选人公告 东河村, 东河村的状态.
func commandOfUnit(text string, t *election.Town) (c command, u election.Unit, ok bool) {
	named := unitsNamedIn(text, t)
	if len(named) != 1 {
		return "", u, false
	}
	word := strings.ToLower(strings.Trim(strings.Replace(text, named[0].Name, "", 1), " 　的:：?？"))
	for _, c := range []command{cmdStatus, cmdBallot} {
		if slices.Contains(commandWords()[c], word) {
			return c, named[0], true
		}
	}
	return "", u, false
}

// acknowledges reports whether a message only says that something was read: 收到, 好的.
func acknowledges(text string) bool {
	word := strings.ToLower(strings.Trim(text, " 　。.！!~～，,"))
	return slices.Contains([]string{"收到", "收到了", "已收到", "收到谢谢", "收到，谢谢", "好", "好的", "好嘞", "嗯", "嗯嗯", "行", "可以", "知道了", "明白", "明白了", "谢谢", "谢谢了", "多谢", "辛苦了",
		"ok", "okay", "got it", "received", "thanks", "thank you", "noted"}, word)
}

// run does what a command says.
func (d *desk) run(ctx context.Context, c command, rest string) error {
	if name, what, ok := strings.Cut(string(c), ":"); ok { // a button of the command's own card
		c, rest = command(name), what
	}
	if c == cmdStart { // whoever had blocked the bot is back
		if err := d.store.Unreachable(ctx, d.turn.chat, ""); err != nil {
			return err
		}
	}
	if c == cmdStart && rest != "" {
		return d.bind(ctx, rest)
	}
	if c == cmdLanguage {
		d.send(languageChoice(d.lang))
		return nil
	}
	if c == cmdWhoami {
		d.whoami()
		return nil
	}
	if d.person.Unknown {
		d.stranger()
		return nil
	}
	switch c {
	case cmdStart, cmdMenu:
		d.menu()
	case cmdHelp:
		d.say(wordsHelp(d.store.Town(), d.person))
		d.menu()
	case cmdStatus:
		return d.status(ctx, rest)
	case cmdDigest:
		if rest != "" {
			return d.digestOf(ctx, rest)
		}
		return d.digest(ctx)
	case cmdSettings:
		return d.settings(ctx, rest)
	case cmdCalendar:
		d.calendar()
	case cmdSchedule:
		return d.schedule(ctx)
	case cmdCancel:
		return d.cancel(ctx)
	case cmdAudit:
		return d.audit(ctx, "")
	case cmdLedger:
		d.ledger()
	case cmdInvite:
		return d.invites(ctx, 0)
	case cmdCases:
		return d.cases(ctx)
	case cmdToDo:
		return d.todo(ctx)
	case cmdRules:
		d.rules(rest)
	case cmdBoard:
		d.board()
	case cmdGuide:
		d.guide(rest)
	case cmdBallot:
		return d.candidates(ctx, rest)
	case cmdRecords:
		return d.records(ctx)
	case cmdCorrect:
		return d.corrections(ctx)
	case cmdNotices:
		return d.notices(ctx)
	default:
		return d.open(ctx, flow.FormID(c))
	}
	return nil
}

// open begins the form that a menu button names.
func (d *desk) open(ctx context.Context, id flow.FormID) error {
	out, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.bot.forms.Open(d.ses.Talk, sc, d.turn.update, id, "")
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
		return d.bot.forms.Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Input: flow.Text("/cancel")})
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
	link := d.bot.board(d.store.Town().ID, d.person.ID, d.lang)
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
	states, err := d.store.States(ctx, []election.UnitID{u.ID})
	if err != nil {
		return store.Message{}, err
	}
	town := d.store.Town()
	d.saw("unit", u.ID, "")
	return store.Message{Text: document.UnitState(town, states[0].For(d.person, d.turn.user), d.lang, d.bot.now().In(town.Location)),
		Buttons: d.unitWays(states[0])}, nil
}

// digest shows the digest of every area the person answers for, as of now.
func (d *desk) digest(ctx context.Context) error {
	if len(d.areas()) == 0 {
		return d.status(ctx, "")
	}
	now := d.bot.now()
	for e, a := range d.places() {
		sum, err := d.store.Summary(ctx, e, a, now)
		if err != nil {
			return err
		}
		if sum.Before, err = d.store.LastDigest(ctx, e.ID, a); err != nil {
			return err
		}
		d.sendDigest(sum, store.Pictures{At: now}, store.DigestButtons(sum, d.lang))
	}
	if d.person.Office {
		return d.operations(ctx)
	}
	return nil
}

// sendDigest queues a digest: its pictures, of the moment that they are given
// with, then its text.
func (d *desk) sendDigest(sum election.Summary, p store.Pictures, buttons [][]store.Button) {
	if p.Charts = document.DigestCharts(sum); p.Charts != nil {
		p.Election, p.Area, p.Language = sum.Election.ID, sum.Area, d.lang.String()
		d.send(store.Message{Pictures: &p})
	}
	d.saw("digest", "", sum.Area)
	d.send(store.Message{Text: document.Digest(sum, d.lang, false), Buttons: buttons})
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

// unreachable names the people and groups among some chats.
func (d *desk) unreachable(ctx context.Context, chats map[string]string) (names []string, err error) {
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return nil, err
	}
	for i, p := range people {
		if _, lost := chats[strconv.FormatInt(users[i], 10)]; lost && users[i] != 0 {
			names = append(names, string(p))
		}
	}
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if _, lost := chats[strconv.FormatInt(g.Chat, 10)]; lost {
			names = append(names, g.Title)
		}
	}
	return names, nil
}

func plain(text string) store.Message { return store.Message{Text: html.EscapeString(text)} }
