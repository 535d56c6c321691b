package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"huanjie/internal/sandbox"
	"huanjie/internal/store"
)

// surge has so many people send a line at once, with a village each, and tap on its card as soon as it
// comes. It prints when the last had its first answer.
func (b bench) surge(ctx context.Context, out io.Writer, n int) error {
	b.officers, b.villages, b.rounds = n, n, 1
	s, err := b.open(ctx, false, sandbox.Limits{}, time.Now)
	defer s.close()
	if err != nil {
		return err
	}
	if _, err := s.firstReply(ctx); err != nil {
		return err
	}
	phones, err := s.phones(ctx, n)
	if err != nil {
		return err
	}
	began := time.Now()
	for i, p := range phones {
		if _, err := p.Say(fmt.Sprintf("%s村 投票 %d", villageName(i), 100+i%800)); err != nil {
			return err
		}
	}
	first, confirmed, told, err := s.tapAll(ctx, phones, began)
	if err != nil {
		return err
	}
	if err := s.holds(ctx, n); err != nil {
		return err
	}
	least, refused := float64(n)/benchFree, s.telegram.Refusals()
	fmt.Fprintf(out, "\n%d one-liners at once, tapped on as soon as their card comes: the last has its first answer after %.1f s, %.3f of %.1f s at 30 a second; all are confirmed after %.1f s, %.2f of %.1f s; %d were told that others wait; refused %d\n",
		n, first.Seconds(), first.Seconds()/least, least, confirmed.Seconds(), confirmed.Seconds()/2/least, 2*least, told, refused.Limits+refused.Early)
	return nil
}

// benchFree is how many messages a second Telegram lets through of a bot that does not pay.
const benchFree = 30

// tapAll waits for everybody's card and taps on it. It returns when the last card came, when the last
// was confirmed, and how many were told that others wait.
func (s *stand) tapAll(ctx context.Context, phones []*sandbox.Phone, began time.Time) (first, confirmed time.Duration, told int, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, p := range phones {
		all.Go(func() {
			lost := sees(ctx, p, true, "已投票")
			came, waits := time.Since(began), strings.Contains(p.Last().Text, "现在很忙")
			if lost == nil {
				lost = p.Tap(benchConfirm)
			}
			if lost == nil {
				lost = sees(ctx, p, false, "已上报")
			}
			mu.Lock()
			defer mu.Unlock()
			err = firstOf(err, lost)
			if first, confirmed = max(first, came), max(confirmed, time.Since(began)); waits {
				told++
			}
		})
	}
	all.Wait()
	return first, confirmed, told, err
}

// broadcast sends a message to so many people, and prints how fast it went. A bot that pays sends more
// than 30 a second.
func (b bench) broadcast(ctx context.Context, out io.Writer, n int) error {
	perSecond, limits := benchFree, sandbox.Limits{}
	if b.paid > 0 {
		perSecond, limits = b.paid, sandbox.Limits{PerSecond: b.paid}
	}
	s, err := b.open(ctx, false, limits, time.Now)
	defer s.close()
	if err != nil {
		return err
	}
	if _, err := s.firstReply(ctx); err != nil {
		return err
	}
	s.telegram.Fail(sandbox.Fault{Method: "sendMessage", Delay: b.latency})
	c := store.Commit{}
	var phones []*sandbox.Phone
	for i := range n {
		p := s.telegram.Phone(sandbox.Person{FirstName: fmt.Sprint("收件人", i)})
		if _, err := p.Start(""); err != nil {
			return err
		}
		phones = append(phones, p)
	}
	for _, p := range phones { // the bot has answered them
		if err := sees(ctx, p, false, ""); err != nil {
			return err
		}
		c.Messages = append(c.Messages, store.Message{ID: fmt.Sprint("bench@", p.ID()), Chat: p.ID(), Class: store.ClassDigest, Text: "全镇各村：明天上午八点开会"})
	}
	time.Sleep(2 * time.Second) // the places that the greetings took are free again: the message begins with all of them
	began := time.Now()
	if err := store.Open(s.redis, s.config.Towns[0]).Commit(ctx, c); err != nil {
		return err
	}
	for _, p := range phones {
		if err := sees(ctx, p, false, "全镇各村"); err != nil {
			return err
		}
	}
	took, most := time.Since(began).Seconds(), float64(perSecond)
	refused := s.telegram.Refusals()
	fmt.Fprintf(out, "\na message to %d people: %.1f s, %.1f a second, %.2f of a strict %d; refused %d\n", n, took, float64(n)/took, float64(n)/took/most, perSecond, refused.Limits+refused.Early)
	return nil
}
