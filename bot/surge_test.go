package bot_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// everybody gives each officer of a wide town a telephone.
func (r *rig) everybody(n int) []*sandbox.Phone {
	phones := make([]*sandbox.Phone, n)
	for i := range n {
		phones[i] = r.phone(officer(i))
	}
	return phones
}

func TestFiveAnswersAtOnceByFiftyPeople(t *testing.T) {
	t.Parallel()
	const people = 50
	r := start(t, setting{town: countyTown(t, people), idle: true})
	phones := r.everybody(people)
	var all sync.WaitGroup
	for i, p := range phones {
		all.Go(func() {
			for _, text := range []string{"计票", strconv.Itoa(900 + i), strconv.Itoa(800 + i), strconv.Itoa(790 + i), "10"} {
				if _, err := p.Say(text); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	r.run(r.bot.Poll)
	for i, p := range phones {
		r.sees(p, fmt.Sprintf("发出选票：%d", 900+i), fmt.Sprintf("收回选票：%d", 800+i), fmt.Sprintf("有效票：%d", 790+i), "无效票：10")
	}
}

func TestConfirmPressedTwiceAtOnceIsOneReport(t *testing.T) {
	t.Parallel()
	const people = 20
	r := start(t, setting{town: countyTown(t, people), redisURL: redistest.Start(t)})
	phones := r.everybody(people)
	for i, p := range phones {
		r.say(p, fmt.Sprintf("投票 %d", 500+i))
	}
	var all sync.WaitGroup
	for _, p := range phones {
		m := r.sees(p, "[✅ 确认上报]")
		for range 2 {
			all.Go(func() {
				if err := p.TapOn(m.ID, "✅ 确认上报"); err != nil {
					t.Error(err)
				}
			})
		}
		all.Go(func() { r.telegram.Repeat() }) // and Telegram delivers some tap again under a new number
	}
	all.Wait()
	r.taken()
	for _, p := range phones {
		r.sees(p, "✅ 已上报")
	}
	if n := len(r.journalOf()); n != people {
		t.Errorf("%d reports of %d people", n, people)
	}
}

// The sender stays below every limit of a strict Telegram, and each chat gets
// everything in its order.
func TestTheSenderKeepsItsPace(t *testing.T) {
	t.Parallel()
	const people, each = 60, 4
	r := start(t, setting{limits: true, town: countyTown(t, people), idle: true})
	office := r.phone("选举办")
	r.run(r.bot.Poll)
	g := r.groupOf(office)
	phones := r.everybody(people)
	r.sent()
	began := time.Now()
	var messages []store.Message
	for n := range each {
		for _, p := range phones {
			messages = append(messages, store.Message{ID: fmt.Sprintf("%d@%d", n, p.ID()), Chat: p.ID(), Key: fmt.Sprint(n), Text: fmt.Sprintf("第 %d 条", n)})
		}
		messages = append(messages, store.Message{ID: fmt.Sprintf("%d@%d", n, g.ID()), Chat: g.ID(), Text: fmt.Sprintf("第 %d 条", n)})
	}
	r.queue("surge", messages...)
	for _, p := range phones {
		r.sees(p, fmt.Sprintf("第 %d 条", each-1))
	}
	took := time.Since(began)
	r.groupSees(g, fmt.Sprintf("第 %d 条", each-1))
	for _, p := range phones {
		if all := said(p.Messages()); !slices.IsSorted(all[len(all)-each:]) {
			t.Fatalf("out of order: %q", all)
		}
	}
	if got := r.telegram.Refusals(); got.Limits+got.Early != 0 {
		t.Errorf("the sender was too fast: %+v", got)
	}
	t.Logf("%d messages to %d chats in %v: %.1f a second", people*each, people, took.Round(time.Millisecond), float64(people*each)/took.Seconds())
}

// While more wait for an answer than Telegram lets be answered, the plain answers of a chat go out together,
// in their order.
func TestAnswersAreFoldedInASurge(t *testing.T) {
	t.Parallel()
	const people, each = 40, 4
	r := start(t, setting{limits: true, town: countyTown(t, people), idle: true})
	r.run(r.bot.Poll)
	phones := r.everybody(people)
	r.sent()
	var messages []store.Message
	for _, p := range phones {
		for n := range each {
			messages = append(messages, store.Message{ID: fmt.Sprintf("%d@%d", n, p.ID()), Chat: p.ID(), Text: fmt.Sprintf("第 %d 条", n)})
		}
	}
	before := len(r.telegram.Requests("sendMessage"))
	r.queue("surge", messages...)
	for _, p := range phones {
		r.sees(p, fmt.Sprintf("第 %d 条", each-1))
	}
	r.sent()
	for _, p := range phones {
		if all := strings.Join(said(p.Messages()), "\n\n"); !strings.HasSuffix(all, "第 0 条\n\n第 1 条\n\n第 2 条\n\n第 3 条") {
			t.Fatalf("not all, or out of order: %q", all)
		}
	}
	requests := len(r.telegram.Requests("sendMessage")) - before
	if requests > people*each/2 {
		t.Errorf("%d messages for %d answers", requests, people*each)
	}
	t.Logf("%d messages for %d answers", requests, people*each)
}

// A slow way to one chat keeps no other chat waiting, and no other replica
// takes the chat over meanwhile.
func TestASlowTelegram(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	for range 4 {
		replica := start(t, setting{telegram: r.telegram, redisURL: r.redisURL, idle: true})
		replica.run(func(ctx context.Context) error { <-ctx.Done(); return nil })
	}
	p, other := r.phone("周明"), r.phone("李芳")
	r.sees(p, "请选择")
	r.sees(other, "请选择")
	r.sent()
	slow := r.telegram.Fail(sandbox.Fault{Method: "sendMessage", Chat: p.ID(), Times: 1, Delay: 5 * time.Second})
	r.queue("slow", store.Message{ID: "a", Chat: p.ID(), Text: "慢的"}, store.Message{ID: "b", Chat: other.ID(), Text: "快的"})
	r.sees(other, "快的")
	if _, early := r.find(p.Messages(), []string{"慢的"}); early {
		t.Error("the delay did not work")
	}
	r.sees(p, "慢的")
	r.sent()
	if n := len(slices.DeleteFunc(said(p.Messages()), func(s string) bool { return s != "慢的" })); n != 1 || slow.Hits() != 1 {
		t.Errorf("sent %d times: the lease was lost", n)
	}
}

// What a killed sender had taken is free again soon.
func TestTheMessagesOfAKilledSenderAreSent(t *testing.T) {
	t.Parallel()
	r := start(t, setting{})
	p := r.phone("周明")
	r.sees(p, "请选择")
	r.sent()
	r.stop()
	r.queue("killed", store.Message{ID: "a", Chat: p.ID(), Text: "还在"})
	if taken, _, err := r.store.Take(r.ctx, store.ClassReply, time.Now(), 2*time.Second, 10); err != nil || len(taken) != 1 { // as a sender does before it is killed
		t.Fatalf("took %v (%v)", taken, err)
	}
	began := time.Now()
	r.run(r.bot.Poll)
	r.sees(p, "还在")
	t.Logf("after %v", time.Since(began).Round(time.Millisecond))
}

func TestStoppingDuringABatchLosesNothing(t *testing.T) {
	t.Parallel()
	const people = 60
	town := countyTown(t, people)
	r := start(t, setting{town: town, idle: true, redisURL: redistest.Start(t)})
	phones := r.everybody(people)
	for i, p := range phones {
		r.say(p, fmt.Sprintf("投票 %d", 500+i))
	}
	for range 4 { // stopped again and again while the batch is being worked
		ctx, cancel := context.WithCancel(context.Background())
		r.run(func(context.Context) error { return r.bot.Poll(ctx) })
		started := len(r.telegram.Requests("getUpdates"))
		if err := r.telegram.Wait(r.ctx, func() bool { return len(r.telegram.Requests("getUpdates")) > started || r.telegram.Pending() == 0 }); err != nil {
			t.Fatal(err)
		}
		cancel()
		r.stop()
	}
	r.run(r.bot.Poll)
	for i, p := range phones {
		r.sees(p, strconv.Itoa(500+i), "[✅ 确认上报]")
		r.tap(p, "✅ 确认上报")
	}
	for _, p := range phones {
		r.sees(p, "✅ 已上报")
	}
	if n := len(r.journalOf()); n != people {
		t.Errorf("%d reports of %d people", n, people)
	}
	if f, err := r.store.Figures(r.ctx, town.Elections[0].ID, election.WholeTown); err != nil || f[0][election.Voted] != people*500+people*(people-1)/2 {
		t.Errorf("voted %d (%v)", f[0][election.Voted], err)
	}
}

// Every chat's answers come in the order of its questions, also when all ask at
// once.
func TestOrderInEveryChat(t *testing.T) {
	t.Parallel()
	const people, each = 30, 6
	r := start(t, setting{town: countyTown(t, people)})
	phones := r.everybody(people)
	var all sync.WaitGroup
	for _, p := range phones {
		all.Go(func() {
			for n := range each {
				if _, err := p.Say(fmt.Sprintf("/status 没有的村%d", n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	number := regexp.MustCompile(`没有的村(\d)`)
	for _, p := range phones {
		r.sees(p, fmt.Sprintf("没有的村%d", each-1))
		found := number.FindAllStringSubmatch(strings.Join(said(p.Messages()), "\n"), -1)
		if len(found) != each || !slices.IsSortedFunc(found, func(a, b []string) int { return strings.Compare(a[1], b[1]) }) {
			t.Fatalf("out of order: %v", found)
		}
	}
}
