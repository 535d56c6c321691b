package reminders_test

import (
	"strings"
	"testing"

	"huanjie/internal/cards"
	"huanjie/internal/election"
	"huanjie/internal/redistest"
)

// TestWhatOnlyHasToBeFilledIn: stages before the vote that were not reported are late
// and in difficulty until the count is confirmed. From then on they are to be filled
// in, and only the officer is asked, once; but what the law wanted before polling day
// stays late, with its article.
func TestWhatOnlyHasToBeFilledIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, redistest.Dial(t, redistest.Any(t)), demoTown(t), demoTown(t).Elections[0].PollingDay.AddDays(-60))
	polling := w.town.Elections[0].PollingDay
	w.prologue()
	w.report("Q1", "W1", election.StageReport{Stage: election.CandidatesStage, Status: election.InDifficulty, Reason: "两名候选人退出"}) // 西岭村
	w.report("Q2", "W1", election.StageReport{Stage: election.AuditStage, Status: election.UnderWay})
	w.to(polling, 19)
	w.polls(22)
	read := func(days, hour int) (digest, leader, officer string) {
		got := w.at(polling.AddDays(days), hour)
		text := func(p election.PersonID, card bool) (all string) {
			for _, m := range got[p] {
				if (m.Key == cards.AskedKey) == card {
					all += m.Text + "\n"
				}
			}
			return all
		}
		return text("高远", false), text("顾清", true), text("李芳", true)
	}
	has := func(when, text string, words []string, without ...string) {
		t.Helper()
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("%s: %q is missing in\n%s", when, word, text)
			}
		}
		for _, word := range without {
			if strings.Contains(text, word) {
				t.Errorf("%s: %q stands in\n%s", when, word, text)
			}
		}
	}
	law := "⚖️ 离任审计 逾期 63 天，超法定时限（村民委员会组织法第四十条） · 1 个村"
	digest, leader, officer := read(3, 8)
	has("unconfirmed, the leader's card", leader, []string{"🗓 提名联审公示 逾期 8 天", law})
	has("unconfirmed, the officer's card", officer, []string{"西岭村 · 提名联审公示\n　🗓 计划：已逾期 8 天"})
	has("unconfirmed", digest, []string{"🆘 有困难（", "西岭村 · 提名联审公示：两名候选人退出", "🗓 提名联审公示 逾期 8 天", law}, "待补报")

	w.confirm(22)
	digest, leader, officer = read(4, 8)
	has("the leader's card", leader, []string{"📝 提名联审公示 只需补报，不再列为逾期：", "离任审计 逾期 64 天"}, "提名联审公示 逾期")
	has("the officer's card", officer, []string{"西岭村 · 提名联审公示\n　📝 补报：选举已确认，这一项还没有报完成"})
	has("confirmed", digest, []string{"📝 选举已确认，待补报（", "西岭村（李芳）：提名联审公示", "⚖️ 离任审计 逾期 64 天"}, "🆘", "提名联审公示 逾期")

	w.report("Q3", "W1", election.StageReport{Stage: election.AuditStage, Status: election.Done})
	for days := 5; days < 7; days++ {
		for _, m := range w.at(polling.AddDays(days), 8)["李芳"] {
			if !m.Quiet && strings.Contains(m.Text, "补报") && !strings.Contains(m.Text, "逾期") {
				t.Errorf("rung again for what has only to be filled in:\n%s", m.Text)
			}
		}
	}
	w.report("Q4", "W1", election.StageReport{Stage: election.CandidatesStage, Status: election.Done})
	digest, _, _ = read(10, 18)
	has("filled in", digest, nil, "西岭村（李芳）：提名联审公示")
}
