package election

import "fmt"

// Taken is how matters ended, and how many days that took.
type Taken struct {
	Ends          map[Deed]int
	Decided       int // of them
	Days, Longest int // in all, and of the one that took longest
}

// Taken is how those of some matters ended that are decided. A day is one of the town.
func (t *Town) Taken(all []CaseState) Taken {
	out := Taken{Ends: map[Deed]int{}}
	for _, c := range all {
		end, ok := c.Decision()
		if !ok {
			continue
		}
		took := t.Today(end.At).Sub(t.Today(c.At))
		out.Ends[end.Deed]++
		out.Decided, out.Days, out.Longest = out.Decided+1, out.Days+took, max(out.Longest, took)
	}
	return out
}

// Say says it: 批复同意17件，用时平均2.0天、最长2天. Zero where nothing is decided.
func (t Taken) Say() Phrase {
	if t.Decided == 0 {
		return Phrase{}
	}
	var zh, en string
	for _, d := range [...]Deed{Approve, Return, Uphold, Reject, Close} {
		if n := t.Ends[d]; n > 0 {
			zh += fmt.Sprintf("%s%d件、", d.Name().In(Chinese), n)
			en += fmt.Sprintf("%s: %d, ", d.Name().In(English), n)
		}
	}
	tenths := (20*t.Days + t.Decided) / (2 * t.Decided)
	zh = fmt.Sprintf("%s用时平均%d.%d天、最长%d天", zh[:len(zh)-len("、")]+"，", tenths/10, tenths%10, t.Longest)
	en = fmt.Sprintf("%s%d.%d days on average, %d at most", en, tenths/10, tenths%10, t.Longest)
	return Say(zh, en)
}
