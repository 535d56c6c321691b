package document

import (
	"slices"
	"strings"

	"huanjie/internal/election"
)

func people(n int) election.Phrase {
	return say("%s 人", "%s").With(election.Thousands(n))
}

func ballots(n int) election.Phrase { return say("%s 张", "%s").With(election.Thousands(n)) }

func persons(n int) election.Phrase { return election.Many(n, "%d 名", "%d person", "%d people") }

func notReported() election.Phrase { return say("还没报", "not reported") }
func notCounted() election.Phrase  { return say("还没计票", "not counted") }

// TurnoutMeasure is 参选率: those who took part, out of the registered voters.
func TurnoutMeasure() Measure {
	return Measure{Name: say("🗳 参选率", "🗳 Turnout"), Rate: true, Noun: people, Unknown: notReported(),
		Of: func(e election.Election, u election.UnitState) Value {
			if t, ok := u.Progress.WholeCount(); ok {
				v := Value{Part: t.Participants, Whole: t.Registered, Known: true}
				if election.Judge(e, t).Outcome != election.ValidElection {
					v.Note = say("⚠️ 选举无效", "⚠️ not valid")
				}
				return v
			}
			if t := u.Progress.Turnout; t != nil {
				return Value{Part: t.Voted, Whole: t.Registered, Known: true}
			}
			return Value{}
		}}
}

// VotersMeasure is how many took part, as a number and not as a share.
func VotersMeasure() Measure {
	m := TurnoutMeasure()
	m.Name, m.Rate = say("🗳 投票人数", "🗳 Voters who took part"), false
	m.Show = func(v Value) election.Phrase {
		return say("%s（%s）", "%s (%s)").With(people(v.Part), v.ratio().Percent())
	}
	return m
}

// RegisteredMeasure is how many voters a unit has, as last stated.
func RegisteredMeasure() Measure {
	return Measure{Name: say("📜 登记选民", "📜 Registered voters"), Noun: people,
		Of: func(_ election.Election, u election.UnitState) Value {
			return Value{Part: u.Progress.Registered(u.Unit), Known: true}
		}}
}

// BallotsMeasure is one figure of the counts. If of returns a whole, it has
// the share too.
func BallotsMeasure(name election.Phrase, of func(election.Tally) (part, whole int)) Measure {
	return Measure{Name: name, Noun: ballots, Unknown: notCounted(), Counted: true, Of: func(_ election.Election, u election.UnitState) Value {
		t, ok := u.Progress.WholeCount()
		if !ok {
			return Value{}
		}
		v := Value{Known: true}
		v.Part, v.Whole = of(t.InAll())
		if v.Whole > 0 {
			v.Note = say("占 %s", "%s").With(v.ratio().Percent())
		}
		return v
	}}
}

// AsRate returns a measure that is compared as a share of its whole.
func (m Measure) AsRate() Measure {
	of := m.Of
	m.Rate, m.Of = true, func(e election.Election, u election.UnitState) Value {
		v := of(e, u)
		v.Note = election.Phrase{} // it is the share
		return v
	}
	return m
}

// ElectedMeasure is how many are elected, out of the seats; only those of a
// post, if one is given.
func ElectedMeasure(post election.Post) Measure {
	name := say("👥 当选", "👥 Elected")
	if post != "" {
		name = say("👥 当选%s", "👥 Elected: %s").With(post.Name())
	}
	show := func(v Value) election.Phrase { return say("%d/%s", "%d of %s").With(v.Part, seats(v.Whole)) }
	return Measure{Name: name, Rate: true, Noun: persons, Unknown: notCounted(), Counted: true, Adds: true, Show: show, Of: func(e election.Election, u election.UnitState) Value {
		v := Value{Known: len(u.Progress.Counts) > 0}
		for _, w := range e.Winners(u.Progress) {
			if post == "" || w.Post == post {
				v.Part++
			}
		}
		for _, p := range e.PostsNow(u.Unit, u.Progress) {
			if post == "" || p.Post == post {
				v.Whole += p.Seats
			}
		}
		return v
	}}
}

// SeatsMeasure is how many are to be elected; only those of a post, if one is
// given.
func SeatsMeasure(post election.Post) Measure {
	name := say("👥 应选名额", "👥 Seats")
	if post != "" {
		name = say("👥 %s应选名额", "👥 Seats: %s").With(post.Name())
	}
	return Measure{Name: name, Noun: persons, Adds: true, Of: func(_ election.Election, u election.UnitState) Value {
		v := Value{Known: true}
		for _, p := range u.Unit.Posts {
			if post == "" || p.Post == post {
				v.Part += p.Seats
			}
		}
		return v
	}}
}

// VacantMeasure is how many seats the counts left vacant; only those of a
// post, if one is given.
func VacantMeasure(post election.Post) Measure {
	name := say("👥 还缺的名额", "👥 Seats left")
	if post != "" {
		name = say("👥 还缺的%s", "👥 Seats left: %s").With(post.Name())
	}
	return Measure{Name: name, Noun: persons, Unknown: notCounted(), Counted: true, Of: func(e election.Election, u election.UnitState) Value {
		v := Value{Known: len(u.Progress.Counts) > 0}
		for _, t := range e.OpenTasks(u.Unit, u.Progress) {
			for _, p := range t.Posts {
				if post == "" || p.Post == post {
					v.Part += p.Seats
				}
			}
		}
		return v
	}}
}

// CandidatesMeasure is how many candidates a unit has; only those with a trait,
// or those for a post, if one is given. Traits are not known by posts.
func CandidatesMeasure(t election.Trait, post election.Post) Measure {
	name := say("🙋 候选人", "🙋 Candidates")
	if post != "" {
		name = say("🙋 %s候选人", "🙋 Candidates for %s").With(post.Name())
	}
	if t != "" {
		name = say("🙋 候选人（%s）", "🙋 Candidates (%s)").With(t.Name())
	}
	return Measure{Name: name, Noun: people, Unknown: notReported(), Of: func(e election.Election, u election.UnitState) Value {
		if t == "" {
			v := Value{}
			posts, _ := e.Posts(u.Unit, u.Progress)
			for _, p := range posts {
				if post == "" || p.Post == post {
					v.Part += len(p.Candidates)
				}
			}
			v.Known = v.Part > 0
			return v
		}
		n := u.Progress.Nomination
		if n == nil {
			return Value{}
		}
		f := e.Figures(u.Progress)
		return Value{Part: f[election.NomineeFigure(t)], Whole: f[election.Nominated], Known: true}
	}}
}

// TraitMeasure is how many of the elected have a trait, and with it all of some more; only those of a
// post, if one is given.
func TraitMeasure(t election.Trait, post election.Post, with ...election.Trait) Measure {
	what := t.Name()
	for _, w := range with {
		what = say("%s、%s", "%s, %s").With(what, w.Name())
	}
	if len(with) > 0 {
		what = say("%s（同时是）", "%s (all of it)").With(what)
	}
	name := say("👥 结构：当选人中的%s", "👥 Of the elected: %s").With(what)
	if post != "" {
		name = say("👥 结构：当选%s中的%s", "👥 Of those elected %s: %s").With(post.Name(), what)
	}
	return Measure{Name: name, Rate: true, Noun: persons, Unknown: notReported(),
		Of: func(e election.Election, u election.UnitState) Value {
			if u.Progress.Members == nil {
				return Value{}
			}
			people := slices.DeleteFunc(slices.Clone(e.Described(u.Progress)), func(p election.ElectedPerson) bool { return post != "" && p.Post != post })
			c := election.CompositionOf(people, e.PollingDay)
			share := c.Share(t)
			if len(with) > 0 {
				share.Part = allOf(append([]election.Trait{t}, with...), people, e)
			} else if slices.Contains(e.Circles, string(t)) {
				share.Part = len(slices.DeleteFunc(people, func(p election.ElectedPerson) bool { return p.Circle != string(t) }))
			}
			return Value{Part: share.Part, Whole: share.Whole, Known: c.People > 0}
		}}
}

// allOf is how many of some people have all of some traits.
func allOf(traits []election.Trait, people []election.ElectedPerson, e election.Election) (n int) {
	for _, p := range people {
		one := election.CompositionOf([]election.ElectedPerson{p}, e.PollingDay)
		if !slices.ContainsFunc(traits, func(t election.Trait) bool {
			return one.Part(t) == 0 && !(p.Circle == string(t) && slices.Contains(e.Circles, p.Circle))
		}) {
			n++
		}
	}
	return n
}

// AgedMeasure is how many of the elected are of an age on polling day, both ends included, and have all
// of some traits; only of those of a post, if one is given.
func AgedMeasure(from, to int, post election.Post, traits ...election.Trait) Measure {
	age := say("%d 至 %d 岁的", "aged %d to %d").With(from, to)
	switch {
	case from <= 0:
		age = say("%d 岁及以下的", "aged %d or less").With(to)
	case to >= election.OldestAge:
		age = say("%d 岁及以上的", "aged %d or more").With(from)
	}
	for _, t := range traits {
		age = say("%s%s", "%s %s").With(age, t.Name())
	}
	who := say("当选人", "the elected")
	if post != "" {
		who = say("当选%s", "those elected %s").With(post.Name())
	}
	return Measure{Name: say("👥 结构：%s中%s", "👥 Of %s: %s").With(who, age), Rate: true, Noun: persons, Unknown: notReported(),
		Of: func(e election.Election, u election.UnitState) (v Value) {
			if u.Progress.Members == nil {
				return v
			}
			for _, p := range e.Described(u.Progress) {
				if p.Born.IsZero() || post != "" && p.Post != post {
					continue
				}
				v.Whole, v.Known = v.Whole+1, true
				if years := p.Age(e.PollingDay); from <= years && years <= to && allOf(traits, []election.ElectedPerson{p}, e) == 1 {
					v.Part++
				}
			}
			return v
		}}
}

// AgeMeasure is the average age of the elected on polling day; only of those of a post, if
// one is given.
func AgeMeasure(post election.Post) Measure {
	name := say("👥 当选人平均年龄", "👥 Average age of the elected")
	if post != "" {
		name = say("👥 当选%s平均年龄", "👥 Average age of those elected %s").With(post.Name())
	}
	return Measure{Name: name, Rate: true, Noun: persons, Unknown: notReported(),
		Show: func(v Value) election.Phrase {
			tenths := (10*v.Part + v.Whole/2) / max(1, v.Whole)
			return say("%d.%d 岁（%d 名）", "%d.%d years (%d)").With(tenths/10, tenths%10, v.Whole)
		},
		Of: func(e election.Election, u election.UnitState) (v Value) {
			if u.Progress.Members == nil {
				return v
			}
			for _, p := range e.Described(u.Progress) {
				if !p.Born.IsZero() && (post == "" || p.Post == post) {
					v.Part, v.Whole, v.Known = v.Part+p.Age(e.PollingDay), v.Whole+1, true
				}
			}
			return v
		}}
}

// UnitsMeasure is of how many units something is so: 3/5 个村.
func UnitsMeasure(name election.Phrase, e election.Election, is func(election.UnitState) bool) Measure {
	show := func(v Value) election.Phrase { return say("%d/%s", "%d of %s").With(v.Part, e.Units(v.Whole)) }
	return Measure{Name: name, Rate: true, Noun: persons, Adds: true, Show: show, Of: func(_ election.Election, u election.UnitState) Value {
		v := Value{Whole: 1, Known: true}
		if is(u) {
			v.Part = 1
		}
		return v
	}}
}

// ManyMeasure is how many things a unit has, 0 if it has none.
func ManyMeasure(name election.Phrase, many func(election.UnitState) int) Measure {
	noun := func(n int) election.Phrase { return say("%s", "%s").With(election.Thousands(n)) }
	return Measure{Name: name, Noun: noun, Adds: true, Of: func(_ election.Election, u election.UnitState) Value {
		return Value{Part: many(u), Known: true}
	}}
}

// RecordMeasure is a number in a kind of record. If field is "", it is the
// number of records; with = and a value, that of those in which a choice is answered so.
func RecordMeasure(k election.RecordKind, field string) Measure {
	m := Measure{Name: say("🗂 %s", "🗂 %s").With(k.Title), Unknown: notReported(), Adds: true, Noun: func(n int) election.Phrase { return say("%d 次", "%d").With(n) }}
	field, within, some := strings.Cut(field, withinSign)
	choice, answer, chosen := strings.Cut(within, "=")
	if !some {
		if choice, answer, chosen = strings.Cut(field, "="); chosen {
			return m.answered(k, choice, answer)
		}
	}
	if f, ok := k.Number(field); ok {
		m.Name, m.Adds = say("🗂 %s · %s", "🗂 %s · %s").With(k.Title, f.Label), !isSpan(f)
		if chosen {
			m.Name = say("%s · %s", "%s · %s").With(m.answered(k, choice, answer).Name, f.Label)
		}
		m.Noun = func(n int) election.Phrase { return say("%s %s", "%s%s").With(election.Thousands(n), f.Unit) }
	}
	m.Of = func(_ election.Election, u election.UnitState) Value {
		all := u.Progress.Records[k.ID]
		v := Value{Known: len(all) > 0, Part: len(all)}
		if field != "" {
			v = Value{}
			for _, r := range all {
				if n, said := k.In(r.Record, field); said && (!chosen || r.Words[choice] == answer) {
					v.Part, v.Known = v.Part+n, true
				}
			}
		}
		return v
	}
	return m
}

// RecordShares are the shares that a number of a kind of record has of the numbers that it is a part of, over the
// units that say both.
func RecordShares(k election.RecordKind, field string, units []election.UnitState) (lines []election.Phrase) {
	f, _ := k.Number(field)
	for _, whole := range f.Of {
		var r election.Ratio
		for _, u := range units {
			for _, one := range u.Progress.Records[k.ID] {
				part, said := k.In(one.Record, field)
				if all, known := k.In(one.Record, whole); said && known {
					r.Part, r.Whole = r.Part+part, r.Whole+all
				}
			}
		}
		if of, ok := k.Number(whole); ok && r.Whole > 0 {
			lines = append(lines, say("%s占%s的%s", "%s of %s %s").With(f.Label, of.Label, r))
		}
	}
	return lines
}

// withinSign stands between a number and the answer of a choice, see Within.
const withinSign = "@"

// Within is the number field of a kind of record in those reports alone in which a choice is answered so:
// “kind=business”.
func Within(field, answer string) string { return field + withinSign + answer }

// answered is the measure of how often a choice of a kind of record is answered so.
func (m Measure) answered(k election.RecordKind, choice, answer string) Measure {
	i := slices.IndexFunc(k.Fields, func(f election.RecordField) bool { return f.ID == choice })
	if i < 0 {
		return m
	}
	m.Name = say("🗂 %s · %s", "🗂 %s · %s").With(k.Title, k.Fields[i].Name(answer))
	if !k.Each {
		m.Noun = func(n int) election.Phrase { return say("%d 个", "%d").With(n) }
	}
	m.Of = func(_ election.Election, u election.UnitState) (v Value) {
		for _, r := range u.Progress.Records[k.ID] {
			v.Known = true
			if r.Words[choice] == answer {
				v.Part++
			}
		}
		return v
	}
	return m
}

// StagesMeasure is how many of its own stages a unit has done.
func StagesMeasure() Measure {
	return Measure{Name: say("📋 进度", "📋 Progress"), Rate: true, Of: func(e election.Election, u election.UnitState) Value {
		v := Value{Known: true}
		for _, st := range e.Stages {
			switch {
			case u.Progress.Stages[st.ID].Status == election.Done:
				v.Part++
				v.Whole++
			case e.Owes(u.Progress, st.ID):
				v.Whole++
			}
		}
		return v
	}}
}
