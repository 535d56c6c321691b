package election

import "slices"

// ToDo is one thing that a unit still has to do: a stage that is due, or a
// round that a count has made necessary.
type ToDo struct {
	Unit Unit
	Due  *Due  // a stage
	Task *Task // a round
	By   Date  // zero where nothing sets a day
}

// soonDays is how long before its day a stage is on the list.
const soonDays = 7

// ToDos lists what a unit has to do by and by, the soonest first: stages that
// are late or due within a week, and open rounds.
func (e Election) ToDos(u Unit, p Progress, today Date) []ToDo {
	var all []ToDo
	for _, task := range e.OpenTasks(u, p) {
		all = append(all, ToDo{Unit: u, Task: &task, By: task.Until})
	}
	for _, s := range e.Stages {
		days := s.Due().Sub(today)
		if days > soonDays || !e.Owes(p, s.ID) || (s.ID == FurtherStage && len(all) > 0) {
			continue // an open round says it better than its stage
		}
		all = append(all, ToDo{Unit: u, Due: &Due{s, days}, By: s.Due()})
	}
	slices.SortStableFunc(all, func(a, b ToDo) int { return a.By.Sub(b.By) })
	return all
}
