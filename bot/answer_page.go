package bot

import (
	"context"
	"slices"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// askMost is how many units that a question names are shown page by page.
const askMost = 3

// answerPage shows the units that are named.
func (d *desk) answerPage(ctx context.Context, q inquiry) error {
	if len(q.Scope.Units) == 0 && len(q.Scope.Areas) > 0 { // 跟西片比呢, after the page of a village
		return d.answerOverview(ctx, q)
	}
	units := d.namedUnits(&q)
	for _, line := range q.also {
		d.say(line)
	}
	if len(units) > askMost {
		q.also = nil
		return d.answerPerson(ctx, q)
	}
	for _, u := range units {
		if err := d.unitState(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// answerOverview shows how all stands: the digest of the areas that are meant; what has
// changed between two moments, if two are named; the key villages by themselves.
func (d *desk) answerOverview(ctx context.Context, q inquiry) error {
	switch {
	case !q.Time.Than.IsZero():
		return d.answerChanges(ctx, q)
	case q.Scope.Key, q.Scope.Excepts(), q.Scope.EachUnit && !d.onlyOwn() && q.Time.At.IsZero(), len(q.Scope.Units)+len(q.Scope.People) > 0:
		return d.answerStanding(ctx, q)
	case d.onlyOwn():
		if q.Scope.Town || q.Scope.EachArea || len(q.Scope.Areas) > 0 {
			units, _, _ := d.meant(&q)
			for _, line := range q.also {
				d.say(line)
			}
			if len(units) == 0 {
				return nil
			}
		}
		return d.status(ctx, "")
	}
	for _, line := range q.also { // what was not understood
		d.say(line)
	}
	if !q.Time.At.IsZero() {
		return d.digestOf(ctx, q.Time.At.Day.String())
	}
	return d.digestsOf(ctx, d.areasMeant(q), q.Measure == speech.Picture)
}

// areasMeant are the areas that a question is about and the person may read; what they
// may not is said. A question that names none is about all of theirs.
func (d *desk) areasMeant(q inquiry) (areas []election.Area) {
	if len(q.Scope.Areas) == 0 {
		if q.Scope.Town && !d.person.MayRead(election.WholeTown) {
			d.say(wordsNotWholeTown(d.wholeTown()))
		}
		return slices.Clone(d.areas())
	}
	for _, a := range q.Scope.Areas {
		if !d.person.MayRead(a) {
			d.say(wordsNotToSee(a.Name()))
			continue
		}
		areas = append(areas, a)
	}
	return areas
}

// digestsOf shows the digests of some areas, as of now.
func (d *desk) digestsOf(ctx context.Context, areas []election.Area, pictures bool) error {
	return d.digests(ctx, func(yield func(election.Election, election.Area) bool) {
		for _, e := range d.store.Town().Elections {
			for _, a := range areas {
				if d.store.Town().RollOf(e.ID, a).Units > 0 && !yield(e, a) {
					return
				}
			}
		}
	}, pictures)
}

// answerStanding says in a line of each unit how it stands.
func (d *desk) answerStanding(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("📋 情况", "📋 How things stand"))
		for _, u := range s.units {
			brief := document.UnitBrief(s.Election, u, s.at)
			if work := document.KeyWork(u); u.Unit.Key && !work.IsZero() {
				brief = say("%s；%s", "%s; %s").With(brief, work)
			}
			a.Units = append(a.Units, document.UnitLine(u.Unit, brief))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// answerChanges says what has changed between two moments.
func (d *desk) answerChanges(ctx context.Context, q inquiry) error {
	was, err := d.before(ctx, &q)
	if err != nil {
		return err
	}
	than, err := d.moment(q.Time.Than)
	if err != nil {
		return err
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		var old []election.UnitState
		for _, u := range s.units {
			old = append(old, was[u.Unit.ID])
		}
		a := d.begin(q, s, wordsChanges(than, s.at, d.now()))
		a.Lines = document.Changed(s.Election, old, s.units, than, s.at)
		if len(a.Lines) == 0 {
			a.Lines = append(a.Lines, say("没有变化。", "Nothing new."))
		}
		return a, true
	})
}

// answerDigest shows the digest, of a day that is past as its reports had it.
func (d *desk) answerDigest(ctx context.Context, q inquiry) error {
	if day := q.Time.At.Day; !day.IsZero() {
		if q.Time.At.Timed {
			d.say(say("（过去的日报留的是那一天结束时的样子，没有按钟点留。）", "(A past digest is as that day ended; none is kept by the hour.)"))
		}
		return d.digestOf(ctx, day.String())
	}
	if q.Scope.IsZero() {
		return d.digest(ctx)
	}
	return d.answerOverview(ctx, q)
}

// answerLedger sends the workbook, which has all that the person may see.
func (d *desk) answerLedger(_ context.Context, q inquiry) error {
	for _, line := range q.also {
		d.say(line)
	}
	d.ledger()
	return nil
}

// answerPicture sends the pictures of the digest of what is meant.
func (d *desk) answerPicture(ctx context.Context, q inquiry) error {
	if d.onlyOwn() {
		d.say(wordsNoPictures())
		return d.status(ctx, "")
	}
	if !q.Rising && q.Filter.By != speech.Lowest || !q.Time.At.IsZero() || !q.Time.Than.IsZero() {
		return d.answerOverview(ctx, q)
	}
	for _, a := range d.areasMeant(q) {
		for _, e := range d.store.Town().Elections {
			if d.store.Town().RollOf(e.ID, a).Units == 0 {
				continue
			}
			if err := d.lowestPicture(ctx, e, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// lowestPicture sends the picture of an area's turnout, the lowest first.
func (d *desk) lowestPicture(ctx context.Context, e election.Election, a election.Area) error {
	now := d.bot.now()
	sum, err := d.view().Summary(ctx, e, a, now)
	if err != nil {
		return err
	}
	if !cards.TurnoutShown(sum) {
		d.say(wordsNoTurnoutToOrder(e))
		return nil
	}
	d.saw("digest", "", a)
	d.send(store.Message{Pictures: store.PicturesOf(sum, document.LowestCharts(), d.lang, now)})
	return nil
}

// answerCases answers 今天有突发吗, 哪些请示没批.
func (d *desk) answerCases(ctx context.Context, q inquiry) error {
	meant := casesMeant{topic: q.Topic, level: q.Level}
	meant.kind = map[speech.Measure]election.CaseKind{speech.Incidents: election.Incident, speech.Requests: election.Request, speech.Objections: election.Objection}[q.Measure]
	name := say("📂 突发、请示、申诉", "📂 Incidents, requests, objections")
	switch {
	case meant.kind != "":
		name = say("📂 %s", "📂 %s").With(meant.kind.Name())
	}
	if q.Topic != "" {
		name = say("📂 %s", "📂 %s").With(election.Incident.TopicName(q.Topic))
	}
	if q.Level != 0 {
		name = say("%s · %s", "%s · %s").With(name, q.Level.Name())
	}
	meant.from = d.reportedOn(q)
	meant.to = meant.from
	period := d.dayName(meant.from)
	if q.Time.Weeks == speech.LastWeek || q.Time.Weeks == speech.ThisWeek {
		q.Time.At = speech.Moment{}
		meant.from, meant.to, period = d.window(q.Time)
	}
	q.Time.At, q.Time.Than = speech.Moment{}, speech.Moment{}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, name)
		if q.Filter.By == speech.StillOpen {
			a.Asked = say("%s · 没办结的", "%s · not settled").With(name)
		}
		if !meant.from.IsZero() {
			a.Asked = say("%s · %s", "%s · %s").With(a.Asked, period)
		}
		d.listCases(q, s, meant, &a)
		return a, true
	})
}

// casesMeant are the cases that a question is about: of a kind, about a topic, reported
// from one day to another; of whatever is zero, all.
type casesMeant struct {
	kind     election.CaseKind
	topic    string
	level    election.Severity // 0: any
	from, to election.Date
}

// fits reports whether a case is of the kind and about the topic, whenever it was reported.
func (m casesMeant) fits(c election.CaseState) bool {
	return (m.kind == "" || c.Kind == m.kind) && (m.topic == "" || c.Topic == m.topic) && (m.level == 0 || c.Severity == m.level)
}

// before reports whether a day is before all that are meant.
func (m casesMeant) before(on election.Date) bool { return on.Before(m.from) }

// within reports whether a day is one of those that are meant.
func (m casesMeant) within(on election.Date) bool {
	return m.from.IsZero() || !on.Before(m.from) && !m.to.Before(on)
}

// listCases lists the cases that are asked for, those that are open first.
func (d *desk) listCases(q inquiry, s scoped, meant casesMeant, a *document.Answer) {
	open, earlier := 0, 0
	var closed []election.Phrase
	of := map[string][]election.CaseState{}
	for _, u := range s.whole {
		for _, c := range u.Progress.Cases {
			on := election.DateOf(c.At.In(s.at.Location()))
			if !meant.fits(c) {
				continue
			}
			line := document.CaseLine(document.UnitCase{Unit: u.Unit, Case: c.For(d.person, u.Unit)}, a.Now)
			if q.Form == speech.AsNames && !c.Private() { // 谁报的
				line = say("%s，%s 报", "%s, reported by %s").With(line, c.By.Name())
			}
			switch {
			case c.Open() && meant.before(on):
				earlier++
			case !meant.within(on):
			case c.Open():
				open++
				of[c.Topic] = append(of[c.Topic], c)
				a.Units = append(a.Units, line)
			default:
				of[c.Topic] = append(of[c.Topic], c)
				closed = append(closed, line)
			}
		}
	}
	if q.Filter.By != speech.StillOpen {
		a.Units = append(a.Units, closed...)
	}
	if earlier > 0 {
		a.Also = append(a.Also, wordsEarlierCases(earlier))
	}
	if len(a.Units) == 0 {
		a.Lines = append(a.Lines, wordsNone())
		return
	}
	a.Lines = append(a.Lines, say("共 %d 件，没办结 %d 件", "%d in all, not settled: %d").With(open+len(closed), open))
	a.Lines = append(a.Lines, d.tookOf(meant.kind, of)...)
}

// tookOf says of each topic of requests or objections how they ended and how many days that took.
func (d *desk) tookOf(kind election.CaseKind, of map[string][]election.CaseState) (lines []election.Phrase) {
	if kind == "" || kind == election.Incident {
		return nil
	}
	for _, t := range kind.Topics() {
		if took := d.store.Town().Taken(of[t.ID]).Say(); !took.IsZero() {
			lines = append(lines, say("%s：%s", "%s: %s").With(t.Name, took))
		}
	}
	return lines
}
