package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/speech"
)

// amend takes a correction that names no step: 不对，是604 or 改成604 is of the only number
// that was said, 10改成11 of the one that was 10, 写反了 of the two that are named.
func (c *chat) amend(d *Draft, fl filled, u *understood) {
	fl.onTop(u)
	fl.differsAtOnce(u)
	if c.byZero(fl, u) || fl.byDigit(u) || fl.sameAgain(u) {
		return
	}
	if !u.heard.Mood.Corrects && !(len(u.bare) == 1 && speech.Replaces(u.heard.Text)) || len(u.answers) > 0 {
		return
	}
	if swapped := fl.swapped(*u); len(swapped) == 2 {
		u.answers, u.loose, u.rest = swapped, false, nil
		return
	}
	if u.differsOnce() && len(u.bare)+len(u.doubts) == 0 {
		fl.byHowMuch(u)
		return
	}
	fl.better(u)
}

// differsAtOnce asks which figure is right where the message that gives it says that it was wrong by so much as well:
// 投票815，多算了12. It is the last one that is meant.
func (s filled) differsAtOnce(u *understood) {
	last := len(u.answers) - 1
	if !u.differsOnce() || last < 0 || len(u.doubts)+len(u.bare) > 0 {
		return
	}
	a := u.answers[last]
	r := s.row(a.Step)
	n, err := strconv.Atoi(a.Value)
	if r == nil || r.given || !r.numeric || err != nil {
		return
	}
	d := Doubt{Why: doubtNumber, Said: short(u.heard.Text), Steps: []StepID{a.Step}}
	u.offerDiffering(&d, n, a.Step)
	d.offer([]string{a.Value}, a.Step)
	u.answers, u.differs, u.doubts = u.answers[:last], nil, []Doubt{d}
}

// byDigit asks for the right figure of a number that is only denied, 不是402，三河, or that has a digit too many:
// 多按了个6.
func (s filled) byDigit(u *understood) bool {
	digit, right, extra := speech.ExtraDigit(u.heard.Text)
	was, _, denied := speech.DeniedFigure(u.heard.Text)
	if !extra && !(denied && len(u.bare)+len(u.answers)+len(u.doubts) == 0) {
		return false
	}
	r := s.first(func(r *row) bool {
		return r.numeric && r.given && (extra && strings.Contains(r.value, digit) || denied && r.value == was)
	})
	if r == nil {
		return false
	}
	if right != "" && right == strings.Replace(r.value, digit, "", 1) {
		u.answers, u.bare, u.bareAt, u.rest, u.doubts, u.loose = []Answer{{Step: r.id, Value: right}}, nil, nil, nil, nil, false
		return true
	}
	d := Doubt{Why: doubtNumber, Said: short(u.heard.Text), Steps: []StepID{r.id}}
	if extra {
		d.offer([]string{strings.Replace(r.value, digit, "", 1)}, r.id)
	}
	u.answers, u.bare, u.bareAt, u.rest, u.doubts = nil, nil, nil, nil, []Doubt{d}
	return true
}

// better takes the last of one or two numbers as the right one of the only number that was
// said, or of that which is the first of the two.
func (s filled) better(u *understood) {
	if len(u.bare) == 0 || len(u.bare) > 2 {
		return
	}
	var given []row
	for _, r := range s.rows {
		if u.betters() && r.id != u.named[0] {
			continue
		}
		if r.numeric && r.given && (len(u.bare) == 1 || r.value == u.bare[0]) {
			given = append(given, r)
		}
	}
	if slices.ContainsFunc(given, func(r row) bool { return r.Now }) { // rather than the roll, which was said to compare with
		given = slices.DeleteFunc(given, func(r row) bool { return r.Whole && len(u.bare) == 1 })
	}
	if len(given) != 1 {
		return
	}
	if right := u.bare[len(u.bare)-1]; len(u.bare) == 1 && given[0].value == right { // 640那个不准
		u.doubts = append(u.doubts, Doubt{Why: doubtNumber, Said: short(u.heard.Text), Steps: []StepID{given[0].id}})
	} else {
		u.answers = []Answer{{Step: given[0].id, Value: right}}
	}
	u.bare, u.bareAt, u.rest = nil, nil, nil
}

// byZero asks for the right figure where it was only said that a zero is missing at its end,
// or too many, of the only number that was said: 少打了一个零.
func (c *chat) byZero(fl filled, u *understood) bool {
	missing, ok := speech.ZeroSlip(u.heard.Text)
	if !ok || len(u.answers) > 0 {
		return false
	}
	given := fl.onlyGiven()
	if given == nil {
		return false
	}
	n, _ := strconv.Atoi(given.value)
	if missing {
		n *= 10
	} else if n%10 != 0 {
		return false
	} else {
		n /= 10
	}
	d := Doubt{Why: doubtNumber, Said: short(u.heard.Text), Steps: []StepID{given.id}}
	d.offer([]string{strconv.Itoa(n)}, given.id)
	u.doubts, u.bare, u.bareAt, u.rest, u.differs, u.loose = []Doubt{d}, nil, nil, nil, nil, false
	return true
}

// onTop offers the sum where it is said what came on top of the only number that was said, or of what was reported
// before, or is taken off it: 再加8个, 减2.
func (s filled) onTop(u *understood) {
	given, value := s.onlyGiven(), ""
	if given != nil {
		value = given.value
	} else if given = s.first(func(r *row) bool { return r.before != "" && !u.says(r.id) }); given != nil {
		value = given.before
	}
	if given == nil {
		return
	}
	for i, d := range u.doubts {
		if d.Why != doubtMore || len(d.Offer) > 0 {
			continue
		}
		h := speech.Hear(d.Said, time.Time{})
		for j := range h.Tokens {
			by, _, ok := h.Shift(j)
			was, err := strconv.Atoi(value)
			if !ok || err != nil || was+by[0] < 0 {
				continue
			}
			u.doubts[i].Steps = []StepID{given.id}
			u.loose = false
			u.doubts[i].offer([]string{strconv.Itoa(was + by[0])}, given.id)
		}
	}
}

// onlyGiven is the only number that was said, or nil.
func (s filled) onlyGiven() (only *row) {
	for i := range s.rows {
		if r := &s.rows[i]; r.numeric && r.given {
			if only != nil {
				return nil
			}
			only = r
		}
	}
	return only
}

// sameAgain passes a number that only says once more what stands on the card: 核过了 没错 156.
// It reports whether it is one.
func (s filled) sameAgain(u *understood) bool {
	if len(u.bare) != 1 || len(u.answers)+len(u.doubts)+len(u.wrong) > 0 || u.heard.Mood.Corrects || u.heard.Mood.Denies && !speech.SaysAny(u.heard.Text, []string{"没错", "不错", "没问题", "不变", "没变"}) {
		return false
	}
	given := s.onlyGiven()
	if given == nil || given.value != u.bare[0] {
		return false
	}
	u.answers = []Answer{{Step: given.id, Value: u.bare[0]}}
	u.bare, u.bareAt = nil, nil
	return true
}

// byHowMuch asks for the right figure where it was only said by how much it was wrong, of
// the step that is named, or of the only number that was said: 少报了12人.
func (s filled) byHowMuch(u *understood) {
	var wrong []row
	for _, r := range s.rows {
		if r.numeric && r.given && (len(u.named) == 0 || slices.Contains(u.named, r.id)) {
			wrong = append(wrong, r)
		}
	}
	if len(wrong) != 1 {
		return
	}
	was, _ := strconv.Atoi(wrong[0].value)
	d := Doubt{Why: doubtNumber, Said: u.heard.Text, Steps: []StepID{wrong[0].id}}
	u.offerDiffering(&d, was, wrong[0].id)
	u.doubts, u.differs, u.loose, u.rest = append(u.doubts, d), nil, false, nil
}

// differsOnce reports whether a message says of one figure by how much it was wrong, whichever way.
func (u understood) differsOnce() bool {
	return len(u.differs) == 1 || len(u.differs) == 2 && u.differs[0] == -u.differs[1]
}

// offerDiffering offers what a figure is that was wrong by so much.
func (u understood) offerDiffering(d *Doubt, was int, step StepID) {
	for _, by := range u.differs {
		if was+by >= 0 {
			d.offer([]string{strconv.Itoa(was + by)}, step)
		}
	}
}

// swapped are the values of two steps that were written the wrong way round.
func (s filled) swapped(u understood) []Answer {
	if !speech.Swaps(u.heard) && !slices.ContainsFunc(u.heard.Tokens, speech.WroteAs) || len(u.bare) > 0 {
		return nil
	}
	if u.heard.Mood.Asks { // 有没有写反？
		return nil
	}
	named := u.named
	if len(named) == 0 { // 他俩搞反了: there are only two, or only two of the post that is named
		posted := func(r row) bool {
			return slices.ContainsFunc(r.Under, func(post string) bool { return strings.Contains(u.heard.Text, post) })
		}
		all := !slices.ContainsFunc(s.rows, posted)
		for _, r := range s.rows {
			if r.countsVotes() && r.given && (all || posted(r)) {
				named = append(named, r.id)
			}
		}
	}
	if len(named) != 2 {
		return nil
	}
	a, b := s.row(named[0]), s.row(named[1])
	if a == nil || b == nil || !a.given || !b.given {
		return nil
	}
	return []Answer{{Step: a.id, Value: b.value}, {Step: b.id, Value: a.value}}
}

// onlyNumber is the step that a bare number corrects when nothing is asked: the
// only number that was said. Nil if there is none, or several.
func (s filled) onlyNumber(u understood) *row {
	if len(u.bare) != 1 || len(u.rest) > 0 || s.missing() > 0 && !s.reasoned() {
		return nil
	}
	var only *row
	for i, r := range s.rows {
		if !r.numeric || !r.given {
			continue
		}
		if only != nil {
			return nil
		}
		only = &s.rows[i]
	}
	if only != nil && len(u.bare[0])+1 < len(only.value) && !u.heard.Mood.Corrects { // 8 behind 168 is no whole figure
		return nil
	}
	return only
}

// reasoned reports whether nothing is missing but reasons.
func (s filled) reasoned() bool {
	return !slices.ContainsFunc(s.rows, func(r row) bool { return !r.has() && !r.reason })
}

// amends reports whether a message that could be a reason is rather a better
// value: it begins with one, and that is new.
func (s filled) amends(u understood) bool {
	return u.opens && slices.ContainsFunc(u.answers, func(a Answer) bool {
		r := s.row(a.Step)
		return r != nil && r.value != a.Value
	})
}
