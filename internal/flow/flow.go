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
	"huanjie/internal/speech"
)

// FormID names a form: "count".
type FormID string

// StepID names a step of a form: "issued". It is what answers are kept under
// and must not change between releases.
type StepID string

// Form is the declaration of one kind of conversation, filling in a T.
type Form[T any] struct {
	Head
	// Start is the draft before the first answer. Nil: the zero T.
	Start func(Subject) T
	Steps []Step[T]
	// Problems says what must be mended before the form can be confirmed.
	Problems func(Subject, T) []election.Problem
	// Warnings says what is odd in a whole draft. It may stand, with a reason
	// that is asked for once and reported with it.
	Warnings func(Subject, T) []election.Warning
	// Over says that nothing is left to do, and why: confirming a draft, or opening
	// it, then ends it. Nil: there always is.
	Over func(Subject, T) election.Phrase
	// Likeness is a fingerprint of a whole draft, to find the unit that said
	// just the same: it comes back as Subject.Like. "" asks for nothing.
	Likeness func(Subject, T) string
	// AsksWhy reports whether a report that takes the place of an earlier one
	// states the reason, also where it was begun as a new one. Nil: it does not.
	AsksWhy func(Subject, T) bool
	// Left is what is reported of a draft that is urgent if nobody confirms it. Nil, or
	// a nil body: nothing.
	Left func(Subject, T) election.Body
	// Own reports whether a draft is worth nothing unless the person enters it
	// themselves: no figure and no words of a forwarded message are taken. Nil: any
	// may be.
	Own func(T) bool
	// Review says what the entered figures mean. It is shown before the form is
	// confirmed, and again on the card afterwards.
	Review func(Subject, T) []election.Phrase
	// Because is the arithmetic behind Review, which the card folds away. Nil: none.
	Because func(Subject, T) []election.Phrase
	// Report makes the report; a form of the town has Announce, or Writes, instead.
	Report   func(T) election.Body
	Announce func(Subject, T) election.Announcement
	Writes   func(T) election.OwnText
}

// Head is the part of a form's declaration that has no T.
type Head struct {
	ID      FormID
	Command string   // without the slash
	Words   []string // that open the form when a message begins with one
	// Votes says that the form asks for the votes of candidates: their names open it.
	Votes bool
	// Hears finds in a message that begins with no form's word that it asks for
	// this one all the same, and gives its parts, from and to which byte, in an
	// order that can be read. Nil: only words open the form.
	Hears func(ear *speech.Ear, text string) (parts [][2]int, ok bool)
	// Retells is like Hears of a form that its words open as those of others do: it only finds what is told in
	// another order than the form has it, 冯志远当选书记5票. Nil: nothing is.
	Retells func(ear *speech.Ear, text string) (parts [][2]int, ok bool)
	// Early says that without a word of it the form is meant only before the day of the election.
	Early bool
	// Kinds are those of the elections that the form is about; nil: all.
	Kinds []election.Kind
	// Else is the form that the same words open for a person whose units have not this one: a branch's archive.
	Else FormID
	// Polling says that the form is about the day of the election: without a word of it, it is meant of a
	// unit that votes today, if there is one.
	Polling bool
	// Past says that the form is about what has happened: what is only starting or still to
	// come is none of it, whatever word of it is said.
	Past bool
	// GoesOn hears what a message says that goes on with what was told. A form that
	// has it is told a story: the unit may be named anywhere in it.
	GoesOn func(text string) Told
	// Alone are the steps of which one at least opens the form, in a message that says
	// no word of it and that the form understands as a whole: 应到1200实到640. Of Both all
	// are needed.
	Alone, Both []StepID
	// Saying are words of which one stands in every message that Alone opens the form with.
	// Empty: there are too many to look for.
	Saying []string
	// Rather are words by which this form is meant where it understands a message as well as
	// another does: 应到28实到25 of a branch.
	Rather []string
	// RatherOf are more such words in an election of a kind. Nil: there are none.
	RatherOf func(election.Election) []string
	// Awaits are steps that, told alone before the day of the election, say what is to come, and nothing that
	// the form records: who is due at a meeting.
	Awaits []StepID
	// Resumes reports that a message which says no word of the form tells that what was reported in it as
	// standing in the way is over: 困难解除了. Nil: it never does.
	Resumes func(text string) bool
	// Unless reports that a message which begins with a word of the form is about something
	// else: 选委会开了第二次会. Nil: it never is.
	Unless func(text string) bool
	Title  election.Phrase // on the card
	// Confirm is what the form does once it is confirmed, as its button says it, and
	// Confirmed what it has done then. Zero: 确认上报, 已上报.
	Confirm, Confirmed election.Phrase
	Label              election.Phrase // on the menu's button, 7 characters at most
	// Group is the button of the menu behind which the forms of one group
	// stand together. Zero: the form stands in the menu itself.
	Group election.Phrase
	// Hidden keeps the form out of the menu and the list of commands: only an
	// Opening or its words open it.
	Hidden bool

	// OfTown says that the form is about the town, not about one unit.
	OfTown bool
	// Wide says that the form reports what the office did itself: the town stands in the place
	// of a unit (election.Town.OfficeWork), and names of units in a message are content.
	Wide bool
	// May reports whether the menu offers the form to the person at all. Nil:
	// whoever may report for a unit.
	May func(election.Person) bool
	// For reports whether the person may fill in the form for the unit; it is
	// asked again at every turn. Nil: election.Person.MayReport.
	For func(election.Person, election.Unit) bool
	// Offers reports whether the unit is one of those that the person is asked to
	// choose from. Nil: all that For allows. Only those of Town.UnitsOf are offered.
	Offers func(election.Person, election.Unit) bool
}

// Subject is what a form is about and who fills it in.
type Subject struct {
	Town     *election.Town
	Election election.Election
	Unit     election.Unit     // zero in a form of the town
	Progress election.Progress // as the person may know it now (election.UnitState.For)
	Hidden   []election.Round  // counts that are not in it
	Whole    election.Progress // as it is: for who enters a count, and for what a report corrects
	Person   election.Person
	User     int64    // their Telegram account
	Overview Overview // in a form of the town
	Now      time.Time
	// Corrects is the report that the draft was begun to correct, if it was:
	// what was open then is to be offered again.
	Corrects election.ReportID
	// More says that the message which makes the report goes on with others.
	More bool
	// Like is another unit whose report has the same Likeness, or "".
	Like election.UnitID

	likeness map[string]election.UnitID
	kept     *Kept
	yields   StepID // whose answer of last time disagrees with what is said now
}

// Local is Now in the town's time.
func (s Subject) Local() time.Time { return s.Now.In(s.Town.Location) }

// Overview is what a form of the town looks at.
type Overview struct {
	Groups int                     // groups that an announcement would reach
	Posted []election.Announcement // the last few, newest first

	Announcements []election.Announcement // the last ones in any state, newest first
	Working       int                     // working groups among Groups
	Approvers     int                     // people who can be asked to approve what this person writes
	Units         []election.UnitState    // all of the town's, in the roster's order
	Own           []election.OwnText      // what the office wrote for its summary
}

// Scene is what the rim has read for one turn of a conversation.
type Scene struct {
	Town     *election.Town
	Places   *speech.Lexicon // the names of the town's units; nil: they are made for the turn
	Ear      *speech.Ear     // that has heard the message before; nil: one is made for the turn
	Kept     *Kept           // from turn to turn, while roster and forms are the same; nil: for the turn alone
	Person   election.Person
	Language election.Language
	Unit     election.UnitID   // the unit whose progress was read
	Progress election.Progress // of that unit
	Overview *Overview         // nil unless it was read
	User     int64             // the Telegram account
	Now      time.Time
	More     bool // the message that is taken goes on with other reports
	// History are all reports of the unit HistoryOf, oldest first. Beside is the
	// progress of other units that were asked for.
	HistoryOf election.UnitID
	History   []election.Report
	Beside    map[election.UnitID]election.Progress
	// Likeness says for fingerprints that were looked up which unit's report
	// has it; "" is nobody's.
	Likeness map[string]election.UnitID
}

// Turn is one thing a person did in their private chat.
type Turn struct {
	Update  int64 // the update's id: the new revision of whatever it changes
	Message int   // the id of the message that was typed or sent; 0 for a tap
	Input   Input
	// Forwarded says that the message is somebody else's, passed on.
	Forwarded bool
}

// Input is what was done: Text, Tap, Opening, File or Edited.
type Input interface{ input() }

// Text is a typed message.
type Text string

// File is a photo, a document or a location that was sent, perhaps with words.
type File struct {
	election.File
	Caption string
	Album   string // the same for all files that were sent as one album, or ""
}

// Edited is a message that the person changed after it was sent: its text, or
// the words under its file, as they are now.
type Edited struct {
	Message int
	Text    string
}

func (Text) input()    {}
func (Edited) input()  {}
func (Tap) input()     {}
func (Opening) input() {}
func (File) input()    {}

// Outcome is what a turn comes to.
type Outcome struct {
	State        State
	View         *View  // the card to show; nil leaves what is shown
	Before       *View  // the card that the turn has finished before it went on to View; nil if there is none
	Answer       string // what the tap is answered with; may be empty
	Report       *election.Report
	Further      []election.Report // that are made with Report, in their order
	Announcement *election.Announcement
	Own          *election.OwnText
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
	Likeness string            // whose report has this fingerprint
	History  election.UnitID   // all reports of this unit
	Beside   []election.UnitID // the progress of these units, beside that of Unit
}

// IsZero reports whether nothing is lacking.
func (n Need) IsZero() bool {
	return n.Unit == "" && !n.Overview && n.Likeness == "" && n.History == "" && len(n.Beside) == 0
}

// Forms is a list of forms, in the order of the menu.
type Forms []form

// form is a Form[T] without its T.
type form interface {
	head() *Head
	declared() []DeclaredStep
	replay(Subject, Draft) filled
}

// formOf is a form in a list, with its head as it counts.
type formOf[T any] struct {
	Form[T]
	whole *Head
}

func (f formOf[T]) head() *Head { return f.whole }

// Of takes a declared form into a list, and gives its head what it leaves out.
func Of[T any](f Form[T]) form {
	h := f.Head
	if h.May == nil {
		h.May = func(p election.Person) bool { return p.Office || len(p.Units) > 0 }
	}
	if h.For == nil {
		h.For = election.Person.MayReport
	}
	h.Confirm, h.Confirmed = orSay(h.Confirm, "确认上报", "Confirm"), orSay(h.Confirmed, "已上报", "Reported")
	f.Steps = withWords(f.Steps)
	return formOf[T]{f, &h}
}

func orSay(p election.Phrase, zh, en string) election.Phrase {
	if p.IsZero() {
		return election.Say(zh, en)
	}
	return p
}

// mayFor reports whether the person may fill in the form for the unit.
func (h *Head) mayFor(p election.Person, u election.Unit) bool {
	return !h.OfTown && h.Wide == (u.Kind == election.OfficeWork) && h.May(p) && h.For(p, u)
}

// noUnits reports whether the form is about none of the units of the roster.
func (h *Head) noUnits() bool { return h.OfTown || h.Wide }

// offers reports whether the person is offered the unit to choose.
func (h *Head) offers(p election.Person, u election.Unit) bool {
	return h.mayFor(p, u) && (h.Offers == nil || h.Offers(p, u))
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
