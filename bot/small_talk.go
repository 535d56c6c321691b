package bot

import (
	"context"

	"huanjie/internal/speech"
)

// acknowledges reports whether a message asks for no answer: thanks, a farewell, that something follows.
func (d *desk) acknowledges(m *typed) bool {
	return speech.Acknowledges(m.text) || speech.Delays(m.heard) || d.ses.Talk.Affirms(m.heard)
}

func (d *desk) runAcknowledged(context.Context, *typed) (bool, error) {
	d.hint("acknowledged", wordsAcknowledged())
	return true, nil
}

// reassures reports whether somebody who may report incidents says that there is none.
func (d *desk) reassures(m *typed) bool {
	return d.mayTell() && m.free() && speech.Reassures(m.heard)
}

// runReassured says of trouble that does not happen that none was noted, and how it would be.
func (d *desk) runReassured(context.Context, *typed) (bool, error) {
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

func (d *desk) runGreeting(context.Context, *typed) (bool, error) {
	d.help()
	return true, nil
}

func (d *desk) runOnlyDone(_ context.Context, m *typed) (bool, error) {
	d.hint("done", wordsWhatIsDone(m.text))
	return true, nil
}
