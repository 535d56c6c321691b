package flow

import (
	"slices"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// understood is what a message was found to say.
type understood struct {
	heard     speech.Heard
	answers   []Answer
	bare      []string          // numbers without a word
	leads     bool              // the first of them stands before any value
	rest      []string          // pieces that mean nothing here
	wrong     []election.Phrase // what cannot be taken as it stands
	doubts    []Doubt           // what is asked before anything is confirmed
	denied    []StepID          // of which the message says that they are not known
	units     []election.UnitID // that are named
	chosen    bool              // an option of a choice is named
	opens     bool              // the message begins with an answer
	mixed     bool              // there are answers behind the first piece that means nothing
	zeros     bool              // what is left of such numbers is 0
	loose     bool              // a number's word without its number
	shares    []string          // percentages and the like
	refused   []string          // figures that the form does not have
	passed    []string          // figures that are denied or planned
	portions  []string          // and those of parts of what is asked: 其中女的168
	along     bool              // a value was named by a word that does so only beside others
	labelled  bool              // a step is named
	takenBack bool              // an option is named that is denied, planned or asked
	strangers []string          // names that nobody knows
	named     []StepID          // of the labels without a number
	dayOf     StepID            // of which it is said that it has happened, and not when: 名单公布了
	bareAt    []int             // the tokens of the numbers without a word
	off       bool              // figures do not agree, or something is still to be counted
	differs   []int             // by how much a figure was wrong: 少报了12人; both ways of 少了12
	strangeAt int               // where the first piece begins that means nothing, or -1
	tail      string            // all behind the last value before that piece, as it was typed
}

// prose reports whether the message goes on in words after an option: "有困难
// 投票点没有电".
func (u understood) prose() bool { return u.chosen && u.tail != "" }

// says reports whether the message has a value for a step.
func (u understood) says(step StepID) bool {
	_, ok := valueOf(u.answers, step)
	return ok
}

// clone is what was understood, of which more may be made.
func (u understood) clone() understood {
	u.answers, u.doubts, u.bare, u.rest = slices.Clone(u.answers), slices.Clone(u.doubts), slices.Clone(u.bare), slices.Clone(u.rest)
	u.wrong, u.passed, u.differs, u.bareAt = slices.Clip(u.wrong), slices.Clip(u.passed), slices.Clip(u.differs), slices.Clip(u.bareAt)
	u.portions = slices.Clip(u.portions)
	return u
}
