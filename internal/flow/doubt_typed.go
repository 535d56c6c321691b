package flow

import (
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// answersDoubt takes what is typed instead of the buttons under what the card asks about:
// that it is not to be noted, or which of the offers is meant, by its post or its label. It
// reports whether that is done with.
func (c *chat) answersDoubt(d *Draft, s string) bool {
	if d == nil || d.Mode != Filling || len(d.Doubts) == 0 {
		return false
	}
	meant := Answer{}
	switch all := plainParts(d.Doubts); {
	case speech.LeavesUnnoted(steered(s)):
	case speech.Agrees(steered(s)) && len(all) > 1:
		meant = allRight
	case speech.Agrees(steered(s)) && d.Doubts[0].Why != doubtUnread && len(d.Doubts[0].Offer) == 1:
		meant = d.Doubts[0].Offer[0]
	default:
		if d.Unit == "" { // there are no doubts of what is about nothing yet
			return false
		}
		ok := false
		if meant, ok = d.Doubts[0].named(c.filledHere(c.forms.find(d.Form), d), steered(s)); !ok { // whose progress is not read: the message may be about another unit
			return false
		}
	}
	d.Below++
	c.steered = true
	c.chooseDoubt(d, d.Doubts[0].key(meant))
	c.touch(d)
	c.show(d, false)
	return true
}

// affirms takes a message that says of a figure which stands on the card that it is right: 1200对的.
// It reports whether it is one; such a figure answers nothing else.
func (c *chat) affirms(d *Draft, s string) bool {
	n, ok := speech.Affirmed(c.hear(s))
	if !ok {
		return false
	}
	fl, ok := c.beingFilled(d)
	if !ok {
		return false
	}
	r := fl.first(func(r *row) bool { return r.numeric && r.has() && r.value == strconv.Itoa(n) })
	if r == nil {
		return false
	}
	d.Below++
	c.touch(d)
	c.note(election.Say("%s是%s，没有改。", "%s is %s, as it was.").With(r.Label, r.named(r.value)))
	c.show(d, false)
	return true
}

// Affirms reports whether a message says, while nothing is open, only that a figure of what was reported last is
// right: 没错 就是640.
func (s State) Affirms(h speech.Heard) bool {
	n, ok := speech.Affirmed(h)
	if !ok || s.open() != nil || len(s.Closed) == 0 {
		return false
	}
	last := s.Closed[len(s.Closed)-1]
	return last.Submitted && last.Draft != nil && slices.ContainsFunc(last.Draft.Was, func(a Answer) bool { return a.Value == strconv.Itoa(n) })
}

// beingFilled replays the card that lies open, if its values are being asked.
func (c *chat) beingFilled(d *Draft) (fl filled, ok bool) {
	if d == nil || d.Mode != Filling || c.lacksUnit(d) {
		return filled{}, false
	}
	_, fl, ok = c.filled(d)
	return fl, ok
}

// neededMost is how many steps are named that still have to be given; the card shows the rest.
const neededMost = 6

// needed takes the question whether something on the card has to be given, and says what still does:
// 无效票不用报了吧. It reports whether it is one.
func (c *chat) needed(d *Draft, s string) bool {
	if !speech.AsksNeeded(s) {
		return false
	}
	fl, ok := c.beingFilled(d)
	if !ok {
		return false
	}
	var open []string
	for _, r := range fl.rows {
		if !r.has() {
			open = append(open, c.say(r.Label))
		}
	}
	d.Below++
	c.touch(d)
	if len(open) == 0 {
		c.note(election.Say("要填的都有了；写着“默认”的可以不填。", "All that is needed is there; what says “default” may be left."))
	} else {
		c.note(election.Say("还要填：%s。写着“默认”的可以不填。", "Still to be given: %s. What says “default” may be left.").With(strings.Join(open[:min(len(open), neededMost)], "、")))
	}
	c.show(d, false)
	return true
}

// named is the one offer of a doubt that words name: 主任, 委员 刘备.
func (d Doubt) named(fl filled, words string) (meant Answer, ok bool) {
	for _, a := range d.Offer {
		r := fl.row(a.Step)
		if r == nil {
			continue
		}
		names := []election.Phrase{r.On, r.Label, r.named(a.Value)}
		if len(r.WriteIns) > 0 {
			post, _, _ := strings.Cut(lastOf(a.Value), " ")
			names = []election.Phrase{election.Say(post, post)}
		}
		if !slices.ContainsFunc(names, func(p election.Phrase) bool {
			return words == speech.Fold(p.In(election.Chinese)) || words == speech.Fold(p.In(election.English))
		}) {
			continue
		}
		if ok {
			return Answer{}, false
		}
		meant, ok = a, true
	}
	return meant, ok
}
