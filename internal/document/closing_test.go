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

func closingOf(t *testing.T) document.Closing {
	t.Helper()
	town, states := ledgerTown(t)
	return document.Closing{Town: town, Of: town.Name, AsOf: time.Date(2027, time.January, 15, 18, 0, 0, 0, town.Location), Units: states,
		Words: map[election.Own][]string{election.OwnWays: {"加强领导，压实责任。"}}}
}

// closingText is the text of a summary as Word has it.
func closingText(t *testing.T, c document.Closing) string {
	t.Helper()
	var file bytes.Buffer
	if err := c.Write(&file); err != nil {
		t.Fatal(err)
	}
	if name := os.Getenv("HUANJIE_CLOSING"); name != "" { // to look at it
		if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, err := proofread.ReadDocument(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d.Text()
}

// TestClosingSaysTheFigures reads the Word file: its figures are those of the
// journal, and it stands before its own check.
func TestClosingSaysTheFigures(t *testing.T) {
	t.Parallel()
	c := closingOf(t)
	text := closingText(t, c)
	e := c.Town.Elections[0]
	var voted, registered, returned int
	for _, u := range c.Units {
		if u.Unit.Election != e.ID {
			continue
		}
		f := e.Figures(u.Progress)
		voted, registered, returned = voted+f[election.Voted], registered+f[election.ReportingRegistered], returned+f[election.BallotsReturned]
	}
	r := election.Ratio{Part: voted, Whole: registered}
	for _, want := range []string{
		fmt.Sprintf("登记选民%s人，参加投票%s人，参选率%s。", election.Thousands(registered), election.Thousands(voted), r.Percent()), fmt.Sprintf("收回选票%s张", election.Thousands(returned)),
		"换届选举工作总结", "加强领导，压实责任。", "（由选举办填写。）", "数字的来源",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	for _, f := range proofread.CheckWith(text, proofread.RecordsOf(c.Town, c.Units)) {
		t.Errorf("the summary is wrong: %s %q %s", f.Rule, f.Quote, f.Why.In(election.Chinese))
	}
}

// TestClosingRefusesWhatDoesNotAddUp names the unit.
func TestClosingRefusesWhatDoesNotAddUp(t *testing.T) {
	t.Parallel()
	c := closingOf(t)
	for i := range c.Units {
		if n := len(c.Units[i].Progress.Counts); n > 0 {
			c.Units[i].Progress.Counts[0].Valid++
			if err := c.Write(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), c.Units[i].Unit.Name) {
				t.Errorf("%v", err)
			}
			return
		}
	}
	t.Fatal("no unit was counted")
}

func TestReadOwn(t *testing.T) {
	t.Parallel()
	words, err := election.ReadOwn("做法：\n加强领导。\n\n# 问题\n外出的人多。\n打算：抓好培训。\n")
	if err != nil || len(words[election.OwnWays]) != 1 || words[election.OwnIntentions][0] != "抓好培训。" || words[election.OwnProblems][0] != "外出的人多。" {
		t.Errorf("%v, %v", words, err)
	}
	if _, err := election.ReadOwn("一段没有名字的话\n"); err == nil {
		t.Error("words were lost")
	}
}
