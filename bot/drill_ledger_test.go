package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
)

// TestTheOfficesLedger: where a unit has its own second person the office reads a
// preliminary count like a leader; where the office is the second person, the
// workbook says so in every cell that is kept back, and in its totals.
func TestTheOfficesLedger(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		checkers []election.PersonID
		enters   bool // the office enters the count, differently
		blind    bool
	}{
		"a checker of its own":          {checkers: []election.PersonID{"李芳"}},
		"nobody but the office":         {blind: true},
		"the office alone, and differs": {enters: true, blind: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			town := *demoTown(t)
			town.Units = slices.Clone(town.Units)
			town.Units[0].Checkers = c.checkers
			made, err := election.NewTown(town)
			if err != nil {
				t.Fatal(err)
			}
			r := start(t, setting{town: made})
			officer, office, leader := r.phone("周明"), r.phone("选举办"), r.phone("陈立")
			r.counts(officer) // 175, corrected to 173
			if c.enters {
				r.secondEntry(office, "171")
			}
			for _, reads := range []struct {
				who   *sandbox.Phone
				blind bool
			}{{office, c.blind}, {leader, false}} {
				r.say(reads.who, "台账表")
				r.ledgerOfOne(reads.who, reads.blind)
			}
			if !c.enters {
				return
			}
			r.tap(office, "✏️ 重新核对")
			r.sees(office, "两次录入不一致", "主任候选人冯棠得多少票")
			r.say(office, "173")
			r.sees(office, "这是您重新核对后的录入", "[✅ 确认上报]")
			r.tap(office, "✅ 确认上报")
			r.sees(office, "✅ 东河村 第一次投票：两人录入一致，已确认")
			confirmed := r.seenBooks(office)
			r.say(office, "台账表")
			r.moreBooks(office, confirmed)
			r.ledgerOfOne(office, false)
		})
	}
}

// secondEntry has somebody enter the count of 东河村 a second time.
func (r *rig) secondEntry(p *sandbox.Phone, votes string) {
	r.t.Helper()
	r.say(p, "计票 "+countLine(votes))
	r.sees(p, "这是复核录入", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "两人录入有 1 项不一致", "[✏️ 重新核对]")
	r.sent()
}

// seenBooks is how many workbooks came to a telephone.
func (r *rig) seenBooks(p *sandbox.Phone) (n int) {
	for _, m := range p.Messages() {
		if m.Document != nil && m.From.IsBot {
			n++
		}
	}
	return n
}

// moreBooks waits until there are more workbooks than so many.
func (r *rig) moreBooks(p *sandbox.Phone, than int) {
	r.t.Helper()
	if err := r.wait(p.Wait, func([]sandbox.Message) bool { return r.seenBooks(p) > than }); err != nil {
		r.t.Fatal(err)
	}
}

// ledgerOfOne reads the newest workbook of a town in which 东河村 alone has
// counted.
func (r *rig) ledgerOfOne(p *sandbox.Phone, blind bool) {
	r.t.Helper()
	book := r.workbook(p)
	rows, err := book.GetRows("村选举")
	if err != nil {
		r.t.Fatal(err)
	}
	cellOf := func(row []string, head string) string {
		i := slices.Index(rows[3], head)
		if i < 0 || i >= len(row) {
			return ""
		}
		return row[i]
	}
	unit, total := rows[4], rows[len(rows)-1]
	want := map[string][2]string{ // in the row of the unit, in that of the totals
		"参加投票": {"259", "259"}, "发出": {"259", "259"}, "收回": {"255", "255"}, "有效": {"249", "249"}, "无效": {"6", "6"}, "当选主任": {"1", "1"}, "当选委员": {"2", "2"},
		"单位": {"东河村", "合计"},
	}
	if blind {
		for head := range want {
			want[head] = [2]string{"待复核", "0"}
		}
		want["单位"] = [2]string{"东河村", "合计（不含待复核的 1 个村）"}
		want["计票状态"] = [2]string{"待您复核：第一次投票", ""}
	}
	for head, w := range want {
		if got := [2]string{cellOf(unit, head), cellOf(total, head)}; got != w {
			r.t.Errorf("%s is %q, want %q", head, got, w)
		}
	}
	if noted := strings.Contains(rows[1][0], "1 个村的计票等您复核，没有算进合计"); noted != blind {
		r.t.Errorf("the note reads %s", rows[1][0])
	}
	corrected, err := book.GetRows("更正")
	if err != nil {
		r.t.Fatal(err)
	}
	if withheld := strings.Contains(corrected[1][0], "共 0 次；另有 1 次改的是等您复核的计票"); withheld != blind || (len(corrected) > 4) == blind {
		r.t.Errorf("the corrections are %v", corrected)
	}
	if all := fmt.Sprint(rows, corrected); blind && (strings.Contains(all, "173") || strings.Contains(all, "175") || strings.Contains(all, "249")) {
		r.t.Errorf("who is to check reads %s", all)
	}
}
