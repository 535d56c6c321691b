package document

import "huanjie/internal/election"

// visitRecord is the record of visits to a village.
const visitRecord election.RecordID = "visit"

// visited is how often a unit was visited, and how many homes were seen.
func visited(u election.UnitState) (times, homes int) {
	visits := u.Progress.Records[visitRecord]
	for _, v := range visits {
		homes += v.Numbers["homes"]
	}
	return len(visits), homes
}

// plannedFor is a unit's contingency plan; zero if nothing is reported of one.
func plannedFor(u election.UnitState) election.Phrase {
	plan := u.Progress.Records[PlanRecord]
	switch {
	case len(plan) == 0:
		return election.Phrase{}
	case plan[len(plan)-1].Words["ready"] == "yes":
		return say("已制定应急预案", "a contingency plan is made")
	}
	return say("应急预案还没有定", "no contingency plan yet")
}

// keyWork writes what was done in each of the key villages, below the sums of records.
func keyWork(p *page, s election.Summary) {
	var lines []election.Phrase
	for _, u := range s.Key {
		if work := KeyWork(u); !work.IsZero() {
			lines = append(lines, say("· %s：%s；%s", "· %s: %s; %s").With(short(u.Unit.Name, nameMost), work, keyBrief(s, u)))
		}
	}
	if len(lines) > 0 {
		p.heading(say("⭐ 重点%s", "⭐ Key %s").With(s.Election.UnitNoun()))
		p.list(lines, len(lines), keysRoom, moreUnits(s.Election))
	}
}

// KeyWork is what was done in a key village before polling: visits, homes, the plan; zero if
// nothing of it was reported.
func KeyWork(u election.UnitState) election.Phrase {
	var parts []election.Phrase
	if times, homes := visited(u); times > 0 {
		parts = append(parts, say("走访%d次%d户", "visited %d times, %d homes").With(times, homes))
	}
	if plan := plannedFor(u); !plan.IsZero() {
		parts = append(parts, plan)
	}
	return election.Joined(parts, "，", ", ")
}
