package config

import (
	"slices"
	"time"

	"huanjie/internal/election"
)

// warn notes what a town may well have meant, but what alerts, the second count
// or the law would miss.
func (r *reader) warn(t *election.Town) {
	note := func(p election.Phrase) {
		r.warnings = append(r.warnings, say("%s：%s", "%s: %s").With(t.Name, p))
	}
	if !fromHere(t) {
		note(say("timezone = %q 不是中国的时间：时限、日报都按它算；在中国就写 Asia/Shanghai，或删掉这一行", "timezone = %q is not the time of China, by which deadlines and digests come: write Asia/Shanghai there, or delete the line").With(t.Location.String()))
	}
	for _, e := range t.Elections {
		if !slices.ContainsFunc(t.Units, func(u election.Unit) bool { return u.Election == e.ID }) {
			note(say("选举 %s 一个单位也没有：在名册的“选举”一列里写上，或删掉这一节", "no unit takes part in the election %s: name it in the column election of the roster, or delete its section").With(e.ID))
		}
	}
	for _, about := range []struct {
		units []election.Unit
		says  election.Phrase
	}{
		{unled(t), say("没有领导的单位 %d 个（%s）：警报只到选举办；在“领导”一列写人，或写 leading_group", "units without a leader: %d (%s), whose alerts reach the office alone; name one in the column leaders, or write leading_group")},
		{selfChecked(t), say("复核人就是唯一联络员的单位 %d 个（%s）：两次计票会是同一个人报的；另写一个复核人，空着就由选举办复核", "units whose only officer is their checker: %d (%s), where both counts would be one person's; name somebody else, or leave it empty for the office")},
		{outnumbered(t), say("候选人名额不合法定差额的单位 %d 个（%s）：核对“应选”和“候选人”，适用哪一条见 /rules", "units whose candidates do not keep to the lawful differential: %d (%s); check the columns seats and candidates; /rules names the article")},
	} {
		if n := len(about.units); n > 0 {
			note(about.says.With(n, firstNames(about.units)))
		}
	}
}

// fromHere reports whether a town's clocks go as somewhere in China.
func fromHere(t *election.Town) bool {
	_, offset := time.Date(2027, time.January, 15, 12, 0, 0, 0, t.Location).Zone()
	return offset == 8*3600 || t.Location.String() == "Asia/Urumqi" || t.Location.String() == "UTC"
}

func unled(t *election.Town) []election.Unit {
	if len(t.LeadingGroup) > 0 {
		return nil
	}
	led := func(u election.Unit) bool {
		return slices.ContainsFunc(t.People(), func(id election.PersonID) bool {
			return slices.ContainsFunc(t.Person(id).Areas, func(a election.Area) bool { return a.Holds(u.Area) })
		})
	}
	return slices.DeleteFunc(slices.Clone(t.Units), led)
}

func selfChecked(t *election.Town) []election.Unit {
	return slices.DeleteFunc(slices.Clone(t.Units), func(u election.Unit) bool {
		return len(u.Checkers) == 0 || slices.ContainsFunc(u.Checkers, func(p election.PersonID) bool { return len(u.Officers) > 1 || u.Officers[0] != p })
	})
}

func outnumbered(t *election.Town) []election.Unit {
	return slices.DeleteFunc(slices.Clone(t.Units), func(u election.Unit) bool {
		return !slices.ContainsFunc(u.Posts, func(p election.PostPlan) bool {
			_, broken := t.ElectionOf(u).Outnumbered(p)
			return broken
		})
	})
}

// firstNames names the first of some units.
func firstNames(units []election.Unit) election.Phrase {
	const named = 5
	list := []election.Phrase{}
	for _, u := range units[:min(len(units), named)] {
		list = append(list, say(u.Name, u.Name))
	}
	if len(units) > named {
		return say("%s等", "%s and more").With(joined(list))
	}
	return joined(list)
}
