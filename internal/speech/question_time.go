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
	if t.At.Day == a.today && !t.At.Timed {
		t.Today, t.At.Day = true, election.Date{}
	}
	if a.has("changes -lastTerm") && t.Than.IsZero() && !t.At.Timed { // today against yesterday
		day := a.today
		if !t.At.IsZero() {
			day = t.At.Day
		}
		t.Than = Moment{Day: day.AddDays(-1)}
	}
	if a.has("sameTime") && !t.At.IsZero() && !t.At.Timed { // 昨天这时候
		t.At.Clock, t.At.Timed = sinceMidnight(a.now), true
	}
	t.Weeks, _ = first(a, weeks)
	if t.Weeks == Coming && !t.At.IsZero() {
		t.Weeks = ""
	}
	t.Until = a.has("until") && !t.At.IsZero()
	a.spans(t)
	if a.has("compares thisWeek lastWeek") {
		t.At, t.Than, t.Weeks = Moment{}, Moment{Day: sundayBefore(a.today)}, ""
	}
	t.LastTerm, t.LastOne = a.has("lastTerm"), a.has("lastOne")
}

// order says which of the moments is asked about, and which it is compared with:
// 昨天比前天, 比10点.
func (a *query) order(t *Span) {
	moments := a.moments()
	comparing := a.has("compares/changes")
	switch {
	case len(moments) == 0:
	case len(moments) > 1 && a.has("changes -compares") && moments[0].Day.Before(moments[1].Day): // 昨天到今天
		t.At, t.Than = moments[1], moments[0]
	case len(moments) > 1 && comparing:
		t.At, t.Than = moments[0], moments[1]
		if !a.has("compares") && t.At.Day.Before(t.Than.Day) { // 前天到昨天的变化
			t.At, t.Than = t.Than, t.At
		}
	case len(moments) > 1:
		t.At = moments[0]
	case moments[0].Timed && !comparing && says(a.text, "现在|目前|now"): // 现在10点的参选率 is that of now
	case comparing && (a.has("compares/since") || moments[0].Timed), a.has("since") && a.past(moments[0]):
		t.Than = moments[0]
	default:
		t.At = moments[0]
	}
}

// spans reads 3天内, 近三天 and 一小时前.
func (a *query) spans(t *Span) {
	for i, at := range a.atoms {
		if at.number == nil || at.number.Role != Term {
			continue
		}
		n, before := at.number.Value, i+1 < len(a.atoms) && strings.HasPrefix(a.atoms[i+1].text, "前")
		switch {
		case strings.Contains(at.text, "天") && a.has("changes"):
			t.Than = Moment{Day: a.today.AddDays(-n)}
		case strings.Contains(at.text, "天") && before:
			t.At = Moment{Day: a.today.AddDays(-n)}
		case strings.Contains(at.text, "天"), strings.Contains(at.text, "days"):
			t.Weeks, t.Days = Coming, n
		case strings.Contains(at.text, "小时") && a.has("reports/reported who/which/reported"):
			t.Hours = n
			a.is("hours", true)
		case strings.Contains(at.text, "小时") && before:
			was := a.now.Add(-time.Duration(n) * time.Hour)
			t.At = Moment{Day: election.DateOf(was), Clock: sinceMidnight(was), Timed: true}
			if a.has("compares/changes") {
				t.At, t.Than = Moment{}, t.At
			}
		default:
			continue
		}
		a.used[at.from] = true
	}
	if t.Weeks == LastWeek && t.Than.IsZero() {
		sunday := sundayBefore(a.today)
		t.At, t.Than = Moment{Day: sunday}, Moment{Day: sunday.AddDays(-7)}
	}
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
	for _, at := range a.atoms {
		switch {
		case at.number == nil && slices.Contains(strings.Fields(at.senses), "ofNow"):
			all, onDay = append(all, Moment{Day: a.today}), true
		case (at.text == "上午" || at.text == "早上") && !onDay && a.has("compares/changes") && a.now.Hour() >= 12: // 比上午高多少
			all = append(all, Moment{Day: a.today, Clock: 12 * time.Hour, Timed: true})
		case at.number == nil:
		case at.number.Role == Date && !at.number.Day.IsZero():
			all, onDay = append(all, Moment{Day: a.day(*at.number)}), true
			a.used[at.from] = true
		case at.number.Role == Clock && onDay:
			last := &all[len(all)-1]
			last.Clock, last.Timed, onDay = at.number.Clock, true, false
			a.used[at.from] = true
		case at.number.Role == Clock:
			m := Moment{Day: a.today, Clock: at.number.Clock, Timed: true}
			if !at.number.Day.IsZero() {
				m.Day = a.day(*at.number)
			}
			all = append(all, m)
			a.used[at.from] = true
		}
	}
	return all
}
