package bot

import (
	"context"
	"html"
	"slices"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// inquiry is a question that is being answered.
type inquiry struct {
	speech.Frame
	text   string
	unread []string
	goesOn bool              // it says only what is different from the one before it
	also   []election.Phrase // what is not to be seen, what was not understood
}

// question reads a question. ok is false if the text is none.
func (d *desk) question(text string) (q inquiry, ok bool) {
	f, unread, ok := d.bot.ear(d.store.Town()).questions.Question(d.hear(text), d.listening().Now())
	d.ofSpokenKind(&f, text)
	return inquiry{Frame: f, text: text, unread: unread}, ok
}

// askedLasts is how long a question is kept for the next to go on with it.
const askedLasts = 10 * time.Minute

// goesOn reads a question that says only what is different from the last one.
func (d *desk) goesOn(text string) (q inquiry, ok bool) {
	last := d.ses.Talk.Asked
	if last.Text == "" || d.bot.now().Sub(last.At) > askedLasts {
		return q, false
	}
	before, ok := d.question(last.Text)
	if !ok {
		return q, false
	}
	f, questions, now := before.Frame, d.bot.ear(d.store.Town()).questions, d.now()
	for _, more := range append(slices.Clone(last.More), text) {
		if f, ok = questions.GoesOn(d.hear(more), now, f); !ok {
			return q, false
		}
		d.officerOf(&f)
	}
	return inquiry{Frame: f, text: text, goesOn: true}, true
}

// officerOf puts the officer of a unit in its place, if it is asked what they answer for:
// 他还管哪些村, after the officer of a village.
func (d *desk) officerOf(f *speech.Frame) {
	if f.Measure != speech.Person || len(f.Scope.Units) != 1 || len(f.Scope.People) > 0 {
		return
	}
	if u, ok := d.store.Town().Unit(f.Scope.Units[0]); ok && len(u.Officers) > 0 {
		f.Scope = speech.Scope{People: u.Officers[:1]}
	}
}

// goesOnMost is how many questions are kept that go on with one.
const goesOnMost = 4

// answerTo answers a question, and keeps it for the next one.
func (d *desk) answerTo(ctx context.Context, q inquiry) error {
	if d.seesAny(q) {
		d.asked(q)
	}
	if answered, err := d.answerRecommended(ctx, q); answered || err != nil {
		return err
	}
	parts := d.parts(q)
	for _, part := range parts {
		if err := d.answerOne(ctx, part); err != nil {
			return err
		}
	}
	if parts != nil {
		return nil
	}
	return d.answerOne(ctx, q)
}

// seesAny reports whether the asker may see any of the areas and units that a question names, so that the next one
// may go on with it.
func (d *desk) seesAny(q inquiry) bool {
	hides := func(id election.UnitID) bool { u, ok := d.store.Town().Unit(id); return ok && !d.person.MaySee(u) }
	areas := slices.ContainsFunc(q.Scope.Areas, d.person.MayRead)
	units := slices.ContainsFunc(q.Scope.Units, func(id election.UnitID) bool { return !hides(id) })
	return areas || units || len(q.Scope.Areas)+len(q.Scope.Units) == 0
}

// asked keeps a question for the next one.
func (d *desk) asked(q inquiry) {
	asked := &d.commit.State.Asked
	if q.goesOn {
		asked.More, asked.At = append(asked.More, q.text), d.bot.now()
		if len(asked.More) > goesOnMost {
			*asked = flow.Asked{}
		}
	} else if _, ok := d.question(q.text); ok {
		*asked = flow.Asked{Text: q.text, At: d.bot.now()}
	}
}

// answerOne answers what asks for one thing.
func (d *desk) answerOne(ctx context.Context, q inquiry) error {
	q.also = append(q.also, d.unconfirmed(q)...)
	if d.whichUnit(q) {
		return nil
	}
	if q.Time.LastTerm {
		return d.answerLastTerm(ctx, q)
	}
	if people := q.Scope.People; len(people) > 1 && onePersonEach(q.Measure) {
		for _, p := range people[:min(len(people), namedMost)] {
			one := q
			one.Scope.People = []election.PersonID{p}
			if err := d.answerOne(ctx, one); err != nil {
				return err
			}
		}
		return nil
	}
	q = d.behindNow(q)
	if q.Scope.Groups {
		q.also = append(q.also, wordsToGroups(d.person.MayAnnounce()))
	}
	signs := d.signs(q)
	q.also = append(q.also, signs...)
	sent := len(d.commit.Messages)
	if err := d.answerMeasure(ctx, q); err != nil {
		return err
	}
	if !q.Unheeding() && d.gather == nil {
		d.signed(signs, d.commit.Messages[sent:])
	}
	return nil
}

// onePersonEach reports whether a question about several people is answered for each of them: 王勤报齐了没，刘洋呢.
func onePersonEach(m speech.Measure) bool {
	return slices.Contains([]speech.Measure{speech.Owing, speech.Counted, speech.Confirmed, speech.Late, speech.Difficulties, speech.Reported, speech.Further, speech.Incidents, speech.Units}, m)
}

// behindNow makes a question of the officers whose units are behind one of those that have not reported the turnout, on
// the day on which that is reported: 哪个联络员名下拖的村最多.
func (d *desk) behindNow(q inquiry) inquiry {
	late := q.Measure == speech.Late || q.Measure == speech.Units && q.Scope.Where == speech.Overdue
	if !late || !q.Scope.EachPerson || !d.pollingNow(q) {
		return q
	}
	q.Measure, q.Form, q.Rising, q.Filter, q.Scope.Where = speech.Turnout, speech.AsRanking, q.Filter.By == speech.Lowest, speech.Filter{By: speech.NotReported}, speech.Anywhere
	q.also = append(q.also, say("⏰ 各阶段逾期的，发“逾期的村”看。", "⏰ For stages that are late send “late villages”."))
	return q
}

// signs say which words of a question were not understood, and of which nothing came.
func (d *desk) signs(q inquiry) (all []election.Phrase) {
	if of := speech.NamedBefore(q.text); of != "" && q.Scope.IsZero() && !q.goesOn {
		all = append(all, wordsWhichOnes(of))
	}
	for _, say := range [...]func(inquiry) (election.Phrase, bool){d.countedWrong, d.officerWrong} {
		if line, wrong := say(q); wrong {
			all = append(all, line)
		}
	}
	if len(q.unread) > 0 {
		all = append(all, wordsLeftOut(strings.Join(q.unread, "”“")))
		if len(d.person.Units) > 0 && !q.Outright {
			all = append(all, wordsNoReport())
		}
	}
	if left := append(slices.Clone(q.Left), d.bot.unheeded(q)...); len(left) > 0 {
		all = append(all, wordsPassedOver(strings.Join(left, "”“")))
	}
	return all
}

// countedWrong puts right how many units there are, where a question takes another number for true: 七个村都报齐了吧.
func (d *desk) countedWrong(q inquiry) (line election.Phrase, wrong bool) {
	if q.SaidUnits == 0 {
		return line, false
	}
	q.also = nil
	units, _, _ := d.meant(&q)
	if len(units) == 0 || len(units) == q.SaidUnits {
		return line, false
	}
	e := d.store.Town().ElectionOf(units[0])
	if slices.ContainsFunc(units, func(u election.Unit) bool { return u.Election != e.ID }) {
		return line, false
	}
	return say("（一共是 %s，不是 %d 个。）", "(There are %s in all, not %d.)").With(e.AllUnits(units), q.SaidUnits), true
}

// officerWrong puts right who answers for a unit, where a question takes another officer for true: 马兰管的白沙怎么还没有数.
func (d *desk) officerWrong(q inquiry) (line election.Phrase, wrong bool) {
	if len(q.Scope.Units) != 1 || len(q.Scope.People) != 1 {
		return line, false
	}
	u, ok := d.store.Town().Unit(q.Scope.Units[0])
	p := q.Scope.People[0]
	said := slices.ContainsFunc([]string{"管的", "负责的", "包的", "带的", "名下的", "手上的"}, func(w string) bool { return strings.Contains(q.text, string(p)+w) })
	if !ok || !said || !d.person.MaySee(u) || slices.Contains(u.Officers, p) || slices.Contains(u.Leaders, p) || slices.Contains(u.Checkers, p) {
		return line, false
	}
	var names []string
	for _, o := range u.Officers {
		names = append(names, string(o))
	}
	return say("（%s的联络员是 %s，不是 %s。）", "(The officers of %s: %s; not %s.)").With(u.Name, document.Joined(names), p.Name()), true
}

// signed says those signs that no message of an answer has.
func (d *desk) signed(signs []election.Phrase, answer []store.Message) {
	for _, sign := range signs {
		if !slices.ContainsFunc(answer, func(m store.Message) bool { return strings.Contains(m.Text, html.EscapeString(sign.In(d.lang))) }) {
			d.say(sign)
		}
	}
}

// answerMeasure answers what asks for one measure, or for several side by side.
func (d *desk) answerMeasure(ctx context.Context, q inquiry) error {
	if len(q.Beside) > 0 && d.gather == nil {
		return d.answerBeside(ctx, q)
	}
	a, ok := d.bot.answererOf(q.Measure)
	switch {
	case !ok:
		return nil
	case a.byNumbers(q):
		return d.numbers(ctx, q, func(s scoped) document.Measure { return d.measureOf(q, s) })
	}
	return a.answer(d, ctx, q)
}

// whichUnit asks which unit is meant, if a name fits several or is nobody's.
func (d *desk) whichUnit(q inquiry) bool {
	town := d.store.Town()
	var may []election.Unit
	for _, m := range q.Scope.Perhaps {
		if u, ok := town.Unit(election.UnitID(m.ID)); ok && d.person.MaySee(u) {
			may = append(may, u)
		}
	}
	name := q.Scope.Strange
	switch {
	case len(q.Scope.Perhaps) == 0 && name == "":
		return false
	case name != "":
		may = d.like(name)
	default:
		name = q.text
	}
	m := plain(wordsWhichOf(name, may).In(d.lang))
	for _, u := range may {
		text := strings.Replace(q.text, q.Scope.Strange, u.Name, 1)
		if q.Scope.Strange == "" || len(askMark)+len(text) > buttonMost {
			text = u.Name
		}
		m.Buttons = append(m.Buttons, []store.Button{{Label: text, Data: askMark + text}})
	}
	d.send(m)
	return true
}

// likeMost is how many units are offered for a name that is nobody's.
const likeMost = 3

// like are the units whose names share a character in its place with a name that is
// nobody's, the likest first.
func (d *desk) like(name string) []election.Unit {
	alike := func(u election.Unit) (n int) {
		for _, r := range speech.UnitStem(name) {
			if strings.ContainsRune(speech.UnitStem(u.Name), r) {
				n++
			}
		}
		return n
	}
	var found []election.Unit
	for _, u := range d.store.Town().Units {
		if d.person.MaySee(u) && alike(u) > 0 {
			found = append(found, u)
		}
	}
	slices.SortStableFunc(found, func(a, b election.Unit) int { return alike(b) - alike(a) })
	return found[:min(len(found), likeMost)]
}

// askMark begins the data of a button that asks a question: the question itself.
const askMark = "ask:"

// buttonMost is how long the data of a button may be, in bytes.
const buttonMost = 64

// askTap takes a button that asks.
func (d *desk) askTap(ctx context.Context, data string) error {
	text := strings.TrimPrefix(data, askMark)
	if text == "" { // it was too long for a button
		text = d.ses.Talk.Asked.Text
	}
	if q, ok := d.question(text); ok || q.Named && q.Measure != "" {
		return d.answerTo(ctx, q)
	}
	d.answer(wordsDeadButton())
	return nil
}

// scoped are the units of one election that a question is answered of.
type scoped struct {
	election.Election
	of     election.Phrase      // what they are called together
	area   election.Area        // that all of them are
	inArea bool                 // area says so
	stand  election.Phrase      // how all of them stand, where only those are meant
	units  []election.UnitState // as the asker may know them, of which sums are made
	whole  []election.UnitState // and those, too, that sums leave out
	at     time.Time            // as of when
	hidden []election.Unit      // units with a count that the asker is to enter
}

// begin begins the answer to a question about a scope.
func (d *desk) begin(q inquiry, s scoped, asked election.Phrase) document.Answer {
	return document.Answer{Asked: asked, Of: s.of, AsOf: s.at, Now: d.bot.now().In(d.store.Town().Location), Also: slices.Clone(q.also), Election: s.Election}
}

// reply sends an answer.
func (d *desk) reply(a document.Answer) {
	d.send(store.Message{Text: a.Text(d.lang)})
}

// each answers a question for every election that has units in its scope.
func (d *desk) each(ctx context.Context, q inquiry, answer func(s scoped) (document.Answer, bool)) error {
	scopes, err := d.scopes(ctx, &q)
	if err != nil || scopes == nil {
		return err
	}
	said := false
	for _, s := range scopes {
		a, ok := answer(s)
		switch {
		case (len(q.Scope.Among) > 0 || q.Scope.Where != speech.Anywhere) && len(s.whole) == 0:
			a = d.begin(q, s, a.Asked)
			if len(lacking(q.also, []election.Phrase{wordsNothingToChooseBy()})) > 0 {
				a.Lines = append(a.Lines, wordsNone())
			}
		case !ok:
			continue
		}
		said = true
		a.Also = append(a.Also, lacking(a.Also, q.also)...)
		d.reasons(q, s, &a)
		d.noteSight(q, s)
		d.reply(a)
	}
	if !said {
		d.say(wordsNothingKnown())
	}
	return nil
}

// lacking are the lines that an answer does not have yet.
func lacking(has, all []election.Phrase) (more []election.Phrase) {
	for _, line := range all {
		if !slices.ContainsFunc(has, func(o election.Phrase) bool { return o.In(election.Chinese) == line.In(election.Chinese) }) {
			more = append(more, line)
		}
	}
	return more
}

// reasons says of a question that asks why which reasons were reported: difficulties,
// and promises to report later.
func (d *desk) reasons(q inquiry, s scoped, a *document.Answer) {
	if !q.Why || q.Measure == speech.Difficulties || q.Measure == speech.Confirmed {
		return
	}
	if q.Measure == speech.Units && q.Scope.Key {
		a.Also = append(a.Also, say("❓ 重点村是选举办在名册里定的，没有登记原因，请问选举办。", "❓ The office names key villages in the roster. The reason is not recorded: please ask the office."))
		return
	}
	found := false
	for _, u := range s.whole {
		if q.Measure == speech.Further && len(s.Election.OpenTasks(u.Unit, u.Progress)) > 0 {
			a.Also, found = append(a.Also, wordsFellShort(s.Election, u, q.Post)), true
			continue
		}
		why := document.Trouble(s.Election, u)
		if p := u.Progress.Promise; why.IsZero() && p.Holds(d.now()) {
			why = wordsPromised(*p, d.now())
		}
		if !why.IsZero() {
			found = true
			a.Also = append(a.Also, say("❓ %s：%s", "❓ %s: %s").With(u.Unit.Name, why))
		}
	}
	if !found {
		a.Also = append(a.Also, wordsNoReason())
	}
}

// noteSight notes for the audit what was seen.
func (d *desk) noteSight(q inquiry, s scoped) {
	through := "answer:" + string(q.Measure)
	if s.inArea {
		d.saw(through, "", s.area)
		return
	}
	for _, u := range s.units {
		d.saw(through, u.Unit.ID, "")
	}
}
