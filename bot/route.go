package bot

import (
	"context"
	"slices"
	"strings"

	"huanjie/internal/election"
	"huanjie/internal/flow"
	"huanjie/internal/speech"
	"huanjie/internal/store"
)

// route is one way in which a typed message may be meant. claims says so from what was
// heard; run does what it asks for, and is not done if it turns out not to be for it.
type route struct {
	name   string
	claims func(d *desk, m *typed) bool
	run    func(d *desk, ctx context.Context, m *typed) (done bool, err error)
}

// routes are tried in their order: what can be nothing else, then what the forms take,
// then what may be a question, and at last what is not understood.
func routes() []route {
	return []route{
		{"command", func(_ *desk, m *typed) bool { return m.command != "" }, (*desk).runCommand},
		{"voter", func(d *desk, _ *typed) bool { return d.person.Unknown }, (*desk).runVoter},
		{"unknown command", func(_ *desk, m *typed) bool { return m.slash && !m.opens }, (*desk).runNoCommand},
		{"taken back", func(*desk, *typed) bool { return true }, (*desk).runTakenBack},
		{"placeholder", func(_ *desk, m *typed) bool { return speech.Placeholder(m.text) }, (*desk).runPlaceholder},
		{"notice", func(d *desk, m *typed) bool { return d.onlyReports() && speech.Notice(m.heard) }, (*desk).runNotice},
		{"of the assistant", (*desk).ofAssistant, (*desk).runAssistant},
		{"wish of the office", (*desk).wishes, (*desk).runWish},
		{"to correct", (*desk).wantsToCorrect, (*desk).runCorrect},
		{"wants supplies", (*desk).wantsSupplies, (*desk).runSupplies},
		{"report and question", (*desk).tellsAndAsks, (*desk).runOneByOne},
		{"vouched for", (*desk).vouches, (*desk).runVouched},
		{"what if", func(d *desk, m *typed) bool { return !d.ses.Talk.HasOpen() && speech.AsksWhatIf(m.heard) }, (*desk).runWhatIf},
		{"outright question", func(d *desk, m *typed) bool { return m.outright(d.ses.Talk) }, (*desk).runQuestion},
		{"brings later", (*desk).bringsLater, (*desk).runBringsLater},
		{"set for later", (*desk).setsAhead, (*desk).runSetAhead},
		{"form", func(*desk, *typed) bool { return true }, (*desk).runForm},
		{"emergency over", func(_ *desk, m *typed) bool { return m.free() }, (*desk).runOver},
		{"question", (*desk).mayAsk, (*desk).runQuestion},
		{"vouched for by an officer", (*desk).vouchesToo, (*desk).runVouched},
		{"name of a unit", func(_ *desk, m *typed) bool { return m.free() && !speech.SameAgainOf(m.heard) }, (*desk).runName},
		{"form's word", func(_ *desk, m *typed) bool { return !m.tried.Ignored }, (*desk).keepTried},
		{"question of a reader", func(d *desk, m *typed) bool { return m.opens && d.onlyReads() }, (*desk).runSuggest},
		{"no right", func(d *desk, m *typed) bool { return m.opens && !d.mayReport(m.text) && len(d.near(m)) == 0 }, (*desk).runNoRight},
		{"report not read", func(_ *desk, m *typed) bool { return m.opens }, (*desk).runNotRead},
		{"wrong, and not how", (*desk).saysWrong, (*desk).runCorrect},
		{"all is well", func(_ *desk, m *typed) bool { return speech.AllWell(m.heard) }, (*desk).runAcknowledged},
		{"same again", (*desk).saysSameAgain, (*desk).runSameAgain},
		{"reassures", (*desk).reassures, (*desk).runReassured},
		{"acknowledged", (*desk).acknowledges, (*desk).runAcknowledged},
		{"only done", func(_ *desk, m *typed) bool { return speech.OnlyDone(m.text) }, (*desk).runOnlyDone},
		{"greeting", func(_ *desk, m *typed) bool { return m.heard.Mood.Greets && speech.Empty(m.heard) }, (*desk).runGreeting},
		{"chatters", (*desk).chatters, (*desk).runChatter},
		{"foreign unit", func(d *desk, m *typed) bool { return d.foreign(m) != "" }, (*desk).runForeign},
		{"count of a checker", (*desk).countsAsChecker, (*desk).runReadTheSheet},
		{"tells more", func(d *desk, m *typed) bool { return d.narrates(m) }, (*desk).runTellsMore},
		{"figure of the moment", func(d *desk, _ *typed) bool { return len(d.person.Units) > 0 }, (*desk).runGuess},
		{"strange question", func(d *desk, m *typed) bool { return m.heard.Mood.Asks && !d.counts(m) }, (*desk).runSuggest},
		{"units", func(_ *desk, m *typed) bool { return len(m.units) > 0 && len(m.units) <= askMost }, (*desk).runUnits},
		{"not understood", func(*desk, *typed) bool { return true }, (*desk).runNotUnderstood},
	}
}

// typed is a typed message with what was heard in it.
type typed struct {
	said
	heard    speech.Heard
	command  commandName // that it gives, and what is typed after it
	rest     string
	slash    bool // it begins like a command
	opens    bool // it begins with a form's word
	begins   bool // and is no more than that, perhaps with a unit's name
	units    []election.Unit
	question inquiry
	asks     bool // it is a question

	tried  flow.Outcome // what the forms made of it
	taken  bool         // they took something
	before store.Commit // as it was before they did
	after  store.Commit // and what it would be then
}

// listen hears a message.
func (d *desk) listen(w said) *typed {
	m := &typed{said: w, heard: d.hear(w.text), slash: strings.HasPrefix(strings.TrimSpace(w.text), "/")}
	m.command, m.rest, _ = d.bot.commands().find(w.text)
	if _, ok := d.bot.commands().of(m.command); !ok {
		m.command = ""
	}
	if d.person.Unknown {
		return m
	}
	m.units = unitsNamed(d.store.Town(), d.listening().Hear(w.text, d.bot.ear(d.store.Town()).places))
	if name, u, ok := d.bot.commands().ofUnit(w.text, m.units); ok && m.command == "" {
		m.command, m.rest = name, u.Name
	}
	if name, rest, ok := d.paperFor(w.text); ok && m.command == "" {
		m.command, m.rest = name, rest
	}
	m.opens = d.opensForm(w.text)
	m.begins = d.onlyBegins(w.text)
	m.question, m.asks = d.question(w.text)
	m.asks = (m.asks || d.asksByNaming(m)) && !d.tells(m)
	if more, ok := d.goesOn(w.text); ok {
		more.Outright = more.Outright || m.asks && m.question.Outright // 选票归档了没有: no less a question than by itself
		m.question, m.asks = more, true
	}
	if first, ok := d.severalAsked(m); ok {
		m.question, m.asks = first, true
	}
	return m
}

// tells reports whether a message that seems to ask rather tells something, or is about the card that
// lies open.
func (d *desk) tells(m *typed) bool {
	states := len(d.person.Units) > 0 && (speech.States(m.heard) || speech.SameAgainOf(m.heard) || speech.AllWell(m.heard) || speech.ThanksForIt(m.heard) || speech.LeavesBlank(m.heard) || speech.OnlySeemsToAsk(m.heard) || speech.AsksApproval(m.text))
	return states || d.onlyReads() && speech.WillSee(m.heard) || d.alarms(m) || d.reportsTime(m) || d.aboutCard(m)
}

// aboutCard reports whether a message is about the card that lies open: what of it has to be given, or
// what is to be done with it.
func (d *desk) aboutCard(m *typed) bool {
	_, steers := speech.Steers(speech.Fold(m.text))
	none := (len(m.question.Scope.Names) > 0 || m.question.Measure == speech.Further) && speech.SaysNone(m.heard) // 王五没得票, 另选的没有
	later := !speech.Wonders(m.heard) && speech.AnswersLater(m.heard)                                             // 发出去的票数我再数数
	return d.ses.Talk.HasOpen() && (steers || none || later || speech.Hesitates(speech.Fold(m.text)) || speech.AsksNeeded(m.text))
}

// alarms reports whether somebody who reports says that something is wrong, and not what: 有突发情况.
func (d *desk) alarms(m *typed) bool {
	text := m.text
	for _, u := range m.units {
		text = strings.ReplaceAll(strings.ReplaceAll(text, u.Name, ""), speech.UnitStem(u.Name), "")
	}
	return len(d.person.Units) > 0 && speech.OnlyAlarms(text)
}

// tellsOfCard reports whether a message that asks by no word of it is rather about the card that lies
// open than about how a unit stands: 公示是11月11号贴的.
func (d *desk) tellsOfCard(m *typed) bool {
	vague := slices.Contains([]speech.Measure{speech.Page, speech.Overview, speech.Units}, m.question.Measure)
	return d.ses.Talk.HasOpen() && vague && !m.heard.Mood.Asks && len(m.units) == 0
}

// reportsTime reports whether somebody who reports says a form's word and a time, and
// nothing that asks: 投票6点40 is a slip in a report, and no question.
func (d *desk) reportsTime(m *typed) bool {
	return m.opens && len(d.person.Units) > 0 && !m.heard.Mood.Asks && !slices.ContainsFunc(m.heard.Tokens, func(t speech.Token) bool {
		return t.Kind == speech.Numeral && t.Number.Role != speech.Clock
	}) && slices.ContainsFunc(m.heard.Tokens, func(t speech.Token) bool { return t.Number.Role == speech.Clock })
}

// asksByNaming reports whether all of a message means something in a question, of somebody who
// reports nothing. The office may report for a unit that it names.
func (d *desk) asksByNaming(m *typed) bool {
	q := m.question
	return q.Named && q.Measure != "" && (d.onlyReads() || d.person.Office && len(m.units)+len(q.Scope.Units) == 0 && !m.opens && !speech.States(m.heard))
}

// outright reports whether a message can be nothing but a question: no form takes it,
// not even one that asks for words.
func (m *typed) outright(talk flow.State) bool {
	return m.asks && (talk.AsksUnit() && m.heard.Mood.Asks && !m.heard.HasCount() && m.question.Measure != speech.Page || m.question.Outright && !(m.question.Marked && m.opens && !m.begins) || talk.AsksFewWords() && m.question.Measure != speech.Page && (m.question.Outright || speech.Wonders(m.heard)) || talk.AsksProse() && speech.Inquires(m.text))
}

// mayAsk reports whether a message of which no form took anything is a question.
func (d *desk) mayAsk(m *typed) bool {
	return m.free() && m.asks && !d.waitsForUnit(m.question) && !d.vaguely(m) && !d.tellsOfCard(m) && !d.unsaid(m)
}

// unsaid reports whether somebody who reports says something of which a part is not understood, and by no
// word asks: 怕下雨影响投票.
func (d *desk) unsaid(m *typed) bool {
	return d.onlyReports() && !m.heard.Mood.Asks && !speech.EndsAsking(m.text) && !m.question.Marked && !m.question.Outright && strings.Join(m.question.unread, "") != ""
}

// vaguely reports whether a share without a word that asks is rather a vague report than a
// question, of somebody who reports: 80%以上.
func (d *desk) vaguely(m *typed) bool {
	by := m.question.Filter.By
	return d.onlyReports() && !m.question.Outright && m.question.Presumed && (by == speech.Below || by == speech.Above)
}

// free reports whether the forms took nothing of a message, so that it may be for
// somebody else. Who may report begins with a form's word.
func (m *typed) free() bool { return !m.taken && (m.tried.Ignored || !m.begins) }

// text takes a typed message.
func (d *desk) text(ctx context.Context, w said) error {
	if len(d.which) > 0 && !(d.ses.Talk.HasOpen() && slices.Contains(d.which, d.store)) {
		d.askWhichTown(w.text)
		return nil
	}
	m := d.listen(w)
	for _, r := range routes() {
		if !r.claims(d, m) {
			continue
		}
		if done, err := r.run(d, ctx, m); done || err != nil {
			return err
		}
	}
	return nil
}

// runCommand gives a command; one of a unit only if the person may see it.
func (d *desk) runCommand(ctx context.Context, m *typed) (bool, error) {
	if name := d.foreign(m); name != "" && !m.slash {
		d.say(wordsNotToSee(name))
		return true, nil
	}
	d.asked(m.question) // 昨天的日报, 再往前一天
	return true, d.run(ctx, m.command, m.rest)
}

func (d *desk) runVoter(ctx context.Context, m *typed) (bool, error) {
	return true, d.voter(ctx, m.text)
}

func (d *desk) runNoCommand(_ context.Context, m *typed) (bool, error) {
	d.say(wordsNoCommand(m.text))
	d.menu()
	return true, nil
}

func (d *desk) runTakenBack(ctx context.Context, m *typed) (bool, error) {
	return d.takesBack(ctx, m.text)
}

func (d *desk) runQuestion(ctx context.Context, m *typed) (bool, error) {
	return true, d.answerTo(ctx, m.question)
}

// runForm lets the forms take the message. What they take stands; else all is as it
// was before, and what they would say of it is kept.
func (d *desk) runForm(ctx context.Context, m *typed) (bool, error) {
	m.before = d.commit
	out, err := d.tryForms(ctx, m, flow.Text(m.text))
	if err != nil {
		return true, err
	}
	if d.onlyWonders(m, out) {
		out = flow.Outcome{Ignored: true}
	}
	if m.tried, m.taken = out, !d.nothingOf(out) || d.ses.Talk.HasOpen() && speech.WrongPlace(m.text); m.taken {
		return true, nil
	}
	m.after, d.commit = d.commit, m.before
	return false, nil
}

// tryForms lets the forms take an input that a message gives.
func (d *desk) tryForms(ctx context.Context, m *typed, in flow.Input) (flow.Outcome, error) {
	return d.advance(ctx, func(sc flow.Scene) flow.Outcome {
		return d.forms().Advance(d.ses.Talk, sc, flow.Turn{Update: d.turn.update, Message: m.message, Input: in, Forwarded: m.forwarded})
	})
}

// onlyWonders reports whether a message would only begin a form of a unit that is still to be
// chosen, and asks, or wants something sent: 审计报告上墙了没, 把公告和名单都发我.
func (d *desk) onlyWonders(m *typed, out flow.Outcome) bool {
	n := len(out.State.Drafts)
	return n > len(d.ses.Talk.Drafts) && out.State.Drafts[n-1].Unit == "" && (!m.opens && speech.Wonders(m.heard) || speech.WantsSent(m.text)) && !speech.TellsEmergency(m.text)
}

// runGuess lets the forms ask whether a message has the figure of the moment. Where it
// has none all is as it was before.
func (d *desk) runGuess(ctx context.Context, m *typed) (bool, error) {
	before := d.commit
	out, err := d.tryForms(ctx, m, flow.Unclear(m.text))
	if err == nil && out.Ignored {
		d.commit = before
	}
	return !out.Ignored, err
}

func (d *desk) runOver(ctx context.Context, m *typed) (bool, error) {
	return d.over(ctx, m.text, m.tried)
}

func (d *desk) runName(ctx context.Context, m *typed) (bool, error) {
	return d.askByName(ctx, m.text)
}

// keepTried lets stand what the forms say of a message of which they took nothing.
func (d *desk) keepTried(_ context.Context, m *typed) (bool, error) {
	d.commit = m.after
	return true, nil
}

func (d *desk) runNoRight(context.Context, *typed) (bool, error) {
	d.say(wordsNotYours())
	return true, nil
}

// opensForm reports whether a message begins with the word of a form that is about one of the
// elections of the town: where only villages vote, 公示期满 opens no notice of a branch.
func (d *desk) opensForm(text string) bool {
	id, _, ok := d.forms().Opened(text)
	f, known := d.forms().Head(id)
	return ok && (text[0] == '/' || !known || len(f.Kinds) == 0 || slices.Contains(f.Kinds, election.OfficeWork) ||
		slices.ContainsFunc(d.store.Town().Elections, func(e election.Election) bool { return slices.Contains(f.Kinds, e.Kind) }))
}

// mayReport reports whether the person may fill in the form that a message names.
func (d *desk) mayReport(text string) bool {
	id, _, _ := d.forms().Opened(text)
	f, known := d.forms().Head(id)
	town, may := d.store.Town(), func(u election.Unit) bool { return f.For(d.person, u) }
	return known && f.May(d.person) && (f.OfTown || f.Wide || slices.ContainsFunc(town.UnitsOf(d.person), may) || slices.ContainsFunc(town.Units, may))
}

// onlyReads reports whether a person reports nothing, so that what begins with a form's
// word asks: 投票率100%的村.
func (d *desk) onlyReads() bool {
	return !d.person.Office && len(d.person.Units)+len(d.person.Checks) == 0 && (len(d.person.Areas) > 0 || d.person.Observer)
}

// runNotRead says of a report by somebody who may send it that it was not understood,
// and that nothing was noted.
func (d *desk) runNotRead(_ context.Context, m *typed) (bool, error) {
	d.unread(m, wordsNotRead(m.text))
	return true, nil
}

// onlyReports reports whether a person reports, and sends no notices.
func (d *desk) onlyReports() bool {
	return len(d.person.Units) > 0 && !d.person.Office && len(d.person.Areas) == 0
}

// runNotice says of a notice that was passed on that it is no report.
func (d *desk) runNotice(_ context.Context, m *typed) (bool, error) {
	d.hint("notice", wordsNotice(m.text))
	return true, nil
}

// runPlaceholder asks for what could not be passed on.
func (d *desk) runPlaceholder(_ context.Context, m *typed) (bool, error) {
	d.hint("placeholder", wordsPlaceholder(m.text))
	return true, nil
}

// bringsLater reports whether somebody who reports says, while no card lies open, only that a paper or a photo follows.
func (d *desk) bringsLater(m *typed) bool {
	return len(d.person.Units) > 0 && !d.ses.Talk.HasOpen() && speech.BringsLater(m.heard)
}

// runBringsLater says that nothing was noted, and where what follows is added.
func (d *desk) runBringsLater(context.Context, *typed) (bool, error) {
	d.hint("later", wordsBringsLater())
	return true, nil
}

// setsAhead reports whether somebody who reports says, while no card lies open, only for which day something is set.
func (d *desk) setsAhead(m *typed) bool {
	return d.onlyReports() && !d.ses.Talk.HasOpen() && speech.SetsAhead(m.heard, d.now()) && !speech.AsksApproval(m.text)
}

// runSetAhead says that only what is done is reported.
func (d *desk) runSetAhead(context.Context, *typed) (bool, error) {
	d.hint("later", wordsSetAhead())
	return true, nil
}

// saysSameAgain reports whether somebody who reports or checks counts says only that it is the same.
func (d *desk) saysSameAgain(m *typed) bool {
	return len(d.person.Units)+len(d.person.Checks) > 0 && speech.SameAgainOf(m.heard)
}

// runSameAgain asks for the figure of somebody who only says that it is the same. Whoever
// only checks counts is to read the sheet.
func (d *desk) runSameAgain(_ context.Context, m *typed) (bool, error) {
	if len(d.person.Units) == 0 {
		d.hint("same", wordsReadTheSheet())
		return true, nil
	}
	d.hint("same", wordsSameAgain(m.text))
	return true, nil
}

// vouches reports whether somebody who only checks counts says of one that it is right, and no card
// lies open that this could confirm.
func (d *desk) vouches(m *typed) bool {
	return len(d.person.Units) == 0 && len(d.person.Checks) > 0 && !d.ses.Talk.HasOpen() && speech.Vouches(m.heard)
}

// vouchesToo reports whether somebody who reports and also checks counts says of one that it is right, and
// no form takes it.
func (d *desk) vouchesToo(m *typed) bool {
	return m.free() && !m.asks && len(d.person.Checks) > 0 && !d.ses.Talk.HasOpen() && speech.Vouches(m.heard)
}

// runVouched says that a check is an entry from the sheet, and that nothing was noted.
func (d *desk) runVouched(context.Context, *typed) (bool, error) {
	d.hint("same", wordsReadTheSheet())
	return true, nil
}

// countsAsChecker reports whether a message of somebody who only checks counts gives figures which
// no count asks for.
func (d *desk) countsAsChecker(m *typed) bool {
	return m.heard.HasCount() && len(d.person.Units) == 0 && len(d.person.Checks) > 0 && !m.heard.Mood.Asks
}

// runReadTheSheet says to somebody who checks counts that there is none to check where a message puts
// it, and how it is done.
func (d *desk) runReadTheSheet(_ context.Context, m *typed) (bool, error) {
	if speech.ComparesCounts(m.text) { // 跟刘洋那份只差一处
		d.hint("same", wordsReadTheSheet())
		return true, nil
	}
	d.hint("same", wordsNoCountToCheck())
	return true, nil
}

// wantsToCorrect reports whether a message says only that something is to be corrected, and no card lies open.
func (d *desk) wantsToCorrect(m *typed) bool {
	return !d.ses.Talk.HasOpen() && speech.ToCorrect(unnamed(m.heard))
}

func (d *desk) runCorrect(ctx context.Context, _ *typed) (bool, error) {
	return true, d.corrections(ctx)
}

// saysWrong reports whether somebody who reports says that what they reported is wrong, because it is
// not so or by naming it, and gives no other figure: 说早了 还没贴, 上一条多写了一个人.
func (d *desk) saysWrong(m *typed) bool {
	mood := m.heard.Mood
	return d.onlyReports() && !d.ses.Talk.HasOpen() && mood.Corrects && (mood.Denies || speech.OfLast(m.text)) && !m.asks && !d.counts(m) && !speech.PutsOff(m.heard)
}

// foreign is the first unit that a message names and that the person may not see.
func (d *desk) foreign(m *typed) string {
	i := slices.IndexFunc(m.units, func(u election.Unit) bool { return !d.person.MaySee(u) })
	if i < 0 {
		return ""
	}
	return m.units[i].Name
}

func (d *desk) runForeign(_ context.Context, m *typed) (bool, error) {
	if d.passesOn(m) {
		d.hint("foreign", wordsOfAnother(d.foreignFigure(m)))
		return true, nil
	}
	d.say(wordsNotToSee(d.foreign(m)))
	return true, nil
}

// passesOn reports whether somebody who reports gives a figure of a unit that is somebody else's, and asks nothing.
func (d *desk) passesOn(m *typed) bool {
	name, _ := d.foreignFigure(m)
	return name != "" && len(d.person.Units) > 0 && !d.person.Office && !m.heard.Mood.Asks && d.counts(m)
}

// foreignFigure is the first unit that a message names for which the person does not report, and who does.
func (d *desk) foreignFigure(m *typed) (name, officers string) {
	i := slices.IndexFunc(m.units, func(u election.Unit) bool { return !d.person.MayReport(u) })
	if i < 0 {
		return "", ""
	}
	var who []string
	for _, id := range m.units[i].Officers {
		who = append(who, string(id))
	}
	return m.units[i].Name, strings.Join(who, "、")
}

// counts reports whether a message of somebody who reports gives a count: whatever it
// asks besides, it is answered that nothing was noted.
func (d *desk) counts(m *typed) bool {
	return len(d.person.Units) > 0 && slices.ContainsFunc(m.heard.Tokens, func(t speech.Token) bool {
		return t.Counts() && t.Number.Value >= 10
	})
}

func (d *desk) runSuggest(ctx context.Context, m *typed) (bool, error) {
	d.suggest(ctx, m)
	return true, nil
}

// runUnits shows how the units stand that a message names which was not understood;
// nobody is to think that anything was noted. Where it may be a report it is offered as that.
func (d *desk) runUnits(ctx context.Context, m *typed) (bool, error) {
	if !slices.ContainsFunc(m.units, func(u election.Unit) bool { return !d.person.MayReport(u) }) && (d.counts(m) || len(d.near(m)) > 0) {
		return d.runNotRead(ctx, m)
	}
	d.hint("unread", wordsNothingNoted(m.text))
	for _, u := range m.units {
		if err := d.unitState(ctx, u); err != nil {
			return true, err
		}
	}
	return true, nil
}

func (d *desk) runNotUnderstood(ctx context.Context, m *typed) (bool, error) {
	if d.counts(m) {
		return d.runNotRead(ctx, m)
	}
	if !d.onlyReports() && d.suggestRead(ctx, m) {
		return true, nil
	}
	if d.onlyReads() || (speech.Wonders(m.heard) || speech.WantsSent(m.text)) && len(d.near(m)) == 0 {
		d.suggest(ctx, m)
		return true, nil
	}
	d.unread(m, wordsNotUnderstood(m.text))
	return true, nil
}
