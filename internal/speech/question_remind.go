package speech

import (
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
)

// putsOff are words of a clause that somebody named is not to be reminded: 李芳先放一放, 别催三河; read only.
const putsOff = "别催|不催|不用催|先别|先不|不要催|莫催|甭催|放一放|缓一缓|缓缓|放放|就算了|先放|不用管|跳过|暂时不|除外|don't remind|leave out|skip"

// exempted reads a text that wants people to be reminded, and says of some of them that they are not to be:
// 都催下 李芳先放一放 她在开会. What is said of those is heard apart from the rest, and so is why. ok is false if
// nobody is named so.
func (q *Questions) exempted(h Heard, now time.Time) (f Frame, unread []string, ok bool) {
	if !says(Fold(h.Text), "催|提醒|喊|remind") {
		return f, nil, false
	}
	var but Scope
	var rest []string
	off := false // the clause before put somebody off
	for _, c := range clausesHeard(h) {
		a := q.listen(c, now)
		people, units, areas := a.names(OfPerson), a.names(OfUnit), a.names(OfArea)
		named := len(people)+len(units)+len(areas) > 0
		switch {
		case says(Fold(c.Text), putsOff) && named:
			for _, id := range people {
				but.ExceptPeople = append(but.ExceptPeople, election.PersonID(id))
			}
			for _, id := range units {
				but.ExceptUnits = append(but.ExceptUnits, election.UnitID(id))
			}
			for _, id := range areas {
				but.ExceptAreas = append(but.ExceptAreas, election.Area(id))
			}
			off = true
		case off && startsWithAny(c.Text, "她", "他", "人家", "那边", "说是", "正在", "在"): // why
		default:
			rest, off = append(rest, c.Text), false
		}
	}
	if !off && len(but.ExceptPeople)+len(but.ExceptUnits)+len(but.ExceptAreas) == 0 || len(rest) == 0 {
		return f, nil, false
	}
	text := strings.Join(rest, "，")
	if !says(Fold(text), "催|提醒|喊|remind") {
		return f, nil, false
	}
	at := strings.Index(h.Text, rest[0])
	last := rest[len(rest)-1]
	f, unread, ok = q.Question(h.part(at, strings.LastIndex(h.Text, last)+len(last)), now)
	if !ok || f.Measure != Remind {
		return f, nil, false
	}
	f.Scope.ExceptPeople, f.Scope.ExceptUnits, f.Scope.ExceptAreas = but.ExceptPeople, append(f.Scope.ExceptUnits, but.ExceptUnits...), append(f.Scope.ExceptAreas, but.ExceptAreas...)
	f.Scope.People = slices.DeleteFunc(f.Scope.People, func(p election.PersonID) bool { return slices.Contains(but.ExceptPeople, p) })
	f.Outright = true
	return f, unread, true
}

// onlyTold is what was heard without a clause that says that nobody is to be reminded: 先别催 光告诉我谁没报.
func onlyTold(h Heard) Heard {
	all := clausePlaces(h.Text)
	if len(all) < 2 {
		return h
	}
	first := strings.Trim(Fold(h.Text[all[0].from:all[0].to]), " 了啊呀吧")
	if !slices.Contains([]string{"先别催", "别催", "不用催", "先不催", "不催", "不要催", "先不要催", "先不用催", "暂时别催", "暂时不催", "别急着催", "不忙催", "先不忙催", "don't remind anybody"}, first) {
		return h
	}
	return h.part(all[1].from, len(h.Text))
}
