package speech

import "strings"

// saidUnits is how many units there are by what a text takes for true, which says something of all of them: 七个村都报齐了吧; 0 if
// it says none. Those of whom it spoke before, or only some of them, are no such number.
func (a *query) saidUnits() int {
	for i, at := range a.atoms {
		if at.number == nil || !countsUnits(*at.number) && !(i+1 < len(a.atoms) && a.atoms[i+1].does("units")) || at.number.Role != Count && at.number.Role != Other {
			continue
		}
		rest := a.text[at.to:]
		if !countsUnits(*at.number) {
			rest = a.text[a.atoms[i+1].to:]
		}
		only := endsAny(strings.TrimRight(a.text[:at.from], " ，,"), "这", "那", "前", "后", "哪", "还有", "就", "只", "最", "差", "其他", "其余", "另外", "剩下", "剩", "有", "低", "高", "少", "多", "的", "大", "小")
		mine := endsAny(a.text[:at.from], "我那", "我这", "我们那", "我们这")
		of := mine || startsWithAny(strings.TrimLeft(rest, " ，,"), "都", "全", "是不是都", "是不是全", "现在都", "今天都", "应该都", "一个不", "一共", "加起来", "总共") && !only
		if of {
			a.used[at.from] = true
			return at.number.Value
		}
	}
	return 0
}
