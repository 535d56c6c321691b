package election_test

import (
	"testing"
	"time"

	"huanjie/internal/election"
)

// What the office must have been told before personal data are destroyed.
func TestWhenPersonalDataAreDestroyed(t *testing.T) {
	t.Parallel()
	in := time.FixedZone("UTC+8", 8*3600)
	day := election.Date{Year: 2027, Month: 7, Day: 14}
	at := func(days, hour int) time.Time { return day.AddDays(days).At(hour, 0, in) }
	arrived := func(days ...int) (c election.CloseOut) {
		for _, d := range days {
			c = c.Sent(at(d, 9)).Arrived(at(d, 9))
		}
		return c
	}
	for name, c := range map[string]struct {
		closing election.CloseOut
		now     time.Time
		want    election.CloseOutStep
	}{
		"eight days before":                        {election.CloseOut{}, at(-8, 23), election.CloseOutWaits},
		"a week before, too early":                 {election.CloseOut{}, at(-7, 8), election.CloseOutWaits},
		"a week before":                            {election.CloseOut{}, at(-7, 9), election.CloseOutNotices},
		"the day after the first notice":           {arrived(-7), at(-6, 9), election.CloseOutWaits},
		"two days after it":                        {arrived(-7), at(-5, 9), election.CloseOutNotices},
		"on the day, no notice has arrived":        {election.CloseOut{}.Sent(at(-7, 9)).Sent(at(-5, 9)).Sent(at(-1, 9)), at(0, 9), election.CloseOutWaits},
		"two have":                                 {arrived(-7, -1), at(0, 9), election.CloseOutWaits},
		"three have":                               {arrived(-7, -5, -3), at(0, 9), election.CloseOutDestroys},
		"before the hour":                          {arrived(-7, -5, -3, -1), at(0, 8), election.CloseOutWaits},
		"three, the first four days ago":           {arrived(-4, -3, -2), at(0, 9), election.CloseOutNotices},
		"three, the last an hour ago":              {arrived(-7, -5).Sent(at(0, 8)).Arrived(at(0, 8)), at(0, 9), election.CloseOutWaits},
		"confirmed":                                {arrived(-7).Answered(election.CloseOutConfirmed, "x", at(-6, 9)), at(0, 9), election.CloseOutDestroys},
		"confirmed, before the day":                {arrived(-7).Answered(election.CloseOutConfirmed, "x", at(-6, 9)), at(-1, 9), election.CloseOutWaits},
		"confirmed an hour ago":                    {arrived(-7).Answered(election.CloseOutConfirmed, "x", at(3, 9)), at(3, 10), election.CloseOutWaits},
		"confirmed, and nothing arrived":           {election.CloseOut{}.Sent(at(-7, 9)).Answered(election.CloseOutConfirmed, "x", at(-6, 9)), at(0, 9), election.CloseOutNotices},
		"held":                                     {arrived(-7, -5, -3).Answered(election.CloseOutHeld, "x", at(-3, 10)), at(20, 9), election.CloseOutWaits},
		"held, after a month":                      {arrived(-7, -5, -3).Answered(election.CloseOutHeld, "x", at(-3, 10)), at(27, 9), election.CloseOutNotices},
		"held, then confirmed":                     {arrived(-7).Answered(election.CloseOutHeld, "x", at(-6, 9)).Answered(election.CloseOutConfirmed, "y", at(9, 9)), at(10, 9), election.CloseOutDestroys},
		"a clock that was wrong sent the last one": {election.CloseOut{}.Sent(at(300, 9)), at(-7, 9), election.CloseOutNotices},
		"and found three delivered":                {arrived(300, 302, 304), at(0, 9), election.CloseOutNotices},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := c.closing.Next(day, c.now, in); got != c.want {
				t.Errorf("step %d, want %d: %+v", got, c.want, c.closing)
			}
		})
	}
}

// How far one clock is ahead of another is at least what cannot be explained by
// the time that asking took.
func TestClockOff(t *testing.T) {
	t.Parallel()
	noon := time.Date(2027, 1, 15, 12, 0, 0, 0, time.UTC)
	for other, want := range map[time.Duration]time.Duration{
		0: 0, time.Second: 0, 3 * time.Second: 0, -time.Minute: 59 * time.Second, time.Minute: -57 * time.Second,
	} {
		got := election.ClockOff(noon, noon.Add(3*time.Second), noon.Add(other), noon.Add(other+time.Second))
		if got != want {
			t.Errorf("other %v: off %v, want %v", other, got, want)
		}
	}
	for off, want := range map[time.Duration]election.ClockState{
		29 * time.Second: election.ClockRight, -29 * time.Second: election.ClockRight, 30 * time.Second: election.ClockAhead,
		-30 * time.Second: election.ClockBehind, time.Hour: election.FarAhead, -time.Hour: election.FarBehind,
	} {
		if got := election.ClockStateOf(off); got != want {
			t.Errorf("%v is %q, want %q", off, got, want)
		}
	}
}
