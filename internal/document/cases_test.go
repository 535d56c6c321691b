package document_test

import (
	"html"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"huanjie/internal/document"
	"huanjie/internal/election"
)

// TestCasesFitIntoAMessage: however much was written and done, in both languages.
func TestCasesFitIntoAMessage(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 11, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))
	long := strings.Repeat("有<人>&说", 200)
	c := election.CaseState{Case: election.Case{Kind: election.Incident, Topic: "petition", Severity: election.Grave, Words: long, Place: long, People: 30},
		ID: "ABCDEFGH", By: "周明", At: now, Status: election.CaseTaken, Owner: "陈立", Due: now.Add(time.Hour)}
	for range 60 {
		c.Log = append(c.Log, election.CaseAct{Act: election.Act{Case: c.ID, Deed: election.Reply, Words: long}, By: "陈立", At: now})
	}
	u := document.UnitCase{Unit: election.Unit{ID: "E1", Name: "东河村"}, Case: c}
	many := make([]document.UnitCase, 200)
	for i := range many {
		many[i] = u
	}
	for _, l := range []election.Language{election.Chinese, election.English} {
		for name, text := range map[string]string{"case": document.Case(u, l, now), "late": document.LateCase(u, true, l, now), "list": document.CaseList(many, l, now)} {
			if n := len(utf16.Encode([]rune(html.UnescapeString(text)))); n > 4096 || strings.Contains(text, "<人>") {
				t.Errorf("%s in %v: %d units", name, l, n)
			}
		}
	}
}

// TestCasesInOrder: what must be answered soonest first, what is being dealt with
// last, what is closed not at all.
func TestCasesInOrder(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 11, 10, 0, 0, 0, time.UTC)
	state := func(id election.ReportID, status election.CaseStatus, due time.Duration) election.CaseState {
		return election.CaseState{Case: election.Case{Kind: election.Incident}, ID: id, Status: status, Due: now.Add(due)}
	}
	all := document.CasesOf([]election.UnitState{{Progress: election.Progress{Cases: []election.CaseState{
		state("taken", election.CaseTaken, -time.Hour), state("later", election.CaseOpen, time.Hour), state("closed", election.CaseClosed, -time.Hour)}}},
		{Progress: election.Progress{Cases: []election.CaseState{state("late", election.CaseOpen, -time.Minute)}}}})
	var order []string
	for _, c := range all {
		order = append(order, string(c.Case.ID))
	}
	if got := strings.Join(order, " "); got != "late later taken" {
		t.Errorf("in the order %s", got)
	}
}

// TestACaseAsItIsRead is what a leader has on the telephone.
func TestACaseAsItIsRead(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 11, 10, 12, 0, 0, time.FixedZone("CST", 8*3600))
	c := election.CaseState{Case: election.Case{Kind: election.Incident, Topic: "order", Severity: election.Serious, Words: "有人堵门", Place: "小学门口"},
		ID: "K3F", By: "周明", At: now.Add(-10 * time.Minute), Status: election.CaseOpen, Due: now.Add(110 * time.Minute)}
	u := document.UnitCase{Unit: election.Unit{ID: "E1", Name: "东河村"}, Case: c}
	for _, want := range []struct {
		l    election.Language
		text string
	}{
		{election.Chinese, "<b>⚠️ 东河村 · 突发情况 · 现场秩序、冲突</b>\n“有人堵门”\n等级：紧急\n地点：小学门口\n周明 10:02 上报，编号 K3F\n状态：待办　⏳ 12:02前答复"},
		{election.English, "<b>⚠️ 东河村 · incident · disorder, a quarrel</b>\n“有人堵门”\nSeverity: serious\nWhere: 小学门口\nReported by 周明, 10:02, No. K3F\nStatus: open. ⏳ answer by 12:02"},
	} {
		if got := document.Case(u, want.l, now); got != want.text {
			t.Errorf("%v:\n got %s\nwant %s", want.l, got, want.text)
		}
	}
	c.Status, c.Owner, c.Log = election.CaseReferred, "陈立", []election.CaseAct{{Act: election.Act{Deed: election.Refer, Words: "派出所"}, By: "陈立", At: now}}
	u.Case = c
	for l, want := range map[election.Language]string{election.Chinese: "状态：已转交派出所，陈立负责\n", election.English: "Status: referred to 派出所, 陈立 sees to it\n"} {
		if got := document.Case(u, l, now); !strings.Contains(got, want) {
			t.Errorf("referred:\n%s", got)
		}
	}
	c.Status, c.Owner, c.Due, c.Log = election.CaseOpen, "", now, nil
	u.Case = c
	if got := document.Case(u, election.Chinese, now); !strings.HasSuffix(got, "状态：待办　⏰ 应于10:12前答复，已超时") {
		t.Errorf("at its hour:\n%s", got)
	}
	c.Status, c.Log = election.CaseClosed, []election.CaseAct{
		{Act: election.Act{Deed: election.Assign, To: "陈立"}, By: "陈立", At: now.Add(-5 * time.Minute)},
		{Act: election.Act{Deed: election.Close, Words: "已劝离"}, By: "陈立", At: now}}
	u.Case = c
	if got := document.Case(u, election.Chinese, now); !strings.HasSuffix(got, "状态：办结\n· 陈立 10:12 办结：已劝离\n· 陈立 10:07 接手办理") {
		t.Errorf("closed:\n%s", got)
	}
}
