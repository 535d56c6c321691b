package bot_test

import (
	"strings"
	"testing"

	"huanjie/internal/proofread"
)

// TestTheSummaryInTheChat: a leader asks for the summary and gets a Word file with
// the figures of the journal and the words that were sent along; an officer does
// not.
func TestTheSummaryInTheChat(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: demoTown(t)})
	officer, office, leader := r.phone("周明"), r.phone("选举办"), r.phone("陈立")
	r.counts(officer)
	r.say(leader, "总结\n做法：压实责任。")
	r.sees(leader, "工作总结（Word，可修改）")
	d, err := proofread.ReadDocument(r.newestFile(leader))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"换届选举工作总结", "参加投票259人", "压实责任。", "数字的来源"} {
		if !strings.Contains(d.Text(), want) {
			t.Errorf("%q is not in\n%s", want, d.Text())
		}
	}
	for _, f := range proofread.Check(d.Text()) {
		t.Errorf("%s %q: %s", f.Rule, f.Quote, f.Why.In(0))
	}
	r.say(office, "总结")
	r.sees(office, "可以一起发来")
	r.say(office, "总结\n没有写是哪部分")
	r.sees(office, "没有写。")
	r.say(officer, "总结")
	r.sent()
	if n := r.seenBooks(officer); n > 0 {
		t.Errorf("an officer got %d files", n)
	}
}
