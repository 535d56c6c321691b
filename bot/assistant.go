package bot

import (
	"context"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// ofAssistant reports whether a message is about the assistant itself. Beside an open card it
// is only what stops the person from filling it in.
func (d *desk) ofAssistant(m *typed) bool {
	of, ok := speech.AssistantIn(m.heard)
	switch of {
	case speech.SoFar, speech.Roughly, speech.Twice:
		return ok && len(d.person.Units) > 0
	case speech.Hearsay:
		return ok && len(d.person.Units) > 0 && !d.ses.Talk.HasOpen()
	case speech.TiredOfIt, speech.OtherMeans:
		return ok && d.onlyReports() && !d.ses.Talk.HasOpen()
	case speech.WhoItIs, speech.Trouble, speech.HowPhoto, speech.Blames, speech.HowWriteIn, speech.Composes:
		return ok && !d.ses.Talk.AsksProse()
	case speech.HowCheck:
		return ok && len(d.person.Checks)+len(d.person.Units) > 0 && !d.ses.Talk.AsksProse()
	case speech.Astray:
		return ok && !d.ses.Talk.AsksProse()
	}
	return ok && !d.ses.Talk.HasOpen()
}

// runAssistant answers it.
func (d *desk) runAssistant(_ context.Context, m *typed) (bool, error) {
	of, _ := speech.AssistantIn(m.heard)
	phone := d.store.Town().Phone
	switch of {
	case speech.TiredOfIt:
		d.hint("acknowledged", wordsTired())
	case speech.SeenByWhom:
		d.whoami()
	case speech.Mistyped:
		d.say(wordsHowToCorrect())
	case speech.WhoItIs:
		d.say(wordsWhoItIs(phone))
	case speech.OtherMeans:
		d.say(wordsOnlyTyped(phone))
	case speech.Trouble:
		d.say(wordsTrouble(phone))
	case speech.HowPhoto:
		d.say(wordsHowPhoto())
	case speech.SoFar:
		d.say(wordsSoFar())
	case speech.Roughly, speech.Hearsay:
		d.say(wordsExactly())
	case speech.Twice:
		d.say(wordsCountedOnce())
	case speech.Blames:
		d.hint("acknowledged", wordsBlamed(phone))
	case speech.HowWriteIn:
		d.say(wordsHowWriteIn())
	case speech.HowCheck:
		d.say(wordsReadTheSheet())
	case speech.Composes:
		d.say(wordsComposesNothing())
	case speech.Astray:
		d.hint("acknowledged", wordsAstray())
	}
	return true, nil
}

// wordsTired says what ends the reminders.
func wordsTired() election.Phrase {
	return say("👌 知道了。报了就不再催；现在报不了的，发“14:00前补报”，到点以前不催。", "👌 Understood. Once it is reported nobody asks any more; if it cannot be reported yet send “report by 14:00”, and nobody asks until then.")
}

// wordsBlamed says what helps when something is not understood.
func wordsBlamed(phone string) election.Phrase {
	return say("😔 对不住，没听明白。村名、事项、数字写在一起最稳，例如“三河村 投票 262”；写错了直接发对的。这句话没有记下。还是不行，请选举办代报：%s",
		"😔 Sorry that it was not understood. Village, what it is and the figure in one line work best, e.g. “三河村 turnout 262”; if it is wrong just send it right. Nothing was noted. The office may also report for you: %s").With(wordsOfficePhone(phone))
}

// wordsHowWriteIn says how votes for others than the candidates are reported.
func wordsHowWriteIn() election.Phrase {
	return say("✍️ 另选他人：在计票里写职务、姓名、票数，例如“另选他人 委员 马六 18”，几个人就写几行；没有的，写“没有另选”。只写了名字没写清职务的，会问一句。",
		"✍️ Write-ins: in the count write post, name and votes, e.g. “write-in member Ma 18”, a line each; if there are none, “no write-ins”. I ask for the post if it is not said.")
}

func wordsComposesNothing() election.Phrase {
	return say("✍️ 我不写讲话稿、主持词，这句话没有记下。有数的材料可以直接取：发“总结”“台账表”“日报”。", "✍️ I write no speeches, and noted nothing. What is made of figures is here: send “summary”, “ledger” or “digest”.")
}

func wordsWhoItIs(phone string) election.Phrase {
	return say("🤖 我是换届助手，是自动程序，不是真人：您报的数我来记、来算，问的我来查，没把握的会先问您。要找人说话：%s", "🤖 I am an automatic assistant, not a person: I note and add up what you report, look up what you ask, and ask where I am not sure. To talk to somebody: %s").With(wordsOfficePhone(phone))
}

func wordsOnlyTyped(phone string) election.Phrase {
	return say("⌨️ 我只认打字、按钮和照片：语音、短信、微信我收不到。一句话就能报完，例如“投票 640”。发不了的，请选举办代报：%s", "⌨️ I read what is typed, buttons and photos; no voice, no SMS. One line is enough, e.g. “turnout 640”. If you cannot send, the office may report for you: %s").With(wordsOfficePhone(phone))
}

func wordsTrouble(phone string) election.Phrase {
	return say("📶 按钮点不动，就直接打字，例如“投票 640”“确认”；卡片找不到了，发“继续”。信号不好照样发，消息旁打了勾就到了；照片可以以后补，不耽误上报。还是不行，请选举办代报：%s",
		"📶 If a button does nothing, type instead, e.g. “turnout 640” or “confirm”; “continue” brings the card back. On a bad signal just send: with its tick a message has arrived; photos may follow later. If it still fails, the office may report for you: %s").With(wordsOfficePhone(phone))
}

// wordsSoFar says which figure the turnout is.
func wordsSoFar() election.Phrase {
	return say("🔢 投票人数报到现在为止的总数：含委托投票和流动票箱，不用另算这一小时新来的几个。例如“投票 640”。",
		"🔢 The turnout is how many have voted in all so far, proxies and mobile boxes included; not those of the last hour alone. E.g. “turnout 640”.")
}

// wordsExactly says that no figure is taken that is not exact.
func wordsExactly() election.Phrase {
	return say("🔢 要准数，大概的不记：这句话没有记下。还没有准数的，发“12点前补报”，到点以前不催；有了再报。", "🔢 Only exact figures are noted: this was not. If there is none yet, send “will report by 12:00”: nobody asks until then.")
}

// wordsCountedOnce says that what is sent twice counts once.
func wordsCountedOnce() election.Phrase {
	return say("👌 放心，不会算重：同一条消息、同一张卡片点几次都只记一次；同一个数再报，只是更新，不相加。发“我报了什么”看记下了哪些。",
		"👌 Nothing counts twice: a message or a card counts once however often it comes, and a figure reported again takes the place of the one before. Send “what have I reported” to see what is noted.")
}

// wordsHowPhoto says how a photo is sent.
func wordsHowPhoto() election.Phrase {
	return say("📷 照片直接发到这里就行，下面写一句是什么、哪个村，例如“计票结果单 东河村”。正在填的卡片要照片时，什么都不用写，直接发就放进这张卡片；一次几张也可以，没信号可以以后再补。",
		"📷 Just send the photo here, with a word of what it is and of which village below it. While a card asks for one, send it without any words; several at once are fine, and later is too.")
}

// wordsAstray says that a message seems to be for somebody else.
func wordsAstray() election.Phrase {
	return say("🙂 这句好像不是发给我的：没有记下，也没有转给任何人。", "🙂 That seems to be for somebody else: it was not noted, nor passed on.")
}
