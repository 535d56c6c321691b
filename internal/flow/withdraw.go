package flow

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"huanjie/internal/election"
	"huanjie/internal/speech"
)

// Withdrawing 撤回 takes back what was reported. It is a correction's other end: its
// card stands on the same draft, asks for the reason once, and leads to the correction
// and back. What falls with the report, and what stands again, is said before it is
// confirmed.

// wrongPlace is the reason that is given by itself when something was reported for the
// wrong unit; then the card offers to report the same for another.
func wrongPlace(e election.Election) election.Phrase {
	return election.Say("报错"+e.UnitNoun().In(election.Chinese)+"了", "reported for the wrong unit")
}

// placeMark is what a reason is about that says so.
const placeMark = "place"

// usualReasons are what reports are withdrawn for most often.
func usualReasons(e election.Election) []election.Phrase {
	return []election.Phrase{wrongPlace(e), election.Say("重复上报", "reported twice"), election.Say("数字还没核对", "the figures are not checked"), election.Say("没有这回事", "it did not happen")}
}

// Withdrawing says what somebody wants to take back.
type Withdrawing struct {
	ID    DraftID
	Why   string // if they said so
	Place bool   // it was reported for the wrong unit
	For   election.UnitID
}

// Withdraw begins the withdrawal of something that was reported, on a card that asks
// for the reason. A report that Reported does not list is Ignored.
func (fs Forms) Withdraw(st State, sc Scene, update int64, w Withdrawing) Outcome {
	c := fs.chat(st, sc, Turn{Update: update})
	was := c.out.State.closed(w.ID)
	if was == nil || c.out.State.superseded(w.ID) || !fs.correctable(*was, sc) {
		c.out.Ignored = true
		return c.out
	}
	d := c.withdrawal(*was.Draft)
	u, _ := sc.Town.Unit(d.Unit)
	switch {
	case w.Place:
		d.set(Answer{Step: WhyStep, Value: c.say(wrongPlace(sc.Town.ElectionOf(u))), About: placeMark})
	case w.Why != "":
		c.giveWhy(d, w.Why)
	}
	if w.For != "" && w.For != d.Unit {
		d.Filter = []election.UnitID{w.For}
	}
	c.touch(d)
	c.show(d, true)
	return c.outcome()
}

// withdrawal raises the withdrawal of a reported draft, or begins one.
func (c *chat) withdrawal(was Draft) *Draft {
	for _, d := range c.out.State.Drafts {
		if d.Corrects == election.ReportID(was.ID) && d.Mode == Withdrawal {
			return c.out.State.raise(d.ID)
		}
	}
	return c.out.State.add(Draft{ID: draftOf(c.turn.Update), Form: was.Form, Unit: was.Unit, Mode: Withdrawal,
		Answers: slices.Clone(was.Answers), Files: slices.Clone(was.Files),
		Corrects: election.ReportID(was.ID), Was: was.Was, Had: len(was.Files)})
}

// unsay turns a correction into the withdrawal of what it corrects: what was changed
// so far is forgotten.
func (c *chat) unsay(d *Draft) {
	if was := c.out.State.closed(DraftID(d.Corrects)); was != nil && was.Draft != nil {
		d.Answers, d.Files = slices.Clone(was.Draft.Answers), slices.Clone(was.Draft.Files)
	}
	d.Mode, d.Asking, d.Page = Withdrawal, "", 0
}

// wantsWhy reports whether a correction or a withdrawal still lacks its reason, so that 数错了 is
// one.
func (d *Draft) wantsWhy() bool {
	_, given := d.answer(WhyStep)
	return d.Corrects != "" && !given
}

// forgetWhy takes the reason back; it reports whether there was one.
func (d *Draft) forgetWhy() bool {
	n := len(d.Answers)
	d.Answers = slices.DeleteFunc(d.Answers, func(a Answer) bool { return a.Step == WhyStep })
	return len(d.Answers) < n
}

// giveWhy takes a reason.
func (c *chat) giveWhy(d *Draft, text string) {
	v, complaint := parseProse(LongestText)(text, nil)
	if !complaint.IsZero() {
		c.complain(complaint)
		return
	}
	u, _ := c.scene.Town.Unit(d.Unit)
	a := Answer{Step: WhyStep, Value: v, Message: c.from}
	if place := wrongPlace(c.scene.Town.ElectionOf(u)); v == place.In(election.Chinese) || v == place.In(election.English) {
		a.About = placeMark
	}
	d.set(a)
}

// whyWithdrawn takes a message while a withdrawal is open: it is the reason, if there
// is none yet.
func (c *chat) whyWithdrawn(d *Draft, text string) {
	c.touch(d)
	if _, given := d.answer(WhyStep); given {
		c.complain(election.Say("没看懂“%s”。要撤回请点“确认撤回”。", "I did not understand “%s”. To withdraw, tap “Withdraw”.").With(short(text)))
	} else if noReason(text, c.scene.Now) {
		c.complain(election.Say("“%s”不是原因。请说一句为什么撤回，或点下面的按钮。", "“%s” is no reason. Please say why it is withdrawn, or tap a button.").With(short(text)))
	} else {
		c.giveWhy(d, text)
	}
	c.show(d, false)
}

// noReason reports whether a message says nothing that could be a reason: thanks, a
// greeting, that something follows, a number alone, or what kind of thing was sent.
func noReason(text string, now time.Time) bool {
	if isKind(text) || speech.Withholds(speech.Hear(text, now), "") {
		return true
	}
	return !slices.ContainsFunc(speech.Hear(text, now).Tokens, func(t speech.Token) bool {
		courtesy := t.Tells(speech.Thanking) || t.Tells(speech.Greeting) || t.Tells(speech.Promising)
		return t.Kind == speech.Unknown || t.Kind == speech.Word && !courtesy
	})
}

// chooseWhy takes one of the usual reasons by its key.
func (c *chat) chooseWhy(d *Draft, k string) {
	u, _ := c.scene.Town.Unit(d.Unit)
	for _, why := range usualReasons(c.scene.Town.ElectionOf(u)) {
		if key(why.In(election.Chinese)) == k {
			c.giveWhy(d, c.say(why))
		}
	}
	c.show(d, false)
}

// taken is what a withdrawal would take back.
type taken struct {
	body  election.Withdrawal
	was   election.Report
	after election.Progress // what is left then
	all   []election.Report
}

// takesBack finds out what a withdrawal would take back. It asks for the unit's
// reports if they have not been read; no says why it cannot be.
func (c *chat) takesBack(d *Draft, sub Subject) (t taken, no election.Phrase, ok bool) {
	if c.scene.HistoryOf != d.Unit {
		c.out.Need.History = d.Unit
		return t, no, false
	}
	t.all = c.scene.History
	t.body, no = sub.Election.Withdraw(sub.Whole, t.all, c.scene.Person.ID, d.Corrects)
	if !no.IsZero() {
		return t, no, true
	}
	t.was = reportOf(t.all, d.Corrects)
	own := election.Report{Replaces: d.Corrects, Body: t.body}
	t.after = sub.Election.FoldAll(append(slices.Clip(t.all), own))
	return t, no, true
}

func reportOf(all []election.Report, id election.ReportID) election.Report {
	if i := slices.IndexFunc(all, func(r election.Report) bool { return r.ID == id }); i >= 0 {
		return all[i]
	}
	return election.Report{}
}

// seen tells what a person has read of a withdrawal: what falls with it.
func (t taken) seen() election.ReportID {
	said := string(t.body.Again)
	for _, id := range t.body.With {
		said += " " + string(id)
	}
	return election.ReportID(said)
}

// means says what a withdrawal does.
func (t taken) means(c *chat) []election.Phrase {
	var said []election.Phrase
	for _, id := range t.body.With {
		said = append(said, election.Say("一并撤回：%s", "Withdrawn with it: %s").With(c.one(reportOf(t.all, id))))
	}
	before := reportOf(t.all, t.after.Latest[election.Matter(t.was.Body)])
	switch {
	case before.ID == "" || election.Matter(t.was.Body) == "":
		said = append(said, election.Say("撤回后等于没有报过。", "Then it is as if it had never been reported."))
	default:
		said = append(said, election.Say("撤回后，以前报的重新有效：%s", "What was reported before stands again: %s").With(c.one(before)))
	}
	if t.body.Again != "" {
		said = append(said, election.Say("这次计票已由两人确认过：撤回后的结果要重新由第二人复核。", "Two people had confirmed this count: what stands then has to be checked by a second person again."))
	}
	return append(said, election.Say("看到过、被通知过的人会收到撤回通知。", "Whoever was told of it, or saw it, is told that it is withdrawn."))
}

// one is a report in a few words: 回执 R1 · 01-15 09:00 · 王勤.
func (c *chat) one(r election.Report) election.Phrase {
	return election.Say("%s回执 %s · %s %s", "%sreceipt %s, %s %s").With(kindOfReport(r.Body), r.ID, election.Moment(r.At, c.scene.Now.In(c.scene.Town.Location)), r.By.Name())
}

// kindOfReport names what falls with a report.
func kindOfReport(b election.Body) election.Phrase {
	switch b.(type) {
	case election.CountCheck:
		return election.Say("复核录入，", "second entry, ")
	case election.ResultSheet:
		return election.Say("计票结果单照片，", "photo of the result sheet, ")
	case election.Members:
		return election.Say("当选人员，", "who was elected, ")
	case election.Act:
		return election.Say("办理，", "what was done about it, ")
	}
	return election.Say("", "")
}

// showWithdrawal shows what is to be withdrawn, and asks for the reason, or for the
// last word.
func (c *chat) showWithdrawal(d *Draft, v View) {
	sub, fl, ok := c.filled(d)
	if !ok {
		return
	}
	t, no, ok := c.takesBack(d, sub)
	switch {
	case !ok:
		return
	case !no.IsZero():
		c.end(d, no)
		c.out.View.Title = c.withdraws(d)
		return
	}
	v.Title = c.withdraws(d)
	c.lines(&v, fl.bare())
	for _, p := range t.means(c) {
		v.Review = append(v.Review, c.say(p))
	}
	why, given := d.answer(WhyStep)
	d.Prose, d.Brief, d.Seen = !given, !given, t.seen()
	if given {
		v.Lines = append(v.Lines, Line{Label: c.say(election.Say("撤回原因", "Why withdrawn")), Value: why})
	}
	c.askWithdrawal(&v, *d, sub, fl)
	c.out.View = &v
}

// withdraws is the title of a withdrawal.
func (c *chat) withdraws(d *Draft) string {
	return c.say(election.Say("撤回：%s", "Withdraw: %s").With(c.forms.Title(d.Form)))
}

func (c *chat) askWithdrawal(v *View, d Draft, sub Subject, fl filled) {
	var row []Button
	why := slices.IndexFunc(d.Answers, func(a Answer) bool { return a.Step == WhyStep })
	if why < 0 {
		v.Question = c.say(election.Say("撤回%s的“%s”？请说一句原因。", "Withdraw “%[2]s” of %[1]s? Please say why.").With(sub.Unit.Name, clip(fl.gist(c), gistMost)))
		var buttons []Button
		for _, p := range usualReasons(sub.Election) {
			buttons = append(buttons, c.button(d, p, Choose, key(p.In(election.Chinese))))
		}
		v.Keyboard = c.rows(d, buttons)
	} else {
		v.Question = c.say(election.Say("确认撤回？", "Withdraw it?"))
		if d.Answers[why].About == placeMark {
			v.Keyboard = c.elsewhereKeys(d)
		}
		v.Keyboard = append([][]Button{{c.button(d, election.Say("✅ 确认撤回", "✅ Withdraw"), Confirm, "")}}, v.Keyboard...)
		row = append(row, c.button(d, election.Say("↩ 返回", "↩ Back"), Back, ""))
	}
	row = append(row, c.button(d, election.Say("✏️ 改为更正", "✏️ Correct it instead"), Edit, ""), c.button(d, election.Say("取消", "Cancel"), Cancel, ""))
	v.Keyboard = append(v.Keyboard, row)
}

// bare is a filled form without what would be asked to correct it.
func (s filled) bare() filled {
	s.rows = slices.DeleteFunc(slices.Clone(s.rows), func(r row) bool { return r.id == WhyStep || !r.has() })
	s.ask, s.changed = nil, nil
	return s
}

// gistMost is how many characters of what was reported stand in a question.
const gistMost = 30

// gist is what a person said in a report, in a few words.
func (s filled) gist(c *chat) string {
	var said []string
	for _, r := range s.rows {
		if r.given && !r.reason && r.kinds == nil {
			said = append(said, c.say(r.Label)+" "+strings.Join(strings.Fields(c.say(r.display())), " "))
		}
	}
	return strings.Join(said, " ")
}

// elsewhereKeys offer to report the same for another unit of the person.
func (c *chat) elsewhereKeys(d Draft) [][]Button {
	var buttons []Button
	for _, u := range c.otherUnits(d) {
		buttons = append(buttons, c.button(d, election.Say("撤回，改报%s", "Withdraw, report for %s").With(u.Name), Elsewhere, key(string(u.ID))))
	}
	if buttons == nil {
		return nil
	}
	return c.rows(d, buttons)
}

// otherUnits are the other units that the same can be reported for: that which was
// named, else all.
func (c *chat) otherUnits(d Draft) []election.Unit {
	return slices.DeleteFunc(c.units(c.forms.find(d.Form)), func(u election.Unit) bool {
		return u.ID == d.Unit || len(d.Filter) > 0 && !slices.Contains(d.Filter, u.ID)
	})
}

// withdraw makes the report of a withdrawal; closed is false if it could not be made,
// and the card says why.
func (c *chat) withdraw(d *Draft) (closed bool) {
	sub, fl, ok := c.filled(d)
	if !ok {
		return false
	}
	t, no, ok := c.takesBack(d, sub)
	if !ok {
		return false
	}
	why, given := d.answer(WhyStep)
	if !no.IsZero() || !given || d.Seen != t.seen() {
		if given && no.IsZero() {
			c.complain(election.Say("刚才有变化，请看过再确认一次。", "Something has changed; please look, then confirm once more."))
		}
		c.show(d, false)
		return false
	}
	v := c.card(d)
	v.Title, v.Closed = c.withdraws(d), true
	c.lines(&v, fl.bare())
	v.Lines = append(v.Lines, Line{Label: c.say(election.Say("撤回原因", "Why withdrawn")), Value: why})
	at := c.scene.Now.In(c.scene.Town.Location)
	v.Receipt = c.say(election.Say("已撤回回执 %s · 本次回执 %s · %s", "Receipt %s withdrawn · receipt %s · %s").With(d.Corrects, d.ID, at.Format("15:04")))
	c.out.View, c.out.Answer = &v, c.say(election.Say("已撤回", "Withdrawn"))
	c.out.Report = &election.Report{ID: election.ReportID(d.ID), Unit: d.Unit, By: c.scene.Person.ID, User: c.scene.User, At: at,
		Replaces: d.Corrects, Why: why, Body: t.body}
	s, gone := &c.out.State, append([]election.ReportID{d.Corrects}, t.body.With...)
	s.close(Closed{ID: d.ID, Submitted: true, At: c.scene.Now, Takes: gone})
	s.Drafts = slices.DeleteFunc(s.Drafts, func(o Draft) bool { return o.Corrects != "" && slices.Contains(gone, o.Corrects) })
	return true
}

// withdrawFor withdraws a report and goes on with the same for another unit, on a card
// of its own: nothing is reported there before it is confirmed.
func (c *chat) withdrawFor(d *Draft, k string) {
	units := slices.DeleteFunc(c.otherUnits(*d), func(u election.Unit) bool { return key(string(u.ID)) != k })
	if len(units) == 0 {
		c.show(d, false)
		return
	}
	to := units[0].ID
	progress, read := c.scene.Beside[to]
	if !read {
		c.out.Need.Beside = []election.UnitID{to}
		return
	}
	fresh := Draft{ID: draftOf(c.turn.Update), Form: d.Form, Unit: to, Files: slices.Clone(d.Files)}
	fresh.Answers = slices.DeleteFunc(slices.Clone(d.Answers), func(a Answer) bool { return a.Step == WhyStep || a.Step == ReasonStep })
	from := d.Unit
	if !c.withdraw(d) {
		return
	}
	done := c.out.View
	scene := c.scene
	c.scene.Unit, c.scene.Progress, c.scene.Likeness = to, progress, withoutUnit(scene.Likeness, from)
	left, _ := c.scene.Town.Unit(from)
	c.note(election.Say("%s的已撤回。数字照抄过来了，请核对后确认上报。", "What was reported for %s is withdrawn. The figures are copied here; please check, then confirm.").With(left.Name))
	next := c.out.State.add(fresh)
	c.touch(next)
	c.show(next, true)
	c.scene = scene
	c.out.Before = done
}

// withoutUnit are fingerprints that were looked up, without those of one unit, whose
// report is being withdrawn.
func withoutUnit(all map[string]election.UnitID, gone election.UnitID) map[string]election.UnitID {
	all = maps.Clone(all)
	for k, u := range all {
		if u == gone {
			all[k] = ""
		}
	}
	return all
}

// withdrawn reports whether a report of the person's own was taken back by them.
func (s State) withdrawn(id DraftID) bool {
	return slices.ContainsFunc(s.Closed, func(c Closed) bool { return slices.Contains(c.Takes, election.ReportID(id)) })
}

// From finds what was reported last, or last changed, from a message; "" if nothing
// was.
func (fs Forms) From(st State, sc Scene, message int) DraftID {
	for _, was := range slices.Backward(st.Closed) {
		told := was.Draft != nil && slices.ContainsFunc(was.Draft.Answers, func(a Answer) bool { return a.Message == message })
		if told && message != 0 && !st.superseded(was.ID) && fs.correctable(was, sc) {
			return was.ID
		}
	}
	return ""
}

// gone says that what a card corrects was taken back meanwhile, perhaps by somebody
// else.
func (c *chat) gone(d *Draft, sub Subject) bool {
	if d.Corrects == "" || d.Mode == Withdrawal || !slices.Contains(sub.Whole.Withdrawn, d.Corrects) {
		return false
	}
	c.end(d, election.Say("这次上报（回执 %s）已经撤回，请重新上报。", "That report (receipt %s) is withdrawn; please report anew.").With(cmp.Or(d.Corrects, "—")))
	return true
}

// Unsaid reports whether nothing is open in which the person has said something: 撤回
// means what was reported then, or what the open card corrects or withdraws.
func (s State) Unsaid() bool {
	d := s.open()
	return d == nil || d.empty() || d.Mode == Withdrawal || d.untouched()
}

// Correcting is the report that the open card corrects, or withdraws; "" if it is none.
func (s State) Correcting() DraftID {
	if d := s.open(); d != nil {
		return DraftID(d.Corrects)
	}
	return ""
}
