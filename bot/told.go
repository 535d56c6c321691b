package bot

import (
	"context"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// What somebody tells in words that no form knows may be an emergency all the same:
// 他爹把着门死活不松手. It is said that nothing was noted, and one tap makes it the
// beginning of a report of an incident; where they have an incident open, it is
// offered as more about that.

// incidentForm reports an incident.
const incidentForm flow.FormID = "incident"

// incidentMark is the data of the button that reports what was not understood as an
// incident.
const incidentMark = "told"

// toldLasts is how long such a message can be reported with one tap.
const toldLasts = time.Hour

// narrates reports whether a message goes on telling what happens, of somebody who may
// report an incident.
func (d *desk) narrates(m *typed) bool {
	return !m.taken && !m.asks && !d.counts(m) && speech.Narrates(m.text) && d.mayTell()
}

// mayTell reports whether the person is where incidents happen, and may report them.
func (d *desk) mayTell() bool {
	return len(d.person.Units)+len(d.person.Checks) > 0 && len(d.unitsFor(incidentForm)) > 0
}

// runTellsMore offers what is told to be added to the incident that the person
// reported, if it is the only one that is open.
func (d *desk) runTellsMore(ctx context.Context, m *typed) (bool, error) {
	mine, err := d.ownIncidents(ctx)
	if err != nil || len(mine) != 1 || d.now().Sub(mine[0].Case.At) > toldLasts {
		return false, err
	}
	return true, d.deed(ctx, mine[0], election.Reply, m.text)
}

// unread says of a message that it was not understood, with the button that reports it
// as an incident if it tells of something.
func (d *desk) unread(m *typed, words election.Phrase) {
	if !d.narrates(m) {
		d.say(words)
		return
	}
	d.commit.State.Told = flow.Asked{Text: m.text, At: d.bot.now()}
	out := plain(wordsToldOrNot(words).In(d.lang))
	out.Buttons = [][]store.Button{{{Label: wordsReportTold().In(d.lang), Data: incidentMark}}}
	d.send(out)
}

// toldTap reports what was not understood as an incident; an empty form is begun if it
// is too long ago.
func (d *desk) toldTap(ctx context.Context, _ string) error {
	told := d.ses.Talk.Told
	d.commit.State.Told = flow.Asked{}
	if told.Text == "" || d.bot.now().Sub(told.At) > toldLasts {
		return d.press(ctx, flow.Opening{Form: incidentForm})
	}
	_, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.bot.forms.Open(d.ses.Talk, sc, d.turn.update, incidentForm, told.Text)
	})
	return err
}

func wordsToldOrNot(words election.Phrase) election.Phrase {
	return say("%s\n如果是突发情况，点下面的按钮就按原话上报。", "%s\nIf it is an emergency, the button reports it in your words.").With(words)
}

func wordsReportTold() election.Phrase {
	return say("🚨 按突发上报", "🚨 Report as an incident")
}
