package bot_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

var manyPeople = flag.Int("many.people", 30, "how many officers report at once")

// Every officer sends the answers to a form at once, and presses Confirm twice at
// once: each form comes out right, and each is one report.
func TestFiveAnswersAtOnceAndConfirmTwice(t *testing.T) {
	t.Parallel()
	n := *manyPeople
	r := start(t, setting{town: countyTown(t, n), idle: true, redisURL: redistest.Start(t)})
	ctx, cancel := context.WithTimeout(context.Background(), patience+time.Duration(n)*200*time.Millisecond)
	t.Cleanup(cancel)
	r.ctx = ctx
	phones := r.everybody(n)
	began := time.Now()
	atOnce(phones, func(i int, p *sandbox.Phone) {
		for _, text := range []string{"投票", strconv.Itoa(100 + i%300), "返回", strconv.Itoa(300 + i%300), fmt.Sprintf("已投 %d", 500+i%300)} {
			if _, err := p.Say(text); err != nil {
				t.Error(err)
			}
		}
	})
	r.run(r.bot.Poll)
	for i, p := range phones {
		r.sees(p, fmt.Sprintf("已投票：%d", 500+i%300), "[✅ 确认上报]")
	}
	atOnce(phones, func(_ int, p *sandbox.Phone) {
		m, _ := r.find(p.Messages(), []string{"[✅ 确认上报]"})
		var twice sync.WaitGroup
		for range 2 {
			twice.Go(func() {
				if err := p.TapOn(m.ID, "✅ 确认上报"); err != nil {
					t.Error(err)
				}
			})
		}
		twice.Wait()
	})
	for _, p := range phones {
		r.sees(p, "✅ 已上报")
	}
	r.taken()
	took := time.Since(began)
	reports := len(r.journalOf())
	t.Logf("%d officers, %d answers at once: every form right; %d taps on Confirm: %d reports (%v)", n, 5*n, 2*n, reports, took.Round(time.Millisecond))
	if reports != n {
		t.Error("something was lost or counted twice")
	}
}

// atOnce does something with every telephone, side by side, in no order.
func atOnce(phones []*sandbox.Phone, do func(i int, p *sandbox.Phone)) {
	var all sync.WaitGroup
	for _, i := range rand.Perm(len(phones)) {
		all.Go(func() { do(i, phones[i]) })
	}
	all.Wait()
}
