package election

import (
	"cmp"
	"slices"
	"time"
)

// ToDo is one thing that somebody still has to do about a unit. One of its
// parts says what.
type ToDo struct {
	Unit Unit
	Due  *Due // a stage
	// FillIn says of a stage that it has only to be put on record.
	FillIn bool
	Task   *Task  // a round that a count made necessary
	Check  *Count // a count to be entered a second time, or, with Mend, anew by its author
	Mend   bool
	Sheet  *Count // a count without the photo of the result sheet
	// Proxies are to be registered by this day, of which nothing was said yet.
	Proxies *CalendarDay
	Case    *CaseState // a case to answer, to decide, to finish, or a returned request to make anew
	By      time.Time  // zero where nothing sets a time
	Own     bool       // the person's own to do; else somebody's below them
}

// Late reports whether it should have been done by now.
func (t ToDo) Late(now time.Time) bool { return !t.By.IsZero() && t.By.Before(now) }

// soonDays is how long before its day a stage is on the list.
const soonDays = 7

// ToDos lists what a person still has to do about a unit, the soonest first,
// what has no time last. It is their own: for officers the stages that are late
// or due within a week, the open rounds, the counts to check and to complete,
// the objections to decide, the returned requests; for leaders the requests to
// answer; for leaders and the office the incidents that nobody has taken; for
// everybody what they have taken themselves. Leaders and the office see besides
// which rounds units below them owe. user is the person's Telegram account; now
// is in the town's location.
func (e Election) ToDos(u UnitState, who Person, user int64, now time.Time) []ToDo {
	var all []ToDo
	if who.MaySee(u.Unit) {
		all = append(e.toHold(u.For(who, user), who, now), e.toCheck(u, who, user)...) // a round says what was counted
		all = append(all, e.toAnswer(u, who, now)...)
	}
	for i := range all {
		all[i].Unit = u.Unit
	}
	SortToDos(all)
	return all
}

// SortToDos puts a list of what there is to do in its order: late or soon first,
// what has no time last.
func SortToDos(all []ToDo) {
	slices.SortStableFunc(all, func(a, b ToDo) int {
		if a.By.IsZero() != b.By.IsZero() {
			return cmp.Compare(after(a.By.IsZero()), after(b.By.IsZero()))
		}
		return a.By.Compare(b.By)
	})
}

func after(last bool) int {
	if last {
		return 1
	}
	return 0
}

// answersFor reports whether a person is the unit's officer, not only somebody
// who may report for it as well.
func (p Person) answersFor(u Unit) bool { return slices.Contains(p.Units, u.ID) }

// toHold are rounds and stages.
func (e Election) toHold(u UnitState, who Person, now time.Time) []ToDo {
	var all []ToDo
	own := who.answersFor(u.Unit)
	for _, task := range e.OpenTasks(u.Unit, u.Progress) {
		if slices.Contains(u.Hidden, task.Round) {
			continue // it was held
		}
		all = append(all, ToDo{Task: &task, By: endOf(task.Due(), now), Own: own})
	}
	if !own {
		return all
	}
	rounds := len(all) > 0
	meeting, meets := e.CommitteeTask(u.Unit, u.Progress)
	if meets = meets && len(u.Hidden) == 0; meets {
		st, _ := e.Stage(CommitteeStage)
		all = append(all, ToDo{Task: &meeting, By: endOf(st.Due(), now), Own: true})
	}
	if d, due := e.proxiesDue(u.Progress, DateOf(now)); due {
		all = append(all, ToDo{Proxies: &d, By: endOf(d.Last, now), Own: true})
	}
	for _, s := range e.Stages {
		days := s.Due().Sub(DateOf(now))
		if days > soonDays || !e.Owes(u.Progress, s.ID) || (s.ID == FurtherStage && rounds) || (s.ID == CommitteeStage && meets) {
			continue // an open round says it better than its stage
		}
		if e.FillsIn(u.Progress, s.ID) {
			all = append(all, ToDo{Due: &Due{s, days}, FillIn: true, Own: true})
			continue
		}
		all = append(all, ToDo{Due: &Due{s, days}, By: endOf(s.Due(), now), Own: true})
	}
	return all
}

// toCheck are the entries of counts that wait for the person, and photos of result
// sheets.
func (e Election) toCheck(u UnitState, who Person, user int64) []ToDo {
	var all []ToDo
	for _, c := range u.Progress.Counts {
		mend := c.Status() == Recount && c.By == who.ID
		if c.Status() != Confirmed && (mend || c.Asks(who, u.Unit, user)) {
			all = append(all, ToDo{Check: &c, Mend: mend, Own: true})
		}
		if c.Sheet == "" && who.answersFor(u.Unit) {
			all = append(all, ToDo{Sheet: &c, Own: true})
		}
	}
	return all
}

// toAnswer are cases that wait for the person.
func (e Election) toAnswer(u UnitState, who Person, now time.Time) []ToDo {
	var all []ToDo
	for _, c := range u.Progress.Cases {
		if u.Progress.waitsFor(c, u.Unit, who, now) {
			all = append(all, ToDo{Case: &c, By: c.Due, Own: true})
		}
	}
	return all
}

func (p Progress) waitsFor(c CaseState, u Unit, who Person, now time.Time) bool {
	switch {
	case c.Status == CaseReturned:
		return (who.answersFor(u) || who.ID == c.By) && !p.Remade(c.ID)
	case !c.Open():
		return false
	case c.Kind == Request:
		return c.MayDo(who, u, Approve)
	case c.Kind == Objection:
		return who.answersFor(u) || who.Office && c.Late(now)
	case c.Owner != "":
		return c.Owner == who.ID
	case c.Status != CaseOpen:
		return false
	}
	return who.leadsPartOf(u) || who.Office || who.Leads(u) && (c.Severity == Grave || c.Late(now))
}

// endOf is the end of a day, as a time; zero of no day.
func endOf(d Date, now time.Time) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.At(23, 59, now.Location())
}
