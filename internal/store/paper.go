package store

import "huanjie/internal/election"

// PaperKind is what a Paper is.
type PaperKind string

// CalendarPaper is the calendar file of an election's deadlines.
const CalendarPaper PaperKind = "calendar"

// Paper says what document is to be made when the message is sent; its Text
// becomes the caption.
type Paper struct {
	Kind     PaperKind           `json:"kind"`
	Election election.ElectionID `json:"election"`
	Language string              `json:"language"`
}
