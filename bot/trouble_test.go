package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"huanjie/bot"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// said is what the bot has said in a chat, oldest first.
func said(all []sandbox.Message) (texts []string) {
	for _, m := range all {
		if m.From.IsBot {
			texts = append(texts, m.Text+m.Caption)
		}
	}
	return texts
}

// queue puts messages to a chat into the outbox, as a reminder does.
func (r *rig) queue(once string, messages ...store.Message) {
	r.t.Helper()
	if err := r.store.Commit(r.ctx, store.Commit{Once: once, Messages: messages}); err != nil {
		r.t.Fatal(err)
	}
}

func TestTelegramAwayAndBack(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.telegram.Down(true)
	r.say(p, "投票 212") // waits in Telegram's queue
	r.queue("away", store.Message{ID: "a", Chat: p.ID(), Text: "提醒一"}, store.Message{ID: "b", Chat: p.ID(), Text: "提醒二"})
	r.logged("send again")
	r.logged("get updates")
	r.telegram.Down(false)
	r.sees(p, "212", "[✅ 确认上报]")
	r.sees(p, "提醒二")
	if all := said(p.Messages()); slices.Index(all, "提醒一") > slices.Index(all, "提醒二") {
		t.Errorf("out of order: %q", all)
	}
}

func TestItStartsWhileTelegramIsAway(t *testing.T) {
	t.Parallel()
	telegram := openTelegram(t, false)
	telegram.Down(true)
	log := &journal{}
	redis := redistest.Dial(t, redistest.Any(t))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	made := make(chan error)
	go func() {
		b, err := bot.New(ctx, redis, nil, nil, bot.Options{Token: token, APIURL: telegram.URL, Now: time.Now, Log: slog.New(slog.NewTextHandler(log, nil))})
		if err == nil && b.Name() != "huanjie_demo_bot" {
			err = fmt.Errorf("it calls itself %q", b.Name())
		}
		made <- err
	}()
	eventually(t, ctx, "it does not wait", func() bool { return strings.Contains(log.String(), "does not answer") })
	telegram.Down(false)
	if err := <-made; err != nil {
		t.Fatal(err)
	}
	if strings.Contains(log.String(), token) {
		t.Error("the token stands in the log")
	}
	_, err := bot.New(ctx, redis, nil, nil, bot.Options{Token: "1000001:wrong", APIURL: telegram.URL, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err == nil || strings.Contains(err.Error(), "wrong") {
		t.Errorf("with a wrong token: %v", err)
	}
}

func TestRedisAwayAndBack(t *testing.T) {
	t.Parallel()
	server := redistest.Run(t)
	r := start(t, setting{redisURL: server.URL()})
	p := r.phone("周明")
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.sent()
	before := len(p.Messages())
	server.Kill()
	r.tap(p, "✅ 确认上报")
	r.say(p, "状态")
	r.logged("take update")
	if now := len(p.Messages()); now != before+1 { // what the officer typed
		t.Errorf("it said something while nothing could be kept:\n%s", chat(p.Messages()))
	}
	if n := r.telegram.Pending(); n == 0 {
		t.Error("an update was confirmed that is not committed")
	}
	r.restart(server)
	r.sees(p, "✅ 已上报")
	r.sees(p, "选举日") // the state, asked for afterwards
	if all := r.journalOf(); len(all) != 1 {
		t.Errorf("%d reports, want one", len(all))
	}
}

// A Redis whose memory is full answers, and refuses to write. What was said to
// the bot waits, and none of it is put aside.
func TestRedisIsFullAndThenIsNot(t *testing.T) {
	t.Parallel()
	r := start(t, setting{redisURL: redistest.Start(t)})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.sent()
	memory := func(most string) {
		if err := r.redis.ConfigSet(r.ctx, "maxmemory", most).Err(); err != nil {
			t.Fatal(err)
		}
	}
	memory("1")
	r.say(p, "投票 212")
	refused := func() bool { return strings.Count(r.log.String(), "OOM") > 5 } // more often than a bad update is tried
	r.eventually("it was not tried again", refused)
	if n := r.telegram.Pending(); n == 0 {
		t.Error("an update was confirmed that is not committed")
	}
	memory("0")
	r.sees(p, "212", "[✅ 确认上报]")
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
}

// A cluster that has just been started answers and takes nothing for two
// seconds. All that the bot keeps is on it.
func TestACluster(t *testing.T) {
	t.Parallel()
	server := redistest.RunCluster(t)
	r := start(t, setting{redisURL: server.URL()})
	p, leader := r.phone("周明"), r.phone("陈立")
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.sent()
	server.Kill()
	r.tap(p, "✅ 确认上报")
	r.logged("take update")
	r.restart(server)
	r.sees(p, "✅ 已上报")
	r.say(p, "突发 二十多人在小学门口吵起来了，紧急")
	r.sees(p, "现场秩序、冲突", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(leader, "⚠️ 东河村 · 突发情况")
	r.sent()
	if n := len(r.journalOf()); n != 2 {
		t.Errorf("%d reports, want two", n)
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
	if log := r.log.String(); strings.Contains(log, "CROSSSLOT") || strings.Contains(log, "same slot") {
		t.Errorf("something lies in several slots:\n%s", log)
	}
}

// Of a cluster of three shards, the one that has the town moves it to another while somebody
// reports, and masters are killed: that of the town, of who is at home where, and of the pace.
func TestShards(t *testing.T) {
	t.Parallel()
	shards := redistest.RunShards(t, 3)
	r := start(t, setting{redisURL: shards.URL()})
	p, leader := r.phone("周明"), r.phone("陈立")
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	moving := make(chan int)
	town := "hj:{" + string(r.town.ID) + "}:journal"
	go func() { moving <- shards.Move(town, 20*time.Millisecond) }()
	r.tap(p, "✅ 确认上报")
	if n := <-moving; n < 10 {
		t.Errorf("%d keys were moved", n)
	}
	r.sees(p, "✅ 已上报")
	for i, key := range []string{town, "hj:home", "hj:poller"} {
		killed := shards.Kill(key)
		r.say(p, fmt.Sprintf("投票 %d", 230+i))
		r.sees(p, fmt.Sprint(230+i), "[✅ 确认上报]")
		r.tap(p, "✅ 确认上报")
		r.eventually("it was not reported", func() bool { return len(r.journalOf()) == i+2 })
		killed.Restart()
		shards.Whole()
	}
	r.say(p, "突发 二十多人在小学门口吵起来了，紧急")
	r.sees(p, "现场秩序、冲突", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(leader, "⚠️ 东河村 · 突发情况")
	r.sent()
	if n := len(r.journalOf()); n != 5 {
		t.Errorf("%d reports, want five", n)
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 0 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
	if log := r.log.String(); strings.Contains(log, "CROSSSLOT") || strings.Contains(log, "same slot") {
		t.Errorf("something lies in several slots:\n%s", log)
	}
}

func TestRetryAfterIsTheLaw(t *testing.T) {
	t.Parallel()
	r := start(t, setting{limits: true})
	p, other := r.phone("周明"), r.phone("李芳")
	r.sees(p, "请选择")
	r.sees(other, "请选择")
	f := r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 1, Status: http.StatusTooManyRequests, RetryAfter: 3})
	r.queue("late", store.Message{ID: "a", Chat: p.ID(), Text: "晚一点"}, store.Message{ID: "b", Chat: other.ID(), Text: "照常"})
	r.sees(other, "照常")
	if _, early := r.find(p.Messages(), []string{"晚一点"}); early {
		t.Error("the other chat waited too, or this one did not")
	}
	r.sees(p, "晚一点")
	if f.Hits() != 1 || r.telegram.Refusals().Early != 0 {
		t.Errorf("met %d times, %+v", f.Hits(), r.telegram.Refusals())
	}
}

func TestARefusedChatDoesNotHoldUpOthers(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, other := r.phone("周明"), r.phone("李芳")
	r.sees(p, "请选择")
	r.telegram.Fail(sandbox.Fault{Chat: p.ID(), Status: http.StatusForbidden, Description: "Forbidden: user is deactivated"})
	r.queue("both", store.Message{ID: "a", Chat: p.ID(), Text: "收不到"}, store.Message{ID: "b", Chat: other.ID(), Text: "收得到"})
	r.sees(other, "收得到")
	r.sent()
	if lost, err := r.store.AllUnreachable(r.ctx); err != nil || len(lost) != 1 {
		t.Errorf("marked are %v (%v)", lost, err)
	}
}

// A message that was delivered although no answer came is sent once more, and
// not for ever. One that somebody waits for is tried more often: it may never
// have left.
func TestNoAnswerAfterDelivery(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.sent()
	r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 1, Cut: true, AfterDelivery: true})
	r.queue("twice", store.Message{ID: "a", Chat: p.ID(), Text: "回执 A"}, store.Message{ID: "b", Chat: p.ID(), Text: "回执 B"})
	r.sees(p, "回执 B")
	r.sent()
	if all := said(p.Messages()); strings.Join(all[len(all)-3:], "|") != "回执 A|回执 A|回执 B" {
		t.Errorf("the chat says %q", all)
	}
	r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 2, Cut: true, AfterDelivery: true})
	r.queue("often", store.Message{ID: "c", Chat: p.ID(), Class: store.ClassDigest, Text: "回执 C"}, store.Message{ID: "d", Chat: p.ID(), Class: store.ClassDigest, Text: "回执 D"})
	r.sees(p, "回执 D")
	r.sent()
	if n := len(slices.DeleteFunc(said(p.Messages()), func(s string) bool { return s != "回执 C" })); n != 2 {
		t.Errorf("sent %d times, want 2", n)
	}
	if all, err := r.store.Outcomes(r.ctx); err != nil || all[store.Perhaps] != 1 || all[store.Refused] != 0 {
		t.Errorf("outcomes %v (%v), want one that perhaps arrived", all, err)
	}
	r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 2, Cut: true})
	r.queue("never left", store.Message{ID: "e", Chat: p.ID(), Text: "回执 E"})
	r.sees(p, "回执 E")
}

// A card or a receipt has a key: it is sent until an answer comes, a few times.
// Later ones change the last that is known.
func TestNoAnswerToACard(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.sent()
	card := func(once string, text string) {
		r.queue(once, store.Message{ID: once, Chat: p.ID(), Class: store.ClassDigest, Key: "receipt", Text: text})
		r.sent()
	}
	r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 3, Cut: true})
	card("one", "回执 A")
	r.sees(p, "回执 A")
	card("two", "回执 A2")
	if n := len(slices.DeleteFunc(said(p.Messages()), func(s string) bool { return !strings.HasPrefix(s, "回执") })); n != 1 {
		t.Errorf("%d receipts: %q", n, said(p.Messages()))
	}
	r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 9, Cut: true, AfterDelivery: true})
	r.queue("three", store.Message{ID: "three", Chat: p.ID(), Class: store.ClassDigest, Key: "other", Text: "回执 B"})
	r.sent()
	if n := count(p.Messages(), "回执 B"); n != 5 {
		t.Errorf("sent %d times, want 5", n)
	}
	if all, err := r.store.Outcomes(r.ctx); err != nil || all[store.Perhaps] != 1 {
		t.Errorf("outcomes %v (%v), want one that perhaps arrived", all, err)
	}
}

func TestWhatTelegramCannotReadGoesOutPlain(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.queue("odd",
		store.Message{ID: "a", Chat: p.ID(), Text: "<b>甲 < 乙 &amp; 丙"},
		store.Message{ID: "b", Chat: p.ID(), Text: "<b>长</b>" + strings.Repeat("长😀", 2000)},
		store.Message{ID: "c", Chat: p.ID(), Text: "按钮", Buttons: [][]store.Button{{{Label: "坏", Data: strings.Repeat("x", 65)}}}},
		store.Message{ID: "d", Chat: p.ID(), Photo: "no-such-file"},
		store.Message{ID: "e", Chat: p.ID(), Key: "k", Text: "卡片"},
		store.Message{ID: "f", Chat: p.ID(), Text: "隔开"},
		store.Message{ID: "g", Chat: p.ID(), Key: "k", Text: "<i>卡片 < 二"})
	r.sees(p, "隔开")
	r.sent()
	all := said(p.Messages())
	all = all[len(all)-5:]
	if all[0] != "甲 < 乙 & 丙" || all[2] != "按钮" || all[3] != "卡片 < 二" || all[4] != "隔开" {
		t.Errorf("the chat says %q", all)
	}
	if !strings.HasPrefix(all[1], "长长😀") || !strings.HasSuffix(all[1], "…") {
		t.Errorf("the long one ends %q", all[1][len(all[1])-20:])
	}
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 1 {
		t.Errorf("%d put aside (%v), want the photo that is none", dead, err)
	}
}

func TestACardThatWasDeletedIsSentAnew(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.say(p, "投票 212")
	first := r.sees(p, "212", "[✅ 确认上报]")
	r.telegram.Fail(sandbox.Fault{Method: "editMessageText", Times: 1, Status: http.StatusBadRequest, Description: "Bad Request: message to edit not found"})
	r.say(p, "213")
	if second := r.sees(p, "213", "[✅ 确认上报]"); second.ID == first.ID {
		t.Error("it was not sent anew")
	}
}

func TestAnUndecodableUpdateIsPutAside(t *testing.T) {
	t.Parallel()
	r := start(t, setting{idle: true})
	p := r.phone("周明")
	for _, raw := range []string{`{"message": {"message_id": "seven"}}`, `{"message": 7}`, `{"my_chat_member": {"new_chat_member": {"status": "unheard_of"}}}`} {
		if _, err := r.telegram.Inject(raw); err != nil {
			t.Fatal(err)
		}
	}
	for _, raw := range []string{`{}`, `{"message": {}}`, `{"callback_query": {}}`, `{"my_chat_member": {}}`, `{"poll": {"id": "1"}}`} { // odd, but no reason to fail
		if _, err := r.telegram.Inject(raw); err != nil {
			t.Fatal(err)
		}
	}
	r.say(p, "投票 212")
	r.run(r.bot.Poll)
	r.sees(p, "212", "[✅ 确认上报]")
	r.taken()
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead < 2 {
		t.Errorf("%d put aside (%v)", dead, err)
	}
}

// The office hears of an update that was put aside, once, and the person gets
// the number.
func TestTheOfficeHearsOfWhatWasPutAside(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	office, p, other := r.phone("选举办"), r.phone("周明"), r.phone("李芳")
	r.sees(p, "请选择")
	r.sent()
	if err := r.redis.HSet(r.ctx, "hj:{qinghe}:progress", "E1", "x").Err(); err != nil { // a reader mends that
		t.Fatal(err)
	}
	if err := r.redis.Set(r.ctx, "hj:{qinghe}:receipt", "not a hash", 0).Err(); err != nil {
		t.Fatal(err)
	}
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.say(other, "/whoami")
	r.sees(other, "保存的内容")
	r.sees(p, "出了点问题")
	r.sees(office, "🛠 有一条消息处理不了")
	if dead, err := store.Dead(r.ctx, r.redis); err != nil || dead != 1 {
		t.Errorf("%d put aside (%v), want one", dead, err)
	}
}

// The journal does not end where its head says: nothing is reported, the officer
// and the office are told, and what was filled in is there when it is mended.
func TestNothingIsReportedWhileTheJournalIsApart(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p, office := r.phone("周明"), r.telegram.Phone(sandbox.Person{ID: r.store.Town().Office[0], FirstName: "选举办"})
	r.say(office, "/start")
	head := "hj:{" + string(r.store.Town().ID) + "}:head"
	if err := r.redis.HSet(r.ctx, head, "n", 7).Err(); err != nil {
		t.Fatal(err)
	}
	r.say(p, "投票 212")
	r.sees(p, "212", "[✅ 确认上报]")
	r.tap(p, "✅ 确认上报")
	r.sees(p, "没有记下", "选举办已收到通知")
	r.sees(office, "谁的上报都记不下来")
	r.logged("NOTHING IS REPORTED")
	if n := r.redis.XLen(r.ctx, strings.Replace(head, "head", "journal", 1)).Val(); n != 0 {
		t.Errorf("the journal has %d entries", n)
	}
	if _, _, err := r.store.MoveHead(r.ctx); err != nil {
		t.Fatal(err)
	}
	r.tap(p, "✅ 确认上报")
	r.sees(p, "✅ 已上报")
	if all := r.journalOf(); len(all) != 1 {
		t.Errorf("the journal has %+v", all)
	}
}
