package flow

import "huanjie/internal/election"

// ReadDay reads a day as a Date step does: 昨天, 10月21日, 2026-10-21. ok is false
// if the text is anything else.
func ReadDay(text string, today election.Date) (d election.Date, ok bool) {
	value, complaint := parseDate(text, today)
	if !complaint.IsZero() {
		return election.Date{}, false
	}
	d, err := election.ParseDate(value)
	return d, err == nil
}
