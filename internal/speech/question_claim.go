package speech

import (
	"slices"
	"strings"
)

// Claim is a figure that a question takes for true: 东河村才40%吧. The zero Claim is none.
type Claim struct {
	Part int // a share: 100 is one percent
	N    int // a number of people
}

// claimMarks are words with which somebody asks whether it is so; of a share the end of a text is enough.
const claimMarks = "是不是|不是|对吧|是吧|对吗|没错吧|对不对|isn't|right?"

// noClaim are the senses beside which a figure is no claim: something else is asked.
const noClaim = "-which -who -howMany -what -when -below -above -compares -lowest -highest -first -last -ranks -short -elected -nominee -candidate -post -field -record -trait -composed -ages -invalid -valid -issued -returned -seats -counts -supposed"

// noteClaim takes the one figure of a text that asks whether it is so, of one unit, an area or the town: 石桥村不是1800选民吗.
// What asks anything else, or gives several figures, claims none.
func (a *query) noteClaim() {
	figures := a.numbersOf(func(n Number) bool { return n.Role != Clock && n.Role != Date })
	if len(figures) != 1 || !a.has(noClaim) || !a.has("unit/area/town/mine -several") && !a.has("half") {
		return
	}
	if a.claim = a.claimOf(figures[0]); a.claim == (Claim{}) {
		return
	}
	a.used[figures[0].from] = true
	a.takesAll("not", "reports", "half")
	a.is("claimed", true)
	a.is("whether", true)
	for i, at := range a.atoms {
		if at.unread && slices.Contains([]string{"正", "刚", "那", "是"}, at.text) {
			a.mute(i)
		}
	}
}

// claimOf is what is claimed of a figure, if the text asks whether it is so.
func (a *query) claimOf(figure atom) (c Claim) {
	n, end := *figure.number, strings.TrimRight(a.text, " 。.!啊呀呢")
	marked := says(a.text, "是不是|isn't|right?") || says(a.text, claimMarks) && endsAny(strings.TrimRight(end, "?"), "吗", "吧", "么", "嘛", "了")
	people := n.Role == Count && n.Value >= 10 && !countsUnits(n) && a.has("votes/turnout/registered/reports")
	switch {
	case (n.Role == Percent || n.Role == Share) && (marked || endsAny(end, "吧", "吗", "?")):
		c.Part = hundredths(n, figure.text)
	case people && (marked || a.has("half") && strings.HasSuffix(end, "?")):
		c.N = n.Value
	}
	return c
}

// claimed makes of a figure that is claimed no limit, and asks of half, if that is said too: 投了900那正好一半?
func (a *query) claimed(f *Frame) {
	if f.Claim == (Claim{}) {
		return
	}
	if f.Filter = (Filter{}); f.Measure == Turnout && a.has("half") {
		f.Filter = Filter{By: ShortOf, Part: 5000}
	}
}
