package speech

import (
	"slices"
	"strings"
)

// strong are the senses that make a question of a text, whatever else it says.
const strong = "why/which/who/howMany/what/whether/when/where/hour/howIs/ranks/reminds/calls/howTo/reported/got/past/endsWho/looks/weekdayOf"

// asks reports whether the text is a question. What only names something is one if all
// of it is understood, and if it can be no report: 西片参选率, but not 东片有困难.
func (a *query) asks(f *Frame, unread []string) bool {
	if f.Measure == "" || a.tells(*f) {
		return false
	}
	n := unknown(unread, f.Scope.Strange)
	f.Named, f.Nearly = n == 0, a.nearly(*f, n)
	switch f.Measure {
	case Law:
		f.Outright = true
		return true
	case HowTo: // 选票不够了怎么办 is no question of the rules
		f.Outright = n <= 2 && !a.has("incident -reports")
		return f.Outright
	}
	asked := a.asksBy()
	if f.Marked = !asked && strings.HasSuffix(strings.TrimRight(a.text, " "), "?"); asked || f.Marked {
		f.Outright = n == 0
		return n == 0 || n <= unreadMost && !f.vague()
	}
	return n == 0 && !a.tellsDone() && a.asksByNaming(f)
}

// asksBy reports whether a word of the text asks, or two of them together do.
func (a *query) asksBy() bool {
	return a.has(strong) || a.has("daysLeft") && says(a.text, "还有几天|还剩几天|还有多少天|还要几天|还有多久|还剩多久|how many days|how long") || a.has("objection took daysLeft") || a.has("shares detail") && says(a.text, "占多少|占了多少|占几成|占多大|百分之几|百分之多少") || a.has("shares half/above/below -detail") && says(a.text, "占多少|占了多少|占几成|占多大|百分之几|百分之多少") || a.has("figures shows") || a.wantsSent() || a.has("either unit/area/several/compares/lowest/highest/trait/officer/changes") // 主任还是老何 asks nothing
}

// nearly reports whether most of a text was read, so many characters not, and it says of what or
// of whom.
func (a *query) nearly(f Frame, unread int) bool {
	return unread <= unreadMost && unread*2 <= len([]rune(a.text)) && (!f.vague() || len(f.Scope.Units)+len(f.Scope.Areas)+len(f.Scope.People) > 0)
}

// tells reports whether a text tells something: an emergency, what people ask or think, a
// count.
func (a *query) tells(f Frame) bool {
	switch {
	case f.Measure == Law && asksWith(a.text, "不"): // 选民证丢了还能投不
		return false
	case f.Measure == Law && says(a.text, follows): // 1150人投票 钱小河575票算不算当选
		return TellsEmergency(a.heard.Text)
	}
	return TellsEmergency(a.heard.Text) || a.has("tells -howTo") || a.states()
}

// wantsSent reports whether something is to be sent.
func (a *query) wantsSent() bool {
	return a.has("sends ledger/picture/board/digest/lists") || a.has("sends progress -unit -record -field")
}

// tellsDone reports whether a text without a word of asking tells that something is done:
// 其他村都登记完了, 票箱到了. Where it only says which are meant it does not: 报了的村.
func (a *query) tellsDone() bool {
	said := strings.TrimRight(a.text, " 。.!啊哈")
	if a.heard.Mood.Asks || strings.HasSuffix(said, "的") || a.ends("units/whose/lists") {
		return false
	}
	return slices.ContainsFunc(a.atoms, func(at atom) bool {
		return strings.HasSuffix(at.text, "了") && at.senses != "passes" && at.senses != "above" || at.text == "了"
	}) ||
		slices.ContainsFunc([]string{"都有效", "弄完", "做完", "搞完", "办完", "填完"}, func(end string) bool { return strings.HasSuffix(said, end) })
}

// asksByNaming reports whether a text that has no word of asking is a question.
func (a *query) asksByNaming(f *Frame) bool {
	mood := a.heard.Mood
	ok := !mood.Promises && !mood.Corrects && !mood.Withdraws && a.onlyNames(*f)
	if ok && a.has("listed limited turnout/votes") { // no turnout is reported of the villages below 35%
		f.Outright = true
	}
	return ok
}

// states reports whether a text gives a count that no part of a question takes, and has
// no word that asks: 投了610了，还有人在排队. It is a report, of whatever else it speaks.
func (a *query) states() bool {
	if a.has("which/who/howMany/what/whether/when/where/hour/howIs/howTo/either/sends/calls/reminds") || strings.HasSuffix(strings.TrimRight(a.text, " "), "?") || asksWith(a.text, "不") {
		return false
	}
	for i, at := range a.atoms {
		if at.number == nil || at.number.Role != Count || countsUnits(*at.number) {
			continue
		}
		if ballots := at.number.Unit == "票" && a.has("highest/lowest"); ballots || !a.took(i) { // 612票 赵大山领先
			return true
		}
	}
	return false
}

// unknown is how many characters are unread, without those of a strange name.
func unknown(unread []string, strange string) (n int) {
	for _, u := range unread {
		if strange == "" || u != UnitStem(strange) && !strings.HasPrefix(strange, u) { // 桥村 has no stem
			n += len([]rune(u))
		}
	}
	return n
}

// vague reports whether a question is understood only roughly, so that what it says
// besides may turn it into another.
func (f Frame) vague() bool {
	return f.Presumed || f.Measure == Overview || f.Measure == Page || f.Measure == Units || f.Measure == Owing && f.Stage == ""
}

// onlyNames reports whether a text that has no word of asking is a question all the same.
func (a *query) onlyNames(f Frame) bool {
	a.is("listed", a.ends("units/areas/whose/lists/eachUnit/eachArea/key/area") || a.has("eachUnit/eachArea"))
	a.is("limited", f.Filter.By != All && f.Filter.By != Lowest && f.Filter.By != Highest && f.Filter.By != Extremes)
	a.is("presumed", f.Presumed)
	a.is("placed", f.Filter.Placed())
	a.is("endsVotes", a.ends("votes") && strings.HasSuffix(a.text, "投票"))
	a.is("endsOf", strings.HasSuffix(a.text, "的"))
	a.is("endsSo", strings.HasSuffix(a.text, "情况"))
	a.is("alone", a.pieces() == 1)
	a.is("onlyIt", a.namesDetail())
	a.is("endsFar", a.ends("progress/overview"))
	_, ok := first(a, nouns)
	return ok
}

// pieces is how many pieces of a text say something.
func (a *query) pieces() (n int) {
	for _, at := range a.atoms {
		if at.unread || at.number != nil || at.means != nil || at.senses != "" && at.senses != "passes" && at.senses != "below" && at.senses != "above" {
			n++
		}
	}
	return n
}

// ends reports whether the last word that matters has one of some senses.
func (a *query) ends(list string) bool {
	for _, at := range slices.Backward(a.atoms) {
		switch {
		case at.senses == "passes", at.senses == "" && !at.unread && at.number == nil && at.means == nil:
			continue
		case len(at.means) > 0 && at.means[0].Sort == OfArea:
			return strings.Contains(list, "area")
		case at.number != nil && countsUnits(*at.number):
			return strings.Contains(list, "units")
		}
		return slices.ContainsFunc(strings.Fields(at.senses), func(s string) bool { return slices.Contains(strings.Split(list, "/"), s) })
	}
	return false
}
