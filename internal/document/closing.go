package document

import (
	"errors"
	"fmt"
	"io"
	"maps"
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
	Of    string                    // what it is about: 清河镇, 东片, 东河村
	AsOf  time.Time                 // in the town's location
	Units []election.UnitState      // in the roster's order
	Head  election.Head             // of the journal
	Work  election.Progress         // of the office itself (election.Town.OfficeWork), in a summary of the whole town
	Words map[election.Own][]string // paragraphs in the office's own words; what is missing is left to be written
}

// Say puts the office's own words where nothing stands yet.
func (c *Closing) Say(kept []election.OwnText) {
	if c.Words == nil {
		c.Words = map[election.Own][]string{}
	}
	for _, w := range kept {
		if len(c.Words[w.Part]) == 0 {
			c.Words[w.Part] = w.Paragraphs()
		}
	}
}

// closing is a summary while it is written.
type closing struct {
	Closing
	*wordFile
	number  int        // of the last heading
	part    int        // of the last heading under it
	point   int        // and under that
	within  bool       // the parts of an election stand under the heading of the election, as there are several
	sources [][]string // of the annex: a figure, what it is, its sum
	terms   map[election.Figure]*terms
}

// Write writes the summary as a Word file. The error names the units whose own
// figures do not add up: such a summary is refused.
func (c Closing) Write(to io.Writer) error {
	if err := c.sums(); err != nil {
		return err
	}
	w := &closing{Closing: c, wordFile: newWordFile(to)}
	w.title(c.Of + "换届选举工作总结")
	if line := c.asOf(); line != "" {
		w.text(line)
	}
	w.officeWork()
	for _, e := range c.Town.Elections {
		if states := c.of(e); len(states) > 0 {
			w.election(e, states)
		}
	}
	w.together()
	for _, own := range election.Owns() {
		w.own(own)
	}
	w.text("附件：1．数字的来源")
	w.text("　　　2．各单位情况")
	w.signed()
	w.annexes()
	if err := w.close(); err != nil {
		return fmt.Errorf("write summary of %s: %w", c.Of, err)
	}
	return nil
}

// signed writes who has written the paper, and the day.
func (w *closing) signed() {
	w.right("")
	w.right(w.Town.Name + "换届选举办公室")
	w.right(election.DateOf(w.AsOf).InFull().In(election.Chinese))
}

// day writes a day of the season: with its year, where that is not the paper's.
func (w *closing) day(d election.Date) string {
	return d.Short(election.DateOf(w.AsOf)).In(election.Chinese)
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
			if t := t.InAll(); t.Valid+t.Invalid != t.Returned {
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
	return fmt.Sprintf("（截至%s%s，%s的计票结果已确认%d个，其余为初步数字或尚未上报。）",
		election.DateOf(c.AsOf).InFull().In(election.Chinese), c.AsOf.Format("15:04"), unspaced(c.Town.SayUnits(len(c.Units))), confirmed)
}

func (w *closing) section(name string) {
	if w.within {
		w.part, w.point = w.part+1, 0
		w.subheading("（" + chineseNumeral(w.part) + "）" + name)
		return
	}
	w.number, w.part = w.number+1, 0
	w.heading(chineseNumeral(w.number) + "、" + name)
}

// subsection begins a part of a section: （一）…, or 1．… where the section is one itself.
func (w *closing) subsection(name string) {
	if w.within {
		w.point++
		w.text(fmt.Sprintf("%d．%s", w.point, name))
		return
	}
	w.part++
	w.subheading("（" + chineseNumeral(w.part) + "）" + name)
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

// election writes the parts about one election.
func (w *closing) election(e election.Election, states []election.UnitState) {
	f := w.added(e, states)
	if w.within = false; len(w.Town.Elections) > 1 {
		w.section(e.Kind.Name().In(election.Chinese))
		w.within = true
	}
	w.section("基本情况")
	w.text(w.basics(e, states, f))
	w.section("组织和宣传")
	w.organised(e, states, f)
	w.section("各阶段完成情况")
	w.stages(e, states)
	w.section("选举结果")
	w.candidates(e, states, f)
	w.results(e, states, f)
	w.composed(e, states, f)
	w.against(e, states, f)
	w.turnover(e, states, f)
	w.rounds(e, states)
	w.keyUnits(e, states)
	w.section("来信来访和突发情况")
	w.caseKinds(states)
	w.within = false
}

// basics is the paragraph with which every summary begins.
func (w *closing) basics(e election.Election, states []election.UnitState, f election.Figures) string {
	units := make([]election.Unit, len(states))
	for i, u := range states {
		units[i] = u.Unit
	}
	noun := unspaced(e.AllUnits(units))
	areas := map[election.Area]bool{}
	for _, u := range states {
		areas[u.Unit.Area] = true
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s共有%s参加%s，", w.Of, noun, e.Kind.Name().In(election.Chinese))
	if len(areas) > 1 {
		fmt.Fprintf(&b, "分为%d个片，", len(areas))
	}
	fmt.Fprintf(&b, "选举日为%s。", e.PollingDay.InFull().In(election.Chinese))
	w.turnoutSaid(&b, e, states, f)
	if f[election.Counted] > 0 {
		w.ballotsSaid(&b, e, states, f)
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
	return unspaced(e.Units(n))
}

// unspaced is a phrase as a paper writes it: 22个村.
func unspaced(p election.Phrase) string { return strings.ReplaceAll(p.In(election.Chinese), " ", "") }

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
	w.source(election.ReportingRegistered, ratio.Whole, w.named(e, w.registered(e)))
	w.source(election.Voted, ratio.Part, w.named(e, "参加投票"))
}

func (w *closing) registered(e election.Election) string {
	switch {
	case e.Kind == election.Party:
		return "应到会党员"
	case e.Kind == election.Session:
		return "全体代表"
	}
	return "登记选民"
}

// organised writes who was at work, and the sums of the records of publicity,
// training, visits.
func (w *closing) organised(e election.Election, states []election.UnitState, f election.Figures) {
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
	ticked := map[int][]string{} // records that say no more than that there is one, by how many units have it
	for _, kind := range w.Town.Records {
		n := f[election.RecordFigure(kind.ID, "")]
		if n == 0 {
			continue
		}
		parts, answers := w.recorded(kind, f, states), w.chosen(kind, states)
		if len(parts)+len(answers) == 0 {
			ticked[n] = append(ticked[n], kind.Title.In(election.Chinese))
			continue
		}
		said := reportedBy(e, n, len(states))
		if len(parts) > 0 {
			said += "，" + strings.Join(parts, "、")
		}
		w.text(kind.Title.In(election.Chinese) + "：" + strings.Join(append([]string{said}, answers...), "；") + "。")
	}
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(ticked))) {
		w.text(strings.Join(ticked[n], "、") + "：" + reportedBy(e, n, len(states)) + "。")
	}
}

// reportedBy says how many units have reported something.
func reportedBy(e election.Election, n, of int) string {
	if n == of && n > 1 {
		return unitsOf(e, n) + "均已上报"
	}
	return unitsOf(e, n) + "已上报"
}

// recorded are the sums of a kind of record.
func (w *closing) recorded(kind election.RecordKind, f election.Figures, states []election.UnitState) (parts []string) {
	if n := f[election.RecordsFigure(kind.ID)]; kind.Each && n > 0 {
		parts = append(parts, fmt.Sprintf("共%d次", n))
	}
	for _, field := range kind.Fields {
		of := election.RecordFigure(kind.ID, field.ID)
		switch v := f[of]; {
		case !field.Number || v == 0:
		case isSpan(field):
			parts = append(parts, field.Label.In(election.Chinese)+shortest(kind.ID, field, states))
		default:
			parts = append(parts, fmt.Sprintf("%s%s%s", field.Label.In(election.Chinese), election.Thousands(v), field.Unit.In(election.Chinese)))
			w.source(of, v, kind.Title.In(election.Chinese)+" "+field.Label.In(election.Chinese))
		}
	}
	for _, line := range kind.Derived(f) {
		parts = append(parts, line.In(election.Chinese))
	}
	return parts
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
		if kept+late+open == 0 { // nobody had to: a further election
			continue
		}
		rows = append(rows, []string{st.Name.In(election.Chinese), w.day(st.Due()), strconv.Itoa(kept), strconv.Itoa(late), strconv.Itoa(open)})
	}
	w.table([]int{30, 20, 16, 16, 16}, slices.Values(rows))
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
	w.subsection("当选情况")
	var parts []string
	for _, p := range order {
		parts = append(parts, fmt.Sprintf("%s%d名", p.Name().In(election.Chinese), posts[p]))
	}
	line := fmt.Sprintf("应选%d名，已选出%d名", seats, f[election.Elected])
	if len(parts) > 1 {
		line += "，其中" + strings.Join(parts, "、")
	}
	if first == counted {
		line += fmt.Sprintf("。已计票的%s全部一次选举成功", unitsOf(e, counted))
	} else {
		line += fmt.Sprintf("。已计票的%s中，%s一次选举成功", unitsOf(e, counted), unitsOf(e, first))
	}
	w.text(line + "。")
	w.source(election.Elected, f[election.Elected], w.named(e, "当选"))
}

// composed writes what is known of the elected, and how far they are from the
// targets.
func (w *closing) composed(e election.Election, states []election.UnitState, f election.Figures) {
	c := f.Composition()
	if c.People == 0 {
		return
	}
	w.subsection("人员结构")
	w.text(fmt.Sprintf("已报当选人员情况的共%d名，结构如下：", c.People))
	rows := [][]string{{"类别", "人数", "已知人数", "比例"}}
	all := e.Groups(c, describedIn(e, states))
	for _, g := range all {
		for _, p := range g.Of {
			rows = append(rows, []string{p.Name.In(election.Chinese), strconv.Itoa(p.N), strconv.Itoa(g.Known), p.Percent})
		}
	}
	w.table([]int{40, 20, 20, 20}, slices.Values(append(rows, w.parts(c)...)))
	if note := election.Rounded(all); !note.IsZero() {
		w.text(note.In(election.Chinese) + "。")
	}
	w.averageAge(e, states)
	w.women(e, states)
	w.byPost(e, states)
	for _, r := range election.Against(e.Targets, c, f[election.Elected]) {
		w.text("结构目标，" + r.Say(e).In(election.Chinese) + "。")
	}
}

// rounds writes the re-votes, further and fresh elections, held or open.
func (w *closing) rounds(e election.Election, states []election.UnitState) {
	open := make([][]election.Task, len(states))
	for i, u := range states {
		open[i] = e.OpenTasks(u.Unit, u.Progress)
	}
	w.heldRounds(states, open)
	for i, u := range states {
		held := u.Progress.Meetings()
		for _, t := range held[min(1, len(held)):] {
			w.text(fmt.Sprintf("%s于%s举行%s，收回选票%s张。", u.Unit.Name, w.day(t.On), t.Round.Name().In(election.Chinese), election.Thousands(t.InAll().Returned)))
		}
		for _, task := range open[i] {
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
		if r, _ := u.Progress.Took(); r.Whole > 0 {
			line = fmt.Sprintf("%s登记%s人，参加%s人，占%s，选出%d名", u.Unit.Name, election.Thousands(r.Whole), election.Thousands(r.Part), r.Percent(), len(e.Winners(u.Progress)))
		}
		if work := KeyWork(u); !work.IsZero() {
			line += "，" + work.In(election.Chinese)
		}
		lines = append(lines, line)
	}
	if len(lines) > 0 {
		w.subsection("重点" + e.UnitNoun().In(election.Chinese))
		w.text(fmt.Sprintf("重点%s%d个：%s。", e.UnitNoun().In(election.Chinese), len(lines), strings.Join(lines, "；")))
	}
}

// own writes a part in the office's own words, or leaves it to be written.
func (w *closing) own(part election.Own) {
	w.section(map[election.Own]string{election.OwnWays: "主要做法", election.OwnLessons: "几点体会", election.OwnProblems: "存在的问题", election.OwnAdvice: "意见建议", election.OwnIntentions: "下一步打算"}[part])
	if len(w.Words[part]) == 0 {
		w.text("（由选举办填写。）")
	}
	for _, line := range w.Words[part] {
		w.text(line)
	}
}
