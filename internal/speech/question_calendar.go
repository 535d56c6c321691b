package speech

import (
	"strings"

	"huanjie/internal/election"
)

// calendar finds that it is asked of a day itself which day of the week or of the month it is, or how far
// off: 15号礼拜几, 下周五是几号, 离20号还有几天. Of what is due on it nothing is asked.
func (a *query) calendar() bool {
	days := a.numbersOf(func(n Number) bool { return n.Role == Date && !n.Day.IsZero() })
	today := a.has("ofNow")
	if len(days) == 0 && !today || !a.has("-stage -votes -pollingDay -further -record -reports -reported -does -not -late -unit -area -person -deadline -digest -agenda -toDo -turnout -elected -candidate -counts -nameList -compares -changes") {
		return false
	}
	which := a.has("weekdayOf") || says(a.text, "是几号|几号了|几号来着|几月几号") || says(a.text, "几号") && endsAny(strings.TrimRight(a.text, " ?。.!啊呀呢"), "几号", "周几", "礼拜几", "星期几")
	far := len(days) == 1 && a.has("daysLeft")
	same := len(days) == 2 && a.has("whether")
	return which || far || same
}

// dayAsked is the day that is asked about itself: one that may lie ahead does.
func (a *query) dayAsked() election.Date {
	days := a.numbersOf(func(n Number) bool { return n.Role == Date && !n.Day.IsZero() })
	for _, at := range days {
		a.used[at.from] = true
	}
	switch {
	case len(days) == 0:
		return a.today
	case !days[0].number.Next.IsZero():
		return election.DateOf(days[0].number.Next)
	}
	return election.DateOf(days[0].number.Day)
}
