package bot

import (
	"context"
	"slices"

	"huanjie/internal/speech"
)

// uses is what an answer heeds of a question. The words of all else are said below it.
type uses struct {
	filters []speech.FilterKind // besides all of them
	parts   speech.Parts
}

// and is what is heeded with some parts more.
func (u uses) and(parts speech.Parts) uses {
	u.parts |= parts
	return u
}

// lacks are the parts of a question that are not heeded.
func (u uses) lacks(q inquiry) speech.Parts {
	left := q.Has() &^ u.parts
	share := (q.Filter.By == speech.Below || q.Filter.By == speech.Above || q.Filter.By == speech.Between) && !q.Filter.Flat && !q.Filter.Mean
	if slices.Contains(u.filters, q.Filter.By) && !(share && q.Measure.Whole()) && !(u.parts&speech.PartThan != 0 && !q.Time.Than.IsZero()) {
		left &^= speech.PartFilter
	}
	return left
}

// numberUses is what an answer with numbers of the units heeds.
func numberUses() uses {
	return uses{[]speech.FilterKind{speech.NotReported, speech.IsReported, speech.Below, speech.Above, speech.Between, speech.Exactly, speech.ShortOf, speech.Closest, speech.NotVoted, speech.Extremes, speech.None, speech.Some, speech.Lowest, speech.Highest},
		speech.PartMoment | speech.PartThan | speech.PartOrder | speech.PartAreas | speech.PartPeople | speech.PartScope | speech.PartMean | speech.PartOfAll}
}

// byNumbers reports whether a question asks for what this answer does not heed, and numbers of the
// units do: 哪个片逾期最多.
func (a answerer) byNumbers(q inquiry) bool {
	left := a.uses.lacks(q)
	if left&speech.PartAge != 0 { // of which no number of the units is
		return false
	}
	if q.Filter.By == speech.NotReported || q.Filter.By == speech.IsReported { // what is done or not is no number that is unknown
		return false
	}
	return left&^(speech.PartThan|speech.PartPost) != 0 && q.Measure.Many() && numberUses().and(speech.PartPost).lacks(q) == 0
}

// answererOf is who answers for a measure.
func (b *Bot) answererOf(m speech.Measure) (a answerer, ok bool) {
	b.answering.Do(func() { b.answerers = answerers() })
	all := b.answerers
	i := slices.IndexFunc(all, func(a answerer) bool { return a.measure == m })
	if i < 0 {
		return a, false
	}
	return all[i], true
}

// unheeded are the words of a question that its answer does not heed.
func (b *Bot) unheeded(q inquiry) []string {
	a, ok := b.answererOf(q.Measure)
	if !ok || a.byNumbers(q) {
		return nil
	}
	return q.Words(a.uses.lacks(q))
}

// answerer answers questions that ask for one measure.
type answerer struct {
	measure speech.Measure
	uses    uses
	answer  func(d *desk, ctx context.Context, q inquiry) error
}

// answerers are the measures that can be asked for.
func answerers() []answerer {
	reported := []speech.FilterKind{speech.NotReported, speech.IsReported}
	placed := []speech.FilterKind{speech.Lowest, speech.Highest}
	numeric := numberUses()
	return []answerer{
		{speech.Overview, uses{nil, speech.PartMoment | speech.PartThan | speech.PartScope | speech.PartAreas}, (*desk).answerOverview},
		{speech.Progress, uses{nil, speech.PartMoment | speech.PartOrder | speech.PartScope | speech.PartAreas}, (*desk).answerProgress},
		{speech.Page, uses{nil, speech.PartScope}, (*desk).answerPage},
		{speech.Turnout, numeric, (*desk).answerTurnout},
		{speech.Registered, numeric, (*desk).answerNumber},
		{speech.Issued, numeric, (*desk).answerNumber},
		{speech.Returned, numeric, (*desk).answerNumber},
		{speech.Valid, numeric, (*desk).answerNumber},
		{speech.Invalid, numeric, (*desk).answerNumber},
		{speech.Seats, numeric.and(speech.PartPost), (*desk).answerNumber},
		{speech.Vacant, numeric.and(speech.PartPost), (*desk).answerNumber},
		{speech.Unreturned, numeric, (*desk).answerNumber},
		{speech.Elected, numeric.and(speech.PartPost), (*desk).answerElected},
		{speech.Candidates, numeric.and(speech.PartPost), (*desk).answerCandidates},
		{speech.Composition, numeric.and(speech.PartPost | speech.PartAge), (*desk).answerComposition},
		{speech.Records, numeric, (*desk).answerRecords},
		{speech.Counted, uses{reported, speech.PartMoment | speech.PartScope | speech.PartPeople}, (*desk).answerCounted},
		{speech.Confirmed, uses{reported, speech.PartMoment | speech.PartScope}, (*desk).answerConfirmed},
		{speech.Further, uses{[]speech.FilterKind{speech.AtOnce, speech.Complete, speech.Held, speech.Void}, speech.PartMoment | speech.PartScope | speech.PartPost}, (*desk).answerFurther},
		{speech.Owing, uses{reported, speech.PartMoment | speech.PartThan | speech.PartSpan | speech.PartScope | speech.PartAreas | speech.PartPeople}, (*desk).answerOwing},
		{speech.Late, uses{[]speech.FilterKind{speech.None, speech.NotReported, speech.IsReported}, speech.PartMoment | speech.PartScope}, (*desk).answerLate},
		{speech.Difficulties, uses{nil, speech.PartMoment | speech.PartScope}, (*desk).answerDifficulties},
		{speech.OwnWords, uses{nil, 0}, (*desk).answerOwnWords},
		{speech.Cases, uses{[]speech.FilterKind{speech.StillOpen}, speech.PartMoment | speech.PartThan | speech.PartSpan | speech.PartScope}, (*desk).answerCases},
		{speech.Incidents, uses{[]speech.FilterKind{speech.StillOpen}, speech.PartMoment | speech.PartThan | speech.PartSpan | speech.PartScope}, (*desk).answerCases},
		{speech.Requests, uses{[]speech.FilterKind{speech.StillOpen}, speech.PartMoment | speech.PartThan | speech.PartSpan | speech.PartScope}, (*desk).answerCases},
		{speech.Objections, uses{[]speech.FilterKind{speech.StillOpen}, speech.PartMoment | speech.PartThan | speech.PartSpan | speech.PartScope}, (*desk).answerCases},
		{speech.Units, uses{append(placed, speech.IsReported), speech.PartMoment | speech.PartScope | speech.PartAreas | speech.PartPeople}, (*desk).answerUnits},
		{speech.Contact, uses{[]speech.FilterKind{speech.NotReported, speech.Below, speech.Above, speech.Between, speech.Lowest, speech.Highest, speech.None}, speech.PartScope | speech.PartAreas}, (*desk).answerContact},
		{speech.Person, uses{append(slices.Clone(placed), speech.Above, speech.Below), speech.PartMoment | speech.PartOrder | speech.PartScope | speech.PartPeople}, (*desk).answerPerson},
		{speech.Schedule, uses{reported, speech.PartMoment | speech.PartSpan | speech.PartScope}, (*desk).answerSchedule},
		{speech.Deadline, uses{nil, speech.PartScope}, (*desk).answerDeadline},
		{speech.Calendar, uses{nil, speech.PartMoment | speech.PartSpan}, func(d *desk, _ context.Context, q inquiry) error { d.say(d.wordsOfDay(q.Time.At.Day)); return nil }},
		{speech.DaysLeft, uses{nil, speech.PartScope}, (*desk).answerDaysLeft},
		{speech.Place, uses{placed, speech.PartScope | speech.PartMoment}, (*desk).answerPlace},
		{speech.Ledger, uses{nil, 0}, (*desk).answerLedger},
		{speech.Picture, uses{placed, speech.PartMoment | speech.PartThan | speech.PartOrder | speech.PartScope | speech.PartAreas}, (*desk).answerPicture},
		{speech.Board, uses{nil, 0}, func(d *desk, _ context.Context, _ inquiry) error { d.board(); return nil }},
		{speech.Digest, uses{nil, speech.PartMoment | speech.PartScope}, (*desk).answerDigest},
		{speech.ToDo, uses{reported, speech.PartScope}, func(d *desk, ctx context.Context, _ inquiry) error { return d.todo(ctx) }},
		{speech.ReportTimes, uses{nil, speech.PartScope}, (*desk).answerReportTimes},
		{speech.Reported, uses{append(placed, speech.IsReported), speech.PartMoment | speech.PartSpan | speech.PartOrder | speech.PartScope}, (*desk).answerReported},
		{speech.Remind, uses{reported, speech.PartMoment | speech.PartScope | speech.PartPeople}, (*desk).answerRemind},
		{speech.Bound, uses{[]speech.FilterKind{speech.NotReported}, speech.PartPeople}, (*desk).answerBound},
		{speech.Groups, uses{nil, 0}, (*desk).answerGroups},
		{speech.Ages, numeric.and(speech.PartPost), (*desk).answerAges},
		{speech.Privacy, uses{nil, speech.PartScope}, func(d *desk, _ context.Context, _ inquiry) error { d.whoami(); return nil }},
		{speech.Help, uses{nil, speech.PartScope}, func(d *desk, _ context.Context, _ inquiry) error {
			d.say(wordsHelp(d.store.Town(), d.person))
			return nil
		}},
		{speech.Nominee, uses{[]speech.FilterKind{speech.Highest}, speech.PartMoment | speech.PartScope | speech.PartPost | speech.PartNames}, (*desk).answerNominee},
		{speech.Votes, uses{[]speech.FilterKind{speech.Lowest, speech.Highest, speech.Below, speech.Above, speech.Lost, speech.Closest, speech.Widest, speech.Apart}, speech.PartMoment | speech.PartOrder | speech.PartScope | speech.PartPost | speech.PartMean}, (*desk).answerVotes},
		{speech.Readiness, uses{reported, speech.PartMoment | speech.PartScope}, (*desk).answerReadiness},
		{speech.Office, uses{nil, speech.PartScope}, func(d *desk, _ context.Context, _ inquiry) error {
			d.say(wordsOfficePhone(d.store.Town().Phone))
			return nil
		}},
		{speech.NotKept, uses{parts: ^speech.Parts(0)}, func(d *desk, _ context.Context, q inquiry) error { d.say(wordsNotKept(q)); return nil }},
		{speech.Law, uses{parts: ^speech.Parts(0)}, func(d *desk, _ context.Context, q inquiry) error { d.answerLaw(q); return nil }},
		{speech.HowTo, uses{parts: ^speech.Parts(0)}, func(d *desk, _ context.Context, q inquiry) error { d.howTo(q); return nil }},
	}
}
