package flow

import (
	"slices"
	"strconv"

	"huanjie/internal/election"
)

// tap takes a pressed button. What is not current has no effect and is
// answered with what is.
func (c *chat) tap(t Tap) {
	if i := slices.IndexFunc(c.out.State.Closed, func(d Closed) bool { return d.ID == t.Draft }); i >= 0 {
		c.late(c.out.State.Closed[i])
		return
	}
	d := c.out.State.raise(t.Draft)
	if d == nil {
		c.out.Answer = c.say(election.Say("这个按钮已失效，请从菜单重新开始。", "This button is no longer in use. Please start from the menu."))
		c.out.Ignored = true
		return
	}
	if d.Revision != t.Revision {
		c.out.Answer = c.say(election.Say("已有更新，请看最新内容。", "That has changed; here is the latest."))
		c.show(d, election.Phrase{}, false)
		return
	}
	c.press(c.forms.find(d.Form), d, t)
}

// late answers a tap on a card that is finished.
func (c *chat) late(d Closed) {
	c.out.Answer = c.say(election.Say("这次填报已取消。", "This was cancelled."))
	if d.Submitted {
		c.out.Answer = c.say(election.Say("已上报过，回执 %s，不会重复。", "Already reported, receipt %s; it is not counted twice.").With(d.ID))
	}
}

func (c *chat) press(f form, d *Draft, t Tap) {
	switch t.Verb {
	case Choose:
		c.choose(f, d, t.Arg)
	case Change:
		c.change(f, d, t.Arg)
	case Page:
		n, err := strconv.Atoi(t.Arg)
		if err != nil || n < 0 {
			n = 0
		}
		c.touch(d)
		d.Page = n
		c.show(d, election.Phrase{}, false)
	case Resume:
		c.touch(d)
		d.Mode = Filling
		c.show(d, election.Phrase{}, true)
	default:
		c.steer(f, d, t.Verb)
	}
}

// steer does what buttons and words have in common.
func (c *chat) steer(f form, d *Draft, v Verb) {
	c.touch(d)
	switch v {
	case Back:
		c.back(d)
	case Edit:
		d.Mode, d.Page = Editing, 0
		c.show(d, election.Phrase{}, false)
	case Stay:
		d.Mode = Filling
		c.show(d, election.Phrase{}, false)
	case Cancel:
		if len(d.Answers) > 0 && d.Mode != Leaving {
			d.Mode = Leaving
			c.show(d, election.Phrase{}, false)
			return
		}
		c.giveUp(d)
	case GiveUp:
		c.giveUp(d)
	case Confirm:
		c.confirm(f, d)
	default:
		c.show(d, election.Phrase{}, false)
	}
}

// choose takes an option by the key of its value; before the unit is known the
// options are units.
func (c *chat) choose(f form, d *Draft, k string) {
	c.touch(d)
	if d.Unit == "" && !f.head().OfTown {
		for _, u := range c.units() {
			if key(string(u.ID)) == k {
				c.takeUnit(f, d, u.ID, "")
				return
			}
		}
		c.show(d, election.Phrase{}, false)
		return
	}
	sub, ok := c.subject(d)
	if !ok {
		return
	}
	if asked := f.replay(sub, *d).ask; asked != nil {
		for _, o := range asked.options {
			if key(o.Value) == k {
				d.set(asked.id, o.Value)
				d.Asking, d.Page = "", 0
			}
		}
	}
	c.show(d, election.Phrase{}, false)
}

// change asks one step anew; its answer stands until there is another.
func (c *chat) change(f form, d *Draft, k string) {
	c.touch(d)
	sub, ok := c.subject(d)
	if !ok {
		return
	}
	for _, r := range f.replay(sub, *d).rows {
		if key(string(r.id)) == k {
			d.Asking, d.Mode, d.Page = r.id, Filling, 0
		}
	}
	c.show(d, election.Phrase{}, false)
}

// back leaves a list or a question asked anew, or else forgets the last
// answer, at last the choice of the unit.
func (c *chat) back(d *Draft) {
	switch {
	case d.Mode != Filling:
		d.Mode = Filling
	case d.Asking != "":
		d.Asking = ""
	case len(d.Answers) > 0:
		d.Answers = d.Answers[:len(d.Answers)-1]
	case d.Unit != "" && len(c.units()) > 1:
		d.Unit, c.out.State.Unit = "", ""
	}
	d.Page = 0
	c.show(d, election.Phrase{}, false)
}

func (c *chat) giveUp(d *Draft) {
	v := c.card(d)
	v.Closed = true
	v.Notice = c.say(election.Say("已取消，什么都没有上报。", "Cancelled; nothing was reported."))
	c.out.View = &v
	c.out.Answer = c.say(election.Say("已取消", "Cancelled"))
	c.out.State.close(false)
}

// confirm makes the report of a whole draft; what is not whole is shown again
// with what is missing.
func (c *chat) confirm(f form, d *Draft) {
	sub, ok := c.subject(d)
	if !ok {
		return
	}
	if d.Unit == "" && !f.head().OfTown {
		c.show(d, election.Say("请先选择单位。", "Please choose first."), false)
		return
	}
	sh := f.replay(sub, *d)
	if !sh.whole() || d.Mode != Filling {
		d.Mode = Filling
		c.show(d, election.Say("还没有填完。", "Something is still missing."), false)
		return
	}
	c.submit(f, d, sub, sh)
}

func (c *chat) submit(f form, d *Draft, sub Subject, sh sheet) {
	v := c.card(d)
	c.fillCard(&v, f, *d, sub, sh)
	v.Question, v.Keyboard, v.Closed = "", nil, true
	at := c.scene.Now.In(c.scene.Town.Location).Format("15:04")
	if sh.announce != nil {
		a := *sh.announce
		a.ID, a.By, a.At = election.AnnouncementID(d.ID), c.scene.Person.ID, c.scene.Now
		c.out.Announcement = &a
		v.Receipt = c.say(election.Say("已发布 · 编号 %s · %s", "Announced · No. %s · %s").With(d.ID, at))
	} else {
		c.out.Report = &election.Report{ID: election.ReportID(d.ID), Unit: d.Unit, By: c.scene.Person.ID, At: c.scene.Now,
			Replaces: sub.Progress.Latest[election.Matter(sh.body)], Body: sh.body, Files: d.Files}
		v.Receipt = c.say(election.Say("已上报 · 回执 %s · %s", "Reported · receipt %s · %s").With(d.ID, at))
	}
	c.out.View = &v
	c.out.Answer = c.say(election.Say("已上报", "Reported"))
	c.out.State.close(true)
}
