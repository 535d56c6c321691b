package speech

import (
	"slices"
	"strings"
)

// figureSenses are the senses of the figures of a vote of which one may be a share of another; read only.
var figureSenses = []struct {
	sense   string
	measure Measure
}{
	{"invalid", Invalid}, {"valid", Valid}, {"returned", Returned}, {"issued", Issued}, {"registered", Registered}, {"turnout", Turnout}, {"votes", Turnout},
}

// figureOf is the figure of a vote that a word names; "" if it names none.
func (at atom) figureOf() Measure {
	for _, f := range figureSenses {
		if at.does(f.sense) {
			return f.measure
		}
	}
	return ""
}

// shareOfAnother finds that one figure of a vote is asked for as a share of another: 废票占收回的百分之几,
// 收回的票里头废票占几成. The whole stands after 占, or before a word for inside.
func (a *query) shareOfAnother() (part, whole Measure, ok bool) {
	parts := strings.Index(a.text, "占")
	if parts < 0 || !a.has("shares/share/howMany") {
		return "", "", false
	}
	inside := slices.IndexFunc(a.atoms, func(at atom) bool {
		return slices.Contains([]string{"里", "里头", "里面", "里边", "中", "当中", "之中", "其中"}, at.text)
	})
	for i, at := range a.atoms {
		switch m := at.figureOf(); {
		case m == "" || at.text == "票" || at.text == "选票":
		case at.from > parts || i < inside:
			whole = m
		default:
			part = m
		}
	}
	return part, whole, part != "" && whole != "" && part != whole
}
