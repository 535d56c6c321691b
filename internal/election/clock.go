package election

import "time"

// How far the clock of a host may be off, compared with others.
const (
	ClockWrong = 30 * time.Second // from here on the office is told, and nothing is destroyed
	ClockFar   = time.Hour        // from here on nothing is done at set times
)

// ClockState says how the clock of a host stands to another.
type ClockState string

// The states. The zero value is a clock that is right.
const (
	ClockRight  ClockState = ""
	ClockAhead  ClockState = "ahead"
	ClockBehind ClockState = "behind"
	FarAhead    ClockState = "far ahead"
	FarBehind   ClockState = "far behind"
)

// ClockStateOf returns the state of a clock that is ahead of another by so much.
func ClockStateOf(off time.Duration) ClockState {
	switch {
	case off >= ClockFar:
		return FarAhead
	case off <= -ClockFar:
		return FarBehind
	case off >= ClockWrong:
		return ClockAhead
	case off <= -ClockWrong:
		return ClockBehind
	}
	return ClockRight
}

// ClockOff returns by how much a clock is ahead of another at least (negative:
// behind), if it showed began and ended before and after the other was read,
// and that was anything from lowest to highest.
func ClockOff(began, ended, lowest, highest time.Time) time.Duration {
	began, ended = began.Round(0), ended.Round(0) // what they showed, not what has passed
	switch {
	case highest.Before(began):
		return began.Sub(highest)
	case ended.Before(lowest):
		return ended.Sub(lowest)
	}
	return 0
}
