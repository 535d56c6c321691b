package speech

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
)

// scope is of whom is asked.
func (a *query) scope(f *Frame) {
	s := &f.Scope
	if s.Perhaps = a.several(); s.Perhaps == nil {
		for _, id := range a.names(OfUnit) {
			s.Units = append(s.Units, election.UnitID(id))
		}
	}
	for _, id := range a.names(OfArea) {
		s.Areas = append(s.Areas, election.Area(id))
	}
	for _, id := range a.names(OfPerson) {
		s.People = append(s.People, election.PersonID(id))
	}
	a.standsIn(s)
	s.Names = a.names(OfCandidate)
	a.post(f)
	a.areasNamed(s)
	a.except(s)
	a.closing(s)
	a.opening(s)
	s.Town, s.Own, s.Key, s.Groups = a.has("town") || a.has("others -compares"), a.has("mine"), a.has("key"), a.has("group")
	a.checkedByAsker(s)
	s.EachArea, s.EachUnit = a.has("eachArea") || a.has("areas -mine") && len(s.Areas) == 0, a.has("eachUnit")
	s.EachPerson = a.takes("eachPerson") || says(a.text, "谁手上|谁手里|谁名下|谁管的|谁负责的|谁包的") && a.has("late/counts/reports/turnout/difficulty/not -unit -area -areas -eachArea")
	if a.has("officer") && a.takes("noneOf which/who") { // 哪些联络员一个字没报
		s.EachPerson, f.AtAll = true, true
	}
	if s.Strange = a.strange(); s.Strange != "" {
		a.said["units"]--
	}
}

// checkedByAsker takes that those are meant whose counts the asker checks: 我核的村.
func (a *query) checkedByAsker(s *Scope) {
	if s.Checked = s.Own && !says(a.text, "等着我|等我") && says(a.text, "我核的|我复核的|归我核的|要我核的|我来核的|我负责核的|我负责复核的") && len(s.Units) == 0; s.Checked {
		a.takesAll("confirms", "checker", "checked", "officer")
		for i, at := range a.atoms {
			if at.unread && at.text == "核" || at.does("confirms") {
				a.pass(i)
				a.mute(i)
			}
		}
	}
}

// post is the post that is named. Whether one person has two is no question of one of them.
func (a *query) post(f *Frame) {
	if e, ok := a.firstOf("post"); ok && !(says(a.text, "支书|书记") && says(a.text, "主任")) {
		f.Post = election.Post(e.id)
	}
}

// areasNamed takes the areas that are named by a short word.
func (a *query) areasNamed(s *Scope) {
	a.areasTogether(s)
	for _, at := range a.atoms {
		area, known := a.q.areas[at.text]
		switch {
		case !known || at.senses != "passes":
		case at.apart:
			s.ExceptAreas = append(s.ExceptAreas, area)
		case !slices.Contains(s.Areas, area):
			s.Areas = append(s.Areas, area)
		}
	}
}

// areasTogether takes the areas that are named in one word: 东西片, 南北两片.
func (a *query) areasTogether(s *Scope) {
	end := max(strings.Index(a.text, "两片"), strings.Index(a.text, "两个片"))
	if end < 0 {
		end = strings.Index(a.text, "片")
	}
	var areas []election.Area
	from := end
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(a.text[:from])
		area, known := a.q.areas[directions[r]]
		if !known {
			break
		}
		areas, from = append(areas, area), from-size
	}
	if len(areas) < 2 {
		return
	}
	slices.Reverse(areas)
	s.Areas = areas
	for i, at := range a.atoms {
		if at.from < end+len("两个片") && at.to > from {
			a.say(at, -1)
			a.said["eachArea"], a.said["areas"] = 0, 0
			a.mute(i)
		}
	}
}

// except is who is left out, and who is meant by 其他片.
func (a *query) except(s *Scope) {
	for _, id := range a.excepted(OfUnit) {
		s.ExceptUnits = append(s.ExceptUnits, election.UnitID(id))
	}
	for _, id := range a.excepted(OfArea) {
		s.ExceptAreas = append(s.ExceptAreas, election.Area(id))
	}
	for _, id := range a.excepted(OfPerson) {
		s.ExceptPeople = append(s.ExceptPeople, election.PersonID(id))
	}
	s.ExceptKey = a.has("exceptKey")
	if s.Others = a.has("others"); a.has("others eachArea") || a.has("town compares -lowest -highest -first -last -units -whose -average -eachUnit") && len(s.Areas) == 1 { // 东片跟全镇比
		s.Areas, s.EachArea = nil, true
		a.is("eachArea", a.has("-eachArea"))
	}
}

// size is a limit to the registered voters of the units, beside what is asked for:
// 选民超过800的村参选率.
func (a *query) size(f *Frame) {
	if f.Measure != Registered && a.largest(f) || f.Measure == Registered && a.bothEnds(f) || f.Measure == Registered || !a.has("below/above") || !a.has("registered") && !a.sizeFirst() {
		return
	}
	by := Above
	if a.has("below") {
		by = Below
	}
	for _, at := range a.atoms {
		if n := at.number; n != nil && (n.Role == Count || n.Role == Approximate) && n.Value > 100 && !countsUnits(*n) && !a.used[at.from] {
			f.Scope.Size, a.used[at.from] = Filter{By: by, N: n.Value, Flat: true}, true
			a.takes("registered")
			a.takes("below/above")
			a.said["below"], a.said["above"] = 0, 0
			return
		}
	}
}

// sizeFirst reports whether a text begins with a number of people that is a limit to how large the
// units are: 一千人以下的村投票情况.
func (a *query) sizeFirst() bool {
	for _, at := range a.atoms {
		switch {
		case at.number != nil:
			return at.number.Value > 100 && (at.number.Role == Count || at.number.Role == Approximate) && a.has("whose/units/eachUnit -heads")
		case at.does("turnout"), at.does("votes"), slices.ContainsFunc(countable, func(c struct {
			sense   string
			measure Measure
		}) bool {
			return at.does(c.sense)
		}):
			return false
		}
	}
	return false
}

// several are the units that one piece of a name may mean.
func (a *query) several() []Meaning {
	for _, at := range a.atoms {
		if len(at.means) > 1 && at.means[0].Sort == OfUnit && at.means[1].Sort == OfUnit && at.means[1].How == at.means[0].How && at.means[0].How > Stem {
			return at.means
		}
	}
	return nil
}

// closing takes the time at which the polls close in the units that are meant: 12点关门的村. Before
// noon the hours of the afternoon are meant, for nothing closes in the night.
func (a *query) closing(s *Scope) {
	for i, at := range a.atoms {
		till := i > 0 && endsAny(a.text[:at.from], "投到", "开到", "投票到", "关门是", "截止到") && a.has("which/units/whose/howMany")
		if at.number == nil || at.number.Role != Clock || !till && !a.closesNext(i+1) {
			continue
		}
		if till { // 投 is no vote here
			a.pass(i - 1)
			a.pass(max(0, i-2))
		}
		if s.Closes = at.number.Clock; s.Closes < closeLeast {
			s.Closes += midday
		}
		a.atoms[i].number, a.atoms[i].questionWord = nil, questionWord{senses: "passes"}
		a.taken["closesAt"] |= a.filling
		a.is("closing", true)
		return
	}
}

// closesNext reports whether an atom says that something closes at the time before it: 12点关门的, 投票12点结束的村. What
// says it with two words says nothing else then.
func (a *query) closesNext(i int) bool {
	if i >= len(a.atoms) || a.atoms[i].does("closesAt") {
		return i < len(a.atoms)
	}
	if !slices.Contains([]string{"结束", "收摊", "关门", "关箱", "截止"}, a.atoms[i].text) || i+1 == len(a.atoms) || !a.atoms[i+1].does("whose") && a.atoms[i+1].text != "的" {
		return false
	}
	a.said["does"]--
	a.mute(i)
	if i > 1 && a.atoms[i-2].does("votes") {
		a.pass(i - 2)
		a.mute(i - 2)
	}
	return true
}

// openingWords say that polling begins at the time before them; read only.
var openingWords = []string{"开门", "开箱", "开始", "开投", "开始投", "开始投票", "就开门", "才开门", "就开始", "才开始", "开"}

// opening takes the time at which the polls open in the units that are meant: 八点半才开门的村, 有几个7点开始投票.
func (a *query) opening(s *Scope) {
	if s.Closes > 0 || !a.has("which/units/whose/howMany/eachUnit/who -hour -reports -agenda") {
		return
	}
	for i, at := range a.atoms {
		next := i + 1
		for next < len(a.atoms) && slices.Contains([]string{"才", "就", "准时", " ", "钟", "整"}, a.atoms[next].text) {
			next++
		}
		if at.number == nil || at.number.Role != Clock || next >= len(a.atoms) || !slices.Contains(openingWords, a.atoms[next].text) {
			continue
		}
		s.Opens = at.number.Clock
		if strings.Contains(at.text, "半") { // 8点半 is no half
			a.said["half"]--
		}
		a.atoms[i].number, a.atoms[i].questionWord = nil, questionWord{senses: "passes"}
		for j := next; j < len(a.atoms) && (j == next || a.atoms[j].does("votes") && a.atoms[j].number == nil); j++ {
			a.unsay(j)
		}
		a.is("closing", true)
		return
	}
}

// closeLeast is the earliest time at which polls close.
const closeLeast = 8 * time.Hour

// strange is a name of a unit that nobody has: 西林村.
func (a *query) strange() string {
	for i, at := range a.atoms {
		if at.unread && i+1 < len(a.atoms) {
			next := a.atoms[i+1]
			n := len([]rune(at.text))
			if slices.Contains([]string{"村", "社区", "支部", "选区"}, next.text) && n >= 1 && n <= 4 {
				return at.text + next.text
			}
		}
		if at.unread && a.strangeIn(i) {
			return at.text
		}
	}
	return ""
}

// strangeIn reports whether an atom is a name in Latin letters that nobody here has, in the place of a unit's: candidates of
// maigang. Of people it is asked by other words.
func (a *query) strangeIn(i int) bool {
	ends := i+1 == len(a.atoms) || a.atoms[i+1].does("units") || strings.Trim(a.atoms[i+1].text, " ?.!") == ""
	latin := len(a.atoms[i].text) >= strangeLeast && !strings.ContainsFunc(a.atoms[i].text, func(r rune) bool { return !Letter(r) })
	before := strings.TrimRight(a.text[:a.atoms[i].from], " ")
	if slices.Contains([]string{"general", "particular", "detail", "full", "short", "brief", "words", "figures", "numbers", "percent", "alphabetical", "order", "case", "return", "english", "chinese", "time", "course"}, a.atoms[i].text) {
		return false
	}
	return ends && latin && endsAny(before, " of", " in", " at") && a.has("turnout/votes/candidate/registered/elected/counts/stage/progress/place -contact -nominee")
}

// strangeLeast is how many letters such a name has at least.
const strangeLeast = 4
