package bot_test

import (
	"strings"
	"testing"
	"time"

	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// TestALinkThatTakesSomebodyOver: a link for somebody who is registered says so.
// When another account opens it, the office is asked; once it agrees, the telephone
// that is shut out hears of it at once.
func TestALinkThatTakesSomebodyOver(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, leader, other := r.phone("选举办"), r.phone("陈立"), r.stranger()
	old, taken := store.AccountEnd(leader.ID()), store.AccountEnd(other.ID())
	if err := office.TapData(1, "i:陈立"); err != nil { // of the list's second page
		t.Fatal(err)
	}
	card := r.sees(office, "⚠️ 陈立 已登记（账号尾号 "+old+"）", "先问您同不同意", "t.me/")
	_, payload, _ := strings.Cut(card.Text, "?start=")
	r.press(other, strings.TrimSpace(payload))
	r.sees(office, "陈立 的登记链接在另一个账号（尾号 "+taken+"）打开，本人现在用的账号是尾号 "+old)
	r.tap(office, "✅ 同意换到尾号 "+taken)
	r.sees(other, "陈立，您好")
	r.sees(leader, "⚠️ 陈立 已在另一个账号（尾号 "+taken+"）登记", "请马上告诉选举办")
	r.sees(office, "陈立 已换到账号尾号 "+taken)
	r.say(office, "审计记录")
	r.sees(office, "陈立 登记 陈立（用新的登记链接换了账号：尾号 "+old+" → "+taken+"）")
	if err := office.TapData(1, "i:陈立"); err != nil {
		t.Fatal(err)
	}
	m := r.sees(office, "已登记（账号尾号 "+taken+"）", "t.me/")
	_, payload, _ = strings.Cut(m.Text, "?start=")
	r.press(leader, strings.TrimSpace(payload))
	r.sees(leader, "已请选举办向本人核实")
	r.sees(office, "[✅ 同意换到尾号 "+old+"]")
	r.tap(office, "✅ 同意换到尾号 "+old)
	r.sees(leader, "陈立，您好")
	r.sees(other, "⚠️ 陈立 已在另一个账号（尾号 "+old+"）登记")
	r.say(other, "日报")
	r.sees(other, "您还没有登记")
}

// TestAFirstLinkRingsNobody: whoever registers for the first time, or opens a new
// link with the account they have, is no news.
func TestAFirstLinkRingsNobody(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, p := r.phone("选举办"), r.stranger()
	r.press(p, r.link("李芳"))
	r.sees(p, "李芳，您好")
	r.press(p, r.link("李芳"))
	r.sent()
	for _, phone := range []*sandbox.Phone{office, p} {
		if m, told := r.find(phone.Messages(), []string{"另一个账号"}); told {
			t.Errorf("told of nothing: %s", looks(m))
		}
	}
	n := 0
	err := r.store.Audit(r.ctx, time.Time{}, func(e store.Trace) error {
		if e.Of == "person" {
			n++
			if want := "link …" + store.AccountEnd(p.ID()); e.Note != want {
				t.Errorf("the trace says %q, want %q", e.Note, want)
			}
		}
		return nil
	})
	if err != nil || n != 2 {
		t.Errorf("%d traces (%v)", n, err)
	}
}
