package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// DraftID names one filling-in of a form, and is the receipt number of the
// report that comes of it: the id of the update that began it, in base 36.
type DraftID string

// draftOf makes the id of the draft that an update begins.
func draftOf(update int64) DraftID {
	return DraftID(strings.ToUpper(strconv.FormatInt(update, 36)))
}

// State is all that is kept of the conversations in one chat.
type State struct {
	// Unit is the unit of the open draft, where the store finds it.
	Unit election.UnitID `json:"unit,omitempty"`
	// Drafts are the unfinished ones; the last, unless set aside, is open and
	// takes typed text.
	Drafts []Draft `json:"drafts,omitempty"`
	// Waiting are the parts of messages about several units whose cards come next.
	Waiting []Part `json:"waiting,omitempty"`
	// Closed are the last few that are finished, so that a late tap on one can
	// be told what became of it.
	Closed []Closed `json:"closed,omitempty"`
	// Asked is the question that was answered last: the next may go on with it.
	Asked Asked `json:"asked,omitzero"`
	// Told is the message that was not understood last and may tell of an emergency.
	Told Asked `json:"told,omitzero"`
	// Missed is the latest message, if nothing was taken from it.
	Missed int `json:"missed,omitempty"`
}

// Asked is a message as it was typed: a question that was answered, or what was told.
type Asked struct {
	Text string    `json:"text"`
	More []string  `json:"more,omitempty"` // of a question: what went on with it
	At   time.Time `json:"at"`
}

// Draft is one form that is being filled in.
//
// The last one is open unless it was set aside: when a form is finished, the
// one below it does not silently take the next message that is typed.
type Draft struct {
	ID       DraftID           `json:"id"`
	Form     FormID            `json:"form"`
	Revision int64             `json:"rev"` // the update that was last taken in
	Unit     election.UnitID   `json:"unit,omitempty"`
	Answers  []Answer          `json:"answers,omitempty"` // in the order given
	Files    []election.File   `json:"files,omitempty"`
	Asking   StepID            `json:"asking,omitempty"` // a step to be asked anew although it has an answer
	Page     int               `json:"page,omitempty"`   // of a long list of options
	Mode     Mode              `json:"mode,omitempty"`
	Below    int               `json:"below,omitempty"` // messages typed since the card was placed
	Filter   []election.UnitID `json:"filter,omitempty"`
	Pending  string            `json:"pending,omitempty"` // values that wait for the unit to be known
	Word     string            `json:"word,omitempty"`    // that opened the form then
	Aside    bool              `json:"aside,omitempty"`
	Prose    bool              `json:"prose,omitempty"` // the card asks for words
	Brief    bool              `json:"brief,omitempty"` // for a reason, or for only a few: a name
	Seen     election.ReportID `json:"seen,omitempty"`  // the report which the review said it corrects
	// Over is the message that said that all has passed, while Mode asks about it.
	Over string `json:"over,omitempty"`
	// Left is what is urgent in it as long as nobody confirms it.
	Left *Left `json:"left,omitempty"`
	// From is the message that Pending was typed in.
	From  int    `json:"from,omitempty"`
	Album string `json:"album,omitempty"` // of the last file
	// Forwarded says that Pending was.
	Forwarded bool `json:"forwarded,omitempty"`
	// Place is its place among the cards that one message about several units opens.
	Place Place `json:"place,omitzero"`
	// Said is what that message says of its unit.
	Said string `json:"said,omitempty"`
	// Doubts are what was said and not read for certain. While there is one nothing
	// can be confirmed.
	Doubts []Doubt `json:"doubts,omitempty"`

	// With are those that are confirmed with it: they stand on its card.
	With []Together `json:"with,omitempty"`

	// Corrects is the report that a correction began from. Was are all its
	// answers, also those that were presumed, and Had its files, to show what
	// is different.
	Corrects election.ReportID `json:"corrects,omitempty"`
	Was      []Answer          `json:"was,omitempty"`
	Had      int               `json:"had,omitempty"`
}

// empty reports whether nothing would be lost with the draft.
func (d Draft) empty() bool { return len(d.Answers)+len(d.Files)+len(d.Doubts) == 0 && d.Pending == "" }

// Mode is what the card of a draft shows besides its questions.
type Mode string

// The modes.
const (
	Filling    Mode = ""
	Editing    Mode = "edit"     // the list of answers to change
	Leaving    Mode = "leave"    // are you sure?
	Passed     Mode = "over"     // is there nothing to report any more?
	Withdrawal Mode = "withdraw" // what it corrects is taken back
	Restarting Mode = "restart"  // from the beginning?
)

// Answer is what was said to a step, in the step's own canonical writing.
type Answer struct {
	Step    StepID `json:"step"`
	Value   string `json:"value"`
	Message int    `json:"msg,omitempty"`   // the message that said so; 0 if it was a tap
	About   string `json:"about,omitempty"` // of a reason: the warnings it was given for
}

// Closed is what became of a draft.
type Closed struct {
	ID        DraftID   `json:"id"`
	Submitted bool      `json:"submitted,omitempty"`
	At        time.Time `json:"at,omitzero"`
	// Takes are the reports that it withdrew.
	Takes []election.ReportID `json:"takes,omitempty"`
	// Draft is what was reported, from which a correction can begin. Nil: it
	// was cancelled or an announcement, or is too old.
	Draft *Draft `json:"draft,omitempty"`
}

// ClosedMost is how many finished drafts are kept at most.
const ClosedMost = togetherMost + 4

const (
	draftsKept   = 5        // unfinished forms of one person
	closedLength = 24 << 10 // bytes, about, of all that is kept of reported drafts
)

// open is the draft that takes typed text, or nil.
func (s *State) open() *Draft {
	if len(s.Drafts) == 0 || s.Drafts[len(s.Drafts)-1].Aside {
		return nil
	}
	return &s.Drafts[len(s.Drafts)-1]
}

// find finds a draft, or nil.
func (s *State) find(id DraftID) *Draft {
	if i := slices.IndexFunc(s.Drafts, func(d Draft) bool { return d.ID == id }); i >= 0 {
		return &s.Drafts[i]
	}
	return nil
}

// HasOpen reports whether a form is being filled in.
func (s State) HasOpen() bool { return s.open() != nil }

// AsksFewWords reports whether the open card asks for a reason or for a name: any
// words would do, so a question is to be answered before the form takes it.
func (s State) AsksFewWords() bool { return s.open() != nil && s.open().Brief }

// AsksProse reports whether the open card asks for words of any kind.
func (s State) AsksProse() bool { return s.open() != nil && s.open().Prose }

// HasReported reports whether something that the person reported has a figure.
func (s State) HasReported(figure string) bool {
	return slices.ContainsFunc(s.Closed, func(c Closed) bool {
		return c.Submitted && c.Draft != nil && slices.ContainsFunc(c.Draft.Was, func(a Answer) bool { return a.Value == figure })
	})
}

// AsksUnit reports whether the open card asks what a message is about that waits to be noted.
func (s State) AsksUnit() bool { d := s.open(); return d != nil && d.Unit == "" && d.Pending != "" }

// clone copies the state so that advancing never writes into what was read.
func (s State) clone() State {
	s.Drafts, s.Closed, s.Waiting = slices.Clone(s.Drafts), slices.Clone(s.Closed), slices.Clone(s.Waiting)
	for i := range s.Drafts {
		s.Drafts[i].Answers = slices.Clone(s.Drafts[i].Answers)
		s.Drafts[i].Files = slices.Clone(s.Drafts[i].Files)
		s.Drafts[i].Doubts = slices.Clone(s.Drafts[i].Doubts)
		s.Drafts[i].With = slices.Clone(s.Drafts[i].With)
	}
	return s // what is closed is never written into
}

// raise makes a draft the open one.
func (s *State) raise(id DraftID) *Draft {
	found := s.find(id)
	if found == nil {
		return nil
	}
	d := *found
	d.Aside = false
	s.drop(id)
	s.Drafts = append(s.Drafts, d)
	s.focus()
	return s.open()
}

// add opens a new draft. When there are too many, one in which nothing was
// said gives way, or else the oldest.
func (s *State) add(d Draft) *Draft {
	if len(s.Drafts) >= draftsKept {
		i := max(slices.IndexFunc(s.Drafts, Draft.empty), 0)
		s.Drafts = slices.Delete(s.Drafts, i, i+1)
	}
	s.Drafts = append(s.Drafts, d)
	s.focus()
	return s.open()
}

// close takes the open draft away and sets aside the one below it.
func (s *State) close(c Closed) {
	s.keepClosed(c)
	last := len(s.Drafts) - 1
	s.Drafts = s.Drafts[:last]
	if last > 0 {
		s.Drafts[last-1].Aside = true
	}
	s.focus()
}

// keepClosed keeps what became of a draft, and what there is room for of those before.
func (s *State) keepClosed(c Closed) {
	s.Closed = append(s.Closed, c)
	if len(s.Closed) > ClosedMost {
		s.Closed = s.Closed[1:]
	}
	left := closedLength
	for i, c := range slices.Backward(s.Closed) {
		if left -= c.length(); left < 0 {
			s.Closed[i].Draft = nil
		}
	}
}

// length is about how many bytes a closed draft takes.
func (c Closed) length() int {
	n := 0
	if c.Draft == nil {
		return n
	}
	for _, a := range slices.Concat(c.Draft.Answers, c.Draft.Was) {
		n += 40 + len(a.Step) + len(a.Value)
	}
	for _, f := range c.Draft.Files {
		n += 30 + len(f.ID)
	}
	return n
}

// drop takes a draft away without a trace.
func (s *State) drop(id DraftID) {
	s.Drafts = slices.DeleteFunc(s.Drafts, func(d Draft) bool { return d.ID == id })
	s.focus()
}

// focus notes the unit of the open draft.
func (s *State) focus() {
	s.Unit = ""
	if d := s.open(); d != nil {
		s.Unit = d.Unit
	}
}

// set records an answer, in place of an earlier one to the same step, which then
// need not be asked anew.
func (d *Draft) set(a Answer) {
	d.Answers = slices.DeleteFunc(d.Answers, func(b Answer) bool { return a.Step == b.Step })
	d.Answers = append(d.Answers, a)
	d.Doubts = slices.DeleteFunc(d.Doubts, func(x Doubt) bool { return slices.Contains(x.Steps, a.Step) })
	if d.Asking == a.Step {
		d.Asking = ""
	}
}

// answer finds what was said to a step.
func (d Draft) answer(step StepID) (string, bool) { return valueOf(d.Answers, step) }

func valueOf(answers []Answer, step StepID) (string, bool) {
	for _, a := range answers {
		if a.Step == step {
			return a.Value, true
		}
	}
	return "", false
}
