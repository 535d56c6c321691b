package election

// Warning is something odd in what was entered. It may stand, with a written
// reason; a Problem may not.
type Warning struct {
	Code   string
	Text   Phrase // for the officer: what is odd, and what to do now
	Office Phrase // for the office; zero if the same words serve
}

// Stand is a warning that was let stand, with the reason given for it.
type Stand struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
}
