package bot

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"huanjie/internal/cards"
	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// remindWho is who is to be reminded: the officers of all units that have not reported,
// or only these people, or these units; or the checkers of counts that are not confirmed.
type remindWho struct {
	people []election.PersonID
	units  []election.UnitID
	stage  election.StageID
	area   election.Area
	checks bool
	but    speech.Scope // who is left out
}

// answerRemind asks whether people are to be reminded, and names them. What else was said
// a reminder does not carry.
func (d *desk) answerRemind(ctx context.Context, q inquiry) error {
	if len(q.unread) > 0 { // 提醒联络员明天带材料
		d.say(wordsOnlyReminds(strings.Join(q.unread, "、")))
	}
	if q.Topic == "asked" {
		d.say(say("🔔 到点没报的，机器人自动催；每一次催了谁，这里查不到。还没报的，现在可以再催：", "🔔 Who has not reported in time is reminded by itself; whom each reminder went to cannot be looked up here. Who has still not reported can be reminded now:"))
	}
	who := remindWho{people: q.Scope.People, units: q.Scope.Units, stage: q.Stage, checks: q.Topic == "checker"}
	if len(q.Scope.Areas) > 0 {
		who.area = q.Scope.Areas[0]
	}
	who.but = speech.Scope{ExceptUnits: q.Scope.ExceptUnits, ExceptAreas: q.Scope.ExceptAreas, ExceptPeople: q.Scope.ExceptPeople}
	if len(q.Scope.Among) > 0 { // those that the question before named
		scopes, err := d.scopes(ctx, &q)
		if err != nil {
			return err
		}
		for _, s := range scopes {
			for _, u := range s.whole {
				who.units = append(who.units, u.Unit.ID)
			}
		}
		if len(who.units) == 0 {
			d.say(wordsNobodyToRemind())
			return nil
		}
	}
	return d.offerRemind(ctx, who, !q.Time.At.IsZero() || q.Time.Until)
}

// offerRemind names whom a reminder would go to, with the button that sends it.
func (d *desk) offerRemind(ctx context.Context, who remindWho, timed bool) error {
	owed, err := d.toRemind(ctx, who)
	if err != nil {
		return err
	}
	if len(owed) == 0 {
		d.say(wordsNobodyToRemind())
		return nil
	}
	text := wordsRemind(d.store.Town(), owed, d.lang)
	if timed {
		text = say("%s\n（您说的时间不会写进催报里。）", "%s\n(The time you said will not stand in the reminder.)").With(text)
	}
	m := plain(text.In(d.lang))
	if b, ok := d.remindButton(who); ok {
		m.Buttons = [][]store.Button{{b}}
	} else {
		m.Buttons = d.remindEach(who, owed)
	}
	d.send(m)
	return nil
}

// reminded is one officer, or checker, with the units that have not reported.
type reminded struct {
	person election.PersonID
	units  []election.Unit
	what   election.Phrase
}

// toRemind are those who have something to report, as far as the asker answers for their
// units.
func (d *desk) toRemind(ctx context.Context, who remindWho) (all []reminded, err error) {
	if len(who.people) > 1 && len(who.units) == 0 {
		for _, p := range who.people {
			one := who
			one.people = []election.PersonID{p}
			more, err := d.toRemind(ctx, one)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
		return all, nil
	}
	q := inquiry{}
	q.Scope.ExceptUnits, q.Scope.ExceptAreas = who.but.ExceptUnits, who.but.ExceptAreas
	q.Scope.Units = who.units
	if len(who.units) == 0 {
		q.Scope.People = who.people
	}
	if who.area != "" {
		q.Scope.Areas = []election.Area{who.area}
	}
	scopes, err := d.scopes(ctx, &q)
	for _, s := range scopes {
		what, owes := d.owedNow(s, who)
		for _, u := range s.whole {
			if p, ok := who.of(u.Unit); ok && owes(u) && d.person.Handles(u.Unit) {
				all = addReminded(all, p, u.Unit, what)
			}
		}
	}
	return all, err
}

// of is who is reminded of a unit; ok is false if nobody is there.
func (w remindWho) of(u election.Unit) (p election.PersonID, ok bool) {
	people := u.Officers
	if w.checks {
		people = u.Checkers
	}
	people = slices.DeleteFunc(slices.Clone(people), func(p election.PersonID) bool { return slices.Contains(w.but.ExceptPeople, p) })
	if len(people) == 0 {
		return "", false
	}
	if len(w.people) > 0 && slices.Contains(people, w.people[0]) {
		return w.people[0], true
	}
	return people[0], true
}

// addReminded adds a unit to those of a person.
func addReminded(all []reminded, p election.PersonID, u election.Unit, what election.Phrase) []reminded {
	i := slices.IndexFunc(all, func(r reminded) bool { return r.person == p })
	if i < 0 {
		all = append(all, reminded{person: p, what: what})
		i = len(all) - 1
	}
	all[i].units = append(all[i].units, u)
	return all
}

// owedNow is what units are to be reminded of: a check, a stage, on polling day the turnout
// or the count, else the stage that the timetable has reached.
func (d *desk) owedNow(s scoped, who remindWho) (election.Phrase, func(election.UnitState) bool) {
	today, stage := election.DateOf(s.at), who.stage
	if who.checks {
		return say("计票的第二次录入", "the second entry of the count"), func(u election.UnitState) bool {
			return u.Counted() && u.Progress.CountStatus() != election.Confirmed
		}
	}
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
	if who.checks {
		parts = append(parts, "c")
	}
	for _, p := range who.but.ExceptPeople {
		parts = append(parts, "x"+string(p))
	}
	for _, u := range who.but.ExceptUnits {
		parts = append(parts, "y"+string(u))
	}
	for _, a := range who.but.ExceptAreas {
		parts = append(parts, "z"+string(a))
	}
	data := cards.RemindMark + strings.Join(parts, ",")
	return store.Button{Label: wordsRemindButton().In(d.lang), Data: data}, len(data) <= buttonMost
}

// remindEach are buttons that remind one person each, where one for all of them would be too long.
func (d *desk) remindEach(who remindWho, owed []reminded) (rows [][]store.Button) {
	for _, r := range owed {
		one := who
		one.people, one.units, one.but = []election.PersonID{r.person}, nil, speech.Scope{}
		if len(who.units) > 0 {
			for _, u := range r.units {
				one.units = append(one.units, u.ID)
			}
		}
		if b, ok := d.remindButton(one); ok {
			b.Label = say("%s：%s", "%s: %s").With(wordsRemindButton(), r.person.Name()).In(d.lang)
			rows = append(rows, []store.Button{b})
		}
	}
	return rows
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
		case strings.HasPrefix(part, "x"):
			who.but.ExceptPeople = append(who.but.ExceptPeople, election.PersonID(part[1:]))
		case strings.HasPrefix(part, "y"):
			who.but.ExceptUnits = append(who.but.ExceptUnits, election.UnitID(part[1:]))
		case strings.HasPrefix(part, "z"):
			who.but.ExceptAreas = append(who.but.ExceptAreas, election.Area(part[1:]))
		case part == "c":
			who.checks = true
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
		m := plain(wordsReminder(d.store.Town(), d.person.ID, r).In(languages[0]))
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
	return say("催报只催该报没报的，不能替您带话（“%s”没有带上）。要传话：发“公告”发到群里，或发“联络员电话”点姓名直接找人；要催没报的，发“催没报的”。",
		"A reminder is of reports that are due, and carries no other words (“%s”). To pass something on send “announcement” for the groups, or “officers” and tap a name; to remind of reports, “remind who has not reported”.").With(more)
}
