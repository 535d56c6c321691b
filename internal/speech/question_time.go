package speech

import (
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// time is as of when is asked, and what that is compared with.
func (a *query) time(f *Frame) {
	t := &f.Time
	a.order(t)
	a.sinceNoon(t)
	if t.At.Day == a.today && !t.At.Timed {
		t.Today, t.At.Day = true, election.Date{}
	}
	a.compared(t)
	if !t.At.IsZero() && !t.At.Timed && a.takes("sameTime") { // 昨天这时候
		t.At.Clock, t.At.Timed = sinceMidnight(a.now), true
	}
	t.Weeks, _ = first(a, weeks)
	if t.Weeks == Coming && !t.At.IsZero() {
		t.Weeks = ""
	}
	t.Until = !t.At.IsZero() && a.takes("until")
	a.spans(t)
	if a.takes("compares thisWeek lastWeek") {
		t.At, t.Than, t.Weeks = Moment{}, Moment{Day: sundayBefore(a.today)}, ""
	}
	t.LastTerm, t.LastOne = a.takes("lastTerm compares/changes") || a.takes("lastTerm"), a.takes("lastOne")
}

// compared says what is asked about is set against, if no moment is named for that: the report before, or yesterday.
func (a *query) compared(t *Span) {
	if t.Earlier = t.Than.IsZero() && t.At.IsZero() && a.reportBefore(); !t.Earlier {
		a.noReportBefore()
	}
	if !t.Earlier && a.takes("changes -lastTerm") && t.Than.IsZero() && !t.At.Timed { // today against yesterday
		day := a.today
		if !t.At.IsZero() {
			day = t.At.Day
		}
		t.Than = Moment{Day: day.AddDays(-1)}
	}
}

// ofPollingDay takes the polling day for the day of the digest that is asked for, the last that has come: 选举当天晚上那份日报.
func (a *query) ofPollingDay(f *Frame) {
	if f.Measure != Digest || !f.Time.At.IsZero() || len(a.q.polling) == 0 || !a.takes("pollingDay") {
		return
	}
	day := a.q.polling[0]
	for _, d := range a.q.polling {
		if !a.today.Before(d) && (day.Before(d) || a.today.Before(day)) {
			day = d
		}
	}
	if f.Time.At.Day = day; day == a.today {
		f.Time.At, f.Time.Today = Moment{}, true
	}
}

// order says which of the moments is asked about, and which it is compared with:
// 昨天比前天, 比10点.
func (a *query) order(t *Span) {
	moments := a.moments()
	comparing := a.has("compares/changes")
	switch {
	case len(moments) == 0:
	case len(moments) > 1 && comparing:
		t.At, t.Than = moments[0], moments[1]
		if !a.has("compares") && t.At.before(t.Than) { // 昨天到今天, 前天到昨天的变化
			t.At, t.Than = t.Than, t.At
		}
	case len(moments) > 1:
		t.At = moments[0]
	case moments[0].Timed && !comparing && says(a.text, "现在|目前|now"): // 现在10点的参选率 is that of now
	case comparing && (a.takes("compares/since") || moments[0].Timed), a.takes("since") && a.past(moments[0]):
		t.Than = moments[0]
	default:
		t.At = moments[0]
	}
}

// before reports whether a moment is earlier than another.
func (m Moment) before(o Moment) bool {
	return m.Day.Before(o.Day) || m.Day == o.Day && m.Clock < o.Clock
}

// spans reads 3天内, 近三天, 一小时前 and 最近半小时.
func (a *query) spans(t *Span) {
	for i, at := range a.atoms {
		before := i+1 < len(a.atoms) && strings.HasPrefix(a.atoms[i+1].text, "前")
		switch length, timed := lengthOf(at); {
		case timed && a.ofLength(t, length, before), at.number != nil && at.number.Role == Term && a.ofDays(t, at, before):
			a.used[at.from] = true
		}
	}
	if t.Weeks == LastWeek && t.Than.IsZero() {
		sunday := sundayBefore(a.today)
		t.At, t.Than = Moment{Day: sunday}, Moment{Day: sunday.AddDays(-7)}
	}
}

// ofDays takes a number of days.
func (a *query) ofDays(t *Span, at atom, before bool) bool {
	n, chinese := at.number.Value, strings.Contains(at.text, "天")
	switch {
	case len(a.ofMeasure()) > 0: // 公示不到五天
		return false
	case chinese && a.has("changes"):
		t.Than = Moment{Day: a.today.AddDays(-n)}
	case chinese && before:
		t.At = Moment{Day: a.today.AddDays(-n)}
	case chinese, strings.Contains(at.text, "days"):
		t.Weeks, t.Days = Coming, n
	default:
		return false
	}
	return true
}

// lengthOf is the length of time that an atom tells: 一小时, 20分钟, 半小时.
func lengthOf(at atom) (length time.Duration, ok bool) {
	switch {
	case slices.Contains(strings.Fields(at.senses), "halfHour"):
		return 30 * time.Minute, true
	case at.number == nil || at.number.Role != Term:
		return 0, false
	case containsAny(at.text, "小时", "钟头", "hour"):
		return time.Duration(at.number.Value) * time.Hour, true
	case containsAny(at.text, "分钟", "minute"):
		return time.Duration(at.number.Value) * time.Minute, true
	}
	return 0, false
}

// ofLength takes a length of time: the while since when somebody reported, or how long
// ago it was of which is asked.
func (a *query) ofLength(t *Span, length time.Duration, before bool) bool {
	switch {
	case a.takes("reports/reported who/which/reported"):
		t.Last = length
		a.is("hours", true)
	case before && a.takes("first"):
		was := a.now.Add(-length)
		t.At = Moment{Day: election.DateOf(was), Clock: sinceMidnight(was), Timed: true}
		if a.has("compares/changes") {
			t.At, t.Than = Moment{}, t.At
		}
	default:
		return false
	}
	return true
}

// sundayBefore is the last day of the week before that of a day.
func sundayBefore(day election.Date) election.Date {
	return day.AddDays(-int(weekdayOf(day)+6)%7 - 1)
}

// day is the day of a number. Of a weekday alone a question of what has to be done
// means the next one, any other the last.
func (a *query) day(n Number) election.Date {
	if !n.Next.IsZero() && (a.has("agenda/toDo/deadline/until") || a.has("whether votes/pollingDay")) {
		return election.DateOf(n.Next)
	}
	return election.DateOf(n.Day)
}

func (a *query) past(m Moment) bool { return m.Day.Before(a.today) || m.Timed }

// moments are the days and times in their order. A time goes with the day before it.
func (a *query) moments() (all []Moment) {
	onDay := false
	for i, at := range a.atoms {
		switch {
		case at.number == nil && slices.Contains(strings.Fields(at.senses), "ofNow"):
			all, onDay = append(all, Moment{Day: a.today}), true
		case a.endsForenoon(i):
			all, onDay = a.clock(all, Number{Clock: midday}, onDay), false
		case at.number == nil || at.number.Role == Date && at.number.Day.IsZero():
		case at.number.Role == Date:
			all, onDay = append(all, Moment{Day: a.day(*at.number)}), true
			a.used[at.from] = true
		case at.number.Role == Clock:
			all, onDay = a.clock(all, *at.number, onDay), false
			a.used[at.from] = true
		}
	}
	return all
}

// changing finds that it is asked what changed, by no word of it: 1月8号那天完成了几个村.
func (a *query) changing() {
	if a.has("unreturned") && a.has("-day") { // 收回比发出少的村一共少了多少
		a.takes("changes/compares/not/short")
		a.said["changes"], a.said["compares"], a.said["not"] = 0, 0, 0
		return
	}
	a.is("changes", a.has("does howMany/which -not -votes -stage -record -nameList -registered -candidate -agenda -mine") && a.pastDay() || a.pastDay() && says(a.text, "新完成|新报|新办完|新弄完"))
	a.is("since", a.has("changes") && says(a.text, "到现在|到目前|至今|到今"))
	a.untilNow()
}

// atHour finds that it is asked how it stood at an hour of today that is past: 10点东河多少.
func (a *query) atHour() {
	a.is("atHour", a.has("howMany") && slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.number != nil && at.number.Role == Clock && at.number.Day.IsZero() && at.number.Clock < sinceMidnight(a.now)
	}))
}

// untilNow finds that it is asked what came since a time: 早上八点到现在投了多少.
func (a *query) untilNow() {
	for i, at := range a.atoms[:max(0, len(a.atoms)-1)] {
		next := a.textAt(i + 1)
		if at.number != nil && at.number.Role == Clock && (strings.HasPrefix(next, "到现在") || strings.HasPrefix(next, "到目前") || strings.HasPrefix(next, "到这会") || next == "至今") {
			a.is("since", true)
			a.is("changes", a.has("-changes"))
		}
	}
}

// textAt is the text of an atom, "" beyond the last.
func (a *query) textAt(i int) string {
	if i < 0 || i >= len(a.atoms) {
		return ""
	}
	return a.atoms[i].text
}

// midday is when the forenoon ends.
const midday = 12 * time.Hour

// endsForenoon reports whether an atom is the forenoon, and how it stood when that was over is asked:
// 上午投了多少, 早上没报的村. Until noon it is how it stands now. It is none with a time: 上午10点.
func (a *query) endsForenoon(i int) bool {
	if !a.atoms[i].does("forenoon") || i+1 < len(a.atoms) && a.atoms[i+1].number != nil && a.atoms[i+1].number.Role == Clock {
		return false
	}
	return a.takes("forenoon votes/turnout/reports/not/compares/changes -agenda -deadline -hour -when -place -reminds -until -tomorrow") && a.now.Hour() >= 12
}

// sinceNoon takes 下午投了多少: what came since noon.
func (a *query) sinceNoon(t *Span) {
	if t.At.IsZero() && t.Than.IsZero() && a.now.Hour() >= 12 && a.takes("afternoon votes/turnout/changes -not -reports -place -hour -when -whether") {
		t.Than = Moment{Day: a.today, Clock: midday, Timed: true}
	}
}

// clock adds a time to the moments: to the day before it, or as one of its own.
func (a *query) clock(all []Moment, n Number, onDay bool) []Moment {
	if onDay {
		last := &all[len(all)-1]
		last.Clock, last.Timed = n.Clock, true
		return all
	}
	m := Moment{Day: a.today, Clock: n.Clock, Timed: true}
	if !n.Day.IsZero() {
		m.Day = a.day(n)
	}
	return append(all, m)
}
