package bot

import (
	"cmp"
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// stands is how units stand that are meant, and what they are called.
type stands struct {
	where speech.Where
	name  election.Phrase
	is    func(s scoped, u election.UnitState) bool
}

// electsBy is how many of the standings, the first ones, say by which way units elect.
const electsBy = 5

// standings are the ways in which units may stand.
func standings() []stands {
	silent := func(s scoped, u election.UnitState) bool { return !document.TurnoutMeasure().Of(s.Election, u).Known }
	by := func(m election.Method) func(scoped, election.UnitState) bool {
		return func(s scoped, u election.UnitState) bool {
			ofVoters := s.Kind == election.Villagers || s.Kind == election.Residents || s.Kind == election.Congress
			return ofVoters && cmp.Or(u.Unit.Method, s.Method, election.AllVoters) == m
		}
	}
	return []stands{
		{speech.ByHouseholds, say("由户代表选举的 %s", "%s where households vote"), by(election.Households)},
		{speech.ByRepresentatives, say("由居民代表选举的 %s", "%s where representatives vote"), by(election.Representatives)},
		{speech.ByAllVoters, say("由全体选民选举的 %s", "%s where all voters vote"), by(election.AllVoters)},
		{speech.ByMembers, say("党员直接选书记的 %s", "%s whose members elect the secretary"), func(s scoped, u election.UnitState) bool {
			return s.Kind == election.Party && len(u.Unit.Among) == 0
		}},
		{speech.ByCommittee, say("委员会选书记的 %s", "%s whose committee elects the secretary"), func(s scoped, u election.UnitState) bool {
			return s.Kind == election.Party && len(u.Unit.Among) > 0
		}},
		{speech.Silent, say("还没报投票的 %s", "%s without a turnout"), silent},
		{speech.Reporting, say("已报投票的 %s", "%s with a turnout"), func(s scoped, u election.UnitState) bool { return !silent(s, u) }},
		{speech.Troubled, say("有困难的 %s", "%s in difficulty"), func(s scoped, u election.UnitState) bool { return !document.Trouble(s.Election, u).IsZero() }},
		{speech.Overdue, say("有逾期的 %s", "%s with something late"), func(s scoped, u election.UnitState) bool {
			for _, due := range s.Overdue(election.DateOf(s.at)) {
				if s.Owes(u.Progress, due.Stage.ID) {
					return true
				}
			}
			return false
		}},
		{speech.Uncounted, say("还没计票的 %s", "%s without a count"), func(_ scoped, u election.UnitState) bool { return !u.Counted() }},
		{speech.Unconfirmed, say("计票没确认的 %s", "%s with a count to be confirmed"), func(_ scoped, u election.UnitState) bool {
			return u.Counted() && (len(u.Hidden) > 0 || u.Progress.CountStatus() != election.Confirmed)
		}},
		{speech.VotingAgain, say("还要再投票的 %s", "%s that vote again"), func(s scoped, u election.UnitState) bool { return len(s.OpenTasks(u.Unit, u.Progress)) > 0 }},
	}
}

// thoseStanding leaves of the units that a question is about those that stand as it says: 没报的村选民多少.
func (d *desk) thoseStanding(q inquiry, all []scoped) []scoped {
	if q.Scope.Where == speech.ByEach {
		return d.byWay(q, all)
	}
	for _, st := range standings() {
		if st.where != q.Scope.Where {
			continue
		}
		for i, s := range all {
			is := func(u election.UnitState) bool { return st.is(s, u) }
			all[i].units, _ = split(s.units, is)
			all[i].whole, _ = split(s.whole, is)
			all[i].inArea = false
			all[i].stand = st.name.With(s.Election.Units(len(all[i].whole)))
			all[i].of = say("%s · %s", "%s · %s").With(s.of, all[i].stand)
		}
	}
	return all
}

// byWay parts the units that a question is about by how they elect: those of each way that is named, or that some of
// them elect by.
func (d *desk) byWay(q inquiry, all []scoped) (parted []scoped) {
	for _, s := range all {
		for _, st := range standings()[:electsBy] {
			one := q
			one.Scope.Where = st.where
			of := d.thoseStanding(one, []scoped{s})[0]
			if len(of.whole) > 0 && (len(q.Scope.Ways) == 0 || q.Measure == speech.Units) || slices.Contains(q.Scope.Ways, st.where) {
				parted = append(parted, of)
			}
		}
	}
	return parted
}

// answerWays answers 各社区用什么方式选举: which units elect by which way.
func (d *desk) answerWays(ctx context.Context, q inquiry) error {
	all := q
	all.Scope.Where = speech.Anywhere
	return d.each(ctx, all, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, say("🗳 怎么选举", "🗳 How they elect"))
		for _, way := range d.byWay(q, []scoped{s}) {
			line := say("%s：%s", "%s: %s").With(way.stand, document.Names(unitsIn(way.whole)))
			if len(way.whole) == 0 {
				line = way.stand
			}
			a.Lines = append(a.Lines, line)
		}
		return a, len(a.Lines) > 0
	})
}
