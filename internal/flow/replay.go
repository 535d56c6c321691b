package flow

import (
	"cmp"
	"slices"

	"huanjie/internal/election"
)

// sheet is a draft replayed through its form as the form is today.
type sheet struct {
	rows     []row
	ask      *row              // what to ask now; nil when the draft is whole
	problem  *election.Problem // what must be mended first
	review   []election.Phrase // only of a whole draft
	body     election.Body     // only of a whole draft of a form of a unit
	announce *election.Announcement
}

// row is one step that applies, with its answer.
type row struct {
	id       StepID
	ask      election.Phrase
	label    election.Phrase
	words    []string
	under    []string
	options  []Option
	numeric  bool
	free     bool
	value    string
	given    bool // the person said so
	presumed bool // nobody said so, but it holds
	display  election.Phrase
	parse    func(string, []Option) (string, election.Phrase)
}

func (r row) has() bool { return r.given || r.presumed }

// whole reports whether the draft can be confirmed.
func (s sheet) whole() bool { return s.ask == nil && s.problem == nil }

func (s sheet) row(id StepID) *row {
	for i := range s.rows {
		if s.rows[i].id == id {
			return &s.rows[i]
		}
	}
	return nil
}

// asking is the step that is asked, if one is.
func (s sheet) asking() StepID {
	if s.ask == nil {
		return ""
	}
	return s.ask.id
}

// more reports whether the sheet has a step that an earlier one has not.
func (s sheet) more(before sheet) bool {
	return slices.ContainsFunc(s.rows, func(r row) bool { return before.row(r.id) == nil })
}

// missing counts the steps without an answer.
func (s sheet) missing() int {
	n := 0
	for _, r := range s.rows {
		if !r.has() {
			n++
		}
	}
	return n
}

// example shows how to write a number with its name: “收回选票 1180”. It is zero
// in a form without numbers.
func (s sheet) example() election.Phrase {
	for _, r := range slices.Backward(s.rows) {
		if r.numeric {
			return election.Say("%s %s", "%s %s").With(r.label, cmp.Or(r.value, "812"))
		}
	}
	return election.Phrase{}
}

// replay derives the sheet: each step in its order takes the answer kept under
// its id, if that still fits.
func (f Form[T]) replay(sub Subject, d Draft) sheet {
	var draft T
	if f.Start != nil {
		draft = f.Start(sub)
	}
	var s sheet
	f.walk(sub, d, &draft, f.Steps, &s)
	f.check(sub, draft, d, &s)
	if s.whole() {
		if f.Review != nil {
			s.review = f.Review(sub, draft)
		}
		if f.Announce != nil {
			a := f.Announce(sub, draft)
			s.announce = &a
		} else {
			s.body = f.Report(draft)
		}
	}
	return s
}

func (f Form[T]) walk(sub Subject, d Draft, draft *T, steps []Step[T], s *sheet) {
	for _, step := range steps {
		if step.each != nil {
			f.walk(sub, d, draft, step.each(sub, *draft), s)
			continue
		}
		if step.with.When != nil && !step.with.When(*draft) {
			continue
		}
		r := step.row(sub, d, *draft)
		if r.has() {
			step.apply(draft, r.value)
		}
		s.rows = append(s.rows, r)
	}
}

// row answers one step: what was said, if it still fits; else what is
// presumed; else nothing.
func (st Step[T]) row(sub Subject, d Draft, draft T) row {
	r := row{id: st.id, ask: st.ask, label: st.with.Label, words: st.with.Words, under: st.with.Under, numeric: st.numeric, free: st.free, parse: st.parse}
	if st.options != nil {
		r.options = st.options(sub, draft)
	}
	if said, ok := d.answer(st.id); ok {
		if v, complaint := st.parse(said, r.options); complaint.IsZero() {
			r.value, r.given = v, true
		}
	}
	if !r.given && st.with.Presume != nil {
		r.value, r.presumed = st.with.Presume(sub, draft)
	}
	if r.has() {
		r.display = st.show(r.value, r.options)
	}
	return r
}

// check finds what to ask next: the step the person wants to change, else the
// last one of those that disagree, else the first without an answer.
func (f Form[T]) check(sub Subject, draft T, d Draft, s *sheet) {
	if f.Problems != nil {
		s.problem = firstShown(f.Problems(sub, draft), s)
	}
	if r := s.row(d.Asking); d.Asking != "" && r != nil {
		s.ask = r
		return
	}
	if s.problem != nil {
		s.ask = s.row(StepID(s.problem.Fields[len(s.problem.Fields)-1]))
		return
	}
	if i := slices.IndexFunc(s.rows, func(r row) bool { return !r.has() }); i >= 0 {
		s.ask = &s.rows[i]
	}
}

// firstShown is the first problem of which every answer is there. Once nothing
// is missing any problem is, also one that no answer can mend.
func firstShown(problems []election.Problem, s *sheet) *election.Problem {
	complete := s.missing() == 0
	for _, p := range problems {
		all := len(p.Fields) > 0 && !slices.ContainsFunc(p.Fields, func(id string) bool {
			r := s.row(StepID(id))
			return r == nil && !complete || r != nil && !r.has()
		})
		if all {
			return &p
		}
	}
	return nil
}
