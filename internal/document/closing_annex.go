package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// terms are the units that a figure is the sum of: the first ones, and how many more.
type terms struct {
	said []string
	more int
}

// longestSum is how many units a sum of the annex names.
const longestSum = 40

// added adds up the figures of units, and notes what they are the sums of.
func (w *closing) added(e election.Election, states []election.UnitState) election.Figures {
	sum := election.Figures{}
	e.Records = w.Town.Records
	w.terms = map[election.Figure]*terms{}
	for _, u := range states {
		for k, v := range e.Figures(u.Progress) {
			if v == 0 {
				continue
			}
			sum[k] += v
			t := w.terms[k]
			switch {
			case t == nil:
				w.terms[k] = &terms{said: []string{u.Unit.Name + " " + election.Thousands(v)}}
			case len(t.said) < longestSum:
				t.said = append(t.said, u.Unit.Name+" "+election.Thousands(v))
			default:
				t.more++
			}
		}
	}
	return sum
}

// source notes where a figure comes from, for the annex.
func (w *closing) source(of election.Figure, figure int, what string) {
	t := w.terms[of]
	if t == nil {
		t = &terms{}
	}
	line := strings.Join(t.said, "＋")
	if t.more > 0 {
		line += fmt.Sprintf("＋另有%d个%s，见附件2", t.more, w.Town.UnitNoun().In(election.Chinese))
	}
	w.sources = append(w.sources, []string{election.Thousands(figure), what, line})
}

// annexes lead from each figure to its sum, and from each unit to its receipts.
func (w *closing) annexes() {
	w.newPage("附件1　数字的来源")
	w.text(fmt.Sprintf("数字取自账本第%d条为止的上报，指纹%s。", w.Head.Entries, w.Head.Fingerprint()))
	w.table([]int{12, 22, -66}, slices.Values(append([][]string{{"文中数字", "是什么", "由哪些单位相加"}}, w.sources...)))
	w.newPage("附件2　各单位情况")
	w.unitTables()
}

// unitTables writes a line for each unit, of each election.
func (w *closing) unitTables() {
	for _, e := range w.Town.Elections {
		states := w.of(e)
		if len(states) == 0 {
			continue
		}
		w.table([]int{-16, 9, 9, 12, 9, 9, 8, 7, 7, 11, 13}, func(yield func([]string) bool) {
			more := yield([]string{"单位", "登记", "参加", "参选率", "收回", "有效", "无效", "应选", "当选", "计票", "回执"})
			for i := 0; more && i < len(states); i++ {
				more = yield(unitCells(e, states[i]))
			}
		})
	}
}

// unitCells is the line of a unit in the annex.
func unitCells(e election.Election, u election.UnitState) []string {
	cells := []string{u.Unit.Name, "", "", "", "", "", "", strconv.Itoa(u.Unit.Seats()), "", "未上报", ""}
	if r, _ := u.Progress.Took(); r.Whole > 0 {
		cells[1], cells[2], cells[3] = election.Thousands(r.Whole), election.Thousands(r.Part), r.Percent()
		cells[9] = "参选情况"
	}
	if t, ok := u.Progress.WholeCount(); ok {
		t = t.InAll()
		cells[4], cells[5], cells[6] = election.Thousands(t.Returned), election.Thousands(t.Valid), election.Thousands(t.Invalid)
		cells[8] = strconv.Itoa(len(e.Winners(u.Progress)))
		cells[9] = u.Progress.CountStatus().Name().In(election.Chinese)
	}
	var receipts []string
	for _, c := range u.Progress.Counts {
		receipts = append(receipts, string(c.Report))
	}
	cells[10] = strings.Join(receipts, "\n")
	return cells
}

// Missing says what the papers of a unit still lack.
func Missing(e election.Election, u election.UnitState) []election.Phrase {
	var out []election.Phrase
	for _, st := range e.Stages {
		if e.Owes(u.Progress, st.ID) {
			out = append(out, say("阶段未完成：%s", "stage not done: %s").With(st.Name))
		}
	}
	if len(u.Progress.Counts) == 0 {
		out = append(out, say("没有计票结果", "no count"))
	}
	for _, c := range u.Progress.Counts {
		if c.Status() != election.Confirmed {
			out = append(out, say("%s的计票没有确认", "the count of the %s is not confirmed").With(c.Round.Name()))
		}
		if c.Sheet == "" {
			out = append(out, say("%s没有计票结果单照片", "no photo of the result sheet of the %s").With(c.Round.Name()))
		}
	}
	if won := len(e.Winners(u.Progress)); won > len(e.Described(u.Progress)) {
		out = append(out, say("当选人员情况没有报全", "not all of the elected are described"))
	}
	for _, one := range u.Progress.Cases {
		if one.Open() {
			out = append(out, say("%s没有办结", "%s is still open").With(one.Kind.Name()))
		}
	}
	return out
}
