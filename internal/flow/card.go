package flow

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huanjie/internal/election"
)

// View is a card as a person is shown it, in their language. The rim gives it
// the looks of its medium.
type View struct {
	Draft    DraftID // which card: a later view of the same draft takes its place
	Title    string
	Unit     string
	Place    string // among the cards of one message: 第 2/3 个村
	Done, Of int    // answers that are there, of so many; Of is 0 on a card that is whole
	Lines    []Line
	Files    int      // that go with it
	Review   []string // what the figures mean
	Because  []string // the arithmetic behind that, to be folded away
	Notice   string   // what just happened, or what is wrong
	Wrong    bool     // the notice is about a mistake
	Question string
	Keyboard [][]Button
	Receipt  string
	Closed   bool // finished: nothing can be pressed any more
	Reported bool // a report came of it, and can be corrected
	Move     bool // place the card anew at the end of the chat
	// Together are the reports that are confirmed at once, each as a card of its own
	// would show it; then there are no Lines.
	Together []View
}

// Line is one answer on the card.
type Line struct {
	Label string
	Value string
	From  Source // where it comes from, if the person did not say so
	Asked bool   // this is being asked now
	Wrong bool   // this does not fit with others
}

// Button is one button of a card: it is a tap, or copies a text.
type Button struct {
	Label string
	Tap   Tap
	Copy  string // at most copyMost characters; then there is no tap
}

// belowMost is how many messages may lie below a card before it is placed
// anew, so that the question is never out of sight.
const belowMost = 2

// show puts the draft's card into the outcome, with what is to be said of the
// turn.
func (c *chat) show(d *Draft, place bool) {
	v := c.card(d)
	if place || d.Below > belowMost {
		v.Move, d.Below = true, 0
	}
	d.Prose, d.Brief = false, false
	switch {
	case c.lacksUnit(d):
		c.leave(d, nil)
		c.askUnit(&v, *d)
		c.out.View = &v
	case d.Mode == Withdrawal:
		c.showWithdrawal(d, v)
	case len(d.With) > 0 && (d.Mode == Filling || d.Mode == Leaving):
		c.showTogether(d, v)
	default:
		c.showForm(d, &v)
	}
}

// showForm puts the card of one form's values into the outcome.
func (c *chat) showForm(d *Draft, v *View) {
	sub, fl, ok := c.filled(d)
	if !ok || c.gone(d, sub) {
		return
	}
	c.leave(d, &fl)
	c.holdUnread(d, &fl)
	f := c.forms.find(d.Form)
	d.Prose = fl.ask != nil && fl.ask.free && d.Mode == Filling
	d.Brief = d.Prose && (fl.ask.reason || fl.ask.brief())
	if fl.whole() && fl.body != nil {
		d.Seen = sub.replaces(fl.body)
	}
	c.fillCard(v, f, *d, fl)
	c.out.View = v
}

// card is the head of a draft's card.
func (c *chat) card(d *Draft) View {
	v := View{Draft: d.ID, Title: c.say(c.forms.Title(d.Form)), Files: len(d.Files), Wrong: c.wrong}
	for i, n := range c.notes {
		if i > 0 {
			v.Notice += "\n"
		}
		v.Notice += c.say(n)
	}
	if len(d.With) > 0 {
		c.headTogether(&v, *d)
		return v
	}
	if u, ok := c.scene.Town.Unit(d.Unit); ok {
		v.Unit = u.Name
		if d.Place.Of > 1 {
			v.Place = c.say(election.Say("第 %d/%d 个%s", "%[1]d of %[2]d").With(d.Place.Nth, d.Place.Of, c.scene.Town.ElectionOf(u).UnitNoun()))
		}
	}
	return v
}

// lines shows the answers.
func (c *chat) lines(v *View, fl filled) {
	for _, r := range fl.rows {
		asked := fl.ask != nil && fl.ask.id == r.id
		if (!r.has() || r.silent()) && !asked {
			continue
		}
		l := Line{Label: c.say(r.Label), Value: c.say(fl.shown(r)), From: r.from, Asked: asked,
			Wrong: fl.problem != nil && slices.Contains(fl.problem.Fields, string(r.id))}
		if !r.On.IsZero() {
			v.beside(c.say(r.On), c.say(r.Beside), l)
			continue
		}
		v.Lines = append(v.Lines, l)
	}
}

// fillCard shows the answers, what they mean, the question and its buttons.
func (c *chat) fillCard(v *View, f form, d Draft, fl filled) {
	c.lines(v, fl)
	for _, p := range fl.review {
		v.Review = append(v.Review, c.say(p))
	}
	for _, p := range fl.because {
		v.Because = append(v.Because, c.say(p))
	}
	if missing := fl.missing(); missing > 0 && len(fl.rows) >= progressLeast {
		v.Done, v.Of = len(fl.rows)-missing, len(fl.rows)
	}
	if fl.ask != nil && fl.ask.id == ReasonStep {
		for _, w := range fl.warnings {
			v.Review = append(v.Review, c.say(election.Say("⚠️ %s", "⚠️ %s").With(wordsOf(w, c.scene.Person))))
		}
	}
	if fl.problem != nil {
		v.Notice, v.Wrong = strings.TrimPrefix(v.Notice+"\n"+c.say(fl.problem.Text), "\n"), true
	}
	c.askOn(v, f, d, fl)
}

// progressLeast is how many answers a form has at least whose card counts them.
const progressLeast = 3

// beside puts a value, with its own name if it has one, on the line of a label,
// after those that stand there. The line comes from a source only if all of them
// do.
func (v *View) beside(label, name string, l Line) {
	if l.Asked && l.Value == "" {
		l.Value = "…"
	}
	l.Value = strings.TrimSpace(name + " " + l.Value)
	l.Label = label
	i := slices.IndexFunc(v.Lines, func(o Line) bool { return o.Label == label })
	if i < 0 {
		v.Lines = append(v.Lines, l)
		return
	}
	o := &v.Lines[i]
	o.Value += " · " + l.Value
	if o.From != l.From {
		o.From = Said
	}
	o.Asked, o.Wrong = o.Asked || l.Asked, o.Wrong || l.Wrong
}

// askOn puts the question and its buttons on the card.
func (c *chat) askOn(v *View, f form, d Draft, fl filled) {
	switch {
	case d.Mode == Leaving:
		v.Question = c.say(election.Say("放弃这次填报？填好的会丢掉。", "Give this up? What you have entered will be lost."))
		v.Keyboard = [][]Button{{c.button(d, election.Say("继续填写", "Go on"), Stay, ""), c.button(d, election.Say("放弃", "Give up"), GiveUp, "")}}
	case d.Mode == Passed:
		c.askPassed(v, d)
	case d.Mode == Restarting:
		v.Question = c.say(election.Say("从头填？填好的会清掉。", "Begin again? What you have entered will be lost."))
		v.Keyboard = [][]Button{{c.button(d, election.Say("继续填写", "Go on"), Stay, ""), c.button(d, election.Say("从头填", "Begin again"), Restart, "")}}
	case d.Mode == Editing, fl.same && fl.ask == nil:
		v.Question = c.say(election.Say("要改哪一项？", "Which one?"))
		if e := fl.example(); !e.IsZero() {
			v.Question = c.say(election.Say("要改哪一项？也可以直接写，例如“%s”。", "Which one? Or just type it, e.g. “%s”.").With(e))
		}
		v.Keyboard = c.editKeys(d, fl)
	case len(fl.doubts) > 0:
		v.Question = c.say(fl.doubts[0].question(fl))
		if all := plainParts(fl.doubts); len(all) > 1 {
			v.Question = c.say(fl.askParts(all))
		}
		v.Keyboard = append(c.doubtKeys(d, fl), c.footer(d, fl))
	case fl.ask != nil:
		v.Question = c.say(fl.ask.ask)
		v.Keyboard = c.askKeys(d, fl)
	case fl.problem != nil: // that no answer can mend
		v.Keyboard = [][]Button{c.footer(d, fl)}
	default:
		v.Question = c.say(election.Say("请核对，无误后确认。", "Please check, then confirm."))
		yes := election.Say("✅ %s", "✅ %s").With(f.head().Confirm)
		if f.head().OfTown {
			yes = election.Say("✅ 提交", "✅ Submit")
		}
		v.Keyboard = [][]Button{{c.button(d, yes, Confirm, "")}, c.footer(d, fl)}
	}
}

func (c *chat) button(d Draft, label election.Phrase, v Verb, arg string) Button {
	return Button{Label: c.say(label), Tap: Tap{d.ID, d.Revision, v, arg}}
}

// footer is the last row of nearly every card.
func (c *chat) footer(d Draft, fl filled) []Button {
	var row []Button
	if len(d.Answers) > 0 || d.Asking != "" || (d.Unit != "" && len(c.few(c.forms.find(d.Form), 2)) > 1) {
		row = append(row, c.button(d, election.Say("↩ 返回", "↩ Back"), Back, ""))
	}
	if d.Asking == "" && fl.missing() < len(fl.rows) {
		row = append(row, c.button(d, election.Say("✏️ 修改", "✏️ Edit"), Edit, ""))
	}
	return append(row, c.button(d, election.Say("取消", "Cancel"), Cancel, ""))
}

func (c *chat) askKeys(d Draft, fl filled) [][]Button {
	var buttons []Button
	for _, o := range fl.ask.options {
		buttons = append(buttons, c.button(d, o.Label, Choose, key(o.Value)))
	}
	buttons = append(buttons, c.likelyKeys(d, fl)...)
	keys := append(c.rows(d, append(buttons, c.zeroButton(d, fl)...)), c.copyKeys(d, fl)...)
	return append(keys, c.footer(d, fl))
}

// editKeys lists the answers that can be changed.
func (c *chat) editKeys(d Draft, fl filled) [][]Button {
	var buttons []Button
	for _, r := range fl.rows {
		if r.has() && !r.silent() {
			label := election.Say("%s：%s", "%s: %s").With(r.Label, r.display())
			buttons = append(buttons, Button{Label: clip(strings.ReplaceAll(c.say(label), "\n", " "), 24), Tap: Tap{d.ID, d.Revision, Change, key(string(r.id))}})
		}
	}
	leave := []Button{c.button(d, election.Say("↩ 返回", "↩ Back"), Back, "")}
	if fl.same { // there is nothing to go back to
		leave = []Button{c.button(d, election.Say("↩️ 撤回", "↩️ Withdraw it"), Withdraw, ""), c.button(d, election.Say("取消", "Cancel"), Cancel, "")}
	}
	return append(c.rows(d, buttons), leave)
}

// askPassed asks whether there is nothing to report any more.
func (c *chat) askPassed(v *View, d Draft) {
	v.Question = c.say(election.Say("已经没事了，不用上报了？", "Is it over, with nothing to report?"))
	v.Keyboard = [][]Button{{c.button(d, election.Say("不用上报了", "Nothing to report"), GiveUp, ""), c.button(d, election.Say("还是要上报", "Report it"), Stay, "")}}
}

// askUnit asks which unit the form is about.
func (c *chat) askUnit(v *View, d Draft) {
	if d.Mode == Passed {
		c.askPassed(v, d)
		return
	}
	v.Question = c.say(election.Say("哪一个单位？点按钮，或输入名称。", "Which one? Tap a button or type the name."))
	if len(d.Filter) == 1 {
		u, _ := c.scene.Town.Unit(d.Filter[0])
		v.Question = c.say(election.Say("您报的是%s吗？哪个%s？点按钮，或输入名称。", "Is it %s? Which %s? Tap the button or type the name.").With(u.Name, c.scene.Town.OneUnit()))
	}
	var buttons []Button
	for _, u := range c.shownUnits(d) {
		buttons = append(buttons, Button{Label: u.Name, Tap: Tap{d.ID, d.Revision, Choose, key(string(u.ID))}})
	}
	v.Keyboard = append(c.rows(d, buttons), []Button{c.button(d, election.Say("取消", "Cancel"), Cancel, "")})
}

const (
	rowsMost   = 8 // rows of options on one page
	shortLabel = 7 // characters of a label that leaves room for a second one in its row
)

// rows lays buttons out: two a row if all are short, else one; at most eight
// rows a page.
func (c *chat) rows(d Draft, buttons []Button) [][]Button {
	columns := 2
	for _, b := range buttons {
		if width(b.Label) > 2*shortLabel {
			columns = 1
		}
	}
	perPage := rowsMost * columns
	page := min(d.Page, max(0, (len(buttons)-1)/perPage))
	shown := buttons[min(page*perPage, len(buttons)):min((page+1)*perPage, len(buttons))]
	rows := slices.Collect(slices.Chunk(shown, columns))
	if len(buttons) > perPage {
		rows = append(rows, c.pager(d, page, (len(buttons)-1)/perPage))
	}
	return rows
}

func (c *chat) pager(d Draft, page, last int) []Button {
	var row []Button
	if page > 0 {
		row = append(row, c.button(d, election.Say("◀ 上一页", "◀ Previous"), Page, strconv.Itoa(page-1)))
	}
	if page < last {
		row = append(row, c.button(d, election.Say("下一页 ▶", "Next ▶"), Page, strconv.Itoa(page+1)))
	}
	return row
}

// width counts a Chinese character as two Latin ones.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

func clip(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
