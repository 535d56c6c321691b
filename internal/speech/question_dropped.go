package speech

import (
	"slices"
	"strings"
)

// markDropped marks as unread the words that a question passes over as a rule, and that narrow
// it down where they stand here without any part of the frame that says so: 上个村, 村大的,
// 村和社区各多少个. The answer then says that they were left out.
func (a *query) markDropped(f *Frame) {
	for i := range a.atoms {
		switch {
		case a.neighbour(i):
			a.atoms[i].unread, a.elsewhere = true, true
		case a.sized(i, f), a.kindBeside(i), a.hoursBeside(i, f), a.owedBeside(i, f):
			a.atoms[i].unread = true
		}
	}
}

// textAt is the text of an atom, "" beyond the last.
func (a *query) textAt(i int) string {
	if i < 0 || i >= len(a.atoms) {
		return ""
	}
	return a.atoms[i].text
}

// unitsAt reports whether an atom is a word for units.
func (a *query) unitsAt(i int) bool { return i >= 0 && i < len(a.atoms) && a.atoms[i].does("units") }

// neighbour reports whether an atom says that the unit before or after another is meant: 上个村,
// 下一个村.
func (a *query) neighbour(i int) bool {
	if at := a.atoms[i]; at.senses != "passes" || !slices.Contains([]string{"上", "下", "上一个", "下一个", "上个", "下个"}, at.text) {
		return false
	}
	next := i + 1
	if slices.Contains([]string{"个", "一个", "1个", "一"}, a.textAt(next)) {
		next++
	}
	return a.unitsAt(next) && !slices.Contains([]string{"手", "在", "网"}, a.textAt(i-1)) && next > i+1
}

// sized reports whether an atom says of units that they are large or small, and no limit came of
// it: 村大的还没报, 哪些村人少.
func (a *query) sized(i int, f *Frame) bool {
	if !slices.Contains([]string{"大", "小", "多", "少"}, a.textAt(i)) || a.atoms[i].senses != "passes" || f.Scope.Size.By != All || f.Filter.By == Lowest || f.Filter.By == Highest {
		return false
	}
	after := a.textAt(i + 1)
	whose := after == "的村" || after == "的" && a.unitsAt(i+2)
	return whose || (a.unitsAt(i-1) || a.textAt(i-1) == "人" && a.unitsAt(i-2)) && slices.Contains([]string{"", "的", "?"}, after)
}

// kindBeside reports whether an atom is the second of two kinds of units that are asked for
// apart: 村和社区各多少个.
func (a *query) kindBeside(i int) bool {
	return a.unitsAt(i) && a.unitsAt(i-2) && a.textAt(i) != a.textAt(i-2) && slices.Contains([]string{"和", "与", "跟", "、"}, a.textAt(i-1)) && strings.Contains(a.text, "各")
}

// hoursBeside reports whether an atom is about when the polls close, and something else is asked
// for: 12点关门的村谁还没报.
func (a *query) hoursBeside(i int, f *Frame) bool {
	return a.atoms[i].does("place") && a.has("whose reports not") && f.Measure == Owing
}

// owedBeside reports whether an atom says that something was reported or not, and the roll alone
// is answered, which nobody reports: 选民最多的三个村报了吗.
func (a *query) owedBeside(i int, f *Frame) bool {
	return f.Measure == Registered && a.atoms[i].does("reports")
}
