package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// filled is a draft replayed through its form as the form is today.
type filled struct {
	rows     []row
	ask      *row              // what to ask now; nil when the draft is whole
	problem  *election.Problem // what must be mended first
	warnings []election.Warning
	review   []election.Phrase      // only of a whole draft
	because  []election.Phrase      // the arithmetic behind it
	body     election.Body          // only of a complete draft of a form of a unit
	announce *election.Announcement // only of a complete draft of a form of the town
	writes   *election.OwnText      // the same
	changed  []change               // what a correction changes
	over     election.Phrase        // nothing is left to do
	left     election.Body          // what goes out if nobody confirms it
	doubts   []Doubt                // what was said and not read for certain
	same     bool                   // a correction in which nothing is different yet
	likeness string                 // a fingerprint that must be looked up first
	own      bool                   // the person must enter it themselves
}

// row is one step that applies, with its answer.
type row struct {
	*question // as the step declares it
	*Field
	options []Option
	likely  []Option
	before  string // what was reported before of a number that grows
	reason  bool   // asked of a complete draft; values are read as such all the same
	about   string
	value   string
	given   bool                       // the person said so
	from    Source                     // unless the person said so, of a value that holds all the same
	when    func(speech.Number) string // of a day or a time
	voters  string                     // the measure word of who votes, where it is no person: 户
}

// read makes a typed answer canonical, or says what is wrong with it. What is
// typed is never a file.
func (r row) read(text string) (string, election.Phrase) {
	if r.kinds != nil {
		return orChoice(askFile(r.kinds))(text, r.options)
	}
	return r.parse(text, r.options)
}

func (r *row) has() bool { return r.given || r.from != Said }

// whole reports whether the draft can be confirmed.
func (s filled) whole() bool {
	return s.ask == nil && s.problem == nil && !s.same && len(s.doubts) == 0
}

func (s filled) row(id StepID) *row {
	return s.first(func(r *row) bool { return r.id == id })
}

// asking is the step that is asked, if one is.
func (s filled) asking() StepID {
	if s.ask == nil {
		return ""
	}
	return s.ask.id
}

// more reports whether the filled form has a step that an earlier one has not, and that a word
// may name: a reason has none.
func (s filled) more(before filled) bool {
	return s.first(func(r *row) bool { return !r.reason && before.row(r.id) == nil }) != nil
}

// missing counts the steps without an answer.
func (s filled) missing() int {
	n := 0
	for i := range s.rows {
		if !s.rows[i].has() {
			n++
		}
	}
	return n
}

// example shows how to write a number with its name: “收回选票 1180”. It is zero
// in a form without numbers.
func (s filled) example() election.Phrase {
	for _, r := range slices.Backward(s.rows) {
		if r.numeric {
			usual := usualOf(r.Measure)
			if r.Between != [2]int{} {
				usual = strconv.Itoa((r.Between[0] + r.Between[1]) / 2)
			}
			return election.Say("%s %s", "%s %s").With(r.Label, cmp.Or(strings.TrimPrefix(r.value, later), usual))
		}
	}
	return election.Phrase{}
}

// usualOf is a number as it may be of what is counted with a measure word: nobody
// has 812 ballot boxes.
func usualOf(measure string) string {
	switch measure {
	case "":
		return "812"
	case "张", "份":
		return "120"
	case "个":
		return "2"
	}
	return "5"
}

// replayed is a draft that was replayed in this turn, with what it was replayed for.
type replayed struct {
	draft  Draft
	read   election.UnitID // whose progress had been read then
	filled filled
}

// replay fills in a form, once in a turn for what is the same: nothing else of the
// subject changes while a turn is taken.
func (c *chat) replay(f form, sub Subject, d Draft) filled {
	for _, r := range c.replays {
		if r.read == c.scene.Unit && r.draft.replaysAs(d) {
			return r.filled
		}
	}
	d.Answers, d.Doubts = slices.Clone(d.Answers), slices.Clone(d.Doubts) // which go on changing
	fl := f.replay(sub, d)
	c.replays = append(c.replays, replayed{d, c.scene.Unit, fl})
	return fl
}

// replaysAs reports whether another draft comes to the same when it is replayed.
func (d Draft) replaysAs(o Draft) bool {
	return d.Form == o.Form && d.Unit == o.Unit && d.Asking == o.Asking && d.Corrects == o.Corrects && d.Had == o.Had && len(d.Files) == len(o.Files) &&
		slices.Equal(d.Answers, o.Answers) && slices.Equal(d.Was, o.Was) && slices.EqualFunc(d.Doubts, o.Doubts, Doubt.equal)
}

// replay fills in the form: each step in its order takes the answer kept under
// its id, if that still fits; a complete draft is then looked at as a whole.
func (f Form[T]) replay(sub Subject, d Draft) filled {
	var draft T
	sub.Corrects = d.Corrects
	if f.Start != nil {
		draft = f.Start(sub)
	}
	s := filled{rows: make([]row, 0, len(f.Steps))}
	f.walk(sub, d, &draft, f.Steps, &s)
	if mayYield := sub.yields == "" && s.first((*row).yields) != nil; mayYield && f.Problems != nil {
		if sub.yields = s.yielding(f.Problems(sub, draft)); sub.yields != "" {
			return f.replay(sub, d)
		}
	}
	if f.Left != nil {
		s.left = f.Left(sub, draft)
	}
	s.own = f.Own != nil && f.Own(draft)
	if f.Over != nil {
		s.over = f.Over(sub, draft)
	}
	if f.Problems != nil {
		s.problem = firstShown(f.Problems(sub, draft), &s)
	}
	if s.problem == nil && s.missing() == 0 {
		f.complete(&sub, draft, d, &s)
	}
	s.next(d)
	if s.whole() {
		s.review = f.review(sub, draft, s)
		if f.Because != nil {
			s.because = f.Because(sub, draft)
		}
	}
	return s
}

// complete makes the report of a draft in which nothing is missing, and asks
// for the reasons that it needs.
func (f Form[T]) complete(sub *Subject, draft T, d Draft, s *filled) {
	switch {
	case f.Announce != nil:
		a := f.Announce(*sub, draft)
		s.announce = &a
	case f.Writes != nil:
		o := f.Writes(draft)
		s.writes = &o
	default:
		s.body = f.Report(draft)
	}
	if f.Likeness != nil {
		fingerprint := f.Likeness(*sub, draft)
		like, known := sub.likeness[fingerprint]
		if fingerprint != "" && !known {
			s.likeness = fingerprint
		}
		if like != sub.Unit.ID {
			sub.Like = like
		}
	}
	if f.Warnings != nil {
		s.warnings = f.Warnings(*sub, draft)
	}
	s.compare(d)
	s.giveReasons(d, f.AsksWhy != nil && s.body != nil && f.AsksWhy(*sub, draft) && sub.replaces(s.body) != "")
}

func (f Form[T]) walk(sub Subject, d Draft, draft *T, steps []Step[T], s *filled) {
	for i := range steps {
		step := &steps[i]
		if step.each != nil {
			made := step.made(sub, *draft, keptFor{form: d.Form, unit: sub.Unit.ID, step: i})
			s.rows = slices.Grow(s.rows, len(made))
			f.walk(sub, d, draft, made, s)
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
	workOut(draft, steps, s)
}

// workOut gives the numbers that were not told and are what is left of others that were: those
// valid of the ballots that came back, where it was said how many are not.
func workOut[T any](draft *T, steps []Step[T], s *filled) {
	for i := range steps {
		with := &steps[i].with
		if !with.Reckoned || with.LeftOf[1] == "" {
			continue
		}
		r, all, part := s.row(steps[i].id), s.row(with.LeftOf[0]), s.row(with.LeftOf[1])
		if r == nil || r.has() || all == nil || part == nil || !all.given || !part.given {
			continue
		}
		whole, _ := strconv.Atoi(all.value)
		less, _ := strconv.Atoi(part.value)
		if left := whole - less; left >= 0 {
			r.value, r.from = strconv.Itoa(left), WorkedOut
			steps[i].apply(draft, r.value)
		}
	}
}

// row answers one step: what was said, if it still fits; else what is
// presumed; else nothing.
func (st *Step[T]) row(sub Subject, d Draft, draft T) row {
	r := row{question: &st.question, Field: &st.with.Field}
	if st.at != nil {
		c, q := st.at(sub, st.with), st.question
		q.parse, q.show = c.parse, c.show
		r.when, r.question = c.when, &q
	}
	if sub.Election.Method == election.Households {
		r.voters = "户"
	}
	if st.options != nil {
		r.options = st.options(sub, draft)
	}
	if said, ok := d.answer(st.id); ok {
		if v, complaint := r.parse(said, r.options); complaint.IsZero() {
			r.value, r.given = v, true
		}
	}
	if !r.given {
		if r.value, r.from = st.with.presumed(sub, draft); r.from == ByDefault && d.doubted(st.id) {
			r.value, r.from = "", Said
		}
	}
	if st.with.Before != nil {
		r.before, _ = st.with.Before(sub, draft)
	}
	if st.with.Likely != nil {
		r.likely = st.with.Likely(sub, draft)
	}
	return r
}

// display is the answer as the card shows it.
func (r row) display() election.Phrase {
	if !r.has() || r.silent() {
		return election.Phrase{}
	}
	return r.show(r.value, r.options)
}

// presumed is the answer that holds as long as nothing else is said, and where
// it comes from: Said if there is none.
func (w With[T]) presumed(sub Subject, draft T) (value string, from Source) {
	for i, presume := range [...]func(Subject, T) (string, bool){w.LastTime, w.FromRoster, w.Presume} {
		if presume == nil || i == 0 && w.Yields && sub.yields != "" {
			continue
		}
		if v, ok := presume(sub, draft); ok {
			return v, LastTime + Source(i)
		}
	}
	return "", Said
}

// yields reports whether a row has an answer of last time that what is said now is better than.
func (r *row) yields() bool { return r.Yields && r.from == LastTime && r.value != "" }

// yielding is the step whose answer of last time disagrees with what is said now; "" if there is none.
func (s filled) yielding(problems []election.Problem) StepID {
	for _, p := range problems {
		said := slices.ContainsFunc(p.Fields, func(id string) bool { r := s.row(StepID(id)); return r != nil && r.given })
		for _, id := range p.Fields {
			if r := s.row(StepID(id)); said && r != nil && r.yields() {
				return r.id
			}
		}
	}
	return ""
}

// silent reports whether the row says nothing: it is presumed that nothing is
// known.
func (r row) silent() bool { return r.from != Said && r.value == "" }

// next finds what to ask: the step the person wants to change, else the last
// one of those that disagree, else the first without an answer.
func (s *filled) next(d Draft) {
	if r := s.row(d.Asking); d.Asking != "" && r != nil {
		s.ask = r
		return
	}
	if s.doubts = d.Doubts; len(s.doubts) > 0 { // the card asks of the first
		if steps := s.doubts[0].Steps; len(steps) == 1 {
			s.ask = s.row(steps[0])
		}
		return
	}
	if s.problem != nil {
		s.ask = s.row(StepID(s.problem.Fields[len(s.problem.Fields)-1]))
		return
	}
	s.ask = s.unanswered()
}

// wanted is what is asked next, as if nothing that disagrees had to be asked
// again.
func (s filled) wanted() *row {
	if s.problem == nil {
		return s.ask
	}
	return s.unanswered()
}

// unanswered is the first step without an answer, or nil.
func (s filled) unanswered() *row { return s.first(func(r *row) bool { return !r.has() }) }

// first is the first row of which something holds, or nil.
func (s filled) first(holds func(*row) bool) *row {
	for i := range s.rows {
		if holds(&s.rows[i]) {
			return &s.rows[i]
		}
	}
	return nil
}

// firstShown is the first problem of which every answer is there. Once nothing
// is missing any problem is, also one that no answer can mend.
func firstShown(problems []election.Problem, s *filled) *election.Problem {
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
