package election

import "time"

// The destruction of a town's personal data 个人信息销毁 is announced to the
// office. It waits until somebody there must have read that: until one of them
// has confirmed the day, or several notices have arrived and nobody objected.
const (
	CloseOutHour = 9 // the hour of the day when it is done

	closeOutNotice   = 7                   // days before the day when the first notice goes out
	closeOutPause    = 2 * 24 * time.Hour  // between two notices
	closeOutHeld     = 30 * 24 * time.Hour // between two notices after an objection
	closeOutNotices  = 3                   // that must have arrived if nobody answers
	closeOutWeek     = 6 * 24 * time.Hour  // from the arrival of the first of them
	closeOutLast     = 20 * time.Hour      // from the arrival of the last of them
	closeOutThoughts = 24 * time.Hour      // from the confirmation
)

// CloseOutAnswer is what the office said to the day of the destruction.
type CloseOutAnswer string

// The answers.
const (
	CloseOutConfirmed CloseOutAnswer = "confirmed"
	CloseOutHeld      CloseOutAnswer = "held"
)

// CloseOut is how far the destruction of a town's personal data on a day has
// come.
type CloseOut struct {
	Notices   int       `json:"notices"` // that were sent to the office
	Noticed   time.Time `json:"noticed"` // when the last of them was
	Pending   bool      `json:"pending"` // whether it is not known to have arrived
	Delivered int       `json:"delivered"`
	First     time.Time `json:"first"` // when the first of those delivered was found to be
	Last      time.Time `json:"last"`  // and the last

	Answer CloseOutAnswer `json:"answer,omitempty"`
	By     PersonID       `json:"by,omitempty"`
	At     time.Time      `json:"at"`
}

// CloseOutStep is what is to be done now.
type CloseOutStep int

// The steps.
const (
	CloseOutWaits    CloseOutStep = iota
	CloseOutNotices               // send the office a notice
	CloseOutDestroys              // destroy the personal data
)

// CloseOutBegins returns when the first notice about a day goes out.
func CloseOutBegins(day Date, in *time.Location) time.Time {
	return day.AddDays(-closeOutNotice).At(CloseOutHour, 0, in)
}

// Next returns the step to be taken for a day. A time of a clock that was wrong,
// and lies ahead, counts as no notice.
func (c CloseOut) Next(day Date, now time.Time, in *time.Location) CloseOutStep {
	pause := closeOutPause
	if c.Answer == CloseOutHeld {
		pause = closeOutHeld
	}
	switch {
	case now.Before(CloseOutBegins(day, in)):
		return CloseOutWaits
	case c.settled(now) && !now.Before(day.At(CloseOutHour, 0, in)):
		return CloseOutDestroys
	case c.Answer == CloseOutConfirmed && c.Delivered > 0:
		return CloseOutWaits
	case c.Noticed.IsZero() || c.Noticed.After(now) || now.Sub(c.Noticed) >= pause:
		return CloseOutNotices
	}
	return CloseOutWaits
}

// settled reports whether the office has agreed, by word or by silence.
func (c CloseOut) settled(now time.Time) bool {
	switch c.Answer {
	case CloseOutHeld:
		return false
	case CloseOutConfirmed:
		return c.Delivered > 0 && now.Sub(c.At) >= closeOutThoughts
	}
	return c.Delivered >= closeOutNotices && now.Sub(c.First) >= closeOutWeek && now.Sub(c.Last) >= closeOutLast
}

// Arrived returns c after its last notice was found delivered.
func (c CloseOut) Arrived(now time.Time) CloseOut {
	c.Pending, c.Last = false, now
	if c.Delivered++; c.Delivered == 1 {
		c.First = now
	}
	return c
}

// Sent returns c after one more notice was sent.
func (c CloseOut) Sent(now time.Time) CloseOut {
	c.Notices, c.Noticed, c.Pending = c.Notices+1, now, true
	return c
}

// Answered returns c after the office's answer. The last answer holds.
func (c CloseOut) Answered(a CloseOutAnswer, by PersonID, now time.Time) CloseOut {
	c.Answer, c.By, c.At = a, by, now
	return c
}
