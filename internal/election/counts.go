package election

import (
	"slices"
)

// counted adds a count to those before it, or puts a correction in the place
// of what it corrects. Who voted for others is not counted but was registered; a
// correction leaves that as it was.
func (p Progress) counted(r Report, t Tally) []Count {
	counts := slices.Clone(p.Counts)
	for i, c := range counts {
		if r.Replaces != "" && c.Report == r.Replaces {
			if t.Proxies == nil {
				t.Proxies = c.Proxies
			}
			t.Present = c.Present
			counts[i] = c.corrected(r, t)
			return counts
		}
	}
	if t.Proxies == nil {
		t.Proxies = p.Proxies()
	}
	t.Present = p.PresentAt(t.Round, DateOf(r.At))
	c := Count{Tally: t, On: DateOf(r.At), Report: r.ID, By: r.By, User: r.User, At: r.At}
	return append(counts, c.sheeted(r))
}

// countMoves moves the stages that a count is the end, or the beginning, of:
// polling, the further election where one is owed, the committee's meeting.
func (e Election) countMoves(p *Progress, t Tally, r Report) {
	at := r.At
	if t.Round.OfCommittee() {
		e.committeeMoves(p, t, r)
		return
	}
	if t.Round.nominates() {
		e.pollingIs(p, e.afterCount(t), at)
		e.chosenDirectly(p, t, r)
		return
	}
	if _, has := e.Stage(FurtherStage); !has {
		return
	}
	status := Done
	if len(e.OpenTasks(Unit{}, *p)) > 0 {
		status = UnderWay
	}
	p.Stages[FurtherStage] = StageState{Status: status, At: at}
}

// Tally is the last count of a round, if there is one.
func (p Progress) Tally(r Round) (Tally, bool) {
	for _, c := range slices.Backward(p.Counts) {
		if c.Round == r {
			return c.Tally, true
		}
	}
	return Tally{}, false
}

// WholeCount is the last count of a whole election: the first round, or the
// fresh election in its place.
func (p Progress) WholeCount() (Tally, bool) {
	c, ok := p.wholeCount()
	return c.Tally, ok
}

// wholeCount leaves out a fresh election for only some of the posts: it takes the place of
// theirs alone.
func (p Progress) wholeCount() (whole Count, counted bool) {
	for _, c := range p.Counts {
		if c.Round.nominates() && len(c.Posts) >= len(whole.Posts) {
			whole, counted = c, true
		}
	}
	return whole, counted
}

// OpenTasks lists the rounds that a unit still has to hold after its counts.
func (e Election) OpenTasks(u Unit, p Progress) []Task {
	return e.Tasks(u, p.Counts)
}

// Winner is somebody who was elected.
type Winner struct {
	Post Post
	Name string
}

// Winners lists who is elected in a unit after all its rounds. A fresh election
// takes the place of everything before it for its posts. Whom a committee chooses for a higher post
// stays one person: the post takes the place of the member's.
func (e Election) Winners(p Progress) []Winner {
	var all []Winner
	for _, c := range p.Counts {
		v := Judge(e, c.Tally)
		if v.Outcome == Refused {
			continue
		}
		if c.Round.nominates() {
			all = slices.DeleteFunc(all, func(w Winner) bool { return c.elects(w.Post) || w.Post.among() && c.elects(Member) })
		}
		for _, post := range v.Posts {
			for _, name := range post.Elected {
				i := slices.Index(all, Winner{Member, name})
				if c.Round.OfCommittee() && i >= 0 {
					all[i].Post = post.Post
					continue
				}
				all = append(all, Winner{post.Post, name})
			}
		}
	}
	for _, told := range p.chosen(all) {
		if i := slices.Index(all, Winner{Member, told.Name}); i >= 0 {
			all[i].Post = told.Post
		}
	}
	return all
}

// Corrects names the report that a new one takes the place of; it is empty if
// the new one says something new. The count of a round that is still to be held
// is new, also where one of its kind was held before. So is the entry of a third
// person: by says whose the new report is.
func (e Election) Corrects(u Unit, p Progress, b Body, by Entry) ReportID {
	if c, check := b.(CountCheck); check {
		count, _ := p.Count(c.Round)
		if own := count.Own(by.By, by.User); own != nil {
			return own.Report
		}
		return ""
	}
	t, count := b.(Tally)
	if !count {
		return p.Latest[Matter(b)]
	}
	open := e.OpenTasks(u, p)
	if task, ok := e.CommitteeTask(u, p); ok {
		open = append(open, task)
	}
	for _, task := range open {
		if task.closedBy(t) {
			return ""
		}
	}
	for _, c := range slices.Backward(p.Counts) {
		if c.Round == t.Round {
			return c.Report
		}
	}
	return ""
}
