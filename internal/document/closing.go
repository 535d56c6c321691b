package document

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"huanjie/internal/election"
)

// Closing 总结 is the written summary of an office: what its journal holds of some
// units, and the office's own words. It is written in Chinese, as official
// documents are.
type Closing struct {
	Town  *election.Town
	Of    string               // what it is about: 清河镇, 东片, 东河村
	AsOf  time.Time            // in the town's location
	Units []election.UnitState // in the roster's order
	Head  election.Head        // of the journal
	Words map[Own][]string     // paragraphs in the office's own words; what is missing is left to be written
}

// Own is a part of the summary that only the office can write.
type Own string

// The parts in the office's own words, in their order.
const (
	OwnWays       Own = "做法"
	OwnLessons    Own = "体会"
	OwnProblems   Own = "问题"
	OwnAdvice     Own = "建议"
	OwnIntentions Own = "打算"
)

// Owns lists those parts.
func Owns() []Own { return []Own{OwnWays, OwnLessons, OwnProblems, OwnAdvice, OwnIntentions} }

// ReadOwn reads a text with a line for each part, 做法, 体会, 问题, 建议 or 打算, and
// what is to stand there below it or after a colon. What stands before the first
// is an error: it would be lost.
func ReadOwn(text string) (map[Own][]string, error) {
	words := map[Own][]string{}
	var now Own
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if own, rest, ok := ownHead(line); ok {
			now, line = own, rest
		}
		switch {
		case line == "":
		case now == "":
			return nil, fmt.Errorf("第 %d 行前面没有写明是做法、体会、问题、建议还是打算 / line %d belongs to no part", i+1, i+1)
		default:
			words[now] = append(words[now], line)
		}
	}
	return words, nil
}

func ownHead(line string) (own Own, rest string, ok bool) {
	line = strings.TrimLeft(line, "# ")
	for _, o := range Owns() {
		if line == string(o) {
			return o, "", true
		}
		for _, colon := range []string{"：", ":"} {
			if rest, found := strings.CutPrefix(line, string(o)+colon); found {
				return o, strings.TrimSpace(rest), true
			}
		}
	}
	return "", "", false
}

// closing is a summary while it is written.
type closing struct {
	Closing
	wordFile
	number  int        // of the last heading
	sources [][]string // of the annex: a figure, what it is, its sum
}

// Write writes the summary as a Word file. The error names the units whose own
// figures do not add up: such a summary is refused.
func (c Closing) Write(to io.Writer) error {
	if err := c.sums(); err != nil {
		return err
	}
	w := &closing{Closing: c}
	w.title(c.Of + "换届选举工作总结")
	if line := c.asOf(); line != "" {
		w.text(line)
	}
	for _, e := range c.Town.Elections {
		if states := c.of(e); len(states) > 0 {
			w.election(e, states)
		}
	}
	for _, own := range Owns() {
		w.own(own)
	}
	w.right("")
	w.right(c.Town.Name + "换届选举办公室")
	day := election.DateOf(c.AsOf)
	w.right(fmt.Sprintf("%d年%d月%d日", day.Year, day.Month, day.Day))
	w.annexes()
	if err := w.write(to); err != nil {
		return fmt.Errorf("write summary of %s: %w", c.Of, err)
	}
	return nil
}

// of are the units of an election.
func (c Closing) of(e election.Election) []election.UnitState {
	var states []election.UnitState
	for _, u := range c.Units {
		if u.Unit.Election == e.ID {
			states = append(states, u)
		}
	}
	return states
}

// sums refuses units whose counts do not add up.
func (c Closing) sums() error {
	var errs []error
	for _, u := range c.Units {
		for _, t := range u.Progress.Counts {
			if t.Valid+t.Invalid != t.Returned {
				errs = append(errs, fmt.Errorf("%s %s：有效 %d + 无效 %d 不等于收回 %d / valid and invalid do not make the returned ballots",
					u.Unit.Name, t.Round.Name().In(election.Chinese), t.Valid, t.Invalid, t.Returned))
			}
		}
		if m := u.Progress.Members; m != nil {
			won := len(c.Town.ElectionOf(u.Unit).Winners(u.Progress))
			if people := len(c.Town.ElectionOf(u.Unit).Described(u.Progress)); people > won {
				errs = append(errs, fmt.Errorf("%s：当选 %d 人，情况却报了 %d 人 / more people are described than were elected", u.Unit.Name, won, people))
			}
		}
	}
	return errors.Join(errs...)
}

// asOf says how much of the summary is settled; "" if all of it is.
func (c Closing) asOf() string {
	confirmed := 0
	for _, u := range c.Units {
		if u.Progress.CountStatus() == election.Confirmed {
			confirmed++
		}
	}
	if confirmed == len(c.Units) {
		return ""
	}
	return fmt.Sprintf("（截至%d年%d月%d日%s，%d个单位的计票结果已确认%d个，其余为初步数字或尚未上报。）",
		c.AsOf.Year(), c.AsOf.Month(), c.AsOf.Day(), c.AsOf.Format("15:04"), len(c.Units), confirmed)
}

func (w *closing) section(name string) {
	w.number++
	w.heading(chineseNumeral(w.number) + "、" + name)
}

// chineseNumeral writes 1 to 99.
func chineseNumeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n%10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

// addedFigures adds up the figures of units.
func addedFigures(e election.Election, states []election.UnitState) election.Figures {
	sum := election.Figures{}
	for _, u := range states {
		for k, v := range e.Figures(u.Progress) {
			sum[k] += v
		}
	}
	return sum
}

// election writes the parts about one election.
func (w *closing) election(e election.Election, states []election.UnitState) {
	f := addedFigures(e, states)
	name := e.Kind.Name().In(election.Chinese)
	prefix := ""
	if len(w.Town.Elections) > 1 {
		prefix = name + "："
	}
	w.section(prefix + "基本情况")
	w.text(w.basics(e, states, f))
	w.section(prefix + "组织和宣传")
	w.organised(states, f)
	w.section(prefix + "各阶段完成情况")
	w.stages(e, states)
	w.section(prefix + "选举结果")
	w.results(e, states, f)
	w.composed(e, states, f)
	w.rounds(e, states)
	w.keyUnits(e, states)
	w.section(prefix + "来信来访和突发情况")
	w.caseKinds(states)
}

// source notes where a figure comes from, for the annex.
func (w *closing) source(figure int, what string, states []election.UnitState, value func(election.UnitState) int) {
	var terms []string
	for _, u := range states {
		if n := value(u); n != 0 {
			terms = append(terms, u.Unit.Name+" "+election.Thousands(n))
		}
	}
	const most = 40
	if left := len(terms) - most; left > 0 {
		terms = append(terms[:most], fmt.Sprintf("另有%d个单位，见附件2", left))
	}
	w.sources = append(w.sources, []string{election.Thousands(figure), what, strings.Join(terms, "＋")})
}

// figureOf is one figure of a unit.
func figureOf(e election.Election, f election.Figure) func(election.UnitState) int {
	return func(u election.UnitState) int { return e.Figures(u.Progress)[f] }
}

// basics is the paragraph with which every summary begins.
func (w *closing) basics(e election.Election, states []election.UnitState, f election.Figures) string {
	noun := unitsOf(e, len(states))
	areas := map[election.Area]bool{}
	for _, u := range states {
		areas[u.Unit.Area] = true
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s共有%s参加%s，", w.Of, noun, e.Kind.Name().In(election.Chinese))
	if len(areas) > 1 {
		fmt.Fprintf(&b, "分为%d个片，", len(areas))
	}
	fmt.Fprintf(&b, "选举日为%d年%d月%d日。", e.PollingDay.Year, e.PollingDay.Month, e.PollingDay.Day)
	w.turnoutSaid(&b, e, states, f)
	if n := f[election.Counted]; n > 0 {
		fmt.Fprintf(&b, "已计票%s，发出选票%s张，收回选票%s张，其中有效票%s张、无效票%s张。", unitsOf(e, n), election.Thousands(f[election.BallotsIssued]),
			election.Thousands(f[election.BallotsReturned]), election.Thousands(f[election.BallotsValid]), election.Thousands(f[election.BallotsInvalid]))
		for _, s := range []struct {
			figure election.Figure
			what   string
		}{{election.BallotsIssued, "发出选票"}, {election.BallotsReturned, "收回选票"}, {election.BallotsValid, "有效票"}, {election.BallotsInvalid, "无效票"}} {
			w.source(f[s.figure], w.named(e, s.what), states, figureOf(e, s.figure))
		}
	}
	return b.String()
}

// named names a figure, with its election where there are several.
func (w *closing) named(e election.Election, what string) string {
	if len(w.Town.Elections) > 1 {
		return e.Kind.Name().In(election.Chinese) + " " + what
	}
	return what
}

func unitsOf(e election.Election, n int) string {
	return strings.ReplaceAll(e.Kind.Units(n).In(election.Chinese), " ", "")
}

// turnoutSaid writes the turnout as far as it is reported.
func (w *closing) turnoutSaid(b *strings.Builder, e election.Election, states []election.UnitState, f election.Figures) {
	if f[election.Reporting] == 0 {
		b.WriteString("参选情况尚未上报。")
		return
	}
	if n := f[election.Reporting]; n < len(states) {
		fmt.Fprintf(b, "已报参选情况的%s", unitsOf(e, n))
	}
	ratio := election.Ratio{Part: f[election.Voted], Whole: f[election.ReportingRegistered]}
	fmt.Fprintf(b, "%s%s人，参加投票%s人，参选率%s。", w.registered(e), election.Thousands(ratio.Whole), election.Thousands(ratio.Part), ratio.Percent())
	w.source(ratio.Whole, w.named(e, w.registered(e)), states, figureOf(e, election.ReportingRegistered))
	w.source(ratio.Part, w.named(e, "参加投票"), states, figureOf(e, election.Voted))
}

func (w *closing) registered(e election.Election) string {
	if e.Kind == election.Party {
		return "应到会党员"
	}
	return "登记选民"
}

// organised writes who was at work, and the sums of the records of publicity,
// training, visits.
func (w *closing) organised(states []election.UnitState, f election.Figures) {
	officers, leaders := map[election.PersonID]bool{}, map[election.PersonID]bool{}
	for _, u := range states {
		for _, p := range u.Unit.Officers {
			officers[p] = true
		}
		for _, p := range u.Unit.Leaders {
			leaders[p] = true
		}
	}
	line := fmt.Sprintf("安排联络员%d名", len(officers))
	if len(leaders) > 0 {
		line += fmt.Sprintf("，包片领导%d名", len(leaders))
	}
	w.text(line + "。")
	for _, kind := range w.Town.Records {
		n := f[election.RecordFigure(kind.ID, "")]
		if n == 0 {
			continue
		}
		var parts []string
		if kind.Each {
			parts = append(parts, fmt.Sprintf("共%d次", f[election.RecordsFigure(kind.ID)]))
		}
		for _, field := range kind.Fields {
			if v := f[election.RecordFigure(kind.ID, field.ID)]; field.Number && v > 0 {
				parts = append(parts, fmt.Sprintf("%s%s%s", field.Label.In(election.Chinese), election.Thousands(v), field.Unit.In(election.Chinese)))
				w.source(v, kind.Title.In(election.Chinese)+" "+field.Label.In(election.Chinese), states, recordOf(kind.ID, field.ID))
			}
		}
		line = kind.Title.In(election.Chinese) + "：" + strconv.Itoa(n) + "个单位已报"
		if len(parts) > 0 {
			line += "，" + strings.Join(parts, "，")
		}
		w.text(line + "。")
		w.chosen(kind, states)
	}
}

func recordOf(id election.RecordID, field string) func(election.UnitState) int {
	return func(u election.UnitState) int {
		n := 0
		for _, r := range u.Progress.Records[id] {
			n += r.Numbers[field]
		}
		return n
	}
}

// stages writes the table of stages: how many units kept each in time.
func (w *closing) stages(e election.Election, states []election.UnitState) {
	rows := [][]string{{"阶段", "时限", "按时完成", "逾期完成", "未完成"}}
	for _, st := range e.Stages {
		var kept, late, open int
		for _, u := range states {
			s := u.Progress.Stages[st.ID]
			switch {
			case s.Status == election.Done && st.Due().Before(s.Day(w.Town.Location)):
				late++
			case s.Status == election.Done:
				kept++
			case e.Owes(u.Progress, st.ID):
				open++
			}
		}
		due := st.Due()
		rows = append(rows, []string{st.Name.In(election.Chinese), fmt.Sprintf("%d月%d日", due.Month, due.Day), strconv.Itoa(kept), strconv.Itoa(late), strconv.Itoa(open)})
	}
	w.table([]int{30, 20, 16, 16, 16}, rows)
}

// results writes who is elected, by post, and which units succeeded at once.
func (w *closing) results(e election.Election, states []election.UnitState, f election.Figures) {
	seats, posts := 0, map[election.Post]int{}
	var order []election.Post
	first, counted := 0, 0
	for _, u := range states {
		seats += u.Unit.Seats()
		for _, plan := range e.PostsNow(u.Unit, u.Progress) {
			if !slices.Contains(order, plan.Post) {
				order = append(order, plan.Post)
			}
		}
		for _, won := range e.Winners(u.Progress) {
			posts[won.Post]++
			if !slices.Contains(order, won.Post) {
				order = append(order, won.Post)
			}
		}
		if len(u.Progress.Counts) > 0 {
			counted++
			if len(u.Progress.Meetings()) == 1 && len(e.OpenTasks(u.Unit, u.Progress)) == 0 {
				first++
			}
		}
	}
	if counted == 0 {
		w.text(fmt.Sprintf("应选%d名，尚无计票结果。", seats))
		return
	}
	var parts []string
	for _, p := range order {
		parts = append(parts, fmt.Sprintf("%s%d名", p.Name().In(election.Chinese), posts[p]))
	}
	line := fmt.Sprintf("应选%d名，已选出%d名", seats, f[election.Elected])
	if len(parts) > 1 {
		line += "，其中" + strings.Join(parts, "、")
	}
	w.text(line + "。" + fmt.Sprintf("已计票的%s中，一次选举成功的%s。", unitsOf(e, counted), unitsOf(e, first)))
	w.source(f[election.Elected], w.named(e, "当选"), states, figureOf(e, election.Elected))
}

// composed writes what is known of the elected, and how far they are from the
// targets.
func (w *closing) composed(e election.Election, states []election.UnitState, f election.Figures) {
	c := f.Composition()
	if c.People == 0 {
		return
	}
	w.text(fmt.Sprintf("已报当选人员情况的共%d名，结构如下：", c.People))
	rows := [][]string{{"类别", "人数", "已知人数", "比例"}}
	missing := c.Unknown()
	for _, group := range election.TraitGroups() {
		known := c.People - missing[group[0]]
		for _, t := range group {
			rows = append(rows, []string{t.Name().In(election.Chinese), strconv.Itoa(c.Part(t)), strconv.Itoa(known), election.Ratio{Part: c.Part(t), Whole: known}.Percent()})
		}
	}
	w.table([]int{40, 20, 20, 20}, append(rows, w.parts(e, states, c)...))
	w.women(e, states)
	w.byPost(e, states)
	for _, r := range election.Against(e.Targets, c, f[election.Elected]) {
		w.text("结构目标，" + r.Say(e.Kind).In(election.Chinese) + "。")
	}
}

// rounds writes the re-votes, further and fresh elections, held or open.
func (w *closing) rounds(e election.Election, states []election.UnitState) {
	w.heldRounds(e, states)
	for _, u := range states {
		held := u.Progress.Meetings()
		for _, t := range held[min(1, len(held)):] {
			w.text(fmt.Sprintf("%s于%d月%d日举行%s，收回选票%s张。", u.Unit.Name, t.On.Month, t.On.Day, t.Round.Name().In(election.Chinese), election.Thousands(t.Returned)))
		}
		for _, task := range e.OpenTasks(u.Unit, u.Progress) {
			w.text(fmt.Sprintf("%s尚须举行%s，还有%d个名额。", u.Unit.Name, task.Round.Name().In(election.Chinese), task.Seats()))
		}
	}
}

// keyUnits writes what became of the key villages.
func (w *closing) keyUnits(e election.Election, states []election.UnitState) {
	var lines []string
	for _, u := range states {
		if !u.Unit.Key {
			continue
		}
		line := u.Unit.Name + "尚未上报投票情况"
		if r := ratioOf(e, u); r.Whole > 0 {
			line = fmt.Sprintf("%s登记%s人，参加%s人，占%s，选出%d名", u.Unit.Name, election.Thousands(r.Whole), election.Thousands(r.Part), r.Percent(), len(e.Winners(u.Progress)))
		}
		lines = append(lines, line+w.keyWork(u))
	}
	if len(lines) > 0 {
		w.text(fmt.Sprintf("重点%s%d个：%s。", e.Kind.UnitNoun().In(election.Chinese), len(lines), strings.Join(lines, "；")))
	}
}

func ratioOf(e election.Election, u election.UnitState) election.Ratio {
	f := e.Figures(u.Progress)
	return election.Ratio{Part: f[election.Voted], Whole: f[election.ReportingRegistered]}
}

// own writes a part in the office's own words, or leaves it to be written.
func (w *closing) own(part Own) {
	w.section(map[Own]string{OwnWays: "主要做法", OwnLessons: "几点体会", OwnProblems: "存在的问题", OwnAdvice: "意见建议", OwnIntentions: "下一步打算"}[part])
	if len(w.Words[part]) == 0 {
		w.text("（由选举办填写。）")
	}
	for _, line := range w.Words[part] {
		w.text(line)
	}
}

// annexes lead from each figure to its sum, and from each unit to its receipts.
func (w *closing) annexes() {
	w.newPage("附件1　数字的来源")
	w.text(fmt.Sprintf("数字取自账本第%d条为止的上报，指纹%s。", w.Head.Entries, w.Head.Fingerprint()))
	w.table([]int{14, 26, 60}, append([][]string{{"文中数字", "是什么", "由哪些单位相加"}}, w.sources...))
	w.newPage("附件2　各单位情况")
	for _, e := range w.Town.Elections {
		states := w.of(e)
		if len(states) == 0 {
			continue
		}
		rows := [][]string{{"单位", "登记", "参加", "参选率", "收回", "有效", "无效", "应选", "当选", "计票状态", "回执"}}
		for _, u := range states {
			rows = append(rows, unitCells(e, u))
		}
		w.table([]int{15, 9, 9, 13, 9, 9, 8, 7, 7, 12, 14}, rows)
	}
}

// unitCells is the line of a unit in the annex.
func unitCells(e election.Election, u election.UnitState) []string {
	cells := []string{u.Unit.Name, "", "", "", "", "", "", strconv.Itoa(u.Unit.Seats()), "", "未上报", ""}
	if r := ratioOf(e, u); r.Whole > 0 {
		cells[1], cells[2], cells[3] = election.Thousands(r.Whole), election.Thousands(r.Part), r.Percent()
		cells[9] = "参选情况"
	}
	if t, ok := u.Progress.WholeCount(); ok {
		cells[4], cells[5], cells[6] = election.Thousands(t.Returned), election.Thousands(t.Valid), election.Thousands(t.Invalid)
		cells[8] = strconv.Itoa(len(e.Winners(u.Progress)))
		cells[9] = u.Progress.CountStatus().Name().In(election.Chinese)
	}
	var receipts []string
	for _, c := range u.Progress.Counts {
		receipts = append(receipts, string(c.Report))
	}
	cells[10] = strings.Join(receipts, "、")
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
