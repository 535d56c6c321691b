package flow

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// Left is what is urgent in a draft that nobody confirms: its author is rung, and
// then it goes out as it is.
type Left struct {
	Since  time.Time        `json:"since"` // when the draft was last touched
	Words  string           `json:"words"`
	Report *election.Report `json:"report,omitempty"` // nil while it is not known which unit it is about
	Was    []Answer         `json:"was,omitempty"`    // all answers, also those that are presumed
}

// leave notes what is urgent in a draft as it is now. What is said to be over is not.
func (c *chat) leave(d *Draft, fl *filled) {
	d.Left = nil
	if d.Corrects != "" || d.Mode == Passed {
		return
	}
	if fl == nil {
		if hears := c.forms.find(d.Form).head().GoesOn; hears != nil && d.Pending != "" && hears(d.Pending).Urgent {
			d.Left = &Left{Since: c.scene.Now, Words: d.Pending}
		}
		return
	}
	if fl.left == nil {
		return
	}
	told, words := fl.told(), ""
	if told != nil {
		words = told.value
	}
	d.Left = &Left{Since: c.scene.Now, Words: words, Was: answersOf(*fl), Report: &election.Report{
		ID: election.ReportID(d.ID), Unit: d.Unit, By: c.scene.Person.ID, User: c.scene.User,
		At: c.scene.Now.In(c.scene.Town.Location), Files: slices.Clone(d.Files), Body: fl.left}}
}

// answersOf are the answers of a filled form, those to steps for reasons left out.
func answersOf(s filled) []Answer {
	var all []Answer
	for _, r := range s.rows {
		if r.has() && !r.reason {
			all = append(all, Answer{Step: r.id, Value: r.value})
		}
	}
	return all
}

// Urgent reports whether a draft lies unfinished that is urgent, and since when the
// first of them does.
func (s State) Urgent() (since time.Time, ok bool) {
	for _, d := range s.Drafts {
		if d.Left != nil && (!ok || d.Left.Since.Before(since)) {
			since, ok = d.Left.Since, true
		}
	}
	return since, ok
}

// GoneOut is the state once a draft that was left unfinished has gone out as it was:
// it can be corrected like any report.
func (s State) GoneOut(id DraftID, now time.Time) State {
	s = s.clone()
	d := s.find(id)
	if d == nil || d.Left == nil {
		return s
	}
	kept := Draft{ID: d.ID, Form: d.Form, Unit: d.Unit, Files: d.Files, Answers: d.Answers, Was: d.Left.Was}
	s.Closed = append(s.Closed, Closed{ID: d.ID, Submitted: true, At: now, Draft: &kept})
	if len(s.Closed) > ClosedMost {
		s.Closed = s.Closed[1:]
	}
	last := s.open()
	open := last != nil && last.ID == id
	s.drop(id)
	if open && len(s.Drafts) > 0 {
		s.Drafts[len(s.Drafts)-1].Aside = true
		s.focus()
	}
	return s
}
