package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// form writes a form of one unit, to be printed and filled in by hand.
func (n Notice) form(w *wordFile, e election.Election, u election.UnitState) {
	switch n.Kind {
	case NominationForm:
		nominationForm(w, e, u)
	case ProxyForm:
		proxyForm(w, e, u)
	case ResultForm:
		n.resultForm(w, e, u)
	case MinutesForm:
		minutesForm(w, e, u)
	}
}

// emptyRows are a table's heads with rows to write in, numbered in the first column.
func emptyRows(n int, heads ...string) [][]string {
	rows := [][]string{heads}
	for i := range n {
		row := make([]string, len(heads))
		row[0] = strconv.Itoa(i + 1)
		rows = append(rows, row)
	}
	return rows
}

func nominationForm(w *wordFile, e election.Election, u election.UnitState) {
	for _, p := range u.Unit.Posts {
		w.text(fmt.Sprintf("%s（应选%d名）候选人提名：", p.Post.Name().In(election.Chinese), p.Seats))
		w.table([]int{1, 3, 1, 2, 2, 2, 4}, slices.Values(emptyRows(p.Seats+2, "序号", "姓名", "性别", "出生年月", "文化程度", "政治面貌", "提名理由")))
	}
	w.text("提名人（签名）：" + blank)
	w.text("日期：" + dayWritten(election.Date{}))
}

func proxyForm(w *wordFile, e election.Election, u election.UnitState) {
	if !e.NoProxies().IsZero() {
		w.text("本次选举不得委托投票，请本人到场投票。")
		return
	}
	w.text("本人" + blank + "因" + blank + "，不能到" + u.Unit.Name + "参加" + dayWritten(e.PollingDay) + "的投票，现委托" + blank + "代为投票。")
	w.text("委托人（签名）：" + blank)
	w.text("受委托人（签名）：" + blank)
	w.text(dayWritten(election.Date{}))
	w.text("注：每人接受的委托不得超过三人，候选人不得接受委托。委托书交选举委员会核对后公布。")
}

// resultForm is the sheet on which the tellers write the count: with the names that the
// ballots have, and no figure.
func (n Notice) resultForm(w *wordFile, e election.Election, u election.UnitState) {
	registered := ""
	if r := u.Progress.Registered(u.Unit); r > 0 {
		registered = strconv.Itoa(r)
	}
	w.text("选举日：" + dayWritten(e.PollingDay))
	w.text("投票地点：" + written(u.Unit.Place))
	posts, _ := e.Posts(u.Unit, u.Progress)
	ballotsForm(w, e, posts, registered)
	rows := [][]string{{"职务", "候选人", "得票（画“正”字）", "合计"}}
	for _, p := range posts {
		names := slices.Clone(p.Candidates)
		for len(names) < p.Seats+1 {
			names = append(names, "")
		}
		for _, name := range append(names, "（另选他人）") {
			rows = append(rows, []string{p.Post.Name().In(election.Chinese), name, "", ""})
		}
	}
	w.table([]int{2, 3, 6, 2}, slices.Values(rows))
	w.text("经计票，下列人员当选：" + blank + blank + "。")
	const name = "＿＿＿＿"
	w.text("监票人（签名）：" + name + "　计票人（签名）：" + name)
	w.text("唱票人（签名）：" + name + "　总监票人：" + name)
	w.right("")
	w.right(n.signedBy(e, u))
	w.right(dayWritten(election.Date{}))
}

// ballotsForm is the part of the sheet for the ballots: a line for each kind of them, where there are
// several.
func ballotsForm(w *wordFile, e election.Election, posts []election.PostPlan, registered string) {
	figures := []string{"发出选票", "收回选票", "有效票", "无效票"}
	var t election.Tally
	for _, p := range posts {
		t.Posts = append(t.Posts, election.PostTally{Post: p.Post})
	}
	kinds := e.Apart(t).Ballots()
	if len(kinds) < 2 {
		w.table([]int{2, 2, 2, 2, 2, 2}, slices.Values([][]string{append([]string{"登记人数", "参加投票"}, figures...), {registered, "", "", "", "", ""}}))
		return
	}
	w.table([]int{1, 1}, slices.Values([][]string{{"登记人数", "参加投票"}, {registered, ""}}))
	rows := [][]string{append([]string{"选票"}, figures...)}
	for _, b := range kinds {
		rows = append(rows, []string{b.BallotName().In(election.Chinese), "", "", "", ""})
	}
	w.table([]int{4, 2, 2, 2, 2}, slices.Values(rows))
}

func minutesForm(w *wordFile, e election.Election, u election.UnitState) {
	for _, line := range []string{"会议名称：" + blank + blank, "时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分", "地点：" + written(u.Unit.Place), "主持人：" + blank + "　记录人：" + blank,
		"应到＿＿＿＿人，实到＿＿＿＿人。"} {
		w.text(line)
	}
	w.table([]int{-1}, slices.Values([][]string{{"会议内容和决定"}, {strings.Repeat("\n", 18)}}))
	w.text("到会人员（签名）：" + blank + blank)
}
