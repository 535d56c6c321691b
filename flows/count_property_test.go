package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huanjie/internal/election"
)

// counter is somebody of the town of two entries, with the mistake that only
// they make: so many votes for 甲, who had 800.
type counter struct {
	id      election.PersonID
	mistake int
}

func counters() []counter {
	return []counter{{"周明", 801}, {"何静", 802}, {election.OfficePerson(700001), 803}}
}

// TestAnyTwoEntries lets an officer, a checker and the office enter a count, check
// it, mend and correct it in any order, with and without mistakes, through the
// form. Nobody is shown what they may not see; nothing is called confirmed that
// two of them have not entered alike; and as soon as officer and checker both
// enter what is on the paper, it is confirmed.
func TestAnyTwoEntries(t *testing.T) {
	t.Parallel()
	town := townIn(t, "testdata/checked")
	rapid.Check(t, func(rt *rapid.T) {
		r := &room{t: t, town: town, person: town.Person("周明"), now: time.Date(2027, 1, 15, 6, 0, 0, 0, time.UTC), update: 1000,
			progress: map[election.UnitID]election.Progress{}}
		entered := map[string]map[election.PersonID]bool{}
		act := func(c counter, votes int) {
			if r.person.ID != c.id {
				r.hand(string(c.id))
			}
			r.enterCount(rt, c, votes)
			for _, k := range r.progress["H1"].Counts {
				note(entered, k.Tally, k.By)
				if k.Check != nil {
					note(entered, k.Check.Tally, k.Check.By)
				}
				if k.Status() == election.Confirmed && (k.By == k.Check.By || len(entered[fmt.Sprint(k.Tally)]) < 2) {
					rt.Fatalf("confirmed, but entered by %v", entered[fmt.Sprint(k.Tally)])
				}
			}
			if n := len(r.progress["H1"].Counts); n > 1 {
				rt.Fatalf("%d counts of one round", n)
			}
		}
		for range rapid.IntRange(0, 6).Draw(rt, "entries") {
			c := rapid.SampledFrom(counters()).Draw(rt, "who")
			votes := rapid.SampledFrom([]int{800, 800, c.mistake}).Draw(rt, "votes")
			act(c, votes)
		}
		for range 3 { // an entry of one may make the other's count for nothing, never twice
			for _, c := range counters() {
				if count, ok := r.progress["H1"].Count(election.FirstRound); ok && count.Status() == election.Confirmed && count.Posts[0].Candidates[0].Votes == 800 {
					return
				}
				act(c, 800)
			}
		}
		rt.Fatalf("not confirmed: %+v", r.progress["H1"].Counts)
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
func (r *room) enterCount(rt *rapid.T, c counter, votes int) {
	r.turn(fmt.Sprintf("计票 河湾村 发1200 收1180 有效1150 无效30 主任 甲 %d 乙 300 委员 丙 700 丁 650 戊 300", votes))
	for range 8 {
		latest := r.cards[len(r.cards)-1]
		r.sealed(rt, c)
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
func (r *room) sealed(rt *rapid.T, c counter) {
	count, ok := r.progress["H1"].Count(election.FirstRound)
	u, _ := r.town.Unit("H1")
	if !ok || !count.Hidden(r.person, u, 0) {
		return
	}
	text := card(r.t, r.cards[len(r.cards)-1])
	for _, other := range counters() {
		if other.id != c.id && strings.Contains(text, fmt.Sprint(other.mistake)) {
			rt.Fatalf("%s is shown the figures of %s:\n%s", c.id, other.id, text)
		}
	}
}
