package document

import (
	"time"

	"huanjie/internal/election"
)

// The room for the parts of a results digest, in UTF-16 units. Those elected
// have what these leave.
const (
	againRoom   = 700
	waitingRoom = 500
	electedRoom = 2200
)

// Results returns the results digest of polling night 选举结果: how much is
// counted and confirmed, which units have to vote again, by name, which are not
// counted or not confirmed, and who is elected in every unit. The units are as
// their reader may see them: a count that the reader is to enter has been taken
// out, and is in no sum. now is in the town's location.
func Results(s election.Summary, units []election.UnitState, l election.Language, now time.Time) string {
	p := &page{l: l}
	r := resultsOf(s.Election, units)
	p.title(say("🏁 %s选举结果 · %s", "🏁 %s results · %s").With(short(s.Town, nameMost), areaOf(s)))
	p.line(say("%s · 截至 %s", "%s · as of %s").With(s.Election.Kind.Name(), election.SayTime(now, now)))
	p.line(r.howFar(s.Election))
	if r.figures[election.Counted] > 0 {
		p.line(say("当选 %d/%d 名 · 参选 %s", "elected: %d of %d seats · turnout %s").With(r.figures[election.Elected], r.seats, r.figures.Turnout()))
	}
	part := func(title election.Phrase, lines []election.Phrase, room int) {
		if len(lines) > 0 {
			p.heading(say("%s（%d）", "%s (%d)").With(title, len(lines)))
			p.list(lines, len(lines), room, moreUnits(s.Election))
		}
	}
	part(say("✕ 选举无效，须重新选举", "✕ Not valid, to be held afresh"), r.void, againRoom)
	part(say("▲ 须再次投票或另行选举", "▲ To vote again"), r.again, againRoom)
	part(say("⏳ 还没有计票", "⏳ Not counted"), r.uncounted, waitingRoom)
	if len(r.unsure) > 0 {
		p.heading(say("🔁 待确认（%d）", "🔁 To be confirmed (%d)").With(len(r.unsure)))
		p.remarks(s.Election, r.unsure, len(r.unsure), waitingRoom)
	}
	part(say("✍️ 等您复核，先不显示", "✍️ For you to check, not shown yet"), r.hidden, waitingRoom)
	part(say("✓ 当选", "✓ Elected"), r.elected, electedRoom)
	return p.String()
}

// results are the units of a results digest, a line for each in every part.
type results struct {
	units, seats int
	figures      election.Figures // of what the reader may see

	void, again, uncounted, hidden, elected []election.Phrase
	unsure                                  []remark
}

func resultsOf(e election.Election, units []election.UnitState) *results {
	r := &results{units: len(units), figures: election.Figures{}}
	for _, u := range units {
		r.seats += u.Unit.Seats()
		for f, n := range e.Figures(u.Progress) {
			r.figures[f] += n
		}
		r.add(e, u)
	}
	return r
}

// add enters a unit in the parts in which it stands.
func (r *results) add(e election.Election, u election.UnitState) {
	name := plain(short(u.Unit.Name, nameMost))
	_, counted := u.Progress.WholeCount()
	if len(u.Hidden) > 0 {
		r.hidden = append(r.hidden, name)
	}
	if !counted {
		if len(u.Hidden) == 0 {
			r.uncounted = append(r.uncounted, say("%s（%s）", "%s (%s)").With(name, officers(u.Unit)))
		}
		return
	}
	for _, t := range e.OpenTasks(u.Unit, u.Progress) {
		if t.Round == election.FreshRound {
			tally, _ := u.Progress.WholeCount()
			turnout := election.Ratio{Part: tally.Participants, Whole: tally.Registered}
			r.void = append(r.void, say("%s：参选 %s，%s都要重新选举", "%s: turnout %s, %s to be elected afresh").With(name, turnout, seats(t.Seats())))
		} else {
			r.again = append(r.again, say("%s：%s", "%s: %s").With(name, taskSaid(t)))
		}
	}
	mark := election.Phrase{}
	if u.Progress.CountStatus() != election.Confirmed {
		mark = say("（未确认）", " (not confirmed)")
		r.unsure = append(r.unsure, remark{u.Unit.Name, missing(u.Progress)})
	}
	if won := wonBy(e.Winners(u.Progress)); !won.IsZero() {
		if len(e.OpenTasks(u.Unit, u.Progress)) > 0 {
			name = say("▲ %s", "▲ %s").With(name)
		}
		r.elected = append(r.elected, say("%s%s：%s", "%s%s: %s").With(name, mark, won))
	}
}

// howFar says how much is counted and confirmed.
func (r *results) howFar(e election.Election) election.Phrase {
	n, sure := r.figures[election.Counted], r.figures[election.UnitsConfirmed]
	all, confirmed := e.Units(r.units), say("已确认 %d 个", "%d confirmed").With(sure)
	if sure == 0 {
		confirmed = say("都未确认", "none confirmed")
	}
	switch {
	case n < r.units:
		return say("🧮 已计票 %d/%s，%s", "🧮 %d of %s counted, %s").With(n, all, confirmed)
	case sure < r.units:
		return say("🧮 全部计票完毕（%s），%s", "🧮 All counted (%s), %s").With(all, confirmed)
	}
	return say("✅ 全部计票完毕，全部确认（%s）", "✅ All counted and confirmed (%s)").With(all)
}

// taskSaid says in which round people vote again, and for what: 另行选举，委员还缺 1 名.
func taskSaid(t election.Task) election.Phrase {
	return say("%s，%s", "%s, %s").With(t.Round.Name(), taskPosts(t))
}

// taskPosts says for which posts people vote again, and how many seats are left:
// 委员还缺 1 名.
func taskPosts(t election.Task) election.Phrase {
	var all []election.Phrase
	for _, p := range t.Posts {
		all = append(all, say("%s还缺 %s", "%s: %s left").With(p.Post.Name(), seats(p.Seats)))
	}
	return sideBySide(all)
}

// wonBy names those elected, by post: 主任 冯棠；委员 孙海川、卞春生.
func wonBy(all []election.Winner) (text election.Phrase) {
	for len(all) > 0 {
		post, names, rest := all[0].Post, []string{}, []election.Winner{}
		for _, w := range all {
			if w.Post == post {
				names = append(names, short(w.Name, nameMost))
			} else {
				rest = append(rest, w)
			}
		}
		group := say("%s %s", "%s: %s").With(post.Name(), joined(names))
		if all = rest; text.IsZero() {
			text = group
		} else {
			text = say("%s；%s", "%s; %s").With(text, group)
		}
	}
	return text
}
