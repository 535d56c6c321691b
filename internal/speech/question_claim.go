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

// noteClaim takes the one figure of a text that asks whether it is so, of one unit, an area or the town: 石桥村不是1800选民吗.
// What asks anything else, or gives several figures, claims none.
func (a *query) noteClaim() {
	figures := a.numbersOf(func(n Number) bool { return n.Role != Clock && n.Role != Date })
	if len(figures) != 1 || !a.has("-which -who -howMany -what -when -below -above -compares -lowest -highest -first -last -ranks -short -elected -nominee -candidate -post -field -record -trait -composed -ages -invalid -valid -issued -returned -seats -counts -supposed") {
		return
	}
	n, end := *figures[0].number, strings.TrimRight(a.text, " 。.!啊呀呢")
	said := says(a.text, claimMarks) && endsAny(strings.TrimRight(end, "?"), "吗", "吧", "么", "嘛", "了") || says(a.text, "是不是|isn't|right?")
	switch one := a.has("unit/area/town/mine -several") || a.has("half"); {
	case !one:
		return
	case (n.Role == Percent || n.Role == Share) && (said || endsAny(end, "吧", "吗", "吧?", "吗?", "?")):
		a.claim.Part = hundredths(n, figures[0].text)
	case n.Role == Count && n.Value >= 10 && !countsUnits(n) && a.has("votes/turnout/registered/reports") && (said || a.has("half") && strings.HasSuffix(end, "?")):
		a.claim.N = n.Value
	default:
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
