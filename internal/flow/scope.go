package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// parseBetween reads a number that has to lie between two; zero: any number, of people, or of what it is counted with.
func parseBetween(between [2]int, measure string) parser {
	switch {
	case between == [2]int{} && measure != "":
		return parseThings
	case between == [2]int{}:
		return parseNumber
	}
	return func(text string, options []Option) (string, election.Phrase) {
		if n, said := speech.Born(text); said && isYear(between) {
			return strconv.Itoa(n), outside(between, n)
		}
		v, complaint := parseYear(text, options)
		if !complaint.IsZero() {
			return "", complaint
		}
		n, _ := strconv.Atoi(v)
		return v, outside(between, n)
	}
}

// outside says that a number does not lie between two.
func outside(between [2]int, n int) election.Phrase {
	if between == [2]int{} || liesBetween(between, n) {
		return election.Phrase{}
	}
	return election.Say("%d 不对：应在 %d 到 %d 之间。", "%d cannot be: it has to be from %d to %d.").With(n, between[0], between[1])
}

// isYear reports whether what lies between two is a year of birth, perhaps with its month
// and day.
func isYear(between [2]int) bool { return between[0] > 1000 }

// liesBetween reports whether a number lies between two, or a day of birth in a year that does.
func liesBetween(between [2]int, n int) bool {
	if isYear(between) {
		d, ok := election.BornOn(n)
		return ok && d.Year >= between[0] && d.Year <= between[1]
	}
	return n >= between[0] && n <= between[1]
}

// within says that a number is outside what its step takes.
func (r *reader) within(step StepID, value string) election.Phrase {
	n, _ := strconv.Atoi(value)
	return outside(r.row(step).Between, n)
}

// scope is the post or person that is spoken of: the one named last, else the one
// the question is about, unless somebody unknown has been named.
func (r *reader) scope() string {
	if r.post == "" && !r.seen {
		return r.about
	}
	return r.post
}

// between is the step that a number without a word of its own is meant of,
// because it lies between the two that the step says and stands under one of its
// words. Nil if there is none, or several.
func (r *reader) between(n int) *word {
	var meant *word
	for _, row := range r.rows {
		if votes := row.Between[0] == 0; votes && r.strange { // 纪晓 38 杜弱 8
			continue
		}
		if row.Between == [2]int{} || !liesBetween(row.Between, n) || r.scope() == "" || !slices.Contains(row.Under, r.scope()) {
			continue
		}
		if meant != nil {
			return nil
		}
		meant = &word{text: strconv.Itoa(n), step: row.id}
	}
	return meant
}

// votesFor are the rows that ask how many votes somebody has, where a number behind the name
// alone is enough.
func (r *reader) votesFor(name string) (rows []row) {
	for _, row := range r.rows {
		if row.Between[0] == 0 && row.Between != [2]int{} && len(row.Under) > 0 && row.Under[0] == name {
			rows = append(rows, row)
		}
	}
	return rows
}

// personAt is whom a token names.
func (r *reader) personAt(i int) string {
	same, _ := r.words.of(r.heard.Tokens[i])
	if len(same) == 0 {
		return ""
	}
	return same[0].inPost
}

// eachNamed gives a number to all the people who are named one after the other before it:
// 甲、乙都是10票. It reports whether they are several.
func (r *reader) eachNamed(i, n int) bool {
	from, next := len(r.named), i
	for from > 0 && r.gapOnly(r.named[from-1], next) {
		from--
		next = r.named[from]
	}
	if len(r.named)-from < 2 {
		return false
	}
	for _, at := range r.named[from:] {
		r.post = r.personAt(at)
		if w := r.between(n); w != nil {
			r.take(at, at, w, strconv.Itoa(n))
		}
	}
	r.used[i] = true
	return true
}

// leaveNamed leaves unread who was named without a word of their votes.
func (r *reader) leaveNamed() {
	for _, at := range r.named {
		name := r.personAt(at)
		told := slices.ContainsFunc(r.u.answers, func(a Answer) bool { return slices.Contains(r.row(a.Step).Under, name) })
		doubted := slices.ContainsFunc(r.u.doubts, func(d Doubt) bool {
			return slices.ContainsFunc(d.Steps, func(s StepID) bool { return slices.Contains(r.row(s).Under, name) })
		})
		if !told && !doubted {
			r.used[at] = false
		}
	}
}

// whichOne asks which post or person a word is about.
func (r *reader) whichOne(w *word) {
	r.u.wrong = append(r.u.wrong, election.Say("“%s”说的是哪一个？请写明，例如“%s %s”。", "Which one is “%s” about? Say which, e.g. “%s %s”.").With(w.text, w.under[0], w.text))
}

// meant is the word meant among equal ones, where the message stands.
func (r *reader) meant(kind wordKind, same []*word) (w *word, clear bool) {
	return r.meantUnder(kind, same, r.scope())
}

// meantUnder is the word meant among equal ones: that under the post or person named
// last, or that which is asked. Without either it is not clear.
func (r *reader) meantUnder(kind wordKind, same []*word, post string) (w *word, clear bool) {
	if w := r.allRest(kind, same); w != nil {
		return w, true
	}
	if w := r.under(kind, same, post); w != nil {
		return w, true
	}
	first, several := same[0], false
	for _, w := range same {
		if w.kind == kind && w.step == r.asked && post == "" {
			first = w
		}
		several = several || w.kind == kind && w.step != same[0].step
	}
	return first, !several || first.step == r.asked
}

// allRest is the option that answers all that is left, at the first step without an
// answer, whichever is spoken of: 公安 未通过，其余都通过. Nil if there is none, or if the
// word says as much of the one that is spoken of.
func (r *reader) allRest(kind wordKind, same []*word) *word {
	var open, other *word
	for _, w := range same {
		scoped := r.scope() != "" && slices.Contains(w.under, r.scope())
		switch row := r.row(w.step); {
		case kind != ofOption || w.kind != kind:
		case scoped && !r.u.says(w.step) && (!w.rest || r.post != ""):
			return nil
		case !w.rest || row.given || r.u.says(w.step):
		case !row.has():
			open = cmp.Or(open, w)
		default:
			other = cmp.Or(other, w)
		}
	}
	return cmp.Or(open, other)
}

// under is the word meant of one post or person, of whom several steps may have
// it (稍后补): that which is asked, else the first without an answer, else the
// first. Nil if there is none.
func (r *reader) under(kind wordKind, same []*word, post string) *word {
	var first, open *word
	for _, w := range same {
		if w.kind != kind || !slices.Contains(w.under, post) {
			continue
		}
		if w.step == r.asked {
			return w
		}
		if first == nil {
			first = w
		}
		if open == nil && !r.row(w.step).given && !r.u.says(w.step) {
			open = w
		}
	}
	return cmp.Or(open, first)
}

// loose is a day or a time that stands without its word.
type loose struct {
	at    int // its token
	post  string
	value map[StepID]string
	used  bool
}

// time takes a day or a time that no word names. It is placed when the whole message
// has been read.
func (r *reader) time(i int) {
	r.used[i] = true
	l := loose{at: i, post: r.scope(), value: map[StepID]string{}}
	n := r.heard.Tokens[i].Number
	r.fits(&l, n)
	if len(l.value) == 0 && n.Role == speech.Clock && !n.Day.IsZero() { // 昨天下午两点, where only the day is asked
		n.Role = speech.Date
		r.fits(&l, n)
	}
	if len(l.value) > 0 {
		r.times = append(r.times, l)
	}
}

// fits notes what a day or a time would be to each step that asks for one.
func (r *reader) fits(l *loose, n speech.Number) {
	for _, row := range r.rows {
		if row.when == nil {
			continue
		}
		if v := row.when(n); v != "" {
			l.value[row.id] = v
		}
	}
}

// timed takes the day or time that belongs to a word: that behind it, 公布 10月21日,
// or else that right before it, 10月21日公布.
func (r *reader) timed(i int, same []*word) {
	w, clear := r.meant(ofTime, same)
	last, value, from, to := len(r.times)-1, "", i, i
	if j := r.nextNumber(i); j >= 0 {
		if r.heard.Tokens[j].Number.Role == speech.Date && !r.row(w.step).Ahead && speech.UntilWord(r.heard.Tokens[j-1].Text) { // 公示到11号: its end, and not its day
			r.used[i], r.used[j] = true, true
			r.u.passed = append(r.u.passed, r.typed(i, j))
			return
		}
		if value = r.row(w.step).when(r.heard.Tokens[j].Number); value != "" {
			to = j
		}
	}
	if value == "" && last >= 0 && !r.times[last].used && r.gapOnly(r.times[last].at, i) {
		value, from = r.times[last].value[w.step], r.times[last].at
		r.times[last].used = true
	}
	if value == "" {
		r.happened(i, w.step)
		return
	}
	if !clear && len(w.under) > 0 {
		r.used[i], r.used[to] = true, true
		r.whichOne(w)
		return
	}
	r.take(from, to, w, value)
}

// happened takes the word of a day that stands without it at the end of its clause: the day is asked then, and asked
// although the step would be left out else. 已经公示
func (r *reader) happened(i int, step StepID) {
	r.used[i] = !r.row(step).given && r.closes(i) && !r.deniedHere(i)
	if r.used[i] && r.row(step).has() {
		r.u.dayOf = step
	}
	r.seen, r.value[i] = !r.used[i], r.used[i]
}

// closes reports whether a token ends its clause, but for particles.
func (r *reader) closes(i int) bool {
	rest := strings.TrimLeft(r.heard.Text[r.heard.Tokens[i].To:], "过了啦啊哈的")
	return rest == "" || speech.Separates([]rune(rest)[0])
}

// deniedHere reports whether the clause of a token denies or plans what it says.
func (r *reader) deniedHere(i int) bool {
	for k := i - 1; k >= 0 && r.heard.Tokens[k].Kind != speech.Mark; k-- {
		if r.heard.Tokens[k].Tells(speech.Denying) || r.heard.Tokens[k].Tells(speech.Planning) || r.heard.Tokens[k].Tells(speech.Promising) {
			return true
		}
	}
	return false
}

// placeTimes gives the days and times without a word to the steps they can only
// be meant of: the one that is asked, or the only one without a value. 今天 that
// is meant of none is a mere filler.
func (r *reader) placeTimes() {
	r.span()
	r.times = slices.DeleteFunc(r.times, func(l loose) bool { return l.used || r.value[l.at] })
	for _, l := range r.times {
		open := r.openFor(l)
		typed := r.typed(l.at, l.at)
		rival := slices.ContainsFunc(r.times, func(other loose) bool { return other.at != l.at && len(open) > 0 && other.value[open[0]] != "" })
		digits := strings.ContainsAny(speech.Fold(typed), "0123456789一二三四五六七八九十")
		switch {
		case rival && digits:
			r.u.bare = append(r.u.bare, typed)
		case rival, r.ofOtherDeed(l.at), !digits && r.notPosted(open):
		case r.aboutThen(l, open):
		case slices.Contains(open, r.asked):
			r.take(l.at, l.at, &word{text: typed, step: r.asked}, l.value[r.asked])
		case len(open) == 1:
			r.take(l.at, l.at, &word{text: typed, step: open[0]}, l.value[open[0]])
		case digits && len(open) > 0:
			r.u.bare = append(r.u.bare, typed)
		}
	}
}

// ofOtherDeed reports whether a day says when somebody came to a roll or went from it, and not when what is asked was
// done: 老王头昨天走了.
func (r *reader) ofOtherDeed(i int) bool {
	from, to := r.heard.Clause(i, " ,，;；。\n!！")
	return speech.ComesOrGoes(r.heard.Text[r.heard.Tokens[from].From:r.heard.Tokens[to-1].To]) && slices.ContainsFunc(r.rows, func(row row) bool { return row.Whole && row.Yields })
}

// notPosted reports whether the only day that is asked is that of something put to public notice, which need not have
// happened yet and of which the message says nothing: 今天登记了120个.
func (r *reader) notPosted(open []StepID) bool {
	if len(open) != 1 || open[0] == r.asked || speech.SaysPosted(r.heard.Text) {
		return false
	}
	row := r.row(open[0])
	return row.has() && !row.given && row.value == "" && slices.ContainsFunc(row.Words, speech.SaysPosted)
}

// aboutThen asks whether a time that is not exact is the one that is asked, or the only one that is
// missing: 大概9点. What lies ahead is never exact. It reports whether it is such a time.
func (r *reader) aboutThen(l loose, open []StepID) bool {
	if !r.heard.Tokens[l.at].Number.About || len(open) == 0 || len(open) > 1 && !slices.Contains(open, r.asked) {
		return false
	}
	step := open[0]
	if slices.Contains(open, r.asked) {
		step = r.asked
	}
	if r.row(step).Ahead {
		return false
	}
	d := Doubt{Why: doubtNumber, Said: r.typed(l.at, l.at), Steps: []StepID{step}}
	d.offer([]string{l.value[step]}, step)
	r.u.doubts = append(r.u.doubts, d)
	return true
}

// openFor are the steps without a value that a day or a time may be meant of.
func (r *reader) openFor(l loose) (open []StepID) {
	for _, row := range r.rows {
		if l.value[row.id] != "" && !r.u.says(row.id) && (len(row.Under) == 0 || slices.Contains(row.Under, l.post)) {
			open = append(open, row.id)
		}
	}
	return open
}
