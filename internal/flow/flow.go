// Package flow is the conversation engine: forms that people fill in by tapping
// and typing, on one card, in any order, with nothing lost.
//
// A form is a declaration: typed steps, a check, a review, a report. What is
// kept of a conversation is only the answers, by step; the draft is derived by
// replaying them through the form as it is today. So "back" forgets one answer,
// a restart needs nothing, and a release that adds, removes or tightens a step
// asks exactly what no longer fits.
//
// The package is pure: Advance reads no clock, does no I/O, and its outcome is
// a value.
package flow

import (
	"time"

	"huanjie/internal/election"
)

// FormID names a form: "count".
type FormID string

// StepID names a step of a form: "issued". It is what answers are kept under
// and must not change between releases.
type StepID string

// Form is the declaration of one kind of conversation, filling in a T.
type Form[T any] struct {
	ID      FormID
	Command string          // without the slash
	Words   []string        // that open the form when a message begins with one
	Title   election.Phrase // on the card
	Label   election.Phrase // on the menu's button, 7 characters at most

	// OfTown says that the form is about the town, not about one unit.
	OfTown bool
	// May reports whether the person may fill in the form. Nil: whoever may
	// report for a unit.
	May func(election.Person) bool
	// Start is the draft before the first answer. Nil: the zero T.
	Start func(Subject) T
	Steps []Step[T]
	// Problems says what must be mended before the form can be confirmed.
	Problems func(Subject, T) []election.Problem
	// Review says what the entered figures mean. It is shown before the form is
	// confirmed, and again on the card afterwards.
	Review func(Subject, T) []election.Phrase
	// Report makes the report; a form of the town has Announce instead.
	Report   func(T) election.Body
	Announce func(Subject, T) election.Announcement
}

// Subject is what a form is about and who fills it in.
type Subject struct {
	Town     *election.Town
	Election election.Election
	Unit     election.Unit // zero in a form of the town
	Progress election.Progress
	Person   election.Person
	Overview Overview // in a form of the town
	Now      time.Time
}

// Overview is what a form of the town looks at.
type Overview struct {
	Groups int                                      // groups that an announcement would reach
	Posted []election.Announcement                  // the last few, newest first
	Sums   map[election.ElectionID]election.Figures // of the whole town
}

// Scene is what the rim has read for one turn of a conversation.
type Scene struct {
	Town     *election.Town
	Person   election.Person
	Language election.Language
	Unit     election.UnitID   // the unit whose progress was read
	Progress election.Progress // of that unit
	Overview *Overview         // nil unless it was read
	Now      time.Time
}

// Turn is one thing a person did in their private chat.
type Turn struct {
	Update int64 // the update's id: the new revision of whatever it changes
	Input  Input
}

// Input is what was done: Text, Tap, Opening or File.
type Input interface{ input() }

// Text is a typed message.
type Text string

// File is a photo, a document or a location that was sent, perhaps with words.
type File struct {
	election.File
	Caption string
}

func (Text) input()    {}
func (Tap) input()     {}
func (Opening) input() {}
func (File) input()    {}

// Outcome is what a turn comes to.
type Outcome struct {
	State        State
	View         *View  // the card to show; nil leaves what is shown
	Answer       string // what the tap is answered with; may be empty
	Report       *election.Report
	Announcement *election.Announcement
	// Need says what must be read before the turn can be taken: read it and
	// advance again. Nothing else is set then.
	Need Need
	// Ignored says that the turn means nothing to any form.
	Ignored bool
}

// Need is what a scene lacks for a turn; zero means nothing.
type Need struct {
	Unit     election.UnitID // the progress of this unit
	Overview bool
}

// Forms is a list of forms, in the order of the menu.
type Forms []form

// form is a Form[T] without its T.
type form interface {
	head() head
	replay(Subject, Draft) sheet
}

// head is the part of a form's declaration that has no T.
type head struct {
	ID      FormID
	Command string
	Words   []string
	Title   election.Phrase
	Label   election.Phrase
	OfTown  bool
	may     func(election.Person) bool
}

// Of takes a declared form into a list.
func Of[T any](f Form[T]) form { return f }

func (f Form[T]) head() head {
	may := f.May
	if may == nil {
		may = func(p election.Person) bool { return p.Office || len(p.Units) > 0 }
	}
	return head{f.ID, f.Command, f.Words, f.Title, f.Label, f.OfTown, may}
}

// MenuEntry is a form as the menu offers it.
type MenuEntry struct {
	ID      FormID
	Command string
	Label   election.Phrase
	Title   election.Phrase
}

func (h head) entry() MenuEntry { return MenuEntry{h.ID, h.Command, h.Label, h.Title} }

// Menu lists the forms that a person may fill in.
func (fs Forms) Menu(p election.Person) []MenuEntry {
	var menu []MenuEntry
	for _, f := range fs {
		if h := f.head(); h.may(p) {
			menu = append(menu, h.entry())
		}
	}
	return menu
}

// Commands lists every form's command, whoever may use it.
func (fs Forms) Commands() []MenuEntry {
	entries := make([]MenuEntry, len(fs))
	for i, f := range fs {
		entries[i] = f.head().entry()
	}
	return entries
}

// Title is the title of a form.
func (fs Forms) Title(id FormID) election.Phrase {
	if f := fs.find(id); f != nil {
		return f.head().Title
	}
	return election.Say(string(id), string(id))
}

func (fs Forms) find(id FormID) form {
	for _, f := range fs {
		if f.head().ID == id {
			return f
		}
	}
	return nil
}
