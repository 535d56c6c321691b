package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"huanjie/internal/election"
)

// tap takes a pressed button. What is not current has no effect and is
// answered with what is.
func (c *chat) tap(t Tap) {
	if d := c.out.State.closed(t.Draft); d != nil {
		c.late(*d)
		return
	}
	if c.out.State.find(t.Draft) == nil {
		c.out.Answer = c.say(election.Say("这个按钮已失效，请从菜单重新开始。", "This button is no longer in use. Please start from the menu."))
		c.out.Ignored = true
		return
	}
	// Whatever is open stands at the end of the chat, so that typed words are
	// for what is seen there.
	before := c.out.State.open()
	place := before == nil || before.ID != t.Draft
	d := c.out.State.raise(t.Draft)
	if d.Revision != t.Revision && t.Verb != Resume {
		c.out.Answer = c.say(election.Say("已有更新，请看最新内容。", "That has changed; here is the latest."))
		c.show(d, place)
		return
	}
	c.press(c.forms.find(d.Form), d, t)
	if v := c.out.View; v != nil && v.Draft == d.ID && place {
		v.Move = true
	}
}

// late answers a tap on a card that is finished.
func (c *chat) late(d Closed) {
	c.out.Answer = c.say(election.Say("这次填报已取消。", "This was cancelled."))
	if d.Submitted {
		c.out.Answer = c.say(election.Say("已上报过，回执 %s，不会重复。", "Already reported, receipt %s; it is not counted twice.").With(d.ID))
	}
}

func (c *chat) press(f form, d *Draft, t Tap) {
	c.touch(d)
	switch t.Verb {
	case Choose:
		if d.Mode == Withdrawal {
			c.chooseWhy(d, t.Arg)
			return
		}
		c.choose(f, d, t.Arg)
	case Elsewhere:
		c.withdrawFor(d, t.Arg)
	case Change:
		c.change(f, d, t.Arg)
	case Page:
		n, err := strconv.Atoi(t.Arg)
		if err != nil || n < 0 {
			n = 0
		}
		d.Page = n
		c.show(d, false)
	case Resume:
		d.Mode = Filling
		c.show(d, true)
	default:
		c.steer(d, t.Verb)
	}
}

// steer does what buttons and words have in common.
func (c *chat) steer(d *Draft, v Verb) {
	c.touch(d)
	if !slices.Contains([]Verb{Confirm, Cancel, GiveUp, Stay}, v) {
		c.apart(d)
	}
	switch v {
	case Back:
		c.back(d)
	case Edit:
		c.edit(d)
	case Stay:
		c.stay(d)
	case Withdraw:
		if d.Corrects != "" {
			c.unsay(d)
		}
		c.show(d, false)
	case Cancel:
		c.cancel(d)
	case GiveUp:
		c.giveUp(d)
	case Skip:
		c.skip(d)
	case Restart:
		c.restart(d)
	case Confirm:
		c.confirm(d)
	default:
		c.show(d, false)
	}
}

// edit lists the answers, to change one.
func (c *chat) edit(d *Draft) {
	if !c.lacksUnit(d) {
		if d.Mode == Withdrawal {
			d.forgetWhy()
		}
		d.Mode, d.Asking, d.Page = Editing, "", 0
	}
	c.show(d, false)
}

// cancel gives up a draft in which nothing would be lost, and asks about any other.
func (c *chat) cancel(d *Draft) {
	if d.empty() || slices.Contains([]Mode{Leaving, Passed, Withdrawal}, d.Mode) || c.untouched(d) || c.untold(d) {
		c.giveUp(d)
		return
	}
	d.Mode = Leaving
	c.show(d, false)
}

// skip leaves what is asked for later, if that can be.
func (c *chat) skip(d *Draft) {
	if _, fl, ok := c.filled(d); ok && fl.ask != nil && d.Mode == Filling {
		later := slices.ContainsFunc(fl.ask.options, func(o Option) bool { return o.Value == later })
		if later {
			c.put(d, fl.ask, laterOption().Value)
		} else {
			c.complain(election.Say("这一项不能跳过。", "This cannot be left out."))
		}
	}
	c.show(d, false)
}

// restart forgets all answers, after one more question.
func (c *chat) restart(d *Draft) {
	switch {
	case d.empty() && d.Mode == Filling:
	case d.Mode != Restarting:
		d.Mode = Restarting
	default:
		d.Mode, d.Answers, d.Files, d.Doubts, d.Asking, d.Page = Filling, nil, nil, nil, "", 0
	}
	c.show(d, false)
}

// choose takes an option by the key of its value; before the unit is known the
// options are units.
func (c *chat) choose(f form, d *Draft, k string) {
	if c.lacksUnit(d) {
		for _, u := range c.units(f) {
			if key(string(u.ID)) == k {
				c.takeUnit(f, d, u.ID)
				return
			}
		}
		c.show(d, false)
		return
	}
	_, fl, ok := c.filled(d)
	if !ok {
		return
	}
	if len(d.Doubts) > 0 && d.Mode == Filling {
		c.chooseDoubt(d, k)
		c.show(d, false)
		return
	}
	if asked := fl.ask; asked != nil && d.Mode == Filling {
		if v, whole := strings.CutPrefix(k, likelyMark); whole {
			c.takeLikely(d, asked, v)
		}
		if asked.Zero && k == key(zeroRest) {
			c.putAll(d, fl.zeros())
		}
		for _, o := range asked.options {
			if key(o.Value) == k {
				d.dropFile(asked.value)
				c.put(d, asked, o.Value)
				d.Page = 0
				break
			}
		}
	}
	c.show(d, false)
}

// change asks one step anew; its answer stands until there is another.
func (c *chat) change(f form, d *Draft, k string) {
	if c.lacksUnit(d) {
		c.show(d, false)
		return
	}
	_, fl, ok := c.filled(d)
	if !ok {
		return
	}
	for _, r := range fl.rows {
		if key(string(r.id)) == k && (d.Mode == Editing || fl.same) {
			d.Asking, d.Mode, d.Page = r.id, Filling, 0
			break
		}
	}
	c.show(d, false)
}

// back leaves a list or a question asked anew, or else takes something back.
func (c *chat) back(d *Draft) {
	switch {
	case d.Mode == Withdrawal && d.forgetWhy():
	case d.Mode != Filling || d.Asking != "":
		d.Mode, d.Asking = Filling, ""
	case c.lacksUnit(d):
		d.Filter, d.Pending = nil, ""
	default:
		c.forget(d)
	}
	d.Page = 0
	c.show(d, false)
}

// forget takes back the last answer that can be seen, at last the choice of
// the unit.
func (c *chat) forget(d *Draft) {
	_, fl, ok := c.filled(d)
	if !ok {
		return
	}
	for i, a := range slices.Backward(d.Answers) {
		if r := fl.row(a.Step); r != nil && r.given {
			if r.kinds != nil {
				d.dropFile(a.Value)
			}
			d.Answers = slices.Delete(d.Answers, i, i+1)
			return
		}
	}
	if d.Unit != "" && d.Corrects == "" && len(c.few(c.forms.find(d.Form), 2)) > 1 {
		d.Unit, d.Answers, c.out.State.Unit = "", nil, ""
	}
}

// giveUp ends a draft without a report.
func (c *chat) giveUp(d *Draft) {
	why := election.Say("已取消，什么都没有上报。", "Cancelled; nothing was reported.")
	if d.Corrects != "" {
		why = election.Say("已取消，原来的上报不变。", "Cancelled; what was reported stands.")
	}
	c.end(d, why)
	c.out.Answer = c.say(election.Say("已取消", "Cancelled"))
}

// over closes a draft in which nothing is left to do, with what it was about.
func (c *chat) over(d *Draft, fl filled) {
	v := c.card(d)
	c.fillCard(&v, c.forms.find(d.Form), *d, fl)
	lines := slices.DeleteFunc(v.Lines, func(l Line) bool { return l.Value == "" })
	c.end(d, fl.over)
	for _, l := range lines {
		c.out.View.Lines = append(c.out.View.Lines, Line{Label: l.Label, Value: l.Value, From: l.From})
	}
}

// end closes a draft without a report and says why.
func (c *chat) end(d *Draft, why election.Phrase) {
	v := c.card(d)
	v.Closed = true
	v.Notice = c.say(why)
	c.out.View = &v
	c.out.Answer = clip(v.Notice, answerMost)
	c.out.State.close(Closed{ID: d.ID})
}

// confirm makes the report of a whole draft; what is not whole is shown again
// with what is missing.
func (c *chat) confirm(d *Draft) {
	if d.Mode == Withdrawal {
		c.withdraw(d)
		return
	}
	if len(d.With) > 0 {
		c.confirmTogether(d)
		return
	}
	if c.lacksUnit(d) {
		c.complain(election.Say("请先选择单位。", "Please choose first."))
		c.show(d, false)
		return
	}
	sub, fl, ok := c.filled(d)
	if !ok {
		return
	}
	if !fl.over.IsZero() {
		c.over(d, fl)
		return
	}
	f := c.forms.find(d.Form)
	if why := unready(sub, *d, fl); !why.IsZero() {
		d.Mode = Filling
		c.complain(why)
		c.show(d, false)
		if _, tapped := c.turn.Input.(Tap); tapped && c.out.View != nil {
			c.out.Answer = clip(c.out.View.Notice, answerMost)
			if fl.outdated(*d) {
				c.out.Answer = clip(c.out.View.Question, answerMost)
			}
		}
		return
	}
	c.submit(f, d, sub, fl)
}

// unready says why a draft cannot be confirmed as the person last saw it.
func unready(sub Subject, d Draft, fl filled) election.Phrase {
	switch {
	case fl.problem != nil && fl.ask == nil:
		return election.Say("现在还不能上报。", "This cannot be reported as it stands.")
	case fl.same && fl.ask == nil:
		return unchanged()
	case fl.outdated(d):
		return election.Say("刚才有变化，请看下面。", "Something has changed; please look below.")
	case !fl.whole():
		return election.Say("还没有填完，请先回答这一项。", "Something is missing; please answer this first.")
	case d.Mode != Filling:
		return election.Say("请核对后再确认一次。", "Please check, then confirm once more.")
	case fl.body != nil && d.Seen != sub.replaces(fl.body):
		return election.Say("刚才有人上报了同一事项。请核对后再确认一次。", "Somebody has just reported the same. Please check, then confirm once more.")
	}
	return election.Phrase{}
}

// outdated reports whether what is asked had been answered, and the answer does
// not fit any more.
func (s filled) outdated(d Draft) bool {
	if s.ask == nil || s.ask.given || s.problem != nil {
		return false
	}
	_, said := d.answer(s.ask.id)
	return said
}

func (c *chat) submit(f form, d *Draft, sub Subject, fl filled) {
	v := c.card(d)
	c.fillCard(&v, f, *d, fl)
	v.Question, v.Keyboard, v.Closed = "", nil, true
	at := c.scene.Now.In(c.scene.Town.Location).Format("15:04")
	switch {
	case fl.writes != nil:
		o := *fl.writes
		o.By, o.At = c.scene.Person.ID, c.scene.Now
		c.out.Own = &o
		c.out.Answer = c.say(f.head().Confirmed)
		v.Receipt = c.say(election.Say("%s · %s", "%s · %s").With(f.head().Confirmed, at))
	case fl.announce != nil:
		a := *fl.announce
		a.ID, a.By, a.At = election.AnnouncementID(d.ID), c.scene.Person.ID, c.scene.Now
		c.out.Announcement = &a
		c.out.Answer = c.say(election.Say("已提交", "Submitted"))
		v.Receipt = c.say(election.Say("已提交 · 编号 %s · %s", "Submitted · No. %s · %s").With(d.ID, at))
	default:
		c.out.Answer = c.say(f.head().Confirmed)
		c.out.Report = c.report(*d, sub, fl)
		v.Receipt = c.say(election.Say("%s · 回执 %s · %s", "%s · receipt %s · %s").With(f.head().Confirmed, d.ID, at))
	}
	c.out.View = &v
	closed := Closed{ID: d.ID, Submitted: true, At: c.scene.Now}
	if fl.body != nil {
		closed.Draft, v.Reported = d.keep(fl), true
	}
	c.out.State.close(closed)
}

// report makes the report. What it takes the place of is for the election to
// say; a correction names at least what it began from.
func (c *chat) report(d Draft, sub Subject, fl filled) *election.Report {
	return &election.Report{
		ID: election.ReportID(d.ID), Unit: d.Unit, By: c.scene.Person.ID, User: c.scene.User, At: c.scene.Now.In(c.scene.Town.Location),
		Replaces: cmp.Or(sub.replaces(fl.body), d.Corrects),
		Why:      fl.reasonOf(WhyStep), Stands: fl.stands(), Files: d.Files, Body: fl.body,
	}
}
