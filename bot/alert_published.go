package bot

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"slices"
	"time"

	"huanjie/internal/announce"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/store"
)

// publishedMost is how many of the last announcements are searched for those
// that rest on a count.
const publishedMost = 20

// published are the last announcements in the groups that rest on a unit's count.
func (d *desk) published(ctx context.Context, u election.Unit) ([]election.Announcement, error) {
	posted, err := d.store.Posted(ctx, publishedMost)
	return slices.DeleteFunc(posted, func(a election.Announcement) bool { return !a.Kind.Counts() || !slices.Contains(a.Units, u.ID) }), err
}

// tellOffice sends the office what it has to know of an announcement because of a
// report; a later message of the same announcement and unit takes its place.
func (d *desk) tellOffice(ctx context.Context, a election.Announcement, r election.Report, text election.Phrase, buttons func(election.Language) [][]store.Button) error {
	var office []election.PersonID
	for _, user := range d.store.Town().Office {
		office = append(office, election.OfficePerson(user))
	}
	to, err := d.addressees(ctx, office)
	for _, o := range to {
		m := store.Message{ID: fmt.Sprintf("%s@%d.%s", r.ID, o.user, a.ID), Chat: o.user, Class: store.ClassAlert,
			Key: fmt.Sprintf("published.%s.%s", a.ID, r.Unit), Move: true, Text: html.EscapeString(text.In(o.lang))}
		if buttons != nil {
			m.Buttons = buttons(o.lang)
		}
		d.commit.Messages = append(d.commit.Messages, m)
	}
	return err
}

// tellPublished tells the office which announcements in the groups rest on a
// withdrawn count. The announcements themselves are changed by people.
func (d *desk) tellPublished(ctx context.Context, n takenBackNews) error {
	if n.before.CountStatus() != election.Confirmed || n.after.CountStatus() == election.Confirmed {
		return nil
	}
	posted, err := d.published(ctx, n.unit)
	for _, a := range posted {
		if err == nil {
			err = d.tellOffice(ctx, a, n.report, wordsPublishedWithdrawn(announce.Title(a), n.unit, n.was.ID), nil)
		}
	}
	return err
}

// correctsConfirmed reports whether a count that was confirmed is corrected, and so has to
// be checked again.
func (n countNews) correctsConfirmed() bool {
	return isTally(n.report) && n.before.Status() == election.Confirmed && n.now.Status() != election.Confirmed
}

// confirmsCorrected reports whether a count that somebody had entered before is confirmed now.
func (n countNews) confirmsCorrected() bool {
	return n.before.Report != "" && n.before.Status() != election.Confirmed && n.now.Status() == election.Confirmed
}

// tellPublishedCorrected tells the office which announcements in the groups rest on
// a count that was corrected. While the correction is being checked they read that
// alone, since some of them may have to check it; after that what was published,
// what it is now, and whether somebody else is elected.
func (d *desk) tellPublishedCorrected(ctx context.Context, n countNews, after election.Progress) error {
	checking := n.correctsConfirmed()
	if !checking && !n.confirmsCorrected() {
		return nil
	}
	posted, err := d.published(ctx, n.unit)
	if err != nil || len(posted) == 0 {
		return err
	}
	history, err := d.store.History(ctx, n.unit.ID)
	if err != nil {
		return err
	}
	for _, a := range posted {
		then := n.election.FoldAll(until(history, writtenAt(a)))
		was, counted := then.Count(n.now.Round)
		switch {
		case !counted || was.Status() != election.Confirmed || was.Report == n.now.Report: // it rests on another count
		case checking:
			err = d.tellOffice(ctx, a, n.report, wordsPublishedChecked(announce.Title(a), n.unit), nil)
		default:
			err = d.tellCorrected(ctx, n, a, then, after)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tellCorrected tells the office what of one announcement is corrected.
func (d *desk) tellCorrected(ctx context.Context, n countNews, a election.Announcement, then, after election.Progress) error {
	text, buttons, err := d.publishedCorrected(ctx, n, a, then, after)
	if err != nil {
		return err
	}
	return d.tellOffice(ctx, a, n.report, text, buttons)
}

// publishedCorrected says what of a count that was posted is corrected; then is the unit as it
// was posted. Whoever posted it gets a button for a correction if it has to be posted again.
func (d *desk) publishedCorrected(ctx context.Context, n countNews, a election.Announcement, then, after election.Progress) (text election.Phrase, buttons func(election.Language) [][]store.Button, err error) {
	was, _ := then.Count(n.now.Round)
	change := n.election.TallyChanges(was.Tally, n.now.Tally)
	stands, err := d.stands(ctx, a, election.UnitState{Unit: n.unit, Progress: after})
	text = wordsPublishedCorrected(announce.Title(a), n, change, electedChange(n.election, then, after))
	switch {
	case err != nil:
		return text, nil, err
	case change.IsZero():
		return wordsPublishedSame(announce.Title(a), n.unit), nil, nil
	case stands:
		return say("%s\n群里写的参选率和当选人不用改。", "%s\nThe turnout and the names that are posted need no change.").With(text), nil, nil
	}
	return text, correctionButton(a), nil
}

// stands reports whether the template would write what was posted again, with a
// unit as it is now.
func (d *desk) stands(ctx context.Context, a election.Announcement, now election.UnitState) (bool, error) {
	units, err := d.store.States(ctx, a.Units)
	for i, u := range units {
		if u.Unit.ID == now.Unit.ID {
			units[i] = now
		}
	}
	e, _ := d.store.Town().Election(a.Election)
	return a.Made && d.store.Town().Write(a.Kind, e, units) == a.Text, err
}

// writtenAt is when an announcement got the words that stand in the groups.
func writtenAt(a election.Announcement) time.Time {
	if !a.Changed.IsZero() {
		return a.Changed
	}
	return cmp.Or(a.PostedAt, a.At)
}

// until are the reports of a unit up to a moment.
func until(history []election.Report, at time.Time) []election.Report {
	return slices.DeleteFunc(slices.Clone(history), func(r election.Report) bool { return r.At.After(at) })
}

// correctionButton opens the edit of what was posted.
func correctionButton(a election.Announcement) func(election.Language) [][]store.Button {
	return func(l election.Language) [][]store.Button {
		return [][]store.Button{{{Label: say("📢 公布更正", "📢 Publish the correction").In(l), Data: flow.Opening{Form: "announcement", Step: "edits", Value: string(a.ID)}.String()}}}
	}
}

// electedChange says whether others are elected than before.
func electedChange(e election.Election, then, now election.Progress) election.Phrase {
	names := func(p election.Progress) election.Phrase {
		var zh, en []string
		for _, w := range e.Winners(p) {
			one := say("%s %s", "%s %s").With(w.Post.Name(), w.Name)
			zh, en = append(zh, one.In(election.Chinese)), append(en, one.In(election.English))
		}
		if len(zh) == 0 {
			return say("无", "nobody")
		}
		return say(document.Joined(zh).In(election.Chinese), document.Joined(en).In(election.English))
	}
	was, is := names(then), names(now)
	if was == is {
		return say("当选的人没有变：%s", "The same people are elected: %s").With(is)
	}
	return say("❗ 当选的人变了：%s → %s", "❗ Others are elected: %s → %s").With(was, is)
}

func wordsPublishedWithdrawn(title string, u election.Unit, was election.ReportID) election.Phrase {
	return say("⚠️ 群里已公布的《%s》用到了%s的计票，这次计票（回执 %s）已撤回。请发“公告”改那一条，或在“公告列表”里撤回。",
		"⚠️ “%s”, which is posted, tells of the count of %s, and that (receipt %s) is withdrawn. Please send “announce” and change it, or withdraw it in “notices”.").
		With(title, u.Name, was)
}

func wordsPublishedChecked(title string, u election.Unit) election.Phrase {
	return say("⚠️ 群里已公布的《%s》用到了%s的计票，这次计票有更正，正在重新复核。复核一致后，这里写明改了什么、当选变没变。",
		"⚠️ “%s”, which is posted, tells of the count of %s, and that was corrected and is being checked again. Once two entries agree, this says what changed and whether others are elected.").
		With(title, u.Name)
}

func wordsPublishedCorrected(title string, n countNews, change, elected election.Phrase) election.Phrase {
	text := say("⚠️ 群里已公布的《%s》要更正：%s %s\n公布的 → 现在：%s\n%s", "⚠️ “%s”, which is posted, is to be corrected: %s, %s\nposted → now: %s\n%s").
		With(title, n.unit.Name, n.now.Round.Name(), change, elected)
	return withWhy(text, n.why)
}

func wordsPublishedSame(title string, u election.Unit) election.Phrase {
	return say("✅ %s的计票已重新复核，与群里已公布的《%s》相同，不用更正。", "✅ The count of %s was checked again and agrees with “%s”, which is posted: nothing to correct.").With(u.Name, title)
}
