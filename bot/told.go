package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// What somebody tells in words that no form knows may be a report all the same: 名单贴了, or
// an emergency: 他爹把着门死活不松手. It is said that nothing was noted, and one tap makes
// it the beginning of the report that it may be; where they have an incident open, it is
// offered as more about that.

// incidentForm reports an incident.
const incidentForm flow.FormID = "incident"

// requestForm asks the leaders or the office for something.
const requestForm flow.FormID = "request"

// toldMark begins the data of a button that makes a report of what was not understood:
// "told:<form>".
const toldMark = "told:"

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

// unread says of a message that it was not understood, with a button for each report that
// it may be, or else with the menu.
func (d *desk) unread(m *typed, words election.Phrase) {
	near := d.near(m)
	if len(near) == 0 {
		d.say(words)
		d.menu()
		return
	}
	d.offerToTell(m, wordsToldOrNot(m.text), near)
}

// offerToTell says something of a message, with a button for each report that one tap makes of it.
func (d *desk) offerToTell(m *typed, words election.Phrase, near []flow.FormID) {
	d.commit.State.Told = flow.Asked{Text: m.text, At: d.bot.now()}
	out := plain(words.In(d.lang))
	out.Key, out.Move = "unread", true // only the latest text is kept
	for _, id := range near {
		out.Buttons = append(out.Buttons, []store.Button{{Label: wordsReportTold(id, d.forms().Title(id)).In(d.lang), Data: toldMark + string(id)}})
	}
	d.send(out)
}

// wantsSupplies reports whether somebody who reports or checks asks the office for what it hands out, and no card lies open.
func (d *desk) wantsSupplies(m *typed) bool {
	return len(d.person.Units)+len(d.person.Checks) > 0 && !d.person.Office && !d.ses.Talk.HasOpen() && !m.opens && speech.WantsSupplies(m.heard)
}

// runSupplies offers to send it to the office as a request; whoever reports for no village is told whom to ask.
func (d *desk) runSupplies(_ context.Context, m *typed) (bool, error) {
	if len(d.person.Units) == 0 {
		d.hint("acknowledged", wordsSuppliesAt(d.store.Town().Phone))
		return true, nil
	}
	d.offerToTell(m, wordsSupplies(d.store.Town().Phone), []flow.FormID{requestForm})
	return true, nil
}

func wordsSupplies(phone string) election.Phrase {
	return say("📦 要东西归选举办：这句话还没有转给任何人。点一下就按原话报给选举办；急的请打电话。%s", "📦 Supplies are the office's: nobody has been told yet. One tap sends it there in your words; ring up if it is urgent. %s").With(wordsOfficePhone(phone))
}

func wordsSuppliesAt(phone string) election.Phrase {
	return say("📦 要东西归选举办：这句话没有转给任何人。%s", "📦 Supplies are the office's: nobody has been told. %s").With(wordsOfficePhone(phone))
}

// near are the reports that what was not understood may be: of an incident if it tells of
// something. What asks, or waits for an open form, is none.
func (d *desk) near(m *typed) []flow.FormID {
	if m.asks || m.heard.Mood.Asks || d.ses.Talk.HasOpen() || len(d.person.Units) == 0 {
		return nil
	}
	near := d.forms().Near(d.scene(), m.text)
	if d.narrates(m) && !slices.Contains(near, incidentForm) {
		near = append(near, incidentForm)
	}
	return near
}

// toldTap makes a report of what was not understood; an empty form is begun if it is too
// long ago.
func (d *desk) toldTap(ctx context.Context, data string) error {
	form := flow.FormID(strings.TrimPrefix(data, toldMark))
	told := d.ses.Talk.Told
	d.commit.State.Told = flow.Asked{}
	if told.Text == "" || d.bot.now().Sub(told.At) > toldLasts {
		return d.press(ctx, flow.Opening{Form: form})
	}
	_, err := d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Open(d.ses.Talk, sc, d.turn.update, form, told.Text)
	})
	return err
}

func wordsToldOrNot(text string) election.Phrase {
	return say("没看懂“%s”，没有记下。是要报下面哪一项？点一下就按原话填，不用再打。",
		"I did not understand “%s”, and nothing was noted. Is it one of these? A tap fills it in with your words.").With(quoted(text))
}

func wordsReportTold(form flow.FormID, title election.Phrase) election.Phrase {
	if form == incidentForm {
		return say("🚨 按突发上报", "🚨 Report as an incident")
	}
	return title
}
