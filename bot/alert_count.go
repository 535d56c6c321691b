package bot

import (
	"context"
	"fmt"
	"html"
	"slices"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// countNews is a report about a count, and what it makes of it.
type countNews struct {
	election election.Election
	unit     election.Unit
	report   election.Report
	before   election.Count // zero if this is the first entry
	now      election.Count
}

// alertCount tells of a count whoever must know at once: the leaders, who have
// one message of it that changes where it stands; whoever is to enter it a second
// time, without a figure; both who entered it, when they differ and when they
// agree; and whoever saw a figure that has been corrected.
func (d *desk) alertCount(ctx context.Context, r election.Report) error {
	n, ok := d.countNews(r)
	if !ok {
		return nil
	}
	told, err := d.tellLeaders(ctx, n)
	if err != nil {
		return err
	}
	if err := d.tellCounters(ctx, n); err != nil {
		return err
	}
	if r.Replaces == "" || n.before.Report == "" {
		return nil
	}
	changes := n.election.TallyChanges(n.before.Tally, n.now.Tally)
	if changes.IsZero() {
		return nil
	}
	text := say("✏️ 更正：%s %s\n%s", "✏️ Corrected: %s, %s\n%s").With(n.unit.Name, n.now.Round.Name(), changes)
	return d.tellWhoSaw(ctx, n.unit, withWhy(text, r.Why), r, n.before.At, func(p election.PersonID, user int64) bool {
		return !slices.Contains(told, p) && p != n.now.By && !n.now.Hidden(d.store.Town().Person(p), n.unit, user)
	})
}

func (d *desk) countNews(r election.Report) (countNews, bool) {
	town := d.store.Town()
	n := countNews{report: r}
	n.unit, _ = town.Unit(r.Unit)
	n.election = town.ElectionOf(n.unit)
	var round election.Round
	switch b := r.Body.(type) {
	case election.Tally:
		round = b.Round
	case election.CountCheck:
		round = b.Round
	case election.ResultSheet:
		round = b.Round
	}
	if before, had := d.ses.Progress.Count(round); had && (r.Replaces != "" || !isTally(r)) {
		n.before = before
	}
	var ok bool
	n.now, ok = n.election.Fold(d.ses.Progress, r).Count(round)
	return n, ok
}

func isTally(r election.Report) bool {
	_, ok := r.Body.(election.Tally)
	return ok
}

// key names one of the messages about the count in a chat.
func (n countNews) key(what string) string {
	return what + "." + string(n.unit.ID) + "." + string(n.now.Round)
}

// opens is a button that begins an entry of the count.
func (n countNews) opens(label election.Phrase, value string, l election.Language) [][]store.Button {
	return [][]store.Button{{{Label: label.In(l), Data: flow.Opening{Form: "count", Unit: n.unit.ID, Step: "round", Value: value}.String()}}}
}

// serious reports whether the leading group must know too: something has to
// follow.
func (n countNews) serious() bool {
	v := election.Judge(n.election, n.now.Tally)
	return v.Outcome != election.ValidElection || v.SeatsLeft() > 0 || len(v.Breaches) > 0
}

// leaderText is what leaders read: how far it can be relied on, and the result.
func (n countNews) leaderText() election.Phrase {
	mark := "🧮"
	if n.serious() {
		mark = "⚠️"
	}
	how := say("初步，未复核", "preliminary, not checked")
	switch n.now.Status() {
	case election.Recount:
		how = say("重新核对：两次录入有 %d 项不一致", "being checked again: two entries differ in %d places").With(len(n.now.Differs()))
	case election.Corrected:
		how = say("更正，待重新复核", "corrected, to be checked again")
	case election.Confirmed:
		how = say("已确认 ✅ 两人录入一致", "confirmed ✅ two entries alike")
	}
	text := say("%s %s 计票（%s）\n%s", "%s %s, count (%s)\n%s").With(mark, n.unit.Name, how, document.Count(n.election, n.now.Tally))
	if changes := n.election.TallyChanges(n.before.Tally, n.now.Tally); n.before.Report != "" && !changes.IsZero() {
		text = withWhy(say("%s\n✏️ 更正：%s", "%s\n✏️ Corrected: %s").With(text, changes), n.report.Why)
	}
	for _, s := range n.report.Stands {
		text = say("%s\n❗ %s：%s", "%s\n❗ %s: %s").With(text, election.WarningName(s.Code), s.Reason)
	}
	return say("%s\n上报人 %s，回执 %s", "%s\nReported by %s, receipt %s").With(text, n.now.By.Name(), n.now.Report)
}

func withWhy(text election.Phrase, why string) election.Phrase {
	if why == "" {
		return text
	}
	return say("%s\n原因：%s", "%s\nReason: %s").With(text, why)
}

// tellLeaders tells the leaders above the unit. Only a new or a corrected figure
// rings; that two people agree, or do not, changes the message that is there.
func (d *desk) tellLeaders(ctx context.Context, n countNews) ([]election.PersonID, error) {
	town := d.store.Town()
	var people []election.PersonID
	for _, p := range town.People() {
		person := town.Person(p)
		above := slices.ContainsFunc(person.Areas, func(a election.Area) bool { return a.Holds(n.unit.Area) && (n.serious() || a != election.WholeTown) })
		if above && p != d.person.ID && !n.now.Hidden(person, n.unit, 0) {
			people = append(people, p)
		}
	}
	to, err := d.addressees(ctx, people)
	if err != nil {
		return nil, err
	}
	rings := isTally(n.report) && n.now.Status() != election.Confirmed && n.now.Status() != election.Recount
	_, sheet := n.report.Body.(election.ResultSheet)
	for _, a := range to {
		m := store.Message{ID: fmt.Sprintf("%s@%d", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: n.key("counted"),
			Text: html.EscapeString(n.leaderText().In(a.lang)), Move: rings, Quiet: !rings, Only: n.now.Status() == election.Recount, Buttons: n.leaderWays(a.lang)}
		if !sheet {
			d.commit.Messages = append(d.commit.Messages, m)
		}
		d.commit.Messages = append(d.commit.Messages, store.CaseFiles(n.report.Files, a.user, m.ID)...)
	}
	return people, nil
}

// tellCounters tells those who enter the count what they have to do next.
func (d *desk) tellCounters(ctx context.Context, n countNews) error {
	status := n.now.Status()
	switch {
	case status == election.Recount:
		return d.tellBoth(ctx, n, n.differText, true)
	case status == election.Confirmed && n.before.Status() != election.Confirmed:
		if err := d.tellCheckers(ctx, n, say("✅ %s %s 已由两人录入一致，不用再复核。", "✅ %s, %s: two entries are alike; nothing more to check.").With(n.unit.Name, n.now.Round.Name()), false); err != nil {
			return err
		}
		return d.tellBoth(ctx, n, func(a addressee) (election.Phrase, [][]store.Button) {
			return say("✅ %s %s：两人录入一致，已确认。", "✅ %s, %s: the two entries are alike; confirmed.").With(n.unit.Name, n.now.Round.Name()), nil
		}, false)
	case status == election.Confirmed:
		return nil
	}
	return d.tellCheckers(ctx, n, say("🔒 请复核：%s %s\n请对照计票结果单原件，自己再录一遍；第一次录入的数字不显示。", "🔒 Please check: %s, %s\nEnter it once more from the result sheet itself; the first entry is not shown.").
		With(n.unit.Name, n.now.Round.Name()), true)
}

// differText says in which fields two entries differ, without a figure.
func (n countNews) differText(a addressee) (election.Phrase, [][]store.Button) {
	text := say("⚖️ %s %s：两人录入有 %d 项不一致：%s。\n请各自对照计票结果单原件，重录这几项。", "⚖️ %s, %s: the two entries differ in %d places: %s.\nPlease each look at the result sheet itself and enter these again.").
		With(n.unit.Name, n.now.Round.Name(), len(n.now.Differs()), n.now.DifferNames(n.election))
	value := string(n.now.Round)
	if a.person.ID != n.now.By {
		value = "check:" + value
	}
	return text, n.opens(say("✏️ 重新核对", "✏️ Enter again"), value, a.lang)
}

// tellBoth tells both who entered the count.
func (d *desk) tellBoth(ctx context.Context, n countNews, what func(addressee) (election.Phrase, [][]store.Button), rings bool) error {
	to, err := d.addressees(ctx, []election.PersonID{n.now.By, n.now.Check.By})
	if err != nil {
		return err
	}
	for _, a := range to {
		text, buttons := what(a)
		d.commit.Messages = append(d.commit.Messages, store.Message{ID: fmt.Sprintf("%s@%d.both", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert,
			Key: n.key("check"), Move: true, Quiet: !rings, Text: html.EscapeString(text.In(a.lang)), Buttons: buttons})
	}
	return nil
}

// tellCheckers tells those who could enter the count a second time: with the
// photo of the result sheet and a button if they are asked to, else quietly, and
// only those who had been asked.
func (d *desk) tellCheckers(ctx context.Context, n countNews, text election.Phrase, asks bool) error {
	to, err := d.addressees(ctx, d.checkers(n))
	if err != nil {
		return err
	}
	for _, a := range to {
		if n.now.By == a.person.ID || n.now.User != 0 && n.now.User == a.user || n.now.Check != nil && n.now.Check.By == a.person.ID {
			continue
		}
		m := store.Message{ID: fmt.Sprintf("%s@%d.check", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: n.key("check"),
			Move: true, Text: html.EscapeString(text.In(a.lang)), Quiet: !asks, Only: !asks}
		if asks {
			m.Buttons = n.opens(say("🔒 复核录入", "🔒 Enter it"), "check:"+string(n.now.Round), a.lang)
			switch f := n.now.SheetFile(); f.Kind {
			case election.Photo:
				m.Photo = f.ID
			case election.Document:
				m.File = f.ID
			}
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return nil
}

// checkers are the unit's other officers and its checkers; the office, where the
// unit has none.
func (d *desk) checkers(n countNews) []election.PersonID {
	var people []election.PersonID
	for _, p := range slices.Concat(n.unit.Checkers, n.unit.Officers) {
		if p != n.now.By && !slices.Contains(people, p) {
			people = append(people, p)
		}
	}
	if len(people) > 0 {
		return people
	}
	for _, user := range d.store.Town().Office {
		people = append(people, election.OfficePerson(user))
	}
	return people
}

// alertTurnout tells of a turnout that takes back a larger one whoever saw that.
func (d *desk) alertTurnout(ctx context.Context, r election.Report, t election.Turnout) error {
	before := d.ses.Progress.Turnout
	if before == nil || t.Voted >= before.Voted {
		return nil
	}
	u, _ := d.store.Town().Unit(r.Unit)
	text := say("✏️ 更正：%s 参加投票 %s → %s", "✏️ Corrected: %s, took part %s → %s").With(u.Name, election.Thousands(before.Voted), election.Thousands(t.Voted))
	why := r.Why
	for _, s := range r.Stands {
		if s.Code == election.WarnTurnoutFalling {
			why = s.Reason
		}
	}
	return d.tellWhoSaw(ctx, u, withWhy(text, why), r, d.ses.Progress.TurnoutAt, func(p election.PersonID, _ int64) bool { return p != r.By })
}

// tellWhoSaw tells of a correction those who looked at the unit, or at an area it
// lies in, since the figure stood there.
func (d *desk) tellWhoSaw(ctx context.Context, u election.Unit, text election.Phrase, r election.Report, since time.Time, wanted func(election.PersonID, int64) bool) error {
	people, err := d.store.WhoSaw(ctx, u.ID, since)
	if err != nil {
		return err
	}
	to, err := d.addressees(ctx, people)
	if err != nil {
		return err
	}
	for _, a := range to {
		if a.person.MaySee(u) && a.user != d.turn.chat && wanted(a.person.ID, a.user) {
			d.commit.Messages = append(d.commit.Messages, store.Message{ID: fmt.Sprintf("%s@%d.saw", r.ID, a.user), Chat: a.user, Class: store.ClassAlert,
				Text: html.EscapeString(text.In(a.lang))})
		}
	}
	return nil
}
