package speech

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

// frame puts together what was said.
func (a *query) frame() (f Frame) {
	a.heardAsAsked(&f)
	a.ofWhomAndWhen(&f)
	a.ofWhat(&f)
	a.which(&f)
	a.inWhatForm(&f)
	return f
}

// heardAsAsked finds what only the form of the text tells, and the order that is asked for.
func (a *query) heardAsAsked(f *Frame) {
	if a.has("nameList") && !a.posted() {
		a.said["lists"]++
	}
	a.asOf()
	a.whether()
	a.told()
	f.Why = a.takes("why")
	a.fill(PartOrder)
	f.Ranks, f.Rising = a.takes("ranks"), a.takes("rising")
}

// ofWhomAndWhen fills in of whom and as of when is asked.
func (a *query) ofWhomAndWhen(f *Frame) {
	a.fill(PartScope)
	a.scope(f)
	a.suppose(f)
	a.fill(PartThan)
	a.against(f)
	f.Scope.Town = f.Scope.Town && !f.Versus && !f.OfTown
	a.fill(PartScope)
	a.standing(&f.Scope)
	a.fill(PartAge)
	a.noteAges()
	a.fill(partRest)
	a.changing()
	a.atHour()
	a.fill(PartMoment | PartThan | PartSpan)
	a.time(f)
	a.fill(partRest)
	a.note(*f)
}

// ofWhat fills in what is asked for, and of what.
func (a *query) ofWhat(f *Frame) {
	a.fill(partMeasure)
	f.Measure, f.Topic = a.measure()
	a.fill(partRest)
	switch f.Measure {
	case Law:
		f.Given = a.given()
	case Contact:
		f.Phone = says(a.text, "电话|号码|手机|phone")
	}
	a.measured(f)
	a.ofPollingDay(f)
	a.ofLastReports(f)
	f.Claim = a.claim
	f.Leaders = f.Measure == Turnout && (a.takes("officer/leader who") || a.takes("leader which areas/eachArea"))
	a.fill(PartMean)
	f.Mean = a.takes("average -ages -below -above -highest -lowest") && (f.Measure.countable() || f.Measure == Composition || f.Measure == Votes)
	a.about(f)
	a.ofThisTerm(f)
}

// which fills in which of the units are asked for.
func (a *query) which(f *Frame) {
	a.fill(PartScope)
	a.size(f)
	a.fill(PartFilter)
	a.filter(f)
	a.claimed(f)
	if f.sharesRoll(f.Measure) {
		f.Measure = Turnout
	}
	a.fill(partRest)
	f.OnDay = a.onThatDay(*f)
	a.byNow(f)
	a.sincePast(f)
	a.ofEachArea(f)
	a.placeOfOne(f)
	a.ofKnown(f)
	f.SaidUnits = a.saidUnits()
	a.fill(PartOfAll)
	f.OfAll = a.ofAll(f, f.Scope.narrows())
}

// inWhatForm fills in how the answer is wanted.
func (a *query) inWhatForm(f *Frame) {
	a.fill(partRest)
	f.ofAreas = a.has("areas/eachArea") && (a.ends("areas/eachArea") && strings.HasSuffix(strings.TrimRight(a.text, " ?。.!"), "片") || !a.has("units/whose"))
	if f.Form = a.form(*f); f.Claim != (Claim{}) {
		f.Form = AsFigure
	}
	if f.Beside = a.beside(f); f.OfEach {
		f.Form, f.Scope.EachArea = AsRanking, len(f.Scope.Areas) == 0
	}
}

// sharesRoll reports whether a limit that is a share is asked of the registered voters: no share of the roll is, so that it is
// one of the turnout: 选民上千的村里头有没有不到四成的.
func (f Frame) sharesRoll(of Measure) bool {
	return of == Registered && f.limited() && !f.Filter.Flat && !f.Filter.Mean
}

// onThatDay reports whether only what was done on the day that is named is asked for, and not all that was done by then.
func (a *query) onThatDay(f Frame) bool {
	day := f.Time.Today || !f.Time.At.IsZero() && !f.Time.Until
	return day && f.Measure == Owing && f.Stage != "" && f.Filter.By == IsReported && !says(a.text, "到|截至|截止|为止|so far|as of")
}

// asOf finds a word that says only as of when something is asked, and no deadline: 截止中午十二点投了多少.
func (a *query) asOf() {
	for i, at := range a.atoms[:max(0, len(a.atoms)-1)] {
		next := a.atoms[i+1].number
		if (at.text == "截止" || at.text == "截止到") && next != nil && (next.Role == Clock || next.Role == Date) {
			a.said["deadline"]--
			a.mute(i)
		}
	}
}

// ofAll finds that it is asked what some of the units have of all there is: 竹坞占全镇多少, 没报的村选民占几成.
func (a *query) ofAll(f *Frame, some bool) bool {
	if !some || !strings.Contains(a.text, "占") || !f.Measure.countable() && len(f.Scope.Units)+len(f.Scope.Areas) == 0 {
		return false
	}
	return a.takes("shares town") || f.Measure == Registered && a.takes("shares -rate")
}

// ofKnown finds that what all units have is asked of those that have not reported, or have: 重点村里没报的
// 一共多少选民.
func (a *query) ofKnown(f *Frame) {
	if by := f.Filter.By; (f.Measure == Registered && !a.has("does") || f.Measure == Seats) && f.Scope.Where == Anywhere && a.has("reports") && (by == NotReported || by == IsReported) {
		f.Scope.Where, f.Filter = Reporting, Filter{}
		if by == NotReported {
			f.Scope.Where = Silent
		}
		if f.Form == AsList && !a.has("which/lists/eachUnit") {
			f.Form = AsFigure
		}
	}
}

// ofThisTerm takes an age of the elected, and that who was elected again is asked of this term:
// 上届的多少人连任了.
func (a *query) ofThisTerm(f *Frame) {
	f.Age = a.age
	if f.Trait == "re_elected" || f.Trait == "new" {
		f.Time.LastTerm = f.Time.LastTerm && a.takes("compares/changes")
	}
}

// measured says how what is asked for is measured: in people or as a share, and whether it
// was named at all.
func (a *query) measured(f *Frame) {
	f.Presumed = f.Measure == Turnout && !a.has("turnout") && !a.has("votes")
	f.Rate = a.takes("rate/shares") || strings.Contains(a.text, "率") && slices.Contains([]Measure{Valid, Returned, Invalid}, f.Measure)
	if part, whole, ok := a.shareOfAnother(); ok && part == f.Measure {
		f.Of, f.Rate = whole, true
		for _, s := range figureSenses {
			a.takes(s.sense)
		}
	}
	a.ofNominee(f)
	f.Heads = a.byHeads(f.Measure)
}

// ofNominee says what of candidates is asked for: the facts of them, what they lack of half, how far they are apart.
func (a *query) ofNominee(f *Frame) {
	if f.Measure == Votes && a.takes("post short/shortVotes elected/half howMany -nominee") && says(a.text, "差|缺|short|more") { // 三河主任还差几票当选
		f.Half = true
		a.takesAll("not", "does", "above", "below")
	}
	if f.Measure != Nominee {
		return
	}
	f.Facts = a.takes("ages/composed/trait/schooling/extreme")
	if f.Half = a.takes("half"); f.Half {
		a.takesAll("above/below", "short", "not", "does", "howMany") // 还差几票过半
	}
	if f.Gap = a.takes("votesApart"); f.Gap {
		a.takesAll("compares", "changes", "not", "lags", "late", "short", "elected", "lowest", "highest", "votes", "ballots", "turnout", "howMany", "does")
	}
}

// takesAll takes each of some senses that is there.
func (a *query) takesAll(senses ...string) {
	for _, sense := range senses {
		a.takes(sense)
	}
}

// byHeads reports whether people are asked for, and not their share.
func (a *query) byHeads(m Measure) bool {
	if a.takes("byHeads") {
		return true
	}
	if m == Turnout && (a.has("several compares") && apartInHeads(a.text) || a.has("average") && says(a.text, "多少人|多少票|几个人|人数|how many")) {
		return true
	}
	return !a.takes("byRate") && m == Turnout && !strings.Contains(a.text, "率") && (a.has("heads highest/lowest/ranks/first/last") || a.has("votes highest/lowest") && says(a.text, "最多|最少|most|fewest"))
}

// apartInHeads reports whether a text asks by how many people or ballots some are apart: 多投多少票, 差几个人.
func apartInHeads(text string) bool {
	for at, r := range text {
		if !strings.ContainsRune("多少差", r) {
			continue
		}
		rest := strings.TrimLeft(text[at+len(string(r)):], "投来到出了去")
		rest, asks := cutAny(rest, "多少", "几")
		if asks && startsWithAny(strings.TrimLeft(rest, "个"), "人", "票", "张") {
			return true
		}
	}
	return false
}

// byNow finds that who owes the report of an hour is asked as of now: 十点的数谁没给.
func (a *query) byNow(f *Frame) {
	if at := f.Time.At; f.Filter.By == NotReported && at.Timed && at.Day == a.today && says(a.text, "点的|点钟的|点半的|点那|点整的") {
		f.Time.At, f.Time.Today, f.Time.Hour = Moment{}, true, at.Clock
	} else if f.Filter.By == NotReported && at.Timed && at.Day == a.today && says(a.text, "点以后|点之后|点后|点过后") && (f.Measure == Owing || f.Measure == Turnout) {
		a.takes("since")
		f.Time.At, f.Time.Today, f.Time.Hour, f.Time.After = Moment{}, true, at.Clock, true
	}
}

// ofEachArea finds that the first or last units of each area are asked for, and not the first area:
// 各片参选率最低的村, 东片西片各报一个最少.
func (a *query) ofEachArea(f *Frame) {
	placed := f.Filter.Placed()
	areas := f.Scope.EachArea && a.has("eachArea") && !says(a.text, "哪个片|哪片|哪些片|哪几个片|which area") || len(f.Scope.Areas) > 1 && a.has("apiece")
	if f.OfEach = placed && areas && f.Measure.Many() && (a.has("units/whose/few") || says(a.text, "各一个|各报一个|各来一个|各说一个|各列一个|一个")); f.OfEach {
		a.takes("apiece")
	}
}

// placeOfOne finds that the place of one among all is asked for, and not the lowest or the
// highest of it alone.
func (a *query) placeOfOne(f *Frame) {
	if len(f.Scope.Areas) == 1 && a.takes("whether/rankOf lowest/highest/rankOf -units -eachUnit") { // 西片是不是最低: among the areas
		f.Scope.Areas, f.Scope.EachArea = nil, true
	}
	if f.Ranks && a.takes("rankOf myArea -units") { // 我片排第几
		f.Scope.EachArea = true
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
	if part, _, ok := a.shareOfAnother(); ok && !slices.Contains(a.not, part) {
		return part
	}
	for _, r := range subjects {
		if a.has(r.senses) && !slices.Contains(a.not, r.then) {
			a.takes(r.senses)
			return r.then
		}
	}
	return ""
}

// record is the kind of record that is named, and the number in it; several where several
// kinds have such a number and none of them is named beside it. There is at least one place.
func (a *query) record() (places []RecordPlace) {
	if all := a.filed(); len(all) > 0 {
		a.takesAll("record", "stage", "field", "votes", "request", "not", "whether", "issued", "does", "detail")
		return all
	}
	if p, ok := a.whoseNumber(); ok {
		a.takesPeople()
		return []RecordPlace{p}
	}
	if all := a.ofMeasure(); len(all) > 0 {
		a.takesAll("record", "stage", "field", "does", "candidate", "detail", "daysLeft")
		return all
	}
	kind, longest := "", 0
	for _, at := range a.atoms {
		senses := strings.Fields(at.senses)
		if slices.Contains(senses, "record") && !slices.Contains(senses, "field") && len(at.text) > longest {
			kind, longest = lastField(at.id), len(at.text)
		}
	}
	if kind != "" {
		a.taken["record"] |= a.filling
	}
	e, ok := a.field()
	if day := a.dayIn(election.RecordID(kind)); day != "" && a.takes("heldOn") {
		a.takes("stage when")
		return []RecordPlace{{election.RecordID(kind), day}}
	}
	if !ok {
		return []RecordPlace{{election.RecordID(kind), a.fieldIn(election.RecordID(kind))}}
	}
	for _, id := range strings.Fields(e.id) {
		record, field, ok := strings.Cut(id, "/")
		if !ok { // the stage of the same name
			continue
		}
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

// fieldsNamed are the numbers that are named side by side; nil if it is one, or if they are compared.
func (a *query) fieldsNamed() (all [][]RecordPlace) {
	if _, whose := a.whoseNumber(); whose || a.has("compares/shares/highest/lowest/ranks/below/above/eachUnit") {
		return nil
	}
	var ids []string
	for _, at := range a.atoms {
		if !at.does("field") || slices.Contains(ids, at.id) {
			continue
		}
		var places []RecordPlace
		for _, id := range strings.Fields(at.id) {
			if record, field, ok := strings.Cut(id, "/"); ok {
				places = append(places, RecordPlace{election.RecordID(record), field})
			}
		}
		ids, all = append(ids, at.id), append(all, places)
	}
	if len(all) < 2 {
		return nil
	}
	return all
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

// dayIn is the day of a kind of record on which it was; "" if it has none.
func (a *query) dayIn(id election.RecordID) string {
	for _, k := range a.q.records {
		if i := slices.IndexFunc(k.Fields, func(f election.RecordField) bool { return f.Day }); k.ID == id && i >= 0 {
			return k.Fields[i].ID
		}
	}
	return ""
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
	fields := k.Numbers()
	if !a.has("does/reports") { // 预案多少个村做了
		fields = append(fields, k.Fields...)
	}
	for _, f := range fields {
		for _, w := range append([]string{f.Label.In(election.Chinese)}, f.Words...) {
			if !f.File && len(w) > longest && len([]rune(w)) > 1 && strings.Contains(text, w) {
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

// form is how the answer is wanted.
func (a *query) form(f Frame) Form {
	a.is("than", !f.Time.Than.IsZero())
	a.is("earlierThan", f.Time.Earlier)
	a.is("placed", f.Filter.Placed())
	a.is("filtered", f.Filter.By != All)
	a.is("eachArea", f.Scope.EachArea)
	a.is("sized", f.Scope.Size.By == Lowest || f.Scope.Size.By == Highest)
	form, _ := first(a, forms)
	return form
}
