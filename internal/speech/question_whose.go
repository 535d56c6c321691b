package speech

import (
	"slices"
	"strings"
)

// Where says which units are meant by how they stand: 没报的村选民多少, 有困难的村谁负责.
type Where string

// The ways to stand.
const (
	Anywhere    Where = ""
	Silent      Where = "silent"      // 没报的村
	Reporting   Where = "reported"    // 报了的村
	Troubled    Where = "troubled"    // 有困难的村
	Overdue     Where = "overdue"     // 逾期的村
	Uncounted   Where = "uncounted"   // 没计票的村
	Unconfirmed Where = "unconfirmed" // 没确认的村
	VotingAgain Where = "again"       // 要另行选举的村

	ByHouseholds      Where = "households"      // 户代表选举的社区
	ByRepresentatives Where = "representatives" // 居民代表选举的社区
	ByAllVoters       Where = "voters"          // 全体选民选举的社区

	ByMembers   Where = "members"   // 党员直接选书记的支部
	ByCommittee Where = "committee" // 委员会选书记的支部

	ByEach Where = "each" // 各社区用什么方式选举: each way by itself
)

// standings are how units stand that a clause says before 的村; read only.
var standings = []rule[Where]{
	{"not confirms", Unconfirmed},
	{"not counts", Uncounted},
	{"further", VotingAgain},
	{"not elected", VotingAgain},
	{"difficulty", Troubled},
	{"late", Overdue},
	{"not reports", Silent},
	{"not votes reports", Silent},
	{"reports", Reporting},
}

// wayOf is a way of electing that an atom names; bare says that it may be no more than who votes: 户代表.
func wayOf(at atom) (way Where, bare bool) {
	switch {
	case at.does("method"):
		return Where(at.id), false
	case strings.HasPrefix(at.text, "户代表"):
		return ByHouseholds, true
	case strings.HasPrefix(at.text, "居民代表"):
		return ByRepresentatives, true
	case at.text == "全体选民", at.text == "全体居民":
		return ByAllVoters, true
	}
	return Anywhere, false
}

// ways are the ways of electing that a question names; ByEach if it asks which there are. Who votes is one only beside
// another: 户代表和居民代表的参选率.
func (a *query) ways() (all []Where) {
	plain := false
	for _, at := range a.atoms {
		if way, bare := wayOf(at); way != Anywhere && !slices.Contains(all, way) {
			all, plain = append(all, way), plain || !bare
		}
	}
	among := func(of ...Where) bool {
		return !slices.ContainsFunc(all, func(w Where) bool { return !slices.Contains(of, w) })
	}
	if len(all) < 2 && !plain || len(all) > 1 && !slices.Contains(all, ByEach) && !among(ByMembers, ByCommittee) && !among(ByHouseholds, ByRepresentatives, ByAllVoters) {
		return nil
	}
	return all
}

// byMethod takes out of a question which ways of electing it names: those units are meant, or those of each way by
// themselves. It reports whether it names any.
func (a *query) byMethod(s *Scope) bool {
	ways := a.ways()
	switch {
	case len(ways) == 0:
		return false
	case len(ways) == 1 && ways[0] != ByEach && !a.takes("method which/howMany/units/whose/who/eachUnit/turnout/not"):
		return false
	case len(ways) == 1 && ways[0] == ByEach && len(s.Units)+len(s.Areas) == 0 && !a.has("which/howMany/units/whose/eachUnit/eachArea/town/mine"):
		return false
	}
	a.takes("method")
	a.is("wayAsked", slices.Contains(ways, ByEach))
	s.Where = ways[0]
	if len(ways) == 1 {
		return true
	}
	s.Where, s.Ways = ByEach, slices.DeleteFunc(ways, func(w Where) bool { return w == ByEach })
	for i, at := range a.atoms {
		if _, bare := wayOf(at); bare {
			a.unsay(i)
		}
	}
	return true
}

// standing takes out of a question the clause that says which units are meant, if something else is
// asked of them: 没确认的两个村参选率. What it said is no part of what is asked.
func (a *query) standing(s *Scope) {
	if a.byMethod(s) {
		return
	}
	end := a.ofThem()
	if end < 0 {
		return
	}
	before := &query{q: a.q, text: a.text, said: map[string]int{}, taken: map[string]Parts{}, filling: partRest}
	for _, at := range a.atoms[:end] {
		before.say(at, 1)
	}
	where, ok := first(before, standings)
	askedBy := where == Silent && a.has("contact/officer/leader/checker") || where == VotingAgain && a.has("whether/howIs/who") // these are asked by their own measures
	if !ok || askedBy {
		return
	}
	s.Where = where
	for i := range a.atoms[:end] {
		a.pass(i)
	}
	for _, at := range a.atoms[end:] { // 那17个村
		if at.number != nil && countsUnits(*at.number) {
			a.used[at.from] = true
			break
		}
	}
}

// pass makes an atom say nothing any more of what is asked.
func (a *query) pass(i int) {
	at := a.atoms[i]
	a.say(at, -1)
	switch {
	case at.number != nil:
		a.used[at.from] = a.used[at.from] || at.number.Value < 100
	case !at.unread:
		a.atoms[i].questionWord = questionWord{senses: "passes"}
	}
}

// mute lets an atom be a word that is known and says nothing.
func (a *query) mute(i int) {
	a.atoms[i].questionWord, a.atoms[i].unread = questionWord{senses: "passes"}, false
}

// unsay takes an atom out of what is asked, with all its senses.
func (a *query) unsay(i int) {
	for sense := range strings.FieldsSeq(a.atoms[i].senses) {
		a.said[sense]--
	}
	a.mute(i)
}

// say counts the senses of an atom in, or out.
func (a *query) say(at atom, n int) {
	for _, sense := range [...]string{"not", "reports", "difficulty", "confirms", "counts", "late", "further", "elected", "votes"} {
		if at.does(sense) {
			a.said[sense] += n
		}
	}
}

// ofThem is where the clause ends that says which units are meant, behind which something is asked
// that units have; -1 if there is none.
func (a *query) ofThem() int {
	for i, at := range a.atoms {
		if i == 0 || !(at.does("whose") || (at.text == "的" || at.text == "那" || at.text == "这") && a.unitsNext(i+1)) {
			continue
		}
		for _, after := range a.atoms[i+1:] {
			for _, c := range countable {
				if after.does(c.sense) {
					return i
				}
			}
			if after.does("contact") || after.does("officer") || after.does("leader") || after.does("checker") {
				return i
			}
		}
		return -1
	}
	return -1
}

// unitsNext reports whether units are named next, perhaps by a number: 的两个村, 的那17个村.
func (a *query) unitsNext(i int) bool {
	for ; i < len(a.atoms); i++ {
		switch at := a.atoms[i]; {
		case at.number != nil && countsUnits(*at.number), at.does("units"):
			return true
		case at.number == nil && at.senses != "passes":
			return false
		}
	}
	return false
}
