package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// span takes two days with 到 between them as the first day of a time and how many days it
// has, both counted, where a form asks for both: 公示1月5日到1月9日 is 5 days from the 5th on.
func (r *reader) span() {
	days := slices.IndexFunc(r.rows, func(row row) bool { return row.numeric && row.Measure == "天" })
	if days < 0 || r.u.says(r.rows[days].id) {
		return
	}
	for i := range r.times {
		last := &r.times[i]
		first := r.dayUntil(last.at)
		day := slices.IndexFunc(r.rows, func(row row) bool { return last.value[row.id] != "" })
		if first < 0 || day < 0 || last.used {
			continue
		}
		from, to, step := r.heard.Tokens[first], r.heard.Tokens[last.at], r.rows[day].id
		n, value := daysFrom(from.Number.Day, to.Number.Day, strings.Contains(to.Text, "月")), r.rows[day].when(from.Number)
		if known, said := valueOf(r.u.answers, step); n < 1 || value == "" || said && known != value {
			continue
		}
		r.take(first, first, &word{text: from.Text, step: step}, value)
		r.take(first, last.at, &word{text: to.Text, step: r.rows[days].id}, strconv.Itoa(n))
		return
	}
}

// dayUntil is the token of the day before one, with nothing but 到 or a dash between them, or -1.
func (r *reader) dayUntil(last int) int {
	for i := last - 1; i >= 0; i-- {
		switch t := r.heard.Tokens[i]; t.Kind {
		case speech.Numeral:
			if t.Number.Role == speech.Date && r.until(i, last) {
				return i
			}
			return -1
		case speech.Filler, speech.Mark:
		default:
			return -1
		}
	}
	return -1
}

// until reports whether nothing but 到 or a dash stands between two tokens.
func (r *reader) until(a, b int) bool {
	said := ""
	for _, t := range r.heard.Tokens[a+1 : b] {
		if t.Kind != speech.Filler && t.Kind != speech.Mark {
			return false
		}
		said += t.Text
	}
	return slices.Contains([]string{"到", "至", "-", "—", "——", "~", "–"}, strings.TrimSpace(said))
}

// daysFrom is how many days there are from one to another, both counted. A day that is said
// without its month is in that of the first, or the next.
func daysFrom(from, to time.Time, month bool) int {
	first, last := election.DateOf(from), election.DateOf(to)
	if !month {
		last = election.DateOf(time.Date(from.Year(), from.Month(), to.Day(), 12, 0, 0, 0, from.Location()))
		if last.Before(first) {
			last = election.DateOf(time.Date(from.Year(), from.Month()+1, to.Day(), 12, 0, 0, 0, from.Location()))
		}
	}
	return last.Sub(first) + 1
}
