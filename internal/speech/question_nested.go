package speech

import (
	"slices"
	"strings"
	"time"
)

// nested reads a question about the units, or the areas, that a condition names: 参选率最高的片最低的村,
// 选民最多的村谁负责, 选民过八百而且参选率没到七成的村. What the condition says is a question of its own,
// among whose units the rest asks. ok is false if the text has no such parts, or not all of it is read.
// whole says that the text is read whole as it is.
func (q *Questions) nested(h Heard, now time.Time, whole bool) (f Frame, ok bool) {
	if f, ok = q.joined(h, now, whole); ok {
		return f, true
	}
	if !containsAny(h.Text, "的", "那", "名里", "名当中", "名之中") {
		return f, false
	}
	a, place := q.listen(h, now), foldText(h.Text).place
	for i := range a.atoms {
		if !a.heads(i) {
			continue
		}
		at := int(place[a.atoms[i].to])
		cond, rest := h.part(0, at), h.part(at, len(h.Text))
		c, picks := q.condition(cond, now)
		if !picks {
			continue
		}
		if f, ok = q.among(rest, now, c); ok {
			return f, true
		}
	}
	return Frame{}, false
}

// heads reports whether an atom is what a condition before it describes: the village of 参选率最低的村,
// of 最低的三个村 and of 最低的那个村.
func (a *query) heads(i int) bool {
	at := a.atoms[i]
	if i == 0 || i+1 == len(a.atoms) {
		return false
	}
	if at.does("whose") || at.number != nil && strings.HasSuffix(at.text, "名") && containsAny(a.atoms[i+1].text, "里", "当中", "之中") { // 前三名里
		return true
	}
	if !(at.does("units") || at.does("areas") || at.number != nil && countsUnits(*at.number)) || at.does("registered") {
		return false
	}
	before := a.text[:at.from]
	for _, pointer := range [...]string{"那几个", "这几个", "那个", "这个", "几个", "那", "这"} {
		if cut, points := strings.CutSuffix(before, pointer); points {
			return strings.HasSuffix(cut, "的") || pointer != "几个"
		}
	}
	if n := i - 1; a.atoms[n].number != nil { // 的三个支部
		before = a.text[:a.atoms[n].from]
	}
	return strings.HasSuffix(before, "的")
}

// condition reads what says which units are meant. picks is false if it does not, or not all of it is
// understood.
func (q *Questions) condition(h Heard, now time.Time) (f Frame, picks bool) {
	a := q.listen(h, now)
	a.setApart()
	f = a.frame()
	switch {
	case f.Filter.By != All:
	case f.Measure == Counted, f.Measure == Confirmed, f.Measure == Owing && f.Stage == "" && a.has("reports -not"): // 已确认的村, 报了的村
		f.Filter.By = IsReported
	case f.Measure == Unreturned: // 收回比发出少的村
		f.Filter.By = Some
	}
	if last := len(a.atoms) - 1; last > 0 && a.atoms[last].number != nil && countsUnits(*a.atoms[last].number) { // 还没报的那五个村
		a.used[a.atoms[last].from] = true
	}
	return f, !a.has("bySize") && len(a.unread()) == 0 && len(a.passedOver(&f)) == 0 && f.Picks()
}

// Picks reports whether a question is answered with some of the units, so that more can be asked of
// those.
func (f Frame) Picks() bool {
	switch f.Filter.By {
	case Lowest, Highest, Below, Above, Between, Exactly, None, Some:
		return f.Measure.Many() && !f.Presumed || f.Measure == Turnout
	case NotReported, IsReported:
		return slices.Contains([]Measure{Owing, Counted, Confirmed, Turnout, Records}, f.Measure)
	}
	return f.Measure == Incidents && f.Filter.By == All || slices.Contains([]Measure{Late, Difficulties, Further}, f.Measure) && (f.Filter.By == All || f.Measure == Further && (f.Filter.By == AtOnce || f.Filter.By == Complete))
}

// Standing is how units stand that a condition names; Anywhere if it says something else of them.
func (f Frame) Standing() Where {
	switch {
	case f.Stage != "" || !f.Time.At.IsZero() || f.Scope.EachArea:
	case f.Measure == Confirmed && f.Filter.By == NotReported:
		return Unconfirmed
	case f.Measure == Counted && f.Filter.By == NotReported:
		return Uncounted
	case f.Measure == Late && f.Filter.By == All:
		return Overdue
	case f.Measure == Difficulties && f.Filter.By == All:
		return Troubled
	case f.Measure == Further && f.Filter.By == All && f.Post == "":
		return VotingAgain
	}
	return Anywhere
}

// standing is a question whose one condition is how units stand, with that as a part of its own.
func (f Frame) standing() Frame {
	if s := &f.Scope; s.Where == Anywhere && len(s.Among) == 1 && s.Among[0].Scope.IsZero() {
		if where := s.Among[0].Standing(); where != Anywhere {
			s.Where, s.Among = where, nil
		}
	}
	return f
}

// Many reports whether a measure is a number of each unit: one that can be put in order, limited and
// added up.
func (m Measure) Many() bool {
	return m.countable() || slices.Contains([]Measure{Unreturned, Candidates, Composition, Ages, Records, Late, Difficulties, Further, Confirmed, Owing, Progress, Incidents, Cases, Requests, Objections, Units}, m)
}

// Whole reports whether a measure is a number that is no share of anything: no limit to it is one.
func (m Measure) Whole() bool {
	return slices.Contains([]Measure{Difficulties, Late, Incidents, Cases, Requests, Objections, Units, Further, Registered, Seats, Issued, Candidates}, m)
}

// among reads what is asked of the units of a condition.
func (q *Questions) among(rest Heard, now time.Time, cond Frame) (f Frame, ok bool) {
	text := strings.TrimLeft(rest.Text, " ，,：:、")
	if startsWithAny(text, "和", "跟", "与", "同", "及", "and ") {
		return f, false
	}
	for _, in := range [...]string{"里面", "里头", "当中", "之中", "中间", "里边", "里", "中", "的"} {
		text = strings.TrimPrefix(text, in)
	}
	rest = rest.part(len(rest.Text)-len(text), len(rest.Text))
	if f, ok = q.nested(rest, now, false); !ok {
		a := q.listen(rest, now)
		f, ok = a.ofThese(cond)
	}
	if !ok || len(f.Scope.Names) > 0 {
		return f, false
	}
	if cond.asksWhichArea() { // 哪个片过八成的村最多
		return cond.perGroup(f.Filter), f.Measure == cond.Measure && f.Filter.By != All
	}
	f.Scope.Among = append(f.Scope.Among, cond)
	return f, true
}

// asksWhichArea reports whether a condition asks which area it is so in, and is not about areas.
func (f Frame) asksWhichArea() bool {
	return (f.Scope.EachArea || f.Scope.EachPerson) && f.Filter.By != Lowest && f.Filter.By != Highest && !f.ofAreas
}

// perGroup is the question of how many units a condition is true, area by area or officer by officer.
func (f Frame) perGroup(order Filter) Frame {
	of := f
	of.Scope.EachArea, of.Scope.EachPerson = false, false
	return Frame{Measure: Units, Form: AsCompare, Filter: order, Scope: Scope{EachArea: f.Scope.EachArea, EachPerson: f.Scope.EachPerson, Among: []Frame{of}}, Outright: true, Named: true, said: f.said}
}

// eachOf reads a question of how many units something is so, area by area or officer by officer, as one
// about them: 各片没过八成的村各有几个, 每个联络员还有几个村没计票.
func (a *query) eachOf(f Frame) Frame {
	units := f.Scope.EachPerson && f.Filter.By == NotReported && f.Measure != Owing && f.Form != AsRanking || a.has("units/whose howMany/apiece") && !f.ofAreas
	if !units || !f.Scope.EachArea && !f.Scope.EachPerson || f.Filter.Placed() || f.Stage != "" || f.Measure == Owing && f.Scope.EachArea || !f.Picks() || !f.Time.Than.IsZero() {
		return f
	}
	g := f.perGroup(Filter{})
	g.Outright, g.Named, g.Nearly, g.Marked = f.Outright, f.Named, f.Nearly, f.Marked
	return g
}

// ofThese reads a question about the units of a condition; ok is false if it asks nothing of its own or
// is not read whole.
func (a *query) ofThese(cond Frame) (f Frame, ok bool) {
	a.setApart()
	f = a.frame()
	same := f.Filter.By == cond.Filter.By && f.Scope.EachArea == cond.Scope.EachArea // 党员最多的支部前三
	if len(a.unread()) > 0 || len(a.passedOver(&f)) > 0 || f.Presumed && !f.Scope.EachArea && (f.Filter.By == All || same && !cond.Scope.EachArea) {
		return f, false
	}
	if f.Measure == Owing && f.Stage == "" && f.Filter.By == NotReported { // 最高的片里没报的有哪些
		f.Measure = Turnout
	}
	f.OfAll = f.OfAll || a.ofAll(&f, true)
	if f.Scope.Key && f.Measure == Overview { // 有没有重点村
		f.Measure, f.Form = Units, AsList
	}
	f.takeOver(cond)
	f.Outright, f.Named, f.said = true, true, a.provenance()
	return f, f.asksOwn()
}

// asksOwn reports whether a question asks something of its own, and not only for units.
func (f Frame) asksOwn() bool {
	switch f.Measure {
	case Units:
		return f.Filter.By != All || f.Scope.EachArea || f.Scope.Key
	case Owing:
		return f.Stage != ""
	case Contact, Readiness, Votes:
		return true
	}
	return f.Measure.Many()
}

// takeOver gives a question that says only which are first or last what its condition is measured by.
func (f *Frame) takeOver(cond Frame) {
	switch {
	case f.Scope.EachArea && (f.Presumed || slices.Contains([]Measure{"", Overview}, f.Measure)): // 没报的村哪个片最多, 最低的五个村在哪个片
		f.Measure = Units
	case !f.Presumed, f.sharesRoll(cond.Measure): // 选民上千的村里头有没有不到四成的
	default:
		f.Measure, f.Trait, f.Post, f.Record, f.Field, f.Fields, f.Rate = cond.Measure, cond.Trait, cond.Post, cond.Record, cond.Field, cond.Fields, cond.Rate
	}
	f.Presumed = false
}

// joints are words that join two conditions, whether either of them is enough, and whether they join
// nothing in a text that is read whole without; read only.
var joints = []struct {
	word         string
	either, weak bool
}{
	{"而且", false, false}, {"并且", false, false}, {"同时", false, false}, {"但是", false, false}, {"可是", false, false}, {"且", false, true}, {"但", false, false}, {"却", false, true}, {"又", false, true}, {"也", false, true}, {"还", false, true},
	{"或者", true, false}, {"或是", true, false}, {"要么", true, false}, {"或", true, false}, {" and ", false, false}, {" but ", false, false}, {" or ", true, false},
}

// joined reads two conditions at once: 参选率没到七成又没计票的村. What can be more or less is what the
// answer shows.
func (q *Questions) joined(h Heard, now time.Time, whole bool) (f Frame, ok bool) {
	for _, j := range joints {
		at := strings.Index(h.Text, j.word)
		if at <= 0 || whole && j.weak || strings.Contains(h.Text, "还是") {
			continue
		}
		from := at
		if j.word != "还" { // 还没 says not yet
			from += len(j.word)
		}
		rest := h.part(from, len(h.Text))
		first, picks := q.condition(h.part(0, at), now)
		if !picks {
			continue
		}
		next, picks := q.condition(rest, now)
		if more, deep := q.nested(rest, now, false); deep && !j.either {
			more.Scope.Among = append(more.Scope.Among, first)
			return more, true
		}
		if !picks || first.Filter == next.Filter && first.Measure == next.Measure {
			continue
		}
		return bothOf(first, next, j.either), true
	}
	return Frame{}, false
}

// bothOf is the question for the units of which two conditions are true, or either.
func bothOf(first, next Frame, either bool) Frame {
	limits := func(f Frame) bool {
		return f.Filter.By != NotReported && f.Filter.By != All && f.Filter.By != IsReported
	}
	f, other := next, first
	if either || !limits(next) && !limits(first) {
		f = Frame{Measure: Units, Form: AsList, Scope: Scope{Among: []Frame{first, next}, Either: either}}
	} else {
		if !limits(next) {
			f, other = first, next
		}
		f.Scope.Among = append(slices.Clone(f.Scope.Among), other)
	}
	if next.Form == AsCount {
		f.Form = AsCount
	}
	f.Outright, f.Named = true, true
	return f
}

// yieldsTo reports whether a question is better read as one about the units of a condition. What is
// read whole about how units stand, how large they are or for whom to remind, says the condition already.
func (f Frame) yieldsTo(nested Frame, ok, whole bool) bool {
	if !ok {
		return true
	}
	if f.Unheeding() && f.Measure != NotKept || f.Measure == Remind {
		return false
	}
	return !whole || !f.saysAlready(nested.Scope.Among[0], nested)
}

// saysAlready reports whether a question has what a condition says as a part of its own.
func (f Frame) saysAlready(cond, nested Frame) bool {
	sized := f.Scope.Size.By != All && f.Measure == nested.Measure && (cond.Measure == Registered || nested.Measure == Registered && cond.Filter.By == NotReported)
	turnout := cond.Measure == Turnout && !cond.Heads && !cond.OfTown || cond.Measure == Owing && cond.Stage == ""
	picked := f.Measure == Contact && f.Filter.By != All && turnout && !cond.Scope.EachArea
	led := f.Leaders && (f.Scope.EachArea || len(f.Scope.Areas) > 0)
	again := f.Measure == Further && !f.Scope.EachArea && !nested.ofBallots()
	byOfficer := f.Scope.EachPerson && f.Filter.By == NotReported // 谁手里没报的村最多
	return byOfficer || f.Versus || f.Scope.Where != Anywhere || f.Scope.Closes+f.Scope.Opens != 0 || led || again || sized || picked
}

// ofBallots reports whether a question asks for a number of voters or ballots, by its name.
func (f Frame) ofBallots() bool {
	return !f.Presumed && slices.Contains([]Measure{Turnout, Registered, Issued, Returned, Valid, Invalid}, f.Measure)
}
