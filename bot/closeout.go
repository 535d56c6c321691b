package bot

import (
	"context"

	"huanjie/internal/announce"
	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/store"
)

// closeOutTap takes the office's answer to the notice that personal data are to
// be destroyed. The last answer holds; everybody in the office is told of it.
func (d *desk) closeOutTap(ctx context.Context, data string) error {
	answer, day, ok := cards.ParseCloseOut(data)
	town := d.store.Town()
	if !ok || day != town.CloseOut {
		d.answer(wordsDeadButton())
		return nil
	}
	c, err := d.store.CloseOutOn(ctx, day)
	if err != nil {
		return err
	}
	c.CloseOut = c.Answered(answer, d.person.ID, d.bot.now())
	d.commit.CloseOut = &c
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Changed, Of: "close-out", Name: day.String(), Note: string(answer)})
	languages, err := d.store.Languages(ctx, town.Office...)
	if err != nil {
		return err
	}
	for i, user := range town.Office {
		d.sendTo(user, plain(wordsCloseOutAnswer(town, c.CloseOut).In(languages[i])))
	}
	return nil
}

func wordsCloseOutAnswer(t *election.Town, c election.CloseOut) election.Phrase {
	who := announce.Who(c.By)
	if c.Answer == election.CloseOutHeld {
		return say("⏸ %s：先不销毁%s的个人信息。一个月后再问；要改日子，请在配置里改 close_out。",
			"⏸ %s: the personal data of %s are not destroyed yet. You are asked again in a month; to set another day, change close_out in the configuration.").With(who, t.Name)
	}
	return say("✅ %s确认：%s的个人信息 %s（%02d:00）销毁，最早在一天以后。要停，请在通知上点“先不要销毁”。",
		"✅ %s confirmed that the personal data of %s are destroyed on %s at %02d:00, not earlier than a day from now. To stop it, press “Do not destroy them yet” on the notice.").
		With(who, t.Name, t.CloseOut.InFull(), election.CloseOutHour)
}
