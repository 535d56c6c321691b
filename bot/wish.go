package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// announcementForm announces something.
const announcementForm flow.FormID = "announcement"

// wishes reports whether a message wishes something that only the office can have done, of
// somebody who does not only report.
func (d *desk) wishes(m *typed) bool {
	w, ok := speech.WishIn(m.heard)
	mine := slices.Contains([]speech.Wish{speech.DoubtsDay, speech.HandOver, speech.ChangePhone, speech.StandIn, speech.BeQuiet, speech.TellWhen}, w) || w == speech.PassOn && !m.opens || speech.MovesPolling(m.heard) && !speech.AsksApproval(m.text)
	if mine && d.counts(m) { // 荷塘投了377 外面太吵了
		return false
	}
	if m.asks && m.question.Measure == speech.Remind && m.question.Scope.Excepts() { // 李芳别催 其他的催
		return false
	}
	if w == speech.BeQuiet && m.opens && !m.begins && d.mayReport(m.text) { // 公告 8点起每小时报一次
		return false
	}
	return ok && !m.question.goesOn && (!d.ses.Talk.HasOpen() || d.besideCard(w, m)) && !m.slash && m.command == "" && (!d.onlyReports() || mine)
}

// besideCard reports whether a wish is about who does the work, or when something is sent, so that the card which lies open cannot mean
// it: unless it asks for words, or the message has a figure.
func (d *desk) besideCard(w speech.Wish, m *typed) bool {
	whose := slices.Contains([]speech.Wish{speech.HandOver, speech.ChangePhone, speech.StandIn, speech.ChangePeople, speech.BeQuiet, speech.ChangeTimes}, w)
	return whose && !d.ses.Talk.AsksProse() && !d.ses.Talk.AsksFewWords() && !m.heard.HasCount()
}

// runWish does what is wished, or says where it is done. Of others than the office it says
// that the office does it.
func (d *desk) runWish(ctx context.Context, m *typed) (bool, error) {
	w, _ := speech.WishIn(m.heard)
	switch w {
	case speech.SendNotice:
		if !d.person.MayAnnounce() {
			d.say(wordsAnnouncesNothing())
			return true, d.offerRemind(ctx, remindWho{}, false)
		}
		at := speech.NoticeTimeIn(m.heard)
		_, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
			return d.forms().Open(d.ses.Talk, sc, d.turn.update, announcementForm, speech.NoticeIn(strings.Replace(m.text, at, "", 1)), append(goesOut(at), goesTo(m)...)...)
		})
		return true, err
	case speech.SeeNotices, speech.TakeNoticeBack:
		return true, d.run(ctx, cmdAnnouncements, "")
	case speech.DecideRequest:
		return true, d.run(ctx, cmdCases, "")
	case speech.SeeTrail:
		return true, d.run(ctx, cmdAudit, "")
	case speech.Rehearse:
		return true, d.run(ctx, cmdRehearsal, "")
	}
	switch w {
	case speech.StandIn:
		d.send(d.standsIn())
		if _, promises := speech.PromiseIn(m.text); promises && len(d.person.Units) > 0 {
			d.say(say("⏳ 什么时候补报没有记下：要到点前不催，另发一句，例如“14:00前补报”。", "⏳ When you report is not noted: to rest reminders until then, send it by itself, e.g. “will report by 14:00”."))
		}
		return true, nil
	case speech.BeQuiet:
		d.say(wordsQuietly())
		return true, d.run(ctx, cmdSettings, "")
	case speech.PassOn:
		return d.passesWish(ctx, m)
	case speech.DoubtsDay:
		d.say(say("🗓 没有改期：选举日还是原来的那天，真要改会由选举办通知到每个人。", "🗓 Polling day has not been moved; if it ever is, the office tells everybody."))
		q, _ := d.question("哪天投票")
		return true, d.answerTo(ctx, q)
	}
	d.sayWhere(w)
	return true, nil
}

// goesOut are the answers of an announcement's card that say when it goes out; none if nothing was said of it.
func goesOut(at string) []flow.Answer {
	if at == "" {
		return nil
	}
	return []flow.Answer{{Step: "timing", Value: "other"}, {Step: "when", Value: at}}
}

// goesTo are the answers of an announcement's card that say for whom it is: for the area or the village to which the
// words that wish it send it; none if they name none.
func goesTo(m *typed) []flow.Answer {
	sort, id, ok := speech.NoticeFor(m.heard)
	switch {
	case !ok:
		return nil
	case sort == speech.OfArea:
		return []flow.Answer{{Step: "units", Value: election.ForArea + id}}
	}
	return []flow.Answer{{Step: "units", Value: election.ForUnit + id}}
}

// passesWish says that nothing is passed on, and how those are reached whom a message names, or who report for the units
// that it names. What is owed is another matter.
func (d *desk) passesWish(ctx context.Context, m *typed) (bool, error) {
	people := peopleIn(m.heard)
	if m.asks && m.question.Measure == speech.Remind && (len(people) == 0 || speech.SaysAny(m.text, []string{"报", "催", "report"})) {
		return false, nil
	}
	if d.onlyReports() {
		d.say(wordsPassesNoWord(d.store.Town().Phone))
		return true, nil
	}
	d.say(wordsPassesNothingOn())
	if len(people) == 0 {
		for _, u := range m.units {
			people = append(people, u.Officers...)
		}
	}
	return true, d.reach(ctx, m.question, people...)
}

// sayWhere says where something is done, with the buttons of the commands that do it.
func (d *desk) sayWhere(w speech.Wish) {
	var may []election.Phrase
	var commands []commandName
	anybody := w == speech.SendElsewhere || w == speech.SendToAll || w == speech.TellWhen // it is not the office's to do
	for _, p := range elsewhere() {
		if p.wish == w {
			may, commands = append(may, p.words), p.commands
		}
	}
	if len(may) == 0 {
		return
	}
	m := plain(may[0].In(d.lang))
	if !d.person.Office && !anybody {
		m = plain(wordsOfficeDoes(may[0], d.store.Town().Phone).In(d.lang))
		commands = nil
	}
	for _, name := range commands {
		if c, ok := commandOf(name); ok && c.may(d.person) {
			m.Buttons = append(m.Buttons, []store.Button{{Label: "/" + string(name) + " " + c.words[0], Data: menuMark + string(name)}})
		}
	}
	d.send(m)
}

// doneElsewhere is where the office has something done.
type doneElsewhere struct {
	wish     speech.Wish
	words    election.Phrase
	commands []commandName
}

// elsewhere are the places where the office has done what it may wish.
func elsewhere() []doneElsewhere {
	return []doneElsewhere{
		{speech.ChangePeople, say("👥 换人、加人、改村名、改选民数、改应选名额，都在名册里改：改好名册（Excel 或 CSV）直接发给我，会逐行列出改了什么，点一下就换用；新人再发“邀请”取登记链接。我没有改动任何东西。",
			"👥 People, villages, voters and seats are changed in the roster: send me the changed file (Excel or CSV); I show each line that differs, and one tap uses it. Send “invite” for the links of new people. Nothing was changed."), []commandName{cmdInvite, cmdReload}},
		{speech.HandOver, say("👥 这个村换谁管，在名册里改：由选举办改好名册发给我，点一下就换用，以后的催报和消息就发给新的人。改好以前还是您报。我没有改动任何东西。",
			"👥 Who answers for a village is changed in the roster by the office; from then on reminders go to the new person. Until then you report. Nothing was changed."), []commandName{cmdInvite, cmdReload}},
		{speech.ChangePhone, say("📱 换手机、换号：重新登录原来的 Telegram 账号就行；换了账号，由选举办发“邀请”取一个新链接，本人点开后选举办确认，旧账号就失效。",
			"📱 A new telephone: sign in to the same Telegram account. A new account needs a new link: the office sends “invite”, and agrees when the person opens it; the old account ends."), []commandName{cmdInvite}},
		{speech.ChangePolling, say("🗓 改选举日、阶段时间：在设置文件里改 polling_day，再点下面“重新读取设置”，会列出改了什么，确认后各阶段时限跟着变。我没有改动任何东西。",
			"🗓 Polling day and the stages are changed in the settings (polling_day): then read them again with the button; what differs is listed, and the deadlines follow once you agree. Nothing was changed."), []commandName{cmdReload, cmdRules}},
		{speech.ChangeTimes, say("⏰ 催报、上报、日报的钟点：发“定时”看现在的安排，在设置文件的 [reminders] 里改，再“重新读取设置”；自己收日报的时间、免打扰，发“设置”。我没有改动任何东西。",
			"⏰ The hours of reminders, reports and digests: “schedule” shows them; they are changed in [reminders] of the settings and read again. Your own digest and quiet hours are in “settings”. Nothing was changed."), []commandName{cmdSchedule, cmdSettings, cmdReload}},
		{speech.EndSeason, say("🏁 收尾：发“总结”出总结，发“归档包”取全部文书；到期前机器人会问选举办是否清除个人信息，也可由管理服务器的人运行 huanjie closeout。现在什么都没有结束。",
			"🏁 At the end: “summary” for the report, “archive pack” for all papers. Before personal data are destroyed the office is asked; huanjie closeout does it on the server. Nothing has been ended."), []commandName{cmdSummary, cmdPack}},
		{speech.MendOthersReport, say("✏️ 别人报的数不能直接改：请本人发“更正”或“撤回”；选举办也可以代报，写村名和正确的数，例如“投票 东河村 640”，回执里会写明是谁报的。我没有改动任何东西。",
			"✏️ What others reported is theirs to correct or withdraw. The office may also report for a village: “turnout 东河村 640”; the receipt says who did. Nothing was changed."), nil},
		{speech.TellWhen, say("🔔 不能单独约定。计票结果、困难、突发、请示一报上来就发给您；投票人数到点汇总在日报里，随时问“谁还没报”，大屏上报了就变。",
			"🔔 That cannot be arranged by itself. Counts, difficulties, incidents and requests come to you at once; turnout is in the digests, on the board as it comes in, or ask “who has not reported”."), []commandName{cmdDigest, cmdBoard}},
		{speech.SendElsewhere, say("📤 我只在 Telegram 里发：发不了邮箱、微信、短信。先在这里取（日报、台账表、总结都是图或文件），长按转发或另存，再由您发出去。还没有发给任何人。",
			"📤 I only send in Telegram, not by mail or other messengers. Take the digest, the ledger or the summary here and pass it on yourself. Nothing was sent."), []commandName{cmdDigest, cmdLedger}},
		{speech.SendToAll, say("📤 领导小组、包片领导的日报到点自动发，不用转。要另外告诉大家一件事，发“公告”写一条，第二人批准后发到群里和联络员；文件可以长按转发。还没有发给任何人。",
			"📤 Leaders get their digests by themselves. To tell everybody something, write an announcement: it goes out once a second person agrees. Files can be forwarded by hand. Nothing was sent."), []commandName{cmdDigest, cmdAnnouncements}},
		{speech.BindGroup, say("👥 把机器人拉进群，选举办在群里点一下是公开群还是工作群，就绑好了；要发到某个话题，就在那个话题里发 /bind。",
			"👥 Add me to the group; somebody of the office says there with one tap what kind of group it is. Send /bind in the topic in which announcements shall come."), nil},
		{speech.RunServer, say("🖥 备份、恢复、重启、新建选举，由管理服务器的人做，聊天里做不了；说明在 docs 里。我没有改动任何东西。",
			"🖥 Backups, restarts and new elections are done on the server, not in the chat; docs has how. Nothing was changed."), nil},
	}
}

func wordsOfficeDoes(where election.Phrase, phone string) election.Phrase {
	return say("这件事由选举办办理。%s\n%s", "The office does that. %s\n%s").With(wordsOfficePhone(phone), where)
}

// peopleIn are the people of the roster whom a message names.
func peopleIn(h speech.Heard) (all []election.PersonID) {
	for _, t := range h.Tokens {
		if id, ok := t.Is(speech.OfPerson); ok && !slices.Contains(all, election.PersonID(id)) {
			all = append(all, election.PersonID(id))
		}
	}
	return all
}

func wordsQuietly() election.Phrase {
	return say("🔕 报完了就不再催；报不了的发“稍后补报”写个时间，到点前不催。每天几点收日报、什么时候免打扰，在下面改：",
		"🔕 What is reported is not asked for again; “later” with a time puts it off till then. When your digest comes, and your quiet hours, are set here:")
}

func wordsAnnouncesNothing() election.Phrase {
	return say("📢 公告、通知由选举办发，这句话没有发给任何人。催没报的，您可以在这里催：", "📢 Announcements are the office's; nobody has been told. You may remind those who have not reported:")
}

func wordsPassesNoWord(phone string) election.Phrase {
	return say("📨 我不会传话，也打不了电话：这句话没有转给任何人，也没有记下。找谁就问“某某电话”。%s", "📨 I pass no messages on and make no calls: nobody has been told, and nothing was noted. Ask for the number of whom you want. %s").With(wordsOfficePhone(phone))
}

func wordsPassesNothingOn() election.Phrase {
	return say("📨 我不会传话，这句话没有转给任何人。可以打电话，或者点“催报”以您的名义催他报数：",
		"📨 I pass no messages on; nobody has been told. Ring them up, or tap “Remind” to ask for their report in your name:")
}
