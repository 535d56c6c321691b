package flow

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// nothing are the words that mean 0 where a number is asked for.
func nothing() []string { return []string{"没有", "没", "无", "none", "nothing", "no"} }

// isNothing reports whether a text says no more than that there is none.
func isNothing(text string) bool {
	return slices.Contains(nothing(), lower(strings.Trim(normal(text), " .。!！,，了的")))
}

// zeroRest is the value of the button that says the rest is 0.
const zeroRest = "rest.0"

// restZero are the ways of saying that the numbers that are left are 0.
func restZero() []string {
	var all []string
	for _, rest := range [...]string{"其余", "其他", "其它", "剩下", "剩下的", "余下", "别的"} {
		for _, zero := range [...]string{"都是0", "都是零", "都为0", "为0", "是0", "全是0", "全部是0", "都0", "0", "都没有", "全没有", "没有", "都没", "无", "都无", "均无", "均为0"} {
			all = append(all, rest+zero)
		}
	}
	return append(all, "the rest 0", "rest 0", "others 0", "all others 0", "the rest is 0", "the rest are 0", "the rest none", "nothing else", "no others")
}

// zeros are the answers that what is left of such numbers is 0.
func (s sheet) zeros() []Answer {
	var all []Answer
	for _, r := range s.rows {
		if r.Zero && !r.has() {
			all = append(all, Answer{Step: r.id, Value: "0"})
		}
	}
	return all
}

// zeroButton offers to say so where several are left.
func (c *chat) zeroButton(d Draft, sh sheet) []Button {
	if !sh.ask.Zero || len(sh.zeros()) < 2 {
		return nil
	}
	return []Button{c.button(d, election.Say("其余都是 0", "The rest is 0"), Choose, key(zeroRest))}
}
