package speech

import "strings"

// checksWords ask whose counts somebody checks; read only.
const checksWords = "核哪|核谁|核几个|核几家|核多少|核的哪|核的是哪|核的村|核哪家|给谁核|帮谁核|给哪|核票的村|负责核|负责复核|复核员是哪|又核|也核"

// noteChecks finds that it is asked which units somebody checks: 丁越核哪几个村, 唐素文核谁家的. What is checked
// already, or waits to be, is another thing.
func (a *query) noteChecks() {
	each := says(a.text, "每个复核人|每位复核人|各复核人|各个复核人|按复核人|复核人各")
	if !(says(a.text, checksWords) && strings.Contains(a.text, "核") && a.has("person/mine") || each) || says(strings.NewReplacer("给谁核", "", "帮谁核", "").Replace(a.text), "核了|核完|核过|没核|未核|待核|要核|等我核|该我核|核好|核没核|谁核") || !a.has("which/who/howMany/units/lists") {
		return
	}
	for i, at := range a.atoms {
		if at.text == "核" || at.text == "核票" {
			a.pass(i)
			a.atoms[i].questionWord, a.atoms[i].unread = questionWord{senses: "passes"}, false
		}
	}
	a.is("checksOf", true)
	a.is("alsoOfficer", says(strings.NewReplacer("负责核", "", "负责复核", "", "管核", "").Replace(a.text), "管|负责|包|联络") && !each)
	a.is("eachChecker", each)
	for _, sense := range [...]string{"confirms", "checker", "officer", "votes", "ballots"} {
		a.takes(sense)
	}
}

// sinceHour reports whether it is asked who has reported since an hour of today: 哪些村十点以后报过数.
func (a *query) sinceHour() bool {
	return a.has("reports/reported which/who/units/howMany -not -mine -confirms -changes -late") && says(a.text, "点以后|点之后|点后|点过后|点多以后|分以后|分之后|半以后|半之后|半后|分后") &&
		len(a.numbersOf(func(n Number) bool { return n.Role == Clock })) == 1
}

// sincePast takes the hour since which somebody has reported.
func (a *query) sincePast(f *Frame) {
	at := f.Time.At
	if at.IsZero() {
		at = f.Time.Than
	}
	if !a.has("sinceHour") || f.Measure != Reported || !at.Timed {
		return
	}
	for _, sense := range [...]string{"sinceHour", "since", "reports", "reported", "turnout", "votes", "figures"} {
		a.takes(sense)
	}
	f.Filter = Filter{By: IsReported}
	f.Time.At, f.Time.Than, f.Time.Today, f.Time.Hour, f.Time.After = Moment{Day: at.Day}, Moment{}, false, at.Clock, true
}
