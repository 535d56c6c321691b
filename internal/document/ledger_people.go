package document

import (
	"fmt"
	"slices"
	"strings"

	"huanjie/internal/election"
)

// composition writes the worksheet of the parts of the elected, group by group, of each
// election. Percentages of a group make 100.
func (b *workbook) composition() {
	heads := []column{{head: say("选举", "Election"), width: 26}, {head: say("类别", "Part"), width: 18}, {head: say("人数", "People"), width: 9}, {head: say("已知人数", "Known of"), width: 9}, {head: say("比例", "Share"), width: 10}}
	var rows [][]any
	for _, e := range b.ledger.Town.Elections {
		people := describedIn(e, b.ledger.unitsOf(e))
		for _, g := range e.Groups(election.CompositionOf(people, e.PollingDay), people) {
			for _, p := range g.Of {
				if g.Known > 0 {
					rows = append(rows, []any{e.Kind.Name().In(b.l), p.Name.In(b.l), p.N, g.Known, p.Percent})
				}
			}
		}
	}
	b.list(say("人员结构", "Composition"), heads, rows)
}

// people writes the worksheet 花名册 of who was elected, a row for each, if the reader
// may have it. What was not reported is empty.
func (b *workbook) people() {
	if !b.ledger.People {
		return
	}
	heads := []column{{head: say("序号", "No."), width: 6}, {head: say("单位", "Unit"), width: 14}, {head: say("片区", "Area"), width: 10}, {head: say("姓名", "Name"), width: 12}, {head: say("职务", "Post"), width: 10},
		{head: say("性别", "Sex"), width: 6}, {head: say("出生", "Born"), width: 10}, {head: say("学历", "Schooling"), width: 14}, {head: say("中共党员", "Party member"), width: 9},
		{head: say("连任", "Re-elected"), width: 8}, {head: say("交叉任职", "On both committees"), width: 9}, {head: say("一肩挑", "Heads both"), width: 8}}
	if b.ledger.marked() {
		heads = append(heads, column{head: say("另计", "Also"), width: 12})
	}
	n := 0
	for _, u := range b.ledger.Units {
		if m := u.Progress.Members; m != nil {
			n += len(m.Persons)
		}
	}
	s := b.worksheet(say("花名册", "Elected"), say("当选人花名册", "Who was elected"), say("共 %d 人；内含个人信息，请妥善保管", "%d people; personal data, keep it safe").With(n), heads, 4)
	if s == nil {
		return
	}
	n = 0
	for _, u := range b.ledger.Units {
		if m := u.Progress.Members; m != nil {
			for _, p := range m.Persons {
				n++
				s.line(append([]any{n}, b.person(u.Unit, p)...)...)
			}
		}
	}
	b.keep(s.rows.Flush())
}

// person are the cells of somebody elected.
func (b *workbook) person(u election.Unit, p election.ElectedPerson) []any {
	sex := map[election.Sex]election.Phrase{election.Woman: say("女", "woman"), election.Man: say("男", "man")}[p.Sex]
	school := map[election.Education]election.Phrase{election.JuniorSchool: say("初中及以下", "junior secondary or less"), election.SeniorSchool: say("高中、中专", "senior secondary"),
		election.College: say("大专", "college"), election.Bachelor: say("本科及以上", "bachelor or more")}[p.Education]
	yes := func(a election.YesNo) string {
		return map[election.YesNo]election.Phrase{election.Yes: say("是", "yes"), election.No: say("否", "no")}[a].In(b.l)
	}
	var born any = date(p.Born, monthFormat)
	if !p.Born.IsZero() && p.Born.Month == 1 && p.Born.Day == 1 { // perhaps only the year is known
		born = fmt.Sprint(p.Born.Year)
	}
	row := []any{u.Name, string(u.Area), p.Name, p.Post.Name().In(b.l), sex.In(b.l), born, school.In(b.l), yes(p.Party), yes(p.Incumbent), yes(p.OnBoth), yes(p.HeadsBoth)}
	if b.ledger.marked() {
		row = append(row, strings.Join(p.Marks, "、"))
	}
	return row
}

// marked reports whether the office counts the elected by marks of its own.
func (l Ledger) marked() bool {
	return slices.ContainsFunc(l.Town.Elections, func(e election.Election) bool { return len(e.Marks) > 0 })
}
