package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huanjie/internal/election"
	"huanjie/internal/flow"
)

// counter is somebody who enters counts, with the mistake that only they make.
type counter struct {
	id      election.PersonID
	mistake int
}

// paper is a count with the one figure in which mistakes are made.
type paper struct {
	town  string
	unit  election.UnitID
	by    []counter
	line  string // with the figure as %d
	right int
	of    func(election.CandidateVotes) int // it is the first candidate's
}

func papers() map[string]paper {
	office := election.OfficePerson(700001)
	return map[string]paper{
		"votes of a village": {town: "checked", unit: "H1", by: []counter{{"周明", 801}, {"何静", 802}, {office, 803}}, right: 800,
			line: "计票 河湾村 发1200 收1180 有效1150 无效30 主任 甲 %d 乙 300 委员 丙 700 丁 650 戊 300",
			of:   func(c election.CandidateVotes) int { return c.Votes }},
		"votes against in the Party": {town: "kinds", unit: "P1", by: []counter{{"李芳", 701}, {office, 702}}, right: 700,
			line: "计票 芦苇社区党支部 应到2000 发1899 收1899 有效1899 无效0 纪晓 1101 反对 %d 弃权 3 杜若 1051 不赞成 9 穆青 1021 商陆 400",
			of:   func(c election.CandidateVotes) int { return c.Against }},
	}
}

// TestAnyTwoEntries lets an officer, a checker and the office enter a count, check
// it, mend and correct it in any order, with and without mistakes, through the
// form. Nobody is shown what they may not see; nothing is called confirmed that
// two of them have not entered alike; and as soon as officer and checker both
// enter what is on the paper, it is confirmed.
func TestAnyTwoEntries(t *testing.T) {
	t.Parallel()
	for name, p := range papers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p.anyTwoEntries(t)
		})
	}
}

func (paper paper) anyTwoEntries(t *testing.T) {
	town := townIn(t, "testdata/"+paper.town)
	rapid.Check(t, func(rt *rapid.T) {
		r := &room{t: t, town: town, kept: flow.NewKept(), person: town.Person(paper.by[0].id), now: time.Date(2027, 1, 15, 6, 0, 0, 0, time.UTC), update: 1000,
			progress: map[election.UnitID]election.Progress{}}
		entered := map[string]map[election.PersonID]bool{}
		act := func(c counter, figure int) {
			if r.person.ID != c.id {
				r.hand(string(c.id))
			}
			r.enterCount(rt, paper, c, figure)
			for _, k := range r.progress[paper.unit].Counts {
				note(entered, k.Tally, k.By)
				if k.Check != nil {
					note(entered, k.Check.Tally, k.Check.By)
				}
				if k.Status() == election.Confirmed && (k.By == k.Check.By || len(entered[fmt.Sprint(k.Tally)]) < 2) {
					rt.Fatalf("confirmed, but entered by %v", entered[fmt.Sprint(k.Tally)])
				}
			}
			if n := len(r.progress[paper.unit].Counts); n > 1 {
				rt.Fatalf("%d counts of one round", n)
			}
		}
		for range rapid.IntRange(0, 6).Draw(rt, "entries") {
			c := rapid.SampledFrom(paper.by).Draw(rt, "who")
			act(c, rapid.SampledFrom([]int{paper.right, paper.right, c.mistake}).Draw(rt, "figure"))
		}
		for range 3 { // an entry of one may make the other's count for nothing, never twice
			for _, c := range paper.by {
				if count, ok := r.progress[paper.unit].Count(election.FirstRound); ok && count.Status() == election.Confirmed && paper.of(count.Posts[0].Candidates[0]) == paper.right {
					return
				}
				act(c, paper.right)
			}
		}
		rt.Fatalf("not confirmed: %+v", r.progress[paper.unit].Counts)
	})
}

func note(entered map[string]map[election.PersonID]bool, t election.Tally, by election.PersonID) {
	key := fmt.Sprint(t)
	if entered[key] == nil {
		entered[key] = map[election.PersonID]bool{}
	}
	entered[key][by] = true
}

// enterCount says a whole count in one line and answers whatever the card asks
// besides, until it is reported or there is nothing to report.
func (r *room) enterCount(rt *rapid.T, p paper, c counter, figure int) {
	r.turn(fmt.Sprintf(p.line, figure))
	for range 8 {
		latest := r.cards[len(r.cards)-1]
		r.sealed(rt, p, c)
		switch {
		case latest.Receipt != "":
			return
		case strings.Contains(latest.Question, "原因"):
			r.turn("看错一行")
		case strings.Contains(latest.Notice, "没有要您复核"), strings.Contains(latest.Notice, "不用更正"):
			r.turn("取消")
			r.turn("是")
			return
		case strings.Contains(latest.Question, "哪一轮"):
			r.turn("[" + latest.Keyboard[0][0].Label + "]")
		default:
			r.turn("确认")
		}
	}
	rt.Fatalf("%s is asked on and on: %s", c.id, card(r.t, r.cards[len(r.cards)-1]))
}

// sealed fails if the latest card shows somebody else's mistake to a person who
// is to enter the count without having seen theirs.
func (r *room) sealed(rt *rapid.T, p paper, c counter) {
	count, ok := r.progress[p.unit].Count(election.FirstRound)
	u, _ := r.town.Unit(p.unit)
	if !ok || !count.Hidden(r.person, u, 0) {
		return
	}
	text := card(r.t, r.cards[len(r.cards)-1])
	for _, other := range p.by {
		if other.id != c.id && strings.Contains(text, fmt.Sprint(other.mistake)) {
			rt.Fatalf("%s is shown the figures of %s:\n%s", c.id, other.id, text)
		}
	}
}
