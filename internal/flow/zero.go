package flow

import (
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
		if (r.Zero || r.numeric && len(r.Under) > 0 && r.Between == [2]int{}) && !r.has() {
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
