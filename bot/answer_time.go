package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// elections are those that a question is about: of the units that it names, or else
// those that the person has to do with.
func (d *desk) elections(q inquiry) (all []election.Election) {
	units, _, _ := d.meant(&q)
	for _, e := range d.store.Town().Elections {
		if slices.ContainsFunc(units, func(u election.Unit) bool { return u.Election == e.ID }) {
			all = append(all, e)
		}
	}
	if kinds := d.kindsIn(q.text); len(kinds) > len(all) || len(kinds) > 0 && len(q.Scope.Units) == 0 { // 茶山的支部和村委会分别哪天选, 支部那边几号选
		return kinds
	}
	return all
}

// kindsIn are the elections of the town whose kinds a text names.
func (d *desk) kindsIn(text string) []election.Election {
	named := slices.DeleteFunc(slices.Clone(d.store.Town().Elections), func(e election.Election) bool {
		return !slices.ContainsFunc(e.Called(), func(noun string) bool { return strings.Contains(strings.ToLower(text), noun) })
	})
	if concerned := slices.DeleteFunc(slices.Clone(named), func(e election.Election) bool { return !d.concerns(e) }); len(concerned) > 0 {
		return concerned
	}
	return named
}

// now is now, in the town.
func (d *desk) now() time.Time { return d.bot.now().In(d.store.Town().Location) }

// today is the day by the clock of the town.
func (d *desk) today() election.Date { return election.DateOf(d.now()) }

// answerDays answers a question of days, election by election. Days are no secret.
func (d *desk) answerDays(q inquiry, answer func(e election.Election, a *document.Answer) bool) error {
	said := false
	for _, e := range d.elections(q) {
		a := document.Answer{Now: d.now(), Election: e, Also: q.also}
		if answer(e, &a) {
			said = true
			if len(d.store.Town().Elections) > 1 {
				a.Of = e.Kind.Name()
			}
			d.reply(a)
		}
	}
	if !said {
		d.say(wordsNothingKnown())
	}
	return nil
}

// answerDeadline answers 名单最晚哪天公布, 几号投票, 移交截止到什么时候.
func (d *desk) answerDeadline(_ context.Context, q inquiry) error {
	return d.answerDays(q, func(e election.Election, a *document.Answer) bool {
		st, ok := e.Stage(q.Stage)
		if !ok {
			return false
		}
		a.Asked = say("📅 %s", "📅 %s").With(document.StageName(st))
		a.Lines = append(a.Lines, say("计划 %s前完成", "planned by %s").With(st.Planned.Say(d.today())))
		if !st.Lawful.Last.IsZero() {
			a.Lines = append(a.Lines, say("法定最迟 %s（%s）", "by law at the latest %s (%s)").With(st.Lawful.Last.Say(d.today()), st.Lawful.Article))
		}
		if q.FromTo {
			a.Lines = append(a.Lines, say("（计划只定了最后一天，没有定从哪天开始。）", "(Only the last day is planned, not the first.)"))
		}
		a.Lines = append(a.Lines, wordsDaysTo(st.Due(), d.today()))
		a.Lines = append(a.Lines, say("选举日 %s", "polling day %s").With(e.PollingDay.Say(d.today())))
		return true
	})
}

// answerDaysLeft answers 还要几天才投票: the number of days, then the day.
func (d *desk) answerDaysLeft(_ context.Context, q inquiry) error {
	return d.answerDays(q, func(e election.Election, a *document.Answer) bool {
		st, ok := e.Stage(q.Stage)
		if !ok {
			return false
		}
		day := st.Due()
		if q.Stage == election.PollingStage {
			day = e.PollingDay
		}
		a.Asked = say("📅 %s", "📅 %s").With(document.StageName(st))
		a.Lines = append(a.Lines, wordsDaysTo(day, d.today()))
		if q.Stage == election.PollingStage {
			a.Lines = append(a.Lines, say("选举日 %s", "polling day %s").With(e.PollingDay.Say(d.today())))
		} else {
			a.Lines = append(a.Lines, document.StageLine(st, d.today()))
		}
		return true
	})
}

// comingDays is how far what comes next is shown if nobody says how far.
const comingDays = 7

// window are the first and the last day of a question of what has to be done.
func (d *desk) window(t speech.Span) (from, to election.Date, name election.Phrase) {
	today := d.today()
	monday := today.AddDays(-int(d.now().Weekday()+6) % 7)
	switch {
	case !t.At.IsZero() && t.Until:
		return today, t.At.Day, say("%s以前", "by %s").With(t.At.Day.Say(today))
	case !t.At.IsZero():
		return t.At.Day, t.At.Day, d.dayName(t.At.Day)
	case t.Weeks == speech.ThisWeek:
		return monday, monday.AddDays(6), wordsWeek(say("本周", "This week"), monday, today)
	case t.Weeks == speech.NextWeek:
		return monday.AddDays(7), monday.AddDays(13), wordsWeek(say("下周", "Next week"), monday.AddDays(7), today)
	case t.Weeks == speech.LastWeek:
		return monday.AddDays(-7), monday.AddDays(-1), wordsWeek(say("上周", "Last week"), monday.AddDays(-7), today)
	case t.Weeks == speech.ThisMonth:
		first := today.AddDays(1 - today.Day)
		last := first.AddDays(31)
		return first, last.AddDays(-last.Day), say("本月", "This month")
	case t.Weeks == speech.ToTheEnd:
		return today, today.AddDays(365), say("从今天起", "From today on")
	case t.Days > 0:
		return today, today.AddDays(t.Days), say("%d 天内（到%s）", "Within %d days, until %s").With(t.Days, today.AddDays(t.Days).Say(today))
	}
	return today, today.AddDays(comingDays), say("接下来一周（到%s）", "The next week, until %s").With(today.AddDays(comingDays).Say(today))
}

// dayName is a day, as today or tomorrow if it is that.
func (d *desk) dayName(day election.Date) election.Phrase {
	today := d.today()
	name := day.Say(today)
	switch day.Sub(today) {
	case 0:
		return say("今天 %s", "Today, %s").With(name)
	case 1:
		return say("明天 %s", "Tomorrow, %s").With(name)
	case -1:
		return say("昨天 %s", "Yesterday, %s").With(name)
	}
	return name
}

// answerSchedule answers 明天要干什么, 下周有什么事: which stages are due, how many units
// still owe them, what is late, and what comes next if nothing is due.
func (d *desk) answerSchedule(ctx context.Context, q inquiry) error {
	from, to, name := d.window(q.Time)
	q.Time.At = speech.Moment{}
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🗓 %s要办的", "🗓 To be done · %s").With(name))
		today, found := election.DateOf(s.at), false
		var next election.Stage
		for _, st := range s.Stages {
			owe, _ := split(s.whole, func(u election.UnitState) bool { return s.Owes(u.Progress, st.ID) })
			due := st.Due()
			switch {
			case len(owe) == 0:
			case !due.Before(from) && !to.Before(due):
				found = true
				a.Lines = append(a.Lines, say("· %s · 还有 %s没完成", "· %s · not done yet in %s").With(document.StageLine(st, d.today()), s.Election.Units(len(owe))))
			case to.Before(due) && next.ID == "":
				next = st
			}
		}
		if !s.PollingDay.Before(from) && !to.Before(s.PollingDay) {
			a.Lines = append(a.Lines, say("🗳 选举日 %s", "🗳 Polling day %s").With(s.PollingDay.Say(d.today())))
			found = true
		}
		if !found {
			a.Lines = append(a.Lines, say("没有要在这期间完成的阶段。", "No stage is due then."))
		}
		if next.ID != "" {
			a.Lines = append(a.Lines, say("下一个：%s", "Next: %s").With(document.StageLine(next, d.today())))
		}
		if late := document.LateStages(s.Election, s.whole, today); len(late) > 0 {
			a.Also = append(a.Also, wordsAlsoLate(len(late)))
		}
		return a, true
	})
}

// answerPlace answers where and at what hours people vote: in the units that are named,
// which is no secret, or else in the person's own.
func (d *desk) answerPlace(ctx context.Context, q inquiry) error {
	var units []election.Unit
	for _, id := range q.Scope.Units {
		if u, ok := d.store.Town().Unit(id); ok {
			units = append(units, u)
		}
	}
	if len(units) == 0 {
		for _, id := range slices.Concat(d.person.Units, d.person.Checks) {
			if u, ok := d.store.Town().Unit(id); ok {
				units = append(units, u)
			}
		}
	}
	if len(units) == 0 || q.Filter.Placed() && len(units) > 1 {
		return d.allPlaces(ctx, q)
	}
	all, err := d.bot.pollingPlaces(ctx, d.store, units)
	if err == nil {
		d.say(all)
	}
	return err
}

// endsOf are the hours that end first, or last, if it is asked for those: 最晚关门的是哪几家.
func endsOf(by speech.FilterKind, hours []string) []string {
	if by != speech.Lowest && by != speech.Highest {
		return hours
	}
	ends := func(h string) int {
		end, _ := (election.Election{PollingDay: election.Date{Year: 2000, Month: 1, Day: 1}}).PollingEnds(election.Unit{Hours: h}, time.UTC)
		return 60*end.Hour() + end.Minute()
	}
	hours = slices.DeleteFunc(slices.Clone(hours), func(h string) bool { return h == "" })
	best := 0
	for i, h := range hours {
		if at := ends(h); i == 0 || by == speech.Lowest && at < best || by == speech.Highest && at > best {
			best = at
		}
	}
	return slices.DeleteFunc(hours, func(h string) bool { return ends(h) != best })
}

// allPlaces says at what hours all units of a scope vote, those with the same hours together;
// of a few units also where.
func (d *desk) allPlaces(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("📍 投票时间和地点", "📍 Where and when to vote"))
		a.AsOf = time.Time{} // the roster is as it is
		a.Lines = append(a.Lines, say("选举日 %s", "polling day %s").With(s.PollingDay.Say(d.today())))
		var hours []string
		at := map[string][]election.Unit{}
		for _, u := range unitsIn(s.whole) {
			if !slices.Contains(hours, u.Hours) {
				hours = append(hours, u.Hours)
			}
			at[u.Hours] = append(at[u.Hours], u)
		}
		hours = endsOf(q.Filter.By, hours)
		for _, h := range hours {
			name := say("%s", "%s").With(h)
			if h == "" {
				name = say("没有登记时间", "no hours given")
			}
			a.Units = append(a.Units, say("· %s（%s）：%s", "· %s (%s): %s").With(name, s.Election.Units(len(at[h])), document.Names(at[h])))
		}
		a.Also = append(a.Also, say("地点按村问，例如“%s 哪里投票”。", "Ask for a place by name: “%s where”.").With(exampleOf(d.store.Town(), d.person)))
		return a, true
	})
}

// wordsOfDay says which day of the week a day is, how far off, and whether people vote on it.
func (d *desk) wordsOfDay(day election.Date) election.Phrase {
	line := say("📅 %s，%s", "📅 %s, %s").With(day.Say(d.today()), wordsFarOff(day.Sub(d.today())))
	for _, e := range d.store.Town().Elections {
		if e.PollingDay == day {
			return say("%s，是选举日", "%s, is polling day").With(line)
		}
	}
	return line
}

// wordsFarOff says how many days off a day is.
func wordsFarOff(days int) election.Phrase {
	switch {
	case days == 0:
		return say("就是今天", "which is today")
	case days > 0:
		return say("还有 %d 天", "%d days from today").With(days)
	}
	return say("已过 %d 天", "%d days ago").With(-days)
}
