package bot

import (
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// parts are the questions of which a text consists, if it asks for more than one thing:
// 女的占多少，党员占多少; 参选率多少，哪个村最低. Each goes on with the one before it, or is about
// whom that is about if it names nobody. What says nothing is passed.
func (d *desk) parts(q inquiry) (all []inquiry) {
	pieces := piecesOf(q.text)
	if !q.mayHaveParts(pieces) {
		return nil
	}
	again := false
	for _, piece := range pieces {
		part, ok := d.nextPart(piece, all)
		switch {
		case !ok && d.idle(piece):
		case !ok || !part.partOfMore():
			return nil
		case len(all) > 0 && part.asksForThatOf(all[len(all)-1]):
			if !part.repeats(all[len(all)-1]) {
				return nil
			}
			again = true
		default:
			all = append(all, part)
		}
	}
	if len(all) > 1 || len(all) == 1 && again && !(q.readWhole() && q.Filter == all[0].Filter) { // 投票站怎么走 他们几点收摊: one answer tells both
		return all
	}
	return nil
}

// mayHaveParts reports whether the pieces of a question may be questions of their own. A piece that ends with 里头 only says
// of whom the next one asks: 选民上千的村里头，有没有不到四成的.
func (q inquiry) mayHaveParts(pieces []string) bool {
	if len(pieces) < 2 || q.goesOn || (q.Measure == speech.Contact || q.Meetings) && q.readWhole() || q.Measure == speech.Remind {
		return false
	}
	return !slices.ContainsFunc(pieces[:len(pieces)-1], speech.EndsInside)
}

// readWhole reports whether nothing of a question is left over.
func (q inquiry) readWhole() bool { return len(q.unread)+len(q.Left) == 0 }

// severalAsked is the first of several questions of a message that is none as a whole: 我片里垫底的是哪个 离一半还差多少人.
func (d *desk) severalAsked(m *typed) (first inquiry, ok bool) {
	if m.asks || m.command != "" || d.tells(m) || d.onlyReports() && speech.TellsEmergency(m.text) || !d.onlyReads() && !m.heard.Mood.Asks {
		return first, false
	}
	all := d.parts(inquiry{text: m.text})
	if len(all) < 2 || slices.ContainsFunc(all, func(q inquiry) bool { return !q.Outright && len(q.Scope.Among) == 0 && !d.onlyReads() }) {
		return first, false
	}
	first = all[0]
	first.text = m.text
	return first, true
}

// piecesOf are the pieces of a text that may ask by themselves.
func piecesOf(text string) []string {
	pieces := speech.Clauses(strings.NewReplacer(" and ", "，", "以及", "，", "另外", "，").Replace(speech.EachAsked(text)))
	if n := len(pieces); n > 0 && strings.HasSuffix(strings.TrimRight(text, " "), "？") {
		pieces[n-1] += "？"
	}
	return pieces
}

// nextPart is the question of a piece that some others stand before.
func (d *desk) nextPart(piece string, before []inquiry) (part inquiry, ok bool) {
	part, ok = d.question(piece)
	if len(before) == 0 {
		return part, ok
	}
	first, last := before[0], before[len(before)-1]
	if of, again := d.ofSameRecord(piece, part, last); again {
		return of, true
	}
	if f, more := d.bot.ear(d.store.Town()).questions.GoesOn(d.hear(piece), d.now(), last.Frame); more {
		f.Outright = true
		return inquiry{Frame: f, text: piece}, true
	}
	if !ok && speech.AsksFigure(piece) { // 三河几点关门，现在多少了
		part, ok = inquiry{Frame: speech.Frame{Measure: speech.Turnout, Scope: last.Scope, Outright: true}, text: piece}, true
		return part, true
	}
	if part.Presumed && (last.Measure != speech.Registered || part.Filter.Part == 0) { // turnout chart, lowest first
		part.Measure = last.Measure
	}
	if ok {
		part.follow(first, last)
		d.ofStageBefore(&part, last)
	}
	return part, ok
}

// ofStageBefore makes a question that names no stage one of the stage that the question before it is about: 提名到哪步了
// 还有几天截止, 名单什么时候公布 哪几个村公布了.
func (d *desk) ofStageBefore(part *inquiry, before inquiry) {
	by := part.Filter.By
	_, named := d.bot.ear(d.store.Town()).questions.StageIn(part.text)
	days := part.Measure == speech.DaysLeft || part.Measure == speech.Deadline
	switch {
	case days && !named && (before.Measure == speech.Schedule || before.Measure == speech.Further): // 下一步该干啥 最后哪天: it says the days
		*part = before
	case before.Stage == "":
		return
	}
	switch part.Measure {
	case speech.Difficulties: // 登记谁家卡住了 卡在哪
		if before.Measure == part.Measure && part.Stage == "" {
			part.Stage = before.Stage
		}
	case speech.DaysLeft, speech.Deadline:
		if !named {
			part.Stage = before.Stage
		}
	case speech.Units, speech.Owing:
		if part.Stage == "" && (by == speech.NotReported || by == speech.IsReported) {
			part.Measure, part.Stage = speech.Owing, before.Stage
		}
	}
}

// ofSameRecord makes a question for a part of the elected one for a part of those whom the record counts that the
// question before asks for: 居民代表一共多少，女的占多少.
func (d *desk) ofSameRecord(piece string, part, last inquiry) (of inquiry, ok bool) {
	kinds := d.store.Town().Records
	i := slices.IndexFunc(kinds, func(k election.RecordKind) bool { return k.ID == last.Record })
	if last.Measure != speech.Records || i < 0 || len(kinds[i].Words) == 0 {
		return of, false
	}
	rest := kinds[i].Of(election.OfficeWork) && part.Measure != speech.Records // 选举的钱花了多少 还剩好多
	if part.Measure != speech.Composition && !rest {
		return of, false
	}
	of, ok = d.question(kinds[i].Words[0] + piece)
	of.text = piece
	if ok && of.Scope.IsZero() {
		of.Scope = last.Scope
	}
	return of, ok && of.Measure == speech.Records && of.Record == last.Record
}

// idle reports whether a piece says nothing for a question that stands beside it.
func (d *desk) idle(piece string) bool {
	return d.bot.ear(d.store.Town()).questions.Idle(d.hear(piece), d.now())
}

// follow makes a question of one that others stand before: of the same people, if it names
// nobody, and of candidates if the first is: 候选人多少，女的几个.
func (q *inquiry) follow(first, before inquiry) {
	if first.Measure == speech.Candidates && q.Measure == speech.Composition {
		q.Measure = speech.Candidates
	}
	if q.Scope.IsZero() {
		q.Scope = before.Scope
	}
	q.owesOf(before)
	if q.asksPostOf(before) {
		q.Measure = before.Measure
	}
	if q.Post == "" && q.Measure == speech.Seats { // 委员候选人几个，选几个
		q.Post = before.Post
	}
	if q.Measure == speech.Picture { // of what is put in order: 参选率从低到高，画个图
		q.Rising = q.Rising || before.Rising || before.Filter.By == speech.Lowest
	}
}

// owesOf makes a question of those who have not reported, and not what, one of what the question before it asks for: 横幅多少
// 哪些村没报, 参选数咋不全 还短谁.
func (q *inquiry) owesOf(before inquiry) {
	if q.Measure != speech.Owing || q.Stage != "" {
		return
	}
	missing := q.Filter.By == speech.NotReported
	switch of := before.Measure; {
	case of == speech.Records && missing:
		q.Measure, q.Record, q.Field, q.Fields = of, before.Record, before.Field, before.Fields
	case of == speech.Turnout && missing && before.Filter.By == speech.NotReported, of == speech.Counted, of == speech.Confirmed:
		q.Measure = of
	}
}

// asksPostOf reports whether a question names only another post of what was asked for: 应选多少人 主任几个.
func (q inquiry) asksPostOf(before inquiry) bool {
	of := []speech.Measure{speech.Seats, speech.Vacant, speech.Candidates}
	return q.Post != "" && q.Measure == speech.Elected && slices.Contains(of, before.Measure) && !speech.SaysElected(q.text)
}

// partOfMore reports whether a question may be one of several in a text: it is read whole,
// says what it asks for, and is not answered with all that is known.
func (q inquiry) partOfMore() bool {
	if q.Measure == speech.Page && len(q.Scope.Units) == 1 && q.Outright { // 东河到哪一步了 卡在哪里
		return len(q.unread) == 0
	}
	alone := []speech.Measure{speech.Overview, speech.Page, speech.Person, speech.Units}
	return len(q.unread) == 0 && !(q.Presumed && q.Filter.By == speech.All) && (!slices.Contains(alone, q.Measure) || q.Measure == speech.Units && q.Form == speech.AsCount)
}

// asksForThatOf reports whether two questions ask for one thing, perhaps of different units. How
// many voted, or are registered, and where the fewest are, are two things.
func (q inquiry) asksForThatOf(other inquiry) bool {
	if q.OfAll != other.OfAll || q.Mean && !q.sameScope(other) || q.Scope.Where != other.Scope.Where || !q.sameThing(other) { // 最大的是哪个村，占全镇几成
		return false
	}
	switch q.Measure {
	case speech.Composition: // 本科几个，都在哪
		return q.Form != speech.AsList || other.Form == speech.AsList
	case speech.Owing: // 报了几个，没报的是不是白沙
		return q.Filter.By == other.Filter.By || q.sameScope(other)
	case speech.Records: // 横幅多少，哪些村没报
		return q.Filter.By == other.Filter.By
	case speech.Turnout, speech.Registered:
		return q.Filter == other.Filter || !q.sameScope(other)
	}
	return true
}

// sameThing reports whether two questions ask for the same, of whichever units.
func (q inquiry) sameThing(other inquiry) bool {
	return q.Measure == other.Measure && q.Record == other.Record && q.Field == other.Field && q.Trait == other.Trait && q.Stage == other.Stage && q.Post == other.Post
}

// repeats reports whether a question adds nothing to one that asks for the same.
func (q inquiry) repeats(other inquiry) bool {
	return q.Filter == other.Filter && q.Time == other.Time && q.sameScope(other)
}

// sameScope reports whether two questions are about the same units.
func (q inquiry) sameScope(other inquiry) bool {
	return slices.Equal(q.Scope.Units, other.Scope.Units) && slices.Equal(q.Scope.Areas, other.Scope.Areas) && slices.Equal(q.Scope.People, other.Scope.People) && q.Scope.Key == other.Scope.Key
}
