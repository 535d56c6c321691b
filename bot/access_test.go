package bot_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// What officers write reaches others as they wrote it: it is no markup there, and
// cannot turn what stands around it around.
func TestWhatOfficersWriteIsNoMarkupForOthers(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, leader := r.phone("周明"), r.phone("陈立")
	r.say(p, "进度 东河村")
	r.sees(p, "哪个阶段？")
	r.say(p, "选民登记")
	r.sees(p, "现在是什么情况？")
	r.say(p, "有困难")
	r.sees(p, "什么困难")
	r.say(p, "<b>人手</b> <a href=\"tg://user?id=1\">不够</a> & \u202e001\u202c\u0007")
	card := r.sees(p, "[✅ 确认上报]")
	if !strings.Contains(card.Text, `<b>人手</b> <a href="tg://user?id=1">不够</a> & 001`) || strings.ContainsAny(card.Text, "\u202e\u202c\u0007") {
		t.Errorf("the card says %q", card.Text)
	}
	r.tap(p, "✅ 确认上报")
	m := r.sees(leader, "🆘")
	if !strings.Contains(m.Text, `<b>人手</b>`) || strings.Contains(m.Text, "\u202e") {
		t.Errorf("the leader reads %q", m.Text)
	}
	for _, e := range m.Entities {
		if e.Type == "text_link" || e.Type == "text_mention" || e.Type == "bold" && e.Length == 2 {
			t.Errorf("what the officer wrote has become %+v", e)
		}
	}
}

// Observers see the town and the audit, and change nothing.
func TestObserversReadAndChangeNothing(t *testing.T) {
	t.Parallel()
	r := start(t, setting{town: townWithRecords(t)})
	observer, officer, office := r.phone("严正"), r.phone("周明"), r.phone("选举办")
	r.say(officer, "投票 212")
	r.sees(officer, "212", "[✅ 确认上报]")
	r.tap(officer, "✅ 确认上报")
	r.sees(officer, "✅ 已上报")
	r.say(observer, "东河村")
	r.sees(observer, "选举日")
	r.say(observer, "/audit")
	r.sees(observer, "审计记录", "周明 上报 东河村", "严正 查看 东河村")
	r.say(office, "审计记录")
	r.sees(office, "审计记录", "严正 看审计记录")
	r.say(officer, "/audit")
	r.sees(officer, "这项操作不在您的权限内")
	r.say(observer, "投票 东河村 300")
	r.say(observer, "/turnout")
	r.taken()
	r.say(observer, "确认")
	r.say(observer, "/invite")
	r.sent()
	if all := r.journalOf(); len(all) != 1 {
		t.Errorf("an observer reported: %+v", all)
	}
	people, err := r.store.WhoSaw(r.ctx, "E1", r.clock().AddDate(0, 0, -1))
	if err != nil || !slices.Contains(people, "严正") {
		t.Errorf("%q saw the unit (%v)", people, err)
	}
}

// A file that is sent is never fetched or opened: the bot keeps its id. So it
// does not matter what is in it, how large it is or what it is called.
func TestFilesAreNeverOpened(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	bomb := []byte("PK\x03\x04" + strings.Repeat("\x00", 1<<16))
	if _, err := p.Document("../../=cmd|'/c calc'!A1.xlsx", bomb, "<script>"); err != nil {
		t.Fatal(err)
	}
	r.sent()
	r.tap(p, "✅ 确认上报")
	r.sees(p, "✅ 已上报")
	if n := len(r.telegram.Requests("getFile")); n != 0 {
		t.Errorf("a file was fetched %d times", n)
	}
	if files := r.journalOf()[0].Files; len(files) != 1 || files[0].Kind != election.Document {
		t.Errorf("with the report stand %+v", files)
	}
}

// Whatever is posted to the webhook with its secret is answered and leaves the
// bot working.
func TestTheWebhookSurvivesWhatIsPosted(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	hook := r.bot.Webhook(secret)
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"nested without end":  {strings.Repeat("[", 900_000), http.StatusOK},
		"objects without end": {strings.Repeat(`{"message":`, 80_000), http.StatusOK},
		"a huge number":       {`{"update_id":` + strings.Repeat("9", 400) + `}`, http.StatusOK},
		"not UTF-8":           {"{\"update_id\":5,\"message\":{\"chat\":{\"id\":7,\"type\":\"private\"},\"text\":\"\xff\xfe\"}}", http.StatusOK},
		"empty":               {"", http.StatusOK},
		"just too large":      {strings.Repeat(" ", 1<<20) + "{}", http.StatusRequestEntityTooLarge},
	} {
		if got := knock(hook, http.MethodPost, secret, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	server := httptest.NewServer(hook)
	t.Cleanup(server.Close)
	p := r.phone("周明")
	r.run(func(ctx context.Context) error { return r.bot.Attend(ctx, server.URL, secret) })
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	if strings.Contains(r.log.String(), secret) {
		t.Error("the secret stands in the log")
	}
}

// A link that was made for one person's telephone is of no use to anybody who
// sees it afterwards, in no order of clicks.
func TestALinkThatWentRoundAtOnce(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	payload := r.link("周明")
	var phones []*sandbox.Phone
	for range 8 {
		p := r.stranger()
		r.press(p, payload)
		phones = append(phones, p)
	}
	r.run(r.bot.Poll)
	r.sent()
	in := 0
	for _, p := range phones {
		if _, ok := r.find(p.Messages(), []string{"周明，您好"}); ok {
			in++
		}
	}
	if in != 1 {
		t.Errorf("%d telephones were let in by one link", in)
	}
	users, err := r.store.Bound(r.ctx, "周明")
	if err != nil || users[0] == 0 {
		t.Errorf("bound are %v (%v)", users, err)
	}
	if _, _, ok, err := r.store.Invited(r.ctx, strings.TrimPrefix(payload, fmt.Sprintf("%s_", r.town.ID)), r.clock()); ok || err != nil {
		t.Errorf("the link is still good (%v)", err)
	}
	token, quoted := strings.TrimPrefix(payload, "qinghe_"), 0
	for _, s := range []*store.Store{r.store, store.Lobby(r.redis)} {
		err := s.Spoken(r.ctx, time.Time{}, func(m store.Said) error {
			if strings.Contains(m.Text, token) {
				quoted++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if quoted > 0 || strings.Contains(r.log.String(), token) {
		t.Errorf("the link stands %d times on record, or in the log", quoted)
	}
}
