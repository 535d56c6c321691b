package flow

import "huanjie/internal/election"

// Declared is what a form's declaration says of it, for whoever describes the
// forms.
type Declared struct {
	Head
	Steps []DeclaredStep
}

// DeclaredStep is one step of a form. Varies says that it stands for steps that
// depend on what the form is about; they have no ID then.
type DeclaredStep struct {
	ID     StepID
	Label  election.Phrase
	Takes  Takes
	Later  bool // may follow later
	When   bool // is not always asked
	Varies bool
}

// Takes is what a step takes.
type Takes uint8

// What steps take.
const (
	TakesNumber Takes = iota + 1
	TakesChoice
	TakesWords
	TakesDay
	TakesClock
	TakesFile
)

// Head is how a form is declared; ok is false if there is none.
func (fs Forms) Head(id FormID) (h Head, ok bool) {
	f := fs.find(id)
	if f == nil {
		return h, false
	}
	return *f.head(), true
}

// Declared lists the forms with their steps, in the order of the menu.
func (fs Forms) Declared() []Declared {
	var all []Declared
	for _, f := range fs {
		all = append(all, Declared{*f.head(), f.declared()})
	}
	return all
}

func (f Form[T]) declared() []DeclaredStep {
	var all []DeclaredStep
	for _, s := range f.Steps {
		all = append(all, DeclaredStep{s.id, s.with.Label, s.takes, s.with.Later, s.with.When != nil, s.each != nil})
	}
	return all
}
