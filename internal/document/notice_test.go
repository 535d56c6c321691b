package document_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"huanjie/internal/document"
	"huanjie/internal/election"
	"huanjie/internal/proofread"
)

// TestNotices reads each notice of a unit that was counted: it says what the journal
// holds, and leaves blank what it does not.
func TestNotices(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	says := map[document.NoticeKind][]string{
		document.CommitteeNotice:  {"选举委员会成员名单公告", "＿＿"},
		document.RollNotice:       {"选民名单公告", "共有登记参加选举的村民400人"},
		document.CandidatesNotice: {"正式候选人名单公告", "主任（应选 1 名）"},
		document.PollingNotice:    {"2027年1月15日", "主任1名、委员2名", "投票地点：＿＿"},
		document.ProxyNotice:      {"不得超过三人", "受委托人"},
		document.ResultNotice:     {"暂不能公布"},
		document.FurtherNotice:    {"东河村"},
		document.FirstNotice:      {"初步候选人名单公告", "以姓氏笔画为序", "主任（应选1名）："},
		document.NominationForm:   {"候选人提名表", "委员（应选2名）候选人提名：", "政治面貌"},
		document.ProxyForm:        {"委托投票书", "2027年1月15日"},
		document.ResultForm:       {"计票结果报告单", "（另选他人）", "400"},
		document.MinutesForm:      {"会议记录", "主持人："},
	}
	for _, kind := range document.NoticeKinds() {
		var file bytes.Buffer
		if err := (document.Notice{Town: town, Kind: kind, Units: states[:2]}).Write(&file); err != nil {
			t.Fatal(err)
		}
		if folder := os.Getenv("HUANJIE_NOTICES"); folder != "" { // to look at them
			if err := os.WriteFile(folder+"/"+string(kind)+".docx", file.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		d, err := proofread.ReadDocument(file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		posted := "特此公告。"
		if kind.Form() || strings.Contains(d.Text(), "不用张贴") {
			posted = "东河村"
		}
		for _, want := range append(says[kind], "东河村", "柳湾村", posted) {
			if !strings.Contains(d.Text(), want) {
				t.Errorf("%s: %q is not in\n%s", kind, want, d.Text())
			}
		}
		for _, f := range proofread.Check(d.Text()) {
			t.Errorf("%s: %s %q", kind, f.Rule, f.Quote)
		}
	}
}

// TestFirstNoticeIsByStrokes: nominees are listed by the strokes of the surname, also where
// the ballot lists them by their votes.
func TestFirstNoticeIsByStrokes(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	u := states[0]
	post := u.Unit.Posts[1]
	nominee := func(name string) election.Nominee {
		return election.Nominee{ElectedPerson: election.ElectedPerson{Post: post.Post, Name: name}}
	}
	u.Progress.Nomination = &election.Nomination{Persons: []election.Nominee{nominee("魏森"), nominee("丁越"), nominee("田富"), nominee("卜根生")}}
	var file bytes.Buffer
	if err := (document.Notice{Town: town, Kind: document.FirstNotice, Units: []election.UnitState{u}}).Write(&file); err != nil {
		t.Fatal(err)
	}
	d, err := proofread.ReadDocument(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if want := "委员（应选2名）：丁越、卜根生、田富、魏森"; !strings.Contains(d.Text(), want) {
		t.Errorf("%q is not in\n%s", want, d.Text())
	}
}

// TestResultNoticeOfABranch: a member of the committee whom the committee has chosen its
// secretary is elected all the same.
func TestResultNoticeOfABranch(t *testing.T) {
	t.Parallel()
	town, u := branchCounted(t)
	var file bytes.Buffer
	if err := (document.Notice{Town: town, Kind: document.ResultNotice, Units: []election.UnitState{u}}).Write(&file); err != nil {
		t.Fatal(err)
	}
	d, err := proofread.ReadDocument(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"委员\t谢长强\t25\t当选，书记", "委员\t邹春良\t24\t当选", "委员\t窦文英\t3\t"} {
		if !strings.Contains(d.Text(), want) {
			t.Errorf("%q is not in\n%s", want, d.Text())
		}
	}
}

// branchCounted is a branch whose members' meeting and whose committee were counted and
// confirmed.
func branchCounted(t *testing.T) (*election.Town, election.UnitState) {
	t.Helper()
	polling := election.Date{Year: 2027, Month: time.January, Day: 15}
	town, err := election.NewTown(election.Town{ID: "dukou", Name: "渡口镇", Location: time.FixedZone("CST", 8*60*60),
		Units: []election.Unit{{ID: "B1", Name: "渡口村党支部", Area: "东片", Election: "p27", Registered: 32, Officers: []election.PersonID{"周明"},
			Posts: []election.PostPlan{{Post: election.Member, Seats: 2}}, Among: []election.PostPlan{{Post: election.Secretary, Seats: 1}}}},
		Elections: []election.Election{{ID: "p27", Kind: election.Party, PollingDay: polling, Stages: election.UsualStages(election.Party, polling)}}})
	if err != nil {
		t.Fatal(err)
	}
	e, u := town.Elections[0], election.UnitState{Unit: town.Units[0]}
	tally := func(round election.Round, due, came int, post election.Post, seats int, votes ...election.CandidateVotes) election.Tally {
		return election.Tally{Round: round, Registered: due, Participants: came, Issued: came, Returned: came, Valid: came, Posts: []election.PostTally{{Post: post, Seats: seats, Candidates: votes}}}
	}
	for i, c := range []election.Tally{
		tally(election.FirstRound, 32, 26, election.Member, 2, election.CandidateVotes{Name: "谢长强", Votes: 25}, election.CandidateVotes{Name: "邹春良", Votes: 24}, election.CandidateVotes{Name: "窦文英", Votes: 3}),
		tally(election.CommitteeRound, 2, 2, election.Secretary, 1, election.CandidateVotes{Name: "谢长强", Votes: 2}),
	} {
		for k, body := range []election.Body{c, election.CountCheck{Tally: c}} {
			u.Progress = e.Fold(u.Progress, election.Report{ID: election.ReportID(fmt.Sprint("R", i, k)), Unit: "B1", By: []election.PersonID{"周明", "何静"}[k], User: int64(k + 1), At: polling.At(18, i, town.Location), Body: body})
		}
	}
	return town, u
}

// TestResultFormOfSeparateBallots has a line for each kind of ballot.
func TestResultFormOfSeparateBallots(t *testing.T) {
	t.Parallel()
	town, states := ledgerTown(t)
	states[0].Unit.Separate = [][]election.Post{{election.Chair}, {election.Member}}
	for i := range town.Units {
		town.Units[i].Separate = states[0].Unit.Separate
	}
	var file bytes.Buffer
	if err := (document.Notice{Town: town, Kind: document.ResultForm, Units: states[:1]}).Write(&file); err != nil {
		t.Fatal(err)
	}
	d, err := proofread.ReadDocument(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"主任选票", "委员选票", "参加投票"} {
		if !strings.Contains(d.Text(), want) {
			t.Errorf("%q is not in\n%s", want, d.Text())
		}
	}
}
