package speech

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huanjie/internal/election"
)

// frame puts together what was said.
func (a *query) frame() Frame {
	var f Frame
	if a.has("nameList") && !a.posted() {
		a.said["lists"]++
	}
	a.whether()
	a.told()
	f.Why, f.Ranks, f.Rising = a.takes("why"), a.takes("ranks"), a.takes("rising")
	a.scope(&f)
	a.standing(&f.Scope)
	a.is("changes", a.has("does howMany/which -not -votes -stage -record -nameList -registered -candidate -agenda -mine") && a.pastDay() || a.pastDay() && says(a.text, "新完成|新报|新办完|新弄完")) // 1月8号那天完成了几个村
	a.is("since", a.has("changes") && says(a.text, "到现在|到目前|至今|到今"))
	a.time(&f)
	a.note(f)
	f.Measure, f.Topic = a.measure()
	switch f.Measure {
	case Law:
		f.Given = a.given()
	case Contact:
		f.Phone = says(a.text, "电话|号码|手机|phone")
	}
	a.measured(&f)
	f.Leaders = f.Measure == Turnout && (a.takes("officer/leader who") || a.takes("leader which areas/eachArea"))
	f.Mean = a.takes("average -ages -below -above") && f.Measure.countable()
	f.OfAll = a.takes("shares town unit/area") && strings.Contains(a.text, "占")
	a.about(&f)
	if f.Measure == Composition {
		f.Age = a.age
	}
	if f.Trait == "re_elected" || f.Trait == "new" { // 上届的多少人连任了 is of this term
		f.Time.LastTerm = f.Time.LastTerm && a.takes("compares/changes")
	}
	a.size(&f)
	a.filter(&f)
	a.byNow(&f)
	a.placeOfOne(&f)
	f.Form = a.form(f)
	f.Beside = a.beside(&f)
	return f
}

// measured says how what is asked for is measured: in people or as a share, and whether it
// was named at all.
func (a *query) measured(f *Frame) {
	f.Presumed = f.Measure == Turnout && !a.has("turnout") && !a.has("votes")
	f.Rate = a.takes("rate/shares") || strings.Contains(a.text, "率") && slices.Contains([]Measure{Valid, Returned, Invalid}, f.Measure)
	f.Heads = a.takes("byHeads") || f.Measure == Turnout && !strings.Contains(a.text, "率") && (a.has("heads highest/lowest/ranks/first/last") || a.has("votes highest/lowest") && says(a.text, "最多|最少|most|fewest"))
}

// byNow finds that who owes the report of an hour is asked as of now: 十点的数谁没给.
func (a *query) byNow(f *Frame) {
	if at := f.Time.At; f.Filter.By == NotReported && at.Timed && at.Day == a.today && says(a.text, "点的数|点钟的数|点的那|点那次|点那个|点的报") {
		f.Time.At, f.Time.Today = Moment{}, true
	}
}

// placeOfOne finds that the place of one among all is asked for, and not the lowest or the
// highest of it alone.
func (a *query) placeOfOne(f *Frame) {
	if len(f.Scope.Areas) == 1 && a.takes("whether/rankOf lowest/highest/rankOf -units -eachUnit") { // 西片是不是最低: among the areas
		f.Scope.Areas, f.Scope.EachArea = nil, true
	}
	if len(f.Scope.Units) == 1 && f.Measure == Turnout && a.takes("whether/rankOf lowest/highest") { // 枣园是不是垫底: its place
		f.Ranks, f.Filter = true, Filter{}
	}
}

// shared reports whether an atom is a share, or a range of shares: 30%到33%.
func shared(at atom) bool {
	return at.number != nil && (at.number.Role == Percent || at.number.Role == Share || at.number.Role == Range && strings.ContainsAny(at.text, "%成"))
}

// measure is what is asked for, and of Law what it is about.
func (a *query) measure() (m Measure, topic string) {
	if on := a.law(); on != "" {
		m, topic = Law, string(on)
	} else {
		m = a.subject()
	}
	a.is("of:"+string(m), true)
	return m, topic
}

// subject is what the first rule asks for that fits, and is not excluded.
func (a *query) subject() Measure {
	for _, r := range subjects {
		if a.has(r.senses) && !slices.Contains(a.not, r.then) {
			a.takes(r.senses)
			return r.then
		}
	}
	return ""
}

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
	s.Names = a.names(OfCandidate)
	a.post(f)
	a.areasNamed(s)
	a.except(s)
	a.closing(s)
	s.Town, s.Own, s.Key, s.Groups = a.has("town") || a.has("others -compares"), a.has("mine"), a.has("key"), a.has("group")
	s.EachArea, s.EachUnit = a.has("eachArea") || a.has("areas -mine") && len(s.Areas) == 0, a.has("eachUnit")
	if s.Strange = a.strange(); s.Strange != "" {
		a.said["units"]--
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
			a.atoms[i].questionWord, a.atoms[i].unread = questionWord{senses: "passes"}, false
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
	s.ExceptKey = a.has("exceptKey")
	if s.Others = a.has("others"); a.has("others eachArea") || a.has("town compares") && len(s.Areas) == 1 { // 东片跟全镇比
		s.Areas, s.EachArea = nil, true
		a.is("eachArea", a.has("-eachArea"))
	}
}

// size is a limit to the registered voters of the units, beside what is asked for:
// 选民超过800的村参选率.
func (a *query) size(f *Frame) {
	if f.Measure != Registered && a.largest(f) || f.Measure == Registered || !a.has("below/above") || !a.has("registered") && !a.sizeFirst() {
		return
	}
	by := Above
	if a.has("below") {
		by = Below
	}
	for _, at := range a.atoms {
		if n := at.number; n != nil && (n.Role == Count || n.Role == Approximate) && n.Value > 100 && !countsUnits(*n) && !a.used[at.from] {
			f.Scope.Size, a.used[at.from] = Filter{By: by, N: n.Value, Flat: true}, true
			a.takes("registered below/above")
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
	for i, at := range a.atoms[:max(0, len(a.atoms)-1)] {
		if at.number == nil || at.number.Role != Clock || !a.atoms[i+1].does("closesAt") {
			continue
		}
		if s.Closes = at.number.Clock; s.Closes < closeLeast {
			s.Closes += midday
		}
		a.atoms[i].number, a.atoms[i].questionWord = nil, questionWord{senses: "passes"}
		a.taken["closesAt"] = true
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
	}
	return ""
}

// about fills in what the measure is of: a stage, a record, a trait, a topic.
func (a *query) about(f *Frame) {
	switch f.Measure {
	case HowTo:
		a.howTo(f)
	case Ages:
		f.One = a.takes("extreme -units -eachUnit")
	case Units:
		f.Polling = a.takes("votes/pollingDay day/ofNow")
	case Owing, Progress, Deadline, DaysLeft:
		f.Stage = a.stage(f.Measure)
	case Remind:
		f.Topic = a.topic(f.Measure)
		if a.has("stage not") || a.has("stage") && len(a.unread()) == 0 { // 投票 is what is reported, and no stage that is done
			f.Stage = a.stage(f.Measure)
		}
	case Reported:
		f.Stage = a.stageReported()
	case OwnWords:
		f.Topic = a.firstID("own")
	case Records:
		f.Fields = a.record()
		f.Record, f.Field = f.Fields[0].Record, f.Fields[0].Field
	case Composition, Candidates, NotKept:
		f.Trait = a.trait(f.Measure)
		if id := a.firstID("stage"); f.Measure == Candidates && id == string(election.FirstListStage) { // who they are before the formal list
			f.Stage = election.FirstListStage
		}
	default:
		f.Topic = cmp.Or(f.Topic, a.topic(f.Measure))
	}
}

// stageReported is the stage of which it is asked when it was reported.
func (a *query) stageReported() election.StageID {
	switch {
	case a.has("arrival/departure"):
		return election.StageID(a.firstID("stage"))
	case a.has("past"):
		return cmp.Or(a.stage(Reported), "roll") // 登记是哪天弄完的
	}
	return ""
}

// trait is the part of the elected, or of the candidates, that is asked for; "" is all of them.
func (a *query) trait(m Measure) election.Trait {
	named := election.Trait(a.firstID("trait"))
	switch {
	case m == Candidates && named == "" && a.has("composed") && a.age.By == All:
		return "women"
	case m == Composition && a.has("headsBoth"): // 支书是不是都当主任了
		return election.TraitCombined
	case m == Composition && says(a.text, allAre) && a.has("trait not") && opposites[named] != "":
		return opposites[named]
	case m == Composition && a.sexes(): // 女性比例比男性低多少
		return ""
	}
	return named
}

// sexes reports whether women and men are named.
func (a *query) sexes() bool {
	named := func(trait string) bool {
		return slices.ContainsFunc(a.atoms, func(at atom) bool { return at.senses == "trait" && at.id == trait })
	}
	return named("women") && named("men")
}

// topic is what contacts, times and incidents are asked for.
func (a *query) topic(m Measure) string {
	switch {
	case m == Contact && a.has("leader -officer"):
		return "leader"
	case m == Contact && a.has("checker -officer"), m == Remind && a.has("checker/confirms"):
		return "checker"
	case m == Person && a.has("confirms/checker mine"): // 轮到我复核哪几个村
		return "checker"
	case m == Votes && a.has("lost/elected") && a.has("highest/lowest"):
		if a.has("lost") {
			return "lost"
		}
		return "elected"
	case m == ReportTimes && a.has("digest"):
		return "digest"
	case m == Incidents:
		return a.firstID("petition")
	}
	return ""
}

// firstID is the first id of the first word of a sense; "" if it was not said.
func (a *query) firstID(sense string) string {
	e, _ := a.firstOf(sense)
	id, _, _ := strings.Cut(e.id, " ")
	return id
}

// howTo fills in what is to be done: a stage, a report, or nothing that is named.
func (a *query) howTo(f *Frame) {
	f.Stage, _ = a.q.StageIn(a.heard.Text)
	f.Reporting, f.Ruling = a.takes("reports"), a.has("rules") || a.has("void/voided/further/half/invalid")
	switch {
	case a.has("corrects"):
		f.Topic = "correct"
	case a.has("photoNeed/photo"):
		f.Topic = "photo"
	}
	f.Bare = f.Stage == "" && f.Topic == "" && !slices.ContainsFunc(a.atoms, func(at atom) bool {
		return at.unread || at.senses != "" && at.senses != "passes" && !strings.HasPrefix(at.senses, "howTo") && at.senses != "mine" && at.senses != "does"
	})
}

// record is the kind of record that is named, and the number in it; several where several
// kinds have such a number and none of them is named beside it. There is at least one place.
func (a *query) record() (places []RecordPlace) {
	kind, longest := "", 0
	for _, at := range a.atoms {
		senses := strings.Fields(at.senses)
		if slices.Contains(senses, "record") && !slices.Contains(senses, "field") && len(at.text) > longest {
			kind, longest = lastField(at.id), len(at.text)
		}
	}
	a.taken["record"] = a.taken["record"] || kind != ""
	e, ok := a.field()
	if !ok {
		return []RecordPlace{{election.RecordID(kind), a.fieldIn(election.RecordID(kind))}}
	}
	for _, id := range strings.Fields(e.id) {
		record, field, _ := strings.Cut(id, "/")
		places = append(places, RecordPlace{election.RecordID(record), field})
	}
	if i := slices.IndexFunc(places, func(p RecordPlace) bool { return string(p.Record) == kind }); i >= 0 {
		return places[i : i+1]
	}
	if kind != "" { // 两推多少人参加 asks of no other meeting
		return []RecordPlace{{election.RecordID(kind), a.fieldIn(election.RecordID(kind))}}
	}
	return places
}

// field is the number that is asked for, and not the whole of which a share is: 实到会占党员总数多少.
func (a *query) field() (e questionWord, ok bool) {
	longest := 0
	for i, at := range a.atoms {
		whole := i > 0 && strings.HasSuffix(a.text[:at.from], "占")
		if at.does("field") && len(at.text) > longest && !whole {
			e, ok, longest = at.questionWord, true, len(at.text)
		}
	}
	if !ok {
		return a.firstOf("field")
	}
	return e, ok
}

// fieldIn is the number of a kind of record that is named by a word which means something else
// where no record is named: 培训参加人数. It is "" if there is none.
func (a *query) fieldIn(id election.RecordID) (field string) {
	i := slices.IndexFunc(a.q.records, func(k election.RecordKind) bool { return k.ID == id })
	if i < 0 {
		return ""
	}
	k, longest, text := a.q.records[i], 0, a.text
	for w := range strings.FieldsFuncSeq(k.Title.In(election.Chinese), func(r rune) bool { return r == '、' }) {
		text = strings.Replace(text, w, " ", 1)
	}
	for _, f := range k.Fields {
		for _, w := range append([]string{f.Label.In(election.Chinese)}, f.Words...) {
			if f.Number && len(w) > longest && len([]rune(w)) > 1 && strings.Contains(text, w) {
				field, longest = f.ID, len(w)
			}
		}
	}
	return field
}

// lastField is the last of some ids that blanks part.
func lastField(ids string) string {
	all := strings.Fields(ids)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// stage is the stage that is named, also by what is done in it.
func (a *query) stage(m Measure) election.StageID {
	if e, ok := a.firstOf("stage"); ok {
		id := election.StageID(strings.Fields(e.id)[0])
		if a.q.stages[id] || m != Deadline && m != DaysLeft || !a.has("votes/pollingDay/counts") && !strings.Contains(a.text, "选举") {
			return id
		}
	}
	switch {
	case a.posted(), a.has("registered not does"):
		return "roll"
	case a.has("candidate"):
		return "candidates"
	case a.has("further"):
		return election.FurtherStage
	case a.has("votes/pollingDay/counts") || m == DaysLeft || m == Deadline && !a.has("who/which"):
		return election.PollingStage
	}
	return ""
}

// posted reports whether 名单 is the list of voters, of which something is done, and
// no form of the answer: 公布名单, but not 没报的村名单.
func (a *query) posted() bool {
	content := slices.DeleteFunc(slices.Clone(a.atoms), func(at atom) bool {
		return at.senses == "passes" || at.senses == "" && !at.unread && at.number == nil && at.means == nil
	})
	near := func(i int) bool {
		return i >= 0 && i < len(content) && slices.ContainsFunc(strings.Fields(content[i].senses), func(s string) bool {
			return slices.Contains([]string{"does", "reports", "not", "deadline", "when", "stage", "late"}, s)
		})
	}
	i := slices.IndexFunc(content, func(at atom) bool { return strings.Contains(at.senses, "nameList") })
	return i >= 0 && !strings.Contains(a.text, "报的名单") && (near(i-1) || near(i+1))
}

// form is how the answer is wanted.
func (a *query) form(f Frame) Form {
	a.is("than", !f.Time.Than.IsZero())
	a.is("placed", f.Filter.By == Lowest || f.Filter.By == Highest)
	a.is("filtered", f.Filter.By != All)
	a.is("eachArea", f.Scope.EachArea)
	a.is("sized", f.Scope.Size.By == Lowest || f.Scope.Size.By == Highest)
	form, _ := first(a, forms)
	return form
}
