package bot

import (
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// The bot's own sentences. Nowhere else does an error become words for people.

func say(zh, en string) election.Phrase { return election.Say(zh, en) }

func wordsColon() election.Phrase { return say("：", ": ") }
func wordsFrom(s flow.Source) election.Phrase {
	return say("（%s）", "(%s)").With(s.Name())
}

func wordsFiles(n int) election.Phrase { return say("📎 附件 %d 个", "📎 %d attached").With(n) }

func wordsMenu(t *election.Town, p election.Person) election.Phrase {
	return say("%s · %s\n请选择：", "%s · %s\nPlease choose:").With(t.Name, document.Roles(t, p))
}

// wordsHurry says how many wait for an answer, and what is the quickest, if anything is.
func wordsHurry(waiting int, line election.Phrase) election.Phrase {
	if line.IsZero() {
		return say("⏳ 现在很忙，约有 %d 条回复在排队，会慢一些。", "⏳ It is very busy: some %d answers are waiting, so it takes longer.").With(waiting)
	}
	return say("⏳ 现在很忙，约有 %d 条回复在排队，会慢一些。一句话报完最快：%s", "⏳ It is very busy: some %d answers are waiting, so it takes longer. The quickest is one line: %s").With(waiting, line)
}

func wordsMenuButton() election.Phrase   { return say("☰ 菜单", "☰ Menu") }
func wordsHelpButton() election.Phrase   { return say("❓ 帮助", "❓ Help") }
func wordsToDoButton() election.Phrase   { return say("📌 待办", "📌 To do") }
func wordsInviteButton() election.Phrase { return say("🔗 邀请", "🔗 Invite") }

func wordsCasesButton() election.Phrase { return say("📨 情况", "📨 Cases") }

func wordsAuditButton() election.Phrase { return say("🔍 审计记录", "🔍 Audit trail") }

func wordsLaterButton() election.Phrase { return say("⏳ 稍后补报", "⏳ Report later") }

func wordsBoardButton() election.Phrase { return say("🖥 大屏", "🖥 Board") }
func wordsBoardOpen() election.Phrase   { return say("🖥 打开大屏", "🖥 Open the board") }
func wordsBoardName() election.Phrase   { return say("大屏", "Board") } // beside the field where people type
func wordsBoardHere() election.Phrase   { return say("📱 就在这里看", "📱 Look here") }

// wordsBoard gives a link to the board. How long it can be opened, and how long
// a browser stays known then, are internal/board's LinkLasts and SessionLasts.
func wordsBoard(link string) election.Phrase {
	return say("🖥 选举日大屏，只显示您有权看的村。链接只能打开一次，15 分钟内有效，请勿转发；打开后 12 小时内不用再取。换一台电脑看，再发一次“大屏”。\n%s",
		"🖥 The election-day board, with what you may see. The link opens once, within 15 minutes, and is for you alone; the browser is known for 12 hours then. For another computer send “board” again.\n%s").With(link)
}

func wordsNoBoard() election.Phrase {
	return say("这里没有开通大屏。需要时请联系选举办。", "There is no board here. Please ask the office if you need it.")
}

func wordsStatusButton(p election.Person) election.Phrase {
	if p.Office || p.Observer || len(p.Areas) > 0 {
		return say("📊 日报", "📊 Digest")
	}
	return say("🔎 状态", "🔎 Status")
}

func wordsLeft(n int) election.Phrase {
	return say("▶ 其他没填完的 %d 项", "▶ %d more unfinished").With(n)
}
func wordsUnfinished() election.Phrase { return say("▶ 没填完的", "▶ Unfinished") }

func wordsResume(form election.Phrase, unit string) election.Phrase {
	if unit == "" {
		return say("▶ 继续：%s", "▶ Go on: %s").With(form)
	}
	return say("▶ 继续：%s %s", "▶ Go on: %s, %s").With(form, unit)
}

func wordsHelp(t *election.Town, p election.Person) election.Phrase {
	u := exampleUnit(t, p)
	if !p.Office && len(p.Units)+len(p.Checks) == 0 {
		return wordsHelpToLook(t, u, p)
	}
	help := say(`点下面的按钮，一步一步填；也可以一句话报完：
· %s
· %s
· %s
填的时候随时可以发：返回、修改、取消。照片直接发，会随上报一并提交。
报错了不要紧：长按原来那条消息改掉，或发“更正”。没填完也不会丢，从菜单点“继续”接着填。
有急事发“突发 …”；报不了发“没有信号，14:00前补报”；要办什么发“待办”；不会办发“怎么做”；也可以直接问，例如“我还有什么没报”“几点开始投票”。
其他：/status 状态，/language 换语言，/whoami 看登记信息。`,
		`Tap the buttons below and go step by step, or say it in one line:
· %s
· %s
· %s
While filling in: back, edit, cancel. Just send photos; they go with the report.
A mistake is corrected by editing your message, or send “correct”. What is unfinished is kept: “Go on” in the menu.
Something urgent: “incident …”. Cannot report now: “no signal, will report by 14:00”. What there is to do: “todo”. How it is done: “guide”. Or just ask: “What do I still owe?”, “When does polling open?”.
Also: /status, /language, /whoami.`).With(exampleProgress(t, u), exampleTurnout(u), exampleCount(u))
	if !p.Office {
		return help
	}
	return say(`%s
选举办：发“邀请”给每个人登记链接；发“日报”看%s；发“公告”发到群里。“公告列表”看审批和各村确认情况。把我拉进群，选公众群或工作群，群里就能收到公告。`,
		`%s
For the office: “invite” makes everybody's link, “digest” shows the %s, “announce” writes to the groups, “notices” shows who approved and confirmed. Add me to a group and bind it there to have announcements posted.`).With(help, election.WholeOf(t.Name, t.Whole))
}

// wordsHelpToLook is the help of those who report nothing: leaders, who are rung, and
// observers, who are not.
func wordsHelpToLook(t *election.Town, u election.Unit, p election.Person) election.Phrase {
	first := say("📊 每天会收到日报，有困难或计票结果会立即通知您。", "📊 You get a digest every day, and at once what is in difficulty and what was counted.")
	last := say("/settings 设置什么时候收日报、免打扰", "/settings (when the digest comes, quiet hours)")
	if len(p.Areas) == 0 {
		first = say("📊 您可以随时查看%s情况，不会主动通知您。", "📊 You may look at the %s at any time; nothing is sent to you unasked.").With(election.WholeOf(t.Name, t.Whole))
		last = say("/audit 审计记录", "/audit (who saw and changed what)")
	}
	return say(`%s
· “日报”看最新情况，“日报 昨天”看过去某一天的
· 直接发名称（例如“%s”）看一个单位
· 直接问：“参选率不到六成的村”“谁还没报”“哪些村要再次投票”“联络员电话”“明天要干什么”
· “待办”看要您办的，“情况”看没办结的请示、突发，“台账表”取 Excel，“大屏”看选举日
其他：%s，/calendar 日历，/language 换语言，/whoami 看登记信息。`,
		`%s
· “digest” for the latest, “digest yesterday” for a day that is past
· a name, e.g. “%s”, to see that one
· or just ask: “Which villages are below 60%?”, “Who is late?”, “Which villages have to vote again?”, “What is due next week?”
· “todo” for what waits for you, “cases” for what is not settled, “ledger” for the Excel file, “board” for polling day
Also: %s, /calendar, /language, /whoami.`).With(first, u.Name, last)
}

func wordsStranger(user int64) election.Phrase {
	return say("您还没有登记。村民可以在这里问投票的地点、时间和要带什么，例如“某某村 哪里投票”；其他事请问村里或选举办。\n工作人员请向选举办要登记链接，点开即可；您的编号是 %d，可以告诉选举办。",
		"You are not registered. Voters may ask here where and when to vote and what to bring: “<village> where”; for all else please ask your village or the election office.\nWho works for the election: please ask the office for your link and open it. Your number is %d; the office may ask for it.").With(user)
}

func wordsStrangerTap() election.Phrase {
	return say("您没有登记，不能操作。", "You are not registered.")
}

func wordsDeadLink(user int64) election.Phrase {
	return say("这个链接已用过或已过期。请向选举办再要一个。您的编号是 %d。", "This link has been used or has expired. Please ask the office for a new one. Your number is %d.").With(user)
}

func wordsWelcome(t *election.Town, p election.Person) election.Phrase {
	return say("%s，您好！您已登记为%s%s。随时发“帮助”看用法。", "Hello %s! You are registered: %s, %s. Send “help” at any time.").With(p.ID, t.Name, document.Roles(t, p))
}

func wordsDeadButton() election.Phrase {
	return say("这个按钮已失效，请发“菜单”重新开始。", "This button is no longer in use. Please send “menu”.")
}

func wordsNotYours() election.Phrase {
	return say("这项操作不在您的权限内。需要时请联系选举办。", "You have no right to do that. Please ask the office if you need it.")
}

// wordsSomeNotToSee says that only some of a person's units are the asker's to see.
func wordsSomeNotToSee(name string, hidden int) election.Phrase {
	return say("🔒 %s负责的另有 %d 个不在您的查看范围内，没有算进来。", "🔒 What else %s answers for (%d) is not yours to see, and is left out.").With(name, hidden)
}

// wordsNotToSee answers a question about a unit or an area that is not the asker's.
func wordsNotToSee(name string) election.Phrase {
	return say("“%s”不在您的查看范围内，不能告诉您。发“状态”看您能看的。", "“%s” is not yours to see. Send “status” for what is.").With(name)
}

// wordsOfAnother answers somebody who passes on a figure of a unit that is somebody else's.
func wordsOfAnother(name, officers string) election.Phrase {
	if officers == "" {
		return say("“%s”不由您负责，什么都没有记下。请告诉选举办。", "“%s” is not one of yours; nothing was noted. Please tell the office.").With(name)
	}
	return say("“%s”不由您负责，什么都没有记下。请让%s自己报，或告诉选举办。", "“%s” is not one of yours; nothing was noted. Let %s report it, or tell the office.").With(name, officers)
}

// wordsBringsLater answers somebody who says that a paper or a photo follows.
func wordsSetAhead() election.Phrase {
	return say("🗓 知道了。还没办的不用报，没有记下；办完了再报，例如“培训 今天 45人”。", "🗓 Understood. What is still to come need not be reported, and was not noted; report it once it is done.")
}

func wordsBringsLater() election.Phrase {
	return say("好的，没有记下什么。照片和材料到时候从“待办”里补，或直接发到这里。", "All right; nothing was noted. Add the photo or paper from “to do”, or send it here.")
}

func wordsNothingKnown() election.Phrase {
	return say("您负责的单位没有这一项。发“状态”看您能看的。", "There is nothing of that for your units. Send “status” for what there is.")
}

// wordsOneByOne says that a message which reports and asks was not noted.
func wordsOneByOne(report, question string) election.Phrase {
	return say("一句里又报又问，都没有记下。请分两条发：\n1. %s\n2. %s", "That reports and asks at once; nothing was noted. Please send two messages:\n1. %s\n2. %s").With(report, question)
}

// wordsHowForm says how a form is filled in, with an example line if there is one.
func wordsHowForm(title election.Phrase, word string, example election.Phrase) election.Phrase {
	said := say("%s：点下面的按钮，一步一步填；也可以直接发“%s”开头的一句话。", "%s: tap the button below and go step by step, or send a line that begins with “%s”.").With(title, word)
	if example.IsZero() {
		return said
	}
	return say("%s例如：\n%s", "%s E.g.\n%s").With(said, example)
}

func wordsGuideForms() election.Phrase {
	return say("做完点下面的按钮上报。", "Report with the buttons below.")
}

// wordsNextStage says what has to be done next, and by when: by the law's day if it
// has one.
func wordsNextStage(st election.Stage, today election.Date) election.Phrase {
	if last := st.Lawful.Last; last == st.Due() {
		return say("下一步：%s，%s前（法定）。", "Next: %s, by %s (by law).").With(st.Name, last.Say(today))
	}
	return say("下一步：%s，%s前。", "Next: %s, by %s.").With(st.Name, st.Due().Say(today))
}

func wordsNoGuide() election.Phrase {
	return say("没有找到这个阶段。发“怎么做”看现在的阶段，或“/guide 名单”看某一个。", "There is no such stage. Send “guide” for the present one, or e.g. “/guide roll”.")
}

// wordsNothingOpen says so, and how many forms are left unfinished besides.
func wordsNothingOpen(left int) election.Phrase {
	if left == 0 {
		return say("现在没有正在填的内容。", "Nothing is being filled in.")
	}
	return say("现在没有正在填的内容。没填完、放着的还有 %d 项，可从菜单点“继续”，再取消。", "Nothing is being filled in. Left unfinished: %d; tap “Go on” in the menu, then cancel.").With(left)
}

func wordsNotUnderstood(text string) election.Phrase {
	return say("没看懂“%s”。请点按钮，或发“帮助”看例子。", "I did not understand “%s”. Please tap a button, or send “help” for examples.").With(quoted(text))
}

// wordsNotRead answers a report that was not understood, of somebody who may send it.
func wordsNotRead(text string) election.Phrase {
	return say("没看懂“%s”，没有记下。请点按钮，或发“帮助”看例子。", "I did not understand “%s”, and nothing was noted. Please tap a button, or send “help” for examples.").With(quoted(text))
}

// wordsNothingNoted stands before what is known of the units that a message names
// which was not understood otherwise.
func wordsNothingNoted(text string) election.Phrase {
	return say("没看懂“%s”，什么都没有记下。它说到的单位，现在是这样：", "I did not understand “%s”, and nothing was noted. This is how things stand with what it names:").With(quoted(text))
}

// wordsNotice answers a notice that was passed on by somebody who reports.
func wordsNotice(text string) election.Phrase {
	return say("“%s”像是一条通知，没有记下。要上报请写数字，例如“投票 640”；该报什么，发“待办”看。", "“%s” looks like a notice; nothing was noted. To report, write the figure, e.g. “turnout 640”; send “to do” to see what is due.").With(quoted(text))
}

// wordsPlaceholder answers what stands for a picture or the like that was copied as text.
func wordsPlaceholder(text string) election.Phrase {
	return say("“%s”只是几个字，内容没有传过来，没有记下。请把照片直接发到这里，语音请写成字。", "“%s” came as a word only, and nothing was noted. Send photos here themselves, and write what was spoken.").With(quoted(text))
}

// wordsSameAgain answers somebody who says that a figure is the same as before.
func wordsSameAgain(text string) election.Phrase {
	return say("“%s”没有记下：没有变化不用再报；要再报一次，请写数字，例如“投票 640”。", "“%s” is not noted: what has not changed need not be reported again; to report it again, write the figure, e.g. “turnout 640”.").With(quoted(text))
}

func wordsReadTheSheet() election.Phrase {
	return say("没有记下。复核要对着计票结果单原件自己录一遍，两次一致才算数；请写村名和单子上的数。", "Nothing was noted. The check is an entry of your own from the result sheet itself; it counts once both agree. Please send the village and the figures on the sheet.")
}

func wordsNoCountToCheck() election.Phrase {
	return say("没有记下。现在没有对得上这些数、要您复核的计票：要等联络员先报。报上来会提醒您，您再对着计票结果单原件录一遍。", "Nothing was noted: there is no count for you to check that these figures fit. The officer reports first; you are told then, and enter the result sheet yourself.")
}

func wordsReassured() election.Phrase {
	return say("👌 知道了，没有记作突发。真出了事，发“突发”加一句话。", "👌 All right; nothing was noted as an incident. If something does happen, send “incident” and what it is.")
}

// wordsWhatIf answers what is to be done about trouble that may come.
func wordsWhatIf() election.Phrase {
	return say("真遇到了，发“突发”加一句话（哪个村、什么事），包片领导和选举办马上收到、有人接手；有人身危险先打 110、120。由谁查、怎么定，请问选举办，我不敢乱答。",
		"If it happens, send “incident” and a sentence: where and what. The leader of the area and the office get it at once. Where people are in danger call 110 or 120 first. Who looks into it, and what it is, please ask the office.")
}

// wordsWhichOnes says that it is not known which units a question means.
func wordsWhichOnes(said string) election.Phrase {
	return say("（“%s”不知道指哪几个，没有只算它们；请写出名称。）", "(I do not know which ones “%s” are: this is not of them alone. Please name them.)").With(said)
}

func wordsChatter() election.Phrase {
	return say("😊 辛苦了。这句话没有记下；要报数直接写，例如“投票 640”。", "😊 Thank you for your work. That was not noted; a figure is reported like “turnout 640”.")
}

func wordsAcknowledged() election.Phrase {
	return say("👌 好的。要您确认的，请点那条消息下面的按钮；其他不用回复。", "👌 All right. What is to be confirmed needs a tap on its own button; nothing else needs an answer.")
}

// wordsWhatIsDone asks what somebody says is done.
func wordsWhatIsDone(text string) election.Phrase {
	return say("哪个阶段、哪件事？“%s”没有写明，没有记下。请写全，例如“选民登记 完成”。", "Which stage, or what? “%s” does not say, so nothing was noted. Please write it in full, e.g. “progress roll done”.").With(quoted(text))
}

func wordsNoCommand(text string) election.Phrase {
	return say("没有“%s”这个命令。请点按钮，或发“帮助”看例子。", "There is no command “%s”. Please tap a button, or send “help” for examples.").With(quoted(text))
}

func quoted(text string) string { return election.Quoted(text) }

func wordsNoUnit(name string) election.Phrase {
	return say("没有找到您负责的“%s”。发“状态”看您负责的单位。", "“%s” is not one of yours. Send “status” to see those that are.").With(quoted(name))
}

func wordsWhichUnit(example string) election.Phrase {
	return say("哪一个单位？请写名称，例如“/candidates %s”。", "Which one? Add its name, e.g. “/candidates %s”.").With(example)
}

func wordsLooseFile() election.Phrase {
	return say("这张照片（文件）没有收下：您没有要提交它的上报。", "This was not kept: there is no report of yours that it could go with.")
}

// wordsLoose asks which report the files go with that came while nothing was
// open.
func wordsLoose(n, minutes int, caption string) election.Phrase {
	said := say("📎 收到 %d 个文件，随哪项上报？%d 分钟内点下面的按钮，过后不留。", "📎 Files: %d. Which report do they go with? Tap below within %d minutes; they are not kept longer.").With(n, minutes)
	if caption == "" {
		return said
	}
	return say("%s\n文件下面的“%s”没有记下。", "%s\n“%s” under it was not noted.").With(said, quoted(caption))
}

func wordsLooseUnit(form election.Phrase) election.Phrase {
	return say("%s：哪一个单位？", "%s: which one?").With(form)
}

func wordsLoosePlaced(form election.Phrase) election.Phrase {
	return say("📎 已放进“%s”。", "📎 Put into “%s”.").With(form)
}

func wordsLooseGone() election.Phrase {
	return say("文件已经不留着了，请再发一次。", "The file is not kept any more; please send it again.")
}

func wordsEdited() election.Phrase {
	return say("改这条旧消息没有改动已记下的内容。正在填的：直接发新的数字，例如“收1180”；已上报的：发“更正”。",
		"Editing that message changed nothing that was noted. While filling in, just send the new figure, e.g. “returned 1180”; for what was reported send “correct”.")
}

func wordsCorrectButton() election.Phrase { return say("✏️ 更正", "✏️ Correct") }
func wordsCorrectOne(n int) election.Phrase {
	return say("✏️ 更正 %d", "✏️ Correct %d").With(n)
}
func wordsBack() election.Phrase       { return say("↩ 返回", "↩ Back") }
func wordsMoreButton() election.Phrase { return say("⋯ 更多", "⋯ More") }

func wordsMenuPart(label election.Phrase) election.Phrase {
	return say("%s\n请选择：", "%s\nPlease choose:").With(label)
}

func wordsNothingToCorrect() election.Phrase {
	return say("最近没有可以更正的上报。再报一次同一事项，也按更正处理。", "You reported nothing lately that can be corrected. Reporting the same again corrects it, too.")
}

func wordsChooseCorrection() election.Phrase {
	return say("更正或撤回哪一次上报？", "Which report is to be corrected, or withdrawn?")
}

func wordsCannotCorrect() election.Phrase {
	return say("这次上报已更正过，或不能再从这里更正。请发“更正”看最新的。", "That report has been corrected already, or cannot be from here. Send “correct” for the latest.")
}

// wordsReported names a report on a button, with what it said: 东河村 · 上报投票进展 130
// · 1/15 10:05.
func wordsReported(r flow.ReportedEntry, unit, value string, now time.Time) election.Phrase {
	label := say("%s · %s", "%s · %s").With(unit, r.Title)
	if value != "" {
		label = say("%s %s", "%s %s").With(label, value)
	}
	if r.At.IsZero() {
		return label
	}
	return say("%s · %s", "%s · %s").With(label, election.Moment(r.At, now))
}

func wordsUnread() election.Phrase {
	return say("只能看懂文字、按钮、照片、文件和位置。语音请改发文字。", "I understand text, buttons, photos, documents and locations only.")
}

func wordsChooseLanguage() election.Phrase {
	return say("请选择语言 / Language", "Language / 请选择语言")
}
func wordsLanguageSet() election.Phrase { return say("已改为中文。", "English it is.") }

func wordsWhoami(t *election.Town, p election.Person, user int64) election.Phrase {
	if p.Unknown {
		return say("您还没有登记。您的编号：%d。您发来的消息会留底一段时间，其他信息不保存。", "You are not registered. Your number: %d. What you write is kept for a while, nothing else about you is.").With(user)
	}
	name := string(p.ID)
	if p.Office {
		name = "选举办"
	}
	until := say("", "")
	if !t.CloseOut.IsZero() {
		until = say("，%s 销毁", " until %s").With(t.CloseOut.InFull())
	}
	return say("您是%s %s（编号 %d）：%s。\n保存的内容：您的编号、语言、正在填的内容、您上报的内容和收发的消息%s。\n上报的内容，包片领导、领导小组和选举办看得到；聊天里的其他话不转给任何人，只留底备查。",
		"You are %s %s (number %d): %s.\nStored%s: your number, language, what you are filling in, what you reported and the messages.\nYour reports are seen by the leaders of the area, the leading group and the office; nothing else you write is passed on, only kept on record.").
		With(t.Name, name, user, document.Roles(t, p), until)
}

func wordsInvites(all, bound, lost, waited int) election.Phrase {
	text := say("🔗 名册 %d 人，已登记 %d 人（✅）", "🔗 %d people in the roster, %d registered (✅)").With(all, bound)
	if lost > 0 {
		text = say("%s，其中 %d 人停用了机器人、收不到消息（⚠️，请打电话）", "%s, of whom %d have blocked the bot and get nothing (⚠️, please ring them up)").With(text, lost)
	}
	if waited > 0 {
		text = say("%s；%d 人还没打开过机器人，已有事要催（⚠️）", "%s; %d have not opened the bot though something is due of them (⚠️)").With(text, waited)
	}
	return say("%s。点姓名生成一次性链接，再转发给本人：", "%s. Tap a name for a one-time link and forward it:").With(text)
}

func wordsPrevious() election.Phrase { return say("◀ 上一页", "◀ Previous") }
func wordsNext() election.Phrase     { return say("下一页 ▶", "Next ▶") }

func wordsLinkOfOther(p election.Person) election.Phrase {
	return say("这是 %s 的登记链接，您是选举办，没有用掉它。请转发给本人。", "This is the link of %s. You are the office, so it was not used up. Please forward it.").With(p.ID)
}

func wordsInvite(t *election.Town, p election.Person, link string) election.Phrase {
	return say("%s 的登记链接（%s，%s）。只能用一次，7 天内有效，请只转发给本人：\n%s", "Link for %s (%s, %s). It works once, for 7 days; forward it to nobody else:\n%s").
		With(p.ID, t.Name, document.Roles(t, p), link)
}

func wordsOperations(queued int64, unreachable []string, dead, aside int64) election.Phrase {
	line := say("⚙️ 正在发送 %d 个会话；搁置的更新 %d 条，读不出的消息 %d 条。", "⚙️ Sending to %d chats; put aside: %d updates, %d messages that cannot be read.").With(queued, dead, aside)
	if len(unreachable) == 0 {
		return line
	}
	return say("%s\n🚫 消息送不到：%s。请联系本人重新打开机器人，点“开始”。", "%s\n🚫 Cannot be reached: %s. Please ask them to open the bot again and press Start.").
		With(line, strings.Join(unreachable, "、"))
}

func wordsApology(incident string) election.Phrase {
	return say("出了点问题，这一步没有记下。请再试一次；还不行就把编号 %s 告诉选举办。", "Something went wrong and this step was not taken. Please try again; if it fails again tell the office this number: %s.").With(incident)
}

func wordsRefused() election.Phrase {
	return say("⚠️ 没有记下：系统账本要先核对，选举办已收到通知。填的内容还在，请留着数字，等通知后再确认一次。",
		"⚠️ Not taken: the journal has to be looked into first, and the office has been told. What you filled in is kept; keep your figures and confirm once more when you are told.")
}

func wordsNothingIsReported() election.Phrase {
	return say("🛑 现在谁的上报都记不下来：账本和它的末条记录对不上，或密钥丢失。已确认的不受影响。请马上联系管理员：huanjie verify，并看日志。",
		"🛑 Nobody's reports are taken now: the journal and its head do not agree, or its key is lost. What was confirmed stands. Please call whoever runs the bot at once: huanjie verify, and the log.")
}

func wordsTooFast(most int) election.Phrase {
	return say("您发得太快了（一分钟超过 %d 条），这一分钟里后面发的没有看。请等一分钟再发；已上报的不受影响。",
		"That is too fast (more than %d messages in a minute); the rest of this minute was not looked at. Please wait a minute. What was reported stands.").With(most)
}

func wordsAlarm(incident string, aside int64) election.Phrase {
	return say("🛠 有一条消息处理不了，已经搁置，别的照常。编号 %s，日志里能查到；目前共搁置 %d 条。",
		"🛠 A message could not be dealt with and was put aside; everything else goes on. Its number in the log is %s; %d are aside by now.").With(incident, aside)
}

func wordsForeign() election.Phrase {
	return say("⛔ 另有一个程序在用同一个机器人令牌收消息，上报可能被它拿走。为了不分成两本账，本机器人已停止接收；已确认的都在。请技术人员停掉另一个程序（或换新令牌），"+
		"再用 huanjie run -alone 启动。核对最近的上报有没有回执、有没有重号。",
		"⛔ Another program takes messages with the same bot token and may have got some of the reports. So that there are not two journals, this bot has stopped taking any; what was confirmed is here. "+
			"Have the other program stopped (or the token changed), and start this one with huanjie run -alone. Check that the latest reports have receipts, and no number twice.")
}

func wordsClosed() election.Phrase {
	return say("本镇的换届工作已经结束，个人信息已按规定销毁，不能再上报。", "The elections of this town are over and its personal data destroyed; nothing more can be reported.")
}

func wordsWhichIsOver() election.Phrase {
	return say("哪一件已经没事了？点一下就办结。", "Which one is over? One tap begins to close it.")
}
