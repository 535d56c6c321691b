package flow

import (
	"slices"
	"strconv"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// isNothing reports whether a text says no more than that there is none.
func isNothing(text string) bool {
	none := false
	for _, t := range speech.Hear(text, time.Time{}).Tokens {
		_, is := t.Is(speech.OfNone)
		none = none || is
		if !is && t.Kind != speech.Mark && t.Kind != speech.Filler {
			return false
		}
	}
	return none
}

// zeroRest is the value of the button that says the rest is 0.
const zeroRest = "rest.0"

// zeros are the answers that what is left of such numbers is 0.
func (s filled) zeros() []Answer {
	var all []Answer
	for _, r := range s.rows {
		if r.Zero && !r.has() {
			all = append(all, Answer{Step: r.id, Value: "0"})
		}
	}
	return all
}

// restZeros are the answers that all that is left is 0, of those who stand as well.
func (s filled) restZeros() []Answer {
	var all []Answer
	for _, r := range s.rows {
		if (r.Zero || r.countsVotes() && r.Between == [2]int{}) && !r.has() {
			all = append(all, Answer{Step: r.id, Value: "0"})
		}
	}
	return all
}

// zeroButton offers to say so where several are left.
func (c *chat) zeroButton(d Draft, fl filled) []Button {
	if !fl.ask.Zero || len(fl.zeros()) < 2 {
		return nil
	}
	return []Button{c.button(d, election.Say("其余都是 0", "The rest is 0"), Choose, key(zeroRest))}
}

// leftOver is the value of a number that is said to be what is left: 其余作废.
const leftOver = "left"

// remainders says all that a message can call what is left by: 剩下的都是废票.
func (r *row) remainders(in speech.Spots, say func(string)) {
	if r.LeftOf[1] == "" {
		return
	}
	for _, rest := range [...]string{"其余", "其他", "其它", "剩下", "剩下的", "剩余", "余下", "余下的", "其余的", "剩余的"} {
		if !in.Says(speech.Entry{Text: rest, Meaning: speech.Meaning{Sort: speech.OfField}}) {
			continue
		}
		for _, are := range [...]string{"", "都", "全", "都是", "全是", "是", "均为", "全部", "为", "的都", "都算"} {
			for _, w := range r.Words {
				say(rest + are + w)
			}
		}
	}
}

// reckon gives the numbers that a message says to be what is left. One of which it is not
// known of what stays unread.
func (s filled) reckon(u *understood) {
	s.reckonAll(u)
	if !slices.ContainsFunc(u.answers, func(a Answer) bool { return a.Value == leftOver }) {
		return
	}
	var kept []Answer
	for i := 0; i < len(u.answers); i++ { // of those who came before what is all of these
		of := s.row(u.answers[i].Step).LeftOf[0]
		if k := slices.IndexFunc(u.answers, func(a Answer) bool { return a.Step == of && a.Value == leftOver }); u.answers[i].Value == leftOver && k > i {
			u.answers[i], u.answers[k] = u.answers[k], u.answers[i]
			i--
		}
	}
	for _, a := range u.answers {
		if a.Value != leftOver {
			kept = append(kept, a)
			continue
		}
		r := s.row(a.Step)
		all, has := s.known(append(slices.Clone(kept), u.answers...), r.LeftOf[0])
		part, knows := s.known(u.answers, r.LeftOf[1])
		knows = knows || r.LeftOf[1] == ""
		if has && knows && part <= all {
			a.Value = strconv.Itoa(all - part)
			kept = append(kept, a)
		} else {
			u.rest = append(u.rest, map[bool]string{true: "全部", false: "其余"}[r.LeftOf[1] == ""]+r.Label.In(election.Chinese))
		}
	}
	u.answers = kept
}

// reckonAll gives the numbers that a message says to be all, as it leaves nothing for the
// others: 全部有效, or 没有废票, says that none is invalid, and that all are valid.
func (s filled) reckonAll(u *understood) {
	for i := range s.rows {
		r := &s.rows[i]
		if r.has() || r.LeftOf[1] == "" {
			continue
		}
		none := slices.ContainsFunc(u.answers, func(a Answer) bool { return a.Step == r.LeftOf[1] && a.Value == "0" })
		if all, ok := s.known(u.answers, r.LeftOf[0]); ok && none && !u.says(r.id) {
			u.answers = append(u.answers, Answer{Step: r.id, Value: strconv.Itoa(all)})
		}
	}
}

// known is the number of a step among the answers of a message, or else on the card.
func (s filled) known(answers []Answer, id StepID) (int, bool) {
	v, ok := valueOf(answers, id)
	if r := s.row(id); !ok && r != nil && r.has() {
		v, ok = r.value, true
	}
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(v)
	return n, err == nil
}
