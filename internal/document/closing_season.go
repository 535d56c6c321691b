package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// chosen says how often each answer was given to the questions of a kind of record:
// 结论：未发现问题14个、有问题已整改8个. Of one meeting among several the people are added up by
// its kind.
func (w *closing) chosen(kind election.RecordKind, states []election.UnitState) (lines []string) {
	for _, field := range kind.Choices() {
		var parts []string
		for _, value := range field.Values {
			n, numbers := w.answered(kind, field.ID, value, states)
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%s%s%s", field.Name(value).In(election.Chinese), times(n, kind), numbers))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, field.Label.In(election.Chinese)+"："+strings.Join(parts, "、"))
		}
	}
	return lines
}

// times counts units, or reports of which each stands for itself.
func times(n int, kind election.RecordKind) string {
	if kind.Each {
		return election.Thousands(n) + "次"
	}
	return election.Thousands(n) + "个"
}

// answered is how often an answer was given and, where each record stands for itself, what
// the numbers beside it come to: （参加人数968人）.
func (w *closing) answered(kind election.RecordKind, field, value string, states []election.UnitState) (times int, numbers string) {
	sums, all := map[string]int{}, 0
	for _, u := range states {
		all += len(u.Progress.Records[kind.ID])
		for _, r := range u.Progress.Records[kind.ID] {
			if r.Words[field] != value {
				continue
			}
			times++
			for id, n := range r.Numbers {
				sums[id] += n
			}
		}
	}
	if !kind.Each || times == all { // the sums were said
		return times, ""
	}
	var parts []string
	for _, f := range kind.Fields {
		if n := sums[f.ID]; f.Number && n > 0 {
			parts = append(parts, f.Label.In(election.Chinese)+election.Thousands(n)+f.Unit.In(election.Chinese))
		}
	}
	if len(parts) == 0 {
		return times, ""
	}
	return times, "（" + strings.Join(parts, "，") + "）"
}

// parts are the lines of the elected that go across the groups of the table, and those that
// compare two bodies.
func (w *closing) parts(c election.Composition) (rows [][]string) {
	missing := c.Unknown()
	for _, t := range []struct{ of, group election.Trait }{
		{election.TraitUnder50, election.TraitTo35}, {election.TraitFromSenior, election.TraitJunior}, {election.TraitFromCollege, election.TraitJunior},
	} {
		known := c.People - missing[t.group]
		rows = append(rows, []string{t.of.Name().In(election.Chinese), strconv.Itoa(c.Part(t.of)), strconv.Itoa(known), election.Ratio{Part: c.Part(t.of), Whole: known}.Percent()})
	}
	for _, t := range append([]election.Trait{election.TraitCross, election.TraitCombined, election.TraitMinority, election.TraitOther}, c.Marked()...) {
		if c.Part(t) > 0 {
			share := c.Share(t)
			rows = append(rows, []string{t.Name().In(election.Chinese), strconv.Itoa(share.Part), strconv.Itoa(share.Whole), share.Percent()})
		}
	}
	return rows
}

// women says in how many units no woman is elected, and where.
func (w *closing) women(e election.Election, states []election.UnitState) {
	var without []string
	known := 0
	for _, u := range states {
		people := e.Described(u.Progress)
		if len(people) == 0 {
			continue
		}
		known++
		if !slices.ContainsFunc(people, func(p election.ElectedPerson) bool { return p.Sex != election.Man }) {
			without = append(without, u.Unit.Name)
		}
	}
	switch {
	case len(without) == 0 && len(states) == 1:
		w.text("有妇女当选。")
		return
	case len(without) == 0:
		w.text(fmt.Sprintf("%s均有妇女当选。", unitsOf(e, known)))
		return
	}
	w.text(fmt.Sprintf("没有妇女当选的%s：%s。", unitsOf(e, len(without)), strings.Join(without, "、")))
}

// byPost says of each post how many of the elected are what.
func (w *closing) byPost(e election.Election, states []election.UnitState) {
	people := map[election.Post][]election.ElectedPerson{}
	var order []election.Post
	for _, u := range states {
		for _, p := range e.Described(u.Progress) {
			if len(people[p.Post]) == 0 {
				order = append(order, p.Post)
			}
			people[p.Post] = append(people[p.Post], p)
		}
	}
	if len(order) < 2 {
		return
	}
	for _, post := range order {
		c := election.CompositionOf(people[post], e.PollingDay)
		var parts []string
		for _, t := range append([]election.Trait{election.TraitWomen, election.TraitParty, election.TraitUnder50, election.TraitFromCollege, election.TraitReElected}, c.Marked()...) {
			if n := c.Part(t); n > 0 && !(t == election.TraitParty && e.Kind == election.Party) { // all of them are members
				parts = append(parts, fmt.Sprintf("%s%d名", t.Name().In(election.Chinese), n))
			}
		}
		if len(parts) > 0 {
			w.text(fmt.Sprintf("%s%d名，其中%s。", post.Name().In(election.Chinese), c.People, strings.Join(parts, "、")))
		}
	}
}

// heldRounds says how many re-votes, further and fresh elections were held and how many are
// still to come, also where there were none.
func (w *closing) heldRounds(states []election.UnitState, tasks [][]election.Task) {
	held, open := map[election.Round]int{}, map[election.Round]int{}
	counted := false
	for i, u := range states {
		counted = counted || len(u.Progress.Counts) > 0
		for _, t := range u.Progress.Counts[min(1, len(u.Progress.Counts)):] {
			held[t.Round]++
		}
		for _, task := range tasks[i] {
			open[task.Round]++
		}
	}
	if !counted {
		return
	}
	w.subsection("再次投票和另行选举")
	var parts, none []string
	for _, r := range []election.Round{election.RevoteRound, election.FurtherRound, election.FreshRound} {
		switch name := r.Name().In(election.Chinese); {
		case held[r] == 0 && open[r] == 0:
			none = append(none, name)
		case open[r] == 0:
			parts = append(parts, fmt.Sprintf("%s%d次", name, held[r]))
		default:
			parts = append(parts, fmt.Sprintf("%s%d次（尚须举行%d次）", name, held[r], open[r]))
		}
	}
	var said []string
	if len(parts) > 0 {
		said = append(said, "已举行"+strings.Join(parts, "、"))
	}
	if len(none) > 0 {
		said = append(said, "没有"+strings.Join(none, "、"))
	}
	w.text(strings.Join(said, "，") + "。")
}

// caseKinds says how many matters of each kind there were, what they were about, how many are
// closed, and how long that took; and of what kinds nothing was reported.
func (w *closing) caseKinds(states []election.UnitState) {
	var none []string
	for _, kind := range []election.CaseKind{election.Incident, election.Objection, election.Request} {
		var all []election.CaseState
		for _, u := range states {
			for _, one := range u.Progress.Cases {
				if one.Kind == kind {
					all = append(all, one)
				}
			}
		}
		switch petition := kind.TopicName(election.PetitionTopic).In(election.Chinese); {
		case len(all) > 0:
			w.casesOf(kind, all)
			if kind == election.Incident && !slices.ContainsFunc(all, func(one election.CaseState) bool { return one.Topic == election.PetitionTopic }) {
				none = append(none, petition)
			}
		case kind == election.Incident:
			none = append(none, kind.Name().In(election.Chinese), petition)
		default:
			none = append(none, kind.Name().In(election.Chinese))
		}
	}
	if len(none) > 0 {
		w.text("没有接到" + strings.Join(none, "、") + "的报告。")
	}
}

func (w *closing) casesOf(kind election.CaseKind, all []election.CaseState) {
	byTopic, open := map[string][]election.CaseState{}, 0
	for _, one := range all {
		byTopic[one.Topic] = append(byTopic[one.Topic], one)
		if one.Open() {
			open++
		}
	}
	var parts []string
	for _, t := range kind.Topics() {
		if n := len(byTopic[t.ID]); n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d件", t.Name.In(election.Chinese), n))
		}
	}
	end := fmt.Sprintf("已办结%d件，未办结%d件", len(all)-open, open)
	switch open {
	case 0:
		end = "全部办结"
	case len(all):
		end = "尚未办结"
	}
	w.text(fmt.Sprintf("%s%d件：%s；%s。", kind.Name().In(election.Chinese), len(all), strings.Join(parts, "，"), end))
	for _, t := range kind.Topics() {
		w.taken(t.Name.In(election.Chinese), byTopic[t.ID])
	}
}

// isSpan reports whether a number is how long something lasted: 公示天数. The days of several units
// are not added.
func isSpan(f election.RecordField) bool { return f.Unit.In(election.Chinese) == "天" }

// shortest is the shortest of such spans, and the longest if that is another.
func shortest(of election.RecordID, f election.RecordField, states []election.UnitState) string {
	least, most := 0, 0
	for _, u := range states {
		for _, r := range u.Progress.Records[of] {
			if n := r.Numbers[f.ID]; n > 0 {
				most = max(most, n)
				if least == 0 || n < least {
					least = n
				}
			}
		}
	}
	if least == most {
		return fmt.Sprintf("均为%d天", least)
	}
	return fmt.Sprintf("%d天至%d天", least, most)
}

// taken says how the matters of one topic ended, and how many days that took.
func (w *closing) taken(topic string, all []election.CaseState) {
	if took := w.Town.Taken(all).Say(); !took.IsZero() {
		w.text(fmt.Sprintf("%s：%s。", topic, took.In(election.Chinese)))
	}
}
