package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// parseBetween reads a number that has to lie between two; zero: any number.
func parseBetween(between [2]int) parser {
	if between == [2]int{} {
		return parseNumber
	}
	return func(text string, options []Option) (string, election.Phrase) {
		s := strings.TrimRight(strings.TrimSpace(normal(text)), " .。")
		size := spanOf(s, "0123456789〇零○一二三四五六七八九")
		v, complaint := parseNumber(strings.TrimSpace(s[:size])+s[size+yearEnd(s[size:]):], options)
		if !complaint.IsZero() {
			return "", complaint
		}
		n, _ := strconv.Atoi(v)
		return v, outside(between, n)
	}
}

// outside says that a number does not lie between two.
func outside(between [2]int, n int) election.Phrase {
	if between == [2]int{} || n >= between[0] && n <= between[1] {
		return election.Phrase{}
	}
	return election.Say("%d 不对：应在 %d 到 %d 之间。", "%d cannot be: it has to be from %d to %d.").With(n, between[0], between[1])
}

// within says that a number is outside what its step takes.
func (r *reader) within(step StepID, n int) election.Phrase { return outside(r.row(step).Between, n) }

// yearEnd passes what stands behind a year: 1978年生.
func yearEnd(s string) int {
	for _, w := range [...]string{"年出生", "年生", "年", "生"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// scope is the post or person that is spoken of: the one named last, else the one
// the question is about, unless somebody unknown has been named.
func (r *reader) scope() string {
	if r.post == "" && r.tailAt < 0 {
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
		if row.Between == [2]int{} || n < row.Between[0] || n > row.Between[1] || r.scope() == "" || !slices.Contains(row.Under, r.scope()) {
			continue
		}
		if meant != nil {
			return nil
		}
		meant = &word{text: strconv.Itoa(n), step: row.id}
	}
	return meant
}

// loose is a day or a time that stands without its word.
type loose struct {
	at, end int
	post    string
	plain   string // as it was typed
	value   map[StepID]string
}

// time takes a day or a time that no word names, if it can be nothing else. It
// is placed when the whole message has been read.
func (r *reader) time() bool {
	l := loose{at: r.at, post: r.scope(), value: map[StepID]string{}}
	for _, row := range r.rows {
		if row.scan == nil {
			continue
		}
		v, size, plain := row.scan(r.s[r.at:])
		if size == 0 || !plain || size < l.end-l.at {
			continue
		}
		if r.at+size > l.end { // 今天18点 is more than 今天
			l.end = r.at + size
			clear(l.value)
		}
		l.value[row.id] = v
	}
	if w := longest(r.s[r.at:], r.words); len(l.value) == 0 || len(w) > 0 && len(w[0].text) > l.end-l.at {
		return false
	}
	l.plain = r.whole[l.at:l.end]
	r.times = append(r.times, l)
	r.at = l.end
	return true
}

// timed takes the day or time that belongs to a word: that behind it, 公布 10月21日,
// or else that right before it, 10月21日公布.
func (r *reader) timed(same []*word, end int) bool {
	w, clear := r.meant(ofTime, same)
	after := strings.TrimLeft(r.s[end:], " :=了为是于在")
	value, size, _ := w.scan(after)
	last := len(r.times) - 1
	switch {
	case size > 0:
		end = len(r.s) - len(after) + size
	case last >= 0 && strings.TrimSpace(r.s[r.times[last].end:r.at]) == "" && r.times[last].value[w.step] != "":
		value = r.times[last].value[w.step]
		r.times = r.times[:last]
	default:
		return false
	}
	r.at = end
	if !clear && len(w.under) > 0 {
		r.whichOne(w)
		return true
	}
	r.answer(w, value)
	return true
}

// placeTimes gives the days and times without a word to the steps they can only
// be meant of: the one that is asked, or the only one without a value. 今天 that
// is meant of none is a mere filler.
func (r *reader) placeTimes() {
	for _, l := range r.times {
		var open []StepID
		for _, row := range r.rows {
			if l.value[row.id] != "" && !r.u.says(row.id) && (len(row.Under) == 0 || slices.Contains(row.Under, l.post)) {
				open = append(open, row.id)
			}
		}
		rival := slices.ContainsFunc(r.times, func(other loose) bool { return other.at != l.at && len(open) > 0 && other.value[open[0]] != "" })
		digits := strings.ContainsAny(l.plain, "0123456789一二三四五六七八九十")
		tail := r.tailAt
		if l.at < tail { // what means nothing comes only after it
			r.tailAt = -1
		}
		r.took = false
		switch {
		case rival && digits:
			r.u.bare = append(r.u.bare, l.plain)
		case rival:
		case slices.Contains(open, r.asked):
			r.answer(&word{text: l.plain, step: r.asked}, l.value[r.asked])
		case len(open) == 1:
			r.answer(&word{text: l.plain, step: open[0]}, l.value[open[0]])
		case digits:
			r.u.bare = append(r.u.bare, l.plain)
		}
		if r.took && r.tailAt < 0 {
			r.valued = max(r.valued, l.end)
		}
		r.tailAt = tail
	}
}
