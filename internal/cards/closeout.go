package cards

import (
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/store"
)

// CloseOutMark begins the data of a button that answers the notice of the
// destruction of personal data: "close:y:<day>" confirms the day, "close:n:<day>"
// objects.
const CloseOutMark = "close:"

const (
	closeOutYes = CloseOutMark + "y:"
	closeOutNo  = CloseOutMark + "n:"
)

// ParseCloseOut reads the data of such a button.
func ParseCloseOut(data string) (a election.CloseOutAnswer, day election.Date, ok bool) {
	text, yes := strings.CutPrefix(data, closeOutYes)
	a = election.CloseOutConfirmed
	if !yes {
		text, ok = strings.CutPrefix(data, closeOutNo)
		a = election.CloseOutHeld
	}
	day, err := election.ParseDate(text)
	return a, day, (yes || ok) && err == nil
}

// CloseOut returns the notice that the personal data of a town are to be
// destroyed on its day.
func CloseOut(t *election.Town, c election.CloseOut, l election.Language) store.Message {
	day := t.CloseOut.String()
	text := wordsCloseOut(t).In(l)
	if c.Answer == election.CloseOutHeld {
		text = wordsStillHeld(t).In(l)
	}
	return store.Message{Text: text, Buttons: [][]store.Button{
		{{Label: election.Say("✅ 日子没错，到时销毁", "✅ The day is right, destroy them then").In(l), Data: closeOutYes + day}},
		{{Label: election.Say("⏸ 先不要销毁", "⏸ Do not destroy them yet").In(l), Data: closeOutNo + day}},
	}}
}

func wordsCloseOut(t *election.Town) election.Phrase {
	return election.Say("🗄 %s的个人信息将在 %s（%02d:00）销毁：账号绑定、聊天记录、电话、候选人和当选人的出生年月等。账本、合计和审计记录保留。\n"+
		"最后一个选举日：%s。⚠️ 年份不对，请马上改配置里的 polling_day。\n请确认。没有人回答，会再提醒；几次提醒都送达、没有人反对，到时才销毁。\n"+
		"要推迟，请在配置里改 close_out；要留底，请先导出并妥善保管。",
		"🗄 The personal data of %s will be destroyed on %s at %02d:00: registrations, messages, telephone numbers, dates of birth and the like. The journal, the sums and the audit stay.\n"+
			"The last polling day: %s. ⚠️ If the year is wrong, change polling_day in the configuration at once.\nPlease confirm. If nobody answers, you are reminded; "+
			"the data are destroyed only after several reminders have arrived and nobody objected.\nTo put it off, change close_out in the configuration; for a copy, export the town before and keep it safe.").
		With(t.Name, t.CloseOut.InFull(), election.CloseOutHour, t.LastPollingDay().InFull())
}

func wordsStillHeld(t *election.Town) election.Phrase {
	return election.Say("🗄 %s的个人信息原定 %s 销毁，按你们的要求还留着。现在可以销毁了吗？要改日子，请在配置里改 close_out。",
		"🗄 The personal data of %s were to be destroyed on %s and are kept as you asked. May they be destroyed now? To set another day, change close_out in the configuration.").
		With(t.Name, t.CloseOut.InFull())
}
