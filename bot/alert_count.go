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
// something has to follow. Those who are to enter the count a second time are
// asked, without a figure. The two who entered it learn whether they differ or
// agree. A correction goes to those who saw the old figure.
func (d *desk) alertCount(ctx context.Context, r election.Report) error {
	n, ok, err := d.countNews(ctx, r)
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

func (d *desk) countNews(ctx context.Context, r election.Report) (n countNews, ok bool, err error) {
	town := d.store.Town()
	n.report = r
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
	after := n.election.Fold(d.ses.Progress, r)
	if n.now, ok = after.Count(round); !ok {
		return n, false, nil
	}
	n.stands = after.Stands[election.Matter(n.now.Tally)]
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
func (n countNews) opens(label election.Phrase, value string, l election.Language) [][]store.Button {
	return [][]store.Button{{{Label: label.In(l), Data: flow.Opening{Form: "count", Unit: n.unit.ID, Step: "round", Value: value}.String()}}}
}

// serious reports whether the leading group and the office must also know,
// because something has to follow.
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
	if !n.changes.IsZero() {
		text = withWhy(say("%s\n✏️ 更正：%s", "%s\n✏️ Corrected: %s").With(text, n.changes), n.why)
	}
	for _, s := range n.stands {
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

// tellLeaders tells the leaders above the unit, and returns them. The leading
// group and the office are told only if the count is or was serious. Only a
// new or corrected figure rings; agreement or disagreement of the two entries
// edits the message.
func (d *desk) tellLeaders(ctx context.Context, n countNews) (people []election.PersonID, err error) {
	town := d.store.Town()
	for _, p := range d.above(n.unit) {
		if person := town.Person(p); (n.isNear(person) || n.serious() || n.wasSerious()) && !d.kept(n, person) {
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
		if !a.person.Office && (n.isNear(a.person) || n.serious()) {
			d.commit.Messages = append(d.commit.Messages, cards.Files(n.report.Files, a.user, m.ID, d.fileOf(n.report, a.lang))...)
		}
	}
	return people, nil
}

// toLeader returns the message about a count for a leader or the office.
func (n countNews) toLeader(a addressee) store.Message {
	text := n.leaderText()
	if n.now.Hidden(a.person, n.unit, 0) {
		text = n.blindText()
	}
	status := n.now.Status()
	rings := isTally(n.report) && status != election.Confirmed && status != election.Recount
	return store.Message{ID: fmt.Sprintf("%s@%d", n.report.ID, a.user), Chat: a.user, Class: store.ClassAlert, Key: n.key("counted"),
		Text: html.EscapeString(text.In(a.lang)), Move: rings, Quiet: !rings, Buttons: n.leaderWays(a.lang),
		Only: status == election.Recount || !n.isNear(a.person) && !n.serious()}
}

// isNear reports whether a person leads an area of the unit below the whole
// town.
func (n countNews) isNear(p election.Person) bool {
	return slices.ContainsFunc(p.Areas, func(a election.Area) bool { return a != election.WholeTown && a.Holds(n.unit.Area) })
}

// kept reports whether a person is not told of a count yet, because they may
// enter it a second time. The office is then told without a figure, unless it
// is asked to enter the count.
func (d *desk) kept(n countNews, p election.Person) bool {
	return n.now.Hidden(p, n.unit, 0) && (!p.Office || slices.Contains(d.checkers(n), p.ID))
}

// blindText says what has to follow from a count, without a figure or a name.
func (n countNews) blindText() election.Phrase {
	var all []election.Phrase
	for _, t := range n.election.Tasks(n.unit, []election.Count{n.now}) {
		var posts []election.Phrase
		for _, p := range t.Posts {
			posts = append(posts, say("%s %d 名", "%s, %d").With(p.Post.Name(), p.Seats))
		}
		all = append(all, say("要%s（%s）", "%s is needed (%s)").With(t.Round.Name(), listed(posts)))
	}
	if len(election.Judge(n.election, n.now.Tally).Breaches) > 0 {
		all = append(all, say("有不合规定之处，要先处理", "something is not as the law wants it"))
	}
	return say("⚠️ %s %s 计票（%s）：%s。\n两人录入一致以后，这里显示数字。", "⚠️ %s, %s, count (%s): %s.\nThe figures will be shown here once two entries agree.").
		With(n.unit.Name, n.now.Round.Name(), n.now.Status().Name(), listed(all))
}

// tellCounters tells those who enter the count what to do next.
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

// tellBoth tells the two people who entered the count.
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

// tellCheckers tells those who could enter the count a second time. If asks is
// true, they get the photo of the result sheet and a button. Otherwise only
// those who had been asked are told, quietly.
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

// checkers returns the unit's other officers and its checkers, or the office
// if there are none.
func (d *desk) checkers(n countNews) []election.PersonID {
	people := n.unit.Seconds(n.now.By)
	if len(people) > 0 {
		return people
	}
	for _, user := range d.store.Town().Office {
		people = append(people, election.OfficePerson(user))
	}
	return people
}

// alertTurnout tells those who saw a turnout that it was corrected to a
// smaller one.
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
