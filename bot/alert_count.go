package bot

import (
	"context"
	"fmt"
	"html"
	"slices"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// countNews is a report about a count, with the count before and after it.
type countNews struct {
	election election.Election
	unit     election.Unit
	report   election.Report
	before   election.Count // zero if this is the first entry
	now      election.Count
	stands   []election.Stand // warnings of the count that the reporter let stand, with reasons
	changes  election.Phrase  // what the last correction changed; zero if there was none
	why      string           // the reason for that correction
}

// alertCount tells people of a count who must know at once.
//
// Leaders get one message, which is edited in place; so does the office if
// something has to follow. Those who are to enter the count beside its author are
// told no more than that they are asked. Those who entered it learn whether they
// differ or agree. A correction goes to those who saw the old figure.
func (d *desk) alertCount(ctx context.Context, t reported) error {
	r := t.report
	n, ok, err := d.countNews(ctx, t)
	if !ok || err != nil {
		return err
	}
	told, err := d.tellLeaders(ctx, n)
	if err != nil {
		return err
	}
	if err := d.tellCounters(ctx, n); err != nil {
		return err
	}
	if err := d.tellPublishedCorrected(ctx, n, t.after); err != nil {
		return err
	}
	if r.Replaces == "" || n.before.Report == "" {
		return nil
	}
	if n.changes.IsZero() || !isTally(r) {
		return nil
	}
	text := say("✏️ 更正：%s %s\n%s", "✏️ Corrected: %s, %s\n%s").With(n.unit.Name, n.now.Round.Name(), n.changes)
	return d.tellWhoSaw(ctx, n.unit, withWhy(text, r.Why), r, n.before.At, func(p election.PersonID, user int64) bool {
		return !slices.Contains(told, p) && p != n.now.By && !n.now.Hidden(d.store.Town().Person(p), n.unit, user)
	})
}

func (d *desk) countNews(ctx context.Context, t reported) (n countNews, ok bool, err error) {
	r := t.report
	n.report, n.unit, n.election = r, t.unit, t.election
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
	if n.now, ok = t.after.Count(round); !ok {
		return n, false, nil
	}
	n.stands = t.after.Stands[election.Matter(n.now.Tally)]
	switch r.Body.(type) {
	case election.Tally:
		n.changed(n.before.Tally, r)
	case election.CountCheck:
		err = d.lastChange(ctx, &n)
	}
	return n, true, err
}

// changed notes what a correction of the count changed.
func (n *countNews) changed(was election.Tally, r election.Report) {
	if r.Replaces != "" && n.before.Report != "" {
		n.changes, n.why = n.election.TallyChanges(was, n.now.Tally), r.Why
	}
}

// lastChange reads from the journal what the last report of the count
// corrected. After a second entry, the message describes the change of the
// count, not of that entry.
func (d *desk) lastChange(ctx context.Context, n *countNews) error {
	last, ok, err := d.store.Receipt(ctx, n.unit.ID, n.now.Report)
	if !ok || err != nil {
		return err
	}
	was, ok, err := d.store.Replaced(ctx, last)
	if t, counted := was.Body.(election.Tally); ok && counted {
		n.changed(t, last.Report)
	}
	return err
}

func isTally(r election.Report) bool {
	_, ok := r.Body.(election.Tally)
	return ok
}

// key returns the Message.Key of one kind of message about the count.
func (n countNews) key(what string) string {
	return what + "." + string(n.unit.ID) + "." + string(n.now.Round)
}

// opens returns a button that begins an entry of the count.
func (n countNews) opens(label election.Phrase, value string, a addressee) [][]store.Button {
	return [][]store.Button{{{Label: label.In(a.lang), Data: countOpening(a.person, n.unit, value).String()}}}
}

// countOpening opens the entry of a count: the leading group has a form of its own.
func countOpening(p election.Person, u election.Unit, value string) flow.Opening {
	o := flow.Opening{Form: "count", Unit: u.ID, Step: "round", Value: value}
	if !p.MayCheck(u) {
		o.Form = "decide"
	}
	return o
}

// forAll reports whether the leading group and the office are told: something has to
// follow, or it is what came of what they were told has to follow.
func (n countNews) forAll() bool {
	return n.serious() || n.now.Round != election.FirstRound && !n.now.Round.OfCommittee()
}

// serious reports whether something has to follow.
func (n countNews) serious() bool { return isSerious(n.election, n.now.Tally) }

// wasSerious reports whether this was so for the count before.
func (n countNews) wasSerious() bool {
	return n.before.Report != "" && isSerious(n.election, n.before.Tally)
}

func isSerious(e election.Election, t election.Tally) bool {
	v := election.Judge(e, t)
	return v.Outcome != election.ValidElection || v.SeatsLeft() > 0 || len(v.Breaches) > 0
}

// leaderText returns what leaders read: how reliable the count is, and its
// result.
func (n countNews) leaderText() election.Phrase {
	head, arithmetic, rest := n.leaderParts()
	return say("%s\n%s%s", "%s\n%s%s").With(head, arithmetic, rest)
}

// leaderHTML is leaderText for a message: the conclusion stands first, and what
// it rests on is folded where something has to follow.
func (n countNews) leaderHTML(l election.Language) string {
	if !n.serious() {
		return html.EscapeString(n.leaderText().In(l))
	}
	head, arithmetic, rest := n.leaderParts()
	return html.EscapeString(head.In(l)) + "\n<blockquote expandable>" + html.EscapeString(arithmetic.In(l)) + "</blockquote>" + html.EscapeString(rest.In(l))
}

// leaderParts are the conclusion, what it rests on, and what was said besides.
func (n countNews) leaderParts() (head, arithmetic, rest election.Phrase) {
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
	what := say("计票", "count")
	if n.now.Round != election.FirstRound {
		what = say("%s计票", "%s, count").With(n.now.Round.Name())
	}
	head = say("%s %s %s（%s）：%s", "%s %s, %s (%s): %s").With(mark, n.unit.Name, what, how, document.Conclusion(n.election, n.unit, n.now))
	arithmetic = document.Count(n.election, n.now.Tally)
	if !n.changes.IsZero() {
		rest = withWhy(say("\n✏️ 更正：%s", "\n✏️ Corrected: %s").With(n.changes), n.why)
	}
	for _, r := range document.Reasons(n.stands) {
		rest = say("%s\n❗ %s：%s", "%s\n❗ %s: %s").With(rest, r.What, r.Why)
	}
	if n.now.Tally.Stood(n.now.By) {
		rest = say("%s\n❗ 上报人与候选人同名，请核对是不是本人", "%s\n❗ The reporter bears the name of a candidate; please check whether it is the same person").With(rest)
	}
	rest = say("%s\n上报人 %s，回执 %s", "%s\nReported by %s, receipt %s").With(rest, n.now.By.Name(), n.now.Report)
	return head, arithmetic, rest
}

func withWhy(text election.Phrase, why string) election.Phrase {
	if why == "" {
		return text
	}
	return say("%s\n原因：%s", "%s\nReason: %s").With(text, why)
}

// tellLeaders tells the leaders above the unit, and returns them. The leading
// group and the office are told only if the count is or was serious, or of a later round. Only a
// new or corrected figure rings; agreement or disagreement of the two entries
// edits the message.
func (d *desk) tellLeaders(ctx context.Context, n countNews) (people []election.PersonID, err error) {
	town := d.store.Town()
	for _, p := range d.above(n.unit) {
		if person := town.Person(p); (n.isNear(person) || n.forAll() || n.wasSerious()) && !n.now.Hidden(person, n.unit, 0) {
			people = append(people, p)
		}
	}
	to, err := d.addressees(ctx, people)
	if err != nil {
		return nil, err
	}
	_, sheet := n.report.Body.(election.ResultSheet)
	for _, a := range to {
		m := n.toLeader(a)
		if !sheet {
			d.commit.Messages = append(d.commit.Messages, m)
		}
		if !a.person.Office && (n.isNear(a.person) || n.forAll()) {
			d.commit.Messages = append(d.commit.Messages, cards.Files(n.report.Files, a.user, m.ID, d.fileOf(n.report, a.lang))...)
		}
	}
	return people, nil
}

// toLeader returns the message about a count for a leader or the office.
func (n countNews) toLeader(a addressee) store.Message {
	status := n.now.Status()
	rings := isTally(n.report) && status != election.Confirmed && status != election.Recount
	return store.Message{ID: fmt.Sprintf("%s@%d", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: n.key("counted"),
		Text: n.leaderHTML(a.lang), Move: rings, Quiet: !rings, Buttons: n.leaderWays(a.lang),
		Only: status == election.Recount || !n.isNear(a.person) && !n.forAll()}
}

// isNear reports whether a person leads an area of the unit below the whole
// town.
func (n countNews) isNear(p election.Person) bool {
	return slices.ContainsFunc(p.Areas, func(a election.Area) bool { return a != election.WholeTown && a.Holds(n.unit.Area) })
}

// tellCounters tells those who enter the count what to do next.
func (d *desk) tellCounters(ctx context.Context, n countNews) error {
	status, name := n.now.Status(), n.now.Round.Name()
	switch {
	case status == election.Recount:
		if err := d.tellEach(ctx, n, n.differText, true); err != nil || !n.now.Twice() {
			return err
		}
		return d.tellThird(ctx, n)
	case status == election.Confirmed && n.before.Status() != election.Confirmed:
		return d.tellAgreed(ctx, n)
	case status == election.Confirmed:
		return nil
	}
	return d.askCounters(ctx, n, say("🔒 请复核：%s %s\n请对照计票结果单原件，自己再录一遍；第一次录入的数字不显示。", "🔒 Please check: %s, %s\nEnter it once more from the result sheet itself; the first entry is not shown.").
		With(n.unit.Name, name))
}

// tellAgreed tells all who were to enter the count that two entries agree. Those
// who entered it before learn it too, whether theirs is one of the two or not.
func (d *desk) tellAgreed(ctx context.Context, n countNews) error {
	name := n.now.Round.Name()
	waited := n.before
	if waited.Report == "" {
		waited = n.now
	}
	asked := append(d.store.Town().Counters(n.unit, waited), n.unit.Seconds(n.now.By, n.now.Check.By)...)
	to, err := d.addressees(ctx, slices.Compact(slices.Sorted(slices.Values(asked))))
	if err != nil {
		return err
	}
	text := say("✅ %s %s 已由两人录入一致，不用再复核。", "✅ %s, %s: two entries are alike; nothing more to check.").With(n.unit.Name, name)
	for _, a := range to {
		if !n.entered(a) {
			m := n.toCounter(a, text)
			m.Quiet, m.Only = true, true
			d.commit.Messages = append(d.commit.Messages, m)
		}
	}
	return d.tellEach(ctx, n, func(addressee) (election.Phrase, [][]store.Button) {
		return say("✅ %s %s：两人录入一致，已确认。", "✅ %s, %s: the two entries are alike; confirmed.").With(n.unit.Name, name), nil
	}, false)
}

// tellThird asks for the entry of a third person. Where that is one of the leading
// group, what they were told of the count before says nothing of it any more.
func (d *desk) tellThird(ctx context.Context, n countNews) error {
	text := say("🔒 请您录入：%s %s\n两人各自看过两次，录入仍不一致。请对照计票结果单原件自己录一遍，与其中一人一致的算数；他们录的数字不显示。",
		"🔒 Please enter: %s, %s\nTwo people have looked twice and their entries still differ. Enter it from the result sheet itself; what you and one of them say alike will stand. Theirs are not shown.").
		With(n.unit.Name, n.now.Round.Name())
	if err := d.askCounters(ctx, n, text); err != nil {
		return err
	}
	to, err := d.addressees(ctx, d.above(n.unit))
	for _, a := range to {
		if n.now.Hidden(a.person, n.unit, a.user) {
			d.commit.Messages = append(d.commit.Messages, store.Message{ID: fmt.Sprintf("%s@%d", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert,
				Key: n.key("counted"), Quiet: true, Only: true, Text: html.EscapeString(text.In(a.lang))})
		}
	}
	return err
}

// differText says in which fields two entries differ, without a figure.
func (n countNews) differText(a addressee) (election.Phrase, [][]store.Button) {
	text := say("⚖️ %s %s：两人录入有 %d 项不一致：%s。\n请各自对照计票结果单原件，重录这几项。", "⚖️ %s, %s: the two entries differ in %d places: %s.\nPlease each look at the result sheet itself and enter these again.").
		With(n.unit.Name, n.now.Round.Name(), len(n.now.Differs()), n.now.DifferNames(n.election))
	if n.now.Third != nil {
		text = say("⚖️ %s %s：三人录入各不相同。\n请各自对照计票结果单原件再录一遍；结果单本身看不清的，请选举委员会重新核对选票。", "⚖️ %s, %s: all three entries differ.\nPlease each enter it again from the result sheet itself; if the sheet cannot be read, the election committee has to look at the ballots again.").
			With(n.unit.Name, n.now.Round.Name())
	}
	value := string(n.now.Round)
	if a.person.ID != n.now.By {
		value = "check:" + value
	}
	return text, n.opens(say("✏️ 重新核对", "✏️ Enter again"), value, a)
}

// entries are the people who entered the count.
func (n countNews) entries() []election.PersonID {
	people := []election.PersonID{n.now.By}
	for _, c := range []election.Count{n.before, n.now} {
		for _, e := range []*election.Entry{c.Check, c.Third} {
			if e != nil {
				people = append(people, e.By)
			}
		}
		if c.Report != "" && c.Status() == election.Recount {
			people = append(people, c.By)
		}
	}
	slices.Sort(people)
	return slices.Compact(people)
}

// entered reports whether somebody entered the count, under whatever role.
func (n countNews) entered(a addressee) bool {
	return slices.Contains(n.entries(), a.person.ID) || n.now.User != 0 && n.now.User == a.user
}

// tellEach tells those who entered the count.
func (d *desk) tellEach(ctx context.Context, n countNews, what func(addressee) (election.Phrase, [][]store.Button), rings bool) error {
	to, err := d.addressees(ctx, n.entries())
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

// askCounters asks those whose entry is waited for. They get the photo of the result
// sheet and a button.
func (d *desk) askCounters(ctx context.Context, n countNews, text election.Phrase) error {
	to, err := d.addressees(ctx, d.store.Town().Counters(n.unit, n.now))
	if err != nil {
		return err
	}
	for _, a := range to {
		if !n.now.Asks(a.person, n.unit, a.user) {
			continue
		}
		m := n.toCounter(a, text)
		m.Buttons = n.opens(say("🔒 复核录入", "🔒 Enter it"), "check:"+string(n.now.Round), a)
		switch f := n.now.SheetFile(); f.Kind {
		case election.Photo:
			m.Photo = f.ID
		case election.Document:
			m.File = f.ID
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return nil
}

// toCounter returns a message to somebody who is asked for an entry of the count.
func (n countNews) toCounter(a addressee, text election.Phrase) store.Message {
	return store.Message{ID: fmt.Sprintf("%s@%d.check", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: n.key("check"),
		Move: true, Text: html.EscapeString(text.In(a.lang))}
}

// alertTurnout tells those who saw a turnout that it was corrected to a
// smaller one.
func (d *desk) alertTurnout(ctx context.Context, of reported, t election.Turnout) error {
	before, r, u := d.ses.Progress.Turnout, of.report, of.unit
	if before == nil || t.Voted >= before.Voted {
		return nil
	}
	text := say("✏️ 更正：%s 参加投票 %s → %s", "✏️ Corrected: %s, took part %s → %s").With(u.Name, election.Thousands(before.Voted), election.Thousands(t.Voted))
	why := r.Why
	for _, s := range r.Stands {
		if s.Code == election.WarnTurnoutFalling {
			why = s.Reason
		}
	}
	return d.tellWhoSaw(ctx, u, withWhy(text, why), r, d.ses.Progress.TurnoutAt, func(p election.PersonID, _ int64) bool { return p != r.By })
}

// tellWhoSaw tells of a correction those who have looked at the unit, or at an
// area around it, since the old figure was reported.
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
