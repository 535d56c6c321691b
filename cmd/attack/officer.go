package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"
)

// officer is somebody at work, who reads what stands in their chat and goes by
// nothing else.
type officer struct {
	s     *site
	user  int64
	name  string
	unit  string
	dice  *rand.Rand
	since int             // the message that began what is under way
	asked int             // numbers the questions, whose answers must come in order
	voted int             // as reported last
	sure  bool            // that voted was reported: a receipt came
	known map[string]bool // receipts that were seen
	vain  []string        // what they waited for, and it did not come
	last  string          // what they typed or pressed last
	acted []time.Time     // when they did, lately
}

func newOfficer(s *site, i int) *officer {
	return &officer{s: s, user: firstUser + int64(i), name: fmt.Sprintf("联络员%02d", i), unit: fmt.Sprintf("V%d", i),
		dice: rand.New(rand.NewPCG(s.seed, uint64(i))), known: map[string]bool{}}
}

var link = regexp.MustCompile(`start=([\w.-]+)`)

// register opens the link that the office got for the officer.
func (o *officer) register(office *officer) bool {
	payload := ""
	found := o.s.telegram.await(o.s.late(), func() bool {
		for _, m := range o.s.telegram.chat(office.user).messages {
			if l := link.FindStringSubmatch(m.text); m.bot && l != nil && strings.Contains(m.text, o.name) {
				payload = l[1]
			}
		}
		return payload != ""
	})
	if !found {
		return false
	}
	o.say("/start " + payload)
	return o.sees("[🗳 投票")
}

// work reports and asks until the attack is over.
func (o *officer) work() {
	for {
		select {
		case <-o.s.over:
			return
		default:
		}
		switch o.dice.IntN(4) {
		case 0:
			o.progress()
		case 1:
			o.ask()
		case 2:
			o.say("/turnout")
			if o.sees("到现在有多少人参加了投票") {
				o.turnout(fmt.Sprint(o.voted+1), o.since)
			}
		default:
			o.turnout(fmt.Sprintf("投票 %d", o.voted+1), 0)
		}
	}
}

// turnout reports one voter more than before. Each figure is reported once, so
// that one which is counted twice is seen.
func (o *officer) turnout(text string, begun int) {
	o.say(text)
	if begun != 0 {
		o.since = begun
	}
	shows := fmt.Sprintf("已投票：%d", o.voted+1)
	if o.voted+1 >= 1000 {
		shows = "已投票"
	}
	if !o.sees(shows, "[✅ 确认上报]") {
		o.voted++ // it may have been reported: the next figure is another
		o.sure = false
		return
	}
	o.voted++
	o.sure = o.confirm()
}

// progress reports a stage by tapping alone.
func (o *officer) progress() {
	o.say("/progress")
	if !o.sees("哪个阶段？") {
		return
	}
	card := o.newest("哪个阶段？")
	o.press(card, card.buttons[o.dice.IntN(4)].Text)
	if !o.sees("现在是什么情况？") {
		return
	}
	o.press(o.newest("现在是什么情况？"), "已完成")
	if o.sees("[✅ 确认上报]") {
		o.confirm()
	}
}

// ask sends a few questions at once, whose answers must come in order.
func (o *officer) ask() {
	for range 3 {
		o.asked++
		o.say(fmt.Sprintf("/status 无此村%d", o.asked))
	}
	o.sees(fmt.Sprintf("无此村%d”", o.asked))
}

var receipt = regexp.MustCompile(`已上报 · 回执 (\w+)`)

// confirm confirms the card, now and then twice, and waits for a new receipt.
func (o *officer) confirm() bool {
	card := o.newest("[✅ 确认上报]")
	for range 1 + o.dice.IntN(3)/2 {
		o.press(card, "✅ 确认上报")
	}
	return o.wait("a receipt", func() bool {
		for _, d := range o.s.telegram.chat(o.user).delivered {
			if r := receipt.FindStringSubmatch(d.text); r != nil && !o.known[r[1]] {
				o.known[r[1]] = true
				return true
			}
		}
		return false
	})
}

// mostAMinute is how often an officer types or presses. Bots do not listen to
// somebody who does so more than sixty times; a clock that is moved may have a
// minute twice.
const mostAMinute = 28

// act counts what the officer does, and keeps them from doing too much.
func (o *officer) act() {
	o.acted = append(o.acted, time.Now())
	if n := len(o.acted); n > mostAMinute {
		pause(time.Until(o.acted[n-1-mostAMinute].Add(time.Minute)))
		o.acted = o.acted[n-mostAMinute:]
	}
	o.s.updates.Add(1)
}

// say types something that begins anew: the answer stands below it.
func (o *officer) say(text string) {
	o.act()
	o.last = text
	o.since = o.s.telegram.say(o.user, o.name, text)
}

// press presses a button by its label.
func (o *officer) press(m message, label string) {
	i := slices.IndexFunc(m.buttons, func(b button) bool { return b.Text == label })
	if i < 0 {
		i = slices.IndexFunc(m.buttons, func(b button) bool { return strings.Contains(b.Text, label) })
	}
	if i < 0 { // the card has changed meanwhile
		return
	}
	o.act()
	o.last = label
	o.s.telegram.press(o.user, o.name, m, m.buttons[i].Data)
}

// sees waits until a message of the bot has all these words or buttons.
func (o *officer) sees(words ...string) bool {
	return o.wait(strings.Join(words, " "), func() bool { _, ok := o.find(words...); return ok })
}

// newest is the newest message of the bot with all these words.
func (o *officer) newest(words ...string) message {
	o.s.telegram.mu.Lock()
	defer o.s.telegram.mu.Unlock()
	m, _ := o.find(words...)
	return m
}

// find finds it; telegram's mu is held.
func (o *officer) find(words ...string) (message, bool) {
	for _, m := range slices.Backward(o.s.telegram.chat(o.user).messages) {
		if m.id <= o.since {
			break
		}
		shown := m.text
		for _, b := range m.buttons {
			shown += "\n[" + b.Text + "]"
		}
		lacks := func(w string) bool { return !strings.Contains(shown, w) }
		if m.bot && !m.gone && !slices.ContainsFunc(words, lacks) {
			return *m, true
		}
	}
	return message{}, false
}

// wait waits as long as officers have patience.
func (o *officer) wait(what string, holds func() bool) bool {
	if o.s.telegram.await(o.s.late(), holds) {
		return true
	}
	o.vain = append(o.vain, fmt.Sprintf("%s %s: after %q nothing came that is %s", time.Now().Format("15:04:05"), o.unit, o.last, what))
	return false
}
