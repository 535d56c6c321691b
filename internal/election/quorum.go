package election

import "time"

// finalAfter is how long after the close of polling a final turnout is expected
// at the latest.
const finalAfter = time.Hour

// Quorum is what the law compares those who took part with, and where it says
// so. ok is false where it asks for nothing.
func (e Election) Quorum() (least Threshold, article Article, ok bool) {
	r, known := rulesOf(e, FirstRound)
	if !known || r.quorum.IsZero() {
		return Threshold{}, Article{}, false
	}
	return r.quorum, r.quorumArticle, true
}

// Lacks is how many more people would have to take part for the quorum; 0 if
// they are enough, or the law asks for nothing.
func (e Election) Lacks(t Turnout) int {
	q, _, ok := e.Quorum()
	if !ok || q.Compare(t.Voted, t.Registered).Holds() {
		return 0
	}
	return q.Least(t.Registered) - t.Voted
}

// Closing is what a unit's turnout says once its polling is over, and before
// there is a count.
type Closing struct {
	End   time.Time // of polling
	Final bool      // a turnout was reported after that
	Short int       // how many are missing for the quorum, by the last turnout; 0 if none
}

// Alarms reports whether the turnout misses the quorum and is the last word.
func (c Closing) Alarms() bool { return c.Final && c.Short > 0 }

// Unsaid reports whether, long after the close, there is no final turnout.
func (c Closing) Unsaid(now time.Time) bool { return !c.Final && !now.Before(c.End.Add(finalAfter)) }

// Closing is how the vote of a unit stands between the close of its polling and
// its count. ok is false at any other time, and where the roster does not say
// when polling ends. now is in the town's location.
func (e Election) Closing(u Unit, p Progress, now time.Time) (c Closing, ok bool) {
	end, known := e.PollingEnds(u, now.Location())
	_, counted := p.WholeCount()
	if !known || counted || now.Before(end) {
		return c, false
	}
	c = Closing{End: end, Final: p.Turnout != nil && !p.TurnoutAt.Before(end)}
	if p.Turnout != nil {
		c.Short = e.Lacks(*p.Turnout)
	}
	return c, true
}
