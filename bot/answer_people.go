package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// answerContact answers who answers for units, and how they are reached: the telephone
// as far as the roster has it, and only for whoever may ring them up.
func (d *desk) answerContact(ctx context.Context, q inquiry) error {
	if len(q.Scope.People) > 0 && len(q.Scope.Units)+len(q.Scope.Areas) == 0 {
		return d.reach(ctx, q, q.Scope.People...)
	}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("☎ 谁负责", "☎ Who answers for it"))
		a.AsOf = time.Time{} // the roster is as it is
		if q.Filter.By != speech.All && len(q.Scope.Units) == 0 {
			d.onlyThose(q, &s, &a)
		}
		for _, u := range s.units {
			if q.Topic != "leader" {
				a.Units = append(a.Units, d.peopleOf(u.Unit))
			}
		}
		leaders := d.leadersOf(s)
		if len(leaders) > 0 {
			a.Also = append(a.Also, say("包片领导：%s", "Leaders: %s").With(document.Joined(leaders)))
		}
		return a, true
	})
}

// onlyThose narrows a scope down to the units that a question names by how they stand:
// 没报的村, 参选率没到三成的村. What it cannot narrow down by is said.
func (d *desk) onlyThose(q inquiry, s *scoped, a *document.Answer) {
	m := document.TurnoutMeasure()
	rows := m.Rows(s.Election, s.units)
	is := func(r document.Row) bool { return r.Known && passes(m, q.Filter, r.Value) }
	switch q.Filter.By {
	case speech.NotReported:
		is = func(r document.Row) bool { return !r.Known }
		a.Asked = say("%s · %s", "%s · %s").With(wordsUnknown(m), a.Asked)
	case speech.Below, speech.Above, speech.Between:
		a.Asked = say("%s · %s", "%s · %s").With(wordsLimit(m, q.Filter, s.Kind), a.Asked)
	case speech.Lowest, speech.Highest:
		n := cmp.Or(q.Filter.N, lowestMost)
		sorted, _ := m.Sorted(rows, q.Filter.By == speech.Highest)
		sorted = sorted[:min(n, len(sorted))]
		is = func(r document.Row) bool {
			return slices.ContainsFunc(sorted, func(o document.Row) bool { return o.Unit.ID == r.Unit.ID })
		}
		a.Asked = say("%s · %s", "%s · %s").With(wordsFew(m, q.Filter.By, n, s.Kind), a.Asked)
	case speech.None:
		a.Asked = say("☎ 没有联络员的%s", "☎ %s without an officer").With(s.Kind.UnitNoun())
		is = func(r document.Row) bool { return len(r.Unit.Officers) == 0 }
		if q.Topic == "checker" {
			a.Asked = say("☎ 名册里没有复核人的%s", "☎ %s without a checker in the roster").With(s.Kind.UnitNoun())
			is = func(r document.Row) bool { return len(r.Unit.Checkers) == 0 }
		}
	default:
		a.Also = append(a.Also, say("（列的是全部，没有按您说的条件挑。）", "(All are listed; I could not pick them out as you said.)"))
		return
	}
	all := s.units
	s.units = nil
	for i, r := range rows {
		if is(r) {
			s.units = append(s.units, all[i])
		}
	}
	if len(s.units) == 0 {
		a.Lines = append(a.Lines, wordsNone())
	}
}

// peopleOf is a unit with its officers and checkers, and their telephones for whoever
// may ring them up.
func (d *desk) peopleOf(u election.Unit) election.Phrase {
	named := func(people []election.PersonID) election.Phrase {
		var all []string
		for _, p := range people {
			if phone := u.Phones[p]; phone != "" && d.mayCall(u) {
				all = append(all, string(p)+" "+phone)
			} else {
				all = append(all, string(p))
			}
		}
		return document.Joined(all)
	}
	line := say("· %s：联络员 %s", "· %s: officer %s").With(u.Name, named(u.Officers))
	if len(u.Officers) == 0 {
		line = say("· %s：还没有联络员", "· %s: no officer yet").With(u.Name)
	}
	if len(u.Checkers) > 0 {
		line = say("%s，复核人 %s", "%s, checker %s").With(line, named(u.Checkers))
	}
	return line
}

// leadersOf are the leaders of the units of a scope.
func (d *desk) leadersOf(s scoped) (all []string) {
	for _, u := range s.units {
		for _, p := range u.Unit.Leaders {
			name := fmt.Sprintf("%s（%s）", p, u.Unit.Area.Name())
			if phone := u.Unit.Phones[p]; phone != "" && d.mayCall(u.Unit) {
				name = fmt.Sprintf("%s（%s，%s）", p, u.Unit.Area.Name(), phone)
			}
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// reach says how people are reached, and what they answer for; it offers to ask them
// for their reports.
func (d *desk) reach(ctx context.Context, q inquiry, people ...election.PersonID) error {
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var lines []string
	remindable := false
	for i, p := range people {
		units, of, _ := d.unitsOfPerson(&q, p)
		may := d.callable(p)
		if len(may) == 0 && !d.person.Office {
			d.say(wordsNotToSee(string(p)))
			continue
		}
		remindable = remindable || len(may) > 0 && len(d.areas()) > 0 && len(d.store.Town().Person(p).Units) > 0
		phone := ""
		for _, u := range may {
			phone = cmp.Or(phone, u.Phones[p])
		}
		name := html.EscapeString(string(p))
		if users[i] != 0 {
			name = fmt.Sprintf(`<a href="tg://user?id=%d">%s</a>`, users[i], name)
		}
		lines = append(lines, "☎ "+name+html.EscapeString(wordsReach(phone, users[i] != 0).In(d.lang)))
		if !of.IsZero() && len(units) > 0 {
			lines = append(lines, html.EscapeString(of.In(d.lang)))
		}
		if phone != "" {
			d.send(store.Message{Contact: &store.Contact{Name: string(p), Phone: phone}})
		}
		d.looked("contact", string(p), string(p))
	}
	d.sendReach(lines, people, remindable)
	return nil
}

// sendReach sends how people are reached, and offers to remind them.
func (d *desk) sendReach(lines []string, people []election.PersonID, remindable bool) {
	if len(lines) == 0 {
		return
	}
	m := store.Message{Text: strings.Join(lines, "\n")}
	if b, ok := d.remindButton(remindWho{people: people}); ok && remindable {
		m.Buttons = [][]store.Button{{b}}
	}
	d.send(m)
}

// callable are the units through which somebody's telephone is the asker's to know:
// those that the person answers for, and whose people the asker may ring up.
func (d *desk) callable(p election.PersonID) (all []election.Unit) {
	for _, u := range d.store.Town().Units {
		theirs := slices.Concat(u.Officers, u.Checkers, u.Leaders, []election.PersonID{u.Contact})
		if d.mayCall(u) && slices.Contains(theirs, p) {
			all = append(all, u)
		}
	}
	return all
}

// answerPerson answers 老严管哪几个村, 李芳的村怎么样: the units of a person and how they stand.
func (d *desk) answerPerson(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("👤 %s", "👤 %s").With(d.whose(q)))
		for _, u := range s.units {
			a.Units = append(a.Units, document.UnitLine(u.Unit, document.UnitBrief(s.Election, u, s.at)))
		}
		return a, true
	})
}

// whose is the person who is asked about, with what they are.
func (d *desk) whose(q inquiry) election.Phrase {
	if len(q.Scope.People) == 0 {
		return say("您负责的", "yours")
	}
	p := d.store.Town().Person(q.Scope.People[0])
	return say("%s · %s", "%s · %s").With(p.ID.Name(), document.Roles(d.store.Town(), p))
}

// answerBound answers who has not registered with the bot yet, which the office sees.
func (d *desk) answerBound(ctx context.Context, _ inquiry) error {
	if !d.person.Office {
		d.say(wordsNotYours())
		return nil
	}
	people := d.store.Town().People()
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var missing []string
	for i, p := range people {
		if users[i] == 0 {
			missing = append(missing, string(p))
		}
	}
	d.say(say("🔗 还没登记机器人的 · %s：%d/%d 人\n%s\n机器人催不到他们，要打电话。", "🔗 Not registered with the bot · %s: %d of %d\n%s\nThe bot cannot reach them; please ring them up.").With(d.wholeTown(), len(missing), len(people), document.Joined(missing)))
	return nil
}

// answerGroups answers 绑定了几个群, for who may announce something in them.
func (d *desk) answerGroups(ctx context.Context, _ inquiry) error {
	if !d.person.MayAnnounce() {
		d.say(wordsNotYours())
		return nil
	}
	groups, err := d.store.Groups(ctx)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		d.say(say("👥 还没有绑定的群。把机器人拉进群就会绑定。", "👥 No group yet. Add the bot to a group, and it is bound."))
		return nil
	}
	var titles []string
	for _, g := range groups {
		titles = append(titles, g.Title)
	}
	d.say(say("👥 绑定的群：%d 个\n%s", "👥 Groups: %d\n%s").With(len(groups), document.Joined(titles)))
	return nil
}

// remindWho is who is to be reminded: the officers of all units that have not reported,
// or only these people, or these units.
type remindWho struct {
	people []election.PersonID
	units  []election.UnitID
	stage  election.StageID
	area   election.Area
}

// answerRemind asks whether people are to be reminded, and names them.
func (d *desk) answerRemind(ctx context.Context, q inquiry) error {
	if len(q.unread) > 0 { // 提醒联络员明天带材料
		d.say(wordsOnlyReminds(strings.Join(q.unread, "、")))
		return nil
	}
	who := remindWho{people: q.Scope.People, units: q.Scope.Units, stage: q.Stage}
	if len(q.Scope.Areas) > 0 {
		who.area = q.Scope.Areas[0]
	}
	owed, err := d.toRemind(ctx, who)
	if err != nil {
		return err
	}
	if len(owed) == 0 {
		d.say(wordsNobodyToRemind())
		return nil
	}
	m := plain(wordsRemind(owed, d.lang).In(d.lang))
	if b, ok := d.remindButton(who); ok {
		m.Buttons = [][]store.Button{{b}}
	}
	d.send(m)
	return nil
}

// reminded is one officer with the units that have not reported.
type reminded struct {
	person election.PersonID
	units  []election.Unit
	what   election.Phrase
}

// toRemind are the officers who have something to report, as far as the asker answers
// for their units.
func (d *desk) toRemind(ctx context.Context, who remindWho) (all []reminded, err error) {
	q := inquiry{}
	q.Scope.Units = who.units
	if len(who.people) > 0 && len(who.units) == 0 {
		q.Scope.People = who.people[:1]
	}
	if who.area != "" {
		q.Scope.Areas = []election.Area{who.area}
	}
	scopes, err := d.scopes(ctx, &q)
	for _, s := range scopes {
		what, owes := d.owedNow(s, who.stage)
		for _, u := range s.whole {
			if !owes(u) || !d.person.Handles(u.Unit) || len(u.Unit.Officers) == 0 {
				continue
			}
			p := u.Unit.Officers[0]
			if len(who.people) > 0 && slices.Contains(u.Unit.Officers, who.people[0]) {
				p = who.people[0]
			}
			i := slices.IndexFunc(all, func(r reminded) bool { return r.person == p })
			if i < 0 {
				all = append(all, reminded{person: p, what: what})
				i = len(all) - 1
			}
			all[i].units = append(all[i].units, u.Unit)
		}
	}
	return all, err
}

// owedNow is what units are to be reminded of: a stage, on polling day the turnout or
// the count, else the stage that the timetable has reached.
func (d *desk) owedNow(s scoped, stage election.StageID) (election.Phrase, func(election.UnitState) bool) {
	today := election.DateOf(s.at)
	if stage == "" && today == s.PollingDay {
		return say("投票人数、计票结果", "turnout and count"), func(u election.UnitState) bool {
			end, known := s.PollingEnds(u.Unit, s.at.Location())
			return u.Progress.Silent() || known && !s.at.Before(end) && len(u.Progress.Counts) == 0
		}
	}
	st := s.StageAt(today)
	if stage != "" {
		st, _ = s.Stage(stage)
	}
	for _, late := range s.Overdue(today) { // the earliest that is late comes first
		if stage == "" && slices.ContainsFunc(s.whole, func(u election.UnitState) bool { return s.Awaits(u.Progress, late.Stage.ID) }) {
			st = late.Stage
			break
		}
	}
	return document.StageName(st), func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) }
}

// remindButton is the button that reminds; ok is false if it would be too long.
func (d *desk) remindButton(who remindWho) (store.Button, bool) {
	var parts []string
	for _, p := range who.people {
		parts = append(parts, "p"+string(p))
	}
	for _, u := range who.units {
		parts = append(parts, "u"+string(u))
	}
	if who.stage != "" {
		parts = append(parts, "s"+string(who.stage))
	}
	if who.area != "" {
		parts = append(parts, "a"+string(who.area))
	}
	data := cards.RemindMark + strings.Join(parts, ",")
	return store.Button{Label: wordsRemindButton().In(d.lang), Data: data}, len(data) <= buttonMost
}

// remindTap reminds those whom the button names, as far as they still owe something.
func (d *desk) remindTap(ctx context.Context, data string) error {
	var who remindWho
	for part := range strings.SplitSeq(strings.TrimPrefix(data, cards.RemindMark), ",") {
		switch {
		case strings.HasPrefix(part, "p"):
			who.people = append(who.people, election.PersonID(part[1:]))
		case strings.HasPrefix(part, "u"):
			who.units = append(who.units, election.UnitID(part[1:]))
		case strings.HasPrefix(part, "s"):
			who.stage = election.StageID(part[1:])
		case strings.HasPrefix(part, "a"):
			who.area = election.Area(part[1:])
		}
	}
	owed, err := d.toRemind(ctx, who)
	if err != nil {
		return err
	}
	return d.remind(ctx, owed)
}

// remindAgain is how long the same people are not reminded of the same by the same
// person again, at least.
const remindAgain = 10 * time.Minute

// remindedAlready reports whether the person has just had the same reminded, as by a
// second tap. Otherwise the commit keeps that they do now.
func (d *desk) remindedAlready(ctx context.Context, owed []reminded) (bool, error) {
	what := string(d.person.ID)
	for _, r := range owed {
		what += "|" + string(r.person) + ":" + r.what.In(election.Chinese)
		for _, u := range r.units {
			what += "," + string(u.ID)
		}
	}
	span := d.bot.now().Unix() / int64(remindAgain.Seconds())
	for _, at := range []int64{span - 1, span} {
		d.commit.Once = fmt.Sprintf("remind:%x:%d", sha256.Sum256([]byte(what)), at)
		if done, err := d.store.Once(ctx, d.commit.Once); done || err != nil {
			d.commit.Once = ""
			return done, err
		}
	}
	return false, nil
}

// remind sends each officer a reminder that names who asked for it, and says who was
// reached.
func (d *desk) remind(ctx context.Context, owed []reminded) error {
	if again, err := d.remindedAlready(ctx, owed); again || err != nil {
		d.answer(wordsRemindedAlready())
		return err
	}
	people := make([]election.PersonID, len(owed))
	for i, r := range owed {
		people[i] = r.person
	}
	users, err := d.store.Bound(ctx, people...)
	if err != nil {
		return err
	}
	var sent, missed []string
	for i, r := range owed {
		if users[i] == 0 {
			missed = append(missed, string(r.person))
			continue
		}
		languages, err := d.store.Languages(ctx, users[i])
		if err != nil {
			return err
		}
		m := plain(wordsReminder(d.person.ID, r).In(languages[0]))
		m.Chat, m.ID = users[i], fmt.Sprintf("%d.remind%d", d.turn.update, i)
		d.commit.Messages = append(d.commit.Messages, m)
		sent = append(sent, string(r.person))
	}
	if len(sent) == 0 {
		d.commit.Once = "" // there is nothing to repeat
	}
	d.commit.Traces = append(d.commit.Traces, store.Trace{By: d.person.ID, Did: store.Changed, Of: "remind", Name: strings.Join(sent, "、")})
	d.say(wordsReminded(sent, missed))
	return nil
}

// wordsOnlyReminds says that a reminder carries no words of the asker.
func wordsOnlyReminds(more string) election.Phrase {
	return say("催报只催该报没报的，不能替您带话（“%s”）。要传话：发“公告”发到群里，或发“联络员电话”点姓名直接找人；要催没报的，发“催没报的”。",
		"A reminder is of reports that are due, and carries no other words (“%s”). To pass something on send “announcement” for the groups, or “officers” and tap a name; to remind of reports, “remind who has not reported”.").With(more)
}
