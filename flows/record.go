package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// record declares a form of plain facts: how many banners hang, when the audit
// was published. What its fields are called, how they are asked and added up all
// comes of the one declaration.
type record struct {
	id      election.RecordID
	title   election.Phrase
	each    bool // every report stands for itself: one meeting, one visit
	command string
	words   []string
	label   election.Phrase
	group   election.Phrase
	kinds   []election.Kind  // of elections that have it; nil: all
	stage   election.StageID // that it belongs to
	ends    bool             // and that it ends
	on      string           // the field that says on which day
	fields  []field
	totals  []election.RecordTotal // that fields make together
	alone   []flow.StepID          // of which one opens the form without a word of it
	about   []string               // of which one must be said then; nil: a word of such a field
	rather  []string               // words by which it is meant rather than another form
	other   election.RecordID      // that the same words open for units which have not this one
	awaits  []flow.StepID          // that say what is to come, as long as the day is ahead
	unless  func(string) bool      // it is not meant although its word is said; nil: it always is
	checks  []check
	hears   func(string) ([][2]int, bool)                          // see flow.Head.Hears; nil: only words open it
	offers  func(election.Unit) bool                               // of the units of its kinds; nil: all
	without func(flow.Subject) []string                            // fields that the unit has nothing for; nil: none
	wrong   func(flow.Subject, election.Record) []election.Problem // beside checks; nil: nothing
	faults  []election.RecordCheck                                 // that wrong finds, for docs/reports.md
	review  func(flow.Subject, election.Record) []election.Phrase  // nil: nothing to say
	remarks election.Phrase                                        // what review points out, for docs/reports.md; may be zero
}

// check is one thing that cannot be true of a record.
type check struct {
	code   string
	means  election.Phrase                       // for docs/reports.md
	fields []string                              // that it compares; the last is asked again
	wrong  func(election.Record) election.Phrase // what is said then; zero: all is well
}

// aheadCode is the check of every record with a day or a time.
const aheadCode = "ahead"

// recordDraft is a record being filled in: each field in the place that it has
// in the declaration.
type recordDraft struct {
	numbers []int
	words   []string
	days    []election.Date
	times   []time.Time
	files   []election.File
	full    bool // everything else of the stage is reported
	without []string
}

// with is the record with an office's own numbers before its photo, which are taken where they
// are said. A word of one of them is no word of another number any more; one that there is
// already is not added.
func (r record) with(items []election.Item) record {
	if len(items) == 0 {
		return r
	}
	fields, mine := slices.Clone(r.fields), []field(nil)
	for _, item := range items {
		label := item.Label.In(election.Chinese)
		if slices.ContainsFunc(fields, func(f field) bool { return f.ID == item.ID || f.Label.In(election.Chinese) == label }) {
			continue
		}
		for i, f := range fields {
			without := slices.DeleteFunc(slices.Clone(f.asking.words), func(w string) bool { return w == label || slices.Contains(item.Words, w) })
			fields[i].asking.words, fields[i].Words = without, without
		}
		mine = append(mine, amount(item.ID, item.Label, item.Unit, item.Words...).ifTold())
		r.alone = append(slices.Clip(r.alone), flow.StepID(item.ID))
	}
	at := slices.IndexFunc(fields, func(f field) bool { return f.File })
	r.fields = slices.Insert(fields, at, mine...)
	return r
}

// kind is what the record and its fields are called.
func (r record) kind() election.RecordKind {
	k := election.RecordKind{ID: r.id, Title: r.title, Words: slices.Concat(r.words, r.about), Each: r.each, Stage: r.stage, Kinds: r.kinds, Totals: r.totals}
	for _, f := range r.fields {
		k.Fields = append(k.Fields, f.RecordField)
	}
	if slices.ContainsFunc(r.fields, func(f field) bool { return f.asking.kind == aDay || f.asking.kind == aTime }) {
		k.Checks = append(k.Checks, election.RecordCheck{Code: aheadCode, Means: say("日期（时间）还没有到", "the day or time is still to come")})
	}
	for _, c := range r.checks {
		k.Checks = append(k.Checks, election.RecordCheck{Code: c.code, Means: c.means})
	}
	k.Checks = append(k.Checks, r.faults...)
	if !r.remarks.IsZero() {
		k.Checks = append(k.Checks, election.RecordCheck{Means: r.remarks})
	}
	return k
}

// form is the record as the engine wants it.
func (r record) form() flow.Form[recordDraft] {
	f := flow.Form[recordDraft]{
		Head: flow.Head{ID: flow.FormID(r.id), Command: r.command, Words: r.words, Title: r.title, Label: r.label, Group: r.group, Past: true, Polling: r.stage == election.PollingStage, Kinds: r.kinds, Alone: r.alone, Saying: r.saying(), Rather: r.rather, Unless: r.unless, Awaits: r.awaits, Else: flow.FormID(r.other)},
		Start: func(s flow.Subject) recordDraft {
			n := len(r.fields)
			return recordDraft{make([]int, n), make([]string, n), make([]election.Date, n), make([]time.Time, n), make([]election.File, n), r.full(s), r.lacking(s)}
		},
		Report: func(d recordDraft) election.Body { return r.record(d) },
	}
	if r.ofOffice() {
		f.Wide, f.May = true, func(p election.Person) bool { return p.Office }
	}
	if len(r.kinds) > 0 {
		f.For = func(p election.Person, u election.Unit) bool {
			return p.MayReport(u) && slices.Contains(r.kinds, u.Kind) && (r.offers == nil || r.offers(u))
		}
	}
	if r.hears != nil {
		f.Hears = inText(r.hears)
	}
	f.Problems = func(s flow.Subject, d recordDraft) []election.Problem {
		entered := r.record(d)
		found := slices.Concat(r.ahead(s, d), r.problems(entered), voided(s, r.stage, entered.Done, r.decides()))
		if r.wrong != nil {
			found = append(found, r.wrong(s, entered)...)
		}
		return found
	}
	if r.review != nil {
		f.Review = func(s flow.Subject, d recordDraft) []election.Phrase { return r.review(s, r.record(d)) }
	}
	for i, field := range r.fields {
		if field.ID == finished {
			f.Steps = append(f.Steps, r.finish(i, field))
			continue
		}
		f.Steps = append(f.Steps, r.step(i, field))
	}
	return f
}

// lacking are the fields that the unit has nothing for.
func (r record) lacking(s flow.Subject) []string {
	if r.without == nil {
		return nil
	}
	return r.without(s)
}

// ofOffice reports whether the record is of the office's own work, not of a unit.
func (r record) ofOffice() bool { return slices.Contains(r.kinds, election.OfficeWork) }

// saying are the words for the fields that alone open the form.
func (r record) saying() (words []string) {
	if r.about != nil {
		return r.about
	}
	for _, f := range r.fields {
		if slices.Contains(r.alone, flow.StepID(f.ID)) {
			words = append(append(words, f.Label.In(election.Chinese)), slices.Concat(f.asking.words, f.all)...)
			for _, o := range f.options {
				words = append(append(words, o.Label.In(election.Chinese)), o.Words...)
			}
		}
	}
	return words
}

// decides is the field that says whether the record ends its stage: the last of a
// checklist, or else the first field.
func (r record) decides() string {
	for _, f := range slices.Backward(r.fields) {
		if isCheck(f) {
			return f.ID
		}
	}
	return r.fields[0].ID
}

// problems are the checks that fail.
func (r record) problems(entered election.Record) []election.Problem {
	var problems []election.Problem
	for _, c := range r.checks {
		if said := c.wrong(entered); !said.IsZero() {
			problems = append(problems, election.Problem{Code: c.code, Fields: c.fields, Text: said})
		}
	}
	return problems
}

// ahead refuses a day or a time that has not come yet: a record says what has
// happened.
func (r record) ahead(s flow.Subject, d recordDraft) []election.Problem {
	today := s.Town.Today(s.Now)
	for i, f := range r.fields {
		if today.Before(d.days[i]) || s.Now.Before(d.times[i]) {
			return []election.Problem{{Code: aheadCode, Fields: []string{f.ID}, Text: say(
				"%s还没有到：这里只报已经办了的。请改成实际的时间，或等办了再报。", "%s has not come yet; report what has happened. Please correct it, or report it then.").With(f.Label)}}
		}
	}
	return nil
}

// step asks for one field.
func (r record) step(i int, field field) flow.Step[recordDraft] {
	a, id := field.asking, flow.StepID(field.ID)
	with := flow.With[recordDraft]{Field: flow.Field{Label: field.Label, Words: append(r.called(field), a.words...), Nothing: a.nothing, Nouns: a.nouns, All: a.all, LeftOf: [2]flow.StepID{a.whole, a.part}, Apart: a.apart, Among: a.among, Leave: a.leave, Reckoned: a.reckoned, PartOf: field.Of, Says: a.says, Whose: field.Whose, Theirs: field.Theirs}}
	switch {
	case field.When.Field != "":
		with.When = func(d recordDraft) bool { return field.When.Holds(r.record(d)) }
	case r.without != nil:
		with.When = func(d recordDraft) bool { return !slices.Contains(d.without, field.ID) }
	}
	if !r.each {
		with.LastTime = func(s flow.Subject, _ recordDraft) (string, bool) { return r.before(s, field) }
	}
	if a.offered {
		with.Presume = notYet[recordDraft]
	}
	switch a.kind {
	case aDay:
		return flow.Date(id, a.ask, func(d *recordDraft) *election.Date { return &d.days[i] }, with)
	case aTime:
		with.Likely = func(s flow.Subject, _ recordDraft) []flow.Option { return a.hours(s) }
		return flow.Moment(id, a.ask, func(d *recordDraft) *time.Time { return &d.times[i] }, with)
	case someWords:
		with.Names, with.People = true, a.people
		return flow.Prose(id, a.ask, func(d *recordDraft) *string { return &d.words[i] }, with)
	case aChoice:
		return flow.Choice(id, a.ask, func(flow.Subject, recordDraft) []flow.Option { return a.options },
			func(d *recordDraft, v string) { d.words[i] = v }, with)
	case aCheck:
		return r.check(i, field, with)
	case aPhoto:
		with.Later, with.LastTime, with.Presume = true, func(s flow.Subject, _ recordDraft) (string, bool) { return r.photographed(s) }, photoLater[recordDraft]
		return flow.Attach(id, a.ask, []election.FileKind{election.Photo}, func(d *recordDraft) *election.File { return &d.files[i] }, with)
	}
	with.ByWord, with.About = a.byWord, field.Unit.In(election.Chinese) == "元" // 5.2万元
	if with.Zero = true; !a.offered && !a.byWord {                             // what only some count is known by its own word
		with.Measure = field.Unit.In(election.Chinese)
	}
	return flow.Number(id, a.ask, func(d *recordDraft) *int { return &d.numbers[i] }, with)
}

// called are a field's label and, of a day or a time, what is left of it without
// saying so: 封存 of 封存日期, "sealed" of "Sealed on". What opens the record names no
// field of it.
func (r record) called(f field) []string {
	words := []string{f.Label.In(election.Chinese), f.Label.In(election.English)}
	if f.asking.kind != aDay && f.asking.kind != aTime {
		return words
	}
	for _, ending := range []string{"日期", "时间", " on", " at"} {
		for _, w := range words[:2] {
			short, cut := strings.CutSuffix(w, ending)
			if cut && short != "" && !slices.Contains(r.words, strings.ToLower(short)) {
				words = append(words, short)
			}
		}
	}
	return words
}

// check asks for one line of a checklist: whether it is done or, while more
// lines follow, whether all the rest are.
func (r record) check(i int, field field, with flow.With[recordDraft]) flow.Step[recordDraft] {
	options, before := field.options, with.LastTime
	with.Under = with.Words
	if slices.ContainsFunc(r.fields[i+1:], isCheck) {
		options = append(slices.Clip(options), allTicks())
	}
	ticked := func(d recordDraft) bool { return slices.Contains(d.words[:i], allTicked) }
	with.Presume = func(_ flow.Subject, d recordDraft) (string, bool) { return "yes", ticked(d) }
	with.LastTime = func(s flow.Subject, d recordDraft) (string, bool) {
		if ticked(d) || before == nil {
			return "", false
		}
		return before(s, d)
	}
	return flow.Choice(flow.StepID(field.ID), field.ask, func(flow.Subject, recordDraft) []flow.Option { return options },
		func(d *recordDraft, v string) { d.words[i] = v }, with)
}

func isCheck(f field) bool { return f.asking.kind == aCheck }

// photographed does not ask again for a photo that there is, or that was to
// follow: it is sent when it can be.
func (r record) photographed(s flow.Subject) (string, bool) {
	last := s.Progress.Records[r.id]
	if r.each || len(last) == 0 {
		return "", false
	}
	for _, f := range last[0].Files {
		if f.Kind == election.Photo {
			return string(f.Kind) + ":" + f.ID, true
		}
	}
	return "later", true
}

// photoLater takes it that a photo follows when it can be taken: it is shown on the card,
// and is taken whenever it comes.
func photoLater[T any](flow.Subject, T) (string, bool) { return "later", true }

// before is what the unit's last record said of a field: only what has changed
// has to be typed.
func (r record) before(s flow.Subject, field field) (string, bool) {
	last := s.Progress.Records[r.id]
	if len(last) == 0 {
		return "", false
	}
	if field.Number {
		n, said := last[0].Numbers[field.ID]
		return strconv.Itoa(n), said
	}
	v, said := last[0].Words[field.ID]
	return v, said
}

// record is the report. A field that is not asked is not in it.
func (r record) record(d recordDraft) election.Record {
	out := election.Record{Of: r.id, Stage: r.stage, Each: r.each, Done: r.ends, Numbers: map[string]int{}, Words: map[string]string{}}
	for i, field := range r.fields {
		unsaid := field.offered && d.words[i] == "" && d.numbers[i] == 0
		unasked := !field.When.Holds(out) || field.ID == finished && (!d.full || d.words[i] == "") || slices.Contains(d.without, field.ID)
		if !unsaid && !unasked {
			r.put(&out, i, d)
		}
	}
	return out
}

// put puts the answer of one field into the report. A stage is not done if one of the
// answers is no.
func (r record) put(out *election.Record, i int, d recordDraft) {
	field := r.fields[i]
	switch field.asking.kind {
	case anAmount:
		out.Numbers[field.ID] = d.numbers[i]
	case aDay:
		out.Words[field.ID] = d.days[i].String()
		if field.ID == r.on {
			out.On = d.days[i]
		}
	case aTime:
		out.Words[field.ID] = d.times[i].Format(time.RFC3339)
	case someWords, aChoice:
		out.Words[field.ID] = d.words[i]
		out.Done = (out.Done || field.ID == finished) && d.words[i] != "no"
	case aCheck:
		out.Words[field.ID] = d.words[i]
		if d.words[i] == allTicked {
			out.Words[field.ID] = "yes"
		}
		out.Done = out.Done && d.words[i] != "no"
	case aPhoto: // among the report's files
	}
}
