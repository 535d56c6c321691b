package bot

import (
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// Examples are lines that whoever reads them could send as they stand: with their
// own unit, figures that are possible there, and its candidates.

// exampleUnit is the unit that examples are given with: the person's own, or else
// the first that they may see.
func exampleUnit(t *election.Town, p election.Person) election.Unit {
	for _, ids := range [][]election.UnitID{p.Units, p.Checks} {
		if len(ids) > 0 {
			u, _ := t.Unit(ids[0])
			return u
		}
	}
	for _, u := range t.Units {
		if p.MaySee(u) {
			return u
		}
	}
	return election.Unit{Name: "东河村"}
}

// exampleOf is its name.
func exampleOf(t *election.Town, p election.Person) string { return exampleUnit(t, p).Name }

// exampleOfForm is a line for a form, "" for one that has none.
func exampleOfForm(id flow.FormID, t *election.Town, u election.Unit) election.Phrase {
	switch id {
	case "stage":
		return exampleProgress(t, u)
	case "turnout":
		return exampleTurnout(u)
	case "count":
		return exampleCount(u)
	}
	return election.Phrase{}
}

// exampleProgress reports the roll's stage, or the election's first if it has
// none.
func exampleProgress(t *election.Town, u election.Unit) election.Phrase {
	e := t.ElectionOf(u)
	st, ok := e.Stage("roll")
	if !ok && len(e.Stages) > 0 {
		st, ok = e.Stages[0], true
	}
	if !ok {
		return say("进度 %s 完成", "progress %s Done").With(u.Name)
	}
	return say("进度 %s %s 完成", "progress %s %s Done").With(u.Name, st.Name)
}

// takingPart is how many take part in an example: 60 % of the registered.
func takingPart(u election.Unit) int {
	const usual = 1000 // where the roster does not know
	if u.Registered == 0 {
		return usual * 6 / 10
	}
	return u.Registered * 6 / 10
}

func exampleTurnout(u election.Unit) election.Phrase {
	return say("投票 %s %d", "turnout %s %d").With(u.Name, takingPart(u))
}

// exampleCount is a count in which all seats are filled. Its figures fit together.
func exampleCount(u election.Unit) election.Phrase {
	return exampleOfCount(u, -takingPart(u)/100, func(p election.PostPlan, i int) int {
		if i >= p.Seats {
			return 30 / (len(p.Candidates) - p.Seats)
		}
		return max(60-i, 51)
	})
}

// exampleSurplus is one in which a ballot more came back than was issued.
func exampleSurplus(u election.Unit) election.Phrase {
	return exampleOfCount(u, 1, func(_ election.PostPlan, i int) int { return max(55-10*i, 1) })
}

// exampleTie is one in which the last seat and the next place have as many votes.
func exampleTie(u election.Unit) election.Phrase {
	return exampleOfCount(u, -takingPart(u)/100, func(p election.PostPlan, i int) int {
		if i < p.Seats-1 {
			return 60 - i
		}
		return min(45, 100/(len(p.Candidates)-p.Seats+1))
	})
}

// exampleOfCount is a count with so many ballots more or fewer than were issued, and votes
// in per cent of the valid ones: nobody wonders at its figures.
func exampleOfCount(u election.Unit, more int, share func(p election.PostPlan, i int) int) election.Phrase {
	issued := takingPart(u)
	returned := issued + more
	invalid := returned / 50
	var zh, en strings.Builder
	for _, p := range u.Posts {
		zh.WriteString(" " + p.Post.Name().In(election.Chinese))
		en.WriteString(" " + p.Post.Name().In(election.English))
		for i, name := range p.Candidates {
			votes := " " + name + " " + strconv.Itoa((returned-invalid)*share(p, i)/100)
			zh.WriteString(votes)
			en.WriteString(votes)
		}
	}
	return say("计票 %[1]s 发%[2]d 收%[3]d 有效%[4]d 无效%[5]d%[6]s", "count %[1]s issued %[2]d returned %[3]d valid %[4]d invalid %[5]d%[6]s").
		With(u.Name, issued, returned, returned-invalid, invalid, say(zh.String(), en.String()))
}
