package bot

import (
	"context"

	"huanjie/internal/flow"
	"huanjie/internal/speech"
)

// acknowledges reports whether a message asks for no answer: thanks, a farewell, that something follows.
func (d *desk) acknowledges(m *typed) bool {
	thanks := d.onlyReads() && m.heard.Mood.Thanks && !m.heard.Mood.Asks && !m.heard.HasCount() // 辛苦大家啦 这个点还在跑
	return thanks || speech.WillSee(m.heard) || speech.ThanksForIt(m.heard) || speech.Acknowledges(m.text) || speech.Delays(m.heard) || d.ses.Talk.Affirms(m.heard)
}

func (d *desk) runAcknowledged(context.Context, *typed) (bool, error) {
	d.hint("acknowledged", wordsAcknowledged())
	return true, nil
}

// reassures reports whether a message speaks of trouble that does not happen, or is only feared.
func (d *desk) reassures(m *typed) bool {
	return m.free() && (d.mayTell() && speech.Reassures(m.heard) || !m.asks && !m.opens && speech.Fears(m.heard))
}

// runReassured says that nothing was noted; whoever may report an incident may do so with one tap.
func (d *desk) runReassured(_ context.Context, m *typed) (bool, error) {
	if d.mayTell() && !d.ses.Talk.HasOpen() {
		d.offerToTell(m, wordsReassured(), []flow.FormID{incidentForm})
		return true, nil
	}
	d.hint("acknowledged", wordsReassured())
	return true, nil
}

// chatters reports whether a message of which no form took anything is a joke, or tells how somebody feels.
func (d *desk) chatters(m *typed) bool { return m.free() && !m.opens && speech.Chatters(m.heard) }

// runChatter answers what nobody has to note.
func (d *desk) runChatter(context.Context, *typed) (bool, error) {
	d.hint("acknowledged", wordsChatter())
	return true, nil
}

// runWhatIf says what is done about trouble that has not happened.
func (d *desk) runWhatIf(context.Context, *typed) (bool, error) {
	d.say(wordsWhatIf())
	return true, nil
}

func (d *desk) runGreeting(context.Context, *typed) (bool, error) {
	d.help()
	return true, nil
}

func (d *desk) runOnlyDone(_ context.Context, m *typed) (bool, error) {
	d.hint("done", wordsWhatIsDone(m.text))
	return true, nil
}
