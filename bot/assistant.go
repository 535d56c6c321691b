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
	case speech.TiredOfIt, speech.OtherMeans:
		return ok && d.onlyReports() && !d.ses.Talk.HasOpen()
	case speech.WhoItIs, speech.Trouble:
		return ok
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
	}
	return true, nil
}

// wordsTired says what ends the reminders.
func wordsTired() election.Phrase {
	return say("👌 知道了。报了就不再催；现在报不了的，发“14:00前补报”，到点以前不催。", "👌 Understood. Once it is reported nobody asks any more; if it cannot be reported yet send “report by 14:00”, and nobody asks until then.")
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
