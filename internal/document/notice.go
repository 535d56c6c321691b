package document

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// NoticeKind is what a notice on paper, to be posted in a unit, makes known.
type NoticeKind string

// The notices, by the words that ask for them, in the order of an election, and the
// forms to be filled in by hand.
const (
	CommitteeNotice  NoticeKind = "选举委员会"
	RollNotice       NoticeKind = "选民名单"
	FirstNotice      NoticeKind = "初步候选人"
	CandidatesNotice NoticeKind = "候选人"
	PollingNotice    NoticeKind = "选举日"
	ProxyNotice      NoticeKind = "委托投票"
	ResultNotice     NoticeKind = "结果"
	FurtherNotice    NoticeKind = "另行选举"

	NominationForm NoticeKind = "提名表"
	ProxyForm      NoticeKind = "委托书"
	ResultForm     NoticeKind = "结果单"
	MinutesForm    NoticeKind = "会议记录"
)

// NoticeKinds lists the notices, then the forms.
func NoticeKinds() []NoticeKind {
	return []NoticeKind{CommitteeNotice, RollNotice, FirstNotice, CandidatesNotice, PollingNotice, ProxyNotice, ResultNotice, FurtherNotice,
		NominationForm, ProxyForm, ResultForm, MinutesForm}
}

// Form reports whether it is a form to be filled in by hand, and not to be posted.
func (k NoticeKind) Form() bool {
	return slices.Contains([]NoticeKind{NominationForm, ProxyForm, ResultForm, MinutesForm}, k)
}

// Notice is a notice for some units, a page for each: a Word file to be printed,
// stamped and posted. What the journal does not hold is left blank to be filled in by
// hand. It is written in Chinese.
type Notice struct {
	Town  *election.Town
	Kind  NoticeKind
	Units []election.UnitState
}

// blank is a place to write in by hand.
const blank = "＿＿＿＿＿＿"

// Write writes the notices as one Word file.
func (n Notice) Write(to io.Writer) error {
	w := newWordFile(to)
	for i, u := range n.Units {
		n.page(w, n.Town.ElectionOf(u.Unit), u, i > 0)
	}
	if err := w.close(); err != nil {
		return fmt.Errorf("write notices of town %s: %w", n.Town.ID, err)
	}
	return nil
}

// page writes the notice of one unit.
func (n Notice) page(w *wordFile, e election.Election, u election.UnitState, newPage bool) {
	if newPage {
		w.newPage("")
	}
	w.title(u.Unit.Name + "\n" + n.Kind.title(e))
	if n.Kind.Form() {
		n.form(w, e, u)
		return
	}
	if why := n.Kind.notYet(e, u); why != "" {
		w.text("（" + why + "）")
		return
	}
	switch n.Kind {
	case CommitteeNotice:
		committeeNotice(w, u)
	case RollNotice:
		rollNotice(w, e, u)
	case FirstNotice:
		n.firstNotice(w, e, u)
	case CandidatesNotice:
		candidatesNotice(w, e, u)
	case PollingNotice:
		pollingNotice(w, e, u)
	case ProxyNotice:
		proxyNotice(w, e, u)
	case ResultNotice:
		resultNotice(w, e, u)
	case FurtherNotice:
		furtherNotice(w, e, u)
	}
	w.text("特此公告。")
	w.right("")
	w.right(n.signedBy(e, u))
	w.right(dayWritten(election.Date{}))
}

// notYet says why there is nothing to post; "" if there is.
func (k NoticeKind) notYet(e election.Election, u election.UnitState) string {
	_, counted := u.Progress.WholeCount()
	switch {
	case k == CommitteeNotice && e.Kind == election.Party:
		return "党支部换届不设选举委员会，本页不用张贴。"
	case k == ResultNotice && (!counted || len(u.Hidden) > 0 || u.Progress.CountStatus() != election.Confirmed):
		return "计票结果还没有经两人核对确认，暂不能公布，本页不用张贴。"
	case k == FurtherNotice && (len(e.OpenTasks(u.Unit, u.Progress)) == 0 || len(u.Hidden) > 0):
		return "没有需要另行选举的名额，本页不用张贴。"
	}
	return ""
}

func (k NoticeKind) title(e election.Election) string {
	what := map[NoticeKind]string{CommitteeNotice: "选举委员会成员名单公告", RollNotice: "选民名单公告", FirstNotice: "初步候选人名单公告", CandidatesNotice: "正式候选人名单公告",
		PollingNotice: "投票选举公告", ProxyNotice: "委托投票公告", ResultNotice: "选举结果公告", FurtherNotice: "另行选举公告",
		NominationForm: "候选人提名表", ProxyForm: "委托投票书", ResultForm: "计票结果报告单", MinutesForm: "会议记录"}[k]
	if e.Kind == election.Party {
		return strings.Replace(what, "选民", "党员", 1)
	}
	return what
}

// signedBy is who posts the notices of a unit: a committee of the town where deputies are
// elected.
func (n Notice) signedBy(e election.Election, u election.UnitState) string {
	switch e.Kind {
	case election.Party:
		return u.Unit.Name
	case election.Congress, election.Session:
		return n.Town.Name + "选举委员会"
	}
	return u.Unit.Name + "选举委员会"
}

// written is a text, or a blank to be filled in.
func written(s string) string {
	if s == "" {
		return blank
	}
	return s
}

func dayWritten(d election.Date) string {
	if d.IsZero() {
		return "＿＿＿＿年＿＿月＿＿日"
	}
	return d.Say(election.Date{}).In(election.Chinese)
}

func committeeNotice(w *wordFile, u election.UnitState) {
	names := blank + "、" + blank + "、" + blank
	if n := u.Progress.Nomination; n != nil && len(n.Committee) > 0 {
		names = strings.Join(n.Committee, "、")
	}
	w.text("经依法推选，本届选举委员会由下列人员组成：")
	w.text(names + "。")
	w.text("主任：" + blank + "。")
	w.text("选举委员会成员被提名为候选人的，应当退出选举委员会。")
}

func rollNotice(w *wordFile, e election.Election, u election.UnitState) {
	number := "＿＿＿＿"
	if r := u.Progress.Registered(u.Unit); r > 0 {
		number = strconv.Itoa(r)
	}
	noun := e.RegisteredNoun().In(election.Chinese)
	w.text(fmt.Sprintf("经登记和核对，本次选举共有%s%s人，名单附后。", noun, number))
	lawful(w, e, "roll", "名单")
	until := "规定的期限内"
	if r := u.Progress.Roll; r != nil && !r.Published.IsZero() {
		if d, ok := e.ObjectionLimit(r.Published); ok {
			until = dayWritten(d.Last) + "前"
		}
	}
	w.text("对名单有不同意见的，请在" + until + "向选举委员会提出；联系人：" + blank + "，电话：" + blank + "。")
	w.text("附：名单")
	w.table([]int{1, 2, 1, 2, 1, 2}, slices.Values([][]string{{"序号", "姓名", "序号", "姓名", "序号", "姓名"}, make([]string, 6), make([]string, 6), make([]string, 6)}))
}

// lawful says by which day a list has to be posted, if a law or the province sets one.
func lawful(w *wordFile, e election.Election, code, what string) {
	for _, d := range e.Calendar(election.Events{}) {
		if d.Code == code && !d.Last.IsZero() && d.Basis != election.Usual {
			source := d.Counted.In(election.Chinese)
			if d.Basis == election.National {
				source = d.Article.Say().In(election.Chinese)
			}
			w.text(fmt.Sprintf("%s最迟于%s公布（%s）。", what, dayWritten(d.Last), source))
		}
	}
}

// firstNotice lists who is nominated, by strokes.
func (n Notice) firstNotice(w *wordFile, e election.Election, u election.UnitState) {
	posts, by, ask := e.FirstList(u.Unit, u.Progress)
	w.text("经提名，产生初步候选人如下（" + by.Name().In(election.Chinese) + "）：")
	for _, p := range posts {
		names := blank
		if len(p.Candidates) > 0 {
			names = strings.Join(p.Candidates, "、")
		}
		w.text(fmt.Sprintf("%s（应选%d名）：%s", p.Post.Name().In(election.Chinese), p.Seats, names))
	}
	if len(ask) > 0 {
		w.text(fmt.Sprintf("（“%s”的笔画还不知道，名单暂按录入的顺序，张贴前请按笔画排好。）", string(ask)))
	}
	lawful(w, e, "first_list", "名单")
	w.text("对初步候选人有意见的，请向" + n.signedBy(e, u) + "反映；联系人：" + blank + "，电话：" + blank + "。")
}

func candidatesNotice(w *wordFile, e election.Election, u election.UnitState) {
	w.text("经提名和资格审查，确定正式候选人如下：")
	lines := e.CandidateList(u.Unit, u.Progress)
	for _, line := range lines {
		w.text(strings.ReplaceAll(line.In(election.Chinese), "：还没有", "："+blank))
	}
	if len(lines) == 0 {
		w.text(blank)
	}
	lawful(w, e, "formal_list", "名单")
	if e.Kind == election.Party {
		w.text("选举人也可以另选他人。")
		return
	}
	w.text("选民也可以另选他人。")
}

func pollingNotice(w *wordFile, e election.Election, u election.UnitState) {
	var seats []string
	for _, p := range u.Unit.Posts {
		seats = append(seats, fmt.Sprintf("%s%d名", p.Post.Name().In(election.Chinese), p.Seats))
	}
	w.text("本次选举的有关事项如下：")
	w.text("一、选举日：" + dayWritten(e.PollingDay) + "。")
	w.text("二、投票时间：" + written(u.Unit.Hours) + "。")
	w.text("三、投票地点：" + written(u.Unit.Place) + "。")
	w.text("四、应选名额：" + written(strings.Join(seats, "、")) + "。")
	w.text("五、投票方法：无记名投票。")
	if e.Kind == election.Party {
		w.text("请全体党员按时到会。")
		return
	}
	w.text("请带选民证或者身份证明，按时参加投票。")
}

func proxyNotice(w *wordFile, e election.Election, u election.UnitState) {
	if !e.NoProxies().IsZero() {
		w.text("本次选举不得委托投票，请本人到场投票。")
		return
	}
	w.text("选举日不能到场投票的，可以书面委托他人代为投票；每人接受的委托不得超过三人，候选人不得接受委托。受委托人如下：")
	rows := [][]string{{"序号", "受委托人", "接受委托（票）", "备注"}}
	for i, h := range u.Progress.Proxies() {
		rows = append(rows, []string{strconv.Itoa(i + 1), h.Name, strconv.Itoa(h.Ballots), ""})
	}
	for len(rows) < 4 {
		rows = append(rows, make([]string, 4))
	}
	w.table([]int{1, 3, 2, 2}, slices.Values(rows))
}

func resultNotice(w *wordFile, e election.Election, u election.UnitState) {
	t, _ := u.Progress.WholeCount()
	var papers []string
	for _, b := range t.Ballots() {
		of := "选票"
		if len(t.Others) > 0 {
			of = b.BallotName().In(election.Chinese)
		}
		papers = append(papers, ballotsWritten(of, b.Issued, b.Returned, b.Valid, b.Invalid))
	}
	w.text(fmt.Sprintf("%s，本次选举登记%d人，参加投票%d人；%s。", dayWritten(e.PollingDay), t.Registered, t.Participants, strings.Join(papers, "；")))
	won := map[string]election.Post{} // a committee's member may have been chosen its secretary since
	for _, x := range e.Winners(u.Progress) {
		won[x.Name] = x.Post
	}
	rows := [][]string{{"职务", "姓名", "得票", "结果"}}
	for _, p := range t.Posts {
		for _, c := range p.Candidates {
			outcome := ""
			switch post, elected := won[c.Name]; {
			case elected && post == p.Post:
				outcome = "当选"
			case elected && (post == election.Secretary || post == election.DeputySecretary):
				outcome = "当选，" + post.Name().In(election.Chinese)
			}
			rows = append(rows, []string{p.Post.Name().In(election.Chinese), c.Name, strconv.Itoa(c.Votes), outcome})
		}
	}
	w.table([]int{2, 3, 2, 2}, slices.Values(rows))
	if tasks := e.OpenTasks(u.Unit, u.Progress); len(tasks) > 0 {
		w.text("尚未选足的名额，另行公告。")
	}
}

func furtherNotice(w *wordFile, e election.Election, u election.UnitState) {
	for _, t := range e.OpenTasks(u.Unit, u.Progress) {
		w.text("需要举行" + t.Round.Name().In(election.Chinese) + "：")
		for _, p := range t.Posts {
			names := blank
			if len(p.Candidates) > 0 {
				names = strings.Join(p.Candidates, "、")
			}
			w.text(fmt.Sprintf("%s应选%d名，候选人：%s。", p.Post.Name().In(election.Chinese), p.Seats, names))
		}
	}
	w.text("投票时间：" + blank + "，地点：" + written(u.Unit.Place) + "。")
}
