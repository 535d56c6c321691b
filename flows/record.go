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
	unless  func(string) bool      // it is not meant although its word is said; nil: it always is
	checks  []check
	review  func(flow.Subject, election.Record) []election.Phrase // nil: nothing to say
	remarks election.Phrase                                       // what review points out, for docs/reports.md; may be zero
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

// asking is how a field of a record is asked.
type asking struct {
	ask     election.Phrase
	words   []string
	options []flow.Option // of a choice
	kind    asked
	offered bool     // never asked: taken where it is said, else not in the report
	nothing []string // that say that a number is 0
	people  bool     // words are names
	noticed []hourOf // of a time: the hours that the notice names
	byWord  bool     // a number is its only behind its own word: 开始投票了 目前23人 counts voters
}

type asked uint8

const (
	anAmount asked = iota
	aDay
	someWords
	aChoice
	aCheck
	aPhoto
	aTime
)

// recordDraft is a record being filled in: each field in the place that it has
// in the declaration.
type recordDraft struct {
	numbers []int
	words   []string
	days    []election.Date
	times   []time.Time
	files   []election.File
	full    bool // everything else of the stage is reported
}

// field is one field of a record with how it is asked.
type field struct {
	election.RecordField
	asking
}

// ifAny lets the field be asked only if a number before it is above zero.
func (f field) ifAny(number string) field {
	f.When = election.When{Field: number, AboveZero: true}
	return f
}

// ifSaid lets the field be asked only if one before it, no number, has an answer.
func (f field) ifSaid(other string) field {
	f.When = election.When{Field: other}
	return f
}

// ifOne lets the field be asked only if a choice before it is one of some values.
func (f field) ifOne(choice string, values ...string) field {
	f.When = election.When{Field: choice, Values: values}
	return f
}

// partOf says of which numbers this one is a part: its shares of them stand beside sums.
func (f field) partOf(wholes ...string) field {
	f.Of = wholes
	return f
}

// ifTold lets the field be taken where it is said and never be asked: what only some
// offices count.
func (f field) ifTold() field {
	f.offered = true
	return f
}

// byItsWord lets a number be taken only where the field's own word stands beside it.
func (f field) byItsWord() field {
	f.byWord = true
	return f
}

// noneIf says by which words a number is 0: 全到了 of those who are excused.
func (f field) noneIf(words ...string) field {
	f.nothing = words
	return f
}

// amount is a number that is added up: amount("banners", say("横幅", "Banners"), say("条", "")).
func amount(id string, label, unit election.Phrase, words ...string) field {
	return field{election.RecordField{ID: id, Label: label, Unit: unit, Number: true, Words: words},
		asking{ask: say("%s：多少%s？", "%s: how many?%[2]s").With(label, unit), words: words}}
}

// day is a date.
func day(id string, label election.Phrase, words ...string) field {
	return field{election.RecordField{ID: id, Label: label, Day: true}, asking{ask: say("%s是哪一天？", "%s: which day?").With(label), words: words, kind: aDay}}
}

// prose is a few words, in which people may be named.
func prose(id string, label, ask election.Phrase, words ...string) field {
	return field{election.RecordField{ID: id, Label: label, Personal: true}, asking{ask: ask, words: words, kind: someWords}}
}

// names is a few words that name people: who visited, who keeps the ballots.
func names(id string, label, ask election.Phrase, words ...string) field {
	f := prose(id, label, ask, words...)
	f.people = true
	return f
}

// choice is one of a few.
func choice(id string, label, ask election.Phrase, options ...flow.Option) field {
	name := func(v string) election.Phrase {
		if i := slices.IndexFunc(options, func(o flow.Option) bool { return o.Value == v }); i >= 0 {
			return options[i].Label
		}
		return say(v, v)
	}
	var values []string
	for _, o := range options {
		values = append(values, o.Value)
	}
	return field{election.RecordField{ID: id, Label: label, Name: name, Values: values}, asking{ask: ask, options: options, kind: aChoice}}
}

// checklist is a choice between done and not yet: checklist("seals", say("印章", "Seals"),
// say("移交了吗", "handed over"), "公章").
func checklist(id string, label, done election.Phrase, words ...string) field {
	f := choice(id, label, say("%s%s？", "%s: %s?").With(label, done), ticks()...)
	f.kind, f.words = aCheck, words
	return f
}

// ticks are the answers of a checklist.
func ticks() []flow.Option {
	return []flow.Option{{Value: "yes", Label: say("已完成", "Done"), Words: []string{"完成", "好了", "是", "有", "有了", "齐了", "交了", "已交", "已经交", "已移交", "移交了", "已经移交", "已交接", "交接了", "已归档", "归档了", "已经归档", "归好", "已办", "办了", "办好", "做了", "已做", "做好", "查了", "已查", "已查验", "看了", "看过", "给大家看了", "给大家看过", "展示了", "展示过", "sent", "ready", "yes", "验了", "验过", "检查了", "检查过", "验看了", "都有", "都交", "封了", "封好", "封存了", "是空的", "空的", "没问题", "无误"}, Flat: true},
		{Value: "no", Label: say("还没有", "Not yet"), Words: []string{"没有", "未完成", "没完成", "还没完成", "否", "没交", "还没交", "未交", "没移交", "还没移交", "未移交", "没归档", "还没归档", "未归档", "没办", "还没办", "没做", "还没做", "不齐", "没齐", "还没", "没封", "还没封"}}}
}

// allTicked answers what is left of a form's checklist at once.
const allTicked = "all"

func allTicks() flow.Option {
	return flow.Option{Value: allTicked, Rest: true, Flat: true, Label: say("全部完成", "All done"), Words: []string{"全都完成", "都完成了", "都好了", "都交了", "都移交了", "全交了", "全部移交", "全部移交了", "都归档了", "全部归档", "全部归档了", "都齐了", "全齐了", "齐了", "都办了", "都做了", "everything", "all done"}}
}

// photo is a photo that may follow later.
func photo(label, ask election.Phrase) field {
	return field{election.RecordField{ID: "photo", Label: label, File: true}, asking{ask: ask, kind: aPhoto}}
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
	k := election.RecordKind{ID: r.id, Title: r.title, Each: r.each, Stage: r.stage, Kinds: r.kinds, Totals: r.totals}
	for _, f := range r.fields {
		k.Fields = append(k.Fields, f.RecordField)
	}
	if slices.ContainsFunc(r.fields, func(f field) bool { return f.asking.kind == aDay || f.asking.kind == aTime }) {
		k.Checks = append(k.Checks, election.RecordCheck{Code: aheadCode, Means: say("日期（时间）还没有到", "the day or time is still to come")})
	}
	for _, c := range r.checks {
		k.Checks = append(k.Checks, election.RecordCheck{Code: c.code, Means: c.means})
	}
	if !r.remarks.IsZero() {
		k.Checks = append(k.Checks, election.RecordCheck{Means: r.remarks})
	}
	return k
}

// form is the record as the engine wants it.
func (r record) form() flow.Form[recordDraft] {
	f := flow.Form[recordDraft]{
		Head: flow.Head{ID: flow.FormID(r.id), Command: r.command, Words: r.words, Title: r.title, Label: r.label, Group: r.group, Past: true, Polling: r.stage == election.PollingStage, Alone: r.alone, Saying: r.saying(), Rather: r.rather, Unless: r.unless},
		Start: func(s flow.Subject) recordDraft {
			n := len(r.fields)
			return recordDraft{make([]int, n), make([]string, n), make([]election.Date, n), make([]time.Time, n), make([]election.File, n), r.full(s)}
		},
		Report: func(d recordDraft) election.Body { return r.record(d) },
	}
	if r.ofOffice() {
		f.Wide, f.May = true, func(p election.Person) bool { return p.Office }
	}
	if len(r.kinds) > 0 {
		f.For = func(p election.Person, u election.Unit) bool {
			return p.MayReport(u) && slices.Contains(r.kinds, u.Kind)
		}
	}
	f.Problems = func(s flow.Subject, d recordDraft) []election.Problem {
		entered := r.record(d)
		return slices.Concat(r.ahead(s, d), r.problems(entered), voided(s, r.stage, entered.Done, r.decides()))
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

// ofOffice reports whether the record is of the office's own work, not of a unit.
func (r record) ofOffice() bool { return slices.Contains(r.kinds, election.OfficeWork) }

// saying are the words for the fields that alone open the form.
func (r record) saying() (words []string) {
	if r.about != nil {
		return r.about
	}
	for _, f := range r.fields {
		if slices.Contains(r.alone, flow.StepID(f.ID)) {
			words = append(append(words, f.Label.In(election.Chinese)), f.asking.words...)
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
	with := flow.With[recordDraft]{Field: flow.Field{Label: field.Label, Words: append(r.called(field), a.words...), Nothing: a.nothing}}
	if field.When.Field != "" {
		with.When = func(d recordDraft) bool { return field.When.Holds(r.record(d)) }
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
		with.Likely = a.hours
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
	with.ByWord = a.byWord
	if with.Zero = true; !a.offered && !a.byWord { // what only some count is known by its own word
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
		unasked := !field.When.Holds(out) || field.ID == finished && (!d.full || d.words[i] == "")
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
