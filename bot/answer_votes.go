package bot

import (
	"cmp"
	"context"
	"slices"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// stood is somebody who stood for a post, with the votes of the last round in which they
// did, out of those who took part.
type stood struct {
	unit    election.Unit
	post    election.Post
	name    string
	votes   election.Ratio
	elected bool
	needs   int // votes to be elected; 0 if that is not known
}

// answerVotes answers 得票没过半的候选人, 最高票是谁, 谁落选了: candidates by their votes, those
// of the units that have counted.
func (d *desk) answerVotes(ctx context.Context, q inquiry) error {
	return d.each(ctx, q, func(s scoped) (document.Answer, bool) {
		a := d.begin(q, s, wordsVotes(q))
		counted, not := split(s.units, func(u election.UnitState) bool { return len(u.Progress.Counts) > 0 })
		all := slices.DeleteFunc(standers(s.Election, counted, q.Post), func(c stood) bool { // 得票最少当选的
			return q.Topic == "elected" && !c.elected || q.Topic == "lost" && c.elected
		})
		d.votesOf(q, all, &a)
		if _, not = split(not, election.UnitState.Counted); len(not) > 0 {
			a.Also = append(a.Also, wordsAlsoUnknown(s.Election.Units(len(not)), say("还没计票", "not counted")))
		}
		d.partly(q, s, &a)
		return a, true
	})
}

// votesOf says who of some candidates is asked for, with their votes, or how far they are apart.
func (d *desk) votesOf(q inquiry, all []stood, a *document.Answer) {
	if len(all) == 0 {
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	}
	switch q.Filter.By {
	case speech.Widest, speech.Closest:
		a.Units = closest(all, cmp.Or(q.Filter.N, lowestMost), q.Filter.By == speech.Widest)
	case speech.Apart:
		a.Units = placesApart(q.Filter, all)
	}
	found := pickedByVotes(q, all)
	switch {
	case len(a.Units) > 0:
		return
	case q.Filter.By == speech.Widest, q.Filter.By == speech.Closest, q.Filter.By == speech.Apart:
		a.Lines = append(a.Lines, wordsNothingReported())
		return
	case len(found) == 0:
		a.Lines = append(a.Lines, wordsNone())
		return
	}
	a.Lines = append(a.Lines, say("%d/%d 名候选人：", "%d of %d candidates:").With(len(found), len(all)))
	if q.Mean {
		a.Lines = append(a.Lines, meanVotes(found))
	}
	for _, c := range found {
		a.Units = append(a.Units, c.line())
		if q.Gap {
			a.Units = append(a.Units, behind(c, all)...)
		}
		if q.Half {
			a.Units = append(a.Units, wordsHalf(c))
		}
	}
}

// behind says how far somebody who was not elected is behind the last who was.
func behind(one stood, all []stood) []election.Phrase {
	for _, post := range byPost(all) {
		if post[0].unit.ID != one.unit.ID || post[0].post != one.post {
			continue
		}
		if other, ok := rivalOf(one, post); ok && other.elected && !one.elected {
			return []election.Phrase{wordsVotesApart(other, one)}
		}
	}
	return nil
}

// meanVotes is how many votes some candidates have on the average.
func meanVotes(of []stood) election.Phrase {
	sum := 0
	for _, c := range of {
		sum += c.votes.Part
	}
	tenths := (10*sum + len(of)/2) / len(of)
	return say("平均 %d.%d 票", "on the average %d.%d votes").With(tenths/10, tenths%10)
}

// standers are all who stood in some units, only for a post if one is given.
func standers(e election.Election, units []election.UnitState, only election.Post) (all []stood) {
	for _, u := range units {
		winners := e.Winners(u.Progress)
		for _, c := range u.Progress.Counts {
			for _, p := range c.Posts {
				for _, v := range p.Candidates {
					if only != "" && p.Post != only || v.WriteIn {
						continue
					}
					one := stood{u.Unit, p.Post, v.Name, election.Ratio{Part: v.Votes, Whole: c.Participants}, slices.Contains(winners, election.Winner{Post: p.Post, Name: v.Name}), e.Majority(c.Tally, p.Seats)}
					if i := slices.IndexFunc(all, func(o stood) bool { return o.unit.ID == u.Unit.ID && o.post == p.Post && o.name == v.Name }); i >= 0 {
						all[i] = one // the later round
						continue
					}
					all = append(all, one)
				}
			}
		}
	}
	return all
}

// pickedByVotes are those that a filter asks for: the lowest or highest by votes, else in
// the order of their units.
func pickedByVotes(q inquiry, all []stood) []stood {
	f, m := q.Filter, document.Measure{Rate: q.Rate}
	if q.Ranks && f.By == speech.All {
		f.By, f.N = speech.Highest, len(all)
	}
	if f.Placed() {
		sorted := slices.SortedStableFunc(slices.Values(all), func(x, y stood) int {
			if f.By == speech.Lowest {
				return m.Compare(x.value(), y.value())
			}
			return m.Compare(y.value(), x.value())
		})
		sorted = sorted[min(len(sorted), f.Skip):]
		return sorted[:min(len(sorted), cmp.Or(f.N, lowestMost))]
	}
	return slices.DeleteFunc(slices.Clone(all), func(c stood) bool {
		switch f.By {
		case speech.Lost:
			return c.elected
		case speech.Below, speech.Above:
			return !c.passes(f)
		}
		return false
	})
}

// closest are the posts in which the last who was elected and the first who was not are the
// fewest votes apart, or the most, a line each.
func closest(all []stood, most int, widest bool) (lines []election.Phrase) {
	type pair struct{ won, lost stood }
	var pairs []pair
	for _, c := range all {
		i := slices.IndexFunc(pairs, func(p pair) bool {
			return cmp.Or(p.won.unit.ID, p.lost.unit.ID) == c.unit.ID && cmp.Or(p.won.post, p.lost.post) == c.post
		})
		if i < 0 {
			i, pairs = len(pairs), append(pairs, pair{})
		}
		p := &pairs[i]
		switch {
		case c.elected && (p.won.name == "" || c.votes.Part < p.won.votes.Part):
			p.won = c
		case !c.elected && (p.lost.name == "" || c.votes.Part > p.lost.votes.Part):
			p.lost = c
		}
	}
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return p.won.name == "" || p.lost.name == "" })
	slices.SortStableFunc(pairs, func(x, y pair) int {
		apart := (x.won.votes.Part - x.lost.votes.Part) - (y.won.votes.Part - y.lost.votes.Part)
		if widest {
			return -apart
		}
		return apart
	})
	for _, p := range pairs[:min(len(pairs), most)] {
		lines = append(lines, say("· %s　%s：%s %d 票，%s %d 票，差 %d 票", "· %s, %s: %s %d, %s %d, %d votes apart").
			With(p.won.unit.Name, p.won.post.Name(), p.won.name, p.won.votes.Part, p.lost.name, p.lost.votes.Part, p.won.votes.Part-p.lost.votes.Part))
	}
	return lines
}

// wordsFellShort says who was not elected in a unit that has to vote again, and with how many
// votes.
func wordsFellShort(e election.Election, u election.UnitState, post election.Post) election.Phrase {
	var names []string
	for _, c := range standers(e, []election.UnitState{u}, post) {
		if !c.elected {
			names = append(names, c.name+" "+c.votes.String())
		}
	}
	return say("❓ %s：没有当选的得票是 %s", "❓ %s: the votes of those not elected: %s").With(u.Unit.Name, document.Joined(names))
}

func (c stood) value() document.Value {
	return document.Value{Part: c.votes.Part, Whole: c.votes.Whole, Known: true}
}

// passes reports whether the votes are below or above a limit. Just half of them does not
// elect, so that it is below half.
func (c stood) passes(f speech.Filter) bool {
	m, v := document.Measure{Rate: true}, c.value()
	if f.By == speech.Below && f.Part == 5000 {
		return !passes(m, speech.Filter{By: speech.Above, Part: f.Part}, v)
	}
	return passes(m, f, v)
}

// line is somebody with their votes, and whether they are elected.
func (c stood) line() election.Phrase {
	line := say("· %s　%s %s %s", "· %s: %s %s %s").With(c.unit.Name, c.post.Name(), c.name, c.votes)
	if c.elected {
		return say("%s，✅ 当选", "%s, ✅ elected").With(line)
	}
	return line
}

// wordsVotes says which candidates are asked for.
func wordsVotes(q inquiry) election.Phrase {
	who := say("候选人", "candidates")
	if q.Post != "" {
		who = say("%s候选人", "candidates for %s").With(q.Post.Name())
	}
	switch q.Topic {
	case "elected":
		who = say("当选的%s", "elected %s").With(who)
	case "lost":
		who = say("没有当选的%s", "%s who were not elected").With(who)
	}
	limit := say("参加投票人数的 %s", "%s of those who took part").With(hundredths(q.Filter.Part))
	if q.Filter.Flat {
		limit = say("%s 票", "%s votes").With(election.Thousands(q.Filter.N))
	}
	if q.Filter.Skip > 0 && q.Filter.Placed() {
		return say("🙋 得票第 %d 名的%s", "🙋 Place %d by votes of the %s").With(q.Filter.Skip+1, who)
	}
	switch q.Filter.By {
	case speech.Closest:
		return say("🙋 票数最接近的%s（当选的最低票和落选的最高票）", "🙋 The closest %s: the fewest votes that elected, and the most that did not").With(who)
	case speech.Apart:
		return say("🙋 第 %d 名和第 %d 名的%s差几票", "🙋 How far apart places %d and %d of the %s are").With(q.Filter.N, q.Filter.To, who)
	case speech.Widest:
		return say("🙋 票数差得最多的%s（当选的最低票和落选的最高票）", "🙋 The %s furthest apart: the fewest votes that elected, and the most that did not").With(who)
	case speech.Lost:
		return say("🙋 没有当选的%s", "🙋 %s who were not elected").With(who)
	case speech.Below:
		if q.Filter.Part == 5000 {
			limit = say("参加投票人数的一半（含正好一半）", "half of those who took part, or just half")
		}
		return say("🙋 得票没过%s的%s", "🙋 %[2]s with no more than %[1]s").With(limit, who)
	case speech.Above:
		return say("🙋 得票超过%s的%s", "🙋 %[2]s with more than %[1]s").With(limit, who)
	case speech.Lowest:
		if q.Rate {
			return say("🙋 得票率最低的%s", "🙋 The %s with the lowest share of the votes").With(who)
		}
		return say("🙋 得票最少的%s", "🙋 The %s with the fewest votes").With(who)
	case speech.Highest:
		if q.Rate {
			return say("🙋 得票率最高的%s", "🙋 The %s with the highest share of the votes").With(who)
		}
		return say("🙋 得票最多的%s", "🙋 The %s with the most votes").With(who)
	}
	return say("🙋 %s得票", "🙋 The votes of %s").With(who)
}
