package election

import (
	"regexp"
	"strconv"
	"time"
)

// PollingEnds is when polling ends in the unit: the last time of day in its
// hours ("8:00-12:00") on the polling day. ok is false if they name none.
func (e Election) PollingEnds(u Unit, loc *time.Location) (end time.Time, ok bool) {
	times := clockTime.FindAllStringSubmatch(u.Hours, -1)
	if len(times) == 0 {
		return time.Time{}, false
	}
	return e.pollingAt(times[len(times)-1], loc)
}

// PollingBegins is when polling begins in the unit: the first time of day in its
// hours on the polling day. ok is false if they name none.
func (e Election) PollingBegins(u Unit, loc *time.Location) (begin time.Time, ok bool) {
	times := clockTime.FindAllStringSubmatch(u.Hours, -1)
	if len(times) == 0 {
		return time.Time{}, false
	}
	return e.pollingAt(times[0], loc)
}

// pollingAt is a time of day, as clockTime finds it, on the polling day.
func (e Election) pollingAt(found []string, loc *time.Location) (at time.Time, ok bool) {
	hour, _ := strconv.Atoi(found[1]) // two digits
	minute, _ := strconv.Atoi(found[2])
	return e.PollingDay.At(hour, minute, loc), hour <= 24 && minute < 60
}

// clockTime is a time of day in a unit's hours.
var clockTime = regexp.MustCompile(`(\d{1,2})[:：](\d{2})`)

// OpeningRecord is the record that polling has begun in a unit; its field "at"
// says when.
const OpeningRecord RecordID = "opening"

// Opened is when polling began in the unit, as its record says.
func (p Progress) Opened() (at time.Time, ok bool) {
	all := p.Records[OpeningRecord]
	if len(all) == 0 {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, all[len(all)-1].Words["at"])
	return at, err == nil
}
